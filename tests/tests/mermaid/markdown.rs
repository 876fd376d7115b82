//! Markdown as its reader sees it, read by pulldown-cmark.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A page, or a piece of one.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Each heading with its level.
    pub(crate) headings: Vec<(usize, String)>,
    pub(crate) tables: Vec<Table>,
    /// The text of paragraphs and items of lists.
    pub(crate) paragraphs: Vec<String>,
    /// The diagrams in it.
    pub(crate) diagrams: Vec<String>,
    /// Raw HTML that is not a line break, a comment or a fold. A page of ours has none.
    pub(crate) html: Vec<String>,
}

/// A table. Lines of a cell are kept apart by `\n`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Page {
    pub(crate) fn read(markdown: &str) -> Self {
        let mut page = Self::default();
        let mut text = String::new();
        let mut is_diagram = false;
        let mut row: Vec<String> = Vec::new();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::Table(_)) => page.tables.push(Table::default()),
                Event::Start(Tag::CodeBlock(kind)) => {
                    is_diagram = matches!(kind, pulldown_cmark::CodeBlockKind::Fenced(info) if &*info == "mermaid");
                    text.clear();
                }
                Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item) => text.clear(),
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::SoftBreak => text.push(' '),
                Event::HardBreak => text.push('\n'),
                Event::InlineHtml(html) | Event::Html(html) => match html.trim() {
                    "<br>" | "<br/>" | "<br />" => text.push('\n'),
                    "<details>" | "</details>" | "" => {}
                    known if known.starts_with("<!--") || known.starts_with("<summary>") => {}
                    other => page.html.push(other.to_owned()),
                },
                Event::End(TagEnd::Heading(level)) => page.headings.push((level as usize, std::mem::take(&mut text))),
                Event::End(TagEnd::Paragraph | TagEnd::Item) if !text.is_empty() => {
                    page.paragraphs.push(std::mem::take(&mut text));
                }
                Event::End(TagEnd::CodeBlock) if is_diagram => page.diagrams.push(std::mem::take(&mut text)),
                Event::End(TagEnd::TableCell) => row.push(std::mem::take(&mut text)),
                Event::End(TagEnd::TableHead) => page.table().head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => {
                    let row = std::mem::take(&mut row);
                    page.table().rows.push(row);
                }
                _ => {}
            }
        }
        page
    }

    fn table(&mut self) -> &mut Table {
        self.tables.last_mut().expect("a row stands in a table")
    }

    /// All texts of the page, but for diagrams, each line of a cell for itself.
    pub(crate) fn texts(&self) -> Vec<String> {
        let cells = self.tables.iter().flat_map(|table| table.head.iter().chain(table.rows.iter().flatten()));
        let headings = self.headings.iter().map(|(_, text)| text);
        let texts = headings.chain(&self.paragraphs).chain(cells);
        texts.flat_map(|text| text.lines()).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }
}

#[test]
fn a_page_is_read_as_its_reader_sees_it() {
    let page = Page::read(
        "# One \\*two\\*\n\n| a | b \\| c |\n| --- | --- |\n| x<br/>y | &lt;b&gt; |\n\n```mermaid\njourney\n```\n\n- item\n\n<b>raw</b>\n",
    );
    assert_eq!(page.headings, [(1, "One *two*".to_owned())]);
    let [table] = page.tables.as_slice() else { panic!("{page:?}") };
    assert_eq!(table.head, ["a", "b | c"]);
    assert_eq!(table.rows, [["x\ny", "<b>"]]);
    assert_eq!(page.diagrams, ["journey\n"]);
    assert_eq!(page.paragraphs, ["item", "raw"]);
    assert_eq!(page.html, ["<b>", "</b>"]);
}
