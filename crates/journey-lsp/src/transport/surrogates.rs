//! Repairs JSON texts that contain half a character, which editors send while somebody edits inside of an emoji.

/// The text with every escaped surrogate that has no partner replaced by U+FFFD, or `None` if there is none.
///
/// Such a text is no valid JSON for strict readers, so that a whole change would be lost, and with it every later
/// position. U+FFFD is as long as half a character in UTF-16, so positions stay right.
pub(super) fn without_lone_surrogates(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut repaired: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(backslash) = bytes[at..].iter().position(|byte| *byte == b'\\').map(|found| at + found) {
        at = match unit(bytes, backslash) {
            None => backslash + 2,
            Some(0xD800..=0xDBFF) if matches!(unit(bytes, backslash + 6), Some(0xDC00..=0xDFFF)) => backslash + 12,
            Some(0xD800..=0xDFFF) => {
                repaired.get_or_insert_with(|| bytes.to_vec())[backslash + 2..backslash + 6].copy_from_slice(b"fffd");
                backslash + 6
            }
            Some(_) => backslash + 6,
        };
        if at >= bytes.len() {
            break;
        }
    }
    repaired.and_then(|bytes| String::from_utf8(bytes).ok())
}

/// The UTF-16 code unit that is escaped at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_is_replaced_and_whole_ones_stay() {
        let repaired =
            without_lone_surrogates(r#"["a\ud83dä", "\uD83D\uDE00", "\udE00\ud83d", "\\ud83d", "\ud83d\ud83d\ude00"]"#);
        assert_eq!(
            repaired.as_deref(),
            Some(r#"["a\ufffdä", "\uD83D\uDE00", "\ufffd\ufffd", "\\ud83d", "\ufffd\ud83d\ude00"]"#)
        );
        serde_json::from_str::<Vec<String>>(&repaired.unwrap()).unwrap();
    }

    #[test]
    fn sound_and_broken_texts_are_left_alone() {
        for text in ["", "{}", r#""\u00e4\n\\""#, r#""\ud83d\ude00""#, "\"\\", "\"\\u", "\"\\uzzzz\"", "\"\\ud8", "\\ä"]
        {
            assert_eq!(without_lone_surrogates(text), None, "{text}");
        }
    }
}
