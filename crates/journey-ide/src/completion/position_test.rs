//! What is expected at the cursor, in texts as they are while somebody types.

use journey_plugin::{Expected, Slot};

use super::position::position;
use crate::testing::Fixture;

/// What is expected at `$0`, in a line: what it is, what is typed of it, what stands around.
fn expected(fixture: &str) -> String {
    let fixture = Fixture::new(fixture);
    let (file, offset) = fixture.cursor();
    let Some(position) = position(&fixture.snapshot.project, file, offset) else { return "nothing".to_owned() };
    let slot = |slot: &Slot<'_>| match slot {
        Slot::Value { key, given } => format!("value of {} beside {given:?}", key.name),
        Slot::Qualifier { key, given } => format!("qualifier of {} beside {given:?}", key.name),
        Slot::Citation { given, .. } => format!("source beside {given:?}"),
    };
    let what = match &position.expected {
        Expected::Nothing => "nothing".to_owned(),
        Expected::Entry(place) => format!("entry in {place:?}"),
        Expected::Value(at) => slot(at),
        Expected::Step { slot: at, steps } => format!("step behind {steps:?} as {}", slot(at)),
        Expected::BehindValue { key, text_may_follow } => {
            format!("what follows {}{}", key.name, if *text_may_follow { ", perhaps a text" } else { "" })
        }
        Expected::InsideText { key, before, unclosed } => {
            format!("inside of {} behind {before:?}{}", key.name, if *unclosed { ", unclosed" } else { "" })
        }
    };
    let around: Vec<&str> =
        position.surroundings.keywords.iter().map(|keyword| keyword.map_or("?", |keyword| keyword.name())).collect();
    let replaced = &fixture.texts[0][position.range.to_usize()];
    let goes_on = if position.goes_on { ", goes on" } else { "" };
    format!("{what}; `{}` of `{replaced}`{goes_on}; in {}", position.word, around.join(" in "))
}

/// A line in the touchpoint of a journey, in whole and in unclosed blocks, with each kind of line end.
#[track_caller]
fn check_line(line: &str, wanted: &str) {
    let before = "persona maya \"Maya\"\n\njourney shop \"Shop\" {\n  persona: maya\n  stage find \"Find\" {\n    touchpoint search \"Searches\" {\n      channel: app\n";
    let behind = "      moment: \"Is it there?\"\n    }\n  }\n}\n\nchannel app \"App\"\n";
    let whole = format!("{before}      {line}\n{behind}");
    let cut = format!("{before}      {line}");
    let inside = wanted.to_owned() + "; in touchpoint in stage in journey";
    let inside = if wanted == "nothing" { wanted.to_owned() } else { inside };
    for text in [whole.clone(), cut, whole.replace('\n', "\r\n"), whole.replace('\n', "\r")] {
        assert_eq!(expected(&text), inside, "{text:?}");
    }
}

#[test]
fn the_line_being_typed_breaks_nothing_around_it() {
    check_line("$0", "entry in In(Touchpoint); `` of ``");
    check_line("chan$0", "entry in In(Touchpoint); `chan` of `chan`");
    check_line("touch$0", "entry in In(Touchpoint); `touch` of `touch`");
    check_line("pain$0", "entry in In(Touchpoint); `pain` of `pain`");
    check_line("emotion $0", "qualifier of emotion beside []; `` of ``");
    check_line("emotion ma$0", "qualifier of emotion beside []; `ma` of `ma`");
    check_line("emotion maya: $0", "value of emotion beside []; `` of ``");
    check_line("emotion maya:$0", "value of emotion beside []; `` of ``");
    check_line("emotion maya: -$0", "value of emotion beside []; `-` of `-`");
    check_line("emotion: -1 $0", "what follows emotion, perhaps a text; `` of ``");
    check_line("emotion: -1 from $0", "source beside []; `` of ``");
    check_line("emotion: -1 \"sad\" fr$0", "what follows emotion; `fr` of `fr`");
    check_line("source: intervi$0", "value of source beside []; `intervi` of `intervi`");
    check_line("source: a, $0", "value of source beside [\"a\"]; `` of ``");
    check_line("next: shop.$0", "step behind [\"shop\"] as value of next beside []; `` of ``");
    check_line("next: shop.fi$0", "step behind [\"shop\"] as value of next beside []; `fi` of `fi`");
    check_line("next: a \"yes\", $0", "value of next beside [\"a\"]; `` of ``");
    check_line("frontstage: $0 \"Shows\"", "value of frontstage beside []; `` of ``, goes on");
    check_line("cha$0nnel: app", "entry in In(Touchpoint); `cha` of `channel`, goes on");
    check_line("persona: maya$0, tom", "nothing");
    check_line("source: inter$0, tom", "value of source beside [\"tom\"]; `inter` of `inter`");
}

#[test]
fn nothing_is_expected_in_names_texts_and_comments() {
    for line in [
        "pain $0",
        "pain a$0",
        "pain a \"It hu$0rts\"",
        "pain a \"It hu$0",
        "// chan$0",
        "/// Docu$0",
        "does: \"Typ$0",
        "does: \"Typ$0es\"",
        "does: \"Types\"$0",
        "does: “Typ$0",
        "channel: app // cha$0",
        "kind of$0",
        "control: ours, $0",
        "hobby: $0",
    ] {
        check_line(line, "nothing");
    }
}

#[test]
fn blocks_on_one_line_have_places_too() {
    assert_eq!(expected("channel app { $0 }"), "entry in In(Channel); `` of ``; in channel");
    assert_eq!(expected("channel app {$0}"), "entry in In(Channel); `` of ``; in channel");
    assert_eq!(expected("channel app { kind: $0 }"), "value of kind beside []; `` of ``; in channel");
    assert_eq!(expected("channel app { kind: digital; ow$0 }"), "entry in In(Channel); `ow` of `ow`; in channel");
    assert_eq!(expected("channel app { kind: digital; owner: $0"), "value of owner beside []; `` of ``; in channel");
    assert_eq!(
        expected("channel app { kind: digital; owner: @w$0"),
        "value of owner beside []; `@w` of `@w`; in channel"
    );
    assert_eq!(expected("channel app { kind: digital }$0"), "entry in File; `` of ``; in ");
    assert_eq!(expected("channel app { kind: digital } $0"), "entry in File; `` of ``; in ");
}

#[test]
fn the_top_of_a_file_has_keywords() {
    assert_eq!(expected("$0"), "entry in File; `` of ``; in ");
    assert_eq!(expected("per$0"), "entry in File; `per` of `per`; in ");
    assert_eq!(expected("\u{FEFF}per$0"), "entry in File; `per` of `per`; in ");
    assert_eq!(expected("persona maya\n\n$0"), "entry in File; `` of ``; in ");
    assert_eq!(expected("journey x {\n  stage a {\n  }\nper$0"), "entry in File; `per` of `per`; in ");
    assert_eq!(expected("journey x {\n  stage a {\n    $0"), "entry in In(Stage); `` of ``; in stage in journey");
    assert_eq!(expected("journey x {\n  stage a {\n  $0"), "entry in In(Journey); `` of ``; in journey");
    assert_eq!(expected("journey$0 x {\n}\n"), "entry in File; `journey` of `journey`, goes on; in ");
    assert_eq!(expected("persona a {\n  role: \"x\"\n}\n\npe$0\npersona b\n"), "entry in File; `pe` of `pe`; in ");
}

#[test]
fn a_property_may_go_on_for_lines() {
    assert_eq!(
        expected("journey x {\n  persona: maya, // she\n    tom,\n    $0\n}"),
        "value of persona beside [\"maya\", \"tom\"]; `` of ``; in journey"
    );
    assert_eq!(
        expected("persona x {\n  quote: \"\"\"\n    So so.\n    \"\"\" fr$0\n}"),
        "what follows quote; `fr` of `fr`; in persona"
    );
    assert_eq!(expected("persona x {\n  quote: \"\"\"\n    So $0so.\n    \"\"\"\n}"), "nothing");
}

#[test]
fn a_path_is_expected_inside_its_quotes() {
    assert_eq!(expected("source x { data: \"$0\" }"), "inside of data behind \"\"; `` of ``; in source");
    assert_eq!(
        expected("source x { data: \"data/q$03.csv\" }"),
        "inside of data behind \"data/\"; `q` of `q3.csv`; in source"
    );
    assert_eq!(expected("source x {\n  data: \"da$0"), "inside of data behind \"\", unclosed; `da` of `da`; in source");
    assert_eq!(expected("source x { link: \"htt$0\" }"), "inside of link behind \"\"; `htt` of `htt`; in source");
}

#[test]
fn in_blocks_with_unknown_keywords_nothing_can_be_known() {
    assert_eq!(expected("hobby x {\n  $0\n}"), "nothing");
    assert_eq!(expected("{\n  $0\n}"), "nothing");
    assert_eq!(expected("hobby x {\n  pain y {\n    sev$0\n  }\n}"), "entry in In(Pain); `sev` of `sev`; in pain in ?");
}
