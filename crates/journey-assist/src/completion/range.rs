//! Ranges: the scales that surveys use, and groups of age.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Offers};

/// Offers ranges.
pub(super) struct Ranges;

/// Each scale with the kinds of metric that are mostly asked on it, and what it is.
const SCALES: [(&str, &str, &str); 4] = [
    ("1..5", "csat", "five steps, as most satisfaction surveys"),
    ("1..7", "ces", "seven steps, as most effort surveys"),
    ("0..10", "nps", "eleven steps, as every NPS survey"),
    ("0..100", "custom", "out of a hundred"),
];

const AGES: [&str; 6] = ["18..24", "25..34", "35..44", "45..54", "55..64", "65..80"];

impl CompletionProvider for Ranges {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Some(key) = context.expected.value_key() else { return };
        if !context.expected.value_types().contains(&ValueType::Range) {
            return;
        }
        if key.name == "age" {
            for (number, age) in (0..).zip(AGES) {
                offers.add(Completion::new(age, CompletionKind::Number, Completion::FITTING - number).detail("years"));
            }
            return;
        }
        let kind = kind(context);
        for (number, (scale, asked, meaning)) in (0..).zip(SCALES) {
            let relevance = if kind.as_deref() == Some(asked) { Completion::EXPECTED } else { Completion::FITTING };
            offers.add(Completion::new(scale, CompletionKind::Number, relevance - number).detail(meaning));
        }
    }
}

/// The kind that the declaration around the cursor says it has.
fn kind(context: &CompletionContext<'_>) -> Option<String> {
    let declaration = context.project().declaration(*context.surroundings.declarations.first()?);
    Some(declaration.property("kind")?.value()?.plain().into_owned())
}
