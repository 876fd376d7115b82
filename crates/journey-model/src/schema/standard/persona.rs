//! `persona`: somebody the journey is made for.

use super::shared_keys::{choice, source, tag, texts};
use crate::schema::{KeySchema, Keyword, KeywordSchema, Place, ValueType};

pub(super) fn schema() -> KeywordSchema {
    KeywordSchema::new(
        Keyword::Persona,
        [Place::File],
        "A typical customer, drawn from research, that a journey is told for. Different people want and hate different \
         things on the same way, so a journey that is everybody's is nobody's. Start with two or three.",
        EXAMPLE,
    )
    .also_called(&["customer", "user", "archetype", "buyer", "visitor", "patient", "citizen"])
    .with_keys([
        choice(
            "priority",
            [
                (
                    "primary",
                    "The journey has to run smoothly for this persona first; when two wishes collide, this one wins.",
                ),
                (
                    "secondary",
                    "The journey should work for this persona too, as long as a primary persona does not suffer.",
                ),
            ],
            "Whose wishes come first. It settles arguments before they start.",
            "priority: primary",
        ),
        texts(
            "segment",
            "The customer segment that this persona stands for, in the words your organisation uses for it.",
            "segment: \"Families with young children\"",
        )
        .also_called(&["segments", "group"]),
        texts(
            "role",
            "What this person is in life or at work. It tells the reader in three words who is speaking.",
            "role: \"Nurse, two children\"",
        )
        .also_called(&["occupation", "profession", "position"]),
        KeySchema::new(
            "age",
            ValueType::OneOf(vec![
                ValueType::Number {
                    minimum: Some(0.0),
                    maximum: None,
                    whole: true,
                },
                ValueType::Range,
                ValueType::Text,
            ]),
            "The age in years: a number, a range or a text. Give it only where age changes what the person needs.",
            "age: 34..42",
        ),
        texts(
            "location",
            "Where this person lives or works, where that changes the journey.",
            "location: \"Leeds, ten minutes to the next shop\"",
        )
        .also_called(&["place", "city", "country", "region"]),
        texts(
            "goal",
            "What this person wants to get done, in their own terms. A stage that serves none of the goals is there for \
             the company, not for the customer.",
            "goal: \"Order the week's food in ten minutes\", \"Never run out of milk\"",
        )
        .also_called(&["goals", "aim", "objective"]),
        texts(
            "motivation",
            "Why the goals matter to this person. The reason behind a goal often allows a better way to it.",
            "motivation: \"Evenings with the children\"",
        )
        .also_called(&["motivations", "why", "driver", "drivers"]),
        texts(
            "behavior",
            "What this person usually does, as observed: habits, tools, ways round a problem.",
            "behavior: \"Orders on the phone while standing in a queue\"",
        )
        .also_called(&["behaviour", "behaviors", "behaviours", "habit", "habits"]),
        texts(
            "wants",
            "What delights this person. Look here for gains.",
            "wants: \"A list that remembers what we eat\"",
        )
        .also_called(&["want", "need", "needs", "likes", "loves"]),
        texts(
            "hates",
            "What drives this person away. Look here for pains.",
            "hates: \"Substitutions she has to drive back\"",
        )
        .also_called(&["hate", "dislikes", "frustration", "frustrations", "fears"]),
        texts(
            "ignores",
            "What this person does not care about. Effort spent here is wasted.",
            "ignores: \"Loyalty points\"",
        )
        .also_called(&["ignore", "indifferent"]),
        texts(
            "job",
            "The job to be done: when this happens, I want that, so that I can do something. It says what the service is \
             hired for.",
            "job: \"When the fridge is empty on Sunday, I want the week planned, so that I can rest\"",
        )
        .also_called(&["jobs", "jtbd"]),
        texts(
            "quote",
            "Words that a real person said. One good quote convinces a room faster than a page of text.",
            "quote: \"I shop standing up, between two other things.\"",
        )
        .also_called(&["quotes", "says"]),
        source(
            "The research that this persona rests on. A persona without a source is a stereotype that looks like a fact.",
        ),
        tag(),
    ])
}

const EXAMPLE: &str = r#"source interviews "Customer interviews" { kind: interview }

persona maya "Maya, busy parent" {
  priority: primary
  role: "Nurse, two children"
  goal: "Order the week's food in ten minutes"
  hates: "Substitutions she has to drive back"
  source: interviews
}
"#;
