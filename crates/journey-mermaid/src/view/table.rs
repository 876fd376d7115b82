//! The view `table`: a Markdown table that says what the map says.

use std::sync::Arc;

use journey_plugin::{Direction, Lane, Place, Rendered, SourceLine, View, ViewContext, ViewDescription};

use super::journey::description::description;
use super::lanes::{self, OUTSIDE, Saying, Sayings};
use super::{Draw, experience};
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

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        self.draw(context, &experience(context))
    }
}

impl Draw for TableView {
    fn draw(&self, context: &ViewContext<'_>, _experience: &Experience) -> Rendered {
        let table = table(context);
        let mut notes = table.notes.clone();
        if context.options().direction == Direction::RightToLeft {
            notes.push("A Markdown table is read in the direction of its page.".to_owned());
        }
        Rendered::markdown(table.text.clone()).with_notes(notes).with_source_map(table.source_map.clone())
    }
}

/// A journey as a table of the lanes that the options choose.
pub(super) struct Table {
    /// The heading, the story and the table.
    pub(super) text: String,
    /// What made each row.
    pub(super) source_map: Vec<SourceLine>,
    /// What is left out.
    pub(super) notes: Vec<String>,
    /// How many characters the names of the touchpoints have and all that is said there, but for emotions; and how many texts
    /// these are.
    pub(super) size: (usize, usize),
}

/// The table of a context: written once for the view and for the map, which says the same.
pub(super) fn table(context: &ViewContext<'_>) -> Arc<Table> {
    context.shared(|| Table::of(&experience(context), &lanes::chosen(&context.options().lanes)))
}

impl Table {
    fn of(experience: &Experience, lanes: &[Lane]) -> Self {
        let (rows, size) = rows(experience, lanes);
        let shown: Vec<Lane> = lanes.iter().copied().filter(|lane| rows.iter().any(|row| row.says(*lane))).collect();
        let headings = shown.iter().map(|lane| lanes::heading(*lane));
        let mut table = MarkdownTable::new(["Stage", "Touchpoint"].into_iter().chain(headings));
        let names: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
        let mut text =
            format!("**{}**\n\n{}\n\n", escaped(&experience.title), escaped(&description(experience, &names)));
        let head = 6;
        let mut source_map =
            vec![SourceLine { line: 0, place: Place { file: experience.id.file, range: experience.range } }];
        for row in rows {
            let line = u32::try_from(head + table.len()).unwrap_or(u32::MAX);
            let first = source_map.len();
            let places = row.place.into_iter().chain(row.sayings.iter().map(|(_, saying)| saying.place));
            for place in places {
                let is_new = source_map.iter().skip(first).all(|known| known.place != place);
                source_map.extend(is_new.then_some(SourceLine { line, place }));
            }
            table.row_of(|written| {
                written.cell([row.stage]);
                written.cell(row.touchpoint);
                let mut sayings = row.sayings.as_slice();
                for lane in &shown {
                    let (here, others) = sayings.split_at(sayings.partition_point(|(of, _)| of == lane));
                    written.cell(here.iter().map(|(_, saying)| &saying.text));
                    sayings = others;
                }
            });
        }
        if table.is_empty() {
            text.push_str("There is nothing to show yet: the journey has no stages and no touchpoints.\n");
        } else {
            text.push_str(&table.text());
        }
        Self { text, source_map, notes: lanes::notes(experience, lanes), size }
    }
}

struct Row<'e> {
    stage: &'e str,
    touchpoint: Option<&'e str>,
    place: Option<Place>,
    /// Lane by lane, in the order of the lanes.
    sayings: Vec<(Lane, Saying<'e>)>,
}

impl Row<'_> {
    fn says(&self, lane: Lane) -> bool {
        self.sayings.iter().any(|(of, _)| *of == lane)
    }
}

/// The rows, and the size of what is said in them of touchpoints.
fn rows<'e>(experience: &'e Experience, lanes: &[Lane]) -> (Vec<Row<'e>>, (usize, usize)) {
    let sayings = Sayings::of(experience);
    let all = |sayings: &dyn Fn(Lane) -> Vec<Saying<'e>>| -> Vec<(Lane, Saying<'e>)> {
        lanes.iter().flat_map(|lane| sayings(*lane).into_iter().map(|saying| (*lane, saying))).collect()
    };
    let place = |range| Place { file: experience.id.file, range };
    let mut rows = Vec::new();
    let (mut characters, mut texts) = (0, 0);
    for stage in &experience.stages {
        let name = stage.name.as_ref().map_or(OUTSIDE, |name| name.label.as_str());
        let of_stage = all(&|lane| sayings.in_stage(stage, lane));
        if stage.touchpoints.is_empty() || !of_stage.is_empty() {
            rows.push(Row { stage: name, touchpoint: None, place: stage.range.map(place), sayings: of_stage });
        }
        for touchpoint in &stage.touchpoints {
            let label = touchpoint.name.label.as_str();
            let sayings = all(&|lane| sayings.at_touchpoint(touchpoint, lane));
            let said = sayings.iter().filter(|(lane, _)| *lane != Lane::Emotion).map(|(_, saying)| &*saying.text);
            for text in said.chain([label]) {
                characters += text.chars().count();
                texts += 1;
            }
            rows.push(Row { stage: name, touchpoint: Some(label), place: Some(place(touchpoint.range)), sayings });
        }
    }
    let of_journey = all(&|lane| sayings.of_journey(lane));
    if !of_journey.is_empty() {
        rows.push(Row { stage: WHOLE, touchpoint: None, place: None, sayings: of_journey });
    }
    (rows, (characters, texts))
}

/// What facts about the journey as a whole stand under.
pub(super) const WHOLE: &str = "The whole journey";

#[cfg(test)]
mod tests {
    use journey_model::{Keyword, Project};
    use journey_plugin::Options;

    use super::*;

    const WEEKLY_SHOP: &str = include_str!("../../../../grammar/examples/weekly-shop.journey");

    fn rendered(source: &str, change: impl FnOnce(&mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        change(&mut options);
        TableView.render(&ViewContext::new(&project, id, options))
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
