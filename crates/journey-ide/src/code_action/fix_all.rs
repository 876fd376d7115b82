//! Fixing all of a kind, and all that can be fixed safely, in one file.

use std::collections::BTreeMap;

use journey_model::FileId;
use journey_plugin::Diagnostic;

use super::{ActionKind, Actions, Offer, touch};
use crate::fix_all::{FixRequest, fix_all, safe_fix};
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
        actions.add(offer, || fixed(snapshot, file, diagnostics, Some(code)));
    }
    let fixable: Vec<usize> = fixable(diagnostics, None);
    if !fixable.is_empty() {
        let offer = Offer::new(ActionKind::FixAll, "fix all", "Fix everything in this file that is safe to fix");
        actions.add(offer.mends(fixable), || fixed(snapshot, file, diagnostics, None));
    }
}

/// The change that makes all safe fixes in the file; `None` where there are none that mend.
fn fixed(snapshot: &Snapshot, file: FileId, diagnostics: &[Diagnostic], code: Option<&str>) -> Option<SourceChange> {
    let found = BTreeMap::from([(file, diagnostics.to_vec())]);
    let edits = fix_all(snapshot, found, FixRequest { code, suggestions: false }).ok()?.edits;
    (!edits.is_empty()).then(|| SourceChange { edits, ..SourceChange::default() })
}

fn fixable(diagnostics: &[Diagnostic], code: Option<&str>) -> Vec<usize> {
    let numbered = diagnostics.iter().enumerate();
    let chosen = numbered.filter(|(_, one)| code.is_none_or(|code| one.code == code) && safe_fix(one).is_some());
    chosen.map(|(number, _)| number).collect()
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
