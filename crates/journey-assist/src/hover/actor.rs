//! The card of an actor.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, labels_of, users};
use crate::markdown::list;

/// What kind of actor it is, on which line it stands, who owns it, and where it acts.
pub(super) struct ActorCard;

impl HoverProvider for ActorCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Actor)?;
        for key in ["line", "kind"] {
            let word = card.word(key).map_or("", |word| &word.name);
            card.also(word);
        }
        card.owner();
        let users = users(card.project, card.id);
        match labels_of(&users, Keyword::Touchpoint).as_slice() {
            [] => card.note("At no touchpoint yet"),
            touchpoints => card.fact("Touchpoints", &list(touchpoints)),
        }
        Some(card.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn an_actor_is_told_by_its_line_and_touchpoints() {
        let text = "actor stock \"Stock system\" { line: support; kind: system; owner: @it }\n\
                    journey j { stage s { touchpoint t \"Pays\" { support: stock \"Answers\" } } }";
        insta::assert_snapshot!(card(text, Keyword::Actor, "stock"), @r"
        **Stock system** · actor `stock` · support · system

        - **Owner:** @it
        - **Touchpoints:** Pays
        ");
    }
}
