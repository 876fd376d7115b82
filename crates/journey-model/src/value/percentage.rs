//! A percentage, such as `85%`.

use std::fmt;

use super::error::quoted;
use super::{Number, ValueError};

/// A share in percent.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Percentage {
    /// 85 for `85%`; always finite, and not bounded: a growth can be `120%` or `-5%`.
    pub percent: f64,
}

impl Percentage {
    /// Reads a number followed at once by `%`.
    ///
    /// # Errors
    /// Anything else, with the reading that was probably meant where there is one.
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        if let Some(number) = written.strip_suffix('%').and_then(Number::read)
            && number.value.is_finite()
        {
            return Ok(Self { percent: number.value });
        }
        let message = format!("{} is not a percentage", quoted(written));
        let bare = written.trim().trim_end_matches(['%', '％']).trim_end_matches("percent").trim_end();
        Err(match Number::read(bare) {
            Some(number) if number.value.is_finite() => {
                ValueError::new(message, format!("Write `{bare}%`.")).meaning(format!("{bare}%"))
            }
            _ => ValueError::new(message, "Write a number and `%`, such as `85%`."),
        })
    }

    /// The share of one: 0.85 for `85%`.
    pub fn fraction(self) -> f64 {
        self.percent / 100.0
    }
}

/// As it is written in a file.
impl fmt::Display for Percentage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}%", self.percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read() {
        let read = |written| Percentage::parse(written).unwrap();
        assert_eq!(read("85%").percent, 85.0);
        assert_eq!(read("85%").fraction(), 0.85);
        assert_eq!(read("-0.5%").percent, -0.5);
        assert_eq!(read("120%").to_string(), "120%");
    }

    #[test]
    fn what_is_none_is_mended_where_the_meaning_is_clear() {
        let meant = |written| Percentage::parse(written).unwrap_err().correction;
        assert_eq!(meant("85 %").as_deref(), Some("85%"));
        assert_eq!(meant("85").as_deref(), Some("85%"));
        assert_eq!(meant("85 percent").as_deref(), Some("85%"));
        assert_eq!(meant("85%%").as_deref(), Some("85%"));
        assert_eq!(meant("%"), None);
        assert_eq!(meant("most"), None);
    }
}
