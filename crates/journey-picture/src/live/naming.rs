//! What the places of a picture are called: keyword, id and label of what stands there.

use std::collections::HashMap;

use journey_model::syntax::TextRange;
use journey_model::{Declaration, FileId, Keyword, LocalId, Project, Property, Role, Value};
use journey_plugin::Place;

use super::ShownPlace;

/// The places that a picture shows, as they are found.
pub(super) struct Shown<'p> {
    project: &'p Project,
    places: Vec<ShownPlace>,
    numbers: HashMap<Place, usize>,
    /// The declarations of the files that were asked for, by their ranges.
    declarations: HashMap<FileId, HashMap<TextRange, LocalId>>,
}

impl<'p> Shown<'p> {
    pub(super) fn new(project: &'p Project) -> Self {
        Self { project, places: Vec::new(), numbers: HashMap::new(), declarations: HashMap::new() }
    }

    /// What the elements of a place are called. `line` tells it, too.
    pub(super) fn element(&mut self, place: Place, line: u32) -> &str {
        let number = match self.numbers.get(&place) {
            Some(number) => *number,
            None => {
                let Named { kind, id, label, context } = self.named(place);
                let number = self.places.len();
                let element = format!("p{}", number + 1);
                self.places.push(ShownPlace { element, place, kind, id, label, context, lines: Vec::new() });
                self.numbers.insert(place, number);
                number
            }
        };
        let shown = &mut self.places[number];
        if !shown.lines.contains(&line) {
            shown.lines.push(line);
        }
        &shown.element
    }

    /// The places, in the order of the lines that tell them: those that only the legend shows are found last.
    pub(super) fn finish(mut self) -> Vec<ShownPlace> {
        self.places.sort_by_key(|shown| shown.lines.first().copied());
        self.places
    }

    fn named(&mut self, place: Place) -> Named {
        let model = &self.project.file(place.file).model;
        let declarations = self.declarations.entry(place.file).or_insert_with(|| {
            model.declarations().map(|declaration| (declaration.range(), declaration.local_id())).collect()
        });
        let keyword =
            |declaration: Declaration<'_>| declaration.keyword().map_or("", |keyword| keyword.name()).to_owned();
        if let Some(declaration) = declarations.get(&place.range).map(|id| model.declaration(*id)) {
            let (id, label) = (declaration.id().to_owned(), one_line(&declaration.label()));
            return Named { kind: keyword(declaration), id, label, context: labels(declaration.parent()) };
        }
        let Some(around) = model.declaration_at(place.range.start) else { return Named::default() };
        let id = around.id().to_owned();
        let Some(property) = around.properties().find(|property| property.range().covers(place.range)) else {
            let label = one_line(&around.label());
            return Named { kind: keyword(around), id, label, context: labels(around.parent()) };
        };
        let label = said(self.project, place, around, property);
        let whose = whose(self.project, place, around, property).into_iter();
        Named { kind: property.key().to_owned(), id, label, context: whose.chain(labels(Some(around))).collect() }
    }
}

/// What a place is called: keyword or key, id, label, and whose it is and what it stands in.
#[derive(Default)]
struct Named {
    kind: String,
    id: String,
    label: String,
    context: Vec<String>,
}

/// The labels of a declaration and of those around it, up to the journey.
fn labels(innermost: Option<Declaration<'_>>) -> Vec<String> {
    let outwards = std::iter::successors(innermost, |declaration| declaration.parent());
    let below = outwards.filter(|declaration| declaration.keyword() != Some(Keyword::Journey));
    below.map(|declaration| one_line(&declaration.label())).collect()
}

/// The label of the persona or actor that a key names, as in `emotion maya: +1`.
fn whose(project: &Project, place: Place, around: Declaration<'_>, property: Property<'_>) -> Option<String> {
    let (written, range) = property.qualifier()?;
    let mut references = around.references();
    let reference = references.find(|reference| reference.role == Role::Qualifier && reference.range == range);
    let target = reference.and_then(|reference| project.target(place.file, &reference));
    Some(target.map_or_else(|| written.to_owned(), |(_, named)| one_line(&named.label())))
}

/// What the values of a property in a range say: the labels of what they name, else their texts.
fn said(project: &Project, place: Place, around: Declaration<'_>, property: Property<'_>) -> String {
    let value = |value: &Value<'_>| {
        let range = value.first().range();
        let mut references = around.references();
        let reference = references.find(|reference| reference.role == Role::Value && range.covers(reference.range));
        let target = reference.and_then(|reference| project.target(place.file, &reference));
        let first = target.map_or_else(|| value.plain(), |(_, named)| named.label());
        match value.following_text() {
            Some(text) => format!("{first}: {text}"),
            None => first.into_owned(),
        }
    };
    let values = property.values();
    let own = values.iter().filter(|value| place.range.covers(value.range()) || value.range().covers(place.range));
    one_line(&own.map(value).collect::<Vec<_>>().join(", "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
