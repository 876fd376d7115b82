//! A day, such as `2026-11-01`.

use std::fmt;

use super::ValueError;
use super::error::quoted;

/// A day of the calendar, without a time or a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Reads year, month and day, with four, two and two digits and hyphens between them (ISO 8601).
    ///
    /// # Errors
    /// Another form, or a day that the calendar does not have; with the date that was meant where it is clear.
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        let (year, month, day) = match fields(written) {
            Ok(fields) => fields,
            Err(error) => return Err(*error),
        };
        if !(1..=12).contains(&month) {
            return Err(ValueError::new(
                format!("{} is not a date: there is no month {month}", quoted(written)),
                "Write year, month and day in this order, such as `2026-11-01`.",
            ));
        }
        match jiff::civil::Date::new(year, month, day) {
            Ok(date) => Ok(Self(date)),
            Err(_) => Err(no_such_day(written, year, month)),
        }
    }

    /// The day as the calendar library knows it.
    pub const fn civil(self) -> jiff::civil::Date {
        self.0
    }

    /// How many days lie between an earlier day and this one; negative where `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        let seconds = self.0.duration_since(earlier.0).as_secs();
        seconds / (24 * 60 * 60)
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

/// As it is written in a file.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The three numbers of `2026-11-01`. The error is boxed, so that the way without errors stays light.
fn fields(written: &str) -> Result<(i16, i8, i8), Box<ValueError>> {
    let bytes: Result<[u8; 10], _> = written.as_bytes().try_into();
    if let Ok([y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]) = bytes
        && [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(u8::is_ascii_digit)
    {
        let digit = |byte: u8| i16::from(byte - b'0');
        let pair = |tens: u8, ones: u8| ((tens - b'0') * 10 + (ones - b'0')).cast_signed();
        let year = digit(y1) * 1000 + digit(y2) * 100 + digit(y3) * 10 + digit(y4);
        return Ok((year, pair(m1, m2), pair(d1, d2)));
    }
    Err(Box::new(explain(written)))
}

fn explain(written: &str) -> ValueError {
    let message = format!("{} is not a date", quoted(written));
    let numbers: Vec<&str> = written.trim().split(['-', '/', '.', '–', ' ']).collect();
    let all_digits =
        numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    if all_digits && let [year, month, day] = numbers.as_slice() {
        if year.len() == 4 && month.len() <= 2 && day.len() <= 2 {
            let meant = format!("{year}-{month:0>2}-{day:0>2}");
            if Date::parse(&meant).is_ok() {
                return ValueError::new(message, format!("Write `{meant}`.")).meaning(meant);
            }
        }
        if day.len() == 4 {
            return ValueError::new(
                message,
                "Start with the year, so that day and month cannot be mistaken for each other: year-month-day, such as \
                 `2026-11-01`.",
            );
        }
    }
    ValueError::new(message, "Write year, month and day with four, two and two digits, such as `2026-11-01`.")
}

fn no_such_day(written: &str, year: i16, month: i8) -> ValueError {
    let shown = quoted(written);
    let Ok(first) = jiff::civil::Date::new(year, month, 1) else {
        return ValueError::new(
            format!("{shown} is not a date: there is no year {year}"),
            "Write year, month and day in this order, such as `2026-11-01`.",
        );
    };
    let last = first.last_of_month();
    ValueError::new(
        format!("{shown} is not a date: {} {year} has {} days", month_name(month), last.day()),
        format!("Write a day from `{first}` to `{last}`."),
    )
}

fn month_name(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_of_the_calendar_are_read() {
        let read = |written| Date::parse(written).unwrap();
        assert_eq!(read("2026-11-01").to_string(), "2026-11-01");
        assert_eq!(read("2028-02-29").civil().day_of_year(), 60);
        assert_eq!(read("2026-11-01").days_since(read("2026-10-02")), 30);
        assert_eq!(read("2026-10-02").days_since(read("2026-11-01")), -30);
        assert!(read("2026-01-31") < read("2026-02-01"));
    }

    #[test]
    fn days_that_do_not_exist_say_why() {
        let told = |written| Date::parse(written).unwrap_err();
        assert_eq!(told("2026-02-29").message, "`2026-02-29` is not a date: February 2026 has 28 days");
        assert_eq!(told("2026-02-29").help, "Write a day from `2026-02-01` to `2026-02-28`.");
        assert_eq!(told("2026-13-01").message, "`2026-13-01` is not a date: there is no month 13");
        assert_eq!(told("2026-00-10").message, "`2026-00-10` is not a date: there is no month 0");
        assert_eq!(told("2026-06-00").message, "`2026-06-00` is not a date: June 2026 has 30 days");
    }

    #[test]
    fn other_forms_are_mended_only_where_day_and_month_are_clear() {
        let meant = |written| Date::parse(written).unwrap_err().correction;
        assert_eq!(meant("2026-1-5").as_deref(), Some("2026-01-05"));
        assert_eq!(meant("2026/11/01").as_deref(), Some("2026-11-01"));
        assert_eq!(meant("2026.11.01").as_deref(), Some("2026-11-01"));
        assert_eq!(meant("01.11.2026"), None);
        assert!(Date::parse("01/11/2026").unwrap_err().help.contains("year"));
        for written in ["", "soon", "2026", "2026-11", "26-11-01", "2026-2-30", "２０２６-11-01"] {
            assert_eq!(meant(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(written in any::<String>()) {
            let _ = Date::parse(&written);
        }

        #[test]
        fn any_three_numbers_are_a_date_exactly_when_the_calendar_has_it(
            year in 0_i16..=9999, month in 0_i8..=13, day in 0_i8..=32,
        ) {
            let written = format!("{year:04}-{month:02}-{day:02}");
            let exists = jiff::civil::Date::new(year, month, day).is_ok();
            prop_assert_eq!(Date::parse(&written).is_ok(), exists);
            if exists {
                prop_assert_eq!(Date::parse(&written).unwrap().to_string(), written);
            }
        }
    }
}
