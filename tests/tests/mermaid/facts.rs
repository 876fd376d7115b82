//! What a journey says, worked out from the model alone: what every view has to show or to say that it leaves out.
//!
//! For journeys without mistakes; names are looked up by their last part, which the examples keep unique.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use journey_mermaid::escape::one_line;
use journey_model::value::words;
use journey_model::{Declaration, Keyword, Project, Property, Value};

/// A journey.
#[derive(Debug)]
pub(crate) struct JourneyFacts {
    pub(crate) id: String,
    pub(crate) title: String,
    /// The labels of those that it names, in its order.
    pub(crate) personas: Vec<String>,
    pub(crate) stages: Vec<StageFacts>,
    pub(crate) opportunities: Vec<OpportunityFacts>,
    /// All pains in it, each with its severity.
    pub(crate) severities: Vec<(String, Option<String>)>,
}

#[derive(Debug)]
pub(crate) struct StageFacts {
    pub(crate) label: String,
    pub(crate) goals: Vec<String>,
    /// Pains and gains of the stage itself.
    pub(crate) pains: Vec<String>,
    pub(crate) gains: Vec<String>,
    pub(crate) touchpoints: Vec<TouchpointFacts>,
}

#[derive(Debug)]
pub(crate) struct TouchpointFacts {
    pub(crate) label: String,
    /// The score of each persona who feels something.
    pub(crate) emotions: BTreeMap<String, i8>,
    /// In their own words.
    pub(crate) feelings: BTreeMap<String, String>,
    /// What the keys say that are written as texts or names (labels of channels and actors), by their key.
    pub(crate) texts: BTreeMap<String, Vec<String>>,
    /// What is done in each lane of the blueprint, by its key: the label of who does it (or "") and what is done (or "").
    pub(crate) steps: BTreeMap<String, Vec<(String, String)>>,
    pub(crate) pains: Vec<String>,
    pub(crate) gains: Vec<String>,
    /// The labels of the touchpoints that it leads to, each with its condition.
    pub(crate) next: Vec<(String, Option<String>)>,
}

#[derive(Debug)]
pub(crate) struct OpportunityFacts {
    pub(crate) label: String,
    pub(crate) impact: Option<f64>,
    pub(crate) effort: Option<f64>,
    pub(crate) status: Option<String>,
    /// The labels of the pains that it addresses.
    pub(crate) addresses: Vec<String>,
}

/// A label as a picture can show it; without one, the id in words.
pub(crate) fn shown(declaration: Declaration<'_>) -> String {
    let label = one_line(&declaration.label());
    if label.is_empty() { words(declaration.id()) } else { label }
}

impl JourneyFacts {
    pub(crate) fn of(project: &Project, journey: Declaration<'_>) -> Self {
        let names = Names::of(project);
        let listed = journey.properties_of("persona").flat_map(Property::values);
        let personas: Vec<String> = listed.map(|value| names.label(&value.plain())).collect();
        let inside = |keyword| journey.descendants().filter(move |inner| inner.keyword() == Some(keyword));
        let stages = inside(Keyword::Stage).map(|stage| StageFacts::of(stage, &names, &personas)).collect();
        let pains: Vec<String> = inside(Keyword::Pain).map(|pain| pain.id().to_owned()).collect();
        let of_project = project.declarations_of(Keyword::Opportunity).map(|(_, opportunity)| opportunity);
        let addressing = of_project.filter(|opportunity| {
            opportunity.journey().is_none() && addressed(*opportunity).iter().any(|pain| pains.contains(pain))
        });
        let opportunities = inside(Keyword::Opportunity).chain(addressing);
        Self {
            id: journey.id().to_owned(),
            title: shown(journey),
            stages,
            opportunities: opportunities.map(|opportunity| OpportunityFacts::of(opportunity, &names)).collect(),
            severities: inside(Keyword::Pain)
                .map(|pain| {
                    let severity = pain.property("severity").and_then(Property::value);
                    (shown(pain), severity.map(|value| value.plain().into_owned()))
                })
                .collect(),
            personas,
        }
    }

    /// The labels of the opportunities that address one of these pains.
    pub(crate) fn easing(&self, pains: &[String]) -> Vec<String> {
        let eases = |opportunity: &&OpportunityFacts| opportunity.addresses.iter().any(|pain| pains.contains(pain));
        self.opportunities.iter().filter(eases).map(|opportunity| opportunity.label.clone()).collect()
    }

    pub(crate) fn touchpoints(&self) -> impl Iterator<Item = &TouchpointFacts> {
        self.stages.iter().flat_map(|stage| &stage.touchpoints)
    }
}

impl StageFacts {
    fn of(stage: Declaration<'_>, names: &Names, personas: &[String]) -> Self {
        let touchpoints = stage.children_of(Keyword::Touchpoint);
        Self {
            label: shown(stage),
            goals: texts(stage, "goal"),
            pains: stage.children_of(Keyword::Pain).map(shown).collect(),
            gains: stage.children_of(Keyword::Gain).map(shown).collect(),
            touchpoints: touchpoints.map(|touchpoint| TouchpointFacts::of(touchpoint, names, personas)).collect(),
        }
    }
}

impl TouchpointFacts {
    fn of(touchpoint: Declaration<'_>, names: &Names, personas: &[String]) -> Self {
        let score = |property: Property<'_>| property.value().unwrap().emotion().unwrap().score.value();
        let word = |property: Property<'_>| property.value().unwrap().following_text().map(|word| one_line(&word));
        let mut emotions = BTreeMap::new();
        let mut feelings = BTreeMap::new();
        // What one feels counts before what everybody feels.
        let (own, everybodys): (Vec<Property<'_>>, Vec<Property<'_>>) =
            touchpoint.properties_of("emotion").partition(|property| property.qualifier().is_some());
        let own = own.into_iter().map(|property| (names.label(property.qualifier().unwrap().0), property));
        let everybodys =
            everybodys.into_iter().flat_map(|property| personas.iter().cloned().map(move |one| (one, property)));
        for (persona, property) in own.chain(everybodys) {
            if let Entry::Vacant(free) = emotions.entry(persona) {
                feelings.extend(word(property).map(|word| (free.key().clone(), word)));
                free.insert(score(property));
            }
        }
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for key in ["evidence", "does", "thinks", "feels", "says", "expects", "gets", "moment", "duration"] {
            said.entry(key.to_owned()).or_default().extend(texts(touchpoint, key));
        }
        for key in ["channel", "actor"] {
            let values = touchpoint.properties_of(key).flat_map(Property::values);
            said.entry(key.to_owned()).or_default().extend(values.map(|value| names.label(&value.plain())));
        }
        let mut steps: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for key in ["frontstage", "backstage", "support"] {
            let values = touchpoint.properties_of(key).flat_map(Property::values);
            steps.entry(key.to_owned()).or_default().extend(values.map(|value| {
                let text =
                    |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| one_line(&text)).unwrap_or_default();
                match value.reference() {
                    Some(name) => (names.label(name), text(value.following_text())),
                    None => (String::new(), text(value.text())),
                }
            }));
        }
        let next = touchpoint.properties_of("next").flat_map(Property::values);
        Self {
            label: shown(touchpoint),
            emotions,
            feelings,
            texts: said,
            steps,
            pains: touchpoint.children_of(Keyword::Pain).map(shown).collect(),
            gains: touchpoint.children_of(Keyword::Gain).map(shown).collect(),
            next: next
                .map(|value| {
                    let condition = value.following_text().map(|text| one_line(&text));
                    (names.label(value.reference().unwrap_or_default()), condition)
                })
                .collect(),
        }
    }

    /// What is felt, the score and the word, and all of these personas who feel and say that, in their order.
    pub(crate) fn voices<'f>(&'f self, personas: &'f [String]) -> BTreeMap<(i8, Option<&'f str>), Vec<&'f str>> {
        let mut voices: BTreeMap<_, Vec<&str>> = BTreeMap::new();
        for persona in personas {
            let word = self.feelings.get(persona).map(String::as_str);
            let score = self.emotions.get(persona);
            score.into_iter().for_each(|score| voices.entry((*score, word)).or_default().push(persona));
        }
        voices
    }

    /// What is said under that key.
    pub(crate) fn said(&self, key: &str) -> &[String] {
        self.texts.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is done in that lane of the blueprint.
    pub(crate) fn done(&self, key: &str) -> &[(String, String)] {
        self.steps.get(key).map(Vec::as_slice).unwrap_or_default()
    }
}

impl OpportunityFacts {
    fn of(opportunity: Declaration<'_>, names: &Names) -> Self {
        let value = |key| opportunity.property(key).and_then(Property::value);
        let number = |key| value(key).and_then(|value: Value<'_>| value.plain().parse::<f64>().ok());
        Self {
            label: shown(opportunity),
            impact: number("impact"),
            effort: number("effort"),
            status: value("status").map(|value| value.plain().into_owned()),
            addresses: addressed(opportunity).iter().map(|pain| names.label(pain)).collect(),
        }
    }
}

/// The ids of the pains that an opportunity addresses: those that it names, and the one that it stands in.
fn addressed(opportunity: Declaration<'_>) -> Vec<String> {
    let named = opportunity.properties_of("addresses").flat_map(Property::values);
    let around = opportunity.parent().filter(|around| around.keyword() == Some(Keyword::Pain));
    let named = named.map(|value| last_part(&value.plain()).to_owned());
    named.chain(around.map(|pain| pain.id().to_owned())).collect()
}

fn texts(declaration: Declaration<'_>, key: &str) -> Vec<String> {
    let values = declaration.properties_of(key).flat_map(Property::values);
    values.map(|value| one_line(&value.text().unwrap_or_else(|| value.plain()))).collect()
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The labels of all that has a name.
struct Names(BTreeMap<String, String>);

impl Names {
    fn of(project: &Project) -> Self {
        let declarations = project.files().flat_map(|(_, file)| file.model.declarations());
        Self(declarations.map(|declaration| (declaration.id().to_owned(), shown(declaration))).collect())
    }

    fn label(&self, name: &str) -> String {
        self.0.get(last_part(name)).cloned().unwrap_or_else(|| one_line(name))
    }
}

impl JourneyFacts {
    /// Every text that the journey says, each once.
    pub(crate) fn texts(&self) -> BTreeSet<String> {
        let mut texts: BTreeSet<String> = self.personas.iter().cloned().collect();
        for stage in &self.stages {
            texts.insert(stage.label.clone());
            texts.extend(stage.goals.iter().chain(&stage.pains).chain(&stage.gains).cloned());
            for touchpoint in &stage.touchpoints {
                texts.insert(touchpoint.label.clone());
                texts.extend(touchpoint.texts.values().flatten().cloned());
                texts.extend(
                    touchpoint.steps.values().flatten().flat_map(|(actor, text)| [actor.clone(), text.clone()]),
                );
                texts.extend(touchpoint.pains.iter().chain(&touchpoint.gains).cloned());
            }
        }
        texts.extend(self.opportunities.iter().map(|opportunity| opportunity.label.clone()));
        texts.remove("");
        texts
    }
}
