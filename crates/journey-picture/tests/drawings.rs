//! Drawings for a terminal, of every kind that has one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

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
