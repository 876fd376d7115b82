//! What was asked for by name: views and journeys, each with what is near where it is not there.

use std::path::{Path, PathBuf};

use journey_mermaid::RequestError;
use journey_model::{Declaration, DeclarationId, FileId, Keyword, Project, nearest};
use journey_plugin::{Registry, View};

use crate::failure::Failure;

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::new(error.message).help(error.help)
    }
}

/// The view with that id.
///
/// # Errors
/// Where there is none; the help names those that there are.
pub(crate) fn view<'r>(plugins: &'r Registry, id: &str) -> Result<&'r dyn View, Failure> {
    plugins.view(id).ok_or_else(|| {
        let views: Vec<_> = plugins.views().map(View::description).collect();
        let meant = nearest(id, views.iter().map(|view| view.id));
        let list = views.iter().map(|view| format!("\n  {}: {}", view.id, view.summary));
        let list = format!("The views are:{}", list.collect::<String>());
        Failure::new(format!("there is no view `{id}`")).help(did_you_mean(meant, &list))
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
pub(crate) fn journeys_named(project: &Project, file: FileId, id: &str) -> Result<Vec<DeclarationId>, Failure> {
    let here = journeys(project, file);
    let named: Vec<_> = here.iter().filter(|(_, journey)| journey.id() == id).map(|(id, _)| *id).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let path = &*project.file(file).path;
    let failure = Failure::new(format!("{path} has no journey `{id}`"));
    let mut elsewhere = project.declarations_of(Keyword::Journey);
    if let Some((elsewhere, _)) = elsewhere.find(|(_, journey)| journey.id() == id) {
        return Err(failure.help(format!("It is in {}.", project.file(elsewhere.file).path)));
    }
    let ids: Vec<&str> = here.iter().map(|(_, journey)| journey.id()).collect();
    Err(match ids.as_slice() {
        [] => failure.help("There is no journey at all in this file."),
        _ => {
            let list = format!("The journeys are:{}", list(path, &here));
            failure.help(did_you_mean(nearest(id, ids.iter().copied()), &list))
        }
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

fn did_you_mean(meant: Option<&str>, list: &str) -> String {
    meant.map_or_else(|| list.to_owned(), |meant| format!("Did you mean `{meant}`? {list}"))
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
        assert_eq!(split("-#next"), ("-".into(), Some("next".into())));
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("shop#2.journey");
        std::fs::write(&odd, "").unwrap();
        assert_eq!(super::split(&odd), (odd.clone(), None));
    }
}
