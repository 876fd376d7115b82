//! The card of a pain.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::{Declaration, DeclarationId, Project};
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label, word};
use crate::addressed::opportunities_for;
use crate::markdown::{escaped, list};

/// How much it hurts and how often, why, how that is known, and what is going to be done.
pub(super) struct PainCard;

impl HoverProvider for PainCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Pain)?;
        let severity = card.word("severity").map(|word| format!("{} severity", word.name)).unwrap_or_default();
        card.also(&severity);
        let frequency = card.word("frequency").map_or("", |word| &word.name);
        card.also(frequency);
        card.around();
        card.texts("Cause", "cause");
        card.names("Persona", "persona");
        card.names("Source", "source");
        let opportunities = opportunities_for(card.project, card.id);
        let shown: Vec<String> = opportunities.iter().map(|id| opportunity(card.project, *id)).collect();
        match shown.as_slice() {
            [] => card.note("No opportunity addresses it yet"),
            shown => card.fact("Opportunities", &list(shown)),
        }
        Some(card.finish())
    }
}

fn opportunity(project: &Project, id: DeclarationId) -> String {
    let declaration: Declaration<'_> = project.declaration(id);
    let status = word(project, declaration, "status").map(|word| format!(" ({})", word.name));
    escaped(&label(declaration)) + &status.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_pain_is_told_by_its_severity_cause_and_opportunities() {
        let text = "source talks \"Talks\" { kind: interview }\njourney shop \"Weekly shop\" {\n stage find \"Find\" {\n touchpoint search \"Searches\" {\n \
                    pain stale \"Out of stock\" {\n severity: high\n frequency: often\n cause: \"Syncs nightly\"\n source: talks\n \
                    opportunity hide \"Hide what ran out\" } } }\n opportunity live \"Live | stock\" { addresses: stale, stale; status: planned } }";
        insta::assert_snapshot!(card(text, Keyword::Pain, "stale"), @r"
        **Out of stock** · pain `stale` · high severity · often

        - **In:** Weekly shop › Find › Searches
        - **Cause:** Syncs nightly
        - **Source:** Talks
        - **Opportunities:** Hide what ran out; Live \| stock (planned)
        ");
        assert_eq!(card("pain p", Keyword::Pain, "p"), "**P** · pain `p`\n\n- No opportunity addresses it yet");
    }
}
