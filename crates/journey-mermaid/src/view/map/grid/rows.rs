//! The rows of the map, from the top to the bottom.

use journey_plugin::{Lane, Place};

use super::super::bands::{Band, Part};
use super::{Card, Cell, Group, Kind};
use crate::experience::{Experience, Touchpoint, Voice};
use crate::view::lanes::{OUTSIDE, Saying, Sayings, heading};
use crate::view::table::WHOLE;

/// A persona, or nobody in particular.
type Feeler = Option<usize>;

pub(super) struct Rows<'e> {
    experience: &'e Experience,
    sayings: Sayings<'e>,
    /// With the column of the names.
    columns: usize,
    groups: Vec<Group>,
    /// Whose emotions are shown: a lane for each of these; `None` for everybody.
    feelers: Vec<Option<Feeler>>,
}

impl<'e> Rows<'e> {
    pub(super) fn new(experience: &'e Experience, columns: usize) -> Self {
        Self { experience, sayings: Sayings::of(experience), columns, groups: Vec::new(), feelers: feelers(experience) }
    }

    /// Stages, touchpoints and lanes of a band.
    pub(super) fn band(&mut self, band: &Band<'e>, lanes: &[Lane]) {
        let mut head = vec![if self.groups.is_empty() { self.title() } else { self.gap() }];
        let mut stages = vec![name("Stages")];
        stages.extend(band.parts.iter().map(|part| Cell { span: part.columns.len(), card: Some(self.stage(part)) }));
        head.push(self.filled(stages));
        self.groups.push(Group { rows: head });
        let mut touchpoints = vec![name("Touchpoints")];
        for column in band.parts.iter().flat_map(|part| &part.columns) {
            let card = column.map(|touchpoint| Card {
                kind: Kind::Touchpoint,
                text: touchpoint.name.label.clone(),
                place: Some(self.place(touchpoint.range)),
            });
            touchpoints.push(Cell { span: 1, card });
        }
        self.groups.push(Group { rows: vec![self.filled(touchpoints)] });
        for lane in lanes {
            if *lane == Lane::Emotion {
                self.emotions(band);
            } else {
                self.lane(band, *lane);
            }
        }
    }

    fn title(&self) -> Vec<Cell> {
        let place = Some(self.place(self.experience.range));
        let card = Card { kind: Kind::Title, text: self.experience.title.clone(), place };
        vec![Cell { span: self.columns, card: Some(card) }]
    }

    fn gap(&self) -> Vec<Cell> {
        self.filled(Vec::new())
    }

    fn stage(&self, part: &Part<'_>) -> Card {
        let label = part.stage.name.as_ref().map_or(OUTSIDE, |name| name.label.as_str());
        let text = if part.continues { format!("{label} (continued)") } else { label.to_owned() };
        Card { kind: Kind::Stage, text, place: part.stage.range.map(|range| self.place(range)) }
    }

    fn lane(&mut self, band: &Band<'e>, lane: Lane) {
        let mut rows = Vec::new();
        let of_stages: Vec<(usize, Vec<Saying<'_>>)> = band
            .parts
            .iter()
            .map(|part| {
                let sayings = if part.continues { Vec::new() } else { self.sayings.in_stage(part.stage, lane) };
                (part.columns.len(), sayings)
            })
            .collect();
        self.stack(&mut rows, lane, of_stages);
        let columns = band.parts.iter().flat_map(|part| &part.columns);
        let of_touchpoints: Vec<(usize, Vec<Saying<'_>>)> = columns
            .map(|touchpoint| (1, touchpoint.map(|one| self.sayings.at_touchpoint(one, lane)).unwrap_or_default()))
            .collect();
        self.stack(&mut rows, lane, of_touchpoints);
        self.push(name_card(heading(lane)), rows);
    }

    /// Rows for the facts of places that are so many columns wide: each fact a card, one below the other.
    fn stack(&self, rows: &mut Vec<Vec<Cell>>, lane: Lane, places: Vec<(usize, Vec<Saying<'_>>)>) {
        let mut places: Vec<_> = places.into_iter().map(|(span, sayings)| (span, sayings.into_iter())).collect();
        loop {
            let mut found = false;
            let mut row = vec![Cell { span: 1, card: None }];
            for (span, sayings) in &mut places {
                let card = sayings.next().map(|saying| Card {
                    kind: Kind::of(lane),
                    text: saying.text.into_owned(),
                    place: Some(saying.place),
                });
                found |= card.is_some();
                row.push(Cell { span: *span, card });
            }
            if !found {
                return;
            }
            rows.push(self.filled(row));
        }
    }

    fn emotions(&mut self, band: &Band<'_>) {
        let touchpoints: Vec<Option<&Touchpoint>> =
            band.parts.iter().flat_map(|part| part.columns.iter().copied()).collect();
        for feeler in self.feelers.clone() {
            let felt = |touchpoint: &Touchpoint| {
                let voices = touchpoint.voices();
                let voices = voices.filter(|voice| feeler.is_none_or(|feeler| voice.is_of(feeler)));
                let range =
                    |voice: &Voice<'_>| voice.ranges(feeler.flatten()).first().copied().unwrap_or(touchpoint.range);
                voices.map(|voice| (face(&voice), self.place(range(&voice)))).collect::<Vec<_>>()
            };
            let columns: Vec<Vec<_>> =
                touchpoints.iter().map(|touchpoint| touchpoint.map(felt).unwrap_or_default()).collect();
            let height = columns.iter().map(Vec::len).max().unwrap_or(0);
            let mut rows = Vec::new();
            for number in 0..height {
                let mut row = vec![Cell { span: 1, card: None }];
                row.extend(columns.iter().map(|felt| {
                    let card = felt.get(number).map(|((score, text), place)| Card {
                        kind: Kind::Emotion(*score),
                        text: text.clone(),
                        place: Some(*place),
                    });
                    Cell { span: 1, card }
                }));
                rows.push(self.filled(row));
            }
            let persona = feeler.flatten().and_then(|feeler| self.experience.personas.get(feeler));
            let name = persona.map_or(heading(Lane::Emotion), |persona| persona.name.label.as_str()).to_owned();
            let name = Card { kind: Kind::Name, text: name, place: persona.and_then(|persona| persona.place) };
            self.push(name, rows);
        }
    }

    /// What belongs to no stage and no touchpoint, below everything.
    pub(super) fn whole_journey(&mut self, lanes: &[Lane]) {
        if self.groups.is_empty() {
            let nothing = Card { kind: Kind::Fact, text: "Nothing to show yet".to_owned(), place: None };
            let row = vec![name("Stages"), Cell { span: self.columns - 1, card: Some(nothing) }];
            self.groups.push(Group { rows: vec![self.title(), row] });
        }
        let mut all = Vec::new();
        for lane in lanes {
            let mut rows = Vec::new();
            self.stack(&mut rows, *lane, vec![(self.columns - 1, self.sayings.of_journey(*lane))]);
            named(&mut rows, name_card(heading(*lane)));
            all.extend(rows);
        }
        if !all.is_empty() {
            let title = Card { kind: Kind::Stage, text: WHOLE.to_owned(), place: None };
            let heading = Cell { span: self.columns - 1, card: Some(title) };
            all.insert(0, vec![Cell { span: 1, card: None }, heading]);
            all.insert(0, self.gap());
            self.groups.push(Group { rows: all });
        }
    }

    /// A lane as a group of its own; nothing where it has no rows.
    fn push(&mut self, name: Card, mut rows: Vec<Vec<Cell>>) {
        if rows.is_empty() {
            return;
        }
        named(&mut rows, name);
        // Mermaid counts the columns of a single row by its cells, so wide cells need a second row in their group.
        let is_wide = |row: &Vec<Cell>| row.iter().any(|cell| cell.span > 1 && cell.card.is_some());
        match self.groups.last_mut() {
            Some(before) if rows.len() == 1 && rows.iter().any(is_wide) => before.rows.extend(rows),
            _ => self.groups.push(Group { rows }),
        }
    }

    /// The row with empty places up to its end.
    fn filled(&self, mut row: Vec<Cell>) -> Vec<Cell> {
        let used: usize = row.iter().map(|cell| cell.span).sum();
        if used < self.columns {
            row.push(Cell { span: self.columns - used, card: None });
        }
        row
    }

    fn place(&self, range: journey_model::syntax::TextRange) -> Place {
        Place { file: self.experience.id.file, range }
    }

    pub(super) fn finish(self) -> Vec<Group> {
        self.groups
    }
}

fn name(text: &str) -> Cell {
    Cell { span: 1, card: Some(name_card(text)) }
}

fn name_card(text: &str) -> Card {
    Card { kind: Kind::Name, text: text.to_owned(), place: None }
}

/// Puts the name of a lane before its first row.
fn named(rows: &mut [Vec<Cell>], name: Card) {
    if let Some(first) = rows.first_mut().and_then(|row| row.first_mut()) {
        *first = Cell { span: 1, card: Some(name) };
    }
}

impl Kind {
    fn of(lane: Lane) -> Self {
        match lane {
            Lane::Pain => Self::Pain,
            Lane::Gain => Self::Gain,
            Lane::Opportunity => Self::Opportunity,
            _ => Self::Fact,
        }
    }
}

/// One lane for everybody where everybody feels the same everywhere, else one for each persona who feels something, and one for
/// what nobody in particular feels.
fn feelers(experience: &Experience) -> Vec<Option<Feeler>> {
    let all = experience.personas.len();
    let voices = || experience.touchpoints().flat_map(Touchpoint::voices);
    let shared = |voice: Voice<'_>| voice.personas.is_empty() || voice.personas.len() == all;
    if all <= 1 || voices().all(shared) {
        return vec![None];
    }
    let feels = |feeler: &Feeler| voices().any(|voice| voice.is_of(*feeler));
    (0..all).map(Some).chain([None]).filter(feels).map(Some).collect()
}

/// The score of an emotion and the text of its card: a face, the number, and the words on a line of their own.
fn face(voice: &Voice<'_>) -> (i8, String) {
    let score = voice.score.value();
    // All of them in Unicode 6.0, so that old fonts have them.
    let face = match score {
        i8::MIN..=-2 => "😞",
        -1 => "😕",
        0 => "😐",
        1 => "😊",
        2.. => "😄",
    };
    (score, format!("{face} {}", voice.sentence("\n")))
}
