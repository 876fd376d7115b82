//! `journey explain` and `journey rules`: what is told about rules.

use crate::folder::{Folder, Run};

#[test]
fn a_rule_is_explained_on_the_terminal() {
    let run = Folder::new().run(&["explain", "empty-stage"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 0
    empty-stage

    A stage in which nothing happens.

    Plugin `language`. Severity `warning`. It has no fixes.

    What it does

    Finds a stage without touchpoints. A stage that another journey works out, which `detail` names, may
    be empty.

    Why it matters

    A stage is told by its touchpoints: without any, nobody can see what the customer does there or how
    it feels, and the emotional curve has a hole.

    Example

        persona maya "Maya, busy parent"

        journey weekly_shop "Weekly shop" {
          persona: maya
          stage discover "Discover" {
            goal: "Find a shop that delivers tonight"
          }
        }

    Better

        persona maya "Maya, busy parent"

        journey weekly_shop "Weekly shop" {
          persona: maya
          stage discover "Discover" {
            goal: "Find a shop that delivers tonight"
            touchpoint search "Searches for dinner" { emotion: -1 }
          }
        }

    Configuration

    How serious its findings are is set in `journey.toml`: `error`, `warning`, `info`, `hint`, or `off`.
    The same can be said of the plugin `language` instead, for all rules in it.

        [rules]
        empty-stage = "info"

    Where one finding is right as it is, say so and why, on the line above what it is about:

        // journey: allow(empty-stage) the reason, for whoever reads this next

    Source

    The language reference, "Keywords": a stage is a part of the journey in which the customer pursues
    one aim, and it is told by what they do there. "Introduction to Customer Journey Mapping" asks for
    touchpoints and emotions in every stage.
    "#);
}

#[test]
fn headings_stand_out_where_colours_are_on() {
    let run = Folder::new().run(&["explain", "empty-stage", "--color", "always"]);
    assert!(run.out.starts_with("\u{1b}[1mempty-stage\u{1b}[0m\n\n"), "{}", run.out);
}

#[test]
fn a_plugin_has_its_rules_listed() {
    let run = Folder::new().run(&["explain", "language"]);
    assert_eq!(run.status, 0);
    let line = run.out.lines().find(|line| line.starts_with("empty-stage ")).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words.join(" "), "empty-stage warning A stage in which nothing happens", "{}", run.out);
}

#[test]
fn what_is_near_to_an_unknown_rule_is_named() {
    let run = Folder::new().run(&["explain", "empty-stages"]);
    let told = "status 2\nerror: there is no rule, group or plugin `empty-stages`\n\
        help: Did you mean `empty-stage`? `journey rules` lists all of them.\n";
    assert_eq!(run.told(), told);
}

#[test]
fn every_rule_is_listed_and_every_rule_that_is_listed_can_be_explained() {
    let folder = Folder::new();
    let json: serde_json::Value = serde_json::from_str(&folder.run(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(json["version"], 1);
    let (human, markdown) = (folder.run(&["rules"]).out, folder.run(&["rules", "--format", "markdown"]).out);
    let rules = json["rules"].as_array().unwrap();
    assert!(rules.len() > 10);
    for rule in rules {
        let text = |key: &str| rule[key].as_str().unwrap_or_else(|| panic!("{key} of {rule}"));
        let id = text("id");
        assert!(["error", "warning", "info", "hint"].contains(&text("severity")), "{rule}");
        assert!(rule["fix"].is_null() || ["safe", "suggestion"].contains(&text("fix")), "{rule}");
        assert!(text("documentation").starts_with(&format!("# {id}\n")) && rule["options"].is_array(), "{rule}");
        for list in [&human, &markdown] {
            assert!(list.contains(&format!("`{id}`")) && list.contains(text("summary")), "{id}");
        }
        assert!(human.contains(text("plugin")) && human.contains(text("group")), "{rule}");
    }
    let first = rules[0]["id"].as_str().unwrap();
    assert_eq!(Run::of(&mut folder.program(&["explain", first])).status, 0);
}

#[test]
fn what_is_found_before_any_rule_is_explained_too() {
    let run = Folder::new().run(&["explain", "wrong-encoding"]);
    assert!(run.status == 0 && run.out.contains("Save the file as UTF-8"), "{}", run.told());
}
