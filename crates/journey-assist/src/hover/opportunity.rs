//! The card of an opportunity.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label};
use crate::addressed::pains_of;
use crate::markdown::{code, escaped, list};
use crate::time::{day, distance};

/// Which pains it would ease, what it would bring and cost, and how far it is.
pub(super) struct OpportunityCard;

impl HoverProvider for OpportunityCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Opportunity)?;
        let opportunity = card.declaration;
        let status = card.word("status").map_or("", |word| &word.name);
        card.also(status);
        let pains = pains_of(card.project, card.id);
        let pains: Vec<String> = pains.iter().map(|pain| escaped(&label(card.project.declaration(*pain)))).collect();
        card.fact("Addresses", &list(&pains));
        card.texts("How", "how");
        card.texts("Solution", "solution");
        let ratings = ["impact", "effort", "confidence"].iter().filter_map(|key| {
            let rating = opportunity.property(key)?.value()?.number()?.value;
            (0.0..=10.0).contains(&rating).then(|| format!("{key} {rating}"))
        });
        let ratings: Vec<String> = ratings.collect();
        if !ratings.is_empty() {
            card.fact("Rated 0 to 10", &ratings.join(", "));
        }
        card.owner();
        let due = opportunity.property("due").and_then(|property| property.value()?.date());
        if let Some(due) = due {
            card.fact("Due", &format!("{}, {}", day(due), distance(due, context.today)));
        }
        let tickets: Vec<String> = card.plain("ticket").iter().map(|ticket| code(ticket)).collect();
        card.fact("Ticket", &list(&tickets));
        Some(card.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn an_opportunity_is_told_by_its_pains_and_ratings() {
        let text = "journey shop { stage find { pain stale \"Out of stock\" } }\nopportunity live \"Live stock\" {\n addresses: shop.stale; impact: 8; effort: 5; confidence: 12\n \
                    owner: @search; status: planned; due: 2027-03-31; ticket: SHOP-123, \"#7\" }";
        insta::assert_snapshot!(card(text, Keyword::Opportunity, "live"), @r"
        **Live stock** · opportunity `live` · planned

        - **Addresses:** Out of stock
        - **Rated 0 to 10:** impact 8, effort 5
        - **Owner:** @search
        - **Due:** 31 March 2027, in 4 months
        - **Ticket:** `SHOP-123`; `#7`
        ");
    }

    #[test]
    fn the_pain_around_it_is_addressed() {
        let text = "pain p \"Hurts\" { opportunity o \"Helps\" }";
        assert_eq!(card(text, Keyword::Opportunity, "o"), "**Helps** · opportunity `o`\n\n- **Addresses:** Hurts");
    }
}
