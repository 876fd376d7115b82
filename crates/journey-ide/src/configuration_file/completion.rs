//! Completion in `journey.toml`: settings, rules with what they find, and severities with what they mean.

use journey_model::RuleSeverity;
use journey_model::syntax::TextRange;
use journey_plugin::{CompletionKind, Insertion, Layout, Likeness, Registry, Severity, Topic};

use super::line::{Line, Part, Quotes};
use super::setting::{RULES, settings, severity_documentation};
use crate::completion::rule_documentation;
use crate::{CompletionItem, CompletionList};

/// What may be written at `offset` (bytes) of the text of a `journey.toml`.
pub fn complete_configuration(text: &str, offset: u32, registry: &Registry) -> CompletionList {
    let Some(line) = Line::at(text, offset) else {
        let empty = TextRange::empty(offset);
        return CompletionList { replace: empty, insert: empty, ..CompletionList::default() };
    };
    let given = journey_model::configuration::read(text, &registry.catalog()).places;
    let mut items = match &line.part {
        Part::Table { closed } => vec![table(*closed)],
        Part::Key { has_value } => match line.table {
            "" => {
                let is_given = |name: &str| match name {
                    "language" => given.language.is_some(),
                    "name" => given.name.is_some(),
                    "exclude" => text.lines().any(|line| line.trim_start().starts_with("exclude")),
                    _ => text.lines().any(|line| line.trim_start().starts_with("[rules]")),
                };
                keys(*has_value, is_given)
            }
            RULES => {
                let is_given = |rule: &str| given.rules.contains_key(rule);
                rules(registry, *has_value, is_given)
            }
            _ => Vec::new(),
        },
        Part::Value { key, quotes } if line.table == RULES => severities(registry, key, *quotes),
        Part::Value { key, quotes: Quotes::None } if line.table.is_empty() => values(key),
        Part::Value { .. } => Vec::new(),
    };
    items.sort_by_key(|item| std::cmp::Reverse(Likeness::of(line.typed, &item.label)));
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let layout = Layout { line_end: line_end.to_owned(), indentation: String::new(), step: String::new() };
    CompletionList {
        items,
        is_incomplete: false,
        replace: line.word,
        insert: TextRange::new(line.word.start, offset),
        layout: Some(layout),
    }
}

/// The documentation of an offer in a `journey.toml`, in Markdown.
pub fn configuration_documentation(registry: &Registry, topic: &Topic) -> Option<String> {
    match topic {
        Topic::Rule(rule) => rule_documentation(registry, rule),
        Topic::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn item(label: &str, kind: CompletionKind, detail: &str, topic: Topic, insertion: Insertion) -> CompletionItem {
    CompletionItem {
        label: label.to_owned(),
        kind,
        detail: (!detail.is_empty()).then(|| detail.to_owned()),
        insertion,
        then_complete: false,
        topic: Some(topic),
    }
}

/// The one table, inside of its brackets.
fn table(closed: bool) -> CompletionItem {
    let documentation = settings().into_iter().find(|setting| setting.name == RULES);
    let topic = Topic::Text(documentation.map(|setting| setting.documentation).unwrap_or_default());
    let insertion = Insertion::plain(if closed { RULES.to_owned() } else { format!("{RULES}]") });
    item(RULES, CompletionKind::Keyword, "how serious rules are", topic, insertion)
}

/// The keys at the top that are not there yet.
fn keys(has_value: bool, is_given: impl Fn(&str) -> bool) -> Vec<CompletionItem> {
    let missing = settings().into_iter().filter(|setting| has_value || !is_given(&setting.name));
    let items = missing.map(|setting| {
        let name = setting.name.as_str();
        let line = Insertion::plain(format!("{name} = "));
        let topic = Topic::Text(setting.documentation.clone());
        match name {
            RULES => {
                let insertion = Insertion::plain(format!("[{RULES}]")).line(0).end();
                item("[rules]", CompletionKind::Keyword, "how serious rules are", topic, insertion)
            }
            _ if has_value => item(name, CompletionKind::Key, "", topic, Insertion::plain(name)),
            "language" => item(name, CompletionKind::Key, "a number", topic, line.text("1")),
            "exclude" => item(name, CompletionKind::Key, "patterns", topic, line.text("[\"").end().text("\"]")),
            _ => item(name, CompletionKind::Key, "a text", topic, line.text("\"").end().text("\"")),
        }
    });
    items.collect()
}

/// The rules that have no severity yet.
fn rules(registry: &Registry, has_value: bool, is_given: impl Fn(&str) -> bool) -> Vec<CompletionItem> {
    let all = registry.rules().map(|rule| *rule.description());
    let missing = all.filter(|rule| has_value || !is_given(rule.id));
    let items = missing.map(|rule| {
        let insertion = match has_value {
            true => Insertion::plain(rule.id),
            false => {
                // What a rule has already is not what somebody writes a line for.
                let others = RuleSeverity::ALL.into_iter().rev();
                let others = others.filter(|severity| Severity::from_setting(*severity) != Some(rule.severity));
                let words = others.map(|severity| severity.name().to_owned());
                Insertion::plain(format!("{} = \"", rule.id)).choice(1, words).text("\"").end()
            }
        };
        let topic = Topic::Rule(rule.id.to_owned());
        item(rule.id, CompletionKind::Key, &format!("{}: {}", rule.severity, rule.summary), topic, insertion)
    });
    items.collect()
}

/// The severities, with quotes where there are none yet.
fn severities(registry: &Registry, rule: &str, quotes: Quotes) -> Vec<CompletionItem> {
    let default = registry.rules().find(|known| known.description().id == rule).map(|rule| rule.description().severity);
    let items = RuleSeverity::ALL.into_iter().map(|severity| {
        let name = severity.name();
        let is_default = default.is_some() && Severity::from_setting(severity) == default;
        let label = if quotes == Quotes::None { format!("\"{name}\"") } else { name.to_owned() };
        let close = if quotes == Quotes::Unclosed { "\"" } else { "" };
        let insertion = Insertion::plain(format!("{label}{close}"));
        let detail = if is_default { "as it is without this line" } else { "" };
        item(&label, CompletionKind::Word, detail, Topic::Text(severity_documentation(severity)), insertion)
    });
    items.collect()
}

/// What a key at the top can have.
fn values(key: &str) -> Vec<CompletionItem> {
    let Some(setting) = settings().into_iter().find(|setting| setting.name == key) else { return Vec::new() };
    let topic = Topic::Text(setting.documentation);
    let (label, kind, insertion) = match key {
        "language" => ("1", CompletionKind::Number, Insertion::plain("1")),
        "name" => ("\"\"", CompletionKind::Text, Insertion::plain("\"").end().text("\"")),
        "exclude" => ("[\"\"]", CompletionKind::Text, Insertion::plain("[\"").end().text("\"]")),
        _ => return Vec::new(),
    };
    vec![item(label, kind, "", topic, insertion)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::registry;

    fn list(marked: &str) -> (CompletionList, String) {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let list = complete_configuration(&text, u32::try_from(offset).expect("short"), &registry());
        assert!(list.replace.touches(u32::try_from(offset).expect("short")));
        assert!(text.get(list.replace.to_usize()).is_some());
        (list, text)
    }

    /// The first labels that are like what is typed, each with what it writes.
    fn offers(marked: &str, most: usize) -> String {
        let (list, text) = list(marked);
        let typed = &text[list.insert.to_usize()];
        let like = list.items.iter().filter(|item| Likeness::of(typed, &item.label).is_some());
        let lines = like.take(most).map(|item| {
            let written = item.insertion.to_snippet(list.layout.as_ref().expect("a layout"));
            format!("{} → {written}", item.label)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn settings_are_offered_at_the_top() {
        insta::assert_snapshot!(offers("|", 9), @r#"
            language → language = 1
            name → name = "${0}"
            exclude → exclude = ["${0}"]
            [rules] → [rules]
            ${0}
            "#);
        insta::assert_snapshot!(offers("language = 1\nna|", 9), @r#"name → name = "${0}""#);
        insta::assert_snapshot!(offers("\u{FEFF}lan| = 1", 9), @"language → language");
        insta::assert_snapshot!(offers("name = |", 9), @r#""" → "${0}""#);
        insta::assert_snapshot!(offers("language = |", 9), @"1 → 1");
        insta::assert_snapshot!(offers("[ru|", 9), @"rules → rules]");
    }

    #[test]
    fn rules_are_offered_with_the_severities_that_they_do_not_have() {
        insta::assert_snapshot!(offers("[rules]\nunu|", 9), @r#"
            unused-name → unused-name = "${1|off,hint,info,error|}"${0}
            journey-without-persona → journey-without-persona = "${1|off,hint,info,error|}"${0}
            "#);
        insta::assert_snapshot!(offers("rules.unused-n|", 9), @r#"unused-name → unused-name = "${1|off,hint,info,error|}"${0}"#);
        insta::assert_snapshot!(offers("[rules]\r\nunused| = \"off\"", 9), @"unused-name → unused-name");
        let (list, _) = list("[rules]\nunused-name = \"off\"\n|\n");
        assert!(!list.items.is_empty() && list.items.iter().all(|item| item.label != "unused-name"));
    }

    #[test]
    fn severities_are_offered_with_quotes_where_there_are_none() {
        insta::assert_snapshot!(offers("[rules]\nunused-name = |", 9), @r#"
            "error" → "error"
            "warning" → "warning"
            "info" → "info"
            "hint" → "hint"
            "off" → "off"
            "#);
        insta::assert_snapshot!(offers("[rules]\nunused-name = \"o|\"", 9), @r#"
            off → off
            error → error
            info → info
            "#);
        insta::assert_snapshot!(offers("[rules]\nunused-name = \"o|", 9), @r#"
            off → off"
            error → error"
            info → info"
            "#);
        insta::assert_snapshot!(offers("rules.unused-name = wa|", 9), @r#""warning" → "warning""#);
    }

    #[test]
    fn nothing_is_offered_elsewhere() {
        for marked in [
            "# lan|",
            "name = \"Gro|cery\"",
            "name = \"Grocery\" |",
            "exclude = [\n  \"a\",\n  |\n]",
            "[plugins]\nx|",
            "name = \"\"\"\nx|\n\"\"\"",
            "lan guage|",
            "[rules] x|",
        ] {
            assert_eq!(offers(marked, 9), "", "{marked}");
        }
    }

    #[test]
    fn every_place_of_a_file_has_an_answer() {
        let text = "\u{FEFF}language = 1\r\nname = \"Grö\"\rexclude = [\"a\"]\n[rules] # all\nunused-name = \"off\"\n[\n=\n.\n";
        for offset in 0..=u32::try_from(text.len()).expect("short") + 2 {
            let list = complete_configuration(text, offset, &registry());
            assert!(list.replace.touches(offset), "{offset}");
        }
    }
}
