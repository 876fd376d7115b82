//! A length of time, such as `45s`, `10min`, `2h`, `3d` or `2w`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::error::quoted;
use super::{Number, Sign, ValueError};

/// A length of time that remembers how it was written.
///
/// Two of them are equal when they are equally long: `60s` and `1min`.
#[derive(Clone, Copy, Debug)]
pub struct Duration {
    /// How many of the unit; not negative, always finite.
    pub amount: f64,
    /// The unit that was written.
    pub unit: Unit,
}

/// A unit of time. A day has 24 hours and a week 7 days; there is no month, for no two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// `s`
    Second,
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
}

impl Unit {
    /// Every unit, the shortest first.
    pub const ALL: [Self; 5] = [Self::Second, Self::Minute, Self::Hour, Self::Day, Self::Week];

    /// The unit as it is written behind a number.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Week => "w",
        }
    }

    /// How many seconds one of it has.
    pub const fn seconds(self) -> u32 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 60 * 60,
            Self::Day => 24 * 60 * 60,
            Self::Week => 7 * 24 * 60 * 60,
        }
    }
}

impl Duration {
    /// Reads a number followed at once by a unit.
    ///
    /// # Errors
    /// Anything else, with the reading that was probably meant where there is one (`10 minutes`, `1h30min`).
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        Self::read(written).ok_or_else(|| explain(written))
    }

    /// The length in milliseconds, rounded; at most `u64::MAX`.
    pub fn milliseconds(self) -> u64 {
        // Such a conversion takes the nearest number that fits; the amount is neither negative nor NaN.
        (self.seconds() * 1000.0).round() as u64
    }

    /// The length in seconds.
    pub fn seconds(self) -> f64 {
        self.amount * f64::from(self.unit.seconds())
    }

    fn read(written: &str) -> Option<Self> {
        let unit_starts = written.find(|character: char| character.is_ascii_alphabetic())?;
        let (amount, unit) = written.split_at_checked(unit_starts)?;
        let unit = Unit::ALL.into_iter().find(|known| known.name() == unit)?;
        let number = Number::read(amount)?;
        (number.sign == Sign::None && number.value.is_finite()).then_some(Self { amount: number.value, unit })
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Duration {}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.milliseconds().cmp(&other.milliseconds())
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.milliseconds().hash(state);
    }
}

/// As it is written in a file.
impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.amount, self.unit.name())
    }
}

fn explain(written: &str) -> ValueError {
    const UNITS: &str = "Write a number and at once its unit: `s` for seconds, `min` for minutes, `h` for hours, `d` for \
                         days or `w` for weeks, such as `10min`.";
    let message = format!("{} is not a duration", quoted(written));
    let Some(parts) = parts(written) else {
        return ValueError::new(message, UNITS);
    };
    if parts.iter().any(|(_, unit)| is_month_or_year(unit)) {
        return ValueError::new(
            format!("{message}: months and years have no fixed length"),
            "Say it in weeks or days, such as `4w` or `30d`.",
        );
    }
    let mut durations = Vec::new();
    for (amount, unit) in &parts {
        let Some(unit) = unit_meant(unit) else {
            return ValueError::new(message, UNITS);
        };
        durations.push(Duration { amount: *amount, unit });
    }
    let meant = match durations.as_slice() {
        [only] => *only,
        // Together in the smallest unit: `1h30min` is `90min`. In another order they are no sum: `5min 6min`.
        several => {
            let Some(unit) = several.last().map(|smallest| smallest.unit) else {
                return ValueError::new(message, UNITS);
            };
            if !several.is_sorted_by(|before, after| before.unit > after.unit) {
                return ValueError::new(message, UNITS);
            }
            let seconds: f64 = several.iter().map(|duration| duration.seconds()).sum();
            Duration { amount: seconds / f64::from(unit.seconds()), unit }
        }
    };
    let meant = meant.to_string();
    // The sum of parts may be too large to be written as digits that can be read again.
    if Duration::read(&meant).is_none() {
        return ValueError::new(message, UNITS);
    }
    ValueError::new(message, format!("Write `{meant}`.")).meaning(meant)
}

/// `1h 30 minutes` as its numbers and words; `None` where it is something else.
fn parts(written: &str) -> Option<Vec<(f64, String)>> {
    let mut rest = written.trim();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let digits = rest.find(|character: char| !character.is_ascii_digit() && character != '.')?;
        let (amount, behind) = rest.split_at_checked(digits)?;
        let behind = behind.trim_start();
        let word_ends = behind.find(|character: char| !character.is_alphabetic()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at_checked(word_ends)?;
        let amount = Number::read(amount)?.value;
        if !amount.is_finite() {
            return None;
        }
        parts.push((amount, unit.to_lowercase()));
        rest = behind.trim_start();
    }
    (!parts.is_empty()).then_some(parts)
}

fn unit_meant(word: &str) -> Option<Unit> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => Unit::Second,
        "m" | "min" | "mins" | "minute" | "minutes" => Unit::Minute,
        "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hour,
        "d" | "day" | "days" => Unit::Day,
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Week,
        _ => return None,
    })
}

fn is_month_or_year(word: &str) -> bool {
    matches!(
        word,
        "mo" | "mon" | "month" | "months" | "y" | "yr" | "yrs" | "year" | "years" | "q" | "quarter" | "quarters"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_keep_their_unit_and_know_their_length() {
        let read = |written| Duration::parse(written).unwrap();
        for (written, milliseconds) in [
            ("45s", 45_000),
            ("10min", 600_000),
            ("2h", 7_200_000),
            ("3d", 259_200_000),
            ("2w", 1_209_600_000),
            ("1.5h", 5_400_000),
            ("0s", 0),
        ] {
            assert_eq!(read(written).milliseconds(), milliseconds, "{written}");
            assert_eq!(read(written).to_string(), written);
        }
        assert_eq!(read("60s"), read("1min"));
        assert!(read("59s") < read("1min"));
        assert!(read("1w") > read("6d"));
    }

    #[test]
    fn what_was_meant_is_offered() {
        let meant = |written| Duration::parse(written).unwrap_err().correction;
        assert_eq!(meant("10 min").as_deref(), Some("10min"));
        assert_eq!(meant("5m").as_deref(), Some("5min"));
        assert_eq!(meant("3 days").as_deref(), Some("3d"));
        assert_eq!(meant("1h30min").as_deref(), Some("90min"));
        assert_eq!(meant("1 hour 30 minutes").as_deref(), Some("90min"));
        assert_eq!(meant("2H").as_deref(), Some("2h"));
        for written in ["10", "-5min", "+5min", "min", "", "2 fortnights", "10min.", "5min%", "5min 6min", "30min 1h"] {
            assert_eq!(meant(written), None, "{written}");
        }
    }

    #[test]
    fn months_are_refused_with_the_reason() {
        let error = Duration::parse("2 months").unwrap_err();
        assert_eq!(error.message, "`2 months` is not a duration: months and years have no fixed length");
        assert_eq!(error.help, "Say it in weeks or days, such as `4w` or `30d`.");
    }

    proptest! {
        #[test]
        fn a_correction_can_be_read(written in "([0-9]{1,30}(\\.[0-9]{1,4})? ?(s|sec|m|min|h|hours|d|w|x)? ?){1,3}") {
            if let Err(error) = Duration::parse(&written)
                && let Some(correction) = error.correction
            {
                prop_assert!(Duration::parse(&correction).is_ok(), "{correction}");
            }
        }

        #[test]
        fn any_text_is_read_or_refused(written in any::<String>()) {
            let _ = Duration::parse(&written);
        }
    }
}
