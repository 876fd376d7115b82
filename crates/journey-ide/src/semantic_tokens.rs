//! Semantic tokens: what each word of a file is, for colours that follow meaning.

use journey_model::syntax::{Keyword, Node, SyntaxKind, TextRange};
use journey_model::{FileId, FileModel, KeySchema, Project, Schema};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Snapshot;

/// A word, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// Where it is, in bytes. It may go over several lines.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
    /// What else is known of it.
    pub modifiers: Modifiers,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A keyword, or the `from` of a citation.
    Keyword,
    /// The key of a property.
    Key,
    /// The name of a declaration with this keyword.
    Name(Keyword),
    /// A name of which nobody knows what it is.
    UnknownName,
    /// A word of an enumeration.
    Word,
    /// A text, and a word that is used as it is written, such as a tag.
    Text,
    /// A number, percentage, duration, date or range.
    Number,
    /// A team or person.
    Handle,
    /// A comment.
    Comment,
}

/// What else is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modifiers {
    /// The name or label is declared here.
    pub declaration: bool,
    /// The comment documents what follows.
    pub documentation: bool,
    /// The language does not know the key, or the name means nothing.
    pub unresolved: bool,
}

/// The words that touch a range of a file (bytes), in order; none overlaps another.
pub fn semantic_tokens(snapshot: &Snapshot, file: FileId, range: TextRange) -> Vec<SemanticToken> {
    let model = &snapshot.project.file(file).model;
    let names = names(&snapshot.project, file, model, range);
    let mut walk = Walk { schema: snapshot.project.schema(), range, names, tokens: Vec::new() };
    for chunk in model.parse().chunks().filter(|chunk| overlap(chunk.range(), range)) {
        walk.children(chunk.node(), None);
    }
    walk.tokens
}

/// What a name in use is.
#[derive(Clone, Copy)]
struct Named {
    /// The kind that it means; of a name that means nothing, the kind that is wanted, if it is one.
    kind: Option<Keyword>,
    unresolved: bool,
}

/// What the references are that stand in a range, by where they start.
fn names(project: &Project, file: FileId, model: &FileModel, range: TextRange) -> FxHashMap<u32, Named> {
    let unresolved: FxHashSet<u32> = project.unresolved_in(file).map(|(reference, _)| reference.range.start).collect();
    let mut names = FxHashMap::default();
    for reference in model.references().filter(|reference| overlap(reference.range, range)) {
        let start = reference.range.start;
        let mut kinds = reference.wanted.iter();
        // A name means the one kind that is wanted or nothing. Coloured as that kind it keeps its colour while other
        // files are still being read, and while it is being typed.
        let only = kinds.next().filter(|_| kinds.next().is_none());
        let unresolved = unresolved.contains(&start);
        let found = || project.target(file, &reference).and_then(|(_, target)| target.keyword());
        let named = Named { kind: only.or_else(found), unresolved };
        names.insert(start, named);
    }
    names
}

struct Walk<'p> {
    schema: &'p Schema,
    range: TextRange,
    names: FxHashMap<u32, Named>,
    tokens: Vec<SemanticToken>,
}

const PLAIN: Modifiers = Modifiers { declaration: false, documentation: false, unresolved: false };

impl Walk<'_> {
    /// The words below a node that stands in the body of `keyword`.
    fn children(&mut self, node: Node<'_>, keyword: Option<Keyword>) {
        for child in node.children() {
            if !overlap(child.range(), self.range) {
                continue;
            }
            match child.kind() {
                SyntaxKind::Declaration | SyntaxKind::UnknownDeclaration | SyntaxKind::HeadlessBlock => {
                    self.declaration(child);
                }
                SyntaxKind::Property => self.property(child, keyword),
                _ => self.other(child),
            }
        }
    }

    fn declaration(&mut self, node: Node<'_>) {
        let mut keyword = None;
        let declared = Modifiers { declaration: true, ..PLAIN };
        for child in node.children() {
            match child.kind() {
                SyntaxKind::Body => self.children(child, keyword),
                SyntaxKind::Keyword => {
                    keyword = Keyword::from_name(child.text());
                    self.push(child.range(), TokenKind::Keyword, PLAIN);
                }
                SyntaxKind::Name => {
                    self.push(child.range(), keyword.map_or(TokenKind::UnknownName, TokenKind::Name), declared);
                }
                SyntaxKind::Text | SyntaxKind::BlockText => self.push(child.range(), TokenKind::Text, declared),
                _ => self.other(child),
            }
        }
    }

    fn property(&mut self, node: Node<'_>, keyword: Option<Keyword>) {
        let mut key = None;
        for child in node.children() {
            match child.kind() {
                SyntaxKind::Key => {
                    key = keyword.and_then(|keyword| self.schema.key(keyword, child.text()));
                    let unresolved = keyword.is_some() && key.is_none();
                    self.push(child.range(), TokenKind::Key, Modifiers { unresolved, ..PLAIN });
                }
                SyntaxKind::Qualifier | SyntaxKind::Reference => self.name(child, key),
                SyntaxKind::Citation => self.citation(child),
                _ => self.other(child),
            }
        }
    }

    fn citation(&mut self, node: Node<'_>) {
        let word = &self.schema.citation().word;
        if let Some(at) = node.text().find(&**word) {
            let start = node.range().start + to_u32(at);
            self.push(TextRange::new(start, start + to_u32(word.len())), TokenKind::Keyword, PLAIN);
        }
        for child in node.children() {
            match child.kind() {
                SyntaxKind::Reference => self.name(child, None),
                _ => self.other(child),
            }
        }
    }

    /// A word without quotes: a name, a word of an enumeration, or a word that is used as it is written.
    fn name(&mut self, node: Node<'_>, key: Option<&KeySchema>) {
        let is_word = || {
            let words = key.map(|key| key.value.enumeration()).unwrap_or_default();
            words.iter().any(|word| word.name == node.text())
        };
        let (kind, unresolved) = match self.names.get(&node.range().start) {
            Some(Named { kind, unresolved }) => (kind.map_or(TokenKind::UnknownName, TokenKind::Name), *unresolved),
            None if is_word() => (TokenKind::Word, false),
            None => (TokenKind::Text, false),
        };
        self.push(node.range(), kind, Modifiers { unresolved, ..PLAIN });
    }

    /// A word that says itself what it is.
    fn other(&mut self, node: Node<'_>) {
        let kind = match node.kind() {
            SyntaxKind::Text
            | SyntaxKind::BlockText
            | SyntaxKind::UnterminatedText
            | SyntaxKind::UnterminatedBlockText => TokenKind::Text,
            SyntaxKind::Number
            | SyntaxKind::Percentage
            | SyntaxKind::Duration
            | SyntaxKind::Date
            | SyntaxKind::Range => TokenKind::Number,
            SyntaxKind::Handle => TokenKind::Handle,
            SyntaxKind::Comment | SyntaxKind::Documentation => TokenKind::Comment,
            _ => return,
        };
        let documentation = node.kind() == SyntaxKind::Documentation;
        self.push(node.range(), kind, Modifiers { documentation, ..PLAIN });
    }

    fn push(&mut self, range: TextRange, kind: TokenKind, modifiers: Modifiers) {
        if !range.is_empty() && overlap(range, self.range) {
            self.tokens.push(SemanticToken { range, kind, modifiers });
        }
    }
}

fn overlap(one: TextRange, other: TextRange) -> bool {
    one.start < other.end && other.start < one.end
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// Each word of a range of the first file, with what it is.
    fn told_in(text: &str, range: TextRange) -> Vec<String> {
        let fixture = Fixture::new(text);
        let tokens = semantic_tokens(&fixture.snapshot, fixture.files[0], range);
        let shown = tokens.into_iter().map(|token| {
            let kind = match token.kind {
                TokenKind::Name(keyword) => keyword.name().to_owned(),
                kind => format!("{kind:?}"),
            };
            let Modifiers { declaration, documentation, unresolved } = token.modifiers;
            let modifiers = [(declaration, "declared"), (documentation, "documentation"), (unresolved, "unresolved")];
            let modifiers: Vec<&str> = modifiers.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
            format!("{} {kind} {}", &fixture.texts[0][token.range.to_usize()], modifiers.join(" ")).trim().to_owned()
        });
        shown.collect()
    }

    fn told(text: &str) -> Vec<String> {
        told_in(text, TextRange::new(0, u32::MAX))
    }

    #[test]
    fn words_are_told_apart_by_what_they_mean() {
        let text = "/// Doc.\npersona maya \"Maya\" { priority: primary; age: 34..42; tag: busy } // end\nactor app { owner: @it }\nchannel web\n\
                    source talks { kind: survey; date: 2026-05-12 }\nmetric m { kind: csat; target: 85% }\n\
                    journey j {\n persona: maya, tom\n measure m: 4\n stage s {\n  touchpoint t {\n   emotion maya: -1 \"cross\" from talks\n   duration: 10min\n   \
                    frontstage: app \"x\", web \"y\"\n   colour: red\n } } }";
        assert_eq!(
            told(text),
            [
                "/// Doc. Comment documentation",
                "persona Keyword",
                "maya persona declared",
                "\"Maya\" Text declared",
                "priority Key",
                "primary Word",
                "age Key",
                "34..42 Number",
                "tag Key",
                "busy Text",
                "// end Comment",
                "actor Keyword",
                "app actor declared",
                "owner Key",
                "@it Handle",
                "channel Keyword",
                "web channel declared",
                "source Keyword",
                "talks source declared",
                "kind Key",
                "survey Word",
                "date Key",
                "2026-05-12 Number",
                "metric Keyword",
                "m metric declared",
                "kind Key",
                "csat Word",
                "target Key",
                "85% Number",
                "journey Keyword",
                "j journey declared",
                "persona Key",
                "maya persona",
                "tom persona unresolved",
                "measure Key",
                "m metric",
                "4 Number",
                "stage Keyword",
                "s stage declared",
                "touchpoint Keyword",
                "t touchpoint declared",
                "emotion Key",
                "maya persona",
                "-1 Number",
                "\"cross\" Text",
                "from Keyword",
                "talks source",
                "duration Key",
                "10min Number",
                "frontstage Key",
                "app actor",
                "\"x\" Text",
                "web channel",
                "\"y\" Text",
                "colour Key unresolved",
                "red Text",
            ]
        );
    }

    #[test]
    fn broken_text_keeps_its_colours() {
        assert_eq!(
            told("persno maya { goal: \"open\n}\n{ }\njourney { stage \"A\" { emotion: +1"),
            [
                "maya UnknownName declared",
                "goal Key",
                "\"open Text",
                "journey Keyword",
                "stage Keyword",
                "\"A\" Text declared",
                "emotion Key unresolved",
                "+1 Number"
            ]
        );
    }

    #[test]
    fn names_that_mean_nothing_are_told() {
        let text = "actor app\nchannel app\npersona p\njourney j { persona: app\n stage s { touchpoint t { frontstage: app \"x\"; channel: app; next: u } } }";
        let told = told(text);
        assert_eq!(told.iter().filter(|word| word.ends_with("unresolved")).count(), 3, "{told:?}");
        for word in ["app persona unresolved", "app UnknownName unresolved", "u touchpoint unresolved", "app channel"] {
            assert!(told.contains(&word.to_owned()), "{word} in {told:?}");
        }
    }

    #[test]
    fn a_range_gives_the_words_that_touch_it() {
        let text = "persona maya { priority: primary; age: 34 }";
        assert_eq!(told_in(text, TextRange::new(27, 36)), ["primary Word", "age Key"]);
        assert_eq!(told_in(text, TextRange::new(12, 15)), [""; 0]);
        assert_eq!(told_in(text, TextRange::new(5, 9)), ["persona Keyword", "maya persona declared"]);
    }

    #[test]
    fn a_long_text_is_one_word() {
        assert_eq!(
            told("persona p { role: \"\"\"\n a\r\n b\n \"\"\" }").last().unwrap(),
            "\"\"\"\n a\r\n b\n \"\"\" Text"
        );
    }
}
