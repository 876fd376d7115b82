//! Addresses of the web in texts, and made from patterns.

use journey_model::syntax::{Node, TextRange};

use super::{DocumentLink, LinkTarget};

/// Schemes that are safe to follow. An editor may give others a meaning, such as that of a command.
const SCHEMES: [&str; 6] = ["https:", "http:", "mailto:", "tel:", "ftp:", "ftps:"];

/// Whether the whole text is an address with a scheme that is safe to follow.
pub(super) fn is_address(text: &str) -> bool {
    let split = SCHEMES
        .into_iter()
        .find_map(|scheme| text.split_at_checked(scheme.len()).filter(|it| it.0.eq_ignore_ascii_case(scheme)));
    split.is_some_and(|(_, rest)| !rest.trim_matches('/').is_empty())
}

/// The address with everything encoded that may not stand in one (RFC 3986).
pub(super) fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for (at, character) in address.char_indices() {
        let is_encoded_already = || {
            let digits = address.get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        };
        let may_stand = match character {
            '%' => is_encoded_already(),
            it => it.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(it),
        };
        if may_stand {
            encoded.push(character);
        } else {
            push_encoded(&mut encoded, character);
        }
    }
    encoded
}

fn push_encoded(text: &mut String, character: char) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        text.push_str(&format!("%{byte:02X}"));
    }
}

/// Whether the text starts as an address does, with whatever scheme.
pub(super) fn has_scheme(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        !scheme.is_empty() && scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it))
    })
}

/// The address that a pattern gives for a word; `None` where the pattern has no `{}` or gives no address.
pub(super) fn filled(pattern: &str, word: &str) -> Option<LinkTarget> {
    let (before, behind) = pattern.split_once("{}")?;
    let mut encoded = String::with_capacity(word.len());
    for character in word.trim().chars() {
        if character.is_ascii_alphanumeric() || "-._~".contains(character) {
            encoded.push(character);
        } else {
            push_encoded(&mut encoded, character);
        }
    }
    let address = self::encoded(&format!("{before}{encoded}{behind}"));
    (!encoded.is_empty() && is_address(&address)).then_some(LinkTarget::Address(address))
}

/// The addresses that stand in a text or comment.
pub(super) fn all_in(node: Node<'_>) -> Vec<DocumentLink> {
    let text = node.text();
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + at;
        from = colon + 3;
        let before = text.get(..colon).unwrap_or_default();
        let Some(scheme) = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme)) else { continue };
        let start = colon - scheme.len();
        if text.get(..start).is_some_and(|before| before.ends_with(char::is_alphanumeric)) {
            continue;
        }
        let end = from + length(text.get(from..).unwrap_or_default());
        if end > from {
            let place = |offset: usize| node.range().start + u32::try_from(offset).unwrap_or(u32::MAX);
            let address = encoded(text.get(start..end).unwrap_or_default());
            let range = TextRange::new(place(start), place(end));
            links.push(DocumentLink { range, target: LinkTarget::Address(address) });
            from = end;
        }
    }
    links
}

/// How many bytes of a text belong to the address that goes on in it. What ends a sentence does not, nor a bracket that
/// was not opened in it.
fn length(text: &str) -> usize {
    let is_end = |it: char| it.is_whitespace() || it.is_control() || "\"<>`\\{}|^“”„«»".contains(it);
    let mut address = text.get(..text.find(is_end).unwrap_or(text.len())).unwrap_or_default();
    while let Some(last) = address.chars().next_back() {
        let opened = |open: char, close: char| address.matches(open).count() >= address.matches(close).count();
        let belongs = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '~' | '…' => false,
            ')' => opened('(', ')'),
            ']' => opened('[', ']'),
            _ => true,
        };
        if belongs {
            break;
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
    address.len()
}
