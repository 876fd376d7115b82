//! `duplicate-name`: a name that two declarations of one kind share.

use crate::group::LANGUAGE;
use journey_plugin::model::{Declaration, DeclarationId, IdSource, Keyword, Namesakes};
use journey_plugin::{
    Applicability, Diagnostic, Fix, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity,
};

use super::rename::renaming;

/// Finds names that two declarations of one kind share.
#[derive(Clone, Copy, Debug)]
pub(super) struct DuplicateName;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "duplicate-name",
    summary: "A name that two declarations of one kind share",
    documentation: r#"
## What it does
Finds declarations that share their name with another of the same kind: two personas anywhere in the project, or two
touchpoints of one journey, even in different stages. Each points at the others. Without a written id, the name comes
from the label, so two equal labels clash as well.

Different kinds may share a name: a stage `pay` and a touchpoint `pay` are told apart by where they are referred to.

## Why it matters
The name is how everything else refers to it. With two of one name, references reach the first one only, and a
comparison of two versions takes one for the other.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage pay "Pay" {
    touchpoint confirmation "Sees the order number"
  }
  stage receive "Receive" {
    touchpoint confirmation "Gets a message from the courier"
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage pay "Pay" {
    touchpoint confirmation "Sees the order number"
  }
  stage receive "Receive" {
    touchpoint courier_message "Gets a message from the courier"
  }
}
```

## Source
The language reference, "The fine print": each kind of thing has names of its own, and within one kind a name is given
once: in the project, or in the journey around it.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

/// How many of the others are pointed at.
const POINTED_AT: usize = 5;

impl Rule for DuplicateName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for (id, namesakes) in context.project.duplicates_in(context.id) {
            let declaration = context.project.declaration(id);
            let Some(keyword) = declaration.keyword() else { continue };
            report.add(finding(context, (id, declaration, keyword), namesakes));
        }
    }
}

fn finding(
    context: &RuleContext<'_>,
    (id, declaration, keyword): (DeclarationId, Declaration<'_>, Keyword),
    namesakes: Namesakes<'_>,
) -> Diagnostic {
    let name = declaration.name();
    let owner = declaration.scope().map(|scope| match scope.keyword() {
        Some(keyword) => format!("this {keyword}"),
        None => "this declaration".to_owned(),
    });
    let message = format!(
        "`{}` is the name of more than one {keyword} in {}",
        name.id,
        owner.as_deref().unwrap_or("this project"),
    );
    let why = "Other places can only refer to the first one.";
    let help = match name.source {
        IdSource::Label => {
            format!(
                "Without an id of its own, the {keyword} is named after its label. {why} Write an id before the label."
            )
        }
        _ => format!("{why} Give each an id of its own."),
    };
    let mut diagnostic = Diagnostic::new(context.place(name.range), message, help);
    for other in namesakes.iter().filter(|other| *other != id).take(POINTED_AT) {
        let place = Place { file: other.file, range: context.project.declaration(other).name().range };
        diagnostic = diagnostic.related(place, format!("another {keyword} `{}`", name.id));
    }
    match fix(context, id, declaration, namesakes) {
        Some(fix) => diagnostic.fix_with(fix),
        None => diagnostic,
    }
}

/// Another id for every member but the first, which the references mean. Not where the new name would be one that
/// nobody uses: two personas of one name are more likely one persona, written twice.
fn fix(
    context: &RuleContext<'_>,
    id: DeclarationId,
    declaration: Declaration<'_>,
    namesakes: Namesakes<'_>,
) -> Option<Fix> {
    let position = namesakes.position(id).filter(|position| *position > 0)?;
    if declaration.keyword().is_none_or(crate::unused::wants_to_be_used) {
        return None;
    }
    let (name, edits) = renaming(context.project, id, &format!("{}_{}", declaration.id(), position + 1))?;
    let title = match declaration.id_source() {
        IdSource::Written => format!("Rename this one to `{name}`"),
        _ => format!("Write the id `{name}` before the label"),
    };
    Some(Fix { title, applicability: Applicability::Suggestion, edits })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    fn titles(found: &[Diagnostic]) -> Vec<Vec<&str>> {
        found.iter().map(|one| one.fixes.iter().map(|fix| fix.title.as_str()).collect()).collect()
    }

    #[test]
    fn two_touchpoints_of_one_journey_point_at_each_other() {
        let found = findings(
            &DuplicateName,
            "\
journey shop \"Shop\" {
  stage find \"Find\" { touchpoint ⟦look⟧ \"Looks\"; touchpoint buy \"Buys\" }
  stage pay \"Pay\" { touchpoint ⟦look⟧ \"Looks again\" { next: look } }
}
",
        );
        assert_eq!(found[0].message, "`look` is the name of more than one touchpoint in this journey");
        assert_eq!(found[0].help, "Other places can only refer to the first one. Give each an id of its own.");
        assert_eq!(found[0].related, [(found[1].place, "another touchpoint `look`".to_owned())]);
        assert_eq!(found[1].related, [(found[0].place, "another touchpoint `look`".to_owned())]);
        assert_eq!(titles(&found), [vec![], vec!["Rename this one to `look_2`"]]);
    }

    #[test]
    fn personas_clash_across_files_and_each_file_tells_its_own() {
        let found = findings_among(
            &DuplicateName,
            &[
                ("b.journey", "persona ⟦maya⟧ \"Maya\"\n"),
                ("a.journey", "persona maya \"Maya\"\npersona maya \"Maya B.\"\n"),
            ],
        );
        assert_eq!(found[0].message, "`maya` is the name of more than one persona in this project");
        assert_eq!(found[0].related.len(), 2);
        assert_eq!(titles(&found), [[""; 0]]);
    }

    #[test]
    fn two_equal_labels_clash_and_an_id_is_offered() {
        let found = findings(
            &DuplicateName,
            "journey shop \"Shop\" { stage ⟦\"Find it\"⟧ { touchpoint a \"A\" }; stage ⟦find_it⟧ \"Finds it\"; stage ⟦\"Find it\"⟧ { touchpoint b \"B\" } }\n",
        );
        assert_eq!(
            found[0].help,
            "Without an id of its own, the stage is named after its label. Other places can only refer to the first one. \
             Write an id before the label."
        );
        assert_eq!(
            titles(&found),
            [vec![], vec!["Rename this one to `find_it_2`"], vec!["Write the id `find_it_3` before the label"]]
        );
        assert_eq!(found[2].fixes[0].edits[0].replacement, "find_it_3 ");
    }

    #[test]
    fn a_step_of_dotted_names_is_not_renamed_by_a_fix() {
        let found = findings(
            &DuplicateName,
            "\
journey shop \"Shop\" {
  stage ⟦find⟧ \"Find\" { touchpoint look \"Looks\" }
  stage ⟦find⟧ \"Find again\" { touchpoint buy \"Buys\" { next: find.buy } }
}
",
        );
        assert_eq!(titles(&found), [[""; 0], [""; 0]]);
    }

    #[test]
    fn other_kinds_other_journeys_and_broken_labels_do_not_clash() {
        findings(
            &DuplicateName,
            "\
journey pay \"Pay\" { stage pay \"Pay\" { touchpoint pay \"Pay\"; gain pay \"Pay\" } }
journey pay_2 \"Pay\" { stage pay \"Pay\" { touchpoint pay \"Pay\" } }
channel \"
channel \"
",
        );
    }

    #[test]
    fn of_very_many_only_some_are_pointed_at() {
        let text = "persona ⟦maya⟧ \"Maya\"\n".repeat(9);
        let found = findings(&DuplicateName, &text);
        assert!(found.iter().all(|one| one.related.len() == POINTED_AT));
    }
}
