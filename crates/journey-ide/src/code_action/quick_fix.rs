//! Quick fixes: what rules offer to mend what they found.

use journey_model::syntax::TextRange;
use journey_plugin::{Applicability, Diagnostic, TextEdit};

use super::{ActionKind, Actions, Offer};
use crate::SourceChange;

/// Offers the fixes of all findings that the range touches. The first safe one of each finding is preferred.
pub(super) fn offer(actions: &mut Actions<'_>) {
    if !actions.want(ActionKind::QuickFix) {
        return;
    }
    for (number, diagnostic) in actions.diagnostics().iter().enumerate() {
        if !touch(diagnostic.place.range, actions.range()) {
            continue;
        }
        let preferred = diagnostic.fixes.iter().position(|fix| fix.applicability == Applicability::Safe);
        for (choice, fix) in diagnostic.fixes.iter().enumerate() {
            let mut offer = Offer::new(ActionKind::QuickFix, id(diagnostic, choice), &*fix.title).mends(vec![number]);
            if fix.applicability == Applicability::Suggestion {
                offer = offer.suggestion();
            }
            if preferred == Some(choice) {
                offer = offer.preferred();
            }
            actions.add(offer, || Some(SourceChange { edits: fix.edits.clone(), ..SourceChange::default() }));
        }
    }
}

/// Whether two ranges overlap or touch.
pub(crate) fn touch(one: TextRange, other: TextRange) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// The names of the fixes of a finding that leave what it is about as it is and write somewhere else.
pub(super) fn fixes_elsewhere(diagnostic: &Diagnostic) -> Vec<String> {
    let place = diagnostic.place;
    let is_elsewhere = |edit: &TextEdit| edit.place.file != place.file || !touch(edit.place.range, place.range);
    let fixes = diagnostic.fixes.iter().enumerate();
    let elsewhere = fixes.filter(|(_, fix)| fix.edits.iter().all(is_elsewhere));
    elsewhere.map(|(choice, _)| id(diagnostic, choice)).collect()
}

fn id(diagnostic: &Diagnostic, choice: usize) -> String {
    let TextRange { start, end } = diagnostic.place.range;
    format!("fix {} {start} {end} {choice}", diagnostic.code)
}

#[cfg(test)]
mod tests {
    use crate::code_action::{ActionRequest, CodeAction, Edits, code_actions};
    use crate::testing::Fixture;

    fn fixes(fixture: &Fixture) -> Vec<CodeAction> {
        let (file, range) = fixture.selection();
        let diagnostics =
            fixture.snapshot.registry.check(&fixture.snapshot.project, file, fixture.snapshot.environment());
        let kinds = ["quickfix".to_owned()];
        let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &kinds };
        code_actions(&fixture.snapshot, &request, Edits::Now).unwrap()
    }

    #[test]
    fn the_fixes_of_a_finding_are_offered_where_it_is_touched() {
        let text = |cursor: &str| {
            format!("persona maya \"Maya\" {{ {cursor}priority: \"primary\" }}\njourney j \"J\" {{ persona: maya }}\n")
        };
        let fixture =
            Fixture::new("persona maya \"Maya\" { priority: $0\"primary\" }\njourney j \"J\" { persona: maya }\n");
        let [fix] = fixes(&fixture).try_into().unwrap();
        assert!(fix.is_preferred && fix.mends == [0]);
        assert_eq!(fixture.edited(&fix.change.unwrap().edits)[0], text("").replace("\"primary\"", "primary"));
        assert_eq!(fixes(&Fixture::new(&text("$0"))), []);
    }

    #[test]
    fn no_suggestion_is_preferred() {
        let fixture = Fixture::new("source talks \"Talks\"$0\n");
        let found = fixes(&fixture);
        assert!(found.len() > 3 && found.iter().all(|fix| !fix.is_preferred), "{found:#?}");
    }
}
