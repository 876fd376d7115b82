//! The beginning of an address inside its quotes.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Offers};

/// Offers the beginnings of addresses.
pub(super) struct Addresses;

impl CompletionProvider for Addresses {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::InsideText { key, .. } = context.expected else { return };
        if key.value == ValueType::Link && context.likeness("https://").is_some() {
            offers.add(Completion::new("https://", CompletionKind::Link, Completion::FITTING));
        }
    }
}
