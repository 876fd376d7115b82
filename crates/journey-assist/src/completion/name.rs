//! Names of declarations: those of the kinds that are wanted, the nearest first.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt::Write as _;

use journey_plugin::model::value::words;
use journey_plugin::model::{DeclarationId, Keyword, KeywordSet, ValueType};
use journey_plugin::{
    Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Likeness, Offers, Slot,
    Topic,
};

use super::relation::{Relations, may_be_named, meaning};

/// Offers names.
pub(super) struct Names;

/// How many names are offered. More than anybody reads, and more than a host shows.
const MOST: usize = 250;

/// How many candidates are compared in full; of more, those that are used nearby or often are.
const COMPARED: usize = 800;

/// How many names inside of other journeys are looked at: a keystroke must not read a whole large project.
const MOST_ELSEWHERE: usize = 20_000;

/// How many names inside of other journeys can be overlooked in a list.
const FEW: usize = 30;

impl CompletionProvider for Names {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::Value(slot) = context.expected else { return };
        let mut candidates = Candidates::new(context, slot);
        candidates.add_elsewhere(slot.wanted(context.schema()));
        offers.is_cut |= candidates.is_cut;
        for candidate in candidates.best(MOST) {
            offers.add(offer(context, slot, &candidate));
        }
        offers.is_cut |= candidates.is_cut;
    }
}

/// The name that is meant most probably.
pub(super) fn best_name(context: &CompletionContext<'_>, slot: &Slot<'_>) -> Option<String> {
    let mut candidates = Candidates::new(context, slot);
    candidates.word = "";
    candidates.best(1).into_iter().next().map(|candidate| candidate.name.into_owned())
}

/// A name that may be written here.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'p> {
    pub(super) name: Cow<'p, str>,
    pub(super) keyword: Keyword,
    pub(super) id: DeclarationId,
    pub(super) relevance: u32,
}

struct Candidates<'c, 'p> {
    context: &'c CompletionContext<'p>,
    slot: &'c Slot<'p>,
    relations: Relations<'c, 'p>,
    word: &'c str,
    found: Vec<(Likeness, Candidate<'p>)>,
    is_cut: bool,
}

impl<'c, 'p> Candidates<'c, 'p> {
    /// The names of the cursor's own journey and those of the project.
    fn new(context: &'c CompletionContext<'p>, slot: &'c Slot<'p>) -> Self {
        let relations = Relations::of(context, slot);
        let mut candidates = Self { context, slot, relations, word: context.word, found: Vec::new(), is_cut: false };
        let wanted = slot.wanted(context.schema());
        let own = context.scope();
        for (scope, base) in [(own, Completion::EXPECTED), (None, Completion::FITTING)] {
            if scope.is_none() && base == Completion::EXPECTED {
                continue;
            }
            for (name, keyword, id) in context.project().names_in(scope, wanted) {
                candidates.add(Cow::Borrowed(name), keyword, id, base);
            }
        }
        candidates
    }

    /// The names inside of other journeys, and those journeys as the first step of a way there.
    fn add_elsewhere(&mut self, wanted: KeywordSet) {
        let inside = [Keyword::Stage, Keyword::Touchpoint, Keyword::Pain, Keyword::Gain, Keyword::Opportunity];
        if !inside.into_iter().any(|keyword| wanted.contains(keyword)) {
            return;
        }
        let project = self.context.project();
        let own = self.context.scope();
        let journeys =
            project.names_in(None, KeywordSet::of(&[Keyword::Journey])).filter(|(_, _, id)| Some(*id) != own);
        let mut journeys: Vec<(&'p str, DeclarationId)> = journeys.map(|(name, _, id)| (name.as_str(), id)).collect();
        let file = self.context.file.id;
        journeys.sort_by_cached_key(|(name, id)| (Likeness::of(self.word, name).is_none(), id.file != file, *id));
        let mut looked_at = 0;
        let mut ways: Vec<(&'p str, DeclarationId)> = Vec::new();
        let mut path = String::new();
        let room = self.found.len() + COMPARED;
        for (journey, id) in journeys {
            if looked_at > MOST_ELSEWHERE || self.found.len() > room {
                self.is_cut = true;
                break;
            }
            let mut has_some = false;
            for (name, keyword, nested) in project.names_in(Some(id), wanted) {
                has_some = true;
                looked_at += 1;
                path.clear();
                // Writing to a string cannot fail.
                let _ = write!(path, "{journey}.{name}");
                if Likeness::of(self.word, &path).is_some() || self.found.len() < MOST {
                    self.add(Cow::Owned(path.clone()), keyword, nested, Completion::POSSIBLE);
                } else {
                    self.is_cut = true;
                }
            }
            if has_some && !wanted.contains(Keyword::Journey) {
                ways.push((journey, id));
            }
        }
        // A few names are better than the way to them, many are not.
        let relevance = if looked_at > FEW { Completion::FITTING } else { Completion::POSSIBLE - 1 };
        for (journey, id) in ways {
            self.add(Cow::Borrowed(journey), Keyword::Journey, id, relevance);
        }
    }

    fn add(&mut self, name: Cow<'p, str>, keyword: Keyword, id: DeclarationId, base: u32) {
        // What is not like what is typed stays while there is room: clients keep the list while more is typed.
        let likeness = Likeness::of(self.word, &name);
        if likeness.is_none() && self.found.len() >= MOST {
            self.is_cut = true;
            return;
        }
        let candidate = Candidate { name, keyword, id, relevance: base };
        self.found.push((likeness.unwrap_or(Likeness::Scattered), candidate));
    }

    /// The best of them.
    fn best(&mut self, most: usize) -> Vec<Candidate<'p>> {
        let mut found = std::mem::take(&mut self.found);
        if found.len() > COMPARED {
            let uses = |id| Reverse(self.relations.use_nearby(id));
            let rank = |(likeness, candidate): &(Likeness, Candidate<'_>)| {
                (Reverse((*likeness, candidate.relevance)), uses(candidate.id), candidate.id)
            };
            let mut ranked: Vec<_> = found.into_iter().map(|found| (rank(&found), found)).collect();
            ranked.select_nth_unstable_by(COMPARED, |(one, _), (other, _)| one.cmp(other));
            ranked.truncate(COMPARED);
            found = ranked.into_iter().map(|(_, found)| found).collect();
            self.is_cut = true;
        }
        let wanted = self.slot.wanted(self.context.schema());
        for (_, candidate) in found.iter_mut().filter(|(_, candidate)| wanted.contains(candidate.keyword)) {
            candidate.relevance += self.relations.nearness(&candidate.name, candidate.keyword, candidate.id);
        }
        found.sort_unstable_by(|(one_likeness, one), (other_likeness, other)| {
            (other_likeness, other.relevance, one.id).cmp(&(one_likeness, one.relevance, other.id))
        });
        let mut named = found.into_iter().map(|(_, candidate)| candidate).filter(|candidate| {
            let is_step = !wanted.contains(candidate.keyword);
            is_step || meaning(self.context, &candidate.name, wanted) == Some(candidate.id)
        });
        let may_be_named =
            |candidate: &Candidate<'_>| may_be_named(self.context, self.slot, &candidate.name, candidate.id);
        let mut best: Vec<Candidate<'p>> = named.by_ref().filter(may_be_named).take(most).collect();
        // Of equals the one that is declared first comes first, not the one whose name does.
        best.sort_by_key(|candidate| (Reverse(candidate.relevance), candidate.id));
        let mut most = u32::MAX;
        for candidate in &mut best {
            candidate.relevance = candidate.relevance.min(most);
            most = candidate.relevance.saturating_sub(1);
        }
        self.is_cut |= named.next().is_some();
        best
    }
}

/// A name as an offer.
pub(super) fn offer(context: &CompletionContext<'_>, slot: &Slot<'_>, candidate: &Candidate<'_>) -> Completion {
    let declaration = context.project().declaration(candidate.id);
    let is_step = !slot.wanted(context.schema()).contains(candidate.keyword);
    let last = candidate.name.rsplit('.').next().unwrap_or(&candidate.name);
    let label = declaration.label();
    let mut offer =
        Completion::new(candidate.name.as_ref(), CompletionKind::Name(candidate.keyword), candidate.relevance)
            .about(topic(context, candidate.keyword, candidate.id));
    // A label that is only the id in words says nothing new.
    if *label != words(last) {
        offer = offer.detail(label);
    }
    if is_step {
        return offer.inserting(Insertion::plain(format!("{}.", candidate.name))).then_complete();
    }
    if context.goes_on {
        return offer;
    }
    let name = Insertion::plain(candidate.name.as_ref());
    match slot {
        Slot::Qualifier { .. } => offer.inserting(name.text(": ")).then_complete(),
        Slot::Value { key, .. } if matches!(key.value, ValueType::ReferenceThenText { text_required: true, .. }) => {
            offer.inserting(name.text(" \"").end().text("\""))
        }
        Slot::Value { .. } | Slot::Citation { .. } => offer,
    }
}

/// A declaration by a name that means it everywhere.
fn topic(context: &CompletionContext<'_>, keyword: Keyword, id: DeclarationId) -> Topic {
    let declaration = context.project().declaration(id);
    let name = match declaration.scope() {
        Some(journey) => format!("{}.{}", journey.id(), declaration.id()),
        None => declaration.id().to_owned(),
    };
    Topic::Declaration(keyword, name)
}
