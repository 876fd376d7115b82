//! A range, such as `1..5`.

use std::fmt;

use super::error::quoted;
use super::{Number, ValueError};

/// Two numbers and all between them, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The smaller end; always finite.
    pub low: f64,
    /// The larger end, or the same; always finite.
    pub high: f64,
}

impl Range {
    /// Reads two numbers with two points between them, the smaller one first.
    ///
    /// # Errors
    /// Anything else, with the reading that was probably meant where there is one (`1-5`, `5..1`).
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        let ends = written.split_once("..").and_then(|(low, high)| Self::between(low, high));
        match ends {
            Some(range) if range.low <= range.high => Ok(range),
            Some(range) => {
                let turned = format!("{}..{}", range.high, range.low);
                Err(ValueError::new(
                    format!("{} starts with its larger end", quoted(written)),
                    format!("Write the smaller number first: `{turned}`."),
                )
                .meaning(turned))
            }
            None => Err(explain(written)),
        }
    }

    /// Whether the number lies between the ends or on one.
    pub fn contains(self, number: f64) -> bool {
        (self.low..=self.high).contains(&number)
    }

    fn between(low: &str, high: &str) -> Option<Self> {
        let (low, high) = (Number::read(low)?.value, Number::read(high)?.value);
        (low.is_finite() && high.is_finite()).then_some(Self { low, high })
    }
}

/// As it is written in a file.
impl fmt::Display for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}..{}", self.low, self.high)
    }
}

fn explain(written: &str) -> ValueError {
    let error = ValueError::new(
        format!("{} is not a range", quoted(written)),
        "Write two numbers with two points between them, the smaller one first, such as `1..5`.",
    );
    // The first character may be a sign, so a hyphen there separates nothing.
    let separators = ["...", "..", "…", "–", "—", " to ", "-", ":"];
    let meant = separators.iter().find_map(|separator| {
        let (position, _) = written.match_indices(separator).find(|(position, _)| *position > 0)?;
        let low = written.get(..position)?.trim();
        let high = written.get(position + separator.len()..)?.trim();
        let range = Range::between(low, high)?;
        (range.low <= range.high).then(|| format!("{low}..{high}"))
    });
    match meant {
        Some(meant) => error.meaning(meant),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_read() {
        let range = Range::parse("1..5").unwrap();
        assert_eq!(range, Range { low: 1.0, high: 5.0 });
        assert!(range.contains(1.0) && range.contains(5.0) && !range.contains(5.1));
        assert_eq!(Range::parse("-100..100").unwrap().low, -100.0);
        assert_eq!(Range::parse("7..7").unwrap().to_string(), "7..7");
        assert_eq!(Range::parse("0.5..1.5").unwrap().high, 1.5);
    }

    #[test]
    fn other_values_are_refused_with_what_was_meant() {
        let meant = |written| Range::parse(written).unwrap_err().correction;
        assert_eq!(meant("5..1").as_deref(), Some("1..5"));
        assert_eq!(meant("1-5").as_deref(), Some("1..5"));
        assert_eq!(meant("-5-5").as_deref(), Some("-5..5"));
        assert_eq!(meant("1 – 5").as_deref(), Some("1..5"));
        assert_eq!(meant("1...5").as_deref(), Some("1..5"));
        assert_eq!(meant("1 .. 5").as_deref(), Some("1..5"));
        assert_eq!(meant("34 to 42").as_deref(), Some("34..42"));
        assert_eq!(meant("8"), None);
        assert_eq!(meant("1.."), None);
        assert_eq!(meant("..5"), None);
        assert_eq!(meant("a..b"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(written in "[-+0-9.…–:a ]{0,12}") {
            if let Err(error) = Range::parse(&written)
                && let Some(correction) = error.correction
            {
                prop_assert!(Range::parse(&correction).is_ok(), "{correction}");
            }
        }
    }
}
