//! `gain`: something that does good.

use super::shared_keys::{references, source, tag};
use crate::schema::{Keyword, KeywordSchema, Place};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Gain,
        [
            Place::In(Keyword::Journey),
            Place::In(Keyword::Stage),
            Place::In(Keyword::Touchpoint),
        ],
        "Something that delights the customer or makes life easier. Put it where it happens. Gains show what must not be \
         lost when the journey is redesigned.",
        EXAMPLE,
    )
    .also_called(&["delight", "benefit", "highlight", "strength", "joy"])
    .with_keys([
        references(
            "persona",
            [Keyword::Persona],
            "Whom it delights, where it is not everybody.",
            "persona: maya",
        )
        .also_called(&["personas", "who", "for"]),
        source("The research that shows this gain. Without one it is a hope."),
        tag(),
    ])
}

const EXAMPLE: &str = r#"persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" {
      emotion: +2 "relieved"
      gain friendly "The courier carries bags inside" { persona: maya }
    }
  }
}
"#;
