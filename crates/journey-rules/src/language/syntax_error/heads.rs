//! Heads of declarations: ids and labels that are missing or not written as such.

use journey_plugin::model::syntax::{Node, SyntaxError, SyntaxErrorKind, TextRange};
use journey_plugin::model::value::{is_id, quote, slug};
use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Applicability, Fix};

use super::broken_text::{BrokenText, Candidate, Finding};
use super::{properties, quotes};
use crate::language::mending::is_sound_head;
use crate::language::rename::renaming;
use crate::wording::{shown, unusual_character};

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

/// Words in a head that are neither id nor label.
pub(super) fn junk(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let declaration = text.declaration_around(error.range)?;
    let keyword = declaration.keyword()?;
    let keyword_end = declaration.keyword_node()?.range().end;
    let written = text.slice(error.range);
    let behind_keyword = trimmed(text, TextRange::new(keyword_end, error.range.end));
    let head = Head {
        keyword,
        name: declaration.ast().name().map(|name| (name.text(), name.range())),
        has_label: declaration.ast().label().is_some(),
        written: text.slice(behind_keyword),
        junk: written,
        range: behind_keyword,
        junk_range: error.range,
        is_apart: behind_keyword.start > keyword_end,
    };
    let sound = |candidate: &Candidate| {
        // From the keyword's last letter on, so that what glues a name to it is not sound.
        let mut line = text.slice(TextRange::new(keyword_end, error.range.end)).to_owned();
        let at = |offset: u32| offset.checked_sub(keyword_end).map(|at| at as usize);
        let (Some(start), Some(end)) = (at(candidate.range.start), at(candidate.range.end)) else { return false };
        if line.get(start..end).is_none() {
            return false;
        }
        line.replace_range(start..end, &candidate.replacement);
        is_sound_head(text.schema(), keyword, &format!("{keyword}{}", line.trim_end()))
    };
    if let Some((place, name)) = head.unusual_space() {
        let behind = text.rest_of_line(place.end);
        let is_beside_a_blank = place.start > keyword_end
            && text.slice(TextRange::new(keyword_end, place.start)).ends_with([' ', '\t'])
            || behind.starts_with([' ', '\t']);
        let space = if is_beside_a_blank { "" } else { " " };
        let candidate = Candidate::new("Write a plain space", Applicability::Safe, place, space);
        if sound(&candidate) {
            let message = format!("This space is {name}, and only a plain one can stand here");
            let help = "It looks like a plain space and comes along when text is copied from a document or a web page. \
                        Put a plain space in its place.";
            return Some(text.finding(place, message, help).covering(error.range).with(text, candidate));
        }
    }
    let named = declaration.ast().label().filter(|_| head.name.is_none() && written.starts_with('"'));
    let candidates = name_in_quotes(named).into_iter().chain(head.candidates());
    let candidates: Vec<Candidate> = candidates.filter(sound).take(2).collect();
    if let Some(place) = head.sign_before_the_label() {
        let sign = text.slice(place);
        let message = format!("{} does not belong between a name and its label", shown(sign));
        let finding = text.finding(place, message, how_to_write(text, keyword)).covering(error.range);
        return Some(candidates.into_iter().take(1).fold(finding, |finding, candidate| finding.with(text, candidate)));
    }
    if let Some((place, candidate)) = head.name_of_words()
        && sound(&candidate)
    {
        let message = format!("The name {} is more than one word", shown(text.slice(place)));
        let finding = text.finding(place, message, how_to_write(text, keyword)).covering(error.range);
        return Some(finding.with(text, candidate));
    }
    if let Some(finding) = line_without_block(text, keyword, error.range) {
        return Some(finding);
    }
    let words = written.chars().any(char::is_alphanumeric) && !head.has_label;
    let no_name = head.name.is_none_or(|(_, name)| name.end == error.range.start && !written.starts_with([':', '"']));
    if no_name
        && !head.has_label
        && let Some(at) = head.written.find('"').filter(|at| *at > 0)
    {
        let wrong = head.written.get(..at).unwrap_or_default().trim_end();
        let end = behind_keyword.start + u32::try_from(wrong.len()).unwrap_or_default();
        let place = TextRange::new(behind_keyword.start, end);
        let help = "A name starts with a letter or `_`, and goes on with letters, digits, `_` or `-`.";
        let finding = text.finding(place, format!("{} cannot be a name", shown(wrong)), help).covering(error.range);
        return Some(candidates.into_iter().fold(finding, |finding, candidate| finding.with(text, candidate)));
    }
    let (message, place) = match candidates.first() {
        Some(best) if words && best.replacement.contains('"') => {
            let what = if quotes::count(written) % 2 == 1 { "only one of its quotes" } else { "no quotes around it" };
            let whole =
                best.range == behind_keyword && head.name.is_some_and(|(name, _)| !best.replacement.starts_with(name));
            let place = if whole { behind_keyword } else { error.range };
            (format!("The label {} has {what}", shown(text.slice(place).trim_matches(['"', '\'']))), place)
        }
        _ if head.has_label && written.starts_with('"') => {
            (format!("{} is a second label", shown(written)), error.range)
        }
        _ => (format!("{} is neither the name nor the label of this {keyword}", shown(written)), error.range),
    };
    let finding = text.finding(place, message, how_to_write(text, keyword)).covering(error.range);
    Some(candidates.into_iter().fold(finding, |finding, candidate| finding.with(text, candidate)))
}

/// A name that has quotes around it, as the label behind it has: `persona "tom" "Tom"`.
fn name_in_quotes(label: Option<Node<'_>>) -> Option<Candidate> {
    let label = label?;
    let name = label.text().strip_prefix('"')?.strip_suffix('"').filter(|name| is_id(name))?;
    let title = format!("Take the quotes from the name `{name}`");
    Some(Candidate::new(title, Applicability::Suggestion, label.range(), name))
}

/// A block on the line of its head that has lost its `{`: `channel app "App" kind: digital }`.
fn line_without_block(text: &BrokenText<'_, '_>, keyword: Keyword, junk: TextRange) -> Option<Finding> {
    let (key, _) = text.slice(junk).split_once(':')?;
    let is_key = key.split_whitespace().next().is_some_and(|key| text.schema().key(keyword, key).is_some());
    let closing = text.rest_of_line(junk.end);
    let space = u32::try_from(closing.len() - closing.trim_start().len()).unwrap_or_default();
    if !is_key || !closing.trim_start().starts_with('}') {
        return None;
    }
    let close = TextRange::new(junk.end + space, junk.end + space + 1);
    let finding = text
        .finding(
            junk,
            format!("The block of this {keyword} has no `{{`"),
            "What belongs to it stands between `{` and `}`. Write `{` behind the label.",
        )
        .covering(close);
    Some(finding.with(text, Candidate::new("Write the `{`", Applicability::Safe, TextRange::empty(junk.start), "{ ")))
}

/// What stands behind a keyword.
struct Head<'h> {
    keyword: Keyword,
    name: Option<(&'h str, TextRange)>,
    has_label: bool,
    /// All of it, and where it is.
    written: &'h str,
    range: TextRange,
    /// The part that is neither id nor label.
    junk: &'h str,
    junk_range: TextRange,
    /// Space stands between the keyword and what comes behind it.
    is_apart: bool,
}

impl Head<'_> {
    /// Where spaces stand that look like a blank and are none, and what they are called.
    fn unusual_space(&self) -> Option<(TextRange, &'static str)> {
        let is_unusual = |one: char| one.is_whitespace() && unusual_character(one).is_some();
        let (before, spaces) = self.junk.split_at(self.junk.find(is_unusual)?);
        let name = unusual_character(spaces.chars().next()?)?;
        let length = spaces.find(|one| !is_unusual(one)).unwrap_or(spaces.len());
        let start = self.junk_range.start + u32::try_from(before.len()).ok()?;
        Some((TextRange::new(start, start + u32::try_from(length).ok()?), name))
    }

    /// Where the sign of `discover, "Discover"` stands.
    fn sign_before_the_label(&self) -> Option<TextRange> {
        let sign = self.junk.split(['"']).next()?.trim_end();
        let is_sign =
            !sign.is_empty() && !sign.chars().any(|character| character.is_alphanumeric() || character == '_');
        let has_label = quotes::count(self.junk) == 2 && self.junk.ends_with('"');
        let end = self.junk_range.start + u32::try_from(sign.len()).ok()?;
        (is_sign && has_label && self.name.is_some() && !self.has_label)
            .then(|| TextRange::new(self.junk_range.start, end))
    }

    /// `ben miller "Ben"`: the words before the label, and the same with one name made of them.
    fn name_of_words(&self) -> Option<(TextRange, Candidate)> {
        let (words, label) = self.written.split_at(self.written.find('"')?);
        let words = words.trim_end();
        let are_words = words.chars().all(|character| character.is_alphanumeric() || " _-'’,&+/.".contains(character));
        if !are_words || !words.contains(' ') || self.name.is_none() || self.has_label || quotes::count(label) != 2 {
            return None;
        }
        let place = TextRange::new(self.range.start, self.range.start + u32::try_from(words.len()).ok()?);
        let title = format!("Change the name to `{}`", slug(words));
        Some((place, Candidate::new(title, Applicability::Suggestion, place, slug(words))))
    }

    /// What could be meant, the likely first.
    fn candidates(&self) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let signs = self
            .junk
            .trim_start_matches(|character: char| !character.is_alphanumeric() && !"\"“'_".contains(character));
        let stripped = u32::try_from(self.junk.len() - signs.len()).unwrap_or_default();
        if stripped > 0 {
            // `stage discover: "Discover"`, or a sign behind a whole head.
            let behind_name = self.name.map_or(self.junk_range.start, |(_, name)| name.end.max(self.range.start));
            let start = if self.has_label { self.junk_range.start } else { behind_name };
            let range = TextRange::new(start, self.junk_range.start + stripped);
            let space = if signs.is_empty() { "" } else { " " };
            let taken = self.written.get(..start.saturating_sub(self.range.start) as usize).unwrap_or_default();
            let space = if taken.is_empty() && self.is_apart { "" } else { space };
            let title = format!("Remove {}", shown(self.junk.get(..stripped as usize).unwrap_or_default()));
            candidates.push(Candidate::new(title, Applicability::Safe, range, space));
        }
        let straight = quotes::straightened(self.written);
        if straight != self.written {
            candidates.push(Candidate::new("Use straight quotes", Applicability::Safe, self.range, straight));
        }
        if self.has_label {
            candidates.extend(self.beside_a_label());
        } else {
            candidates.extend(self.with_quotes());
        }
        candidates
    }

    /// The label is there, and something else is too much.
    fn beside_a_label(&self) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let label = self.written.get(..self.written.len() - self.junk.len()).unwrap_or_default().trim();
        if self.name.is_none() && is_id(self.junk) {
            let title = "Put the name before the label";
            candidates.push(Candidate::new(title, Applicability::Safe, self.range, format!("{} {label}", self.junk)));
        }
        let start = u32::try_from(label.len()).unwrap_or_default() + self.range.start;
        let removed = TextRange::new(start, self.junk_range.end);
        candidates.push(Candidate::new(format!("Remove {}", shown(self.junk)), Applicability::Suggestion, removed, ""));
        candidates
    }

    /// Words that are probably the label.
    fn with_quotes(&self) -> Vec<Candidate> {
        let plain = |words: &str| words.trim().trim_matches(['"', '\'', '“', '”']).trim().to_owned();
        let whole = plain(self.written);
        let all = Candidate::new(
            format!("Put quotes around {}", shown(&whole)),
            Applicability::Suggestion,
            self.range,
            format!("{} {}", slug(&whole), quote(&whole)),
        );
        let Some((name, _)) = self.name else {
            // A name that cannot be one, such as `1st "First"`: as nearly as it can be written.
            let Some(at) = self.written.find('"') else { return vec![all] };
            let (before, label) = self.written.split_at(at);
            let named = format!("{} {label}", slug(before));
            let title = format!("Change the name to `{}`", slug(before));
            return vec![Candidate::new(title, Applicability::Suggestion, self.range, named.trim_end())];
        };
        if self.junk.starts_with(['.', '/', '\'', '’', '&', '+'])
            && let Some(at) = self.written.find('"')
        {
            // Signs that cannot stand in a name: `maya.b "Maya B"`.
            let (before, label) = self.written.split_at(at);
            let title = format!("Change the name to `{}`", slug(before));
            return vec![Candidate::new(
                title,
                Applicability::Suggestion,
                self.range,
                format!("{} {label}", slug(before)),
            )];
        }
        let words = plain(self.junk);
        let small = |text: &str| text.chars().next().is_some_and(char::is_lowercase);
        let is_sure = small(name) && (!small(&words) || self.junk.ends_with('"'));
        let sure = if is_sure { Applicability::Safe } else { Applicability::Suggestion };
        let behind_name =
            Candidate::new(format!("Put quotes around {}", shown(&words)), sure, self.junk_range, quote(&words));
        if is_sure {
            return vec![behind_name];
        }
        // `stage Discover the shop`: the first word is probably no name.
        if small(name) || self.keyword.name() == name { vec![behind_name, all] } else { vec![all, behind_name] }
    }
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
        candidates.push(Candidate::new(format!("Write {}", shown(&quote(inner))), sure, error.range, quote(inner)));
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

/// The range without the blanks and line ends at its ends. Any other space, such as a no-break one, stays: to the language
/// it is a sign that does not belong there.
fn trimmed(text: &BrokenText<'_, '_>, range: TextRange) -> TextRange {
    let blank = [' ', '\t', '\r', '\n'];
    let written = text.slice(range);
    let before = u32::try_from(written.len() - written.trim_start_matches(blank).len()).unwrap_or_default();
    let behind = u32::try_from(written.len() - written.trim_end_matches(blank).len()).unwrap_or_default();
    TextRange::new(range.start + before, range.end.saturating_sub(behind).max(range.start + before))
}

#[cfg(test)]
mod tests {
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
