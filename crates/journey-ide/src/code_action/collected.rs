//! The actions of one request, as they are offered.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, FileId, FileModel};
use journey_plugin::{Applicability, Diagnostic};

use super::{ActionKind, ActionRequest, CodeAction, Edits};
use crate::{Snapshot, SourceChange};

/// Collects what is offered, and makes edits only where they are asked for.
pub(crate) struct Actions<'a> {
    snapshot: &'a Snapshot,
    request: ActionRequest<'a>,
    wanted: Wanted<'a>,
    found: Vec<CodeAction>,
}

enum Wanted<'a> {
    All(Edits),
    One(&'a str),
}

/// An action without its edits.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    action: CodeAction,
}

impl Offer {
    /// An action that keeps what everything means; `id` tells it from the others of the request.
    pub(crate) fn new(kind: ActionKind, id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            action: CodeAction {
                id: id.into(),
                title: title.into(),
                kind,
                mends: Vec::new(),
                is_preferred: false,
                applicability: Applicability::Safe,
                makes_files: false,
                disabled: None,
                change: None,
            },
        }
    }

    /// The same, and a person should look at what it does.
    pub(crate) fn suggestion(mut self) -> Self {
        self.action.applicability = Applicability::Suggestion;
        self
    }

    /// The same with the findings that it mends.
    pub(crate) fn mends(mut self, findings: Vec<usize>) -> Self {
        self.action.mends = findings;
        self
    }

    /// The same as one that makes new files.
    pub(crate) fn makes_files(mut self) -> Self {
        self.action.makes_files = true;
        self
    }

    /// The same as the one to take where nobody chooses.
    pub(crate) fn preferred(mut self) -> Self {
        self.action.is_preferred = true;
        self
    }
}

impl<'a> Actions<'a> {
    pub(super) fn all(snapshot: &'a Snapshot, request: ActionRequest<'a>, edits: Edits) -> Self {
        Self { snapshot, request, wanted: Wanted::All(edits), found: Vec::new() }
    }

    pub(super) fn one(snapshot: &'a Snapshot, request: ActionRequest<'a>, id: &'a str) -> Self {
        Self { snapshot, request, wanted: Wanted::One(id), found: Vec::new() }
    }

    pub(super) fn into_found(self) -> Vec<CodeAction> {
        self.found
    }

    pub(crate) fn snapshot(&self) -> &'a Snapshot {
        self.snapshot
    }

    pub(crate) fn file(&self) -> FileId {
        self.request.file
    }

    pub(crate) fn model(&self) -> &'a FileModel {
        &self.snapshot.project.file(self.request.file).model
    }

    /// The cursor or the selection.
    pub(crate) fn range(&self) -> TextRange {
        self.request.range
    }

    pub(crate) fn diagnostics(&self) -> &'a [Diagnostic] {
        self.request.diagnostics
    }

    /// Whether somebody may want actions of a kind, so that it is worth looking for them.
    pub(crate) fn want(&self, kind: ActionKind) -> bool {
        match self.wanted {
            Wanted::All(_) => {
                self.request.kinds.is_empty() || self.request.kinds.iter().any(|general| kind.is_covered_by(general))
            }
            Wanted::One(_) => true,
        }
    }

    /// The declaration whose head the cursor, or the start of the selection, is on.
    pub(crate) fn declaration_at_head(&self) -> Option<Declaration<'a>> {
        let offset = self.request.range.start;
        let declaration = self.model().declaration_at(offset)?;
        let around = std::iter::once(declaration).chain(declaration.ancestors());
        around.into_iter().find(|declaration| declaration.head_range().touches(offset))
    }

    /// Offers an action. Where `change` gives nothing, there is none.
    pub(crate) fn add(&mut self, offer: Offer, change: impl FnOnce() -> Option<SourceChange>) {
        let mut action = offer.action;
        if !self.want(action.kind) {
            return;
        }
        let make = match self.wanted {
            Wanted::All(edits) => edits == Edits::Now,
            Wanted::One(id) => {
                if id != action.id {
                    return;
                }
                true
            }
        };
        if make {
            match change() {
                None => return,
                change => action.change = change,
            }
        }
        self.found.push(action);
    }

    /// Takes back the fixes of a finding that write somewhere else: the action with this name does the same at a better
    /// place, if it is offered.
    pub(crate) fn replace_fixes(&mut self, finding: usize, name: &str) {
        let Some(diagnostic) = self.request.diagnostics.get(finding) else { return };
        if self.found.iter().any(|action| action.id == name) {
            let replaced = super::quick_fix::fixes_elsewhere(diagnostic);
            self.found.retain(|action| !replaced.contains(&action.id));
        }
    }

    /// Tells why an action that somebody may look for cannot be done.
    pub(crate) fn refuse(&mut self, offer: Offer, reason: impl Into<String>) {
        if matches!(self.wanted, Wanted::All(_)) && self.want(offer.action.kind) {
            self.found.push(CodeAction { disabled: Some(reason.into()), ..offer.action });
        }
    }
}
