//! `stage`: a part of a journey.

use super::shared_keys::{measure, owner, source, tag, texts};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Stage,
        [Place::In(Keyword::Journey)],
        "A part of the journey in which the customer pursues one aim, such as comparing or receiving. Cut stages where \
         the customer's aim changes, not where your departments meet. Stages follow each other as they are written.",
        EXAMPLE,
    )
    .also_called(&["phase", "step", "part", "chapter", "section", "act"])
    .with_keys([
        texts(
            "goal",
            "What the customer wants from this stage. It is the measure for every touchpoint in it.",
            "goal: \"Find a shop that delivers tonight\"",
        )
        .also_called(&["goals", "aim", "objective"]),
        KeySchema::new(
            "duration",
            ValueType::Duration,
            "How long the stage takes for the customer, waiting included.",
            "duration: 10min",
        )
        .also_called(&["time", "length", "takes", "lasts"]),
        owner("The team or person who answers for this stage.", "owner: @search"),
        KeySchema::new(
            "detail",
            ValueType::Reference(vec![Keyword::Journey]),
            "The journey that works this stage out. It keeps the overview on one page and the depth one step away.",
            "detail: returns_in_depth",
        )
        .also_called(&["details", "journey", "sub_journey", "drilldown"]),
        measure("A reading of a metric for this stage. One line for each metric."),
        source("The research that the stage as a whole rests on."),
        tag(),
    ])
}

const EXAMPLE: &str = r#"persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya

  stage discover "Discover" {
    goal: "Find a shop that delivers tonight"
    duration: 10min
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
  }
}
"#;
