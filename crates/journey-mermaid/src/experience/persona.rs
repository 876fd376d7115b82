//! Whose journey it is: the personas of a journey, numbered.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, Project, Property, Reference, Role};
use journey_plugin::Place;

use super::Name;

#[derive(Debug)]
pub(crate) struct Persona {
    pub(crate) name: Name,
    /// `None` for a name that means no persona; it is the label as it is written.
    declaration: Option<DeclarationId>,
    /// Where it is declared.
    pub(crate) place: Option<Place>,
}

impl Persona {
    pub(crate) fn is_declared(&self) -> bool {
        self.declaration.is_some()
    }

    pub(crate) fn declaration(&self) -> Option<DeclarationId> {
        self.declaration
    }
}

/// Names for narrow places, one for each label and each different: what stands before the first comma or parenthesis, where
/// that is enough to tell them apart.
pub(crate) fn short_names(labels: &[&str]) -> Vec<String> {
    let cut = |label: &str| {
        let short = label.split([',', '(']).next().unwrap_or_default().trim();
        if short.is_empty() { label.to_owned() } else { short.to_owned() }
    };
    let shorts: Vec<String> = labels.iter().map(|label| cut(label)).collect();
    let mut names: Vec<String> = Vec::new();
    for (number, (label, short)) in labels.iter().zip(&shorts).enumerate() {
        let is_unique = shorts.iter().filter(|other| *other == short).count() == 1;
        let mut name = if is_unique { short.clone() } else { (*label).to_owned() };
        if names.contains(&name) {
            name = format!("{name} ({})", number + 1);
        }
        names.push(name);
    }
    names
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
        let references: Vec<_> = journey.references().collect();
        for value in journey.properties_of("persona").flat_map(Property::values) {
            personas.number(&references, value.range(), Role::Value, &value.plain());
        }
        personas.own = personas.all.len();
        personas
    }

    /// The number of the persona whose name is written in that part of a property. The references are those of the
    /// declaration that the property belongs to.
    pub(super) fn number(
        &mut self,
        references: &[Reference<'_>],
        range: TextRange,
        role: Role,
        written: &str,
    ) -> usize {
        let reference = references.iter().find(|reference| reference.role == role && range.covers(reference.range));
        let target = reference.and_then(|reference| self.project.target(self.id.file, reference));
        let known = match target {
            Some((id, _)) => self.all.iter().position(|known| known.declaration == Some(id)),
            None => {
                let name = Name::written(written);
                self.all.iter().position(|known| known.declaration.is_none() && known.name == name)
            }
        };
        known.unwrap_or_else(|| {
            self.all.push(match target {
                Some((id, declaration)) => {
                    let place = Place { file: id.file, range: declaration.range() };
                    Persona { name: Name::of(declaration), declaration: Some(id), place: Some(place) }
                }
                None => Persona { name: Name::written(written), declaration: None, place: None },
            });
            self.all.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::short_names;

    #[test]
    fn short_names_tell_personas_apart() {
        let names = short_names(&["Maya, busy parent", "Tom (new)", "Tom (old)", ", odd", "Li", "Li"]);
        assert_eq!(names, ["Maya", "Tom (new)", "Tom (old)", ", odd", "Li", "Li (6)"]);
    }
}
