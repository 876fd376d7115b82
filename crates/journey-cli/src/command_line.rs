//! What is said about a command line that runs no command: what is wrong with it, in the program's own words where they
//! say more than those of its reader; or what was asked for, such as help.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use journey_model::nearest;

use crate::asked::sentence;
use crate::failure::Failure;
use crate::output::to_standard_output;
use crate::status::Status;
use crate::terminal::Terminal;

/// Tells it.
///
/// # Errors
/// Where an option takes some words and got another, and where help cannot be written.
pub(crate) fn tell(answer: &clap::Error, terminal: &Terminal) -> Result<Status, Failure> {
    if let Some(failure) = wrong_value(answer) {
        return Err(failure);
    }
    let text = answer.render();
    if answer.use_stderr() {
        terminal.write_error(&text.ansi().to_string());
        return Ok(Status::CouldNotRun);
    }
    to_standard_output(terminal, |out| write!(out, "{}", text.ansi()))?;
    Ok(Status::Clean)
}

/// What is wrong where an option takes some words and got another; `None` where something else is.
fn wrong_value(error: &clap::Error) -> Option<Failure> {
    if error.kind() != ErrorKind::InvalidValue {
        return None;
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue) else { return None };
    let (argument, written) = (text(ContextKind::InvalidArg)?, text(ContextKind::InvalidValue)?);
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    if values.is_empty() {
        return None;
    }
    // `--format <FORMAT>`, or `<SHELL>` where it has no name.
    let option = argument.split(' ').next().unwrap_or(argument).trim_matches(['[', ']', '<', '>']);
    let message = match written {
        "" => format!("{option} needs a value"),
        _ => format!("{option} cannot be `{written}`"),
    };
    let meant = nearest(written, values.iter().copied());
    let meant = meant.map_or_else(String::new, |meant| format!("Did you mean `{meant}`? "));
    Some(Failure::new(message).help(format!("{meant}{}", sentence("value", &values))))
}

#[cfg(test)]
mod tests {
    use super::wrong_value;

    fn told(arguments: &[&str]) -> Option<String> {
        let arguments = std::iter::once("journey").chain(arguments.iter().copied());
        let error = crate::command().try_get_matches_from(arguments).unwrap_err();
        wrong_value(&error).map(|failure| format!("{}: {}", failure.message, failure.help.unwrap_or_default()))
    }

    #[test]
    fn a_wrong_word_is_told_with_what_is_near_and_all_that_there_are() {
        let svg = told(&["render", "a.journey", "--format", "svgg"]).unwrap();
        assert_eq!(
            svg,
            "--format cannot be `svgg`: Did you mean `svg`? The values are `mermaid`, `markdown`, `svg`, `txt` and `json`."
        );
        assert_eq!(told(&["check", "--deny", "x"]).unwrap(), "--deny cannot be `x`: The only value is `warnings`.");
        assert!(told(&["completions", "fsh"]).unwrap().starts_with("SHELL cannot be `fsh`: Did you mean `fish`? "));
        assert!(told(&["check", "--format="]).unwrap().starts_with("--format needs a value: The values are "));
    }

    #[test]
    fn what_else_is_wrong_is_left_to_the_reader_of_the_command_line() {
        for arguments in [&["chek"][..], &["check", "--no"], &["check", "--today", "soon"], &["--help"], &[]] {
            assert_eq!(told(arguments), None, "{arguments:?}");
        }
    }
}
