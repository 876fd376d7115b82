//! Days and lengths of time in words.

use journey_plugin::model::value::{Date, Duration, Unit};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `12 May 2026`.
pub(crate) fn day(date: Date) -> String {
    let civil = date.civil();
    let month = usize::try_from(civil.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    month.map_or_else(|| date.to_string(), |month| format!("{} {month} {}", civil.day(), civil.year()))
}

/// `Tuesday`.
pub(crate) fn weekday(date: Date) -> &'static str {
    match date.civil().weekday().to_monday_zero_offset() {
        0 => "Monday",
        1 => "Tuesday",
        2 => "Wednesday",
        3 => "Thursday",
        4 => "Friday",
        5 => "Saturday",
        _ => "Sunday",
    }
}

/// How far a day is from today: `6 months ago`, `tomorrow`, `in 3 weeks`.
pub(crate) fn distance(date: Date, today: Date) -> String {
    let days = today.days_since(date);
    match days {
        0 => return "today".to_owned(),
        1 => return "yesterday".to_owned(),
        -1 => return "tomorrow".to_owned(),
        _ => {}
    }
    let size = days.unsigned_abs();
    let amount = match size {
        ..14 => several(size, "day"),
        14..60 => several(size / 7, "week"),
        60..730 => several(months(date, today), "month"),
        _ => several(months(date, today) / 12, "year"),
    };
    if days > 0 { format!("{amount} ago") } else { format!("in {amount}") }
}

/// How many whole months lie between two days.
fn months(one: Date, other: Date) -> u64 {
    let (early, late) = if one < other { (one.civil(), other.civil()) } else { (other.civil(), one.civil()) };
    let years = i64::from(late.year()) - i64::from(early.year());
    let whole = years * 12 + i64::from(late.month()) - i64::from(early.month()) - i64::from(late.day() < early.day());
    whole.unsigned_abs()
}

/// A length of time in its two largest units: `1 hour 30 minutes`.
pub(crate) fn length(duration: Duration) -> String {
    let seconds = duration.seconds();
    // Beyond a few thousand years and below a second nobody wants other units than those that were written.
    if !(1.0..1e11).contains(&seconds) || seconds.fract() != 0.0 {
        return in_its_unit(duration);
    }
    let mut rest = duration.milliseconds() / 1000;
    let mut parts: Vec<String> = Vec::new();
    for unit in Unit::ALL.into_iter().rev() {
        let size = u64::from(unit.seconds());
        let count = rest / size;
        rest %= size;
        match (count, parts.is_empty()) {
            (0, true) => {}
            // A unit that is passed over ends it: "1 week 5 seconds" says more than anybody knows.
            (0, false) => break,
            (count, _) => parts.push(several(count, unit_name(unit))),
        }
        if parts.len() == 2 {
            break;
        }
    }
    // What does not fit into two units is said as it is written.
    if rest == 0 { parts.join(" ") } else { in_its_unit(duration) }
}

fn in_its_unit(duration: Duration) -> String {
    let name = unit_name(duration.unit);
    if duration.amount == 1.0 { format!("1 {name}") } else { format!("{} {name}s", duration.amount) }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
    }
}

fn several(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far(date: &str, today: &str) -> String {
        distance(Date::parse(date).unwrap(), Date::parse(today).unwrap())
    }

    #[test]
    fn a_day_is_told_by_its_distance() {
        let today = "2026-11-21";
        assert_eq!(far("2026-11-21", today), "today");
        assert_eq!(far("2026-11-20", today), "yesterday");
        assert_eq!(far("2026-11-22", today), "tomorrow");
        assert_eq!(far("2026-11-08", today), "13 days ago");
        assert_eq!(far("2026-11-07", today), "2 weeks ago");
        assert_eq!(far("2026-12-31", today), "in 5 weeks");
        assert_eq!(far("2026-05-21", today), "6 months ago");
        assert_eq!(far("2026-05-22", today), "5 months ago");
        assert_eq!(far("2024-11-22", today), "23 months ago");
        assert_eq!(far("2024-11-21", today), "2 years ago");
        assert_eq!(far("2031-01-01", today), "in 4 years");
    }

    #[test]
    fn a_day_has_a_name() {
        let date = Date::parse("2026-05-12").unwrap();
        assert_eq!((weekday(date), day(date)), ("Tuesday", "12 May 2026".to_owned()));
        assert_eq!(weekday(Date::parse("2026-11-22").unwrap()), "Sunday");
    }

    #[test]
    fn a_length_is_told_in_two_units() {
        let told = |written| length(Duration::parse(written).unwrap());
        assert_eq!(told("45s"), "45 seconds");
        assert_eq!(told("1min"), "1 minute");
        assert_eq!(told("90min"), "1 hour 30 minutes");
        assert_eq!(told("36h"), "1 day 12 hours");
        assert_eq!(told("2.5h"), "2 hours 30 minutes");
        assert_eq!(told("47d"), "6 weeks 5 days");
        assert_eq!(told("5w"), "5 weeks");
        assert_eq!(told("0s"), "0 seconds");
        assert_eq!(told("0.4s"), "0.4 seconds");
        assert_eq!(told("90061s"), "90061 seconds");
        assert_eq!(told("3605s"), "3605 seconds");
    }
}
