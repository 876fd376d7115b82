//! What is said about broken text, and that every fix mends it.

use journey_plugin::FileFacts;

use super::*;
use crate::testing::findings;

/// Message and replacements of the one finding in a line of a touchpoint, with things around it that can be named.
fn told(line: &str) -> (String, Vec<String>) {
    let found = findings(
        &SyntaxError,
        &format!(
            "persona maya \"Maya, busy parent\"\nchannel app \"Mobile app\"\nactor stock \"Stock system\"\nsource talks \"Customer talks\" {{ kind: interview }}\nsource q3 \"Q3\" {{ kind: survey }}\njourney w \"W\" {{\n  persona: maya\n  source: talks, q3\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      channel: app\n      frontstage: stock \"x\"\n      {line}\n    }}\n  }}\n}}\n"
        ),
    );
    let [only] = found.as_slice() else { panic!("{found:#?}") };
    let edits = only.fixes.iter().flat_map(|fix| &fix.edits);
    (only.message.clone(), edits.map(|edit| edit.replacement.clone()).collect())
}

fn fixes(line: &str) -> Vec<String> {
    told(line).1
}

#[test]
fn a_quote_that_is_missing_is_written_where_the_line_makes_sense() {
    assert_eq!(told("does: ⟦\"Types⟧"), ("This text has no closing quote".into(), vec!["\"".into()]));
    assert_eq!(told("does: ⟦Types three names\"⟧").0, "This text has no opening quote");
    assert_eq!(fixes("does: ⟦\"Types⟧, \"Waits\""), ["\""]);
    assert_eq!(fixes("does: \"Types\", ⟦Waits a while\"⟧"), ["\""]);
    assert_eq!(fixes("does: ⟦Types it\"⟧, \"Waits\""), ["\""]);
    assert_eq!(fixes("frontstage: app ⟦Shows results\"⟧"), ["\""]);
    assert_eq!(fixes("emotion: -1 ⟦\"sad⟧ from talks"), ["\"", "\""]);
    assert_eq!(fixes("moment: ⟦Comes from the shop\"⟧"), ["\""]);
    assert_eq!(fixes("moment: ⟦\"It comes from afar⟧"), ["\""]);
}

#[test]
fn quotes_of_word_processors_become_straight() {
    assert_eq!(fixes("does: ⟦“Types”, „Waits“⟧"), ["\"Types\", \"Waits\""]);
    assert_eq!(fixes("does: ⟦“Types⟧"), ["\"Types\""]);
    assert_eq!(fixes("does: ⟦\"Types”⟧"), ["\"Types\""]);
    assert_eq!(fixes("does: ⟦'Types \"it\"'⟧"), ["\"Types \\\"it\\\"\""]);
    assert_eq!(fixes("channel: ⟦'app'⟧"), ["app"]);
    assert_eq!(fixes("emotion: ⟦-1 “sad”⟧"), ["-1 \"sad\""]);
}

#[test]
fn words_without_quotes_get_them_where_a_text_belongs() {
    assert_eq!(fixes("does: ⟦Types three names⟧"), ["\"Types three names\""]);
    assert_eq!(fixes("moment: ⟦Is it here, and is it fresh⟧"), ["\"Is it here, and is it fresh\""]);
    assert_eq!(fixes("support: stock ⟦Answers the app⟧"), ["\"Answers the app\""]);
    assert_eq!(fixes("emotion: -1 ⟦very sad⟧"), ["\"very sad\""]);
    assert_eq!(fixes("moment: ⟦Waiting from 8 to 9 o'clock⟧"), ["\"Waiting from 8 to 9 o'clock\""]);
    assert_eq!(fixes("moment: ⟦$5 too much⟧"), ["\"$5 too much\""]);
}

#[test]
fn what_is_no_text_is_told_by_its_type() {
    assert_eq!(told("channel: ⟦Mobile app⟧"), ("`Mobile app` is not the name of a channel".into(), vec!["app".into()]));
    assert_eq!(fixes("emotion: ⟦−1⟧ \"sad\""), ["-1"]);
    assert_eq!(told("control: ⟦not ours⟧").0, "`not ours` is no word that `control` takes");
    assert_eq!(fixes("duration: ⟦10minutes⟧"), ["10min"]);
    assert_eq!(fixes("owner: ⟦The growth team⟧"), ["@the_growth_team"]);
}

#[test]
fn names_with_a_word_where_a_comma_belongs_are_parted_by_commas() {
    let next = |line: &str| {
        let found = findings(
            &SyntaxError,
            &format!(
                "persona maya \"Maya\"\npersona tom \"Tom\"\nchannel web \"W\"\nchannel app \"A\"\njourney w \"W\" {{\n  persona: maya, tom\n  stage s \"S\" {{\n    touchpoint c \"C\" {{ {line} }}\n    touchpoint d \"D\" {{ }}\n    touchpoint e \"E\" {{ }}\n  }}\n}}\n"
            ),
        );
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        let fixes = only.fixes.iter().map(|fix| (fix.applicability, fix.edits[0].replacement.clone()));
        (only.message.clone(), fixes.collect::<Vec<_>>())
    };
    let suggested = |list: &str| vec![(Applicability::Suggestion, list.to_owned())];
    assert_eq!(
        next("next: ⟦d or e⟧"),
        ("`d or e` names 2 things with no comma between them".to_owned(), suggested("d, e"))
    );
    assert_eq!(next("channel: ⟦web and app⟧").1, suggested("web, app"));
    assert_eq!(next("channel: ⟦web & app⟧").1, suggested("web, app"));
    assert_eq!(next("channel: ⟦web / app⟧").1, suggested("web, app"));
    // A condition that names something is not sure to be one.
    assert_eq!(next("next: d ⟦unless e is open⟧").1, suggested("\"unless e is open\""));
    assert_eq!(next("next: d ⟦or elsewhere⟧").1, suggested("\"or elsewhere\""));
    assert_eq!(next("next: d ⟦unless it is open⟧").1, [(Applicability::Safe, "\"unless it is open\"".to_owned())]);
}

#[test]
fn a_typographic_minus_before_smart_quotes_is_told_as_such() {
    for line in ["emotion: ⟦−1⟧ ⟦“put on hold”⟧", "emotion: ⟦−1⟧ ⟦'put on hold'⟧"] {
        let found = findings(
            &SyntaxError,
            &format!("journey w \"W\" {{ stage s \"S\" {{\ntouchpoint t \"T\" {{\n{line}\n}}\n}} }}\n"),
        );
        assert_eq!(found[0].message, "`−1` is not an emotion's score");
        assert!(found[0].help.ends_with("The `−` in it is a typographic minus (U+2212)."), "{found:#?}");
        let fixes: Vec<_> = found.iter().flat_map(|one| &one.fixes).collect();
        assert!(fixes.iter().all(|fix| fix.applicability == Applicability::Safe), "{fixes:#?}");
        let edits = fixes.iter().flat_map(|fix| &fix.edits);
        assert_eq!(edits.map(|edit| edit.replacement.as_str()).collect::<Vec<_>>(), ["-1", "\"put on hold\""]);
    }
}

#[test]
fn signs_around_values_go() {
    assert_eq!(fixes("does: ⟦[⟧\"a\", \"b\"]"), ["\"a\", \"b\""]);
    assert_eq!(fixes("does: \"a\" ⟦|⟧ \"b\""), [", "]);
    assert_eq!(fixes("does:⟦:⟧ \"a\""), [""]);
    assert_eq!(fixes("does: \"a\",⟦,⟧ \"b\""), [" "]);
    assert_eq!(fixes("does: ⟦, ⟧\"b\""), [""]);
}

#[test]
fn a_key_without_its_colon_gets_one() {
    assert_eq!(fixes("⟦does⟧ \"Types\""), [":"]);
    assert_eq!(fixes("⟦actor⟧ stock"), [":"]);
    assert_eq!(fixes("⟦emotion⟧ maya -1 \"sad\""), [":"]);
    assert_eq!(fixes("⟦emotion⟧ -1 \"sad\""), [":"]);
    assert_eq!(fixes("⟦does⟧ Types three names"), ["does: \"Types three names\""]);
    assert_eq!(fixes("⟦does⟧ = \"Types\""), ["does: \"Types\""]);
    assert_eq!(fixes("⟦does⟧： \"Types\""), ["does: \"Types\""]);
    assert_eq!(fixes("⟦source⟧ = talks"), ["source: talks"]);
    assert_eq!(fixes("⟦does⟧"), [""; 0]);
}

#[test]
fn lines_as_other_formats_write_them_are_understood() {
    assert_eq!(fixes("⟦- does: \"Types\"⟧"), ["does: \"Types\""]);
    assert_eq!(fixes("⟦\"does\": \"Types\",⟧"), ["does: \"Types\""]);
    assert_eq!(fixes("⟦* does: Types it⟧"), ["does: \"Types it\""]);
}

#[test]
fn lines_that_belong_together_are_one_finding() {
    let (message, edits) = told("⟦# Notes⟧\n      * one\n      * two");
    assert_eq!(message, "`# Notes` is neither a declaration nor a `key: value`, nor are 2 lines below");
    assert_eq!(edits, ["// ", "// ", "// "]);
}

#[test]
fn a_line_that_opens_a_block_is_one_finding() {
    let (message, edits) = told("⟦# not this one⟧ {\n      }");
    assert_eq!(message, "`# not this one` is neither a declaration nor a `key: value`");
    assert_eq!(edits, [""; 0]);
}

#[test]
fn something_missing_is_told_where_it_is_missing() {
    assert_eq!(told("⟦does:⟧").0, "`does` has no value");
    assert_eq!(told("⟦does:⟧ from").0, "`does` has no value");
    assert_eq!(told("does: \"Types\" ⟦from⟧").0, "No source stands behind `from`");
    assert_eq!(told("does: \"Types\" from ⟦\"Customer talks\"⟧").1, ["talks"]);
    assert_eq!(told("does: \"Types\" from ⟦talks and q3⟧").1, ["talks, q3"]);
}

#[test]
fn braces_are_mended_where_the_block_is_told_by_its_lines() {
    let found = findings(
        &SyntaxError,
        "persona maya \"Maya\" ⟦{⟧\n  goal: \"x\"\n\nchannel app \"App\" ⟦{⟧ kind: digital\nsource s \"S\" { kind: survey }\n",
    );
    let inserted: Vec<&str> = found.iter().map(|found| found.fixes[0].edits[0].replacement.as_str()).collect();
    assert_eq!(inserted, ["}\n", " }"]);
    assert_eq!(found[0].message, "Persona `maya` has no `}` at its end");
    let found = findings(
        &SyntaxError,
        "persona p \"P\" { }\r\njourney w \"W\" {\r\n  persona: p\r\n  ⟦stage s \"S\"⟧\r\n    touchpoint t \"T\"\r\n  }\r\n  ⟦}⟧\r\n}\r\n",
    );
    assert_eq!(found[0].message, "The block of stage `s` has no `{`");
    assert_eq!(found[1].message, "This `}` closes nothing");
    assert_eq!(found[1].related[0].1, "stage `s` ends here already");
}

#[test]
fn heads_are_mended_with_an_id_and_a_label() {
    let heads = |head: &str| -> Vec<String> {
        let found = findings(
            &SyntaxError,
            &format!(
                "persona p \"P\"\njourney w \"W\" {{\n  persona: p\n  {head} {{\n    touchpoint t \"T\" {{ }}\n  }}\n}}\n"
            ),
        );
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        only.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.replacement.clone()).collect()
    };
    assert_eq!(heads("stage discover ⟦Discover it⟧")[0], "\"Discover it\"");
    assert_eq!(heads("stage ⟦Discover it⟧"), ["discover_it \"Discover it\"", "\"it\""]);
    assert_eq!(heads("stage discover ⟦Discover\"⟧")[0], "\"Discover\"");
    assert_eq!(heads("stage discover ⟦\"Discover⟧"), ["\"Discover\""]);
    assert_eq!(heads("stage discover ⟦“Discover”⟧"), ["\"Discover\""]);
    assert_eq!(heads("stage ⟦1st⟧ \"First\""), ["_1st \"First\""]);
    assert_eq!(heads("stage ⟦a.b⟧ \"A\"").len(), 1);
    assert_eq!(heads("stage discover⟦:⟧ \"Discover\""), ["stage discover \"Discover\""]);
    assert_eq!(heads("stage d \"D\" ⟦\"E\"⟧"), [""]);
    assert_eq!(heads("stage \"D\" ⟦d⟧")[0], "d \"D\"");
    assert_eq!(heads("⟦stage⟧"), [""; 0]);
}

#[test]
fn a_head_with_a_colon_behind_other_things_on_its_line_is_told_alone() {
    for line in ["journey w \"W{;\" {", "journey w \"W\" { goal: \"G\";"] {
        let found = findings(
            &SyntaxError,
            &format!(
                "persona p \"P\"\n{line} stage discover⟦:⟧ \"Discover\" {{ touchpoint t \"T\" {{ }} }}; persona: p }}\n"
            ),
        );
        assert_eq!(found[0].message, "There must be no colon behind `stage discover`");
        assert_eq!(found[0].fixes[0].edits[0].replacement, "stage discover \"Discover\"");
    }
}

#[test]
fn a_name_that_ends_in_a_dash_is_changed_wherever_it_stands() {
    let found = findings(
        &SyntaxError,
        "persona ⟦maya-⟧ \"Maya\"\njourney w \"W\" {\n  persona: maya-\n}\npersona tom \"Tom\"\njourney x \"X\" {\n  persona: ⟦tom-⟧\n}\n",
    );
    assert_eq!(found[0].fixes[0].edits.len(), 2);
    assert_eq!(found[1].fixes[0].edits[0].replacement, "tom");
}

#[test]
fn backslashes_that_mean_nothing_are_told_once_in_texts_and_labels() {
    let found = findings(
        &SyntaxError,
        "persona maya \"M⟦\\a⟧ya\" {\n  goal: \"C:⟦\\d⟧ata \\n\"\n}\njourney w \"W\" { persona: maya }\n",
    );
    assert_eq!(found[0].message, "`\\a` means nothing inside a text");
    assert_eq!(found[1].fixes[0].edits[0].replacement, "\\\\d");
}

#[test]
fn values_outside_of_any_block_are_not_told_twice() {
    findings(&SyntaxError, "goal: Order the food\nrole: “Nurse”\n}\n");
}

#[test]
fn a_file_that_is_no_text_is_one_finding() {
    let found = findings(&SyntaxError, "PNG ⟦\u{1A}⟧\n\0\nIHDR \0\n?\0\u{1}\n\u{2}{\0}\n");
    assert_eq!(
        found[0].message,
        "This does not look like a text file: here is a control character, and there are more like it"
    );
}

#[test]
fn a_file_gets_a_number_of_findings_that_can_be_read() {
    let text = format!("persona maya \"Maya\" {{\n{}}}\n", "  goal: Order the food\n".repeat(MOST + 20));
    let project = journey_plugin::model::Project::of_text("test.journey", &text);
    let (id, _) = project.files().next().unwrap();
    let mut report = Report::new("syntax-error", Severity::Error);
    let facts = FileFacts::default();
    SyntaxError.check(&RuleContext::new(&project, id, crate::testing::environment(), &facts), &mut report);
    let found = report.into_diagnostics();
    assert_eq!(found.len(), MOST);
    assert!(found[MOST - 1].help.ends_with("which are told when the first 100 are mended."));
}

#[test]
fn a_minus_behind_an_equals_sign_stays_with_its_number() {
    assert_eq!(fixes("⟦emotion⟧ = -2 \"cross\""), ["emotion: -2 \"cross\""]);
}

#[test]
fn a_brace_that_is_written_never_comes_between_the_two_halves_of_a_line_end() {
    for text in [
        "journey w \"W\" {\r\n  stage s \"S\" ⟦{⟧\r\n    touchpoint u \"U\"\r\n\r\n  stage t \"T\" { touchpoint v \"V\" }\r\n}\r\n",
        "⟦persona p \"P\"⟧\r\n  goal: \"x\"\r\n}\r\n",
    ] {
        let plain = text.replace(['⟦', '⟧'], "");
        let found = findings(&SyntaxError, text);
        for edit in found.iter().flat_map(|found| &found.fixes).flat_map(|fix| &fix.edits) {
            let mut mended = plain.clone();
            mended.replace_range(edit.place.range.to_usize(), &edit.replacement);
            assert_eq!(mended.matches('\n').count(), mended.matches("\r\n").count(), "{mended:?}");
            assert!(!mended.contains("\r\r") && !mended.contains("\r {"), "{mended:?}");
        }
    }
}

#[test]
fn a_number_behind_a_text_with_wrong_quotes_gets_no_quotes_without_being_asked() {
    for value in ["“sad” −2", "−2 “sad”", "“sad” −2 // “"] {
        let text = format!(
            "persona sam \"Sam\"\njourney r \"R\" {{\n  persona: sam\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      \
             emotion: {value}\n    }}\n  }}\n}}\n"
        );
        let after = crate::testing::text_after_safe_fixes(&SyntaxError, &text);
        assert!(!after.contains("\"−2\""), "{after}");
    }
}
