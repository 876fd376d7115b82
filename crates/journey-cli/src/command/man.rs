//! `journey man`: the manual pages.

use std::io;

use clap::builder::PossibleValuesParser;

use crate::failure::Failure;
use crate::output::to_standard_output;
use crate::status::Status;
use crate::terminal::Terminal;

/// Print a manual page
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Man {
    /// The command that the page is about; without it, the program
    #[arg(value_parser = PossibleValuesParser::new(COMMANDS.iter().copied()))]
    command: Option<String>,
}

/// All commands. They cannot be asked for where they are being made.
const COMMANDS: &[&str] = &[
    "new",
    "check",
    "fmt",
    "explain",
    "rules",
    "render",
    #[cfg(feature = "pictures")]
    "preview",
    "embed",
    "mdbook",
    "lsp",
    "doctor",
    "completions",
    "man",
];

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey man | man -l -                Read the page of the program
  journey man check | man -l -          Read the page of one command
  journey man check > ~/.local/share/man/man1/journey-check.1";

/// Prints the page.
pub(super) fn run(arguments: &Man, terminal: &Terminal) -> Result<Status, Failure> {
    let page = page(arguments.command.as_deref())
        .map_err(|error| Failure::new(format!("the page could not be made: {error}")))?;
    to_standard_output(terminal, |out| out.write_all(&page))?;
    Ok(Status::Clean)
}

fn page(about: Option<&str>) -> io::Result<Vec<u8>> {
    // `help` is about all commands, and has no page.
    let mut command = crate::command().disable_help_subcommand(true);
    // Building gives the commands their full names, `journey-check`, and the options that they share.
    command.build();
    let about = about.and_then(|name| command.find_subcommand(name)).unwrap_or(&command).clone();
    let after_help = about.get_after_help().map(ToString::to_string).unwrap_or_default();
    let has_commands = about.has_subcommands();
    let synopsis = synopsis(&about);
    let page = clap_mangen::Man::new(about).source(concat!("journey ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    text.extend_from_slice(synopsis.as_bytes());
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    if has_commands {
        page.render_subcommands_section(&mut text)?;
    }
    text.extend_from_slice(sections(&after_help).as_bytes());
    Ok(text)
}

/// How the command is written, as `--help` has it.
fn synopsis(about: &clap::Command) -> String {
    let usage = about.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let name = about.get_bin_name().unwrap_or_else(|| about.get_name());
    let arguments = usage.strip_prefix(name).unwrap_or_default();
    format!(".SH SYNOPSIS\n\\fB{}\\fR{}\n", escaped(name), escaped(arguments))
}

/// What `--help` says at its end, as sections whose lines stay as they are.
fn sections(after_help: &str) -> String {
    let mut text = String::new();
    for line in after_help.lines() {
        match line.strip_suffix(':').filter(|heading| !heading.starts_with(' ')) {
            Some(heading) => text.push_str(&format!(".SH {}\n.nf\n", heading.to_uppercase())),
            None if line.is_empty() => text.push_str(".fi\n"),
            None => text.push_str(&format!("{}\n", escaped(line.strip_prefix("  ").unwrap_or(line)))),
        }
    }
    text.push_str(".fi\n");
    text
}

/// Text as it stands in the source of a manual page.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-")
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, page};

    #[test]
    fn every_command_has_a_page_with_its_examples() {
        let mut command = crate::command();
        command.build();
        let names = command.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help");
        let names: Vec<&str> = names.collect();
        assert_eq!(names, COMMANDS);
        for name in names {
            let page = String::from_utf8(page(Some(name)).unwrap()).unwrap();
            assert!(page.contains(&format!(".TH journey-{name} 1")), "{page}");
            assert!(page.contains(".SH EXAMPLES"), "{page}");
            assert!(!page.contains('\u{1b}'), "{page}");
        }
    }

    fn text(about: Option<&str>) -> String {
        String::from_utf8(page(about).unwrap()).unwrap()
    }

    #[test]
    fn the_page_of_the_program_names_the_pages_that_there_are() {
        let page = text(None);
        let named: Vec<&str> = page.lines().filter_map(|line| line.strip_suffix("(1)")).collect();
        let there: Vec<String> = COMMANDS.iter().map(|name| format!("journey\\-{name}")).collect();
        assert_eq!(named, there, "{page}");
    }

    #[test]
    fn a_synopsis_is_what_help_says() {
        assert!(text(Some("render")).contains(".SH SYNOPSIS\n\\fBjourney render\\fR [OPTIONS] <FILE[#ID]>...\n"));
        assert!(text(None).contains(".SH SYNOPSIS\n\\fBjourney\\fR [OPTIONS] <COMMAND>\n"));
    }

    #[test]
    fn what_an_example_does_stands_below_it_and_further_in() {
        let page = text(Some("render"));
        let command = "journey render shop.journey \\-\\-view report \\-\\-format markdown\n";
        let (_, below) = page.split_once(command).unwrap();
        let below = below.lines().next().unwrap();
        assert_eq!(below.trim_start(), "Everything about it, as a page");
        assert!(below.starts_with("          "), "{below}");
    }
}
