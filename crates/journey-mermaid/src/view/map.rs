//! The view `map`: the journey map, as Mermaid's `block-beta` grid.

mod bands;
mod grid;
mod writing;

use journey_plugin::{Direction, Rendered, Target, View, ViewContext, ViewDescription};

use super::lanes;
use super::table::table;
use super::{Draw, drawn};
use crate::experience::Experience;
use crate::sentence::counted;
use crate::too_long::{LONGEST_TEXT, is_too_long, table_instead};
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
/// What a card has at least around its text: `    c1[""]` with the end of the line, and its name in a class.
const SHORTEST_CARD: usize = 12;

impl View for MapView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        drawn(self, context).rendered.clone()
    }
}

impl Draw for MapView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let options = context.options();
        let lanes = lanes::chosen(&options.lanes);
        let table = table(context);
        let instead = |reason: String| {
            let rows = table.source_map.clone();
            Rendered::markdown(table.text.clone()).instead(reason).with_notes(table.notes.clone()).with_source_map(rows)
        };
        if options.target < OLDEST {
            let reason =
                format!("Mermaid {} has no grids, which came with {OLDEST}, so the map is a table.", options.target);
            return instead(reason);
        }
        let too_long = || instead(table_instead("map"));
        // Each of these texts is a card, if there is a map at all.
        let (characters, texts) = table.size;
        if characters + texts * SHORTEST_CARD > LONGEST_TEXT {
            return too_long();
        }
        let grid = Grid::of(experience, &lanes);
        // Breaking lines takes longer than all else, so what cannot fit is not even written.
        if grid.cards().map(|(_, card)| card.text.chars().count() + SHORTEST_CARD).sum::<usize>() > LONGEST_TEXT {
            return too_long();
        }
        let layout = if options.target < ROW_HEIGHTS { Layout::Even } else { Layout::Grouped };
        let mirrored = options.direction == Direction::RightToLeft;
        let (text, source_map) = write(experience, &grid, layout, mirrored, options.theme);
        if is_too_long(&text) {
            return too_long();
        }
        let mut notes = table.notes.clone();
        if grid.bands > 1 {
            notes.push(format!(
                "The map goes on below: it has {} one below the other, for a wider picture could not be read.",
                counted(grid.bands, "part")
            ));
        }
        Rendered::mermaid(text, table.text.clone()).with_notes(notes).with_source_map(source_map)
    }
}

#[cfg(test)]
mod tests {
    use journey_model::{Keyword, Project};
    use journey_plugin::{Lane, Language, Options, Theme};

    use super::*;

    const WEEKLY_SHOP: &str = include_str!("../../../../grammar/examples/weekly-shop.journey");

    fn rendered(source: &str, change: impl FnOnce(&mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        change(&mut options);
        MapView.render(&ViewContext::new(&project, id, options))
    }

    /// The rows of the diagram, each cell with its text (`-` where it is empty) and, where it is wider than a column, its span.
    fn rows(text: &str) -> Vec<String> {
        let mut columns = 0;
        let mut rows = Vec::new();
        let mut row: Vec<String> = Vec::new();
        let mut used = 0;
        for line in text.lines().map(str::trim) {
            if let Some(number) = line.strip_prefix("columns ") {
                columns = number.parse().unwrap();
                continue;
            }
            let (cell, span) = if let Some(rest) = line.strip_prefix("space") {
                ("-".to_owned(), rest.strip_prefix(':').map_or(1, |span| span.parse().unwrap()))
            } else if let Some((_, rest)) = line.split_once("[\"").filter(|_| line.starts_with('c')) {
                let (label, span) = rest.rsplit_once("\"]").unwrap();
                let shown = label.replace("#8195;", "").replace("<br/>", " ").trim().to_owned();
                let cell = if shown.is_empty() { "-".to_owned() } else { shown };
                (cell, span.strip_prefix(':').map_or(1, |span| span.parse().unwrap()))
            } else {
                continue;
            };
            let cells = if cell == "-" {
                vec![cell; span]
            } else {
                vec![if span > 1 { format!("{cell}*{span}") } else { cell }]
            };
            row.extend(cells);
            used += span;
            if used >= columns {
                assert_eq!(used, columns, "{row:?} does not end with its row");
                rows.push(std::mem::take(&mut row).join(" | "));
                used = 0;
            }
        }
        assert!(row.is_empty(), "{row:?} is no whole row");
        rows
    }

    #[test]
    fn the_weekly_shop() {
        let rendered = rendered(WEEKLY_SHOP, |_| {});
        assert_eq!(
            rows(&rendered.text),
            [
                "Weekly shop*3",
                "Stages | Discover | Receive",
                "Touchpoints | Searches for dinner | Opens the door",
                "Channels | Mobile app | Doorstep",
                "Thinks | Only show me what is in stock | -",
                "Maya, busy parent | 😕 -1 irritated | 😄 +2 relieved",
                "Tom, first-time buyer | 😊 +1 amused | 😄 +2 relieved",
                "Pains | Results show out-of-stock items | -",
                "Gains | - | The courier carries bags inside",
                "Opportunities | Show live stock in search | -",
            ]
        );
        insta::assert_snapshot!(rendered.text);
        assert!(rendered.table.unwrap().contains("| Discover | Searches for dinner |"));
    }

    #[test]
    fn a_page_that_is_read_from_the_right_has_its_first_column_there() {
        let mirrored = rendered(WEEKLY_SHOP, |options| options.direction = Direction::RightToLeft);
        let rows = rows(&mirrored.text);
        assert_eq!(rows[1], "Receive | Discover | Stages");
        assert_eq!(rows[4], "- | Only show me what is in stock | Thinks");
    }

    #[test]
    fn other_lanes_can_be_chosen_and_the_rest_is_told() {
        let does =
            rendered(WEEKLY_SHOP, |options| options.lanes = vec![Lane::Goal, Lane::Does, Lane::Does, Lane::Says]);
        let shown = rows(&does.text);
        assert!(shown[3].starts_with("Goals | ") && shown[4].starts_with("Does | "), "{shown:?}");
        assert_eq!(shown.len(), 5, "nobody says anything: {shown:?}");
        assert!(does.notes.iter().any(|note| note.contains("1 pain")), "{:?}", does.notes);
    }

    #[test]
    fn versions_without_grids_get_the_table_and_early_ones_an_even_grid() {
        let table = rendered(WEEKLY_SHOP, |options| options.target = Target::GITLAB);
        assert_eq!(table.language, Language::Markdown);
        assert_eq!(
            table.fallback.as_deref(),
            Some("Mermaid 10.7 has no grids, which came with 10.8, so the map is a table.")
        );
        assert!(table.table.is_none() && table.text.starts_with("**Weekly shop**\n"));
        let even = rendered(WEEKLY_SHOP, |options| options.target = Target::new(10, 9));
        assert!(!even.text.contains("block:g") && !even.text.contains("8195"), "{}", even.text);
        assert_eq!(rows(&even.text), rows(&rendered(WEEKLY_SHOP, |_| {}).text));
    }

    #[test]
    fn a_theme_of_none_says_nothing_about_colours() {
        let plain = rendered(WEEKLY_SHOP, |options| options.theme = Theme::Plain).text;
        assert!(!plain.contains("theme:") && !plain.contains("fill:#") && !plain.contains("color"), "{plain}");
    }

    fn long(stages: usize, touchpoints: usize) -> String {
        let mut source = "journey long \"Long\" {\n".to_owned();
        for stage in 0..stages {
            source.push_str(&format!("stage s{stage} \"S{stage}\" {{ pain ps{stage} \"All of S{stage}\"\n"));
            for touchpoint in 0..touchpoints {
                source.push_str(&format!(
                    "touchpoint t{stage}x{touchpoint} \"T{stage}.{touchpoint}\" {{ emotion: +1 }}\n"
                ));
            }
            source.push_str("}\n");
        }
        source + "}\n"
    }

    #[test]
    fn long_journeys_go_on_below_and_long_stages_in_even_parts() {
        let three = rendered(&long(3, 3), |_| {});
        let shown = rows(&three.text);
        assert_eq!(shown[1], "Stages | S0*3 | S1*3");
        assert!(shown.contains(&"Pains | All of S0*3 | All of S1*3".to_owned()), "{shown:?}");
        assert!(shown.contains(&"Stages | S2*3 | - | - | -".to_owned()), "{shown:?}");
        assert!(three.notes.iter().any(|note| note.contains("it has 2 parts")), "{:?}", three.notes);
        let one = rows(&rendered(&long(1, 8), |_| {}).text);
        assert_eq!(one[1], "Stages | S0*4");
        assert!(one.contains(&"Stages | S0 (continued)*4".to_owned()), "{one:?}");
        assert_eq!(one.iter().filter(|row| row.contains("All of S0")).count(), 1);
    }

    #[test]
    fn wide_cells_never_stand_in_a_group_of_one_row() {
        for source in [long(1, 2), long(3, 3), WEEKLY_SHOP.to_owned()] {
            for lanes in [vec![], vec![Lane::Pain], vec![Lane::Goal, Lane::Pain]] {
                let text = rendered(&source, |options| options.lanes = lanes).text;
                for group in text.split("block:g").skip(1) {
                    let group = group.split("\n  end").next().unwrap();
                    let wide = group.lines().any(|line| line.contains("\"]:"));
                    assert!(!wide || rows(group).len() > 1, "{group}");
                    assert!(group.contains("#8195;"), "{group}");
                }
            }
        }
    }

    #[test]
    fn a_map_that_mermaid_would_refuse_is_a_table() {
        let huge = rendered(&long(300, 4), |_| {});
        assert_eq!(huge.language, Language::Markdown);
        assert!(huge.fallback.unwrap().contains("longer than the 50000 characters"));
    }

    #[test]
    fn a_journey_with_nothing_in_it_says_so() {
        let nothing = rendered("journey a \"A\"", |_| {});
        assert_eq!(rows(&nothing.text), ["A*2", "Stages | Nothing to show yet"]);
        assert_eq!(nothing.notes, ["The journey has no touchpoints yet, so there is little to show."]);
        let stage = rendered("journey a \"A\" { stage s \"Only\" }", |_| {});
        assert_eq!(rows(&stage.text), ["A*2", "Stages | Only", "Touchpoints | -"]);
    }

    #[test]
    fn every_card_leads_back_to_what_it_shows() {
        let rendered = rendered(WEEKLY_SHOP, |_| {});
        let lines: Vec<&str> = rendered.text.lines().collect();
        let cells: Vec<&str> =
            lines.iter().copied().filter(|line| line.starts_with("    c") && line.contains("[\"")).collect();
        let names = ["Stages", "Touchpoints", "Channels", "Thinks", "Pains", "Gains", "Opportunities"];
        let is_ours =
            |line: &&&str| names.iter().any(|name| line.contains(&format!("[\"{name}"))) || line.contains("[\"#8195;");
        assert_eq!(rendered.source_map.len(), cells.iter().filter(|line| !is_ours(line)).count(), "{:#?}", cells);
        for (written, shown) in [
            ("pain ", "Results show"),
            ("persona maya", "[\"Maya, busy parent"),
            ("-1 \"irritated\"", "-1<br/>irritated"),
            ("+1 \"amused\"", "+1<br/>amused"),
        ] {
            let is_it = |source: &&journey_plugin::SourceLine| {
                WEEKLY_SHOP[source.place.range.to_usize()].starts_with(written)
                    && lines[source.line as usize].contains(shown)
            };
            assert!(rendered.source_map.iter().find(is_it).is_some(), "{written} is not shown as {shown}");
        }
    }

    #[test]
    fn every_cut_of_an_example_is_made_of_whole_rows() {
        for (end, _) in WEEKLY_SHOP.char_indices().step_by(7) {
            let project = Project::of_text("test.journey", &WEEKLY_SHOP[..end]);
            let Some((id, _)) = project.declarations_of(Keyword::Journey).next() else { continue };
            let rendered = MapView.render(&ViewContext::new(&project, id, Options::default()));
            assert!(!rows(&rendered.text).is_empty() && rendered.text.ends_with('\n'), "{end}");
            assert!(rendered.notes.iter().all(|note| note.ends_with('.')), "{:?}", rendered.notes);
        }
    }
}
