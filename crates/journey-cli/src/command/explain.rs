//! `journey explain`: the page of a rule.

use journey_plugin::{RuleDescription, rule_page};
use journey_workspace::WRONG_ENCODING;

use crate::failure::Failure;
use crate::output::to_standard_output;
use crate::plugins;
use crate::report::markdown;
use crate::rule_names::{Named, find};
use crate::status::Status;
use crate::terminal::Terminal;

/// Say what a rule finds, why it matters and what to do
///
/// The same pages lie in the folder crates/journey-rules/docs of Journey.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    /// The rule, as it stands in brackets before a finding; of a group or a plugin, the rules are listed
    #[arg(value_name = "RULE")]
    rule: String,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey explain unused-name           Why nobody should be declared who is not used
  journey explain language              List the rules of a plugin, or of a group
  journey explain unused-name | less    Read it page by page

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  it was explained
  2  there is no such rule";

/// What is found before any rule can look.
const ABOUT_ENCODING: &str = "\
# wrong-encoding

A file that is not written in UTF-8.

This is no rule: it is found when the file is read, before any rule can look at it, so it cannot be set or allowed.

## Why it matters
What stands in the file has to be guessed, and other tools may guess differently. `--fix` leaves such a file alone.

## What to do
Save the file as UTF-8: editors ask for the encoding in \"Save as\", or show it at the bottom of the window.
";

/// Prints the page.
pub(super) fn run(arguments: &Explain, terminal: &Terminal) -> Result<Status, Failure> {
    let plugins = plugins::registry();
    if arguments.rule == WRONG_ENCODING {
        return show(ABOUT_ENCODING, terminal);
    }
    let page = match find(&plugins, &arguments.rule)? {
        Named::Rule(plugin, rule) => rule_page(plugin, rule),
        Named::Several { summary, rules } => list(&arguments.rule, summary, &rules),
    };
    show(&page, terminal)
}

fn show(page: &str, terminal: &Terminal) -> Result<Status, Failure> {
    let shown = markdown::shown(page, terminal.out_text_width(), terminal.out_has_colors());
    to_standard_output(terminal, |out| out.write_all(shown.as_bytes()))?;
    Ok(Status::Clean)
}

/// The rules of a group or plugin, in Markdown.
fn list(name: &str, summary: &str, rules: &[&RuleDescription]) -> String {
    let stop = if summary.ends_with('.') { "" } else { "." };
    let mut page = format!("# {name}\n\n{summary}{stop}\n\n| Rule | Severity | What it finds |\n|---|---|---|\n");
    for rule in rules {
        page.push_str(&format!("| {} | {} | {} |\n", rule.id, rule.severity, rule.summary.replace('|', "\\|")));
    }
    page.push_str("\n`journey explain RULE` tells more about one of them.\n");
    page
}
