//! What we give editors that run the program finds in its output for people what its JSON says: the task on
//! `editors/README.md`, and `:make` of `editors/vim`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;

use journey_tests::program::journey;

#[test]
fn the_problem_matcher_for_vs_code_finds_every_finding() {
    let project = Project::with_mistakes();
    let tasks: Value = serde_json::from_str(&fence("json")).unwrap();
    let task = &tasks["tasks"][0];
    assert_eq!(task["command"], "journey");
    let arguments: Vec<&str> = task["args"].as_array().unwrap().iter().map(text_of).collect();
    let output = project.journey(&arguments);

    let patterns = task["problemMatcher"]["pattern"].as_array().unwrap();
    let expressions: Vec<Regex> =
        patterns.iter().map(|pattern| Regex::new(text_of(&pattern["regexp"])).unwrap()).collect();
    let lines: Vec<&str> = output.lines().collect();
    // As VS Code does: the patterns match lines that follow each other.
    let matched = lines.windows(patterns.len()).filter_map(|window| {
        let captures: Option<Vec<_>> =
            expressions.iter().zip(window).map(|(expression, line)| expression.captures(line)).collect();
        let captures = captures?;
        let part = |name: &str| {
            let (captures, group) = captures
                .iter()
                .zip(patterns)
                .find_map(|(captures, pattern)| Some((captures, pattern[name].as_u64()?)))?;
            captures.get(usize::try_from(group).unwrap()).map(|part| part.as_str().to_owned())
        };
        Some(Finding {
            file: part("file")?,
            line: part("line")?.parse().unwrap(),
            column: part("column")?.parse().unwrap(),
            severity: part("severity")?,
            message: part("message")?,
        })
    });
    assert_eq!(sorted(matched.collect()), project.findings());
}

#[test]
fn the_error_format_for_vim_finds_every_finding_of_the_file() {
    let project = Project::with_mistakes();
    let settings = project.folder.path().join("settings.vim");
    let folder = editors().join("vim").canonicalize().unwrap();
    fs::write(&settings, format!("set runtimepath^={}\nfiletype plugin on\n", folder.display())).unwrap();
    let path = [journey().parent().unwrap().to_owned(), PathBuf::from(env::var_os("PATH").unwrap_or_default())];
    // The quickfix list, once a line: Vim's own idea of what was found.
    let list = "call writefile(map(getqflist(), {_, f -> json_encode([bufname(f.bufnr), f.lnum, f.col, f.type, f.text, f.valid])}), 'list')";
    let vim = Command::new("vim")
        .args([
            "-u",
            "settings.vim",
            "-N",
            "-es",
            "maps/mistakes.journey",
            "-c",
            "silent make!",
            "-c",
            list,
            "-c",
            "qall!",
        ])
        .current_dir(project.folder.path())
        .env("PATH", env::join_paths(path.iter().flat_map(env::split_paths)).unwrap())
        .env("HOME", project.folder.path())
        .output()
        .expect("Vim starts: `tests/editors/setup terminal` installs it");
    assert!(vim.status.success(), "{vim:?}");

    let list = fs::read_to_string(project.folder.path().join("list")).unwrap();
    let found = list.lines().map(|line| {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry[5], 1, "{entry}");
        let severity = match text_of(&entry[3]) {
            "E" => "error",
            "W" => "warning",
            "I" => "info",
            "N" => "hint",
            other => panic!("{other}"),
        };
        Finding {
            file: text_of(&entry[0]).into(),
            line: entry[1].as_u64().unwrap(),
            column: entry[2].as_u64().unwrap(),
            severity: severity.into(),
            message: text_of(&entry[4]).trim().into(),
        }
    });
    let mut expected = project.findings();
    expected.retain(|finding| finding.file == "maps/mistakes.journey");
    assert_eq!(sorted(found.collect()), expected);
}

/// What every output of the program should say about a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: u64,
    column: u64,
    severity: String,
    message: String,
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings
}

/// A folder with mistakes of every severity in it: the settings make one rule an info and one a hint.
struct Project {
    folder: TempDir,
}

impl Project {
    fn with_mistakes() -> Self {
        let folder = tempfile::tempdir().expect("a new folder");
        fs::create_dir(folder.path().join("maps")).expect("a folder in it");
        let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("a file in it");
        write(
            "journey.toml",
            "[rules]\nunknown-key = \"warning\"\nunknown-name = \"info\"\nduplicate-name = \"hint\"\n",
        );
        write(
            "maps/mistakes.journey",
            "persona sam \"Sam\" {\n  gaol: \"Home\"\n  age: soon enough\n}\n\npersona ida \"Ida\"\n\n\
             journey repair \"Repair\" {\n  persona: sam, idda\n  stage book \"Book\" {\n    \
             touchpoint call \"Calls\" { emotion: 7 }\n    touchpoint call \"Calls again\" { emotion ida: +1 }\n  }\n}\n",
        );
        write("maps/other file.journey", "persona ida \"Another Ida\" { gaol: \"Home\" }\n");
        Self { folder }
    }

    /// What the program prints when it runs in the folder.
    fn journey(&self, arguments: &[&str]) -> String {
        let output = Command::new(journey())
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        String::from_utf8(output.stdout).expect("the program writes UTF-8")
    }

    /// What the program's JSON says is wrong.
    fn findings(&self) -> Vec<Finding> {
        let json: Value = serde_json::from_str(&self.journey(&["check", "--format", "json"])).expect("JSON");
        let findings = json["diagnostics"].as_array().expect("a list").iter().map(|diagnostic| {
            let start = &diagnostic["range"]["start"];
            Finding {
                file: text_of(&diagnostic["file"]).into(),
                line: start["line"].as_u64().expect("a number"),
                column: start["column"].as_u64().expect("a number"),
                severity: text_of(&diagnostic["severity"]).into(),
                message: text_of(&diagnostic["message"]).into(),
            }
        });
        let findings = sorted(findings.collect());
        for severity in ["error", "warning", "info", "hint"] {
            assert!(findings.iter().any(|finding| finding.severity == severity), "no {severity}: {findings:#?}");
        }
        findings
    }
}

fn editors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors")
}

/// The first fence of that language on the page.
fn fence(language: &str) -> String {
    let page = fs::read_to_string(editors().join("README.md")).expect("the page is there");
    let (_, fence) = page.split_once(&format!("```{language}\n")).expect("a fence");
    fence.split_once("```").expect("its end").0.to_owned()
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}
