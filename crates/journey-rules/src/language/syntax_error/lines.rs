//! Lines that are neither a declaration nor a property, and properties without their colon.

use journey_plugin::Applicability;
use journey_plugin::model::syntax::{SyntaxErrorKind, TextRange};
use journey_plugin::model::value::{is_id, quote};
use journey_plugin::model::{KeySchema, Keyword, MissingColon};
use journey_plugin::{Fix, TextEdit};

use super::broken_text::{BrokenText, Candidate, Finding};
use super::lists;
use crate::language::mending::is_sound_line;
use crate::wording::{about_unusual_character, shown};

/// A line that reads as a property without its colon.
pub(super) fn missing_colon(text: &BrokenText<'_, '_>, missing: &MissingColon<'_>) -> journey_plugin::Diagnostic {
    let line = text.slice(missing.line.range()).trim_end();
    let start = missing.line.range().start;
    let keyword = missing.declaration.keyword();
    let (word, _) = first_word(line);
    let key = keyword.and_then(|keyword| Some((keyword, text.schema().key(keyword, word)?)));
    match key {
        Some((keyword, key)) => without_colon(text, keyword, key, line, start).diagnostic,
        None => text.finding(missing.line.range(), format!("`{word}` has no colon behind it"), COLON).diagnostic,
    }
}

const COLON: &str = "A key and its value are parted by a colon: `key: value`.";

/// A line whose first word is the key, without a colon behind it.
fn without_colon(text: &BrokenText<'_, '_>, keyword: Keyword, key: &KeySchema, line: &str, start: u32) -> Finding {
    let (word, rest) = first_word(line);
    let length = |text: &str| u32::try_from(text.len()).unwrap_or_default();
    let place = TextRange::new(start, start + length(word));
    let whole = TextRange::new(start, start + length(line));
    let message = format!("`{word}` has no colon behind it");
    let help = format!("A key and its value are parted by a colon, as in `{}`.", key.example);
    let finding = text.finding(place, message, help).covering(whole);
    let rest = rest.trim_start();
    let mut lines = vec![(word.to_owned(), rest.to_owned())];
    if let Some((name, value)) = rest.split_once(' ') {
        lines.insert(0, (format!("{word} {name}"), value.trim_start().to_owned()));
    }
    for (head, value) in &lines {
        let bare = without_sign_for_colon(value);
        let quoted = quote(bare.trim_end());
        for (value, sure) in
            [(value.as_str(), Applicability::Safe), (bare, Applicability::Safe), (&quoted, Applicability::Suggestion)]
        {
            let line = format!("{head}: {value}");
            let unlikely = value == quoted && (bare.is_empty() || quoted_twice(&quoted));
            if unlikely || !is_sound_line(text.schema(), Some(keyword), &line) {
                continue;
            }
            // Where nothing but the colon is new, nothing but the colon is inserted.
            let colon = TextRange::empty(start + length(head));
            let unchanged = text.slice(TextRange::new(start, colon.start)) == head
                && value == rest_behind(text, colon.start, whole.end);
            let candidate = if unchanged {
                Candidate::new("Write the colon", sure, colon, ":")
            } else {
                Candidate::new(format!("Change to {}", shown(&line)), sure, whole, line)
            };
            return finding.with(text, candidate);
        }
    }
    finding
}

/// Whether a text that was put in quotes had some already: then it was none of the kind that only lacks them.
fn quoted_twice(quoted: &str) -> bool {
    quoted.contains("\\\"")
}

fn rest_behind<'t>(text: &'t BrokenText<'_, '_>, start: u32, end: u32) -> &'t str {
    text.slice(TextRange::new(start, end)).trim_start()
}

/// A line that is neither a declaration nor a property.
pub(super) fn junk(text: &BrokenText<'_, '_>, index: usize) -> Option<Finding> {
    let error = text.error(index)?;
    let line = text.slice(error.range);
    if let Some(finding) = lists::behind_values(text, error.range) {
        return Some(finding);
    }
    if let Some(finding) = property_meant(text, error.range, line) {
        return Some(with_block_behind(text, finding, error.range));
    }
    let run = run_of_junk(text, index);
    let more = run.len();
    let message = match more {
        0 => format!("{} is neither a declaration nor a `key: value`", shown(line)),
        1 => format!("{} is neither a declaration nor a `key: value`, nor is the line below", shown(line)),
        _ => format!("{} is neither a declaration nor a `key: value`, nor are {more} lines below", shown(line)),
    };
    let help = match text.declaration_around(error.range).and_then(|around| around.keyword()) {
        Some(keyword) => format!(
            "In {} stand lines such as `{}`. A note for yourself starts with `//`.",
            keyword.with_article(),
            text.schema().keyword(keyword).keys.first().map_or("goal: \"...\"", |key| &key.example)
        ),
        None => "At the top of a file stand declarations such as `persona maya \"Maya\"`. A note for yourself starts with `//`."
            .to_owned(),
    };
    let help = match about_unusual_character(line) {
        Some(about) => format!("{help} {about}"),
        None => help,
    };
    let last = run.last().copied().unwrap_or(error.range);
    let finding = text.finding(error.range, message, help).covering(last);
    let lines: Vec<TextRange> = std::iter::once(error.range).chain(run).collect();
    let finding = with_block_behind(text, finding, last);
    let Some(fix) = as_comments(text, &lines) else { return Some(finding) };
    Some(Finding { diagnostic: finding.diagnostic.fix_with(fix), ..finding })
}

/// The lines right below that are of the same sort: one text that was pasted is one mistake.
fn run_of_junk(text: &BrokenText<'_, '_>, index: usize) -> Vec<TextRange> {
    let mut run = Vec::new();
    let mut end = text.error(index).map_or(0, |error| error.range.end);
    for error in text.errors().iter().skip(index + 1) {
        let between = text.slice(TextRange::new(end, error.range.start));
        let goes_on = error.kind == SyntaxErrorKind::Junk && between.trim().is_empty();
        if !goes_on || property_meant(text, error.range, text.slice(error.range)).is_some() {
            break;
        }
        run.push(error.range);
        end = error.range.end;
    }
    run
}

/// A fix that turns lines into comments, where nothing else stands on them.
fn as_comments(text: &BrokenText<'_, '_>, lines: &[TextRange]) -> Option<Fix> {
    const MOST: usize = 100;
    let alone = |line: &TextRange| {
        let before = text.slice(TextRange::new(text.source().line_start(line.start), line.start));
        let behind = text.rest_of_line(line.end);
        before.trim().is_empty() && behind.trim().is_empty()
    };
    if lines.len() > MOST || !lines.iter().all(alone) {
        return None;
    }
    let title = if lines.len() == 1 { "Make it a comment" } else { "Make these lines comments" };
    let edits = lines
        .iter()
        .map(|line| TextEdit { place: text.place(TextRange::empty(line.start)), replacement: "// ".to_owned() });
    Some(Fix { title: title.to_owned(), applicability: Applicability::Suggestion, edits: edits.collect() })
}

/// A block that opens behind what cannot be read says nothing new: nobody knows what it is.
fn with_block_behind(text: &BrokenText<'_, '_>, finding: Finding, line: TextRange) -> Finding {
    let rest = text.rest_of_line(line.end);
    if !rest.trim_start().starts_with('{') {
        return finding;
    }
    let space = u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or_default();
    finding.covering(TextRange::new(line.end, line.end + space + 1))
}

/// A line that is meant as a property of the declaration around it.
fn property_meant(text: &BrokenText<'_, '_>, range: TextRange, line: &str) -> Option<Finding> {
    // Where no key can be found, the declaration around need not be looked for.
    let bare = line.trim_start_matches(['-', '*', '•', '·', '+', ' ']);
    let unquoted = bare.trim_start_matches('"');
    let (word, rest) = first_word(unquoted);
    if !is_id(word) {
        return None;
    }
    let keyword = text.declaration_around(range)?.keyword()?;
    let key = text.schema().key(keyword, word).or_else(|| {
        let separated = rest.trim_start().starts_with(['=', '：', ':', '"']);
        separated.then(|| text.schema().suggest_key(keyword, word)).flatten()
    })?;
    if bare == line && bare == unquoted && key.name == word {
        return Some(without_colon(text, keyword, key, line, range.start));
    }
    // `- goal: "x"`, `"goal": "x",`, `gaol = "x"`
    let rest = if bare == unquoted { rest } else { rest.strip_prefix('"').unwrap_or(rest) };
    let value = rest.trim_start_matches([' ', ':', '=', '：', '>']).trim_end_matches([',', ' ']);
    let quoted = quote(value);
    let mended = [value, &quoted].into_iter().filter(|value| *value != quoted || !quoted_twice(&quoted));
    let mut mended = mended.map(|value| format!("{}: {value}", key.name));
    let mended = mended.find(|line| is_sound_line(text.schema(), Some(keyword), line));
    let message = format!("{} is not how `{}` is written", shown(line), key.name);
    let help = format!("Write the key, a colon and the value, and nothing before them, as in `{}`.", key.example);
    let finding = text.finding(range, message, help);
    Some(match mended {
        Some(mended) => {
            let title = format!("Change to {}", shown(&mended));
            finding.with(text, Candidate::new(title, Applicability::Suggestion, range, mended))
        }
        None => finding,
    })
}

/// The word that a line starts with, and what stands behind it.
fn first_word(line: &str) -> (&str, &str) {
    let end = line.find(|character: char| !character.is_alphanumeric() && !"_-".contains(character));
    line.split_at(end.unwrap_or(line.len()))
}

/// The value without what stands in the colon's place: `=`, `->`, a dash. A minus that belongs to a number stays.
fn without_sign_for_colon(value: &str) -> &str {
    let bare = value.trim_start_matches(['=', '：', '>', '→', '-', ' ']);
    let minus = value.len() - bare.len();
    let is_number = bare.starts_with(|character: char| character.is_ascii_digit());
    match value.get(..minus).and_then(|before| before.strip_suffix('-')) {
        Some(before) if is_number => value.get(before.len()..).unwrap_or(bare),
        _ => bare,
    }
}
