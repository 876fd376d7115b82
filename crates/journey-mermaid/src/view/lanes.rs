//! What each lane of a map says: at a touchpoint, in a stage, of the whole journey.

use std::borrow::Cow;
use std::collections::BTreeMap;

use journey_model::syntax::TextRange;
use journey_model::{DeclarationId, Keyword};
use journey_plugin::{Lane, Place};

use crate::experience::{Experience, Fact, Measure, Opportunity, Pain, Stage, Touchpoint, Voice};
use crate::left_out::{Shown, left_out};
use crate::sentence::{list, quoted, quoted_list};
use crate::view::journey::notes::emotions_left_out;

/// What a map and a table show where no lanes are chosen.
pub(super) const USUAL: [Lane; 6] =
    [Lane::Channel, Lane::Thinks, Lane::Emotion, Lane::Pain, Lane::Gain, Lane::Opportunity];

/// One fact in a lane, and where it is written.
#[derive(Debug)]
pub(super) struct Saying<'e> {
    pub(super) text: Cow<'e, str>,
    pub(super) place: Place,
}

/// Answers what the lanes of a journey say.
pub(super) struct Sayings<'e> {
    experience: &'e Experience,
    /// The opportunities that address a pain, by pain.
    opportunities: BTreeMap<DeclarationId, Vec<&'e Opportunity>>,
    /// Those that address no pain that is shown at a touchpoint or in a stage.
    others: Vec<&'e Opportunity>,
}

impl<'e> Sayings<'e> {
    pub(super) fn of(experience: &'e Experience) -> Self {
        let mut opportunities: BTreeMap<DeclarationId, Vec<&Opportunity>> = BTreeMap::new();
        let stages = experience.stages.iter();
        let pains = stages.flat_map(|stage| {
            stage.pains.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.pains))
        });
        for pain in pains {
            opportunities.insert(pain.id, Vec::new());
        }
        let mut others = Vec::new();
        for opportunity in &experience.opportunities {
            let mut placed = false;
            for pain in opportunity.addresses.iter().filter_map(|addressed| addressed.id) {
                if let Some(known) = opportunities.get_mut(&pain) {
                    known.push(opportunity);
                    placed = true;
                }
            }
            if !placed {
                others.push(opportunity);
            }
        }
        Self { experience, opportunities, others }
    }

    /// What a lane says at a touchpoint.
    pub(super) fn at_touchpoint(&self, touchpoint: &'e Touchpoint, lane: Lane) -> Vec<Saying<'e>> {
        match lane {
            Lane::Emotion => {
                let feelings = feelings(self.experience, touchpoint);
                feelings.into_iter().map(|text| self.saying(text, touchpoint.range)).collect()
            }
            Lane::Pain => self.pains(&touchpoint.pains),
            Lane::Gain => self.facts(&touchpoint.gains),
            Lane::Opportunity => self.opportunities(&touchpoint.pains),
            Lane::Measure => self.measures(&touchpoint.measures),
            Lane::Next => {
                let next = touchpoint.next.iter();
                next.map(|next| self.saying(next.sentence(), next.range)).collect()
            }
            Lane::Frontstage | Lane::Backstage | Lane::Support => {
                let steps = touchpoint.steps(lane);
                steps.map(|step| self.saying(step.sentence(), step.range)).collect()
            }
            _ => self.facts(touchpoint.texts(lane)),
        }
    }

    /// What a lane says of a stage as a whole.
    pub(super) fn in_stage(&self, stage: &'e Stage, lane: Lane) -> Vec<Saying<'e>> {
        match lane {
            Lane::Goal => self.facts(&stage.goals),
            Lane::Pain => self.pains(&stage.pains),
            Lane::Gain => self.facts(&stage.gains),
            Lane::Opportunity => self.opportunities(&stage.pains),
            Lane::Measure => self.measures(&stage.measures),
            Lane::Duration => self.facts(&stage.duration),
            _ => Vec::new(),
        }
    }

    /// What a lane says of the journey as a whole.
    pub(super) fn of_journey(&self, lane: Lane) -> Vec<Saying<'e>> {
        match lane {
            Lane::Pain => self.pains(&self.experience.pains),
            Lane::Gain => self.facts(&self.experience.gains),
            Lane::Opportunity => self.others.iter().map(|opportunity| saying_of(opportunity)).collect(),
            Lane::Measure => self.measures(&self.experience.measures),
            _ => Vec::new(),
        }
    }

    fn saying(&self, text: impl Into<Cow<'e, str>>, range: TextRange) -> Saying<'e> {
        Saying { text: text.into(), place: Place { file: self.experience.id.file, range } }
    }

    fn facts(&self, facts: impl IntoIterator<Item = &'e Fact>) -> Vec<Saying<'e>> {
        facts.into_iter().map(|fact| self.saying(&fact.text, fact.range)).collect()
    }

    fn measures(&self, measures: &[Measure]) -> Vec<Saying<'e>> {
        measures.iter().map(|measure| self.saying(measure.sentence(), measure.range)).collect()
    }

    /// Pains, with those who have them where that is not everybody.
    fn pains(&self, pains: &'e [Pain]) -> Vec<Saying<'e>> {
        let all = self.experience.personas.len();
        let sentence = |pain: &'e Pain| match pain.personas.len() {
            some if some > 0 && some < all => {
                Cow::Owned(format!("{} ({})", pain.name.label, names(self.experience, &pain.personas)))
            }
            _ => Cow::Borrowed(pain.name.label.as_str()),
        };
        pains.iter().map(|pain| self.saying(sentence(pain), pain.range)).collect()
    }

    /// What eases these pains, each once.
    fn opportunities(&self, pains: &[Pain]) -> Vec<Saying<'e>> {
        let mut found: Vec<&'e Opportunity> = Vec::new();
        for opportunity in pains.iter().filter_map(|pain| self.opportunities.get(&pain.id)).flatten() {
            if !found.iter().any(|known| known.id == opportunity.id) {
                found.push(opportunity);
            }
        }
        found.into_iter().map(saying_of).collect()
    }
}

fn saying_of(opportunity: &Opportunity) -> Saying<'_> {
    let place = Place { file: opportunity.id.file, range: opportunity.range };
    Saying { text: Cow::Borrowed(&opportunity.name.label), place }
}

/// The emotions of a touchpoint in words: each with those who feel it, where somebody could feel otherwise.
fn feelings(experience: &Experience, touchpoint: &Touchpoint) -> Vec<String> {
    let names: Vec<&str> = experience.personas.iter().map(|persona| persona.name.label.as_str()).collect();
    let sentence = |voice: Voice<'_>| match voice.who(&names).filter(|_| names.len() > 1) {
        Some(who) => format!("{who}: {}", voice.sentence(" ")),
        None => voice.sentence(" "),
    };
    touchpoint.voices().map(sentence).collect()
}

fn names(experience: &Experience, personas: &[usize]) -> String {
    let names = personas.iter().filter_map(|persona| experience.personas.get(*persona));
    list(names.map(|persona| persona.name.label.clone()))
}

/// The lanes to show: the chosen ones, each once, or the usual ones.
pub(super) fn chosen(lanes: &[Lane]) -> Vec<Lane> {
    let wanted: &[Lane] = if lanes.is_empty() { &USUAL } else { lanes };
    let mut chosen = Vec::new();
    for lane in wanted {
        if !chosen.contains(lane) {
            chosen.push(*lane);
        }
    }
    chosen
}

/// What a lane is called above its facts.
pub(super) fn heading(lane: Lane) -> &'static str {
    match lane {
        Lane::Goal => "Goals",
        Lane::Evidence => "Evidence",
        Lane::Does => "Does",
        Lane::Channel => "Channels",
        Lane::Actor => "Actors",
        Lane::Thinks => "Thinks",
        Lane::Feels => "Feels",
        Lane::Says => "Says",
        Lane::Expects => "Expects",
        Lane::Gets => "Gets",
        Lane::Emotion => "Emotion",
        Lane::Moment => "Moments of truth",
        Lane::Duration => "Duration",
        Lane::Next => "Leads to",
        Lane::Frontstage => "Front stage",
        Lane::Backstage => "Back stage",
        Lane::Support => "Support",
        Lane::Pain => "Pains",
        Lane::Gain => "Gains",
        Lane::Opportunity => "Opportunities",
        Lane::Measure => "Measures",
    }
}

/// What touchpoints without a stage stand under.
pub(super) const OUTSIDE: &str = "Outside of the stages";

/// What is shown beside the lanes: of pains whose they are, and opportunities stand where the pains do.
const KINDS: [(Keyword, &[&str]); 6] = [
    (Keyword::Journey, &["state"]),
    (Keyword::Persona, &[]),
    (Keyword::Stage, &[]),
    (Keyword::Touchpoint, &[]),
    (Keyword::Pain, &["persona"]),
    (Keyword::Opportunity, &["addresses"]),
];

/// What to tell about a view that shows these lanes: what is left out, and what is shown in another way than it is written.
pub(super) fn notes(experience: &Experience, lanes: &[Lane]) -> Vec<String> {
    let mut notes = left_out(experience, Shown { lanes, kinds: &KINDS });
    if experience.touchpoints().next().is_none() {
        notes.push("The journey has no touchpoints yet, so there is little to show.".to_owned());
    }
    let outside = experience.stages.iter().filter(|stage| stage.name.is_none());
    let outside: Vec<&str> =
        outside.flat_map(|stage| &stage.touchpoints).map(|touchpoint| touchpoint.name.label.as_str()).collect();
    if !outside.is_empty() {
        notes.push(format!("In no stage, and therefore shown under {}: {}.", quoted(OUTSIDE), quoted_list(&outside)));
    }
    for persona in experience.personas.iter().filter(|persona| !persona.is_declared()) {
        notes.push(format!("No persona is called `{}`; the name is shown as it is written.", persona.name.label));
    }
    if lanes.contains(&Lane::Emotion) {
        notes.extend(experience.touchpoints().flat_map(emotions_left_out));
        let feels = |number: usize| {
            let mut emotions = experience.touchpoints().flat_map(|touchpoint| &touchpoint.emotions);
            emotions.any(|emotion| emotion.personas.contains(&number))
        };
        let silent: Vec<&str> = experience
            .personas
            .iter()
            .enumerate()
            .filter(|(number, _)| !feels(*number))
            .map(|(_, persona)| persona.name.label.as_str())
            .collect();
        if !silent.is_empty() {
            notes.push(format!("Without an emotion at any touchpoint: {}.", quoted_list(&silent)));
        }
    }
    notes
}
