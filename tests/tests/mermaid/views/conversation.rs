//! The view `conversation`: stage by stage and touchpoint by touchpoint, who does and says what to whom.

use journey_tests::mermaid::{Participant, Reading, Sequence, Step};

use crate::drawn::{Drawn, Shown};
use crate::facts::{JourneyFacts, TouchpointFacts};

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let Shown::Diagram(drawing) = &drawn.shown else { return vec!["no diagram".to_owned()] };
    let Reading::Sequence(Sequence { participants, steps, .. }) = &drawing.reading else {
        return vec![format!("it is a {}", drawing.kind)];
    };
    let mut problems = Vec::new();
    let people: Vec<&Participant> = participants.iter().filter(|participant| participant.person).collect();
    let [person] = people.as_slice() else { return vec![format!("persons: {people:?}")] };
    let mut at = 0;
    for stage in facts.stages.iter().filter(|stage| !stage.touchpoints.is_empty()) {
        let is_band = |step: &Step| matches!(step, Step::Note { over, text } if has(text, &stage.label) && over.len() == participants.len());
        match steps.iter().skip(at).position(is_band) {
            Some(found) => at += found,
            None => problems.push(format!("no band {:?} over all participants behind the one before", stage.label)),
        }
        for touchpoint in &stage.touchpoints {
            let acts = |step: &Step| matches!(step, Step::Message { from: Some(from), text, .. } if *from == person.text && has(text, &touchpoint.label));
            match steps.iter().skip(at).position(acts) {
                Some(found) => at += found,
                None => {
                    problems.push(format!("{:?} does not happen behind the one before", touchpoint.label));
                    continue;
                }
            }
            // Up to the next band or the next that the person does; the person says nothing else in messages.
            let ends = |step: &Step| match step {
                Step::Note { over, .. } => over.len() == participants.len() && participants.len() > 1,
                Step::Message { from, text, .. } => {
                    from.as_ref() == Some(&person.text)
                        && facts.touchpoints().any(|other| other.label != touchpoint.label && has(text, &other.label))
                }
                _ => false,
            };
            let end = steps.iter().skip(at + 1).position(ends).map_or(steps.len(), |found| at + 1 + found);
            problems.extend(problems_at(facts, touchpoint, person, &steps[at..end]));
        }
    }
    let named =
        facts.touchpoints().flat_map(|touchpoint| touchpoint.said("channel").iter().chain(touchpoint.said("actor")));
    let missing = named.filter(|name| !participants.iter().any(|participant| has(&participant.text, name)));
    problems.extend(missing.map(|name| format!("{name:?} takes no part")));
    problems
}

fn problems_at(
    facts: &JourneyFacts,
    touchpoint: &TouchpointFacts,
    person: &Participant,
    steps: &[Step],
) -> Vec<String> {
    let mut problems = Vec::new();
    let label = &touchpoint.label;
    let mut others = touchpoint.said("channel").iter().chain(touchpoint.said("actor"));
    if let (Some(first), Some(Step::Message { to, .. })) = (others.next(), steps.first())
        && !to.as_ref().is_some_and(|to| has(to, first) || touchpoint.said("actor").iter().any(|actor| has(to, actor)))
    {
        problems.push(format!("{label:?} goes to {to:?}, not to {first:?}"));
    }
    let text_of = |step: &Step| match step {
        Step::Message { text, .. } | Step::Note { text, .. } | Step::Frame { text, .. } | Step::Branch { text } => {
            text.clone()
        }
    };
    for key in ["does", "thinks", "says", "feels"] {
        let missing = touchpoint.said(key).iter().filter(|text| !steps.iter().any(|step| has(&text_of(step), text)));
        problems.extend(missing.map(|text| format!("{key} {text:?} is not there at {label:?}")));
    }
    for key in ["support", "backstage", "frontstage"] {
        for (who, what) in touchpoint.done(key) {
            let done = |step: &Step| {
                let Step::Message { from, to, text, .. } = step else { return false };
                let by = who.is_empty() || from.as_ref().is_some_and(|from| has(from, who));
                let answers = key != "frontstage" || to.as_ref() == Some(&person.text);
                by && answers && has(text, what)
            };
            if !steps.iter().any(done) {
                problems.push(format!("{key} {who:?} {what:?} is not there at {label:?}: {steps:?}"));
            }
        }
    }
    for ((score, word), personas) in touchpoint.voices(&facts.personas) {
        // Whose it is, right before their own words.
        let who = match personas.as_slice() {
            all if all.len() == facts.personas.len() => "Feels".to_owned(),
            [several @ .., last] if !several.is_empty() => format!("{} and {last} feel", several.join("; ")),
            one => format!("{} feels", one.concat()),
        };
        let sign = if score > 0 { "+" } else { "" };
        let told = format!("{who} {sign}{score}{}", word.map(|word| format!(": {word}")).unwrap_or_default());
        if !steps.iter().any(|step| matches!(step, Step::Note { text, .. } if has(text, &told))) {
            problems.push(format!("{told:?} is not there at {label:?}: {steps:?}"));
        }
    }
    problems
}

/// Whether a text has another one in it, wherever it is broken into lines.
fn has(text: &str, part: &str) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    squeezed(text).contains(&squeezed(part))
}
