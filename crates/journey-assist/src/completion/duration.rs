//! Lengths of time: the units for a number that is typed already, else those that the project has.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Offers};

use super::written::{Wanted, written};

/// Offers lengths of time.
pub(super) struct Durations;

const UNITS: [(&str, &str); 5] = [("min", "minutes"), ("h", "hours"), ("d", "days"), ("w", "weeks"), ("s", "seconds")];

const COMMON: [&str; 6] = ["1min", "5min", "15min", "1h", "1d", "1w"];

/// How many of the project's are offered.
const MOST: usize = 8;

impl CompletionProvider for Durations {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Some(key) = context.expected.value_key() else { return };
        if !context.expected.value_types().contains(&ValueType::Duration) {
            return;
        }
        let digits = context.word.trim_end_matches(|character: char| character.is_alphabetic());
        if !digits.is_empty() {
            if digits.chars().all(|character| character.is_ascii_digit() || character == '.') && !digits.ends_with('.')
            {
                for (number, (unit, meaning)) in (0..).zip(UNITS) {
                    let label = format!("{digits}{unit}");
                    let offer = Completion::new(label, CompletionKind::Number, Completion::EXPECTED - number);
                    offers.add(offer.detail(format!("{digits} {meaning}")));
                }
            }
            return;
        }
        let used = written(context, Wanted::Key(&key.name), MOST);
        for (number, (length, _)) in (0..).zip(&used) {
            let offer = Completion::new(length.as_str(), CompletionKind::Number, Completion::FITTING - number);
            offers.add(offer.detail("in this project"));
        }
        for (number, length) in (0..).zip(COMMON) {
            if !used.iter().any(|(used, _)| used == length) {
                offers.add(Completion::new(length, CompletionKind::Number, Completion::POSSIBLE - number));
            }
        }
    }
}
