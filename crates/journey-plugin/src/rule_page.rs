//! The pages of rules, in Markdown: what a rule says about itself, and how it is set and allowed.

use std::fmt::Write;

use journey_model::configuration::{FILE_NAME, OptionDescription, OptionKind, OptionValue};

use crate::diagnostic::{Applicability, Severity};
use crate::plugin::Plugin;
use crate::registry::Registry;
use crate::rule::{Group, RuleDescription};

/// The heading of the part that is written here, and of the part that it stands before.
const CONFIGURATION: &str = "## Configuration";
const SOURCE: &str = "## Source";

/// The page of a rule: its title, one line of facts, the parts of its documentation, and how to set it.
pub fn rule_page(plugin: &dyn Plugin, rule: &RuleDescription) -> String {
    let (before, source) = split_at_source(rule.documentation.trim());
    let parts = [
        format!("# {}", rule.id),
        format!("{}.", rule.summary),
        facts(plugin, rule),
        before.trim_end().to_owned(),
        configuration(plugin, rule),
        source.trim_end().to_owned(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

/// A page that lists all rules, by plugin and group. `link` says where the page of the rule with an id is.
pub fn rule_index(registry: &Registry, link: impl Fn(&str) -> Option<String>) -> String {
    let mut page = "# Rules\n\nWhat `journey check` looks for.\n".to_owned();
    for plugin in registry.plugins().filter(|plugin| !plugin.rules().is_empty()) {
        let manifest = plugin.manifest();
        page.push_str(&format!("\n## {}\n\n{}\n", manifest.id, manifest.documentation));
        for group in groups(plugin) {
            if group.id != manifest.id {
                page.push_str(&format!("\n### {}\n\n{}.\n", group.id, group.summary));
            }
            page.push_str("\n| Rule | What it finds | Severity | Fix |\n|---|---|---|---|\n");
            let rules = plugin.rules().iter().map(|rule| rule.description());
            for rule in rules.filter(|rule| rule.group.id == group.id) {
                let name = format!("`{}`", rule.id);
                let name = link(rule.id).map_or_else(|| name.clone(), |link| format!("[{name}]({link})"));
                let fix = rule.fixes.map_or("", applicability);
                let _ = writeln!(page, "| {name} | {} | {} | {fix} |", in_cell(rule.summary), rule.severity);
            }
        }
    }
    page
}

/// The groups of a plugin, in the order of its rules.
fn groups(plugin: &dyn Plugin) -> Vec<&'static Group> {
    let mut groups: Vec<&'static Group> = Vec::new();
    for rule in plugin.rules() {
        let group = rule.description().group;
        if groups.iter().all(|known| known.id != group.id) {
            groups.push(group);
        }
    }
    groups
}

fn applicability(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "safe",
        Applicability::Suggestion => "suggestion",
    }
}

fn facts(plugin: &dyn Plugin, rule: &RuleDescription) -> String {
    let plugin = plugin.manifest().id;
    let group = if rule.group.id == plugin { String::new() } else { format!(" Group `{}`.", rule.group.id) };
    let fix = match rule.fixes {
        Some(Applicability::Safe) => "`journey check --fix` mends what is safe to mend",
        Some(Applicability::Suggestion) => "It suggests fixes, which a person should choose",
        None => "It has no fixes",
    };
    format!("Plugin `{plugin}`.{group} Severity `{}`. {fix}.", rule.severity)
}

/// The documentation up to the part on where the idea comes from, and that part.
fn split_at_source(documentation: &str) -> (&str, &str) {
    let mut at = 0;
    let mut in_fence = false;
    for line in documentation.split_inclusive('\n') {
        if line.starts_with("```") {
            in_fence = !in_fence;
        } else if !in_fence && line.trim_end() == SOURCE {
            return documentation.split_at(at);
        }
        at += line.len();
    }
    (documentation, "")
}

fn configuration(plugin: &dyn Plugin, rule: &RuleDescription) -> String {
    let (id, plugin) = (rule.id, plugin.manifest().id);
    let group = match rule.group.id {
        group if group == plugin => format!("the plugin `{plugin}`"),
        group => format!("the group `{group}` or the plugin `{plugin}`"),
    };
    // An example that changes something.
    let other = if rule.severity == Severity::Info { "hint" } else { "info" };
    let mut text = format!(
        "{CONFIGURATION}\n\nHow serious its findings are is set in `{FILE_NAME}`: `error`, `warning`, `info`, `hint`, or `off`. The \
         same can be said of {group} instead, for all rules in it.\n\n```toml\n[rules]\n{id} = \"{other}\"\n```\n"
    );
    if !rule.options.is_empty() {
        let what = if rule.options.len() == 1 { "This can" } else { "These can" };
        let _ = write!(
            text,
            "\n{what} be set beside its severity:\n\n| Option | Takes | Default | What it is for |\n|---|---|---|---|\n"
        );
        for option in rule.options {
            let default = in_cell(&in_toml(&option.kind.default_value()));
            let documentation = in_cell(option.documentation);
            let _ = writeln!(text, "| `{}` | {} | `{default}` | {documentation} |", option.id, takes(option.kind));
        }
        let _ = write!(text, "\n```toml\n[rules.{id}]\nseverity = \"{}\"\n", rule.severity);
        for option in rule.options {
            let _ = writeln!(text, "{} = {}", option.id, in_toml(&example(option)));
        }
        text.push_str("```\n");
    }
    let _ = write!(
        text,
        "\nWhere one finding is right as it is, say so and why, on the line above what it is about:\n\n```journey\n\
         // journey: allow({id}) the reason, for whoever reads this next\n```"
    );
    text
}

fn takes(kind: OptionKind) -> String {
    match kind {
        OptionKind::Boolean { .. } => "`true` or `false`".to_owned(),
        OptionKind::WholeNumber { least, most, .. } => format!("a whole number from {least} to {most}"),
        OptionKind::Texts { .. } => "a list of texts".to_owned(),
    }
}

/// A value that is not the default.
fn example(option: &OptionDescription) -> OptionValue {
    match option.kind {
        OptionKind::Boolean { default } => OptionValue::Boolean(!default),
        OptionKind::WholeNumber { most, default, .. } if default < most => OptionValue::WholeNumber(default + 1),
        OptionKind::WholeNumber { least, default, .. } => OptionValue::WholeNumber((default - 1).max(least)),
        OptionKind::Texts { default } => {
            let first = default.first().copied().unwrap_or("one");
            OptionValue::Texts(vec![first.to_owned(), "another".to_owned()])
        }
    }
}

/// A value as it is written in `journey.toml`.
fn in_toml(value: &OptionValue) -> String {
    match value {
        OptionValue::Boolean(value) => value.to_string(),
        OptionValue::WholeNumber(number) => number.to_string(),
        OptionValue::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| in_quotes(text)).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

fn in_quotes(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(control))),
            plain => quoted.push(plain),
        }
    }
    quoted + "\""
}

/// A text of one line in the cell of a table.
fn in_cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::{Manifest, Reach, Report, Rule, RuleContext};

    struct Everything;

    static MANIFEST: Manifest =
        Manifest { id: "craft", version: "1", documentation: "Looks at maps as a mapper would." };

    static OPTIONS: [OptionDescription; 4] = [
        OptionDescription {
            id: "most",
            documentation: "How many | at most,\n  in a journey.",
            kind: OptionKind::WholeNumber { least: 1, most: 9, default: 9 },
        },
        OptionDescription { id: "strict", documentation: "Whether.", kind: OptionKind::Boolean { default: false } },
        OptionDescription {
            id: "words",
            documentation: "Words that count.",
            kind: OptionKind::Texts { default: &["a \"b\" \\ c", "d | e"] },
        },
        OptionDescription { id: "more", documentation: "More.", kind: OptionKind::Texts { default: &[] } },
    ];

    static RULE: RuleDescription = RuleDescription {
        id: "no-way",
        summary: "A journey that goes nowhere",
        documentation: "\n## What it does\nFinds them.\n\n## Example\n```journey\n## Source\n```\n\n## Source\nA book.\n",
        group: &Group { id: "scope", summary: "What a journey covers" },
        severity: Severity::Info,
        reach: Reach::File,
        fixes: Some(Applicability::Suggestion),
        options: &OPTIONS,
    };

    static PLAIN: RuleDescription = RuleDescription {
        id: "plain",
        documentation: "## What it does\nNothing.\n",
        group: &Group { id: "craft", summary: "" },
        severity: Severity::Warning,
        fixes: None,
        options: &[],
        ..RULE
    };

    struct Described(RuleDescription);

    impl Rule for Described {
        fn description(&self) -> &RuleDescription {
            &self.0
        }

        fn check(&self, _: &RuleContext<'_>, _: &mut Report) {}
    }

    impl Plugin for Everything {
        fn manifest(&self) -> &Manifest {
            &MANIFEST
        }

        fn rules(&self) -> &[&dyn Rule] {
            static RULES: [&dyn Rule; 2] = [&Described(RULE), &Described(PLAIN)];
            &RULES
        }
    }

    /// Headings with their marks, fences with their language, and the cells of tables.
    type Parts = (Vec<String>, Vec<(String, String)>, Vec<Vec<String>>);

    /// A page as an independent parser reads it.
    fn read(page: &str) -> Parts {
        let (mut headings, mut fences, mut rows) = (Vec::new(), Vec::new(), Vec::<Vec<String>>::new());
        let mut text = String::new();
        for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::TableCell) => text.clear(),
                Event::Start(Tag::TableRow | Tag::TableHead) => rows.push(Vec::new()),
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::End(TagEnd::Heading(level)) => {
                    let marks = if level == HeadingLevel::H1 { "#" } else { "##" };
                    headings.push(format!("{marks} {text}"));
                }
                Event::End(TagEnd::TableCell) => rows.last_mut().unwrap().push(text.clone()),
                Event::End(TagEnd::CodeBlock) => fences.push((String::new(), text.clone())),
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in {page}"),
                _ => {}
            }
        }
        let languages =
            page.lines().filter_map(|line| line.strip_prefix("```").filter(|language| !language.is_empty()));
        for (fence, language) in fences.iter_mut().zip(languages) {
            fence.0 = language.to_owned();
        }
        (headings, fences, rows)
    }

    #[test]
    fn a_page_has_its_parts_in_order_and_another_parser_reads_them_so() {
        let page = rule_page(&Everything, &RULE);
        let (headings, fences, rows) = read(&page);
        assert_eq!(headings, ["# no-way", "## What it does", "## Example", "## Configuration", "## Source"]);
        let languages: Vec<&str> = fences.iter().map(|(language, _)| language.as_str()).collect();
        assert_eq!(languages, ["journey", "toml", "toml", "journey"]);
        assert_eq!(fences[3].1, "// journey: allow(no-way) the reason, for whoever reads this next\n");
        assert_eq!(
            rows,
            [
                vec!["Option", "Takes", "Default", "What it is for"],
                vec!["most", "a whole number from 1 to 9", "9", "How many | at most, in a journey."],
                vec!["strict", "true or false", "false", "Whether."],
                vec!["words", "a list of texts", "[\"a \\\"b\\\" \\\\ c\", \"d | e\"]", "Words that count."],
                vec!["more", "a list of texts", "[]", "More."],
            ]
        );
        assert!(
            page.starts_with("# no-way\n\nA journey that goes nowhere.\n\nPlugin `craft`. Group `scope`. "),
            "{page}"
        );
        assert!(page.ends_with("## Source\nA book.\n"), "{page}");
    }

    #[test]
    fn a_page_without_options_and_source_has_no_empty_parts() {
        let page = rule_page(&Everything, &PLAIN);
        let (headings, fences, rows) = read(&page);
        assert_eq!(headings, ["# plain", "## What it does", "## Configuration"]);
        assert_eq!((fences.len(), rows.len()), (2, 0));
        assert!(
            page.contains("Plugin `craft`. Severity `warning`. It has no fixes.") && !page.contains("\n\n\n"),
            "{page}"
        );
    }

    #[test]
    fn the_examples_of_settings_set_what_they_say() {
        let page = rule_page(&Everything, &RULE);
        let (_, fences, _) = read(&page);
        let setting = |fence: &str| fence.parse::<toml::Table>().unwrap()["rules"]["no-way"].clone();
        assert_eq!(setting(&fences[1].1).as_str(), Some("hint"));
        let table = setting(&fences[2].1);
        assert_eq!((table["most"].as_integer(), table["strict"].as_bool()), (Some(8), Some(true)));
        assert_eq!(table["words"][0].as_str(), Some("a \"b\" \\ c"));
    }

    #[test]
    fn the_list_of_rules_has_each_once_under_its_group() {
        let registry = Registry::new(vec![Box::new(Everything)]).unwrap();
        let page = rule_index(&registry, |id| Some(format!("{id}.md")));
        let (headings, _, rows) = read(&page);
        assert_eq!(headings, ["# Rules", "## craft", "## scope"]);
        let cells: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(cells, ["Rule", "no-way", "Rule", "plain"]);
        assert!(page.contains("| [`no-way`](no-way.md) | A journey that goes nowhere | info | suggestion |"), "{page}");
        assert!(rule_index(&registry, |_| None).contains("| `plain` |"));
    }
}
