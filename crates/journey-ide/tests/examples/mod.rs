//! The examples of the language as projects.

#[path = "../../../../grammar/examples.rs"]
mod listed;

use std::sync::Arc;

use journey_ide::plugin::Folders;
use journey_ide::plugin::Registry;
use journey_ide::{Cancellation, Snapshot};
use journey_model::syntax::parse;
use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, FileModel, Project};

use listed::example_projects;

/// The files of the project that an example is in.
pub(crate) fn example(path: &str) -> Vec<(String, String)> {
    let has = |files: &Vec<(String, String)>| files.iter().any(|(name, _)| name == path);
    example_projects().into_iter().find(has).expect("an example")
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
