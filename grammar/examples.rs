//! The examples of the language, for the tests of all crates: each takes this file in by its path, because no crate stands
//! below all others.

use std::fs;
use std::path::{Path, PathBuf};

/// The examples as projects, each a row of files: one for each file that stands alone, in the order of their names, then
/// one for each folder, with whatever is below it. A file is its path from the folder of the examples, with `/` between
/// folders, and its text.
pub(crate) fn example_projects() -> Vec<Vec<(String, String)>> {
    let mut around = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("grammar/examples"));
    let folder = around.find(|folder| folder.is_dir()).expect("the crates lie in the project, as the examples do");
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries(&folder).into_iter().partition(|path| path.is_dir());
    let mut projects: Vec<_> = files.iter().chain(&folders).map(|path| read_below(path, "")).collect();
    projects.retain(|files| !files.is_empty());
    // A test that looks at fewer than it says would still pass.
    assert!(
        projects.concat().iter().any(|(path, _)| path == "as-is-to-be/archive/chatbot-pilot.journey"),
        "{projects:?}"
    );
    projects
}

/// The files of journeys that a path is or that are below it. `prefix` stands before its name.
fn read_below(path: &Path, prefix: &str) -> Vec<(String, String)> {
    let name =
        format!("{prefix}{}", path.file_name().and_then(|name| name.to_str()).expect("examples have plain names"));
    if path.is_dir() {
        return entries(path).iter().flat_map(|entry| read_below(entry, &format!("{name}/"))).collect();
    }
    if !name.ends_with(".journey") {
        return Vec::new();
    }
    vec![(name, fs::read_to_string(path).expect("an example can be read"))]
}

/// What is in a folder, sorted.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of examples can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}
