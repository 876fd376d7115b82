//! What one file says, and that an edit gives the same as a fresh start.

#[path = "../../../../grammar/examples.rs"]
mod examples;

use std::fmt::Write;

use journey_syntax::{TextRange, parse};
use proptest::prelude::*;

use examples::example_projects;

use super::{Declaration, FileModel, IdSource, Role};
use crate::schema::{Keyword, Schema};

fn lower(text: &str) -> FileModel {
    FileModel::lower(&parse(text), Schema::standard())
}

/// Everything that a model says, as text.
fn dump(model: &FileModel) -> String {
    let mut dump = String::new();
    for one in model.declarations() {
        writeln!(
            dump,
            "{:?} {one:?} {:?} {:?} head {} body {:?} place {:?} documentation {:?} broken {}",
            one.local_id(),
            one.name(),
            one.label(),
            one.head_range(),
            one.body().map(|body| body.range()),
            one.place(),
            one.documentation(),
            one.has_broken_entries(),
        )
        .unwrap();
        writeln!(dump, "  around {:?} scope {:?}", one.ancestors().collect::<Vec<_>>(), one.scope()).unwrap();
        for property in one.properties() {
            let schema = property.schema(Schema::standard()).map(|schema| &schema.name);
            writeln!(dump, "  {property:?} {schema:?} {:?}", property.values()).unwrap();
        }
    }
    for reference in model.references() {
        writeln!(dump, "{reference:?}").unwrap();
    }
    for missing in model.missing_colons() {
        writeln!(dump, "{missing:?}").unwrap();
    }
    writeln!(dump, "{:?}", model.unnamed_kinds()).unwrap();
    let words: Vec<&str> = model.words_in_broken_text().collect();
    writeln!(dump, "{words:?} {:?}", model.unread_words().collect::<Vec<_>>()).unwrap();
    dump
}

/// All examples of the language, with their paths.
fn examples() -> Vec<(String, String)> {
    example_projects().concat()
}

fn only(model: &FileModel, keyword: Keyword) -> Declaration<'_> {
    let mut found = model.declarations().filter(|declaration| declaration.keyword() == Some(keyword));
    let first = found.next().expect("one of that keyword");
    assert!(found.next().is_none(), "only one of that keyword");
    first
}

#[test]
fn an_id_is_written_or_the_labels_slug_or_missing() {
    let model = lower("persona maya \"Maya B.\"\nchannel \"Mobile app\"\nactor courier\nsource {\n}\n");
    let names: Vec<_> = model.declarations().map(|one| (one.id(), one.id_source(), one.label().into_owned())).collect();
    assert_eq!(
        names,
        [
            ("maya", IdSource::Written, "Maya B.".to_owned()),
            ("mobile_app", IdSource::Label, "Mobile app".to_owned()),
            ("courier", IdSource::Written, "Courier".to_owned()),
            ("", IdSource::Missing, String::new()),
        ]
    );
    let text = model.parse().text();
    let places: Vec<&str> = model.declarations().map(|one| &text[one.name().range.to_usize()]).collect();
    assert_eq!(places, ["maya", "\"Mobile app\"", "courier", "source"]);
}

#[test]
fn a_label_in_wrong_quotes_still_gives_label_and_id() {
    for label in ["“Mobile app”", "'Mobile app'", "\"Mobile app"] {
        let model = lower(&format!("channel {label}\n"));
        let channel = only(&model, Keyword::Channel);
        assert_eq!((channel.id(), &*channel.label()), ("mobile_app", "Mobile app"), "{label}");
    }
}

#[test]
fn documentation_belongs_to_the_next_declaration_across_everything_that_is_no_text() {
    let model = lower(
        "\
/// Two children,
///  works shifts.
// An ordinary comment.

persona maya \"Maya\"
/// The app.
channel app \"App\" {
  /// Nobody's: a property is in between.
  kind: digital
}
journey shop \"Shop\" {
  /// First.
  stage find \"Find\"
  stage pay \"Pay\"
}
/// At the end, for nobody.
",
    );
    let told: Vec<_> = model.declarations().map(|one| (one.id(), one.documentation())).collect();
    assert_eq!(
        told,
        [
            ("maya", Some("Two children,\n works shifts.")),
            ("app", Some("The app.")),
            ("shop", None),
            ("find", Some("First.")),
            ("pay", None),
        ]
    );
}

#[test]
fn declarations_know_what_is_around_them_and_in_them() {
    let model = lower(
        "\
journey shop \"Shop\" {
  stage find \"Find\" {
    touchpoint search \"Search\" { pain slow \"Slow\" { opportunity fast \"Fast\" } }
    touchpoint pay \"Pay\"
  }
  gain good \"Good\"
}
opportunity top \"Top\"
pain lost \"Lost\" { opportunity inner \"Inner\" }
",
    );
    let find = |id: &str| model.declarations().find(|one| one.id() == id).unwrap();
    let ids = |all: &mut dyn Iterator<Item = Declaration<'_>>| -> Vec<String> {
        all.map(|one| one.id().to_owned()).collect()
    };
    assert_eq!(ids(&mut find("fast").ancestors()), ["slow", "search", "find", "shop"]);
    assert_eq!(ids(&mut find("shop").children()), ["find", "good"]);
    assert_eq!(ids(&mut find("find").children()), ["search", "pay"]);
    assert_eq!(ids(&mut find("find").descendants()), ["search", "slow", "fast", "pay"]);
    assert_eq!(ids(&mut find("shop").children_of(Keyword::Gain)), ["good"]);
    assert_eq!(ids(&mut model.top_level()), ["shop", "top", "lost"]);
    let scope = |id: &str| find(id).scope().map(|scope| scope.id().to_owned());
    assert_eq!(scope("fast").as_deref(), Some("shop"));
    assert_eq!(scope("find").as_deref(), Some("shop"));
    assert_eq!((scope("shop"), scope("top"), scope("lost")), (None, None, None));
    assert_eq!(scope("inner").as_deref(), Some("lost"));
    assert_eq!(find("fast").journey(), Some(find("shop")));
    assert_eq!(find("shop").journey(), Some(find("shop")));
    assert_eq!(find("inner").journey(), None);
}

#[test]
fn references_come_with_their_roles_and_wanted_kinds() {
    let model = lower(
        "\
touchpoint search \"Search\" {
  emotion maya: -1 \"cross\" from talks, survey
  frontstage: app \"Shows\", courier \"Waits\"
  next: pay \"if found\"
  does: \"app\"
  control: ours
  tag: app
  unknown maya: app from talks
}
",
    );
    let told: Vec<_> = model
        .references()
        .map(|one| {
            let wanted: Vec<&str> = one.wanted.iter().map(Keyword::name).collect();
            (one.property.key(), one.text, one.role, wanted.join(" "))
        })
        .collect();
    let told: Vec<_> = told.iter().map(|(key, text, role, wanted)| (*key, *text, *role, wanted.as_str())).collect();
    assert_eq!(
        told,
        [
            ("emotion", "maya", Role::Qualifier, "persona"),
            ("emotion", "talks", Role::Citation, "source"),
            ("emotion", "survey", Role::Citation, "source"),
            ("frontstage", "app", Role::Value, "channel actor"),
            ("frontstage", "courier", Role::Value, "channel actor"),
            ("next", "pay", Role::Value, "touchpoint"),
            ("unknown", "talks", Role::Citation, "source"),
        ]
    );
    let unread: Vec<&str> = model.unread_words().collect();
    assert_eq!(unread, ["app", "maya"]);
}

#[test]
fn a_key_that_is_misspelled_or_goes_by_another_word_is_given() {
    let model = lower("journey shop \"Shop\" { prsona: maya; customer: tom; state: as-is }\n");
    let shop = only(&model, Keyword::Journey);
    let gives = |key: &str| shop.gives(key, Schema::standard());
    assert!(gives("persona") && gives("state"));
    assert!(!gives("goal"));
}

#[test]
fn what_is_broken_directly_in_a_declaration_is_told_and_what_is_broken_deeper_is_not() {
    let broken = |text: &str| only(&lower(text), Keyword::Stage).has_broken_entries();
    assert!(broken("journey j \"J\" { stage s \"S\" { ??? } }\n"));
    assert!(broken("journey j \"J\" { stage s \"S\" { goal: } }\n"));
    assert!(broken("journey j \"J\" { stage s \"S\" { detail-: x } }\n"));
    assert!(broken("journey j \"J\" { stage s \"S\" { { } } }\n"));
    assert!(!broken("journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { ??? } } }\n"));
    assert!(!broken("journey j \"J\" { ???\nstage s \"S\" { } }\n"));
}

#[test]
fn the_declaration_at_an_offset_is_the_innermost() {
    let text = "persona maya \"Maya\"\njourney shop \"Shop\" {\n  stage find \"Find\" { goal: \"x\" }\n}\n";
    let model = lower(text);
    let at = |word: &str| model.declaration_at(u32::try_from(text.find(word).unwrap()).unwrap()).map(|one| one.id());
    assert_eq!(at("maya"), Some("maya"));
    assert_eq!(at("\"Shop"), Some("shop"));
    assert_eq!(at("goal"), Some("find"));
    assert_eq!(lower("// nothing\n").declaration_at(3), None);
}

#[test]
fn the_declaration_and_the_reference_at_every_offset_are_found() {
    let mut references = 0;
    for (path, text) in examples() {
        let model = lower(&text);
        for offset in 0..=u32::try_from(text.len()).unwrap() {
            let around = |one: &Declaration<'_>| one.range().touches(offset);
            assert_eq!(model.declaration_at(offset), model.declarations().filter(around).last(), "{path} {offset}");
            let found = model.reference_at(offset).map(|one| one.range);
            let there = model.references().map(|one| one.range).find(|range| range.touches(offset));
            assert_eq!(found, there, "{path} {offset}");
            references += usize::from(found.is_some());
        }
    }
    assert!(references > 1_000, "{references}");
}

#[test]
fn the_first_reference_ends_where_nothing_else_starts() {
    let model = lower("journey shop \"Shop\" { persona: maya, tom }\n");
    let at = |offset| model.reference_at(offset).map(|one| one.text);
    assert_eq!(
        [30, 31, 35, 36, 37, 40, 41].map(at),
        [None, Some("maya"), Some("maya"), None, Some("tom"), Some("tom"), None]
    );
}

/// How many chunks of the new model are those of the old one, and how many there are.
fn shared(old: &FileModel, new: &FileModel) -> (usize, usize) {
    let is_old = |new: &super::PlacedChunk<'_>| old.chunks().any(|old| old.shares_its_model_with(*new));
    (new.chunks().filter(is_old).count(), new.chunks().count())
}

fn edited(model: &FileModel, range: TextRange, replacement: &str) -> FileModel {
    model.relower(&model.parse().edit(range, replacement), Schema::standard())
}

#[test]
fn what_an_edit_did_not_touch_is_shared() {
    let text: String =
        (0..500).map(|number| format!("persona p{number} \"P {number}\" {{\n  age: 30\n}}\n\n")).collect();
    let model = lower(&text);
    let at = |word: &str| TextRange::empty(u32::try_from(text.find(word).unwrap()).unwrap());
    // One letter in a block.
    let block = TextRange::empty(at("P 250").start + 12);
    assert_eq!(shared(&model, &edited(&model, block, "x")), (499, 500));
    // One letter in a head: the declaration before is parsed again too, for it ends where a head starts.
    assert_eq!(shared(&model, &edited(&model, at("P 250"), "x")), (498, 500));
    // Many declarations pasted at once: the one before them is parsed again, for it has to end there.
    let pasted: String = (0..200).map(|number| format!("channel c{number} \"C\"\n")).collect();
    let (kept, all) = shared(&model, &edited(&model, at("persona p250 "), &pasted));
    assert_eq!(all, 700);
    assert!(kept >= 498, "{kept}");
    // Many deleted at once.
    let range = TextRange::new(at("persona p100 ").start, at("persona p400 ").start);
    let (kept, all) = shared(&model, &edited(&model, range, ""));
    assert_eq!(all, 200);
    assert!(kept >= 198, "{kept}");
    // Two edits far apart before the model is made again.
    let parse = model.parse().edit(at("P 400"), "x").edit(at("P 100"), "x");
    assert_eq!(shared(&model, &model.relower(&parse, Schema::standard())), (496, 500));
}

#[test]
fn documentation_typed_at_the_end_of_a_chunk_reaches_the_next_one() {
    let text = "persona maya \"Maya\"\n\npersona tom \"Tom\"\n";
    let model = lower(text);
    let new = edited(&model, TextRange::empty(20), "/// Buys for the first time.\n");
    assert_eq!(new.declarations().nth(1).unwrap().documentation(), Some("Buys for the first time."));
    assert_eq!(dump(&new), dump(&lower(&new.parse().text())));
}

/// What gets typed, pasted and deleted.
fn replacement() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => "[a-z{}\":,;/ \n]{1,3}",
        1 => Just("/// Told.\n".to_owned()),
        1 => Just("\npersona new \"New\" { source: interviews }\n".to_owned()),
        1 => Just("\nchannel \"Kiosk\"\nactor clerk\n\njourney short \"Short\" {\n  persona: maya\n}\n".to_owned()),
        1 => Just("touchpoint extra \"Extra\" { channel: app; emotion maya: +1 from talks }".to_owned()),
    ]
}

proptest! {
    #[test]
    fn a_model_after_edits_is_the_model_of_the_edited_text(
        example in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..60, replacement()), 1..8),
    ) {
        let examples = examples();
        let (path, text) = example.get(&examples);
        let mut text = text.clone();
        let mut model = lower(&text);
        for (place, length, replacement) in edits {
            let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let start = boundary(place.index(text.len() + 1));
            let end = boundary((start + length).min(text.len()));
            let range = TextRange::new(u32::try_from(start).unwrap(), u32::try_from(end).unwrap());
            text.replace_range(start..end, &replacement);
            model = edited(&model, range, &replacement);
            prop_assert_eq!(dump(&model), dump(&lower(&text)), "{}", path);
        }
    }
}
