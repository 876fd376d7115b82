//! The quotes of a text, with the cursor between them.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Offers};

/// Offers an empty text.
pub(super) struct Texts;

impl CompletionProvider for Texts {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let types = context.expected.value_types();
        let is_path = types.iter().any(|value| matches!(value, ValueType::File | ValueType::Link));
        let takes_text = match context.expected {
            Expected::BehindValue { text_may_follow, .. } => *text_may_follow,
            _ => types.iter().any(|value| value.is_text() || matches!(value, ValueType::Tag)),
        };
        // Words that are typed without quotes are no text.
        if !takes_text || !context.word.is_empty() || context.goes_on {
            return;
        }
        let is_only = types.iter().all(ValueType::is_text);
        let relevance = if is_only { Completion::EXPECTED } else { Completion::POSSIBLE };
        let offer = Completion::new("\"\"", CompletionKind::Text, relevance)
            .detail("a text")
            .inserting(Insertion::plain("\"").end().text("\""));
        offers.add(if is_path { offer.then_complete() } else { offer });
    }
}
