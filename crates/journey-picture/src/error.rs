//! Why there is no picture.

/// Why there is no picture: one sentence for a person who wrote a journey, not a diagram.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The text is empty, or nothing in it says what kind of diagram it is.
    #[error("there is no Mermaid diagram to draw")]
    NoDiagram,
    /// The diagram is of a kind that only Mermaid itself draws.
    #[error("a Mermaid diagram of the kind `{kind}` cannot be drawn without a browser")]
    UnknownKind {
        /// The first word of the diagram.
        kind: String,
    },
    /// The diagram has no drawing made of characters. What it says is better shown as a table.
    #[error("a Mermaid diagram of the kind `{kind}` has no drawing for a terminal")]
    NotForTerminals {
        /// The first word of the diagram.
        kind: String,
    },
    /// The drawing does not fit the terminal. What it says is better shown as a table.
    #[error("the drawing would be {needed} columns wide, and the terminal has {available}")]
    TooNarrow {
        /// Columns that the drawing takes.
        needed: usize,
        /// Columns that there are.
        available: usize,
    },
    /// The diagram is larger than what is drawn here. Mermaid itself has limits, too.
    #[error("the diagram is too large; the view `table`, which is a text, takes any number of touchpoints")]
    TooLarge,
    /// The text is not what the diagram's kind wants.
    #[error("the diagram cannot be drawn: {0}")]
    Rejected(String),
    /// Somebody stopped the drawing.
    #[error("the drawing was stopped")]
    Stopped,
    /// The renderer has a mistake. The text of the diagram may still be drawn by Mermaid itself.
    #[error("the diagram cannot be drawn, because of a mistake in the renderer; Mermaid itself may draw it")]
    Defect,
}
