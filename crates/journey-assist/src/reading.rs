//! Readings of metrics: where they were taken, and how they stand against the target.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::value::Measurement;
use journey_plugin::model::{Declaration, DeclarationId, FileId, Project, Property, Role};

/// A reading of a metric.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'p> {
    /// What it was taken for.
    pub(crate) place: Declaration<'p>,
    pub(crate) value: Measurement,
}

/// All readings of a metric, in the order of files and text.
pub(crate) fn readings(project: &Project, metric: DeclarationId) -> Vec<Reading<'_>> {
    let uses = project.uses_of(metric).into_iter();
    let reading = uses.filter_map(|used| {
        let place = project.declaration(used.user);
        let is_it = |property: &Property<'_>| property.qualifier().is_some_and(|(_, range)| range == used.range);
        let property = place.properties_of("measure").find(is_it)?;
        Some(Reading { place, value: property.value()?.measurement()? })
    });
    reading.collect()
}

/// The metric that a `measure` property reads.
pub(crate) fn metric_of<'p>(
    project: &'p Project,
    file: FileId,
    property: Property<'p>,
) -> Option<(DeclarationId, Declaration<'p>)> {
    let (_, range) = property.qualifier().filter(|_| property.key() == "measure")?;
    let mut references = property.declaration().references();
    let reference = references.find(|reference| reference.role == Role::Qualifier && reference.range == range)?;
    project.target(file, &reference).filter(|(_, metric)| metric.keyword() == Some(Keyword::Metric))
}

/// What a metric aims for, if it says so readably.
pub(crate) fn target(metric: Declaration<'_>) -> Option<Measurement> {
    metric.property("target")?.value()?.measurement()
}

/// How a reading stands against the metric's target, as the end of a sentence about it: "misses the target of 85% by 7
/// points". `None` where they cannot be compared, or nobody says which way is better.
pub(crate) fn verdict(metric: Declaration<'_>, reading: Measurement) -> Option<String> {
    let target = target(metric)?;
    let better = difference(reading, target)? * direction(metric)?;
    if better == 0.0 {
        return Some(format!("meets the target of {target}"));
    }
    let by = amount(better.abs(), reading, target)?;
    let verb = if better > 0.0 { "beats" } else { "misses" };
    Some(format!("{verb} the target of {target} by {by}"))
}

/// How far the reading lies above the target; `None` where one is a percentage and the other is not.
fn difference(reading: Measurement, target: Measurement) -> Option<f64> {
    match (reading, target) {
        (Measurement::Percentage(reading), Measurement::Percentage(target)) => Some(reading.percent - target.percent),
        (Measurement::Number(reading), Measurement::Number(target)) => Some(reading.value - target.value),
        _ => None,
    }
}

/// 1 where higher is better, -1 where lower is.
fn direction(metric: Declaration<'_>) -> Option<f64> {
    let word = |key: &str| metric.property(key).and_then(Property::value).and_then(|value| value.reference());
    let measurement = |key: &str| metric.property(key)?.value()?.measurement();
    match word("direction") {
        Some("up") => return Some(1.0),
        Some("down") => return Some(-1.0),
        Some(_) => return None,
        None => {}
    }
    // What each of these measures is fixed by its definition; of other numbers, where they are to go tells it.
    if matches!(word("kind"), Some("nps" | "csat")) {
        return Some(1.0);
    }
    let way = difference(measurement("target")?, measurement("baseline")?)?;
    (way != 0.0).then(|| way.signum())
}

/// A difference, with as many decimals as the two numbers have.
fn amount(difference: f64, reading: Measurement, target: Measurement) -> Option<String> {
    let decimals = |value: Measurement| value.value().to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
    let decimals = decimals(reading).max(decimals(target)).min(6);
    let shown = format!("{difference:.decimals$}");
    let shown = if shown.contains('.') { shown.trim_end_matches('0').trim_end_matches('.') } else { &shown };
    if shown == "0" {
        return None;
    }
    Some(match reading {
        Measurement::Percentage(_) if shown == "1" => "1 point".to_owned(),
        Measurement::Percentage(_) => format!("{shown} points"),
        Measurement::Number(_) => shown.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(metric: &str, reading: &str) -> Option<String> {
        let project = Project::of_text("test.journey", &format!("metric m {{ {metric} }}"));
        let (_, metric) = project.declarations_of(Keyword::Metric).next().expect("a metric");
        verdict(metric, Measurement::parse(reading).expect("a reading"))
    }

    #[test]
    fn a_reading_is_held_against_its_target() {
        let told = |metric, reading| told(metric, reading).unwrap_or_default();
        assert_eq!(told("kind: csat; target: 85%", "78%"), "misses the target of 85% by 7 points");
        assert_eq!(told("kind: csat; target: 85%", "86%"), "beats the target of 85% by 1 point");
        assert_eq!(told("kind: nps; target: 40", "40"), "meets the target of 40");
        assert_eq!(told("kind: ces; direction: up; target: 5.5", "3.4"), "misses the target of 5.5 by 2.1");
        assert_eq!(told("kind: custom; direction: down; target: 20", "47"), "misses the target of 20 by 27");
        assert_eq!(told("kind: custom; baseline: 47; target: 20", "12.25"), "beats the target of 20 by 7.75");
    }

    #[test]
    fn nothing_is_said_that_nobody_can_know() {
        assert_eq!(told("kind: csat", "78%"), None, "no target");
        assert_eq!(told("kind: csat; target: 4.2", "78%"), None, "not comparable");
        assert_eq!(told("kind: ces; target: 5", "4"), None, "no direction");
        assert_eq!(told("kind: csat; direction: sideways; target: 5", "4"), None, "an unknown direction");
        assert_eq!(told("kind: custom; baseline: 5; target: 5", "4"), None, "no way to go");
        assert_eq!(told("kind: csat; target: \"much\"", "4"), None, "no measurement");
        assert_eq!(told("kind: csat; target: 5", "5.0000000001"), None, "a difference that nobody can read");
    }
}
