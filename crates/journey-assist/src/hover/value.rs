//! The card of a value: what a date, a duration, a percentage or an emotion says in words.

use journey_plugin::model::syntax::{Keyword, SyntaxKind};
use journey_plugin::model::value::Measurement;
use journey_plugin::model::{Declaration, FileId, Project, Property, ValueType};
use journey_plugin::{HoverContext, HoverProvider, Subject};

use super::card::label;
use super::touchpoint::told;
use crate::markdown::{code, escaped, list};
use crate::reading::{metric_of, verdict};
use crate::time::{day, distance, length, weekday};

/// What a value says in words.
pub(super) struct ValueCard;

impl HoverProvider for ValueCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let Subject::Value { property, key, value, part } = &context.subject else { return None };
        let project = context.file.project;
        let wanted = key.map(|key| &key.value);
        if wanted == Some(&ValueType::Emotion) {
            let emotion = value.emotion()?;
            let whose = match property.qualifier() {
                Some((written, _)) => format!("{}: ", code(written)),
                None => String::new(),
            };
            return Some(format!("{whose}{}, on a scale from -2 to +2", told(&emotion)));
        }
        match part.kind() {
            SyntaxKind::Date => {
                let date = value.date()?;
                Some(format!("{}, {}, {}", weekday(date), day(date), distance(date, context.today)))
            }
            SyntaxKind::Duration => value.duration().map(length),
            SyntaxKind::Percentage | SyntaxKind::Number => {
                measured(project, context.file.id, *property, value.measurement()?)
            }
            SyntaxKind::Range => {
                let range = value.number_range()?;
                Some(format!("From {} to {}, both included", range.low, range.high))
            }
            SyntaxKind::Handle => owned(project, &value.handle()?.to_string()),
            _ => None,
        }
    }
}

/// What a reading, a target or a baseline is of.
fn measured(project: &Project, file: FileId, property: Property<'_>, value: Measurement) -> Option<String> {
    let declaration = property.declaration();
    if let Some((_, metric)) = metric_of(project, file, property) {
        let scale = metric.property("scale").and_then(|scale| scale.value()?.number_range());
        let scale = scale.filter(|_| matches!(value, Measurement::Number(_)));
        let scale = scale.map(|scale| format!(", on a scale from {} to {}", scale.low, scale.high)).unwrap_or_default();
        let verdict = verdict(metric, value).map(|verdict| format!(": {verdict}")).unwrap_or_default();
        return Some(format!("{value}, a reading of **{}**{scale}{verdict}", escaped(&label(metric))));
    }
    let what = match property.key() {
        "target" => "the target",
        "baseline" => "the baseline",
        _ => return None,
    };
    let is_metric = declaration.keyword() == Some(Keyword::Metric);
    is_metric.then(|| format!("{value} is {what} of **{}**", escaped(&label(declaration))))
}

/// What a team or person answers for.
fn owned(project: &Project, handle: &str) -> Option<String> {
    let owns = |declaration: &Declaration<'_>| {
        let values = declaration.properties_of("owner").flat_map(Property::values);
        values.into_iter().any(|value| value.first().kind() == SyntaxKind::Handle && value.first().text() == handle)
    };
    let owned = project.files().flat_map(|(_, file)| file.model.declarations().filter(owns));
    let owned: Vec<String> = owned
        .map(|it| format!("{} {}", it.keyword().map_or("", Keyword::name), escaped(&label(it))).trim().to_owned())
        .collect();
    let handle = code(handle);
    match owned.as_slice() {
        [] => None,
        [only] => Some(format!("{handle} answers for {only}")),
        several => Some(format!("{handle} answers for {} things: {}", several.len(), list(&owned))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::cards_of;
    use super::*;

    /// What is said about the first part of the first value of a key, in the first declaration that has it.
    fn told(text: &str, key: &str) -> Option<String> {
        let project = Project::of_text("test.journey", text);
        let (file, at) = project.files().next().unwrap();
        let property = at.model.declarations().find_map(|declaration| declaration.property(key)).unwrap();
        let id = journey_plugin::model::DeclarationId { file, local: property.declaration().local_id() };
        let value = property.value().unwrap();
        let (key, part) = (property.schema(project.schema()), value.first());
        cards_of(&project, id, Subject::Value { property, key, value, part })
    }

    #[test]
    fn a_value_is_told_in_words() {
        assert_eq!(told("source s { date: 2026-05-12 }", "date").unwrap(), "Tuesday, 12 May 2026, 6 months ago");
        assert_eq!(told("touchpoint t { duration: 90min }", "duration").unwrap(), "1 hour 30 minutes");
        assert_eq!(told("persona p { age: 34..42 }", "age").unwrap(), "From 34 to 42, both included");
        assert_eq!(
            told("touchpoint t { emotion maya: -1 \"cross*\" }", "emotion").unwrap(),
            "`maya`: 🙁 -1 negative, “cross\\*”, on a scale from -2 to +2"
        );
        assert_eq!(told("touchpoint t { emotion: 0 }", "emotion").unwrap(), "😐 0 neither, on a scale from -2 to +2");
    }

    #[test]
    fn a_percentage_is_told_with_what_it_is_of() {
        let metric = "metric m \"CSAT\" { kind: csat; scale: 1..5; target: 85% }\n";
        let reading = |value: &str| told(&format!("{metric}stage s {{ measure m: {value} }}"), "measure");
        assert_eq!(reading("78%").unwrap(), "78%, a reading of **CSAT**: misses the target of 85% by 7 points");
        assert_eq!(reading("4.2").unwrap(), "4.2, a reading of **CSAT**, on a scale from 1 to 5");
        assert_eq!(told(metric, "target").unwrap(), "85% is the target of **CSAT**");
    }

    #[test]
    fn a_handle_is_told_with_what_it_answers_for() {
        let text = "channel app \"App\" { owner: @digital }\nactor bot { owner: @other, @digital }";
        assert_eq!(told(text, "owner").unwrap(), "`@digital` answers for 2 things: channel App; actor Bot");
    }

    #[test]
    fn nothing_is_said_about_what_speaks_for_itself_or_cannot_be_read() {
        assert_eq!(told("persona p { role: \"Nurse\" }", "role"), None);
        assert_eq!(told("opportunity o { impact: 8 }", "impact"), None);
        assert_eq!(told("source s { date: 2026-13-01 }", "date"), None);
        assert_eq!(told("touchpoint t { emotion: 7 }", "emotion"), None);
        assert_eq!(told("stage s { measure nobody: 7% }", "measure"), None);
    }
}
