//! `journey-without-owner`: a journey that nobody answers for as a whole.

use journey_plugin::model::{Declaration, Role};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::OWNERSHIP;
use crate::standing::{is_retired, lacks, severity_in};
use crate::wording::shown;

/// Finds journeys without an owner.
#[derive(Clone, Copy, Debug)]
pub(super) struct JourneyWithoutOwner;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "journey-without-owner",
    summary: "A journey that nobody answers for as a whole",
    documentation: r#"
## What it does
Finds a journey without `owner`. In an approved journey it is a warning. A variant of another journey, which `of` names,
is looked after by whoever looks after that one, unless it says otherwise. Retired journeys need no owner.

## Why it matters
A journey crosses teams, and each team looks after its own part. What goes wrong falls between the parts, where nobody
is at home. Somebody has to see the whole way and be asked about it.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  objective: "Cut first-order abandonment from 38% to 20%"
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  objective: "Cut first-order abandonment from 38% to 20%"
  owner: @growth
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough": to assign leaders who oversee all
of the journey and solve the problems on the way is crucial for success.
"#,
    group: &OWNERSHIP,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for JourneyWithoutOwner {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys().iter().map(|facts| facts.declaration) {
            if is_retired(journey)
                || !lacks(journey, "owner", context.project.schema())
                || original_gives(context, journey, "owner")
            {
                continue;
            }
            let message = format!("Nobody answers for the journey {} as a whole", shown(&journey.label()));
            let help = "Each team looks after its own part, and what falls between the parts is nobody's. Name who oversees \
                        all of it, such as `owner: @growth`.";
            let diagnostic = Diagnostic::new(context.place(journey.name().range), message, help);
            report.add_as(severity_in(journey), diagnostic);
        }
    }
}

/// Whether the journey that this one is a variant of has the key. It may, where nobody knows which one that is.
pub(super) fn original_gives(context: &RuleContext<'_>, journey: Declaration<'_>, key: &str) -> bool {
    let schema = context.project.schema();
    if !journey.gives("of", schema) {
        return false;
    }
    let mut originals =
        journey.references().filter(|reference| reference.role == Role::Value && reference.property.key() == "of");
    let original = originals.next().and_then(|reference| context.project.target(context.id, &reference));
    original.is_none_or(|(_, original)| original.gives(key, schema))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn a_journey_that_nobody_answers_for_is_told() {
        let found = findings(
            &JourneyWithoutOwner,
            "journey ⟦shop⟧ \"Weekly shop\" {\r\n  stage find \"Find\" { owner: @search }\r\n}\r\njourney ⟦\"Pay\"⟧\r\n",
        );
        assert_eq!(found[0].message, "Nobody answers for the journey `Weekly shop` as a whole");
        assert_eq!(
            found[0].help,
            "Each team looks after its own part, and what falls between the parts is nobody's. Name who oversees all of \
             it, such as `owner: @growth`."
        );
        assert!(found.iter().all(|one| one.severity == Severity::Info && one.fixes.is_empty()), "{found:#?}");
    }

    #[test]
    fn in_an_approved_journey_it_is_a_warning() {
        let severity = |status: &str| {
            findings(&JourneyWithoutOwner, &format!("journey ⟦shop⟧ \"Shop\" {{ status: {status} }}\n"))[0].severity
        };
        assert_eq!(severity("approved"), Severity::Warning);
        assert_eq!([severity("draft"), severity("review")], [Severity::Info; 2]);
    }

    #[test]
    fn what_may_be_meant_as_an_owner_is_enough_and_retired_journeys_need_none() {
        for inside in ["owner: @growth", "ownr: @growth", "owner @growth", "owner:", "status: retired", "??"] {
            findings(&JourneyWithoutOwner, &format!("journey shop \"Shop\" {{\n  {inside}\n}}\n"));
        }
    }

    #[test]
    fn a_variant_belongs_to_the_owner_of_what_it_varies() {
        let other = |text: &'static str| [("b.journey", text)];
        let next = "journey next \"Next\" { state: to-be; of: shop }\n";
        findings_among(&JourneyWithoutOwner, &[("a.journey", next), other("journey shop \"Shop\" { owner: @a }\n")[0]]);
        findings(&JourneyWithoutOwner, next);
        findings_among(
            &JourneyWithoutOwner,
            &[
                ("a.journey", "journey ⟦next⟧ \"Next\" { state: to-be; of: shop }\n"),
                other("journey shop \"Shop\"\n")[0],
            ],
        );
        findings(&JourneyWithoutOwner, "journey ⟦next⟧ \"Next\" { state: to-be }\n");
    }
}
