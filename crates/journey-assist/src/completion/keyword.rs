//! Keywords where they may stand, each as a whole declaration to fill in.

use std::collections::BTreeSet;

use journey_plugin::model::schema::Place;
use journey_plugin::model::value::words;
use journey_plugin::model::{DeclarationId, KeySchema, Keyword, KeywordSet, Property, Resolution, ValueType};
use journey_plugin::{
    Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Offers, Slot, Topic,
};

use super::name::best_name;
use super::usual::first_keys;

/// Offers keywords.
pub(super) struct Keywords;

impl CompletionProvider for Keywords {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::Entry(place) = *context.expected else { return };
        for keyword in context.schema().children_of(place) {
            let mut offer =
                Completion::new(keyword.name(), CompletionKind::Keyword, relevance(context, place, keyword))
                    .about(Topic::Keyword(keyword));
            if !context.goes_on {
                offer = offer.inserting(declaration(context, place, keyword));
            }
            offers.add(offer);
        }
    }
}

/// What a journey is made of comes before what may be said about it, once there is some of it.
fn relevance(context: &CompletionContext<'_>, place: Place, keyword: Keyword) -> u32 {
    let before = &context.surroundings.before;
    let is_again = u32::from(before.contains(&keyword));
    let is_next = u32::from(before.last() == Some(&keyword));
    let order = u32::try_from(Keyword::ALL.len() - keyword.index()).unwrap_or_default();
    let is_part = matches!(
        (place, keyword),
        (Place::In(Keyword::Journey), Keyword::Stage) | (Place::In(Keyword::Stage), Keyword::Touchpoint)
    );
    let given = context.surroundings.given.iter();
    let said = given.filter(|given| given.is_before).map(|given| given.key.as_str()).collect::<BTreeSet<_>>().len();
    // What is typed is more often the beginning of the one word than of any key.
    let typed = if context.word.is_empty() { 0 } else { 600 };
    match place {
        Place::File => Completion::FITTING + 100 * is_next + 50 * is_again + order,
        Place::In(around) if is_part => {
            let enough = if said >= usual_length(context, around) { 800 } else { 0 };
            Completion::FITTING + (1_000 * is_again).max(enough) + typed
        }
        Place::In(_) => Completion::POSSIBLE + 600 * is_again + 300 * is_next + order,
    }
}

/// How many different keys the blocks of a keyword in this file usually have: as many as half of them.
fn usual_length(context: &CompletionContext<'_>, keyword: Keyword) -> usize {
    let own = context.surroundings.declarations.first().map(|id| id.local);
    let model = &context.file.file().model;
    let blocks = model.declarations().filter(|block| block.keyword() == Some(keyword) && block.body().is_some());
    let others = blocks.filter(|block| Some(block.local_id()) != own).take(BLOCKS);
    let mut lengths: Vec<usize> =
        others.map(|block| block.properties().map(Property::key).collect::<BTreeSet<_>>().len()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(USUAL).max(1)
}

/// How many blocks of a file are looked at.
const BLOCKS: usize = 100;

/// How many keys a block has in a file that has no others.
const USUAL: usize = 3;

/// A whole declaration: id, label, and the keys that say the most.
fn declaration(context: &CompletionContext<'_>, place: Place, keyword: Keyword) -> Insertion {
    let id = free_id(context, keyword);
    let head = Insertion::plain(format!("{keyword} ")).stop(1, id.as_str()).text(" \"").stop(2, words(&id)).text("\"");
    let schema = context.schema().keyword(keyword);
    let required = context.schema().wanted_keys(keyword, place).map(|key| key.name.as_ref());
    let mut keys: Vec<&str> = required.collect();
    for key in first_keys(keyword) {
        // In a pain an opportunity addresses that pain without saying so.
        let says_nothing = *key == "addresses" && place == Place::In(Keyword::Pain);
        if !keys.contains(key) && !says_nothing {
            keys.push(key);
        }
    }
    let in_order = schema.keys.iter().filter(|key| keys.contains(&key.name.as_ref()));
    let mut stop = 2;
    let mut lines: Vec<Insertion> = Vec::new();
    for key in in_order {
        let line = Insertion::plain(format!("{}: ", key.name));
        let Some(line) = value(context, key, line, stop + 1) else { continue };
        stop += 1;
        lines.push(line);
    }
    if keyword == Keyword::Gain {
        return head.end();
    }
    let holds_more = context.schema().children_of(Place::In(keyword)).next().is_some();
    if let ([line], false) = (lines.as_slice(), holds_more) {
        return head.text(" { ").then(line.clone()).text(" }").end();
    }
    let block = lines.into_iter().fold(head.text(" {"), |block, line| block.line(1).then(line));
    block.line(1).end().line(0).text("}")
}

/// A key's line with a value to change; `None` where there is no sensible one.
fn value(context: &CompletionContext<'_>, key: &KeySchema, line: Insertion, stop: u8) -> Option<Insertion> {
    Some(match &key.value {
        ValueType::Text => line.text("\"").stop(stop, "").text("\""),
        ValueType::Enumeration(words) => line.choice(stop, words.iter().map(|word| word.name.to_string())),
        ValueType::Date => line.stop(stop, context.today.to_string()),
        ValueType::Emotion => line.stop(stop, "0"),
        ValueType::Number { minimum, maximum, .. } => {
            let middle = minimum.zip(*maximum).map(|(least, most)| ((least + most) / 2.0).round())?;
            line.stop(stop, middle.to_string())
        }
        ValueType::Reference(_) => {
            let slot = Slot::Value { key, given: Vec::new() };
            line.stop(stop, best_name(context, &slot)?)
        }
        _ => return None,
    })
}

/// An id that nothing else has: `new_stage`, else with a number behind it.
fn free_id(context: &CompletionContext<'_>, keyword: Keyword) -> String {
    let wish = format!("new_{keyword}");
    let scope: Option<DeclarationId> = context.scope();
    let is_free = |name: &String| {
        let found = context.project().look_up(scope, name, KeywordSet::of(&Keyword::ALL));
        found == Resolution::Unknown
    };
    let numbered = (2_u32..1_000).map(|number| format!("{wish}_{number}"));
    std::iter::once(wish.clone()).chain(numbered).find(is_free).unwrap_or(wish)
}
