//! Positions against a naive oracle that walks the text character by character.

use journey_syntax::{Encoding, Position, SourceText, TextRange};
use proptest::prelude::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn width(character: char, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => character.len_utf8() as u32,
        Encoding::Utf16 => character.len_utf16() as u32,
        Encoding::Utf32 => 1,
    }
}

/// Every place between characters, with its position.
fn oracle(text: &str, encoding: Encoding) -> Vec<(u32, Position)> {
    let mut position = Position::default();
    let mut places = vec![(0, position)];
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        position = match (character, characters.peek()) {
            // Between CR and LF there is no place that an editor could name: it is the end of the line.
            ('\r', Some((_, '\n'))) => position,
            ('\n' | '\r', _) => Position { line: position.line + 1, column: 0 },
            _ => Position { column: position.column + width(character, encoding), ..position },
        };
        places.push(((at + character.len_utf8()) as u32, position));
    }
    places
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("a"),
        Just("é"),
        Just("漢"),
        Just("😀"),
        Just("👩‍🚀"),
        Just("\u{2028}"),
        Just("\u{85}"),
        Just("\u{b}"),
        Just(""),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_place_has_the_position_that_the_oracle_counts_and_leads_back(text in text()) {
        let source = SourceText::new(&text);
        for encoding in ENCODINGS {
            let places = oracle(&text, encoding);
            prop_assert_eq!(source.line_count(), places.last().unwrap().1.line + 1);
            for (offset, position) in places {
                prop_assert_eq!(source.position(offset, encoding), position, "{:?} at {} in {:?}", encoding, offset, text);
                let between = text.as_bytes().get(offset as usize) == Some(&b'\n')
                    && offset > 0 && text.as_bytes()[offset as usize - 1] == b'\r';
                prop_assert_eq!(source.offset(position, encoding), offset - u32::from(between));
            }
        }
    }

    #[test]
    fn what_lies_outside_is_clamped_to_a_place_between_characters(text in text(), line in 0..60_u32, column in 0..60_u32, offset in 0..400_u32) {
        let source = SourceText::new(&text);
        let inside = source.clamp(offset);
        prop_assert!(inside <= offset && text.is_char_boundary(inside as usize));
        for encoding in ENCODINGS {
            let at = source.offset(Position { line, column }, encoding);
            prop_assert!(text.is_char_boundary(at as usize));
            let range = source.line_range(line);
            if line < source.line_count() {
                prop_assert!(range.touches(at));
            } else {
                prop_assert_eq!(at as usize, text.len());
            }
            prop_assert_eq!(source.position(offset, encoding), source.position(inside, encoding));
        }
    }

    #[test]
    fn a_replaced_range_reads_as_in_a_string(text in text(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), new in text()) {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let (from, to) = (boundaries[from.index(boundaries.len())], boundaries[to.index(boundaries.len())]);
        let range = from.min(to)..from.max(to);
        let mut source = SourceText::new(&text);
        source.replace(TextRange::new(range.start as u32, range.end as u32), &new);
        let mut expected = text;
        expected.replace_range(range, &new);
        prop_assert_eq!(source.to_string(), expected.clone());
        let fresh = SourceText::new(&expected);
        prop_assert_eq!(source.line_count(), fresh.line_count());
    }
}

#[test]
fn only_the_three_line_ends_of_editors_end_a_line() {
    // Other crates can switch on ropey's Unicode line breaks; then this fails.
    let source = SourceText::new("a\nb\r\nc\rd\u{2028}e\u{85}f\u{b}g\u{c}h");
    assert_eq!(source.line_count(), 4);
    assert_eq!(source.line(1), "b");
    assert_eq!(source.line(3), "d\u{2028}e\u{85}f\u{b}g\u{c}h");
}
