//! The current day, for whatever depends on it.

use journey_model::value::Date;

/// The current day, where the program runs.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date().into()
}

/// Reads a day that was named on the command line.
pub(crate) fn read_date(written: &str) -> Result<Date, String> {
    Date::parse(written).map_err(|_| "write a day as year, month and day, such as 2026-11-20".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_the_language_writes_it() {
        assert_eq!(read_date("2026-11-20"), Ok(Date::parse("2026-11-20").unwrap()));
        for wrong in ["", "20.11.2026", "2026-02-30", "today"] {
            assert!(read_date(wrong).unwrap_err().contains("2026-11-20"), "{wrong}");
        }
    }
}
