//! `pain-without-opportunity`: something hurts, and nobody has said what could be done about it.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, DeclarationId, IdSource, Keyword, Role};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::addressing::opportunities_for;
use crate::group::IMPROVEMENT;
use crate::standing::{chosen, is_of_today};
use crate::wording::{listed, shown};

/// Finds pains of today that no opportunity addresses.
#[derive(Clone, Copy, Debug)]
pub(super) struct PainWithoutOpportunity;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "pain-without-opportunity",
    summary: "A pain that no opportunity addresses",
    documentation: r#"
## What it does
Finds a pain of a journey of today that no opportunity addresses. An opportunity addresses a pain by standing in it, or
by naming it with `addresses`, in any file of the project: `addresses: stale_stock` in the same journey, `addresses:
weekly_shop.stale_stock` from elsewhere. Opportunities that were dropped do not count.

A pain of severity `high` or `critical` is a warning of its own. One of severity `low`, or one that is `rare` and not severe,
may stay as it is. Where more lesser pains than `separately` says have no
opportunity, the journey gets one finding that points at all of them, so that a first draft is not buried. Plans
(`state: to-be`) and retired journeys are left alone.

## Why it matters
A map is drawn to change something. Pains are what it has found out, and opportunities are what follows from it; a pain
that leads nowhere was written down and forgotten. Customers pay for it each time, and the people who told you about it
will not tell you twice. An opportunity need not be a solution. A question such as "How might we show only what can be
delivered tonight?" is enough to keep the pain on the table, and one opportunity may ease several pains.

A pain that you choose to live with is a decision as well. Write it where it can be read, above the pain: `// journey:
allow(pain-without-opportunity) the law asks for the form`.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items" {
        severity: high
        cause: "Stock syncs nightly"
      }
    }
  }
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
      pain stale_stock "Results show out-of-stock items" {
        severity: high
        cause: "Stock syncs nightly"
      }
    }
  }

  opportunity live_stock "Show live stock in search" {
    addresses: stale_stock
    how: "How might we show only what can be delivered tonight?"
  }
}
```

## Source
"Introduction to Customer Journey Mapping" puts solutions right behind pain points: what hurts is found so that
something can be designed against it. The page "Customer Journey Mapping" that begins with "Good service is not
enough" says the same of its fifth step: once everybody agrees on what customers hate, the journey is redesigned to
take it out.
"#,
    group: &IMPROVEMENT,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[OptionDescription {
        id: "separately",
        documentation: "How many pains of a journey, severe ones not counted, are told one by one. Where more have no \
                        opportunity, they are told together, as one finding on the journey.",
        kind: OptionKind::WholeNumber { least: 0, most: 1000, default: 3 },
    }],
};

impl Rule for PainWithoutOpportunity {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let mut is_clear: Option<bool> = None;
        for journey in context.journeys() {
            if journey.pains.is_empty() || !is_of_today(journey.declaration, schema) {
                continue;
            }
            let mut lesser = Vec::new();
            for pain in journey.pains.iter().copied() {
                let response = Response::to(context, pain);
                let id = DeclarationId { file: context.id, local: pain.local_id() };
                if matches!(response, Response::Addressed)
                    || pain.name().source == IdSource::Missing
                    || context.project.is_duplicate(id)
                    || pain.has_broken_entries()
                    || !*is_clear.get_or_insert_with(|| opportunities_are_clear(context))
                    || context.allows(pain.name().range)
                {
                    continue;
                }
                match weight(pain) {
                    Some(weight) => report.add_as(Severity::Warning, finding(context, pain, weight, &response)),
                    None if is_bearable(pain) => {}
                    None => lesser.push((pain, response)),
                }
            }
            if i64::try_from(lesser.len()).is_ok_and(|count| count > context.whole_number("separately")) {
                let pains: Vec<Declaration<'_>> = lesser.into_iter().map(|(pain, _)| pain).collect();
                report.add(together(context, journey, &pains));
                continue;
            }
            for (pain, response) in lesser {
                report.add(finding(context, pain, "", &response));
            }
        }
    }
}

/// What is meant to be done about a pain.
pub(super) enum Response {
    /// Some opportunity addresses it that was not dropped.
    Addressed,
    /// These did, and were dropped.
    Dropped(Vec<DeclarationId>),
    /// Nothing.
    None,
}

impl Response {
    /// What is meant to be done about a pain of the file.
    pub(super) fn to(context: &RuleContext<'_>, pain: Declaration<'_>) -> Self {
        let mut dropped = Vec::new();
        for (id, opportunity) in opportunities_for(context, pain) {
            if chosen(opportunity, "status") != Some("dropped") {
                return Self::Addressed;
            }
            if !dropped.contains(&id) {
                dropped.push(id);
            }
        }
        if dropped.is_empty() { Self::None } else { Self::Dropped(dropped) }
    }
}

/// Whether each opportunity of the file says something that can be read about the pains that it addresses. One that does
/// not may address any of them, and what is wrong is told there.
fn opportunities_are_clear(context: &RuleContext<'_>) -> bool {
    let schema = context.project.schema();
    let names_pains = |opportunity: &Declaration<'_>| {
        let mut pains = opportunity
            .references()
            .filter(|reference| reference.role == Role::Value && reference.property.key() == "addresses")
            .peekable();
        pains.peek().is_some() && pains.all(|reference| context.project.target(context.id, &reference).is_some())
    };
    let is_clear = |opportunity: &Declaration<'_>| {
        !opportunity.has_broken_entries() && (!opportunity.gives("addresses", schema) || names_pains(opportunity))
    };
    context.declarations_of(Keyword::Opportunity).iter().all(is_clear)
        && !context
            .file()
            .model
            .declarations()
            .any(|one| one.keyword().is_none() && one.property("addresses").is_some())
}

/// Why a pain is urgent, if it is, as the first words of a sentence.
fn weight(pain: Declaration<'_>) -> Option<&'static str> {
    match chosen(pain, "severity")? {
        "critical" => Some("People leave for good over it (`severity: critical`), and "),
        "high" => Some("Many give up or complain over it (`severity: high`), and "),
        _ => None,
    }
}

/// Whether a team may live with a pain that is not urgent: its remedy would take hands from a worse one.
fn is_bearable(pain: Declaration<'_>) -> bool {
    chosen(pain, "severity") == Some("low") || chosen(pain, "frequency") == Some("rare")
}

fn finding(context: &RuleContext<'_>, pain: Declaration<'_>, weight: &str, response: &Response) -> Diagnostic {
    let name = pain.name();
    let label = shown(&pain.label());
    let project = context.project;
    let what = format!(
        "Note an idea, however rough, inside the pain (`opportunity \"…\"`), or name the pain in an opportunity that would \
         ease it too: `addresses: {}`.",
        name.id
    );
    let place = context.place(name.range);
    match response {
        Response::Dropped(dropped) => {
            let labels: Vec<String> = dropped.iter().map(|id| shown(&project.declaration(*id).label())).collect();
            let message = format!("What was to ease the pain {label} has been dropped");
            let were = if labels.len() == 1 { "was" } else { "were" };
            let help = format!(
                "{}nothing stands against it since {} {were} dropped. {what}",
                if weight.is_empty() { "It still hurts, and " } else { weight },
                listed(&labels, "and")
            );
            let diagnostic = Diagnostic::new(place, message, help);
            dropped.iter().fold(diagnostic, |diagnostic, id| {
                let range = project.declaration(*id).name().range;
                diagnostic.related(journey_plugin::Place { file: id.file, range }, "dropped")
            })
        }
        _ => {
            let message = format!("No opportunity addresses the pain {label}");
            let help = match weight {
                "" => format!("The map shows where it hurts and not yet what could be done about it. {what}"),
                weight => format!("{weight}the map does not say yet what could be done. {what}"),
            };
            Diagnostic::new(place, message, help)
        }
    }
}

fn together(context: &RuleContext<'_>, journey: &JourneyFacts<'_>, pains: &[Declaration<'_>]) -> Diagnostic {
    let journey = journey.declaration;
    let label = shown(&journey.label());
    let message = match pains.len() {
        1 => format!("1 pain of the journey {label} has no opportunity"),
        count => format!("{count} pains of the journey {label} have no opportunity"),
    };
    let first = pains.first().map_or("", |pain| pain.id());
    let help = format!(
        "A map that stops at what hurts changes nothing. Begin with the pain that most people meet, and note one idea for \
         it, however rough: `opportunity \"…\" {{ addresses: {first} }}` at the end of the journey."
    );
    let diagnostic = Diagnostic::new(context.place(journey.name().range), message, help);
    pains.iter().fold(diagnostic, |diagnostic, pain| {
        diagnostic.related(context.place(pain.name().range), format!("{} leads nowhere", shown(&pain.label())))
    })
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::configuration::OptionValue;

    use super::*;
    use crate::testing::{Case, findings, findings_among};

    fn journey(inside: &str) -> String {
        format!("persona maya \"Maya\"\njourney shop \"Shop\" {{\n  persona: maya\n{inside}\n}}\n")
    }

    #[test]
    fn a_pain_that_leads_nowhere_is_told_where_it_stands() {
        let found = findings(
            &PainWithoutOpportunity,
            &journey(
                "  pain ⟦fees⟧ \"Fees\"\n  stage s \"S\" {\n    pain ⟦wait⟧ \"Waiting\" { severity: medium }\n    touchpoint t \"T\" { pain ⟦\"Long queue\"⟧ }\n  }",
            ),
        );
        assert_eq!(found[0].message, "No opportunity addresses the pain `Fees`");
        assert_eq!(
            found[0].help,
            "The map shows where it hurts and not yet what could be done about it. Note an idea, however rough, inside \
             the pain (`opportunity \"…\"`), or name the pain in an opportunity that would ease it too: `addresses: fees`."
        );
        assert!(found.iter().all(|one| one.severity == Severity::Info), "{found:#?}");
        assert!(found[2].help.ends_with("`addresses: long_queue`."), "{}", found[2].help);
    }

    #[test]
    fn a_pain_that_one_can_live_with_needs_no_opportunity() {
        findings(
            &PainWithoutOpportunity,
            &journey(
                "  pain a \"A\" { severity: low }\n  pain b \"B\" { frequency: rare }\n  pain c \"C\" { severity: medium; frequency: rare }\n\
                 \x20 pain ⟦d⟧ \"D\" { severity: high; frequency: rare }\n  pain ⟦e⟧ \"E\" { severity: medium; frequency: always }\n\
                 \x20 pain ⟦f⟧ \"F\" { severity: lwo }",
            ),
        );
    }

    #[test]
    fn a_severe_pain_is_a_warning_that_says_what_it_costs() {
        let found = findings(
            &PainWithoutOpportunity,
            &journey(
                "  pain ⟦a⟧ \"A\" { severity: high }\n  pain ⟦b⟧ \"B\" { severity: critical }\n  pain ⟦c⟧ \"C\" { severity: medium }",
            ),
        );
        let severities: Vec<Severity> = found.iter().map(|one| one.severity).collect();
        assert_eq!(severities, [Severity::Warning, Severity::Warning, Severity::Info]);
        assert!(found[0].help.starts_with(
            "Many give up or complain over it (`severity: high`), and the map does not say yet what could be done. Note"
        ));
        assert!(found[1].help.starts_with("People leave for good over it (`severity: critical`), and the map"));
    }

    #[test]
    fn any_opportunity_that_was_not_dropped_is_enough_wherever_it_stands() {
        for inside in [
            "  pain a \"A\" { opportunity o \"O\" }",
            "  pain a \"A\"\n  opportunity o \"O\" { addresses: a; status: done }",
            "  stage s \"S\" {\n    touchpoint t \"T\" { pain a \"A\" }\n    opportunity o \"O\" { addresses: shop.t.a }\n  }",
            "  pain a \"A\" {\n    opportunity o \"O\" { status: dropped }\n    opportunity p \"P\" { status: idea }\n  }",
        ] {
            findings(&PainWithoutOpportunity, &journey(inside));
        }
        let there = journey("  stage s \"S\" { touchpoint t \"T\" { pain a \"A\" } }\n  pain ⟦b⟧ \"B\"");
        findings_among(
            &PainWithoutOpportunity,
            &[("a.journey", &there), ("b.journey", "opportunity o \"O\" { addresses: shop.s.t.a }\n")],
        );
    }

    #[test]
    fn what_was_dropped_does_not_count_and_is_shown() {
        let there = journey("  pain ⟦a⟧ \"Slow\" { opportunity p \"Push\" { status: dropped } }");
        let found = findings_among(
            &PainWithoutOpportunity,
            &[("a.journey", &there), ("b.journey", "opportunity o \"Wait\" { addresses: shop.a; status: dropped }\n")],
        );
        assert_eq!(found[0].message, "What was to ease the pain `Slow` has been dropped");
        assert!(
            found[0]
                .help
                .starts_with("It still hurts, and nothing stands against it since `Push` and `Wait` were dropped. "),
            "{}",
            found[0].help
        );
        assert_eq!(found[0].related.len(), 2);
    }

    #[test]
    fn many_lesser_pains_are_one_finding_and_severe_ones_are_told_beside_it() {
        let text = "persona maya \"Maya\"\njourney ⟦shop⟧ \"Shop\" {\n  persona: maya\n  pain a \"A\"\n  pain b \"B\"\n  pain ⟦x⟧ \"X\" { severity: high }\n  pain c \"C\"\n  pain d \"D\"\n}\n";
        let found = findings(&PainWithoutOpportunity, text);
        assert_eq!(found[0].message, "4 pains of the journey `Shop` have no opportunity");
        assert_eq!(found[0].related.len(), 4);
        assert_eq!(
            found[0].help,
            "A map that stops at what hurts changes nothing. Begin with the pain that most people meet, and note one \
             idea for it, however rough: `opportunity \"…\" { addresses: a }` at the end of the journey."
        );
    }

    #[test]
    fn one_pain_is_no_several_pains_where_none_is_told_by_itself() {
        let none = ("pain-without-opportunity", "separately", OptionValue::WholeNumber(0));
        let text = journey("  pain a \"A\"").replacen("shop", "⟦shop⟧", 1);
        let found = Case::of(&text).with_option(none).findings(&PainWithoutOpportunity);
        assert_eq!(found[0].message, "1 pain of the journey `Shop` has no opportunity");
    }

    #[test]
    fn files_of_any_kind_are_read_alike() {
        let text = journey("  pain ⟦a⟧ \"Ä 🙂\" {\n    severity: high\n  }\n  pain b \"B\" { opportunity o \"O\" }");
        findings(&PainWithoutOpportunity, &format!("\u{FEFF}{}", text.trim_end().replace('\n', "\r\n")));
        findings(&PainWithoutOpportunity, &text.replace('\n', "\r"));
        findings(&PainWithoutOpportunity, "");
    }

    #[test]
    fn plans_and_retired_journeys_are_left_alone() {
        findings(&PainWithoutOpportunity, &journey("  state: to-be\n  pain a \"A\" { severity: critical }"));
        findings(&PainWithoutOpportunity, &journey("  status: retired\n  pain a \"A\""));
        findings(&PainWithoutOpportunity, &journey("  sttae: to-be\n  pain a \"A\""));
        findings(&PainWithoutOpportunity, &journey("  status: draft\n  state: as-is\n  pain ⟦a⟧ \"A\""));
    }

    #[test]
    fn an_opportunity_that_cannot_be_read_may_address_it() {
        for opportunity in [
            "opportunity o \"O\" { addresses: b }",
            "opportunity o \"O\" { adresses: a }",
            "opportunity o \"O\" { addresses a }",
            "opportunity o \"O\" { addresses: }",
            "opportunity o \"O\" { addresses: \"a\" }",
            "oportunity o \"O\" { addresses: a }",
        ] {
            findings(&PainWithoutOpportunity, &journey(&format!("  pain a \"A\"\n  {opportunity}")));
        }
        findings(&PainWithoutOpportunity, &journey("  pain a \"A\" { oportunity o \"O\" }"));
        findings(
            &PainWithoutOpportunity,
            &journey("  pain a \"A\"\n  pain a \"B\"\n  opportunity o \"O\" { addresses: a }"),
        );
        findings(&PainWithoutOpportunity, &journey("  pain\n  pain { severity: high }"));
    }
}
