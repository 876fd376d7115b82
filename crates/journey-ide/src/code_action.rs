//! Code actions: what can be done about a place in one step. Fixes of what rules found, and refactorings.
//!
//! Editors ask on every move of the cursor, so finding out what can be done is cheap and its edits are made when somebody
//! chooses: an action has an id, and [`resolve_code_action`] makes its edits.

mod collected;
mod fix_all;
mod quick_fix;

use journey_model::FileId;
use journey_model::syntax::TextRange;
use journey_plugin::{Applicability, Diagnostic};

use crate::{Cancellable, Snapshot, SourceChange, refactoring};

pub(crate) use collected::{Actions, Offer};
pub(crate) use quick_fix::touch;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    /// Its name among those of one request, for [`resolve_code_action`].
    pub id: String,
    /// What it does, as an order: "Change to `maya`".
    pub title: String,
    /// What it is for.
    pub kind: ActionKind,
    /// The findings that it mends, as indices into those of the request.
    pub mends: Vec<usize>,
    /// Whether it is the one to take where nobody chooses.
    pub is_preferred: bool,
    /// Whether it can be made without asking.
    pub applicability: Applicability,
    /// Whether it makes new files, which not every editor can do.
    pub makes_files: bool,
    /// Why it cannot be done here, for one that somebody may look for; a sentence.
    pub disabled: Option<String>,
    /// What it changes, where [`Edits::Now`] asked for it.
    pub change: Option<SourceChange>,
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// It mends a finding.
    QuickFix,
    /// It mends all that can be mended safely in a file.
    FixAll,
    /// It makes something of its own out of a part.
    Extract,
    /// It writes something in less space.
    Inline,
    /// It moves something.
    Move,
    /// It writes something otherwise, or adds to it.
    Rewrite,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::QuickFix, Self::FixAll, Self::Extract, Self::Inline, Self::Move, Self::Rewrite];

    /// Its name, dotted from the general to the special.
    pub const fn name(self) -> &'static str {
        match self {
            Self::QuickFix => "quickfix",
            Self::FixAll => "source.fixAll.journey",
            Self::Extract => "refactor.extract",
            Self::Inline => "refactor.inline",
            Self::Move => "refactor.move",
            Self::Rewrite => "refactor.rewrite",
        }
    }

    /// Whether a general name, such as `refactor`, covers it.
    pub fn is_covered_by(self, general: &str) -> bool {
        let rest = self.name().strip_prefix(general);
        general.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// What somebody wants to do something about.
#[derive(Clone, Copy, Debug)]
pub struct ActionRequest<'a> {
    /// The file.
    pub file: FileId,
    /// The cursor or the selection, in bytes.
    pub range: TextRange,
    /// What the rules find in the file ([`journey_plugin::Registry::check`]).
    pub diagnostics: &'a [Diagnostic],
    /// The names of the kinds that are wanted, general or special; empty for all.
    pub kinds: &'a [String],
}

/// When the edits of actions are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edits {
    /// With the actions.
    Now,
    /// When somebody chooses one.
    Later,
}

/// What can be done about a place: fixes first, then refactorings.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn code_actions(snapshot: &Snapshot, request: &ActionRequest<'_>, edits: Edits) -> Cancellable<Vec<CodeAction>> {
    let mut actions = Actions::all(snapshot, *request, edits);
    collect(&mut actions);
    snapshot.cancellation.check()?;
    Ok(actions.into_found())
}

/// What an action of the same request changes; `None` where there is no such action (any more).
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn resolve_code_action(
    snapshot: &Snapshot,
    request: &ActionRequest<'_>,
    id: &str,
) -> Cancellable<Option<SourceChange>> {
    let mut actions = Actions::one(snapshot, *request, id);
    collect(&mut actions);
    snapshot.cancellation.check()?;
    Ok(actions.into_found().into_iter().find(|action| action.id == id).and_then(|action| action.change))
}

fn collect(actions: &mut Actions<'_>) {
    quick_fix::offer(actions);
    fix_all::offer(actions);
    refactoring::offer(actions);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn titles(fixture: &str, kinds: &[&str]) -> Vec<String> {
        let fixture = Fixture::new(fixture);
        let (file, range) = fixture.selection();
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let diagnostics =
            fixture.snapshot.registry.check(&fixture.snapshot.project, file, fixture.snapshot.environment());
        let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &kinds };
        let found = code_actions(&fixture.snapshot, &request, Edits::Later).unwrap();
        found.into_iter().map(|action| format!("{}: {}", action.kind.name(), action.title)).collect()
    }

    #[test]
    fn only_the_kinds_that_are_wanted_are_told() {
        let text = "persona $0\"Maya\" { priority: \"primary\" }\njourney j \"J\" { persona: maya }\n";
        let all = titles(text, &[]);
        for kind in ActionKind::ALL {
            let prefix = format!("{}: ", kind.name());
            let of_kind: Vec<String> = all.iter().filter(|one| one.starts_with(&prefix)).cloned().collect();
            assert_eq!(titles(text, &[kind.name()]), of_kind);
        }
        assert!(titles(text, &["refactor"]).len() > 1);
        assert_eq!(titles(text, &["refact"]), [""; 0]);
        assert_eq!(titles(text, &["source.organizeImports"]), [""; 0]);
        assert_eq!(titles(text, &["source"]), titles(text, &["source.fixAll"]));
    }

    #[test]
    fn edits_come_later_and_are_those_that_come_now() {
        let fixture = Fixture::new("persona $0\"Maya\"\njourney j \"J\" { persona: maya }\n");
        let (file, range) = fixture.selection();
        let diagnostics =
            fixture.snapshot.registry.check(&fixture.snapshot.project, file, fixture.snapshot.environment());
        let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &[] };
        let later = code_actions(&fixture.snapshot, &request, Edits::Later).unwrap();
        let now = code_actions(&fixture.snapshot, &request, Edits::Now).unwrap();
        assert_eq!(later.len(), now.len());
        for (later, now) in later.iter().zip(&now) {
            assert_eq!((&later.id, &later.title, &later.change), (&now.id, &now.title, &None));
            assert_eq!(resolve_code_action(&fixture.snapshot, &request, &later.id).unwrap(), now.change);
        }
        assert_eq!(resolve_code_action(&fixture.snapshot, &request, "no such action").unwrap(), None);
    }
}
