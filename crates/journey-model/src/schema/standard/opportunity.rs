//! `opportunity`: something that could be made better.

use super::shared_keys::{choice, owner, references, source, tag, texts};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, Requirement, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Opportunity,
        [
            Place::File,
            Place::In(Keyword::Journey),
            Place::In(Keyword::Stage),
            Place::In(Keyword::Touchpoint),
            Place::In(Keyword::Pain),
        ],
        "A chance to make the journey better, with what it would bring and what it would cost. It turns the map into \
         work: it addresses pains, has an owner and a status. Inside a pain it addresses that pain.",
        EXAMPLE,
    )
    .also_called(&["idea", "solution", "improvement", "initiative", "action", "recommendation"])
    .with_keys([
        references(
            "addresses",
            [Keyword::Pain],
            "The pains that this would ease. Inside a pain it can be left out; elsewhere an opportunity that addresses \
             nothing is a wish.",
            "addresses: stale_stock",
        )
        .also_called(&["address", "solves", "fixes", "pain", "pains"])
        .required(Requirement::ExpectedOutside(vec![Keyword::Pain])),
        texts(
            "how",
            "The question that opens the field for ideas, mostly as \"How might we ...\".",
            "how: \"How might we show only what can be delivered tonight?\"",
        )
        .also_called(&["hmw", "how_might_we", "question"]),
        texts(
            "solution",
            "What could be done. Several make a choice possible.",
            "solution: \"Sync stock every minute\", \"Hide what ran out today\"",
        )
        .also_called(&["solutions", "idea", "ideas"]),
        rating(
            "impact",
            "How much better it would make the journey, from 0 (nothing) to 10 (decisive). With `effort` it gives the order \
             of work.",
            "impact: 8",
        )
        .also_called(&["value", "benefit"]),
        rating(
            "effort",
            "What it would cost in time and people, from 0 (nothing) to 10 (all we have).",
            "effort: 5",
        )
        .also_called(&["cost", "costs", "complexity"]),
        rating(
            "confidence",
            "How sure you are of impact and effort, from 0 (a guess) to 10 (tested).",
            "confidence: 7",
        )
        .also_called(&["certainty"]),
        rating(
            "importance",
            "How important the need behind it is to customers, from 0 to 10, as they said. High importance with low \
             satisfaction is where to look first.",
            "importance: 9",
        ),
        rating(
            "satisfaction",
            "How satisfied customers are today with how the need is met, from 0 to 10, as they said.",
            "satisfaction: 3",
        ),
        owner(
            "The team or person who drives it. Without one it stays on the wall.",
            "owner: @search",
        ),
        choice(
            "status",
            [
                ("idea", "Noted. Nothing is decided."),
                ("planned", "It will be done; somebody has promised it."),
                ("doing", "Being worked on."),
                ("done", "Customers can feel it."),
                ("dropped", "It will not be done. Kept, so that nobody has to think of it again."),
            ],
            "How far it is.",
            "status: planned",
        )
        .also_called(&["state", "progress"]),
        KeySchema::new(
            "due",
            ValueType::Date,
            "The day by which it shall be done.",
            "due: 2027-03-31",
        )
        .also_called(&["date", "deadline", "by", "until"]),
        KeySchema::new(
            "ticket",
            ValueType::Ticket,
            "Where the work is tracked: the ticket's number in your tracker. Write it as text where it has spaces or \
             signs such as `#`.",
            "ticket: SHOP-123",
        )
        .many()
        .also_called(&["tickets", "issue", "link", "jira", "task"]),
        source("The research that speaks for it."),
        tag(),
    ])
}

/// A number from 0 to 10; half points are fine.
fn rating(name: &'static str, documentation: &'static str, example: &'static str) -> KeySchema {
    KeySchema::new(
        name,
        ValueType::Number { minimum: Some(0.0), maximum: Some(10.0), whole: false },
        documentation,
        example,
    )
}

const EXAMPLE: &str = r#"persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items" { severity: high }
    }
  }

  opportunity live_stock "Show live stock in search" {
    addresses: stale_stock
    impact: 8
    effort: 5
    owner: @search
    status: planned
  }
}
"#;
