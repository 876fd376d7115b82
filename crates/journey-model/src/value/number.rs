//! A number, such as `8`, `-1`, `+2` or `3.5`.

use std::fmt;

use super::ValueError;
use super::error::quoted;

/// A number with the sign that was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The number itself; always finite.
    pub value: f64,
    /// The sign in front of it.
    pub sign: Sign,
}

/// The sign in front of a number, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// No sign.
    None,
    /// `+`.
    Plus,
    /// `-`.
    Minus,
}

impl Number {
    /// Reads a number: an optional sign, digits, and optionally a point and digits.
    ///
    /// # Errors
    /// Anything else, with the reading that was probably meant where there is one (`3,5`, `.5`, a typographic minus).
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        match Self::read(written) {
            Some(number) if number.value.is_finite() => Ok(number),
            Some(_) => {
                Err(ValueError::new(format!("{} is too large a number", quoted(written)), "Write a smaller number."))
            }
            None => Err(explain(written)),
        }
    }

    /// Holds the number against the bounds of a key, both included.
    ///
    /// # Errors
    /// Says which bound is broken, or that a fraction makes no sense here.
    pub fn check(self, minimum: Option<f64>, maximum: Option<f64>, whole: bool) -> Result<(), ValueError> {
        let value = self.value;
        let bounds = || match (minimum, maximum) {
            (Some(least), Some(most)) => format!("Write a number from {least} to {most}."),
            (Some(least), None) => format!("Write {least} or more."),
            (None, Some(most)) => format!("Write {most} or less."),
            (None, None) => "Write a number without a fraction.".to_owned(),
        };
        if let Some(least) = minimum.filter(|least| value < *least) {
            return Err(ValueError::new(
                format!("{value} is too small; the smallest number here is {least}"),
                bounds(),
            ));
        }
        if let Some(most) = maximum.filter(|most| value > *most) {
            return Err(ValueError::new(format!("{value} is too large; the largest number here is {most}"), bounds()));
        }
        if whole && value.fract() != 0.0 {
            return Err(ValueError::new(
                format!("{value} has a fraction; only whole numbers make sense here"),
                bounds(),
            ));
        }
        Ok(())
    }

    /// The number, or `None` where the text is none; infinite where it is too large.
    pub(super) fn read(written: &str) -> Option<Self> {
        let (sign, digits) = match written.as_bytes().first()? {
            b'+' => (Sign::Plus, written.get(1..)?),
            b'-' => (Sign::Minus, written.get(1..)?),
            _ => (Sign::None, written),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !fraction.is_none_or(are_digits) {
            return None;
        }
        // Up to 15 digits fit exactly into the 53 bits of a double; that is nearly every number ever written.
        let size = if fraction.is_none() && digits.len() <= 15 {
            digits.bytes().fold(0.0, |size, digit| size * 10.0 + f64::from(digit - b'0'))
        } else {
            digits.parse().ok()?
        };
        Some(Self { value: if sign == Sign::Minus { -size } else { size }, sign })
    }
}

/// As it is written in a file, sign included.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sign == Sign::Plus {
            formatter.write_str("+")?;
        }
        write!(formatter, "{}", self.value)
    }
}

fn explain(written: &str) -> ValueError {
    let message = format!("{} is not a number", quoted(written));
    let repaired: String = written.trim().replace(['−', '–', '—'], "-").replace(',', ".").replace(' ', "");
    let repaired = match repaired.strip_prefix('.') {
        Some(fraction) => format!("0.{fraction}"),
        None => repaired.trim_end_matches('.').to_owned(),
    };
    // `1,000` may mean a thousand or one: nobody but the writer knows.
    if repaired != written && !written.contains(',') && Number::read(&repaired).is_some() {
        return ValueError::new(message, format!("Write `{repaired}`.")).meaning(repaired);
    }
    if written.contains(',') {
        return ValueError::new(
            message,
            "A comma separates two values. Write a fraction with a point, such as `3.5`, and thousands without a mark.",
        );
    }
    ValueError::new(
        message,
        "Write digits, with a point before a fraction and a sign in front where needed, such as `8`, `3.5` or `-1`.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_with_their_sign() {
        let read = |written| Number::parse(written).unwrap();
        assert_eq!(read("8"), Number { value: 8.0, sign: Sign::None });
        assert_eq!(read("-1"), Number { value: -1.0, sign: Sign::Minus });
        assert_eq!(read("+2"), Number { value: 2.0, sign: Sign::Plus });
        assert_eq!(read("3.5").value, 3.5);
        assert_eq!(read("007").value, 7.0);
        assert_eq!(read("999999999999999").value, 999_999_999_999_999.0);
        assert_eq!(read("1234567890123456789").value, 1_234_567_890_123_456_789.0);
        assert_eq!(read("+2.5").to_string(), "+2.5");
        assert_eq!(read("-1").to_string(), "-1");
    }

    #[test]
    fn what_is_no_number_says_so_and_offers_what_was_meant() {
        let meant = |written| Number::parse(written).unwrap_err().correction;
        assert_eq!(meant("−1").as_deref(), Some("-1"));
        assert_eq!(meant(".5").as_deref(), Some("0.5"));
        assert_eq!(meant("5.").as_deref(), Some("5"));
        assert_eq!(meant("1 000").as_deref(), Some("1000"));
        for written in ["1,5", "eight", "", "+", "1e5", "inf", "NaN", "0x10", "--1", "1..5"] {
            assert_eq!(meant(written), None, "{written}");
        }
        assert!(Number::parse("1,5").unwrap_err().help.contains("point"));
        let huge = "9".repeat(400);
        assert!(Number::parse(&huge).unwrap_err().message.contains("too large"));
    }

    #[test]
    fn bounds_include_their_ends() {
        let check = |written, least, most, whole| {
            Number::parse(written).unwrap().check(least, most, whole).map_err(|error| error.message.into_owned())
        };
        assert_eq!(check("0", Some(0.0), Some(10.0), false), Ok(()));
        assert_eq!(check("10", Some(0.0), Some(10.0), false), Ok(()));
        assert_eq!(
            check("11", Some(0.0), Some(10.0), false).unwrap_err(),
            "11 is too large; the largest number here is 10"
        );
        assert_eq!(check("-1", Some(0.0), None, true).unwrap_err(), "-1 is too small; the smallest number here is 0");
        assert_eq!(
            check("1.5", Some(0.0), None, true).unwrap_err(),
            "1.5 has a fraction; only whole numbers make sense here"
        );
    }

    proptest! {
        #[test]
        fn a_number_reads_as_the_standard_library_reads_it(written in "[+-]?[0-9]{1,20}(\\.[0-9]{1,10})?") {
            let expected: f64 = written.parse().unwrap();
            prop_assert_eq!(Number::parse(&written).unwrap().value, expected);
        }

        #[test]
        fn any_text_is_read_or_refused(written in any::<String>()) {
            if let Err(error) = Number::parse(&written)
                && let Some(correction) = error.correction
            {
                prop_assert!(Number::parse(&correction).is_ok());
            }
        }
    }
}
