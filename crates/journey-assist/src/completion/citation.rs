//! `from` behind a value.

use journey_plugin::{
    Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Offers, Topic,
};

/// Offers `from`.
pub(super) struct Citations;

impl CompletionProvider for Citations {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::BehindValue { .. } = context.expected else { return };
        if context.goes_on {
            return;
        }
        let word = context.schema().citation().word.as_ref();
        let offer = Completion::new(word, CompletionKind::Keyword, Completion::FITTING)
            .detail("the sources that this rests on")
            .inserting(Insertion::plain(format!("{word} ")))
            .about(Topic::Citation);
        offers.add(offer.then_complete());
    }
}
