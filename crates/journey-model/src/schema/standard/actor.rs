//! `actor`: who or what does part of the service.

use super::shared_keys::{choice, owner, tag};
use crate::schema::{Keyword, KeywordSchema, Place};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Actor,
        [Place::File],
        "A person, team, system or partner that does a part of the service, seen or unseen. Actors make the lanes of a \
         service blueprint: they show who has to change something before the customer feels it.",
        EXAMPLE,
    )
    .also_called(&["team", "system", "partner", "employee", "staff", "agent", "department"])
    .with_keys([
        choice(
            "line",
            [
                ("frontstage", "The customer sees or hears this actor."),
                ("backstage", "The actor works for the customer's case, out of sight."),
                ("support", "The actor serves those who serve the customer: systems, suppliers, inner services."),
            ],
            "Where in the service blueprint the actor stands: in front of the line of visibility, behind it, or behind \
             the line of internal interaction.",
            "line: backstage",
        )
        .also_called(&["lane", "stage", "layer"]),
        choice(
            "kind",
            [
                ("person", "One role that a human being fills."),
                ("team", "A group that works together."),
                ("system", "Software or a machine."),
                ("partner", "Another organisation. You cannot change it alone."),
            ],
            "What sort of actor it is: people are trained, systems are built, partners are talked to.",
            "kind: team",
        )
        .also_called(&["type", "category"]),
        owner("The team or person in your organisation who answers for this actor.", "owner: @logistics"),
        tag(),
    ])
}

const EXAMPLE: &str = r#"actor courier "Courier" {
  line: frontstage
  kind: person
}

actor picking "Picking team" {
  line: backstage
  kind: team
  owner: @logistics
}

actor stock "Stock system" {
  line: support
  kind: system
}
"#;
