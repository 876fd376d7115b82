//! `journey check --format json`: the shape that is promised, and places that fit the file.

use serde_json::{Value, json};

use crate::folder::{CLEAN, Folder, Run};

/// The promise, written by hand: an independent validator judges by it.
fn promise() -> Value {
    let text = json!({"type": "string", "minLength": 1});
    let count = json!({"type": "integer", "minimum": 0});
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().unwrap().keys().collect();
        json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
    };
    let number = json!({"type": "integer", "minimum": 1});
    let position = object(json!({"line": number, "column": number, "offset": count}));
    let range = object(json!({"start": position, "end": position}));
    let related = object(json!({"file": text, "range": range, "message": text}));
    let edit = object(json!({"file": text, "range": range, "replacement": {"type": "string"}}));
    let fix = object(json!({
        "title": text,
        "applicability": {"enum": ["safe", "suggestion"]},
        "edits": {"type": "array", "items": edit, "minItems": 1},
    }));
    let diagnostic = object(json!({
        "file": text,
        "code": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "severity": {"enum": ["error", "warning", "info", "hint"]},
        "message": text,
        "help": text,
        "range": range,
        "related": {"type": "array", "items": related},
        "fixes": {"type": "array", "items": fix},
    }));
    let obstacle = object(json!({
        "kind": {"enum": ["settings", "failure", "warning"]},
        "file": {"type": ["string", "null"]},
        "message": text,
        "help": {"type": "string"},
    }));
    object(json!({
        "obstacles": {"type": "array", "items": obstacle},
        "version": {"const": 1},
        "files": count,
        "diagnostics": {"type": "array", "items": diagnostic},
        "summary": object(json!({"errors": count, "warnings": count, "infos": count, "hints": count})),
    }))
}

fn checked(run: &Run) -> Value {
    assert_eq!(run.out.lines().count(), 1);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    let validator = jsonschema::validator_for(&promise()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?} in {value:#}");
    value
}

fn findings<'v>(value: &'v Value, code: &str) -> Vec<&'v Value> {
    value["diagnostics"].as_array().unwrap().iter().filter(|found| found["code"] == code).collect()
}

#[test]
fn the_shape_is_as_promised() {
    let folder = Folder::new()
        .with("a.journey", CLEAN.replace("goal", "gaol").replace("persona: maya", "persona: mayo"))
        .with("b.journey", "persona maya \"Maya\"\n// not closed\njourney b \"B\" {\n");
    let run = folder.run(&["check", "--format", "json"]);
    assert_eq!((run.status, run.error.as_str()), (1, ""));
    let value = checked(&run);
    assert_eq!(value["files"], 2);
    assert!(
        findings(&value, "duplicate-name")
            .iter()
            .any(|found| found["related"][0]["file"] == "a.journey" || found["related"][0]["file"] == "b.journey")
    );
    let found = findings(&value, "unknown-key")[0];
    assert_eq!(
        *found,
        json!({
            "file": "a.journey",
            "code": "unknown-key",
            "severity": "error",
            "message": "`gaol` is not a key of a persona",
            "help": found["help"],
            "range": {
                "start": {"line": 2, "column": 3, "offset": 24},
                "end": {"line": 2, "column": 7, "offset": 28},
            },
            "related": [],
            "fixes": [{
                "title": "Change to `goal`",
                "applicability": "suggestion",
                "edits": [{"file": "a.journey", "range": found["range"], "replacement": "goal"}],
            }],
        })
    );
    let count = |severity: &str| {
        let all = value["diagnostics"].as_array().unwrap();
        all.iter().filter(|found| found["severity"] == severity).count()
    };
    for (severity, key) in [("error", "errors"), ("warning", "warnings"), ("info", "infos"), ("hint", "hints")] {
        assert_eq!(value["summary"][key], count(severity), "{key}");
    }
}

#[test]
fn clean_journeys_have_the_same_shape() {
    let run = Folder::new().with("a.journey", CLEAN).run(&["check", "--format", "json"]);
    assert_eq!(run.status, 0);
    assert_eq!(
        checked(&run),
        json!({"version": 1, "files": 1, "diagnostics": [], "summary": {"errors": 0, "warnings": 0, "infos": 0, "hints": 0}, "obstacles": []})
    );
}

#[test]
fn columns_count_characters_and_offsets_count_bytes_of_the_file() {
    // A byte-order mark, a character outside of the basic plane, CRLF, and bytes that are no UTF-8.
    let mut bytes = "\u{FEFF}persona m \"😀é\" { gaol: \"a\" }\r\n// ".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xE9\xE9\r\npersona n \"N\" { gaol: \"b\" }\r\n");
    let folder = Folder::new().with("a.journey", &bytes);
    let value = checked(&folder.run(&["check", "--format", "json"]));
    let found = findings(&value, "unknown-key");
    let starts: Vec<_> = found.iter().map(|found| &found["range"]["start"]).collect();
    assert_eq!((&starts[0]["line"], &starts[0]["column"]), (&json!(1), &json!(18)));
    assert_eq!((&starts[1]["line"], &starts[1]["column"]), (&json!(3), &json!(17)));
    for finding in found {
        let at = |end: &str| usize::try_from(finding["range"][end]["offset"].as_u64().unwrap()).unwrap();
        assert_eq!(&bytes[at("start")..at("end")], b"gaol");
    }
    let encoding = &findings(&value, "wrong-encoding")[0]["range"];
    let first = bytes.iter().position(|byte| *byte == 0xE9).unwrap();
    assert_eq!((&encoding["start"]["offset"], &encoding["end"]["offset"]), (&json!(first), &json!(first + 1)));
}

#[test]
fn what_could_not_be_done_is_told_in_the_report_and_on_standard_error() {
    let folder = Folder::new().with("a.journey", CLEAN).with("journey.toml", "langage = 1\n");
    let run = folder.run(&["check", "a.journey", "b.journey", "--format", "json"]);
    assert_eq!(run.status, 2);
    let report = checked(&run);
    assert_eq!(report["files"], 1);
    let told: Vec<(&str, &str)> = report["obstacles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|obstacle| (obstacle["kind"].as_str().unwrap(), obstacle["file"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("settings", "journey.toml"), ("failure", "b.journey")]);
    assert!(run.error.contains("langage") && run.error.contains("b.journey"), "{}", run.error);
}
