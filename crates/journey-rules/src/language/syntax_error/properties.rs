//! What can be wrong in a line of the form `key: value from source`, its values aside.

use journey_plugin::Applicability;
use journey_plugin::model::syntax::{SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange};
use journey_plugin::model::value::is_id;
use journey_plugin::model::{Keyword, Place, Property};

use super::broken_text::{BrokenText, Candidate, Finding, key_of};
use super::{lists, long_texts, values};
use crate::language::fit::name_meant;
use crate::wording::shown;

/// What to say about an error inside of a property; `None` where another finding says it.
pub(super) fn explain(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Option<Finding> {
    if let Some(finding) = long_texts::finding(text, property, error) {
        return Some(finding);
    }
    match error.kind {
        SyntaxErrorKind::MissingValue => Some(missing_value(text, property, error)),
        SyntaxErrorKind::MissingSource => Some(missing_source(text, error)),
        SyntaxErrorKind::ExtraComma => Some(extra_comma(text, property, error)),
        SyntaxErrorKind::WrongCitation if values::are_a_sentence(text, property) => {
            Some(values::explain(text, property, error))
        }
        SyntaxErrorKind::WrongCitation => Some(wrong_citation(text, property, error)),
        SyntaxErrorKind::DashAtEnd => dash_at_end(text, property, error),
        _ => Some(values::explain(text, property, error)),
    }
}

fn missing_value(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Finding {
    let start = property.range().start;
    let key = property.key();
    let before = text.slice(TextRange::new(start, error.range.start)).trim_end();
    let written = u32::try_from(before.len()).unwrap_or_default();
    let place = TextRange::new(start, start + written);
    if property.values().iter().any(|value| !value.is_broken()) {
        // Values stand there, behind a comma that parts them from nothing.
        let next = property.values().first().map_or(error.range, |value| value.range());
        let comma = TextRange::new(error.range.start, next.start);
        return text
            .finding(comma, format!("A comma stands before the first value of `{key}`"), COMMAS)
            .covering(error.range)
            .with(text, Candidate::new("Remove the comma", Applicability::Safe, comma, ""));
    }
    if property.sources().next().is_none()
        && let Some(finding) = lists::below_key(text, property, place)
    {
        return finding;
    }
    let known = key_of(text, property);
    let example = known.map_or_else(|| format!("`{key}: \"...\"`"), |(_, key)| format!("`{}`", key.example));
    let finding = text
        .finding(
            place,
            format!("`{key}` has no value"),
            format!("Write it behind the colon, as in {example}, or remove the line."),
        )
        .covering(error.range);
    // `goal: from` has no source either, and one finding is enough.
    let finding = if property.sources().next().is_none() { finding.covering(property.range()) } else { finding };
    let place_around = property.declaration().place();
    let is_required = known.is_some_and(|(_, key)| place_around.is_some_and(|place: Place| key.is_wanted_in(place)));
    // Where something was named, removing the line would leave that without a use.
    let takes_names = known.is_some_and(|(_, key)| !key.value.references().is_empty());
    let names_something = takes_names || property.qualifier().is_some() || property.sources().next().is_some();
    if is_required || known.is_none() || names_something {
        return finding;
    }
    let removed = text.source().removal(property.range());
    finding.with(text, Candidate::new("Remove the line", Applicability::Suggestion, removed, ""))
}

fn missing_source(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let word = TextRange::new(error.context.start, error.context.start + 4);
    let removed = text.source().removal(word);
    text.finding(
        word,
        "No source stands behind `from`",
        "Write the name of the source that this line rests on, as in `from interviews`, or remove `from`.",
    )
    .covering(error.range)
    .with(text, Candidate::new("Remove `from`", Applicability::Suggestion, removed, ""))
}

const COMMAS: &str = "A comma stands between two values, and nowhere else.";

fn extra_comma(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Finding {
    let rest = text.slice(TextRange::new(error.range.start, property.range().end));
    let commas = rest.len() - rest.trim_start_matches([',', ' ', '\t']).len();
    let run = TextRange::new(error.range.start, error.range.start + u32::try_from(commas).unwrap_or_default());
    let before = text.slice(TextRange::new(property.range().start, run.start));
    let space = if before.ends_with(',') && text.slice(run).ends_with([' ', '\t']) { " " } else { "" };
    let finding = text.finding(error.range, "There is a comma too many here", COMMAS).covering(run);
    let candidate = Candidate::new("Remove the comma", Applicability::Safe, run, space);
    if text.mends(property, &candidate) || property.schema(text.schema()).is_none() {
        finding.with(text, candidate)
    } else {
        finding
    }
}

fn wrong_citation(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Finding {
    let citation = property
        .syntax()
        .children()
        .find(|node| node.kind() == SyntaxKind::Citation && node.range().covers(error.range));
    let range = citation.map_or(error.range, |citation| citation.range());
    // Behind the word `from`.
    let names = text.slice(range).get(4..).unwrap_or_default();
    let space = u32::try_from(names.len() - names.trim_start().len()).unwrap_or_default();
    let written = names.trim();
    let start = range.start + 4 + space;
    let names = TextRange::new(start, start + u32::try_from(written.len()).unwrap_or_default());
    let mut help =
        "Behind `from` stand the names of sources, with commas between them, as in `from interviews, q3_survey`."
            .to_owned();
    let meant = sources_meant(text, property, written);
    if let Some(meant) = &meant {
        help = format!("{help} Did you mean `{meant}`?");
    }
    let finding = text.finding(names, format!("{} is not the name of a source", shown(written)), help).covering(range);
    let candidate = meant
        .map(|meant| Candidate::new(format!("Change to {}", shown(&meant)), Applicability::Suggestion, names, meant));
    match candidate {
        Some(candidate) if text.mends(property, &candidate) => finding.with(text, candidate),
        _ => finding,
    }
}

/// The sources that somebody means by a label, or by names with something else than commas between them.
fn sources_meant(text: &BrokenText<'_, '_>, property: Property<'_>, written: &str) -> Option<String> {
    let kinds = &text.schema().citation().names;
    let around = property.declaration();
    let meant = |words: &str| name_meant(text.context(), around, kinds, words.trim_matches(['"', '\'', '“', '”']));
    let one_each = || {
        let parts = written.split(',').map(meant).collect::<Option<Vec<String>>>()?;
        Some(parts.join(", "))
    };
    let words_apart = || {
        let words = written.split([' ', ',', '&', '+', '/', ';']).filter(|word| !matches!(*word, "" | "and"));
        Some(words.map(meant).collect::<Option<Vec<String>>>()?.join(", "))
    };
    meant(written).or_else(one_each).or_else(words_apart).filter(|meant| !meant.is_empty())
}

/// A key, a name or a reference that ends in `-`. `None` for a key of a known declaration: no key ends so, and
/// that it is unknown is told; and for a reference to what is declared with that name, where it is told.
fn dash_at_end(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Option<Finding> {
    let is_key = property.key_range() == error.range;
    if is_key && property.declaration().keyword().is_some() {
        return None;
    }
    let written = text.slice(error.range);
    let is_declared = |id: &str, kinds: &[Keyword]| text.project().is_declared(id, kinds);
    let known = key_of(text, property);
    let kinds = match known {
        _ if in_citation(property, error.range) => text.schema().citation().names.as_slice(),
        Some((_, key)) => key.value.references(),
        None => &[],
    };
    if is_declared(written, kinds) {
        return None;
    }
    let trimmed = written.trim_end_matches('-');
    let finding = dash(text, error.range);
    let candidate = Candidate::new(format!("Change to `{trimmed}`"), Applicability::Suggestion, error.range, trimmed);
    let makes_sense = kinds.is_empty() || is_declared(trimmed, kinds);
    Some(if makes_sense && text.mends(property, &candidate) { finding.with(text, candidate) } else { finding })
}

fn in_citation(property: Property<'_>, range: TextRange) -> bool {
    property.syntax().children().any(|node| node.kind() == SyntaxKind::Citation && node.range().covers(range))
}

/// The finding for a name that ends in `-`.
pub(super) fn dash(text: &BrokenText<'_, '_>, range: TextRange) -> Finding {
    let written = text.slice(range);
    let trimmed = written.trim_end_matches('-');
    let help = if is_id(trimmed) {
        format!("A name has letters, digits, `_` and `-`, and ends in a letter, a digit or `_`: `{trimmed}`.")
    } else {
        "A name has letters, digits, `_` and `-`, and ends in a letter, a digit or `_`.".to_owned()
    };
    text.finding(range, format!("The name `{written}` ends in a dash"), help)
}
