//! Values that stand below their key, one on each line, as in a list of a word processor.

use journey_plugin::Applicability;
use journey_plugin::model::Property;
use journey_plugin::model::syntax::{SyntaxErrorKind, TextRange};
use journey_plugin::model::value::quote;

use super::broken_text::{BrokenText, Candidate, Finding, key_of};
use crate::language::mending::is_sound_line;
use crate::language::wording::shown;

/// How many lines of a list are looked at. Nobody writes more, and a file that is none of ours may.
const MOST: usize = 100;

/// The lines right below a property that can be read as values of it and as nothing else.
struct List<'t> {
    /// Each line without its indentation.
    lines: Vec<TextRange>,
    /// What stands on it, without a bullet before and a comma behind it.
    items: Vec<&'t str>,
}

/// A key without a value, with its values on the lines below. `None` where no such lines stand there.
pub(super) fn below_key(text: &BrokenText<'_, '_>, property: Property<'_>, place: TextRange) -> Option<Finding> {
    let list = below(text, property.range().end)?;
    let key = property.key();
    let known = key_of(text, property);
    let example = known.map_or_else(|| format!("`{key}: \"...\", \"...\"`"), |(_, key)| format!("`{}`", key.example));
    let finding = text.finding(
        place,
        format!("The values of `{key}` stand below it"),
        format!(
            "Values stand behind the colon, with commas between them, as in {example}. Without that they are in no map."
        ),
    );
    let finding = with_lines(text, finding.covering(property.range()), &list, "this is taken for no value");
    let head = text.slice(place);
    Some(match joined(text, property, head, &list) {
        Some(line) => {
            let title = format!("Change to {}", shown(&line));
            let range = TextRange::new(place.start, list.end());
            finding.with(text, Candidate::new(title, Applicability::Suggestion, range, line))
        }
        None => finding,
    })
}

/// A line that goes on with the values of the property above it, which has no comma at its end. `None` where the line is
/// meant as something else.
pub(super) fn behind_values(text: &BrokenText<'_, '_>, line: TextRange) -> Option<Finding> {
    let before = text.source().whole().get(..line.start as usize)?;
    let end = u32::try_from(before.trim_end().len()).ok()?;
    let around = text.declaration_around(line)?;
    let property = around.properties().take_while(|property| property.range().start < line.start).last()?;
    if property.range().end != end {
        return None;
    }
    let values = property.values();
    let last = values.last().filter(|_| values.iter().all(|value| !value.is_broken()))?;
    let list = below(text, end)?;
    let whole = text.slice(property.range());
    let line = joined_to(text, property, whole, ", ", &list)?;
    let finding = text.finding(
        last.range(),
        format!("There is no comma behind the last value of `{}` on this line", property.key()),
        "A line that ends in a comma goes on below; without one, the line below is read as something else. Write the comma.",
    );
    let finding = with_lines(text, finding, &list, "this is the next value");
    // Where nothing but commas is new, the lines stay.
    let bare = list.lines.iter().zip(&list.items).all(|(line, item)| {
        let written = text.slice(*line);
        written == *item || written.strip_suffix(',') == Some(*item)
    });
    let kept = || -> Option<String> {
        let mut kept = format!("{whole},");
        let mut from = end;
        for (index, line) in list.lines.iter().enumerate() {
            let comma = if index + 1 < list.lines.len() { "," } else { "" };
            let between = text.slice(TextRange::new(from, line.start));
            kept.push_str(&format!("{between}{}{comma}", list.items.get(index)?));
            from = line.end;
        }
        is_sound_line(text.schema(), key_of(text, property).map(|(keyword, _)| keyword), &kept).then_some(kept)
    };
    let only_comma = bare && list.lines.len() == 1 && !text.slice(*list.lines.first()?).ends_with(',');
    let range = TextRange::new(property.range().start, list.end());
    Some(match kept().filter(|_| bare) {
        Some(_) if only_comma => {
            finding.with(text, Candidate::new("Write the comma", Applicability::Safe, TextRange::empty(end), ","))
        }
        Some(kept) => finding.with(text, Candidate::new("Write the commas", Applicability::Safe, range, kept)),
        None => {
            let title = format!("Change to {}", shown(&line));
            finding.with(text, Candidate::new(title, Applicability::Suggestion, range, line))
        }
    })
}

fn with_lines(text: &BrokenText<'_, '_>, finding: Finding, list: &List<'_>, what: &str) -> Finding {
    let finding = finding.covering(TextRange::new(list.lines.first().map_or(0, |line| line.start), list.end()));
    list.lines.iter().fold(finding, |finding, line| finding.related(text.place(*line), what))
}

impl List<'_> {
    fn end(&self) -> u32 {
        self.lines.last().map_or(0, |line| line.end)
    }
}

/// The list right below a place that is the last of its line.
fn below<'t>(text: &'t BrokenText<'_, '_>, end: u32) -> Option<List<'t>> {
    let first = text.errors().partition_point(|error| error.range.start < end);
    let mut list = List { lines: Vec::new(), items: Vec::new() };
    let mut before = end;
    for error in text.errors().iter().skip(first).take(MOST) {
        // The value that is missing at the end of the line.
        if error.range.is_empty() && error.range.start <= end {
            continue;
        }
        let between = text.slice(TextRange::new(before, error.range.start));
        let is_next_line = between.trim().is_empty() && between.matches('\n').count() == 1;
        let written = text.slice(error.range).trim_end();
        let is_alone = text.rest_of_line(error.range.end).trim().is_empty();
        if error.kind != SyntaxErrorKind::Junk || !is_next_line || !is_alone {
            break;
        }
        let Some(item) = item(written) else { break };
        let line_end = error.range.start + u32::try_from(written.len()).unwrap_or_default();
        list.lines.push(TextRange::new(error.range.start, line_end));
        list.items.push(item);
        before = error.range.end;
    }
    (!list.items.is_empty()).then_some(list)
}

/// What a line says behind its bullet, without a comma at its end; `None` for a line that is no part of a list: it has
/// neither a bullet nor quotes, or it is a `key: value` with a bullet before it.
fn item(line: &str) -> Option<&str> {
    const BULLETS: [char; 9] = ['-', '*', '•', '·', '●', '–', '—', '+', '◦'];
    let behind_bullet = line.strip_prefix(BULLETS).map(str::trim_start).filter(|item| !item.is_empty());
    let item = behind_bullet.or_else(|| line.starts_with('"').then_some(line))?;
    let item = item.trim_end_matches(',').trim_end();
    let word_end = item.find(|character: char| !character.is_alphanumeric() && !"_-\"".contains(character));
    let behind_word = item.get(word_end.unwrap_or(item.len())..).unwrap_or_default().trim_start();
    let is_property = behind_word.starts_with([':', '=', '：']);
    (!is_property && !item.is_empty()).then_some(item)
}

/// The key with its values behind it, where that makes sense.
fn joined(text: &BrokenText<'_, '_>, property: Property<'_>, head: &str, list: &List<'_>) -> Option<String> {
    joined_to(text, property, head, " ", list)
}

/// A start of a line with the items behind it: as they are written, else with quotes around those that have none.
fn joined_to(
    text: &BrokenText<'_, '_>,
    property: Property<'_>,
    start: &str,
    between: &str,
    list: &List<'_>,
) -> Option<String> {
    let keyword = key_of(text, property).map(|(keyword, _)| keyword);
    let is_sound = |line: &String| is_sound_line(text.schema(), keyword, line);
    let written = format!("{start}{between}{}", list.items.join(", "));
    let quoted = || {
        let quoted: Vec<String> = list
            .items
            .iter()
            .map(|item| if item.starts_with('"') && item.ends_with('"') { (*item).to_owned() } else { quote(item) })
            .collect();
        format!("{start}{between}{}", quoted.join(", "))
    };
    let is_a_guess = list.items.iter().any(|item| item.contains('"') && !(item.starts_with('"') && item.ends_with('"')));
    Some(written).filter(is_sound).or_else(|| Some(quoted()).filter(|_| !is_a_guess).filter(is_sound))
}
