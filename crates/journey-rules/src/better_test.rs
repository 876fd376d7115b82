//! What the pages of rules show as better is good for all other rules as well.

use std::sync::Arc;

use journey_plugin::model::configuration::Configuration;
use journey_plugin::model::syntax::parse;
use journey_plugin::model::{File, FileModel, Project};
use journey_plugin::{Registry, Severity};

use crate::testing::environment;

#[test]
fn what_a_page_shows_as_better_has_no_error_or_warning_of_any_rule() {
    let registry = Registry::new(crate::plugins()).expect("built-in plugins do not conflict");
    let schema = registry.schema();
    let mut found = Vec::new();
    for rule in registry.plugins().flat_map(|plugin| plugin.rules()) {
        let description = rule.description();
        let (_, better) = description.documentation.split_once("\n## Better\n").expect("every page has one");
        let (_, better) = better.split_once("```journey\n").expect("it has an example");
        let (better, _) = better.split_once("```").expect("the fence is closed");
        let model = Arc::new(FileModel::lower(&parse(better), &schema));
        let file = File { path: "better.journey".into(), model };
        let project = Project::new(vec![file], Arc::clone(&schema), Configuration::default());
        let (id, _) = project.files().next().expect("there is a file");
        for finding in registry.check(&project, id, environment()) {
            if finding.severity <= Severity::Warning {
                found.push(format!("{}: {}: {}", description.id, finding.code, finding.message));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}
