//! Values that are sound once their line is read as a whole: a note behind them, quotes inside of a text, several properties.

use journey_plugin::model::syntax::{SyntaxError, TextRange};
use journey_plugin::model::{Keyword, Property};
use journey_plugin::{Applicability, Fix, TextEdit};

use super::Broken;
use crate::language::mending::{is_sound_line, with_too_many_quotes};
use crate::language::one_line::{DeclarationBehind, LONGEST, PART_THEM};
use crate::language::syntax_error::broken_text::{BrokenText, Candidate, Finding};
use crate::language::syntax_error::quotes;
use crate::wording::{about_unusual_character, shown};

/// What to say about the line; `None` where no such reading of it is sound.
pub(super) fn explain(broken: &Broken<'_, '_, '_>) -> Option<Finding> {
    note(broken.text, broken.property, broken.error)
        .or_else(|| declaration_behind(broken.text, broken.property))
        .or_else(|| several_properties(broken.text, broken.property))
        .or_else(|| quotes_too_many(broken))
        .or_else(|| sign_apart(broken))
        .or_else(|| thousands(broken))
}

/// `role: "Student" # a guess`
fn note(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Option<Finding> {
    let line = text.rest_of_line(error.range.start);
    let starts = |at: &usize| *at == 0 || line.get(..*at).is_some_and(|before| before.ends_with([' ', '\t']));
    let (at, sign) = ["/*", "#"]
        .into_iter()
        .filter_map(|sign| Some((line.match_indices(sign).map(|(at, _)| at).find(starts)?, sign)))
        .min()?;
    let rest = line.get(at..)?.trim_end();
    let start = error.range.start + u32::try_from(at).ok()?;
    let range = TextRange::new(start, start + u32::try_from(rest.len()).ok()?);
    let inner = rest.strip_prefix(sign)?;
    let words = match sign {
        "/*" => inner.strip_suffix("*/").unwrap_or(inner),
        _ => inner.trim_start_matches('#'),
    };
    // `#5` is the number of a ticket, and what stands behind `*/` is no note.
    if property.range().end != range.end || words.contains("*/") || words.starts_with(|first: char| first.is_numeric())
    {
        return None;
    }
    let sure = if words.starts_with(char::is_alphanumeric) && sign == "#" {
        Applicability::Suggestion
    } else {
        Applicability::Safe
    };
    let taken_out = Candidate::new("", sure, range, "");
    let comment = format!("// {}", words.trim());
    text.mends(property, &taken_out).then(|| {
        text.finding(
            range,
            format!("A note starts with `//`, not with `{sign}`"),
            format!("What stands behind `//` is for those who read the file. Write {}.", shown(&comment)),
        )
        .with(text, Candidate::new("Make it a comment", sure, range, comment.trim_end()))
    })
}

/// `goal: "Pay" touchpoint card "Card" {`
fn declaration_behind(text: &BrokenText<'_, '_>, property: Property<'_>) -> Option<Finding> {
    let behind = DeclarationBehind::of(text.schema(), property)?;
    let finding = Finding { diagnostic: behind.finding(text.context(), property), covers: property.range() };
    // Where its block opens right behind the property, that seems to have no head.
    let end = property.range().end;
    let rest = text.rest_of_line(end);
    let blanks = rest.len() - rest.trim_start().len();
    let explained = if behind.hides_its_brace { rest.len() } else { (blanks + 1).min(rest.len()) };
    Some(finding.covering(TextRange::new(end, end + u32::try_from(explained).ok()?)))
}

/// `impact: 7, effort: 4`
fn several_properties(text: &BrokenText<'_, '_>, property: Property<'_>) -> Option<Finding> {
    let keyword = property.declaration().keyword()?;
    let line = text.slice(property.range());
    if line.len() > LONGEST {
        return None;
    }
    let starts = starts_of_properties(text, keyword, line);
    let first = *starts.first()?;
    let place = |from: usize, to: usize| {
        let offset = |at: usize| property.range().start + u32::try_from(at).unwrap_or_default();
        TextRange::new(offset(from), offset(to))
    };
    // Where one ends, the sign that parts it from the next left aside.
    let end = |start: usize| line.get(..start).unwrap_or_default().trim_end_matches([' ', '\t', ',', '|']).len();
    let sound = |from: usize, to: usize| {
        line.get(from..to).is_some_and(|part| is_sound_line(text.schema(), Some(keyword), part))
    };
    if !sound(0, end(first)) {
        return None;
    }
    let keys = line.get(first..).and_then(|rest| rest.split([':', ' ']).next()).unwrap_or_default();
    let finding = text
        .finding(
            place(first, line.len()),
            format!("`{}` and `{keys}` stand on one line with no `;` between them", property.key()),
            PART_THEM,
        )
        .covering(property.range());
    let ends = starts.iter().skip(1).map(|next| end(*next)).chain([line.len()]);
    // A key that is given already would be given twice.
    let head = |part: &str| part.split(':').next().unwrap_or_default().trim().to_owned();
    let mut heads: Vec<String> = property.declaration().properties().map(|one| head(text.slice(one.range()))).collect();
    for (start, end) in starts.iter().zip(ends) {
        let new = head(line.get(*start..).unwrap_or_default());
        if heads.contains(&new) || !sound(*start, end) {
            return Some(finding);
        }
        heads.push(new);
    }
    let edits = starts
        .iter()
        .map(|start| TextEdit { place: text.place(place(end(*start), *start)), replacement: "; ".to_owned() });
    let fix =
        Fix { title: "Write `;` between them".into(), applicability: Applicability::Safe, edits: edits.collect() };
    Some(Finding { diagnostic: finding.diagnostic.fix_with(fix), ..finding })
}

/// Where in the line, behind its first colon and outside of texts, another key of the declaration stands with its colon.
fn starts_of_properties(text: &BrokenText<'_, '_>, keyword: Keyword, line: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut behind_the_last = None;
    for (colon, _) in line.match_indices(':') {
        let before = line.get(..colon).unwrap_or_default();
        let Some(from) = behind_the_last else {
            behind_the_last = Some(colon + 1);
            continue;
        };
        if quotes::count(before) % 2 == 1 {
            continue;
        }
        let words = before.get(from..).unwrap_or_default();
        let word_before = |end: usize| {
            let words = words.get(..end).unwrap_or_default().trim_end_matches([' ', '\t']);
            words.rfind([' ', '\t', ',', '|', '"']).map(|at| (at + 1, words.get(at + 1..).unwrap_or_default()))
        };
        let Some((start, word)) = word_before(words.len()) else { continue };
        let qualified = word_before(start)
            .filter(|(_, key)| text.schema().key(keyword, key).is_some_and(|key| key.qualifier.is_some()));
        let found = match qualified {
            Some((start, _)) => Some(start),
            None => text.schema().key(keyword, word).map(|_| start),
        };
        if let Some(start) = found {
            starts.push(from + start);
            behind_the_last = Some(colon + 1);
        }
    }
    starts
}

/// `does: "Says "where is it" and searches"`, `role: ""Student""`
fn quotes_too_many(broken: &Broken<'_, '_, '_>) -> Option<Finding> {
    let quotes = with_too_many_quotes(broken.written())?;
    let candidate = Candidate::new(quotes.title, Applicability::Safe, broken.range(), quotes.mended);
    broken
        .mends(&candidate)
        .then(|| broken.text.finding(broken.range(), quotes.message, quotes.help).with(broken.text, candidate))
}

/// `emotion: - 2`
fn sign_apart(broken: &Broken<'_, '_, '_>) -> Option<Finding> {
    let sign = broken.text.slice(broken.error.range);
    let straight = match sign {
        "-" | "−" | "–" | "—" => "-",
        "+" => "+",
        _ => return None,
    };
    let behind = broken.text.rest_of_line(broken.error.range.end);
    let number = behind.trim_start();
    let digits = number.split([' ', '\t', ',', ';', '}']).next().unwrap_or_default();
    let length = behind.len() - number.len() + digits.len();
    let range = TextRange::new(broken.error.range.start, broken.error.range.end + u32::try_from(length).ok()?);
    let joined = format!("{straight}{digits}");
    let sure = if matches!(sign, "–" | "—") { Applicability::Suggestion } else { Applicability::Safe };
    let candidate = Candidate::new(format!("Change to {}", shown(&joined)), sure, range, joined.clone());
    if !digits.starts_with(|first: char| first.is_ascii_digit()) || !broken.mends(&candidate) {
        return None;
    }
    let message = format!("A space parts the sign from its number in {}", shown(broken.text.slice(range)));
    let about = about_unusual_character(sign).map(|about| format!(" {about}")).unwrap_or_default();
    let help = format!("The sign stands right before the number: `{joined}`.{about}");
    Some(broken.text.finding(range, message, help).with(broken.text, candidate))
}

/// `sample: 1'200`
fn thousands(broken: &Broken<'_, '_, '_>) -> Option<Finding> {
    let range = broken.value_range();
    let written = broken.text.slice(range);
    let mut groups = written.split(['\'', '’']);
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && are_digits(first))?;
    if first.len() == written.len() || !groups.all(|group| group.len() == 3 && are_digits(group)) {
        return None;
    }
    let number = written.replace(['\'', '’'], "");
    let candidate = Candidate::new(format!("Change to `{number}`"), Applicability::Safe, range, number.clone());
    broken.mends(&candidate).then(|| {
        let message = format!("{} has a mark between its thousands", shown(written));
        let help =
            format!("A number is written without such marks, so that it is read the same everywhere: `{number}`.");
        broken.text.finding(range, message, help).with(broken.text, candidate)
    })
}

#[cfg(test)]
mod tests {
    use crate::language::syntax_error::SyntaxError;
    use crate::testing::findings;

    /// Message and replacements of the one finding in a line of a touchpoint.
    fn told(line: &str) -> (String, Vec<String>) {
        of_text(&format!(
            "persona ben \"Ben\"\nchannel app \"App\"\njourney w \"W\" {{\n  persona: ben\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      {line}\n    }}\n  }}\n}}\n"
        ))
    }

    fn in_persona(line: &str) -> (String, Vec<String>) {
        of_text(&format!("persona p \"P\" {{\n  {line}\n}}\njourney w \"W\" {{\n  persona: p\n}}\n"))
    }

    fn of_text(text: &str) -> (String, Vec<String>) {
        let found = findings(&SyntaxError, text);
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        let edits = only.fixes.iter().flat_map(|fix| &fix.edits);
        (only.message.clone(), edits.map(|edit| edit.replacement.clone()).collect())
    }

    #[test]
    fn a_sign_with_a_space_behind_it_stays_with_its_number() {
        assert_eq!(told("channel: app; emotion: ⟦- 2⟧").1, ["-2"]);
        assert_eq!(told("channel: app; emotion: ⟦— 1⟧").1, ["-1"]);
        assert_eq!(told("channel: app; emotion: ⟦- 2⟧ \"sad\"").1, ["-2"]);
        assert_eq!(told("channel: app; emotion ben: ⟦+ 2⟧ \"glad\"").1, ["+2"]);
    }

    #[test]
    fn marks_between_thousands_go_and_the_number_stays_whole() {
        let found = findings(&SyntaxError, "source q \"Q\" {\n  kind: survey\n  sample: ⟦1'200⟧\n}\n");
        assert_eq!(found[0].fixes[0].title, "Change to `1200`");
        assert_eq!(found[0].fixes[0].edits[0].replacement, "1200");
    }

    #[test]
    fn a_note_behind_a_sound_value_becomes_a_comment() {
        assert_eq!(
            in_persona("role: \"Student\" ⟦# a guess⟧"),
            ("A note starts with `//`, not with `#`".into(), vec!["// a guess".into()])
        );
        assert_eq!(in_persona("role: \"Student\" ⟦/* a guess */⟧").1, ["// a guess"]);
        assert_eq!(in_persona("role: \"Student\" ⟦#todo: ask⟧").1, ["// todo: ask"]);
        assert_eq!(told("channel: app ⟦# the \"new\" one⟧").1, ["// the \"new\" one"]);
    }

    #[test]
    fn words_behind_a_sound_text_are_not_put_into_one_text_with_it() {
        let (message, fixes) = in_persona("role: \"Student\" ⟦of medicine⟧");
        assert_eq!(message, "`of medicine` stands outside of the quotes");
        assert_eq!(fixes, [""; 0]);
        assert_eq!(in_persona("role: \"Student\" ⟦/* a */ b⟧").1, [""; 0]);
    }

    #[test]
    fn quotes_inside_of_a_text_get_a_backslash() {
        assert_eq!(
            told("channel: app; does: ⟦\"Says \"where is it\" and searches\"⟧"),
            (
                "A quote inside of a text is written `\\\"`".into(),
                vec!["\"Says \\\"where is it\\\" and searches\"".into()]
            )
        );
        assert_eq!(
            told("channel: app; does: ⟦\"Says \"it is here\"\", \"Waits\"⟧").1,
            ["\"Says \\\"it is here\\\"\", \"Waits\""]
        );
    }

    #[test]
    fn doubled_quotes_become_single_ones() {
        assert_eq!(in_persona("role: ⟦\"\"Busy student\"\"⟧").1, ["\"Busy student\""]);
        assert_eq!(in_persona("role: ⟦''Student''⟧").1, ["\"Student\""]);
        assert_eq!(in_persona("role: ⟦''Busy student''⟧").1, ["\"Busy student\""]);
    }

    #[test]
    fn several_properties_on_one_line_get_their_semicolons() {
        let opportunity = |line: &str| {
            of_text(&format!(
                "persona p \"P\"\njourney w \"W\" {{\n  persona: p\n  pain slow \"Slow\"\n}}\nopportunity o \"O\" {{\n  addresses: slow\n  {line}\n}}\n"
            ))
        };
        assert_eq!(
            opportunity("impact: 7, ⟦effort: 4⟧"),
            ("`impact` and `effort` stand on one line with no `;` between them".into(), vec!["; ".into()])
        );
        assert_eq!(opportunity("impact: 7 ⟦effort: 4⟧").1, ["; "]);
        assert_eq!(opportunity("impact: 7 ⟦effort: 4 owner: @team⟧").1, ["; ", "; "]);
        assert_eq!(told("channel: app ⟦emotion: -1⟧").1, ["; "]);
        assert_eq!(told("channel: app, ⟦emotion ben: -1 \"sad: very\"⟧").1, ["; "]);
        assert_eq!(in_persona("role: \"Student\" ⟦goal: \"x\"⟧").1, ["; "]);
    }

    #[test]
    fn a_declaration_behind_a_property_gets_its_semicolon() {
        let around = |line: &str| format!("persona sam \"Sam\"\njourney r \"R\" {{{line}}}\n");
        assert_eq!(
            of_text(&around(
                "\n  persona: sam\n  stage b \"B\" { goal: \"G\" ⟦touchpoint c \"C\"⟧ { emotion: -1 } }\n"
            )),
            ("`goal` and `touchpoint` stand on one line with no `;` between them".into(), vec!["; ".into()])
        );
        let (message, edits) =
            of_text(&around(" persona: sam ⟦stage b \"B\"⟧ { touchpoint c \"C\" { emotion: -1 } } "));
        assert_eq!(message, "`persona` and `stage` stand on one line with no `;` between them");
        assert_eq!(edits, ["; "]);
        assert_eq!(of_text(&around(" persona: sam, ⟦stage b⟧ { touchpoint c \"C\" { } } ")).1, ["; "]);
        assert_eq!(
            told("emotion: -1 ⟦pain slow \"Slow\"⟧").0,
            "`emotion` and `pain` stand on one line with no `;` between them"
        );
        // Words that are no declaration stay a text.
        assert_eq!(told("does: ⟦Feels pain slow⟧").1, ["\"Feels pain slow\""]);
    }

    #[test]
    fn a_line_of_which_one_property_is_wrong_or_given_twice_is_told_and_not_changed() {
        assert_eq!(told("channel: app ⟦emotion: very sad⟧").1, [""; 0]);
        assert_eq!(told("emotion: -1; channel: app ⟦emotion: -2⟧").1, [""; 0]);
    }
}
