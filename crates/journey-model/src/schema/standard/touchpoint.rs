//! `touchpoint`: one contact between customer and service.

use super::shared_keys::{choice, measure, owner, references, source, tag, text, texts};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Touchpoint,
        [Place::In(Keyword::Stage)],
        "One contact of the customer with your service, or one step they take without you. Tell it from their side: what \
         they do, think and feel. Touchpoints follow each other as they are written, unless `next` says otherwise.",
        EXAMPLE,
    )
    .also_called(&["step", "interaction", "contact", "touch", "action", "event", "moment", "task"])
    .with_keys(experience_keys().into_iter().chain(service_keys()).collect::<Vec<_>>())
}

/// What the customer goes through.
fn experience_keys() -> Vec<KeySchema> {
    vec![
        references(
            "channel",
            [Keyword::Channel],
            "Through which channels it happens. A change of channel between two touchpoints is a classic place for \
             things to get lost.",
            "channel: app",
        )
        .also_called(&["channels", "via", "medium"]),
        references(
            "actor",
            [Keyword::Actor],
            "Whom or what the customer deals with.",
            "actor: courier",
        )
        .also_called(&["actors", "with", "who"]),
        texts(
            "does",
            "What the customer does, as one could film it.",
            "does: \"Types three dish names\"",
        )
        .also_called(&["do", "doing", "action", "actions"]),
        texts(
            "thinks",
            "What goes through the customer's head, in their own voice.",
            "thinks: \"Only show me what is in stock\"",
        )
        .also_called(&["think", "thinking", "thought", "thoughts"]),
        texts(
            "feels",
            "How it feels, in words. The score of the feeling belongs in `emotion`.",
            "feels: \"Rushed, a little silly\"",
        )
        .also_called(&["feel", "feeling", "feelings"]),
        texts(
            "says",
            "What the customer says aloud, best as a quote.",
            "says: \"Why do you show me things you do not have?\"",
        )
        .also_called(&["say", "quote", "saying"]),
        texts(
            "expects",
            "What the customer was promised or counts on. Often the trouble is not what was delivered, but what was \
             promised.",
            "expects: \"Results I can really buy\"",
        )
        .also_called(&["expect", "expectation", "expectations", "promise", "promised"]),
        texts(
            "gets",
            "What the customer really receives. Where it falls short of `expects`, there is a gap to close.",
            "gets: \"A third of the results is out of stock\"",
        )
        .also_called(&["get", "receives", "delivered", "reality"]),
        KeySchema::new(
            "emotion",
            ValueType::Emotion,
            "How it feels, from -2 (very negative) through 0 (neither) to +2 (very positive), then an optional word for the \
             feeling. With a persona's name it is that persona's, without it everybody's. The curve of these is the \
             heart of the map.",
            "emotion maya: -1 \"irritated\" from interviews",
        )
        .qualified([Keyword::Persona], false)
        .also_called(&["emotions", "mood", "sentiment", "rating"]),
        text(
            "moment",
            "Marks a moment of truth: a contact that decides whether the customer stays. Say in the customer's words what \
             is decided. Few touchpoints are one.",
            "moment: \"Is it all there, and is it fresh?\"",
        )
        .also_called(&["moments", "mot", "moment_of_truth"]),
        KeySchema::new(
            "duration",
            ValueType::Duration,
            "How long it takes for the customer, waiting included.",
            "duration: 2min",
        )
        .also_called(&["time", "length", "takes", "lasts"]),
        KeySchema::new(
            "next",
            ValueType::ReferenceThenText {
                names: vec![Keyword::Touchpoint],
                text_required: false,
            },
            "The touchpoints that can follow, each with an optional condition. Without it the next one in the file \
             follows.",
            "next: pay \"the basket is full\", leave \"nothing is in stock\"",
        )
        .many()
        .also_called(&["then", "goto", "leads", "follows", "to"]),
    ]
}

/// What the service does for it, and what is known about it.
fn service_keys() -> Vec<KeySchema> {
    vec![
        lane(
            "frontstage",
            "What the service does where the customer can see it: an actor or channel, then what it does. It stands above \
             the line of visibility in a service blueprint.",
            "frontstage: app \"Shows results\"",
        )
        .also_called(&["front", "front_stage", "onstage"]),
        lane(
            "backstage",
            "What people and systems do for this touchpoint out of sight: an actor or channel, then what it does. It \
             stands below the line of visibility in a service blueprint.",
            "backstage: picking \"Packs frozen food last\"",
        )
        .also_called(&["back", "back_stage"]),
        lane(
            "support",
            "What others do so that backstage can work: an actor or channel, then what it does. It stands below the line \
             of internal interaction in a service blueprint.",
            "support: stock \"Answers with last night's levels\"",
        )
        .also_called(&["supports", "supporting", "process", "processes", "system"]),
        texts(
            "evidence",
            "What the customer can see, hold or keep: a receipt, a uniform, a parcel. This is the blueprint's physical \
             evidence; research belongs in `source`.",
            "evidence: \"Paper receipt\"",
        )
        .also_called(&["physical_evidence", "artifact", "artifacts", "artefact", "prop", "props"]),
        choice(
            "control",
            [
                ("ours", "Your organisation decides how this goes."),
                ("shared", "You and somebody else decide together."),
                ("none", "It happens without you: a friend's advice, a partner's delivery. It still shapes the journey."),
            ],
            "Who can change this touchpoint. Journeys reach beyond what a company controls.",
            "control: shared",
        )
        .also_called(&["controlled", "controls", "controlled_by"]),
        measure("A reading of a metric for this touchpoint. One line for each metric."),
        owner(
            "The team or person who answers for this touchpoint.",
            "owner: @search",
        ),
        source("The research that the touchpoint as a whole rests on."),
        tag(),
    ]
}

/// A lane of the service blueprint, which may be given several times: several actors work on one touchpoint.
fn lane(name: &'static str, documentation: &'static str, example: &'static str) -> KeySchema {
    KeySchema::new(
        name,
        ValueType::ReferenceThenText { names: vec![Keyword::Actor, Keyword::Channel], text_required: true },
        documentation,
        example,
    )
    .many()
    .freely()
}

const EXAMPLE: &str = r#"persona maya "Maya, busy parent"
channel app "Mobile app" { kind: digital }
actor stock "Stock system" { line: support }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      channel: app
      does: "Types three dish names"
      thinks: "Only show me what is in stock"
      emotion maya: -1 "irritated"
      support: stock "Answers with last night's levels"
    }
  }
}
"#;
