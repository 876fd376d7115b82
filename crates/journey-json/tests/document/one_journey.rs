//! One journey with all that it uses, and nothing else.

use std::collections::BTreeSet;

use journey_json::{Scope, document};
use journey_model::{DeclarationId, Keyword, Project};
use serde_json::Value;

use super::examples::{all, folder, objects_with, of_files};
use super::strict::assert_valid;

fn journey(project: &Project, id: &str) -> DeclarationId {
    project.declarations_of(Keyword::Journey).find(|(_, journey)| journey.id() == id).unwrap().0
}

fn about(project: &Project, journey: DeclarationId) -> Value {
    let json = serde_json::to_value(document(project, Scope::Journey(journey))).unwrap();
    assert_valid(&json, "one journey");
    json
}

fn names(json: &Value, list: &str) -> Vec<String> {
    json[list].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

const USED: [(&str, &str); 5] = [
    ("personas", "persona"),
    ("channels", "channel"),
    ("actors", "actor"),
    ("sources", "source"),
    ("metrics", "metric"),
];

#[test]
fn what_a_journey_names_is_there_and_nothing_that_nobody_names() {
    let mut journeys = 0;
    for (name, project) in all() {
        for (id, declaration) in project.declarations_of(Keyword::Journey) {
            let json = about(&project, id);
            assert_eq!(json["scope"], "journey");
            assert_eq!(names(&json, "journeys"), [declaration.id()]);
            let references = objects_with(&json, "resolution");
            for (list, keyword) in USED {
                let named: BTreeSet<String> = references
                    .iter()
                    .filter(|reference| reference["keyword"] == keyword)
                    .map(|reference| reference["name"].as_str().unwrap().to_owned())
                    .collect();
                let listed: BTreeSet<String> = names(&json, list).into_iter().collect();
                assert_eq!(listed, named, "{list} of {} in {name}", declaration.id());
            }
            let pains: BTreeSet<String> = objects_with(&json["journeys"], "addressed_by")
                .into_iter()
                .map(|pain| pain["name"].as_str().unwrap().to_owned())
                .collect();
            for opportunity in json["opportunities"].as_array().unwrap() {
                let addressed: Vec<String> = serde_json::from_value(opportunity["addressed_pains"].clone()).unwrap();
                assert!(addressed.iter().any(|pain| pains.contains(pain)), "{opportunity}");
            }
            for place in objects_with(&json, "file") {
                assert!(json["files"].as_array().unwrap().iter().any(|file| file["path"] == place["file"]));
            }
            journeys += 1;
        }
    }
    assert!(journeys > 8, "{journeys}");
}

#[test]
fn opportunities_of_other_files_that_address_its_pains_come_along() {
    let project = folder();
    let json = about(&project, journey(&project, "claim_today"));
    assert_eq!(names(&json, "opportunities"), ["one_story", "photo_assessment"]);
    let json = about(&project, journey(&project, "claim_repair"));
    assert_eq!(names(&json, "opportunities"), ["courtesy_pool"]);
}

#[test]
fn opportunities_of_other_journeys_come_with_their_sources_and_without_their_journey() {
    let text = "source talks { kind: interview }\nsource unused { kind: survey }\nchannel app\n\
                journey one { stage s { touchpoint t { pain slow } } }\n\
                journey two {\n  stage s { touchpoint t { channel: app } }\n  opportunity faster { addresses: one.slow; source: talks }\n}\n";
    let project = of_files([("a.journey", text.to_owned()), ("b.journey", "goal \"lost\"\n".to_owned())]);
    let json = about(&project, journey(&project, "one"));
    assert_eq!(names(&json, "opportunities"), ["two.faster"]);
    assert_eq!(names(&json, "sources"), ["talks"]);
    assert_eq!(names(&json, "channels"), [""; 0]);
    assert_eq!(json["unread"], serde_json::json!([]), "what is wrong elsewhere is not its business");
    assert_eq!(json["files"].as_array().unwrap().len(), 1);
}

#[test]
fn an_id_inside_of_a_journey_is_about_that_journey() {
    let project = folder();
    let (touchpoint, _) = project.declarations_of(Keyword::Touchpoint).last().unwrap();
    let around = project.declaration(touchpoint).journey().unwrap().id().to_owned();
    assert_eq!(names(&about(&project, touchpoint), "journeys"), [around]);
}

#[test]
fn what_cannot_be_read_in_the_journey_or_what_it_uses_is_told() {
    let text = "persona maya { goal: go home }\npersona tom { goal: stay home }\njourney j { persona: maya\n stage s { goal: ??? } }\n";
    let project = of_files([("a.journey", text.to_owned())]);
    let json = about(&project, journey(&project, "j"));
    let told: Vec<&str> = json["unread"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(told, ["go home", "???"]);
}
