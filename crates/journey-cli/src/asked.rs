//! What was asked for by name: views and journeys, each with what is near where it is not there.

use std::path::{Path, PathBuf};

use journey_mermaid::embed::Reason;
use journey_mermaid::{Request, RequestError, Target};
use journey_model::{Declaration, DeclarationId, FileId, Keyword, Project, nearest};
use journey_plugin::{Registry, View};

use crate::failure::Failure;

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::new(error.message).help(error.help)
    }
}

impl From<Failure> for Reason {
    fn from(failure: Failure) -> Self {
        Self { message: failure.message, help: failure.help }
    }
}

/// Who asked, which decides how what is there is told.
#[derive(Clone, Copy)]
pub(crate) enum Asker<'a> {
    /// Somebody at a terminal, who calls files as the project does, and reads a list with labels.
    CommandLine,
    /// A page. What is wrong with it is told in one line.
    Page {
        /// What it calls the file.
        file: &'a str,
        /// What it would call another one.
        path_to: &'a dyn Fn(FileId) -> String,
    },
}

/// The view with that id.
///
/// # Errors
/// Where there is none; the help names those that there are.
pub(crate) fn view<'r>(plugins: &'r Registry, id: &str, asker: Asker<'_>) -> Result<&'r dyn View, Failure> {
    plugins.view(id).ok_or_else(|| {
        let views: Vec<_> = plugins.views().map(View::description).collect();
        let ids: Vec<&str> = views.iter().map(|view| view.id).collect();
        let lines = || views.iter().map(|view| format!("\n  {}: {}", view.id, view.summary)).collect();
        Failure::new(format!("there is no view `{id}`")).help(offered("view", id, &ids, asker, lines))
    })
}

/// What is to be said where diagrams are for a Mermaid that nobody has tried them with.
pub(crate) fn newer_than_known(request: &Request) -> Option<String> {
    let (target, newest) = (request.target(), Target::LATEST);
    (target > newest).then(|| {
        format!("{newest} is the newest Mermaid that diagrams were tried with; for {target} they are written in the same way")
    })
}

/// The journeys of a file, in the order of the text.
pub(crate) fn journeys(project: &Project, file: FileId) -> Vec<(DeclarationId, Declaration<'_>)> {
    let all = project.file(file).model.declarations();
    let journeys = all.filter(|declaration| declaration.keyword() == Some(Keyword::Journey));
    journeys.map(|journey| (DeclarationId { file, local: journey.local_id() }, journey)).collect()
}

/// The journeys of a file with that id: one, unless names are taken twice.
///
/// # Errors
/// Where there is none; the help says where it is, or what is near.
pub(crate) fn journeys_named(
    project: &Project,
    file: FileId,
    id: &str,
    asker: Asker<'_>,
) -> Result<Vec<DeclarationId>, Failure> {
    let here = journeys(project, file);
    let named: Vec<_> =
        here.iter().filter(|(_, journey)| journey.id() == id && !id.is_empty()).map(|(id, _)| *id).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let path = &*project.file(file).path;
    let called = match asker {
        Asker::CommandLine => path,
        Asker::Page { file, .. } => file,
    };
    let failure = Failure::new(match id {
        "" => format!("nothing stands behind the `#` of {called}"),
        _ => format!("{called} has no journey `{id}`"),
    });
    let mut elsewhere = project.declarations_of(Keyword::Journey);
    if let Some((elsewhere, _)) = elsewhere.find(|(_, journey)| journey.id() == id && !id.is_empty()) {
        let there = match asker {
            Asker::CommandLine => project.file(elsewhere.file).path.to_string(),
            Asker::Page { path_to, .. } => path_to(elsewhere.file),
        };
        return Err(failure.help(format!("It is in {there}.")));
    }
    let ids: Vec<&str> = here.iter().map(|(_, journey)| journey.id()).filter(|id| !id.is_empty()).collect();
    Err(match here.as_slice() {
        [] => failure.help("There is no journey at all in this file."),
        _ => failure.help(offered("journey", id, &ids, asker, || list(path, &here))),
    })
}

/// Journeys for people, one a line: the name that the command line takes, and the label.
pub(crate) fn list(path: &str, journeys: &[(DeclarationId, Declaration<'_>)]) -> String {
    journeys.iter().map(|(_, journey)| format!("\n  {path}#{}: {}", journey.id(), journey.label())).collect()
}

/// The file and the journey's id of `FILE#ID`. A `#` in the name of a file that exists belongs to the name.
pub(crate) fn split(named: &Path) -> (PathBuf, Option<String>) {
    let parts = named.to_str().and_then(|text| text.rsplit_once('#'));
    match parts {
        Some((file, id)) if !named.exists() => (PathBuf::from(file), Some(id.to_owned())),
        _ => (named.to_owned(), None),
    }
}

/// What there is in the place of what was written: the nearest, and all. `lines` tells them one a line.
fn offered(what: &str, written: &str, names: &[&str], asker: Asker<'_>, lines: impl FnOnce() -> String) -> String {
    let meant = nearest(written, names.iter().copied());
    let meant = meant.map_or_else(String::new, |meant| format!("Did you mean `{meant}`? "));
    match asker {
        Asker::CommandLine => format!("{meant}The {what}s are:{}", lines()),
        Asker::Page { .. } => format!("{meant}{}", sentence(what, names)),
    }
}

/// All names in one sentence.
pub(crate) fn sentence(what: &str, names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => format!("No {what} there has an id."),
        [only] => format!("The only {what} is {only}."),
        [several @ .., last] => format!("The {what}s are {} and {last}.", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_last_hash_is_an_id_unless_the_file_is_called_so() {
        let split = |text: &str| split(Path::new(text));
        assert_eq!(split("shop.journey"), ("shop.journey".into(), None));
        assert_eq!(split("shop.journey#next"), ("shop.journey".into(), Some("next".into())));
        assert_eq!(split("a#b/shop.journey#next"), ("a#b/shop.journey".into(), Some("next".into())));
        assert_eq!(split("shop.journey#"), ("shop.journey".into(), Some(String::new())));
        assert_eq!(split("-#next"), ("-".into(), Some("next".into())));
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("shop#2.journey");
        std::fs::write(&odd, "").unwrap();
        assert_eq!(super::split(&odd), (odd.clone(), None));
    }
}
