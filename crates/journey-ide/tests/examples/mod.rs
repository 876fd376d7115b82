//! The examples of the language as projects.

use std::path::Path;
use std::sync::Arc;

use journey_ide::plugin::Folders;
use journey_ide::plugin::Registry;
use journey_ide::{Cancellation, Snapshot};
use journey_model::syntax::parse;
use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, FileModel, Project};

/// The files of an example: those of its folder, where that is a project of its own.
pub(crate) fn example(path: &str) -> Vec<(String, String)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/examples");
    let read = |path: &str| std::fs::read_to_string(examples.join(path)).expect("an example");
    let Some((folder, _)) = path.split_once('/') else { return vec![(path.to_owned(), read(path))] };
    let entries = std::fs::read_dir(examples.join(folder)).expect("a folder of examples");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"));
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".journey")).collect();
    names.sort();
    names.into_iter().map(|name| format!("{folder}/{name}")).map(|path| (path.clone(), read(&path))).collect()
}

/// A project of these files, and the file with that path.
pub(crate) fn snapshot(files: &[(String, String)], path: &str) -> (Snapshot, FileId) {
    let mut plugins = journey_rules::plugins();
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    let registry = Arc::new(Registry::new(plugins).expect("built-in plugins do not conflict"));
    let schema = registry.schema();
    let lowered = files.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    });
    let project = Project::new(lowered.collect(), schema, Configuration::default());
    let file = project.file_by_path(path).expect("the file");
    let snapshot = Snapshot {
        project: Arc::new(project),
        registry,
        folders: Arc::new(Data),
        today: Date::parse("2026-11-21").expect("a day"),
        cancellation: Cancellation::default(),
    };
    (snapshot, file)
}

struct Data;

impl Folders for Data {
    fn entries(&self, _file: &str, folder: &str) -> Vec<String> {
        let names: &[&str] = match folder {
            "" => &["as-is-to-be/", "data/", "README.md", "weekly-shop.journey"],
            "data/" => &["ces.csv", "csat.csv", "funnel.csv", "nps.csv", "q3.csv"],
            _ => &[],
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn is_file(&self, _file: &str, _path: &str) -> bool {
        false
    }
}
