//! Properties of pages: whatever stands in one and whatever is inserted.

use proptest::prelude::*;

use super::{Filled, Page, Scope};
use crate::Flavour;

/// What pages are made of: markers and fences of all kinds, and what may stand around them.
fn page() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<!-- journey:begin src=\"a\" -->",
        "<!-- journey:begin src='b' view=map -->",
        "{/* journey:begin src=\"c\" */}",
        "<!-- journey:end -->",
        "<!-- journey:end -->",
        "{/* journey:end */}",
        "<!--",
        "-->",
        "{/*",
        "*/}",
        "```journey\njourney j\n```",
        "```journey src=\"a\"\n```",
        "```",
        "~~~",
        "`",
        "    ",
        "\t",
        "- ",
        "> ",
        "1. ",
        "!!! note",
        "<div>",
        "</div>",
        "<pre>",
        "---",
        "text",
        "| a | b |\n|---|---|",
        "\\",
        "[^1]: ",
        "ü𝄞",
        "\u{feff}",
    ]);
    let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\r", "", " "]);
    prop::collection::vec((pieces, ends), 0..14)
        .prop_map(|parts| parts.into_iter().map(|(piece, end)| format!("{piece}{end}")).collect())
}

/// What may be inserted: what views give, and worse.
fn made() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "```mermaid\njourney\n  title A --> B */} <!-- journey:end -->\n```\n",
        "<details>\n<summary>Table</summary>\n\n| a |\n|---|\n| `b` |\n\n</details>\n",
        "<!-- journey:end -->\n",
        "{/* journey:begin src=\"z\" */}\n",
        "```\n",
        "<!--\n",
        "text\r\n",
        "    code\n",
        "- list\n",
        "\n",
        "---\n",
        "> quote",
    ]);
    prop::collection::vec(pieces, 0..5).prop_map(|pieces| pieces.concat())
}

fn flavour() -> impl Strategy<Value = Flavour> {
    prop::sample::select(vec![Flavour::Markdown, Flavour::Mdx])
}

/// What of a page stands outside of its markers, the lines of the markers included.
fn outside(page: &Page<'_>) -> Vec<String> {
    let mut at = 0;
    let mut parts: Vec<String> = page
        .slots
        .iter()
        .map(|slot| {
            let part = page.text[at..slot.range.start].to_owned();
            at = slot.range.end;
            part
        })
        .collect();
    parts.push(page.text[at..].to_owned());
    // Two markers in one line are put into two, with the indentation of the first.
    parts.iter_mut().skip(1).for_each(|part| *part = part.trim_start_matches([' ', '\t', '>']).to_owned());
    parts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn filling_twice_is_filling_once_and_the_rest_stays(text in page(), made in made(), flavour in flavour()) {
        let page = Page::read(&text, flavour, Scope::Markers);
        if let Ok(filled) = page.fill(|_| Ok(made.clone())) {
            let again = Page::read(&filled.text, flavour, Scope::Markers);
            prop_assert_eq!(outside(&again), outside(&page));
            prop_assert_eq!(again.fill(|_| Ok(made.clone())), Ok(Filled { text: filled.text.clone(), stale: Vec::new() }));
        }
    }

    #[test]
    fn whatever_is_not_asked_for_stays(text in page(), flavour in flavour()) {
        let page = Page::read(&text, flavour, Scope::MarkersAndFences);
        let count = page.wanted().count();
        let mut asked = 0;
        let result = page.fill(|_| { asked += 1; Ok("made\n".to_owned()) });
        prop_assert_eq!(asked, count);
        match result {
            Ok(filled) if count == 0 => prop_assert_eq!(filled.text, text),
            Ok(filled) => {
                let mut at = 0;
                for slot in &page.slots {
                    let outside = &text[at..slot.range.start];
                    prop_assert!(filled.text.contains(outside), "{:?} is not in {:?}", outside, filled.text);
                    at = slot.range.end;
                }
                prop_assert!(filled.text.ends_with(&text[at..]));
            }
            Err(mistakes) => prop_assert!(!mistakes.is_empty()),
        }
    }

    #[test]
    fn any_text_is_a_page(text in "\\PC*|[-<>!{}/*`~ \t\r\n:a-z=\"']{0,80}", flavour in flavour()) {
        let page = Page::read(&text, flavour, Scope::MarkersAndFences);
        let lines = text.lines().count().max(1) + text.matches('\r').count();
        prop_assert!(page.mistakes().iter().all(|mistake| (1..=lines).contains(&mistake.line)));
        let _ = page.fill(|_| Ok(text.clone()));
    }
}
