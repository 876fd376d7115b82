//! What a journey, and what it uses, says beside the lanes of a map: which keys, and whether there is documentation.

use std::collections::BTreeSet;

use journey_model::{Declaration, DeclarationId, KeyId, Keyword, LocalId, Project, Property, Reference};

use super::Experience;

/// Kind by kind what is said, however often: enough to tell what a view leaves out.
#[derive(Debug, Default)]
pub(crate) struct Details {
    /// In the order in which people are told of them. Sources are not among them: no view but the report shows any.
    pub(crate) kinds: Vec<Kind>,
    /// Whether the journey names a source.
    pub(crate) has_sources: bool,
}

/// What is said of all declarations of a keyword.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) keyword: Keyword,
    /// Whether one of them has documentation.
    pub(crate) is_documented: bool,
    /// The keys that have a value, those of lanes too: in the order of the schema, then those that it does not know.
    pub(crate) keys: Vec<String>,
}

const ORDER: [Keyword; Keyword::ALL.len()] = [
    Keyword::Journey,
    Keyword::Persona,
    Keyword::Stage,
    Keyword::Touchpoint,
    Keyword::Pain,
    Keyword::Gain,
    Keyword::Opportunity,
    Keyword::Channel,
    Keyword::Actor,
    Keyword::Metric,
    Keyword::Source,
];

impl Details {
    /// The details of what the options have chosen.
    pub(super) fn of(project: &Project, experience: &Experience) -> Self {
        Self {
            kinds: kinds(project, chosen(experience).chain(used(experience))),
            has_sources: names_sources(project, experience.id),
        }
    }
}

/// What is said of these declarations, kind by kind.
pub(crate) fn kinds(project: &Project, all: impl Iterator<Item = DeclarationId>) -> Vec<Kind> {
    let mut seen = Seen::default();
    all.for_each(|id| seen.take(project.declaration(id)));
    ORDER.into_iter().filter_map(|keyword| seen.kind(project, keyword)).collect()
}

/// What was found so far. A journey has thousands of properties, so that a known key costs next to nothing.
#[derive(Default)]
struct Seen {
    /// For each keyword a bit for each of the first keys of the schema.
    keys: [u64; Keyword::ALL.len()],
    documented: [bool; Keyword::ALL.len()],
    others: BTreeSet<(Keyword, String)>,
}

impl Seen {
    fn take(&mut self, declaration: Declaration<'_>) {
        let Some(keyword) = declaration.keyword() else { return };
        let index = keyword.index();
        let (Some(keys), Some(documented)) = (self.keys.get_mut(index), self.documented.get_mut(index)) else { return };
        *documented = *documented || declaration.documentation().is_some_and(|text| !text.trim().is_empty());
        for property in declaration.properties() {
            match property.key_id().map(KeyId::position).filter(|position| *position < BITS) {
                Some(position) if *keys & (1 << position) == 0 && says_something(property) => *keys |= 1 << position,
                Some(_) => {}
                None if says_something(property) => {
                    self.others.insert((keyword, property.key().to_owned()));
                }
                None => {}
            }
        }
    }

    fn kind(&self, project: &Project, keyword: Keyword) -> Option<Kind> {
        let bits = self.keys.get(keyword.index()).copied().unwrap_or_default();
        let known = project.schema().keyword(keyword).keys.iter().take(BITS).enumerate();
        let known = known.filter(|(position, _)| bits & (1 << position) != 0).map(|(_, key)| key.name.to_string());
        let others = self.others.iter().filter(|(of, _)| *of == keyword).map(|(_, key)| key.clone());
        let keys: Vec<String> = known.chain(others).collect();
        let is_documented = self.documented.get(keyword.index()).copied().unwrap_or_default();
        (is_documented || !keys.is_empty()).then_some(Kind { keyword, is_documented, keys })
    }
}

const BITS: usize = u64::BITS as usize;

fn says_something(property: Property<'_>) -> bool {
    property.values().iter().any(|value| value.reference().is_some() || !value.plain().trim().is_empty())
}

/// The journey, what stands in it, whose it is, and what could be made better.
fn chosen(experience: &Experience) -> impl Iterator<Item = DeclarationId> {
    let here = |local: LocalId| DeclarationId { file: experience.id.file, local };
    let stages = experience.stages.iter().flat_map(move |stage| {
        let touchpoints = stage.touchpoints.iter().flat_map(move |touchpoint| {
            let pains = touchpoint.pains.iter().map(|pain| pain.id);
            std::iter::once(here(touchpoint.id))
                .chain(pains)
                .chain(touchpoint.gains.iter().filter_map(|gain| gain.means))
        });
        let pains = stage.pains.iter().map(|pain| pain.id);
        stage
            .declaration
            .map(here)
            .into_iter()
            .chain(pains)
            .chain(stage.gains.iter().filter_map(|gain| gain.means))
            .chain(touchpoints)
    });
    std::iter::once(experience.id)
        .chain(experience.personas.iter().filter_map(|persona| persona.declaration()))
        .chain(experience.pains.iter().map(|pain| pain.id))
        .chain(experience.gains.iter().filter_map(|gain| gain.means))
        .chain(experience.opportunities.iter().map(|opportunity| opportunity.id))
        .chain(stages)
}

/// Channels, actors and metrics, each once.
fn used(experience: &Experience) -> BTreeSet<DeclarationId> {
    let measures = experience.measures.iter().chain(experience.stages.iter().flat_map(|stage| &stage.measures));
    let mut used: BTreeSet<DeclarationId> = measures.filter_map(|measure| measure.id).collect();
    for touchpoint in experience.touchpoints() {
        used.extend(touchpoint.names());
    }
    used
}

/// Whether the journey names a source.
fn names_sources(project: &Project, id: DeclarationId) -> bool {
    let journey = project.declaration(id);
    let mut all = std::iter::once(journey).chain(journey.descendants()).flat_map(Declaration::references);
    all.any(|reference| source_of(project, id, &reference).is_some())
}

/// The sources that a journey names, each with how often, in the order of the text.
pub(crate) fn cited(project: &Project, id: DeclarationId) -> Vec<(DeclarationId, usize)> {
    let journey = project.declaration(id);
    let mut cited: Vec<(DeclarationId, usize)> = Vec::new();
    for reference in std::iter::once(journey).chain(journey.descendants()).flat_map(Declaration::references) {
        let Some(source) = source_of(project, id, &reference) else { continue };
        match cited.iter_mut().find(|(known, _)| *known == source) {
            Some((_, count)) => *count += 1,
            None => cited.push((source, 1)),
        }
    }
    cited
}

/// The source that a name in a journey means.
fn source_of(project: &Project, journey: DeclarationId, reference: &Reference<'_>) -> Option<DeclarationId> {
    let named = reference.wanted.contains(Keyword::Source).then(|| project.target(journey.file, reference))?;
    named.filter(|(_, named)| named.keyword() == Some(Keyword::Source)).map(|(id, _)| id)
}
