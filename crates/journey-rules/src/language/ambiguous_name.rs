//! `ambiguous-name`: a name that could mean two things of different kinds.

use crate::group::LANGUAGE;
use journey_plugin::model::{Declaration, DeclarationId, Keyword, Project, Reference, Resolution};
use journey_plugin::{
    Applicability, Diagnostic, Fix, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity, TextEdit,
};

use super::rename::renaming;
use crate::wording::{listed, shown};

/// Finds names that could mean two things of different kinds.
#[derive(Clone, Copy, Debug)]
pub(super) struct AmbiguousName;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "ambiguous-name",
    summary: "A name that could mean two things of different kinds",
    documentation: r#"
## What it does
Finds a name that could mean two things, because the key takes several kinds and two of them share the name. Channels
and actors may share a name; `frontstage`, `backstage` and `support` take both.

## Why it matters
Nobody can tell which of the two is meant, so the line is left out of the service blueprint.

## Example
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
actor app "App team"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { frontstage: app "Shows results" }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
actor app_team "App team"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { frontstage: app "Shows results"; backstage: app_team "Keeps the stock current" }
  }
}
```

## Source
The language reference, "The fine print": each kind of thing has names of its own, and a reference knows which kinds it
wants. The lanes want two kinds, so there a shared name cannot be told apart.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for AmbiguousName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let project = context.project;
        for (reference, resolution) in context.unresolved() {
            let Resolution::Ambiguous(candidates) = resolution else { continue };
            let candidates = one_of_each_kind(project, candidates);
            let kinds: Vec<&str> = candidates.iter().map(|(kind, _, _)| kind.with_article()).collect();
            let message = format!("{} is the name of {}", shown(reference.text), listed(&kinds, "and of"));
            let help = format!(
                "`{}` takes both, and nobody can tell which one is meant. Give one of them another id.",
                reference.property.key()
            );
            let mut diagnostic = Diagnostic::new(context.place(reference.range), message, help);
            for (kind, id, declaration) in &candidates {
                let place = Place { file: id.file, range: declaration.name().range };
                diagnostic = diagnostic.related(place, format!("{} is declared here", kind.with_article()));
            }
            if let [one, other] = candidates.as_slice() {
                let fixes = [fix(context, reference, *one, *other), fix(context, reference, *other, *one)];
                diagnostic = fixes.into_iter().flatten().fold(diagnostic, Diagnostic::fix_with);
            }
            report.add(diagnostic);
        }
    }
}

type Candidate<'p> = (Keyword, DeclarationId, Declaration<'p>);

/// Tells two candidates apart by renaming the one with fewer uses, so that here `meant` is meant. Not where that would
/// leave nobody who refers to `other`.
fn fix(
    context: &RuleContext<'_>,
    reference: &Reference<'_>,
    meant: Candidate<'_>,
    other: Candidate<'_>,
) -> Option<Fix> {
    let project = context.project;
    let uses = |candidate: Candidate<'_>| project.count_uses(candidate.1);
    if uses(other) == 0 {
        return None;
    }
    let (kind, id, declaration) = if uses(meant) <= uses(other) { meant } else { other };
    let old = declaration.id();
    let (name, mut edits) = renaming(project, id, &format!("{old}_{kind}"))?;
    if id == meant.1 {
        edits.push(TextEdit { place: context.place(reference.range), replacement: name.clone() });
    }
    let title = format!("Mean the {} here, and rename the {kind} `{old}` to `{name}`", meant.0);
    Some(Fix { title, applicability: Applicability::Suggestion, edits })
}

/// The first candidate of each kind; further ones are duplicates, which are told where they stand.
fn one_of_each_kind<'p>(project: &'p Project, candidates: &[DeclarationId]) -> Vec<Candidate<'p>> {
    let mut kinds: Vec<Candidate<'p>> = Vec::new();
    for id in candidates {
        let declaration = project.declaration(*id);
        let Some(kind) = declaration.keyword() else { continue };
        if kinds.iter().all(|(known, _, _)| *known != kind) {
            kinds.push((kind, *id, declaration));
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    const BOTH: &str = "channel app \"Mobile app\"\nactor app \"App team\"\n";

    fn shop(touchpoints: &str) -> String {
        format!("{BOTH}journey shop \"Shop\" {{ stage find \"Find\" {{\n{touchpoints}\n}} }}\n")
    }

    #[test]
    fn both_meanings_are_pointed_at() {
        let found = findings(&AmbiguousName, &shop("touchpoint search \"Search\" { frontstage: ⟦app⟧ \"Shows\" }"));
        assert_eq!(found[0].message, "`app` is the name of a channel and of an actor");
        let related: Vec<&str> = found[0].related.iter().map(|(_, what)| what.as_str()).collect();
        assert_eq!(related, ["a channel is declared here", "an actor is declared here"]);
        assert_eq!(found[0].fixes, [], "whichever is meant, nobody would refer to the other");
    }

    #[test]
    fn the_one_with_fewer_uses_is_renamed_wherever_it_is_written() {
        let text = shop(
            "touchpoint search \"Search\" { channel: app; frontstage: ⟦app⟧ \"Shows\" }
             touchpoint pay \"Pay\" { channel: app; actor: app }",
        );
        let found = findings(&AmbiguousName, &text);
        let titles: Vec<(&str, usize)> =
            found[0].fixes.iter().map(|fix| (fix.title.as_str(), fix.edits.len())).collect();
        assert_eq!(
            titles,
            [
                ("Mean the channel here, and rename the actor `app` to `app_actor`", 2),
                ("Mean the actor here, and rename the actor `app` to `app_actor`", 3),
            ]
        );
    }

    #[test]
    fn a_name_that_only_one_wanted_kind_has_is_clear() {
        findings(&AmbiguousName, &shop("touchpoint search \"Search\" { channel: app; actor: app }"));
    }

    #[test]
    fn duplicates_of_one_kind_are_another_matter() {
        let text = shop("touchpoint search \"Search\" { frontstage: ⟦app⟧ \"Shows\" }") + BOTH;
        assert_eq!(findings(&AmbiguousName, &text)[0].related.len(), 2);
    }
}
