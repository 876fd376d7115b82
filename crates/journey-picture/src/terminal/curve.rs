//! Journeys and charts: curves over numbered points, and below them what the numbers mean.

use merman::diagrams::journey::{JourneyDiagramRenderModel, JourneyRenderTask};
use merman::diagrams::xychart::{XyChartAxisRenderModel, XyChartDiagramRenderModel, XyChartPlotRenderModel};

use super::canvas::Canvas;
use super::{TerminalOptions, push_wrapped, text};
use crate::PictureError;
use crate::lines::columns;

/// A journey: a curve for each person, or one where it has nobody, and below it who feels what. Scores are shown as
/// emotions, from -2 to +2, as our journeys are written. Equal tasks side by side are one point: so a journey is written
/// in which persons feel differently at the same touchpoint.
pub(super) fn journey(model: &JourneyDiagramRenderModel, options: &TerminalOptions) -> Result<String, PictureError> {
    let is_same = |one: &&JourneyRenderTask, other: &&JourneyRenderTask| {
        one.section_index == other.section_index && one.section == other.section && one.task == other.task
    };
    let tasks: Vec<&JourneyRenderTask> = model.tasks.iter().collect();
    let points: Vec<&[&JourneyRenderTask]> = tasks.chunk_by(is_same).collect();
    let mut names: Vec<String> = Vec::new();
    for name in tasks.iter().flat_map(|task| people(task)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let emotion_of = |point: &&[&JourneyRenderTask], name: &String| {
        point.iter().find(|task| people(task).any(|person| person == *name)).and_then(|task| emotion(task))
    };
    let series = if names.is_empty() {
        vec![points.iter().map(|point| point.iter().find_map(|task| emotion(task))).collect()]
    } else {
        names.iter().map(|name| points.iter().map(|point| emotion_of(point, name)).collect()).collect()
    };
    // Whoever is alone needs no legend: the lines below name them.
    let legend = if names.len() > 1 { names.clone() } else { Vec::new() };
    let curve = Curve { names: legend, series, low: -2.0, high: 2.0 };
    let mut out = heading(model.title.as_deref(), options);
    out.push_str(&curve.draw(options)?);
    let mut section = None;
    for (number, point) in (1..).zip(&points) {
        let Some(task) = point.first() else { continue };
        let place = Some((task.section_index, &task.section));
        if section != place {
            section = place;
            out.push('\n');
            push_wrapped(&mut out, "", &text(&task.section), options.width);
        }
        let score = |task: &JourneyRenderTask| emotion(task).map(signed).unwrap_or_default();
        if names.is_empty() {
            push_wrapped(&mut out, &format!("{number:>3}  {:>2}  ", score(task)), &text(&task.task), options.width);
            continue;
        }
        push_wrapped(&mut out, &format!("{number:>3}  "), &text(&task.task), options.width);
        for task in *point {
            let who = people(task).collect::<Vec<_>>().join("; ");
            // Without people, a score says that nobody knows.
            if !who.is_empty() {
                push_wrapped(&mut out, &format!("     {:>2}  ", score(task)), &who, options.width);
            }
        }
    }
    Ok(out)
}

fn emotion(task: &JourneyRenderTask) -> Option<f64> {
    (!task.score_is_nan).then_some((task.score - 3) as f64)
}

fn people(task: &JourneyRenderTask) -> impl Iterator<Item = String> {
    task.people.iter().map(|person| text(person)).filter(|name| !name.is_empty())
}

/// A chart of lines: one curve for each. Lines without a name beside others with one are helping lines of the diagram,
/// which the grid of a terminal does not need. Below stands what the points are called, and, unless a table follows that
/// says them, the values.
pub(super) fn chart(model: &XyChartDiagramRenderModel, options: &TerminalOptions) -> Result<String, PictureError> {
    let is_named = |plot: &&XyChartPlotRenderModel| plot.title.as_deref().is_some_and(|title| !title.is_empty());
    let some_are_named = model.plots.iter().any(|plot| is_named(&plot));
    let plots: Vec<&XyChartPlotRenderModel> =
        model.plots.iter().filter(|plot| !some_are_named || is_named(plot)).collect();
    let values = |plot: &&XyChartPlotRenderModel| -> Vec<Option<f64>> {
        plot.data.iter().map(|(_, value)| value.filter(|value| value.is_finite())).collect()
    };
    let series: Vec<Vec<Option<f64>>> = plots.iter().map(values).collect();
    let all = || series.iter().flatten().flatten().copied();
    let (low, high) = match &model.y_axis {
        XyChartAxisRenderModel::Linear { min: Some(low), max: Some(high), .. } if low < high => (*low, *high),
        _ => (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max)),
    };
    let name = |(index, plot): (usize, &&XyChartPlotRenderModel)| match &plot.title {
        Some(title) if !title.is_empty() => text(title),
        _ => format!("line {}", index + 1),
    };
    let names =
        if series.len() > 1 || some_are_named { plots.iter().enumerate().map(name).collect() } else { Vec::new() };
    let curve = Curve { names, series, low, high };
    let mut out = heading(model.title.as_deref(), options);
    out.push_str(&curve.draw(options)?);
    let Some(first) = plots.first().filter(|_| !options.table_follows) else { return Ok(out) };
    out.push('\n');
    let written: Vec<Vec<String>> = curve
        .series
        .iter()
        .map(|values| values.iter().map(|value| value.map_or("-".to_owned(), signed)).collect())
        .collect();
    let widths: Vec<usize> =
        written.iter().map(|values| values.iter().map(|value| columns(value)).max().unwrap_or(0) + 2).collect();
    for (index, (category, _)) in first.data.iter().enumerate() {
        let mut start = format!("{:>3}", index + 1);
        for (values, width) in written.iter().zip(&widths) {
            start.push_str(&format!("{:>width$}", values.get(index).map_or("-", String::as_str)));
        }
        push_wrapped(&mut out, &format!("{start}  "), &text(category), options.width);
    }
    Ok(out)
}

fn heading(title: Option<&str>, options: &TerminalOptions) -> String {
    let mut out = String::new();
    let title = title.map(text).unwrap_or_default();
    if !title.is_empty() {
        push_wrapped(&mut out, "", &title, options.width);
        out.push('\n');
    }
    out
}

fn signed(value: f64) -> String {
    if value > 0.0 { format!("+{value}") } else { format!("{value}") }
}

/// Columns left of the curves, for the scale.
const SCALE: usize = 5;
/// Rows of a curve: one for each half of an emotion.
const ROWS: usize = 9;

struct Curve {
    /// What each series is called; empty where there is only one.
    names: Vec<String>,
    /// For each series a value at each point, where it has one.
    series: Vec<Vec<Option<f64>>>,
    low: f64,
    high: f64,
}

impl Curve {
    fn draw(&self, options: &TerminalOptions) -> Result<String, PictureError> {
        let count = self.series.iter().map(Vec::len).max().unwrap_or(0);
        if count == 0 || self.low.partial_cmp(&self.high) != Some(std::cmp::Ordering::Less) {
            return Err(PictureError::Rejected("there are no points to draw".to_owned()));
        }
        let step = (options.width.saturating_sub(SCALE) / count).min(8);
        if step < 3 {
            return Err(PictureError::TooNarrow { needed: SCALE + 3 * count, available: options.width });
        }
        let mut canvas = Canvas::new(SCALE + step * count, ROWS + 1);
        for row in 0..ROWS {
            if row % 2 == 0 {
                let value = self.high - (self.high - self.low) * row as f64 / (ROWS - 1) as f64;
                let label = signed((value * 100.0).round() / 100.0);
                canvas.write((SCALE - 2).saturating_sub(columns(&label)), row, &label);
            }
        }
        // The first series is drawn last, so that it lies above the others.
        for (number, values) in self.series.iter().enumerate().rev() {
            self.line(&mut canvas, number, values, step, options);
        }
        for point in 0..count {
            let label = (point + 1).to_string();
            canvas.write(x_of(point, step) + 1 - columns(&label).min(2), ROWS, &label);
        }
        let mut out = canvas.print(options);
        if !self.names.is_empty() {
            let legend =
                self.names.iter().enumerate().map(|(number, name)| format!("{} {name}", mark(number, options)));
            out.push('\n');
            push_wrapped(&mut out, "  ", &legend.collect::<Vec<_>>().join("   "), options.width);
        }
        Ok(out)
    }

    fn line(&self, canvas: &mut Canvas, number: usize, values: &[Option<f64>], step: usize, options: &TerminalOptions) {
        let colour = Some(number);
        let lines = if options.ascii_only {
            ['-', '|', '+', '+', '+', '+']
        } else {
            ['─', '│', '╮', '╰', '╯', '╭']
        };
        let [across, along, from_above_left, to_below_right, from_below_left, to_above_right] = lines;
        let row = |value: f64| {
            let part = ((self.high - value) / (self.high - self.low)).clamp(0.0, 1.0);
            (part * (ROWS - 1) as f64).round() as usize
        };
        let points: Vec<Option<(usize, usize)>> = values
            .iter()
            .enumerate()
            .map(|(point, value)| value.map(|value| (x_of(point, step), row(value))))
            .collect();
        for pair in points.windows(2) {
            // A line over a point without a value would say one.
            let &[Some((x, y)), Some((next_x, next_y))] = pair else { continue };
            let middle = x.midpoint(next_x).max(x + 1);
            for x in x + 1..middle {
                canvas.put(x, y, across, colour);
            }
            for x in middle + 1..next_x {
                canvas.put(x, next_y, across, colour);
            }
            if y == next_y {
                canvas.put(middle, y, across, colour);
                continue;
            }
            for y in y.min(next_y) + 1..y.max(next_y) {
                canvas.put(middle, y, along, colour);
            }
            let (leaves, arrives) =
                if y < next_y { (from_above_left, to_below_right) } else { (from_below_left, to_above_right) };
            canvas.put(middle, y, leaves, colour);
            canvas.put(middle, next_y, arrives, colour);
        }
        for (x, y) in points.into_iter().flatten() {
            canvas.put(x, y, mark(number, options), colour);
        }
    }
}

fn x_of(point: usize, step: usize) -> usize {
    SCALE + point * step + step / 2
}

fn mark(number: usize, options: &TerminalOptions) -> char {
    let marks =
        if options.ascii_only { ['*', 'o', 'x', '#', '@', '%'] } else { ['●', '○', '◆', '◇', '■', '□'] };
    *marks.get(number % marks.len()).unwrap_or(&'*')
}
