//! In which Markdown a page is written.

/// In which Markdown a page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// CommonMark with tables.
    #[default]
    Markdown,
    /// MDX, as Docusaurus has it.
    Mdx,
}
