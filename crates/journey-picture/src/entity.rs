//! The character references of Mermaid (`#35;`) in what the renderer leaves of them.
//!
//! Before Mermaid parses a text it puts `ﬂ°°35¶ß` in the place of `#35;` and `ﬂ°quot¶ß` in the place of `#quot;`, so that
//! no grammar sees `#` and `;`. The renderer does the same, and does not put all of them back.

use std::borrow::Cow;

const OPEN: &str = "ﬂ°";
const CLOSE: &str = "¶ß";

/// A text with the characters that its references stand for. What is no reference stays.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        decoded.push_str(before);
        match behind.split_once(CLOSE).and_then(|(name, behind)| Some((character(name)?, behind))) {
            Some((char, behind)) => {
                decoded.push(char);
                rest = behind;
            }
            None => {
                decoded.push_str(OPEN);
                rest = behind;
            }
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('°') {
        return char::from_u32(number.parse().ok()?).filter(|char| !char.is_control());
    }
    Some(match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        assert_eq!(decode("Oat milk ﬂ°°35¶ß1"), "Oat milk #1");
        assert_eq!(decode("ﬂ°quot¶ßHeyﬂ°quot¶ß"), "\"Hey\"");
        assert_eq!(decode("ﬂ°°128512¶ß"), "😀");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["plain", "ﬂ°", "ﬂ°°¶ß", "ﬂ°°35", "ﬂ°°999999999¶ß", "ﬂ°°0¶ß", "ﬂ°whatever¶ß", "¶ß"]
        {
            assert_eq!(decode(text), text);
        }
    }
}
