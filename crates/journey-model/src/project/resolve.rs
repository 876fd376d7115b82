//! What a name means: its own journey first, then the project; dotted from the outside in.

use smol_str::{SmolStr, format_smolstr};

use super::names::Entry;
use super::{DeclarationId, FileId, Project};
use crate::file::{Declaration, KeywordSet, Reference};
use crate::schema::Keyword;

/// What a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This declaration.
    Found(DeclarationId),
    /// One of several, which its writer has to tell apart.
    Ambiguous(Vec<DeclarationId>),
    /// A declaration of that name exists, but of another kind.
    WrongKind(DeclarationId),
    /// Nothing, but something of that name is declared with a keyword that the language does not know, or stands in
    /// text that could not be read: what is wrong is told there.
    Broken,
    /// Nothing.
    Unknown,
}

pub(super) fn resolve(project: &Project, file: FileId, reference: &Reference<'_>) -> Resolution {
    let scope = scope_around(file, reference.declaration);
    let found = look_up(project, scope, reference.text, reference.wanted);
    if found != Resolution::Unknown {
        return found;
    }
    let last = reference.text.rsplit('.').next().unwrap_or(reference.text);
    if project.stands_in_broken_text(last) { Resolution::Broken } else { Resolution::Unknown }
}

/// The scope in which the names inside of a declaration are looked up first.
fn scope_around(file: FileId, declaration: Declaration<'_>) -> Option<DeclarationId> {
    let scope = declaration.journey().or_else(|| declaration.ancestors().last()).unwrap_or(declaration);
    Some(DeclarationId { file, local: scope.local_id() })
}

fn look_up(project: &Project, scope: Option<DeclarationId>, text: &str, wanted: KeywordSet) -> Resolution {
    let Some((first, rest)) = text.split_once('.') else {
        let inner = choose(project.names.get(scope, text), wanted);
        return match inner {
            Resolution::Unknown | Resolution::WrongKind(_) => {
                match choose(project.names.get(None, text), wanted) {
                    Resolution::Unknown => inner,
                    outer => outer,
                }
            }
            found => found,
        };
    };
    let steps: Vec<&str> = text.split('.').collect();
    let inner = within(project, scope, &steps, wanted);
    if inner != Resolution::Unknown {
        return inner;
    }
    let steps: Vec<&str> = rest.split('.').collect();
    let journeys = project.names.get(None, first).iter().filter(|entry| entry.keyword.is_none_or(|keyword| keyword == Keyword::Journey));
    let mut outcome = Resolution::Unknown;
    for journey in journeys {
        outcome = match journey.keyword {
            None => Resolution::Broken,
            Some(_) => within(project, Some(journey.id), &steps, wanted),
        };
        if outcome != Resolution::Unknown {
            break;
        }
    }
    outcome
}

/// Looks a path up in one scope: the last step is the declaration, the others are declarations around it, from the
/// outside in, any of which may have been left out.
fn within(project: &Project, scope: Option<DeclarationId>, steps: &[&str], wanted: KeywordSet) -> Resolution {
    let Some((last, around)) = steps.split_last() else { return Resolution::Unknown };
    let matching: Vec<Entry> = project
        .names
        .get(scope, last)
        .iter()
        .filter(|entry| {
            let mut steps = around.iter().rev().peekable();
            for ancestor in project.declaration(entry.id).ancestors() {
                steps.next_if(|step| **step == ancestor.id());
            }
            steps.peek().is_none()
        })
        .copied()
        .collect();
    choose(&matching, wanted)
}

/// Chooses among declarations of one name in one scope.
fn choose(entries: &[Entry], wanted: KeywordSet) -> Resolution {
    let fitting: Vec<&Entry> =
        entries.iter().filter(|entry| entry.keyword.is_some_and(|keyword| wanted.contains(keyword))).collect();
    match fitting.as_slice() {
        [only] => Resolution::Found(only.id),
        // Duplicates are told where they are declared; the first is as good as any.
        [first, others @ ..] if others.iter().all(|other| other.keyword == first.keyword) => Resolution::Found(first.id),
        [_, ..] => Resolution::Ambiguous(fitting.iter().map(|entry| entry.id).collect()),
        [] if entries.iter().any(|entry| entry.keyword.is_none()) => Resolution::Broken,
        [] => entries.first().map_or(Resolution::Unknown, |entry| Resolution::WrongKind(entry.id)),
    }
}

/// What could be written for a declaration of the wanted kinds inside `declaration`: names of its own journey, names
/// of the project, then dotted names from other journeys; sorted within each.
pub(super) fn names_for(
    project: &Project,
    file: FileId,
    declaration: Declaration<'_>,
    wanted: KeywordSet,
) -> Vec<(SmolStr, DeclarationId)> {
    let fits = |entry: &&Entry| entry.keyword.is_some_and(|keyword| wanted.contains(keyword));
    let in_scope = |scope: Option<DeclarationId>| {
        let names = project.names.names_in(scope);
        let mut names: Vec<(SmolStr, DeclarationId)> =
            names.filter_map(|(name, entries)| entries.iter().find(fits).map(|entry| (name.clone(), entry.id))).collect();
        names.sort();
        names
    };
    let own = scope_around(file, declaration);
    let mut names = in_scope(own);
    names.extend(in_scope(None));
    let journeys = project.names.names_in(None).flat_map(|(name, entries)| {
        let journey = entries.iter().find(|entry| entry.keyword == Some(Keyword::Journey));
        journey.map(|journey| (name.clone(), journey.id))
    });
    let mut others: Vec<(SmolStr, DeclarationId)> = journeys
        .filter(|(_, id)| Some(*id) != own)
        .flat_map(|(journey, id)| {
            in_scope(Some(id)).into_iter().map(move |(name, id)| (format_smolstr!("{journey}.{name}"), id))
        })
        .collect();
    others.sort();
    names.extend(others);
    names
}
