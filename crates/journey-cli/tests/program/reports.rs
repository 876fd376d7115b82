//! `journey check --format github|gitlab|junit`, and what `--output` does with every format.

use std::collections::HashSet;
use std::fs;

use serde_json::{Value, json};

use crate::folder::{CLEAN, Folder, Run};
use crate::nasty::{RULES, incomplete, nasty, quiet};

const FORMATS: [&str; 6] = ["human", "json", "sarif", "github", "gitlab", "junit"];

#[test]
fn github_gets_one_command_a_finding() {
    let run = nasty().run(&["check", "--format", "github"]);
    assert_eq!((run.status, run.error.as_str()), (1, ""));
    insta::assert_snapshot!(run.out, @r#"
    ::notice file=50%25 off/a b%2Cc;d.journey,line=1,endLine=1,col=9,endColumn=11,title=unused-name::Nothing refers to the channel `tom`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: tom`, or remove it.
    ::error file=50%25 off/a b%2Cc;d.journey,line=1,endLine=1,col=20,endColumn=23,title=unknown-key::`gaol` is not a key of a channel. A channel takes kind, owner and tag.
    ::notice file=50%25 off/a b%2Cc;d.journey,line=3,endLine=3,col=9,endColumn=9,title=unused-name::Nothing refers to the channel `m`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: m`, or remove it.
    ::error file=50%25 off/a b%2Cc;d.journey,line=3,endLine=3,col=17,endColumn=20,title=unknown-key::`gaol` is not a key of a channel. A channel takes kind, owner and tag.
    ::notice file=back\slash/c%3Ad.journey,line=1,endLine=1,col=9,endColumn=9,title=unused-name::Nothing refers to the channel `k`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: k`, or remove it.
    ::error file=back\slash/c%3Ad.journey,line=1,endLine=1,col=20,endColumn=23,title=unknown-key::`gaol` is not a key of a channel. A channel takes kind, owner and tag.
    ::notice file=back\slash/c%3Ad.journey,line=2,endLine=2,col=9,endColumn=10,title=unused-name::Nothing refers to the channel `k2`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: k2`, or remove it.
    ::error file=back\slash/c%3Ad.journey,line=2,endLine=2,col=21,endColumn=24,title=unknown-key::`gaol` is not a key of a channel. A channel takes kind, owner and tag.
    ::error file=back\slash/c%3Ad.journey,line=3,endLine=3,col=1,endColumn=24,title=syntax-error::`  [31m ]]> -- ::error::x` is neither a declaration nor a `key: value`. At the top of a file stand declarations such as `persona maya "Maya"`. A note for yourself starts with `//`. It contains a NUL character (U+0000), which cannot be seen.
    ::notice file=latin.journey,line=1,endLine=1,col=9,endColumn=10,title=unused-name::Nothing refers to the channel `zo`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: zo`, or remove it.
    ::error file=latin.journey,line=1,endLine=1,col=11,endColumn=11,title=wrong-encoding::this file is not written in UTF-8: byte 0xEB is no character here. The rest was checked with `�` in its place. Save the file as UTF-8: editors ask for the encoding in "Save as", or show it at the bottom of the window. Then look whether this character is the one you meant.
    ::error file=latin.journey,line=1,endLine=1,col=11,endColumn=11,title=syntax-error::`�` does not belong between a name and its label. Behind `channel` stand a name of one word and a label in double quotes, or one of the two: `channel app "Mobile app"`.
    ::error file=wide.journey,line=1,endLine=1,col=1,endColumn=1,title=wrong-encoding::this file is written in UTF-16, and journeys are written in UTF-8. Nothing else in it was checked. Save it as UTF-8: editors ask for the encoding in "Save as", or show it at the bottom of the window.
    ::notice file=x&y <z> "q"/it's#1?.journey,line=1,endLine=1,col=9,endColumn=11,title=duplicate-name::`ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    ::notice file=x&y <z> "q"/it's#1?.journey,line=2,endLine=2,col=9,endColumn=11,title=duplicate-name::`ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    ::notice file=x&y <z> "q"/it's#1?.journey,line=3,endLine=3,col=9,endColumn=11,title=duplicate-name::`ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    ::error file=ünï/旅程 😀.journey,line=1,endLine=1,col=15,endColumn=15,title=syntax-error::Journey `j` has no `}` at its end. Write `}` on a line of its own where the block ends, so that what follows does not seem to belong to it.
    ::warning file=ünï/旅程 😀.journey,line=2,endLine=2,col=12,endColumn=15,title=unknown-name::There is no persona `idda`. Did you mean `ida`?
    ::error file=ünï/旅程 😀.journey,line=3,endLine=3,col=9,endColumn=11,title=syntax-error::This text has no closing `"""`. A text over several lines stands between two `"""`. Write the second one where the text ends.
    10 errors, 1 warning, 3 infos and 5 hints in 7 files
    "#);
}

#[test]
fn github_is_told_what_could_not_be_done() {
    let (folder, paths) = incomplete();
    let run = folder.run(&[&["check", "--format", "github"][..], &paths].concat());
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(folder.hidden(&run.out), @r#"
    ::notice file=tea.journey,line=1,endLine=1,col=9,endColumn=9,title=unused-name::Nothing refers to the channel `m`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: m`, or remove it.
    ::error file=tea.journey,line=1,endLine=1,col=17,endColumn=20,title=unknown-key::`gaol` is not a key of a channel. A channel takes kind, owner and tag.
    ::error file=journey.toml,line=1,endLine=1,col=12,endColumn=16,title=settings::`language` needs a whole number, but this is a text. Write for instance `language = 1`.
    ::error file=50%25%2Cgone.journey,title=not-checked::cannot read 50%25,gone.journey: there is no such file or folder. Paths start at the current folder, FOLDER.
    ::warning title=check-warning::no .journey files in empty; hidden files and files that git ignores do not count.
    1 error and 1 hint in 2 files, but not everything could be done: see above
    "#);
}

#[test]
fn github_is_told_that_all_is_clear() {
    let run = quiet().with("shop.journey", CLEAN).run(&["check", "--format", "github"]);
    assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
}

/// What GitLab documents of a Code Quality report, written by hand and stricter than what GitLab itself looks at.
fn gitlab_report(run: &Run) -> Vec<Value> {
    let text = json!({"type": "string", "minLength": 1});
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().unwrap().keys().collect();
        json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
    };
    let line = json!({"type": "integer", "minimum": 1});
    let entry = object(json!({
        "description": text,
        "check_name": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": object(json!({
            "path": {"type": "string", "pattern": "^[^/]"},
            "lines": object(json!({"begin": line, "end": line})),
        })),
    }));
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let schema = json!({"type": "array", "items": entry});
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let entries = report.as_array().unwrap().clone();
    let fingerprints: HashSet<&str> = entries.iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), entries.len(), "two entries have one fingerprint");
    entries
}

/// The entries in short: severity, rule, path and lines, text.
fn in_short(entries: &[Value]) -> String {
    let lines = entries.iter().map(|entry| {
        let [begin, end] = ["begin", "end"].map(|key| &entry["location"]["lines"][key]);
        let words = ["severity", "check_name", "description"].map(|key| entry[key].as_str().unwrap());
        let path = entry["location"]["path"].as_str().unwrap();
        format!("{} {} {path}:{begin}-{end}\n  {}\n", words[0], words[1], words[2])
    });
    lines.collect()
}

#[test]
fn gitlab_gets_one_entry_a_finding() {
    let run = nasty().run(&["check", "--format", "gitlab"]);
    assert_eq!((run.status, run.error.as_str()), (1, ""));
    insta::assert_snapshot!(in_short(&gitlab_report(&run)), @r#"
    info unused-name 50% off/a b,c;d.journey:1-1
      Nothing refers to the channel `tom`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: tom`, or remove it.
    major unknown-key 50% off/a b,c;d.journey:1-1
      `gaol` is not a key of a channel. A channel takes kind, owner and tag.
    info unused-name 50% off/a b,c;d.journey:3-3
      Nothing refers to the channel `m`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: m`, or remove it.
    major unknown-key 50% off/a b,c;d.journey:3-3
      `gaol` is not a key of a channel. A channel takes kind, owner and tag.
    info unused-name back\slash/c:d.journey:1-1
      Nothing refers to the channel `k`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: k`, or remove it.
    major unknown-key back\slash/c:d.journey:1-1
      `gaol` is not a key of a channel. A channel takes kind, owner and tag.
    info unused-name back\slash/c:d.journey:2-2
      Nothing refers to the channel `k2`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: k2`, or remove it.
    major unknown-key back\slash/c:d.journey:2-2
      `gaol` is not a key of a channel. A channel takes kind, owner and tag.
    major syntax-error back\slash/c:d.journey:3-3
      `  [31m ]]> -- ::error::x` is neither a declaration nor a `key: value`. At the top of a file stand declarations such as `persona maya "Maya"`. A note for yourself starts with `//`. It contains a NUL character (U+0000), which cannot be seen.
    info unused-name latin.journey:1-1
      Nothing refers to the channel `zo`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: zo`, or remove it.
    major wrong-encoding latin.journey:1-1
      this file is not written in UTF-8: byte 0xEB is no character here. The rest was checked with `�` in its place. Save the file as UTF-8: editors ask for the encoding in "Save as", or show it at the bottom of the window. Then look whether this character is the one you meant.
    major syntax-error latin.journey:1-1
      `�` does not belong between a name and its label. Behind `channel` stand a name of one word and a label in double quotes, or one of the two: `channel app "Mobile app"`.
    major wrong-encoding wide.journey:1-1
      this file is written in UTF-16, and journeys are written in UTF-8. Nothing else in it was checked. Save it as UTF-8: editors ask for the encoding in "Save as", or show it at the bottom of the window.
    info duplicate-name x&y <z> "q"/it's#1?.journey:1-1
      `ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    info duplicate-name x&y <z> "q"/it's#1?.journey:2-2
      `ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    info duplicate-name x&y <z> "q"/it's#1?.journey:3-3
      `ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    major syntax-error ünï/旅程 😀.journey:1-1
      Journey `j` has no `}` at its end. Write `}` on a line of its own where the block ends, so that what follows does not seem to belong to it.
    minor unknown-name ünï/旅程 😀.journey:2-2
      There is no persona `idda`. Did you mean `ida`?
    major syntax-error ünï/旅程 😀.journey:3-3
      This text has no closing `"""`. A text over several lines stands between two `"""`. Write the second one where the text ends.
    "#);
}

#[test]
fn gitlab_is_told_what_could_not_be_done() {
    let (folder, paths) = incomplete();
    let run = folder.run(&[&["check", "--format", "gitlab"][..], &paths].concat());
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(folder.hidden(&in_short(&gitlab_report(&run))), @r#"
    info unused-name tea.journey:1-1
      Nothing refers to the channel `m`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: m`, or remove it.
    major unknown-key tea.journey:1-1
      `gaol` is not a key of a channel. A channel takes kind, owner and tag.
    blocker settings journey.toml:1-1
      `language` needs a whole number, but this is a text. Write for instance `language = 1`.
    blocker not-checked 50%,gone.journey:1-1
      cannot read 50%,gone.journey: there is no such file or folder. Paths start at the current folder, FOLDER.
    minor check-warning .:1-1
      no .journey files in empty; hidden files and files that git ignores do not count.
    "#);
    let clean = quiet().with("shop.journey", CLEAN).run(&["check", "--format", "gitlab"]);
    assert_eq!(clean.told(), "status 0\n[]\n");
}

#[test]
fn a_fingerprint_for_gitlab_stays_when_its_line_moves() {
    let fingerprints = |text: &str| -> HashSet<String> {
        let run = quiet().with("tea.journey", text).run(&["check", "--format", "gitlab"]);
        gitlab_report(&run).iter().map(|entry| entry["fingerprint"].to_string()).collect()
    };
    let text = "channel tom \"Tom\" {\n  gaol: 1\n}\nchannel ida \"Ida\" {\n  gaol: 1\n}\n";
    assert_eq!(fingerprints(&format!("// one\n// two\n\n{text}")), fingerprints(text));
    assert_ne!(fingerprints(&text.replace("gaol: 1", "gaol: 2")), fingerprints(text));
}

/// The results, which an independent reader of XML accepts and whose counts are right.
fn junit_results(run: &Run) -> String {
    let document = roxmltree::Document::parse(&run.out).unwrap();
    let root = document.root_element();
    let suites = root.children().filter(roxmltree::Node::is_element);
    for counted in suites.chain([root]) {
        let count = |name| counted.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
        for (attribute, name) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            assert_eq!(counted.attribute(attribute), Some(count(name).as_str()), "{attribute} of {counted:?}");
        }
    }
    run.out.clone()
}

#[test]
fn junit_gets_a_suite_a_file_and_a_case_a_finding() {
    let run = nasty().run(&["check", "--format", "junit"]);
    assert_eq!((run.status, run.error.as_str()), (1, ""));
    insta::assert_snapshot!(junit_results(&run), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="journey check" tests="20" failures="10" errors="0">
      <testsuite name="50% off/a b,c;d.journey" tests="4" failures="2" errors="0">
        <testcase name="unused-name: Nothing refers to the channel `tom`" classname="50% off/a b,c;d.journey">
          <system-out>50% off/a b,c;d.journey:1:9: hint unused-name
    Nothing refers to the channel `tom`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: tom`, or remove it.</system-out>
        </testcase>
        <testcase name="unknown-key: `gaol` is not a key of a channel" classname="50% off/a b,c;d.journey">
          <failure type="unknown-key" message="`gaol` is not a key of a channel">50% off/a b,c;d.journey:1:19: error unknown-key
    `gaol` is not a key of a channel. A channel takes kind, owner and tag.</failure>
        </testcase>
        <testcase name="unused-name: Nothing refers to the channel `m`" classname="50% off/a b,c;d.journey">
          <system-out>50% off/a b,c;d.journey:3:9: hint unused-name
    Nothing refers to the channel `m`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: m`, or remove it.</system-out>
        </testcase>
        <testcase name="unknown-key: `gaol` is not a key of a channel (2)" classname="50% off/a b,c;d.journey">
          <failure type="unknown-key" message="`gaol` is not a key of a channel">50% off/a b,c;d.journey:3:17: error unknown-key
    `gaol` is not a key of a channel. A channel takes kind, owner and tag.</failure>
        </testcase>
      </testsuite>
      <testsuite name="back\slash/c:d.journey" tests="5" failures="3" errors="0">
        <testcase name="unused-name: Nothing refers to the channel `k`" classname="back\slash/c:d.journey">
          <system-out>back\slash/c:d.journey:1:9: hint unused-name
    Nothing refers to the channel `k`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: k`, or remove it.</system-out>
        </testcase>
        <testcase name="unknown-key: `gaol` is not a key of a channel" classname="back\slash/c:d.journey">
          <failure type="unknown-key" message="`gaol` is not a key of a channel">back\slash/c:d.journey:1:18: error unknown-key
    `gaol` is not a key of a channel. A channel takes kind, owner and tag.</failure>
        </testcase>
        <testcase name="unused-name: Nothing refers to the channel `k2`" classname="back\slash/c:d.journey">
          <system-out>back\slash/c:d.journey:2:9: hint unused-name
    Nothing refers to the channel `k2`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: k2`, or remove it.</system-out>
        </testcase>
        <testcase name="unknown-key: `gaol` is not a key of a channel (2)" classname="back\slash/c:d.journey">
          <failure type="unknown-key" message="`gaol` is not a key of a channel">back\slash/c:d.journey:2:19: error unknown-key
    `gaol` is not a key of a channel. A channel takes kind, owner and tag.</failure>
        </testcase>
        <testcase name="syntax-error: `  [31m ]]&gt; -- ::error::x` is neither a declaration nor a `key: value`" classname="back\slash/c:d.journey">
          <failure type="syntax-error" message="`  [31m ]]&gt; -- ::error::x` is neither a declaration nor a `key: value`">back\slash/c:d.journey:3:1: error syntax-error
    `  [31m ]]&gt; -- ::error::x` is neither a declaration nor a `key: value`. At the top of a file stand declarations such as `persona maya &quot;Maya&quot;`. A note for yourself starts with `//`. It contains a NUL character (U+0000), which cannot be seen.</failure>
        </testcase>
      </testsuite>
      <testsuite name="clean.journey" tests="1" failures="0" errors="0">
        <testcase name="no findings" classname="clean.journey"/>
      </testsuite>
      <testsuite name="latin.journey" tests="3" failures="2" errors="0">
        <testcase name="unused-name: Nothing refers to the channel `zo`" classname="latin.journey">
          <system-out>latin.journey:1:9: hint unused-name
    Nothing refers to the channel `zo`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: zo`, or remove it.</system-out>
        </testcase>
        <testcase name="wrong-encoding: this file is not written in UTF-8: byte 0xEB is no character here" classname="latin.journey">
          <failure type="wrong-encoding" message="this file is not written in UTF-8: byte 0xEB is no character here">latin.journey:1:11: error wrong-encoding
    this file is not written in UTF-8: byte 0xEB is no character here. The rest was checked with `�` in its place. Save the file as UTF-8: editors ask for the encoding in &quot;Save as&quot;, or show it at the bottom of the window. Then look whether this character is the one you meant.</failure>
        </testcase>
        <testcase name="syntax-error: `�` does not belong between a name and its label" classname="latin.journey">
          <failure type="syntax-error" message="`�` does not belong between a name and its label">latin.journey:1:11: error syntax-error
    `�` does not belong between a name and its label. Behind `channel` stand a name of one word and a label in double quotes, or one of the two: `channel app &quot;Mobile app&quot;`.</failure>
        </testcase>
      </testsuite>
      <testsuite name="wide.journey" tests="1" failures="1" errors="0">
        <testcase name="wrong-encoding: this file is written in UTF-16, and journeys are written in UTF-8" classname="wide.journey">
          <failure type="wrong-encoding" message="this file is written in UTF-16, and journeys are written in UTF-8">wide.journey:1:1: error wrong-encoding
    this file is written in UTF-16, and journeys are written in UTF-8. Nothing else in it was checked. Save it as UTF-8: editors ask for the encoding in &quot;Save as&quot;, or show it at the bottom of the window.</failure>
        </testcase>
      </testsuite>
      <testsuite name="x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey" tests="3" failures="0" errors="0">
        <testcase name="duplicate-name: `ida` is the name of more than one persona in this project" classname="x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey">
          <system-out>x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:1:9: info duplicate-name
    `ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:2:9: another persona `ida`
    x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:3:9: another persona `ida`</system-out>
        </testcase>
        <testcase name="duplicate-name: `ida` is the name of more than one persona in this project (2)" classname="x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey">
          <system-out>x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:2:9: info duplicate-name
    `ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:1:9: another persona `ida`
    x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:3:9: another persona `ida`</system-out>
        </testcase>
        <testcase name="duplicate-name: `ida` is the name of more than one persona in this project (3)" classname="x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey">
          <system-out>x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:3:9: info duplicate-name
    `ida` is the name of more than one persona in this project. Other places can only refer to the first one. Give each an id of its own.
    x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:1:9: another persona `ida`
    x&amp;y &lt;z&gt; &quot;q&quot;/it&apos;s#1?.journey:2:9: another persona `ida`</system-out>
        </testcase>
      </testsuite>
      <testsuite name="ünï/旅程 😀.journey" tests="3" failures="2" errors="0">
        <testcase name="syntax-error: Journey `j` has no `}` at its end" classname="ünï/旅程 😀.journey">
          <failure type="syntax-error" message="Journey `j` has no `}` at its end">ünï/旅程 😀.journey:1:15: error syntax-error
    Journey `j` has no `}` at its end. Write `}` on a line of its own where the block ends, so that what follows does not seem to belong to it.
    ünï/旅程 😀.journey:5:11: it was taken to end here</failure>
        </testcase>
        <testcase name="unknown-name: There is no persona `idda`" classname="ünï/旅程 😀.journey">
          <system-out>ünï/旅程 😀.journey:2:12: warning unknown-name
    There is no persona `idda`. Did you mean `ida`?</system-out>
        </testcase>
        <testcase name="syntax-error: This text has no closing `&quot;&quot;&quot;`" classname="ünï/旅程 😀.journey">
          <failure type="syntax-error" message="This text has no closing `&quot;&quot;&quot;`">ünï/旅程 😀.journey:3:9: error syntax-error
    This text has no closing `&quot;&quot;&quot;`. A text over several lines stands between two `&quot;&quot;&quot;`. Write the second one where the text ends.
    ünï/旅程 😀.journey:5:11: it was taken to end here</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn junit_is_told_what_could_not_be_done() {
    let (folder, paths) = incomplete();
    let run = folder.run(&[&["check", "--format", "junit"][..], &paths].concat());
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(folder.hidden(&junit_results(&run)), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="journey check" tests="6" failures="1" errors="2">
      <testsuite name="a b.journey" tests="1" failures="0" errors="0">
        <testcase name="no findings" classname="a b.journey"/>
      </testsuite>
      <testsuite name="tea.journey" tests="2" failures="1" errors="0">
        <testcase name="unused-name: Nothing refers to the channel `m`" classname="tea.journey">
          <system-out>tea.journey:1:9: hint unused-name
    Nothing refers to the channel `m`. No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: m`, or remove it.</system-out>
        </testcase>
        <testcase name="unknown-key: `gaol` is not a key of a channel" classname="tea.journey">
          <failure type="unknown-key" message="`gaol` is not a key of a channel">tea.journey:1:17: error unknown-key
    `gaol` is not a key of a channel. A channel takes kind, owner and tag.</failure>
        </testcase>
      </testsuite>
      <testsuite name="journey check" tests="3" failures="0" errors="2">
        <testcase name="settings: `language` needs a whole number, but this is a text" classname="journey check">
          <error type="settings" message="`language` needs a whole number, but this is a text">journey.toml:1:12
    `language` needs a whole number, but this is a text. Write for instance `language = 1`.</error>
        </testcase>
        <testcase name="not-checked: cannot read 50%,gone.journey: there is no such file or folder" classname="journey check">
          <error type="not-checked" message="cannot read 50%,gone.journey: there is no such file or folder">50%,gone.journey
    cannot read 50%,gone.journey: there is no such file or folder. Paths start at the current folder, FOLDER.</error>
        </testcase>
        <testcase name="check-warning: no .journey files in empty; hidden files and files that git ignores do not count" classname="journey check">
          <system-out>no .journey files in empty; hidden files and files that git ignores do not count.</system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn the_names_of_junit_cases_are_different_and_stay_when_lines_move() {
    let names = |text: &str| {
        let run = quiet().with("tea.journey", text).run(&["check", "--format", "junit"]);
        let document = roxmltree::Document::parse(&run.out).unwrap();
        let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
        cases.map(|case| case.attribute("name").unwrap().to_owned()).collect::<Vec<_>>()
    };
    let text = "channel tom \"Tom\" {\n  gaol: 1\n}\nchannel ida \"Ida\" {\n  gaol: 1\n}\n";
    let found = names(text);
    assert!(found.contains(&"unknown-key: `gaol` is not a key of a channel (2)".to_owned()), "{found:?}");
    assert_eq!(found.iter().collect::<HashSet<_>>().len(), found.len());
    assert_eq!(names(&format!("\n\n// new\n{text}")), found);
}

#[test]
fn junit_is_red_exactly_where_the_check_fails() {
    let folder = Folder::new()
        .with("journey.toml", format!("{}unknown-key = \"warning\"\n", *RULES))
        .with("shop.journey", CLEAN.replace("goal", "gaol"));
    for (deny, failures) in [(&[][..], "failures=\"0\""), (&["--deny", "warnings"], "failures=\"1\"")] {
        let run = folder.run(&[&["check", "--format", "junit"], deny].concat());
        assert_eq!(run.status == 1, failures == "failures=\"1\"");
        let results = junit_results(&run);
        assert!(results.contains(failures) && results.contains("`gaol` is not a key"), "{results}");
    }
    // Nothing at all is still a document.
    let empty = Folder::new().with_folder("notes");
    junit_results(&empty.run(&["check", "notes", "--format", "junit"]));
}

#[test]
fn the_format_does_not_change_how_the_check_ends() {
    let (incomplete, _) = incomplete();
    let settings = RULES.replace("unused-name = \"hint\"", "unused-name = \"warning\"");
    let warning = Folder::new().with("journey.toml", settings).with("a.journey", "channel app \"App\"\n");
    let clean = quiet().with("shop.journey", CLEAN);
    for (folder, status, denied) in [(clean, 0, 0), (nasty(), 1, 1), (incomplete, 2, 2), (warning, 0, 1)] {
        for format in FORMATS {
            assert_eq!(folder.run(&["check", "--format", format]).status, status, "{format}");
            assert_eq!(folder.run(&["check", "--format", format, "--deny", "warnings"]).status, denied, "{format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_stands_in_every_report_for_programs() {
    let folder = Folder::new().with("journey.toml", b"name = \"Caf\xE9\"\n").with("shop.journey", CLEAN);
    std::os::unix::fs::symlink("gone", folder.path("link to.journey")).unwrap();
    let sarif =
        "\"executionSuccessful\":false,\"toolConfigurationNotifications\":[{\"descriptor\":{\"id\":\"settings\"}";
    for (format, settings, link) in [
        ("sarif", sarif, "\"uri\":\"link%20to.journey\""),
        (
            "github",
            "::error file=journey.toml,title=settings::journey.toml is not",
            "::error file=link to.journey,title=",
        ),
        ("gitlab", "\"path\":\"journey.toml\"", "\"path\":\"link to.journey\""),
        ("junit", "<error type=\"settings\" message=\"journey.toml is not", "link to.journey is a link to a file"),
    ] {
        let run = folder.run(&["check", "--format", format]);
        assert_eq!(run.status, 2, "{format}");
        assert!(run.out.contains(settings) && run.out.contains(link), "{}", run.out);
        assert!(run.error.contains("journey.toml") && run.error.contains("link to.journey"), "{}", run.error);
    }
}

#[test]
fn a_report_is_written_to_a_file_and_people_read_the_findings() {
    for format in FORMATS {
        let folder = nasty().with("report", "old");
        let shown = folder.run(&["check"]);
        let report = folder.run(&["check", "--format", format]);
        let run = folder.run(&["check", "--format", format, "-o", "report"]);
        assert_eq!(run.told(), shown.told(), "{format}");
        assert_eq!(fs::read_to_string(folder.path("report")).unwrap(), report.out, "{format}");
        assert_eq!(folder.run(&["check", "--format", format, "--output", "-"]).out, report.out, "{format}");
    }
}

#[test]
fn the_file_has_no_colours_and_the_terminal_has() {
    let folder = Folder::new().with("shop.journey", CLEAN.replace("goal", "gaol"));
    for format in FORMATS {
        let run = folder.run(&["check", "--color", "always", "--format", format, "-o", "report"]);
        assert!(run.out.contains('\u{1b}'), "{format}");
        assert!(!fs::read_to_string(folder.path("report")).unwrap().contains('\u{1b}'), "{format}");
    }
}

#[test]
fn a_report_that_cannot_be_written_ends_with_2_and_findings_are_told_all_the_same() {
    let folder = quiet().with("shop.journey", CLEAN.replace("goal", "gaol"));
    let run = folder.run(&["check", "--format", "sarif", "-o", "nowhere/report"]);
    assert_eq!((run.status, run.places()), (2, vec!["shop.journey:2:3"]));
    assert!(
        run.error.starts_with("error: cannot write nowhere/report: there is no such file or folder\n"),
        "{}",
        run.error
    );
}

#[test]
fn a_report_never_replaces_what_people_wrote() {
    let folder = Folder::new().with("shop.journey", CLEAN).with("journey.toml", "");
    let folder = folder.with("base.toml", "");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path("shop.journey"), folder.path("report.json")).unwrap();
    let linked = if cfg!(unix) { "report.json" } else { "shop.journey" };
    for path in ["shop.journey", "journey.toml", "new.journey", "base.toml", linked] {
        let run = folder.run(&["check", "-o", path]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(
            run.error.starts_with(&format!("error: {path} would be overwritten with what is printed\n")),
            "{}",
            run.error
        );
    }
    assert_eq!(fs::read_to_string(folder.path("shop.journey")).unwrap(), CLEAN);
}
