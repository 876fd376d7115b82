//! Journeys and charts: curves over numbered points, and below them what the numbers mean.

use merman::diagrams::journey::JourneyDiagramRenderModel;
use merman::diagrams::xychart::{XyChartAxisRenderModel, XyChartDiagramRenderModel};

use super::canvas::Canvas;
use super::{TerminalOptions, push_wrapped, text};
use crate::PictureError;
use crate::lines::columns;

/// A journey: one curve of the scores. They are shown as emotions, from -2 to +2, as our journeys are written.
pub(super) fn journey(model: &JourneyDiagramRenderModel, options: &TerminalOptions) -> Result<String, PictureError> {
    let scores = model.tasks.iter().map(|task| (!task.score_is_nan).then_some((task.score - 3) as f64)).collect();
    let curve = Curve { names: Vec::new(), series: vec![scores], low: -2.0, high: 2.0 };
    let mut out = heading(model.title.as_deref(), options);
    out.push_str(&curve.draw(options)?);
    let mut section = None;
    for (index, task) in model.tasks.iter().enumerate() {
        let place = Some((task.section_index, &task.section));
        if section != place {
            section = place;
            out.push('\n');
            push_wrapped(&mut out, "", &text(&task.section), options.width);
        }
        let people: Vec<String> =
            task.people.iter().map(|person| text(person)).filter(|name| !name.is_empty()).collect();
        let score = if task.score_is_nan { String::new() } else { signed((task.score - 3) as f64) };
        let who = if people.is_empty() { String::new() } else { format!("  ({})", people.join(", ")) };
        let first = format!("{:>3}  {score:>2}  ", index + 1);
        push_wrapped(&mut out, &first, &format!("{}{who}", text(&task.task)), options.width);
    }
    Ok(out)
}

/// A chart of lines: one curve for each.
pub(super) fn chart(model: &XyChartDiagramRenderModel, options: &TerminalOptions) -> Result<String, PictureError> {
    let values = |plot: &merman::diagrams::xychart::XyChartPlotRenderModel| -> Vec<Option<f64>> {
        plot.data.iter().map(|(_, value)| value.filter(|value| value.is_finite())).collect()
    };
    let series: Vec<Vec<Option<f64>>> = model.plots.iter().map(values).collect();
    let all = || series.iter().flatten().flatten().copied();
    let (low, high) = match &model.y_axis {
        XyChartAxisRenderModel::Linear { min: Some(low), max: Some(high), .. } if low < high => (*low, *high),
        _ => (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max)),
    };
    let name = |(index, plot): (usize, &merman::diagrams::xychart::XyChartPlotRenderModel)| match &plot.title {
        Some(title) if !title.is_empty() => text(title),
        _ => format!("line {}", index + 1),
    };
    let names = if series.len() > 1 { model.plots.iter().enumerate().map(name).collect() } else { Vec::new() };
    let curve = Curve { names, series, low, high };
    let mut out = heading(model.title.as_deref(), options);
    out.push_str(&curve.draw(options)?);
    out.push('\n');
    let Some(first) = model.plots.first() else { return Ok(out) };
    for (index, (category, _)) in first.data.iter().enumerate() {
        let values =
            curve.series.iter().map(|values| values.get(index).copied().flatten().map_or("-".to_owned(), signed));
        let values: Vec<String> = values.map(|value| format!("{value:>4}")).collect();
        push_wrapped(&mut out, &format!("{:>3}{}  ", index + 1, values.concat()), &text(category), options.width);
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
        let points: Vec<(usize, usize)> =
            values.iter().enumerate().filter_map(|(point, value)| Some((x_of(point, step), row((*value)?)))).collect();
        for pair in points.windows(2) {
            let [(x, y), (next_x, next_y)] = [pair[0], pair[1]];
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
        for (x, y) in points {
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
