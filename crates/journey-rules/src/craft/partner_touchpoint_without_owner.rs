//! `partner-touchpoint-without-owner`: a touchpoint in the hands of others that nobody on our side looks after.

use journey_plugin::model::value::Score;
use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::addressing::opportunities_for;
use crate::group::OWNERSHIP;
use crate::standing::{chosen, is_retired, lacks};
use crate::wording::shown;

/// Finds touchpoints in the hands of others without an owner.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartnerTouchpointWithoutOwner;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "partner-touchpoint-without-owner",
    summary: "A touchpoint in the hands of others that nobody on our side looks after",
    documentation: r#"
## What it does
Finds a touchpoint that is not, or not only, in your hands and has no `owner`:

- with `control: none`, where a partner works (an actor of `kind: partner`, named by `actor` or in a lane), or where it hurts: somebody
  feels very bad (-2), or there is a pain that no owned opportunity addresses;
- with `control: shared`, where a partner works.

The owner may also stand at the stage, or at the partner (`actor garage { kind: partner; owner: @network }`). Steps out of your hands that do
no harm, such as a friend's good advice, need none. Retired journeys are left alone.

## Why it matters
Customers do not tell your part from that of others: what a courier breaks is laid at your door. You cannot decide how a partner works, and
somebody on your side can know how it goes, speak with them, and soften what goes wrong.

## Example
```journey
persona maya "Maya, busy parent"
actor courier "Parcel service" { kind: partner }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage receive "Receive" {
    touchpoint parcel "Waits for the parcel" {
      actor: courier
      control: none
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
actor courier "Parcel service" { kind: partner }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage receive "Receive" {
    touchpoint parcel "Waits for the parcel" {
      actor: courier
      control: none
      owner: @delivery
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic": journeys reach
beyond a company's own processes, and sometimes cover important parts that are not within its control. The page
"Customer Journey Mapping" that begins with "Good service is not enough" asks for leaders who oversee all of it.
"#,
    group: &OWNERSHIP,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for PartnerTouchpointWithoutOwner {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for facts in context.journeys() {
            for touchpoint in &facts.touchpoints {
                let control = chosen(*touchpoint, "control");
                let Some(control @ ("none" | "shared")) = control else { continue };
                let is_owned = |around: Declaration<'_>| around.gives("owner", schema) || around.has_broken_entries();
                if !lacks(*touchpoint, "owner", context.project.schema())
                    || touchpoint
                        .parent()
                        .is_some_and(|stage| stage.keyword() == Some(Keyword::Stage) && is_owned(stage))
                    || is_retired(facts.declaration)
                {
                    continue;
                }
                let partner = Partner::of(context, *touchpoint);
                let label = shown(&touchpoint.label());
                let (message, help) = match partner {
                    Partner::LookedAfter => continue,
                    Partner::Alone(partner) => (
                        format!("Nobody on your side looks after the partner {} at {label}", shown(&partner.label())),
                        "What a partner does is laid at your door, because customers see one service. Name who keeps in touch with \
                         them, here or at the partner, such as `owner: @partners`.",
                    ),
                    Partner::None if control == "none" && hurts(context, facts, *touchpoint) => (
                        format!("{label} is out of your hands, it hurts, and nobody on your side watches it"),
                        "Customers do not tell your part from that of others. Name who watches it and softens what goes wrong, such as \
                         `owner: @care`.",
                    ),
                    Partner::None => continue,
                };
                report.add(Diagnostic::new(context.place(touchpoint.name().range), message, help));
            }
        }
    }
}

/// A partner who works at a touchpoint.
enum Partner<'p> {
    /// There is none.
    None,
    /// Somebody is named for them, or nobody can know.
    LookedAfter,
    /// Nobody is.
    Alone(Declaration<'p>),
}

impl<'p> Partner<'p> {
    fn of(context: &RuleContext<'p>, touchpoint: Declaration<'p>) -> Self {
        let mut found = Self::None;
        for reference in touchpoint.references() {
            if !reference.wanted.contains(Keyword::Actor) {
                continue;
            }
            let Some((_, actor)) = context.project.target(context.id, &reference) else { return Self::LookedAfter };
            if chosen(actor, "kind") != Some("partner") {
                continue;
            }
            if !lacks(actor, "owner", context.project.schema()) {
                return Self::LookedAfter;
            }
            if matches!(found, Self::None) {
                found = Self::Alone(actor);
            }
        }
        found
    }
}

/// Whether there is a pain in it that nobody works at, or somebody feels very bad.
fn hurts<'c>(context: &RuleContext<'c>, facts: &JourneyFacts<'c>, touchpoint: Declaration<'c>) -> bool {
    let mut pains = facts.pains.iter().filter(|pain| pain.parent() == Some(touchpoint)).peekable();
    if pains.peek().is_some() {
        return pains.any(|pain| !is_worked_at(context, *pain));
    }
    let mut emotions = touchpoint.properties_of("emotion").filter_map(|emotion| emotion.value()?.emotion());
    emotions.any(|emotion| emotion.score == Score::LOWEST)
}

/// Whether somebody is named for the pain, or for an opportunity that eases it.
fn is_worked_at(context: &RuleContext<'_>, pain: Declaration<'_>) -> bool {
    let schema = context.project.schema();
    let mut opportunities = opportunities_for(context, pain);
    pain.gives("owner", schema) || opportunities.any(|(_, opportunity)| opportunity.gives("owner", schema))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const ACTORS: &str = "actor courier \"Parcel service\" { kind: partner }\nactor garage \"Garage\" { kind: partner; owner: @network }\n\
                          actor desk \"Desk\" { kind: team }\nchannel post \"Post\"\n";

    fn journey(name: &str, inside: &str) -> String {
        format!(
            "{ACTORS}journey shop \"Shop\" {{\n  stage s \"S\" {{\n    touchpoint {name} \"Waits for it\" {{\n      {inside}\n    }}\n  }}\n}}\n"
        )
    }

    #[test]
    fn a_partner_nobody_looks_after_is_told() {
        let text = journey("⟦wait⟧", "control: none; actor: courier").replace('\n', "\r\n");
        let found = findings(&PartnerTouchpointWithoutOwner, &text);
        assert_eq!(found[0].message, "Nobody on your side looks after the partner `Parcel service` at `Waits for it`");
        assert_eq!(
            found[0].help,
            "What a partner does is laid at your door, because customers see one service. Name who keeps in touch with them, \
             here or at the partner, such as `owner: @partners`."
        );
        for inside in [
            "control: shared; actor: courier",
            "control: none; support: courier \"Drives\"",
            "control: shared; actor: desk, courier",
        ] {
            findings(&PartnerTouchpointWithoutOwner, &journey("⟦wait⟧", inside));
        }
    }

    #[test]
    fn what_is_out_of_our_hands_and_hurts_is_told() {
        let found =
            findings(&PartnerTouchpointWithoutOwner, &journey("⟦wait⟧", "control: none; pain \"Nobody calls\""));
        assert_eq!(
            found[0].message,
            "`Waits for it` is out of your hands, it hurts, and nobody on your side watches it"
        );
        assert_eq!(
            found[0].help,
            "Customers do not tell your part from that of others. Name who watches it and softens what goes wrong, such as \
             `owner: @care`."
        );
        for inside in [
            "control: none; emotion: -2",
            "control: none; emotion a: +1; emotion b: -2 \"sad\"",
            "control: none; emotion: -2; frontstage: post \"?\"",
        ] {
            findings(&PartnerTouchpointWithoutOwner, &journey("⟦wait⟧", inside));
        }
    }

    #[test]
    fn what_hurts_a_little_or_is_worked_at_needs_no_owner_of_its_own() {
        for inside in [
            "control: none; emotion: -1",
            "control: none; emotion: -2; pain p \"P\" { owner: @care }",
            "control: none; emotion: -2; pain p \"P\" { opportunity o \"O\" { owner: @care } }",
        ] {
            findings(&PartnerTouchpointWithoutOwner, &journey("wait", inside));
        }
        for inside in [
            "control: none; pain p \"P\" { opportunity o \"O\" }",
            "control: none; pain p \"P\" { owner: @care }; pain q \"Q\"",
        ] {
            findings(&PartnerTouchpointWithoutOwner, &journey("⟦wait⟧", inside));
        }
    }

    #[test]
    fn what_does_no_harm_or_is_ours_needs_no_owner() {
        for inside in [
            "control: none",
            "control: none; emotion: 0",
            "control: none; emotion: +2; gain \"Good\"",
            "control: shared; emotion: -2",
            "control: shared; actor: desk",
            "control: ours; actor: courier; emotion: -2",
            "actor: courier; emotion: -2",
        ] {
            findings(&PartnerTouchpointWithoutOwner, &journey("wait", inside));
        }
    }

    #[test]
    fn an_owner_may_stand_at_the_touchpoint_the_partner_or_the_stage() {
        for inside in [
            "owner: @a",
            "ownr: @a",
            "owner @a",
            "owner:",
            "actor: garage",
            "actor: garage, courier",
            "actor: unknown",
            "??",
        ] {
            let text = journey("wait", &format!("control: none; emotion: -1; support: courier \"x\"\n      {inside}"));
            findings(&PartnerTouchpointWithoutOwner, &text);
        }
        let stage =
            journey("wait", "control: none; emotion: -2").replace("stage s \"S\" {", "stage s \"S\" {\n    owner: @a");
        findings(&PartnerTouchpointWithoutOwner, &stage);
        let retired =
            journey("wait", "control: none; emotion: -2").replace("\"Shop\" {", "\"Shop\" {\n  status: retired");
        findings(&PartnerTouchpointWithoutOwner, &retired);
    }

    #[test]
    fn the_partner_may_be_declared_in_another_file() {
        let text = journey("⟦wait⟧", "control: shared; actor: courier").replace(ACTORS, "");
        findings_among(&PartnerTouchpointWithoutOwner, &[("a.journey", &text), ("b.journey", ACTORS)]);
    }
}
