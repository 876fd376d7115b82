//! The view `emotion`: the emotion curve as Mermaid's `xychart-beta`.

mod curve;
mod legend;
mod notes;
mod story;
mod table;

use journey_model::syntax::TextRange;
use journey_model::{DeclarationId, Project};
use journey_plugin::{Direction, LegendEntry, Options, Place, Rendered, View, ViewContext, ViewDescription};

use super::{Draw, drawn};
use crate::diagram_text::DiagramText;
use crate::escape::xychart as escape;
use crate::experience::Experience;
use crate::room::{cut_to, line_width};
use crate::theme::Palette;
use curve::{Curves, Line, Touched};
use legend::Legend;

/// The view `emotion`: how each persona feels from touchpoint to touchpoint, as Mermaid's `xychart-beta`.
///
/// | journey | diagram |
/// |---|---|
/// | journey | title |
/// | touchpoint | a place on the x axis, numbered: with its label where all labels fit, else the table names it |
/// | stage | in the title of the x axis: the numbers of its touchpoints |
/// | emotion, -2 to +2 | the y axis; neither good nor bad is a thin grey line |
/// | persona | a line, in a colour of its own |
/// | `of`: the journey of today, and what is planned | lines in the same colours; what is planned is dashed, or a square |
///
/// - An emotion without a persona goes to all personas of the journey that have none of their own at that touchpoint.
/// - Journeys are laid beside each other by the ids of touchpoints. The places on the x axis are those of the journey that
///   is shown; what has no counterpart there is told in a note.
/// - Where an emotion is missing between two others, the line goes straight from one to the other, as it would if the
///   touchpoint did not stand there. Before a persona's first emotion and behind the last there is no line: Mermaid
///   cannot begin one later, so it is level there and made invisible with `themeCSS`. Notes tell each such place.
/// - One emotion alone is a dot. A dot cannot be dashed, so that of a planned journey is square; the legend has both.
/// - Where lines lie on each other, the lower is wider, so that both are seen.
/// - Mermaid draws a legend from version 11.15. In older ones the title of the x axis tells the colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EmotionView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "emotion",
    summary: "The emotion curve: a line for each persona, today's beside the planned",
};

/// Pixels.
const WIDTH: u32 = 900;
const HEIGHT: u32 = 420;
const LABEL_SIZE: u32 = 14;
const SMALLEST_SIZE: u32 = 11;
/// What a number needs at the x axis.
const NUMBER_WIDTH: u32 = 22;
/// The y axis with its title.
const AXIS_WIDTH: u32 = 80;
const LEGEND_ROW: u32 = 24;
/// Mermaid leaves out a legend with a wider name.
const WIDEST_NAME: u32 = 340;
/// Between two labels, at least.
const LABEL_GAP: u32 = 14;

impl View for EmotionView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        drawn(self, context).rendered.clone()
    }
}

impl Draw for EmotionView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let (project, options) = (context.project(), context.options());
        let curves = Curves::of(project, experience, options);
        let legend = Legend::of(&curves, options);
        let labels_fit = labels_fit(&curves, &legend);
        let text = diagram(experience, &curves, &legend, options, labels_fit);
        let notes = notes::notes(experience, &curves, &legend, text.text(), options, labels_fit);
        let (text, source_map) = text.finish();
        let rendered =
            Rendered::mermaid(text, table::table(&curves, options)).with_notes(notes).with_source_map(source_map);
        let rendered = if labels_fit { rendered } else { rendered.with_table_as_part() };
        let tells_stages = stages(&curves, options.direction).is_none_or(|stages| {
            x_title(&curves, &legend, options.direction).is_some_and(|(title, _)| title == stages)
        });
        if labels_fit && tells_stages { rendered } else { rendered.with_legend(numbers(experience, &curves)) }
    }
}

/// The touchpoints that the numbers at the x axis stand for, stage by stage.
fn numbers(experience: &Experience, curves: &Curves<'_>) -> Vec<LegendEntry> {
    let entry = |touched: &Touched<'_>| LegendEntry {
        short: touched.number.to_string(),
        meaning: touched.label.to_string(),
        heading: touched.stage.map(|stage| stage.to_string()),
        place: Place { file: experience.id.file, range: touched.range },
    };
    curves.places.iter().map(entry).collect()
}

fn diagram(
    experience: &Experience,
    curves: &Curves<'_>,
    legend: &Legend,
    options: &Options,
    labels_fit: bool,
) -> DiagramText {
    let mut text = DiagramText::new(experience.id);
    text.lines(["---", "config:"]);
    let style = style(curves, options.direction);
    match Palette::of(options.theme) {
        Some(palette) => text.lines(palette.front_matter(&colours(palette, curves), &style)),
        None => text.line(2, &format!("themeCSS: '{style}'")),
    }
    text.line(2, "xyChart:");
    let width = width(curves);
    text.line(4, &format!("width: {width}"));
    text.line(4, &format!("height: {}", height(curves)));
    text.line(4, &format!("showLegend: {}", legend.is_drawn()));
    let title_size = (LABEL_SIZE..=20).rev().find(|size| line_width(&experience.title, *size) <= width - 20);
    text.line(4, &format!("titleFontSize: {}", title_size.unwrap_or(LABEL_SIZE)));
    let x_title = x_title(curves, legend, options.direction);
    let x_title_size = x_title.as_ref().map_or(LABEL_SIZE, |(_, size)| *size);
    text.line(4, &format!("xAxis: {{titleFontSize: {x_title_size}, labelFontSize: {LABEL_SIZE}}}"));
    text.line(4, &format!("yAxis: {{titleFontSize: {LABEL_SIZE}, labelFontSize: {LABEL_SIZE}}}"));
    text.lines(["---", "xychart-beta"]);
    let journey = experience.range;
    let title = format!("Emotion curve: {}", experience.title);
    text.line_of(journey, 2, &format!("accTitle: {}", escape::acc_title(&title)));
    text.line(2, &format!("accDescr: {}", escape::acc_description(&story::story(experience, curves))));
    let heading = cut_to(&experience.title, LABEL_SIZE, width - 20);
    text.line_of(journey, 2, &format!("title \"{}\"", escape::label(&heading)));
    x_axis(&mut text, curves, legend, options, labels_fit);
    let y_title = legend.y_title();
    text.line(2, &format!("y-axis \"{}\" -2 --> 2", escape::label(&y_title)));
    // Neither good nor bad; also what takes the first colour of Mermaid's own palette, which is hardly seen.
    let neither = vec!["0"; curves.places.len().max(1)].join(", ");
    text.line(2, &format!("line [{neither}]"));
    for line in &curves.lines {
        let mut values = line.values();
        if options.direction == Direction::RightToLeft {
            values.reverse();
        }
        let name = escape::label(&cut_to(&line.name, LABEL_SIZE, WIDEST_NAME));
        let written = format!("line \"{name}\" [{}]", values.join(", "));
        text.line_of_place(line.place, 2, &written);
    }
    text
}

fn x_axis(text: &mut DiagramText, curves: &Curves<'_>, legend: &Legend, options: &Options, labels_fit: bool) {
    let title = x_title(curves, legend, options.direction).map(|(title, _)| title);
    let mut labels: Vec<String> = if labels_fit {
        curves.places.iter().map(|place| escape::label(&place.numbered())).collect()
    } else {
        curves.places.iter().map(|place| place.number.to_string()).collect()
    };
    if let Some(first) = labels.first_mut().filter(|_| !labels_fit) {
        // The widest label decides how far the line's ends stand from the rim, which would cut them.
        *first = format!("{0}{first}{0}", "\u{a0}".repeat(8));
    }
    if labels.is_empty() {
        labels.push("Nothing to show yet".to_owned());
    }
    // What made the labels stands in their order, so that a picture can tell which is whose.
    let mut ranges: Vec<TextRange> = curves.places.iter().map(|place| place.range).collect();
    if options.direction == Direction::RightToLeft {
        labels.reverse();
        ranges.reverse();
    }
    for range in ranges {
        text.next_line_is_of(range);
    }
    let title = title.map(|title| format!("\"{}\" ", escape::label(&title))).unwrap_or_default();
    let labels: Vec<String> = labels.iter().map(|label| format!("\"{label}\"")).collect();
    text.line(2, &format!("x-axis {title}[{}]", labels.join(", ")));
}

/// The title of the x axis where there is room for it, and its size in pixels: the legend, or which touchpoints belong to which
/// stage.
fn x_title(curves: &Curves<'_>, legend: &Legend, direction: Direction) -> Option<(String, u32)> {
    let title = legend.x_title().or_else(|| stages(curves, direction))?;
    let size =
        (SMALLEST_SIZE..=LABEL_SIZE).rev().find(|size| line_width(&title, *size) <= width(curves) - AXIS_WIDTH)?;
    Some((title, size))
}

/// `1–3 Discover · 4 Pay`, in the order in which the places stand.
fn stages(curves: &Curves<'_>, direction: Direction) -> Option<String> {
    let mut parts: Vec<String> = curves
        .stages
        .iter()
        .filter_map(|stage| {
            let (first, last) = (stage.first, stage.last);
            let label = stage.label?;
            Some(if first == last { format!("{first} {label}") } else { format!("{first}–{last} {label}") })
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    if direction == Direction::LeftToRight {
        return Some(parts.join(" · "));
    }
    parts.reverse();
    // Else letters of any script would turn the line once more. Within a stage, they decide about its number.
    let parts: Vec<String> = parts.iter().map(|part| format!("{OWN_DIRECTION}{part}{END}")).collect();
    Some(format!("{LEFT_TO_RIGHT}{}{END}", parts.join(" · ")))
}

/// Unicode's marks around a text that is laid out by itself: in the direction of its first letter, or from left to right.
const OWN_DIRECTION: char = '\u{2068}';
const LEFT_TO_RIGHT: char = '\u{2066}';
const END: char = '\u{2069}';

/// Pixels. Numbers of many touchpoints need more; the page shrinks the picture to its own width.
fn width(curves: &Curves<'_>) -> u32 {
    let places = u32::try_from(curves.places.len().min(100_000)).expect("at most a hundred thousand");
    WIDTH.max(AXIS_WIDTH + places * NUMBER_WIDTH)
}

/// Pixels. Mermaid leaves out a legend that is higher than half of the chart without its title.
fn height(curves: &Curves<'_>) -> u32 {
    let lines = u32::try_from(curves.lines.len().min(1000)).expect("at most a thousand");
    HEIGHT.max(2 * (60 + LEGEND_ROW * lines))
}

/// Whether the numbered labels of all touchpoints stand side by side without touching each other.
fn labels_fit(curves: &Curves<'_>, legend: &Legend) -> bool {
    let room = WIDTH.saturating_sub(AXIS_WIDTH + legend.width());
    if curves.places.len() > usize::try_from(room).unwrap_or(usize::MAX) {
        // No place has a pixel of its own.
        return false;
    }
    let widths: Vec<u32> =
        curves.places.iter().map(|place| line_width(&place.numbered(), LABEL_SIZE) + LABEL_GAP).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let gaps = u32::try_from(widths.len().saturating_sub(1)).unwrap_or(u32::MAX);
    // Mermaid gives at most a fifth of the room to the halves of labels that stick out at both ends.
    let between = room.saturating_sub(widest.min(room / 5)).checked_div(gaps);
    let neighbours = widths.windows(2).map(|pair| pair.iter().sum::<u32>() / 2).max().unwrap_or(0);
    widest / 2 <= room / 5 && between.is_none_or(|between| neighbours <= between)
}

fn colours(palette: &Palette, curves: &Curves<'_>) -> Vec<String> {
    let Palette { paper, ink, quiet_ink, line, .. } = palette;
    let lines = curves.lines.iter().map(|line| palette.persona(line.persona));
    let plots: Vec<&str> = std::iter::once(*line).chain(lines).collect();
    let mut own = vec![
        format!("backgroundColor: '{paper}'"),
        format!("titleColor: '{ink}'"),
        format!("legendTextColor: '{ink}'"),
    ];
    for axis in ["x", "y"] {
        own.push(format!("{axis}AxisTitleColor: '{quiet_ink}'"));
        own.push(format!("{axis}AxisLabelColor: '{ink}'"));
        own.push(format!("{axis}AxisTickColor: '{line}'"));
        own.push(format!("{axis}AxisLineColor: '{line}'"));
    }
    own.push(format!("plotColorPalette: '{}'", plots.join(", ")));
    vec![format!("xyChart: {{{}}}", own.join(", "))]
}

/// What is not about colours: no labels at half scores, round ends, dashes, squares, widths, and no line where nothing is known.
fn style(curves: &Curves<'_>, direction: Direction) -> String {
    let mut style =
        ".left-axis .label text:nth-of-type(2n), .left-axis .ticks path:nth-of-type(2n) { display: none; } \
                     .line-plot-0 path { stroke-width: 1.5px; }"
            .to_owned();
    for ((number, line), level) in curves.lines.iter().enumerate().zip(curves.levels()) {
        let plot = number + 1;
        let (thinnest, step) = if line.is_dot() { (DOT, DOT / 2.0) } else { (2.5, 2.5) };
        let width = thinnest + step * f64::from(level);
        let ends = if line.is_square() { "square" } else { "round" };
        style.push_str(&format!(
            " .line-plot-{plot} path {{ stroke-width: {width}px; stroke-linecap: {ends}; stroke-linejoin: round;"
        ));
        if let Some(dashes) = line.dashes().filter(|_| !line.is_dot()) {
            style.push_str(&format!(" stroke-dasharray: {dashes};"));
        }
        style.push_str(&clip(line, width, direction));
        style.push_str(" }");
        let sign = match line.dashes() {
            // One dash without a length, in the middle: its ends are all that is seen.
            _ if line.is_dot() => {
                format!(
                    "stroke-width: {DOT}px; stroke-linecap: {ends}; stroke-dasharray: 0 99; stroke-dashoffset: -5px;"
                )
            }
            Some(dashes) if dashes.starts_with('2') => "stroke-dasharray: 2 3;".to_owned(),
            Some(_) => "stroke-dasharray: 5 3;".to_owned(),
            None => continue,
        };
        style.push_str(&format!(" .legend .markers path:nth-of-type({plot}) {{ {sign} }}"));
    }
    style
}

/// Pixels: how wide a dot is. In the legend it has a line's room, which is a little more.
const DOT: f64 = 10.0;

/// The declaration that hides what would stand before a line's first emotion and behind its last.
fn clip(line: &Line, width: f64, direction: Direction) -> String {
    let last = line.points.len().saturating_sub(1);
    let Some((first_known, last_known)) = line.ends().filter(|ends| *ends != (0, last)) else { return String::new() };
    let percent = |steps: usize| {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        100.0 * f64::from(steps) / f64::from(u32::try_from(last).unwrap_or(u32::MAX).max(1))
    };
    let (mut left, mut right) = (percent(first_known), percent(last - last_known));
    if direction == Direction::RightToLeft {
        (left, right) = (right, left);
    }
    // A single point would be nothing at all; so it is as wide as it is high, and round unless it is a square.
    let (beyond, above, corners) = match width / 2.0 {
        _ if !line.is_dot() => (2.0, 9.0, String::new()),
        radius if line.is_square() => (radius, radius, String::new()),
        radius => (radius, radius, format!(" round {radius}px")),
    };
    format!(
        " clip-path: inset(-{above}px calc({right:.2}% - {beyond}px) -{above}px calc({left:.2}% - {beyond}px){corners}) fill-box;"
    )
}

/// The place in the source that a line shows.
fn place_of(project: &Project, id: DeclarationId) -> Place {
    Place { file: id.file, range: project.declaration(id).range() }
}

#[cfg(test)]
mod tests {
    use journey_model::Keyword;
    use journey_plugin::{Target, Theme};

    use super::*;
    use crate::{Flavour, Parts, markdown};

    const WEEKLY_SHOP: &str = include_str!("../../../../grammar/examples/weekly-shop.journey");

    fn rendered(source: &str, change: impl FnOnce(&Project, &mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        change(&project, &mut options);
        EmotionView.render(&ViewContext::new(&project, id, options))
    }

    fn plain(source: &str) -> Rendered {
        rendered(source, |_, options| options.theme = Theme::Plain)
    }

    /// The lines of the diagram that have the wanted start, without it.
    fn lines<'t>(rendered: &'t Rendered, start: &str) -> Vec<&'t str> {
        rendered.text.lines().filter_map(|line| line.trim_start().strip_prefix(start)).collect()
    }

    /// A journey of Maya and Tom.
    fn journey(touchpoints: &str) -> String {
        format!(
            "persona maya \"Maya, nurse\"\npersona tom \"Tom\"\njourney a \"Shop\" {{\n persona: maya, tom\n stage s \"Find\" {{\n{touchpoints}\n}} }}"
        )
    }

    #[test]
    fn the_weekly_shop() {
        let rendered = rendered(WEEKLY_SHOP, |_, _| {});
        insta::assert_snapshot!(markdown(&rendered, Flavour::Markdown, Parts::default()));
    }

    #[test]
    fn the_legend_names_what_the_numbers_at_the_axis_stand_for() {
        let few = plain(&journey("touchpoint t \"T\" { emotion: -1 }\ntouchpoint u \"U\" { emotion: 0 }"));
        assert_eq!(few.legend, [], "the axis says it all");
        let touchpoints: Vec<String> = (1..=9)
            .map(|number| format!("touchpoint t{number} \"Waits for answer {number}\" {{ emotion: 0 }}"))
            .collect();
        let many = plain(&journey(&touchpoints.join("\n")));
        let legend: Vec<(&str, &str, Option<&str>)> = many
            .legend
            .iter()
            .map(|entry| (entry.short.as_str(), entry.meaning.as_str(), entry.heading.as_deref()))
            .collect();
        assert_eq!(legend.len(), 9);
        assert_eq!(legend[0], ("1", "Waits for answer 1", Some("Find")));
        assert_eq!(legend[8], ("9", "Waits for answer 9", None));
        assert!(many.table_is_part);
    }

    #[test]
    fn stages_that_the_axis_has_no_room_for_are_in_the_legend() {
        let stage =
            "A stage of which nobody could tell in less than a whole line what it is good for, not even its owner";
        let wide = plain(&format!(
            "journey a {{ stage s \"{stage}\" {{ touchpoint t \"T\" {{ emotion: 1 }} }} stage u \"{stage}\" {{ touchpoint v \"V\" {{ emotion: 1 }} }} }}"
        ));
        assert!(!wide.table_is_part && wide.text.contains("x-axis [\"1 · T\", \"2 · V\"]"));
        let headings: Vec<Option<&str>> = wide.legend.iter().map(|entry| entry.heading.as_deref()).collect();
        assert_eq!(headings, [Some(stage), Some(stage)]);
    }

    #[test]
    fn a_persona_is_a_line_and_older_versions_tell_the_colours_below() {
        let source = journey("touchpoint t \"T\" { emotion: -1\n emotion tom: +2 }\ntouchpoint u \"U\" { emotion: 0 }");
        let new = rendered(&source, |_, _| {});
        assert_eq!(lines(&new, "line "), ["[0, 0]", "\"Maya\" [-1, 0]", "\"Tom\" [2, 0]"]);
        assert_eq!(lines(&new, "showLegend: "), ["true"]);
        assert_eq!(lines(&new, "x-axis "), ["\"1–2 Find\" [\"1 · T\", \"2 · U\"]"]);
        let old = rendered(&source, |_, options| options.target = Target::GITLAB);
        assert_eq!(lines(&old, "x-axis "), ["\"blue: Maya · orange: Tom\" [\"1 · T\", \"2 · U\"]"]);
        assert_eq!(lines(&old, "showLegend: "), ["false"]);
        let bare = rendered(&source, |_, options| {
            options.target = Target::GITLAB;
            options.theme = Theme::Plain;
        });
        assert_eq!(
            bare.notes,
            [
                "This Mermaid draws no legend. Behind the grey line in the middle, the lines follow in this order of colours: Maya and Tom."
            ]
        );
        assert!(!bare.text.contains('#') && !bare.table.unwrap().contains("blue"));
    }

    #[test]
    fn between_known_emotions_the_line_goes_straight_and_beyond_them_it_is_hidden() {
        let source = "persona m \"Maya\"\njourney a { persona: m\n stage s \"S\" { touchpoint a \"A\"\n touchpoint b \"B\" { emotion: -2 }\n touchpoint c \"C\"\n touchpoint d \"D\"\n touchpoint e \"E\" { emotion: 1 } } }";
        let rendered = plain(source);
        assert_eq!(lines(&rendered, "line "), ["[0, 0, 0, 0, 0]", "\"Maya\" [-2, -2, -1, 0, 1]"]);
        assert!(rendered.text.contains("clip-path: inset(-9px calc(0.00% - 2px) -9px calc(25.00% - 2px)) fill-box"));
        assert_eq!(
            rendered.notes,
            [
                "No emotion is known for “Maya” at 1 “A”; 3 “C” and 4 “D”; the line goes straight across between known emotions, and \
                 there is none before the first and behind the last (some viewers draw a level one)."
            ]
        );
        let mirrored = super::tests::rendered(source, |_, options| options.direction = Direction::RightToLeft);
        assert_eq!(lines(&mirrored, "line \"Maya\" "), ["[1, 0, -1, -2, -2]"]);
        assert!(lines(&mirrored, "x-axis ")[0].contains("[\"5 · E\""));
        assert!(mirrored.text.contains("inset(-9px calc(25.00% - 2px) -9px calc(0.00% - 2px))"));
    }

    #[test]
    fn thirds_are_rounded_to_hundredths() {
        let source = journey("touchpoint a { emotion: 0 }\ntouchpoint b\ntouchpoint c\ntouchpoint d { emotion: 1 }");
        assert_eq!(lines(&plain(&source), "line \"Maya\" "), ["[0, 0.33, 0.66, 1]"]);
    }

    #[test]
    fn a_single_emotion_is_a_dot() {
        let source = "persona m \"Maya\"\njourney a { persona: m\n stage s { touchpoint a { emotion: 2 } } }";
        let rendered = plain(source);
        assert!(
            rendered.text.contains(".line-plot-1 path { stroke-width: 10px; stroke-linecap: round;"),
            "{}",
            rendered.text
        );
        assert_eq!(lines(&rendered, "y-axis "), ["\"Emotion of Maya\" -2 --> 2"]);
        assert!(rendered.notes.is_empty());
    }

    #[test]
    fn of_two_dots_the_planned_one_is_square_in_the_chart_and_the_legend() {
        let source = |more: &str| {
            format!(
                "persona m \"Maya\"\n\
                 journey a \"Now\" {{ state: as-is\n persona: m\n stage s {{ touchpoint x \"X\" {{ emotion: -1 }} {more} }} }}\n\
                 journey b \"Then\" {{ state: to-be\n of: a\n persona: m\n stage s {{ touchpoint x {{ emotion: 2 }} }} }}"
            )
        };
        let alone = rendered(&source(""), |_, _| {});
        for (plot, ends) in [(1, "round"), (2, "square")] {
            assert!(
                alone.text.contains(&format!(".line-plot-{plot} path {{ stroke-width: 10px; stroke-linecap: {ends};"))
            );
            assert!(alone.text.contains(&format!(
                ".legend .markers path:nth-of-type({plot}) {{ stroke-width: 10px; stroke-linecap: {ends}; stroke-dasharray: 0 99;"
            )));
        }
        assert!(alone.table.unwrap().contains("| Maya, as-is (blue) | Maya, to-be (blue square) |"));
        // Where the axis goes on, a dot is what is left of a level line.
        let first = rendered(&source("touchpoint y \"Y\""), |_, _| {});
        let round = "inset(-5px calc(100.00% - 5px) -5px calc(0.00% - 5px) round 5px) fill-box;";
        let square = "inset(-5px calc(100.00% - 5px) -5px calc(0.00% - 5px)) fill-box;";
        assert!(first.text.contains(round) && first.text.contains(square), "{}", first.text);
    }

    #[test]
    fn a_dot_under_another_is_as_wide_as_it_is_high() {
        let source = journey("touchpoint t \"T\" { emotion: 1 }\ntouchpoint u \"U\"");
        let rendered = plain(&source);
        assert!(rendered.text.contains(".line-plot-1 path { stroke-width: 15px;"));
        assert!(rendered.text.contains("inset(-7.5px calc(100.00% - 7.5px) -7.5px calc(0.00% - 7.5px) round 7.5px)"));
        assert!(rendered.text.contains(".line-plot-2 path { stroke-width: 10px;"));
    }

    #[test]
    fn the_line_of_stages_goes_the_way_of_the_touchpoints() {
        let source = "journey a { stage s \"Find\" { touchpoint t { emotion: 0 } touchpoint u }\n stage p \"شراء\" { touchpoint v } }";
        let title = |direction: Direction| {
            let rendered = rendered(source, |_, options| options.direction = direction);
            lines(&rendered, "x-axis ")[0].split(" [").next().unwrap().to_owned()
        };
        assert_eq!(title(Direction::LeftToRight), "\"1–2 Find · 3 شراء\"");
        // Each stage by itself, in the direction of its own letters, and all of them where they stand.
        assert_eq!(
            title(Direction::RightToLeft),
            "\"\u{2066}\u{2068}3 شراء\u{2069} · \u{2068}1–2 Find\u{2069}\u{2069}\""
        );
    }

    #[test]
    fn journeys_are_compared_by_the_ids_of_touchpoints() {
        let source = "persona m \"Maya\"\n\
             journey a \"Now\" { state: as-is\n persona: m\n stage s { touchpoint x \"X\" { emotion: -1 }\n touchpoint y \"Y\" { emotion: 0 } } }\n\
             journey b \"Then\" { state: to-be\n of: a\n persona: m\n stage s { touchpoint z \"Z\" { emotion: 2 }\n touchpoint x \"X!\" { emotion: 1 } } }\n\
             journey c \"Dream\" { state: to-be\n of: a\n persona: m\n stage s { touchpoint y { emotion: 2 }\n touchpoint x { emotion: 1 } } }";
        let rendered = plain(source);
        assert_eq!(
            lines(&rendered, "line "),
            ["[0, 0]", "\"Maya, as-is\" [-1, 0]", "\"Maya, Then\" [1, 1]", "\"Maya, Dream\" [1, 2]"]
        );
        assert!(rendered.notes.contains(&"Only in “Then”, and therefore not in the chart: “Z”.".to_owned()));
        assert!(rendered.notes.contains(&"Not in “Then”, but here: “Y”.".to_owned()));
        assert!(rendered.text.contains(
            "Beside it stands the to-be journey “Dream”: better there at “X” (Maya, -1 here and +1 there) and “Y” (Maya, 0 here and +2 there)."
        ));
        let table = rendered.table.unwrap();
        assert!(
            table
                .starts_with("| No. | Stage | Touchpoint | Maya, as-is | Maya, Then (square) | Maya, Dream (dotted) |")
        );
    }

    #[test]
    fn nothing_to_show_is_still_a_chart() {
        for source in
            ["journey a", "journey a { stage s }", "persona m\njourney a { persona: m\n stage s { touchpoint t } }"]
        {
            let rendered = plain(source);
            assert_eq!(lines(&rendered, "line "), ["[0]"], "{source}");
            assert_eq!(lines(&rendered, "x-axis ").len(), 1);
            assert!(
                rendered.notes[0].starts_with("The journey has no emotion at any touchpoint"),
                "{:?}",
                rendered.notes
            );
        }
    }

    #[test]
    fn labels_that_do_not_fit_are_numbers_and_the_table_is_a_part_then() {
        let long = "Waits at home for the assessor who said that he would come";
        let touchpoints: Vec<String> =
            (0..4).map(|number| format!("touchpoint t{number} \"{long}\" {{ emotion: 0 }}")).collect();
        let rendered = plain(&journey(&touchpoints.join("\n")));
        assert!(rendered.table_is_part);
        assert!(lines(&rendered, "x-axis ")[0].ends_with("\", \"2\", \"3\", \"4\"]"));
        assert!(!plain(&journey("touchpoint a { emotion: 0 }\ntouchpoint b { emotion: 0 }")).table_is_part);
    }

    #[test]
    fn a_chart_of_many_lines_has_room_for_its_legend() {
        let names: Vec<String> = (0..10).map(|number| format!("p{number}")).collect();
        let personas: String = names.iter().map(|name| format!("persona {name} \"{}\"\n", name.repeat(40))).collect();
        let source = format!(
            "{personas}journey a {{ persona: {}\n stage s {{ touchpoint t {{ emotion: 1 }} }} }}",
            names.join(", ")
        );
        let rendered = plain(&source);
        assert_eq!(lines(&rendered, "height: "), ["600"]);
        assert!(lines(&rendered, "line ")[1..].iter().all(|line| line.contains('…')));
    }

    #[test]
    fn each_line_leads_back_to_what_it_shows() {
        let source = journey("touchpoint t \"T\" { emotion: -1 }");
        let rendered = plain(&source);
        let shown: Vec<(&str, &str)> = rendered
            .source_map
            .iter()
            .map(|line| {
                let text = rendered.text.lines().nth(line.line as usize).unwrap().trim();
                let range = line.place.range;
                let source = &source[range.start as usize..range.end as usize];
                (text.split(' ').next().unwrap(), source.split(' ').next().unwrap())
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("accTitle:", "journey"),
                ("title", "journey"),
                ("x-axis", "touchpoint"),
                ("line", "persona"),
                ("line", "persona")
            ]
        );
    }

    #[test]
    fn every_cut_of_an_example_can_be_rendered() {
        for (end, _) in WEEKLY_SHOP.char_indices().step_by(7) {
            let project = Project::of_text("test.journey", &WEEKLY_SHOP[..end]);
            for (id, _) in project.declarations_of(Keyword::Journey) {
                let rendered = EmotionView.render(&ViewContext::new(&project, id, Options::default()));
                assert!(rendered.text.contains("\n  line [0") && rendered.text.ends_with("]\n"), "{end}");
                assert!(rendered.notes.iter().all(|note| note.ends_with('.')), "{:?}", rendered.notes);
            }
        }
    }
}
