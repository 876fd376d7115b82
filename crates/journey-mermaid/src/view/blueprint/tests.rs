//! What the blueprint draws, and where it says that it does not.

use journey_model::{Keyword, Project};
use journey_plugin::{Direction, Lane, Options, Rendered, Target, Theme, View, ViewContext};

use super::BlueprintView;

const SHOP: &str = include_str!("../../../../../grammar/examples/weekly-shop.journey");

/// The first journey of a text without colours, with more options.
fn rendered(source: &str, choose: impl FnOnce(&mut Options)) -> Rendered {
    let project = Project::of_text("text", source);
    let (journey, _) = project.declarations_of(Keyword::Journey).next().expect("the text has a journey");
    let mut options = Options::default();
    options.theme = Theme::Plain;
    choose(&mut options);
    BlueprintView.render(&ViewContext::new(&project, journey, options))
}

/// What stands behind the description.
fn body(rendered: &Rendered) -> String {
    let (_, rest) = rendered.text.split_once("  accDescr: ").expect("there is a description");
    rest.split_once('\n').expect("more follows").1.to_owned()
}

/// A journey of one stage.
fn one_stage(touchpoints: &str) -> String {
    format!("actor a \"Clerk\"\njourney j \"J\" {{ stage s \"S\" {{\n{touchpoints}\n}} }}")
}

#[test]
fn the_weekly_shop_as_swimlanes() {
    let rendered = rendered(SHOP, |_| {});
    insta::assert_snapshot!(rendered.text);
    insta::assert_snapshot!("the_table_of_the_weekly_shop", rendered.table.unwrap());
    assert_eq!(rendered.fallback, None);
}

#[test]
fn the_weekly_shop_as_a_flowchart() {
    let rendered = rendered(SHOP, |options| options.target = Target::GITLAB);
    insta::assert_snapshot!(rendered.text);
    let reason = rendered.fallback.unwrap();
    assert!(reason.starts_with("Swimlanes exist from Mermaid 11.16; for 10.7 "), "{reason}");
    assert!(rendered.text.contains(&format!("---\n%% {reason}\nflowchart TB\n")));
}

#[test]
fn a_long_journey_is_a_flowchart_everywhere() {
    let touchpoints: String = (0..17).map(|number| format!("touchpoint t{number} \"T\" {{}}\n")).collect();
    let rendered = rendered(&one_stage(&touchpoints), |options| options.target = Target::LATEST);
    assert!(rendered.fallback.unwrap().contains("more than 16 touchpoints"));
    assert!(rendered.text.contains("r00c ~~~ r01c\n"), "names sort as their rows do");
}

#[test]
fn conditions_stand_in_boxes_of_swimlanes_and_at_arrows_of_flowcharts() {
    let source = one_stage(
        "touchpoint t \"T\" { next: u \"yes\", v \"no\" }\ntouchpoint u \"U\" { next: t \"again\", u }\ntouchpoint v \"V\" {}",
    );
    let swimlanes = body(&rendered(&source, |_| {}));
    assert!(swimlanes.contains("T<br/><i>↓ yes</i><br/><i>↪ no: V</i>\"]"), "{swimlanes}");
    assert!(swimlanes.contains("U<br/><i>↩ again: T</i><br/><i>↩ U</i>\"]"), "{swimlanes}");
    // A jump is thicker than the frame of the lane, on which its way may lie.
    for arrow in ["r1c --> r2c\n", "r1c ==> r3c\n", "r2c ==> r1c\n", "r2c ~~~ r3c\n"] {
        assert!(swimlanes.contains(arrow), "{arrow}");
    }
    assert!(!swimlanes.contains("r2c --> r2c") && !swimlanes.contains("r2c ==> r2c"), "Mermaid stumbles over it");
    let flowchart = body(&rendered(&source, |options| options.target = Target::GITLAB));
    for arrow in ["r1c -->|\"yes\"| r2c\n", "r1c -->|\"no\"| r3c\n", "r2c -->|\"again\"| r1c\n"] {
        assert!(flowchart.contains(arrow), "{arrow}");
    }
}

#[test]
fn a_journey_without_a_stage_behind_says_so() {
    let rendered = rendered(&one_stage("touchpoint t \"T\" {}"), |_| {});
    assert!(rendered.notes[0].starts_with("No touchpoint says what happens on stage"), "{:?}", rendered.notes);
    assert_eq!(rendered.text.matches("subgraph").count(), 1);
    assert!(!rendered.text.contains("Line of"));
}

#[test]
fn a_journey_without_touchpoints_is_still_a_diagram() {
    for target in [Target::GITLAB, Target::LATEST] {
        let rendered = rendered("journey j \"J\" { stage s \"S\" {} }", |options| options.target = target);
        assert!(rendered.text.contains("is written down"), "{}", rendered.text);
        assert!(rendered.notes[0].starts_with("The journey has no touchpoints"));
        assert!(rendered.notes[1].contains("The stage “S” has no touchpoints"));
    }
}

#[test]
fn lanes_are_chosen_and_what_cannot_be_shown_is_told() {
    let rendered = rendered(SHOP, |options| options.lanes = vec![Lane::Backstage, Lane::Pain]);
    assert!(rendered.text.contains("[\"Back stage\"]") && !rendered.text.contains("[\"Support\"]"));
    assert!(rendered.notes.iter().any(|note| note.starts_with("A blueprint has no lane for `pain`")));
    assert!(rendered.notes.iter().any(|note| note.contains("1 support step")), "{:?}", rendered.notes);
}

#[test]
fn from_right_to_left_the_customer_stands_at_the_right() {
    for target in [Target::GITLAB, Target::LATEST] {
        let of = |direction| {
            let text = rendered(SHOP, |options| {
                options.target = target;
                options.direction = direction;
            });
            let lanes = text.text.lines().filter_map(|line| line.strip_prefix("  subgraph ")).map(str::to_owned);
            lanes.collect::<Vec<_>>()
        };
        let mut mirrored = of(Direction::RightToLeft);
        mirrored.reverse();
        assert_eq!(mirrored, of(Direction::LeftToRight));
    }
}

#[test]
fn every_line_of_the_source_map_shows_what_it_names() {
    let rendered = rendered(SHOP, |_| {});
    let lines: Vec<&str> = rendered.text.lines().collect();
    let shown: Vec<String> = rendered
        .source_map
        .iter()
        .map(|source| {
            let range = source.place.range;
            let written = &SHOP[range.start as usize..range.end as usize];
            format!("{} <- {}", lines[source.line as usize].trim(), written.lines().next().unwrap())
        })
        .collect();
    assert!(
        shown.iter().any(|line| line.contains("Packs frozen food") && line.ends_with("\"Packs frozen food last\"")),
        "{shown:#?}"
    );
    assert!(
        shown.iter().any(|line| line.contains("Opens the door") && line.contains("<- touchpoint doorbell")),
        "{shown:#?}"
    );
}
