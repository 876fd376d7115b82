//! Keys that the body does not have yet: those it must have, then those that people usually give next.

use journey_plugin::model::schema::{Place, Repeats};
use journey_plugin::model::{Declaration, KeySchema, Keyword, KeywordSet, ValueType};
use journey_plugin::{
    Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Offers, Topic,
};

use super::relation::{personas_of_journey, says};
use super::usual::usual_keys;

/// Offers keys.
pub(super) struct Keys;

impl CompletionProvider for Keys {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::Entry(Place::In(keyword)) = *context.expected else { return };
        let habits = Habits::of(context, keyword);
        let outer = context.surroundings.outer_place();
        for key in &context.schema().keyword(keyword).keys {
            let given = context.surroundings.given.iter().filter(|given| given.key == key.name);
            let count = given.count();
            if count > 0 && key.repeats == Repeats::Once {
                continue;
            }
            let is_required =
                outer.is_some_and(|outer| key.is_wanted_in(outer)) || is_implied(context, keyword, &key.name);
            let relevance = if is_required && count == 0 { Completion::EXPECTED + 500 } else { Completion::FITTING };
            let relevance = relevance + habits.relevance(keyword, key);
            let qualifier = key.qualifier.as_ref();
            let needs_qualifier = qualifier.is_some_and(|qualifier| qualifier.required);
            if needs_qualifier && nothing_to_name(context, key) {
                continue;
            }
            let mut offer = Completion::new(key.name.as_ref(), CompletionKind::Key, relevance)
                .detail(what_it_takes(&key.value))
                .about(Topic::Key(keyword, key.name.to_string()));
            if !context.goes_on {
                offer = if needs_qualifier {
                    offer.inserting(Insertion::plain(format!("{} ", key.name))).then_complete()
                } else if key.value == ValueType::Text {
                    // Nothing but a text can follow, and nobody but the writer knows which.
                    offer.inserting(Insertion::plain(format!("{}: \"", key.name)).end().text("\""))
                } else {
                    offer.inserting(Insertion::plain(format!("{}: ", key.name))).then_complete()
                };
                offer_for_each_persona(context, key, keyword, relevance, offers);
            }
            offers.add(offer);
        }
    }
}

/// What a key takes, in a few words; of a list to choose from the first words.
fn what_it_takes(value: &ValueType) -> String {
    const WORDS: usize = 4;
    let words = value.enumeration();
    let first: Vec<&str> = words.iter().take(WORDS).map(|word| &*word.name).collect();
    match first.split_last() {
        None => value.short_name(),
        Some(_) if words.len() > WORDS => format!("{}, …", first.join(", ")),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// What else the declaration says asks for the key.
fn is_implied(context: &CompletionContext<'_>, keyword: Keyword, key: &str) -> bool {
    let own = context.surroundings.declarations.first().map(|id| context.project().declaration(*id));
    keyword == Keyword::Journey && key == "of" && own.is_some_and(|journey| says(journey, "state", "to-be"))
}

/// Where a journey has several personas, a key that each of them can have is offered for each that has none yet.
fn offer_for_each_persona(
    context: &CompletionContext<'_>,
    key: &KeySchema,
    keyword: Keyword,
    relevance: u32,
    offers: &mut Offers,
) {
    let takes_persona = key.qualifier.as_ref().is_some_and(|qualifier| qualifier.names == [Keyword::Persona]);
    let personas = personas_of_journey(context);
    if !takes_persona || personas.len() < 2 {
        return;
    }
    for (number, persona) in (1..).zip(personas) {
        let is_given = context
            .surroundings
            .given
            .iter()
            .any(|given| given.key == key.name && given.qualifier.as_deref() == Some(persona.as_str()));
        if is_given {
            continue;
        }
        let label = format!("{} {persona}", key.name);
        let insertion = Insertion::plain(format!("{label}: "));
        let offer = Completion::new(label, CompletionKind::Key, relevance.saturating_sub(number))
            .detail(what_it_takes(&key.value))
            .inserting(insertion)
            .about(Topic::Key(keyword, key.name.to_string()));
        offers.add(offer.then_complete());
    }
}

fn nothing_to_name(context: &CompletionContext<'_>, key: &KeySchema) -> bool {
    let Some(qualifier) = &key.qualifier else { return false };
    context.project().names_in(None, KeywordSet::of(&qualifier.names)).next().is_none()
}

/// How many declarations of the file are looked at to learn its habits.
const MOST: usize = 300;

/// Which keys the other declarations of that keyword in the file have, and which of them follows which.
struct Habits {
    others: usize,
    /// For each key how many have it, and how many have it right behind the key in front of the cursor.
    keys: Vec<(String, usize, usize)>,
}

impl Habits {
    fn of(context: &CompletionContext<'_>, keyword: Keyword) -> Self {
        let last = context.surroundings.given.iter().rfind(|given| given.is_before).map(|given| given.key.as_str());
        let own = context.surroundings.declarations.first().map(|id| id.local);
        let model = &context.file.file().model;
        let others = model.declarations().filter(|other| other.keyword() == Some(keyword));
        let mut habits = Self { others: 0, keys: Vec::new() };
        for other in others.filter(|other| Some(other.local_id()) != own && other.body().is_some()).take(MOST) {
            habits.others += 1;
            habits.learn(other, last);
        }
        habits
    }

    fn learn(&mut self, other: Declaration<'_>, last: Option<&str>) {
        let mut before: Option<&str> = None;
        let mut seen: Vec<&str> = Vec::new();
        for property in other.properties() {
            let key = property.key();
            let number = self.keys.iter().position(|known| known.0 == key).unwrap_or_else(|| {
                self.keys.push((key.to_owned(), 0, 0));
                self.keys.len() - 1
            });
            if let Some(known) = self.keys.get_mut(number) {
                known.1 += usize::from(!seen.contains(&key));
                known.2 += usize::from(before == last);
            }
            seen.push(key);
            before = Some(key);
        }
    }

    /// Up to 900: what people usually say, then what this file says, then what it says next.
    fn relevance(&self, keyword: Keyword, key: &KeySchema) -> u32 {
        let usual = usual_keys(keyword).iter().position(|usual| *usual == key.name);
        let usual = usual.map_or(0, |position| 300_usize.saturating_sub(15 * position));
        let known = self.keys.iter().find(|known| known.0 == key.name);
        let (have, follow) = known.map_or((0, 0), |known| (known.1, known.2));
        let share = |count: usize, most: usize| most * count.min(self.others) / (self.others + 1);
        u32::try_from(usual + share(have, 250) + share(follow, 350)).unwrap_or_default()
    }
}
