//! Comments that allow findings: `// journey: allow(rule) reason`.
//!
//! On a line of its own such a comment is about the property or the declaration that comes next, with everything in it;
//! behind something, it is about that line and what ends on it. `allow-file` is about the whole file.

use std::ops::Range;

use journey_model::configuration::RuleCatalog;
use journey_model::nearest;
use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::{Declaration, FileModel};

use crate::diagnostic::{Diagnostic, Severity};

/// What every such comment starts with, after its slashes.
const PREFIX: &str = "journey:";

const ALLOW: &str = "allow";
const ALLOW_FILE: &str = "allow-file";
/// In `allow(` and in `Allow(`.
const ALLOWING: &str = "llow(";

/// The comments of a file that allow findings, or are meant to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressions {
    /// Those that can be read, in the order of the text.
    pub sound: Vec<Suppression>,
    /// Those that cannot, in the order of the text.
    pub unreadable: Vec<UnreadableSuppression>,
    /// What they may name, and groups and plugins, which they may not.
    pub catalog: RuleCatalog,
}

/// A comment that allows findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Where the comment is, slashes included, in bytes.
    pub comment: TextRange,
    /// What it names, in its order.
    pub rules: Vec<SuppressedRule>,
    /// Why, in the writer's words; empty where nothing is said.
    pub reason: String,
    /// What it is about.
    pub scope: SuppressionScope,
}

/// What a comment that allows findings is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionScope {
    /// The whole file.
    File,
    /// Findings that start in this range, both ends included, in bytes.
    Range(TextRange),
    /// Nothing: nothing comes next.
    Nothing,
}

/// A rule that such a comment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressedRule {
    /// As it is written.
    pub name: String,
    /// Where, in bytes.
    pub range: TextRange,
    /// What became of it.
    pub state: SuppressionState,
    /// Where the rule found something that nothing allows, if it found nothing here: the first such place in the file.
    pub elsewhere: Option<TextRange>,
}

/// What became of a rule that is named in a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionState {
    /// It found something there, which is not told.
    Used,
    /// It found nothing there.
    Unused,
    /// It did not look, or cannot have seen everything: it is off, it waits for other files, or there is an error.
    NotRun,
    /// There is no such rule.
    Unknown,
}

/// A comment that is meant to allow findings and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableSuppression {
    /// Where the comment is, slashes included, in bytes.
    pub comment: TextRange,
    /// What is wrong.
    pub mistake: SuppressionMistake,
}

/// What is wrong with a comment that is meant to allow findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionMistake {
    /// It names no rule in parentheses.
    NoRules,
    /// Its first word is not `allow` or `allow-file`, but close to it. The range is that of the word, in bytes.
    Word(TextRange),
    /// It does not begin with `journey:`, and says `allow` with something in parentheses, such as the name of a rule: the
    /// range is that of what stands in them, in bytes. Whether that is a rule is not known here.
    Beginning(TextRange),
}

impl Suppressions {
    /// Those of a file. What its rules found is not known yet.
    pub(crate) fn of(model: &FileModel) -> Self {
        let mut found = Self::default();
        if !model.parse().chunks().any(|chunk| chunk.mentions(PREFIX) || chunk.mentions(ALLOWING)) {
            return found;
        }
        let text = model.parse().text();
        let mut entries: Option<Vec<TextRange>> = None;
        for node in model.parse().children().flat_map(|top| std::iter::once(top).chain(top.descendants())) {
            let read = match node.kind() {
                SyntaxKind::Comment => read(node).or_else(|| meant(node).map(Err)),
                SyntaxKind::Documentation => meant(node).map(Err),
                _ => None,
            };
            let Some(read) = read else { continue };
            match read {
                Ok(mut suppression) => {
                    if suppression.scope == SuppressionScope::Nothing {
                        let entries = entries.get_or_insert_with(|| all_entries(model));
                        suppression.scope = scope(&text, suppression.comment, entries);
                    }
                    found.sound.push(suppression);
                }
                Err(mistake) => found.unreadable.push(UnreadableSuppression { comment: node.range(), mistake }),
            }
        }
        found
    }

    /// Whether there is nothing to look at.
    pub(crate) fn is_empty(&self) -> bool {
        self.sound.is_empty() && self.unreadable.is_empty()
    }

    /// Whether what a rule finds at an offset is allowed. Whoever allows it is used.
    pub(crate) fn allow(&mut self, code: &str, offset: u32) -> bool {
        let mut allowed = false;
        for suppression in &mut self.sound {
            if suppression.scope.contains(offset) {
                for rule in suppression.rules.iter_mut().filter(|rule| rule.name == code) {
                    rule.state = SuppressionState::Used;
                    allowed = true;
                }
            }
        }
        allowed
    }

    /// Says of each rule that allowed nothing what that means: whether it ran, or is not known at all.
    /// `told` is what was found and is not allowed.
    pub(crate) fn settle(&mut self, told: &[Diagnostic], state: impl Fn(&str) -> SuppressionState) {
        for suppression in &mut self.sound {
            // What is wrong there may keep the rule from finding what it would find otherwise.
            let in_scope = |one: &&Diagnostic| suppression.scope.contains(one.place.range.start);
            let hides = told.iter().filter(|one| one.severity == Severity::Error).any(|one| in_scope(&one));
            for rule in suppression.rules.iter_mut().filter(|rule| rule.state != SuppressionState::Used) {
                rule.state = match state(&rule.name) {
                    SuppressionState::Unused if hides => SuppressionState::NotRun,
                    state => state,
                };
                let found = told.iter().filter(|one| one.code == rule.name).map(|one| one.place.range);
                rule.elsewhere = found.min_by_key(|range| range.start);
            }
        }
    }
}

impl SuppressionScope {
    fn contains(self, offset: u32) -> bool {
        match self {
            Self::File => true,
            Self::Range(range) => range.start <= offset && offset <= range.end,
            Self::Nothing => false,
        }
    }
}

/// A comment that would allow something if it began as it should: `// allow(rule)`, `// TODO journey: Allow(rule)`.
fn meant(comment: Node<'_>) -> Option<SuppressionMistake> {
    let text = comment.text();
    let open = text.find(ALLOWING)? + ALLOWING.len();
    let starts_word = text[..open - ALLOWING.len()].ends_with(['a', 'A']);
    let names = text[open..].split(')').next().filter(|names| starts_word && !names.trim().is_empty())?;
    let start = comment.range().start + u32::try_from(open).ok()?;
    Some(SuppressionMistake::Beginning(TextRange::new(start, start + u32::try_from(names.len()).ok()?)))
}

/// Reads a comment; `None` for one that is about something else. The scope is left open where it is not the file.
fn read(comment: Node<'_>) -> Option<Result<Suppression, SuppressionMistake>> {
    let text = comment.text();
    let rest = text.strip_prefix("//")?.trim_start().strip_prefix(PREFIX)?.trim_start();
    let start = comment.range().start;
    let place = |part: Range<usize>| {
        let offset = |at: usize| start + u32::try_from(at).expect("a text is shorter than 4 GiB");
        TextRange::new(offset(part.start), offset(part.end))
    };
    let rest_at = text.len() - rest.len();
    let word_length = rest.find(|one: char| !(one.is_alphanumeric() || one == '-')).unwrap_or(rest.len());
    let (word, behind) = rest.split_at(word_length);
    let list = behind.trim_start().strip_prefix('(');
    let scope = match word {
        ALLOW => SuppressionScope::Nothing,
        ALLOW_FILE => SuppressionScope::File,
        _ if list.is_some() || nearest(word, [ALLOW, ALLOW_FILE]).is_some() => {
            return Some(Err(SuppressionMistake::Word(place(rest_at..rest_at + word_length))));
        }
        _ => return None,
    };
    let Some((names, reason)) = list.and_then(|list| list.split_once(')')) else {
        return Some(Err(SuppressionMistake::NoRules));
    };
    let mut at = text.len() - reason.len() - 1 - names.len();
    let mut rules = Vec::new();
    for piece in names.split(',') {
        let name = piece.trim();
        if !name.is_empty() {
            let from = at + (piece.len() - piece.trim_start().len());
            let range = place(from..from + name.len());
            rules.push(SuppressedRule {
                name: name.to_owned(),
                range,
                state: SuppressionState::Unused,
                elsewhere: None,
            });
        }
        at += piece.len() + 1;
    }
    if rules.is_empty() {
        return Some(Err(SuppressionMistake::NoRules));
    }
    let reason = reason.trim_start_matches([':', '-', '–', '—', ' ', '\t']).trim_end().to_owned();
    Some(Ok(Suppression { comment: comment.range(), rules, reason, scope }))
}

/// Where properties and declarations are, in the order of the text, outer ones before what is in them.
fn all_entries(model: &FileModel) -> Vec<TextRange> {
    let properties = |declaration: Declaration<'_>| declaration.properties().map(|property| property.range()).collect();
    let mut entries: Vec<TextRange> = model
        .declarations()
        .flat_map(|declaration| {
            let mut ranges: Vec<TextRange> = properties(declaration);
            ranges.push(declaration.range());
            ranges
        })
        .collect();
    entries.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    entries
}

/// What a comment is about: its line, or what comes next in the same block.
fn scope(text: &str, comment: TextRange, entries: &[TextRange]) -> SuppressionScope {
    let before = &text[..comment.start as usize];
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line_start = u32::try_from(line).expect("a text is shorter than 4 GiB");
    if before[line..].trim_start_matches('\u{FEFF}').contains(|one: char| !one.is_whitespace()) {
        // Of what ends on its line, all that began before counts too: a comment behind `}` is about the block.
        let ends_here = entries.iter().filter(|entry| line_start < entry.end && entry.end <= comment.start);
        let start = ends_here.map(|entry| entry.start).min().unwrap_or(line_start).min(line_start);
        return SuppressionScope::Range(TextRange::new(start, comment.end));
    }
    let next = entries.partition_point(|entry| entry.start < comment.end);
    let around = entries[..next].iter().filter(|entry| entry.end >= comment.end).map(|entry| entry.end).min();
    match entries.get(next) {
        Some(entry) if around.is_none_or(|end| entry.end <= end) => SuppressionScope::Range(*entry),
        _ => SuppressionScope::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use journey_model::Schema;
    use journey_model::syntax::parse;

    use super::*;

    fn suppressions(text: &str) -> Suppressions {
        Suppressions::of(&FileModel::lower(&parse(text), Schema::standard()))
    }

    /// What each comment names and what it is about, in the words of the text.
    fn told(text: &str) -> Vec<String> {
        let found = suppressions(text);
        let sound = found.sound.iter().map(|one| {
            let names: Vec<&str> = one.rules.iter().map(|rule| &text[rule.range.to_usize()]).collect();
            let scope = match one.scope {
                SuppressionScope::File => "the file".to_owned(),
                SuppressionScope::Range(range) => format!("{:?}", &text[range.to_usize()]),
                SuppressionScope::Nothing => "nothing".to_owned(),
            };
            format!("{} in {scope}, because {:?}", names.join("+"), one.reason)
        });
        let unreadable = found.unreadable.iter().map(|one| match one.mistake {
            SuppressionMistake::NoRules => "no rules".to_owned(),
            SuppressionMistake::Word(range) => format!("the word {:?}", &text[range.to_usize()]),
            SuppressionMistake::Beginning(range) => format!("perhaps {:?}", &text[range.to_usize()]),
        });
        sound.chain(unreadable).collect()
    }

    #[test]
    fn on_its_own_line_it_is_about_what_comes_next() {
        let text = "// journey: allow(one, two-b) known since May\n// More.\n/// Who.\npersona maya {\n  //journey:allow( three )\n\n  goal: \"Eat\",\n    \"Sleep\"\n  age: 3\n}\r\n";
        assert_eq!(
            told(text),
            [
                "one+two-b in \"persona maya {\\n  //journey:allow( three )\\n\\n  goal: \\\"Eat\\\",\\n    \\\"Sleep\\\"\\n  age: 3\\n}\", because \"known since May\"",
                "three in \"goal: \\\"Eat\\\",\\n    \\\"Sleep\\\"\", because \"\"",
            ]
        );
    }

    #[test]
    fn behind_something_it_is_about_that_line() {
        let text = "persona maya {\n  age: 3 // journey: allow(one): because\n  role: \"Nurse\"\n}\n";
        assert_eq!(told(text), ["one in \"  age: 3 // journey: allow(one): because\", because \"because\""]);
    }

    #[test]
    fn the_whole_file_is_named_as_such() {
        assert_eq!(told("\u{FEFF}// journey: allow-file(one) old\npersona a\n"), ["one in the file, because \"old\""]);
    }

    #[test]
    fn where_nothing_comes_next_it_is_about_nothing() {
        assert_eq!(told("persona a {\n  // journey: allow(one)\n}\npersona b\n"), ["one in nothing, because \"\""]);
        assert_eq!(told("persona a\n// journey: allow(one)\n"), ["one in nothing, because \"\""]);
    }

    #[test]
    fn what_is_meant_so_and_cannot_be_read_is_told_and_other_comments_are_left_alone() {
        for (text, expected) in [
            ("// journey: allow", "no rules"),
            ("// journey: allow one", "no rules"),
            ("// journey: allow()", "no rules"),
            ("// journey: allow(one", "no rules"),
            ("// journey: alow(one)", "the word \"alow\""),
            ("// journey: ignore(one)", "the word \"ignore\""),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
        for text in [
            "// A journey: allow(one)",
            "/// journey: allow(one)\npersona a",
            "// Allow(one)",
            "// JOURNEY: allow(one",
            "// shallow(one)",
        ] {
            assert_eq!(told(text), ["perhaps \"one\""], "{text}");
        }
        for text in ["// journey: the weekly shop", "// Guests allow (one) dog", "// We allow() it", "// swallow", ""] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
