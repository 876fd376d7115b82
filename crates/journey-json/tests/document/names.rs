//! Names mean in the document what they mean in the project, both ways.

use std::collections::{BTreeMap, BTreeSet};

use journey_model::{Declaration, Keyword, KeywordSet, Project, Resolution};
use serde_json::Value;

use super::examples::{all, objects_with, of_text, whole};

/// The full name as the reference of the language explains it: ids from the journey inwards.
fn dotted(declaration: Declaration<'_>) -> String {
    let mut steps = vec![declaration.id().to_owned()];
    steps.extend(declaration.ancestors().map(|around| around.id().to_owned()));
    steps.reverse();
    steps.join(".")
}

/// The declarations of a document by file and offset.
fn by_place(json: &Value) -> BTreeMap<(String, u64), &Value> {
    let key = |one: &Value| {
        let place = &one["place"];
        (place["file"].as_str().unwrap().to_owned(), place["start"]["offset"].as_u64().unwrap())
    };
    objects_with(json, "name_span").into_iter().map(|one| (key(one), one)).collect()
}

/// The names in the keys of one declaration, without those of declarations in it.
fn own_references(declaration: &Value) -> Vec<&Value> {
    let fields = declaration.as_object().unwrap().iter();
    let own = fields.filter(|(_, value)| objects_with(value, "name_span").is_empty());
    own.flat_map(|(_, value)| objects_with(value, "resolution")).collect()
}

/// How many references were compared.
fn compare(project: &Project, json: &Value) -> usize {
    let declarations = by_place(json);
    let mut count = 0;
    for (id, file) in project.files() {
        for reference in file.model.references() {
            let start = u64::from(reference.declaration.range().start);
            let told = own_references(declarations[&(file.path.to_string(), start)]);
            let told: Vec<&&Value> = told.iter().filter(|one| one["written"] == reference.text).collect();
            assert!(!told.is_empty(), "{} is not told", reference.text);
            let expected = match project.target(id, &reference) {
                Some((_, target)) => (
                    Value::from(dotted(target)),
                    Value::from(target.keyword().map(Keyword::name)),
                    Value::from(target.label().into_owned()),
                    true,
                ),
                None => (Value::Null, Value::Null, Value::Null, false),
            };
            let is_as_expected = |one: &&&Value| {
                (one["name"].clone(), one["keyword"].clone(), one["label"].clone(), one["resolution"] == "found")
                    == expected
            };
            assert!(told.iter().any(is_as_expected), "{}: {told:?} is not {expected:?}", reference.text);
            count += 1;
        }
    }
    count
}

#[test]
fn every_name_of_the_examples_means_what_it_means_in_the_project() {
    for (name, project) in all() {
        assert!(compare(&project, &whole(&project)) > 5, "{name}");
    }
}

#[test]
fn a_full_name_means_its_declaration_from_everywhere() {
    for (name, project) in all() {
        let json = whole(&project);
        let mut seen = BTreeSet::new();
        for declaration in objects_with(&json, "name_span") {
            let full = declaration["name"].as_str().unwrap();
            let keyword = Keyword::from_name(declaration["keyword"].as_str().unwrap()).unwrap();
            let Resolution::Found(id) = project.look_up(None, full, KeywordSet::of(&[keyword])) else {
                panic!("{full} of {name} means nothing")
            };
            assert_eq!(project.declaration(id).label(), declaration["label"].as_str().unwrap());
            assert_eq!(project.declaration(id).range().start, declaration["place"]["start"]["offset"]);
            assert!(seen.insert((keyword, full.to_owned())), "{full} is there twice");
            let (around, own) = full.rsplit_once('.').map_or((Value::Null, full), |(around, own)| (around.into(), own));
            assert_eq!((&declaration["inside"], &declaration["id"]), (&around, &Value::from(own)));
        }
        let declared: usize = project.files().map(|(_, file)| file.model.declarations().count()).sum();
        assert_eq!(seen.len(), declared, "{name}: each declaration is there once");
    }
}

#[test]
fn opportunities_and_pains_know_of_each_other() {
    let mut pairs = 0;
    for (name, project) in all() {
        let json = whole(&project);
        let pairs_of = |keyword: &str, field: &str| -> BTreeSet<(String, String)> {
            let all = objects_with(&json, field);
            let all = all.into_iter().filter(|one| one["keyword"] == keyword);
            let named = |one: &Value| {
                let own = one["name"].as_str().unwrap().to_owned();
                let others: Vec<String> = serde_json::from_value(one[field].clone()).unwrap();
                others.into_iter().map(move |other| (own.clone(), other)).collect::<Vec<_>>()
            };
            all.flat_map(named).collect()
        };
        let addressed = pairs_of("opportunity", "addressed_pains");
        let turned: BTreeSet<_> =
            pairs_of("pain", "addressed_by").into_iter().map(|(one, other)| (other, one)).collect();
        assert_eq!(addressed, turned, "{name}");
        pairs += addressed.len();
    }
    assert!(pairs > 10, "{pairs}");
}

#[test]
fn an_opportunity_in_a_pain_addresses_it_and_each_pain_once() {
    let json = of_text(
        "journey j \"J\" {\n  stage s {\n    touchpoint t {\n      pain a {\n        opportunity inner { addresses: b, a, b, nothing }\n      }\n      pain b\n    }\n  }\n}\nopportunity outer { addresses: j.b }\n",
    );
    let touchpoint = &json["journeys"][0]["stages"][0]["touchpoints"][0];
    let inner = &touchpoint["pains"][0]["opportunities"][0];
    assert_eq!(inner["addressed_pains"], serde_json::json!(["j.s.t.a", "j.s.t.b"]));
    assert_eq!(inner["addresses"].as_array().unwrap().len(), 4);
    assert_eq!(touchpoint["pains"][0]["addressed_by"], serde_json::json!(["j.s.t.a.inner"]));
    assert_eq!(touchpoint["pains"][1]["addressed_by"], serde_json::json!(["j.s.t.a.inner", "outer"]));
    assert_eq!(json["opportunities"][0]["addressed_pains"], serde_json::json!(["j.s.t.b"]));
}

#[test]
fn a_name_that_means_nothing_says_why_and_what_it_could_mean() {
    let text = "persona maya \"Maya\"\nactor app\nchannel app\nsource s { kind: interview }\njourney j \"J\" {\n  persona: maja, s\n  of: j.x\n  stage one {\n    touchpoint t { frontstage: app \"Helps\"; next: nowhere \"lost\" }\n    touchpoint u { emotion tom: -1 from nobody }\n  }\n}\n";
    let json = of_text(text);
    let journey = &json["journeys"][0];
    let told = |reference: &Value| {
        assert_eq!((&reference["name"], &reference["label"]), (&Value::Null, &Value::Null));
        format!("{} {} {}", reference["written"], reference["resolution"], reference["candidates"])
    };
    assert_eq!(told(&journey["persona"][0]), r#""maja" "unknown" []"#);
    assert_eq!(told(&journey["persona"][1]), r#""s" "wrong_kind" ["s"]"#);
    assert_eq!(told(&journey["of"]), r#""j.x" "unknown" []"#);
    let touchpoints = &journey["stages"][0]["touchpoints"];
    assert_eq!(told(&touchpoints[0]["frontstage"][0]["by"]), r#""app" "ambiguous" ["app","app"]"#);
    assert_eq!(told(&touchpoints[0]["next"][0]["touchpoint"]), r#""nowhere" "unknown" []"#);
    assert_eq!(told(&touchpoints[1]["emotion"][0]["persona"]), r#""tom" "unknown" []"#);
    assert_eq!(told(&touchpoints[1]["emotion"][0]["from"][0]), r#""nobody" "unknown" []"#);
    assert_eq!(touchpoints[1]["cites"], serde_json::json!([]));
}
