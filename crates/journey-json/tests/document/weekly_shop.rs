//! Each fact of the example that everybody knows, read by hand out of its text.

use serde_json::Value;

use super::examples::{of_text, text};

/// All that `weekly-shop.journey` says, and nothing else. Names are written out to where they mean something.
const FACTS: &str = r#"
personas/0/name "maya"
personas/0/label "Maya, busy parent"
personas/0/documentation "Documentation comments belong to the next declaration. Hover and rendered docs show them."
personas/0/priority "primary"
personas/0/role/0 "Nurse, two children"
personas/0/goal/0 "Order the week's food in ten minutes"
personas/0/goal/1 "Never run out of milk"
personas/0/wants/0 "A list that remembers what we eat"
personas/0/hates/0 "Substitutions she has to drive back"
personas/0/ignores/0 "Loyalty points"
personas/0/quote/0 "I shop standing up, between two other things."
personas/0/source/0 -> source interviews
personas/0/cites/0 "interviews"
personas/1/name "tom"
personas/1/label "Tom, first-time buyer"
personas/1/goal/0 "Dinner for four friends, without a surprise"

channels/0/name "app"
channels/0/label "Mobile app"
channels/0/kind "digital"
channels/1/name "doorstep"
channels/1/label "Doorstep"
channels/1/kind "physical"

actors/0/name "courier"
actors/0/label "Courier"
actors/0/line "frontstage"
actors/1/name "picking"
actors/1/label "Picking team"
actors/1/line "backstage"
actors/2/name "stock"
actors/2/label "Stock system"
actors/2/line "support"

sources/0/name "interviews"
sources/0/label "Customer interviews"
sources/0/kind "interview"
sources/0/date "2026-05-12"
sources/0/sample 14
sources/1/name "q3_survey"
sources/1/label "Post-delivery survey, Q3"
sources/1/kind "survey"
sources/1/date "2026-10-02"
sources/1/sample 412
sources/1/data/0/written "data/q3.csv"
sources/1/data/0/path "data/q3.csv"

metrics/0/name "delivery_csat"
metrics/0/label "Delivery CSAT"
metrics/0/kind "csat"
metrics/0/scale/low 1
metrics/0/scale/high 5
metrics/0/target/value 85
metrics/0/target/is_percentage true
metrics/0/question/0 "How satisfied were you with your delivery?"
metrics/0/trigger/0 "One hour after delivery"
metrics/0/source/0 -> source q3_survey
metrics/0/cites/0 "q3_survey"

journeys/0/name "weekly_shop"
journeys/0/label "Weekly shop"
journeys/0/state "as-is"
journeys/0/persona/0 -> persona maya
journeys/0/persona/1 -> persona tom
journeys/0/objective/0 "Cut first-order abandonment from 38% to 20%"
journeys/0/owner/0 "@growth"
journeys/0/reviewed "2026-11-01"

journeys/0/stages/0/name "weekly_shop.discover"
journeys/0/stages/0/label "Discover"
journeys/0/stages/0/goal/0 "Find a shop that delivers tonight"
journeys/0/stages/0/touchpoints/0/name "weekly_shop.discover.search"
journeys/0/stages/0/touchpoints/0/label "Searches for dinner"
journeys/0/stages/0/touchpoints/0/channel/0 -> channel app
journeys/0/stages/0/touchpoints/0/does/0 "Types three dish names"
journeys/0/stages/0/touchpoints/0/thinks/0 "Only show me what is in stock"
journeys/0/stages/0/touchpoints/0/expects/0 "Results I can really buy"
journeys/0/stages/0/touchpoints/0/emotion/0/persona -> persona maya
journeys/0/stages/0/touchpoints/0/emotion/0/score -1
journeys/0/stages/0/touchpoints/0/emotion/0/word "irritated"
journeys/0/stages/0/touchpoints/0/emotion/0/from/0 -> source interviews
journeys/0/stages/0/touchpoints/0/emotion/1/persona -> persona tom
journeys/0/stages/0/touchpoints/0/emotion/1/score 1
journeys/0/stages/0/touchpoints/0/emotion/1/word "amused"
journeys/0/stages/0/touchpoints/0/emotion/1/from/0 -> source q3_survey
journeys/0/stages/0/touchpoints/0/frontstage/0/by -> channel app
journeys/0/stages/0/touchpoints/0/frontstage/0/text "Shows results"
journeys/0/stages/0/touchpoints/0/support/0/by -> actor stock
journeys/0/stages/0/touchpoints/0/support/0/text "Answers with last night's levels"
journeys/0/stages/0/touchpoints/0/cites/0 "interviews"
journeys/0/stages/0/touchpoints/0/cites/1 "q3_survey"
journeys/0/stages/0/touchpoints/0/pains/0/name "weekly_shop.discover.search.stale_stock"
journeys/0/stages/0/touchpoints/0/pains/0/label "Results show out-of-stock items"
journeys/0/stages/0/touchpoints/0/pains/0/severity "high"
journeys/0/stages/0/touchpoints/0/pains/0/frequency "often"
journeys/0/stages/0/touchpoints/0/pains/0/cause/0 "Stock syncs nightly"
journeys/0/stages/0/touchpoints/0/pains/0/source/0 -> source interviews
journeys/0/stages/0/touchpoints/0/pains/0/source/1 -> source q3_survey
journeys/0/stages/0/touchpoints/0/pains/0/cites/0 "interviews"
journeys/0/stages/0/touchpoints/0/pains/0/cites/1 "q3_survey"
journeys/0/stages/0/touchpoints/0/pains/0/addressed_by/0 "weekly_shop.live_stock"

journeys/0/stages/1/name "weekly_shop.receive"
journeys/0/stages/1/label "Receive"
journeys/0/stages/1/goal/0 "Everything that was ordered, and no waiting in"
journeys/0/stages/1/measure/0/metric -> metric delivery_csat
journeys/0/stages/1/measure/0/value 78
journeys/0/stages/1/measure/0/is_percentage true
journeys/0/stages/1/measure/0/from/0 -> source q3_survey
journeys/0/stages/1/cites/0 "q3_survey"
journeys/0/stages/1/touchpoints/0/name "weekly_shop.receive.doorbell"
journeys/0/stages/1/touchpoints/0/label "Opens the door"
journeys/0/stages/1/touchpoints/0/channel/0 -> channel doorstep
journeys/0/stages/1/touchpoints/0/actor/0 -> actor courier
journeys/0/stages/1/touchpoints/0/moment "Is it all there, and is it fresh?"
journeys/0/stages/1/touchpoints/0/emotion/0/score 2
journeys/0/stages/1/touchpoints/0/emotion/0/word "relieved"
journeys/0/stages/1/touchpoints/0/emotion/0/from/0 -> source interviews
journeys/0/stages/1/touchpoints/0/backstage/0/by -> actor picking
journeys/0/stages/1/touchpoints/0/backstage/0/text "Packs frozen food last"
journeys/0/stages/1/touchpoints/0/evidence/0 "Paper receipt"
journeys/0/stages/1/touchpoints/0/cites/0 "interviews"
journeys/0/stages/1/touchpoints/0/gains/0/name "weekly_shop.receive.doorbell.friendly"
journeys/0/stages/1/touchpoints/0/gains/0/label "The courier carries bags inside"
journeys/0/stages/1/touchpoints/0/gains/0/source/0 -> source interviews
journeys/0/stages/1/touchpoints/0/gains/0/cites/0 "interviews"

journeys/0/opportunities/0/name "weekly_shop.live_stock"
journeys/0/opportunities/0/label "Show live stock in search"
journeys/0/opportunities/0/addresses/0 -> pain weekly_shop.discover.search.stale_stock
journeys/0/opportunities/0/addressed_pains/0 "weekly_shop.discover.search.stale_stock"
journeys/0/opportunities/0/impact 8
journeys/0/opportunities/0/effort 5
journeys/0/opportunities/0/owner/0 "@search"
journeys/0/opportunities/0/status "planned"

journeys/0/emotion_curve/0/persona "maya"
journeys/0/emotion_curve/0/label "Maya, busy parent"
journeys/0/emotion_curve/0/points/0/touchpoint "weekly_shop.discover.search"
journeys/0/emotion_curve/0/points/0/label "Searches for dinner"
journeys/0/emotion_curve/0/points/0/stage "weekly_shop.discover"
journeys/0/emotion_curve/0/points/0/score -1
journeys/0/emotion_curve/0/points/0/word "irritated"
journeys/0/emotion_curve/0/points/1/touchpoint "weekly_shop.receive.doorbell"
journeys/0/emotion_curve/0/points/1/label "Opens the door"
journeys/0/emotion_curve/0/points/1/stage "weekly_shop.receive"
journeys/0/emotion_curve/0/points/1/score 2
journeys/0/emotion_curve/0/points/1/word "relieved"
journeys/0/emotion_curve/1/persona "tom"
journeys/0/emotion_curve/1/label "Tom, first-time buyer"
journeys/0/emotion_curve/1/points/0/touchpoint "weekly_shop.discover.search"
journeys/0/emotion_curve/1/points/0/label "Searches for dinner"
journeys/0/emotion_curve/1/points/0/stage "weekly_shop.discover"
journeys/0/emotion_curve/1/points/0/score 1
journeys/0/emotion_curve/1/points/0/word "amused"
journeys/0/emotion_curve/1/points/1/touchpoint "weekly_shop.receive.doorbell"
journeys/0/emotion_curve/1/points/1/label "Opens the door"
journeys/0/emotion_curve/1/points/1/stage "weekly_shop.receive"
journeys/0/emotion_curve/1/points/1/score 2
journeys/0/emotion_curve/1/points/1/word "relieved"

journeys/1/name "weekly_shop_next"
journeys/1/label "Weekly shop, next year"
journeys/1/state "to-be"
journeys/1/of -> journey weekly_shop
journeys/1/persona/0 -> persona maya
journeys/1/stages/0/name "weekly_shop_next.discover"
journeys/1/stages/0/label "Discover"
journeys/1/stages/0/touchpoints/0/name "weekly_shop_next.discover.search"
journeys/1/stages/0/touchpoints/0/label "Searches for dinner"
journeys/1/stages/0/touchpoints/0/emotion/0/score 1
journeys/1/emotion_curve/0/persona "maya"
journeys/1/emotion_curve/0/label "Maya, busy parent"
journeys/1/emotion_curve/0/points/0/touchpoint "weekly_shop_next.discover.search"
journeys/1/emotion_curve/0/points/0/label "Searches for dinner"
journeys/1/emotion_curve/0/points/0/stage "weekly_shop_next.discover"
journeys/1/emotion_curve/0/points/0/score 1

files/0/path "map.journey"
language 1
scope "project"
version 1
$schema "journey-model-1.schema.json"
"#;

/// Where things stand, and what follows from where they stand: other tests are about these.
const ELSEWHERE: [&str; 7] = ["place", "name_span", "lines", "keyword", "id", "id_is_written", "inside"];

fn collect(path: &str, value: &Value, facts: &mut Vec<String>) {
    let below = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") };
    match value {
        Value::Object(fields) if fields.contains_key("written") && fields.contains_key("resolution") => {
            assert_eq!((&fields["resolution"], &fields["candidates"]), (&"found".into(), &Value::Array(vec![])));
            let text = |field: &str| fields[field].as_str().unwrap();
            assert!(format!(".{}", text("name")).ends_with(&format!(".{}", text("written"))));
            facts.push(format!("{path} -> {} {}", text("keyword"), text("name")));
        }
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !ELSEWHERE.contains(&name.as_str())) {
                collect(&below(name), value, facts);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, item)| collect(&below(&number.to_string()), item, facts));
        }
        Value::Null => {}
        leaf => facts.push(format!("{path} {leaf}")),
    }
}

#[test]
fn every_fact_of_the_weekly_shop_is_there_and_nothing_else() {
    let mut facts = Vec::new();
    collect("", &of_text(&text("weekly-shop.journey")), &mut facts);
    facts.sort();
    let mut expected: Vec<&str> = FACTS.lines().filter(|line| !line.is_empty()).collect();
    expected.sort_unstable();
    for fact in &expected {
        assert!(facts.iter().any(|one| one == fact), "is not there: {fact}");
    }
    for fact in &facts {
        assert!(expected.contains(&fact.as_str()), "nobody said this: {fact}");
    }
    assert_eq!(facts.len(), expected.len());
}

#[test]
fn a_document_is_the_same_each_time_and_in_the_order_of_its_fields() {
    let project = journey_model::Project::of_text("map.journey", &text("weekly-shop.journey"));
    let written = || {
        let document = journey_json::document(&project, journey_json::Scope::Project);
        serde_json::to_string(&document).unwrap()
    };
    let text = written();
    assert_eq!(text, written());
    assert!(
        text.starts_with(r#"{"$schema":"journey-model-1.schema.json","version":1,"scope":"project","project":null"#)
    );
    let fields = ["\"keyword\":", "\"name\":", "\"priority\":", "\"goal\":", "\"cites\":", "\"place\":", "\"lines\":"];
    let places: Vec<usize> = fields.iter().map(|field| text.find(field).unwrap()).collect();
    assert!(places.is_sorted(), "what people read stands before where it stands: {places:?}");
}
