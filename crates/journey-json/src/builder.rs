//! Makes declarations of a project what they are in the document.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::{Declaration, DeclarationId, FileId, IdSource, Keyword, Project, Resolution, Role};

use crate::chosen::Chosen;
use crate::journey::{Gain, Pain, Stage, Touchpoint};
use crate::keys::Keys;
use crate::misplaced::{Misplaced, Unknown};
use crate::place::{FileText, Place};
use crate::reference::{Outcome, Reference};
use crate::solution::Opportunity;
use crate::unread::{Reason, Unread};

/// The kinds of declaration that have lists of their own in the document, wherever they stand: their names are seen by the
/// whole project.
pub(crate) const LISTED: [Keyword; 6] =
    [Keyword::Persona, Keyword::Channel, Keyword::Actor, Keyword::Source, Keyword::Metric, Keyword::Journey];

/// A declaration and its file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'p> {
    pub(crate) file: FileId,
    pub(crate) declaration: Declaration<'p>,
}

impl At<'_> {
    pub(crate) fn id(self) -> DeclarationId {
        DeclarationId { file: self.file, local: self.declaration.local_id() }
    }
}

/// What is known while a document is made.
#[derive(Debug)]
pub(crate) struct Builder<'p> {
    pub(crate) project: &'p Project,
    /// Read when somebody asks, by the numbers of the files.
    texts: Vec<OnceCell<FileText>>,
    /// For each pain the opportunities that address it, in the order of files and text.
    addressing: BTreeMap<DeclarationId, Vec<DeclarationId>>,
    unread: Vec<(FileId, TextRange, Unread)>,
}

impl<'p> Builder<'p> {
    pub(crate) fn new(project: &'p Project) -> Self {
        let mut addressing: BTreeMap<DeclarationId, Vec<DeclarationId>> = BTreeMap::new();
        for (id, opportunity) in project.declarations_of(Keyword::Opportunity) {
            for pain in addressed_by(project, At { file: id.file, declaration: opportunity }) {
                addressing.entry(pain.id()).or_default().push(id);
            }
        }
        let texts = project.files().map(|_| OnceCell::new()).collect();
        Self { project, texts, addressing, unread: Vec::new() }
    }

    pub(crate) fn text(&self, file: FileId) -> &FileText {
        let read = || FileText::new(self.project.file(file).model.parse().text());
        self.texts.get(file.index()).expect("there is a place for each file").get_or_init(read)
    }

    /// Relative to the project's root.
    pub(crate) fn path(&self, file: FileId) -> String {
        let path = self.project.configuration().path_below_root(&self.project.file(file).path);
        path.replace('\\', "/")
    }

    pub(crate) fn place(&self, file: FileId, range: TextRange) -> Place {
        let span = self.text(file).span(range);
        Place { file: self.path(file), start: span.start, end: span.end }
    }

    /// What a name means that stands in a file.
    pub(crate) fn reference(&self, file: FileId, reference: &journey_model::Reference<'_>) -> Reference {
        let resolution = self.project.resolve(file, reference);
        let name_of = |id: &DeclarationId| full_name(self.project.declaration(*id));
        let (meant, candidates) = match &resolution {
            Resolution::Found(id) => (Some(self.project.declaration(*id)), Vec::new()),
            Resolution::Ambiguous(ids) => (None, ids.iter().filter_map(name_of).collect()),
            Resolution::WrongKind(id) => (None, name_of(id).into_iter().collect()),
            Resolution::Broken | Resolution::Unknown => (None, Vec::new()),
        };
        Reference {
            written: reference.text.to_owned(),
            name: meant.and_then(full_name),
            keyword: meant.and_then(Declaration::keyword).map(Keyword::name),
            label: meant.map(|meant| meant.label().into_owned()),
            resolution: Outcome::of(&resolution),
            candidates,
        }
    }

    /// The opportunities that address a pain.
    pub(crate) fn opportunities_for(&self, pain: DeclarationId) -> &[DeclarationId] {
        self.addressing.get(&pain).map_or(&[], Vec::as_slice)
    }

    /// A declaration in the list for those that stand where they should not.
    pub(crate) fn misplaced(&mut self, at: At<'p>) -> Option<Misplaced> {
        let keyword = at.declaration.keyword();
        if keyword.is_some_and(|keyword| LISTED.contains(&keyword)) {
            return None;
        }
        let keys = Keys::of(self, at);
        Some(match keyword {
            Some(Keyword::Stage) => Misplaced::Stage(Box::new(Stage::of(keys))),
            Some(Keyword::Touchpoint) => Misplaced::Touchpoint(Box::new(Touchpoint::of(keys))),
            Some(Keyword::Pain) => Misplaced::Pain(Box::new(Pain::of(keys))),
            Some(Keyword::Gain) => Misplaced::Gain(Box::new(Gain::of(keys))),
            Some(Keyword::Opportunity) => Misplaced::Opportunity(Box::new(Opportunity::of(keys))),
            _ => Misplaced::Unknown(Box::new(Unknown {
                named: keys.named(),
                word: at.declaration.keyword_node().map(|word| word.text().to_owned()),
                written: keys.written(),
            })),
        })
    }

    /// Whether a declaration stands where its kind belongs.
    pub(crate) fn belongs(&self, declaration: Declaration<'_>) -> bool {
        let place = declaration.place();
        declaration.keyword().zip(place).is_some_and(|(keyword, place)| self.project.schema().may_stand(keyword, place))
    }

    /// Tells that something says nothing in the document.
    pub(crate) fn leave_out(
        &mut self,
        file: FileId,
        range: TextRange,
        reason: Reason,
        inside: Option<Declaration<'_>>,
        key: Option<&str>,
    ) {
        let text = self.text(file).text.get(range.to_usize()).unwrap_or_default().to_owned();
        let unread = Unread {
            place: self.place(file, range),
            text,
            reason,
            inside: inside.and_then(full_name),
            key: key.map(ToOwned::to_owned),
        };
        self.unread.push((file, range, unread));
    }

    /// What says nothing in the document, in the order of files and text.
    pub(crate) fn into_unread(mut self, chosen: &Chosen) -> Vec<Unread> {
        for (file, at) in self.project.files() {
            let chosen = |range: &TextRange| chosen.covers(file, *range);
            for error in at.model.parse().errors().into_iter().filter(|error| chosen(&error.range)) {
                let inside = at.model.declaration_at(error.range.start);
                let properties = inside.into_iter().flat_map(Declaration::properties);
                let property = properties.into_iter().find(|property| property.range().covers(error.range));
                self.leave_out(file, error.range, error.kind.into(), inside, property.map(|property| property.key()));
            }
            let top = at.model.parse().children().filter(|node| node.kind() == SyntaxKind::Property);
            for property in top.filter(|property| chosen(&property.range())) {
                let key = property.child(SyntaxKind::Key).map(Node::text);
                self.leave_out(file, property.range(), Reason::OutsideOfDeclarations, None, key);
            }
            for missing in at.model.missing_colons().filter(|missing| chosen(&missing.line.range())) {
                self.leave_out(file, missing.line.range(), Reason::MissingColon, Some(missing.declaration), None);
            }
        }
        self.unread.sort_by_key(|(file, range, _)| (*file, *range));
        self.unread.into_iter().map(|(_, _, unread)| unread).collect()
    }
}

/// The pains that an opportunity addresses, each once: the one that it stands in, then those that it names.
pub(crate) fn addressed_by<'p>(project: &'p Project, opportunity: At<'p>) -> Vec<At<'p>> {
    let declaration = opportunity.declaration;
    let around = declaration.parent().filter(|parent| parent.keyword() == Some(Keyword::Pain));
    let mut pains: Vec<At<'p>> =
        around.map(|declaration| At { file: opportunity.file, declaration }).into_iter().collect();
    for reference in declaration.references() {
        let is_named = reference.role == Role::Value && reference.property.key() == "addresses";
        let Some((id, pain)) = project.target(opportunity.file, &reference).filter(|_| is_named) else { continue };
        if pain.keyword() == Some(Keyword::Pain) && pains.iter().all(|known| known.id() != id) {
            pains.push(At { file: id.file, declaration: pain });
        }
    }
    pains
}

/// The name that means a declaration from everywhere: the ids from the journey inwards, with points between them. `None`
/// where it has neither id nor label.
pub(crate) fn full_name(declaration: Declaration<'_>) -> Option<String> {
    if declaration.id_source() == IdSource::Missing {
        return None;
    }
    let scope = declaration.scope();
    let mut around = Vec::new();
    if let Some(scope) = scope {
        for ancestor in declaration.ancestors() {
            around.push(ancestor.id());
            if ancestor == scope {
                break;
            }
        }
    }
    let steps = around.into_iter().rev().filter(|id| !id.is_empty()).chain([declaration.id()]);
    Some(steps.collect::<Vec<_>>().join("."))
}
