//! What a name means: its own journey first, then the project; dotted from the outside in.

use smol_str::{SmolStr, format_smolstr};

use super::names::Entry;
use super::{DeclarationId, FileId, Project};
use crate::file::{Declaration, KeywordSet, Reference, Role};
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

impl Resolution {
    /// What is said in one scope or, where that says nothing of use, in the one around it.
    fn or_else(self, outer: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Unknown => outer(),
            Self::WrongKind(_) => match outer() {
                Self::Unknown | Self::WrongKind(_) => self,
                outer => outer,
            },
            found => found,
        }
    }
}

pub(super) fn resolve(project: &Project, file: FileId, reference: &Reference<'_>) -> Resolution {
    let found = look_up(project, scope_around(file, reference.declaration), reference.text, reference.wanted);
    if found == Resolution::Unknown && is_told_elsewhere(project, reference) { Resolution::Broken } else { found }
}

/// Whether a syntax error explains already why the name means nothing.
fn is_told_elsewhere(project: &Project, reference: &Reference<'_>) -> bool {
    if reference.role != Role::Qualifier && reference.text.ends_with('-') {
        return true;
    }
    let mut steps = reference.text.split('.');
    let (first, last) = (steps.next(), steps.next_back());
    let is_broken = |step: Option<&str>| step.is_some_and(|step| project.stands_in_broken_text(step));
    match last {
        None => is_broken(first),
        // The journey can be what is broken, unless it is known.
        Some(_) => {
            is_broken(last) || is_broken(first) && first.is_some_and(|first| journeys(project, first).next().is_none())
        }
    }
}

/// The scope in which the names inside of a declaration are looked up first.
pub(super) fn scope_around(file: FileId, declaration: Declaration<'_>) -> DeclarationId {
    let scope = declaration.journey().or_else(|| declaration.ancestors().last()).unwrap_or(declaration);
    DeclarationId { file, local: scope.local_id() }
}

/// The journeys of that name, and whatever has an unknown keyword and so may be one.
fn journeys<'p>(project: &'p Project, name: &str) -> impl Iterator<Item = &'p Entry> {
    project.names.get(None, name).iter().filter(|entry| entry.keyword.is_none_or(|keyword| keyword == Keyword::Journey))
}

/// What a name, perhaps dotted, means in a scope.
pub(super) fn look_up(
    project: &Project,
    scope: impl Into<Option<DeclarationId>>,
    text: &str,
    wanted: KeywordSet,
) -> Resolution {
    let scope = scope.into();
    let Some((first, rest)) = text.split_once('.') else {
        let inner = choose(project.names.get(scope, text).iter(), wanted);
        return inner.or_else(|| choose(project.names.get(None, text).iter(), wanted));
    };
    let inner = scope.map_or(Resolution::Unknown, |scope| within(project, scope, text, wanted));
    inner.or_else(|| {
        journeys(project, first).fold(Resolution::Unknown, |outcome, journey| {
            outcome.or_else(|| match journey.keyword {
                None => Resolution::Broken,
                Some(_) => within(project, journey.id, rest, wanted),
            })
        })
    })
}

/// Looks a path up in one scope: the last step is the declaration, the others are declarations around it, from the
/// outside in, any of which may have been left out.
fn within(project: &Project, scope: DeclarationId, path: &str, wanted: KeywordSet) -> Resolution {
    let (around, last) = path.rsplit_once('.').map_or((None, path), |(around, last)| (Some(around), last));
    let matching = project.names.get(Some(scope), last).iter().filter(|entry| {
        let Some(around) = around else { return true };
        let mut steps = around.rsplit('.').peekable();
        for ancestor in project.declaration(entry.id).ancestors() {
            steps.next_if(|step| *step == ancestor.id());
        }
        steps.peek().is_none()
    });
    choose(matching, wanted)
}

/// Chooses among declarations of one name in one scope.
fn choose<'p>(entries: impl Iterator<Item = &'p Entry> + Clone, wanted: KeywordSet) -> Resolution {
    let fits = |entry: &&Entry| entry.keyword.is_some_and(|keyword| wanted.contains(keyword));
    let mut fitting = entries.clone().filter(fits);
    if let Some(first) = fitting.next() {
        // Duplicates are told where they are declared; the first is as good as any.
        return if fitting.all(|other| other.keyword == first.keyword) {
            Resolution::Found(first.id)
        } else {
            Resolution::Ambiguous(entries.filter(fits).map(|entry| entry.id).collect())
        };
    }
    let mut others = entries;
    match others.clone().next() {
        None => Resolution::Unknown,
        Some(_) if others.any(|entry| entry.keyword.is_none()) => Resolution::Broken,
        Some(first) => Resolution::WrongKind(first.id),
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
    let own = scope_around(file, declaration);
    let mut names = in_scope(project, Some(own), wanted);
    names.extend(in_scope(project, None, wanted));
    let journeys = project.names.sorted(None, Keyword::Journey).into_iter().flat_map(|journeys| journeys.iter());
    let mut others: Vec<(SmolStr, DeclarationId)> = journeys
        .filter(|(_, id)| *id != own)
        .flat_map(|(journey, id)| {
            let names = in_scope(project, Some(id), wanted).into_iter();
            names.map(move |(name, id)| (format_smolstr!("{journey}.{name}"), id))
        })
        .collect();
    others.sort();
    names.extend(others);
    names
}

fn in_scope(project: &Project, scope: Option<DeclarationId>, wanted: KeywordSet) -> Vec<(SmolStr, DeclarationId)> {
    let sorted = wanted.iter().filter_map(|keyword| project.names.sorted(scope, keyword));
    let mut names: Vec<(SmolStr, DeclarationId)> =
        sorted.flat_map(|names| names.iter().map(|(name, id)| (name.clone(), id))).collect();
    names.sort();
    // A name that two kinds share means neither without more words, and is told as one.
    names.dedup_by(|later, earlier| later.0 == earlier.0);
    names
}
