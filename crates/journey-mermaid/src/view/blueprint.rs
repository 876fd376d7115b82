//! The view `blueprint`: the service blueprint, as Mermaid's `swimlane-beta`.

mod drawing;
mod label;
mod notes;
mod table;

use std::collections::HashMap;

use journey_model::LocalId;
use journey_model::syntax::TextRange;
use journey_plugin::{Lane, Rendered, Target, View, ViewContext, ViewDescription};

use super::{Draw, drawn};
use crate::experience::{Experience, Step, Touchpoint};
use notes::notes;
use table::table;

/// The view `blueprint`: what the customer goes through, and what happens for it before and behind the scenes.
///
/// | journey | diagram |
/// |---|---|
/// | touchpoint | box in the lane of the customer, from top to bottom; the first of a stage has the stage's name above it |
/// | `next` | arrow with its condition; without it an arrow to the next touchpoint of the text |
/// | `evidence` | box in the lane of physical evidence |
/// | `frontstage` | box in the lane of the front stage, behind the line of interaction |
/// | `backstage` | box in the lane of the back stage, behind the line of visibility |
/// | `support` | box in the lane of support, behind the line of internal interaction |
///
/// - The lanes stand side by side and time runs down, so that a long journey makes a long page and not a picture that is
///   shrunk to it. With `direction` from right to left, the lanes begin at the right.
/// - What one touchpoint has in one lane is one box: in bold who does it, below it what is done. A line joins it to the
///   touchpoint, or to what stands between them.
/// - A lane in which nothing stands is not drawn. A line is drawn as a narrow lane of its own, before the lane that lies behind
///   it.
/// - The condition of an arrow stands in the box where it starts; in a flowchart, at the arrow. (Mermaid draws the texts of
///   arrows in swimlanes at other arrows.)
/// - In swimlanes, an arrow that does not lead to the next touchpoint is thicker, for its way may lie on the frame of a lane.
///
/// `swimlane-beta` exists from Mermaid 11.16. Older versions get a `flowchart` with a subgraph for each lane, and so do long
/// journeys, for which swimlanes take half a minute. Dagre, which lays flowcharts out, sets lanes askew as soon as an
/// arrow goes from one to the other; so nothing joins them, and invisible links hold each box in the row of its touchpoint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlueprintView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "blueprint",
    summary: "The service blueprint: customer, front stage, back stage and support, with the lines between them",
};

impl View for BlueprintView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        drawn(self, context).rendered.clone()
    }
}

impl Draw for BlueprintView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let options = context.options();
        let blueprint = Blueprint::of(experience, &options.lanes);
        let instead = "this is a flowchart, where each step stands in the row of its touchpoint and no lines join them";
        let fallback = if options.target < FIRST_WITH_SWIMLANES {
            Some(format!("Swimlanes exist from Mermaid {FIRST_WITH_SWIMLANES}; for {} {instead}.", options.target))
        } else if blueprint.rows.len() > MOST_IN_SWIMLANES {
            Some(format!(
                "Mermaid takes many seconds to draw swimlanes with more than {MOST_IN_SWIMLANES} touchpoints; so {instead}."
            ))
        } else {
            None
        };
        let text = drawing::text(&blueprint, experience, options, fallback.as_deref());
        let notes = notes(&blueprint, experience, options, text.text());
        let (text, source_map) = text.finish();
        let rendered = Rendered::mermaid(text, table(&blueprint)).with_notes(notes).with_source_map(source_map);
        match fallback {
            Some(reason) => rendered.instead(reason),
            None => rendered,
        }
    }
}

const FIRST_WITH_SWIMLANES: Target = Target::new(11, 16);
/// Twice as many took half a minute in Mermaid 11.17 and 12.3.
const MOST_IN_SWIMLANES: usize = 16;

/// What the diagram shows, before escaping.
struct Blueprint<'e> {
    rows: Vec<Row<'e>>,
    /// Those that are drawn, from the customer's side to the inside. The customer's is always among them.
    lanes: Vec<Band>,
    /// In the order of the rows that they start from.
    arrows: Vec<Arrow<'e>>,
    /// Lanes that were asked for and have nothing to show.
    empty: Vec<Lane>,
    /// Where `next` leads to and no arrow can: the touchpoint's label, and the name.
    nowhere: Vec<(&'e str, &'e str)>,
}

/// A touchpoint, and what belongs to it.
struct Row<'e> {
    /// The name of its stage.
    stage: Option<&'e str>,
    /// Whether it is the first of its stage.
    is_first: bool,
    touchpoint: &'e Touchpoint,
}

/// A lane of the diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Band {
    Customer,
    /// Evidence, front stage, back stage or support.
    Of(Lane),
}

/// The way from one touchpoint to another, by their rows.
struct Arrow<'e> {
    from: usize,
    to: usize,
    condition: Option<&'e str>,
    /// `None` where only the order of the text says so.
    range: Option<TextRange>,
}

/// A text in a box.
struct Entry<'e> {
    /// Who does it.
    who: Option<&'e str>,
    what: &'e str,
    range: TextRange,
}

/// The lanes beside the customer's, from the outside to the inside.
const LANES: [Lane; 4] = [Lane::Evidence, Lane::Frontstage, Lane::Backstage, Lane::Support];

impl<'e> Blueprint<'e> {
    fn of(experience: &'e Experience, chosen: &[Lane]) -> Self {
        let mut rows: Vec<Row<'e>> = Vec::new();
        for stage in &experience.stages {
            let name = stage.name.as_ref().map(|name| name.label.as_str());
            let touchpoints = stage.touchpoints.iter().enumerate();
            rows.extend(touchpoints.map(|(number, touchpoint)| Row { stage: name, is_first: number == 0, touchpoint }));
        }
        let has_any = |lane: &Lane| rows.iter().any(|row| row.touchpoint.count(*lane) > 0);
        let wanted = LANES.into_iter().filter(|lane| chosen.is_empty() || chosen.contains(lane));
        let (full, empty): (Vec<Lane>, Vec<Lane>) = wanted.partition(has_any);
        let mut lanes: Vec<Band> = full.into_iter().map(Band::Of).collect();
        let customer = usize::from(lanes.first() == Some(&Band::Of(Lane::Evidence)));
        lanes.insert(customer, Band::Customer);
        let (arrows, nowhere) = arrows(&rows);
        Self { rows, lanes, arrows, empty, nowhere }
    }

    /// The ways that start from a row.
    fn arrows_from(&self, row: usize) -> &[Arrow<'e>] {
        let start = self.arrows.partition_point(|arrow| arrow.from < row);
        let rest = self.arrows.get(start..).unwrap_or_default();
        let end = rest.partition_point(|arrow| arrow.from == row);
        rest.get(..end).unwrap_or_default()
    }

    /// The line that lies before a lane, if one does.
    fn line_before(&self, band: Band) -> Option<&'static str> {
        match band {
            Band::Of(Lane::Frontstage) => Some("Line of interaction"),
            Band::Of(Lane::Backstage) => Some("Line of visibility"),
            Band::Of(Lane::Support) if self.lanes.contains(&Band::Of(Lane::Backstage)) => {
                Some("Line of internal interaction")
            }
            Band::Of(Lane::Support) => Some("Line of visibility"),
            _ => None,
        }
    }
}

impl Row<'_> {
    /// What stands in a lane beside the customer's.
    fn entries<'r>(&'r self, lane: Lane) -> Vec<Entry<'r>> {
        if lane == Lane::Evidence {
            let texts = self.touchpoint.texts(lane);
            return texts.map(|fact| Entry { who: None, what: &fact.text, range: fact.range }).collect();
        }
        let entry = |step: &'r Step| {
            let who = step.actor.as_ref().map(|actor| actor.label.as_str());
            Entry { who, what: &step.text, range: step.range }
        };
        self.touchpoint.steps(lane).map(entry).collect()
    }
}

impl Band {
    fn name(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Of(Lane::Evidence) => "Physical evidence",
            Self::Of(Lane::Frontstage) => "Front stage",
            Self::Of(Lane::Backstage) => "Back stage",
            Self::Of(Lane::Support) => "Support",
            Self::Of(lane) => lane.name(),
        }
    }
}

/// The ways between the rows, and the names that lead to none of them.
fn arrows<'e>(rows: &[Row<'e>]) -> (Vec<Arrow<'e>>, Vec<(&'e str, &'e str)>) {
    let numbers: HashMap<LocalId, usize> =
        rows.iter().enumerate().map(|(number, row)| (row.touchpoint.id, number)).collect();
    let mut arrows = Vec::new();
    let mut nowhere = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        for next in &row.touchpoint.next {
            match next.target.and_then(|id| numbers.get(&id).copied()) {
                Some(to) => {
                    arrows.push(Arrow { from, to, condition: next.condition.as_deref(), range: Some(next.range) })
                }
                None => nowhere.push((row.touchpoint.name.label.as_str(), next.name.label.as_str())),
            }
        }
        if row.touchpoint.next.is_empty() && from + 1 < rows.len() {
            arrows.push(Arrow { from, to: from + 1, condition: None, range: None });
        }
    }
    (arrows, nowhere)
}

#[cfg(test)]
mod tests;
