//! The one layout of `.journey` files, as small edits of space and commas.
//!
//! ```
//! let text = "persona maya \"Maya\" {priority: primary; goal: \"Cook\"}";
//! let formatted = journey_format::format(&journey_syntax::parse(text));
//! assert_eq!(
//!     journey_format::apply(text, &formatted.edits),
//!     "persona maya \"Maya\" {\n  priority: primary\n  goal: \"Cook\"\n}\n",
//! );
//! ```
//!
//! The style has no options; `README.md` beside this crate shows it. Nothing here changes what a file says: an edit
//! adds and removes space, line ends, `;` and commas, never a word. What has syntax errors is left as it is.

mod block_text;
mod declaration;
mod edit;
mod entries;
mod gap;
mod layout;
mod line_end;
mod property;
mod soundness;
mod typing;
mod width;

use journey_syntax::{Parse, TextRange};

pub use edit::{TextEdit, apply};
pub use typing::{format_after_brace, indent_new_line};

use layout::Layout;

/// How wide a line may be, in columns as a terminal shows them, before a list is broken.
pub const WIDTH: usize = 100;

/// What to do to a text so that it is laid out as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// What to replace: in order, without overlap, and each as small as can be. Empty for a text that is laid out well.
    pub edits: Vec<TextEdit>,
    /// What was left byte for byte as it is, because it has syntax errors, in bytes. In order, without overlap.
    pub left_alone: Vec<TextRange>,
}

/// Lays out a whole file.
pub fn format(parse: &Parse) -> Formatted {
    let text = parse.text();
    let all = TextRange::new(0, parse.len());
    let line_end = line_end::prevalent(&text);
    let formatted = lay_out(parse, &text, line_end, all);
    if !line_end::is_mixed(&text) {
        return formatted;
    }
    // What is left alone keeps its line ends, so that another kind may be the most frequent afterwards. That one then
    // is that of the file, or else the next time would give something else.
    let afterwards = line_end::prevalent(&apply(&text, &formatted.edits));
    if afterwards == line_end { formatted } else { lay_out(parse, &text, afterwards, all) }
}

/// Lays out a part of a file, given in bytes. Edits that would reach outside of it are left out.
pub fn format_range(parse: &Parse, range: TextRange) -> Formatted {
    let text = parse.text();
    let first = line_end::prevalent(&text);
    let line_end = if line_end::is_mixed(&text) {
        let all = lay_out(parse, &text, first, TextRange::new(0, parse.len()));
        line_end::prevalent(&apply(&text, &all.edits))
    } else {
        first
    };
    lay_out(parse, &text, line_end, range)
}

fn lay_out(parse: &Parse, text: &str, line_end: &'static str, window: TextRange) -> Formatted {
    let mut layout = Layout::new(text, line_end, window);
    layout.file(parse);
    layout.finish()
}
