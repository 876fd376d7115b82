//! Heads of declarations: ids and labels that are missing or not written as such.

pub(super) mod junk;

use journey_plugin::model::syntax::{SyntaxError, SyntaxErrorKind, TextRange};
use journey_plugin::model::value::{is_id, quote, slug};
use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Applicability, Fix};

use super::broken_text::{BrokenText, Candidate, Finding};
use super::{properties, quotes};
use crate::language::mending::is_sound_head;
use crate::language::rename::renaming;
use crate::wording::shown;

/// What to say about a label that cannot be read or a name that ends in `-`. `None` for the values of a property at the top
/// of a file: that it stands there is told.
pub(super) fn explain(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let declaration = text.declaration_around(error.range)?;
    let head = declaration.head_range();
    if !head.covers(error.range) {
        return None;
    }
    Some(match error.kind {
        SyntaxErrorKind::DashAtEnd => dash_at_end(text, declaration, error),
        _ => broken_label(text, declaration, error),
    })
}

/// A head in a help line, as the language's own example writes it: `stage discover "Discover"`.
fn example(text: &BrokenText<'_, '_>, keyword: Keyword) -> String {
    let example = &text.schema().keyword(keyword).example;
    let heads = example.lines().map(str::trim_start).filter(|line| line.split(' ').next() == Some(keyword.name()));
    let head = heads.map(|line| line.split('{').next().unwrap_or(line).trim_end()).next();
    head.unwrap_or(keyword.name()).to_owned()
}

fn how_to_write(text: &BrokenText<'_, '_>, keyword: Keyword) -> String {
    format!(
        "Behind `{keyword}` stand a name of one word and a label in double quotes, or one of the two: `{}`.",
        example(text, keyword)
    )
}

/// Neither id nor label.
pub(super) fn missing_name(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let declaration = text.declaration_around(error.range)?;
    let keyword = declaration.keyword()?;
    let head = declaration.keyword_node().map_or(error.range, |word| word.range());
    let message = format!("This {keyword} has neither a name nor a label");
    let help = format!("{} Nothing can refer to it otherwise.", how_to_write(text, keyword));
    Some(text.finding(head, message, help).covering(error.range))
}

/// A label without its closing quote, or in quotes that the language does not use.
fn broken_label(text: &BrokenText<'_, '_>, declaration: Declaration<'_>, error: &SyntaxError) -> Finding {
    let label = text.slice(error.range);
    let name = declaration.ast().name();
    let keyword = declaration.keyword();
    let keyword_end = declaration.keyword_node().map_or(error.range.start, |word| word.range().end);
    let inner = label.trim_matches(['"', '\'', '“', '”', '„', '«', '»', '‘', '’', ' ']);
    if let Some(finding) = name_with_an_apostrophe(text, declaration, error) {
        return finding;
    }
    let finding = match error.kind {
        SyntaxErrorKind::WrongQuotes => text.finding(
            error.range,
            format!("A label stands in straight double quotes, not in `{}`", label.chars().next().unwrap_or('“')),
            quotes::help(label.chars().next()),
        ),
        SyntaxErrorKind::UnterminatedBlockText => text.finding(
            TextRange::new(error.range.start, error.range.start + 3),
            "This label has no closing `\"\"\"`",
            "A label stands between two `\"` on one line.",
        ),
        _ if inner.is_empty() => text.finding(
            name.map_or(error.range, |name| name.range().joined(error.range)),
            "This label has no opening quote",
            "A label stands between two double quotes. Write the one that is missing.",
        ),
        _ => text.finding(
            error.range,
            "This label has no closing quote",
            "A label stands between two double quotes on one line. Write the one that is missing.",
        ),
    };
    let finding = finding.covering(error.range);
    let mut candidates = Vec::new();
    if !inner.is_empty() && !inner.contains(['\n', '\r']) {
        let sure = if error.kind == SyntaxErrorKind::UnterminatedBlockText {
            Applicability::Suggestion
        } else {
            Applicability::Safe
        };
        // The space before the block stays.
        let end = error.range.start + u32::try_from(label.trim_end().len()).unwrap_or_default();
        let written = TextRange::new(error.range.start, end);
        candidates.push(Candidate::new(format!("Write {}", shown(&quote(inner))), sure, written, quote(inner)));
    } else if let Some(name) = name {
        let range = name.range().joined(error.range);
        let replacement = format!("{} {}", slug(name.text()), quote(name.text()));
        candidates.push(Candidate::new(
            format!("Write {}", shown(&replacement)),
            Applicability::Suggestion,
            range,
            replacement,
        ));
    }
    let sound = |candidate: &Candidate| {
        let before = text.slice(TextRange::new(keyword_end, candidate.range.start));
        keyword.is_none_or(|keyword| {
            is_sound_head(text.schema(), keyword, &format!("{keyword} {} {}", before.trim(), candidate.replacement))
        })
    };
    candidates.into_iter().filter(sound).fold(finding, |finding, candidate| finding.with(text, candidate))
}

/// `stage ben's_way "Ben's way"`: the apostrophe belongs to the name, and opens no label.
fn name_with_an_apostrophe(
    text: &BrokenText<'_, '_>,
    declaration: Declaration<'_>,
    error: &SyntaxError,
) -> Option<Finding> {
    let name = declaration.ast().name().filter(|name| name.range().end == error.range.start)?;
    let keyword = declaration.keyword()?;
    let rest = text.slice(error.range);
    let behind = rest.strip_prefix(['\'', '’'])?;
    let is_quote = |character: char| matches!(character, '\'' | '’');
    // `it's 'Late'` has a label in single quotes as well, and `leave'Leave'` nothing else.
    let is_closed = behind.trim_end().ends_with(is_quote);
    let has_label_in_single_quotes = is_closed && behind.contains([' ', '\t']);
    if !behind.starts_with(char::is_alphanumeric) || is_closed && !has_label_in_single_quotes {
        return None;
    }
    let words = rest.split('"').next().unwrap_or(rest).trim_end();
    let whole = TextRange::new(name.range().start, error.range.start + u32::try_from(words.len()).ok()?);
    let written = text.slice(whole);
    let has_label = words.len() < rest.trim_end().len();
    let replacement = if has_label || !written.contains(' ') {
        slug(written)
    } else {
        format!("{} {}", slug(written), quote(written))
    };
    let help = "A name starts with a letter or `_`, and goes on with letters, digits, `_` or `-`.";
    let message = format!("{} cannot be a name", shown(written));
    let finding = text.finding(whole, message, help).covering(error.range);
    let label = rest.get(words.len()..).unwrap_or_default();
    let sound = is_sound_head(text.schema(), keyword, &format!("{keyword} {replacement}{label}"));
    let title = format!("Change to {}", shown(&replacement));
    let candidate = Candidate::new(title, Applicability::Suggestion, whole, replacement);
    Some(if sound && !has_label_in_single_quotes { finding.with(text, candidate) } else { finding })
}

/// An id that ends in `-`. The fix changes those who refer to it as well.
fn dash_at_end(text: &BrokenText<'_, '_>, declaration: Declaration<'_>, error: &SyntaxError) -> Finding {
    let written = text.slice(error.range);
    let trimmed = written.trim_end_matches('-');
    let mut finding = properties::dash(text, error.range);
    if !is_id(trimmed) {
        return finding;
    }
    let id = DeclarationId { file: text.place(error.range).file, local: declaration.local_id() };
    if let Some((name, edits)) = renaming(text.project(), id, trimmed) {
        let title = format!("Change to `{name}` everywhere");
        finding.diagnostic =
            finding.diagnostic.fix_with(Fix { title, applicability: Applicability::Suggestion, edits });
    }
    finding
}

#[cfg(test)]
mod tests {
    use journey_plugin::Applicability;

    use crate::language::syntax_error::SyntaxError;
    use crate::testing::findings;

    /// Message and replacements of the one finding in the head of a stage.
    fn told(head: &str) -> (String, Vec<String>) {
        let found = findings(
            &SyntaxError,
            &format!(
                "persona p \"P\"\njourney w \"W\" {{\n  persona: p\n  {head} {{\n    touchpoint t \"T\" {{ }}\n  }}\n}}\n"
            ),
        );
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        let edits = only.fixes.iter().flat_map(|fix| &fix.edits);
        (only.message.clone(), edits.map(|edit| edit.replacement.clone()).collect())
    }

    #[test]
    fn a_name_in_quotes_before_the_label_loses_them() {
        assert_eq!(
            told("stage \"find\" ⟦\"Find\"⟧"),
            ("`\"Find\"` is a second label".into(), vec!["find".into(), String::new()])
        );
        assert_eq!(told("stage \"Find it\" ⟦\"Find\"⟧").1, [""]);
        assert_eq!(told("stage find \"Find\" ⟦\"it\"⟧").1, [""]);
    }

    #[test]
    fn words_before_a_label_become_one_name() {
        assert_eq!(
            told("stage ⟦ben miller⟧ \"Ben\""),
            ("The name `ben miller` is more than one word".into(), vec!["ben_miller".into()])
        );
        assert_eq!(told("stage ⟦the long way⟧ \"L\"").1, ["the_long_way"]);
        assert_eq!(told("stage ⟦leave, bring⟧ \"L\"").1, ["leave_bring"]);
    }

    #[test]
    fn an_apostrophe_in_a_name_goes_and_the_label_stays() {
        assert_eq!(told("stage ⟦ben's_way⟧ \"L\""), ("`ben's_way` cannot be a name".into(), vec!["bens_way".into()]));
        assert_eq!(told("stage ⟦ben’s way⟧ \"L\"").1, ["bens_way"]);
        assert_eq!(told("stage ⟦ben's way⟧").1, ["bens_way \"ben's way\""]);
        assert_eq!(told("stage ⟦it's 'Late'⟧").1, [""; 0]);
    }

    #[test]
    fn a_sign_between_name_and_label_goes_and_nothing_else() {
        assert_eq!(
            told("stage leave⟦,⟧ \"L\""),
            ("`,` does not belong between a name and its label".into(), vec![" ".into()])
        );
        assert_eq!(told("stage leave ⟦-⟧ \"L\"").1, [" "]);
        assert_eq!(told("stage leave ⟦=⟧ \"L\"").1, [" "]);
    }

    #[test]
    fn the_space_between_a_label_in_single_quotes_and_its_block_stays() {
        let found = findings(&SyntaxError, "persona sam ⟦'Sam' ⟧{ }\njourney r \"R\" { persona: sam }\n");
        assert_eq!(found[0].fixes[0].edits[0].place.range.end, 17);
    }

    #[test]
    fn a_fix_that_only_removes_is_never_safe_and_no_fix_is_offered_twice() {
        for head in [
            "stage leave \"L\" ⟦-⟧",
            "stage leave \"L\" ⟦[⟧",
            "stage leave \"L\" ⟦:⟧",
            "stage leave ⟦*⟧ \"L\"",
            "stage leave ⟦,⟧",
        ] {
            let marked = format!("journey w \"W\" {{\n  {head} {{\n    touchpoint t \"T\"\n  }}\n}}\n");
            let found = findings(&SyntaxError, &marked);
            let [only] = found.as_slice() else { panic!("{found:#?}") };
            let [fix] = only.fixes.as_slice() else { panic!("{found:#?}") };
            assert!(fix.title.starts_with("Remove "), "{head}: {fix:#?}");
            assert_eq!(fix.applicability, Applicability::Suggestion, "{head}");
        }
    }

    #[test]
    fn a_no_break_space_in_a_head_becomes_a_plain_one() {
        let (message, replacements) = told("stage⟦\u{a0}⟧find \"Find\"");
        assert_eq!(message, "This space is a no-break space, and only a plain one can stand here");
        assert_eq!(replacements, [" "]);
        assert_eq!(told("stage⟦\u{a0}⟧ find \"Find\"").1, [""]);
        assert_eq!(told("stage ⟦\u{a0}⟧find \"Find\"").1, [""]);
        assert_eq!(told("stage find⟦\u{a0}⟧\"Find\"").1, [" "]);
        assert_eq!(told("stage find ⟦\u{2003}\u{a0}⟧\"Find\"").1, [""]);
    }

    #[test]
    fn spaces_that_are_no_blanks_are_told_wherever_they_stand_in_a_head() {
        for space in ["\u{a0}", "\u{3000}", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{feff}"] {
            for head in [
                format!("journey{space} j \"J\" {{\n}}\n"),
                format!("journey j \"J\" {{\n  stage {space}goal \"no colon\"\n}}\n"),
                format!("journey{space}\r\n"),
                format!("journey {space}{space}{{ }}"),
                format!("journey j{space}k{space}\"J\"{space}{{ }}\n"),
            ] {
                let found = crate::testing::findings_about_language(&[("test.journey".to_owned(), head.clone())]);
                assert!(found.iter().any(|one| one.starts_with("syntax-error")), "{head:?}: {found:?}");
            }
        }
    }

    #[test]
    fn a_sign_right_behind_the_keyword_leaves_a_space() {
        assert_eq!(told("stage⟦= leave⟧ \"L\"").1, [" "]);
        assert_eq!(told("stage⟦, leave⟧ \"L\"").1, [" "]);
    }
}
