//! Journeys and charts: curves over numbered points, and below them what the numbers mean.

use std::collections::BTreeMap;

use merman::diagrams::journey::{JourneyDiagramRenderModel, JourneyRenderTask};
use merman::diagrams::xychart::{XyChartAxisRenderModel, XyChartDiagramRenderModel, XyChartPlotRenderModel};

use super::canvas::Canvas;
use super::mark::{self, SEVERAL, Shared, mark};
use super::told::Told;
use super::{TerminalOptions, push_wrapped, text};
use crate::PictureError;
use crate::lines::columns;
use crate::table::Row;

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
    let curve = Curve { names: legend, series, low: -2.0, high: 2.0, goes_across: false };
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
/// says them, the values. Where `rows` are that table, only what it says is a point; the names of its columns become those of
/// the drawing.
pub(super) fn chart(
    model: &XyChartDiagramRenderModel,
    options: &TerminalOptions,
    rows: Option<&mut [Row]>,
) -> Result<String, PictureError> {
    let is_named = |plot: &&XyChartPlotRenderModel| plot.title.as_deref().is_some_and(|title| !title.is_empty());
    let some_are_named = model.plots.iter().any(|plot| is_named(&plot));
    let plots: Vec<&XyChartPlotRenderModel> =
        model.plots.iter().filter(|plot| !some_are_named || is_named(plot)).collect();
    let mut told = rows.filter(|_| some_are_named).and_then(|rows| Told::of(rows, plots.len()));
    let values = |(line, plot): (usize, &&XyChartPlotRenderModel)| -> Vec<Option<f64>> {
        let is_said = |label: &str| told.as_ref().and_then(|told| told.says(line, &text(label))).unwrap_or(true);
        plot.data
            .iter()
            .map(|(label, value)| value.filter(|value| value.is_finite()).filter(|_| is_said(label)))
            .collect()
    };
    let series: Vec<Vec<Option<f64>>> = plots.iter().enumerate().map(values).collect();
    let all = || series.iter().flatten().flatten().copied();
    let (low, high) = match &model.y_axis {
        XyChartAxisRenderModel::Linear { min: Some(low), max: Some(high), .. } if low < high => (*low, *high),
        _ => (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max)),
    };
    let name = |(index, plot): (usize, &&XyChartPlotRenderModel)| match &plot.title {
        Some(title) if !title.is_empty() => text(title),
        _ => format!("line {}", index + 1),
    };
    let names: Vec<String> =
        if series.len() > 1 || some_are_named { plots.iter().enumerate().map(name).collect() } else { Vec::new() };
    if let Some(told) = &mut told {
        told.name_columns(&names, |_| None);
    }
    let curve = Curve { names, series, low, high, goes_across: told.is_some() };
    let mut out = heading(model.title.as_deref(), options);
    out.push_str(&curve.draw(options)?);
    if let Some(told) = &mut told {
        told.name_columns(&curve.names, |number| mark(number, options));
    }
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
    /// Whether the lines go straight across points without a value, with dots.
    goes_across: bool,
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
        let mut is_dotted = false;
        for (number, values) in self.series.iter().enumerate().filter(|_| self.goes_across) {
            is_dotted |= self.across(&mut canvas, number, values, step, options);
        }
        // The first series is drawn last, so that it lies above the others.
        for (number, values) in self.series.iter().enumerate().rev() {
            self.line(&mut canvas, number, values, step, options);
        }
        let shared = self.points(&mut canvas, count, step, options)?;
        for point in 0..count {
            let label = (point + 1).to_string();
            canvas.write(x_of(point, step) + 1 - columns(&label).min(2), ROWS, &label);
        }
        let mut out = canvas.print(options);
        if !self.names.is_empty() {
            let drawn = self.names.iter().zip(&self.series).enumerate();
            let legend = drawn
                .filter(|(_, (_, values))| values.iter().any(Option::is_some))
                .filter_map(|(number, (name, _))| Some(format!("{} {name}", mark(number, options)?)));
            out.push('\n');
            push_legend(&mut out, legend, options.width);
        }
        if !shared.is_empty() {
            push_wrapped(&mut out, "  ", &format!("{SEVERAL} several: {}", mark::legend(&shared)), options.width);
        }
        if is_dotted {
            let dots = dot(options).to_string().repeat(2);
            push_wrapped(&mut out, "  ", &format!("{dots} not known, straight across"), options.width);
        }
        Ok(out)
    }

    /// The row of a value.
    fn row(&self, value: f64) -> usize {
        let part = ((self.high - value) / (self.high - self.low)).clamp(0.0, 1.0);
        (part * (ROWS - 1) as f64).round() as usize
    }

    /// Puts a mark at each point. Gives the points that several curves have: a mark over another would hide somebody.
    fn points(
        &self,
        canvas: &mut Canvas,
        count: usize,
        step: usize,
        options: &TerminalOptions,
    ) -> Result<Vec<Shared>, PictureError> {
        let marks: Vec<char> = (0..self.series.len()).map_while(|number| mark(number, options)).collect();
        if marks.len() < self.series.len() {
            return Err(PictureError::Rejected("there are more curves than signs to tell them apart".to_owned()));
        }
        let mut shared = Vec::new();
        for point in 0..count {
            let mut rows: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
            for (number, values) in self.series.iter().enumerate() {
                if let Some(Some(value)) = values.get(point) {
                    rows.entry(self.row(*value)).or_default().push((number, *value));
                }
            }
            for (row, curves) in rows {
                let own: Vec<char> = curves.iter().filter_map(|(number, _)| marks.get(*number).copied()).collect();
                match (curves.as_slice(), own.as_slice()) {
                    ([(number, _)], [own]) => canvas.put(x_of(point, step), row, *own, Some(*number)),
                    ([(_, value), ..], _) => {
                        canvas.put(x_of(point, step), row, SEVERAL, None);
                        let marks: Vec<String> = own.iter().map(char::to_string).collect();
                        shared.push(Shared { point: point + 1, value: signed(*value), marks: marks.join(" ") });
                    }
                    ([], _) => {}
                }
            }
        }
        Ok(shared)
    }

    /// Draws dots from each value to the next behind points without one, but not at these points: nobody said anything there.
    /// Gives whether there are any.
    fn across(
        &self,
        canvas: &mut Canvas,
        number: usize,
        values: &[Option<f64>],
        step: usize,
        options: &TerminalOptions,
    ) -> bool {
        let known: Vec<(usize, f64)> =
            values.iter().enumerate().filter_map(|(point, value)| Some((point, (*value)?))).collect();
        let mut is_dotted = false;
        for pair in known.windows(2) {
            let &[(from, value), (to, next)] = pair else { continue };
            if from + 1 == to {
                continue;
            }
            let (start, end) = (x_of(from, step), x_of(to, step));
            for x in (start + 1..end).filter(|x| (x - start) % step != 0) {
                let part = (x - start) as f64 / (end - start) as f64;
                canvas.put(x, self.row(value + (next - value) * part), dot(options), Some(number));
            }
            is_dotted = true;
        }
        is_dotted
    }

    fn line(&self, canvas: &mut Canvas, number: usize, values: &[Option<f64>], step: usize, options: &TerminalOptions) {
        let colour = Some(number);
        let lines = if options.ascii_only {
            ['-', '|', '+', '+', '+', '+']
        } else {
            ['─', '│', '╮', '╰', '╯', '╭']
        };
        let [across, along, from_above_left, to_below_right, from_below_left, to_above_right] = lines;
        let points: Vec<Option<(usize, usize)>> = values
            .iter()
            .enumerate()
            .map(|(point, value)| value.map(|value| (x_of(point, step), self.row(value))))
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
    }
}

fn x_of(point: usize, step: usize) -> usize {
    SCALE + point * step + step / 2
}

/// What a line is made of where nobody says anything.
fn dot(options: &TerminalOptions) -> char {
    if options.ascii_only { '.' } else { '·' }
}

/// The entries of a legend, as many on a line as it has room for. One that is wider than a line is broken.
fn push_legend(out: &mut String, entries: impl Iterator<Item = String>, width: usize) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for entry in entries {
        match rows.last_mut() {
            Some(row) if columns(&row.join(LEGEND_GAP)) + columns(LEGEND_GAP) + columns(&entry) + 2 <= width => {
                row.push(entry)
            }
            _ => rows.push(vec![entry]),
        }
    }
    for row in rows {
        match row.as_slice() {
            [only] => push_wrapped(out, "  ", only, width),
            several => out.push_str(&format!("  {}\n", several.join(LEGEND_GAP))),
        }
    }
}

/// Names have spaces, so more than one stands between entries.
const LEGEND_GAP: &str = "   ";
