//! `journey`: a customer's way through the service.

use super::shared_keys::{choice, measure, owner, references, source, tag, text, texts};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Journey,
        [Place::File],
        "The way of one or a few personas through your service, from the first thought to long after, told from their \
         side. It shows where the experience breaks, which no department sees from inside its own part.",
        EXAMPLE,
    )
    .also_called(&["map", "customer_journey", "blueprint", "experience", "flow"])
    .with_keys([
        choice(
            "state",
            [
                ("as-is", "How it is today, from evidence."),
                ("to-be", "How it shall become. Name the journey it improves with `of`."),
            ],
            "Whether the map shows today or the future. A map that mixes the two misleads everybody.",
            "state: as-is",
        ),
        KeySchema::new(
            "of",
            ValueType::Reference(vec![Keyword::Journey]),
            "The journey that this one is a variant of. Tools compare the two: what improves, what stays, what goes.",
            "of: weekly_shop",
        )
        .also_called(&["variant", "extends", "replaces", "based_on"]),
        references(
            "persona",
            [Keyword::Persona],
            "Whose journey it is. More than three personas in one map usually hide their differences.",
            "persona: maya, tom",
        )
        .also_called(&["personas", "customer", "user", "who"]),
        texts(
            "segment",
            "The customer segment that the journey holds for, where that is more or less than its personas.",
            "segment: \"First order within 30 days\"",
        )
        .also_called(&["segments", "group"]),
        texts(
            "scenario",
            "The situation in which the journey happens. The same person takes another way in another situation.",
            "scenario: \"Sunday evening, the fridge is empty\"",
        )
        .also_called(&["scenarios", "situation", "context"]),
        texts(
            "goal",
            "What the customer wants to have reached at the end.",
            "goal: \"Food for the week is in the house\"",
        )
        .also_called(&["goals", "aim"]),
        texts(
            "objective",
            "What your organisation wants to reach with this map, best as a number with a before and an after.",
            "objective: \"Cut first-order abandonment from 38% to 20%\"",
        )
        .also_called(&["objectives", "business_goal", "purpose"]),
        text(
            "starts",
            "What sets the journey off, mostly before the first contact with you.",
            "starts: \"The fridge is empty\"",
        )
        .also_called(&["start", "begin", "begins", "trigger"]),
        text(
            "ends",
            "What the customer counts as the end, mostly after the last contact with you.",
            "ends: \"Everything is put away\"",
        )
        .also_called(&["end", "finish", "outcome"]),
        owner(
            "The team or person who answers for the whole journey, across departments. Without one, each part is fine \
             and the whole is not.",
            "owner: @growth",
        ),
        choice(
            "status",
            [
                ("draft", "Being written. Guesses are welcome."),
                ("review", "Ready to be read and doubted by others."),
                ("approved", "Agreed on, and evidence stands behind its claims."),
                ("retired", "Kept for the record; nobody works from it any more."),
            ],
            "How far this map can be relied on.",
            "status: draft",
        ),
        KeySchema::new(
            "reviewed",
            ValueType::Date,
            "The day on which somebody last compared the map with the real world.",
            "reviewed: 2026-11-01",
        )
        .also_called(&["review", "date", "updated", "checked"]),
        measure("A reading of a metric for the journey as a whole. One line for each metric."),
        source("The research that the journey as a whole rests on."),
        tag(),
    ])
}

const EXAMPLE: &str = r#"persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  state: as-is
  persona: maya
  objective: "Cut first-order abandonment from 38% to 20%"
  owner: @growth

  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
  }
}
"#;
