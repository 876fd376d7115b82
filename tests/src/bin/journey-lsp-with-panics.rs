//! The language server with a plugin that breaks: whatever it is asked about a text with the word `panic` in it, it
//! panics. For tests of what the server makes of that.

use std::process::ExitCode;
use std::sync::Arc;

use journey_lsp::{Connection, ExitStatus, ServerOptions, run};
use journey_plugin::{
    CompletionContext, CompletionProvider, Group, HoverContext, HoverProvider, Manifest, Offers, Plugin, Reach,
    Registry, Report, Rule, RuleContext, RuleDescription, Severity,
};

/// The word on which it breaks: in the text of a rule or a completion, and everywhere else.
const WORD: &str = "panic";

struct Broken;

static MANIFEST: Manifest = Manifest { id: "broken", version: "0", documentation: "Panics." };

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "broken",
    summary: "Panics",
    documentation: "Panics.",
    severity: Severity::Error,
    group: &Group { id: "broken", summary: "Fails" },
    reach: Reach::File,
    fixes: None,
    options: &[],
};

impl Plugin for Broken {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        &[&Self]
    }

    fn completions(&self) -> &[&dyn CompletionProvider] {
        &[&Self]
    }

    fn hovers(&self) -> &[&dyn HoverProvider] {
        &[&Self]
    }
}

impl Rule for Broken {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, _: &mut Report) {
        assert!(!has(context.file(), "panic_in_rule"), "a rule broke, as it was told");
    }
}

impl CompletionProvider for Broken {
    fn complete(&self, context: &CompletionContext<'_>, _: &mut Offers) {
        assert!(!has(context.file.file(), WORD), "a completion broke, as it was told");
    }
}

impl HoverProvider for Broken {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        assert!(!has(context.file.file(), WORD), "a hover broke, as it was told");
        None
    }
}

/// Whether a file declares something whose id begins with a word.
fn has(file: &journey_plugin::model::File, word: &str) -> bool {
    file.model.declarations().any(|declaration| declaration.id().starts_with(word))
}

fn main() -> ExitCode {
    let mut plugins: Vec<Box<dyn Plugin>> = journey_rules::plugins();
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    plugins.push(Box::new(Broken));
    let registry = Registry::new(plugins).expect("no two of them share an id");
    let options = ServerOptions { connection: Connection::Stdio, client_process_id: None, log: None, record: None };
    match run(&options, Arc::new(registry)) {
        Ok(ExitStatus::Orderly) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
