//! How messages quote what somebody wrote, and how they list what there is to choose from.

/// What somebody wrote, as a message quotes it: on one line, shortened where it is long.
pub(crate) fn shown(written: &str) -> String {
    const LONGEST: usize = 40;
    let mut words = String::with_capacity(written.len().min(LONGEST * 4) + 2);
    words.push('`');
    for (count, character) in written.trim().chars().enumerate() {
        if count == LONGEST {
            words.push('…');
            break;
        }
        words.push(if character.is_control() { ' ' } else { character });
    }
    words.push('`');
    words
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn listed<S: AsRef<str>>(parts: &[S], conjunction: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", first.join(", "), last.as_ref())
        }
    }
}

/// The same with each part in back quotes.
pub(crate) fn listed_as_written<S: AsRef<str>>(parts: &[S], conjunction: &str) -> String {
    let parts: Vec<String> = parts.iter().map(|part| format!("`{}`", part.as_ref())).collect();
    listed(&parts, conjunction)
}

/// A phrase as the start of a sentence.
pub(crate) fn sentence(phrase: &str) -> String {
    let mut characters = phrase.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// The name of a character that looks like another or like nothing at all, so that its reader cannot see what is wrong;
/// `None` for characters that anybody recognises.
pub(crate) fn unusual_character(character: char) -> Option<&'static str> {
    Some(match character {
        '\0' => "a NUL character",
        '\u{1}'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => "a control character",
        '\u{A0}' => "a no-break space",
        '\u{AD}' => "a soft hyphen",
        '\u{200B}' => "a zero-width space",
        '\u{200C}' | '\u{200D}' => "a zero-width joiner",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "a mark of the writing direction"
        }
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => "an unusual space",
        '\u{2028}' | '\u{2029}' => "an unusual line end",
        '\u{2010}' | '\u{2011}' => "a typographic hyphen",
        '\u{2013}' => "an en dash",
        '\u{2014}' => "an em dash",
        '\u{2212}' => "a typographic minus",
        '\u{2022}' | '\u{00B7}' | '\u{25CF}' => "a bullet",
        '\u{2026}' => "an ellipsis",
        '\u{FF1A}' => "a full-width colon",
        '\u{FF0C}' | '\u{3001}' => "a full-width comma",
        '\u{FF1B}' => "a full-width semicolon",
        '\u{FF5B}' | '\u{FF5D}' => "a full-width brace",
        '\u{FF02}' => "a full-width quotation mark",
        '\u{FF05}' => "a full-width percent sign",
        '\u{FEFF}' => "a byte-order mark",
        '\u{FFFD}' => "a character that could not be read as UTF-8",
        '`' => "a backtick",
        '´' => "an acute accent without a letter",
        _ => return None,
    })
}

/// A sentence about the first unusual character in the text, if there is one.
pub(crate) fn about_unusual_character(written: &str) -> Option<String> {
    let (character, name) = written.chars().find_map(|character| Some((character, unusual_character(character)?)))?;
    let number = u32::from(character);
    let invisible = character.is_control()
        || character.is_whitespace()
        || matches!(number, 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF);
    Some(if invisible {
        format!("It contains {name} (U+{number:04X}), which cannot be seen.")
    } else if character == '`' {
        // Between backticks it would look like three of them.
        format!("It contains {name} (U+{number:04X}).")
    } else {
        format!("The `{character}` in it is {name} (U+{number:04X}).")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_stays_on_one_line() {
        assert_eq!(shown(" a\nb "), "`a b`");
        assert_eq!(shown(&"x".repeat(50)), format!("`{}…`", "x".repeat(40)));
    }

    #[test]
    fn a_character_that_cannot_be_seen_is_told_by_its_name() {
        let told = about_unusual_character("a\u{A0}b").unwrap();
        assert_eq!(told, "It contains a no-break space (U+00A0), which cannot be seen.");
        assert_eq!(about_unusual_character("1–5").unwrap(), "The `–` in it is an en dash (U+2013).");
        assert_eq!(about_unusual_character("`x`").unwrap(), "It contains a backtick (U+0060).");
        assert_eq!(about_unusual_character("café, 東京"), None);
    }
}
