//! The view `emotion`: the emotion curve as Mermaid's `xychart-beta`.

mod curve;
mod legend;
mod notes;
mod story;
mod table;

use journey_model::{DeclarationId, Project};
use journey_plugin::{Direction, Options, Place, Rendered, View, ViewDescription};

use crate::diagram_text::DiagramText;
use crate::escape::xychart as escape;
use crate::experience::Experience;
use crate::room::{cut_to, line_width};
use crate::theme::Palette;
use curve::{Curves, Line};
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
/// | `of`: the journey of today, and what is planned | lines in the same colours; what is planned is dashed |
///
/// - An emotion without a persona goes to all personas of the journey that have none of their own at that touchpoint.
/// - Journeys are laid beside each other by the ids of touchpoints. The places on the x axis are those of the journey that
///   is shown; what has no counterpart there is told in a note.
/// - Where an emotion is missing between two others, the line goes straight from one to the other, as it would if the
///   touchpoint did not stand there. Before a persona's first emotion and behind the last there is no line: Mermaid
///   cannot begin one later, so it is level there and made invisible with `themeCSS`. Notes tell each such place.
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
/// Between two labels, at least.
const LABEL_GAP: u32 = 14;

impl View for EmotionView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, project: &Project, journey: DeclarationId, options: &Options) -> Rendered {
        let experience = Experience::of(project, journey, options);
        let curves = Curves::of(project, &experience, options);
        let legend = Legend::of(&curves, options);
        let text = diagram(&experience, &curves, &legend, options);
        let notes = notes::notes(&experience, &curves, &legend, text.text(), options);
        let (text, source_map) = text.finish();
        let rendered =
            Rendered::mermaid(text, table::table(&curves, options)).with_notes(notes).with_source_map(source_map);
        if labels_fit(&curves, &legend) { rendered } else { rendered.with_table_as_part() }
    }
}

fn diagram(experience: &Experience, curves: &Curves, legend: &Legend, options: &Options) -> DiagramText {
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
    text.line(4, &format!("height: {HEIGHT}"));
    text.line(4, &format!("showLegend: {}", legend.is_drawn()));
    let title_size = (LABEL_SIZE..=20).rev().find(|size| line_width(&experience.title, *size) <= width - 20);
    text.line(4, &format!("titleFontSize: {}", title_size.unwrap_or(LABEL_SIZE)));
    let x_title = x_title(curves, legend);
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
    x_axis(&mut text, curves, legend, options);
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
        let written = format!("line \"{}\" [{}]", escape::label(&line.name), values.join(", "));
        text.line_of_place(line.place, 2, &written);
    }
    text
}

fn x_axis(text: &mut DiagramText, curves: &Curves, legend: &Legend, options: &Options) {
    let title = x_title(curves, legend).map(|(title, _)| title);
    let mut labels: Vec<String> = if labels_fit(curves, legend) {
        curves.places.iter().map(|place| escape::label(&place.numbered())).collect()
    } else {
        curves.places.iter().map(|place| place.number.to_string()).collect()
    };
    if let Some(first) = labels.first_mut().filter(|_| !labels_fit(curves, legend)) {
        // The widest label decides how far the line's ends stand from the rim, which would cut them.
        *first = format!("{0}{first}{0}", "\u{a0}".repeat(8));
    }
    if labels.is_empty() {
        labels.push("Nothing to show yet".to_owned());
    }
    if options.direction == Direction::RightToLeft {
        labels.reverse();
    }
    for place in &curves.places {
        text.next_line_is_of(place.range);
    }
    let title = title.map(|title| format!("\"{}\" ", escape::label(&title))).unwrap_or_default();
    let labels: Vec<String> = labels.iter().map(|label| format!("\"{label}\"")).collect();
    text.line(2, &format!("x-axis {title}[{}]", labels.join(", ")));
}

/// The title of the x axis where there is room for it, and its size in pixels: the legend, or which touchpoints belong to which
/// stage.
fn x_title(curves: &Curves, legend: &Legend) -> Option<(String, u32)> {
    let title = legend.x_title().or_else(|| stages(curves))?;
    let size =
        (SMALLEST_SIZE..=LABEL_SIZE).rev().find(|size| line_width(&title, *size) <= width(curves) - AXIS_WIDTH)?;
    Some((title, size))
}

/// `1–3 Discover · 4 Pay`.
fn stages(curves: &Curves) -> Option<String> {
    let parts: Vec<String> = curves
        .stages
        .iter()
        .filter_map(|stage| {
            let (first, last) = (stage.first, stage.last);
            let label = stage.label.as_ref()?;
            Some(if first == last { format!("{first} {label}") } else { format!("{first}–{last} {label}") })
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Pixels. Numbers of many touchpoints need more; the page shrinks the picture to its own width.
fn width(curves: &Curves) -> u32 {
    let places = u32::try_from(curves.places.len().min(100_000)).expect("at most a hundred thousand");
    WIDTH.max(AXIS_WIDTH + places * NUMBER_WIDTH)
}

/// Whether the numbered labels of all touchpoints stand side by side without touching each other.
fn labels_fit(curves: &Curves, legend: &Legend) -> bool {
    let room = WIDTH.saturating_sub(AXIS_WIDTH + legend.width());
    let widths: Vec<u32> =
        curves.places.iter().map(|place| line_width(&place.numbered(), LABEL_SIZE) + LABEL_GAP).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let gaps = u32::try_from(widths.len().saturating_sub(1)).unwrap_or(u32::MAX);
    // Mermaid gives at most a fifth of the room to the halves of labels that stick out at both ends.
    let between = room.saturating_sub(widest.min(room / 5)).checked_div(gaps);
    let neighbours = widths.windows(2).map(|pair| pair.iter().sum::<u32>() / 2).max().unwrap_or(0);
    widest / 2 <= room / 5 && between.is_none_or(|between| neighbours <= between)
}

fn colours(palette: &Palette, curves: &Curves) -> Vec<String> {
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

/// What is not about colours: no labels at half scores, round ends, dashes, widths, and no line where nothing is known.
fn style(curves: &Curves, direction: Direction) -> String {
    let mut style =
        ".left-axis .label text:nth-of-type(2n), .left-axis .ticks path:nth-of-type(2n) { display: none; } \
                     .line-plot-0 path { stroke-width: 1.5px; }"
            .to_owned();
    for (number, line) in curves.lines.iter().enumerate() {
        let plot = number + 1;
        let thinnest = if line.is_dot() { 9.0 } else { 2.5 };
        let width = thinnest + 2.5 * f64::from(curves.lies_below(number));
        style.push_str(&format!(
            " .line-plot-{plot} path {{ stroke-width: {width}px; stroke-linecap: round; stroke-linejoin: round;"
        ));
        if let Some(dashes) = line.dashes().filter(|_| !line.is_dot()) {
            style.push_str(&format!(" stroke-dasharray: {dashes};"));
        }
        style.push_str(&clip(line, direction));
        style.push_str(" }");
        if let Some(dashes) = line.dashes() {
            style.push_str(&format!(
                " .legend .markers path:nth-of-type({plot}) {{ stroke-dasharray: {}; }}",
                if dashes.starts_with('2') { "2 3" } else { "5 3" }
            ));
        }
    }
    style
}

/// The declaration that hides what would stand before a line's first emotion and behind its last.
fn clip(line: &Line, direction: Direction) -> String {
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
    // A single point would be nothing at all; so it is as wide as it is high.
    let beyond = if line.is_dot() { 5 } else { 2 };
    format!(" clip-path: inset(-9px calc({right:.2}% - {beyond}px) -9px calc({left:.2}% - {beyond}px)) fill-box;")
}

/// The place in the source that a line shows.
fn place_of(project: &Project, id: DeclarationId) -> Place {
    Place { file: id.file, range: project.declaration(id).range() }
}
