//! Broken texts make documents too: by the schema, with nothing lost, and never a panic.

use journey_json::{Scope, document};
use journey_model::{Keyword, Project};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::every_word::assert_nothing_is_lost;
use super::examples::{single, text, whole};
use super::strict::assert_valid;

fn assert_sound(text: &str) {
    let project = Project::of_text("map.journey", text);
    let json = whole(&project);
    assert_valid(&json, text);
    assert_nothing_is_lost(&project, &json);
    for (id, _) in project.declarations_of(Keyword::Journey).take(2) {
        assert_valid(&serde_json::to_value(document(&project, Scope::Journey(id))).unwrap(), text);
    }
}

#[test]
fn a_text_that_ends_anywhere_is_a_document() {
    let text = text("weekly-shop.journey");
    let ends = text.char_indices().map(|(at, _)| at).filter(|at| at % 29 == 0);
    let count = ends.map(|end| assert_sound(&text[..end])).count();
    assert!(count > 80, "{count}");
}

#[test]
fn a_text_without_one_of_its_lines_is_a_document() {
    let text = text("weekly-shop.journey");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for without in 0..lines.len() {
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
        assert_sound(&rest.concat());
    }
}

/// What somebody might type or paste anywhere.
const SCRAPS: [&str; 24] = [
    "\"",
    "\"\"\"",
    "{",
    "}",
    ":",
    ",",
    ";",
    " from ",
    " from interviews, q9",
    "stage x",
    "persona maya",
    "emotion: +3 \"sad\"",
    "journey weekly_shop {",
    "jurney x {",
    "source:",
    "???",
    "“",
    "👩‍🍳",
    "\u{FEFF}",
    "\r",
    "-1",
    "1..",
    "2026-13-01",
    "@",
];

/// A change of a text, by shares of its length.
#[derive(Clone, Debug)]
enum Damage {
    Insert(Index, &'static str),
    Remove(Index, Index),
    Copy(Index, Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<Index>(), select(&SCRAPS)).prop_map(|(at, scrap)| Damage::Insert(at, scrap)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, length)| Damage::Remove(from, length)),
        (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(from, length, to)| Damage::Copy(from, length, to)),
    ]
}

impl Damage {
    fn apply(&self, text: &mut String) {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = |index: &Index| boundaries[index.index(boundaries.len())];
        // Mostly short, as slips of the hand are.
        let end = |from: usize, length: &Index| {
            let place = boundaries.binary_search(&from).unwrap_or_default();
            boundaries[(place + length.index(60)).min(boundaries.len() - 1)]
        };
        match self {
            Self::Insert(place, scrap) => text.insert_str(at(place), scrap),
            Self::Remove(from, length) => {
                let from = at(from);
                text.replace_range(from..end(from, length), "");
            }
            Self::Copy(from, length, to) => {
                let from = at(from);
                let part = text[from..end(from, length)].to_owned();
                text.insert_str(at(to), &part);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn texts_with_slips_of_the_hand_are_documents(
        (_, mut text) in select(single()),
        damages in proptest::collection::vec(damage(), 1..6),
    ) {
        damages.iter().for_each(|damage| damage.apply(&mut text));
        assert_sound(&text);
    }

    #[test]
    fn any_text_is_a_document(text in "(?s).{0,60}|[a-z@0-9\"{}:;,. \n\r\t-]{0,200}|((persona|stage|journey|pain|emotion|from|maya) ?[\"{}:\n;,]?){0,30}") {
        assert_sound(&text);
    }
}
