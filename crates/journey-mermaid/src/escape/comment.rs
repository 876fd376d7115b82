//! Text in Mermaid's comments, which readers of the source see and the picture does not show.
//!
//! | text | unescaped | written |
//! |---|---|---|
//! | `%{` | `%%{` starts a directive, in comments too | a word joiner between the two |

use super::one_line;

/// The text for a line that begins with `%% `.
pub fn comment(text: &str) -> String {
    one_line(text).replace("%{", "%\u{2060}{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_one_line_and_no_directive() {
        assert_eq!(comment("a\n%%{init}%% # ; <b>"), "a %%\u{2060}{init}%% # ; <b>");
    }
}
