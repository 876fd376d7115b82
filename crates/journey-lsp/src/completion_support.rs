//! What the client can do with completions, and offers in the form that it can take.

use journey_ide::plugin::model::Keyword;
use journey_ide::plugin::{CompletionKind, Layout};
use journey_ide::{CompletionItem, CompletionList};
use ls_types as lsp;
use serde_json::json;

use crate::capabilities::Capabilities;

/// Asks for completion again behind what was written, in editors that know it.
const AGAIN: &str = "editor.action.triggerSuggest";

/// What the client can do with completions.
#[derive(Clone, Debug, Default)]
pub(crate) struct CompletionSupport {
    snippets: bool,
    commit_characters: bool,
    insert_and_replace: bool,
    label_details: bool,
    asks_again: bool,
    /// Documentation may be Markdown.
    pub(crate) markdown: bool,
    /// Documentation may come later, when somebody looks at an offer.
    pub(crate) resolves_documentation: bool,
    modes: Vec<lsp::InsertTextMode>,
    default_mode: Option<lsp::InsertTextMode>,
    kinds: Option<Vec<lsp::CompletionItemKind>>,
}

impl CompletionSupport {
    /// What a client said about it.
    pub(crate) fn new(capabilities: &Capabilities) -> Self {
        let Some(completion) = capabilities.text_document(|text| text.completion.as_ref()) else {
            return Self { resolves_documentation: true, ..Self::default() };
        };
        let item = completion.completion_item.clone().unwrap_or_default();
        let formats = item.documentation_format.unwrap_or_default();
        let resolved = item.resolve_support.map(|support| support.properties);
        Self {
            snippets: item.snippet_support.unwrap_or(false),
            commit_characters: item.commit_characters_support.unwrap_or(false),
            insert_and_replace: item.insert_replace_support.unwrap_or(false),
            label_details: item.label_details_support.unwrap_or(false),
            asks_again: capabilities.runs(AGAIN),
            markdown: formats.contains(&lsp::MarkupKind::Markdown),
            // A client that says nothing resolves documentation and detail, as all did before they could say it.
            resolves_documentation: resolved
                .is_none_or(|properties| properties.iter().any(|one| one == "documentation")),
            modes: item.insert_text_mode_support.map(|support| support.value_set).unwrap_or_default(),
            default_mode: completion.insert_text_mode,
            kinds: completion.completion_item_kind.as_ref().and_then(|kind| kind.value_set.clone()),
        }
    }

    /// A list in the client's form. `range` turns bytes into lines and columns, `data` is kept for the moment when an
    /// offer's documentation is asked for, and `documentation` makes it for clients that want it at once.
    pub(crate) fn list(
        &self,
        list: CompletionList,
        range: impl Fn(journey_ide::plugin::model::syntax::TextRange) -> lsp::Range,
        uri: &lsp::Uri,
        typed: &str,
        documentation: impl Fn(&CompletionItem) -> Option<lsp::Documentation>,
    ) -> lsp::CompletionList {
        let (insert, replace) = (range(list.insert), range(list.replace));
        let layout = list.layout.unwrap_or_else(|| Layout {
            line_end: "\n".to_owned(),
            indentation: String::new(),
            step: "  ".to_owned(),
        });
        let items = list.items.into_iter().enumerate().map(|(number, item)| {
            let documentation = if self.resolves_documentation { None } else { documentation(&item) };
            lsp::CompletionItem { documentation, ..self.item(number, item, &layout, (insert, replace), uri, typed) }
        });
        lsp::CompletionList { is_incomplete: list.is_incomplete, items: items.collect() }
    }

    fn item(
        &self,
        number: usize,
        item: CompletionItem,
        layout: &Layout,
        (insert, replace): (lsp::Range, lsp::Range),
        uri: &lsp::Uri,
        typed: &str,
    ) -> lsp::CompletionItem {
        let mode = if item.insertion.has_lines() { self.mode() } else { None };
        let brings_indentation = mode.or(self.default_mode) == Some(lsp::InsertTextMode::AS_IS);
        let indentation = if brings_indentation { layout.indentation.clone() } else { String::new() };
        let layout = Layout { indentation, ..layout.clone() };
        let is_snippet = self.snippets && item.insertion.has_stops();
        let new_text = if is_snippet { item.insertion.to_snippet(&layout) } else { item.insertion.to_plain(&layout) };
        let text_edit = if self.insert_and_replace && insert != replace {
            lsp::CompletionTextEdit::InsertAndReplace(lsp::InsertReplaceEdit { new_text, insert, replace })
        } else {
            lsp::CompletionTextEdit::Edit(lsp::TextEdit { range: replace, new_text })
        };
        let commit = item.commit_characters();
        let kind = match item.kind {
            CompletionKind::Name(keyword) => Some(keyword.name()),
            _ => None,
        };
        let label_details = self.label_details.then(|| lsp::CompletionItemLabelDetails {
            detail: None,
            description: item.detail.clone().or_else(|| kind.map(str::to_owned)),
        });
        let detail = match (kind, &item.detail) {
            (Some(kind), Some(detail)) => Some(format!("{kind} · {detail}")),
            (Some(kind), None) => Some(kind.to_owned()),
            (None, detail) => detail.clone(),
        };
        // What stands beside the label is not said again below it.
        let is_said = label_details.as_ref().is_some_and(|shown| shown.description == detail);
        lsp::CompletionItem {
            label_details: label_details.filter(|details| details.description.is_some()),
            kind: Some(self.kind(item.kind)),
            detail: detail.filter(|_| !is_said),
            sort_text: Some(format!("{number:04}")),
            filter_text: filter_text(&item.label, typed),
            insert_text_format: self.snippets.then_some(if is_snippet {
                lsp::InsertTextFormat::SNIPPET
            } else {
                lsp::InsertTextFormat::PLAIN_TEXT
            }),
            insert_text_mode: mode,
            text_edit: Some(text_edit),
            command: (item.then_complete && self.asks_again).then(|| lsp::Command {
                title: "Go on".to_owned(),
                command: AGAIN.to_owned(),
                arguments: None,
            }),
            commit_characters: (self.commit_characters && !commit.is_empty())
                .then(|| commit.iter().map(|character| (*character).to_owned()).collect()),
            data: item.topic.map(|topic| json!({ "uri": uri, "topic": topic.to_string() })),
            label: item.label,
            ..lsp::CompletionItem::default()
        }
    }

    /// How the lines of an offer are indented, where the client can be told.
    fn mode(&self) -> Option<lsp::InsertTextMode> {
        let preferred = [lsp::InsertTextMode::ADJUST_INDENTATION, lsp::InsertTextMode::AS_IS];
        preferred.into_iter().find(|mode| self.modes.contains(mode))
    }

    /// The best kind that the client can show. Where it does not say what it can, that is the kinds of the protocol's
    /// first version; the last choice is always one of them.
    fn kind(&self, kind: CompletionKind) -> lsp::CompletionItemKind {
        use lsp::CompletionItemKind as Kind;
        let (best, otherwise) = match kind {
            CompletionKind::Keyword => (Kind::KEYWORD, Kind::KEYWORD),
            CompletionKind::Key => (Kind::PROPERTY, Kind::PROPERTY),
            CompletionKind::Word => (Kind::ENUM_MEMBER, Kind::ENUM),
            CompletionKind::Number => (Kind::VALUE, Kind::VALUE),
            CompletionKind::Handle | CompletionKind::Link => (Kind::REFERENCE, Kind::REFERENCE),
            CompletionKind::Tag => (Kind::CONSTANT, Kind::VALUE),
            CompletionKind::Text => (Kind::TEXT, Kind::TEXT),
            CompletionKind::File => (Kind::FILE, Kind::FILE),
            CompletionKind::Folder => (Kind::FOLDER, Kind::FILE),
            CompletionKind::Name(keyword) => match keyword {
                Keyword::Persona | Keyword::Stage => (Kind::CLASS, Kind::CLASS),
                Keyword::Channel => (Kind::INTERFACE, Kind::INTERFACE),
                Keyword::Actor | Keyword::Opportunity => (Kind::FIELD, Kind::FIELD),
                Keyword::Source => (Kind::FILE, Kind::FILE),
                Keyword::Metric => (Kind::UNIT, Kind::UNIT),
                Keyword::Journey => (Kind::MODULE, Kind::MODULE),
                Keyword::Touchpoint => (Kind::EVENT, Kind::FUNCTION),
                Keyword::Pain => (Kind::CONSTANT, Kind::VARIABLE),
                Keyword::Gain => (Kind::VARIABLE, Kind::VARIABLE),
            },
        };
        let can = self.kinds.as_ref().is_some_and(|kinds| kinds.contains(&best));
        if can { best } else { otherwise }
    }
}

/// What a client compares typing with, where that is not the label: people who write `growth` mean `@growth`.
fn filter_text(label: &str, typed: &str) -> Option<String> {
    let sign = label.chars().next().filter(|first| matches!(first, '"' | '@'))?;
    let is_without = !typed.is_empty() && !typed.starts_with(sign);
    is_without.then(|| label.trim_matches(sign).to_owned()).filter(|plain| !plain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_is_not_typed_is_not_compared() {
        assert_eq!(filter_text("@growth", "gr"), Some("growth".to_owned()));
        assert_eq!(filter_text("@growth", "@gr"), None);
        assert_eq!(filter_text("\"off\"", "o"), Some("off".to_owned()));
        assert_eq!(filter_text("\"off\"", ""), None);
        assert_eq!(filter_text("\"\"", "x"), None);
        assert_eq!(filter_text("maya", "m"), None);
    }
}
