//! The view `map`: the journey map, as Mermaid's `block-beta` grid.

mod bands;
mod grid;
mod writing;

use journey_model::{DeclarationId, Project};
use journey_plugin::{Direction, Options, Rendered, Target, View, ViewDescription};

use super::lanes;
use super::table::table;
use crate::experience::Experience;
use crate::sentence::counted;
use grid::Grid;
use writing::{Layout, write};

/// The view `map`: stages over their touchpoints, and below them what happens there, lane by lane.
///
/// | journey | grid |
/// |---|---|
/// | journey | the heading |
/// | stage | a heading over the columns of its touchpoints |
/// | touchpoint | a column |
/// | channels, thoughts, pains, gains, opportunities | a lane each: a card for each fact, one below the other |
/// | emotion | a card with a face, the number and the words, coloured from orange (-2) to blue (+2) |
/// | personas who feel different things | a lane of emotions for each |
/// | what is said of a stage as a whole | a card as wide as the stage |
/// | what is said of the whole journey | cards as wide as the map, below everything |
///
/// - An opportunity stands at every touchpoint that has a pain it addresses. [`Options::lanes`] chooses other lanes. Lanes in
///   which nothing stands are left out.
/// - Long journeys go on below: a band has six columns at most, for a page shrinks wider pictures until nobody can read
///   them. A stage that has more touchpoints goes on in the next band.
/// - `block-beta` breaks no lines, so the lines are broken here, by the widths of letters in the widest font that Mermaid
///   asks for.
/// - `block-beta` knows no title and no description for screen readers. They stand in the source as comments, and the table
///   beside the diagram begins with them.
///
/// Mermaid before 10.8 has no `block-beta`, and a map with more than 50,000 characters is refused: then the table takes its
/// place. Before 11.13 all rows of a grid have the height of the highest one. From then on each lane is a group of its own
/// height, which works only where all groups have exactly the same width (measured on 11.17 and 12.3). That is why the
/// padding is 0 and the name of each lane has a line of as many em spaces as a column is wide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MapView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "map",
    summary: "The journey map: stages, touchpoints, and lanes for channels, thoughts, emotions, pains and opportunities",
};

/// The first Mermaid that draws `block-beta`.
const OLDEST: Target = Target::new(10, 8);
/// The first Mermaid in which rows of groups have heights of their own.
const ROW_HEIGHTS: Target = Target::new(11, 13);
/// Characters, as JavaScript counts them; Mermaid refuses longer diagrams.
const LONGEST_TEXT: usize = 50_000;

impl View for MapView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, project: &Project, journey: DeclarationId, options: &Options) -> Rendered {
        let experience = Experience::of(project, journey, options);
        let lanes = lanes::chosen(&options.lanes);
        let mut notes = lanes::notes(&experience, &lanes);
        let (table, rows) = table(&experience, &lanes);
        let instead = |reason: String, notes: Vec<String>| {
            Rendered::markdown(table.clone()).instead(reason).with_notes(notes).with_source_map(rows.clone())
        };
        if options.target < OLDEST {
            let reason =
                format!("Mermaid {} has no grids, which came with {OLDEST}, so the map is a table.", options.target);
            return instead(reason, notes);
        }
        let grid = Grid::of(&experience, &lanes);
        let layout = if options.target < ROW_HEIGHTS { Layout::Even } else { Layout::Grouped };
        let mirrored = options.direction == Direction::RightToLeft;
        let (text, source_map) = write(&experience, &grid, layout, mirrored, options.theme);
        if text.encode_utf16().count() > LONGEST_TEXT {
            let reason = format!(
                "The map would be longer than the {LONGEST_TEXT} characters that Mermaid draws, so it is a table; choosing some of \
                 the stages makes it shorter."
            );
            return instead(reason, notes);
        }
        if grid.bands > 1 {
            notes.push(format!(
                "The map goes on below: it has {} one below the other, for a wider picture could not be read.",
                counted(grid.bands, "part")
            ));
        }
        Rendered::mermaid(text, table).with_notes(notes).with_source_map(source_map)
    }
}
