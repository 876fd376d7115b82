//! The curves: who feels what at which place of the x axis, in this journey and in those beside it.

use std::collections::HashMap;

use journey_model::syntax::TextRange;
use journey_model::value::Score;
use journey_model::{DeclarationId, Project};
use journey_plugin::{Options, Place};

use super::place_of;
use crate::experience::{Experience, Touchpoint, partners, short_names};

#[derive(Debug)]
pub(super) struct Curves<'e> {
    /// The touchpoints of the journey, in its order.
    pub(super) places: Vec<Touched<'e>>,
    pub(super) stages: Vec<StageSpan<'e>>,
    /// Each with at least one emotion; persona by persona, for each the journey itself first.
    pub(super) lines: Vec<Line>,
    /// The names of all who could feel something, each different; the position is the number of the colour.
    pub(super) personas: Vec<Feeling>,
    /// The journeys that stand beside this one.
    pub(super) beside: Vec<Beside>,
}

/// A place on the x axis.
#[derive(Debug)]
pub(super) struct Touched<'e> {
    /// From 1.
    pub(super) number: usize,
    pub(super) label: &'e str,
    /// The stage's label where the touchpoint is its first.
    pub(super) stage: Option<&'e str>,
    pub(super) range: TextRange,
}

impl Touched<'_> {
    /// `3 · Pays`.
    pub(super) fn numbered(&self) -> String {
        format!("{} · {}", self.number, self.label)
    }
}

#[derive(Debug)]
pub(super) struct StageSpan<'e> {
    pub(super) label: Option<&'e str>,
    /// Numbers of touchpoints.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Somebody who feels.
#[derive(Debug)]
pub(super) struct Feeling {
    pub(super) label: String,
    /// For the legend: what stands before the first comma, where that is enough.
    pub(super) short: String,
    declaration: Option<DeclarationId>,
}

#[derive(Debug)]
pub(super) struct Beside {
    pub(super) label: String,
    pub(super) state: Option<String>,
    /// Labels of its touchpoints that have no counterpart here.
    pub(super) only_there: Vec<String>,
    /// Labels of touchpoints here that have no counterpart there.
    pub(super) only_here: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Line {
    /// For the legend.
    pub(super) name: String,
    /// The number of the persona, which is that of the colour.
    pub(super) persona: usize,
    /// 0 for the journey itself, then those beside it.
    pub(super) journey: usize,
    /// How many planned journeys come before, from 0; `None` for a solid line.
    pub(super) dash: Option<usize>,
    /// One for each place.
    pub(super) points: Vec<Option<Point>>,
    pub(super) place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// In the order of the text; the line goes through the first.
    pub(super) scores: Vec<Score>,
    /// Each in words: `-1 irritated`.
    pub(super) told: Vec<String>,
}

impl Point {
    fn value(&self) -> i8 {
        self.scores.first().map_or(0, |score| score.value())
    }
}

impl<'e> Curves<'e> {
    pub(super) fn of(project: &Project, experience: &'e Experience, options: &Options) -> Self {
        let mut curves = Self {
            places: Vec::new(),
            stages: Vec::new(),
            lines: Vec::new(),
            personas: Vec::new(),
            beside: Vec::new(),
        };
        curves.take_places(experience);
        let mut there = Options::default();
        there.personas.clone_from(&options.personas);
        let others: Vec<Experience> =
            partners(project, experience.id).into_iter().map(|id| Experience::of(project, id, &there)).collect();
        let mut found = curves.lines_of(project, experience, 0, &|number| Some(number));
        let mut ids: HashMap<&str, usize> = HashMap::new();
        for (number, touchpoint) in experience.touchpoints().enumerate().filter(|(_, found)| !found.name.id.is_empty())
        {
            ids.entry(touchpoint.name.id.as_str()).or_insert(number);
        }
        for (number, other) in others.iter().enumerate() {
            let counterparts: Vec<Option<usize>> =
                other.touchpoints().map(|touchpoint| ids.get(touchpoint.name.id.as_str()).copied()).collect();
            let lines =
                curves.lines_of(project, other, number + 1, &|number| counterparts.get(number).copied().flatten());
            found.extend(lines);
            curves.beside.push(Beside::of(experience, other, &counterparts));
        }
        found.sort_by_key(|line| (line.persona, line.journey));
        curves.lines = found;
        curves.shorten_names();
        curves.name_lines(experience);
        curves
    }

    fn take_places(&mut self, experience: &'e Experience) {
        for stage in experience.stages.iter().filter(|stage| !stage.touchpoints.is_empty()) {
            let label = stage.name.as_ref().map(|name| name.label.as_str());
            let first = self.places.len() + 1;
            for (number, touchpoint) in stage.touchpoints.iter().enumerate() {
                self.places.push(Touched {
                    number: first + number,
                    label: &touchpoint.name.label,
                    stage: label.filter(|_| number == 0),
                    range: touchpoint.range,
                });
            }
            self.stages.push(StageSpan { label, first, last: self.places.len() });
        }
    }

    /// The lines of one journey, whose touchpoints stand at `place_for` of their number.
    fn lines_of(
        &mut self,
        project: &Project,
        experience: &Experience,
        journey: usize,
        place_for: &dyn Fn(usize) -> Option<usize>,
    ) -> Vec<Line> {
        let mut numbers: Vec<usize> = Vec::new();
        for persona in &experience.personas {
            numbers.push(self.persona(persona.name.label.clone(), persona.declaration()));
        }
        let own = place_of(project, experience.id);
        let mut lines: Vec<Line> = Vec::new();
        for (number, touchpoint) in experience.touchpoints().enumerate() {
            let Some(at) = place_for(number) else { continue };
            for voice in touchpoint.voices() {
                let nobodys = voice.personas.is_empty().then(|| self.persona(NOBODY.to_owned(), None));
                let feeling = voice.personas.iter().filter_map(|persona| numbers.get(*persona).copied());
                for persona in feeling.chain(nobodys).collect::<Vec<_>>() {
                    let position = lines.iter().position(|line| line.persona == persona).unwrap_or_else(|| {
                        let declaration = self.personas.get(persona).and_then(|feeling| feeling.declaration);
                        lines.push(Line {
                            name: String::new(),
                            persona,
                            journey,
                            dash: None,
                            points: vec![None; self.places.len()],
                            place: declaration.map_or(own, |id| place_of(project, id)),
                        });
                        lines.len() - 1
                    });
                    let line = lines.get_mut(position).expect("found or pushed");
                    if let Some(point) = line.points.get_mut(at) {
                        let point = point.get_or_insert_with(|| Point { scores: Vec::new(), told: Vec::new() });
                        point.scores.push(voice.score);
                        point.told.push(voice.sentence(" "));
                    }
                }
            }
        }
        lines
    }

    fn persona(&mut self, label: String, declaration: Option<DeclarationId>) -> usize {
        let same =
            |known: &Feeling| known.declaration == declaration && (declaration.is_some() || known.label == label);
        self.personas.iter().position(same).unwrap_or_else(|| {
            self.personas.push(Feeling { short: String::new(), label, declaration });
            self.personas.len() - 1
        })
    }

    fn shorten_names(&mut self) {
        let labels: Vec<&str> = self.personas.iter().map(|persona| persona.label.as_str()).collect();
        let shorts = short_names(&labels);
        for (persona, short) in self.personas.iter_mut().zip(shorts) {
            persona.short = short;
        }
    }

    /// Names of lines: the persona, and the journey where lines of several are shown.
    fn name_lines(&mut self, experience: &Experience) {
        let journeys: Vec<(Option<String>, String)> =
            std::iter::once((experience.state.clone(), experience.title.clone()))
                .chain(self.beside.iter().map(|beside| (beside.state.clone(), beside.label.clone())))
                .collect();
        let is_compared = self.lines.iter().any(|line| line.journey > 0);
        let name_of = |journey: usize| {
            let (state, label) = journeys.get(journey)?;
            let unique = journeys.iter().filter(|(other, _)| other == state).count() == 1;
            state.clone().filter(|_| unique).or_else(|| Some(label.clone()))
        };
        let planned: Vec<usize> = (0..journeys.len())
            .filter(|number| journeys.get(*number).is_some_and(|(state, _)| is_planned(state)))
            .collect();
        for line in &mut self.lines {
            let persona = self.personas.get(line.persona).map(|persona| persona.short.clone()).unwrap_or_default();
            line.name = persona;
            if is_compared {
                line.name.extend(name_of(line.journey).map(|name| format!(", {name}")));
                line.dash = planned.iter().position(|number| *number == line.journey);
            }
        }
    }

    /// For each line: how many of those that are drawn later lie on a part of it, each on the one below it. Two at the most, for
    /// more would make lines that look more important than others.
    pub(super) fn levels(&self) -> Vec<u8> {
        let heights: Vec<Vec<i32>> = self.lines.iter().map(Line::heights).collect();
        let mut levels = vec![0_u8; self.lines.len()];
        for (number, (line, own)) in self.lines.iter().zip(&heights).enumerate().rev() {
            let above = self.lines.iter().zip(&heights).zip(&levels).skip(number + 1);
            let above = above.filter(|((above, heights), _)| line.shares(own, above, heights));
            let level = above.map(|(_, level)| level + 1).max().unwrap_or(0).min(2);
            if let Some(own) = levels.get_mut(number) {
                *own = level;
            }
        }
        levels
    }
}

/// Who feels where nobody is named.
const NOBODY: &str = "Customer";

fn is_planned(state: &Option<String>) -> bool {
    state.as_deref() == Some("to-be")
}

impl Line {
    /// The first and the last place with an emotion.
    pub(super) fn ends(&self) -> Option<(usize, usize)> {
        Some((self.points.iter().position(Option::is_some)?, self.points.iter().rposition(Option::is_some)?))
    }

    /// Whether it is a dot, for one emotion makes no line.
    pub(super) fn is_dot(&self) -> bool {
        self.ends().is_some_and(|(first, last)| first == last)
    }

    /// Whether it is a square: a dot of what is planned.
    pub(super) fn is_square(&self) -> bool {
        self.is_dot() && self.dash.is_some()
    }

    /// The height of the line at each place, as Mermaid wants it written.
    pub(super) fn values(&self) -> Vec<String> {
        self.heights().into_iter().map(written).collect()
    }

    /// In hundredths.
    fn heights(&self) -> Vec<i32> {
        let known: Vec<(usize, i32)> = self
            .points
            .iter()
            .enumerate()
            .filter_map(|(at, point)| Some((at, i32::from(point.as_ref()?.value()) * 100)))
            .collect();
        let mut heights = Vec::with_capacity(self.points.len());
        let mut next = 0;
        for at in 0..self.points.len() {
            while known.get(next).is_some_and(|(known, _)| *known < at) {
                next += 1;
            }
            let before = next.checked_sub(1).and_then(|before| known.get(before));
            heights.push(match (before, known.get(next)) {
                (_, Some((there, height))) if *there == at => *height,
                (Some((from, low)), Some((to, high))) => {
                    let part = |steps: usize| i32::try_from(steps).unwrap_or(i32::MAX);
                    low + (high - low) * part(at - from) / part(to - from)
                }
                (Some((_, height)), None) | (None, Some((_, height))) => *height,
                (None, None) => 0,
            });
        }
        heights
    }

    /// As `stroke-dasharray`; `None` for a solid line.
    pub(super) fn dashes(&self) -> Option<&'static str> {
        const DASHES: [&str; 3] = ["9 7", "2 7", "16 6 2 6"];
        self.dash.map(|number| DASHES.get(number % DASHES.len()).copied().expect("smaller than its length"))
    }

    /// Whether the two lie on each other over some way, or wholly.
    fn shares(&self, own: &[i32], other: &Self, others: &[i32]) -> bool {
        let (Some((first, last)), Some((other_first, other_last))) = (self.ends(), other.ends()) else { return false };
        let (from, to) = (first.max(other_first), last.min(other_last));
        let same = |at: usize| own.get(at) == others.get(at);
        if from == to { same(from) } else { (from..to).any(|at| same(at) && same(at + 1)) }
    }
}

/// `-150` is `-1.5`.
fn written(hundredths: i32) -> String {
    let text = format!("{:.2}", f64::from(hundredths) / 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

impl Beside {
    fn of(here: &Experience, there: &Experience, counterparts: &[Option<usize>]) -> Self {
        let label = |touchpoint: &Touchpoint| touchpoint.name.label.clone();
        let mut met = vec![false; here.touchpoints().count()];
        for at in counterparts.iter().copied().flatten() {
            if let Some(met) = met.get_mut(at) {
                *met = true;
            }
        }
        let only_there = there.touchpoints().zip(counterparts).filter(|(_, at)| at.is_none());
        let only_here = here.touchpoints().zip(met).filter(|(_, met)| !met);
        Self {
            label: there.journey.label.clone(),
            state: there.state.clone(),
            only_there: only_there.map(|(touchpoint, _)| label(touchpoint)).collect(),
            only_here: only_here.map(|(touchpoint, _)| label(touchpoint)).collect(),
        }
    }
}
