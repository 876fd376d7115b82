//! `to-be-does-not-improve`: a plan in which nobody feels better than today, or in which every pain is still there.

use journey_plugin::model::value::Score;
use journey_plugin::model::{Declaration, EmotionCurve, Feeler, Feeling, FileId, Keyword, Role};
use journey_plugin::{Diagnostic, JourneyFacts, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::clear_feelings::feelings_are_clear;
use crate::group::IMPROVEMENT;
use crate::standing::{chosen, is_plan};
use crate::wording::{listed, shown};

/// Finds to-be journeys that are no better than the journey that they improve.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToBeDoesNotImprove;

/// How many places of the journey of today a finding points at.
const MOST_PLACES: usize = 5;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "to-be-does-not-improve",
    summary: "A to-be journey that is no better than today's",
    documentation: r#"
## What it does
Compares a journey with `state: to-be` with the journey that `of` names, in whichever file that stands. It finds a plan

- in which nobody feels better: no touchpoint that both journeys have (by its name) scores higher for any persona, and
  the plan's mean is not higher either; or what gets better at some of these touchpoints is lost again at others;
- in which every pain of today is still there (by its name), no less severe and no less frequent.

An emotion without a persona counts for each persona of its journey. What both journeys do not tell of the same persona
is not compared, and a touchpoint that is at +2 already need not become better. Retired plans are left alone.

## Why it matters
A to-be journey promises somebody a better day. If nobody feels better in it, the plan serves something else: a cost, a
system, a deadline. That may be right, but then it should not be sold as an improvement for customers. Often it is
simpler: the map of today was copied as a start, and the scores were never touched.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
  }
}

journey weekly_shop_next "Weekly shop, next year" {
  state: to-be
  of: weekly_shop
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 }
  }
}
```

## Better
The plan changes the step, and says why it feels better then:

```journey
persona maya "Maya, busy parent"
actor stock "Stock system"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
  }
}

journey weekly_shop_next "Weekly shop, next year" {
  state: to-be
  of: weekly_shop
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      does: "Picks from what is in stock this minute"
      emotion: +1 "sure of dinner"
      support: stock "Counts with every sale"
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough" says what a redesign is for: it
takes out the pain points and makes customers happy. Jeffrey Marino's post on customer journey maps (Total Customer
Experience Leaders blog) quotes PeopleMetrics on what empathy is for: to leave the internal process mode and deliver
more value.
"#,
    group: &IMPROVEMENT,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for ToBeDoesNotImprove {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys() {
            let plan = journey.declaration;
            if !is_plan(plan) {
                continue;
            }
            let of = plan.references().find(|one| one.role == Role::Value && one.property.key() == "of");
            let Some((of, (id, today))) = of.and_then(|of| Some((of, context.project.target(context.id, &of)?))) else {
                continue;
            };
            if id.file == context.id && today == plan {
                continue;
            }
            let mood = Mood::compared(context, journey, id.file, today);
            let pains = kept_pains(journey, today);
            let place = context.place(of.range);
            if let Some(diagnostic) = finding(place, plan, (id.file, today), &mood, &pains) {
                report.add(diagnostic);
            }
        }
    }
}

/// What somebody feels at a touchpoint that both journeys have.
struct Change<'p> {
    touchpoint: Declaration<'p>,
    feeler: Feeler<'p>,
    before: Feeling<'p>,
    after: Score,
}

/// How the moods of two journeys compare.
struct Mood<'p> {
    /// At the touchpoints that both have, in the order of the plan.
    changes: Vec<Change<'p>>,
    /// Sums and numbers of all scores of those who feel something in both journeys: of the plan, and of today.
    all: [(i64, i64); 2],
}

impl<'p> Mood<'p> {
    fn compared(
        context: &RuleContext<'p>,
        journey: &'p JourneyFacts<'p>,
        file: FileId,
        today: Declaration<'p>,
    ) -> Self {
        let after = context.curve(journey);
        let mut mood = Self { changes: Vec::new(), all: [(0, 0); 2] };
        if after.points.iter().all(|point| point.scores().next().is_none())
            || !after.points.iter().all(|point| is_clear(context, point.touchpoint))
        {
            return mood;
        }
        let before = EmotionCurve::of(context.project, file, today);
        if !before.points.iter().all(|point| feelings_are_clear(point.touchpoint, context.project.schema())) {
            return mood;
        }
        // Whether an emotion is everybody's depends on names that the plan does not use, unless no persona is named.
        let is_nobodys = journey.declaration.property("persona").is_none() && today.property("persona").is_none();
        for (number, feeler) in after.feelers.iter().copied().enumerate() {
            let same = before.feelers.iter().position(|one| *one == feeler);
            let Some(then) = same.filter(|_| feeler != Feeler::Everybody || is_nobodys) else { continue };
            for (all, (curve, number)) in mood.all.iter_mut().zip([(after, number), (&before, then)]) {
                for score in curve.points.iter().filter_map(|point| point.score(number)) {
                    *all = (all.0 + i64::from(score.value()), all.1 + 1);
                }
            }
            for point in &after.points {
                let named = before.points.iter().find(|one| one.touchpoint.id() == point.touchpoint.id());
                let felt = named.and_then(|one| Some((one.touchpoint, one.emotions.get(then)?.clone()?)));
                if let (Some((touchpoint, before)), Some(after)) = (felt, point.score(number)) {
                    mood.changes.push(Change { touchpoint, feeler, before, after });
                }
            }
        }
        mood
    }

    fn is_higher(&self) -> bool {
        let [(sum, count), (sum_before, count_before)] = self.all;
        sum * count_before > sum_before * count
    }

    fn better(&self) -> impl Iterator<Item = &Change<'p>> {
        self.changes.iter().filter(|change| change.after > change.before.emotion.score)
    }

    fn worse(&self) -> impl Iterator<Item = &Change<'p>> {
        self.changes.iter().filter(|change| change.after < change.before.emotion.score)
    }

    /// Whether nobody feels better anywhere, though there is something that could be better.
    fn is_no_better(&self) -> bool {
        let could_be = self.changes.iter().any(|change| change.before.emotion.score < Score::HIGHEST);
        could_be && self.better().next().is_none() && !self.is_higher()
    }

    /// Whether what gets better at some touchpoints of both journeys is lost again at others.
    fn is_traded(&self) -> bool {
        let gained =
            |change: &Change<'_>| i64::from(change.after.value()) - i64::from(change.before.emotion.score.value());
        self.worse().next().is_some()
            && self.better().next().is_some()
            && self.changes.iter().map(gained).sum::<i64>() <= 0
            && !self.is_higher()
    }
}

/// Whether all is known of what a touchpoint of the plan says about feelings: the scores, and whose they are.
fn is_clear(context: &RuleContext<'_>, touchpoint: Declaration<'_>) -> bool {
    let mut qualifiers = touchpoint.references().filter(|one| one.role == Role::Qualifier);
    qualifiers.all(|one| context.project.target(context.id, &one).is_some())
        && feelings_are_clear(touchpoint, context.project.schema())
}

/// The pains of today, if there are any and the plan still has each of them, no less severe and no less frequent.
fn kept_pains<'p>(journey: &JourneyFacts<'_>, today: Declaration<'p>) -> Vec<Declaration<'p>> {
    if journey.pains.is_empty() {
        return Vec::new();
    }
    let pains = today.descendants().filter(|inner| inner.keyword() == Some(Keyword::Pain) && !inner.id().is_empty());
    let is_kept = |pain: &Declaration<'_>| {
        let mut same = journey.pains.iter().filter(|kept| kept.id() == pain.id());
        same.any(|kept| {
            !is_eased(&SEVERITIES, "severity", *pain, *kept) && !is_eased(&FREQUENCIES, "frequency", *pain, *kept)
        })
    };
    let kept = pains.map(|pain| is_kept(&pain).then_some(pain));
    kept.collect::<Option<Vec<_>>>().unwrap_or_default()
}

const SEVERITIES: [&str; 4] = ["low", "medium", "high", "critical"];
const FREQUENCIES: [&str; 4] = ["rare", "sometimes", "often", "always"];

/// Whether both pains say how bad they are, and the later one less so than the earlier.
fn is_eased(ranks: &[&str], key: &str, before: Declaration<'_>, after: Declaration<'_>) -> bool {
    let rank = |pain| chosen(pain, key).and_then(|word| ranks.iter().position(|rank| *rank == word));
    rank(before).zip(rank(after)).is_some_and(|(before, after)| after < before)
}

fn finding(
    place: Place,
    plan: Declaration<'_>,
    (file, today): (FileId, Declaration<'_>),
    mood: &Mood<'_>,
    pains: &[Declaration<'_>],
) -> Option<Diagnostic> {
    let (no_better, traded) = (mood.is_no_better(), mood.is_traded());
    if !no_better && !traded && pains.is_empty() {
        return None;
    }
    let (plan, today) = (shown(&plan.label()), shown(&today.label()));
    let mut places: Vec<(Declaration<'_>, Place, String)> = Vec::new();
    let mut help = String::new();
    let message = if no_better {
        format!("Nobody feels better in {plan} than in {today}")
    } else if traded {
        format!("What {plan} wins over {today} at some steps, it loses again at others")
    } else {
        format!("Every pain of {today} is still there in {plan}")
    };
    if no_better || traded {
        let told = mood.changes.iter().filter(|change| no_better || change.after != change.before.emotion.score);
        for change in told {
            let range =
                change.before.property.value().map_or_else(|| change.before.property.range(), |value| value.range());
            let who = match change.feeler {
                Feeler::Persona(..) => format!("{}: ", change.feeler.label()),
                Feeler::Everybody => String::new(),
            };
            let what = if change.after == change.before.emotion.score {
                format!("{who}{} today, and the same in the plan", change.before.emotion.score)
            } else {
                format!("{who}{} today, {} in the plan", change.before.emotion.score, change.after)
            };
            places.push((change.touchpoint, Place { file, range }, what));
        }
        help = format!("At {} the scores are {}. ", touchpoints(&places), if traded { "traded" } else { "no higher" });
    }
    if !pains.is_empty() {
        let labels: Vec<String> = pains.iter().take(3).map(|pain| shown(&pain.label())).collect();
        let more = pains.len() - labels.len();
        let labels = if more == 0 { listed(&labels, "and") } else { format!("{} and {more} more", labels.join(", ")) };
        if no_better || traded {
            help += &format!("All pains are still there as well: {labels}. ");
        } else {
            let stay = if pains.len() == 1 { "stays" } else { "stay" };
            help += &format!("{labels} {stay}. ");
        }
        let range = |pain: &Declaration<'_>| Place { file, range: pain.name().range };
        places.extend(pains.iter().map(|pain| (*pain, range(pain), "this pain stays".to_owned())));
    }
    help += "Choose what the plan shall take away from customers or give them, and show it there; if it is not made for \
             them, say so in `objective`.";
    let diagnostic = Diagnostic::new(place, message, help);
    Some(
        places
            .into_iter()
            .take(MOST_PLACES)
            .fold(diagnostic, |diagnostic, (_, place, what)| diagnostic.related(place, what)),
    )
}

/// The first touchpoints, each once, by their labels.
fn touchpoints(places: &[(Declaration<'_>, Place, String)]) -> String {
    let mut labels: Vec<String> = Vec::new();
    for (touchpoint, _, _) in places {
        let label = shown(&touchpoint.label());
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let more = labels.len().saturating_sub(3);
    if more == 0 {
        return listed(&labels, "and");
    }
    labels.truncate(3);
    format!("{} and {more} more", labels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const PERSONAS: &str = "persona maya \"Maya\"\npersona tom \"Tom\"\n";

    fn journey(name: &str, head: &str, inside: &str) -> String {
        format!("journey {name} \"{name}\" {{\n  persona: maya, tom\n{head}  stage s \"S\" {{\n{inside}\n  }}\n}}\n")
    }

    fn both(today: &str, plan: &str, of: &str) -> String {
        let head = format!("  state: to-be\n  of: {of}\n");
        format!("{PERSONAS}{}{}", journey("now", "", today), journey("then", &head, plan))
    }

    #[test]
    fn a_plan_in_which_nobody_feels_better_is_told_with_what_is_the_same() {
        let today =
            "    touchpoint a \"A\" { emotion maya: -1; emotion tom: +1 }\n    touchpoint b \"B\" { emotion: 0 }";
        let plan = "    touchpoint a \"A\" { emotion maya: -1; emotion tom: 0 }\n    touchpoint b \"B\" { emotion: 0 }";
        let found = findings(&ToBeDoesNotImprove, &both(today, plan, "⟦now⟧"));
        assert_eq!(found[0].message, "Nobody feels better in `then` than in `now`");
        assert_eq!(
            found[0].help,
            "At `A` and `B` the scores are no higher. Choose what the plan shall take away from customers or give them, and \
             show it there; if it is not made for them, say so in `objective`."
        );
        let places: Vec<&str> = found[0].related.iter().map(|(_, what)| what.as_str()).collect();
        assert_eq!(
            places,
            [
                "Maya: -1 today, and the same in the plan",
                "Maya: 0 today, and the same in the plan",
                "Tom: +1 today, 0 in the plan",
                "Tom: 0 today, and the same in the plan"
            ]
        );
    }

    #[test]
    fn a_plan_in_which_every_pain_is_still_there_is_told() {
        let today = "    touchpoint a \"A\" { emotion: -1; pain p \"Slow\" }\n    pain q \"Dear\"";
        let better = "    touchpoint a \"A\" { emotion: +1; pain p \"Slow\"; pain q \"Dear\" }";
        let found = findings(&ToBeDoesNotImprove, &both(today, better, "⟦now⟧"));
        assert_eq!(found[0].message, "Every pain of `now` is still there in `then`");
        assert!(found[0].help.starts_with("`Slow` and `Dear` stay. Choose what"), "{}", found[0].help);
        assert_eq!(found[0].related.len(), 2);
        let same = "    touchpoint a \"A\" { emotion: -1; pain p \"Slow\"; pain q \"Dear\" }";
        let found = findings(&ToBeDoesNotImprove, &both(today, same, "⟦now⟧"));
        assert!(found[0].help.contains("All pains are still there as well: `Slow` and `Dear`."), "{}", found[0].help);
        findings(&ToBeDoesNotImprove, &both(today, "    touchpoint a \"A\" { emotion: +1; pain p \"Slow\" }", "now"));
    }

    #[test]
    fn a_pain_that_is_eased_is_not_the_same() {
        let with = |pain: &str, score: &str| {
            format!("    touchpoint a \"A\" {{ emotion: {score}; pain p \"P\" {{ {pain} }} }}")
        };
        let today = with("severity: high; frequency: often", "-1");
        for eased in ["severity: medium", "frequency: rare; severity: high"] {
            findings(&ToBeDoesNotImprove, &both(&today, &with(eased, "0"), "now"));
        }
        for same in ["severity: critical", "frequency: often", "tag: \"x\""] {
            findings(&ToBeDoesNotImprove, &both(&today, &with(same, "0"), "⟦now⟧"));
        }
    }

    #[test]
    fn what_is_won_here_and_lost_there_is_told() {
        let today = "    touchpoint a \"A\" { emotion maya: -1 }\n    touchpoint b \"B\" { emotion maya: +1 }";
        let plan = "    touchpoint a \"A\" { emotion maya: 0 }\n    touchpoint b \"B\" { emotion maya: 0 }";
        let found = findings(&ToBeDoesNotImprove, &both(today, plan, "⟦now⟧"));
        assert_eq!(found[0].message, "What `then` wins over `now` at some steps, it loses again at others");
        let plan = "    touchpoint a \"A\" { emotion maya: +1 }\n    touchpoint b \"B\" { emotion maya: 0 }";
        findings(&ToBeDoesNotImprove, &both(today, plan, "now"));
    }

    #[test]
    fn the_journey_of_today_may_stand_in_another_file_with_its_places() {
        let plan = journey("then", "  state: to-be\n  of: ⟦now⟧\n", "    touchpoint a \"A\" { emotion: -1 }");
        let today = journey("now", "", "    touchpoint a \"A\" { emotion: -1 }");
        let found = findings_among(
            &ToBeDoesNotImprove,
            &[("z.journey", &plan), ("a.journey", &today), ("p.journey", PERSONAS)],
        );
        assert_eq!(found[0].related.len(), 2);
        assert!(found[0].related.iter().all(|(place, _)| place.file != found[0].place.file));
    }

    #[test]
    fn a_plan_that_betters_one_step_or_leaves_bad_ones_out_is_fine() {
        let today = "    touchpoint a \"A\" { emotion: -2 }\n    touchpoint b \"B\" { emotion: +1 }\n    touchpoint c \"C\" { emotion: +2 }";
        for plan in [
            "    touchpoint a \"A\" { emotion: -1 }\n    touchpoint b \"B\" { emotion: +1 }",
            "    touchpoint b \"B\" { emotion: +1 }\n    touchpoint c \"C\" { emotion: +2 }",
            "    touchpoint c \"C\" { emotion: +2 }",
            "    touchpoint b \"B\" { emotion: +1 }\n    touchpoint new \"New\" { emotion: +2 }",
            "    touchpoint a \"A\" { emotion maya: -2; emotion tom: -1 }",
        ] {
            findings(&ToBeDoesNotImprove, &both(today, plan, "now"));
        }
    }

    #[test]
    fn what_cannot_be_compared_is_left_alone() {
        let low = "    touchpoint a \"A\" { emotion: -1 }";
        for (today, plan) in [
            (low, "    touchpoint a \"A\""),
            ("    touchpoint a \"A\"", low),
            (low, "    touchpoint z \"Z\" { emotion: -1 }"),
            ("    touchpoint a \"A\" { emotion maya: -1 }", "    touchpoint a \"A\" { emotion tom: -1 }"),
        ] {
            findings(&ToBeDoesNotImprove, &both(today, plan, "now"));
        }
        for unclear in ["emotion tim: +1", "emotoin: +1", "emotion: 7", "emotion maya +1", "??"] {
            let plan = format!("{low}\n    touchpoint b \"B\" {{ {unclear} }}");
            findings(&ToBeDoesNotImprove, &both(low, &plan, "now"));
        }
        findings(&ToBeDoesNotImprove, &both(low, low, "nothing"));
        findings(&ToBeDoesNotImprove, &both(low, low, "then"));
        findings(&ToBeDoesNotImprove, &both(low, low, "now; status: retired"));
        findings(&ToBeDoesNotImprove, &both(low, low, "now").replace("state: to-be", "state: as-is"));
    }

    #[test]
    fn in_journeys_of_nobody_everybody_feels_no_better() {
        let text = both("    touchpoint a \"A\" { emotion: -1 }", "    touchpoint a \"A\" { emotion: -2 }", "⟦now⟧");
        let found = findings(&ToBeDoesNotImprove, &text.replace("  persona: maya, tom\n", ""));
        assert_eq!(found[0].related[0].1, "-1 today, -2 in the plan");
    }
}
