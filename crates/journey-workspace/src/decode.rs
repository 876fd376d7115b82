//! Bytes of a file to text, whatever their encoding is, and places in that text back to bytes of the file.

use journey_model::syntax::TextRange;

/// What [`decode`] puts where bytes are no UTF-8, in bytes.
const REPLACEMENT: usize = char::REPLACEMENT_CHARACTER.len_utf8();

/// Makes a unit of UTF-16 of its two bytes.
type Unit = fn([u8; 2]) -> u16;

/// A text with the way back to the file's bytes.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How the text differs from the file.
    pub encoding: Encoding,
}

/// How a text differs from the bytes of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// It is the file, byte for byte.
    Utf8,
    /// Bytes that are no UTF-8 were replaced by `�`, in order. Never empty.
    BrokenUtf8(Vec<Replaced>),
    /// The file is written in another encoding, which was guessed. The offsets have nothing to do with it.
    Utf16,
}

/// Bytes that are no UTF-8, and what stands in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Where the `�` starts in the text, in bytes.
    pub at: u32,
    /// How many bytes of the file it stands for, here and before.
    bytes_so_far: u32,
    /// The first of the bytes here.
    pub first_byte: u8,
}

impl Encoding {
    /// The byte of the file at which the text's byte `offset` stands.
    pub fn file_offset(&self, offset: u32) -> u32 {
        let Self::BrokenUtf8(replaced) = self else {
            return offset;
        };
        let before = replaced.partition_point(|replaced| replaced.at < offset);
        let Some(last) = before.checked_sub(1).and_then(|last| replaced.get(last)) else {
            return offset;
        };
        offset + last.bytes_so_far - to_u32(before * REPLACEMENT)
    }
}

impl Replaced {
    /// Where the `�` stands in the text.
    pub fn range(self) -> TextRange {
        TextRange::new(self.at, self.at + to_u32(REPLACEMENT))
    }
}

/// Decodes the bytes of a file, which must be fewer than 4 GiB. It never fails: what cannot be read is replaced.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    // Old editors on Windows call UTF-16 "Unicode". Bytes that are no character in UTF-8 start it, or every other is NUL.
    let (unit, mark): (Option<Unit>, usize) = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => (Some(u16::from_le_bytes), 1),
        [0xFE, 0xFF, ..] => (Some(u16::from_be_bytes), 1),
        start => (order_without_a_mark(start), 0),
    };
    if let Some(unit) = unit {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().skip(mark).map(|pair| unit(*pair));
        let text = char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        return Decoded { text, encoding: Encoding::Utf16 };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            return Decoded { text, encoding: Encoding::Utf8 };
        }
        Err(error) => error.into_bytes(),
    };
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = Vec::new();
    let mut bytes_so_far = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let [first_byte, ..] = *chunk.invalid() {
            bytes_so_far += to_u32(chunk.invalid().len());
            replaced.push(Replaced { at: to_u32(text.len()), bytes_so_far, first_byte });
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Decoded { text, encoding: Encoding::BrokenUtf8(replaced) }
}

/// How the two bytes of each character stand in a file that seems to be UTF-16 without a mark at its start. Keywords, spaces
/// and signs are ASCII in each language: there one byte of two is a NUL, always on the same side. Other files with NUL
/// characters have them on both sides, or next to each other.
fn order_without_a_mark(bytes: &[u8]) -> Option<Unit> {
    const LOOKED_AT: usize = 512;
    let (pairs, _) = bytes.as_chunks::<2>();
    let pairs = pairs.get(..LOOKED_AT).unwrap_or(pairs);
    if pairs.len() < 2 || pairs.contains(&[0, 0]) {
        return None;
    }
    let below_256 = |unit: Unit| pairs.iter().filter(|pair| unit(**pair) < 256).count();
    let (little, big) = (below_256(u16::from_le_bytes), below_256(u16::from_be_bytes));
    let is_clear = |own: usize, other: usize| own >= 2 && own * 8 > pairs.len() && own > other * 8;
    if is_clear(little, big) {
        Some(u16::from_le_bytes)
    } else {
        is_clear(big, little).then_some(u16::from_be_bytes as Unit)
    }
}

fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn utf_8_stays_as_it_is() {
        let decoded = decode("\u{FEFF}é".into());
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("\u{FEFF}é", Encoding::Utf8));
    }

    #[test]
    fn bytes_of_another_encoding_are_replaced_and_found_again() {
        let decoded = decode(b"caf\xE9 na\xEFve x".to_vec());
        assert_eq!(decoded.text, "caf� na�ve x");
        let Encoding::BrokenUtf8(replaced) = &decoded.encoding else { panic!("it is broken") };
        assert_eq!(replaced.iter().map(|replaced| replaced.first_byte).collect::<Vec<_>>(), [0xE9, 0xEF]);
        let x = u32::try_from(decoded.text.find('x').unwrap()).unwrap();
        assert_eq!((x, decoded.encoding.file_offset(x)), (15, 11));
    }

    #[test]
    fn utf_16_is_read_in_both_orders() {
        let little: Vec<u8> = "\u{FEFF}añ😀".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{FEFF}añ😀".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), ("añ😀", Encoding::Utf16));
        }
    }

    #[test]
    fn utf_16_is_told_from_other_files_without_a_mark_too() {
        let text = "persona zoë \"Zoë 😀\"\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cut = [little.as_slice(), b"\n"].concat();
        for bytes in [little, big, cut] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, Encoding::Utf16));
        }
        let text = "persona сам \"Привет, как дела и всё такое прочее\"\npersona 山 \"山田さん、三十四歳\"\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            assert_eq!(decode(bytes).text, text);
        }
        for bytes in [b"".as_slice(), b"\0", b"a\0", b"\0\0\0\0", b"PNG\x1A\0\0\0\rIHDR\0\0", b"a\0b\0\0\0\0\0"] {
            assert_ne!(decode(bytes.to_vec()).encoding, Encoding::Utf16, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn every_character_that_is_not_replaced_is_found_in_the_file(
            parts in proptest::collection::vec(prop_oneof![
                "[a-zé早\u{1F600}]{0,3}".prop_map(String::into_bytes),
                proptest::collection::vec(0x80..=0xFDu8, 0..4),
            ], 0..12),
        ) {
            let bytes = parts.concat();
            let decoded = decode(bytes.clone());
            prop_assert_eq!(decoded.text.as_str(), String::from_utf8_lossy(&bytes));
            for (at, character) in decoded.text.char_indices().filter(|(_, read)| *read != '�') {
                let at = decoded.encoding.file_offset(u32::try_from(at).unwrap()) as usize;
                let written = std::str::from_utf8(&bytes[at..at + character.len_utf8()]).unwrap();
                let expected = character.to_string();
                prop_assert_eq!(written, expected);
            }
            let end = decoded.encoding.file_offset(u32::try_from(decoded.text.len()).unwrap());
            prop_assert_eq!(end as usize, bytes.len());
        }
    }
}
