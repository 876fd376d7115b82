//! `channel`: the way a contact happens.

use super::shared_keys::{choice, owner, tag};
use crate::schema::{Keyword, KeywordSchema, Place};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Channel,
        [Place::File],
        "A way in which customer and service meet: an app, a shop, a letter, a call. People change channels in the \
         middle of a journey, and that is where promises get lost, so name each one once and use it everywhere.",
        EXAMPLE,
    )
    .also_called(&["medium", "media", "device", "platform"])
    .with_keys([
        choice(
            "kind",
            [
                ("digital", "Something on a screen or in software: an app, a web page, an e-mail, a chatbot."),
                ("physical", "Something one can stand in front of or hold: a shop, a doorstep, a letter, a machine."),
                ("human", "A person, near or far: at the counter, on the telephone, in a chat that people answer."),
            ],
            "What sort of channel it is. A journey that changes sorts needs care at each change.",
            "kind: digital",
        )
        .also_called(&["type", "category"]),
        owner("The team or person who answers for this channel and can change it.", "owner: @mobile"),
        tag(),
    ])
}

const EXAMPLE: &str = r#"channel app "Mobile app" {
  kind: digital
  owner: @mobile
}

channel doorstep "Doorstep" { kind: physical }
channel hotline "Customer line" { kind: human }
"#;
