//! The journeys on the pages that people read first, the language reference and the README, say the truth.
//!
//! A fence that begins with ```` ```journey ```` holds a whole file that checks clean. With a file's name behind the
//! language it is one file of a project, made of all fences of the page that have a name, `journey.toml` among them.
//! With `broken` behind it, the tools have to find an error in it.

use std::path::Path;
use std::sync::Arc;

use journey_model::configuration::{Configuration, FILE_NAME, read};
use journey_model::{File, FileModel, Project};
use journey_plugin::{Diagnostic, Registry, Severity};

#[test]
fn the_journeys_of_the_language_reference_check_clean() {
    let page = Page::read("grammar/README.md");
    page.keeps_its_promises();
    assert!(page.fences.len() > 20, "{}", page.fences.len());
    for purpose in ["broken", "today.journey", FILE_NAME] {
        assert!(page.fences.iter().any(|fence| fence.purpose == purpose), "no fence for {purpose}");
    }
}

#[test]
fn the_journeys_of_the_readme_check_clean() {
    let page = Page::read("README.md");
    page.keeps_its_promises();
    assert!(!page.fences.is_empty());
}

#[test]
#[should_panic(expected = "unknown-key")]
fn a_journey_with_a_mistake_would_be_found() {
    Page::of("made.md", "```journey\npersona sam \"Sam\" { gaol: \"Home\" }\n```\n").keeps_its_promises();
}

#[test]
#[should_panic(expected = "nothing is wrong")]
fn a_journey_that_is_not_as_broken_as_it_says_would_be_found() {
    Page::of("made.md", "```journey broken\n// fine\n```\n").keeps_its_promises();
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
    text: String,
}

impl Page {
    fn read(path: &str) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
        Self::of(path, &std::fs::read_to_string(file).unwrap())
    }

    fn of(path: &str, page: &str) -> Self {
        let mut fences = Vec::new();
        let mut lines = page.lines().zip(2..);
        while let Some((opening, line)) = lines.next() {
            let Some(info) = opening.strip_prefix("```") else { continue };
            let text: Vec<&str> = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```").collect();
            let (language, purpose) = info.split_once(' ').unwrap_or((info, ""));
            if language == "journey" || purpose == FILE_NAME {
                fences.push(Fence { line, purpose: purpose.into(), text: text.join("\n") + "\n" });
            }
        }
        Self { path: path.into(), fences }
    }

    fn keeps_its_promises(&self) {
        let place = |fence: &Fence| format!("{}:{}", self.path, fence.line);
        let mut project = Vec::new();
        for fence in &self.fences {
            match fence.purpose.as_str() {
                "" => clean(&[(place(fence), whole_file(&fence.text))], Configuration::default()),
                "broken" => {
                    let found = findings(&[(place(fence), fence.text.clone())], Configuration::default());
                    let wrong = found.iter().any(|(_, finding)| finding.severity == Severity::Error);
                    assert!(wrong, "{}: nothing is wrong with this", place(fence));
                }
                FILE_NAME => {}
                _ => project.push((place(fence), fence.text.clone())),
            }
        }
        let settings = self.fences.iter().find(|fence| fence.purpose == FILE_NAME);
        let configuration = settings.map(|fence| {
            let registry = registry();
            let rules: Vec<&str> = registry.rules().map(|rule| rule.description().id).collect();
            let reading = read(&fence.text, &rules);
            assert_eq!(reading.problems, [], "{}", place(fence));
            reading.configuration
        });
        clean(&project, configuration.unwrap_or_default());
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

/// Nothing that is worth a warning or more.
fn clean(files: &[(String, String)], configuration: Configuration) {
    for (path, finding) in findings(files, configuration) {
        let Diagnostic { severity, code, message, help, .. } = finding;
        assert!(severity > Severity::Warning, "{path}: {severity} {code}: {message}. {help}");
    }
}

fn findings(files: &[(String, String)], configuration: Configuration) -> Vec<(String, Diagnostic)> {
    let registry = registry();
    let schema = registry.schema();
    let lowered = files.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema)),
    });
    let project = Project::new(lowered.collect(), Arc::clone(&schema), configuration);
    let checked = project.files().flat_map(|(id, file)| {
        registry.check(&project, id).into_iter().map(|finding| (file.path.to_string(), finding))
    });
    checked.collect()
}

fn registry() -> Registry {
    Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict")
}
