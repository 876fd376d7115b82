//! The page of every rule, and the list of all pages.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use journey_plugin::{Registry, rule_index, rule_page};

use crate::generate::Derived;

/// Where the pages are, from the project's root.
const FOLDER: &str = "crates/journey-rules/docs";
const INDEX: &str = "README.md";
const WRITTEN: &str =
    "<!-- Written by `cargo xtask generate` from what the rule says about itself. Do not edit. -->\n\n";

/// The list of all rules, then the page of each.
pub(crate) fn derived(registry: &Registry) -> Vec<Derived> {
    let file =
        |name: &str, text: String| Derived { path: format!("{FOLDER}/{name}"), text: format!("{WRITTEN}{text}") };
    let mut files = vec![file(INDEX, rule_index(registry, |id| Some(file_name(id))))];
    for plugin in registry.plugins() {
        for rule in plugin.rules().iter().map(|rule| rule.description()) {
            let page = rule_page(plugin, rule);
            files.push(file(&file_name(rule.id), format!("{page}\n[All rules]({INDEX})\n")));
        }
    }
    files
}

/// Pages that no rule has (any more), from the project's root.
pub(crate) fn of_no_rule(root: &Path, registry: &Registry) -> Result<Vec<String>> {
    let known: BTreeSet<String> = derived(registry).into_iter().map(|file| file.path).collect();
    let entries = match fs::read_dir(root.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot read {FOLDER}"))?,
    };
    let mut unknown = Vec::new();
    for entry in entries {
        let path = format!("{FOLDER}/{}", entry?.file_name().to_string_lossy());
        if !known.contains(&path) {
            unknown.push(path);
        }
    }
    unknown.sort();
    Ok(unknown)
}

fn file_name(rule: &str) -> String {
    format!("{rule}.md")
}

#[cfg(test)]
mod tests {
    use journey_plugin::Plugin;
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

    use super::*;

    fn pages() -> Vec<Derived> {
        derived(&Registry::new(journey_rules::plugins()).unwrap())
    }

    /// The events of a page as an independent parser reads it, without the comment at its top.
    fn events(page: &Derived) -> Vec<Event<'_>> {
        let text = page.text.strip_prefix(WRITTEN).unwrap();
        Parser::new_ext(text, Options::ENABLE_TABLES).collect()
    }

    #[test]
    fn every_heading_and_fence_of_every_page_is_read_as_one() {
        let pages = pages();
        for page in &pages {
            let events = events(page);
            let count = |is_meant: fn(&Event<'_>) -> bool| events.iter().filter(|event| is_meant(event)).count();
            let (mut headings, mut fences, mut in_fence) = (0, 0, false);
            for line in page.text.lines() {
                if line.trim_start().starts_with("```") {
                    in_fence = !in_fence;
                    fences += usize::from(in_fence);
                } else if !in_fence && line.starts_with('#') {
                    headings += 1;
                }
            }
            assert!(!in_fence, "{} leaves a fence open", page.path);
            assert_eq!(count(|event| matches!(event, Event::Start(Tag::Heading { .. }))), headings, "{}", page.path);
            assert_eq!(count(|event| matches!(event, Event::Start(Tag::CodeBlock(_)))), fences, "{}", page.path);
            assert_eq!(count(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_))), 0, "{}", page.path);
            for event in &events {
                if let Event::Start(Tag::CodeBlock(kind)) = event {
                    let CodeBlockKind::Fenced(language) = kind else {
                        panic!("{} has indented code: {kind:?}", page.path);
                    };
                    assert!(["journey", "toml", "text", "csv"].contains(&&**language), "{}: {language:?}", page.path);
                }
            }
        }
        assert!(pages.len() > 10);
    }

    #[test]
    fn the_rows_of_tables_have_as_many_cells_as_their_heads() {
        for page in &pages() {
            let mut cells = 0;
            let mut columns = 0;
            for event in events(page) {
                match event {
                    Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
                    Event::Start(Tag::TableHead | Tag::TableRow) => cells = 0,
                    Event::Start(Tag::TableCell) => cells += 1,
                    Event::End(TagEnd::TableHead | TagEnd::TableRow) => assert_eq!(cells, columns, "{}", page.path),
                    // What a table did not take in stands there as text.
                    Event::Text(text) => assert!(!text.starts_with('|'), "{}: {text}", page.path),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn every_link_leads_to_a_page_and_every_rule_is_linked() {
        let pages = pages();
        let known: BTreeSet<&str> = pages.iter().map(|page| page.path.rsplit('/').next().unwrap()).collect();
        let mut linked = BTreeSet::new();
        for page in &pages {
            for event in events(page) {
                if let Event::Start(Tag::Link { dest_url, .. }) = event {
                    let outside = dest_url.starts_with("https://");
                    assert!(outside || known.contains(&*dest_url), "{} links to {dest_url}", page.path);
                    if page.path.ends_with(INDEX) {
                        assert!(linked.insert(dest_url.to_string()), "{dest_url} is listed twice");
                    }
                }
            }
        }
        let rules: BTreeSet<String> =
            journey_rules::plugins().iter().flat_map(|plugin| names(&**plugin)).map(file_name).collect();
        assert_eq!(linked, rules);
    }

    fn names(plugin: &dyn Plugin) -> Vec<&'static str> {
        plugin.rules().iter().map(|rule| rule.description().id).collect()
    }

    #[test]
    fn a_page_of_no_rule_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::new(journey_rules::plugins()).unwrap();
        assert_eq!(of_no_rule(folder.path(), &registry).unwrap(), [""; 0]);
        fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
        for name in ["old-rule.md", "unused-name.md", INDEX] {
            fs::write(folder.path().join(FOLDER).join(name), "").unwrap();
        }
        assert_eq!(of_no_rule(folder.path(), &registry).unwrap(), ["crates/journey-rules/docs/old-rule.md"]);
    }
}
