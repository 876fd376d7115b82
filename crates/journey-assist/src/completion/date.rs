//! Days: today, the days that the file names already, and ends of quarters for what is due.

use journey_plugin::model::ValueType;
use journey_plugin::model::value::Date;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Offers};

use super::written::{Wanted, written};

/// Offers days.
pub(super) struct Dates;

/// How many of the days in the file are offered.
const MOST: usize = 5;

impl CompletionProvider for Dates {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Some(key) = context.expected.value_key() else { return };
        if !context.expected.value_types().contains(&ValueType::Date) {
            return;
        }
        let today = context.today;
        let mut days = vec![(today, "today")];
        if key.name == "due" {
            let quarters = ["end of this quarter", "end of the next quarter", "end of the quarter after"];
            days.extend(ends_of_quarters(today).into_iter().zip(quarters));
        }
        let in_file = written(context, Wanted::Key(&key.name), MOST).into_iter();
        days.extend(in_file.filter_map(|(day, _)| Some((Date::parse(&day).ok()?, "in this project"))));
        let mut offered: Vec<Date> = Vec::new();
        for (number, (day, meaning)) in (0..).zip(days) {
            if offered.contains(&day) {
                continue;
            }
            offered.push(day);
            let offer = Completion::new(day.to_string(), CompletionKind::Number, Completion::EXPECTED - number);
            offers.add(offer.detail(meaning));
        }
    }
}

/// The last days of this quarter and of the two behind it.
fn ends_of_quarters(today: Date) -> Vec<Date> {
    let civil = today.civil();
    let (mut year, mut quarter) = (civil.year(), (civil.month() - 1) / 3);
    let mut days = Vec::new();
    for _ in 0..3 {
        let (month, day) = match quarter {
            0 => (3, 31),
            1 => (6, 30),
            2 => (9, 30),
            _ => (12, 31),
        };
        days.extend(Date::parse(&format!("{year:04}-{month:02}-{day}")).ok());
        quarter += 1;
        if quarter > 3 {
            (year, quarter) = (year.saturating_add(1), 0);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_end_in_the_next_year_too() {
        let ends = |day: &str| -> Vec<String> {
            ends_of_quarters(Date::parse(day).expect("a day")).iter().map(Date::to_string).collect()
        };
        assert_eq!(ends("2026-11-21"), ["2026-12-31", "2027-03-31", "2027-06-30"]);
        assert_eq!(ends("2026-01-01"), ["2026-03-31", "2026-06-30", "2026-09-30"]);
    }
}
