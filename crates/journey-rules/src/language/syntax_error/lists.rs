//! Values that stand below their key, one on each line, as in a list of a word processor.

use journey_plugin::Applicability;
use journey_plugin::model::Property;
use journey_plugin::model::syntax::{SyntaxErrorKind, TextRange};
use journey_plugin::model::value::quote;

use super::broken_text::{BrokenText, Candidate, Finding, key_of};
use super::quotes;
use crate::language::mending::is_sound_line;
use crate::wording::shown;

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
    let list = below(text, property, true)?;
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
    let finding = with_lines(text, finding.covering(property.range()), &list, "this is not read as a value");
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
    let list = below(text, property, false)?;
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

/// The list right below a property that is the last of its line. Where nothing stands behind the key, lines without bullets
/// and quotes belong to it as well, if they are deeper than the key and do not start with another one, and so do lines
/// behind a blank one.
fn below<'t>(text: &'t BrokenText<'_, '_>, property: Property<'_>, is_empty: bool) -> Option<List<'t>> {
    let end = property.range().end;
    let depth = text.source().indentation(property.range().start).len();
    let first = text.errors().partition_point(|error| error.range.start < end);
    let mut list = List { lines: Vec::new(), items: Vec::new() };
    let mut before = end;
    for error in text.errors().iter().skip(first).take(MOST) {
        // The value that is missing at the end of the line.
        if error.range.is_empty() && error.range.start <= end {
            continue;
        }
        let between = text.slice(TextRange::new(before, error.range.start));
        let line_ends = between.matches('\n').count();
        let is_next_line = between.trim().is_empty() && (line_ends == 1 || line_ends > 1 && is_empty);
        let written = text.slice(error.range).trim_end();
        let is_alone = text.rest_of_line(error.range.end).trim().is_empty();
        if error.kind != SyntaxErrorKind::Junk || !is_next_line || !is_alone {
            break;
        }
        let is_deeper = text.source().indentation(error.range.start).len() > depth;
        let plain = || {
            Some(written.trim_end_matches(',')).filter(|line| is_empty && is_deeper && is_words(text, property, line))
        };
        let Some(item) = item(written).or_else(plain) else { break };
        let line_end = error.range.start + u32::try_from(written.len()).unwrap_or_default();
        list.lines.push(TextRange::new(error.range.start, line_end));
        list.items.push(item);
        before = error.range.end;
    }
    (!list.items.is_empty()).then_some(list)
}

/// Whether a line without bullet and quotes is words, and no property that lacks something.
fn is_words(text: &BrokenText<'_, '_>, property: Property<'_>, line: &str) -> bool {
    let end = line.find(|character: char| !character.is_alphanumeric() && !"_-".contains(character));
    let (word, rest) = line.split_at(end.unwrap_or(line.len()));
    let is_key = property.declaration().keyword().is_some_and(|keyword| text.schema().key(keyword, word).is_some());
    !word.is_empty() && !is_key && !rest.trim_start().starts_with([':', '=', '：'])
}

/// What a line says behind its bullet or number, without a comma at its end; `None` for a line that is no part of a list: it
/// has neither a bullet nor quotes, or it is a `key: value` with a bullet before it.
fn item(line: &str) -> Option<&str> {
    const BULLETS: [char; 9] = ['-', '*', '•', '·', '●', '–', '—', '+', '◦'];
    let numbered = || {
        let behind = line.trim_start_matches(|character: char| character.is_ascii_digit());
        let item = behind.strip_prefix(". ").or_else(|| behind.strip_prefix(") "))?;
        (behind.len() < line.len()).then_some(item)
    };
    let behind_bullet = line.strip_prefix(BULLETS).or_else(numbered);
    let behind_bullet = behind_bullet.map(str::trim_start).filter(|item| !item.is_empty());
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
    // Quotes inside of a sentence are kept; where one has no partner, nobody knows what is meant.
    let is_a_guess = list.items.iter().any(|item| {
        let is_text = item.starts_with('"') && item.ends_with('"');
        !is_text && (item.starts_with('"') || quotes::count(item) % 2 == 1)
    });
    Some(written).filter(is_sound).or_else(|| Some(quoted()).filter(|_| !is_a_guess).filter(is_sound))
}

#[cfg(test)]
mod tests {
    use crate::language::syntax_error::SyntaxError;
    use crate::testing::{all_findings, findings};

    /// Message and the first fix of the one finding of all rules in the lines of a persona.
    fn told(lines: &str) -> (String, Option<String>) {
        let marked = format!("persona lia \"Lia\" {{\n{lines}\n}}\njourney j \"J\" {{ persona: lia }}\n");
        let found = findings(&SyntaxError, &marked);
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        let mut text = marked.replace(['⟦', '⟧'], "");
        let all = all_findings(&[("test.journey".to_owned(), text.clone())]);
        let all: Vec<&String> = all.iter().filter(|one| !one.starts_with("unwritten-id")).collect();
        assert_eq!(all.len(), 1, "{all:#?}");
        let mended = only.fixes.first().map(|fix| {
            for edit in fix.edits.iter().rev() {
                text.replace_range(edit.place.range.to_usize(), &edit.replacement);
            }
            let body = text.split_once("{\n").unwrap().1;
            body.split_once("\n}").unwrap().0.to_owned()
        });
        (only.message.clone(), mended)
    }

    fn mended(lines: &str) -> String {
        told(lines).1.expect("a fix")
    }

    #[test]
    fn a_list_below_its_key_is_one_finding_that_keeps_the_values() {
        assert_eq!(
            told("  ⟦goal:⟧\n    - \"a\"\n    - \"b\""),
            ("The values of `goal` stand below it".to_owned(), Some("  goal: \"a\", \"b\"".to_owned()))
        );
        assert_eq!(mended("  ⟦goal:⟧\n  • \"a\"\n  * b is\n  – c"), "  goal: \"a\", \"b is\", \"c\"");
        assert_eq!(mended("  ⟦goal:⟧\n    \"a\",\n    \"b\""), "  goal: \"a\", \"b\"");
        assert_eq!(mended("  ⟦goal:⟧\n    - Order it: fast\n  age: 30"), "  goal: \"Order it: fast\"\n  age: 30");
        assert_eq!(mended("  ⟦age:⟧\n    - 30"), "  age: 30");
        assert_eq!(told("  ⟦age:⟧\n    - 30\n    - 40").1, None);
        assert_eq!(mended("  ⟦goal:⟧\n    1. Eat\n    2) Drink"), "  goal: \"Eat\", \"Drink\"");
        assert_eq!(mended("  ⟦goal:⟧\n    - a\n\n    - b"), "  goal: \"a\", \"b\"");
        assert_eq!(mended("  ⟦goal:⟧\n    Order the food"), "  goal: \"Order the food\"");
        assert_eq!(mended("  ⟦goal:⟧\n    - The \"best\" one"), "  goal: \"The \\\"best\\\" one\"");
        assert_eq!(told("  ⟦goal:⟧\n    - \"a\n    - \"b\"").1, None);
    }

    #[test]
    fn names_in_a_list_are_used() {
        let text =
            "persona lia \"Lia\"\npersona tom \"Tom\"\njourney j \"J\" {\n  ⟦persona:⟧\n    - lia\n    - tom\n}\n";
        let found = findings(&SyntaxError, text);
        assert_eq!(found[0].fixes[0].edits[0].replacement, "persona: lia, tom");
        assert_eq!(found[0].related.len(), 2);
        assert_eq!(all_findings(&[("test.journey".to_owned(), text.replace(['⟦', '⟧'], ""))]).len(), 1);
    }

    #[test]
    fn a_line_of_values_without_a_comma_before_it_is_one_finding() {
        assert_eq!(
            told("  goal: ⟦\"a\"⟧\n    \"b\""),
            (
                "There is no comma behind the last value of `goal` on this line".to_owned(),
                Some("  goal: \"a\",\n    \"b\"".to_owned())
            )
        );
        assert_eq!(mended("  goal: ⟦\"a\"⟧\n    \"b\"\n    \"c\""), "  goal: \"a\",\n    \"b\",\n    \"c\"");
        assert_eq!(mended("  goal: \"a\", ⟦\"b\"⟧\n    - \"c\"\n    - d"), "  goal: \"a\", \"b\", \"c\", \"d\"");
    }

    #[test]
    fn what_is_no_list_stays_what_it_was() {
        assert_eq!(told("  goal: \"a\"\n  ⟦- role: \"Nurse\"⟧").0, "`- role: \"Nurse\"` is not how `role` is written");
        assert_eq!(told("  age: 30\n  ⟦- 40⟧").0, "`- 40` is neither a declaration nor a `key: value`");
        assert_eq!(told("  ⟦goal:⟧\n  role: \"Nurse\"").0, "`goal` has no value");
    }
}
