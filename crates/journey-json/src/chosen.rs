//! Which declarations a document is about.

use std::collections::{BTreeMap, BTreeSet};

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, FileId, Keyword, Project};

use crate::builder::{At, Builder, LISTED};

/// The declarations that a document is about.
#[derive(Debug)]
pub(crate) enum Chosen {
    /// All of the project.
    All,
    /// These, each with all that stands in it.
    These(BTreeSet<DeclarationId>, BTreeMap<FileId, Vec<TextRange>>),
}

impl Chosen {
    /// A journey with all that it uses.
    pub(crate) fn used_by(builder: &Builder<'_>, journey: DeclarationId) -> Self {
        let project = builder.project;
        let mut chosen = BTreeSet::new();
        let mut waiting = vec![journey];
        while let Some(id) = waiting.pop() {
            if !chosen.insert(id) {
                continue;
            }
            let root = project.declaration(id);
            for declaration in std::iter::once(root).chain(root.descendants()) {
                waiting.extend(used_by(builder, At { file: id.file, declaration }));
            }
        }
        let mut ranges: BTreeMap<FileId, Vec<TextRange>> = BTreeMap::new();
        for id in &chosen {
            ranges.entry(id.file).or_default().push(project.declaration(*id).range());
        }
        Self::These(chosen, ranges)
    }

    pub(crate) fn contains(&self, id: DeclarationId) -> bool {
        match self {
            Self::All => true,
            Self::These(chosen, _) => chosen.contains(&id),
        }
    }

    /// Whether a part of a file belongs to something chosen.
    pub(crate) fn covers(&self, file: FileId, range: TextRange) -> bool {
        match self {
            Self::All => true,
            Self::These(_, ranges) => {
                ranges.get(&file).is_some_and(|ranges| ranges.iter().any(|chosen| chosen.covers(range)))
            }
        }
    }

    /// Whether something of that file is chosen.
    pub(crate) fn has_part_of(&self, file: FileId) -> bool {
        match self {
            Self::All => true,
            Self::These(_, ranges) => ranges.contains_key(&file),
        }
    }

    /// Whether an opportunity stands in the document by itself: in nothing else that is there.
    pub(crate) fn lists(&self, project: &Project, id: DeclarationId) -> bool {
        let declaration = project.declaration(id);
        match self {
            Self::All => declaration.parent().is_none(),
            Self::These(chosen, _) => {
                let is_chosen = |around: Declaration<'_>| {
                    chosen.contains(&DeclarationId { file: id.file, local: around.local_id() })
                };
                chosen.contains(&id) && !declaration.ancestors().any(is_chosen)
            }
        }
    }
}

/// What a declaration, without those in it, brings with it.
fn used_by(builder: &Builder<'_>, at: At<'_>) -> Vec<DeclarationId> {
    let project = builder.project;
    let mut used = Vec::new();
    let keyword = at.declaration.keyword();
    if keyword.is_some_and(|keyword| LISTED.contains(&keyword)) {
        used.push(at.id());
    }
    if keyword == Some(Keyword::Pain) {
        used.extend(builder.opportunities_for(at.id()));
    }
    for reference in at.declaration.references() {
        let target = project.target(at.file, &reference);
        let is_used = |declaration: &Declaration<'_>| {
            declaration.keyword().is_some_and(|keyword| keyword != Keyword::Journey && LISTED.contains(&keyword))
        };
        used.extend(target.filter(|(_, declaration)| is_used(declaration)).map(|(id, _)| id));
    }
    used
}
