//! The words of a fixed list, each with what it means.

use journey_plugin::model::{Keyword, ValueType};
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Offers, Topic};

/// Offers words of fixed lists.
pub(super) struct Words;

impl CompletionProvider for Words {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Some(key) = context.expected.value_key() else { return };
        let Some(Some(keyword)) = context.surroundings.keywords.first().copied() else { return };
        let words = context.expected.value_types().iter().flat_map(ValueType::enumeration);
        for (number, word) in (0..).zip(words) {
            let relevance = if is_implied(context, keyword, &key.name, &word.name) { 500 } else { 0 };
            let relevance = (Completion::EXPECTED + relevance).saturating_sub(number);
            let offer = Completion::new(word.name.as_ref(), CompletionKind::Word, relevance)
                .detail(first_sentence(&word.documentation))
                .about(Topic::Word(keyword, key.name.to_string(), word.name.to_string()));
            offers.add(offer);
        }
    }
}

/// What else the declaration says leaves hardly another choice.
fn is_implied(context: &CompletionContext<'_>, keyword: Keyword, key: &str, word: &str) -> bool {
    let is_variant = context.surroundings.given.iter().any(|given| given.key == "of");
    keyword == Keyword::Journey && key == "state" && word == "to-be" && is_variant
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}
