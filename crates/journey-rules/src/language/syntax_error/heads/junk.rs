//! Words in a head that are neither id nor label, read in one way after the other until one makes sense.

use journey_plugin::model::syntax::{Node, SyntaxError, TextRange};
use journey_plugin::model::value::{is_id, quote, slug};
use journey_plugin::model::{Keyword, Place};
use journey_plugin::{Applicability, Fix, TextEdit};

use super::how_to_write;
use crate::language::mending::is_sound_head;
use crate::language::syntax_error::Pair;
use crate::language::syntax_error::broken_text::{BrokenText, Candidate, Finding};
use crate::language::syntax_error::quotes;
use crate::wording::{shown, unusual_character};

/// What to say about them; `None` where nothing says what is declared.
pub(in crate::language::syntax_error) fn explain(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let head = Head::of(text, error)?;
    head.bracket_of_a_block()
        .or_else(|| head.unusual_space())
        .or_else(|| head.sign_before_the_label())
        .or_else(|| head.name_of_words())
        .or_else(|| head.block_without_its_brace())
        .or_else(|| head.name_that_is_none())
        .or_else(|| Some(head.unknown_words()))
}

/// A part of the text, and where it stands.
#[derive(Clone, Copy)]
struct Part<'t> {
    text: &'t str,
    range: TextRange,
}

impl<'t> Part<'t> {
    fn of(text: &'t BrokenText<'_, '_>, range: TextRange) -> Self {
        Self { text: text.slice(range), range }
    }

    /// Both sides of a byte of it.
    fn split_at(self, at: usize) -> (Self, Self) {
        let (before, behind) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        let middle = self.range.start + length(before);
        let range = |start, end| TextRange::new(start, end);
        (
            Self { text: before, range: range(self.range.start, middle) },
            Self { text: behind, range: range(middle, self.range.end) },
        )
    }

    /// Without the blanks and line ends at its ends. Any other space, such as a no-break one, stays: to the language it is
    /// a sign that does not belong there.
    fn trimmed(self) -> Self {
        let blank = [' ', '\t', '\r', '\n'];
        let (_, behind) = self.split_at(self.text.len() - self.text.trim_start_matches(blank).len());
        behind.split_at(behind.text.trim_end_matches(blank).len()).0
    }

    /// What stands before the first quote, without the blanks between, and what starts with the quote.
    fn before_the_quote(self) -> Option<(Self, Self)> {
        let (before, behind) = self.split_at(self.text.find('"')?);
        Some((before.split_at(before.text.trim_end().len()).0, behind))
    }

    fn has_words(self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or_default()
}

/// A head with words in it that are neither id nor label.
struct Head<'b, 'a, 'p> {
    text: &'b BrokenText<'a, 'p>,
    keyword: Keyword,
    name: Option<Node<'b>>,
    label: Option<Node<'b>>,
    /// From the keyword's last letter on, so that a name that is glued to it is seen.
    behind_keyword: Part<'b>,
    /// The same without the blanks around it.
    words: Part<'b>,
    /// The part that is neither id nor label.
    junk: Part<'b>,
}

impl<'b, 'a, 'p> Head<'b, 'a, 'p> {
    fn of(text: &'b BrokenText<'a, 'p>, error: &SyntaxError) -> Option<Self> {
        let declaration = text.declaration_around(error.range)?;
        let keyword_end = declaration.keyword_node()?.range().end;
        let behind_keyword = Part::of(text, TextRange::new(keyword_end, error.range.end));
        Some(Self {
            text,
            keyword: declaration.keyword()?,
            name: declaration.ast().name(),
            label: declaration.ast().label(),
            behind_keyword,
            words: behind_keyword.trimmed(),
            junk: Part::of(text, error.range),
        })
    }

    fn finding(&self, place: TextRange, message: String, help: impl Into<String>) -> Finding {
        self.text.finding(place, message, help).covering(self.junk.range)
    }

    fn how_to_write(&self) -> String {
        how_to_write(self.text, self.keyword)
    }

    /// Whether nothing is wrong with the head when a candidate is taken.
    fn mends(&self, candidate: &Candidate) -> bool {
        let line = self.text.rewritten(self.behind_keyword.range, candidate);
        line.is_some_and(|line| self.is_sound(&line))
    }

    fn is_sound(&self, behind_keyword: &str) -> bool {
        let head = format!("{}{}", self.keyword, behind_keyword.trim_end());
        is_sound_head(self.text.schema(), self.keyword, &head)
    }

    /// `journey shop "Shop" [`: what other notations write for the brace.
    fn bracket_of_a_block(&self) -> Option<Finding> {
        let (bracket, content) = self.junk.split_at(1);
        let before = TextRange::new(self.behind_keyword.range.start, self.junk.range.start);
        let has_block = self.text.source().behind(self.junk.range.end).trim_start().starts_with('{');
        if !matches!(bracket.text, "[" | "(") || has_block || !self.is_sound(self.text.slice(before)) {
            return None;
        }
        let pair = self.text.brackets().opened_at(bracket.range.start);
        let closing = pair.map(|pair| Part::of(self.text, pair.closing()));
        let is_empty = closing.is_some_and(|closing| content.text.trim() == closing.text);
        if !is_empty && !self.may_start_a_block(content.text) {
            return None;
        }
        // `journey shop "Shop" (stage two)`: more likely words than a block.
        let are_words =
            !is_empty && !content.text.trim().is_empty() && !content.text.contains([':', '"', '[', '(', '{']);
        if are_words && closing.is_none() && content.text.trim_end().ends_with([']', ')']) {
            return None;
        }
        let message = format!("The block of this {} opens with `{{`, not with `{}`", self.keyword, bracket.text);
        let help = "What belongs to a declaration stands between `{` and `}`. Write `{` here, and `}` where it ends.";
        // Where the grammar found that a `{` is missing: behind the blanks, and to it a CR is one.
        let behind = self.text.source().behind(self.junk.range.end);
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
        let missing = TextRange::new(self.junk.range.end, self.junk.range.end + u32::try_from(blanks).ok()?);
        let mut finding = self.finding(bracket.range, message, help).covering(missing);
        if let Some(closing) = closing {
            let is_sure = !are_words && pair.is_some_and(Pair::is_sure);
            let edit = |part: Part<'_>, brace: &str| TextEdit {
                place: self.text.place(part.range),
                replacement: brace.to_owned(),
            };
            let mut fix = Fix {
                title: "Write `{`".to_owned(),
                applicability: if is_sure { Applicability::Safe } else { Applicability::Suggestion },
                edits: vec![edit(bracket, "{")],
            };
            if closing.text != "}" {
                fix.title = "Write `{` and `}`".to_owned();
                fix.edits.push(edit(closing, "}"));
            }
            finding.diagnostic = finding.diagnostic.fix_with(fix);
        }
        Some(finding)
    }

    /// Whether what stands behind a bracket on its line is nothing, a property or a declaration.
    fn may_start_a_block(&self, line: &str) -> bool {
        let line = line.trim();
        let first = |words: &str| words.split_whitespace().next().map(str::to_owned);
        let key = line.split_once(':').and_then(|(head, _)| first(head));
        let declared = first(line).and_then(|word| Keyword::from_name(&word));
        line.is_empty()
            || key.is_some_and(|key| self.text.schema().key(self.keyword, &key).is_some())
            || declared.is_some_and(|inner| self.text.schema().may_stand(inner, Place::In(self.keyword)))
    }

    /// Spaces that look like a blank and are none.
    fn unusual_space(&self) -> Option<Finding> {
        let is_unusual = |one: char| one.is_whitespace() && unusual_character(one).is_some();
        let (_, behind) = self.junk.split_at(self.junk.text.find(is_unusual)?);
        let name = unusual_character(behind.text.chars().next()?)?;
        let (spaces, _) = behind.split_at(behind.text.find(|one| !is_unusual(one)).unwrap_or(behind.text.len()));
        let before = self.text.slice(TextRange::new(self.behind_keyword.range.start, spaces.range.start));
        let is_beside_a_blank =
            before.ends_with([' ', '\t']) || self.text.rest_of_line(spaces.range.end).starts_with([' ', '\t']);
        let space = if is_beside_a_blank { "" } else { " " };
        let candidate = Candidate::new("Write a plain space", Applicability::Safe, spaces.range, space);
        if !self.mends(&candidate) {
            return None;
        }
        let message = format!("This space is {name}, and only a plain one can stand here");
        let help = "It looks like a plain space and comes along when text is copied from a document or a web page. \
                    Put a plain space in its place.";
        Some(self.finding(spaces.range, message, help).with(self.text, candidate))
    }

    /// `discover, "Discover"`
    fn sign_before_the_label(&self) -> Option<Finding> {
        let (sign, label) = self.junk.before_the_quote()?;
        let is_sign = !sign.text.is_empty() && !sign.has_words() && !sign.text.contains('_');
        let is_label = quotes::count(label.text) == 2 && label.text.ends_with('"');
        if !is_sign || !is_label || self.name.is_none() || self.label.is_some() {
            return None;
        }
        let message = format!("{} does not belong between a name and its label", shown(sign.text));
        let finding = self.finding(sign.range, message, self.how_to_write());
        Some(match self.candidates().into_iter().next() {
            Some(best) => finding.with(self.text, best),
            None => finding,
        })
    }

    /// `ben miller "Ben"`: one name is made of the words before the label.
    fn name_of_words(&self) -> Option<Finding> {
        let (name, label) = self.words.before_the_quote()?;
        let may_be_meant = |one: char| one.is_alphanumeric() || " _-'’,&+/.".contains(one);
        let are_words = name.text.contains(' ') && name.text.chars().all(may_be_meant);
        if !are_words || self.name.is_none() || self.label.is_some() || quotes::count(label.text) != 2 {
            return None;
        }
        let title = format!("Change the name to `{}`", slug(name.text));
        let candidate = Candidate::new(title, Applicability::Suggestion, name.range, slug(name.text));
        if !self.mends(&candidate) {
            return None;
        }
        let message = format!("The name {} is more than one word", shown(name.text));
        Some(self.finding(name.range, message, self.how_to_write()).with(self.text, candidate))
    }

    /// A block on the line of its head that has lost its `{`: `channel app "App" kind: digital }`.
    fn block_without_its_brace(&self) -> Option<Finding> {
        let (key, _) = self.junk.text.split_once(':')?;
        let is_key =
            key.split_whitespace().next().is_some_and(|key| self.text.schema().key(self.keyword, key).is_some());
        let behind = self.text.rest_of_line(self.junk.range.end);
        let close = behind.trim_start();
        if !is_key || !close.starts_with('}') {
            return None;
        }
        let start = self.junk.range.end + u32::try_from(behind.len() - close.len()).ok()?;
        let message = format!("The block of this {} has no `{{`", self.keyword);
        let help = "What belongs to it stands between `{` and `}`. Write `{` behind the label.";
        let opening = TextRange::empty(self.junk.range.start);
        let candidate = Candidate::new("Write the `{`", Applicability::Safe, opening, "{ ");
        let finding = self.finding(self.junk.range, message, help).covering(TextRange::new(start, start + 1));
        Some(finding.with(self.text, candidate))
    }

    /// `1st "First"`
    fn name_that_is_none(&self) -> Option<Finding> {
        let has_name = self
            .name
            .is_some_and(|name| name.range().end != self.junk.range.start || self.junk.text.starts_with([':', '"']));
        let (wrong, label) = self.words.before_the_quote()?;
        if has_name || self.label.is_some() || label.range.start == self.words.range.start {
            return None;
        }
        let help = "A name starts with a letter or `_`, and goes on with letters, digits, `_` or `-`.";
        let finding = self.finding(wrong.range, format!("{} cannot be a name", shown(wrong.text)), help);
        Some(self.with_all(finding, self.candidates()))
    }

    fn unknown_words(&self) -> Finding {
        let candidates = self.candidates();
        let written = self.junk.text;
        let quotes_it =
            |best: &&Candidate| self.junk.has_words() && self.label.is_none() && best.replacement.contains('"');
        let (message, place) = match candidates.first().filter(quotes_it) {
            Some(best) => {
                let what =
                    if quotes::count(written) % 2 == 1 { "only one of its quotes" } else { "no quotes around it" };
                let takes_the_name = best.range == self.words.range
                    && self.name.is_some_and(|name| !best.replacement.starts_with(name.text()));
                let label = if takes_the_name { self.words } else { self.junk };
                (format!("The label {} has {what}", shown(label.text.trim_matches(['"', '\'']))), label.range)
            }
            None if self.label.is_some() && written.starts_with('"') => {
                (format!("{} is a second label", shown(written)), self.junk.range)
            }
            None => {
                let message = format!("{} is neither the name nor the label of this {}", shown(written), self.keyword);
                (message, self.junk.range)
            }
        };
        self.with_all(self.finding(place, message, self.how_to_write()), candidates)
    }

    fn with_all(&self, finding: Finding, candidates: Vec<Candidate>) -> Finding {
        candidates.into_iter().fold(finding, |finding, candidate| finding.with(self.text, candidate))
    }

    /// The likeliest two of what could be meant, the likelier first.
    fn candidates(&self) -> Vec<Candidate> {
        let straight = quotes::straightened(self.words.text);
        let straight = (straight != self.words.text)
            .then(|| Candidate::new("Use straight quotes", Applicability::Safe, self.words.range, straight));
        let words = match self.label {
            Some(label) => self.beside_a_label(label),
            None => self.with_quotes(),
        };
        let all = self.without_signs().into_iter().chain(straight).chain(words);
        all.filter(|candidate| self.mends(candidate)).take(2).collect()
    }

    /// `stage discover: "Discover"`, or a sign behind a name.
    fn without_signs(&self) -> Option<Candidate> {
        let is_sign = |one: char| !one.is_alphanumeric() && !"\"“'_".contains(one);
        let (signs, behind) =
            self.junk.split_at(self.junk.text.len() - self.junk.text.trim_start_matches(is_sign).len());
        if signs.text.is_empty() || self.label.is_some() {
            return None;
        }
        let start = self.name.map_or(self.behind_keyword.range.start, |name| name.range().end);
        let range = TextRange::new(start, signs.range.end);
        let sign = shown(signs.text);
        // A sign that people put between two things gives way to the space that the language has there. Any other may
        // have been meant as something.
        let parts = signs.text.chars().all(|one| ",:=-–—>→| \t".contains(one));
        Some(match behind.text {
            "" => Candidate::new(format!("Remove {sign}"), Applicability::Suggestion, range, ""),
            _ if parts => Candidate::new(format!("Write a space for {sign}"), Applicability::Safe, range, " "),
            _ => Candidate::new(format!("Remove {sign}"), Applicability::Suggestion, range, " "),
        })
    }

    /// The label is there, and something else is too much.
    fn beside_a_label(&self, label: Node<'_>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        if self.name.is_none() && self.junk.text.starts_with('"') {
            candidates.extend(name_in_quotes(label));
        }
        if self.name.is_none() && is_id(self.junk.text) {
            let title = "Put the name before the label";
            let turned = format!("{} {}", self.junk.text, label.text());
            candidates.push(Candidate::new(title, Applicability::Safe, self.words.range, turned));
        }
        let removed = TextRange::new(label.range().end, self.junk.range.end);
        let title = format!("Remove {}", shown(self.junk.text));
        candidates.push(Candidate::new(title, Applicability::Suggestion, removed, ""));
        candidates
    }

    /// Words that are probably the label.
    fn with_quotes(&self) -> Vec<Candidate> {
        if !self.words.has_words() || self.junk.text.chars().all(|one| one.is_ascii_punctuation()) {
            return Vec::new();
        }
        let whole = unquoted(self.words.text);
        let named = format!("{} {}", slug(whole), quote(whole));
        let all = self.quoted(whole, Applicability::Suggestion, self.words, named);
        let Some(name) = self.name.map(|name| name.text()) else {
            // A name that cannot be one, such as `1st "First"`.
            return vec![self.with_a_sound_name().unwrap_or(all)];
        };
        // Signs that cannot stand in a name: `maya.b "Maya B"`.
        if self.junk.text.starts_with(['.', '/', '\'', '’', '&', '+'])
            && let Some(sound) = self.with_a_sound_name()
        {
            return vec![sound];
        }
        let label = unquoted(self.junk.text);
        let is_small = |text: &str| text.chars().next().is_some_and(char::is_lowercase);
        let is_sure = is_small(name) && self.junk.has_words() && (!is_small(label) || self.junk.text.ends_with('"'));
        let sure = if is_sure { Applicability::Safe } else { Applicability::Suggestion };
        let behind_name = self.quoted(label, sure, self.junk, quote(label));
        if is_sure {
            return vec![behind_name];
        }
        // `stage Discover the shop`: the first word is probably no name.
        if is_small(name) || self.keyword.name() == name { vec![behind_name, all] } else { vec![all, behind_name] }
    }

    fn quoted(&self, label: &str, sure: Applicability, place: Part<'_>, replacement: String) -> Candidate {
        Candidate::new(format!("Put quotes around {}", shown(label)), sure, place.range, replacement)
    }

    /// The name before the label, as nearly as it can be written.
    fn with_a_sound_name(&self) -> Option<Candidate> {
        let (wrong, label) = self.words.before_the_quote()?;
        let title = format!("Change the name to `{}`", slug(wrong.text));
        let named = format!("{} {}", slug(wrong.text), label.text);
        Some(Candidate::new(title, Applicability::Suggestion, self.words.range, named))
    }
}

/// A name that has quotes around it, as the label behind it has: `persona "tom" "Tom"`.
fn name_in_quotes(label: Node<'_>) -> Option<Candidate> {
    let name = label.text().strip_prefix('"')?.strip_suffix('"').filter(|name| is_id(name))?;
    let title = format!("Take the quotes from the name `{name}`");
    Some(Candidate::new(title, Applicability::Suggestion, label.range(), name))
}

fn unquoted(words: &str) -> &str {
    words.trim().trim_matches(['"', '\'', '“', '”']).trim()
}
