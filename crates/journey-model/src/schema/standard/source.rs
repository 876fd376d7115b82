//! `source`: where we know something from.

use super::shared_keys::{choice, owner, tag};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, Requirement, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Source,
        [Place::File],
        "Research that the map rests on: interviews, a survey, analytics, or honestly an assumption. Cite it with \
         `source:` or `from`, so that readers can tell what was observed from what was guessed.",
        EXAMPLE,
    )
    .also_called(&["evidence", "research", "study", "survey", "interview", "insight", "finding"])
    .with_keys([
        choice(
            "kind",
            [
                ("interview", "Talks with customers, one by one or in small groups. Strong on why, weak on how many."),
                ("survey", "The same questions to many people. Strong on how many, weak on why."),
                ("analytics", "What people did, as systems recorded it: clicks, orders, times."),
                ("ticket", "What people complained about or asked for: support tickets, calls, chats."),
                ("review", "What people wrote in public: ratings, reviews, posts."),
                ("observation", "Somebody went and watched: a field visit, shadowing, a usability test."),
                ("workshop", "What colleagues who know the customers said together."),
                ("assumption", "A guess. Worth writing down, so that it can be tested."),
            ],
            "How this was learned. It decides how much weight a claim can bear.",
            "kind: interview",
        )
        .also_called(&["type", "method", "category"])
        .required(Requirement::Required),
        KeySchema::new(
            "date",
            ValueType::Date,
            "The day on which the research ended. Old evidence about a service that has changed is worth little.",
            "date: 2026-05-12",
        )
        .also_called(&["when", "day", "on", "year"]),
        KeySchema::new(
            "sample",
            ValueType::Number { minimum: Some(0.0), maximum: None, whole: true },
            "How many people, cases or answers it rests on. Four interviews and four thousand answers convince \
             differently.",
            "sample: 14",
        )
        .also_called(&["size", "n", "participants", "respondents", "count"]),
        KeySchema::new(
            "link",
            ValueType::Link,
            "Where the report, the recording or the dashboard can be found.",
            "link: \"https://research.example.org/2026/interviews\"",
        )
        .many()
        .also_called(&["links", "url", "href", "report"]),
        KeySchema::new(
            "data",
            ValueType::File,
            "The file with the answers or readings themselves, relative to this file.",
            "data: \"data/q3.csv\"",
        )
        .many()
        .also_called(&["file", "files", "path", "csv"]),
        choice(
            "confidence",
            [
                ("observed", "People did or said this, and somebody recorded it."),
                ("inferred", "It follows from what was observed, by reasoning."),
                ("assumed", "Nobody has looked yet."),
            ],
            "How sure you are of what this source says, beside how it was learned.",
            "confidence: observed",
        )
        .also_called(&["certainty", "trust"]),
        owner("The team or person to ask about this research.", "owner: @research"),
        tag(),
    ])
}

const EXAMPLE: &str = r#"source interviews "Customer interviews" {
  kind: interview
  date: 2026-05-12
  sample: 14
  confidence: observed
}
"#;
