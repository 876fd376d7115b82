//! What people are told about a file that is not written in UTF-8.

use journey_model::syntax::TextRange;

use crate::decode::Encoding;

/// The code of findings about the encoding of a file, which no rule can make: rules see text.
pub const WRONG_ENCODING: &str = "wrong-encoding";

/// What is wrong with the encoding of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingProblem {
    /// Where, in bytes of the text.
    pub range: TextRange,
    /// What is wrong: one sentence without its full stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the text is only guessed, so that every other finding would be about the guess.
    pub is_guessed: bool,
}

impl Encoding {
    /// What is wrong with it; `None` for UTF-8.
    pub fn problem(&self) -> Option<EncodingProblem> {
        match self {
            Self::Utf8 => None,
            Self::Utf16 => Some(EncodingProblem {
                range: TextRange::empty(0),
                message: "this file is written in UTF-16, and journeys are written in UTF-8".to_owned(),
                help: "Nothing else in it was checked. Save it as UTF-8: editors ask for the encoding in \"Save as\", \
                       or show it at the bottom of the window."
                    .to_owned(),
                is_guessed: true,
            }),
            Self::BrokenUtf8(replaced) => {
                let first = replaced.first()?;
                let others = match replaced.len() - 1 {
                    0 => String::new(),
                    1 => ", and in one more place".to_owned(),
                    others => format!(", and in {others} more places"),
                };
                let byte = first.first_byte;
                Some(EncodingProblem {
                    range: first.range(),
                    message: format!(
                        "this file is not written in UTF-8: byte 0x{byte:02X} is no character here{others}"
                    ),
                    help: "The rest was checked with `\u{FFFD}` in its place. Save the file as UTF-8: editors ask for \
                           the encoding in \"Save as\", or show it at the bottom of the window. Then look whether this \
                           character is the one you meant."
                        .to_owned(),
                    is_guessed: false,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::decode::decode;

    #[test]
    fn the_first_byte_is_shown_and_the_others_are_counted() {
        let told = |bytes: &[u8]| decode(bytes.to_vec()).encoding.problem().map(|problem| problem.message);
        let first = "this file is not written in UTF-8: byte 0xE9 is no character here";
        assert_eq!(told(b"cafe"), None);
        assert_eq!(told(b"caf\xE9"), Some(first.to_owned()));
        assert_eq!(told(b"\xE9 \xEF"), Some(format!("{first}, and in one more place")));
        assert_eq!(told(b"\xE9 \xEF \xEF"), Some(format!("{first}, and in 2 more places")));
        assert!(decode(vec![0xFF, 0xFE]).encoding.problem().unwrap().is_guessed);
    }
}
