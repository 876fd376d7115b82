//! `journey check --format sarif`: judged by the schema of the standard, and by the files that it points into.

use std::collections::{HashMap, HashSet};
use std::fs;

use serde_json::{Value, json};

use crate::folder::{CLEAN, Folder, Run};
use crate::nasty::{incomplete, nasty, quiet};

/// The standard's schema; `sarif/README.md` says where it comes from.
const SCHEMA: &str = include_str!("sarif/sarif-schema-2.1.0.json");

/// The log, which the schema accepts and which says of itself what this version always says.
pub(crate) fn log(run: &Run) -> Value {
    assert_eq!(run.out.lines().count(), 1);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    // Errata 01 of the standard corrects this pattern, which is no regular expression.
    let schema = SCHEMA.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!((&log["version"], log["runs"].as_array().unwrap().len()), (&json!("2.1.0"), 1));
    log
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The file that a location of the log names, as a reader of the standard finds it.
fn file(folder: &Folder, run: &Value, location: &Value) -> Vec<u8> {
    let uri = location["uri"].as_str().unwrap();
    assert_eq!(location["uriBaseId"], "%SRCROOT%");
    let base = run["originalUriBaseIds"]["%SRCROOT%"]["uri"].as_str().unwrap();
    let whole = format!("{base}{uri}");
    let path = percent_encoding::percent_decode_str(whole.strip_prefix("file://").unwrap()).decode_utf8().unwrap();
    assert!(path.starts_with(fs::canonicalize(folder.path("")).unwrap().to_str().unwrap()), "{path}");
    fs::read(&*path).unwrap()
}

/// The byte of a file at a line and a column in UTF-16 code units, found without the code under test.
fn byte_at(bytes: &[u8], line: &Value, column: &Value) -> usize {
    let text = std::str::from_utf8(bytes).unwrap();
    let mark = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let lines: Vec<&str> = text[mark..].split_inclusive('\n').collect();
    let (line, column) = (number(line) - 1, number(column) - 1);
    let start: usize = mark + lines[..line].iter().map(|line| line.len()).sum::<usize>();
    let mut units = 0;
    for (at, character) in lines.get(line).unwrap_or(&"").char_indices() {
        if units >= column {
            assert_eq!(units, column, "a column inside of a character");
            return start + at;
        }
        units += character.len_utf16();
    }
    assert_eq!(units, column, "a column behind the end of its line");
    start + lines.get(line).map_or(0, |line| line.len())
}

#[test]
fn a_clean_project_is_a_log_with_rules_and_without_results() {
    let log = log(&quiet().with("shop.journey", CLEAN).run(&["check", "--format", "sarif"]));
    let run = &log["runs"][0];
    assert_eq!(run["results"], json!([]));
    assert_eq!(run["invocations"], json!([{"executionSuccessful": true}]));
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&json!("journey"), &json!(env!("CARGO_PKG_VERSION"))));
    let rules = list(driver, "rules");
    assert!(
        rules.iter().any(|rule| rule["id"] == "unknown-key") && rules.iter().any(|rule| rule["id"] == "wrong-encoding")
    );
    let ids: HashSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len());
    for rule in rules {
        for part in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[part]["text"].as_str().unwrap().is_empty(), "{} of {}", part, rule["id"]);
        }
    }
}

#[test]
fn a_result_says_what_where_and_how_to_mend_it() {
    let folder =
        Folder::new().with("maps/my tea.journey", "\u{FEFF}persona tom \"😀\" {\r\n  gaol: \"Eat {0}\"\r\n}\r\n");
    let log = log(&folder.run(&["check", "--format", "sarif"]));
    let run = &log["runs"][0];
    let result = list(run, "results").iter().find(|result| result["ruleId"] == "unknown-key").unwrap();
    let rule = &run["tool"]["driver"]["rules"][number(&result["ruleIndex"])];
    assert_eq!(rule["id"], "unknown-key");
    insta::assert_snapshot!(format!("{result:#}"), @r#"
    {
      "ruleId": "unknown-key",
      "ruleIndex": 3,
      "level": "error",
      "message": {
        "text": "`gaol` is not a key of a persona. Did you mean `goal`?"
      },
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "maps/my%20tea.journey",
              "uriBaseId": "%SRCROOT%"
            },
            "region": {
              "startLine": 2,
              "startColumn": 3,
              "endLine": 2,
              "endColumn": 7,
              "byteOffset": 27,
              "byteLength": 4
            }
          }
        }
      ],
      "partialFingerprints": {
        "journeyFinding/v1": "af5a2d0e9b43f0a310e0c76f3c059a05"
      },
      "fixes": [
        {
          "description": {
            "text": "Change to `goal`"
          },
          "artifactChanges": [
            {
              "artifactLocation": {
                "uri": "maps/my%20tea.journey",
                "uriBaseId": "%SRCROOT%"
              },
              "replacements": [
                {
                  "deletedRegion": {
                    "startLine": 2,
                    "startColumn": 3,
                    "endLine": 2,
                    "endColumn": 7,
                    "byteOffset": 27,
                    "byteLength": 4
                  },
                  "insertedContent": {
                    "text": "goal"
                  }
                }
              ]
            }
          ],
          "properties": {
            "applicability": "suggestion"
          }
        }
      ],
      "properties": {
        "severity": "error"
      }
    }
    "#);
}

#[test]
fn every_place_of_every_result_is_right_to_the_byte() {
    let folder = nasty();
    let run = folder.run(&["check", "--format", "sarif"]);
    assert_eq!((run.status, run.error.as_str()), (1, ""));
    let log = log(&run);
    let run = &log["runs"][0];
    assert_eq!(
        (&run["columnKind"], &run["newlineSequences"]),
        (&json!("utf16CodeUnits"), &json!(["\r\n", "\n", "\r"]))
    );
    let mut regions = 0;
    let mut empty = 0;
    let mut long = 0;
    for result in list(run, "results") {
        let locations = list(result, "locations").iter().chain(list(result, "relatedLocations"));
        let places = locations.map(|location| {
            let place = &location["physicalLocation"];
            (&place["artifactLocation"], &place["region"])
        });
        let changes = list(result, "fixes").iter().flat_map(|fix| list(fix, "artifactChanges"));
        let edits = changes.flat_map(|change| {
            list(change, "replacements").iter().map(|edit| (&change["artifactLocation"], &edit["deletedRegion"]))
        });
        for (location, region) in places.chain(edits) {
            let bytes = file(&folder, run, location);
            regions += 1;
            if region.get("byteOffset").is_none() {
                assert!(bytes.starts_with(b"\xFF\xFE"), "only guessed text has no offsets: {result:#}");
                continue;
            }
            let (start, length) = (number(&region["byteOffset"]), number(&region["byteLength"]));
            assert!(start + length <= bytes.len(), "{result:#}");
            empty += usize::from(length == 0);
            long += usize::from(region["startLine"] != region["endLine"]);
            if std::str::from_utf8(&bytes).is_ok() {
                assert_eq!(byte_at(&bytes, &region["startLine"], &region["startColumn"]), start, "{result:#}");
                assert_eq!(byte_at(&bytes, &region["endLine"], &region["endColumn"]), start + length, "{result:#}");
            }
        }
    }
    assert!(regions > 20 && empty > 0 && long > 0, "{regions} regions, {empty} empty, {long} over several lines");
}

#[test]
fn every_severity_has_its_level() {
    let log = log(&nasty().run(&["check", "--format", "sarif"]));
    let results = list(&log["runs"][0], "results");
    let seen: HashSet<(&str, &str)> = results
        .iter()
        .map(|result| (result["properties"]["severity"].as_str().unwrap(), result["level"].as_str().unwrap()))
        .collect();
    let expected = [("error", "error"), ("warning", "warning"), ("info", "note"), ("hint", "note")];
    assert_eq!(seen, HashSet::from(expected));
}

/// Rule and text of the line, with the fingerprint, of each result.
fn fingerprints(folder: &Folder) -> HashMap<String, (String, u64)> {
    let log = log(&folder.run(&["check", "--format", "sarif"]));
    let results = list(&log["runs"][0], "results");
    let found = results.iter().map(|result| {
        let fingerprint = result["partialFingerprints"]["journeyFinding/v1"].as_str().unwrap().to_owned();
        let line = result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
        (fingerprint, (result["ruleId"].as_str().unwrap().to_owned(), line))
    });
    let found: HashMap<_, _> = found.collect();
    assert_eq!(found.len(), results.len(), "two results have one fingerprint");
    found
}

#[test]
fn fingerprints_survive_moved_lines_new_indentation_and_line_ends() {
    let text = "channel tom \"Tom\" {\n  gaol: \"Eat\"\n}\nchannel ida \"Ida\" {\n  gaol: \"Eat\"\n}\n";
    let before = fingerprints(&quiet().with("tea.journey", text));
    let moved = format!("// new\n\n{}", text.replace("  gaol", "\tgaol")).replace('\n', "\r\n");
    let after = fingerprints(&quiet().with("tea.journey", moved));
    assert!(before.len() >= 4);
    let shifted: HashMap<_, _> =
        before.into_iter().map(|(fingerprint, (rule, line))| (fingerprint, (rule, line + 2))).collect();
    assert_eq!(after, shifted);
    assert!(fingerprints(&nasty()).len() > 10);
}

#[test]
fn what_could_not_be_done_is_a_notification() {
    let (folder, paths) = incomplete();
    let run = folder.run(&[&["check", "--format", "sarif"][..], &paths].concat());
    assert_eq!(run.status, 2);
    let log = log(&run);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    insta::assert_snapshot!(folder.hidden(&format!("{invocation:#}")), @r#"
    {
      "executionSuccessful": false,
      "toolConfigurationNotifications": [
        {
          "descriptor": {
            "id": "settings"
          },
          "level": "error",
          "message": {
            "text": "`language` needs a whole number, but this is a text. Write for instance `language = 1`."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "journey.toml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 12,
                  "endLine": 1,
                  "endColumn": 17,
                  "byteOffset": 11,
                  "byteLength": 5
                }
              }
            }
          ]
        }
      ],
      "toolExecutionNotifications": [
        {
          "descriptor": {
            "id": "not-checked"
          },
          "level": "error",
          "message": {
            "text": "cannot read 50%,gone.journey: there is no such file or folder. Paths start at the current folder, FOLDER."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "50%25%2Cgone.journey",
                  "uriBaseId": "%SRCROOT%"
                }
              }
            }
          ]
        },
        {
          "descriptor": {
            "id": "check-warning"
          },
          "level": "warning",
          "message": {
            "text": "no .journey files in empty; hidden files and files that git ignores do not count."
          }
        }
      ]
    }
    "#);
}

#[test]
fn paths_outside_of_the_folder_and_standard_input_have_their_names() {
    let folder = Folder::new().with("tea.journey", "metric m \"M\" { gaol: 1 }\n").with_folder("deep");
    let location = |run: &Run| {
        let log = log(run);
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].clone()
    };
    let outside = Run::of(folder.program(&["check", "--format", "sarif", ".."]).current_dir(folder.path("deep")));
    assert_eq!(location(&outside), json!({"uri": "../tea.journey", "uriBaseId": "%SRCROOT%"}));
    let input = folder.run_with_input(&["check", "--format", "sarif", "-"], "metric m \"M\" { gaol: 1 }\n");
    assert_eq!(location(&input), json!({"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}));
}
