//! `cargo xtask generate`: writes every file, or part of a file, that is derived from the code.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use journey_model::Schema;
use journey_model::configuration::json_schema;
use journey_model::schema::language_reference;
use journey_plugin::Registry;

use crate::{editor_copies, editor_queries, editor_words, grammars, rule_pages};

/// Writes what is stale, and says what that was.
pub(crate) fn write(root: &Path) -> Result<()> {
    for file in derived(root)? {
        if file.is_stale(root) {
            let path = root.join(&file.path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, &file.text).with_context(|| format!("cannot write {}", file.path))?;
            println!("wrote {}", file.path);
        }
    }
    for path in rule_pages::of_no_rule(root, &registry()?)? {
        fs::remove_file(root.join(&path)).with_context(|| format!("cannot remove {path}"))?;
        println!("removed {path}");
    }
    Ok(())
}

/// Writes nothing; an error names what is stale.
pub(crate) fn check(root: &Path) -> Result<()> {
    let files = derived(root)?;
    let stale = files.iter().filter(|file| file.is_stale(root));
    let mut stale: Vec<&str> = stale.map(|file| file.path.as_str()).collect();
    let of_no_rule = rule_pages::of_no_rule(root, &registry()?)?;
    stale.extend(of_no_rule.iter().map(String::as_str));
    if !stale.is_empty() {
        bail!("stale: {}; run `cargo xtask generate`", stale.join(", "));
    }
    Ok(())
}

/// A file as the code says it should be.
pub(crate) struct Derived {
    /// From the project's root.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Derived {
    fn is_stale(&self, root: &Path) -> bool {
        // A file that cannot be read is not there yet.
        fs::read_to_string(root.join(&self.path)).ok().as_deref() != Some(self.text.as_str())
    }
}

/// The half of the language reference that people write, and the half that is written here.
const REFERENCE: &str = "grammar/README.md";
const BEGIN: &str = "<!-- Written by `cargo xtask generate` from here to the end marker. Do not edit. -->\n";
const END: &str = "<!-- The end marker. -->\n";

fn derived(root: &Path) -> Result<Vec<Derived>> {
    let page = fs::read_to_string(root.join(REFERENCE)).with_context(|| format!("cannot read {REFERENCE}"))?;
    let reference = language_reference(Schema::standard());
    let registry = registry()?;
    let mut files = vec![
        Derived {
            path: REFERENCE.to_owned(),
            text: between_markers(&page, &reference)
                .with_context(|| format!("{REFERENCE} has lost a marker line: {BEGIN}{END}"))?,
        },
        Derived {
            path: "grammar/journey.toml.schema.json".to_owned(),
            text: format!("{:#}\n", json_schema(&registry.catalog())),
        },
        Derived {
            path: format!("crates/journey-json/schema/{}", journey_json::SCHEMA),
            text: format!("{:#}\n", journey_json::schema()),
        },
    ];
    files.extend(grammars::derived(root)?);
    files.extend(editor_words::derived(root)?);
    files.extend(editor_queries::derived(root, &files)?);
    files.extend(editor_copies::derived(root, &files)?);
    files.extend(rule_pages::derived(&registry));
    Ok(files)
}

/// A file's text: as it should be where it is derived itself, else as it is.
pub(crate) fn fresh(root: &Path, derived: &[Derived], path: &str) -> Result<String> {
    match derived.iter().find(|file| file.path == path) {
        Some(file) => Ok(file.text.clone()),
        None => fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}")),
    }
}

fn registry() -> Result<Registry> {
    Registry::new(journey_rules::plugins()).context("built-in plugins do not conflict")
}

/// The page with `part` between its markers; `None` where a marker is missing.
fn between_markers(page: &str, part: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{part}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_derived_file_is_fresh() {
        check(crate::root()).unwrap();
    }

    #[test]
    fn a_stale_file_is_named_and_then_written() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("grammar")).unwrap();
        fs::write(root.join(REFERENCE), format!("Mine.\n\n{BEGIN}old\n{END}\nMine too.\n")).unwrap();
        // What is written into these, or made of them, is for their own tests.
        let words = editor_words::FILES.map(|(path, _)| path.to_owned());
        for path in words.into_iter().chain(editor_queries::sources()).chain(editor_copies::sources()) {
            fs::create_dir_all(root.join(&path).parent().unwrap()).unwrap();
            fs::copy(crate::root().join(&path), root.join(&path)).unwrap();
        }
        let complaint = check(root).unwrap_err().to_string();
        assert!(complaint.starts_with("stale: grammar/README.md, grammar/journey.toml.schema.json, "), "{complaint}");
        assert!(complaint.contains(", crates/journey-rules/docs/README.md, "), "{complaint}");
        assert!(complaint.ends_with("; run `cargo xtask generate`"), "{complaint}");
        write(root).unwrap();
        check(root).unwrap();
        let page = fs::read_to_string(root.join(REFERENCE)).unwrap();
        assert!(page.starts_with("Mine.\n\n<!--") && page.ends_with("-->\n\nMine too.\n"), "{page}");
        assert!(page.contains("## touchpoint") && !page.contains("old\n"), "{page}");
    }

    #[test]
    fn a_page_without_its_markers_is_not_overwritten() {
        assert_eq!(between_markers("Mine.\n", "new"), None);
        assert_eq!(between_markers(&format!("Mine.\n{BEGIN}"), "new"), None);
    }
}
