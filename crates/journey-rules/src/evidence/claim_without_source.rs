//! `claim-without-source`: an emotion, pain or gain of which nobody can tell where it is known from.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, Keyword, Schema};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::claim::{Claim, claims};
use crate::group::RESEARCH;
use crate::standing::{Standing, is_of_today, standing};
use crate::wording::shown;

/// Finds claims that cite nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClaimWithoutSource;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "claim-without-source",
    summary: "An emotion, pain or gain that cites no source",
    documentation: r#"
## What it does
Finds emotions, pains and gains that cite nothing: no `from` on the line, no `source` in the pain or gain, and none on
the touchpoint, stage or journey around them. A `source` there covers everything in it, for whoever writes it says that
all of it rests on that research. Set `whole-journey = false` where a `source` of the whole journey is too little.

It looks at journeys of today that are not retired, and it asks for more the further they have come. In a draft, or where
no `status` is given, it is one hint for the journey, with a count. In a journey under review, it is one note for each
touchpoint, and one for each stage and for the journey where pains or gains stand directly in them. In an approved
journey, each such claim is a warning. Where that would be more than `separately` says, the journey gets one finding that
points at all of them. It offers no fix: a source that nobody has asked is worse than none.

## Why it matters
A map without sources is an opinion, and it looks exactly like a finding. Whoever plans by it cannot tell what customers
said from what the room believed, and nobody can go and look.

## Example
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview }

journey weekly_shop "Weekly shop" {
  persona: maya
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items"
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview }
source tickets "Support tickets" { kind: ticket }

journey weekly_shop "Weekly shop" {
  persona: maya
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated" from interviews
      pain stale_stock "Results show out-of-stock items" { source: tickets }
    }
  }
}
```

## Source
Alex Bischoff, "Customer journey map: What it is and why you need one" (Delighted): without data from customers the
map is built from assumptions, and the strategy that follows is misguided. "Introduction to Customer Journey Mapping"
asks for qualitative and quantitative data, from several sources.
"#,
    group: &RESEARCH,
    severity: Severity::Warning,
    reach: Reach::File,
    fixes: None,
    options: &[
        OptionDescription {
            id: "whole-journey",
            documentation: "Whether a `source` of the whole journey covers every claim in it.",
            kind: OptionKind::Boolean { default: true },
        },
        OptionDescription {
            id: "separately",
            documentation: "How many places of a journey under review, or claims of an approved one, are told one by one. \
                            Where more cite nothing, they are told together, as one finding on the journey.",
            kind: OptionKind::WholeNumber { least: 0, most: 1000, default: 2 },
        },
    ],
};

impl Rule for ClaimWithoutSource {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for journey in context.journeys() {
            let has_source = journey.declaration.gives("source", schema);
            if has_source && context.boolean("whole-journey") || !is_of_today(journey.declaration, schema) {
                continue;
            }
            let bare: Vec<Claim<'_>> = claims(journey, schema)
                .filter(|claim| !is_covered(*claim, schema) && claim.is_sound() && !context.allows(claim.range()))
                .collect();
            if bare.is_empty() {
                continue;
            }
            match standing(journey.declaration) {
                Standing::Draft => report.add_as(Severity::Hint, of_draft(context, journey, bare.len())),
                Standing::Review => {
                    let places = counted(&bare);
                    if is_many(context, places.len()) {
                        report.add_as(Severity::Info, together(context, journey, &bare, REVIEWED));
                        continue;
                    }
                    for (place, count) in places {
                        report.add_as(Severity::Info, under_review(context, place, count));
                    }
                }
                Standing::Approved if is_many(context, bare.len()) => {
                    report.add_as(Severity::Warning, together(context, journey, &bare, APPROVED));
                }
                Standing::Approved => {
                    bare.iter().for_each(|claim| report.add_as(Severity::Warning, approved(context, *claim)));
                }
            }
        }
    }
}

/// Whether the claim, or the touchpoint or stage around it, cites something.
fn is_covered(claim: Claim<'_>, schema: &Schema) -> bool {
    let around = claim.place().into_iter().flat_map(|place| std::iter::once(place).chain(place.ancestors()));
    let mut around = around.filter(|around| around.keyword() != Some(Keyword::Journey));
    claim.is_cited(schema) || around.any(|around| around.gives("source", schema))
}

/// The places of some claims, each with how many stand there, in the order of the text.
fn counted<'c>(claims: &[Claim<'c>]) -> Vec<(Declaration<'c>, usize)> {
    let mut places: Vec<Declaration<'c>> = claims.iter().filter_map(|claim| claim.place()).collect();
    places.sort_by_key(|place| place.range().start);
    places.chunk_by(|one, other| one == other).filter_map(|group| Some((*group.first()?, group.len()))).collect()
}

const ASSUMPTION: &str = "What is a guess can say so: cite a source of `kind: assumption`.";

fn is_many(context: &RuleContext<'_>, count: usize) -> bool {
    i64::try_from(count).is_ok_and(|count| count > context.whole_number("separately"))
}

/// How many of the claims of a journey cite nothing.
fn share<'c>(context: &RuleContext<'c>, journey: &'c JourneyFacts<'c>, bare: usize) -> String {
    let all = claims(journey, context.project.schema()).filter(|claim| claim.is_sound()).count();
    let label = shown(&journey.declaration.label());
    match (bare, all) {
        (1, 1) => format!("The only emotion, pain or gain of {label} cites no source"),
        (1, all) => format!("1 of {all} emotions, pains and gains of {label} cites no source"),
        (bare, all) if bare == all => format!("None of the {all} emotions, pains and gains of {label} cites a source"),
        (bare, all) => format!("{bare} of {all} emotions, pains and gains of {label} cite no source"),
    }
}

fn of_draft<'c>(context: &RuleContext<'c>, journey: &'c JourneyFacts<'c>, bare: usize) -> Diagnostic {
    let message = share(context, journey, bare);
    let help = format!(
        "In a draft that is fine; before others rely on it, they will ask how you know. Add `from {}` to the lines that \
         come from research. {ASSUMPTION}",
        some_source(context)
    );
    Diagnostic::new(context.place(journey.declaration.name().range), message, help)
}

const REVIEWED: &str = "Whoever reviews it has to believe them.";
const APPROVED: &str = "An approved map is read as fact, and nobody can check these.";

fn together<'c>(context: &RuleContext<'c>, journey: &'c JourneyFacts<'c>, bare: &[Claim<'c>], why: &str) -> Diagnostic {
    let help = format!(
        "{why} Add `from {0}` to the emotions that come from research, and `source: {0}` to the pains and gains. {ASSUMPTION}",
        some_source(context)
    );
    let place = context.place(journey.declaration.name().range);
    let diagnostic = Diagnostic::new(place, share(context, journey, bare.len()), help);
    bare.iter()
        .fold(diagnostic, |diagnostic, claim| diagnostic.related(context.place(claim.range()), "cites no source"))
}

fn under_review(context: &RuleContext<'_>, place: Declaration<'_>, bare: usize) -> Diagnostic {
    let label = shown(&place.label());
    let message = match bare {
        1 => format!("{label} claims something that cites no source"),
        bare => format!("{label} claims {bare} things that cite no source"),
    };
    let help = format!(
        "Whoever reviews it has to believe this. Add `from {0}` to the line, or `source: {0}` where all of it rests on one \
         piece of research. {ASSUMPTION}",
        some_source(context)
    );
    Diagnostic::new(context.place(place.name().range), message, help)
}

fn approved(context: &RuleContext<'_>, claim: Claim<'_>) -> Diagnostic {
    let message = format!("{} cites no source", claim.called());
    let source = some_source(context);
    let what = match claim.emotion {
        Some(_) => format!("end the line with `from {source}`"),
        None => format!("add `source: {source}`"),
    };
    let help = format!(
        "An approved map is read as fact, and nobody can check this one. Say where it is known from: {what}. If nobody \
         knows, say that it is a guess, with a source of `kind: assumption`."
    );
    Diagnostic::new(context.place(claim.range()), message, help)
}

/// A name to show in an example: of a source in this file if there is one.
fn some_source<'c>(context: &RuleContext<'c>) -> &'c str {
    let mut named = context.declarations_of(Keyword::Source).iter().map(|source| source.id());
    named.find(|id| !id.is_empty()).unwrap_or("interviews")
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::configuration::OptionValue;

    use super::*;
    use crate::testing::{Case, findings};

    const RULE: ClaimWithoutSource = ClaimWithoutSource;

    fn journey(head: &str, body: &str) -> String {
        format!(
            "persona maya \"Maya\"\nsource talks \"Talks\" {{ kind: interview }}\njourney {head}\n  persona: maya\n  stage find \"Find\" {{\n    {body}\n  }}\n}}\n"
        )
    }

    #[test]
    fn a_draft_gets_one_hint_with_a_count() {
        let body = "touchpoint look \"Looks\" { emotion maya: -1; emotion: 0 from talks; pain slow \"Slow\"; gain nice \"Nice\" { source: talks } }\n\
                    touchpoint buy \"Buys\" { emotion: +1; gain \"Cheap\" }";
        let found = findings(&RULE, &journey("⟦shop⟧ \"Weekly shop\" {", body));
        assert_eq!(found[0].severity, Severity::Hint);
        assert_eq!(found[0].message, "4 of 6 emotions, pains and gains of `Weekly shop` cite no source");
        assert_eq!(
            found[0].help,
            "In a draft that is fine; before others rely on it, they will ask how you know. Add `from talks` to the lines \
             that come from research. What is a guess can say so: cite a source of `kind: assumption`."
        );
        let found = findings(&RULE, &journey("⟦shop⟧ \"Shop\" { status: draft", "pain slow \"Slow\""));
        assert_eq!(found[0].message, "The only emotion, pain or gain of `Shop` cites no source");
        let found = findings(&RULE, &journey("⟦shop⟧ \"Shop\" { status: draft", "pain slow \"Slow\"; gain \"Nice\""));
        assert_eq!(found[0].message, "None of the 2 emotions, pains and gains of `Shop` cites a source");
        let found =
            findings(&RULE, &journey("⟦shop⟧ \"Shop\" {", "pain slow \"Slow\"; gain \"Nice\" { source: talks }"));
        assert_eq!(found[0].message, "1 of 2 emotions, pains and gains of `Shop` cites no source");
    }

    #[test]
    fn under_review_each_touchpoint_and_stage_is_told_once() {
        let body = "pain slow \"Slow\"\ntouchpoint ⟦look⟧ \"Looks\" { emotion maya: -1; pain bad \"Bad\" }\n\
                    touchpoint buy \"Buys\" { emotion: +1 from talks }";
        let text = journey("shop \"Shop\" { status: review", body).replace("stage find", "stage ⟦find⟧");
        let found = findings(&RULE, &text);
        assert!(found.iter().all(|one| one.severity == Severity::Info));
        assert_eq!(found[0].message, "`Find` claims something that cites no source");
        assert_eq!(found[1].message, "`Looks` claims 2 things that cite no source");
        findings(&RULE, "journey ⟦j⟧ \"J\" { status: review; pain slow \"Slow\" }\n");
    }

    #[test]
    fn once_approved_each_claim_is_told() {
        let body = "pain ⟦slow⟧ \"Slow\"\ntouchpoint look \"Looks\" { emotion maya: ⟦-1 \"sad\"⟧; emotion: ⟦0⟧; gain ⟦\"Nice\"⟧ { persona: maya } }";
        let text = journey("shop \"Shop\" { state: as-is; status: approved", body);
        let all = ("claim-without-source", "separately", OptionValue::WholeNumber(9));
        let found = Case::of(&text).with_option(all).findings(&RULE);
        assert!(found.iter().all(|one| one.severity == Severity::Warning));
        assert_eq!(found[0].message, "Pain `Slow` cites no source");
        assert_eq!(found[1].message, "The emotion of `maya` at `Looks` cites no source");
        assert_eq!(
            found[1].help,
            "An approved map is read as fact, and nobody can check this one. Say where it is known from: end the line with \
             `from talks`. If nobody knows, say that it is a guess, with a source of `kind: assumption`."
        );
        assert_eq!(found[2].message, "The emotion at `Looks` cites no source");
        assert_eq!(found[3].message, "Gain `Nice` cites no source");
    }

    #[test]
    fn where_much_cites_nothing_the_journey_is_told_once() {
        let touchpoint =
            |id: &str| format!("touchpoint {id} \"T\" {{ emotion: -1; gain \"G\" {{ source: talks }} }}\n");
        let three: String = ["a", "b", "c"].map(touchpoint).concat();
        let text = |status: &str, body: &str| journey(&format!("⟦shop⟧ \"Shop\" {{ status: {status}"), body);
        for (status, severity, why) in [
            ("review", Severity::Info, "Whoever reviews it has to believe them."),
            ("approved", Severity::Warning, "An approved map is read as fact, and nobody can check these."),
        ] {
            let found = findings(&RULE, &text(status, &three));
            assert_eq!(found[0].message, "3 of 6 emotions, pains and gains of `Shop` cite no source");
            assert_eq!(
                found[0].help,
                format!(
                    "{why} Add `from talks` to the emotions that come from research, and `source: talks` to the pains and \
                     gains. What is a guess can say so: cite a source of `kind: assumption`."
                )
            );
            assert_eq!((found[0].severity, found[0].related.len()), (severity, 3));
        }
    }

    #[test]
    fn a_source_around_covers_what_is_in_it() {
        for body in [
            "touchpoint look \"Looks\" { source: talks; emotion: -1; pain slow \"Slow\" }",
            "source: talks; pain slow \"Slow\"; touchpoint look \"Looks\" { emotion: -1 }",
            "pain slow \"Slow\" { cause: \"Nobody looks\" from talks }",
            "pain slow \"Slow\" { source: talks }; touchpoint look \"Looks\" { emotion: -1 \"sad\" from talks }",
        ] {
            findings(&RULE, &journey("shop \"Shop\" { status: approved", body));
        }
        let body = "touchpoint look \"Looks\" { emotion: ⟦-1⟧ }";
        let head = "shop \"Shop\" { status: approved; source: talks";
        findings(&RULE, &journey(head, &body.replace(['⟦', '⟧'], "")));
        let strict = ("claim-without-source", "whole-journey", OptionValue::Boolean(false));
        Case::of(&journey(head, body)).with_option(strict).findings(&RULE);
    }

    #[test]
    fn plans_and_what_is_retired_need_no_source() {
        for head in ["shop \"Shop\" { state: to-be", "shop \"Shop\" { status: retired", "shop \"Shop\" { state: to-bee"]
        {
            findings(&RULE, &journey(head, "touchpoint look \"Looks\" { emotion: -1; pain slow \"Slow\" }"));
        }
        findings(&RULE, &journey("shop \"Shop\" { status: approved", "touchpoint look \"Looks\" { does: \"Looks\" }"));
    }

    #[test]
    fn what_is_wrong_otherwise_is_not_told_again() {
        for body in [
            "touchpoint look \"Looks\" { emotion: sad }",
            "touchpoint look \"Looks\" { emotion: 7 }",
            "touchpoint look \"Looks\" { emotion: -1 from }",
            "touchpoint look \"Looks\" {\n emotion: -1 \"sad from talks\n }",
            "touchpoint look \"Looks\" {\n emotion: -1 sad\" from talks\n }",
            "touchpoint look \"Looks\" { emotion: -1 'sad' from talks }",
            "touchpoint look \"Looks\" { emotion: -1 from tlks }",
            "touchpoint look \"Looks\" { emotion: -1; sorce: talks }",
            "pain slow \"Slow\" { sourc: talks }",
            "pain slow \"Slow\" {\n source talks\n }",
        ] {
            findings(&RULE, &journey("shop \"Shop\" { status: approved", body));
        }
    }
}
