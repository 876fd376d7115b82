//! The opportunities of a journey, wherever they are written.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, Keyword, Project, Property};

use super::{Name, fact};
use crate::escape::one_line;

#[derive(Debug)]
pub(crate) struct Opportunity {
    pub(crate) name: Name,
    pub(crate) id: DeclarationId,
    /// Where it is declared, in bytes of the file of `id`.
    pub(crate) range: TextRange,
    /// The pains that it would ease, those of other journeys too.
    pub(crate) addresses: Vec<Addressed>,
    pub(crate) how: Vec<String>,
    /// From 0 to 10, as all ratings.
    pub(crate) impact: Option<f64>,
    pub(crate) effort: Option<f64>,
    pub(crate) importance: Option<f64>,
    pub(crate) satisfaction: Option<f64>,
    /// As they are written.
    pub(crate) owner: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) due: Option<String>,
    pub(crate) ticket: Option<String>,
}

/// A pain that an opportunity addresses.
#[derive(Debug)]
pub(crate) struct Addressed {
    /// `None` for a name that means no pain.
    pub(crate) id: Option<DeclarationId>,
    pub(crate) name: Name,
}

impl Opportunity {
    /// How unmet the need behind it is, from 0 to 20: importance, and once more what importance is above satisfaction.
    /// This is the opportunity score of Anthony Ulwick ("Turn customer input into innovation", Harvard Business Review,
    /// January 2002). `None` where one of the two ratings is missing.
    pub(crate) fn score(&self) -> Option<f64> {
        let (importance, satisfaction) = (self.importance?, self.satisfaction?);
        Some(importance + (importance - satisfaction).max(0.0))
    }

    fn of(project: &Project, id: DeclarationId) -> Self {
        let declaration = project.declaration(id);
        let rating = |key| {
            let value = declaration.property(key).and_then(Property::value)?.number()?;
            Some(value.value).filter(|value| (0.0..=10.0).contains(value))
        };
        let written = |key| {
            let value = declaration.property(key).and_then(Property::value)?;
            Some(one_line(&value.plain())).filter(|text| !text.is_empty())
        };
        let texts = |key| fact::texts(declaration, key).map(|fact| fact.text).collect();
        let mut addresses: Vec<Addressed> = Vec::new();
        let around = declaration.parent().filter(|parent| parent.keyword() == Some(Keyword::Pain));
        addresses.extend(around.map(|pain| Addressed {
            id: Some(DeclarationId { file: id.file, local: pain.local_id() }),
            name: Name::of(pain),
        }));
        let references: Vec<_> = declaration.references().collect();
        for property in declaration.properties_of("addresses") {
            for value in property.values() {
                let (name, pain) = fact::named(project, id, &references, &value);
                let known = addresses.iter().any(|known| known.id == pain && (pain.is_some() || known.name == name));
                if !known {
                    addresses.push(Addressed { id: pain, name });
                }
            }
        }
        Self {
            name: Name::of(declaration),
            id,
            range: declaration.range(),
            addresses,
            how: texts("how"),
            impact: rating("impact"),
            effort: rating("effort"),
            importance: rating("importance"),
            satisfaction: rating("satisfaction"),
            owner: written("owner"),
            status: written("status"),
            due: written("due"),
            ticket: written("ticket"),
        }
    }
}

/// Those that stand in the journey, in the order of the text, then others that address its pains, in the order of files.
pub(super) fn of(project: &Project, journey: DeclarationId, declaration: Declaration<'_>) -> Vec<Opportunity> {
    let inside = declaration.descendants().filter(|inner| inner.journey() == Some(declaration));
    let local = |inner: Declaration<'_>| DeclarationId { file: journey.file, local: inner.local_id() };
    let mut ids = Vec::new();
    let mut others = Vec::new();
    for inner in inside {
        match inner.keyword() {
            Some(Keyword::Opportunity) => ids.push(local(inner)),
            Some(Keyword::Pain) => others.extend(project.uses_of(local(inner)).into_iter().map(|used| used.user)),
            _ => {}
        }
    }
    others.retain(|user| project.declaration(*user).keyword() == Some(Keyword::Opportunity) && !ids.contains(user));
    others.sort_unstable();
    others.dedup();
    ids.into_iter().chain(others).map(|id| Opportunity::of(project, id)).collect()
}
