//! The documentation of an offer, made when somebody looks at it.

use std::fmt::Write as _;

use journey_model::{Declaration, DeclarationId, Keyword, KeywordSet, Resolution};
use journey_plugin::{HoverContext, Registry, Subject, Topic};

use crate::Snapshot;

/// The documentation of an offer in Markdown; `None` where what it is about is gone.
pub fn documentation(snapshot: &Snapshot, topic: &Topic) -> Option<String> {
    let schema = snapshot.project.schema();
    match topic {
        Topic::Keyword(keyword) => {
            let schema = schema.keyword(*keyword);
            Some(format!("{}\n\n```journey\n{}```", schema.documentation, schema.example))
        }
        Topic::Key(keyword, key) => {
            let key = schema.key(*keyword, key)?;
            let several = if key.many { ", or several with commas between" } else { "" };
            let expected = key.value.expected();
            Some(format!("{}\n\nTakes {expected}{several}.\n\n```journey\n{}\n```", key.documentation, key.example))
        }
        Topic::Word(keyword, key, word) => {
            let key = schema.key(*keyword, key)?;
            let words = key.value.enumeration();
            words.iter().find(|known| known.name == *word).map(|known| known.documentation.to_string())
        }
        Topic::Citation => {
            let citation = schema.citation();
            Some(format!("{}\n\n```journey\n{}\n```", citation.documentation, citation.example))
        }
        Topic::Declaration(keyword, name) => declaration(snapshot, *keyword, name),
        Topic::Rule(rule) => rule_documentation(&snapshot.registry, rule),
        Topic::Text(text) => Some(text.clone()),
    }
}

/// The page of a rule, with its name and how serious its findings are.
pub(crate) fn rule_documentation(registry: &Registry, id: &str) -> Option<String> {
    let rule = registry.rules().map(|rule| rule.description()).find(|rule| rule.id == id)?;
    Some(format!(
        "**{id}** · {} unless set otherwise\n\n{}.\n\n{}",
        rule.severity,
        rule.summary,
        rule.documentation.trim()
    ))
}

/// What a hover over the declaration's name says.
fn declaration(snapshot: &Snapshot, keyword: Keyword, name: &str) -> Option<String> {
    let project = &snapshot.project;
    let Resolution::Found(id) = project.look_up(None, name, KeywordSet::of(&[keyword])) else { return None };
    Some(hover(snapshot, id).unwrap_or_else(|| card(project.declaration(id))))
}

fn hover(snapshot: &Snapshot, id: DeclarationId) -> Option<String> {
    let subject = Subject::Declaration(id);
    let context = HoverContext { file: snapshot.file(id.file), subject, today: snapshot.today };
    let parts: Vec<String> = snapshot.registry.hovers().filter_map(|provider| provider.hover(&context)).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// How many properties a card shows.
const PROPERTIES: usize = 8;

/// A declaration in a few lines, for where no plugin explains it.
fn card(declaration: Declaration<'_>) -> String {
    let kind = declaration.keyword().map_or("", Keyword::name);
    let mut card = format!("**{}** ({kind} `{}`)", plain(&declaration.label()), declaration.id());
    if let Some(documentation) = declaration.documentation() {
        let _ = write!(card, "\n\n{documentation}");
    }
    let mut lines = declaration.properties().map(|property| property.syntax().text()).peekable();
    if lines.peek().is_some() {
        card.push_str("\n\n```journey\n");
        for line in lines.take(PROPERTIES) {
            let _ = writeln!(card, "{line}");
        }
        card.push_str("```");
    }
    card
}

/// A label in Markdown: on one line, and without signs that mean something there.
fn plain(label: &str) -> String {
    let mut plain = String::new();
    for character in label.chars() {
        if matches!(character, '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '#') {
            plain.push('\\');
        }
        plain.push(if character.is_control() { ' ' } else { character });
    }
    plain
}
