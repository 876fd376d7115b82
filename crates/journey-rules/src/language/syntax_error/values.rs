//! Values that cannot be read: quotes that are missing or of the wrong kind, and what is no kind of value at all.

mod whole_line;

use journey_plugin::Applicability;
use journey_plugin::model::syntax::{Node, SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange};
use journey_plugin::model::value::quote;
use journey_plugin::model::{Keyword, Property, Value, ValueType};

use super::broken_text::{BrokenText, Candidate, Finding, key_of};
use super::quotes;
use crate::language::fit::{self, is_text, takes_text};
use crate::language::mending::is_sound_value;
use crate::wording::{about_unusual_character, shown};

/// What to say about a value that cannot be read.
pub(super) fn explain(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Finding {
    let values = property.values();
    let broken = Broken { text, property, error, values: &values };
    if !matches!(error.kind, SyntaxErrorKind::UnterminatedBlockText)
        && let Some(finding) = whole_line::explain(&broken)
    {
        return finding;
    }
    match error.kind {
        SyntaxErrorKind::UnterminatedBlockText => broken.block_text(),
        SyntaxErrorKind::WrongQuotes => broken.wrong_quotes(),
        SyntaxErrorKind::UnreadableValue if broken.stands_before_a_text() => broken.unreadable(),
        _ if quotes::straightened(broken.written()) != broken.written() => broken.wrong_quotes(),
        _ if quotes::count(broken.written()) % 2 == 1 => broken.unbalanced(broken.written().to_owned()),
        SyntaxErrorKind::UnterminatedText => broken.unbalanced(broken.written().to_owned()),
        _ => broken.unreadable(),
    }
}

/// Whether the values are words without quotes where a text belongs, so that a `from` behind them is one more word.
pub(super) fn are_a_sentence(text: &BrokenText<'_, '_>, property: Property<'_>) -> bool {
    let words = property.values().last().is_some_and(|value| !ends_as_text(value));
    words && key_of(text, property).is_some_and(|(_, key)| takes_text(&key.value))
}

/// A value that cannot be read, in its property.
struct Broken<'b, 'a, 'p> {
    text: &'b BrokenText<'a, 'p>,
    property: Property<'b>,
    error: &'b SyntaxError,
    values: &'b [Value<'b>],
}

impl Broken<'_, '_, '_> {
    /// From the first value to the last. What stands behind a `from` that is no citation, but a word of a sentence
    /// without its quotes, belongs to them.
    fn range(&self) -> TextRange {
        let values = self.values.iter().map(Value::range).reduce(TextRange::joined).unwrap_or(self.error.range);
        self.sentence_behind().map_or(values, |behind| values.joined(behind))
    }

    fn sentence_behind(&self) -> Option<TextRange> {
        let mut citations = self.property.syntax().children().filter(|node| node.kind() == SyntaxKind::Citation);
        let wrong = |citation: &Node<'_>| citation.child(SyntaxKind::WrongCitation).is_some();
        citations.find(wrong).map(|citation| citation.range()).filter(|_| !self.values.last().is_some_and(ends_as_text))
    }

    fn written(&self) -> &str {
        self.text.slice(self.range())
    }

    /// The place of the value that the error belongs to among all values.
    fn index(&self) -> usize {
        let last = self.values.len().saturating_sub(1);
        self.values.iter().position(|value| value.range().covers(self.error.range)).unwrap_or(last)
    }

    fn value_range(&self) -> TextRange {
        self.values.get(self.index()).map_or(self.error.range, Value::range)
    }

    fn mends(&self, candidate: &Candidate) -> bool {
        self.text.mends(self.property, candidate)
    }

    /// Whether the error is the name or the score before a text, whatever quotes that has.
    fn stands_before_a_text(&self) -> bool {
        let parts = self.values.get(self.index()).map(Value::parts).unwrap_or_default();
        self.takes_text_behind()
            && matches!(parts, [first, second] if first.range() == self.error.range && may_be_text(*second))
    }

    fn takes_text_behind(&self) -> bool {
        key_of(self.text, self.property)
            .is_some_and(|(_, key)| matches!(key.value, ValueType::Emotion | ValueType::ReferenceThenText { .. }))
    }

    /// A `"""` without its end.
    fn block_text(&self) -> Finding {
        let range = self.error.range;
        let written = self.text.slice(range);
        let opening = TextRange::new(range.start, range.start + 3);
        let end = TextRange::empty(range.end);
        let closing = if written.contains(['\n', '\r']) {
            format!("{}{}\"\"\"", self.text.source().line_end(), self.text.source().indentation(range.start))
        } else {
            "\"\"\"".to_owned()
        };
        let finding = self
            .text
            .finding(
                opening,
                "This text has no closing `\"\"\"`",
                "A text over several lines stands between two `\"\"\"`. Write the second one where the text ends.",
            )
            .covering(range)
            .related(self.text.place(end), "it was taken to end here");
        let candidate = Candidate::new("Close the text", Applicability::Suggestion, end, closing);
        if self.mends(&candidate) { finding.with(self.text, candidate) } else { finding }
    }

    /// Quotes of a word processor, or single ones.
    fn wrong_quotes(&self) -> Finding {
        let written = self.written();
        let straight = quotes::straightened(written);
        if quotes::count(&straight) % 2 == 1 && straight != *written {
            return self.unbalanced(straight);
        }
        let all = Candidate::new("Use straight quotes", Applicability::Safe, self.range(), straight);
        if self.mends(&all) {
            return self.about_quotes(self.range()).with(self.text, all);
        }
        let part = self.text.slice(self.error.range);
        let is_quote = |character: char| "\"“”„‟«»″＂'‘’".contains(character);
        let without = |part: &'_ str| -> String {
            let inner = part.strip_prefix(is_quote).unwrap_or(part);
            inner.strip_suffix(is_quote).unwrap_or(inner).to_owned()
        };
        // `''Student''` is how some type a double quote.
        let is_doubled = part.len() > 4 && part.starts_with("''") && part.ends_with("''");
        let inner = if is_doubled { without(&without(part)) } else { without(part) };
        let inner = inner.as_str();
        let finding = self.about_quotes(self.error.range);
        let quoted = Candidate::new("Use straight double quotes", Applicability::Safe, self.error.range, quote(inner));
        if self.fits_alone(&quoted.replacement) || self.fits_behind(&quoted.replacement) || self.mends(&quoted) {
            return finding.with(self.text, quoted);
        }
        // A name or another value that stands without quotes.
        if self.fits_alone(inner) {
            let title = format!("Change to {}", shown(inner));
            return finding.with(self.text, Candidate::new(title, Applicability::Suggestion, self.error.range, inner));
        }
        finding
    }

    fn about_quotes(&self, range: TextRange) -> Finding {
        let first = self.text.slice(range).chars().find(|character| "“”„‟«»″＂'‘’".contains(*character));
        let found = first.map_or_else(String::new, |character| format!(", not in `{character}`"));
        self.text.finding(range, format!("A text stands in straight double quotes{found}"), quotes::help(first))
    }

    /// Whether the replacement is a sound value of the key by itself, whatever else is wrong with the line.
    fn fits_alone(&self, replacement: &str) -> bool {
        key_of(self.text, self.property)
            .is_none_or(|(keyword, key)| is_sound_value(self.text.schema(), keyword, key, replacement))
    }

    /// Whether the text is sound behind the name or the score that it has before it, whatever is wrong with that.
    fn fits_behind(&self, text: &str) -> bool {
        let parts = self.values.get(self.index()).map(Value::parts).unwrap_or_default();
        let is_written =
            |second: &Node<'_>| second.kind() == SyntaxKind::WrongQuotes && second.range() == self.error.range;
        let is_second = parts.get(1).is_some_and(is_written);
        is_second && ["0", "it"].iter().any(|first| self.fits_alone(&format!("{first} {text}")))
    }

    /// Texts one of which has lost a quote. `written` are all values, with straight quotes.
    fn unbalanced(&self, written: String) -> Finding {
        let range = self.range();
        let is_source = |name: &str| self.text.project().is_declared(name, &[Keyword::Source]);
        let as_it_is = written == *self.written();
        let mut mended: Vec<(quotes::Gap, Candidate)> = Vec::new();
        for gap in quotes::gaps(&written, is_source) {
            let (title, sure) = if gap.opens {
                ("Write the opening quote", Applicability::Suggestion)
            } else {
                ("Write the closing quote", Applicability::Suggestion)
            };
            if mended.first().is_some_and(|(first, _): &(quotes::Gap, Candidate)| first.opens != gap.opens) {
                break;
            }
            let mut whole = written.clone();
            whole.insert(gap.at, '"');
            let all = Candidate::new(title, sure, range, whole);
            if !self.mends(&all) {
                continue;
            }
            let inserted = TextRange::empty(range.start + u32::try_from(gap.at).unwrap_or_default());
            mended.push((gap, if as_it_is { Candidate::new(title, sure, inserted, "\"") } else { all }));
            if mended.len() == 2 || gap.opens {
                break;
            }
        }
        let line = self.property.range();
        let Some((first, _)) = mended.first() else {
            let alone = self.text.slice(self.error.range) == "\"";
            let message = if alone { "This quote has no partner" } else { "This text has no closing quote" };
            return self.text.finding(self.error.range, message, QUOTES).covering(line);
        };
        let (message, place) = if first.opens {
            let behind = written.get(first.at..).unwrap_or_default();
            let length = behind.find('"').map_or(behind.len(), |at| at + 1);
            ("This text has no opening quote", (first.at, first.at + length))
        } else {
            let before = written.get(..first.at).unwrap_or_default();
            let start = if quotes::count(before) % 2 == 1 { before.rfind('"') } else { None };
            ("This text has no closing quote", (start.unwrap_or_default(), first.at))
        };
        let offset = |at: usize| range.start + u32::try_from(at).unwrap_or_default();
        let place = if as_it_is { TextRange::new(offset(place.0), offset(place.1)) } else { range };
        let finding = self.text.finding(place, message, QUOTES).covering(line);
        // Where only one place is possible, it is what the writer meant.
        let sure = if mended.len() == 1 { Applicability::Safe } else { Applicability::Suggestion };
        mended
            .into_iter()
            .fold(finding, |finding, (_, candidate)| finding.with(self.text, Candidate { sure, ..candidate }))
    }

    /// Words without quotes, and what is no kind of value.
    fn unreadable(&self) -> Finding {
        let key = key_of(self.text, self.property);
        if let Some(finding) = self.names_without_commas() {
            return finding;
        }
        let takes_text = key.is_none_or(|(_, key)| takes_text(&key.value));
        let candidates = self.candidates(takes_text);
        let best = candidates.into_iter().find(|candidate| self.mends(candidate));
        let run = if takes_text { self.unquoted_run() } else { self.target() };
        let finding = match (&best, key) {
            (Some(best), _) if best.title == QUOTE => {
                let written = self.text.slice(best.range);
                let help = format!(
                    "A text stands in double quotes, so that one sees where it ends: {}.",
                    shown(&best.replacement)
                );
                self.text
                    .finding(best.range, format!("{} has no quotes around it", shown(written)), help)
                    .covering(self.value_range())
            }
            (Some(best), _) if best.title == REMOVE || best.title == COMMA => {
                let written = shown(self.text.slice(self.error.range));
                let help = "Values are parted by commas, and nothing else stands around them.";
                self.text.finding(self.error.range, format!("{written} makes no sense here"), help).covering(best.range)
            }
            (None, Some((_, key))) if takes_text && self.text.slice(run).starts_with('"') => {
                let rest = TextRange::new(self.error.range.start, run.end.max(self.error.range.end));
                let help = format!(
                    "A text ends at its second quote. Write all of it between two quotes, or a note behind `//`, as in `{}`.",
                    key.example
                );
                let message = format!("{} stands outside of the quotes", shown(self.text.slice(rest)));
                self.text.finding(rest, message, help).covering(self.value_range())
            }
            (_, Some((_, key))) => {
                let written = self.text.slice(run);
                let misfit = fit::explain(self.text.context(), self.property.declaration(), key, written);
                let finding = self.text.finding(run, misfit.message, misfit.help);
                match misfit.correction {
                    Some((correction, sure)) if best.is_none() => {
                        let candidate =
                            Candidate::new(format!("Change to {}", shown(&correction)), sure, run, correction);
                        if self.mends(&candidate) || self.fits_alone(&candidate.replacement) {
                            finding.with(self.text, candidate)
                        } else {
                            finding
                        }
                    }
                    _ => finding,
                }
            }
            (_, None) => {
                let written = shown(self.text.slice(run));
                let help = "A text stands in double quotes, so that one sees where it ends.";
                self.text.finding(run, format!("{written} has no quotes around it"), help)
            }
        };
        let mut finding = match best {
            Some(best) => finding.with(self.text, best),
            None => finding,
        };
        if let Some(about) = about_unusual_character(self.text.slice(self.error.range)) {
            finding.diagnostic.help = format!("{} {about}", finding.diagnostic.help);
        }
        finding
    }

    /// `next: pay or leave`
    fn names_without_commas(&self) -> Option<Finding> {
        let (_, key) = key_of(self.text, self.property)?;
        let range = self.value_range();
        let written = self.text.slice(range);
        let names = fit::names_without_commas(self.text.context(), self.property.declaration(), key, written)?;
        let list = names.join(", ");
        let candidate = Candidate::new(format!("Change to {}", shown(&list)), Applicability::Suggestion, range, &*list);
        if !self.mends(&candidate) {
            return None;
        }
        let message = format!("{} names {} things with no comma between them", shown(written), names.len());
        let help = format!("Several values of `{}` have commas between them. Write {}.", key.name, shown(&list));
        Some(self.text.finding(range, message, help).with(self.text, candidate))
    }

    /// How sure it is that words are a text that only lacks its quotes.
    fn sure_of_quotes(&self, words: &str) -> Applicability {
        key_of(self.text, self.property).map_or(Applicability::Safe, |(_, key)| {
            fit::quotes_are_meant(self.text.context(), self.property.declaration(), key, words)
        })
    }

    /// What the values could be meant as, the likely first.
    fn candidates(&self, takes_text: bool) -> Vec<Candidate> {
        let range = self.error.range;
        let written = self.text.slice(range);
        let mut candidates = Vec::new();
        let is_word = written.chars().any(char::is_alphanumeric);
        if !is_word {
            candidates.extend(self.without_signs());
        }
        let all = self.written();
        let bare = all.trim_start_matches(['[', '(', '{', '<']).trim_end_matches([']', ')', '}', '>']).trim();
        if bare != all {
            candidates.push(Candidate::new(REMOVE, Applicability::Suggestion, self.range(), bare));
        }
        if takes_text {
            let run = self.unquoted_run();
            let quoted = quote(self.text.slice(run));
            let plain = quotes::count(&quoted) == 2 && !quoted.contains(", ");
            let sure = if plain { Applicability::Safe } else { Applicability::Suggestion };
            // What starts as a text has its quotes, and what stands behind it is something else.
            if !self.text.slice(run).starts_with('"') {
                candidates.push(Candidate::new(QUOTE, sure, run, quoted));
            }
        }
        if is_word && self.error.kind == SyntaxErrorKind::UnquotedText {
            candidates.push(Candidate::new(QUOTE, self.sure_of_quotes(written), range, quote(written)));
            if let Some((first, rest)) = written.split_once([' ', '\t']) {
                let behind = u32::try_from(first.len() + 1 + rest.len() - rest.trim_start().len()).unwrap_or_default();
                let rest_range = TextRange::new(range.start + behind, range.end);
                candidates.push(Candidate::new(QUOTE, self.sure_of_quotes(rest), rest_range, quote(rest.trim())));
            }
        }
        candidates
    }

    /// The values without a sign that does not belong beside a text, such as a dash where a comma parts two of them.
    fn without_signs(&self) -> Vec<Candidate> {
        let range = self.error.range;
        let parts = self.values.get(self.index()).map(Value::parts).unwrap_or_default();
        if !parts.iter().any(|part| is_text(*part)) {
            return Vec::new();
        }
        let whole = self.property.range();
        let before = self.text.slice(TextRange::new(whole.start, range.start));
        let space = u32::try_from(before.len() - before.trim_end().len()).unwrap_or_default();
        let behind = self.text.slice(TextRange::new(range.end, whole.end));
        let space_behind = u32::try_from(behind.len() - behind.trim_start().len()).unwrap_or_default();
        let around = TextRange::new(range.start - space, range.end + space_behind);
        vec![
            Candidate::new(COMMA, Applicability::Suggestion, around, ", "),
            Candidate::new(REMOVE, Applicability::Suggestion, TextRange::new(range.start - space, range.end), ""),
        ]
    }

    /// The values around the broken one that have no quotes either: together they are one sentence with commas in it.
    fn unquoted_run(&self) -> TextRange {
        let index = self.index();
        let unquoted = |value: &&Value<'_>| !value.parts().iter().any(|part| is_text(*part));
        let before = self.values.iter().take(index).rev().take_while(unquoted);
        let behind = self.values.iter().skip(index + 1).take_while(unquoted);
        let run = before.chain(behind).fold(self.value_range(), |run, value| run.joined(value.range()));
        self.sentence_behind().map_or(run, |behind| run.joined(behind))
    }

    /// The part of the value that is to be of the key's type: without the text behind a name or a score.
    fn target(&self) -> TextRange {
        match self.values.get(self.index()).map(Value::parts) {
            Some([first, second]) if self.takes_text_behind() && may_be_text(*second) => first.range(),
            _ => self.value_range(),
        }
    }
}

/// Whether a part of a value is a text, or would be one with other quotes.
fn may_be_text(part: Node<'_>) -> bool {
    is_text(part) || part.kind() == SyntaxKind::WrongQuotes
}

/// Whether a value ends in a text that has both of its quotes.
fn ends_as_text(value: &Value<'_>) -> bool {
    value.parts().last().is_some_and(|part| is_text(*part))
}

const QUOTES: &str = "A text stands between two double quotes on one line. Write the one that is missing.";
const QUOTE: &str = "Put quotes around it";
const REMOVE: &str = "Remove what is too much";
const COMMA: &str = "Write a comma";
