//! The examples of the language reference, as projects, and their documents.

#[path = "../../../../grammar/examples.rs"]
mod listed;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_json::{Scope, document};
use journey_model::syntax::parse;
use journey_model::{Configuration, File, FileModel, Project, Schema};
use serde_json::Value;

use listed::example_projects;

/// A file of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

pub(crate) fn text(name: &str) -> String {
    fs::read_to_string(repository("grammar/examples").join(name)).unwrap()
}

/// The examples that stand alone, by their names.
pub(crate) fn single() -> Vec<(String, String)> {
    example_projects().into_iter().filter(|files| files.len() == 1).flatten().collect()
}

/// Every example by its name: files by themselves, and the one that is a folder.
pub(crate) fn all() -> Vec<(String, Project)> {
    let single = single().into_iter().map(|(name, text)| {
        let project = Project::of_text(&name, &text);
        (name, project)
    });
    single.chain([("as-is-to-be".to_owned(), folder())]).collect()
}

/// The example that is a folder.
pub(crate) fn folder() -> Project {
    let files = example_projects().concat();
    of_files(files.iter().filter_map(|(path, text)| Some((path.strip_prefix("as-is-to-be/")?, text.clone()))))
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
