//! `metric`: what is measured.

use super::shared_keys::{choice, owner, references, source, tag, text, texts};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, Requirement, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Metric,
        [Place::File],
        "A number that tells whether the experience gets better: NPS, CSAT, CES or one of your own. Declare once how it \
         is asked and what is aimed for; then a journey, stage or touchpoint gives its readings with `measure`.",
        EXAMPLE,
    )
    .also_called(&["kpi", "measure", "score", "indicator", "nps", "csat", "ces"])
    .with_keys([
        choice(
            "kind",
            [
                ("nps", "Net Promoter Score, -100 to 100: would you recommend us? It follows the whole relation, not one contact."),
                ("csat", "Customer satisfaction, right after a contact: how satisfied were you? Often the share of the two best answers."),
                ("ces", "Customer Effort Score: how easy was it? It tells most where people try to get something done."),
                ("custom", "Any other number, such as conversion, waiting time or tasks completed. Say its unit and direction."),
            ],
            "How to read the numbers: 40 is a good NPS and a bad CSAT.",
            "kind: csat",
        )
        .also_called(&["type", "category"])
        .required(Requirement::Required),
        KeySchema::new(
            "scale",
            ValueType::Range,
            "The smallest and the largest value that is possible.",
            "scale: 1..5",
        )
        .also_called(&["range", "min", "max"]),
        text(
            "unit",
            "What one unit of the number is.",
            "unit: \"minutes\"",
        )
        .also_called(&["units"]),
        choice(
            "direction",
            [
                ("up", "Higher is better, as with satisfaction."),
                ("down", "Lower is better, as with waiting time or effort."),
            ],
            "Which way is better.",
            "direction: up",
        )
        .also_called(&["better", "trend"]),
        KeySchema::new(
            "baseline",
            ValueType::Measurement,
            "Where the number stood before you began, so that a change can be shown.",
            "baseline: 71%",
        )
        .also_called(&["base", "start", "before", "current"]),
        KeySchema::new(
            "target",
            ValueType::Measurement,
            "Where the number should be. Without a target a reading is only a number.",
            "target: 85%",
        )
        .also_called(&["targets", "goal", "aim"]),
        texts(
            "question",
            "The question as the customer reads or hears it. Two wordings make two metrics.",
            "question: \"How satisfied were you with your delivery?\"",
        )
        .also_called(&["questions", "ask"]),
        texts(
            "trigger",
            "When the question is asked. An hour after the contact and a month after it give different answers.",
            "trigger: \"One hour after delivery\"",
        )
        .also_called(&["when", "triggers", "moment"]),
        references(
            "channel",
            [Keyword::Channel],
            "The channel through which it is asked. People who answer in an app are other people than those who answer a \
             letter.",
            "channel: app",
        )
        .also_called(&["channels"]),
        source("The research that provides the readings."),
        KeySchema::new(
            "data",
            ValueType::File,
            "The file with the readings themselves, relative to this file.",
            "data: \"data/q3.csv\"",
        )
        .many()
        .also_called(&["file", "files", "path", "csv"]),
        owner(
            "The team or person who watches this number and acts on it.",
            "owner: @insight",
        ),
        tag(),
    ])
}

const EXAMPLE: &str = r#"metric delivery_csat "Delivery CSAT" {
  kind: csat
  scale: 1..5
  target: 85%
  question: "How satisfied were you with your delivery?"
  trigger: "One hour after delivery"
}

persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage receive "Receive" {
    measure delivery_csat: 78%
    touchpoint doorbell "Opens the door" { emotion: +2 "relieved" }
  }
}
"#;
