//! The view `table`: a Markdown table that says what the map says.

use journey_model::{DeclarationId, Project};
use journey_plugin::{Direction, Lane, Options, Place, Rendered, SourceLine, View, ViewDescription};

use super::Draw;
use super::journey::description::description;
use super::lanes::{self, OUTSIDE, Saying, Sayings};
use crate::escape::markdown::text as escaped;
use crate::experience::Experience;
use crate::markdown_table::MarkdownTable;

/// The view `table`: a Markdown table with a row for each touchpoint.
///
/// | journey | table |
/// |---|---|
/// | journey | the heading, in bold, and the story in a few sentences |
/// | stage | first column of each of its rows; a row of its own for what is said of the stage as a whole |
/// | touchpoint | a row |
/// | channels, thoughts, emotions, pains, gains, opportunities | a column each, their facts one below the other |
/// | emotion | `+2 relieved`, with the persona in front of it where there are several |
/// | what is said of the whole journey | the last row |
///
/// Touchpoints are the rows, and not the columns as on the map: a journey grows by touchpoints, and pages scroll down.
/// A table with a column for each touchpoint has to be pushed sideways on GitHub from the sixth on, and cannot be
/// printed. Each row names its stage, so that it can be read alone, by people and by screen readers.
///
/// [`Options::lanes`] chooses other columns. Columns in which nothing stands are left out. A table is read in the direction
/// of its page and has no colours of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableView;

static DESCRIPTION: ViewDescription =
    ViewDescription { id: "table", summary: "The map as a Markdown table, with a row for each touchpoint" };

impl View for TableView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, project: &Project, journey: DeclarationId, options: &Options) -> Rendered {
        self.draw(project, &Experience::of(project, journey, options), options)
    }
}

impl Draw for TableView {
    fn draw(&self, _project: &Project, experience: &Experience, options: &Options) -> Rendered {
        let lanes = lanes::chosen(&options.lanes);
        let (text, source_map) = table(experience, &lanes);
        let mut notes = lanes::notes(experience, &lanes);
        if options.direction == Direction::RightToLeft {
            notes.push("A Markdown table is read in the direction of its page.".to_owned());
        }
        Rendered::markdown(text).with_notes(notes).with_source_map(source_map)
    }
}

/// The heading, the story and the table, and what made each row.
pub(super) fn table(experience: &Experience, lanes: &[Lane]) -> (String, Vec<SourceLine>) {
    let rows = rows(experience, lanes);
    let says = |number: usize| rows.iter().any(|row| row.cells.get(number).is_some_and(|cell| !cell.is_empty()));
    let shown: Vec<(usize, Lane)> = lanes.iter().copied().enumerate().filter(|(number, _)| says(*number)).collect();
    let headings = shown.iter().map(|(_, lane)| lanes::heading(*lane));
    let mut table = MarkdownTable::new(["Stage", "Touchpoint"].into_iter().chain(headings));
    let names: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
    let mut text = format!("**{}**\n\n{}\n\n", escaped(&experience.title), escaped(&description(experience, &names)));
    let head = 6;
    let mut source_map =
        vec![SourceLine { line: 0, place: Place { file: experience.id.file, range: experience.range } }];
    for row in rows {
        let line = u32::try_from(head + table.len()).unwrap_or(u32::MAX);
        let Row { stage, touchpoint, place, cells } = row;
        let mut places: Vec<Place> = place.into_iter().collect();
        let mut texts = vec![vec![stage], touchpoint.into_iter().collect()];
        let mut cells: Vec<Option<Vec<Saying>>> = cells.into_iter().map(Some).collect();
        for (number, _) in &shown {
            let sayings = cells.get_mut(*number).and_then(Option::take).unwrap_or_default();
            let new = sayings.iter().map(|saying| saying.place).filter(|place| !places.contains(place));
            let new: Vec<Place> = new.collect();
            places.extend(new);
            texts.push(sayings.into_iter().map(|saying| saying.text).collect());
        }
        source_map.extend(places.into_iter().map(|place| SourceLine { line, place }));
        table.row(texts);
    }
    if table.is_empty() {
        text.push_str("There is nothing to show yet: the journey has no stages and no touchpoints.\n");
    } else {
        text.push_str(&table.text());
    }
    (text, source_map)
}

struct Row {
    stage: String,
    touchpoint: Option<String>,
    place: Option<Place>,
    /// One for each lane.
    cells: Vec<Vec<Saying>>,
}

fn rows(experience: &Experience, lanes: &[Lane]) -> Vec<Row> {
    let sayings = Sayings::of(experience);
    let place = |range| Place { file: experience.id.file, range };
    let mut rows = Vec::new();
    for stage in &experience.stages {
        let name = stage.name.as_ref().map_or(OUTSIDE, |name| name.label.as_str());
        let cells: Vec<Vec<Saying>> = lanes.iter().map(|lane| sayings.in_stage(stage, *lane)).collect();
        if stage.touchpoints.is_empty() || cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { stage: name.to_owned(), touchpoint: None, place: stage.range.map(place), cells });
        }
        for touchpoint in &stage.touchpoints {
            rows.push(Row {
                stage: name.to_owned(),
                touchpoint: Some(touchpoint.name.label.clone()),
                place: Some(place(touchpoint.range)),
                cells: lanes.iter().map(|lane| sayings.at_touchpoint(touchpoint, *lane)).collect(),
            });
        }
    }
    let cells: Vec<Vec<Saying>> = lanes.iter().map(|lane| sayings.of_journey(*lane)).collect();
    if cells.iter().any(|cell| !cell.is_empty()) {
        rows.push(Row { stage: WHOLE.to_owned(), touchpoint: None, place: None, cells });
    }
    rows
}

/// What facts about the journey as a whole stand under.
pub(super) const WHOLE: &str = "The whole journey";

#[cfg(test)]
mod tests {
    use journey_model::Keyword;

    use super::*;

    const WEEKLY_SHOP: &str = include_str!("../../../../grammar/examples/weekly-shop.journey");

    fn rendered(source: &str, change: impl FnOnce(&mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        change(&mut options);
        TableView.render(&project, id, &options)
    }

    #[test]
    fn the_weekly_shop() {
        insta::assert_snapshot!(rendered(WEEKLY_SHOP, |_| {}).text);
    }

    #[test]
    fn everybody_feels_what_everybody_feels_and_others_are_named() {
        let source = "persona m \"Maya\"\npersona t \"Tom\"\njourney a \"A\" { persona: m, t\n stage s \"S\" {\n touchpoint x \"X\" { emotion: +1 \"glad\" }\n \
                      touchpoint y \"Y\" { emotion m: +1 \"glad\"; emotion t: +1 \"proud\" }\n touchpoint z \"Z\" { emotion m: -2; pain p \"P\" { persona: t } } } }";
        let text = rendered(source, |_| {}).text;
        assert!(text.contains("| S | X | Everybody: +1 glad |"), "{text}");
        assert!(text.contains("| S | Y | Maya: +1 glad<br/>Tom: +1 proud |"), "{text}");
        assert!(text.contains("| S | Z | Maya: -2 | P (Tom) |"), "{text}");
    }

    #[test]
    fn what_is_said_of_a_stage_or_of_the_journey_has_rows_of_its_own() {
        let source = "journey a \"A\" { pain p \"Dear\" { opportunity o \"Cheap\" }\n stage s \"S\" { pain q \"Slow\"; touchpoint t \"T\" { emotion: 0 } }\n stage e \"Empty\"\n touchpoint u \"U\" }";
        let rendered = rendered(source, |_| {});
        let (_, table) = rendered.text.split_once("\n| --- ").unwrap();
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "| S | | | Slow | |",
                "| S | T | 0 | | |",
                "| Empty | | | | |",
                "| Outside of the stages | U | | | |",
                "| The whole journey | | | Dear | Cheap |",
            ]
        );
        let lines: Vec<&str> = rendered.text.lines().collect();
        for source_line in &rendered.source_map {
            let shown = &source[source_line.place.range.to_usize()];
            let label = shown.split('"').nth(1).unwrap();
            assert!(lines[source_line.line as usize].contains(label), "{shown}");
        }
        assert_eq!(rendered.notes, ["In no stage, and therefore shown under “Outside of the stages”: “U”."]);
    }

    #[test]
    fn one_opportunity_for_several_pains_stands_at_each_touchpoint() {
        let source = "journey a \"A\" { stage s \"S\" { touchpoint t \"T\" { pain p \"P\"; pain q \"Q\" }\n touchpoint u \"U\" { pain r \"R\" } }\n opportunity o \"O\" { addresses: p, q, r } }";
        let text = rendered(source, |_| {}).text;
        assert!(text.contains("| S | T | P<br/>Q | O |\n| S | U | R | O |\n"), "{text}");
    }

    #[test]
    fn chosen_lanes_are_the_columns_in_their_order_without_empty_ones() {
        let text = rendered(WEEKLY_SHOP, |options| options.lanes = vec![Lane::Pain, Lane::Says, Lane::Channel]).text;
        assert!(text.contains("\n| Stage | Touchpoint | Pains | Channels |\n"), "{text}");
    }

    #[test]
    fn an_empty_journey_says_so_and_a_mirrored_table_is_told() {
        let nothing = rendered("journey a \"A\"", |options| options.direction = Direction::RightToLeft);
        assert!(
            nothing.text.ends_with("There is nothing to show yet: the journey has no stages and no touchpoints.\n")
        );
        assert!(nothing.notes.contains(&"A Markdown table is read in the direction of its page.".to_owned()));
    }
}
