//! The card of a source.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::Card;
use crate::markdown::{address, code, counted};
use crate::time::{day, distance};

/// How, when and with how many it was learned, where the data is, and how often it is cited.
pub(super) struct SourceCard;

impl HoverProvider for SourceCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Source)?;
        for key in ["kind", "confidence"] {
            let word = card.word(key).map_or("", |word| &word.name);
            card.also(word);
        }
        let date = card.declaration.property("date").and_then(|property| property.value()?.date());
        if let Some(date) = date {
            card.fact("Date", &format!("{}, {}", day(date), distance(date, context.today)));
        }
        let sample = card.declaration.property("sample").and_then(|property| property.value()?.number());
        if let Some(sample) = sample {
            card.fact("Sample", &sample.to_string());
        }
        let link = card.plain("link").first().map(|link| address(link)).unwrap_or_default();
        card.fact("Link", &link);
        let data = card.plain("data").first().map(|data| code(data)).unwrap_or_default();
        card.fact("Data", &data);
        card.owner();
        match card.project.uses_of(card.id).len() {
            0 => card.note("Not cited yet"),
            uses => card.note(&format!("Cited {}", counted(uses, "time", "times"))),
        }
        Some(card.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_source_is_told_by_its_age_and_sample() {
        let text = "source talks \"Talks\" {\n kind: interview; confidence: observed; date: 2026-05-12; sample: 14\n \
                    link: \"https://example.org/a_b?x=1&y=2\"; data: \"data/q3.csv\"; owner: @research\n}\n\
                    persona p { source: talks }\npersona q { role: \"x\" from talks }";
        insta::assert_snapshot!(card(text, Keyword::Source, "talks"), @r"
        **Talks** · source `talks` · interview · observed

        - **Date:** 12 May 2026, 6 months ago
        - **Sample:** 14
        - **Link:** <https://example.org/a_b?x=1&y=2>
        - **Data:** `data/q3.csv`
        - **Owner:** @research
        - Cited 2 times
        ");
        assert_eq!(
            card("source s { kind: survey; date: 2026-13-01; sample: many }", Keyword::Source, "s"),
            "**S** · source `s` · survey\n\n- Not cited yet"
        );
    }
}
