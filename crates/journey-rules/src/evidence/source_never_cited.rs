//! `source-never-cited`: research that nothing rests on.

use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Applicability, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::RESEARCH;
use crate::standing::chosen;
use crate::unused::{Removals, is_unused};
use crate::wording::shown;

/// Finds sources that nobody cites.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceNeverCited;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "source-never-cited",
    summary: "A source that nothing cites",
    documentation: r#"
## What it does
Finds a source that nothing in the whole project cites, neither with `from` nor with `source`, and says which lines could
cite research of its `kind`. It offers to remove the source, with the documentation before it, where nothing else loses
its last use by that.

## Why it matters
Somebody asked customers, and nothing that they said is in the map. Mostly the citation was only forgotten, and then the
emotions and pains that came from it look like guesses.

## Example
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview; sample: 14 }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview; sample: 14 }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" from interviews }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough": what customers care about and hate
is best learned by talking to them. "Introduction to Customer Journey Mapping" wants qualitative and quantitative
research side by side; what each can carry follows from that.
"#,
    group: &RESEARCH,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for SourceNeverCited {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let removals = Removals::new(context);
        for source in context.declarations_of(Keyword::Source) {
            let id = DeclarationId { file: context.id, local: source.local_id() };
            if is_unused(context.project, id) {
                let message = format!("Nothing cites the source {}", shown(&source.label()));
                let help = format!(
                    "Nothing rests on it, so what it found out is in no map. {}, or remove it.",
                    advice(*source)
                );
                report.add(removals.finding(*source, message, help));
            }
        }
    }
}

/// Which lines could cite it, by what research of its kind can show.
fn advice(source: Declaration<'_>) -> String {
    let id = source.id();
    match chosen(source, "kind") {
        Some("survey" | "analytics") => format!(
            "It can say how many and how often: end a reading or a pain with it, such as `measure METRIC: 78% from {id}` \
             or `source: {id}`"
        ),
        Some("ticket" | "review") => {
            format!("It can say what hurts: cite it in the pains that it tells of, with `source: {id}`")
        }
        Some("assumption") => format!("Cite it where you guess, with `from {id}`, so that readers can tell"),
        _ => format!(
            "It can say how something feels and why: end an emotion with `from {id}`, or give a pain or a persona \
             `source: {id}`"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const RULE: SourceNeverCited = SourceNeverCited;

    #[test]
    fn a_source_that_nothing_cites_is_told_with_what_could_cite_it() {
        let found = findings(
            &RULE,
            "source ⟦talks⟧ \"Talks at the counter\" { kind: interview }\nsource ⟦cards⟧ \"Cards\" { kind: survey }\n",
        );
        assert_eq!(found[0].message, "Nothing cites the source `Talks at the counter`");
        assert_eq!(
            found[0].help,
            "Nothing rests on it, so what it found out is in no map. It can say how something feels and why: end an \
             emotion with `from talks`, or give a pain or a persona `source: talks`, or remove it."
        );
        assert!(found[1].help.contains("`measure METRIC: 78% from cards`"));
        assert!(found.iter().all(|one| one.fixes.len() == 1));
        for (kind, advice) in [
            ("ticket", "in the pains"),
            ("review", "in the pains"),
            ("assumption", "where you guess"),
            ("observation", "how something feels"),
        ] {
            let found = findings(&RULE, &format!("source ⟦s⟧ \"S\" {{ kind: {kind} }}\n"));
            assert!(found[0].help.contains(advice), "{found:#?}");
        }
    }

    #[test]
    fn every_way_to_cite_it_in_any_file_counts() {
        for user in [
            "journey j \"J\" { pain slow \"Slow\" { source: talks } }",
            "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { emotion: 0 from talks } } }",
            "journey j \"J\" { state: to-be; goal: \"Eat\" from talks }",
            "persona tom \"Tom\" { source: talks }",
            "metric fast \"Fast\" { kind: csat; source: talks }",
        ] {
            findings_among(
                &RULE,
                &[("a.journey", "source talks \"Talks\" { kind: interview }\n"), ("b.journey", user)],
            );
        }
    }

    #[test]
    fn what_another_finding_tells_is_left_alone() {
        for user in [
            "journey j \"J\" { source: tlks }",
            "journey j \"J\" { source: \"Talks\" }",
            "journey j \"J\" { sorce: talks }",
            "journey j \"J\" {\n  source talks\n}",
            "source talks \"Talks\" { kind: interview }",
        ] {
            findings(&RULE, &format!("source talks \"Talks\" {{ kind: interview }}\n{user}\n"));
        }
    }
}
