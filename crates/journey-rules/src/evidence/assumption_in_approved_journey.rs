//! `assumption-in-approved-journey`: a claim of an approved journey that rests on nothing but a guess.

use journey_plugin::model::{Declaration, DeclarationId, Reference};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::claim::{Claim, claims, sources_of};
use crate::group::RESEARCH;
use crate::standing::{Standing, chosen, is_of_today, standing};
use crate::wording::shown;

/// Finds claims of approved journeys that cite only assumptions.
#[derive(Clone, Copy, Debug)]
pub(super) struct AssumptionInApprovedJourney;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "assumption-in-approved-journey",
    summary: "A claim of an approved journey that rests only on an assumption",
    documentation: r#"
## What it does
Finds an emotion, pain or gain in an approved journey of today that cites nothing but assumptions: sources of
`kind: assumption`, or with `confidence: assumed`. Where the claim cites nothing itself, the `source` of the touchpoint,
stage or journey around it counts, the nearest first; that one is then told once for all that it covers. One source that
is no assumption is enough.

## Why it matters
To write a guess down as a guess is good practice, for then it can be tested. To approve it without having tested it
turns it into a fact that nobody has ever looked at.

## Example
```journey
persona maya "Maya, busy parent"
source hunch "What the team believes" { kind: assumption }

journey weekly_shop "Weekly shop" {
  persona: maya
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" from hunch }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
source hunch "What the team believes" { kind: assumption }
source interviews "Customer interviews" { kind: interview; sample: 14 }

journey weekly_shop "Weekly shop" {
  persona: maya
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" from hunch, interviews }
  }
}
```

## Source
Jeffrey Marino's post on customer journey maps (Total Customer Experience Leaders blog): an effective map takes
research to determine what customers really experience and feel. Alex Bischoff, "Customer journey map: What it is and
why you need one" (Delighted) warns of maps that are built from assumptions.
"#,
    group: &RESEARCH,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for AssumptionInApprovedJourney {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for journey in context.journeys() {
            if standing(journey.declaration) != Standing::Approved || !is_of_today(journey.declaration, schema) {
                continue;
            }
            // What stands around several claims is told at the first of them.
            let mut told: Vec<Declaration<'_>> = Vec::new();
            for claim in claims(journey, schema) {
                let (around, cited) = cited(claim);
                if around.is_some_and(|around| told.contains(&around)) {
                    continue;
                }
                let Some((assumption, source)) = assumption(context, &cited).filter(|_| claim.is_sound()) else {
                    continue;
                };
                told.extend(around);
                let found = finding(context, claim, around, &cited, source);
                // Where the source stands in another file, its place would change with every edit there.
                report.add(if assumption.file == context.id {
                    found.related(context.place(source.name().range), "It says so here")
                } else {
                    found
                });
            }
        }
    }
}

/// What the claim rests on: what it cites itself, else what the nearest declaration around it gives, and which that is.
fn cited(claim: Claim<'_>) -> (Option<Declaration<'_>>, Vec<Reference<'_>>) {
    let own: Vec<Reference<'_>> = claim.citations().collect();
    if !own.is_empty() {
        return (None, own);
    }
    let around = claim.place().into_iter().flat_map(|place| std::iter::once(place).chain(place.ancestors()));
    let mut sources = around.map(|around| (Some(around), sources_of(around).collect::<Vec<_>>()));
    sources.find(|(_, sources)| !sources.is_empty()).unwrap_or_default()
}

/// The first of these, if all are assumptions.
fn assumption<'c>(context: &RuleContext<'c>, cited: &[Reference<'_>]) -> Option<(DeclarationId, Declaration<'c>)> {
    let mut first = None;
    for reference in cited {
        let (id, source) = context.project.target(context.id, reference)?;
        if chosen(source, "kind") != Some("assumption") && chosen(source, "confidence") != Some("assumed") {
            return None;
        }
        first = first.or(Some((id, source)));
    }
    first
}

fn finding(
    context: &RuleContext<'_>,
    claim: Claim<'_>,
    around: Option<Declaration<'_>>,
    cited: &[Reference<'_>],
    source: Declaration<'_>,
) -> Diagnostic {
    let what = match around {
        None => claim.called(),
        Some(around) => format!("What {} claims", shown(&around.label())),
    };
    let which =
        if cited.len() == 1 { format!("the assumption {}", shown(&source.label())) } else { "assumptions".to_owned() };
    let message = format!("{what} rests only on {which}, and the journey is approved");
    let help = "Readers will take the guess for a fact. Ask or watch some customers and cite that too, or set the journey \
                back to `status: review` until somebody has.";
    let range = cited.iter().map(|reference| reference.range).reduce(journey_plugin::model::syntax::TextRange::joined);
    Diagnostic::new(context.place(range.unwrap_or_else(|| claim.range())), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const RULE: AssumptionInApprovedJourney = AssumptionInApprovedJourney;

    const SOURCES: &str = "\
source hunch \"What we believe\" { kind: assumption }
source told \"Hearsay\" { kind: interview; confidence: assumed }
source talks \"Talks\" { kind: interview }
";

    fn approved(body: &str) -> String {
        format!(
            "{SOURCES}journey shop \"Shop\" {{\n  status: approved\n  stage find \"Find\" {{\n    {body}\n  }}\n}}\n"
        )
    }

    #[test]
    fn a_claim_that_rests_on_guesses_is_told_where_it_cites_them() {
        let body =
            "touchpoint look \"Looks\" { emotion: -1 from ⟦hunch⟧; pain slow \"Slow\" { source: ⟦hunch, told⟧ } }";
        let found = findings(&RULE, &approved(body));
        assert_eq!(
            found[0].message,
            "The emotion at `Looks` rests only on the assumption `What we believe`, and the journey is approved"
        );
        assert_eq!(
            found[0].help,
            "Readers will take the guess for a fact. Ask or watch some customers and cite that too, or set the journey \
             back to `status: review` until somebody has."
        );
        assert_eq!(found[0].related.len(), 1);
        assert_eq!(found[1].message, "Pain `Slow` rests only on assumptions, and the journey is approved");
    }

    #[test]
    fn a_guess_that_covers_several_claims_is_told_once() {
        let body = "touchpoint look \"Looks\" { source: ⟦hunch⟧; emotion: -1; pain slow \"Slow\"; gain \"Nice\" { source: talks } }";
        let found = findings(&RULE, &approved(body));
        assert_eq!(
            found[0].message,
            "What `Looks` claims rests only on the assumption `What we believe`, and the journey is approved"
        );
        findings(
            &RULE,
            &approved("source: ⟦told⟧; pain slow \"Slow\"; touchpoint look \"Looks\" { emotion: -1; gain \"Nice\" }"),
        );
    }

    #[test]
    fn one_source_that_is_no_guess_is_enough() {
        for body in [
            "touchpoint look \"Looks\" { emotion: -1 from hunch, talks }",
            "pain slow \"Slow\" { source: hunch; cause: \"No time\" from talks }",
            "pain slow \"Slow\" { source: talks }",
            "source: hunch; touchpoint look \"Looks\" { source: talks; emotion: -1 }",
            "touchpoint look \"Looks\" { source: hunch; does: \"Looks\" }",
            "touchpoint look \"Looks\" { source: hunch; emotion: -1 from talks }",
            "touchpoint look \"Looks\" { emotion: -1; measure fast: 3 from hunch }",
            "touchpoint look \"Looks\" { emotion: -1 from hunch, tlks }",
        ] {
            findings(&RULE, &approved(body));
        }
    }

    #[test]
    fn only_what_is_approved_and_of_today_is_held_to_it() {
        let body = "touchpoint look \"Looks\" { emotion: -1 from hunch }";
        for status in ["draft", "review", "retired", "approved; state: to-be", "aproved"] {
            findings(&RULE, &approved(body).replace("approved", status));
        }
    }

    #[test]
    fn the_source_may_stand_in_another_file() {
        let text = approved("pain slow \"Slow\" { source: ⟦hunch⟧ }");
        let journey = text.strip_prefix(SOURCES).unwrap();
        let found = findings_among(&RULE, &[("a.journey", journey), ("b.journey", SOURCES)]);
        assert_eq!(found[0].related, [], "its place may change while nobody looks at this file");
    }
}
