//! The examples of the language reference, as projects, and their documents.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_json::{Scope, document};
use journey_model::syntax::parse;
use journey_model::{Configuration, File, FileModel, Project, Schema};
use serde_json::Value;

/// A file of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

pub(crate) fn text(name: &str) -> String {
    fs::read_to_string(repository("grammar/examples").join(name)).unwrap()
}

/// The files of one text each.
pub(crate) const SINGLE: [&str; 6] = [
    "b2b-account.journey",
    "first-draft.journey",
    "hospital-visit.journey",
    "public-service.journey",
    "software-onboarding.journey",
    "weekly-shop.journey",
];

/// Every example by its name: files by themselves, and the one that is a folder.
pub(crate) fn all() -> Vec<(String, Project)> {
    let single = SINGLE.iter().map(|name| ((*name).to_owned(), Project::of_text(name, &text(name))));
    single.chain([("as-is-to-be".to_owned(), folder())]).collect()
}

/// The example that is a folder.
pub(crate) fn folder() -> Project {
    let mut paths = Vec::new();
    collect(&repository("grammar/examples/as-is-to-be"), "", &mut paths);
    assert!(paths.len() >= 7, "{paths:?}");
    of_files(paths.iter().map(|path| (path.as_str(), text(&format!("as-is-to-be/{path}")))))
}

fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), paths);
        } else if name.ends_with(".journey") {
            paths.push(name);
        }
    }
    paths.sort();
}

/// A project of files: path and text.
pub(crate) fn of_files<'t>(files: impl IntoIterator<Item = (&'t str, String)>) -> Project {
    let schema = Arc::new(Schema::standard().clone());
    let files = files.into_iter().map(|(path, text)| {
        let model = Arc::new(FileModel::lower(&parse(&text), &schema));
        File { path: path.into(), model }
    });
    Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
}

pub(crate) fn whole(project: &Project) -> Value {
    serde_json::to_value(document(project, Scope::Project)).unwrap()
}

/// The document of one text.
pub(crate) fn of_text(text: &str) -> Value {
    let json = whole(&Project::of_text("map.journey", text));
    super::strict::assert_valid(&json, text);
    json
}

/// All objects in a value that have this field, in order.
pub(crate) fn objects_with<'v>(value: &'v Value, field: &str) -> Vec<&'v Value> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                if fields.contains_key(field) {
                    found.push(value);
                }
                waiting.extend(fields.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    found
}
