//! What a rule finds in a text where one of its options is set.

use std::collections::BTreeMap;
use std::sync::Arc;

use journey_plugin::model::configuration::OptionValue;
use journey_plugin::model::syntax::parse;
use journey_plugin::model::{Configuration, File, FileModel, Project, RuleSetting, Schema};
use journey_plugin::{FileFacts, Report, Rule, RuleContext};

use crate::testing::environment;

/// The messages of the findings.
pub(super) fn messages_with(rule: &dyn Rule, option: &str, value: OptionValue, text: &str) -> Vec<String> {
    let schema = Arc::new(Schema::standard().clone());
    let file = File { path: "test.journey".into(), model: Arc::new(FileModel::lower(&parse(text), &schema)) };
    let project = Project::new(vec![file], schema, Configuration::default());
    let (id, _) = project.files().next().expect("there is a file");
    let description = rule.description();
    let setting = RuleSetting { severity: None, options: BTreeMap::from([(option.to_owned(), value)]) };
    let layer = BTreeMap::from([(description.id.to_owned(), setting)]);
    let (layers, facts) = ([&layer], FileFacts::default());
    let context = RuleContext::new(&project, id, environment(), &facts);
    let mut report = Report::new(description.id, description.severity);
    rule.check(&context.for_rule(description.id, description.options, &layers), &mut report);
    report.into_diagnostics().into_iter().map(|diagnostic| diagnostic.message).collect()
}
