//! The journeys that are drawn.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use journey_model::{Configuration, File, FileModel, Project, Schema};

/// The examples, one project for each file, and one for the folder of several files.
pub(crate) fn example_projects() -> Vec<Project> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar/examples");
    let texts = |folder: &Path| -> Vec<(String, String)> {
        let entries = fs::read_dir(folder).expect("the folder of examples");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "journey"));
        paths.sort();
        paths.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).expect("an example"))).collect()
    };
    let mut groups: Vec<Vec<(String, String)>> = texts(&folder).into_iter().map(|text| vec![text]).collect();
    groups.push(texts(&folder.join("as-is-to-be")));
    groups.into_iter().map(|texts| project(&texts)).collect()
}

pub(crate) fn project(texts: &[(String, String)]) -> Project {
    let schema = Arc::new(Schema::standard().clone());
    let files = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema)),
    });
    Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
}
