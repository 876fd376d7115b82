//! What a name means: its own journey first, then the project; dotted from the outside in.

use smol_str::{SmolStr, format_smolstr};

use super::links::Link;
use super::names::{Entries, Entry};
use super::questions::Question;
use super::{DeclarationId, FileId, Project};
use crate::file::{Declaration, KeywordSet, Outcome, OwnScope, Reference, Role, first_step, last_step};
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

impl From<Outcome<DeclarationId>> for Resolution {
    fn from(outcome: Outcome<DeclarationId>) -> Self {
        match outcome {
            Outcome::Found(id) => Self::Found(id),
            Outcome::Ambiguous(ids) => Self::Ambiguous(ids),
            Outcome::WrongKind(id) => Self::WrongKind(id),
            Outcome::Broken => Self::Broken,
            Outcome::Unknown => Self::Unknown,
        }
    }
}

/// What is known about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Found(DeclarationId),
    /// Of another kind, or of several. These may be meant; what the scope of the reference offers is left out.
    Mistaken(Vec<DeclarationId>),
    Unknown,
    /// What is wrong is told where it is.
    Told,
}

/// The scope in which names are looked up first: that of a journey, or of something else at the top of a file.
#[derive(Clone, Copy)]
pub(super) struct Scope<'p> {
    pub(super) file: FileId,
    pub(super) root: Declaration<'p>,
}

impl<'p> Scope<'p> {
    /// The scope of the names inside of a declaration.
    pub(super) fn around(file: FileId, declaration: Declaration<'p>) -> Self {
        Self { file, root: declaration.scope_inside() }
    }

    /// The declaration with that number in the scope's chunk.
    pub(super) fn id(self, index: u32) -> DeclarationId {
        DeclarationId { file: self.file, local: self.root.chunk().local_id(index) }
    }

    fn look_up(self, path: &str, wanted: KeywordSet) -> Outcome<DeclarationId> {
        self.root.chunk().model().look_up(self.root.index(), path, wanted).map(|index| self.id(index))
    }
}

impl Project {
    /// What a reference in one of its files means.
    pub fn resolve(&self, file: FileId, reference: &Reference<'_>) -> Resolution {
        let found = self.look_up_in(Scope::around(file, reference.declaration), reference.text, reference.wanted);
        match found {
            Outcome::Unknown
                if self.is_told_elsewhere(reference.text, is_explained(reference.role, reference.text)) =>
            {
                Resolution::Broken
            }
            found => found.into(),
        }
    }

    /// The declaration that a reference means, if there is exactly one.
    pub fn target(&self, file: FileId, reference: &Reference<'_>) -> Option<(DeclarationId, Declaration<'_>)> {
        match self.resolve(file, reference) {
            Resolution::Found(id) => Some((id, self.declaration(id))),
            _ => None,
        }
    }

    /// The references of one file that do not mean one declaration, each with what [`Project::resolve`] says about it,
    /// in the order of the text inside each declaration. Those that their own journey answers cost nothing.
    pub fn unresolved_in(&self, file: FileId) -> impl Iterator<Item = (Reference<'_>, Resolution)> {
        let model = &self.file(file).model;
        let asked = model.chunks().flat_map(|chunk| chunk.model().references.iter().map(move |data| (chunk, data)));
        let open = asked.filter(|(chunk, data)| match data.own {
            OwnScope::Found => false,
            OwnScope::Unknown => !self.is_found_everywhere(chunk.model().written(data), data.wanted),
            _ => true,
        });
        open.filter_map(move |(chunk, data)| {
            let reference = chunk.reference(model, data);
            match self.resolve(file, &reference) {
                Resolution::Found(_) => None,
                resolution => Some((reference, resolution)),
            }
        })
    }

    /// Whether a plain name has a good answer where no scope around it knows it. A dotted one may have one in any case.
    fn is_found_everywhere(&self, text: &str, wanted: KeywordSet) -> bool {
        self.index.names.get(text).is_some_and(|named| matches!(named.choose(wanted), Outcome::Found(_)))
    }

    /// Whether a syntax error explains already why a name means nothing.
    pub(super) fn is_told_elsewhere(&self, text: &str, is_explained: bool) -> bool {
        let is_broken = |step: &str| self.stands_in_broken_text(step);
        is_explained
            || match first_step(text) {
                None => is_broken(text),
                // The journey can be what is broken, unless it is known.
                Some((first, rest)) => {
                    is_broken(last_step(rest)) || is_broken(first) && self.journeys(first).next().is_none()
                }
            }
    }

    /// The journeys of that name, and whatever has an unknown keyword and so may be one.
    pub(super) fn journeys(&self, name: &str) -> impl Iterator<Item = &Entry> {
        let named = self.index.names.get(name).map_or(&[][..], Entries::as_slice);
        named.iter().filter(|entry| entry.keyword.is_none_or(|keyword| keyword == Keyword::Journey))
    }

    /// What a name, perhaps dotted, means in a scope.
    pub(super) fn look_up_in(&self, scope: Scope<'_>, text: &str, wanted: KeywordSet) -> Outcome<DeclarationId> {
        scope.look_up(text, wanted).or_else(|| self.look_up_everywhere(text, wanted))
    }

    /// What a name means where no scope around it knows it.
    pub(super) fn look_up_everywhere(&self, text: &str, wanted: KeywordSet) -> Outcome<DeclarationId> {
        let Some((first, rest)) = first_step(text) else {
            let named = self.index.names.get(text);
            return named.map_or(Outcome::Unknown, |named| named.choose(wanted)).map(|entry| self.id_of(entry));
        };
        let mut outcome = Outcome::Unknown;
        for journey in self.journeys(first) {
            if !matches!(outcome, Outcome::Unknown | Outcome::WrongKind(_)) {
                break;
            }
            outcome = outcome.or_else(|| match journey.keyword {
                None => Outcome::Broken,
                Some(_) => self.scope_of(*journey).look_up(rest, wanted),
            });
        }
        outcome
    }

    /// The answer to a question that some references ask about a name.
    pub(super) fn answer(&self, text: &str, question: Question) -> Answer {
        let everywhere = || self.look_up_everywhere(text, question.wanted);
        match (question.own, everywhere) {
            (OwnScope::Found | OwnScope::Broken, _) => Answer::Told,
            (OwnScope::Ambiguous, _) => Answer::Mistaken(Vec::new()),
            (own, everywhere) => match everywhere() {
                Outcome::Found(id) => Answer::Found(id),
                Outcome::Ambiguous(ids) => Answer::Mistaken(ids),
                Outcome::Broken => Answer::Told,
                Outcome::WrongKind(_) | Outcome::Unknown if own == OwnScope::WrongKind => Answer::Mistaken(Vec::new()),
                Outcome::WrongKind(id) => Answer::Mistaken(vec![id]),
                Outcome::Unknown if self.is_told_elsewhere(text, question.is_explained) => Answer::Told,
                Outcome::Unknown => Answer::Unknown,
            },
        }
    }

    pub(super) fn declaration_of(&self, entry: Entry) -> Declaration<'_> {
        let model = &self.file(entry.place.file).model;
        let chunk = model.labelled(entry.place.chunk).expect("the index follows the files");
        chunk.declaration(model, entry.index)
    }

    pub(super) fn id_of(&self, entry: Entry) -> DeclarationId {
        DeclarationId { file: entry.place.file, local: self.declaration_of(entry).local_id() }
    }

    /// The scope inside of something that the whole project sees.
    pub(super) fn scope_of(&self, entry: Entry) -> Scope<'_> {
        Scope::around(entry.place.file, self.declaration_of(entry))
    }

    /// The scope in which the names inside of a declaration are looked up first: that of its journey.
    pub fn scope_around(&self, id: DeclarationId) -> DeclarationId {
        let scope = Scope::around(id.file, self.declaration(id));
        scope.id(scope.root.index())
    }

    /// What a name, perhaps dotted, would mean if it were written in a scope (see [`Project::scope_around`]). Without a
    /// scope it is looked up among the names that the whole project sees.
    pub fn look_up(&self, scope: Option<DeclarationId>, text: &str, wanted: KeywordSet) -> Resolution {
        let scope = scope.map(|id| Scope::around(id.file, self.declaration(id)));
        let outcome = match scope {
            Some(scope) => self.look_up_in(scope, text, wanted),
            None => self.look_up_everywhere(text, wanted),
        };
        outcome.into()
    }

    /// The names of some kinds that are declared in one scope, kind by kind, sorted with case aside; without a scope
    /// those that the whole project sees. Of a name that several declarations share it gives the first of each kind.
    pub fn names_in(
        &self,
        scope: Option<DeclarationId>,
        wanted: KeywordSet,
    ) -> impl Iterator<Item = (&SmolStr, Keyword, DeclarationId)> {
        let scope = scope.map(|id| Scope::around(id.file, self.declaration(id)));
        let inner = scope.into_iter().flat_map(move |scope| {
            let chunk = scope.root.chunk().model();
            let sorted =
                wanted.iter().filter_map(move |keyword| Some((keyword, chunk.sorted(scope.root.index(), keyword)?)));
            sorted.flat_map(move |(keyword, names)| {
                names.iter().map(move |(name, index)| (name, keyword, scope.id(index)))
            })
        });
        let everywhere = wanted.iter().filter(move |_| scope.is_none());
        let everywhere =
            everywhere.flat_map(move |keyword| self.project_wide(keyword).map(move |(name, id)| (name, keyword, id)));
        inner.chain(everywhere)
    }

    /// The names that a reference could mean, nearest scope first, as they would be written there: those of its own
    /// journey, those of the project, then dotted names from other journeys; sorted within each. For "did you mean" and
    /// for completion. Takes time that grows with the project, as there are more and more of them.
    pub fn names_for(&self, file: FileId, reference: &Reference<'_>) -> Vec<(SmolStr, DeclarationId)> {
        let own = Scope::around(file, reference.declaration);
        let wanted = reference.wanted;
        let mut names = self.in_scope(own, wanted);
        let mut project_wide: Vec<(SmolStr, DeclarationId)> =
            wanted.iter().flat_map(|keyword| self.project_wide(keyword)).map(|(name, id)| (name.clone(), id)).collect();
        one_each(&mut project_wide);
        names.extend(project_wide);
        let own_id = own.id(own.root.index());
        let others = self.project_wide(Keyword::Journey).filter(|(_, id)| *id != own_id);
        let mut others: Vec<(SmolStr, DeclarationId)> = others
            .flat_map(|(journey, id)| {
                let names = self.in_scope(Scope::around(id.file, self.declaration(id)), wanted).into_iter();
                names.map(move |(name, id)| (format_smolstr!("{journey}.{name}"), id))
            })
            .collect();
        others.sort();
        names.extend(others);
        names
    }

    fn in_scope(&self, scope: Scope<'_>, wanted: KeywordSet) -> Vec<(SmolStr, DeclarationId)> {
        let chunk = scope.root.chunk().model();
        let sorted = wanted.iter().filter_map(|keyword| chunk.sorted(scope.root.index(), keyword));
        let mut names: Vec<(SmolStr, DeclarationId)> =
            sorted.flat_map(|names| names.iter().map(|(name, index)| (name.clone(), scope.id(index)))).collect();
        one_each(&mut names);
        names
    }

    /// The names of one keyword that the whole project sees, sorted with case aside, each with the first declaration of
    /// that name.
    pub(super) fn project_wide(&self, keyword: Keyword) -> impl Iterator<Item = (&SmolStr, DeclarationId)> {
        self.sorted_names(keyword).iter().filter_map(move |(name, ())| Some((name, self.first_of(name, keyword)?)))
    }

    /// The first declaration of a name and a keyword that the whole project sees.
    pub(super) fn first_of(&self, name: &str, keyword: Keyword) -> Option<DeclarationId> {
        self.index.names.get(name)?.first_of(keyword).map(|entry| self.id_of(entry))
    }

    /// Whether the word stands in some broken part of some file, where it may be declared or used.
    pub fn stands_in_broken_text(&self, word: &str) -> bool {
        self.has_word(Link::Broken(word), |chunk| &chunk.broken_words, word)
    }
}

/// Whether a syntax error in the name itself explains that it means nothing.
pub(super) fn is_explained(role: Role, text: &str) -> bool {
    role != Role::Qualifier && text.ends_with('-')
}

/// A name that two kinds share means neither without more words, and is told as one.
fn one_each(names: &mut Vec<(SmolStr, DeclarationId)>) {
    names.sort();
    names.dedup_by(|later, earlier| later.0 == earlier.0);
}
