//! Text in Mermaid's `journey` diagram.
//!
//! Each function takes any text and gives what to write in that place of the source, so that Mermaid shows
//! [`one_line`] of the text, character for character. An empty text becomes a space that shows as nothing, for Mermaid
//! stumbles over a place that is empty. The functions assume that the line is written in these forms:
//!
//! ```text
//! journey
//!   title TITLE
//!   accTitle: ACC_TITLE
//!   accDescr: ACC_DESCRIPTION
//!   section SECTION
//!     TASK: 3: ACTOR, ACTOR
//! ```
//!
//! The space after each colon matters (see the last row). What goes wrong everywhere:
//!
//! | character | unescaped | written |
//! |---|---|---|
//! | `<` | HTML: parts of the title vanish, `<br>` breaks lines, quotes inside a tag change | `#60;` |
//! | `%` after `%` | `%%{` starts a directive, `%%` a comment: the line, or the next one, is lost | `%#37;` |
//! | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities: they show as `&` and `;` | `#64258;`, `#182;` |
//! | U+FEFF | Mermaid trims it as white space | `#65279;` |
//! | `:` after `style` or `classDef` | with a `#` behind it, Mermaid deletes the last `;` of the line | `#58;` |
//!
//! Measured on Mermaid 12.3 in a browser; the `tests` crate repeats the measurement. `"`, `'`, backticks, `$$`, `&`, `>`,
//! braces, brackets, `=`, `|`, `\`, a single `%`, emoji, right-to-left text and every other character stand as they are.
//! A page that embeds the source has to escape it for HTML, as it has to with any text.

use super::{entity, is_plain, marks, marks_of, one_line};

/// The diagram's title.
///
/// | character | unescaped | written |
/// |---|---|---|
/// | `#` | starts a comment: the rest is lost; at the start, error | `#35;` |
/// | `;` | error, no diagram | `#59;` |
/// | those of the [module](self) | | |
pub fn title(text: &str) -> String {
    escape(&one_line(text), &['#', ';'], false)
}

/// The name of a section, which is a stage of the journey.
///
/// | character | unescaped | written |
/// |---|---|---|
/// | `#` | starts a comment: the rest is lost; at the start, error | `#35;` |
/// | `;` | error, no diagram | `#59;` |
/// | `:` | error; at the start, a task named `section` appears instead | `#58;` |
/// | those of the [module](self) | | |
pub fn section(text: &str) -> String {
    escape(&one_line(text), &['#', ';', ':'], false)
}

/// The name of a task, which is a touchpoint of the journey.
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `#` | error; at the start, the task silently vanishes | `#35;` |
/// | `;` | error, no diagram | `#59;` |
/// | `:` | what follows silently becomes the score | `#58;` |
/// | `%` at the start | a comment: the task silently vanishes | `#37;` |
/// | `title`, `accTitle`, `accDescr` at the start, in any case | the task silently becomes that line | `#116;itle` |
/// | `section`, `journey` at the start, in any case | error, no diagram | `#115;ection` |
/// | those of the [module](self) | | |
///
/// A word that only begins like a keyword (`titles`, `journeys`) stays as it is.
pub fn task(text: &str) -> String {
    let line = one_line(text);
    escape(&line, &['#', ';', ':'], line.starts_with('%') || starts_with_keyword(&line))
}

/// The name of one actor, which is a persona of the journey.
///
/// Different names stay different actors, equal ones become one. The legend cuts overlong words: see [`legend_width`].
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `#` | starts a comment: the rest is lost, with the actors behind it | `#35;` |
/// | `;` | error, no diagram | `#59;` |
/// | `:` | ends the list of actors: the rest is lost | `#58;` |
/// | `,` | makes two actors | `#44;` |
/// | `__proto__` as the whole name | the actor is missing from the legend | `#95;_proto__` |
/// | those of the [module](self) | | |
pub fn actor(name: &str) -> String {
    let line = one_line(name);
    escape(&line, &['#', ';', ':', ','], line == "__proto__")
}

/// What Mermaid compares when it sorts the actors of a diagram: the UTF-16 code units of a name as [`actor`] writes it, with
/// Mermaid's own marks in the place of the entities.
pub(crate) fn actor_order(name: &str) -> Vec<u16> {
    actor(name).replace('#', "ﬂ°°").replace(';', "¶ß").encode_utf16().collect()
}

/// The title that a screen reader reads.
///
/// | character | unescaped | written |
/// |---|---|---|
/// | `#` | `#35;` would show as `#` | `#35;` |
/// | those of the [module](self) | | |
pub fn acc_title(text: &str) -> String {
    escape(&one_line(text), &['#'], false)
}

/// The description that a screen reader reads, for the form `accDescr: TEXT`. The form in braces would break at `}`.
///
/// | character | unescaped | written |
/// |---|---|---|
/// | `#` | `#35;` would show as `#` | `#35;` |
/// | those of the [module](self) | | |
pub fn acc_description(text: &str) -> String {
    escape(&one_line(text), &['#'], false)
}

/// The `maxLabelWidth` (in pixels) that the diagram's configuration needs, or `None` where Mermaid's own 360 will do.
///
/// Takes the names of the diagram's actors, not escaped. The legend breaks a name between its words. A single word that
/// is wider than `maxLabelWidth` it cuts with a hyphen anywhere: even through an emoji, or through an entity, which then
/// shows as garbage. Mermaid measures the word before it decodes the entities, and in the reader's font; so this is an
/// upper estimate for the wide fonts. With it in the front matter, names come out whole:
///
/// ```text
/// ---
/// config:
///   journey:
///     maxLabelWidth: 450
/// ---
/// ```
pub fn legend_width<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<u32> {
    let widest = names.into_iter().map(|name| {
        let words = one_line(name);
        let words = words.split(' ').map(|word| measured_width(&actor(word)));
        words.max().unwrap_or_default()
    });
    widest.max().filter(|&width| width > MERMAID_LEGEND_WIDTH)
}

/// Pixels; Mermaid's default for `journey.maxLabelWidth`.
const MERMAID_LEGEND_WIDTH: u32 = 360;

/// What begins another kind of line when it is the first word of a task. Mermaid compares ASCII letters in any case.
const KEYWORDS: [&str; 5] = ["title", "section", "journey", "accTitle", "accDescr"];

fn starts_with_keyword(line: &str) -> bool {
    KEYWORDS.iter().any(|keyword| {
        line.split_at_checked(keyword.len()).is_some_and(|(start, rest)| {
            // Where Mermaid sees the end of a word: its letters are those of ASCII, so `journeyé` ends after the `y`.
            start.eq_ignore_ascii_case(keyword) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        })
    })
}

/// Writes [`section`] of a text behind another.
pub(crate) fn push_section(to: &mut String, text: &str) {
    push(to, text, SECTION, section);
}

/// Writes [`task`] of a text behind another.
pub(crate) fn push_task(to: &mut String, text: &str) {
    if starts_with_keyword(text) { to.push_str(&task(text)) } else { push(to, text, SECTION, task) }
}

/// What may break in a section, a task, or a period or event of a timeline.
pub(super) const SECTION: u32 = marks_of(b"#;:<%");

/// Writes a text behind another as it is, where it is one line and has none of the `breaking` marks; else what `escaped` makes
/// of it.
pub(super) fn push(to: &mut String, text: &str, breaking: u32, escaped: fn(&str) -> String) {
    if !text.is_empty() && marks(text).is_some_and(|marks| marks & breaking == 0) {
        to.push_str(text);
    } else {
        to.push_str(&escaped(text));
    }
}

/// Escapes the `breaking` characters and those that break everywhere, and the first one where `first` says so.
///
/// Takes and gives one line.
pub(super) fn escape(line: &str, breaking: &[char], first: bool) -> String {
    if line.is_empty() {
        return entity(' ');
    }
    if !first && is_plain(line) {
        return line.to_owned();
    }
    let colon_breaks = line.contains("style") || line.contains("classDef");
    let mut escaped = String::with_capacity(line.len());
    let mut before = None;
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let breaks = match c {
            '<' | '\u{feff}' => true,
            '%' if before == Some('%') => true,
            'ﬂ' => rest.as_str().starts_with('°'),
            '¶' => rest.as_str().starts_with('ß'),
            ':' if colon_breaks => true,
            _ => breaking.contains(&c) || (first && before.is_none()),
        };
        if breaks {
            escaped.push_str(&entity(c))
        } else {
            escaped.push(c)
        }
        before = Some(c);
    }
    escaped
}

/// An upper estimate, in pixels, of how wide Mermaid takes one escaped word to be: 16-pixel letters of a wide font, with
/// each entity `#59;` in the form `ﬂ°°59¶ß` that it has while Mermaid measures.
fn measured_width(escaped: &str) -> u32 {
    const ENTITY_MARKS: u32 = 56; // `ﬂ`, `°`, `°`, `¶`, `ß`, in the place of `#` and `;`
    escaped
        .chars()
        .map(|c| match c {
            '#' => ENTITY_MARKS,
            'm' | 'w' => 16,
            'a'..='z' | '0'..='9' => 11,
            '\u{0}'..='\u{58f}' => 18,
            '\u{590}'..='\u{ffff}' => 32,
            _ => 48,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escape::decoded;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_stays_readable() {
        for text in [
            "Searches for dinner",
            "Maya (\"busy parent\") & Tom's 50% off",
            "Is it all there, and is it fresh?",
            "[a] {b} | c = $d$ `e` *f* _g_ ~h~ ^i^ \\j /k @l !m >n +o",
            "👩‍👩‍👧 قهوة ☕ שלום 週末の買い物 🇩🇪 e\u{301}",
        ] {
            assert_eq!(title(text), text);
            assert_eq!(section(text), text);
            assert_eq!(task(text), text);
            assert_eq!(acc_title(text), text);
            assert_eq!(acc_description(text), text);
            assert_eq!(actor(text), text.replace(',', "#44;"));
        }
    }

    #[test]
    fn actors_are_sorted_as_javascript_sorts_what_mermaid_makes_of_them() {
        let mut names = ["Zoe", "al", "Al\u{ff21}", "Al, x", "Al", "Al😀", "Al; x", "Álvaro", "Al x"];
        names.sort_by_key(|name| actor_order(name));
        // Mermaid's mark for an entity is U+FB02; half of an emoji is less than that.
        assert_eq!(names, ["Al", "Al x", "Al😀", "Al, x", "Al; x", "Al\u{ff21}", "Zoe", "al", "Álvaro"]);
    }

    #[test]
    fn each_place_escapes_what_breaks_it() {
        let text = "a#b;c:d,e<f";
        assert_eq!(title(text), "a#35;b#59;c:d,e#60;f");
        assert_eq!(section(text), "a#35;b#59;c#58;d,e#60;f");
        assert_eq!(task(text), "a#35;b#59;c#58;d,e#60;f");
        assert_eq!(actor(text), "a#35;b#59;c#58;d#44;e#60;f");
        assert_eq!(acc_title(text), "a#35;b;c:d,e#60;f");
        assert_eq!(acc_description(text), "a#35;b;c:d,e#60;f");
    }

    #[test]
    fn percent_signs_are_escaped_only_where_they_comment() {
        assert_eq!(task("100% sure"), "100% sure");
        assert_eq!(task("%s"), "#37;s");
        assert_eq!(section("%s"), "%s");
        assert_eq!(section("a%%{b}%%"), "a%#37;{b}%#37;");
    }

    #[test]
    fn a_task_never_reads_as_another_kind_of_line() {
        assert_eq!(task("title x"), "#116;itle x");
        assert_eq!(task("Section: y"), "#83;ection#58; y");
        assert_eq!(task("JOURNEY"), "#74;OURNEY");
        assert_eq!(task("journeyé"), "#106;ourneyé");
        assert_eq!(task("accTitle"), "#97;ccTitle");
        assert_eq!(task("accDescr {"), "#97;ccDescr {");
        assert_eq!(task("journeys and titles"), "journeys and titles");
        assert_eq!(task("journey_map"), "journey_map");
        assert_eq!(section("section y"), "section y");
    }

    #[test]
    fn mermaids_own_marks_are_not_taken_for_text() {
        assert_eq!(title("ﬂ°°35¶ß"), "#64258;°°35#182;ß");
        assert_eq!(title("ﬂ and ° and ¶ and ß"), "ﬂ and ° and ¶ and ß");
        assert_eq!(title("&#35;"), "&#35;35#59;");
    }

    #[test]
    fn a_colon_after_style_would_cost_a_semicolon() {
        assert_eq!(title("style a:#b;"), "style a#58;#35;b#59;");
        assert_eq!(acc_title("classDef a:#b;"), "classDef a#58;#35;b;");
        assert_eq!(acc_title("a:#b;"), "a:#35;b;");
    }

    #[test]
    fn an_empty_text_is_a_space() {
        for function in [title, section, task, actor, acc_title, acc_description] {
            assert_eq!(function(""), "#32;");
            assert_eq!(function(" \n\u{0}"), "#32;");
        }
    }

    #[test]
    fn the_prototype_of_all_objects_can_be_a_persona() {
        assert_eq!(actor("__proto__"), "#95;_proto__");
        assert_eq!(actor("__proto__ "), "#95;_proto__");
        assert_eq!(actor("my __proto__"), "my __proto__");
    }

    #[test]
    fn the_legend_is_widened_only_for_words_that_it_would_cut() {
        assert_eq!(legend_width([]), None);
        assert_eq!(legend_width(["Maya, busy parent", "Kundendienstmitarbeiterin"]), None);
        assert_eq!(legend_width(["many short words that go on and on and on and on and on and on"]), None);
        assert!(legend_width(["Tom", "看護師で二人の子どもの母親である真由美さん"]).is_some());
        assert!(legend_width(["a;b;c;d;e;f"]).is_some());
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(text in "(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}|title.{0,3}|__proto__") {
            for (function, forbidden) in [
                (title as fn(&str) -> String, "\n<"), (section, ":\n<"), (task, ":\n<"), (actor, ":,\n<"),
                (acc_title, "\n<"), (acc_description, "\n<"),
            ] {
                let escaped = function(&text);
                prop_assert!(!escaped.is_empty());
                prop_assert!(!escaped.contains("%%") && !escaped.contains("ﬂ°") && !escaped.contains("¶ß"));
                prop_assert!(!escaped.contains(|c| forbidden.contains(c)), "{escaped}");
                let shown = decoded(&escaped);
                prop_assert_eq!(if shown == " " { "" } else { &shown }, one_line(&text));
            }
        }
    }
}
