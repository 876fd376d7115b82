//! What is offered, place by place.

use std::fmt::Write as _;

use crate::testing::Fixture;
use crate::{Cancelled, complete, completion_documentation};

const PROJECT: &str = r#"
//- shared.journey
/// She shops between two shifts.
persona maya "Maya, busy parent" { priority: primary }
persona tom "Tom, first-time buyer"
persona ann
channel app "Mobile app" { kind: digital; owner: @mobile }
channel shop "The shop"
actor courier "Courier" { line: frontstage }
actor picking "Picking team" { line: backstage; owner: @logistics }
source talks "Interviews" { kind: interview }
source poll "Survey" { kind: survey; date: 2026-05-12 }
metric csat "Delivery CSAT" { kind: csat }
journey returns "Sending back" {
  state: as-is
  stage send "Send" {
    touchpoint parcel "Packs the parcel" {
      pain tape "No tape" { severity: low }
    }
  }
}
//- shopping.journey
"#;

/// What is offered at `$0` in a file beside [`PROJECT`], the best first: label, `→` what is written, what it means.
fn offers(text: &str, most: usize) -> String {
    let fixture = Fixture::new(&format!("{}{text}", PROJECT.trim_start()));
    let (file, offset) = fixture.cursor();
    let list = complete(&fixture.snapshot, file, offset).expect("nobody cancels");
    let Some(layout) = &list.layout else { return "nothing".to_owned() };
    let lines = list.items.iter().take(most).map(|item| {
        let written = item.insertion.to_snippet(layout);
        let written = if written == item.label { String::new() } else { format!(" → {written}") };
        let detail = item.detail.as_deref().map_or(String::new(), |detail| format!("  ({detail})"));
        let again = if item.then_complete { " …" } else { "" };
        format!("{}{written}{again}{detail}", item.label)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The same inside a touchpoint.
fn in_touchpoint(line: &str, most: usize) -> String {
    offers(
        &format!(
            "journey weekly \"Weekly\" {{\n  state: as-is\n  persona: tom, maya\n  owner: @growth\n  stage find \"Find\" {{\n    touchpoint search \"Searches\" {{\n      channel: app\n      {line}\n    }}\n    touchpoint pay \"Pays\" {{\n      pain slow \"Slow\" {{ severity: high }}\n    }}\n  }}\n  stage get \"Get\" {{\n    touchpoint door \"Opens the door\" {{ tag: mobile, \"first order\" }}\n  }}\n}}\n"
        ),
        most,
    )
}

#[test]
fn keywords_bring_a_declaration_to_fill_in() {
    insta::assert_snapshot!(offers("$0", 9), @r#"
        persona → persona ${1:new_persona} "${2:New persona}" {
          goal: "${3}"
          hates: "${4}"
          ${0}
        \}
        channel → channel ${1:new_channel} "${2:New channel}" { kind: ${3|digital,physical,human|} \}${0}
        actor → actor ${1:new_actor} "${2:New actor}" { line: ${3|frontstage,backstage,support|} \}${0}
        source → source ${1:new_source} "${2:New source}" {
          kind: ${3|interview,survey,analytics,ticket,review,observation,workshop,assumption|}
          date: ${4:2026-11-21}
          ${0}
        \}
        metric → metric ${1:new_metric} "${2:New metric}" { kind: ${3|nps,csat,ces,custom|} \}${0}
        journey → journey ${1:new_journey} "${2:New journey}" {
          state: ${3|as-is,to-be|}
          persona: ${4:maya}
          ${0}
        \}
        opportunity → opportunity ${1:new_opportunity} "${2:New opportunity}" {
          impact: ${3:5}
          effort: ${4:5}
          ${0}
        \}
        "#);
    insta::assert_snapshot!(offers("journey x {\n  stage a {\n    touch$0\n  }\n}\n", 1), @r#"
        touchpoint → touchpoint ${1:new_touchpoint} "${2:New touchpoint}" {
              channel: ${3:app}
              emotion: ${4:0}
              ${0}
            \}
        "#);
    insta::assert_snapshot!(offers("journey x {\n\tstage a {\n\t\tpain$0", 1), @r#"
        pain → pain ${1:new_pain} "${2:New pain}" {
        			severity: ${3|low,medium,high,critical|}
        			frequency: ${4|rare,sometimes,often,always|}
        			${0}
        		\}
        "#);
    insta::assert_snapshot!(offers("stage$0 x {\n}\n", 1), @"persona");
    insta::assert_snapshot!(in_touchpoint("pain p { op$0 }", 1), @r#"
        opportunity → opportunity ${1:new_opportunity} "${2:New opportunity}" {
                impact: ${3:5}
                effort: ${4:5}
                ${0}
              \}
        "#);
}

#[test]
fn keys_that_are_given_are_not_offered_again() {
    insta::assert_snapshot!(in_touchpoint("$0", 12), @r#"
        actor → actor:  …  (actor)
        does → does: "${0}"  (text)
        thinks → thinks: "${0}"  (text)
        feels → feels: "${0}"  (text)
        expects → expects: "${0}"  (text)
        gets → gets: "${0}"  (text)
        emotion → emotion:  …  (whole number, -2 to +2, then optional text)
        emotion tom → emotion tom:  …  (whole number, -2 to +2, then optional text)
        emotion maya → emotion maya:  …  (whole number, -2 to +2, then optional text)
        moment → moment: "${0}"  (text)
        duration → duration:  …  (duration)
        frontstage → frontstage:  …  (actor or channel, then text)
        "#);
    insta::assert_snapshot!(in_touchpoint("emotion tom: +1\n      emo$0", 3), @r#"
        emotion → emotion:  …  (whole number, -2 to +2, then optional text)
        emotion maya → emotion maya:  …  (whole number, -2 to +2, then optional text)
        actor → actor:  …  (actor)
        "#);
    insta::assert_snapshot!(in_touchpoint("cha$0: app", 2), @r#"
        actor  (actor)
        does  (text)
        "#);
    insta::assert_snapshot!(offers("opportunity x { $0 }", 3), @r#"
        addresses → addresses:  …  (pain)
        how → how: "${0}"  (text)
        solution → solution: "${0}"  (text)
        "#);
    insta::assert_snapshot!(offers("journey x {\n  state: to-be\n  $0\n}", 2), @r#"
        of → of:  …  (journey)
        persona → persona:  …  (persona)
        "#);
}

#[test]
fn names_come_by_what_the_key_wants_the_nearest_first() {
    insta::assert_snapshot!(in_touchpoint("emotion $0", 9), @r#"
        tom → tom:  …  (Tom, first-time buyer)
        maya → maya:  …  (Maya, busy parent)
        ann → ann:  …
        "#);
    insta::assert_snapshot!(in_touchpoint("emotion tom: +1\n      emotion $0", 9), @r#"
        maya → maya:  …  (Maya, busy parent)
        ann → ann:  …
        "#);
    insta::assert_snapshot!(in_touchpoint("next: $0", 9), @r#"
        pay  (Pays)
        door  (Opens the door)
        returns.parcel  (Packs the parcel)
        returns → returns. …  (Sending back)
        "#);
    insta::assert_snapshot!(in_touchpoint("frontstage: $0", 9), @r#"
        app → app "${0}"  (Mobile app)
        courier → courier "${0}"
        shop → shop "${0}"  (The shop)
        picking → picking "${0}"  (Picking team)
        "#);
    insta::assert_snapshot!(in_touchpoint("backstage: $0 \"Packs\"", 9), @r#"
        picking  (Picking team)
        app  (Mobile app)
        shop  (The shop)
        courier
        "#);
    insta::assert_snapshot!(in_touchpoint("measure $0", 9), @"csat → csat:  …  (Delivery CSAT)");
    insta::assert_snapshot!(in_touchpoint("emotion: +1 from poll, $0", 9), @"talks  (Interviews)");
    insta::assert_snapshot!(in_touchpoint("channel:$0", 9), @r#"
        app →  app  (Mobile app)
        shop →  shop  (The shop)
        "#);
    insta::assert_snapshot!(offers("opportunity x { addresses: $0 }", 9), @r#"
        returns.tape  (No tape)
        returns → returns. …  (Sending back)
        "#);
    insta::assert_snapshot!(offers("opportunity x { addresses: returns.$0 }", 9), @r#"
        tape  (No tape)
        parcel → parcel. …  (Packs the parcel)
        send → send. …
        "#);
    insta::assert_snapshot!(offers("opportunity x { addresses: returns.send.parcel.$0 }", 9), @"tape  (No tape)");
}

#[test]
fn nobody_is_offered_itself() {
    insta::assert_snapshot!(offers("journey weekly {\n  of: $0\n}", 9), @"returns  (Sending back)");
    assert!(!in_touchpoint("next: $0", 99).contains("search"));
}

#[test]
fn values_come_with_what_they_mean() {
    insta::assert_snapshot!(in_touchpoint("emotion: $0", 9), @r#"
        +2  (very positive)
        +1  (positive)
        0  (neither)
        -1  (negative)
        -2  (very negative)
        "#);
    insta::assert_snapshot!(in_touchpoint("emotion: -1 $0", 9), @r#"
        "" → "${0}"  (a text)
        from → from  …  (the sources that this rests on)
        "#);
    insta::assert_snapshot!(in_touchpoint("control: $0", 9), @r#"
        ours  (Your organisation decides how this goes)
        shared  (You and somebody else decide together)
        none  (It happens without you: a friend's advice, a partner's delivery)
        "#);
    insta::assert_snapshot!(in_touchpoint("does: $0", 9), @r#""" → "${0}"  (a text)"#);
    insta::assert_snapshot!(in_touchpoint("duration: 10$0", 9), @r#"
        10min  (10 minutes)
        10h  (10 hours)
        10d  (10 days)
        10w  (10 weeks)
        10s  (10 seconds)
        "#);
    insta::assert_snapshot!(in_touchpoint("owner: $0", 9), @r#"
        @growth
        @mobile
        @logistics
        "#);
    insta::assert_snapshot!(in_touchpoint("tag: $0", 9), @r#"
        mobile
        "first order"
        "" → "${0}"  (a text)
        "#);
    insta::assert_snapshot!(offers("metric m { kind: nps; scale: $0 }", 9), @r#"
        0..10  (eleven steps, as every NPS survey)
        1..5  (five steps, as most satisfaction surveys)
        1..7  (seven steps, as most effort surveys)
        0..100  (out of a hundred)
        "#);
    insta::assert_snapshot!(offers("opportunity m { impact: $0 }", 11), @r#"
        0  (the least)
        1
        2
        3
        4
        5
        6
        7
        8
        9
        10  (the most)
        "#);
    insta::assert_snapshot!(offers("opportunity m { due: $0 }", 9), @r#"
        2026-11-21  (today)
        2026-12-31  (end of this quarter)
        2027-03-31  (end of the next quarter)
        2027-06-30  (end of the quarter after)
        "#);
    insta::assert_snapshot!(offers("source m { date: $0 }", 9), @r#"
        2026-11-21  (today)
        2026-05-12  (in this project)
        "#);
    insta::assert_snapshot!(offers("persona m { age: $0 }", 9), @r#"
        18..24  (years)
        25..34  (years)
        35..44  (years)
        45..54  (years)
        55..64  (years)
        65..80  (years)
        "" → "${0}"  (a text)
        "#);
}

#[test]
fn paths_are_completed_inside_their_quotes() {
    insta::assert_snapshot!(offers("source m { data: $0 }", 9), @r#""" → "${0}" …  (a text)"#);
    insta::assert_snapshot!(offers("source m { data: \"$0\" }", 9), @r#"
        data/ …
        notes.txt
        "#);
    insta::assert_snapshot!(offers("source m {\n  data: \"data/q$0", 9), @r#"
        q2.csv → q2.csv"
        q3.csv → q3.csv"
        "#);
    insta::assert_snapshot!(offers("source m { link: \"$0\" }", 9), @"https://");
}

#[test]
fn unknown_places_give_nothing() {
    for text in [
        "hobby x { $0 }",
        "persona $0",
        "persona x \"$0\"",
        "// $0",
        "persona x { hobby: $0 }",
        "persona x { goal: \"$0\" }",
    ] {
        assert_eq!(offers(text, 9), "nothing", "{text}");
    }
    assert_eq!(offers("source x { kind: survey, $0 }", 9), "nothing");
    assert_eq!(offers("persona x { role: Nur$0 }", 9), "");
}

#[test]
fn a_long_list_is_cut_and_grows_again_with_what_is_typed() {
    let mut text = String::new();
    for number in 0..300 {
        writeln!(text, "channel shop_{number}\nchannel app_{number}").expect("a string takes everything");
    }
    let list = |line: &str| {
        let fixture = Fixture::new(&format!("{text}metric m {{\n  {line}\n}}\n"));
        let (file, offset) = fixture.cursor();
        complete(&fixture.snapshot, file, offset).expect("nobody cancels")
    };
    let all = list("channel: $0");
    assert_eq!((all.items.len(), all.is_incomplete), (200, true));
    let some = list("channel: app_29$0");
    assert!(some.items.iter().take(11).all(|item| item.label.starts_with("app_29")), "{some:#?}");
    let few = list("kind: $0");
    assert!(!few.is_incomplete);
}

#[test]
fn an_answer_that_nobody_waits_for_is_not_made() {
    let fixture = Fixture::new("channel app { kind: $0 }");
    let (file, offset) = fixture.cursor();
    fixture.snapshot.cancellation.cancel();
    assert_eq!(complete(&fixture.snapshot, file, offset), Err(Cancelled));
}

/// The first lines of the documentation of the first offer.
fn documentation(text: &str) -> String {
    let fixture = Fixture::new(&format!("{}{text}", PROJECT.trim_start()));
    let (file, offset) = fixture.cursor();
    let list = complete(&fixture.snapshot, file, offset).expect("nobody cancels");
    let topic = list.items.first().and_then(|item| item.topic.as_ref()).expect("a topic");
    let documentation = completion_documentation(&fixture.snapshot, topic).expect("documentation");
    documentation.lines().filter(|line| !line.is_empty()).take(4).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_offer_is_explained_when_somebody_looks_at_it() {
    insta::assert_snapshot!(documentation("per$0"), @r#"
        A typical customer, drawn from research, that a journey is told for. Different people want and hate different things on the same way, so a journey that is everybody's is nobody's. Start with two or three.
        ```journey
        source interviews "Customer interviews" { kind: interview }
        persona maya "Maya, busy parent" {
        "#);
    insta::assert_snapshot!(documentation("journey x { stage y { touchpoint z { cha$0 } } }"), @r#"
        Through which channels it happens. A change of channel between two touchpoints is a classic place for things to get lost.
        Takes the name of a channel, or several with commas between.
        ```journey
        channel: app
        "#);
    insta::assert_snapshot!(documentation("channel x { kind: $0 }"), @"Something on a screen or in software: an app, a web page, an e-mail, a chatbot.");
    insta::assert_snapshot!(documentation("journey x { persona: ma$0 }"), @r#"
        **Maya, busy parent** · persona `maya` · primary
        She shops between two shifts.
        - In no journey yet
        "#);
    insta::assert_snapshot!(documentation("opportunity x { addresses: returns.ta$0 }"), @r#"
        **No tape** · pain `tape` · low severity
        - **In:** Sending back › Send › Packs the parcel
        - No opportunity addresses it yet
        "#);
    insta::assert_snapshot!(documentation("persona x { role: \"y\" fr$0 }"), @r#"
        It names the sources that this one line rests on. A reader sees at once what was observed and what was guessed, and can go and look.
        ```journey
        emotion: -1 "irritated" from interviews, q3_survey
        ```
        "#);
}
