//! Where the points stand and which texts they have, so that no text lies on another or is cut.

use journey_plugin::Direction;

use super::{FIELDS, HEIGHT, NAME_SIZE, POINT_PADDING, POINT_RADIUS, TEXT_SIZE, WIDTH};
use crate::experience::Opportunity;
use crate::room::line_width;

/// The points of the chart.
#[derive(Debug, Default)]
pub(super) struct Chart {
    /// In the order of the first opportunity of each.
    pub(super) spots: Vec<Spot>,
    /// Numbers of opportunities that have no place.
    pub(super) unrated: Vec<usize>,
    /// Numbers of those with the same ratings.
    pub(super) alike: Vec<Vec<usize>>,
    /// Numbers of those that would stand nearer to the rim.
    pub(super) moved: Vec<usize>,
    /// Pixels between the upper rim of each field and its name.
    pub(super) names_below: u32,
    /// Whether a text counts some points instead of naming them.
    pub(super) is_abridged: bool,
}

#[derive(Debug)]
pub(super) struct Spot {
    /// From 0 to 1, as Mermaid counts: from the left, and from below.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Numbers of opportunities, from 0.
    pub(super) opportunities: Vec<usize>,
    /// Empty where the text of a neighbour names it.
    pub(super) text: String,
}

/// What an opportunity is called in the chart.
pub(super) fn id(number: usize) -> String {
    format!("O{}", number + 1)
}

/// Nearer to the rim texts would be cut.
const RIM: f64 = 0.05;
/// Pixels that Mermaid needs beside and below the fields for the axes and the title, about.
const AXES_WIDTH: u32 = 40;
const AXES_HEIGHT: u32 = 85;
/// Pixels; as low as a name can stand in its field.
const LOWEST_NAME: u32 = (HEIGHT - AXES_HEIGHT) / 2 - NAME_SIZE - 8;
/// Above as many texts, boxes are not compared any more: each point has its number.
const MOST_COMPARED: usize = 80;

impl Chart {
    pub(super) fn of(opportunities: &[Opportunity], direction: Direction) -> Self {
        let mut chart = Self::default();
        for (number, opportunity) in opportunities.iter().enumerate() {
            let (Some(impact), Some(effort)) = (opportunity.impact, opportunity.effort) else {
                chart.unrated.push(number);
                continue;
            };
            let inside = |rating: f64| (rating / 10.0).clamp(RIM, 1.0 - RIM);
            if (inside(impact) * 10.0, inside(effort) * 10.0) != (impact, effort) {
                let is_far = |rating: f64| (inside(rating) * 10.0 - rating).abs() > 0.001;
                if is_far(impact) || is_far(effort) {
                    chart.moved.push(number);
                }
            }
            let x = match direction {
                Direction::LeftToRight => inside(effort),
                Direction::RightToLeft => 1.0 - inside(effort),
            };
            chart.put(number, x, inside(impact));
        }
        let several = chart.spots.iter().filter(|spot| spot.opportunities.len() > 1);
        chart.alike = several.map(|spot| spot.opportunities.clone()).collect();
        chart.name(opportunities);
        chart
    }

    fn put(&mut self, number: usize, x: f64, y: f64) {
        let here = |spot: &&mut Spot| (spot.x - x).abs() < 0.001 && (spot.y - y).abs() < 0.001;
        match self.spots.iter_mut().find(here) {
            Some(spot) => spot.opportunities.push(number),
            None => self.spots.push(Spot { x, y, opportunities: vec![number], text: String::new() }),
        }
    }

    fn name(&mut self, opportunities: &[Opportunity]) {
        for group in self.groups() {
            self.is_abridged |= !group.is_whole;
            if let Some(spot) = self.spots.get_mut(group.lowest) {
                spot.text = group.text;
            }
        }
        if self.spots.len() <= MOST_COMPARED {
            self.place_names();
            self.lengthen(opportunities);
        }
    }

    /// Puts the names of the fields where they lie on no point or number, at the upper rim if possible.
    fn place_names(&mut self) {
        let points: Vec<Area> =
            self.spots.iter().map(|spot| spot.text_box(&spot.text).with(spot.point_box())).collect();
        let covered = |below: &u32| {
            field_names(*below).map(|name| points.iter().filter(|point| point.touches(&name)).count()).sum::<usize>()
        };
        let heights = (5..LOWEST_NAME).step_by(15).chain([LOWEST_NAME]);
        self.names_below = heights.min_by_key(covered).unwrap_or(5);
    }

    /// Spots whose numbers would lie on each other, or on a neighbour's point, belong together.
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = (0..self.spots.len()).map(|at| self.group(vec![at])).collect();
        if self.spots.len() > MOST_COMPARED {
            return groups;
        }
        let mut at = 0;
        while let Some(group) = groups.get(at) {
            match groups.iter().skip(at + 1).position(|other| group.touches(other)) {
                Some(behind) => {
                    let mut spots = groups.remove(at + 1 + behind).spots;
                    spots.extend(groups.remove(at).spots);
                    spots.sort_unstable();
                    groups.insert(at, self.group(spots));
                    // It has grown, so it may touch those before it.
                    at = 0;
                }
                None => at += 1,
            }
        }
        groups
    }

    fn group(&self, spots: Vec<usize>) -> Group {
        let inside = || spots.iter().filter_map(|at| Some((*at, self.spots.get(*at)?)));
        let mut numbers: Vec<usize> = inside().flat_map(|(_, spot)| spot.opportunities.iter().copied()).collect();
        numbers.sort_unstable();
        // The text stands below the lowest of the points that it names.
        let lowest = inside().min_by(|(_, one), (_, other)| one.y.total_cmp(&other.y));
        let (text, is_whole) = lowest.map_or_else(Default::default, |(_, spot)| fitting(&numbers, spot));
        let areas = inside().map(|(_, spot)| spot.point_box());
        let areas = areas.chain(lowest.map(|(_, spot)| spot.text_box(&text))).collect();
        Group { lowest: lowest.map_or(0, |(at, _)| at), spots, text, is_whole, areas }
    }

    /// Gives each text that names one opportunity the opportunity's label, where there is room for it.
    fn lengthen(&mut self, opportunities: &[Opportunity]) {
        for at in 0..self.spots.len() {
            let Some(spot) = self.spots.get(at) else { continue };
            let [number] = spot.opportunities.as_slice() else { continue };
            let Some(opportunity) = opportunities.get(*number).filter(|_| spot.text == id(*number)) else { continue };
            let text = format!("{} · {}", id(*number), opportunity.name.label);
            let area = spot.text_box(&text);
            let others = self.spots.iter().enumerate().filter(|(other, _)| *other != at);
            let mut taken = others
                .flat_map(|(_, other)| [other.text_box(&other.text), other.point_box()])
                .chain(field_names(self.names_below))
                .filter(|taken| taken.right > taken.left);
            let has_room = area.is_inside() && !taken.any(|taken| taken.touches(&area));
            if let Some(spot) = self.spots.get_mut(at).filter(|spot| has_room && !spot.is_crossed(&area)) {
                spot.text = text;
            }
        }
    }
}

/// Points with one text.
struct Group {
    /// Positions of spots.
    spots: Vec<usize>,
    /// The one that gets the text.
    lowest: usize,
    text: String,
    /// Whether the text names all.
    is_whole: bool,
    /// What text and points cover.
    areas: Vec<Area>,
}

impl Group {
    fn touches(&self, other: &Self) -> bool {
        self.areas.iter().any(|area| other.areas.iter().any(|other| area.touches(other)))
    }
}

/// As many of the numbers as fit below the point, and whether these are all.
fn fitting(numbers: &[usize], spot: &Spot) -> (String, bool) {
    let whole = numbers.iter().map(|number| id(*number)).collect::<Vec<_>>().join(", ");
    if spot.text_box(&whole).is_inside() {
        return (whole, true);
    }
    let mut kept = numbers.len();
    loop {
        kept = kept.saturating_sub(1).max(1);
        let some: Vec<String> = numbers.iter().take(kept).map(|number| id(*number)).collect();
        let rest = numbers.len() - some.len();
        let text = if rest == 0 { some.join(", ") } else { format!("{} +{rest}", some.join(", ")) };
        if kept == 1 || spot.text_box(&text).is_inside() {
            return (text, rest == 0);
        }
    }
}

/// A part of the picture in pixels, from the left upper corner of the fields.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn fields_width() -> f64 {
    f64::from(WIDTH - AXES_WIDTH)
}

fn fields_height() -> f64 {
    f64::from(HEIGHT - AXES_HEIGHT)
}

/// Where the names of the fields stand: in the middle, so far below their upper rims.
fn field_names(below: u32) -> impl Iterator<Item = Area> {
    let at = [(0.75, 0.0), (0.25, 0.0), (0.25, 0.5), (0.75, 0.5)];
    FIELDS.iter().zip(at).map(move |(name, (x, y))| {
        let half = f64::from(line_width(name, NAME_SIZE)) / 2.0 + 8.0;
        let (middle, top) = (x * fields_width(), y * fields_height() + f64::from(below) - 3.0);
        Area { left: middle - half, right: middle + half, top, bottom: top + f64::from(NAME_SIZE) + 6.0 }
    })
}

impl Spot {
    /// Whether its text says more than numbers.
    pub(super) fn is_labelled(&self) -> bool {
        self.text.contains(" · ")
    }

    fn middle(&self) -> (f64, f64) {
        (self.x * fields_width(), (1.0 - self.y) * fields_height())
    }

    /// Whether a line between two fields goes through the area of its text, on which the point does not stand: the text would
    /// seem to be in another field, too.
    fn is_crossed(&self, area: &Area) -> bool {
        let (x, y) = (fields_width() / 2.0, fields_height() / 2.0);
        let stands_there = (self.x - 0.5).abs() < 0.001;
        (area.left < x && x < area.right && !stands_there) || (area.top < y && y < area.bottom)
    }

    fn point_box(&self) -> Area {
        let (x, y) = self.middle();
        let radius = f64::from(POINT_RADIUS);
        Area { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    }

    /// Empty where there is no text.
    fn text_box(&self, text: &str) -> Area {
        let (x, y) = self.middle();
        let half = f64::from(line_width(text, TEXT_SIZE)) / 2.0 + if text.is_empty() { 0.0 } else { 4.0 };
        let top = y + f64::from(POINT_PADDING) - 2.0;
        Area { left: x - half, right: x + half, top, bottom: top + f64::from(TEXT_SIZE) + 4.0 }
    }
}

impl Area {
    fn touches(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn is_inside(&self) -> bool {
        self.left >= 0.0 && self.right <= fields_width() && self.bottom <= fields_height() + 2.0
    }

    fn with(&self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
}
