//! `pain`: something that hurts.

use super::shared_keys::{choice, owner, references, source, tag, texts};
use crate::schema::{Keyword, KeywordSchema, Place};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Pain,
        [
            Place::In(Keyword::Journey),
            Place::In(Keyword::Stage),
            Place::In(Keyword::Touchpoint),
        ],
        "A pain point: something that costs the customer time, money, effort or trust. Put it where it hurts. Say how bad \
         and how frequent it is, for that decides what to mend first.",
        EXAMPLE,
    )
    .also_called(&[
        "painpoint", "pain_point", "problem", "issue", "frustration", "barrier", "friction", "obstacle",
    ])
    .with_keys([
        choice(
            "severity",
            [
                ("low", "A nuisance. People hardly notice or shrug."),
                ("medium", "It costs time or temper, but people go on."),
                ("high", "Many give up, complain or need help."),
                ("critical", "People leave for good, or somebody comes to harm."),
            ],
            "How bad it is for somebody whom it hits.",
            "severity: high",
        )
        .also_called(&["impact", "level", "priority"]),
        choice(
            "frequency",
            [
                ("rare", "Hardly anybody meets it."),
                ("sometimes", "Some meet it, or most meet it now and then."),
                ("often", "Most meet it, or it comes back again and again."),
                ("always", "Everybody meets it, each time."),
            ],
            "How often it happens. A small pain that everybody meets each time can outweigh a large one.",
            "frequency: often",
        )
        .also_called(&["often", "occurrence", "how_often"]),
        texts(
            "cause",
            "Why it happens, as far as known. The cause is mostly backstage, and opportunities should go there.",
            "cause: \"Stock syncs nightly\"",
        )
        .also_called(&["causes", "reason", "why", "root_cause"]),
        references(
            "persona",
            [Keyword::Persona],
            "Whom it hurts, where it is not everybody.",
            "persona: maya",
        )
        .also_called(&["personas", "who", "for"]),
        owner(
            "The team or person who answers for this pain going away.",
            "owner: @search",
        ),
        source("The research that shows this pain. Without one it is an opinion."),
        tag(),
    ])
}

const EXAMPLE: &str = r#"persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items" {
        severity: high
        frequency: often
        cause: "Stock syncs nightly"
      }
    }
  }
}
"#;
