//! Numbers: scores of emotion with what they mean, and scales that are short enough to choose from.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Insertion, Offers};

/// Offers numbers.
pub(super) struct Numbers;

/// From the best to the worst, as the curve is drawn.
const SCORES: [(&str, &str); 5] =
    [("+2", "very positive"), ("+1", "positive"), ("0", "neither"), ("-1", "negative"), ("-2", "very negative")];

/// The longest scale whose numbers are offered one by one.
const LONGEST: f64 = 20.0;

impl CompletionProvider for Numbers {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        for value in context.expected.value_types() {
            match value {
                ValueType::Emotion => {
                    for (number, (score, meaning)) in (0..).zip(SCORES) {
                        let relevance = Completion::EXPECTED - number;
                        offers.add(Completion::new(score, CompletionKind::Number, relevance).detail(meaning));
                    }
                }
                ValueType::Number { minimum: Some(least), maximum: Some(most), .. } if most - least <= LONGEST => {
                    scale(*least, *most, offers);
                }
                ValueType::Percentage | ValueType::Measurement if context.word.is_empty() => {
                    let insertion = Insertion::default().stop(1, "50").text("%");
                    let offer = Completion::new("50%", CompletionKind::Number, Completion::UNLIKELY);
                    offers.add(offer.detail("a percentage").inserting(insertion));
                }
                _ => {}
            }
        }
    }
}

fn scale(least: f64, most: f64, offers: &mut Offers) {
    let mut number = least.ceil();
    let mut relevance = Completion::FITTING;
    while number <= most {
        let mut offer = Completion::new(number.to_string(), CompletionKind::Number, relevance);
        if number <= least {
            offer = offer.detail("the least");
        } else if number >= most {
            offer = offer.detail("the most");
        }
        offers.add(offer);
        relevance -= 1;
        number += 1.0;
    }
}
