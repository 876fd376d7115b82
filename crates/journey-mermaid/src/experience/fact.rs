//! Single facts about a touchpoint or a stage, as a map shows them.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, LocalId, Project, Property, Reference, Role, Value};

use super::Name;
use crate::escape::into_one_line;

/// A text, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    /// On one line; never empty.
    pub(crate) text: String,
    pub(crate) range: TextRange,
    /// What it names, where it is a name; of a gain, the gain.
    pub(crate) means: Option<DeclarationId>,
}

/// What somebody does for the customer, in a lane of the blueprint.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The actor or channel; `None` where only a text is written.
    pub(crate) actor: Option<Name>,
    /// The declaration of the actor or channel.
    pub(crate) actor_id: Option<DeclarationId>,
    /// Empty where only the actor is written.
    pub(crate) text: String,
    pub(crate) range: TextRange,
}

impl Step {
    /// `Mobile app: Shows results`.
    pub(crate) fn sentence(&self) -> String {
        match (&self.actor, self.text.is_empty()) {
            (Some(actor), true) => actor.label.clone(),
            (Some(actor), false) => format!("{}: {}", actor.label, self.text),
            (None, _) => self.text.clone(),
        }
    }
}

/// Where a touchpoint leads to.
#[derive(Clone, Debug)]
pub(crate) struct Next {
    /// The touchpoint; `None` where the name means none of this journey.
    pub(crate) target: Option<LocalId>,
    pub(crate) name: Name,
    /// When.
    pub(crate) condition: Option<String>,
    pub(crate) range: TextRange,
}

impl Next {
    /// `Pays, if logged in`.
    pub(crate) fn sentence(&self) -> String {
        match &self.condition {
            Some(condition) => format!("{} ({condition})", self.name.label),
            None => self.name.label.clone(),
        }
    }
}

/// A reading of a metric.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    pub(crate) metric: Name,
    /// `None` for a name that means no metric.
    pub(crate) id: Option<DeclarationId>,
    /// As it is written.
    pub(crate) value: String,
    pub(crate) range: TextRange,
}

impl Measure {
    /// `Delivery CSAT: 78%`.
    pub(crate) fn sentence(&self) -> String {
        format!("{}: {}", self.metric.label, self.value)
    }
}

/// The texts of a key, or other values as they are written.
pub(super) fn texts(declaration: Declaration<'_>, key: &str) -> impl Iterator<Item = Fact> {
    declaration.properties_of(key).flat_map(texts_of)
}

pub(super) fn texts_of(property: Property<'_>) -> impl Iterator<Item = Fact> {
    property.values().into_iter().filter_map(|value| {
        let text = into_one_line(value.text().unwrap_or_else(|| value.plain()));
        (!text.is_empty()).then(|| Fact { text, range: value.range(), means: None })
    })
}

/// What the names of a key mean; names that mean nothing as they are written.
pub(super) fn names(
    project: &Project,
    journey: DeclarationId,
    references: &[Reference<'_>],
    property: Property<'_>,
) -> impl Iterator<Item = Fact> {
    property.values().into_iter().map(move |value| {
        let (name, means) = named(project, journey, references, &value);
        Fact { text: name.label, range: value.range(), means }
    })
}

/// The keys of a declaration but for some, each once, with its values as texts: names as what they mean is called.
pub(crate) fn other_facts(
    project: &Project,
    id: DeclarationId,
    is_known: impl Fn(&str) -> bool,
) -> Vec<(String, Vec<String>)> {
    let declaration = project.declaration(id);
    let references: Vec<Reference<'_>> = declaration.references().collect();
    let mut facts: Vec<(String, Vec<String>)> = Vec::new();
    for property in declaration.properties().filter(|property| !is_known(property.key())) {
        let texts = property.values().into_iter().map(|value| match value.reference() {
            Some(_) => named(project, id, &references, &value).0.label,
            None => into_one_line(value.text().unwrap_or_else(|| value.plain())),
        });
        let texts = texts.filter(|text| !text.is_empty());
        match facts.iter_mut().find(|(key, _)| key == property.key()) {
            Some((_, known)) => known.extend(texts),
            None => facts.push((property.key().to_owned(), texts.collect())),
        }
    }
    facts.retain(|(_, texts)| !texts.is_empty());
    facts
}

/// Whom the first name of a value means, and which declaration it is. The references are those of the declaration that the
/// value belongs to.
pub(super) fn named(
    project: &Project,
    journey: DeclarationId,
    references: &[Reference<'_>],
    value: &Value<'_>,
) -> (Name, Option<DeclarationId>) {
    let range = value.first().range();
    let mut references = references.iter();
    let reference = references.find(|reference| reference.role == Role::Value && range.covers(reference.range));
    match reference.and_then(|reference| project.target(journey.file, reference)) {
        Some((id, declaration)) => (Name::of(declaration), Some(id)),
        None => (Name::written(&value.plain()), None),
    }
}

pub(super) fn steps(
    project: &Project,
    journey: DeclarationId,
    references: &[Reference<'_>],
    property: Property<'_>,
) -> impl Iterator<Item = Step> {
    property.values().into_iter().map(move |value| {
        let range = value.range();
        if let Some(text) = value.text().filter(|_| value.reference().is_none()) {
            return Step { actor: None, actor_id: None, text: into_one_line(text), range };
        }
        let text = value.following_text().map(into_one_line).unwrap_or_default();
        let (actor, actor_id) = named(project, journey, references, &value);
        Step { actor: Some(actor), actor_id, text, range }
    })
}

pub(super) fn nexts(
    project: &Project,
    journey: DeclarationId,
    references: &[Reference<'_>],
    property: Property<'_>,
) -> impl Iterator<Item = Next> {
    property.values().into_iter().map(move |value| {
        let (name, id) = named(project, journey, references, &value);
        let inside = id.filter(|id| {
            id.file == journey.file
                && project.declaration(*id).journey().map(Declaration::local_id) == Some(journey.local)
        });
        let condition = value.following_text().map(into_one_line).filter(|text| !text.is_empty());
        Next { target: inside.map(|id| id.local), name, condition, range: value.range() }
    })
}

pub(super) fn measures(project: &Project, journey: DeclarationId, declaration: Declaration<'_>) -> Vec<Measure> {
    declaration.properties_of("measure").flat_map(|property| measures_of(project, journey, property)).collect()
}

/// The readings of one property, with one metric.
pub(super) fn measures_of(project: &Project, journey: DeclarationId, property: Property<'_>) -> Vec<Measure> {
    let Some((written, range)) = property.qualifier() else { return Vec::new() };
    let mut references = property.declaration().references();
    let reference = references.find(|reference| reference.range == range);
    let target = reference.and_then(|reference| project.target(journey.file, &reference));
    let id = target.map(|(id, _)| id);
    let metric = target.map_or_else(|| Name::written(written), |(_, metric)| Name::of(metric));
    let values = property.values().into_iter().map(|value| Measure {
        metric: metric.clone(),
        id,
        value: into_one_line(value.plain()),
        range: value.range(),
    });
    values.collect()
}
