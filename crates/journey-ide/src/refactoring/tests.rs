//! What all refactorings promise, in random projects in which names hide each other.

use std::collections::BTreeMap;

use journey_model::{Declaration, FileId, Project};
use journey_plugin::Applicability;
use proptest::prelude::*;

use crate::FileOperation;
use crate::code_action::{ActionKind, ActionRequest, Edits, code_actions};
use crate::testing::{lowered, random_project};
use journey_model::syntax::TextRange;

/// What every reference that means something means: who refers to what, as ids, and how often.
fn meanings(project: &Project) -> BTreeMap<String, usize> {
    let named = |file: FileId, declaration: Declaration<'_>| {
        let journey = declaration.journey().map_or_else(|| format!("{file:?}"), |journey| journey.id().to_owned());
        format!("{journey}/{:?} {} {:?}", declaration.keyword(), declaration.id(), declaration.label())
    };
    let mut meanings = BTreeMap::new();
    for (file, at) in project.files() {
        for reference in at.model.references() {
            if let Some((id, target)) = project.target(file, &reference) {
                let key = reference.property.key();
                let said = format!("{}: {key} {}", named(file, reference.declaration), named(id.file, target));
                *meanings.entry(said).or_default() += 1;
            }
        }
    }
    meanings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_keeps_meanings_keeps_them_where_names_hide_each_other(texts in random_project()) {
        let snapshot = lowered(&texts);
        let project = &snapshot.project;
        let before = meanings(project);
        let errors = |project: &Project| project.files().map(|(_, at)| at.model.parse().errors().len()).sum::<usize>();
        for (file, at) in project.files() {
            for declaration in at.model.declarations() {
                let range = TextRange::empty(declaration.range().start);
                let request = ActionRequest { file, range, diagnostics: &[], kinds: &["refactor".to_owned()] };
                for action in code_actions(&snapshot, &request, Edits::Now).expect("nobody cancels") {
                    let Some(change) = action.change else { continue };
                    prop_assert!(crate::draft::are_apart(&change.edits));
                    let mut edits = change.edits;
                    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place));
                    let mut after = texts.clone();
                    for edit in edits {
                        after[edit.place.file.index()].1.replace_range(edit.place.range.to_usize(), &edit.replacement);
                    }
                    after.extend(change.files.into_iter().map(|FileOperation::Create { path, text }| (path, text)));
                    let made = lowered(&after);
                    prop_assert!(errors(&made.project) <= errors(project), "{}: {:?}", action.title, after);
                    if action.applicability == Applicability::Suggestion || action.kind == ActionKind::QuickFix {
                        continue;
                    }
                    let kept = meanings(&made.project);
                    for (meaning, count) in &before {
                        prop_assert!(kept.get(meaning) >= Some(count), "{} loses {meaning}: {after:?}", action.title);
                    }
                }
            }
        }
    }
}
