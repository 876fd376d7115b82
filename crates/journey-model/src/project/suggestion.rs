//! What somebody may have meant whose name means nothing.

use journey_syntax::SyntaxKind;
use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use super::index::Index;
use super::links::Link;
use super::places::{Place, Places};
use super::questions::Questions;
use super::resolve::{Answer, Scope};
use super::sharded::ShardedMap;
use super::{DeclarationId, FileId, Project, Resolution};
use crate::file::{Declaration, IdSource, KeywordSet, Outcome, OwnScope, Reference, Role, first_step, is_project_wide};
use crate::nearest::{Candidates, Near};
use crate::schema::Keyword;
use crate::value::slug;

impl Project {
    /// The name that the writer of a reference probably meant, as it is to be written there, with what it means.
    ///
    /// It means a declaration of a wanted kind, and is near by the measure of [`crate::nearest()`]: among the names of the
    /// reference's own journey, else among those of the project. In a dotted name either the journey is corrected or
    /// the last step. Names that stand in the same property already, and the declaration around the reference, are
    /// not what is meant. A question takes time that hardly grows with the project.
    pub fn nearest_name(&self, file: FileId, reference: &Reference<'_>) -> Option<(SmolStr, DeclarationId)> {
        let own = Scope::around(file, reference.declaration);
        let around = DeclarationId { file, local: reference.declaration.local_id() };
        let accept = |name: &str, id: DeclarationId| id != around && !stands_beside(reference, name);
        let Some((first, rest)) = first_step(reference.text) else {
            let inner =
                near_in(own, reference.text, reference.wanted, accept).map(|near| (near.name.clone(), near.value));
            return inner.or_else(|| {
                let near = self.near(reference.text, reference.wanted, accept)?;
                Some((near.name.clone(), near.value))
            });
        };
        let (path, last) = reference.text.rsplit_once('.').unwrap_or((first, rest));
        let journeys = KeywordSet::of(&[Keyword::Journey]);
        let journey = self.journeys(first).find(|entry| entry.keyword == Some(Keyword::Journey));
        let corrected_journey = || {
            let near = self.near(first, journeys, |_, _| true)?;
            Some(format_smolstr!("{}.{rest}", near.name))
        };
        let corrected_last = || {
            let scope = journey.map_or(own, |journey| self.scope_of(*journey));
            let near = near_in(scope, last, reference.wanted, accept)?;
            Some([format_smolstr!("{path}.{}", near.name), format_smolstr!("{first}.{}", near.name), near.name.clone()])
        };
        let journey_first = if journey.is_none() { corrected_journey() } else { None };
        let last_step = corrected_last().into_iter().flatten();
        let candidates = journey_first.into_iter().chain(last_step).chain([SmolStr::new(last)]);
        candidates.into_iter().find_map(|text| match self.look_up_in(own, &text, reference.wanted) {
            Outcome::Found(id) if accept(&text, id) => Some((text, id)),
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
        let own = Scope::around(file, reference.declaration);
        let last = reference.text.rsplit('.').next().unwrap_or(reference.text);
        let mut known: FxHashMap<SmolStr, Outcome<DeclarationId>> = FxHashMap::default();
        let dotted = self.inner_named(last, reference.wanted).filter_map(|(id, declaration)| {
            let text = format_smolstr!("{}.{last}", declaration.journey()?.id());
            // Journeys may share a name, and then it means something in one of them only.
            let meant = known.entry(text.clone()).or_insert_with(|| self.look_up_in(own, &text, reference.wanted));
            (*meant == Outcome::Found(id)).then_some((text, id))
        });
        dotted.take(most).collect()
    }

    /// The declarations of a name and one of some kinds that only their own journeys see, in the order of files and text.
    fn inner_named<'p>(
        &'p self,
        name: &'p str,
        kinds: KeywordSet,
    ) -> impl Iterator<Item = (DeclarationId, Declaration<'p>)> {
        let places = kinds.iter().filter_map(|kind| self.rare_links().get(&Link::Inner(kind, name).key()));
        let mut places: Vec<Place> = places.flat_map(|places| places.iter().map(|(place, _)| place)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().flat_map(move |place| {
            let model = &self.file(place.file).model;
            let chunk = model.labelled(place.chunk).expect("the index follows the files");
            let named = chunk.model().named_anywhere(name).into_iter();
            let declarations = named.map(move |index| chunk.declaration(model, index));
            let fitting = declarations.filter(move |one| one.keyword().is_some_and(|keyword| kinds.contains(keyword)));
            fitting.map(move |one| (DeclarationId { file: place.file, local: one.local_id() }, one))
        })
    }

    /// Whether anything of that name and one of these kinds is declared anywhere, in whatever journey.
    pub fn is_declared(&self, name: &str, kinds: &[Keyword]) -> bool {
        let everywhere = self.index.names.get(name);
        kinds.iter().any(|kind| everywhere.is_some_and(|entries| entries.first_of(*kind).is_some()))
            || self.inner_named(name, KeywordSet::of(kinds)).next().is_some()
    }

    /// The only declaration of these kinds that has a name, if there is exactly one in the whole project.
    pub fn only_one_of(&self, kinds: &[Keyword]) -> Option<DeclarationId> {
        if !kinds.iter().all(|kind| is_project_wide(*kind)) {
            let all = kinds.iter().flat_map(|kind| self.declarations_of(*kind));
            let mut named = all.filter(|(_, declaration)| declaration.id_source() != IdSource::Missing);
            return named.next().filter(|_| named.next().is_none()).map(|(id, _)| id);
        }
        let names = kinds.iter().flat_map(|kind| self.sorted_names(*kind).iter().map(|(name, ())| (*kind, name)));
        let mut names = names.filter_map(|(kind, name)| Some((kind, self.index.names.get(name)?)));
        let (kind, entries) = names.next().filter(|_| names.next().is_none())?;
        let mut same = entries.as_slice().iter().filter(|entry| entry.keyword == Some(kind));
        let only = same.next().filter(|_| same.next().is_none())?;
        Some(self.id_of(*only))
    }

    /// The first declaration of one kind that somebody inside `around`, in one of its files, calls by its label, or by
    /// its id in other spelling: one that the whole project sees, or one of the same journey.
    pub fn called(&self, kind: Keyword, words: &str, file: FileId, around: Declaration<'_>) -> Option<DeclarationId> {
        let (words, name) = (words.trim(), slug(words.trim()));
        let words = words.to_lowercase();
        let is_meant = |one: &Declaration<'_>| {
            one.keyword() == Some(kind) && (one.id() == name || one.label().to_lowercase() == words)
        };
        let inside = around.journey().and_then(|journey| {
            let mut inner = journey.descendants().filter(|one| one.scope() == Some(journey));
            inner.find(is_meant).map(|one| DeclarationId { file, local: one.local_id() })
        });
        let labelled = self.rare_links().get(&Link::Label(&words).key()).into_iter().flat_map(Places::iter);
        let mut labelled = labelled.filter_map(|(place, _)| {
            let model = &self.file(place.file).model;
            let chunk = model.labelled(place.chunk).expect("the index follows the files");
            let mut declarations = chunk.declarations(model).filter(|one| one.scope().is_none());
            declarations.find(is_meant).map(|one| DeclarationId { file: place.file, local: one.local_id() })
        });
        [inside, self.first_of(&name, kind), labelled.next()].into_iter().flatten().min()
    }

    /// Some of the names that a reference could mean, as they would be written there: those of its own journey, then
    /// those of the project, sorted within each; at most `most`. [`Project::names_for`] gives all.
    pub fn some_names_for(
        &self,
        file: FileId,
        reference: &Reference<'_>,
        most: usize,
    ) -> Vec<(SmolStr, DeclarationId)> {
        let own = Scope::around(file, reference.declaration);
        let around = DeclarationId { file, local: reference.declaration.local_id() };
        let fits = |(name, id): &(&SmolStr, DeclarationId)| *id != around && !stands_beside(reference, name);
        let first = |mut names: Vec<(SmolStr, DeclarationId)>| {
            names.sort();
            names.dedup_by(|later, earlier| later.0 == earlier.0);
            names
        };
        let chunk = own.root.chunk().model();
        let inner = reference.wanted.iter().filter_map(|keyword| chunk.sorted(own.root.index(), keyword));
        let inner = inner.flat_map(|names| {
            let names = names.iter().map(|(name, index)| (name, own.id(index)));
            names.filter(fits).take(most).map(|(name, id)| (name.clone(), id))
        });
        let mut names = first(inner.collect());
        let outer = reference.wanted.iter().flat_map(|keyword| {
            self.project_wide(keyword).filter(fits).take(most).map(|(name, id)| (name.clone(), id))
        });
        names.extend(first(outer.collect()));
        names.truncate(most);
        names
    }

    /// A name that a declaration can have without anybody else in its scope, or in the project's, having it: `wish`, else
    /// `wish` with a number behind it, from 2 on.
    pub fn free_name(&self, id: DeclarationId, wish: &str) -> SmolStr {
        let declaration = self.declaration(id);
        let chunk = declaration.chunk().model();
        let is_free = |name: &SmolStr| {
            let is_taken = |scope: Declaration<'_>| chunk.named(scope.index(), name).next().is_some();
            !declaration.scope().is_some_and(is_taken) && self.index.names.get(name).is_none()
        };
        let numbered = (2_u64..).map(|number| format_smolstr!("{wish}_{number}"));
        std::iter::once(SmolStr::new(wish)).chain(numbered).find(is_free).expect("no project has all of these names")
    }

    /// Whether some text that is wrong may mean this declaration: a name that is ambiguous, that is near and means
    /// nothing, or that means this one where another kind is wanted; a name in quotes, one behind a key that nobody
    /// knows, or one that was left out. What is wrong is told there, so a finding that nobody uses the declaration would only repeat it.
    pub fn may_be_meant(&self, id: DeclarationId) -> bool {
        let declaration = self.declaration(id);
        let is_unread = |word: &str| self.has_word(Link::Unread(word), |chunk| &chunk.unread_words, word);
        declaration.keyword().is_some_and(|keyword| self.index.unnamed_kinds().contains(keyword))
            || self.stands_in_broken_text(declaration.id())
            || is_unread(declaration.id())
            || is_unread(&slug(&declaration.label()))
            || declaration.id_source() != IdSource::Missing
                && (self.is_mistaken_for_another(id, declaration) || self.is_nearest(id, declaration))
    }

    /// Whether its name stands where it is one of several, or of another kind.
    fn is_mistaken_for_another(&self, id: DeclarationId, declaration: Declaration<'_>) -> bool {
        if declaration.scope().is_none() {
            let questions = self.index.questions.get(declaration.id()).into_iter().flat_map(Questions::iter);
            let mut answers = questions.map(|(question, _)| self.answer(declaration.id(), question));
            return answers.any(|answer| matches!(answer, Answer::Mistaken(ids) if ids.contains(&id)));
        }
        self.naming_inner(id, declaration).any(|(_, resolution)| match resolution {
            Resolution::Ambiguous(ids) => ids.contains(&id),
            Resolution::WrongKind(other) => other == id,
            _ => false,
        })
    }

    /// Whether it is what some name that means nothing probably means.
    fn is_nearest(&self, id: DeclarationId, declaration: Declaration<'_>) -> bool {
        let Some(keyword) = declaration.keyword().filter(|_| declaration.scope().is_none()) else { return false };
        if self.first_of(declaration.id(), keyword) != Some(id) {
            return false;
        }
        self.open().any_near(declaration.id(), |word| {
            let questions = self.index.questions.get(word).into_iter().flat_map(Questions::iter);
            questions.into_iter().any(|(question, _)| {
                question.wanted.contains(keyword)
                    && self.answer(word, question) == Answer::Unknown
                    && self.near(word, question.wanted, |_, _| true).is_some_and(|near| near.value == id)
            })
        })
    }

    /// The names about which some question has no good answer, and perhaps some others.
    pub(super) fn open(&self) -> &Candidates<()> {
        self.index.open.get_or_init(|| {
            let texts = self.index.questions.iter().map(|(text, _)| text);
            Candidates::new(texts.filter(|text| self.is_open(text)).map(|text| (text.clone(), ())))
        })
    }

    /// Whether some question about a name has no good answer.
    pub(super) fn is_open(&self, text: &str) -> bool {
        let mut questions = self.index.questions.get(text).into_iter().flat_map(Questions::iter);
        questions.any(|(question, _)| match self.answer(text, question) {
            Answer::Found(_) => false,
            Answer::Told => question.own == OwnScope::Unknown,
            Answer::Mistaken(_) | Answer::Unknown => true,
        })
    }

    pub(super) fn rare_links(&self) -> &ShardedMap<u64, Places> {
        self.index.rare_links.get_or_init(|| Index::rare_links_of(&self.files))
    }

    /// The names of one keyword that the whole project sees, sorted.
    pub(super) fn sorted_names(&self, keyword: Keyword) -> &Candidates<()> {
        let sorted = self.index.sorted.get_or_init(|| {
            Keyword::ALL.map(|keyword| {
                let named = self.index.names.iter().filter(|(_, entries)| entries.first_of(keyword).is_some());
                Candidates::new(named.map(|(name, _)| (name.clone(), ())))
            })
        });
        &sorted[keyword.index()]
    }

    /// The nearest accepted name of a wanted kind that the whole project sees.
    pub(super) fn near(
        &self,
        word: &str,
        wanted: KeywordSet,
        accept: impl Fn(&str, DeclarationId) -> bool,
    ) -> Option<Near<'_, DeclarationId>> {
        let near = wanted.iter().filter_map(|keyword| {
            let near = self
                .sorted_names(keyword)
                .nearest(word, |name, ()| self.first_of(name, keyword).is_some_and(|id| accept(name, id)))?;
            Some(near.with(self.first_of(near.name, keyword)?))
        });
        near.min()
    }
}

/// The nearest accepted name of a wanted kind in one scope.
fn near_in<'p>(
    scope: Scope<'p>,
    word: &str,
    wanted: KeywordSet,
    accept: impl Fn(&str, DeclarationId) -> bool,
) -> Option<Near<'p, DeclarationId>> {
    let chunk = scope.root.chunk().model();
    let sorted = wanted.iter().filter_map(|keyword| chunk.sorted(scope.root.index(), keyword));
    let near = sorted.filter_map(|names| names.nearest(word, |name, index| accept(name, scope.id(index))));
    near.map(|near| near.with(scope.id(near.value))).min()
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
