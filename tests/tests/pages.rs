//! The journeys on the pages that people read first, the language reference and the README, say the truth.
//!
//! A fence that begins with ```` ```journey ```` holds a whole file that checks clean. With a file's name behind the
//! language it is one file of a project, made of all fences of the page that have a name, `journey.toml` among them.
//! With `broken` behind it, the tools have to find an error in it.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use journey_model::configuration::{Configuration, FILE_NAME, read};
use journey_model::value::Date;
use journey_model::{File, FileModel, Project};
use journey_plugin::{Diagnostic, Environment, Registry, Severity};

#[test]
fn the_journeys_of_the_language_reference_check_clean() {
    let page = Page::read("grammar/README.md");
    assert_eq!(page.complaints(), [""; 0]);
    for purpose in ["", "broken", "today.journey", FILE_NAME] {
        assert!(page.fences.iter().any(|fence| fence.purpose == purpose), "no fence for {purpose:?}");
    }
    assert!(page.fences.iter().any(|fence| fence.is_generated));
}

#[test]
fn the_journeys_of_the_readme_check_clean() {
    let page = Page::read("README.md");
    assert_eq!(page.complaints(), [""; 0]);
    assert!(!page.fences.is_empty());
}

#[test]
fn a_journey_with_a_mistake_is_found() {
    let complaints = Page::of("made.md", "```journey\npersona sam { gaol: \"Home\" }\n```\n").complaints();
    assert!(
        complaints.iter().any(|complaint| complaint.starts_with("made.md:2: error unknown-key: ")),
        "{complaints:?}"
    );
    assert!(
        complaints.iter().any(|complaint| complaint.starts_with("made.md:2: warning persona-without-journey: ")),
        "{complaints:?}"
    );
}

#[test]
fn a_journey_that_is_not_as_broken_as_it_says_is_found() {
    let page = Page::of("made.md", "```journey broken\n// fine\n```\n");
    assert_eq!(page.complaints(), ["made.md:2: nothing is wrong with this"]);
}

#[test]
fn a_setting_with_a_mistake_is_found() {
    let page = Page::of("made.md", "```toml journey.toml\nlangauge = 1\n```\n");
    assert_eq!(page.complaints().len(), 1);
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = Page::text("README.md");
    let command = "$ cargo run --release -- ";
    let (arguments, shown) = fence_from(&readme, command)[command.len()..].split_once('\n').unwrap();
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let printed = run(&arguments, &Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let mut rest = printed.lines();
    for line in shown.lines().filter(|line| *line != "...") {
        assert!(rest.any(|printed| printed == line), "{line:?} comes not there in\n{printed}");
    }

    let page = Page::read("README.md");
    let first_file = page.fences.iter().find(|fence| fence.text.contains("journey repair")).unwrap();
    let (before, after) = first_file.text.rsplit_once("emotion").unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("repair.journey"), format!("{before}emotoin{after}")).unwrap();
    let found = run(&["check", "repair.journey"], folder.path());
    let (shown, summary) = fence_from(&readme, "error[").split_once("...\n").unwrap();
    assert!(found.starts_with(shown) && found.ends_with(&format!("\n{summary}")), "{found}");
    std::fs::write(folder.path().join("repair.journey"), &first_file.text).unwrap();
    let found = run(&["check", "repair.journey"], folder.path());
    let told = found.lines().last().unwrap();
    assert!(readme.contains(&format!("It ends with `{told}`")), "{told}");
}

#[test]
fn the_readme_shows_the_review_of_a_first_draft() {
    let readme = Page::text("README.md");
    let command = "$ journey check grammar/examples/first-draft.journey\n";
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let review = run(&["check", "grammar/examples/first-draft.journey"], &root);
    assert_eq!(&fence_from(&readme, command)[command.len()..], review, "show on README.md what the program prints");
}

/// The part of the first fence that begins so, up to the fence's end.
fn fence_from<'p>(page: &'p str, beginning: &str) -> &'p str {
    let (_, rest) = page.split_at(page.find(&format!("\n{beginning}")).expect("a fence begins so") + 1);
    &rest[..rest.find("```\n").expect("the fence ends")]
}

fn run(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(journey_tests::program::journey())
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("the program writes UTF-8")
}

struct Page {
    path: String,
    fences: Vec<Fence>,
}

struct Fence {
    /// Of the line behind the opening one, from 1.
    line: usize,
    /// What stands behind the language.
    purpose: String,
    /// Derived from the schema, where each example shows one keyword by itself.
    is_generated: bool,
    text: String,
}

impl Page {
    fn read(path: &str) -> Self {
        Self::of(path, &Self::text(path))
    }

    fn text(path: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::read_to_string(root.join(path)).expect("the page is there")
    }

    fn of(path: &str, page: &str) -> Self {
        let mut fences = Vec::new();
        let mut is_generated = false;
        let mut lines = page.lines().zip(2..);
        while let Some((opening, line)) = lines.next() {
            is_generated |= opening.starts_with("<!-- Written by `cargo xtask generate`");
            let Some(info) = opening.strip_prefix("```") else {
                continue;
            };
            let text: Vec<&str> = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```").collect();
            let (language, purpose) = info.split_once(' ').unwrap_or((info, ""));
            if language == "journey" || purpose == FILE_NAME {
                fences.push(Fence { line, purpose: purpose.into(), is_generated, text: text.join("\n") + "\n" });
            }
        }
        Self { path: path.into(), fences }
    }

    /// What is not as the page says, one line each.
    fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        let mut project = Vec::new();
        let mut configuration = Configuration::default();
        for fence in &self.fences {
            let place = format!("{}:{}", self.path, fence.line);
            match fence.purpose.as_str() {
                "" => {
                    let mut found = findings(&[(place, whole_file(&fence.text))], Configuration::default());
                    found.retain(|finding| !fence.is_generated || finding.1.severity == Severity::Error);
                    complaints.extend(found.iter().filter_map(complaint));
                }
                "broken" => {
                    let found = findings(&[(place.clone(), fence.text.clone())], Configuration::default());
                    if found.iter().all(|(_, finding)| finding.severity > Severity::Error) {
                        complaints.push(format!("{place}: nothing is wrong with this"));
                    }
                }
                FILE_NAME => {
                    let reading = read(&fence.text, &registry().catalog());
                    complaints.extend(reading.problems.iter().map(|problem| format!("{place}: {problem}")));
                    configuration = reading.configuration;
                }
                _ => project.push((place, fence.text.clone())),
            }
        }
        complaints.extend(findings(&project, configuration).iter().filter_map(complaint));
        complaints
    }
}

/// The example of the citation is one line of a touchpoint: it is put into one. All others are whole files.
fn whole_file(text: &str) -> String {
    if !text.starts_with("emotion:") {
        return text.to_owned();
    }
    format!(
        "source interviews \"I\" {{ kind: interview }}\nsource q3_survey \"S\" {{ kind: survey }}\npersona p \"P\"\n\
         journey j \"J\" {{\n  persona: p\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      {text}    }}\n  }}\n}}\n"
    )
}

/// A finding in one line, if it is worth a warning or more.
fn complaint((place, finding): &(String, Diagnostic)) -> Option<String> {
    let Diagnostic { severity, code, message, help, .. } = finding;
    (*severity <= Severity::Warning).then(|| format!("{place}: {severity} {code}: {message}. {help}"))
}

fn findings(files: &[(String, String)], configuration: Configuration) -> Vec<(String, Diagnostic)> {
    let registry = registry();
    let schema = registry.schema();
    let lowered = files.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema)),
    });
    let project = Project::new(lowered.collect(), Arc::clone(&schema), configuration);
    let environment = Environment::of(Date::parse("2026-11-20").expect("a day of the calendar"));
    let checked = project.files().flat_map(|(id, file)| {
        registry.check(&project, id, environment).into_iter().map(|finding| (file.path.to_string(), finding))
    });
    checked.collect()
}

fn registry() -> Registry {
    Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict")
}
