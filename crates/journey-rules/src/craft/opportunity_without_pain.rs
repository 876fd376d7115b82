//! `opportunity-without-pain`: an idea that says nobody's pain.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::{Declaration, DeclarationId, IdSource, Keyword};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::pain_without_opportunity::Response;
use crate::group::IMPROVEMENT;
use crate::language::insertion::insertion;
use crate::source_text::SourceText;
use crate::standing::{chosen, has, is_retired, lacks};
use crate::wording::shown;

/// Finds opportunities that address no pain.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpportunityWithoutPain;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "opportunity-without-pain",
    summary: "An opportunity that addresses no pain",
    documentation: r#"
## What it does
Finds an opportunity that neither stands in a pain nor says with `addresses` which pains it would ease. Where it stands
at a touchpoint or in a stage in which exactly one pain is waiting for an opportunity, it offers to name that one.
Opportunities that were dropped and those of retired journeys are left alone.

## Why it matters
An opportunity that eases nobody's pain is a wish, and mostly one of ours. Nobody can say how much it would matter to
customers, so its `impact` is a guess, and it cannot be weighed against the others. If a pain is behind it, the map
should show it; if there is none, the idea can wait.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items"
    }
  }

  opportunity live_stock "Show live stock in search" { impact: 8 }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items"
    }
  }

  opportunity live_stock "Show live stock in search" {
    addresses: stale_stock
    impact: 8
  }
}
```

## Source
"Introduction to Customer Journey Mapping" brainstorms improvements from the pain points that were found, in this
order. The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic" warns of
the other one: journeys that are designed from the inside out start with what the company wants to do.
"#,
    group: &IMPROVEMENT,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for OpportunityWithoutPain {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let addresses = schema.key_id(Keyword::Opportunity, "addresses");
        for opportunity in context.declarations_of(Keyword::Opportunity).iter().copied() {
            if has(opportunity, addresses) {
                continue;
            }
            // Where it stands in the wrong place, or in something unknown, nobody knows what it needs.
            let Some(place) = opportunity.place() else { continue };
            let is_in_pain = opportunity.parent().and_then(Declaration::keyword) == Some(Keyword::Pain);
            if is_in_pain
                || !schema.may_stand(Keyword::Opportunity, place)
                || chosen(opportunity, "status") == Some("dropped")
                || opportunity.journey().is_some_and(is_retired)
                || !lacks(opportunity, "addresses", schema)
            {
                continue;
            }
            report.add(finding(context, opportunity));
        }
    }
}

/// So many pains are named to choose from.
const NAMED: usize = 3;

fn finding<'c>(context: &RuleContext<'c>, opportunity: Declaration<'c>) -> Diagnostic {
    let message = format!("The opportunity {} addresses no pain", shown(&opportunity.label()));
    let why = "Without a pain behind it nobody can say how much it would matter to customers.";
    let place = context.place(opportunity.name().range);
    let waiting = opportunity.parent().and_then(|around| only_waiting_pain(context, around));
    let Some(pain) = waiting else {
        let around = context.journeys().iter().find(|journey| opportunity.journey() == Some(journey.declaration));
        let pains = around.into_iter().flat_map(|journey| &journey.pains).map(|pain| pain.id());
        let pains: Vec<&str> = pains.filter(|id| !id.is_empty()).take(NAMED).collect();
        let what = if pains.is_empty() {
            "Name the pains that it would ease, such as `addresses: stale_stock`.".to_owned()
        } else {
            let pains = crate::wording::listed_as_written(&pains, "or");
            format!("Name the pains that it would ease with `addresses`; in this journey that may be {pains}.")
        };
        let help = format!("{why} {what}");
        return Diagnostic::new(place, message, help);
    };
    let line = format!("addresses: {}", pain.id());
    let help =
        format!("{why} {} hurts here and has no opportunity: if it is meant, add `{line}`.", shown(&pain.label()));
    let text = SourceText::new(&context.file().model);
    let (offset, inserted) = insertion(&text, opportunity, &line);
    Diagnostic::new(place, message, help).related(context.place(pain.name().range), "has no opportunity").fix(
        format!("Add `{line}`"),
        Applicability::Suggestion,
        context.place(TextRange::empty(offset)),
        inserted,
    )
}

/// The only pain at a touchpoint or in a stage, if nothing addresses it yet and its name can be written.
fn only_waiting_pain<'c>(context: &RuleContext<'c>, around: Declaration<'c>) -> Option<Declaration<'c>> {
    if !matches!(around.keyword(), Some(Keyword::Touchpoint | Keyword::Stage)) {
        return None;
    }
    let mut pains = around.descendants().filter(|inner| inner.keyword() == Some(Keyword::Pain));
    let (Some(pain), None) = (pains.next(), pains.next()) else { return None };
    let id = DeclarationId { file: context.id, local: pain.local_id() };
    let is_sound = pain.name().source == IdSource::Written && !context.project.is_duplicate(id);
    (is_sound && !matches!(Response::to(context, pain), Response::Addressed)).then_some(pain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(inside: &str) -> String {
        format!(
            "persona maya \"Maya\"\njourney shop \"Shop\" {{\n  persona: maya\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n{inside}\n    }}\n  }}\n}}\n"
        )
    }

    #[test]
    fn an_idea_that_eases_nothing_is_told_wherever_it_stands() {
        let found = findings(
            &OpportunityWithoutPain,
            "opportunity ⟦club⟧ \"A club\"\njourney j \"J\" {\n  pain slow \"Slow\"\n  opportunity ⟦\"More colours\"⟧ { impact: 3 }\n  stage s \"S\" { opportunity ⟦o⟧ { status: idea } }\n}\n",
        );
        assert_eq!(found[0].message, "The opportunity `A club` addresses no pain");
        assert_eq!(
            found[0].help,
            "Without a pain behind it nobody can say how much it would matter to customers. Name the pains that it would \
             ease, such as `addresses: stale_stock`."
        );
        assert!(
            found[1]
                .help
                .ends_with("Name the pains that it would ease with `addresses`; in this journey that may be `slow`.")
        );
        assert!(found.iter().all(|one| one.fixes.is_empty()));
    }

    #[test]
    fn the_only_pain_that_waits_there_is_offered() {
        let found = findings(
            &OpportunityWithoutPain,
            &journey(
                "      emotion: -1\n      pain slow \"Slow\"\n      opportunity ⟦fast⟧ \"Fast\" {\n        impact: 3\n      }",
            ),
        );
        assert_eq!(
            found[0].help,
            "Without a pain behind it nobody can say how much it would matter to customers. `Slow` hurts here and has no \
             opportunity: if it is meant, add `addresses: slow`."
        );
        assert_eq!(found[0].fixes[0].edits[0].replacement, "\n        addresses: slow");
        assert_eq!(found[0].related.len(), 1);
    }

    #[test]
    fn lines_end_as_they_do_in_the_file() {
        let text = journey("      pain slow \"Slow\"\n      opportunity ⟦fast⟧ \"Fast\" {\n        impact: 3\n      }");
        let found = findings(&OpportunityWithoutPain, &text.replace('\n', "\r\n"));
        assert_eq!(found[0].fixes[0].edits[0].replacement, "\r\n        addresses: slow");
    }

    #[test]
    fn nothing_is_offered_where_it_is_not_clear_which_pain_is_meant() {
        for pains in [
            "      pain a \"A\"\n      pain b \"B\"",
            "      pain \"Slow\"",
            "      pain a \"A\" { opportunity p \"P\" }",
            "      pain a \"A\"\n    }\n    touchpoint u \"U\" {",
        ] {
            let found = findings(&OpportunityWithoutPain, &journey(&format!("{pains}\n      opportunity ⟦o⟧ \"O\"")));
            assert_eq!(found[0].fixes, []);
        }
    }

    #[test]
    fn what_names_pains_or_stands_in_one_or_was_dropped_is_left_alone() {
        for inside in [
            "pain a \"A\" { opportunity o \"O\" }",
            "pain a \"A\"\nopportunity o \"O\" { addresses: a }",
            "opportunity o \"O\" { status: dropped }",
            "opportunity o \"O\" { addresses: nothing }",
            "opportunity o \"O\" { adresses: a }",
            "opportunity o \"O\" { addresses a }",
            "opportunity o \"O\" { addresses: }",
        ] {
            findings(&OpportunityWithoutPain, &journey(inside));
        }
        findings(&OpportunityWithoutPain, "journey j \"J\" { status: retired; opportunity o \"O\" }\n");
        findings(
            &OpportunityWithoutPain,
            "stge s \"S\" { opportunity o \"O\" }\npersona p \"P\" { opportunity o \"O\" }\n",
        );
    }
}
