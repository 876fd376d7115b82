//! Drawings for a terminal, of every kind that has one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use insta::assert_snapshot;
use journey_mermaid::Rendered;
use journey_picture::{PictureError, TerminalOptions, terminal, terminal_view};
use unicode_width::UnicodeWidthStr;

const JOURNEY: &str = include_str!("samples/journey.mmd");
const CHART: &str = include_str!("samples/xychart.mmd");
const QUADRANT: &str = include_str!("samples/quadrant.mmd");
const SEQUENCE: &str = include_str!("samples/sequence.mmd");
const TIMELINE: &str = include_str!("samples/timeline.mmd");

fn draw(mermaid: &str, width: usize) -> String {
    terminal(mermaid, &TerminalOptions::new(width)).unwrap()
}

#[test]
fn a_journey_is_a_curve_with_numbered_touchpoints() {
    assert_snapshot!(draw(JOURNEY, 80));
}

#[test]
fn personas_who_feel_differently_at_a_touchpoint_have_curves_of_their_own() {
    let mermaid = "journey\n  section Report\n    Calls: 1: Maya\n    Calls: 4: Tom\n    Waits: 2: Maya\n    \
                   Repair: 3\n  section Settle\n    Repair: 5: Maya, Tom\n";
    assert_snapshot!(draw(mermaid, 60));
}

#[test]
fn helping_lines_of_a_chart_are_left_out_and_its_table_says_the_values() {
    let mermaid = "xychart-beta\n  x-axis [\"1\", \"2\", \"3\"]\n  y-axis -2 --> 2\n  line [0, 0, 0]\n  \
                   line \"Maya\" [-2, -0.5, 1]\n";
    let table = "| No. | Touchpoint | Maya |\n|---|---|---|\n| 1 | Calls | -2 |\n| 2 | Waits | not known |\n| 3 | Pays | +1 |\n";
    let rendered = Rendered::mermaid(mermaid.to_owned(), table.to_owned());
    assert_snapshot!(terminal_view(&rendered, &TerminalOptions::new(60)).unwrap());
}

#[test]
fn a_chart_has_a_point_only_where_its_table_has_a_value() {
    let mermaid = "xychart-beta\n  x-axis [\"1 · a\", \"2 · b\", \"3 · c\", \"4 · d\", \"5 · e\"]\n  y-axis -2 --> 2\n  \
                   line \"Maya, as-is\" [-2, -1, 0, 1, 1]\n  line \"Maya, to-be\" [1, 1, 1, 1, 1]\n  line \"Tom\" [1, 1, -1, 1, 2]\n";
    let table = "| No. | Maya, as-is (blue) | Maya, to-be (blue dashed) | Tom (orange) |\n|---|---|---|---|\n\
                 | 1 | -2 | not known | +1 |\n| 2 | not known | not known | +1 glad |\n| 3 | not known | +1 | -1 |\n\
                 | 4 | +1 | not known | +1 |\n| 5 | not known | not known | +2 |\n";
    let rendered = Rendered::mermaid(mermaid.to_owned(), table.to_owned());
    assert_snapshot!(terminal_view(&rendered, &TerminalOptions::new(80)).unwrap());
    // From the right, the rows stand as they do.
    let mirrored = mermaid
        .replace(
            "[\"1 · a\", \"2 · b\", \"3 · c\", \"4 · d\", \"5 · e\"]",
            "[\"5 · e\", \"4 · d\", \"3 · c\", \"2 · b\", \"1 · a\"]",
        )
        .replace("[-2, -1, 0, 1, 1]", "[1, 1, 0, -1, -2]")
        .replace("[1, 1, -1, 1, 2]", "[2, 1, -1, 1, 1]");
    let shown = terminal_view(&Rendered::mermaid(mirrored, table.to_owned()), &TerminalOptions::new(80)).unwrap();
    assert!(shown.contains("& several: ● ◆ at 2\n"), "{shown}");
}

#[test]
fn whoever_is_in_the_legend_has_a_mark_in_the_drawing() {
    let mermaid = "journey\n  section s\n    a: 4: Maya, Tom\n    b: 2: Maya, Tom\n    b: 5: Eve\n    c: 1: Maya, Tom\n    d: 3: Tom, Eve\n";
    for ascii_only in [false, true] {
        let mut options = TerminalOptions::new(60);
        options.ascii_only = ascii_only;
        let shown = terminal(mermaid, &options).unwrap();
        let (maya, tom, eve) = if ascii_only { ('*', 'o', 'x') } else { ('●', '○', '◆') };
        let several = format!("& several: {maya} {tom} at 1, 2 and 3; {tom} {eve} at 4\n");
        assert!(shown.contains(&several), "{shown}");
        assert_eq!(shown.matches('&').count(), 5, "{shown}");
        assert_eq!(shown.matches(eve).count(), 3, "her own point, and twice below:\n{shown}");
    }
}

#[test]
fn no_two_curves_look_alike_and_none_is_named_by_a_colour_that_is_not_there() {
    for (ascii_only, width) in [(false, 120), (true, 120), (false, 20)] {
        let names: Vec<String> = (1..=9).map(|number| format!("Persona {number} (nurse)")).collect();
        let lines: String =
            names.iter().enumerate().map(|(at, name)| format!("  line \"{name}\" [{}, -2]\n", at % 5)).collect();
        let mermaid = format!("xychart-beta\n  x-axis [\"1\", \"2\"]\n  y-axis -2 --> 4\n{lines}");
        let headings: Vec<String> = names.iter().map(|name| format!("{name} (blue dashed)")).collect();
        let row = |number: usize| format!("| {number} |{}\n", " +1 |".repeat(names.len()));
        let table = format!("| No. | {} |\n|{}\n{}{}", headings.join(" | "), "-|".repeat(10), row(1), row(2));
        let mut options = TerminalOptions::new(width);
        options.ascii_only = ascii_only;
        let shown = terminal_view(&Rendered::mermaid(mermaid, table), &options).unwrap();
        assert!(!shown.contains("blue") && !shown.contains("dashed"), "{shown}");
        let words: Vec<&str> = shown.split_whitespace().collect();
        let named = words.windows(3).filter(|words| words[1] == "Persona");
        let marks: BTreeSet<&str> = named.map(|words| words[0]).collect();
        assert!(marks.len() >= 9, "{marks:?}\n{shown}");
    }
}

#[test]
fn names_without_room_stand_below_and_their_numbers_at_the_points() {
    let points =
        "  O1 · Remember the card of everybody: [0.5, 0.5]\n  O2 · Hide what is sold out everywhere: [0.55, 0.5]\n";
    assert_snapshot!(draw(&format!("quadrantChart\n{points}"), 60));
}

#[test]
fn a_chart_has_a_curve_for_each_line() {
    assert_snapshot!(draw(CHART, 60));
}

#[test]
fn a_quadrant_chart_is_a_field() {
    assert_snapshot!(draw(QUADRANT, 80));
}

#[test]
fn a_conversation_has_lifelines() {
    assert_snapshot!(draw(SEQUENCE, 120));
}

#[test]
fn a_story_is_an_outline() {
    assert_snapshot!(draw(TIMELINE, 50));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for mermaid in [JOURNEY, CHART, QUADRANT, SEQUENCE, TIMELINE] {
        for width in [26, 40, 60, 80, 120] {
            match terminal(mermaid, &TerminalOptions::new(width)) {
                Ok(drawing) => {
                    for line in drawing.lines() {
                        assert!(line.width() <= width, "{width}: {line:?}");
                    }
                }
                Err(error) => assert!(matches!(error, PictureError::TooNarrow { .. }), "{error}"),
            }
        }
    }
}

#[test]
fn ascii_is_ascii() {
    let mut options = TerminalOptions::new(120);
    options.ascii_only = true;
    for mermaid in [JOURNEY, CHART, QUADRANT, SEQUENCE, TIMELINE] {
        let drawing = terminal(mermaid, &options).unwrap();
        assert!(drawing.is_ascii(), "{drawing}");
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let mut options = TerminalOptions::new(120);
    options.colour = true;
    for mermaid in [JOURNEY, CHART, QUADRANT, SEQUENCE] {
        let coloured = terminal(mermaid, &options).unwrap();
        assert!(coloured.contains("\u{1b}["));
        let mut parts = coloured.split("\u{1b}[");
        let mut plain = parts.next().unwrap().to_owned();
        for part in parts {
            plain.push_str(part.split_once('m').unwrap().1);
        }
        let plain: Vec<&str> = plain.lines().map(str::trim_end).collect();
        assert_eq!(plain, draw(mermaid, 120).lines().collect::<Vec<_>>());
    }
}

#[test]
fn what_a_terminal_obeys_is_seen() {
    let drawing = draw("timeline\n  title a#27;[31mb\n  c : d#155;\n", 80);
    assert!(!drawing.chars().any(|char| char.is_control() && char != '\n'), "{drawing:?}");
}

#[test]
fn kinds_without_a_drawing_say_so() {
    for (mermaid, kind) in [
        (include_str!("samples/block.mmd"), "block-beta"),
        (include_str!("samples/kanban.mmd"), "kanban"),
        (include_str!("samples/flowchart.mmd"), "flowchart"),
        (include_str!("samples/swimlane.mmd"), "swimlane-beta"),
    ] {
        let error = terminal(mermaid, &TerminalOptions::new(80)).unwrap_err();
        assert_eq!(error, PictureError::NotForTerminals { kind: kind.to_owned() });
    }
    assert_eq!(terminal("", &TerminalOptions::new(80)).unwrap_err(), PictureError::NoDiagram);
}

#[test]
fn a_curve_without_points_is_no_drawing() {
    assert!(terminal("journey\n  title x\n", &TerminalOptions::new(80)).is_err());
    let flat = "xychart-beta\n  x-axis [\"a\", \"b\"]\n  line [1, 1]\n";
    assert!(terminal(flat, &TerminalOptions::new(80)).is_err());
}
