//! Whose journey it is: the personas of a journey, numbered.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, Project, Property, Role};

use super::Name;
use crate::escape::one_line;

#[derive(Debug)]
pub(crate) struct Persona {
    pub(crate) name: Name,
    /// `None` for a name that means no persona; it is the label as it is written.
    declaration: Option<DeclarationId>,
}

impl Persona {
    pub(crate) fn is_declared(&self) -> bool {
        self.declaration.is_some()
    }

    pub(crate) fn declaration(&self) -> Option<DeclarationId> {
        self.declaration
    }
}

/// The personas as they are found.
pub(super) struct Personas<'p> {
    project: &'p Project,
    id: DeclarationId,
    pub(super) all: Vec<Persona>,
    /// How many of them the journey itself names.
    pub(super) own: usize,
}

impl<'p> Personas<'p> {
    pub(super) fn of(project: &'p Project, id: DeclarationId, journey: Declaration<'_>) -> Self {
        let mut personas = Self { project, id, all: Vec::new(), own: 0 };
        for value in journey.properties_of("persona").flat_map(Property::values) {
            personas.number(journey, value.range(), Role::Value, &value.plain());
        }
        personas.own = personas.all.len();
        personas
    }

    /// The number of the persona whose name is written in that part of a property of `user`.
    pub(super) fn number(&mut self, user: Declaration<'_>, range: TextRange, role: Role, written: &str) -> usize {
        let reference = user.references().find(|reference| reference.role == role && range.covers(reference.range));
        let target = reference.and_then(|reference| self.project.target(self.id.file, &reference));
        let persona = match target {
            Some((id, declaration)) => Persona { name: Name::of(declaration), declaration: Some(id) },
            None => Persona { name: Name::written(&one_line(written)), declaration: None },
        };
        let same = |known: &Persona| {
            known.declaration == persona.declaration && (persona.is_declared() || known.name == persona.name)
        };
        self.all.iter().position(same).unwrap_or_else(|| {
            self.all.push(persona);
            self.all.len() - 1
        })
    }
}
