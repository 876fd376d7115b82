//! Who refers to a declaration: found by its name, when somebody asks.

use journey_syntax::TextRange;

use super::links::Link;
use super::places::{Place, Places};
use super::questions::{Question, Questions};
use super::resolve::{Answer, is_explained};
use super::{DeclarationId, FileId, Project, Resolution};
use crate::file::{Declaration, IdSource, OwnScope};

/// A place that refers to a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The declaration in whose body the name stands.
    pub user: DeclarationId,
    /// Where the name stands in that declaration's file, in bytes.
    pub range: TextRange,
}

impl Project {
    /// Who refers to a declaration, in the order of files and text. Takes time for those who name it, and no other.
    pub fn uses_of(&self, id: DeclarationId) -> Vec<Use> {
        let declaration = self.declaration(id);
        match declaration.scope() {
            None => {
                let asked: Vec<(Question, &Places)> = self.asked_for(id, declaration).collect();
                let mut places: Vec<Place> =
                    asked.iter().flat_map(|(_, places)| places.iter().map(|(place, _)| place)).collect();
                places.sort_unstable();
                places.dedup();
                let questions: Vec<Question> = asked.into_iter().map(|(question, _)| question).collect();
                places.iter().flat_map(|place| self.asking_in(*place, declaration.id(), &questions)).collect()
            }
            Some(_) => self.uses_of_inner(id, declaration).collect(),
        }
    }

    /// The first of [`Project::uses_of`].
    pub fn first_use_of(&self, id: DeclarationId) -> Option<Use> {
        let declaration = self.declaration(id);
        match declaration.scope() {
            None => {
                let asked: Vec<(Question, &Places)> = self.asked_for(id, declaration).collect();
                let first = asked.iter().filter_map(|(_, places)| places.first()).min()?;
                let questions: Vec<Question> = asked.into_iter().map(|(question, _)| question).collect();
                self.asking_in(first, declaration.id(), &questions).next()
            }
            Some(_) => self.uses_of_inner(id, declaration).next(),
        }
    }

    /// Whether anybody refers to a declaration. For what the whole project sees, it does not matter how many do.
    pub fn is_used(&self, id: DeclarationId) -> bool {
        let declaration = self.declaration(id);
        match declaration.scope() {
            None => self.asked_for(id, declaration).next().is_some(),
            Some(_) => self.uses_of_inner(id, declaration).next().is_some(),
        }
    }

    /// How many refer to a declaration. For what the whole project sees, it does not matter how many do.
    pub fn count_uses(&self, id: DeclarationId) -> usize {
        let declaration = self.declaration(id);
        match declaration.scope() {
            None => self.asked_for(id, declaration).map(|(_, places)| places.count() as usize).sum(),
            Some(_) => self.uses_of_inner(id, declaration).count(),
        }
    }

    /// The files that refer to something that the whole project sees, without `except`; at most `most`.
    pub(super) fn using_files(&self, id: DeclarationId, except: FileId, most: usize) -> Vec<FileId> {
        let mut files: Vec<FileId> = Vec::new();
        for (_, places) in self.asked_for(id, self.declaration(id)) {
            let others = places.files().filter(|file| *file != except);
            files.extend(others.take(most));
        }
        files.sort_unstable();
        files.dedup();
        files.truncate(most);
        files
    }

    /// The questions that something that the whole project sees answers. It has no dotted name.
    fn asked_for<'p>(
        &'p self,
        id: DeclarationId,
        declaration: Declaration<'p>,
    ) -> impl Iterator<Item = (Question, &'p Places)> {
        let name = declaration.id();
        let has_name = declaration.id_source() != IdSource::Missing;
        let questions = self.index.questions.get(name).filter(|_| has_name);
        let questions = questions.into_iter().flat_map(Questions::iter);
        questions.filter(move |(question, _)| self.answer(name, *question) == Answer::Found(id))
    }

    /// The references of a chunk that ask one of these questions about a name.
    fn asking_in<'p>(
        &'p self,
        place: Place,
        name: &'p str,
        questions: &'p [Question],
    ) -> impl Iterator<Item = Use> + 'p {
        let model = &self.file(place.file).model;
        model.labelled(place.chunk).into_iter().flat_map(move |chunk| {
            let asked = chunk.model().references_to(name).filter(move |(_, data)| {
                let is_explained = is_explained(data.role, name);
                let question = Question { wanted: data.wanted, own: data.own, is_explained };
                questions.contains(&question) && chunk.model().written(data) == name
            });
            asked.map(move |(_, data)| {
                let user = DeclarationId { file: place.file, local: chunk.local_id(data.declaration) };
                Use { user, range: chunk.reference(model, data).range }
            })
        })
    }

    /// Who refers to something that only its own journey sees.
    fn uses_of_inner<'p>(&'p self, id: DeclarationId, declaration: Declaration<'p>) -> impl Iterator<Item = Use> + 'p {
        let meant = self.naming_inner(id, declaration).filter(move |(_, meant)| *meant == Resolution::Found(id));
        meant.map(|(one, _)| one)
    }

    /// Who may refer to something that only its own journey sees, with what is meant: names in its file, and dotted names
    /// elsewhere.
    pub(super) fn naming_inner<'p>(
        &'p self,
        id: DeclarationId,
        declaration: Declaration<'p>,
    ) -> impl Iterator<Item = (Use, Resolution)> + 'p {
        let name = declaration.id();
        let own = Place { file: id.file, chunk: declaration.chunk().label() };
        let mut places = Vec::new();
        if let Some(scope) = declaration.scope().filter(|_| declaration.id_source() != IdSource::Missing) {
            let link = Link::FirstAndLast(scope.id(), name).key();
            places.extend(self.index.links.get(&link).into_iter().flat_map(Places::iter).map(|(place, _)| place));
            places.push(own);
            places.sort_unstable();
            places.dedup();
        }
        places.into_iter().flat_map(move |place| {
            let model = &self.file(place.file).model;
            let chunk = model.labelled(place.chunk).expect("the index follows the files");
            let named = chunk.model().references_to(name);
            let named = named.filter(move |(_, data)| place == own || data.own != OwnScope::Found);
            named.map(move |(_, data)| {
                let reference = chunk.reference(model, data);
                let user = DeclarationId { file: place.file, local: reference.declaration.local_id() };
                (Use { user, range: reference.range }, self.resolve(place.file, &reference))
            })
        })
    }
}
