//! The card of a gain.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::Card;

/// Where it does good, to whom, and how that is known.
pub(super) struct GainCard;

impl HoverProvider for GainCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Gain)?;
        card.around();
        card.names("Persona", "persona");
        card.names("Source", "source");
        Some(card.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_gain_is_told_by_where_it_does_good() {
        let text = "persona maya \"Maya\"\njourney shop \"Weekly shop\" { stage get \"Get\" { gain kind \"Carries bags inside\" { persona: maya } } }";
        insta::assert_snapshot!(card(text, Keyword::Gain, "kind"), @r"
        **Carries bags inside** · gain `kind`

        - **In:** Weekly shop › Get
        - **Persona:** Maya
        ");
    }
}
