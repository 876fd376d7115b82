//! Nothing is lost silently: every word of a file is in its document.

use std::collections::BTreeSet;

use journey_model::Project;
use journey_model::syntax::{Node, SyntaxKind};
use journey_model::value::{Number, Percentage, Range, Text};
use serde_json::Value;

use super::examples::{all, whole};

/// What a document says, leaf by leaf.
#[derive(Default)]
struct Said {
    texts: BTreeSet<String>,
    numbers: Vec<f64>,
    unread: Vec<(String, u64, u64)>,
}

impl Said {
    fn by(json: &Value) -> Self {
        let mut said = Self::default();
        said.collect(json);
        for unread in json["unread"].as_array().unwrap() {
            let offset = |side: &str| unread["place"][side]["offset"].as_u64().unwrap();
            let file = unread["place"]["file"].as_str().unwrap().to_owned();
            said.unread.push((file, offset("start"), offset("end")));
        }
        said
    }

    fn collect(&mut self, json: &Value) {
        match json {
            Value::Object(fields) => {
                for (name, value) in fields {
                    // Only keys are words of the file among the names of fields.
                    if name == "properties" {
                        self.texts.extend(value.as_object().unwrap().keys().cloned());
                    }
                    if !matches!(name.as_str(), "unread" | "place" | "name_span" | "start" | "end") {
                        self.collect(value);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(item)),
            Value::String(text) => {
                self.texts.insert(text.clone());
            }
            Value::Number(number) => self.numbers.push(number.as_f64().unwrap()),
            Value::Bool(_) | Value::Null => {}
        }
    }

    fn number(&self, number: f64) -> bool {
        self.numbers.contains(&number)
    }

    /// Whether the document says a word, or that it is unread.
    fn has(&self, file: &str, node: Node<'_>) -> bool {
        let range = node.range();
        let covers = |(path, start, end): &(String, u64, u64)| {
            path == file && *start <= u64::from(range.start) && u64::from(range.end) <= *end
        };
        self.unread.iter().any(covers) || self.says(node)
    }

    fn says(&self, node: Node<'_>) -> bool {
        let written = node.text();
        self.texts.contains(written)
            || match node.kind() {
                SyntaxKind::Text | SyntaxKind::BlockText => self.texts.contains(&*Text::decode(written).value),
                SyntaxKind::Number => Number::parse(written).is_ok_and(|number| self.number(number.value)),
                SyntaxKind::Percentage => Percentage::parse(written).is_ok_and(|one| self.number(one.percent)),
                SyntaxKind::Range => {
                    Range::parse(written).is_ok_and(|range| self.number(range.low) && self.number(range.high))
                }
                _ => false,
            }
    }
}

/// Every word of the project is in its document. Gives how many there are.
pub(crate) fn assert_nothing_is_lost(project: &Project, json: &Value) -> usize {
    let said = Said::by(json);
    let mut words = 0;
    for (_, file) in project.files() {
        for top in file.model.parse().children() {
            for node in std::iter::once(top).chain(top.descendants()) {
                let is_word = match node.kind() {
                    SyntaxKind::Comment | SyntaxKind::Documentation | SyntaxKind::ByteOrderMark => false,
                    _ => node.children().next().is_none() && !node.text().trim().is_empty(),
                };
                if is_word {
                    let text = node.text();
                    assert!(said.has(&file.path, node), "{:?} `{text}` is lost\n{:#}", node.kind(), json["unread"]);
                    words += 1;
                }
            }
        }
        let documented = file.model.declarations().filter_map(|declaration| declaration.documentation());
        for documentation in documented {
            assert!(said.texts.contains(documentation), "{documentation}");
        }
    }
    words
}

#[test]
fn every_word_of_the_examples_is_in_their_documents() {
    for (name, project) in all() {
        let words = assert_nothing_is_lost(&project, &whole(&project));
        assert!(words > 50, "{name}: {words}");
    }
}

#[test]
#[should_panic(expected = "`channel` is lost")]
fn the_judge_sees_what_is_lost() {
    let project = Project::of_text("x.journey", "channel growth_team");
    let mut json = whole(&project);
    json["channels"] = serde_json::json!([]);
    assert_nothing_is_lost(&project, &json);
}
