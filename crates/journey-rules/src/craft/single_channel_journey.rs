//! `single-channel-journey`: a journey in which everything happens in one channel.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::SCOPE;
use crate::standing::{chosen, shows_today};
use crate::wording::shown;

/// Finds journeys that stay in one channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct SingleChannelJourney;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "single-channel-journey",
    summary: "A journey in which everything happens in one channel",
    documentation: r#"
## What it does
Finds a journey of today of which at least four touchpoints name a `channel`, and all of them the same one. How many it
takes can be set. Another channel in a lane (`frontstage: phone "Calls back"`) counts, and so does a touchpoint without
channel that is out of your hands (`control: none`).

## Why it matters
Customers do not stay where they are put. They ask a friend, read a letter, call when the app is silent; and what they were
told in one place is not known in the next. A map of one channel shows the channel, not the journey.

## Example
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  stage order "Order" {
    touchpoint search "Searches" { channel: app }
    touchpoint basket "Fills the basket" { channel: app }
    touchpoint pay "Pays" { channel: app }
    touchpoint wait "Waits" { channel: app }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
channel hotline "Customer line"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  stage order "Order" {
    touchpoint search "Searches" { channel: app }
    touchpoint basket "Fills the basket" { channel: app }
    touchpoint pay "Pays" { channel: app }
    touchpoint wait "Asks where it is" { channel: hotline }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic" puts the crossing
of channels at the heart of the matter; the page "Customer Journey Mapping" that begins with "Good service is not
enough" expects different teams and channels in any journey.
"#,
    group: &SCOPE,
    severity: Severity::Hint,
    reach: Reach::Project,
    fixes: None,
    options: &[OptionDescription {
        id: "touchpoints",
        documentation: "How many touchpoints name a channel at least before one channel is too few.",
        kind: OptionKind::WholeNumber { least: 2, most: 100, default: 4 },
    }],
};

impl Rule for SingleChannelJourney {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for facts in context.journeys() {
            let least = usize::try_from(context.whole_number("touchpoints")).unwrap_or(usize::MAX);
            if facts.touchpoints.len() < least {
                continue;
            }
            let Some((channel, count)) = only_channel(context, facts) else { continue };
            if count < least || !shows_today(facts.declaration, context.project.schema()) {
                continue;
            }
            let shown_channel = shown(&channel.label());
            let message =
                format!("Everything in the journey {} happens in {shown_channel}", shown(&facts.declaration.label()));
            let help = "Customers change channels, and that is where things get lost. Ask where they come from, and where they turn \
                        when it does not work, and add these touchpoints with their channels.";
            report.add(Diagnostic::new(context.place(facts.declaration.name().range), message, help));
        }
    }
}

/// The one channel of a journey, and how many touchpoints name it; `None` where there are several or where somebody cannot know.
fn only_channel<'c>(context: &RuleContext<'c>, facts: &JourneyFacts<'c>) -> Option<(Declaration<'c>, usize)> {
    let mut only: Option<(&str, DeclarationId, Declaration<'c>)> = None;
    let mut count = 0;
    for touchpoint in &facts.touchpoints {
        let mut names_one = false;
        for reference in touchpoint.references() {
            if !reference.wanted.contains(Keyword::Channel) {
                continue;
            }
            let is_its_channel = reference.property.key() == "channel";
            names_one |= is_its_channel;
            if only.is_some_and(|(text, ..)| text == reference.text) {
                continue;
            }
            // A name that means nothing may be another channel.
            let (id, target) = context.project.target(context.id, &reference)?;
            match only {
                _ if target.keyword() != Some(Keyword::Channel) => {}
                Some((_, known, _)) if known != id => return None,
                _ => only = Some((reference.text, id, target)),
            }
        }
        if touchpoint.has_broken_entries() || !names_one && chosen(*touchpoint, "control") == Some("none") {
            return None;
        }
        count += usize::from(names_one);
    }
    only.map(|(_, _, channel)| (channel, count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings, findings_among};
    use journey_plugin::model::configuration::OptionValue;

    const CHANNELS: &str = "channel app \"Mobile app\"\nchannel web \"Web\"\nactor team \"Team\"\n";

    fn journey(head: &str, touchpoints: [&str; 4]) -> String {
        let touchpoints: Vec<String> = touchpoints
            .iter()
            .enumerate()
            .map(|(at, inside)| format!("    touchpoint t{at} {{\n      {inside}\n    }}\n"))
            .collect();
        format!("journey {head}\n  stage s \"S\" {{\n{}  }}\n}}\n", touchpoints.concat())
    }

    #[test]
    fn a_journey_of_one_channel_is_told() {
        let text =
            journey("⟦shop⟧ \"Weekly shop\" {", ["channel: app", "channel: app", "channel: app, app", "channel: app"]);
        let found = findings(&SingleChannelJourney, &format!("{CHANNELS}{text}").replace('\n', "\r\n"));
        assert_eq!(found[0].message, "Everything in the journey `Weekly shop` happens in `Mobile app`");
        assert_eq!(
            found[0].help,
            "Customers change channels, and that is where things get lost. Ask where they come from, and where they turn when \
             it does not work, and add these touchpoints with their channels."
        );
        let lanes = journey(
            "⟦shop⟧ \"Shop\" {",
            [
                "channel: app",
                "channel: app; frontstage: team \"Looks\"",
                "channel: app; frontstage: app \"Shows\"",
                "channel: app",
            ],
        );
        findings_among(&SingleChannelJourney, &[("a.journey", &lanes), ("b.journey", CHANNELS)]);
    }

    #[test]
    fn another_way_or_one_that_may_be_another_is_enough() {
        for last in [
            "channel: web",
            "channel: app, web",
            "channel: app; frontstage: web \"Shows\"",
            "channel: wbe",
            "channel web",
            "channel:",
            "control: none",
            "",
            "??",
        ] {
            let text = journey("shop \"Shop\" {", ["channel: app", "channel: app", "channel: app", last]);
            findings(&SingleChannelJourney, &format!("{CHANNELS}{text}"));
        }
    }

    #[test]
    fn only_journeys_of_today_are_looked_at() {
        for line in ["state: to-be", "status: retired", "of: other"] {
            let head = format!("shop \"Shop\" {{ {line}");
            let text = journey(&head, ["channel: app"; 4]);
            findings(&SingleChannelJourney, &format!("{CHANNELS}{text}"));
        }
    }

    #[test]
    fn how_many_touchpoints_it_takes_can_be_set() {
        let with = |least: i64, head: &str, touchpoints: [&str; 4]| {
            let text = format!("{CHANNELS}{}", journey(head, touchpoints));
            let least = (DESCRIPTION.id, "touchpoints", OptionValue::WholeNumber(least));
            Case::of(&text).with_option(least).findings(&SingleChannelJourney)
        };
        let two = ["channel: app", "channel: app", "", ""];
        let found = with(2, "⟦shop⟧ \"Shop\" {", two);
        assert_eq!(found[0].message, "Everything in the journey `Shop` happens in `Mobile app`");
        with(3, "shop \"Shop\" {", two);
        with(5, "shop \"Shop\" {", ["channel: app"; 4]);
    }
}
