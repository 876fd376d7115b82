//! Words and what they are, as the protocol counts and names them.

use journey_ide::plugin::model::syntax::{Encoding, Keyword, TextRange};
use journey_ide::{Modifiers, TokenKind};
use ls_types::{SemanticToken, SemanticTokenModifier, SemanticTokenType};

use crate::capabilities::Capabilities;
use crate::convert::Forward;

/// The names that the client knows for words, and what it can show.
pub(crate) struct Legend {
    types: Vec<SemanticTokenType>,
    modifiers: Vec<SemanticTokenModifier>,
    multiline: bool,
}

impl Legend {
    /// What the client said; `None` for a client that shows no semantic tokens.
    pub(crate) fn of(capabilities: &Capabilities) -> Option<Self> {
        let client = capabilities.text_document(|text| text.semantic_tokens.as_ref())?;
        Some(Self {
            types: client.token_types.clone(),
            modifiers: client.token_modifiers.clone(),
            multiline: client.multiline_token_support.unwrap_or(false),
        })
    }

    /// The number of the first of these names that the client knows.
    fn number(&self, kind: TokenKind) -> Option<u32> {
        let known = |name: &&str| self.types.iter().position(|known| known.as_str() == *name);
        names(kind).iter().find_map(known).and_then(|number| u32::try_from(number).ok())
    }

    fn bits(&self, modifiers: Modifiers) -> u32 {
        let Modifiers { declaration, documentation, unresolved } = modifiers;
        let named = [
            (declaration, SemanticTokenModifier::DECLARATION),
            (documentation, SemanticTokenModifier::DOCUMENTATION),
            // No standard name says this; a client that has one lists it.
            (unresolved, SemanticTokenModifier::new("unresolved")),
        ];
        let bit = |name: &SemanticTokenModifier| {
            let position = self.modifiers.iter().position(|known| known == name)?;
            1_u32.checked_shl(u32::try_from(position).ok()?)
        };
        named.iter().filter(|(is, _)| *is).filter_map(|(_, name)| bit(name)).fold(0, |bits, bit| bits | bit)
    }
}

/// What a word can be called, the best name first. The names are those of programming languages, so they are chosen for
/// being told apart by the colours that editors give them.
fn names(kind: TokenKind) -> &'static [&'static str] {
    match kind {
        TokenKind::Keyword => &["keyword"],
        TokenKind::Key => &["property", "variable", "keyword"],
        TokenKind::Name(Keyword::Persona) => &["class", "type", "variable"],
        TokenKind::Name(Keyword::Actor) => &["interface", "class", "variable"],
        TokenKind::Name(Keyword::Channel) => &["struct", "type", "variable"],
        TokenKind::Name(Keyword::Source) => &["enum", "type", "variable"],
        TokenKind::Name(Keyword::Metric) => &["parameter", "variable"],
        TokenKind::Name(Keyword::Journey) => &["namespace", "type", "variable"],
        TokenKind::Name(Keyword::Stage) => &["type", "variable"],
        TokenKind::Name(Keyword::Touchpoint) => &["function", "method", "variable"],
        TokenKind::Name(Keyword::Pain | Keyword::Gain) => &["event", "variable"],
        TokenKind::Name(Keyword::Opportunity) => &["method", "function", "variable"],
        TokenKind::UnknownName => &["variable"],
        TokenKind::Word => &["enumMember", "variable"],
        TokenKind::Text => &["string"],
        TokenKind::Number => &["number"],
        TokenKind::Handle => &["decorator", "macro", "variable"],
        TokenKind::Comment => &["comment"],
    }
}

/// Words in the protocol's form: each by its distance from the one before. What the client has no name for is left out; a
/// word over several lines becomes one a line where the client wants that.
pub(crate) fn encoded(
    words: &[journey_ide::SemanticToken],
    text: &str,
    encoding: Encoding,
    legend: &Legend,
) -> Vec<SemanticToken> {
    let mut tokens = Vec::with_capacity(words.len());
    let mut place = Forward::new(text, encoding);
    let (mut line, mut start) = (0, 0);
    let mut push = |range: TextRange, kind: u32, bits: u32| {
        let at = place.position(range.start);
        let length = place.length(range.end);
        let delta_line = at.line - line;
        let delta_start = if delta_line == 0 { at.character - start } else { at.character };
        (line, start) = (at.line, at.character);
        tokens.push(SemanticToken { delta_line, delta_start, length, token_type: kind, token_modifiers_bitset: bits });
    };
    for word in words {
        let Some(kind) = legend.number(word.kind) else { continue };
        let bits = legend.bits(word.modifiers);
        let written = text.get(word.range.to_usize()).unwrap_or_default();
        if legend.multiline || !written.contains(['\n', '\r']) {
            push(word.range, kind, bits);
            continue;
        }
        let mut offset = word.range.start;
        for part in written.split_inclusive(['\n', '\r']) {
            let length = u32::try_from(part.trim_end_matches(['\n', '\r']).len()).unwrap_or(0);
            if length > 0 {
                push(TextRange::new(offset, offset + length), kind, bits);
            }
            offset += u32::try_from(part.len()).unwrap_or(0);
        }
    }
    tokens
}
