//! Texts that are longer than Mermaid draws: what to tell about them, and what stands in for them.

/// Characters, as JavaScript counts them; Mermaid refuses longer diagrams.
pub(crate) const LONGEST_TEXT: usize = 50_000;

/// What to tell about a diagram that is longer than Mermaid allows.
pub(crate) fn too_long(text: &str) -> Option<String> {
    is_too_long(text).then(|| {
        format!(
            "The diagram is longer than {LONGEST_TEXT} characters. Mermaid refuses to draw it unless the page that shows it \
             raises Mermaid's setting `maxTextSize`; a range of stages makes it shorter."
        )
    })
}

/// Why a table stands in for a diagram that would be too long.
pub(crate) fn table_instead(what: &str) -> String {
    format!(
        "The {what} would be longer than the {LONGEST_TEXT} characters that Mermaid draws, so it is a table; choosing some of \
         the stages makes it shorter."
    )
}

/// Whether Mermaid refuses a text for its length.
pub(crate) fn is_too_long(text: &str) -> bool {
    is_longer(text, LONGEST_TEXT)
}

/// Whether a text has more characters than that, as JavaScript counts them.
fn is_longer(text: &str, characters: usize) -> bool {
    // One to three bytes are a character, four are two.
    if text.len() <= characters || text.len() > 3 * characters {
        return text.len() > characters;
    }
    let starts = text.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
    starts + text.bytes().filter(|byte| *byte >= 0xf0).count() > characters
}

#[cfg(test)]
mod tests {
    use super::is_longer;

    #[test]
    fn characters_are_counted_as_in_javascript() {
        for text in ["", "abc", "é週", "😞", "a😞é週😄"] {
            let count = text.encode_utf16().count();
            assert!(!is_longer(text, count) && (count == 0 || is_longer(text, count - 1)), "{text}");
        }
    }
}
