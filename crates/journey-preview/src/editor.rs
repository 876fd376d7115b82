//! Shows a place in the editor that the person named on the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A place that somebody chose in the picture, to see its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChosenPlace {
    /// The file, absolute.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Shows a chosen place, or says in one sentence why it cannot.
pub type Opener = std::sync::Arc<dyn Fn(&ChosenPlace) -> Result<(), String> + Send + Sync>;

/// The command that shows a place of a file in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
}

/// Why no command can be made of what somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditorError {
    /// A quotation mark has no partner.
    #[error("a quotation mark has no partner")]
    Quotes,
    /// There is no word in it.
    #[error("the command is empty")]
    Empty,
    /// Something in braces is none of the places that are filled in.
    #[error("nothing is filled in for `{0}`, only for {{file}}, {{line}} and {{column}}")]
    Placeholder(String),
}

impl Editor {
    /// The command as people write it: `code -g {file}:{line}:{column}`. The file comes last where `{file}` stands
    /// nowhere. The words are split as a shell splits them, but no shell runs, so nothing else in it means anything.
    ///
    /// # Errors
    /// Where there is no command in it.
    pub fn parse(written: &str) -> Result<Self, EditorError> {
        let words = shlex::split(written).ok_or(EditorError::Quotes)?;
        let mut words = words.into_iter();
        let program = words.next().filter(|program| !program.is_empty()).ok_or(EditorError::Empty)?;
        let mut arguments: Vec<String> = words.collect();
        if let Some(unknown) = arguments.iter().find_map(|argument| unknown_placeholder(argument)) {
            return Err(EditorError::Placeholder(unknown.to_owned()));
        }
        if !arguments.iter().any(|argument| argument.contains("{file}")) {
            arguments.push("{file}".to_owned());
        }
        Ok(Self { program, arguments })
    }

    /// The program that it starts.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Runs the command and does not wait for its end.
    ///
    /// # Errors
    /// One sentence for the person, where it cannot be run.
    pub fn open(&self, place: &ChosenPlace) -> Result<(), String> {
        let mut command = Command::new(&self.program);
        command.args(self.filled(&place.file, place.line, place.column));
        // What it says belongs to nobody: our own output may be read by a program.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|error| format!("`{}` could not be started: {error}", self.program))?;
        // Somebody has to take note of its end, or it stays in the list of processes.
        std::thread::spawn(move || {
            let mut child = child;
            // Whether it worked is seen in the editor.
            let _ = child.wait();
        });
        Ok(())
    }

    fn filled(&self, file: &Path, line: u32, column: u32) -> Vec<String> {
        let file = file.to_string_lossy();
        let filled = self.arguments.iter().map(|argument| {
            // The file comes last: its name may hold anything.
            let argument = argument.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
            argument.replace("{file}", &file)
        });
        filled.collect()
    }
}

/// A word in braces that is none of those that are filled in. Other braces may mean something to the editor.
fn unknown_placeholder(argument: &str) -> Option<&str> {
    argument.match_indices('{').find_map(|(start, _)| {
        let length = argument[start..].find('}')? + 1;
        let placeholder = &argument[start..start + length];
        let word = &placeholder[1..length - 1];
        let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_word && !["file", "line", "column"].contains(&word)).then_some(placeholder)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(written: &str, file: &str) -> Vec<String> {
        let editor = Editor::parse(written).unwrap();
        std::iter::once(editor.program.clone()).chain(editor.filled(Path::new(file), 3, 7)).collect()
    }

    #[test]
    fn the_place_is_filled_in_and_a_file_is_never_forgotten() {
        assert_eq!(filled("code -g {file}:{line}:{column}", "/a b.journey"), ["code", "-g", "/a b.journey:3:7"]);
        assert_eq!(filled("gedit +{line}", "/a.journey"), ["gedit", "+3", "/a.journey"]);
        assert_eq!(filled("'my editor' \"--at={line}\"", "/x"), ["my editor", "--at=3", "/x"]);
    }

    #[test]
    fn names_of_files_are_never_split_or_read_again() {
        assert_eq!(filled("ed {file}", "/{line} $(rm -rf ~); `x`.journey"), ["ed", "/{line} $(rm -rf ~); `x`.journey"]);
        assert_eq!(filled("ed $HOME {file}", "/x"), ["ed", "$HOME", "/x"]);
    }

    #[test]
    fn what_is_no_command_is_refused() {
        assert_eq!(Editor::parse("  "), Err(EditorError::Empty));
        assert_eq!(Editor::parse("''"), Err(EditorError::Empty));
        assert_eq!(Editor::parse("code 'x"), Err(EditorError::Quotes));
        assert_eq!(Editor::parse("code -g {fil}:{line}"), Err(EditorError::Placeholder("{fil}".to_owned())));
        assert_eq!(Editor::parse("code {File}"), Err(EditorError::Placeholder("{File}".to_owned())));
        assert!(Editor::parse("ed --eval '{ goto {line} }' {}").is_ok());
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        let editor = Editor::parse("/nowhere/to-be-found").unwrap();
        let place = ChosenPlace { file: "/x".into(), line: 1, column: 1 };
        assert!(editor.open(&place).unwrap_err().starts_with("`/nowhere/to-be-found` could not be started: "));
    }
}
