//! What an accepted offer writes: text with places to fill in.

/// A text with places to fill in, on one line or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Insertion {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A place to fill in, with what stands there at first. Number 0 is where the cursor ends.
    Stop(u8, String),
    /// A place to fill in with one of these words, the first at first.
    Choice(u8, Vec<String>),
    /// A line break, and how many steps deeper than the first line the next one is.
    Line(u8),
}

/// How the lines of a text are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What a line ends with.
    pub line_end: String,
    /// What every line but the first starts with: the indentation of the line at the cursor, or nothing for clients that
    /// bring it themselves.
    pub indentation: String,
    /// One step of indentation.
    pub step: String,
}

impl Insertion {
    /// A text without places to fill in.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    /// The same with a text behind it. It must have no line break: see [`Insertion::line`].
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.pieces.push(Piece::Text(text.into()));
        self
    }

    /// The same with a place to fill in; they are filled in the order of their numbers, from 1 on.
    #[must_use]
    pub fn stop(mut self, number: u8, first: impl Into<String>) -> Self {
        self.pieces.push(Piece::Stop(number, first.into()));
        self
    }

    /// The same with a place to fill in with one of these words, of which the first stands there at first.
    #[must_use]
    pub fn choice(mut self, number: u8, words: impl IntoIterator<Item = String>) -> Self {
        self.pieces.push(Piece::Choice(number, words.into_iter().collect()));
        self
    }

    /// The same with the place where the cursor ends.
    #[must_use]
    pub fn end(self) -> Self {
        self.stop(0, "")
    }

    /// The same with a line break; the next line is so many steps deeper than the first.
    #[must_use]
    pub fn line(mut self, depth: u8) -> Self {
        self.pieces.push(Piece::Line(depth));
        self
    }

    /// The same with another behind it.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// The same behind a text.
    #[must_use]
    pub fn behind(mut self, text: &str) -> Self {
        if !text.is_empty() {
            self.pieces.insert(0, Piece::Text(text.to_owned()));
        }
        self
    }

    /// Whether there is a place to fill in.
    pub fn has_stops(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Stop(..) | Piece::Choice(..)))
    }

    /// Whether it goes over several lines.
    pub fn has_lines(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Line(_)))
    }

    /// The text as it stands in the file, places to fill in with what stands there at first.
    pub fn to_plain(&self, layout: &Layout) -> String {
        self.written(layout, str::to_owned, |_, words| words.first().cloned().unwrap_or_default())
    }

    /// The same as a snippet of the Language Server Protocol.
    pub fn to_snippet(&self, layout: &Layout) -> String {
        self.written(layout, escaped, |number, words| match words {
            [first] if !first.is_empty() => format!("${{{number}:{}}}", escaped(first)),
            // With braces, so that a digit behind it is no part of the number.
            [] | [_] => format!("${{{number}}}"),
            words => {
                let words: Vec<String> = words.iter().map(|word| escaped_choice(word)).collect();
                format!("${{{number}|{}|}}", words.join(","))
            }
        })
    }

    fn written(
        &self,
        layout: &Layout,
        text_of: impl Fn(&str) -> String,
        stop: impl Fn(u8, &[String]) -> String,
    ) -> String {
        let mut written = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => written.push_str(&text_of(text)),
                Piece::Stop(number, first) => written.push_str(&stop(*number, std::slice::from_ref(first))),
                Piece::Choice(number, words) => written.push_str(&stop(*number, words)),
                Piece::Line(depth) => {
                    written.push_str(&layout.line_end);
                    written.push_str(&layout.indentation);
                    (0..*depth).for_each(|_| written.push_str(&layout.step));
                }
            }
        }
        written
    }
}

/// A word to choose in a snippet: `,` and `|` mean something there.
fn escaped_choice(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for character in word.chars() {
        if matches!(character, ',' | '|' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A text inside a snippet: `$`, `}` and `\` mean something there.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '$' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        Layout { line_end: "\n".to_owned(), indentation: "    ".to_owned(), step: "  ".to_owned() }
    }

    #[test]
    fn a_block_is_laid_out_below_its_line() {
        let block = Insertion::plain("stage ").stop(1, "id").text(" {").line(1).end().line(0).text("}");
        assert_eq!(block.to_plain(&layout()), "stage id {\n      \n    }");
        assert_eq!(block.to_snippet(&layout()), "stage ${1:id} {\n      ${0}\n    \\}");
    }

    #[test]
    fn what_means_something_in_a_snippet_is_escaped_there_only() {
        let text = Insertion::plain("a$b}\\").stop(1, "c}").text("1");
        assert_eq!(text.to_plain(&layout()), "a$b}\\c}1");
        assert_eq!(text.to_snippet(&layout()), "a\\$b\\}\\\\${1:c\\}}1");
        let choice = Insertion::default().choice(1, ["a,b".to_owned(), "c|}".to_owned()]);
        assert_eq!(choice.to_plain(&layout()), "a,b");
        assert_eq!(choice.to_snippet(&layout()), "${1|a\\,b,c\\|}|}");
        assert_eq!(Insertion::default().stop(1, "").text("2").to_snippet(&layout()), "${1}2");
    }
}
