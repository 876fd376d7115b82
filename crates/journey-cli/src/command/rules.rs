//! `journey rules`: all rules that there are.
//!
//! The JSON has a version of its own, 1. Keys are never removed and never change their meaning within a version; a later
//! program may add some, so readers should pass over keys that they do not know.

use std::io::{self, Write};

use clap::ValueEnum;
use journey_model::configuration::{OptionDescription, OptionKind, OptionValue};
use journey_plugin::{Applicability, Plugin, Registry, RuleDescription, rule_index, rule_page};
use serde::Serialize;

use crate::failure::Failure;
use crate::output::to_standard_output;
use crate::plugins;
use crate::report::markdown;
use crate::status::Status;
use crate::terminal::Terminal;

/// List all rules: what they find, how serious that is, and whether it can be fixed
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Rules {
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How rules are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// By plugin and group, for people
    #[default]
    Human,
    /// One JSON object with options and pages, for programs
    Json,
    /// The same as for people, as a page of Markdown
    Markdown,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey rules                         List all rules
  journey rules --format markdown       List them for a page of your own
  journey rules --format json           Everything about them, for programs
  journey explain unused-name           Read about one of them";

/// Lists the rules.
pub(super) fn run(arguments: &Rules, terminal: &Terminal) -> Result<Status, Failure> {
    let plugins = plugins::registry();
    let page = rule_index(&plugins, |_| None);
    to_standard_output(terminal, |out| match arguments.format {
        Format::Human => {
            let shown = markdown::shown(&page, usize::MAX, terminal.out_has_colors());
            out.write_all(shown.as_bytes())
        }
        Format::Json => write_json(out, &plugins),
        Format::Markdown => out.write_all(page.as_bytes()),
    })?;
    Ok(Status::Clean)
}

/// All rules.
#[derive(Debug, Serialize)]
struct Output {
    /// The version of this format: 1.
    version: u32,
    /// The rules, in the order in which they run.
    rules: Vec<JsonRule>,
}

/// A rule.
#[derive(Debug, Serialize)]
struct JsonRule {
    /// Its id, which is the `code` of its findings.
    id: &'static str,
    /// The plugin that brings it.
    plugin: &'static str,
    /// The group that it belongs to.
    group: &'static str,
    /// How serious its findings are where nothing is set: `error`, `warning`, `info` or `hint`.
    severity: &'static str,
    /// The best that its fixes can be, `safe` or `suggestion`; `null` where it has none.
    fix: Option<&'static str>,
    /// What it finds: one line, without its full stop.
    summary: &'static str,
    /// What can be set for it in `journey.toml`, beside its severity.
    options: Vec<JsonOption>,
    /// Its page, in Markdown.
    documentation: String,
}

/// What can be set for a rule.
#[derive(Debug, Serialize)]
struct JsonOption {
    /// Its id.
    id: &'static str,
    /// What it is for.
    documentation: &'static str,
    /// What it takes: `boolean`, `whole number` or `texts`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The least number that it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<i64>,
    /// The greatest number that it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<i64>,
    /// Its value where nothing is set.
    default: OptionValue,
}

fn write_json(out: &mut dyn Write, plugins: &Registry) -> io::Result<()> {
    let of_plugin = |plugin: &dyn Plugin| -> Vec<JsonRule> {
        plugin.rules().iter().map(|rule| json_rule(plugin, rule.description())).collect()
    };
    let output = Output { version: 1, rules: plugins.plugins().flat_map(of_plugin).collect() };
    serde_json::to_writer(&mut *out, &output)?;
    out.write_all(b"\n")
}

fn json_rule(plugin: &dyn Plugin, rule: &RuleDescription) -> JsonRule {
    JsonRule {
        id: rule.id,
        plugin: plugin.manifest().id,
        group: rule.group.id,
        severity: rule.severity.name(),
        fix: rule.fixes.map(|fixes| match fixes {
            Applicability::Safe => "safe",
            Applicability::Suggestion => "suggestion",
        }),
        summary: rule.summary,
        options: rule.options.iter().map(json_option).collect(),
        documentation: rule_page(plugin, rule),
    }
}

fn json_option(option: &OptionDescription) -> JsonOption {
    let (kind, least, most) = match option.kind {
        OptionKind::Boolean { .. } => ("boolean", None, None),
        OptionKind::WholeNumber { least, most, .. } => ("whole number", Some(least), Some(most)),
        OptionKind::Texts { .. } => ("texts", None, None),
    };
    let default = option.kind.default_value();
    JsonOption { id: option.id, documentation: option.documentation, kind, least, most, default }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_option_is_told_with_its_type_its_bounds_and_its_default() {
        let told = |kind| {
            let option = OptionDescription { id: "most", documentation: "How many.", kind };
            serde_json::to_value(json_option(&option)).unwrap()
        };
        assert_eq!(
            told(OptionKind::WholeNumber { least: 1, most: 9, default: 3 }),
            json!({"id": "most", "documentation": "How many.", "type": "whole number", "least": 1, "most": 9, "default": 3})
        );
        assert_eq!(told(OptionKind::Boolean { default: true })["default"], json!(true));
        assert_eq!(told(OptionKind::Texts { default: &["a"] })["default"], json!(["a"]));
    }
}
