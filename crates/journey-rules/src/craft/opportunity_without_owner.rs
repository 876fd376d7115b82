//! `opportunity-without-owner`: an opportunity that nobody drives.

use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::OWNERSHIP;
use crate::standing::{chosen, is_retired, lacks};
use crate::wording::shown;

/// Finds opportunities without an owner.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpportunityWithoutOwner;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "opportunity-without-owner",
    summary: "An opportunity that nobody drives",
    documentation: r#"
## What it does
Finds an opportunity without `owner`. One that is planned or being done is a warning of its own: somebody has promised
it. Of those that nothing is decided about, each journey gets one finding, at the first. What is done or dropped, and
what stands in a retired journey, needs no owner.

## Why it matters
Mapping is fun, and what follows is work. An opportunity that belongs to everybody stays on the wall; one with a name
beside it is asked about in the next meeting.

## Example
```journey
opportunity live_stock "Show live stock in search" {
  impact: 8
  effort: 5
  status: planned
}
```

## Better
```journey
opportunity live_stock "Show live stock in search" {
  impact: 8
  effort: 5
  owner: @search
  status: planned
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough": to keep a journey good needs
leaders who solve the problems on the way. "Introduction to Customer Journey Mapping" wants departments to collaborate
on solutions. That each needs an owner is our reading.
"#,
    group: &OWNERSHIP,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[],
};

impl Rule for OpportunityWithoutOwner {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let mut undecided: Vec<Declaration<'_>> = Vec::new();
        for opportunity in context.declarations_of(Keyword::Opportunity) {
            if !lacks(*opportunity, "owner", context.project.schema()) || opportunity.journey().is_some_and(is_retired)
            {
                continue;
            }
            match chosen(*opportunity, "status") {
                Some(status @ ("planned" | "doing")) => {
                    report.add_as(Severity::Warning, promised(context, *opportunity, status))
                }
                Some("done" | "dropped") => {}
                _ if context.allows(opportunity.name().range) => {}
                _ => undecided.push(*opportunity),
            }
        }
        let together = |one: &Declaration<'_>, other: &Declaration<'_>| {
            one.journey().is_some() && one.journey() == other.journey()
        };
        for of_one_journey in undecided.chunk_by(together) {
            report.add(noted(context, of_one_journey));
        }
    }
}

fn promised(context: &RuleContext<'_>, opportunity: Declaration<'_>, status: &str) -> Diagnostic {
    let what = if status == "planned" { "planned" } else { "being done" };
    let message = format!("The opportunity {} is {what}, and nobody owns it", shown(&opportunity.label()));
    let help = "It is a promise, and nobody can be asked how far it is. Name who drives it, such as `owner: @search`.";
    Diagnostic::new(context.place(opportunity.name().range), message, help)
}

fn noted(context: &RuleContext<'_>, opportunities: &[Declaration<'_>]) -> Diagnostic {
    let (first, others) = opportunities.split_first().expect("chunks are not empty");
    let message = match opportunities.len() {
        1 => format!("Nobody owns the opportunity {}", shown(&first.label())),
        count => {
            format!("Nobody owns {count} opportunities of this journey, the first being {}", shown(&first.label()))
        }
    };
    let help = "What belongs to everybody stays on the wall. Name who drives it, or who finds out whether it is worth doing, \
                such as `owner: @search`.";
    let diagnostic = Diagnostic::new(context.place(first.name().range), message, help);
    others.iter().fold(diagnostic, |diagnostic, other| {
        diagnostic.related(context.place(other.name().range), "nobody owns this one either")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn what_is_promised_needs_somebody_who_keeps_the_promise() {
        let found = findings(
            &OpportunityWithoutOwner,
            "opportunity ⟦live⟧ \"Live stock\" { status: planned }\r\nopportunity ⟦\"Later\"⟧ { status: doing }\r\n",
        );
        assert_eq!(found[0].message, "The opportunity `Live stock` is planned, and nobody owns it");
        assert_eq!(
            found[0].help,
            "It is a promise, and nobody can be asked how far it is. Name who drives it, such as `owner: @search`."
        );
        assert_eq!(found[1].message, "The opportunity `Later` is being done, and nobody owns it");
        assert!(found.iter().all(|one| one.severity == Severity::Warning), "{found:#?}");
    }

    #[test]
    fn ideas_of_one_journey_are_told_together() {
        let found = findings(
            &OpportunityWithoutOwner,
            "\
journey shop \"Shop\" {
  stage pay \"Pay\" {
    touchpoint pay \"Pays\" { pain slow \"Slow\" { opportunity ⟦\"Faster\"⟧ } }
    opportunity more \"More\" { status: idea }
    opportunity ⟦now⟧ \"Now\" { status: doing }
  }
  opportunity most \"Most\" { impact: 3 }
}
journey club \"Club\" { opportunity ⟦card⟧ \"Card\" }
opportunity ⟦loose⟧ \"Loose\"
opportunity ⟦free⟧ \"Free\"
",
        );
        let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "Nobody owns 3 opportunities of this journey, the first being `Faster`",
                "The opportunity `Now` is being done, and nobody owns it",
                "Nobody owns the opportunity `Card`",
                "Nobody owns the opportunity `Loose`",
                "Nobody owns the opportunity `Free`",
            ]
        );
        assert_eq!(found[0].related.len(), 2);
        assert_eq!(found[0].severity, Severity::Info);
    }

    #[test]
    fn what_is_over_or_may_name_an_owner_is_left_alone() {
        for inside in [
            "owner: @a",
            "ownr: @a",
            "owner @a",
            "owner:",
            "status: done",
            "status: dropped",
            "status: done; impact: 3",
            "??",
        ] {
            findings(&OpportunityWithoutOwner, &format!("opportunity live \"Live\" {{\n  {inside}\n}}\n"));
        }
        findings(
            &OpportunityWithoutOwner,
            "journey old \"Old\" { status: retired; opportunity \"Kept\" { status: planned } }\n",
        );
    }
}
