//! Reads one value in the form of its type.

use journey_model::syntax::{Node, SyntaxKind};
use journey_model::value::{
    Date, Duration as Length, Handle, Measurement as Measured, Number as Count, Percentage, Range as Between, Text,
};
use journey_model::{Value as Given, ValueType};

use crate::reference::Reference;
use crate::value::{Number, Value};

/// A value in the form of its type, and how many of its parts that takes; `None` where it is not of the type. `meant` says
/// what a name means.
pub(crate) fn of_type(
    wanted: &ValueType,
    value: &Given<'_>,
    meant: &impl Fn(Node<'_>) -> Reference,
) -> Option<(Value, usize)> {
    let first = value.first();
    let kind = first.kind();
    let alone = |read: Option<Value>| read.map(|read| (read, 1));
    let with_text = |has_text: bool| if has_text { 2 } else { 1 };
    match wanted {
        ValueType::Text | ValueType::File | ValueType::Link => {
            alone(value.text().map(|text| Value::Text { text: text.into_owned() }))
        }
        ValueType::Number { minimum, maximum, whole } => {
            let number = value.number().filter(|number| number.check(*minimum, *maximum, *whole).is_ok());
            alone(number.map(|number| Value::Number { number: Number(number.value) }))
        }
        ValueType::Percentage | ValueType::Duration | ValueType::Date | ValueType::Range | ValueType::Handle => {
            alone(of_form(first).filter(|read| is_of(read, wanted)))
        }
        ValueType::Measurement => alone(value.measurement().map(|measured| match measured {
            Measured::Number(number) => Value::Number { number: Number(number.value) },
            Measured::Percentage(percentage) => Value::Percentage { percent: Number(percentage.percent) },
        })),
        ValueType::Tag | ValueType::Ticket => {
            let is_word = kind.is_value() && !kind.is_error() && kind != SyntaxKind::Handle;
            alone(is_word.then(|| Value::Word { word: value.plain().into_owned() }))
        }
        ValueType::Emotion => {
            let emotion = value.emotion()?;
            let parts = with_text(emotion.word.is_some());
            Some((Value::Emotion { score: emotion.score.value(), word: emotion.word.map(String::from) }, parts))
        }
        ValueType::Reference(_) => {
            let is_name = kind == SyntaxKind::Reference;
            alone(is_name.then(|| Value::Reference { reference: meant(first), text: None }))
        }
        ValueType::ReferenceThenText { .. } => {
            let text = value.following_text().map(String::from);
            let parts = with_text(text.is_some());
            let is_name = kind == SyntaxKind::Reference;
            is_name.then(|| (Value::Reference { reference: meant(first), text }, parts))
        }
        ValueType::Enumeration(words) => {
            let word = value.reference().filter(|word| words.iter().any(|known| known.name == *word));
            alone(word.map(|word| Value::Word { word: word.to_owned() }))
        }
        ValueType::OneOf(types) => types.iter().find_map(|one| of_type(one, value, meant)),
    }
}

/// A part of a value in the form in which it is written; `None` where it is broken, or not what its form says, such as a
/// day that does not exist.
pub(crate) fn of_form(part: Node<'_>) -> Option<Value> {
    let written = part.text();
    match part.kind() {
        SyntaxKind::Text | SyntaxKind::BlockText => {
            Some(Value::Text { text: Text::decode(written).value.into_owned() })
        }
        SyntaxKind::Number => Count::parse(written).ok().map(|one| Value::Number { number: Number(one.value) }),
        SyntaxKind::Percentage => {
            Percentage::parse(written).ok().map(|one| Value::Percentage { percent: Number(one.percent) })
        }
        SyntaxKind::Duration => Length::parse(written)
            .ok()
            .map(|one| Value::Duration { written: written.to_owned(), milliseconds: one.milliseconds() }),
        SyntaxKind::Date => Date::parse(written).ok().map(|one| Value::Date { date: one.to_string() }),
        SyntaxKind::Range => {
            Between::parse(written).ok().map(|one| Value::Range { low: Number(one.low), high: Number(one.high) })
        }
        SyntaxKind::Handle => Handle::parse(written).ok().map(|one| Value::Handle { handle: one.to_string() }),
        SyntaxKind::Reference => Some(Value::Word { word: written.to_owned() }),
        _ => None,
    }
}

fn is_of(value: &Value, wanted: &ValueType) -> bool {
    matches!(
        (value, wanted),
        (Value::Percentage { .. }, ValueType::Percentage)
            | (Value::Duration { .. }, ValueType::Duration)
            | (Value::Date { .. }, ValueType::Date)
            | (Value::Range { .. }, ValueType::Range)
            | (Value::Handle { .. }, ValueType::Handle)
    )
}
