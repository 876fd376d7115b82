//! A reading of a metric: a number or a percentage.

use std::fmt;

use super::error::quoted;
use super::{Number, Percentage, ValueError};

/// What `measure`, `baseline` and `target` take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measurement {
    /// A number on the metric's own scale.
    Number(Number),
    /// A share in percent.
    Percentage(Percentage),
}

impl Measurement {
    /// Reads `4.2` or `85%`.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        if written.ends_with('%')
            && let Ok(percentage) = Percentage::parse(written)
        {
            return Ok(Self::Percentage(percentage));
        }
        Number::parse(written).map(Self::Number).map_err(|number| {
            let error = ValueError::new(
                format!("{} is neither a number nor a percentage", quoted(written)),
                "Write what was measured as a number or a percentage, such as `4.2` or `85%`.",
            );
            // `85 %` is a percentage with a space in it; a bare number cannot get here.
            let percentage = Percentage::parse(written).err().and_then(|error| error.correction);
            match percentage.or(number.correction) {
                Some(correction) => error.meaning(correction),
                None => error,
            }
        })
    }

    /// The number in front: 85 for `85%`.
    pub fn value(self) -> f64 {
        match self {
            Self::Number(number) => number.value,
            Self::Percentage(percentage) => percentage.percent,
        }
    }
}

/// As it is written in a file.
impl fmt::Display for Measurement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(formatter),
            Self::Percentage(percentage) => percentage.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_percentages_are_told_apart() {
        assert!(matches!(Measurement::parse("4.2"), Ok(Measurement::Number(_))));
        assert!(matches!(Measurement::parse("78%"), Ok(Measurement::Percentage(_))));
        assert_eq!(Measurement::parse("78%").unwrap().value(), 78.0);
        assert_eq!(Measurement::parse("+30").unwrap().to_string(), "+30");
    }

    #[test]
    fn other_values_are_refused() {
        let meant = |written| Measurement::parse(written).unwrap_err().correction;
        assert_eq!(meant("78 %").as_deref(), Some("78%"));
        assert_eq!(meant("−30").as_deref(), Some("-30"));
        assert_eq!(meant("good"), None);
        assert_eq!(meant("1..5"), None);
    }
}
