//! `unused-name`: a channel or an actor that nobody refers to.

use journey_plugin::model::{DeclarationId, Keyword};
use journey_plugin::{Applicability, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::LANGUAGE;
use crate::unused::{Removals, is_unused};
use crate::wording::shown;

/// Finds channels and actors that nobody refers to.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnusedName;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unused-name",
    summary: "A channel or an actor that nobody refers to",
    documentation: r#"
## What it does
Finds a channel or an actor that nothing in the whole project refers to. It offers to remove it, with the documentation
before it, where nothing else loses its last use by that. Personas, sources and metrics have rules of their own:
`persona-without-journey`, `source-never-cited` and `metric-never-measured`.

## Why it matters
What nobody refers to shows in no map. Often that is a step that was forgotten: a channel in which nobody has drawn a
touchpoint yet, a team whose work no lane shows. Sometimes it is left over and can go.

## Example
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
channel letter "Letter"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { channel: app }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
channel letter "Letter"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { channel: app }
    touchpoint voucher "Gets a voucher by post" { channel: letter }
  }
}
```

## Source
The language reference, "Names": every file of a project sees what is declared at the top of any other, so something
that no file names is in none of the maps.
"#,
    group: &LANGUAGE,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for UnusedName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let removals = Removals::new(context);
        for keyword in [Keyword::Channel, Keyword::Actor] {
            for declaration in context.declarations_of(keyword) {
                let id = DeclarationId { file: context.id, local: declaration.local_id() };
                if !is_unused(context.project, id) {
                    continue;
                }
                let message = format!("Nothing refers to the {keyword} {}", shown(declaration.id()));
                let (why, what) = why_and_what(keyword);
                let help = format!("{why} {}, or remove it.", what.replace("NAME", declaration.id()));
                report.add(removals.finding(*declaration, message, help));
            }
        }
    }
}

/// What is lost when nobody refers to it, and how somebody would.
fn why_and_what(keyword: Keyword) -> (&'static str, &'static str) {
    match keyword {
        Keyword::Channel => {
            ("No touchpoint happens in it, so no map shows it.", "Name it in a touchpoint with `channel: NAME`")
        }
        _ => (
            "No touchpoint says what it does, so no lane of the blueprint shows it.",
            "Name it in a touchpoint with `actor: NAME` or in a lane, such as `backstage: NAME \"what it does\"`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::Tag;

    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn what_nobody_refers_to_is_told_with_what_is_lost() {
        let found = findings(
            &UnusedName,
            "\
persona tom \"Tom\"
channel ⟦app⟧ \"App\"
actor ⟦courier⟧ \"Courier\"
source talks \"Talks\" { kind: interview }
metric csat \"CSAT\" { kind: csat }
opportunity free \"Free delivery\" { addresses: shop.slow }
journey shop \"Shop\" { persona: maya; pain slow \"Slow\"; gain good \"Good\" }
persona maya \"Maya\"
",
        );
        assert_eq!(found[0].message, "Nothing refers to the channel `app`");
        assert_eq!(
            found[0].help,
            "No touchpoint happens in it, so no map shows it. Name it in a touchpoint with `channel: app`, or remove it."
        );
        assert!(found.iter().all(|one| one.tag == Some(Tag::Unnecessary) && one.fixes.len() == 1), "{found:#?}");
    }

    #[test]
    fn a_use_in_any_file_counts() {
        findings_among(
            &UnusedName,
            &[
                ("a.journey", "channel app \"App\"\nactor desk \"Desk\"\n"),
                (
                    "b.journey",
                    "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { channel: app; actor: desk } } }\n",
                ),
            ],
        );
    }

    #[test]
    fn what_another_mistake_may_mean_is_left_alone() {
        let with = |text: &str| {
            findings(&UnusedName, &format!("channel web \"The web\"\nchannel app \"App\"\nactor app \"App\"\n{text}\n"))
        };
        for text in [
            "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { channel: wab; frontstage: app \"?\" } } }",
            "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { actor: app; channel: \"The web\"; chanel: app } } }",
            "journey j \"J\" {\n  channel web\n  app!\n}",
            "metric web \"T\" { kind: csat; channel: web }\njourney j \"J\" { measure web: 3; tag: x }\n= app",
        ] {
            with(text);
        }
        findings(&UnusedName, "channel app \"App\"\nchannel app \"App\"\nchannel \"Web\nactor {\n}\n");
    }

    #[test]
    fn a_value_that_is_no_name_may_mean_any_of_the_kind_that_is_wanted() {
        let with = |line: &str, marked: &str| {
            findings(
                &UnusedName,
                &format!(
                    "persona lia \"Lia\"\n{marked}\njourney j \"J\" {{\n  persona: lia\n  stage s \"S\" {{\n    touchpoint t \"T\" {{ {line} }}\n  }}\n}}\n"
                ),
            )
        };
        for channel in ["channel: \"By phone\"", "channel: 3", "channel: ?"] {
            with(channel, "channel app \"App\"");
        }
        with("channel: 3", "actor ⟦desk⟧ \"Desk\"");
        with("duration: 3", "channel ⟦app⟧ \"App\"");
    }
}
