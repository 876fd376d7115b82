//! The journeys that are drawn.

#[path = "../../../grammar/examples.rs"]
mod listed;

use std::sync::Arc;

use journey_model::{Configuration, File, FileModel, Project, Schema};

/// The examples, one project for each file that stands alone, and one for each folder.
pub(crate) fn example_projects() -> Vec<Project> {
    listed::example_projects().iter().map(|texts| project(texts)).collect()
}

pub(crate) fn project(texts: &[(String, String)]) -> Project {
    let schema = Arc::new(Schema::standard().clone());
    let files = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema)),
    });
    Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
}
