//! The commands of the program, one file each.

mod check;
mod completions;
mod doctor;
mod embed;
mod explain;
mod fmt;
mod lsp;
mod man;
mod mdbook;
mod new;
#[cfg(feature = "pictures")]
mod preview;
mod render;
mod rules;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::status::Status;
use crate::terminal::{Color, Terminal};

/// Customer journeys as text: checks `.journey` files, lays them out and renders them.
#[derive(Debug, Parser)]
#[command(name = "journey", version, arg_required_else_help = true)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES)]
pub(crate) struct Cli {
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    #[arg(help = "When to use colours: auto, always or never [default: auto]", hide_default_value = true)]
    pub(crate) color: Color,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(new::New),
    Check(check::Check),
    Fmt(fmt::Fmt),
    Explain(explain::Explain),
    Rules(rules::Rules),
    Render(render::Render),
    #[cfg(feature = "pictures")]
    Preview(preview::Preview),
    Embed(embed::Embed),
    Mdbook(mdbook::Mdbook),
    Lsp(lsp::Lsp),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey new                           Start a project, with a first map to read
  journey check                         Check every journey below the current folder
  journey fmt                           Lay out every journey below the current folder
  journey explain unused-name           Say what a rule finds, why it matters and what to do
  journey render shop.journey           Print the journey as a Mermaid diagram
  journey preview                       Show the map in the browser, and follow every save
  journey embed                         Bring the diagrams in Markdown pages up to date
  journey lsp                           Serve an editor (it starts this itself)
  journey doctor                        Look whether everything is in place
  journey help check                    Everything about one command

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  nothing at error level was found
  1  something at error level was found, or would be changed
  2  the command could not do what was asked";

/// Runs a command.
pub(crate) fn run(command: &Command, terminal: &Terminal) -> Result<Status, Failure> {
    match command {
        Command::New(arguments) => new::run(arguments, terminal),
        Command::Check(arguments) => check::run(arguments, terminal),
        Command::Fmt(arguments) => fmt::run(arguments, terminal),
        Command::Explain(arguments) => explain::run(arguments, terminal),
        Command::Rules(arguments) => rules::run(arguments, terminal),
        Command::Render(arguments) => render::run(arguments, terminal),
        #[cfg(feature = "pictures")]
        Command::Preview(arguments) => preview::run(arguments, terminal),
        Command::Embed(arguments) => embed::run(arguments, terminal),
        Command::Mdbook(arguments) => mdbook::run(arguments, terminal),
        Command::Lsp(arguments) => lsp::run(arguments, terminal),
        Command::Doctor(arguments) => doctor::run(arguments, terminal),
        Command::Completions(arguments) => completions::run(arguments, terminal),
        Command::Man(arguments) => man::run(arguments, terminal),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed_and_every_command_has_examples() {
        let mut command = super::Cli::command();
        command.build();
        command.clone().debug_assert();
        for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(examples.contains(&format!("journey {}", command.get_name())), "{}", command.get_name());
        }
    }
}
