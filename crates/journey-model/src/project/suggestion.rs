//! What somebody may have meant whose name means nothing.

use journey_syntax::SyntaxKind;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

use super::resolve::{look_up, scope_around};
use super::{DeclarationId, FileId, Project, Resolution};
use crate::file::{KeywordSet, Reference, Role};
use crate::nearest::Near;
use crate::schema::Keyword;

/// What the names that mean nothing probably mean.
#[derive(Debug, Default)]
pub(super) struct Meant {
    declarations: FxHashSet<DeclarationId>,
    /// The nearest name in the project for each of them. One name that is missing is often missing in many places.
    nearest: FxHashMap<(SmolStr, KeywordSet), Option<(SmolStr, DeclarationId)>>,
}

impl Project {
    /// The name that the writer of a reference probably meant, as it is to be written there, with what it means.
    ///
    /// It means a declaration of a wanted kind, and is near by the measure of [`crate::nearest()`]: among the names of the
    /// reference's own journey, else among those of the project. In a dotted name either the journey is corrected or
    /// the last step. Names that stand in the same property already, and the declaration around the reference, are
    /// not what is meant. A question takes time that hardly grows with the project.
    pub fn nearest_name(&self, file: FileId, reference: &Reference<'_>) -> Option<(SmolStr, DeclarationId)> {
        let own = scope_around(file, reference.declaration);
        let around = DeclarationId { file, local: reference.declaration.local_id() };
        let accept = |name: &str, id: DeclarationId| id != around && !stands_beside(reference, name);
        let Some((first, rest)) = reference.text.split_once('.') else {
            let near = |scope| {
                let near = self.near(scope, reference.text, reference.wanted, accept)?;
                Some((near.name.clone(), near.value))
            };
            let known = || {
                let key = (SmolStr::new(reference.text), reference.wanted);
                self.meant.get().and_then(|meant| meant.nearest.get(&key))
            };
            return near(Some(own)).or_else(|| match known() {
                Some(None) => None,
                Some(Some((name, id))) if accept(name, *id) => Some((name.clone(), *id)),
                _ => near(None),
            });
        };
        let (path, last) = reference.text.rsplit_once('.').unwrap_or((first, rest));
        let journeys = KeywordSet::of(&[Keyword::Journey]);
        let journey = self.names.get(None, first).iter().find(|entry| entry.keyword == Some(Keyword::Journey));
        let corrected_journey = || {
            let near = self.near(None, first, journeys, |_, _| true)?;
            Some(format_smolstr!("{}.{rest}", near.name))
        };
        let corrected_last = || {
            let scope = journey.map_or(own, |journey| journey.id);
            let near = self.near(Some(scope), last, reference.wanted, accept)?;
            Some([format_smolstr!("{path}.{}", near.name), format_smolstr!("{first}.{}", near.name), near.name.clone()])
        };
        let journey_first = if journey.is_none() { corrected_journey() } else { None };
        let last_step = corrected_last().into_iter().flatten();
        let candidates = journey_first.into_iter().chain(last_step).chain([SmolStr::new(last)]);
        candidates.into_iter().find_map(|text| match look_up(self, own, &text, reference.wanted) {
            Resolution::Found(id) if accept(&text, id) => Some((text, id)),
            _ => None,
        })
    }

    /// The declarations of exactly that name and a wanted kind inside other journeys, dotted as they are to be written
    /// there, in the order of files and text; at most `most`.
    pub fn names_elsewhere(
        &self,
        file: FileId,
        reference: &Reference<'_>,
        most: usize,
    ) -> Vec<(SmolStr, DeclarationId)> {
        let own = scope_around(file, reference.declaration);
        let last = reference.text.rsplit('.').next().unwrap_or(reference.text);
        let dotted = self.names.inside_others(last).iter().filter_map(|id| {
            let declaration = self.declaration(*id);
            let fits = declaration.keyword().is_some_and(|keyword| reference.wanted.contains(keyword));
            let journey = declaration.journey().filter(|_| fits)?;
            let text = format_smolstr!("{}.{last}", journey.id());
            (look_up(self, own, &text, reference.wanted) == Resolution::Found(*id)).then_some((text, *id))
        });
        dotted.take(most).collect()
    }

    /// Some of the names that a reference could mean, as they would be written there: those of its own journey, then
    /// those of the project, sorted within each; at most `most`. [`Project::names_for`] gives all.
    pub fn some_names_for(
        &self,
        file: FileId,
        reference: &Reference<'_>,
        most: usize,
    ) -> Vec<(SmolStr, DeclarationId)> {
        let own = scope_around(file, reference.declaration);
        let around = DeclarationId { file, local: reference.declaration.local_id() };
        let mut names = Vec::new();
        for scope in [Some(own), None] {
            let sorted = reference.wanted.iter().filter_map(|keyword| self.names.sorted(scope, keyword));
            let first = sorted.flat_map(|names| {
                let others = names.iter().filter(|(name, id)| *id != around && !stands_beside(reference, name));
                others.take(most).map(|(name, id)| (name.clone(), id))
            });
            let mut first: Vec<(SmolStr, DeclarationId)> = first.collect();
            first.sort();
            first.dedup_by(|later, earlier| later.0 == earlier.0);
            names.extend(first);
        }
        names.truncate(most);
        names
    }

    /// A name that a declaration can have without anybody else in its scope, or in the project's, having it: `wish`, else
    /// `wish` with a number behind it, from 2 on.
    pub fn free_name(&self, id: DeclarationId, wish: &str) -> SmolStr {
        let scope = self.declaration(id).scope();
        let scope = scope.map(|scope| DeclarationId { file: id.file, local: scope.local_id() });
        let is_free = |name: &SmolStr| self.names.get(scope, name).is_empty() && self.names.get(None, name).is_empty();
        let numbered = (2_u64..).map(|number| format_smolstr!("{wish}_{number}"));
        std::iter::once(SmolStr::new(wish)).chain(numbered).find(is_free).expect("no project has all of these names")
    }

    /// Whether some text that is wrong may mean this declaration: a name that is ambiguous, that is near and means
    /// nothing, or that means this one where another kind is wanted; a name in quotes, one behind a key that nobody
    /// knows, or one that was left out. What is wrong is told there, so a finding that nobody uses the declaration would only repeat it.
    pub fn may_be_meant(&self, id: DeclarationId) -> bool {
        let declaration = self.declaration(id);
        declaration.keyword().is_some_and(|keyword| self.unnamed_kinds.contains(keyword))
            || self.stands_in_broken_text(declaration.id())
            || self.unread_words.contains(declaration.id())
            || !self.unread_words.is_empty() && self.unread_words.contains(&*crate::value::slug(&declaration.label()))
            || self.meant.get_or_init(|| self.meant_by_unresolved()).declarations.contains(&id)
    }

    fn meant_by_unresolved(&self) -> Meant {
        let mut meant = Meant::default();
        for unresolved in &self.unresolved {
            match &unresolved.resolution {
                Resolution::Ambiguous(ids) => meant.declarations.extend(ids),
                Resolution::WrongKind(id) => {
                    meant.declarations.insert(*id);
                }
                Resolution::Found(_) | Resolution::Broken => {}
                Resolution::Unknown => {
                    let reference = self.file(unresolved.file).model.reference(unresolved.reference);
                    let key = (SmolStr::new(reference.text), reference.wanted);
                    let near = meant.nearest.entry(key).or_insert_with(|| {
                        let near = self.near(None, reference.text, reference.wanted, |_, _| true)?;
                        Some((near.name.clone(), near.value))
                    });
                    meant.declarations.extend(near.as_ref().map(|(_, id)| *id));
                }
            }
        }
        meant
    }

    /// The nearest accepted name of a wanted kind in one scope.
    fn near(
        &self,
        scope: Option<DeclarationId>,
        word: &str,
        wanted: KeywordSet,
        accept: impl Fn(&str, DeclarationId) -> bool,
    ) -> Option<Near<'_, DeclarationId>> {
        let sorted = wanted.iter().filter_map(|keyword| self.names.sorted(scope, keyword));
        sorted.filter_map(|names| names.nearest(word, &accept)).min()
    }
}

/// How many neighbours of a reference are looked at.
const NEIGHBOURS: usize = 64;

/// Whether a name stands beside a reference, where it would be said twice: in the same property, or, for a qualifier,
/// as that of another property with the same key. Only so many neighbours are looked at: a property of many thousand
/// values must not cost their square.
fn stands_beside(reference: &Reference<'_>, name: &str) -> bool {
    match reference.role {
        Role::Qualifier => {
            let others = reference.declaration.properties().take(NEIGHBOURS);
            let same_key = others.filter(|other| other.key() == reference.property.key());
            same_key.filter_map(crate::Property::qualifier).any(|(other, _)| other == name)
        }
        Role::Citation => reference.property.sources().take(NEIGHBOURS).any(|(other, _)| other == name),
        Role::Value => {
            let values = reference.property.syntax().children().filter(|node| node.kind() == SyntaxKind::Reference);
            values.take(NEIGHBOURS).any(|other| other.text() == name)
        }
    }
}
