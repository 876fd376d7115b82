//! The view `opportunities`: impact by effort as Mermaid's `quadrantChart`.

mod place;
mod story;
mod table;

use journey_model::Keyword;
use journey_plugin::{Direction, Lane, LegendEntry, Options, Place, Rendered, View, ViewContext, ViewDescription};

use super::{Draw, drawn};
use crate::diagram_text::DiagramText;
use crate::escape::quadrant as escape;
use crate::experience::Experience;
use crate::left_out::{Shown, left_out};
use crate::room::{cut_to, line_width};
use crate::sentence::{list, quoted};
use crate::theme::Palette;
use crate::too_long::too_long;
use crate::view::journey::description::some;
use place::Chart;

/// The view `opportunities`: what is worth doing first, as Mermaid's `quadrantChart`, and a table of all opportunities.
///
/// | journey | diagram |
/// |---|---|
/// | opportunity with `impact` and `effort` | a point |
/// | `impact`, 0 to 10 | from below to above |
/// | `effort`, 0 to 10 | from left to right |
/// | its label, behind a number such as O1 | the point's text where it has room; else the number alone |
///
/// - Above the middle is much impact, right of it much effort. So the fields are what to do first, what to plan, what to do
///   when there is time, and what to leave.
/// - The table names all opportunities, the highest score first, with their numbers, the pains that they address, impact, effort, score, status and owner.
///   It belongs to the diagram and is not folded away. Opportunities without impact or effort are only there; a note says so.
/// - A rating near 0 or 10 is drawn a little inside, where texts are not cut. Points stand where their ratings are,
///   else. Where texts would lie on each other, one text names several points: "O1, O4". No label reaches from one field
///   into the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpportunitiesView;

static DESCRIPTION: ViewDescription =
    ViewDescription { id: "opportunities", summary: "What to do first: opportunities by impact and effort" };

/// Pixels.
const WIDTH: u32 = 760;
const HEIGHT: u32 = 580;
const TEXT_SIZE: u32 = 14;
const NAME_SIZE: u32 = 16;
const TITLE_SIZE: u32 = 20;
const POINT_RADIUS: u32 = 6;
const POINT_PADDING: u32 = 9;

/// The four fields, in Mermaid's order: right above, left above, left below, right below.
const FIELDS: [&str; 4] = ["Plan", "Do first", "When there is time", "Leave"];

impl View for OpportunitiesView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        drawn(self, context).rendered.clone()
    }
}

impl Draw for OpportunitiesView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let options = context.options();
        let chart = Chart::of(&experience.opportunities, options.direction);
        let text = diagram(experience, &chart, options);
        let notes = notes(experience, &chart, text.text(), options);
        let (text, source_map) = text.finish();
        Rendered::mermaid(text, table::table(experience))
            .with_table_as_part()
            .with_notes(notes)
            .with_source_map(source_map)
            .with_legend(legend(experience, &chart))
    }
}

/// The opportunities whose labels had no room at their points.
fn legend(experience: &Experience, chart: &Chart) -> Vec<LegendEntry> {
    let mut numbers: Vec<usize> = chart
        .spots
        .iter()
        .filter(|spot| !spot.is_labelled())
        .flat_map(|spot| spot.opportunities.iter().copied())
        .collect();
    numbers.sort_unstable();
    let entry = |number: usize| {
        let opportunity = experience.opportunities.get(number)?;
        Some(LegendEntry {
            short: place::id(number),
            meaning: opportunity.name.label.clone(),
            heading: None,
            place: Place { file: opportunity.id.file, range: opportunity.range },
        })
    };
    numbers.into_iter().filter_map(entry).collect()
}

fn diagram(experience: &Experience, chart: &Chart, options: &Options) -> DiagramText {
    let mut text = DiagramText::new(experience.id);
    text.lines(["---", "config:"]);
    if let Some(palette) = Palette::of(options.theme) {
        text.lines(
            palette.front_matter(&colours(palette, options.direction), &palette.halo(".title text, .labels text")),
        );
    }
    let heading = heading(experience);
    let title_size = (TEXT_SIZE..=TITLE_SIZE).rev().find(|size| line_width(&heading, *size) <= WIDTH - 20);
    text.line(2, "quadrantChart:");
    for (key, value) in [
        ("chartWidth", WIDTH),
        ("chartHeight", HEIGHT),
        ("titleFontSize", title_size.unwrap_or(TEXT_SIZE)),
        ("quadrantLabelFontSize", NAME_SIZE),
        ("xAxisLabelFontSize", NAME_SIZE),
        ("yAxisLabelFontSize", NAME_SIZE),
        ("pointLabelFontSize", TEXT_SIZE),
        ("pointTextPadding", POINT_PADDING),
        ("pointRadius", POINT_RADIUS),
        ("quadrantTextTopPadding", chart.names_below.max(5)),
    ] {
        text.line(4, &format!("{key}: {value}"));
    }
    text.lines(["---", "quadrantChart"]);
    let shown = escape::title(&cut_to(&heading, TEXT_SIZE, WIDTH - 20));
    text.line_of(experience.range, 2, &format!("title {shown}"));
    text.line_of(experience.range, 2, &format!("accTitle: {}", escape::acc_title(&heading)));
    text.line(2, &format!("accDescr: {}", escape::acc_description(&story::story(experience))));
    let mut ends = ["Little effort", "Much effort"];
    let mut fields = FIELDS;
    if options.direction == Direction::RightToLeft {
        ends.reverse();
        fields.swap(0, 1);
        fields.swap(2, 3);
    }
    let [low, high] = ends;
    text.line(2, &format!("x-axis \"{low}\" --> \"{high}\""));
    text.line(2, "y-axis \"Little impact\" --> \"Much impact\"");
    for (number, field) in fields.iter().enumerate() {
        text.line(2, &format!("quadrant-{} \"{field}\"", number + 1));
    }
    for spot in &chart.spots {
        let opportunities = spot.opportunities.iter().filter_map(|number| experience.opportunities.get(*number));
        for opportunity in opportunities {
            text.next_line_is_of_place(Place { file: opportunity.id.file, range: opportunity.range });
        }
        text.line(2, &format!("\"{}\": [{}, {}]", escape::label(&spot.text), written(spot.x), written(spot.y)));
    }
    text
}

fn heading(experience: &Experience) -> String {
    format!("Opportunities: {}", experience.title)
}

/// Mermaid reads 1 and what begins with `0.`, nothing else.
fn written(coordinate: f64) -> String {
    let text = format!("{coordinate:.3}");
    text.trim_end_matches('0').to_owned()
}

fn colours(palette: &Palette, direction: Direction) -> Vec<String> {
    let Palette { ink, line, surface, paper, opportunity, .. } = palette;
    let mut fills = [surface, opportunity, surface, paper];
    if direction == Direction::RightToLeft {
        fills.swap(0, 1);
        fills.swap(2, 3);
    }
    let mut colours: Vec<String> = Vec::new();
    for (number, fill) in fills.iter().enumerate() {
        colours.push(format!("quadrant{}Fill: '{fill}'", number + 1));
        colours.push(format!("quadrant{}TextFill: '{ink}'", number + 1));
    }
    colours.push(format!("quadrantPointFill: '{}'", palette.persona(0)));
    colours.push(format!("quadrantPointTextFill: '{ink}'"));
    for part in ["XAxisText", "YAxisText", "Title"] {
        colours.push(format!("quadrant{part}Fill: '{ink}'"));
    }
    for part in ["Internal", "External"] {
        colours.push(format!("quadrant{part}BorderStrokeFill: '{line}'"));
    }
    colours
}

fn notes(experience: &Experience, chart: &Chart, text: &str, options: &Options) -> Vec<String> {
    let mut notes = Vec::new();
    let named = |number: usize| {
        let label = experience.opportunities.get(number).map_or("", |opportunity| opportunity.name.label.as_str());
        format!("{} {}", place::id(number), quoted(label))
    };
    if experience.opportunities.is_empty() {
        notes.push("The journey has no opportunities, so the chart is empty.".to_owned());
    } else if chart.spots.is_empty() {
        notes.push(
            "No opportunity has both `impact` and `effort`, so the chart is empty; the table has them all.".to_owned(),
        );
    } else if !chart.unrated.is_empty() {
        let names = some(&chart.unrated, |number| named(*number));
        notes.push(format!("Without `impact` or `effort`, and therefore only in the table: {names}."));
    }
    let together = |alike: &Vec<usize>| list(alike.iter().map(|number| place::id(*number))).replace("; ", ", ");
    let alike: Vec<String> = chart.alike.iter().map(together).collect();
    match alike.as_slice() {
        [] => {}
        [only] => notes.push(format!("{only} share a point, for their ratings are the same.")),
        several => {
            notes.push(format!("These share a point each, for their ratings are the same: {}.", several.join("; ")));
        }
    }
    if chart.is_abridged {
        notes.push(
            "Where many points stand together, the chart counts some of them; the table has the ratings of each."
                .to_owned(),
        );
    }
    if !chart.moved.is_empty() {
        let ids = list(chart.moved.iter().map(|number| place::id(*number)));
        notes.push(format!("A little inside of the rim, so that their texts are whole: {}.", ids.replace("; ", ", ")));
    }
    if line_width(&heading(experience), TEXT_SIZE) > WIDTH - 20 {
        notes.push(format!("The title is cut, for it is wider than the picture: {}.", quoted(&experience.title)));
    }
    if !options.lanes.is_empty() {
        notes.push("This view shows opportunities only, whatever lanes are chosen.".to_owned());
    }
    notes.extend(left_out(experience, Shown { lanes: &[Lane::Opportunity], kinds: &KINDS }));
    notes.extend(too_long(text));
    notes
}

/// What is shown, here or in the table.
const KINDS: [(Keyword, &[&str]); 2] =
    [(Keyword::Journey, &[]), (Keyword::Opportunity, &["addresses", "impact", "effort", "status", "owner"])];

#[cfg(test)]
mod tests {
    use journey_model::{Keyword, Project};
    use journey_plugin::Theme;

    use super::*;
    use crate::{Flavour, Parts, markdown};

    const WEEKLY_SHOP: &str = include_str!("../../../../grammar/examples/weekly-shop.journey");

    fn rendered(source: &str, change: impl FnOnce(&mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        change(&mut options);
        OpportunitiesView.render(&ViewContext::new(&project, id, options))
    }

    /// A journey with opportunities of these impacts and efforts.
    fn rated(ratings: &[(&str, &str)]) -> Rendered {
        let opportunity = |(number, (impact, effort)): (usize, &(&str, &str))| {
            format!("opportunity o{number} \"Idea {number}\" {{\n impact: {impact}\n effort: {effort}\n}}\n")
        };
        let all: String = ratings.iter().enumerate().map(opportunity).collect();
        rendered(&format!("journey a \"A\" {{\n{all}}}"), |options| options.theme = Theme::Plain)
    }

    fn points(rendered: &Rendered) -> Vec<&str> {
        rendered.text.lines().filter(|line| line.ends_with(']')).map(str::trim).collect()
    }

    #[test]
    fn the_weekly_shop() {
        let rendered = rendered(WEEKLY_SHOP, |_| {});
        insta::assert_snapshot!(markdown(&rendered, Flavour::Markdown, Parts::default()));
        assert!(rendered.table_is_part);
    }

    #[test]
    fn a_point_stands_where_its_ratings_are_but_never_at_the_rim() {
        let rendered = rated(&[("8", "2"), ("7.5", "6"), ("10", "0"), ("0", "10")]);
        assert_eq!(
            points(&rendered),
            [
                "\"O1 · Idea 0\": [0.2, 0.8]",
                "\"O2 · Idea 1\": [0.6, 0.75]",
                "\"O3\": [0.05, 0.95]",
                "\"O4\": [0.95, 0.05]",
            ]
        );
        assert_eq!(rendered.notes, ["A little inside of the rim, so that their texts are whole: O3 and O4."]);
    }

    #[test]
    fn the_table_has_the_highest_score_first_then_what_impact_is_above_effort() {
        let source = "journey a \"A\" {\n opportunity b \"B\"\n opportunity c \"C\" { impact: 3; effort: 2 }\n \
                      opportunity d \"D\" { importance: 5; satisfaction: 5 }\n opportunity e \"E\" { impact: 9; effort: 2 }\n \
                      opportunity f \"F\" { importance: 9; satisfaction: 2 }\n opportunity g \"G\" { impact: 3; effort: 2 } }\n";
        let table = rendered(source, |_| {}).table.unwrap();
        let numbers: Vec<&str> = table.lines().skip(2).filter_map(|row| row.split(['|', ' ']).nth(2)).collect();
        assert_eq!(numbers, ["O5", "O3", "O4", "O2", "O6", "O1"]);
    }

    #[test]
    fn points_at_one_place_are_named_together() {
        let rendered = rated(&[("8", "2"), ("8", "2"), ("3", "7")]);
        assert_eq!(points(&rendered), ["\"O1, O2\": [0.2, 0.8]", "\"O3 · Idea 2\": [0.7, 0.3]"]);
        assert_eq!(rendered.notes, ["O1 and O2 share a point, for their ratings are the same."]);
        let opportunity = rendered.text.lines().position(|line| line.contains("O1, O2")).unwrap() as u32;
        assert_eq!(rendered.source_map.iter().filter(|line| line.line == opportunity).count(), 2);
    }

    #[test]
    fn the_legend_names_whatever_the_chart_has_no_room_for() {
        let legend = |rendered: &Rendered| -> Vec<(String, String)> {
            rendered.legend.iter().map(|entry| (entry.short.clone(), entry.meaning.clone())).collect()
        };
        let named = |number: usize| (format!("O{}", number + 1), format!("Idea {number}"));
        assert_eq!(legend(&rated(&[("8", "2"), ("7.5", "6")])), [], "the chart says it all");
        assert_eq!(legend(&rated(&[("8", "2"), ("10", "0"), ("0", "10")])), [named(1), named(2)]);
        assert_eq!(legend(&rated(&[("3", "7"), ("8", "2"), ("7.8", "2")])), [named(1), named(2)]);
        assert_eq!(legend(&rated(&[("5", "9.8"); 12])).len(), 12, "those that are only counted, too");
    }

    #[test]
    fn a_label_that_would_reach_into_the_next_field_is_in_the_legend() {
        let label = "Ask for each paper once";
        let at = |impact: &str, effort: &str, direction: Direction| {
            let source = format!(
                "journey a \"A\" {{\n opportunity o \"{label}\" {{\n impact: {impact}\n effort: {effort}\n}}\n}}"
            );
            let rendered = rendered(&source, |options| options.direction = direction);
            let is_labelled = points(&rendered)[0].starts_with(&format!("\"O1 · {label}\""));
            assert!(is_labelled || points(&rendered)[0].starts_with("\"O1\": "), "{:?}", points(&rendered));
            assert_eq!(rendered.legend.len(), usize::from(!is_labelled));
            is_labelled
        };
        for direction in [Direction::LeftToRight, Direction::RightToLeft] {
            for far in ["2", "3", "7", "8"] {
                assert!(at("8", far, direction), "{far} {direction:?}");
            }
            for near in ["4", "4.9", "5.1", "6"] {
                assert!(!at("8", near, direction), "{near} {direction:?}");
            }
        }
        assert!(at("8", "5", Direction::LeftToRight), "a point on the line is in both fields");
        assert!(
            at("5", "2", Direction::LeftToRight) && at("6", "2", Direction::LeftToRight),
            "below the line, and above"
        );
        assert!(!at("5.2", "2", Direction::LeftToRight), "the line would strike it through");
    }

    #[test]
    fn neighbours_whose_numbers_would_touch_share_the_text_of_the_lowest() {
        let rendered = rated(&[("8", "2"), ("7.8", "2")]);
        assert_eq!(points(&rendered), ["\"#32;\": [0.2, 0.8]", "\"O1, O2\": [0.2, 0.78]"]);
    }

    #[test]
    fn a_crowd_at_the_rim_is_counted() {
        let rendered = rated(&[("5", "9.8"); 12]);
        assert_eq!(points(&rendered), ["\"O1 +11\": [0.95, 0.5]"]);
        assert!(rendered.notes.iter().any(|note| note.starts_with("Where many points stand together")));
    }

    #[test]
    fn what_has_no_place_is_in_the_table_and_in_a_note() {
        let source = "journey a \"A\" {\n opportunity x \"X\" {\n impact: 3\n importance: 9\n satisfaction: 2\n how: \"How?\"\n}\n opportunity y \"Y\" {\n impact: 3\n effort: 4\n}\n}";
        let rendered = rendered(source, |_| {});
        assert_eq!(points(&rendered), ["\"O2 · Y\": [0.4, 0.3]"]);
        assert_eq!(
            rendered.notes,
            [
                "Without `impact` or `effort`, and therefore only in the table: O1 “X”.",
                "Further details are in the view `report`: how-might-we questions, importance and satisfaction of opportunities."
            ]
        );
        assert!(rendered.table.unwrap().contains("| O1 | X | | 3 | | 16 | | |\n"));
    }

    #[test]
    fn nothing_to_show_is_still_a_chart() {
        let empty = rendered("journey a \"A\"", |_| {});
        assert_eq!(points(&empty), Vec::<&str>::new());
        assert!(empty.text.ends_with("  quadrant-4 \"Leave\"\n"));
        assert_eq!(empty.notes, ["The journey has no opportunities, so the chart is empty."]);
        assert!(empty.text.contains("accDescr: The journey “A” has no opportunities so far.\n"));
        let unrated = rendered("journey a \"A\" { opportunity x \"X\" }", |_| {});
        assert!(unrated.notes[0].starts_with("No opportunity has both"));
    }

    #[test]
    fn from_right_to_left_little_effort_is_at_the_right() {
        let source = "journey a \"A\" {\n opportunity x \"X\" {\n impact: 8\n effort: 2\n}\n}";
        let rendered = rendered(source, |options| options.direction = Direction::RightToLeft);
        assert_eq!(points(&rendered), ["\"O1 · X\": [0.8, 0.8]"]);
        assert!(rendered.text.contains("x-axis \"Much effort\" --> \"Little effort\"\n"));
        assert!(rendered.text.contains("quadrant-1 \"Do first\"\n  quadrant-2 \"Plan\"\n"));
        assert!(rendered.text.contains("quadrant1Fill: '#e4ecd8'"), "what to do first has its colour there, too");
    }

    #[test]
    fn many_opportunities_take_no_time_to_compare() {
        let ratings: Vec<(&str, &str)> =
            (0..400).map(|number| (["1", "3.5", "8", "9"][number % 4], ["2", "4", "7"][number % 3])).collect();
        let rendered = rated(&ratings);
        assert_eq!(points(&rendered).len(), 12);
        assert_eq!(rendered.table.unwrap().lines().count(), 402);
    }

    #[test]
    fn every_cut_of_an_example_can_be_rendered() {
        for (end, _) in WEEKLY_SHOP.char_indices().step_by(7) {
            let project = Project::of_text("test.journey", &WEEKLY_SHOP[..end]);
            for (id, _) in project.declarations_of(Keyword::Journey) {
                let rendered = OpportunitiesView.render(&ViewContext::new(&project, id, Options::default()));
                assert!(rendered.text.contains("\nquadrantChart\n") && rendered.text.ends_with('\n'), "{end}");
                assert!(rendered.notes.iter().all(|note| note.ends_with('.')), "{:?}", rendered.notes);
            }
        }
    }
}
