//! `unwritten-id`: a name that others use and that is only made from a label.

use crate::group::LANGUAGE;
use journey_plugin::model::syntax::{SyntaxKind, TextRange};
use journey_plugin::model::{DeclarationId, IdSource};
use journey_plugin::{Applicability, Diagnostic, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

/// Finds declarations without a written id that others refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnwrittenId;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unwritten-id",
    summary: "A name that others use and that is only made from a label",
    documentation: r#"
## What it does
Finds a declaration that has a label and no id, and that other places refer to by the name that its label gives. It
offers to write that name down as the id.

## Why it matters
It works as it is, until somebody improves the label: then the name changes with it and every reference is lost. An id
that is written down stays.

## Example
```journey
persona "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya_busy_parent
}
```

## Better
```journey
persona maya_busy_parent "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya_busy_parent
}
```

## Source
The language reference, "The fine print": without an id, the id is made from the label and changes with it.
"#,
    group: &LANGUAGE,
    severity: Severity::Hint,
    reach: Reach::File,
    fixes: Some(Applicability::Safe),
    options: &[],
};

impl Rule for UnwrittenId {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for declaration in context.file().model.declarations() {
            if declaration.id_source() != IdSource::Label {
                continue;
            }
            let id = DeclarationId { file: context.id, local: declaration.local_id() };
            let Some(first) = context.project.first_use_of(id) else { continue };
            // What is wrong with the head is told, and mending it may change the name.
            let is_broken = declaration.syntax().child(SyntaxKind::HeadJunk).is_some();
            if is_broken || declaration.ast().label().is_none_or(|label| label.kind().is_error()) {
                continue;
            }
            let name = declaration.name();
            let message = format!("The name `{}` is used elsewhere, and only the label gives it", name.id);
            let help = "When the label changes, the references are lost. Write the name before the label: then the label \
                        can change.";
            let before = context.place(TextRange::empty(name.range.start));
            report.add(
                Diagnostic::new(context.place(name.range), message, help)
                    .related(Place { file: first.user.file, range: first.range }, "It is used here")
                    .fix(format!("Write the id `{}`", name.id), Applicability::Safe, before, format!("{} ", name.id)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn the_name_is_written_before_the_label() {
        let found = findings_among(
            &UnwrittenId,
            &[
                ("a.journey", "persona ⟦\"Maya B.\"⟧ { age: 30 }\npersona \"Tom\"\n"),
                ("b.journey", "journey shop \"Shop\" { persona: maya_b }\n"),
            ],
        );
        assert_eq!(found[0].message, "The name `maya_b` is used elsewhere, and only the label gives it");
        assert_eq!(found[0].fixes[0].edits[0].replacement, "maya_b ");
        assert_eq!(found[0].related.len(), 1);
    }

    #[test]
    fn nested_declarations_are_found_and_written_ids_are_fine() {
        findings(
            &UnwrittenId,
            "\
journey shop \"Shop\" {
  stage find \"Find\" { touchpoint look \"Looks\" { next: buys }; touchpoint ⟦\"Buys\"⟧ { next: look } }
}
",
        );
    }

    #[test]
    fn a_broken_label_is_told_as_that() {
        findings(&UnwrittenId, "persona 'Maya'\njourney shop \"Shop\" { persona: maya }\n");
        findings(&UnwrittenId, "persona \"maya\" \"Maya\"\njourney shop \"Shop\" { persona: maya }\n");
    }
}
