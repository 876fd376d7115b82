//! Who says what to whom in the conversation, and in which order.

use journey_model::{Keyword, Project};
use journey_plugin::{Direction, Lane, Options, Rendered, Theme, View, ViewContext};

use super::ConversationView;

const SHOP: &str = include_str!("../../../../../grammar/examples/weekly-shop.journey");

/// The first journey of a text without colours, with more options.
fn rendered(source: &str, choose: impl FnOnce(&mut Options)) -> Rendered {
    let project = Project::of_text("text", source);
    let (journey, _) = project.declarations_of(Keyword::Journey).next().expect("the text has a journey");
    let mut options = Options::default();
    options.theme = Theme::Plain;
    choose(&mut options);
    ConversationView.render(&ViewContext::new(&project, journey, options))
}

#[test]
fn the_weekly_shop_as_a_conversation() {
    let rendered = rendered(SHOP, |_| {});
    insta::assert_snapshot!(rendered.text);
    insta::assert_snapshot!("the_table_of_the_weekly_shop", rendered.table.unwrap());
}

#[test]
fn a_journey_without_channels_and_actors_talks_to_nobody() {
    let rendered = rendered("journey j \"J\" { stage s \"S\" { touchpoint t \"T\" {} } }", |_| {});
    assert!(rendered.text.contains("  p0->>p0: T\n"));
    assert!(rendered.notes[0].starts_with("No touchpoint names a channel or an actor"), "{:?}", rendered.notes);
}

#[test]
fn a_journey_without_touchpoints_is_still_a_diagram() {
    let rendered = rendered("journey j \"J\" { stage s \"S\" {} }", |_| {});
    assert!(rendered.text.ends_with("  actor p0 as Customer\n  Note over p0: No touchpoint is written down\n"));
    assert!(rendered.notes[0].starts_with("The journey has no touchpoints"));
}

#[test]
fn who_helps_whom_follows_the_stages_of_the_service() {
    let source = "persona p \"Maya\"\nchannel c \"Shop\"\nactor f \"Clerk\"\nactor b \"Planner\"\nactor s \"Stock\"\n\
                  journey j \"J\" { persona: p; stage s \"S\" { touchpoint t \"T\" { channel: c; frontstage: f \"greets\"; \
                  backstage: b \"plans\"; support: s \"counts\" } } }";
    let text = rendered(source, |_| {}).text;
    let (_, messages) = text.split_once("Note over").unwrap();
    let messages: Vec<&str> = messages.lines().skip(1).map(str::trim).collect();
    assert_eq!(messages, ["p0->>p1: T", "p4->>p3: counts", "p3->>p2: plans", "p2-->>p0: greets"]);
    assert!(text.contains("  actor p0 as Maya\n  participant p1 as Shop\n  participant p2 as Clerk\n"));
}

#[test]
fn lanes_choose_what_is_shown() {
    let rendered = rendered(SHOP, |options| options.lanes = vec![Lane::Thinks, Lane::Pain]);
    assert!(
        rendered.text.contains("Thinks: ")
            && !rendered.text.contains("feels")
            && !rendered.text.contains("Shows results")
    );
    assert!(rendered.notes.iter().any(|note| note.starts_with("A conversation does not show `pain`")));
}

#[test]
fn from_right_to_left_the_person_stands_at_the_right() {
    let text = rendered(SHOP, |options| options.direction = Direction::RightToLeft).text;
    assert!(text.find("actor p0").unwrap() > text.find("participant p5").unwrap());
    assert!(text.contains("Note right of p0: ") && text.contains("Note over p5,p0: "));
}

#[test]
fn a_title_that_has_no_room_is_told() {
    let long = "A very long title ".repeat(9);
    let rendered = rendered(SHOP, |options| options.title = Some(long));
    assert!(!rendered.text.contains("  title: "));
    assert!(rendered.notes[0].contains("wider than the picture"), "{:?}", rendered.notes);
}
