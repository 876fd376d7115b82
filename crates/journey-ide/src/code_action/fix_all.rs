//! Fixing all of a kind, and all that can be fixed safely, in one file.

use journey_plugin::{Applicability, Diagnostic, Fix, TextEdit};

use super::{ActionKind, Actions, Offer, touch};
use crate::draft::Draft;
use crate::{Snapshot, SourceChange};

/// Offers to make all safe fixes: of each kind that the range touches, and of the whole file.
pub(super) fn offer(actions: &mut Actions<'_>) {
    let (snapshot, file, diagnostics) = (actions.snapshot(), actions.file(), actions.diagnostics());
    let mut codes: Vec<&'static str> = diagnostics
        .iter()
        .filter(|diagnostic| touch(diagnostic.place.range, actions.range()) && safe_fix(diagnostic).is_some())
        .map(|diagnostic| diagnostic.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        let fixable: Vec<usize> = fixable(diagnostics, Some(code));
        if fixable.len() < 2 {
            continue;
        }
        let title = format!("Fix all {} of this kind in this file (`{code}`)", fixable.len());
        let offer = Offer::new(ActionKind::QuickFix, format!("fix all {code}"), title).mends(fixable);
        actions.add(offer, || fix_all(snapshot, file, Some(code)));
    }
    let fixable: Vec<usize> = fixable(diagnostics, None);
    if !fixable.is_empty() {
        let offer = Offer::new(ActionKind::FixAll, "fix all", "Fix everything in this file that is safe to fix");
        actions.add(offer.mends(fixable), || fix_all(snapshot, file, None));
    }
}

fn safe_fix(diagnostic: &Diagnostic) -> Option<&Fix> {
    diagnostic.fixes.iter().find(|fix| fix.applicability == Applicability::Safe)
}

fn fixable(diagnostics: &[Diagnostic], code: Option<&str>) -> Vec<usize> {
    let numbered = diagnostics.iter().enumerate();
    let chosen = numbered.filter(|(_, one)| code.is_none_or(|code| one.code == code) && safe_fix(one).is_some());
    chosen.map(|(number, _)| number).collect()
}

/// How often fixes are made and the file is checked again. What is left then waits for the next time.
const MOST_ROUNDS: usize = 32;

/// Makes all safe fixes, those that do not touch each other at once, until there are no more. `None` where there are
/// none.
fn fix_all(snapshot: &Snapshot, file: journey_model::FileId, code: Option<&str>) -> Option<SourceChange> {
    let mut draft = Draft::new(snapshot);
    let mut found = snapshot.registry.check(draft.project(), file, snapshot.environment());
    for _ in 0..MOST_ROUNDS {
        snapshot.cancellation.check().ok()?;
        let fixes: Vec<(&Diagnostic, &Fix)> = fixable(&found, code)
            .into_iter()
            .filter_map(|number| found.get(number).and_then(|one| Some((one, safe_fix(one)?))))
            .filter(|(_, fix)| fix.edits.iter().all(|edit| edit.place.file == file))
            .collect();
        let mut chosen: Vec<TextEdit> = Vec::new();
        for (_, fix) in &fixes {
            let is_clear = |edit: &TextEdit| chosen.iter().all(|other| !touch(edit.place.range, other.place.range));
            if fix.edits.iter().all(is_clear) {
                chosen.extend(fix.edits.iter().cloned());
            }
        }
        let attempted = |edits: &[TextEdit]| {
            let mut attempt = draft.clone();
            attempt.edit(edits);
            let left = snapshot.registry.check(attempt.project(), file, snapshot.environment());
            (attempt, left)
        };
        // Together, fixes may get in each other's way. Alone, each takes its finding away; behind it, another mistake may
        // come to light.
        let together = Some(attempted(&chosen)).filter(|(_, left)| left.len() < found.len());
        let one_by_one = || {
            fixes.iter().find_map(|(diagnostic, fix)| {
                let alike = |all: &[Diagnostic]| all.iter().filter(|one| one.message == diagnostic.message).count();
                Some(attempted(&fix.edits)).filter(|(_, left)| alike(left) < alike(&found))
            })
        };
        match together.or_else(one_by_one) {
            Some(better) => (draft, found) = better,
            None => break,
        }
    }
    let edits = draft.into_edits();
    (!edits.is_empty()).then(|| SourceChange { edits, ..SourceChange::default() })
}

#[cfg(test)]
mod tests {
    use crate::code_action::{ActionRequest, CodeAction, Edits, code_actions};
    use crate::testing::Fixture;

    fn actions(fixture: &Fixture, kind: &str) -> Vec<CodeAction> {
        let (file, range) = fixture.selection();
        let diagnostics =
            fixture.snapshot.registry.check(&fixture.snapshot.project, file, fixture.snapshot.environment());
        let kinds = [kind.to_owned()];
        let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &kinds };
        code_actions(&fixture.snapshot, &request, Edits::Now).unwrap()
    }

    const BROKEN: &str = "\
persona maya \"Maya\" { priority: $0\"primary\" }
persona \"Tom T\" { priority: \"secondary\" }
journey j \"J\" {
  persona: maya,, tom_t
  goal: “One”
";

    const MENDED: &str = "\
persona maya \"Maya\" { priority: primary }
persona tom_t \"Tom T\" { priority: secondary }
journey j \"J\" {
  persona: maya, tom_t
  goal: \"One\"
}
";

    #[test]
    fn everything_that_is_safe_is_fixed_round_by_round() {
        for (broken, mended) in
            [(BROKEN.to_owned(), MENDED.to_owned()), (BROKEN.replace('\n', "\r\n"), MENDED.replace('\n', "\r\n"))]
        {
            let fixture = Fixture::new(&broken);
            let [all] = actions(&fixture, "source.fixAll").try_into().unwrap();
            assert_eq!(fixture.edited(&all.change.unwrap().edits), [mended]);
        }
    }

    #[test]
    fn all_of_a_kind_are_fixed_and_no_others() {
        let fixture = Fixture::new(BROKEN);
        let [one, all] = actions(&fixture, "quickfix").try_into().unwrap();
        assert_eq!(one.title, "Change to `primary`");
        assert_eq!(all.title, "Fix all 2 of this kind in this file (`wrong-value`)");
        assert_eq!(all.mends.len(), 2);
        let expected = BROKEN.replace("$0", "").replace("\"primary\"", "primary").replace("\"secondary\"", "secondary");
        assert_eq!(fixture.edited(&all.change.unwrap().edits), [expected]);
    }

    #[test]
    fn where_nothing_is_safe_nothing_is_offered() {
        assert_eq!(actions(&Fixture::new("source talks \"Talks\"$0\n"), "source"), []);
        assert_eq!(actions(&Fixture::new("persona $0maya\n"), "source"), []);
    }
}
