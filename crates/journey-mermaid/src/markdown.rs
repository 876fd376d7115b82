//! A rendering as a piece of a Markdown page: the diagram in its fence, the table that says the same, and the notes.

use journey_plugin::{Language, Rendered};

use crate::escape::markdown::text as escaped;

/// Which Markdown a page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// CommonMark with tables, as GitHub, GitLab, mdBook, MkDocs and VitePress read it.
    #[default]
    Markdown,
    /// MDX, as Docusaurus reads it: comments are written `{/* */}`.
    Mdx,
}

/// What a piece of a page has beside its diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Whether the table that says the same stands below a diagram: folded away, unless it is a part of the diagram.
    pub table: bool,
    /// Whether the notes stand at the end.
    pub notes: bool,
}

/// Both.
impl Default for Parts {
    fn default() -> Self {
        Self { table: true, notes: true }
    }
}

/// The rendering as Markdown, each line ended by `\n`, without a blank line at either end.
///
/// A diagram stands in a fence that is longer than any run of backticks in it.
///
/// ```
/// # use journey_mermaid::{Flavour, Options, Parts, View, markdown, render_text};
/// let text = "journey shop { stage find { touchpoint search { emotion: +1 } } }";
/// let rendered = render_text(text, None, View::Journey, &Options::default())?;
/// let page = markdown(&rendered, Flavour::Markdown, Parts::default());
/// assert!(page.starts_with("```mermaid\n"));
/// # Ok::<(), journey_mermaid::JourneyNotFound>(())
/// ```
pub fn markdown(rendered: &Rendered, flavour: Flavour, parts: Parts) -> String {
    let mut page = String::with_capacity(rendered.text.len() + rendered.table.as_ref().map_or(0, String::len) + 256);
    push_markdown(&mut page, rendered, Some(flavour), parts);
    page
}

/// Writes [`markdown`] behind another text. Without a flavour the page tells elsewhere why something stands in for the diagram.
pub(crate) fn push_markdown(to: &mut String, rendered: &Rendered, flavour: Option<Flavour>, parts: Parts) {
    match rendered.language {
        Language::Mermaid => {
            let fence = fence(&rendered.text);
            to.extend([&fence, "mermaid\n", &rendered.text, &fence, "\n"]);
        }
        Language::Markdown => {
            if let (Some(reason), Some(flavour)) = (&rendered.fallback, flavour) {
                to.push_str(&comment(reason, flavour));
                to.push('\n');
            }
            to.extend([rendered.text.trim_matches('\n'), "\n"]);
        }
    }
    let table = rendered.table.as_deref().map(|table| table.trim_matches('\n')).filter(|table| !table.is_empty());
    if let Some(table) = table.filter(|_| parts.table) {
        if rendered.table_is_part {
            to.extend(["\n", table, "\n"]);
        } else {
            to.extend(["\n<details>\n<summary>The same as text</summary>\n\n", table, "\n\n</details>\n"]);
        }
    }
    if parts.notes && !rendered.notes.is_empty() {
        let notes: Vec<String> = rendered.notes.iter().map(|note| escaped(note)).collect();
        match notes.as_slice() {
            [only] => to.extend(["\n*Note:* ", only, "\n"]),
            several => {
                to.push_str("\n*Notes:*\n\n");
                several.iter().for_each(|note| to.extend(["- ", note, "\n"]));
            }
        }
    }
}

/// A run of backticks that is longer than any in the text, three at least.
fn fence(text: &str) -> String {
    if !text.contains('`') {
        return "```".to_owned();
    }
    let longest = text.as_bytes().split(|byte| *byte != b'`').map(<[u8]>::len).max().unwrap_or(0);
    "`".repeat(3.max(longest + 1))
}

fn comment(sentence: &str, flavour: Flavour) -> String {
    match flavour {
        // `--` would end the comment in some readers.
        Flavour::Markdown => format!("<!-- {} -->\n", sentence.replace("--", "-\u{2060}-")),
        Flavour::Mdx => format!("{{/* {} */}}\n", sentence.replace("*/", "*\u{2060}/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagram_stands_in_a_fence_with_its_table_and_its_notes() {
        let rendered = Rendered::mermaid("journey\n  title ````\n".to_owned(), "| a |\n| --- |\n".to_owned());
        let rendered = rendered.with_notes(vec!["One *thing*.".to_owned()]);
        assert_eq!(
            markdown(&rendered, Flavour::Markdown, Parts::default()),
            "`````mermaid\njourney\n  title ````\n`````\n\n<details>\n<summary>The same as text</summary>\n\n| a |\n| --- |\n\n\
             </details>\n\n*Note:* One \\*thing\\*.\n"
        );
        let with_part = markdown(&rendered.clone().with_table_as_part(), Flavour::Markdown, Parts::default());
        assert!(with_part.contains("`````\n\n| a |\n| --- |\n\n*Note:*"), "{with_part}");
        let bare = markdown(&rendered, Flavour::Markdown, Parts { table: false, notes: false });
        assert_eq!(bare, "`````mermaid\njourney\n  title ````\n`````\n");
    }

    #[test]
    fn what_stands_in_for_a_diagram_says_why_in_a_comment() {
        let rendered = Rendered::markdown("| a |\n| --- |\n".to_owned()).instead("Too -- old */ here.".to_owned());
        let rendered = rendered.with_notes(vec!["One.".to_owned(), "Two.".to_owned()]);
        assert_eq!(
            markdown(&rendered, Flavour::Mdx, Parts::default()),
            "{/* Too -- old *\u{2060}/ here. */}\n\n| a |\n| --- |\n\n*Notes:*\n\n- One.\n- Two.\n"
        );
        assert!(
            markdown(&rendered, Flavour::Markdown, Parts::default())
                .starts_with("<!-- Too -\u{2060}- old */ here. -->\n")
        );
    }
}
