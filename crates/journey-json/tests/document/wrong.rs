//! What is wrong is kept where it can be, and told where it cannot.

use serde_json::{Value, json};

use super::examples::of_text;

fn told(json: &Value) -> Vec<String> {
    let line = |one: &Value| {
        let part = |field: &str| one[field].as_str().unwrap_or("-").to_owned();
        format!("{} | {} | {} | {}", part("reason"), part("text"), part("inside"), part("key"))
    };
    json["unread"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn values_that_their_key_does_not_take_are_told_with_their_places() {
    let json = of_text(
        "source s { kind: rumour, interview; sample: -1; date: 2026-02-30; date: 2026-02-28 }\n\
         journey j {\n  state loud: as-is\n  stage one {\n    duration: 10min 20min, 5min\n    touchpoint t {\n      emotion: 3 \"x\"\n      emotion: -2 word\n      channel: \"app\"\n      support: stock\n    }\n  }\n  opportunity o { impact: 11; effort: 2.5; impact: 3; how: text \"a\" \"b\" }\n}\n",
    );
    assert_eq!(
        told(&json),
        [
            "wrong_value | rumour | s | kind",
            "wrong_value | -1 | s | sample",
            "wrong_value | 2026-02-30 | s | date",
            "repeated_key | date: 2026-02-28 | s | date",
            "unexpected_qualifier | loud | j | state",
            "wrong_value | 20min | j.one | duration",
            "too_many_values | 5min | j.one | duration",
            "wrong_value | 3 \"x\" | j.one.t | emotion",
            "wrong_value | word | j.one.t | emotion",
            "wrong_value | \"app\" | j.one.t | channel",
            "wrong_value | 11 | j.o | impact",
            "repeated_key | impact: 3 | j.o | impact",
            "wrong_value | text \"a\" \"b\" | j.o | how",
        ]
    );
    let touchpoint = &json["journeys"][0]["stages"][0]["touchpoints"][0];
    assert_eq!(json["sources"][0]["kind"], "interview");
    assert_eq!(json["sources"][0]["date"], Value::Null);
    assert_eq!(touchpoint["emotion"][0]["score"], -2);
    assert_eq!(touchpoint["support"][0]["text"], Value::Null);
    assert_eq!(json["journeys"][0]["opportunities"][0]["effort"], 2.5);
}

#[test]
fn text_that_the_grammar_cannot_read_is_told_and_all_around_it_is_there() {
    let json = of_text(
        "persona maya “Maya” {\n  goal Order food\n  role \"Nurse\"\n  goal: \"Eat\", Order food\n  quote: \"open\n  wants: ,\n}\n}\n???\npersona \nchannel app {",
    );
    let kinds: Vec<String> = told(&json).iter().map(|line| line.split(" | ").next().unwrap().to_owned()).collect();
    for kind in
        ["wrong_quotes", "unquoted_text", "unterminated_text", "stray_close", "junk", "missing_name", "unclosed"]
    {
        assert!(kinds.iter().any(|one| one == kind), "{kind} is not among {kinds:?}");
    }
    assert!(told(&json).contains(&"missing_colon | role \"Nurse\" | maya | -".to_owned()), "{:?}", told(&json));
    assert_eq!(json["personas"][0]["goal"], json!(["Eat"]));
    assert_eq!(json["channels"][0]["name"], "app");
    let nameless = &json["personas"][1];
    assert_eq!((&nameless["id"], &nameless["name"], &nameless["label"]), (&Value::Null, &Value::Null, &json!("")));
}

#[test]
fn what_stands_where_it_should_not_is_kept_with_all_that_is_in_it() {
    let json = of_text(
        "stage lost \"Lost\" { touchpoint t { pain p { severity: low } } }\n\
         jurney j \"J\" {\n  persona: maya\n  stage s { goal: \"x\" }\n  persona maya \"Maya\"\n}\n\
         journey k {\n  touchpoint loose { emotion: +1 }\n  channel app { kind: digital }\n  journey inner { stage deep }\n  { goal: \"?\" }\n}\n",
    );
    let lost = &json["misplaced"][0];
    assert_eq!((&lost["keyword"], &lost["touchpoints"][0]["pains"][0]["severity"]), (&json!("stage"), &json!("low")));
    assert_eq!(lost["touchpoints"][0]["pains"][0]["name"], "lost.t.p");
    let unknown = &json["misplaced"][1];
    assert_eq!(
        (&unknown["keyword"], &unknown["word"], &unknown["label"]),
        (&Value::Null, &json!("jurney"), &json!("J"))
    );
    assert_eq!(unknown["properties"]["persona"][0]["values"], json!([{ "type": "word", "word": "maya" }]));
    assert_eq!(unknown["misplaced"][0]["goal"], json!(["x"]));
    assert_eq!((&json["personas"][0]["name"], &json["personas"][0]["inside"]), (&json!("maya"), &json!("j")));
    assert_eq!((&json["channels"][0]["name"], &json["channels"][0]["inside"]), (&json!("app"), &json!("k")));
    let journey = &json["journeys"][0];
    assert_eq!(journey["misplaced"][0]["emotion"][0]["score"], 1);
    assert_eq!(journey["misplaced"][1]["word"], Value::Null);
    assert_eq!(journey["emotion_curve"][0]["points"][0]["touchpoint"], "k.loose");
    assert_eq!((&json["journeys"][1]["name"], &json["journeys"][1]["inside"]), (&json!("inner"), &json!("k")));
}

#[test]
fn a_curve_of_nobody_is_everybodys() {
    let json = of_text("journey j { stage s { touchpoint t { emotion: +2; emotion: -1 } touchpoint u } }");
    let curve = &json["journeys"][0]["emotion_curve"][0];
    assert_eq!((&curve["persona"], &curve["label"]), (&Value::Null, &json!("Everybody")));
    assert_eq!((&curve["points"][0]["score"], &curve["points"][1]["score"]), (&json!(2), &Value::Null));
    let emotions = &json["journeys"][0]["stages"][0]["touchpoints"][0]["emotion"];
    assert_eq!(emotions.as_array().unwrap().len(), 2, "both lines are there");
}

#[test]
fn an_empty_text_is_an_empty_document() {
    for text in ["", "\u{FEFF}", "\n\n", "// nothing\n"] {
        let json = of_text(text);
        assert_eq!((&json["journeys"], &json["unread"]), (&json!([]), &json!([])), "{text:?}");
    }
}

#[test]
fn numbers_are_exact_and_have_no_fraction_where_they_need_none() {
    let json = of_text(
        "persona p { age: 34; age: 35 }\npersona q { age: 18..24 }\npersona r { age: \"about 50\" }\nmetric m { kind: custom; scale: -1.5..1e; baseline: +4.25; target: 99999999999999999999 }\nmetric n { kind: nps; scale: -100..100; baseline: -0 }\n",
    );
    assert_eq!(json["personas"][0]["age"], json!({ "type": "number", "number": 34 }));
    assert_eq!(json["personas"][1]["age"], json!({ "type": "range", "low": 18, "high": 24 }));
    assert_eq!(json["personas"][2]["age"], json!({ "type": "text", "text": "about 50" }));
    assert_eq!(json["metrics"][0]["baseline"], json!({ "value": 4.25, "is_percentage": false }));
    assert_eq!(json["metrics"][0]["target"]["value"], json!(1e20));
    assert_eq!(json["metrics"][1]["scale"], json!({ "low": -100, "high": 100 }));
    assert_eq!(json["metrics"][1]["baseline"]["value"], json!(0));
}

#[test]
fn paths_of_data_lead_on_from_the_file_that_names_them() {
    let source = |written: &str| format!("source s {{ kind: survey; data: \"{written}\" }}\n");
    for (written, path) in [
        ("q3.csv", "maps/old/q3.csv"),
        ("./data/q3.csv", "maps/old/data/q3.csv"),
        ("../q3.csv", "maps/q3.csv"),
        ("../../../q3.csv", "../q3.csv"),
        ("/tmp/q3.csv", "/tmp/q3.csv"),
        ("https://example.org/q3.csv", "https://example.org/q3.csv"),
    ] {
        let json = super::examples::whole(&super::examples::of_files([("maps/old/a.journey", source(written))]));
        assert_eq!(json["sources"][0]["data"][0], json!({ "written": written, "path": path }));
    }
}
