//! `stale-review`: a map that nobody has compared with the real world for long.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::value::Date;
use journey_plugin::model::{Declaration, Value};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::OWNERSHIP;
use crate::standing::{chosen, lacks, severity_in, shows_today};
use crate::wording::shown;

/// Finds journeys whose last review is too long ago.
#[derive(Clone, Copy, Debug)]
pub(super) struct StaleReview;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "stale-review",
    summary: "A map that nobody has compared with the real world for long",
    documentation: r#"
## What it does
Looks at `reviewed`, the day on which somebody last compared a journey of today with the real world. It finds

- a review that is more than 365 days ago (the number can be set); in an approved journey it is a warning;
- an approved journey that does not say when it was reviewed, which is a warning;
- a review that lies in the future.

A journey as it shall become is a plan and needs no review, and nor does one that is retired.

## Why it matters
Habits change, and so does the service. People decide by a map as long as it hangs there, so an old one misleads more than none.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  status: approved
  owner: @head-of-shopping
  reviewed: 2024-03-01
}
```

## Better
Somebody has compared the map with what customers do today, mended what had changed, and written the day:

```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
}
```

## Source
"Introduction to Customer Journey Mapping": what customers do and prefer changes, and a map is relevant only as long
as it is brought up to date. The page "Customer Journey Mapping" that begins with "Good service is not enough" closes
with regular measuring by somebody in charge.
"#,
    group: &OWNERSHIP,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[OptionDescription {
        id: "days",
        documentation: "How many days a review may be ago.",
        kind: OptionKind::WholeNumber { least: 1, most: 3650, default: 365 },
    }],
};

impl Rule for StaleReview {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys().iter().map(|facts| facts.declaration) {
            if !shows_today(journey, context.project.schema()) {
                continue;
            }
            if let Some(value) = journey.property("reviewed").and_then(|reviewed| reviewed.value()) {
                let Some(day) = value.date() else { continue };
                if let Some((severity, diagnostic)) = reviewed(context, journey, &value, day) {
                    report.add_as(severity, diagnostic);
                }
            } else if chosen(journey, "status") == Some("approved")
                && lacks(journey, "reviewed", context.project.schema())
            {
                report.add_as(Severity::Warning, never(context, journey));
            }
        }
    }
}

/// What is to be said about a review on that day.
fn reviewed(
    context: &RuleContext<'_>,
    journey: Declaration<'_>,
    value: &Value<'_>,
    day: Date,
) -> Option<(Severity, Diagnostic)> {
    let place = context.place(value.range());
    let label = shown(&journey.label());
    let ago = context.environment.today.days_since(day);
    if ago < 0 {
        let message = format!("The journey {label} was reviewed on a day that is still to come");
        let help = "Readers take it for a map that was just compared with the real world. Write the day of the last review, or leave \
                    `reviewed` out until there is one.";
        return Some((Severity::Info, Diagnostic::new(place, message, help)));
    }
    let days = context.whole_number("days");
    (ago > days).then(|| {
        let message = format!("The journey {label} was last reviewed on {day}, more than {days} days ago");
        let help = "People decide by a map for as long as it hangs there, and customers have moved on since. Compare it with what \
                    they do today, and write the day of that review.";
        (severity_in(journey), Diagnostic::new(place, message, help))
    })
}

fn never(context: &RuleContext<'_>, journey: Declaration<'_>) -> Diagnostic {
    let range = journey.property("status").map_or_else(|| journey.name().range, |status| status.range());
    let message = format!("The journey {} is approved, and nobody knows when it was reviewed", shown(&journey.label()));
    let help = "Approved means that others rely on it, and they cannot tell whether it still holds. Compare it with the real world and \
                write the day of that review, such as `reviewed: 2026-11-01`.";
    Diagnostic::new(context.place(range), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};
    use journey_plugin::model::configuration::OptionValue;

    /// Tests look on 2026-11-20; 365 days before that is 2025-11-20.
    fn journey(inside: &str) -> String {
        format!("journey shop \"Weekly shop\" {{\r\n  {inside}\r\n}}\r\n")
    }

    #[test]
    fn an_old_review_is_told() {
        let found = findings(&StaleReview, &journey("state: as-is; reviewed: ⟦2025-11-19⟧"));
        assert_eq!(
            found[0].message,
            "The journey `Weekly shop` was last reviewed on 2025-11-19, more than 365 days ago"
        );
        assert_eq!(
            found[0].help,
            "People decide by a map for as long as it hangs there, and customers have moved on since. Compare it with what they \
             do today, and write the day of that review."
        );
        assert_eq!(found[0].severity, Severity::Info);
        let approved = findings(&StaleReview, &journey("status: approved\r\n  reviewed: ⟦1999-12-31⟧"));
        assert_eq!(approved[0].severity, Severity::Warning);
        let review = findings(&StaleReview, &journey("status: review; reviewed: ⟦2025-01-01⟧"));
        assert_eq!(review[0].severity, Severity::Info);
    }

    #[test]
    fn an_approved_journey_says_when_it_was_reviewed() {
        let found = findings(&StaleReview, &journey("⟦status: approved⟧"));
        assert_eq!(found[0].message, "The journey `Weekly shop` is approved, and nobody knows when it was reviewed");
        assert_eq!(
            found[0].help,
            "Approved means that others rely on it, and they cannot tell whether it still holds. Compare it with the real world \
             and write the day of that review, such as `reviewed: 2026-11-01`."
        );
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn a_review_that_is_still_to_come_is_told() {
        let found = findings(&StaleReview, &journey("status: approved; reviewed: ⟦2026-11-21⟧"));
        assert_eq!(found[0].message, "The journey `Weekly shop` was reviewed on a day that is still to come");
        assert_eq!(
            found[0].help,
            "Readers take it for a map that was just compared with the real world. Write the day of the last review, or leave \
             `reviewed` out until there is one."
        );
        assert_eq!(found[0].severity, Severity::Info);
    }

    #[test]
    fn recent_reviews_drafts_plans_and_retired_journeys_are_fine() {
        for inside in [
            "status: approved; reviewed: 2026-11-20",
            "status: approved; reviewed: 2025-11-20",
            "",
            "status: draft",
            "status: review",
            "state: to-be; status: approved",
            "state: to-be; reviewed: 2020-01-01",
            "status: retired; reviewed: 2020-01-01",
            "of: other; reviewed: 2020-01-01",
            "status: approved; reviewd: 2020-01-01",
            "status: approved; reviewed: last week",
            "status: approved; reviewed: 2026-02-30",
            "status: approved; reviewed: \"2020-01-01\"",
            "status: approved; reviewed:",
            "status: approved\r\n  reviewed 2020-01-01",
            "status: approvd",
        ] {
            findings(&StaleReview, &journey(inside));
        }
    }

    #[test]
    fn how_old_a_review_may_be_can_be_set() {
        let with = |days: i64, inside: &str| {
            let days = (DESCRIPTION.id, "days", OptionValue::WholeNumber(days));
            Case::of(&journey(inside)).with_option(days).findings(&StaleReview)
        };
        let found = with(9, "reviewed: ⟦2026-11-10⟧");
        assert_eq!(found[0].message, "The journey `Weekly shop` was last reviewed on 2026-11-10, more than 9 days ago");
        with(10, "reviewed: 2026-11-10");
    }
}
