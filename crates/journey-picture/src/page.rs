//! Markdown as HTML with its diagrams drawn, for surfaces that show more than pictures.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::{SvgOptions, svg};

/// The Markdown of a view as HTML that is well-formed XML. Diagrams of Mermaid are drawn as SVG, with ids that start with
/// `name`; one that cannot be drawn is shown as its text.
///
/// Of the HTML in the Markdown what our views write comes through (line breaks, and details with a summary); the rest is shown
/// as text, so nothing that somebody wrote into a journey can do anything here.
pub fn page(markdown: &str, name: &str) -> String {
    let mut events = Vec::new();
    let mut diagram: Option<String> = None;
    let mut drawn = 0_usize;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match (event, &mut diagram) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) if &*language == "mermaid" => {
                diagram = Some(String::new());
            }
            (Event::Text(text), Some(diagram)) => diagram.push_str(&text),
            (Event::End(TagEnd::CodeBlock), Some(text)) => {
                drawn += 1;
                events.push(figure(text, &format!("{name}-{drawn}")));
                diagram = None;
            }
            (Event::Html(tags) | Event::InlineHtml(tags), _) => events.push(Event::Html(our_tags(&tags).into())),
            (event, _) => events.push(event),
        }
    }
    let mut page = String::new();
    html::push_html(&mut page, events.into_iter());
    page.retain(is_xml);
    page
}

/// A diagram, drawn.
fn figure<'e>(mermaid: &str, name: &str) -> Event<'e> {
    Event::Html(match svg(mermaid, &SvgOptions::new(name)) {
        Ok(svg) => CowStr::from(svg),
        Err(_) => {
            let mut text = String::from("<pre>");
            push_text(&mut text, mermaid);
            text.push_str("</pre>");
            CowStr::from(text)
        }
    })
}

/// The tags that our views write, and everything else as text.
fn our_tags(mut html: &str) -> String {
    const OURS: [(&str, &str); 6] = [
        ("<br/>", "<br/>"),
        ("<br>", "<br/>"),
        ("<details>", "<details>"),
        ("</details>", "</details>"),
        ("<summary>", "<summary>"),
        ("</summary>", "</summary>"),
    ];
    let mut text = String::new();
    while let Some(at) = html.find('<') {
        let (before, tag) = html.split_at(at);
        push_text(&mut text, before);
        let ours = OURS.iter().find(|(written, _)| tag.starts_with(written));
        let (length, shown) = ours.map_or((1, "&lt;"), |(written, shown)| (written.len(), *shown));
        text.push_str(shown);
        html = tag.get(length..).unwrap_or_default();
    }
    push_text(&mut text, html);
    text
}

fn push_text(page: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            _ => page.push(character),
        }
    }
}

/// What XML can hold.
fn is_xml(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_well_formed(html: &str) -> bool {
        roxmltree::Document::parse(&format!("<page>{html}</page>")).is_ok()
    }

    #[test]
    fn what_our_views_write_becomes_html() {
        let html = page(
            "## Shop\n\n- **Owner:** @growth\n\n| A | B |\n| --- | --- |\n| one<br/>two | |\n\n<details>\n<summary>The same as text</summary>\n\nWords\n\n</details>\n",
            "x",
        );
        for piece in [
            "<h2>Shop</h2>",
            "<strong>Owner:</strong>",
            "<td>one<br/>two</td>",
            "<summary>The same as text</summary>",
            "<p>Words</p>",
        ] {
            assert!(html.contains(piece), "{piece} in {html}");
        }
        assert!(is_well_formed(&html), "{html}");
    }

    #[test]
    fn diagrams_are_drawn_each_with_ids_of_its_own() {
        let diagram = "```mermaid\njourney\n  title A\n  section B\n    C: 3: D\n```\n";
        let html = page(&format!("{diagram}\nbetween\n\n{diagram}"), "report");
        assert!(html.contains("<svg id=\"report-1\"") && html.contains("<svg id=\"report-2\""), "{html}");
        assert!(is_well_formed(&html));
    }

    #[test]
    fn a_diagram_that_cannot_be_drawn_and_other_code_are_texts() {
        let html = page("```mermaid\nnothing <known>\n```\n\n```js\nalert(1)\n```\n", "x");
        assert!(html.contains("<pre>nothing &lt;known&gt;") && html.contains("alert(1)"), "{html}");
        assert!(is_well_formed(&html));
    }

    #[test]
    fn nothing_that_somebody_wrote_does_anything() {
        let nasty = "<script>alert(1)</script>\n\na <img src=x onerror=alert(1)> b & c\n\n<!-- x --> <svg onload=alert(1)>\n\n\u{1}\u{ffff}&nbsp;&#0;\n";
        let html = page(nasty, "x");
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains("<svg") && !html.contains("<!--"),
            "{html}"
        );
        assert!(is_well_formed(&html), "{html}");
    }
}
