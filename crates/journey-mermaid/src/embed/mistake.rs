//! What is wrong with a page.

use std::fmt;

/// What is wrong in a line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is wrong: one sentence, without its full stop.
    pub message: String,
    /// What to do: one or two sentences.
    pub help: Option<String>,
}

impl Reason {
    /// What is wrong, alone.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All of it in one line.
impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        for line in self.help.iter().flat_map(|help| help.lines()).enumerate() {
            let (number, line) = line;
            write!(formatter, "{} {}", if number == 0 { "." } else { "" }, line.trim())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line() {
        let reason = Reason::new("there is no view `mop`").help("Did you mean `map`? The views are:\n  map: A map\n");
        assert_eq!(reason.to_string(), "there is no view `mop`. Did you mean `map`? The views are: map: A map");
        assert_eq!(Reason::new("it is gone").to_string(), "it is gone");
    }
}
