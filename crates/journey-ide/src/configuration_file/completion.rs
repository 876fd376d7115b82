//! Completion in `journey.toml`: settings, rules with what they find, options, severities with what they mean, and files.

use journey_model::RuleSeverity;
use journey_model::configuration::{
    CatalogRule, KEYS, KeyDescription, OVERRIDE_KEYS, OptionKind, RuleCatalog, SEVERITY_KEY,
};
use journey_model::syntax::TextRange;
use journey_plugin::{CompletionKind, Folders, Insertion, Layout, Likeness, Registry, Severity, Topic};

use super::cursor::{Cursor, Part, Quotes};
use super::setting::{OVERRIDES, RULES, Table, group_card, values};
use crate::completion::rule_documentation;
use crate::{CompletionItem, CompletionList};

/// What may be written at `offset` (bytes) of the text of a `journey.toml`. `folders` are those around it, whatever file
/// they are asked for.
pub fn complete_configuration(
    text: &str,
    offset: u32,
    registry: &Registry,
    folders: Option<&dyn Folders>,
) -> CompletionList {
    let Some(cursor) = Cursor::at(text, offset) else {
        let empty = TextRange::empty(offset);
        return CompletionList { replace: empty, insert: empty, ..CompletionList::default() };
    };
    let catalog = registry.catalog();
    let mut replace = cursor.word;
    let mut typed = cursor.typed;
    let mut items = match cursor.part {
        Part::Table { is_one_of_many, is_closed } => tables(&catalog, &cursor.around, is_one_of_many, is_closed),
        Part::Key { has_value } => keys(text, &catalog, &cursor, has_value),
        Part::Value { quotes, in_list: false } => match cursor.around.as_slice() {
            ["extends"] if quotes != Quotes::None => {
                // Each step of a path is a word of its own.
                let before = typed.rfind('/').map_or(0, |slash| slash + 1);
                let (folder, name) = typed.split_at(before);
                typed = name;
                let start = offset - u32::try_from(name.len()).unwrap_or_default();
                replace = TextRange::new(start, replace.end.max(offset));
                folders.map_or_else(Vec::new, |folders| files(&folders.entries("", folder), quotes))
            }
            [around @ .., key] => of_key(&catalog, around, key, quotes),
            [] => Vec::new(),
        },
        Part::Value { .. } => Vec::new(),
    };
    items.sort_by_key(|item| std::cmp::Reverse(Likeness::of(typed, &item.label)));
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let layout = Layout { line_end: line_end.to_owned(), indentation: String::new(), step: String::new() };
    CompletionList {
        items,
        is_incomplete: false,
        replace,
        insert: TextRange::new(replace.start, offset),
        layout: Some(layout),
    }
}

/// The documentation of an offer in a `journey.toml`, in Markdown.
pub fn configuration_documentation(registry: &Registry, topic: &Topic) -> Option<String> {
    match topic {
        Topic::Rule(rule) => rule_documentation(registry, rule).or_else(|| group_card(registry, rule)),
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

fn described(key: &KeyDescription) -> Topic {
    Topic::Text(key.documentation.to_owned())
}

/// Names of tables, inside of their brackets.
fn tables(catalog: &RuleCatalog, around: &[&str], is_one_of_many: bool, is_closed: bool) -> Vec<CompletionItem> {
    let close = if is_closed { "" } else { "]" };
    let table = |name: &str, key: &str, is_many: bool| {
        let key = KEYS.iter().find(|known| known.name == key)?;
        let text = match (is_many, is_one_of_many) {
            (true, true) => format!("{name}{close}{close}"),
            // The second bracket is missing on both sides.
            (true, false) => format!("[{name}]{close}"),
            _ => format!("{name}{close}"),
        };
        Some(item(name, CompletionKind::Keyword, key.takes, described(key), Insertion::plain(text)))
    };
    match (Table::named(around), is_one_of_many) {
        (Some(Table::Top), true) => table(OVERRIDES, OVERRIDES, true).into_iter().collect(),
        (Some(Table::Top), false) => {
            [table(RULES, RULES, false), table(OVERRIDES, OVERRIDES, true)].into_iter().flatten().collect()
        }
        (Some(Table::Override), false) => table(RULES, RULES, false).into_iter().collect(),
        (Some(Table::Rules), false) => {
            let with_options = catalog.rules.iter().filter(|rule| !rule.options.is_empty());
            let tables = with_options.map(|rule| {
                let insertion = Insertion::plain(format!("{}{close}", rule.id));
                item(rule.id, CompletionKind::Key, &summary(rule), Topic::Rule(rule.id.to_owned()), insertion)
            });
            tables.collect()
        }
        _ => Vec::new(),
    }
}

/// The keys of the table at the cursor that are not there yet.
fn keys(text: &str, catalog: &RuleCatalog, cursor: &Cursor<'_>, has_value: bool) -> Vec<CompletionItem> {
    let is_new = |name: &str| has_value || !cursor.given.contains(&name);
    match Table::named(&cursor.around) {
        Some(Table::Top) => {
            // What stands behind the cursor is given too.
            let begins = |line: &str, name: &str| {
                line.trim_start().strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            let heads = |name: &str| text.lines().any(|line| begins(line, name) || begins(line, &format!("[{name}]")));
            let own = cursor.word;
            let stands = |name: &str| is_elsewhere(text, own, name) && heads(name);
            KEYS.iter()
                .filter(|key| has_value || key.name == OVERRIDES || !stands(key.name))
                .map(|key| top_key(key, has_value))
                .collect()
        }
        Some(Table::Override) => {
            let new = OVERRIDE_KEYS.iter().filter(|key| is_new(key.name));
            let items = new.map(|key| {
                let line = Insertion::plain(format!("{} = ", key.name));
                let insertion = match (has_value, key.name) {
                    (true, name) => Insertion::plain(name),
                    (false, RULES) => line.text("{ ").end().text(" }"),
                    (false, _) => line.text("[\"").end().text("\"]"),
                };
                item(key.name, CompletionKind::Key, key.takes, described(key), insertion)
            });
            items.collect()
        }
        Some(Table::Rules) => {
            let places = journey_model::configuration::read(text, catalog).places;
            let is_own = cursor.around.as_slice() == [RULES];
            let is_given = |id: &str| !is_new(id) || !has_value && is_own && places.rules.contains_key(id);
            rules(catalog, has_value, is_given)
        }
        Some(Table::Rule(id)) => options(catalog, id, has_value, is_new),
        None => Vec::new(),
    }
}

/// Whether a word stands somewhere else than at the cursor.
fn is_elsewhere(text: &str, own: TextRange, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| at != own.start as usize)
}

fn top_key(key: &KeyDescription, has_value: bool) -> CompletionItem {
    let name = key.name;
    let line = Insertion::plain(format!("{name} = "));
    let (label, insertion) = match name {
        RULES => ("[rules]", Insertion::plain("[rules]").line(0).end()),
        OVERRIDES => {
            let head = Insertion::plain("[[overrides]]").line(0).text("files = [\"").stop(1, "archive/**").text("\"]");
            ("[[overrides]]", head.line(0).text("rules = { ").end().text(" }"))
        }
        _ if has_value => (name, Insertion::plain(name)),
        "language" => (name, line.text("1")),
        "exclude" => (name, line.text("[\"").end().text("\"]")),
        _ => (name, line.text("\"").end().text("\"")),
    };
    let kind = if label == name { CompletionKind::Key } else { CompletionKind::Keyword };
    item(label, kind, key.takes, described(key), insertion)
}

/// The rules and groups that nothing is said about yet.
fn rules(catalog: &RuleCatalog, has_value: bool, is_given: impl Fn(&str) -> bool) -> Vec<CompletionItem> {
    let line = |name: &str, default: Option<RuleSeverity>| {
        if has_value {
            return Insertion::plain(name);
        }
        // What a rule has already is not what somebody writes a line for.
        let others = RuleSeverity::ALL.into_iter().rev().filter(|severity| Some(*severity) != default);
        let words = others.map(|severity| severity.name().to_owned());
        Insertion::plain(format!("{name} = \"")).choice(1, words).text("\"").end()
    };
    let rules = catalog.rules.iter().filter(|rule| !is_given(rule.id)).map(|rule| {
        let topic = Topic::Rule(rule.id.to_owned());
        item(rule.id, CompletionKind::Key, &summary(rule), topic, line(rule.id, Some(rule.severity)))
    });
    let groups = catalog.groups.iter().filter(|(group, _)| !is_given(group)).map(|(group, about)| {
        let topic = Topic::Rule((*group).to_owned());
        item(group, CompletionKind::Keyword, &format!("all rules of a group: {about}"), topic, line(group, None))
    });
    rules.chain(groups).collect()
}

fn summary(rule: &CatalogRule) -> String {
    format!("{}: {}", rule.severity.name(), rule.summary)
}

/// The severity and the options in the table of a rule or a group.
fn options(catalog: &RuleCatalog, id: &str, has_value: bool, is_new: impl Fn(&str) -> bool) -> Vec<CompletionItem> {
    if catalog.kind(id).is_none() {
        return Vec::new();
    }
    let line = |name: &str, value: Insertion| {
        if has_value { Insertion::plain(name) } else { Insertion::plain(format!("{name} = ")).then(value) }
    };
    let severity = is_new(SEVERITY_KEY.name).then(|| {
        let words = RuleSeverity::ALL.into_iter().rev().map(|severity| severity.name().to_owned());
        let value = Insertion::plain("\"").choice(1, words).text("\"").end();
        let insertion = line(SEVERITY_KEY.name, value);
        item(SEVERITY_KEY.name, CompletionKind::Key, SEVERITY_KEY.takes, described(&SEVERITY_KEY), insertion)
    });
    let options = catalog.rule(id).map_or(&[][..], |rule| rule.options);
    let options = options.iter().filter(|option| is_new(option.id)).map(|option| {
        let value = match option.kind {
            OptionKind::Boolean { default } => Insertion::plain((!default).to_string()),
            OptionKind::WholeNumber { default, .. } => Insertion::plain("").stop(1, default.to_string()),
            OptionKind::Texts { .. } => Insertion::plain("[\"").end().text("\"]"),
        };
        let topic = Topic::Text(option.documentation.to_owned());
        item(option.id, CompletionKind::Key, &values(option).replace('`', ""), topic, line(option.id, value))
    });
    severity.into_iter().chain(options).collect()
}

/// What a key may have.
fn of_key(catalog: &RuleCatalog, around: &[&str], key: &str, quotes: Quotes) -> Vec<CompletionItem> {
    match Table::named(around) {
        Some(Table::Rules) => {
            let mut items = severities(catalog, key, quotes);
            if quotes == Quotes::None
                && let Some(rule) = catalog.rule(key).filter(|rule| !rule.options.is_empty())
            {
                let insertion = Insertion::plain("{ ").end().text(" }");
                items.push(item(
                    "{ }",
                    CompletionKind::Keyword,
                    "with options",
                    Topic::Rule(rule.id.to_owned()),
                    insertion,
                ));
            }
            items
        }
        Some(Table::Rule(rule)) if key == SEVERITY_KEY.name => severities(catalog, rule, quotes),
        Some(Table::Rule(rule)) if quotes == Quotes::None => option_values(catalog, rule, key),
        Some(Table::Top) if quotes == Quotes::None => top_values(key),
        Some(Table::Override) if quotes == Quotes::None => override_values(key),
        _ => Vec::new(),
    }
}

/// The severities, with quotes where there are none yet.
fn severities(catalog: &RuleCatalog, rule: &str, quotes: Quotes) -> Vec<CompletionItem> {
    let default = catalog.rule(rule).map(|rule| rule.severity);
    let items = RuleSeverity::ALL.into_iter().map(|severity| {
        let name = severity.name();
        let is_default =
            default.is_some() && Severity::from_setting(severity) == default.and_then(Severity::from_setting);
        let label = if quotes == Quotes::None { format!("\"{name}\"") } else { name.to_owned() };
        let close = if quotes == Quotes::Unclosed { "\"" } else { "" };
        let insertion = Insertion::plain(format!("{label}{close}"));
        let detail = if is_default { "as it is without this line" } else { "" };
        let topic = Topic::Text(severity.documentation().to_owned());
        item(&label, CompletionKind::Word, detail, topic, insertion)
    });
    items.collect()
}

fn option_values(catalog: &RuleCatalog, rule: &str, option: &str) -> Vec<CompletionItem> {
    let option = catalog.rule(rule).and_then(|rule| rule.options.iter().find(|known| known.id == option));
    let Some(option) = option else { return Vec::new() };
    let value = |label: &str, kind, detail: &str, insertion| {
        item(label, kind, detail, Topic::Text(option.documentation.to_owned()), insertion)
    };
    let as_it_is = |is_default: bool| if is_default { "as it is without this" } else { "" };
    match option.kind {
        OptionKind::Boolean { default } => {
            let both = [true, false].map(|word| {
                let text = word.to_string();
                value(&text, CompletionKind::Word, as_it_is(word == default), Insertion::plain(&*text))
            });
            both.into()
        }
        OptionKind::WholeNumber { default, .. } => {
            let text = default.to_string();
            vec![value(&text, CompletionKind::Number, &values(option).replace('`', ""), Insertion::plain(&*text))]
        }
        OptionKind::Texts { default } => {
            let own = value("[\"\"]", CompletionKind::Text, "", Insertion::plain("[\"").end().text("\"]"));
            let texts: Vec<String> = default.iter().map(|text| format!("{text:?}")).collect();
            let all = format!("[{}]", texts.join(", "));
            let all = (!default.is_empty())
                .then(|| value(&all, CompletionKind::Text, as_it_is(true), Insertion::plain(&*all)));
            std::iter::once(own).chain(all).collect()
        }
    }
}

/// What a key at the top can have.
fn top_values(key: &str) -> Vec<CompletionItem> {
    let Some(key) = KEYS.iter().find(|known| known.name == key) else { return Vec::new() };
    let (label, kind, insertion) = match key.name {
        "language" => ("1", CompletionKind::Number, Insertion::plain("1")),
        "name" | "extends" => ("\"\"", CompletionKind::Text, Insertion::plain("\"").end().text("\"")),
        "exclude" => ("[\"\"]", CompletionKind::Text, Insertion::plain("[\"").end().text("\"]")),
        _ => return Vec::new(),
    };
    vec![item(label, kind, "", described(key), insertion)]
}

/// What a key of an override can have.
fn override_values(key: &str) -> Vec<CompletionItem> {
    let Some(key) = OVERRIDE_KEYS.iter().find(|known| known.name == key) else { return Vec::new() };
    let (label, insertion) = match key.name {
        RULES => ("{ }", Insertion::plain("{ ").end().text(" }")),
        _ => ("[\"\"]", Insertion::plain("[\"").end().text("\"]")),
    };
    vec![item(label, CompletionKind::Text, "", described(key), insertion)]
}

/// Folders, and files with settings.
fn files(entries: &[String], quotes: Quotes) -> Vec<CompletionItem> {
    let plain = entries.iter().filter(|name| {
        let is_sound = !name.contains(['"', '\'', '\\', ':']) && !name.chars().any(char::is_control);
        is_sound && !name.starts_with('.') && (name.ends_with('/') || name.ends_with(".toml"))
    });
    let up = std::iter::once("../");
    let items = up.chain(plain.map(String::as_str)).map(|name| {
        let is_folder = name.ends_with('/');
        let close = if !is_folder && quotes == Quotes::Unclosed { "\"" } else { "" };
        let kind = if is_folder { CompletionKind::Folder } else { CompletionKind::File };
        CompletionItem {
            label: name.to_owned(),
            kind,
            detail: None,
            insertion: Insertion::plain(format!("{name}{close}")),
            then_complete: is_folder,
            topic: None,
        }
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::configuration_file::hover_configuration;
    use crate::configuration_file::testing::registry;

    struct Around;

    impl Folders for Around {
        fn entries(&self, _: &str, folder: &str) -> Vec<String> {
            let names: &[&str] = match folder {
                "" => &["a.journey", "drafts/", "journey.toml", ".hidden.toml"],
                "../" => &["base.toml", "maps/"],
                _ => &[],
            };
            names.iter().map(|name| (*name).to_owned()).collect()
        }

        fn is_file(&self, _: &str, _: &str) -> bool {
            false
        }
    }

    fn list(marked: &str) -> (CompletionList, String) {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let list = complete_configuration(&text, u32::try_from(offset).expect("short"), &registry(), Some(&Around));
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
        extends → extends = "${0}"
        exclude → exclude = ["${0}"]
        [rules] → [rules]
        ${0}
        [[overrides]] → [[overrides]]
        files = ["${1:archive/**}"]
        rules = { ${0} \}
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
            unused-suppression → unused-suppression = "${1|off,hint,info,error|}"${0}
            journey-without-persona → journey-without-persona = "${1|off,hint,info,error|}"${0}
            suppression-without-reason → suppression-without-reason = "${1|off,hint,warning,error|}"${0}
            "#);
        insta::assert_snapshot!(offers("rules.unused-na|", 9), @r#"unused-name → unused-name = "${1|off,hint,info,error|}"${0}"#);
        insta::assert_snapshot!(offers("[rules]\r\nunused-na| = \"off\"", 9), @"unused-name → unused-name");
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
    fn groups_and_options_are_offered() {
        insta::assert_snapshot!(offers("[rules]\npeop|", 2), @r#"people → people = "${1|off,hint,info,warning,error|}"${0}"#);
        insta::assert_snapshot!(offers("[rules]\nmany-personas = |", 9), @r#"
        "error" → "error"
        "warning" → "warning"
        "info" → "info"
        "hint" → "hint"
        "off" → "off"
        { } → { ${0} \}
        "#);
        insta::assert_snapshot!(offers("[rules]\nmany-personas = { | }", 9), @r#"
        severity → severity = "${1|off,hint,info,warning,error|}"${0}
        most → most = ${1:3}
        drafts → drafts = true
        words → words = ["${0}"]
        "#);
        insta::assert_snapshot!(offers("[rules]\nmany-personas = { most = 3, d| }", 9), @r#"
        drafts → drafts = true
        words → words = ["${0}"]
        "#);
        insta::assert_snapshot!(offers("[rules.many-personas]\nsev|", 1), @r#"severity → severity = "${1|off,hint,info,warning,error|}"${0}"#);
        insta::assert_snapshot!(offers("[rules.many-personas]\nseverity = \"in|\"", 1), @"info → info");
        insta::assert_snapshot!(offers("[rules.many-personas]\nmost = |", 1), @"3 → 3");
        insta::assert_snapshot!(offers("rules.many-personas.drafts = |", 2), @r#"
        true → true
        false → false
        "#);
        insta::assert_snapshot!(offers("[rules.many-personas]\nwords = |", 2), @r#"
        [""] → ["${0}"]
        ["buyer"] → ["buyer"]
        "#);
        insta::assert_snapshot!(offers("[rules.people]\n|", 9), @r#"severity → severity = "${1|off,hint,info,warning,error|}"${0}"#);
    }

    #[test]
    fn overrides_are_offered() {
        insta::assert_snapshot!(offers("overr|", 1), @r#"
        [[overrides]] → [[overrides]]
        files = ["${1:archive/**}"]
        rules = { ${0} \}
        "#);
        insta::assert_snapshot!(offers("[[ov|", 9), @"overrides → overrides]]");
        insta::assert_snapshot!(offers("[ov|]", 9), @"overrides → [overrides]");
        insta::assert_snapshot!(offers("[overrides.|", 9), @"rules → rules]");
        insta::assert_snapshot!(offers("[rules.man|", 9), @"many-personas → many-personas]");
        insta::assert_snapshot!(offers("[[overrides]]\n|", 9), @r#"
        files → files = ["${0}"]
        rules → rules = { ${0} \}
        "#);
        insta::assert_snapshot!(offers("[[overrides]]\nfiles = [\"a\"]\n|", 9), @r"rules → rules = { ${0} \}");
        insta::assert_snapshot!(offers("[[overrides]]\nrules = { peopl| }", 1), @r#"people → people = "${1|off,hint,info,warning,error|}"${0}"#);
        insta::assert_snapshot!(offers("[[overrides]]\n[overrides.rules]\nmany-personas = { mo| }", 1), @"most → most = ${1:3}");
        insta::assert_snapshot!(offers("overrides = [\n  { files = [\"a\"], rules = { people = \"o|\" } },\n]", 1), @"off → off");
    }

    #[test]
    fn files_with_settings_are_offered() {
        insta::assert_snapshot!(offers("extends = \"|\"", 9), @r#"
        ../ → ../
        drafts/ → drafts/
        journey.toml → journey.toml
        "#);
        insta::assert_snapshot!(offers("extends = \"../b|", 9), @r#"base.toml → base.toml""#);
        insta::assert_snapshot!(offers("extends = |", 9), @r#""" → "${0}""#);
    }

    #[test]
    fn a_bracket_that_is_open_does_not_swallow_the_rest() {
        for marked in [
            "exclude = [\"a\"\n[rules]\nunused-n|",
            "rules = { many-personas = { \n[rules]\nunused-n|",
            "name = \"open\n[rules]\nunused-n|",
        ] {
            assert!(offers(marked, 1).starts_with("unused-name → "), "{marked}");
        }
    }

    #[test]
    fn nothing_is_offered_elsewhere() {
        for marked in [
            "# lan|",
            "name = \"Gro|cery\"",
            "name = \"Grocery\" |",
            "exclude = [\n  \"a\",\n  |\n]",
            "[rules.x]\n|",
            "[[overrides]] |",
            "[[overrides]]\nfiles = [\"a|\"]",
            "[rules]\nmany-personas = { most = 3 } |",
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
        let text = "\u{FEFF}language = 1\r\nname = \"Grö\"\rexclude = [\"a\"]\n[rules] # all\nunused-name = \"off\"\nx = { a = [{ 'b' = 1, \n}]\n[[overrides]]\nfiles = [ # é\n\"a\",\n]\n[\n=\n.\n";
        for offset in 0..=u32::try_from(text.len()).expect("short") + 2 {
            let list = complete_configuration(text, offset, &registry(), Some(&Around));
            assert!(list.replace.touches(offset), "{offset}");
        }
    }

    /// Pieces of settings, sound and broken.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "rules",
            "[rules]",
            "[[overrides]]",
            "[",
            "]",
            "{",
            "}",
            " = ",
            "=",
            ".",
            ",",
            "\"",
            "'",
            "\"\"\"",
            "\n",
            "\r\n",
            "#",
            " ",
            "\t",
            "é😀",
            "\\",
            "many-personas",
            "most",
            "severity",
            "extends",
            "files",
            "\"a\"",
            "3",
            "\u{FEFF}",
        ]);
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_place_of_any_text_has_an_answer_within_it(text in pieces()) {
            for offset in 0..=u32::try_from(text.len()).expect("short") {
                let list = complete_configuration(&text, offset, &registry(), Some(&Around));
                prop_assert!(list.replace.touches(offset) && text.get(list.insert.to_usize()).is_some() || list.items.is_empty());
                if let Some(hover) = hover_configuration(&text, offset, &registry()) {
                    prop_assert!(hover.range.touches(offset) && text.get(hover.range.to_usize()).is_some());
                }
            }
        }
    }
}
