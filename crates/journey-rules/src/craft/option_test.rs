//! The options of the rules change what they find.

use std::collections::BTreeMap;
use std::sync::Arc;

use journey_plugin::model::configuration::OptionValue;
use journey_plugin::model::syntax::parse;
use journey_plugin::model::{Configuration, File, FileModel, Project, RuleSetting};
use journey_plugin::{Plugin, Registry};

use super::Craft;
use crate::testing::environment;

/// How often a rule finds something in a text where one option is set.
fn count(rule: &'static str, option: Option<(&str, OptionValue)>, text: &str) -> usize {
    let plugins: Vec<Box<dyn Plugin>> = vec![Box::new(Craft)];
    let registry = Registry::new(plugins).expect("one plugin has no conflicts");
    let schema = registry.schema();
    let file = File { path: "test.journey".into(), model: Arc::new(FileModel::lower(&parse(text), &schema)) };
    let options: BTreeMap<String, OptionValue> =
        option.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut configuration = Configuration::default();
    configuration.rules.insert(rule.to_owned(), RuleSetting { severity: None, options });
    let project = Project::new(vec![file], schema, configuration);
    let (id, _) = project.files().next().expect("there is a file");
    registry.check(&project, id, environment()).iter().filter(|found| found.code == rule).count()
}

/// A journey with touchpoints that have this in them.
fn journey(touchpoints: &[&str]) -> String {
    let lines: Vec<String> =
        touchpoints.iter().enumerate().map(|(at, inside)| format!("    touchpoint t{at} {{ {inside} }}\n")).collect();
    format!("journey shop \"Shop\" {{\n  stage s \"S\" {{\n{}  }}\n}}\n", lines.concat())
}

#[test]
fn each_option_changes_what_is_found() {
    let whole = OptionValue::WholeNumber;
    let two = journey(&["emotion: +1; frontstage: app \"x\"", "emotion: -1"]);
    let flat = journey(&["emotion: 0"; 4]);
    let holes = journey(&["emotion: 0", "emotion: +1", "does: \"x\"", "does: \"y\"", "emotion: +2"]);
    let pains = journey(&["pain a; pain b"]);
    for (rule, option, text, by_default, set) in [
        ("pain-without-opportunity", ("separately", whole(1)), &pains, 2, 1),
        ("no-moment-of-truth", ("least", whole(2)), &two, 0, 1),
        ("no-moment-of-truth", ("least", whole(5)), &flat, 1, 0),
        ("touchpoint-without-emotion", ("together", whole(39)), &holes, 2, 1),
        ("flat-emotion", ("least", whole(5)), &flat, 1, 0),
        ("emotion-cliff", ("fall", whole(2)), &two, 0, 1),
        // Where the other rule tells it, this one does not.
        ("low-emotion-without-pain", ("fall", whole(2)), &two, 1, 1),
        ("blueprint-without-backstage", ("least", whole(1)), &two, 0, 1),
        ("journey-never-measured", ("drafts", OptionValue::Boolean(true)), &two, 0, 1),
    ] {
        assert_eq!(count(rule, None, text), by_default, "{rule} by default");
        assert_eq!(count(rule, Some(option.clone()), text), set, "{rule} with {option:?}");
    }
}

#[test]
fn where_the_cliff_is_set_lower_it_tells_and_the_low_emotion_is_silent() {
    let text = journey(&["emotion: +1", "emotion: -1"]);
    let plugins: Vec<Box<dyn Plugin>> = vec![Box::new(Craft)];
    let registry = Registry::new(plugins).expect("one plugin has no conflicts");
    let schema = registry.schema();
    let told = |fall: i64| -> Vec<&'static str> {
        let file = File { path: "test.journey".into(), model: Arc::new(FileModel::lower(&parse(&text), &schema)) };
        let mut configuration = Configuration::default();
        let options = BTreeMap::from([("fall".to_owned(), OptionValue::WholeNumber(fall))]);
        configuration.rules.insert("emotion-cliff".to_owned(), RuleSetting { severity: None, options });
        let project = Project::new(vec![file], registry.schema(), configuration);
        let (id, _) = project.files().next().expect("there is a file");
        let found = registry.check(&project, id, environment()).into_iter().map(|found| found.code);
        found.filter(|code| code.contains("emotion")).collect()
    };
    assert_eq!(told(2), ["emotion-cliff"]);
    assert_eq!(told(3), ["low-emotion-without-pain"]);
}
