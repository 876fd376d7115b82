//! A rule with options, for tests.

use journey_model::configuration::{OptionDescription, OptionKind};
use journey_plugin::{Group, Manifest, Plugin, Reach, Registry, Report, Rule, RuleContext, RuleDescription, Severity};

struct ManyPersonas;

static GROUP: Group = Group { id: "people", summary: "Personas: whose journey it is" };
static OPTIONS: [OptionDescription; 3] = [
    OptionDescription {
        id: "most",
        documentation: "How many personas a journey may have.",
        kind: OptionKind::WholeNumber { least: 1, most: 20, default: 3 },
    },
    OptionDescription {
        id: "drafts",
        documentation: "Whether drafts count too.",
        kind: OptionKind::Boolean { default: false },
    },
    OptionDescription {
        id: "words",
        documentation: "Words for personas.",
        kind: OptionKind::Texts { default: &["buyer"] },
    },
];
static DESCRIPTION: RuleDescription = RuleDescription {
    id: "many-personas",
    summary: "More personas than one journey can tell about",
    documentation: "## What it does\nCounts.\n\n## Why it matters\nNobody can feel for seven.\n\n## Example\nSeven.\n",
    group: &GROUP,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &OPTIONS,
};
static MANIFEST: Manifest = Manifest { id: "counting", version: "1", documentation: "Counts." };

impl Rule for ManyPersonas {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, _: &RuleContext<'_>, _: &mut Report) {}
}

impl Plugin for ManyPersonas {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        &[&ManyPersonas]
    }
}

/// The rules about the language, and one with options.
pub(super) fn registry() -> Registry {
    let plugins: Vec<Box<dyn Plugin>> = vec![Box::new(journey_rules::language::Language), Box::new(ManyPersonas)];
    Registry::new(plugins).expect("they do not conflict")
}
