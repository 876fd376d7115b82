//! The pages show what the program says and what the files hold. Where this fails for the page of the formats, run it
//! with `JOURNEY_WRITE_PAGES=1` to write the page anew.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::folder::Folder;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What stands in the fence that opens with this line.
fn fence<'p>(page: &'p str, opening: &str) -> &'p str {
    let opening = format!("\n```{opening}\n");
    let (_, rest) = page.split_once(&opening).unwrap_or_else(|| panic!("no fence opens with {opening:?}"));
    if rest.starts_with("```\n") { "" } else { &rest[..=rest.find("\n```\n").expect("the fence ends")] }
}

/// The page with other contents of its fences.
fn with_fence(page: &str, opening: &str, content: &str) -> String {
    let old = fence(page, opening);
    page.replacen(&format!("\n```{opening}\n{old}```\n"), &format!("\n```{opening}\n{content}```\n"), 1)
}

#[test]
fn the_page_of_the_formats_shows_what_the_program_says() {
    let path = project().join("crates/journey-cli/README.md");
    let page = fs::read_to_string(&path).unwrap();
    let folder = Folder::new().with("channels.journey", fence(&page, "journey"));
    let mut fresh = page.clone();
    for (opening, format) in [
        ("text human", "human"),
        ("json json", "json"),
        ("json sarif", "sarif"),
        ("text github", "github"),
        ("json gitlab", "gitlab"),
        ("xml junit", "junit"),
    ] {
        let run = folder.run(&["check", "--format", format]);
        assert_eq!((run.status, run.error.as_str()), (1, ""));
        let shown = match format {
            "json" | "gitlab" => format!("{:#}\n", serde_json::from_str::<Value>(&run.out).unwrap()),
            "sarif" => {
                let log: Value = serde_json::from_str(&run.out).unwrap();
                let results = log["runs"][0]["results"].as_array().unwrap();
                format!("{:#}\n", results.iter().find(|result| result["ruleId"] == "unknown-key").unwrap())
            }
            _ => run.out,
        };
        fresh = with_fence(&fresh, opening, &shown);
    }
    if std::env::var_os("JOURNEY_WRITE_PAGES").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == fresh, "stale; run this test with JOURNEY_WRITE_PAGES=1");
}

#[test]
fn the_page_of_the_formats_names_all_of_them() {
    let page = fs::read_to_string(project().join("crates/journey-cli/README.md")).unwrap();
    let help = Folder::new().run(&["check", "--format", "none"]).error;
    let (_, values) = help.split_once("The values are ").unwrap();
    let formats: Vec<&str> = values.split('`').skip(1).step_by(2).collect();
    assert_eq!(formats.len(), 6, "{help}");
    for format in formats {
        assert!(
            page.contains(&format!("\n### `{format}`\n")) && page.contains(&format!("\n| `{format}` | ")),
            "{format}"
        );
    }
}

#[test]
fn the_readme_shows_the_examples_for_continuous_integration() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    for (place, file) in [
        ("`.pre-commit-config.yaml`", "pre-commit-config.yaml"),
        ("`.github/workflows/journeys.yml`", "github-workflow.yml"),
        ("`.gitlab-ci.yml`", "gitlab-ci.yml"),
    ] {
        let example = fs::read_to_string(project().join("tests/integrations/examples").join(file)).unwrap();
        let (_, behind) = readme.split_once(place).unwrap_or_else(|| panic!("the README does not name {place}"));
        assert_eq!(fence(behind, "yaml"), example, "{file}");
    }
}
