//! The card of a persona.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label, users};
use crate::markdown::{escaped, list};

/// Who it is, what they want, and which journeys are told for them.
pub(super) struct PersonaCard;

impl HoverProvider for PersonaCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Persona)?;
        let priority = card.word("priority").map_or("", |word| &word.name);
        card.also(priority);
        card.texts("Role", "role");
        card.texts("Goal", "goal");
        card.texts("Hates", "hates");
        card.quotes("Quote", "quote");
        card.names("Source", "source");
        let mut journeys: Vec<String> = Vec::new();
        for (_, user) in users(card.project, card.id) {
            let journey = user.journey().map(|journey| escaped(&label(journey)));
            journeys.extend(journey.filter(|journey| !journeys.contains(journey)));
        }
        match journeys.as_slice() {
            [] => card.note("In no journey yet"),
            journeys => card.fact("Journeys", &list(journeys)),
        }
        Some(card.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_persona_is_told_by_role_goal_and_quote() {
        let text = "source talks \"Talks\" { kind: interview }\n/// Works nights.\n///\n/// - shops standing up\npersona maya \"Maya, *busy* parent\" {\n  priority: primary\n  role: \"Nurse\"\n  \
                    goal: \"Order in ten minutes\", \"Never run out of milk\"\n  quote: \"I shop\\nstanding up.\"\n  hates: nothing at all\n  source: talks\n}\n\
                    journey shop \"Weekly <shop>\" { persona: maya; stage s { touchpoint t { emotion maya: 1 } } }\njourney next { persona: maya }\n";
        insta::assert_snapshot!(card(text, Keyword::Persona, "maya"), @r"
        **Maya, \*busy\* parent** · persona `maya` · primary

        Works nights.

        * shops standing up

        - **Role:** Nurse
        - **Goal:** Order in ten minutes; Never run out of milk
        - **Quote:** “I shop standing up.”
        - **Source:** Talks
        - **Journeys:** Weekly \<shop>; Next
        ");
    }

    #[test]
    fn a_bare_persona_has_a_short_card() {
        assert_eq!(card("persona tom", Keyword::Persona, "tom"), "**Tom** · persona `tom`\n\n- In no journey yet");
    }

    #[test]
    fn a_name_that_several_have_is_told() {
        let text = "persona tom \"One\"\npersona tom \"Other\"\njourney j { persona: tom }";
        insta::assert_snapshot!(card(text, Keyword::Persona, "tom"), @r"
        **One** · persona `tom`

        Several personas are called `tom`; this is one of them.

        - **Journeys:** J
        ");
    }
}
