//! `journey embed -`: one page from standard input, for tools that build a site.

use std::path::PathBuf;

use journey_mermaid::Request;
use journey_mermaid::embed::{Mistake, Page, Scope};
use journey_plugin::Registry;
use journey_workspace::{absolute, reason};

use super::Embed;
use super::drawing::Drawing;
use super::pages::{PageFile, current_folder};
use crate::failure::Failure;
use crate::output::data_to_standard_output;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::{STANDARD_INPUT_SHOWN, read_standard_input};

/// Prints the page with what it asks for. Each mistake is one line on standard error, `PAGE:LINE: message`, and then
/// nothing is printed.
pub(super) fn run(
    arguments: &Embed,
    standard: &Request,
    plugins: &Registry,
    terminal: &Terminal,
) -> Result<Status, Failure> {
    terminal.say_that_input_is_awaited();
    let current = current_folder()?;
    let named = arguments.stdin_filepath.as_deref();
    let path = match named {
        // The page need not exist, but its folder must be known.
        Some(named) => absolute(named)
            .or_else(|_| std::path::absolute(named))
            .map_err(|error| Failure::new(format!("--stdin-filepath leads nowhere: {}", reason(&error))))?,
        None => current.join("page.md"),
    };
    let shown = named.map_or_else(|| STANDARD_INPUT_SHOWN.to_owned(), |named| named.display().to_string());
    let page = PageFile::of(PathBuf::from(&path), shown, read_standard_input()?, &current)?;
    let scope = if arguments.expand { Scope::MarkersAndFences } else { Scope::Markers };
    let read = Page::read(&page.text, page.flavour, scope);
    let drawing = Drawing::load(plugins, standard, read.wanted().map(|wanted| (&page.home, wanted)))?;
    if !drawing.tell(terminal) {
        return Ok(Status::CouldNotRun);
    }
    for wanted in read.wanted() {
        drawing.tell_about_text(&page.shown, wanted, terminal);
    }
    match read.fill(|wanted| drawing.draw(&page.home, wanted)) {
        Ok(filled) => {
            data_to_standard_output(|out| out.write_all(filled.text.as_bytes()))?;
            Ok(Status::Clean)
        }
        Err(mistakes) => {
            for Mistake { line, reason } in mistakes {
                terminal.write_error(&format!("{}:{line}: {reason}\n", page.shown));
            }
            Ok(Status::CouldNotRun)
        }
    }
}
