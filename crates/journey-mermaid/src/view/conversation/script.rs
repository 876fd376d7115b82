//! What is said and done in the conversation, line by line.

use std::borrow::Cow;

use journey_model::DeclarationId;
use journey_model::syntax::TextRange;
use journey_plugin::{Lane, Place};

use super::LANES;
use crate::experience::{Experience, Step, Touchpoint, Voice};

pub(super) struct Script<'e> {
    /// Names of the personas; one that means nobody in particular where there are none.
    pub(super) personas: Vec<String>,
    /// Where the personas are declared.
    pub(super) people: Vec<Place>,
    /// Channels and actors, each name once.
    pub(super) participants: Vec<Participant>,
    pub(super) lines: Vec<Line<'e>>,
    /// What is shown, if there is any of it.
    pub(super) lanes: Vec<Lane>,
}

/// The person (`None`), or the number of a participant.
pub(super) type Speaker = Option<usize>;

/// A channel or an actor, or both where they have one name.
pub(super) struct Participant {
    pub(super) name: String,
    /// What is declared under that name.
    pub(super) declarations: Vec<DeclarationId>,
}

pub(super) enum Line<'e> {
    Stage {
        label: &'e str,
        range: Option<TextRange>,
    },
    Message {
        from: Speaker,
        to: Speaker,
        /// Each on lines of its own.
        texts: Vec<Cow<'e, str>>,
        is_answer: bool,
        /// The touchpoint or step first, then what else of it is told.
        ranges: Vec<TextRange>,
    },
    /// Beside the person.
    Note {
        texts: Vec<Cow<'e, str>>,
        /// The touchpoint first, then what is told of it.
        ranges: Vec<TextRange>,
    },
}

impl<'e> Script<'e> {
    pub(super) fn of(experience: &'e Experience, chosen: &[Lane]) -> Self {
        let mut personas: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
        if personas.is_empty() {
            personas.push("Customer".to_owned());
        }
        let lanes = LANES.into_iter().filter(|lane| chosen.is_empty() || chosen.contains(lane)).collect();
        let people = experience.personas.iter().filter_map(|persona| persona.place).collect();
        let mut script = Self { personas, people, participants: Vec::new(), lines: Vec::new(), lanes };
        for stage in experience.stages.iter().filter(|stage| !stage.touchpoints.is_empty()) {
            if let Some(name) = &stage.name {
                script.lines.push(Line::Stage { label: &name.label, range: stage.range });
            }
            for touchpoint in &stage.touchpoints {
                script.touchpoint(touchpoint);
            }
        }
        script
    }

    /// What the person is called.
    pub(super) fn person(&self) -> &str {
        match self.personas.as_slice() {
            [only] => only,
            _ => "Customer",
        }
    }

    /// What somebody is called; the person by all names.
    pub(super) fn names(&self, speaker: Speaker) -> &[String] {
        match speaker {
            None => &self.personas,
            Some(number) => self.participants.get(number).map_or(&[], |one| std::slice::from_ref(&one.name)),
        }
    }

    fn touchpoint(&mut self, touchpoint: &'e Touchpoint) {
        let mut partners: Vec<Speaker> = Vec::new();
        for lane in [Lane::Channel, Lane::Actor] {
            if lane == Lane::Actor && !self.shows(lane) {
                continue;
            }
            for fact in touchpoint.texts(lane) {
                let partner = self.participant(&fact.text, fact.means);
                if !partners.contains(&partner) {
                    partners.push(partner);
                }
            }
        }
        // In the order in which they are written, so that the front stage stands nearer to the person.
        for lane in [Lane::Frontstage, Lane::Backstage, Lane::Support] {
            if !self.shows(lane) {
                continue;
            }
            for step in touchpoint.steps(lane) {
                if let Some(actor) = &step.actor {
                    self.participant(&actor.label, step.actor_id);
                }
            }
        }
        let first = partners.first().copied().flatten();
        let mut texts = vec![Cow::Borrowed(touchpoint.name.label.as_str())];
        let mut ranges = vec![touchpoint.range];
        for fact in touchpoint.texts(Lane::Does).filter(|_| self.shows(Lane::Does)) {
            texts.push(Cow::Borrowed(&fact.text));
            ranges.push(fact.range);
        }
        self.lines.push(Line::Message { from: None, to: first, texts, is_answer: false, ranges });
        let acts = |name: &str| {
            let mut steps = touchpoint.steps.iter().filter(|(lane, _)| self.lanes.contains(lane));
            steps.any(|(_, step)| step.actor.as_ref().is_some_and(|actor| actor.label == name))
        };
        // Whoever does something here is seen to take part.
        partners.retain(|partner| *partner == first || !self.names(*partner).iter().any(|name| acts(name)));
        for partner in partners.iter().skip(1) {
            let texts = vec![Cow::Borrowed("also here")];
            let ranges = vec![touchpoint.range];
            self.lines.push(Line::Message { from: None, to: *partner, texts, is_answer: false, ranges });
        }
        let front = self.first_actor(touchpoint, Lane::Frontstage).or(first);
        let back = self.first_actor(touchpoint, Lane::Backstage).or(front);
        for (lane, helped) in [(Lane::Support, back), (Lane::Backstage, front), (Lane::Frontstage, None)] {
            if !self.shows(lane) {
                continue;
            }
            for step in touchpoint.steps(lane) {
                let from = match &step.actor {
                    Some(actor) => self.participant(&actor.label, step.actor_id),
                    None => first,
                };
                self.step(step, from, helped, lane == Lane::Frontstage);
            }
        }
        self.note(touchpoint);
    }

    fn step(&mut self, step: &'e Step, from: Speaker, helped: Speaker, is_answer: bool) {
        // Who helps nobody in particular does it for themselves.
        let to = if is_answer { None } else { helped.or(from) };
        let what = if step.text.is_empty() { "takes part" } else { &step.text };
        self.lines.push(Line::Message { from, to, texts: vec![what.into()], is_answer, ranges: vec![step.range] });
    }

    /// What the person says, thinks and feels at a touchpoint.
    fn note(&mut self, touchpoint: &Touchpoint) {
        let mut texts: Vec<Cow<'e, str>> = Vec::new();
        let mut ranges = vec![touchpoint.range];
        for (lane, before, after) in
            [(Lane::Says, "“", "”"), (Lane::Thinks, "Thinks: ", ""), (Lane::Feels, "Feels: ", "")]
        {
            for fact in touchpoint.texts(lane).filter(|_| self.shows(lane)) {
                texts.push(Cow::Owned([before, &fact.text, after].concat()));
                ranges.push(fact.range);
            }
        }
        let voices = touchpoint.voices().filter(|_| self.shows(Lane::Emotion));
        for voice in voices {
            texts.push(Cow::Owned(self.feeling(&voice)));
            ranges.extend(voice.ranges(None));
        }
        if !texts.is_empty() {
            self.lines.push(Line::Note { texts, ranges });
        }
    }

    /// `Feels -1: irritated`, with the names of the personas where not all of them do.
    fn feeling(&self, voice: &Voice<'_>) -> String {
        let who = match voice.who(&self.personas).filter(|_| voice.personas.len() < self.personas.len()) {
            None => "Feels".to_owned(),
            Some(who) if voice.personas.len() == 1 => format!("{who} feels"),
            Some(who) => format!("{who} feel"),
        };
        format!("{who} {}", voice.sentence(": "))
    }

    fn shows(&self, lane: Lane) -> bool {
        self.lanes.contains(&lane)
    }

    fn first_actor(&mut self, touchpoint: &Touchpoint, lane: Lane) -> Speaker {
        if !self.shows(lane) {
            return None;
        }
        let (actor, id) = touchpoint.steps(lane).find_map(|step| Some((step.actor.as_ref()?, step.actor_id)))?;
        self.participant(&actor.label, id)
    }

    /// Channels and actors of one name are one participant: a channel can act.
    fn participant(&mut self, name: &str, declaration: Option<DeclarationId>) -> Speaker {
        let known = self.participants.iter().position(|known| known.name == name);
        let number = known.unwrap_or_else(|| {
            self.participants.push(Participant { name: name.to_owned(), declarations: Vec::new() });
            self.participants.len() - 1
        });
        let declarations = &mut self.participants.get_mut(number)?.declarations;
        declarations.extend(declaration.filter(|one| !declarations.contains(one)));
        Some(number)
    }
}
