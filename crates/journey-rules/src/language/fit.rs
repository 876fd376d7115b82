//! Whether a value fits its key, and what to say about one that does not.

use std::borrow::Cow;

use journey_plugin::model::syntax::{Node, SyntaxKind};
use journey_plugin::model::value::{
    Date, Duration, Handle, Measurement, Number, Percentage, Range, Score, Sign, Text, ValueError, is_id, quote,
};
use journey_plugin::model::{Declaration, KeySchema, Keyword, Property, ValueType, nearest};
use journey_plugin::{Applicability, RuleContext};

use crate::wording::{listed, listed_as_written, sentence, shown};

/// Whether everything about the values and the qualifier of a property is as its key asks for. A property in which the
/// grammar could not read something counts as fitting: what is wrong with it is told as that.
pub(super) fn fits(property: Property<'_>, key: &KeySchema) -> bool {
    let mut values = 0;
    let mut has_qualifier = false;
    let mut first: Option<Node<'_>> = None;
    let mut last: Option<Node<'_>> = None;
    let mut parts = 0;
    let mut sound = true;
    for node in property.syntax().children() {
        match node.kind() {
            SyntaxKind::Qualifier => has_qualifier = true,
            SyntaxKind::Citation if node.child(SyntaxKind::WrongCitation).is_some() => return true,
            kind if kind.is_error() => return true,
            SyntaxKind::Reference if node.text().ends_with('-') => return true,
            kind if kind.is_value() => {
                let parted = last.is_none_or(|last| last.text_until(node).contains([',', '\n', '\r']));
                if parted {
                    values += 1;
                    // What stood before is a whole value now.
                    sound &= first.is_none_or(|first| value_fits(&key.value, first, None, parts));
                    first = Some(node);
                    parts = 1;
                } else {
                    parts += 1;
                    if parts == 2
                        && let Some(before) = first.take()
                    {
                        sound &= value_fits(&key.value, before, Some(node), parts);
                    }
                    sound &= parts <= 2;
                }
                last = Some(node);
            }
            _ => {}
        }
    }
    sound &= first.is_none_or(|first| value_fits(&key.value, first, None, parts));
    sound && (key.many || values <= 1) && qualifier_fits(key, has_qualifier)
}

/// Whether a qualifier stands where one must, and none where none may.
fn qualifier_fits(key: &KeySchema, is_there: bool) -> bool {
    key.qualifier.as_ref().map_or(!is_there, |qualifier| is_there || !qualifier.required)
}

/// Whether one value is of the type; `parts` counts its parts.
pub(super) fn value_fits(value: &ValueType, first: Node<'_>, second: Option<Node<'_>>, parts: usize) -> bool {
    let text_or_nothing = |required: bool| match second {
        Some(second) => parts == 2 && is_text(second),
        None => parts == 1 && !required,
    };
    match value {
        ValueType::Emotion => first_fits(value, first) && text_or_nothing(false),
        ValueType::ReferenceThenText { text_required, .. } => {
            first_fits(value, first) && text_or_nothing(*text_required)
        }
        ValueType::OneOf(types) => types.iter().any(|one| value_fits(one, first, second, parts)),
        _ => parts == 1 && first_fits(value, first),
    }
}

/// Whether the first part of a value is of the type.
pub(super) fn first_fits(value: &ValueType, first: Node<'_>) -> bool {
    let kind = first.kind();
    match value {
        ValueType::Text | ValueType::File | ValueType::Link => is_text(first),
        ValueType::Number { minimum, maximum, whole } => {
            kind == SyntaxKind::Number
                && Number::parse(first.text()).is_ok_and(|number| number.check(*minimum, *maximum, *whole).is_ok())
        }
        ValueType::Percentage => kind == SyntaxKind::Percentage && Percentage::parse(first.text()).is_ok(),
        ValueType::Measurement => {
            matches!(kind, SyntaxKind::Number | SyntaxKind::Percentage) && Measurement::parse(first.text()).is_ok()
        }
        ValueType::Duration => kind == SyntaxKind::Duration && Duration::parse(first.text()).is_ok(),
        ValueType::Date => kind == SyntaxKind::Date && Date::parse(first.text()).is_ok(),
        ValueType::Range => kind == SyntaxKind::Range && Range::parse(first.text()).is_ok(),
        ValueType::Handle => kind == SyntaxKind::Handle && Handle::parse(first.text()).is_ok(),
        ValueType::Tag | ValueType::Ticket => kind.is_value() && !kind.is_error() && kind != SyntaxKind::Handle,
        ValueType::Emotion => kind == SyntaxKind::Number && Score::parse(first.text()).is_ok(),
        ValueType::Reference(_) | ValueType::ReferenceThenText { .. } => kind == SyntaxKind::Reference,
        ValueType::Enumeration(words) => {
            kind == SyntaxKind::Reference && words.iter().any(|word| word.name == first.text())
        }
        ValueType::OneOf(types) => types.iter().any(|one| first_fits(one, first)),
    }
}

pub(super) fn is_text(part: Node<'_>) -> bool {
    matches!(part.kind(), SyntaxKind::Text | SyntaxKind::BlockText)
}

/// Whether some value of the type is a text by itself.
pub(super) fn takes_text(value: &ValueType) -> bool {
    match value {
        ValueType::Tag | ValueType::Ticket => true,
        ValueType::OneOf(types) => types.iter().any(takes_text),
        other => other.is_text(),
    }
}

/// What to say about something that is written where the type is wanted and is not of it.
#[derive(Debug)]
pub(super) struct Misfit {
    /// What is wrong, without a full stop.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
    /// What to write instead, and how sure that is.
    pub(super) correction: Option<(String, Applicability)>,
}

impl Misfit {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), correction: None }
    }

    fn safely(mut self, correction: impl Into<String>) -> Self {
        self.correction = Some((correction.into(), Applicability::Safe));
        self
    }

    fn perhaps(mut self, correction: Option<String>) -> Self {
        self.correction = correction.map(|correction| (correction, Applicability::Suggestion));
        self
    }
}

/// Explains why `written`, as it stands in the file, is no value (or no first part of a value) for the key.
pub(super) fn explain(context: &RuleContext<'_>, around: Declaration<'_>, key: &KeySchema, written: &str) -> Misfit {
    let value = &key.value;
    let meant = |written: &str| name_meant(context, around, value.references(), written);
    if let Some(bare) = bare(written)
        && !takes_text(value)
    {
        return explain_quoted(key, written, &bare, meant(&bare));
    }
    match value {
        ValueType::Number { minimum, maximum, whole } => match Number::parse(written) {
            Err(error) => of_error(error, Applicability::Safe),
            Ok(number) => match number.check(*minimum, *maximum, *whole) {
                Err(error) => of_error(error, Applicability::Safe),
                Ok(()) => not_taken(key, written),
            },
        },
        ValueType::Percentage => judged(Percentage::parse(written), key, written, Applicability::Safe),
        ValueType::Measurement => judged(Measurement::parse(written), key, written, Applicability::Safe),
        ValueType::Duration => judged(Duration::parse(written), key, written, Applicability::Safe),
        ValueType::Date => {
            let misfit = judged(Date::parse(written), key, written, Applicability::Safe);
            if misfit.correction.is_some() { misfit } else { misfit.perhaps(day_first(written)) }
        }
        ValueType::Range => judged(Range::parse(written), key, written, Applicability::Suggestion),
        ValueType::Handle => judged(Handle::parse(written), key, written, Applicability::Suggestion),
        ValueType::Emotion => {
            // What word processors make of a minus means nothing else.
            let plain = written.replace('\u{2212}', "-");
            let is_sure = plain != written && Score::parse(&plain).is_ok();
            let sure = if is_sure { Applicability::Safe } else { Applicability::Suggestion };
            of_another_scale(written).unwrap_or_else(|| judged(Score::parse(written), key, written, sure))
        }
        ValueType::Enumeration(_) => no_such_word(key, written),
        ValueType::Reference(_) | ValueType::ReferenceThenText { .. } => no_name(key, written, meant(written)),
        ValueType::Text | ValueType::File | ValueType::Link | ValueType::Tag | ValueType::Ticket => {
            let written = written.trim();
            let quoted = quote(written);
            let mut help = format!("`{}` takes {}. Write {}.", key.name, value.expected(), shown(&quoted));
            if Score::parse(written).is_ok_and(|_| written.starts_with(['-', '+']))
                && let Some(scored) = key_of_scores(context, around)
            {
                help = format!("{help} A score belongs in `{}`, as in `{}`.", scored.name, scored.example);
            }
            let sure = quotes_are_meant(context, around, key, written);
            Misfit {
                correction: Some((quoted, sure)),
                ..Misfit::new(format!("{} has no quotes around it", shown(written)), help)
            }
        }
        ValueType::OneOf(types) => {
            let one = types.iter().find_map(|one| {
                let key = KeySchema { value: one.clone(), ..key.clone() };
                explain(context, around, &key, written).correction
            });
            Misfit { correction: one, ..not_taken(key, written) }
        }
    }
}

/// How sure it is that words are a text that only lacks its quotes. A number may be meant as one, a name for what has it,
/// and `or` behind a name for the comma before the next one.
pub(super) fn quotes_are_meant(
    context: &RuleContext<'_>,
    around: Declaration<'_>,
    key: &KeySchema,
    written: &str,
) -> Applicability {
    let kinds = key.value.references();
    let names_something = |word: &str| name_meant(context, around, kinds, word).is_some();
    let is_number = Number::parse(written.trim()).is_ok();
    let goes_on = !kinds.is_empty() && matches!(written.split_whitespace().next(), Some("and" | "or" | "&"));
    let mut words =
        written.split(|one: char| one.is_whitespace() || ",&+/".contains(one)).filter(|word| !word.is_empty());
    if is_number || goes_on || words.any(names_something) { Applicability::Suggestion } else { Applicability::Safe }
}

/// The names in a value that has words or signs between them where commas belong: `pay or leave`. `None` where something
/// else stands there.
pub(super) fn names_without_commas(
    context: &RuleContext<'_>,
    around: Declaration<'_>,
    key: &KeySchema,
    written: &str,
) -> Option<Vec<String>> {
    let is_gap = |one: char| one.is_whitespace() || ",&+/|".contains(one);
    let words = written.split(is_gap).filter(|word| !matches!(*word, "" | "and" | "or"));
    let names: Vec<String> =
        words.map(|word| name_meant(context, around, key.value.references(), word)).collect::<Option<_>>()?;
    (key.many && names.len() > 1).then_some(names)
}

/// The key around there that takes the score of a feeling.
fn key_of_scores<'s>(context: &RuleContext<'s>, around: Declaration<'_>) -> Option<&'s KeySchema> {
    let schema = context.project.schema().keyword(around.keyword()?);
    schema.keys.iter().find(|key| matches!(key.value, ValueType::Emotion))
}

/// `12.03.2026` as it is written here. With points the day comes first everywhere; with slashes nobody knows.
fn day_first(written: &str) -> Option<String> {
    let mut parts = written.trim().split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    (parts.next().is_none() && Date::parse(&date).is_ok()).then_some(date)
}

/// A score without a sign that is beyond the scale: what it is on ours depends on the scale that it comes from, so that
/// nothing is offered.
fn of_another_scale(written: &str) -> Option<Misfit> {
    let number = Number::parse(written.trim()).ok().filter(|number| number.sign == Sign::None && number.value > 2.0)?;
    let scale = match number.value {
        ..=5.0 => "a scale of 1 to 5",
        ..=7.0 => "a scale of 1 to 7",
        ..=10.0 => "a scale of 1 to 10",
        _ => "another scale",
    };
    let error = Score::parse(written.trim()).err()?;
    Some(Misfit::new(error.message, format!("{} probably comes from {scale}. {}", shown(written), error.help)))
}

fn judged<T>(result: Result<T, ValueError>, key: &KeySchema, written: &str, sure: Applicability) -> Misfit {
    match result {
        Ok(_) => not_taken(key, written),
        Err(error) => of_error(error, sure),
    }
}

fn of_error(error: ValueError, sure: Applicability) -> Misfit {
    let correction = error.correction.map(|correction| (correction, sure));
    Misfit { message: error.message.into_owned(), help: error.help.into_owned(), correction }
}

fn not_taken(key: &KeySchema, written: &str) -> Misfit {
    Misfit::new(
        format!("{} is nothing that `{}` takes", shown(written), key.name),
        format!("{}, as in `{}`.", sentence(&format!("write {}", key.value.expected())), key.example),
    )
}

fn no_such_word(key: &KeySchema, written: &str) -> Misfit {
    let words: Vec<&str> = key.value.enumeration().iter().map(|word| word.name.as_ref()).collect();
    let message = format!("{} is no word that `{}` takes", shown(written), key.name);
    let plain = written.trim().to_lowercase().replace([' ', '_'], "-");
    match nearest(&plain, words.iter().copied()) {
        Some(word) => Misfit::new(
            message,
            format!("Did you mean `{word}`? There is {} to choose from.", listed_as_written(&words, "and")),
        )
        .perhaps(Some(word.to_owned())),
        None => Misfit::new(message, format!("Choose one of {}.", listed_as_written(&words, "or"))),
    }
}

/// Something that is not a name, where one is wanted.
fn no_name(key: &KeySchema, written: &str, meant: Option<String>) -> Misfit {
    let kinds: Vec<&str> = key.value.references().iter().map(|kind| kind.with_article()).collect();
    let message = format!("{} is not the name of {}", shown(written), listed(&kinds, "or"));
    match meant {
        Some(name) => Misfit::new(message, format!("Did you mean `{name}`? The name is the word before the label."))
            .perhaps(Some(name)),
        None => Misfit::new(
            message,
            format!("Write the word that stands before the label where it is declared, as in `{}`.", key.example),
        ),
    }
}

/// The id of the declaration of one of these kinds that somebody inside `around` calls by its label, or by its id in other spelling.
pub(super) fn name_meant(
    context: &RuleContext<'_>,
    around: Declaration<'_>,
    kinds: &[Keyword],
    written: &str,
) -> Option<String> {
    let project = context.project;
    let found = kinds.iter().find_map(|kind| project.called(*kind, written, context.id, around))?;
    let id = project.declaration(found).id();
    is_id(id).then(|| id.to_owned())
}

/// A text in quotes, where the type is written without.
fn explain_quoted(key: &KeySchema, written: &str, bare: &str, meant: Option<String>) -> Misfit {
    let message = format!("`{}` is written without quotes", key.name);
    match &key.value {
        ValueType::Reference(_) | ValueType::ReferenceThenText { .. } => {
            let kinds: Vec<&str> = key.value.references().iter().map(|kind| kind.with_article()).collect();
            let kinds = listed(&kinds, "or");
            let message = format!("{} is a text, and `{}` takes the name of {kinds}", shown(written), key.name);
            match meant {
                Some(name) => Misfit::new(message, format!("Write `{name}`, without quotes.")).perhaps(Some(name)),
                None => Misfit::new(
                    message,
                    format!(
                        "Write the word that stands before the label where it is declared, as in `{}`.",
                        key.example
                    ),
                ),
            }
        }
        ValueType::Enumeration(words) => {
            if words.iter().any(|word| word.name == bare) {
                return Misfit::new(message, format!("Write `{bare}`.")).safely(bare);
            }
            no_such_word(key, bare)
        }
        _ => {
            let inner = explain_bare(key, bare);
            match inner {
                None => Misfit::new(message, format!("Write {}.", shown(bare))).safely(bare),
                Some(inner) => match inner.correction {
                    Some((correction, _)) => {
                        Misfit::new(message, format!("Write {}.", shown(&correction))).perhaps(Some(correction))
                    }
                    // What is inside of the quotes is wrong as well, and says more.
                    None => inner,
                },
            }
        }
    }
}

/// What is wrong with a value of a type that is no text, name or word of a list; `None` where nothing is.
fn explain_bare(key: &KeySchema, bare: &str) -> Option<Misfit> {
    let error = match &key.value {
        ValueType::Number { minimum, maximum, whole } => {
            Number::parse(bare).and_then(|number| number.check(*minimum, *maximum, *whole)).err()
        }
        ValueType::Percentage => Percentage::parse(bare).err(),
        ValueType::Measurement => Measurement::parse(bare).err(),
        ValueType::Duration => Duration::parse(bare).err(),
        ValueType::Date => Date::parse(bare).err(),
        ValueType::Range => Range::parse(bare).err(),
        ValueType::Handle => Handle::parse(bare).err(),
        ValueType::Emotion => match of_another_scale(bare) {
            Some(misfit) => return Some(misfit),
            None => Score::parse(bare).err(),
        },
        _ => return Some(Misfit::new(String::new(), String::new())),
    };
    error.map(|error| of_error(error, Applicability::Suggestion))
}

/// What a text in quotes says; `None` for anything else.
fn bare(written: &str) -> Option<Cow<'_, str>> {
    let closed = written.len() > 1 && written.starts_with('"') && written.ends_with('"');
    closed.then(|| Text::decode(written).value)
}
