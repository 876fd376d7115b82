//! What the options choose of a journey: some personas, some stages.

use journey_plugin::Options;

use super::{Experience, Pain, Stage};

/// Takes out what is not chosen, and remembers it.
pub(super) fn choose(experience: &mut Experience, options: &Options) {
    if let Some(range) = options.stages {
        let position = |wanted: Option<_>| {
            wanted.and_then(|_| experience.stages.iter().position(|stage: &Stage| stage.declaration == wanted))
        };
        let first = position(range.first).unwrap_or(0);
        let last = position(range.last).unwrap_or(experience.stages.len());
        let (first, last) = if first <= last { (first, last) } else { (last, first) };
        let stages = std::mem::take(&mut experience.stages);
        for (number, stage) in stages.into_iter().enumerate() {
            if (first..=last).contains(&number) {
                experience.stages.push(stage);
            } else {
                experience.stages_not_chosen.extend(stage.name.map(|name| name.label));
            }
        }
        let shown: Vec<_> = experience.all_pains().map(|pain| Some(pain.id)).collect();
        // One that addresses nothing belongs to the whole journey.
        experience.opportunities.retain(|opportunity| {
            opportunity.addresses.is_empty() || opportunity.addresses.iter().any(|pain| shown.contains(&pain.id))
        });
    }
    if !options.personas.is_empty() {
        choose_personas(experience, options);
    }
}

fn choose_personas(experience: &mut Experience, options: &Options) {
    let mut numbers: Vec<Option<usize>> = Vec::new();
    let mut kept = 0;
    for persona in &experience.personas {
        let chosen = persona.declaration().is_some_and(|id| options.personas.contains(&id));
        numbers.push(chosen.then_some(kept));
        kept += usize::from(chosen);
    }
    let chosen = |number: &usize| numbers.get(*number).copied().flatten();
    // What is nobody's in particular stays.
    let left = |persona: Option<usize>| persona.map_or(Some(None), |persona| chosen(&persona).map(Some));
    for touchpoint in experience.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints) {
        for emotion in &mut touchpoint.emotions {
            emotion.personas = emotion.personas.iter().filter_map(chosen).collect();
            let written = std::mem::take(&mut emotion.written).into_iter();
            emotion.written = written.filter_map(|(persona, range)| Some((left(persona)?, range))).collect();
            let words = std::mem::take(&mut emotion.words).into_iter().zip(std::mem::take(&mut emotion.speakers));
            for (word, speakers) in words {
                let left = speakers.into_iter().filter_map(left).collect::<Vec<_>>();
                if !left.is_empty() {
                    emotion.words.push(word);
                    emotion.speakers.push(left);
                }
            }
        }
        touchpoint.emotions.retain(|emotion| !emotion.written.is_empty());
        keep_pains(&mut touchpoint.pains, &chosen);
    }
    keep_pains(&mut experience.pains, &chosen);
    for stage in &mut experience.stages {
        keep_pains(&mut stage.pains, &chosen);
    }
    let mut number = 0;
    let left_out = &mut experience.personas_not_chosen;
    experience.personas.retain(|persona| {
        let keep = numbers.get(number).is_some_and(Option::is_some);
        number += 1;
        if !keep {
            left_out.push(persona.name.label.clone());
        }
        keep
    });
}

/// Keeps those that one of the chosen personas has, and those that are everybody's.
fn keep_pains(pains: &mut Vec<Pain>, chosen: &impl Fn(&usize) -> Option<usize>) {
    pains.retain_mut(|pain| {
        let everybodys = pain.personas.is_empty();
        pain.personas = pain.personas.iter().filter_map(chosen).collect();
        everybodys || !pain.personas.is_empty()
    });
}
