//! The card of a channel.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, labels_of, users};
use crate::markdown::list;

/// Of which kind it is, who owns it, and where it is used.
pub(super) struct ChannelCard;

impl HoverProvider for ChannelCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Channel)?;
        let kind = card.word("kind").map_or("", |word| &word.name);
        card.also(kind);
        card.owner();
        let users = users(card.project, card.id);
        match labels_of(&users, Keyword::Touchpoint).as_slice() {
            [] => card.note("At no touchpoint yet"),
            touchpoints => card.fact("Touchpoints", &list(touchpoints)),
        }
        card.fact("Metrics asked here", &list(&labels_of(&users, Keyword::Metric)));
        Some(card.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_channel_is_told_by_its_kind_owner_and_touchpoints() {
        let text = "channel app \"Mobile app\" { kind: digital; owner: @digital_services }\nmetric m { kind: csat; channel: app }\n\
                    journey j { stage s { touchpoint t \"Pays\" { channel: app; frontstage: app \"Shows\" }\n touchpoint u { channel: app } } }";
        insta::assert_snapshot!(card(text, Keyword::Channel, "app"), @r"
        **Mobile app** · channel `app` · digital

        - **Owner:** @digital_services
        - **Touchpoints:** Pays; U
        - **Metrics asked here:** M
        ");
        assert_eq!(
            card("channel app { kind: telepathic }", Keyword::Channel, "app"),
            "**App** · channel `app`\n\n- At no touchpoint yet"
        );
    }
}
