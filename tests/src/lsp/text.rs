//! A text as the client holds it: lines, positions in the agreed encoding, and edits, written without the server's code.

use serde_json::{Value, json};

/// What the `character` of a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Utf8, Self::Utf16, Self::Utf32];

    /// The name that the protocol has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// The one with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// How much a text counts.
    pub fn units(self, text: &str) -> u32 {
        let count = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        };
        u32::try_from(count).expect("texts of tests are short")
    }
}

/// Where each line starts and where it ends without its line break, in bytes.
pub fn lines(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let end = at;
        at += match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => 2,
            (b'\r' | b'\n', _) => 1,
            _ => {
                at += 1;
                continue;
            }
        };
        lines.push((start, end));
        start = at;
    }
    lines.push((start, text.len()));
    lines
}

/// The position of a byte.
pub fn position(text: &str, byte: usize, encoding: Encoding) -> Value {
    let lines = lines(text);
    let line = lines.partition_point(|(start, _)| *start <= byte) - 1;
    json!({ "line": line, "character": encoding.units(&text[lines[line].0..byte]) })
}

/// The byte of a position as a server has to understand it: behind the text is its end, behind a line is the line's end,
/// and inside a character is the character's start.
pub fn clamped(text: &str, position: &Value, encoding: Encoding) -> usize {
    let number = |key: &str| usize::try_from(position[key].as_u64().expect("a number")).expect("a small number");
    let Some((start, end)) = lines(text).get(number("line")).copied() else {
        return text.len();
    };
    let character = u32::try_from(number("character")).unwrap_or(u32::MAX);
    let mut units = 0;
    for (at, next) in text[start..end].char_indices() {
        units += encoding.units(next.encode_utf8(&mut [0; 4]));
        if units > character {
            return start + at;
        }
    }
    end
}

/// The byte of a position that must be in the text.
///
/// # Errors
/// Says what is wrong where the position is behind the text or its line, or cuts a character in two.
pub fn exact(text: &str, position: &Value, encoding: Encoding) -> Result<usize, String> {
    let byte = clamped(text, position, encoding);
    let here = self::position(text, byte, encoding);
    if here == *position {
        return Ok(byte);
    }
    let (start, end) = lines(text)[usize::try_from(here["line"].as_u64().expect("a number")).expect("a small number")];
    let line = &text[start..end];
    Err(format!("the position {position} is not in the text; the nearest is {here}, in the line {line:?}"))
}

/// The bytes of a range that must be in the text.
///
/// # Errors
/// Says what is wrong where an end is not in the text, or the end is before the start.
pub fn exact_range(text: &str, range: &Value, encoding: Encoding) -> Result<(usize, usize), String> {
    let start = exact(text, &range["start"], encoding)?;
    let end = exact(text, &range["end"], encoding)?;
    if end < start { Err(format!("the range {range} ends before it starts")) } else { Ok((start, end)) }
}

/// The range of some bytes.
pub fn range(text: &str, start: usize, end: usize, encoding: Encoding) -> Value {
    json!({ "start": position(text, start, encoding), "end": position(text, end, encoding) })
}

/// Makes a change of `textDocument/didChange` as a server has to. A range that ends before it starts is taken the other
/// way round, as the library of VS Code does.
pub fn change(text: &mut String, change: &Value, encoding: Encoding) {
    let new = change["text"].as_str().expect("a change has a text");
    match change.get("range") {
        None => new.clone_into(text),
        Some(range) => {
            let start = clamped(text, &range["start"], encoding);
            let end = clamped(text, &range["end"], encoding);
            text.replace_range(start.min(end)..end.max(start), new);
        }
    }
}

/// The text with all edits of a `TextEdit[]` made at once, as clients do.
///
/// # Errors
/// Where edits are outside of the text or overlap.
pub fn edited(text: &str, edits: &[Value], encoding: Encoding) -> Result<String, String> {
    let mut places = Vec::new();
    for edit in edits {
        let (start, end) = exact_range(text, &edit["range"], encoding)?;
        places.push((start, end, edit["newText"].as_str().expect("an edit has a text")));
    }
    // Stable: insertions at one place stay in their order.
    places.sort_by_key(|(start, end, _)| (*start, *end));
    let mut result = String::new();
    let mut done = 0;
    for (start, end, new) in places {
        if start < done {
            return Err(format!("edits overlap: {}", Value::from(edits)));
        }
        result.push_str(&text[done..start]);
        result.push_str(new);
        done = end;
    }
    result.push_str(&text[done..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\u{e9}\u{1F600}z\r\nb\rc\nd";

    #[test]
    fn lines_end_with_the_three_line_breaks_and_no_other() {
        assert_eq!(lines(TEXT), [(0, 8), (10, 11), (12, 13), (14, 15)]);
        assert_eq!(lines("a\u{2028}b\u{85}\u{b}"), [(0, 8)]);
        assert_eq!(lines("\n"), [(0, 0), (1, 1)]);
        assert_eq!(lines(""), [(0, 0)]);
    }

    #[test]
    fn columns_count_what_the_encoding_says() {
        let columns = Encoding::ALL.map(|encoding| position(TEXT, 7, encoding)["character"].as_u64().unwrap());
        assert_eq!(columns, [7, 4, 3]);
    }

    #[test]
    fn positions_clamp_and_the_middle_of_a_character_is_its_start() {
        let at = |line: u32, character: u32| json!({ "line": line, "character": character });
        assert_eq!(clamped(TEXT, &at(0, 3), Encoding::Utf16), 3);
        assert_eq!(clamped(TEXT, &at(0, 5), Encoding::Utf8), 3);
        assert_eq!(clamped(TEXT, &at(0, 99), Encoding::Utf16), 8);
        assert_eq!(clamped(TEXT, &at(9, 0), Encoding::Utf16), 15);
        assert!(exact(TEXT, &at(0, 3), Encoding::Utf16).is_err());
        assert!(exact(TEXT, &at(0, 99), Encoding::Utf16).is_err());
        assert_eq!(exact(TEXT, &at(0, 4), Encoding::Utf16), Ok(7));
    }

    #[test]
    fn edits_are_made_at_once_and_must_not_overlap() {
        let edit = |start: u32, end: u32, new: &str| json!({ "range": { "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } }, "newText": new });
        let made = edited("abcd", &[edit(2, 3, "X"), edit(0, 1, "Y"), edit(2, 2, "Z")], Encoding::Utf16);
        assert_eq!(made.unwrap(), "YbZXd");
        assert!(edited("abcd", &[edit(0, 2, ""), edit(1, 3, "")], Encoding::Utf16).is_err());
    }
}
