//! `ambiguous-name`: a name that could mean two things of different kinds.

use journey_plugin::model::{Declaration, DeclarationId, IdSource, Keyword, Project, Resolution};
use journey_plugin::{Diagnostic, FileContext, Place, Report, Rule, RuleDescription, Severity};

use super::rename::renaming;
use super::wording::{listed, shown};

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
channel app "Mobile app"
actor app "App team"

journey weekly_shop "Weekly shop" {
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { frontstage: app "Shows results" }
  }
}
```

## Better
```journey
channel app "Mobile app"
actor app_team "App team"

journey weekly_shop "Weekly shop" {
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { frontstage: app "Shows results" }
  }
}
```
"#,
    severity: Severity::Error,
};

impl Rule for AmbiguousName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &FileContext<'_>, report: &mut Report) {
        let project = context.project;
        for (reference, resolution) in project.unresolved_in(context.id) {
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
            for (kind, id, declaration) in &candidates {
                // Everything that means this one for sure keeps meaning it.
                if let Some((name, fix)) = renaming(project, *id, &format!("{}_{kind}", declaration.id())) {
                    let title = format!("Rename {} `{}` to `{name}`, so that `{}` is the other", kind, declaration.id(), declaration.id());
                    diagnostic = diagnostic.fix_with(journey_plugin::Fix { title, ..fix });
                }
            }
            report.add(diagnostic);
        }
    }
}

/// The first candidate of each kind; further ones are duplicates, which are told where they stand.
fn one_of_each_kind<'p>(
    project: &'p Project,
    candidates: &[DeclarationId],
) -> Vec<(Keyword, DeclarationId, Declaration<'p>)> {
    let mut kinds: Vec<(Keyword, DeclarationId, Declaration<'p>)> = Vec::new();
    for id in candidates {
        let declaration = project.declaration(*id);
        let Some(kind) = declaration.keyword() else { continue };
        if kinds.iter().all(|(known, _, _)| *known != kind) {
            kinds.push((kind, *id, declaration));
        }
    }
    kinds
}
