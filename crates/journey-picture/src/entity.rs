//! The character references of Mermaid (`#35;`): taken out of the renderer's sight, and read where it left them.
//!
//! Before Mermaid parses a text it puts `ﬂ°°35¶ß` in the place of `#35;`, so that no grammar sees `#` and `;`, and puts the
//! character back when the text is drawn. The renderer does the same, but at some places too early (a `<` starts a tag) and
//! at some too late (a text is measured with all its signs). So each reference becomes one private character before the
//! renderer sees it, and what is meant is read back from that.

use std::borrow::Cow;

use crate::kind::kind_of;

/// Private characters: this one and the number of a character of ASCII.
const FIRST: u32 = 0x0010_f000;
/// What readers hear who cannot see a picture.
const DESCRIPTIONS: [&str; 2] = ["accTitle", "accDescr"];
/// What statements of style begin with, and the kinds of diagrams that have them. In all others such a line is a label,
/// which is hidden wherever it stands: else it would be another text in one line than in the next.
const STYLES: [&str; 3] = ["style ", "classDef ", "linkStyle "];
const STYLED: [&str; 7] = ["flowchart", "flowchart-v2", "graph", "block", "block-beta", "swimlane", "swimlane-beta"];
const OPEN: &str = "ﬂ°";
const CLOSE: &str = "¶ß";

/// The diagram with one private character in the place of each reference. Front matter and styles, where `#111;` is a
/// colour, stay as they are.
pub(crate) fn stand_ins(mermaid: &str) -> String {
    let mut out = String::with_capacity(mermaid.len());
    let has_styles = kind_of(mermaid).is_some_and(|kind| STYLED.contains(&kind));
    let mut front_matter = false;
    let (mut is_board, mut is_quadrant) = (false, false);
    let mut in_quotes = false;
    for (number, line) in mermaid.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        let is_fence = bare == "---" && (number == 0 || front_matter);
        let is_style = has_styles && STYLES.iter().any(|word| bare.starts_with(word));
        if is_fence {
            front_matter = number == 0;
        }
        if front_matter || is_fence || is_style || bare.starts_with("%%") {
            out.push_str(line);
        } else if let Some((key, prose)) = line.split_once(':').filter(|(key, _)| DESCRIPTIONS.contains(&key.trim())) {
            // The renderer ends a description at a `;`, Mermaid at the end of the line.
            let mut hidden = String::new();
            push_stand_ins(&mut hidden, prose);
            let plain = |char: char| char.is_alphanumeric() || char.is_whitespace();
            out.push_str(key);
            out.push(':');
            out.extend(hidden.chars().map(|char| if plain(char) { char } else { stand_in(char) }));
        } else if is_quadrant && bare.starts_with("title ") {
            // The renderer ends a statement at a `;`, Mermaid a title at the end of the line.
            let mut hidden = String::new();
            push_stand_ins(&mut hidden, line);
            out.extend(hidden.chars().map(|char| if char == ';' { stand_in(char) } else { char }));
        } else {
            is_board |= bare == "kanban";
            is_quadrant |= bare == "quadrantChart";
            in_quotes ^= is_board && line.matches('"').count() % 2 == 1;
            match line.strip_suffix('\n').filter(|_| in_quotes) {
                // A card of a board may go on in the next line, which the renderer does not know.
                Some(line) => {
                    push_stand_ins(&mut out, line.trim_end_matches('\r'));
                    out.push_str("<br/>");
                }
                None => push_stand_ins(&mut out, line),
            }
        }
    }
    out
}

fn push_stand_ins(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('#') {
        out.push_str(before);
        rest = behind;
        let read = behind.split_once(';').and_then(|(name, behind)| Some((character(name, "")?, behind)));
        match read {
            Some((char, behind)) => {
                out.push(stand_in(char));
                rest = behind;
            }
            None => out.push('#'),
        }
    }
    out.push_str(rest);
}

/// What stands for a character: a private one, where the character may mean something to Mermaid.
fn stand_in(char: char) -> char {
    let number = match char {
        'ﬂ' => 0x80,
        '°' => 0x81,
        '¶' => 0x82,
        'ß' => 0x83,
        // Spaces that are as wide as they are, where the renderer would make one plain space of them.
        '\u{a0}' => 0x84,
        '\u{2002}' => 0x85,
        '\u{2003}' => 0x86,
        '\u{3000}' => 0x87,
        _ => u32::from(char),
    };
    if number < 0x90 { char::from_u32(FIRST + number).unwrap_or(char) } else { char }
}

/// A text with the characters that its references stand for. What is no reference stays.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let is_private = |char: char| (FIRST..FIRST + 0x90).contains(&u32::from(char));
    if !text.contains(OPEN) && !text.contains(is_private) {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        decoded.push_str(before);
        rest = behind;
        match behind.split_once(CLOSE).and_then(|(name, behind)| Some((character(name, "°")?, behind))) {
            Some((char, behind)) => {
                decoded.push(char);
                rest = behind;
            }
            None => decoded.push_str(OPEN),
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded.chars().map(meant).collect())
}

fn meant(char: char) -> char {
    match u32::from(char).checked_sub(FIRST) {
        Some(number @ 0..0x80) => char::from_u32(number).unwrap_or(char),
        Some(0x80) => 'ﬂ',
        Some(0x81) => '°',
        Some(0x82) => '¶',
        Some(0x83) => 'ß',
        Some(0x84) => '\u{a0}',
        Some(0x85) => '\u{2002}',
        Some(0x86) => '\u{2003}',
        Some(0x87) => '\u{3000}',
        _ => char,
    }
}

/// The character of a reference: a number behind `sign`, or one of the usual names.
fn character(name: &str, sign: &str) -> Option<char> {
    if let Some(number) =
        name.strip_prefix(sign).filter(|number| number.starts_with(|char: char| char.is_ascii_digit()))
    {
        let char = char::from_u32(number.parse().ok()?)?;
        // Pictures and terminals show no control characters.
        return Some(if matches!(char, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            ' '
        } else if char.is_control() {
            '\u{fffd}'
        } else {
            char
        });
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn references_are_one_character_each_and_come_back() {
        let hidden = stand_ins("a[\"#35;1 #quot;x#quot; #59;\"]\n");
        assert_eq!(hidden.chars().count(), "a[\"#1 \"x\" ;\"]\n".chars().count());
        assert!(!hidden.contains('#') && !hidden.contains(';'));
        assert_eq!(decode(&hidden), "a[\"#1 \"x\" ;\"]\n");
        assert_eq!(decode(&stand_ins("#64258;#176;#176;35#182;#223; #128512;")), "ﬂ°°35¶ß 😀");
    }

    #[test]
    fn colours_are_no_references() {
        for text in [
            "---\nconfig:\n  themeCSS: \".a { fill: #111; }\"\n---\nkanban\n",
            "flowchart LR\n  classDef a fill:#111;\n",
            "block-beta\n  style a fill:#111;\r\n",
            "swimlane-beta\n  linkStyle 0 stroke:#111;\n",
        ] {
            assert_eq!(stand_ins(text), text);
        }
        assert_ne!(stand_ins("---\na: #1;\n---\nkanban\n  a[#35;]\n"), "---\na: #1;\n---\nkanban\n  a[#35;]\n");
    }

    #[test]
    fn labels_that_begin_like_styles_are_labels_where_there_are_no_styles() {
        for head in ["journey", "timeline", "kanban", "sequenceDiagram", "xychart-beta", "quadrantChart"] {
            for word in STYLES {
                let text = format!("{head}\n  {word}#35;1: 3: Dee#44; nurse\n");
                let hidden = stand_ins(&text);
                assert!(!hidden.contains('#') && !hidden.contains(';'), "{hidden}");
                assert_eq!(decode(&hidden), text.replace("#35;", "#").replace("#44;", ","));
            }
        }
    }

    #[test]
    fn a_description_is_one_line_whatever_is_in_it() {
        let text = "  accDescr: Maya; #35; Tom: {a} <b>; %% end\n";
        let hidden = stand_ins(text);
        assert!(hidden.starts_with("  accDescr: Maya") && !hidden.contains([';', '<', '{', '%', '#']));
        assert_eq!(decode(&hidden), text.replace("#35;", "#"));
    }

    #[test]
    fn the_title_of_a_quadrant_chart_is_one_line() {
        let text = "quadrantChart\n  title Pay; #35;1; ;\n  \"a; b\": [0.5, 0.5]\n";
        let hidden = stand_ins(text);
        assert_eq!(hidden.matches(';').count(), 1, "only that of the point is left");
        assert_eq!(decode(&hidden), text.replace("#35;", "#"));
        assert_eq!(stand_ins("journey\n  title a; b\n"), "journey\n  title a; b\n");
    }

    #[test]
    fn what_the_renderer_left_is_read() {
        assert_eq!(decode("Oat milk ﬂ°°35¶ß1"), "Oat milk #1");
        assert_eq!(decode("ﬂ°quot¶ßHeyﬂ°quot¶ß"), "\"Hey\"");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["plain", "ﬂ°", "ﬂ°°¶ß", "ﬂ°°35", "ﬂ°°999999999¶ß", "ﬂ°whatever¶ß", "¶ß"]
        {
            assert_eq!(decode(text), text);
        }
        for text in ["#", "#35", "#;", "#x;", "# 35;", "#999999999;"] {
            assert_eq!(stand_ins(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_character_comes_back(char in any::<char>()) {
            let shown = if matches!(char, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') { ' ' } else if char.is_control() { '\u{fffd}' } else { char };
            prop_assume!(!(FIRST..FIRST + 0x90).contains(&u32::from(char)));
            let hidden = stand_ins(&format!("a#{};b", u32::from(char)));
            prop_assert_eq!(decode(&hidden), format!("a{shown}b"));
        }
    }
}
