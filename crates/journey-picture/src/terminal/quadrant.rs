//! Quadrant charts: a field with a point for each thing, and its name beside it.

use merman::diagrams::quadrant_chart::QuadrantChartRenderModel;

use super::canvas::Canvas;
use super::{TerminalOptions, push_wrapped, text};
use crate::PictureError;
use crate::lines::columns;

/// The least width that leaves room for names.
const NARROWEST: usize = 40;
/// The rows of the field, border and all.
const HEIGHT: usize = 21;

/// The chart, with its axes' names around it.
pub(super) fn draw(model: &QuadrantChartRenderModel, options: &TerminalOptions) -> Result<String, PictureError> {
    let width = options.width.min(78);
    if width < NARROWEST {
        return Err(PictureError::TooNarrow { needed: NARROWEST, available: options.width });
    }
    let mut canvas = Canvas::new(width, HEIGHT);
    frame(&mut canvas, width, options);
    let names = &model.quadrants;
    let half = width / 2;
    for (x, y, name) in [
        (1, 1, &names.quadrant2_text),
        (half + 1, 1, &names.quadrant1_text),
        (1, HEIGHT / 2 + 1, &names.quadrant3_text),
        (half + 1, HEIGHT / 2 + 1, &names.quadrant4_text),
    ] {
        canvas.write(x + 1, y, &cut(&text(name), half - 3));
    }
    let places: Vec<(usize, usize, String)> = model
        .points
        .iter()
        .map(|point| {
            let x = 1.0 + point.x.clamp(0.0, 1.0) * (width - 3) as f64;
            let y = 1.0 + (1.0 - point.y.clamp(0.0, 1.0)) * (HEIGHT - 3) as f64;
            (x.round() as usize, y.round() as usize, text(&point.text))
        })
        .collect();
    let mark = if options.ascii_only { '*' } else { '●' };
    for (x, y, _) in &places {
        canvas.put(*x, *y, mark, Some(0));
    }
    // Where a whole name has no room, its number may have; the name then stands below.
    let mut below = Vec::new();
    let mut unplaced = Vec::new();
    for (x, y, name) in &places {
        if label(&mut canvas, *x, *y, name, width) {
            continue;
        }
        match name.split_once(" · ") {
            Some((number, _)) if label(&mut canvas, *x, *y, number, width) => below.push(name.as_str()),
            _ => unplaced.push(name.as_str()),
        }
    }
    let mut out = String::new();
    let title = model.title.as_deref().map(text).unwrap_or_default();
    for line in [title, text(&model.axes.y_axis_top_text)].iter().filter(|line| !line.is_empty()) {
        push_wrapped(&mut out, "", line, options.width);
    }
    out.push_str(&canvas.print(options));
    let bottom = text(&model.axes.y_axis_bottom_text);
    if !bottom.is_empty() {
        push_wrapped(&mut out, "", &bottom, options.width);
    }
    let [left, right] = [&model.axes.x_axis_left_text, &model.axes.x_axis_right_text].map(|axis| text(axis));
    let gap = width.saturating_sub(columns(&left) + columns(&right)).max(3);
    if !left.is_empty() {
        push_wrapped(&mut out, "", &left, options.width);
    }
    if !right.is_empty() && columns(&left) + gap + columns(&right) <= options.width {
        out.truncate(out.len() - 1);
        out.push_str(&format!("{}{right}\n", " ".repeat(gap)));
    } else if !right.is_empty() {
        push_wrapped(&mut out, "", &right, options.width);
    }
    if !below.is_empty() && !options.table_follows {
        out.push('\n');
        below.iter().for_each(|name| push_wrapped(&mut out, "", name, options.width));
    }
    if !unplaced.is_empty() {
        push_wrapped(
            &mut out,
            "",
            &format!("Without a label, for want of room: {}", unplaced.join(", ")),
            options.width,
        );
    }
    Ok(out)
}

fn frame(canvas: &mut Canvas, width: usize, options: &TerminalOptions) {
    let (across, along) = if options.ascii_only { ('-', '|') } else { ('─', '│') };
    let (right, half, bottom, middle) = (width - 1, width / 2, HEIGHT - 1, HEIGHT / 2);
    for y in [0, middle, bottom] {
        (0..width).for_each(|x| canvas.put(x, y, across, None));
    }
    for x in [0, half, right] {
        (0..HEIGHT).for_each(|y| canvas.put(x, y, along, None));
    }
    let corners = [["┌", "┬", "┐"], ["├", "┼", "┤"], ["└", "┴", "┘"]];
    for (y, row) in [0, middle, bottom].into_iter().zip(corners) {
        for (x, corner) in [0, half, right].into_iter().zip(row) {
            canvas.write(x, y, if options.ascii_only { "+" } else { corner });
        }
    }
}

/// Writes a name beside its point, where nothing else stands: right of it, left of it, below or above.
fn label(canvas: &mut Canvas, x: usize, y: usize, name: &str, width: usize) -> bool {
    let wide = columns(name);
    let under = x.saturating_sub(wide / 2).max(1);
    let left = x.checked_sub(wide + 1);
    for (start, row) in [(Some(x + 2), y), (left, y), (Some(under), y + 1), (Some(under), y - 1)] {
        let Some(start) = start else { continue };
        let inside = start >= 1 && start + wide < width && (1..HEIGHT - 1).contains(&row);
        if inside && (start..start + wide).all(|x| canvas.at(x, row) == ' ') {
            canvas.write(start, row, name);
            return true;
        }
    }
    false
}

fn cut(name: &str, width: usize) -> String {
    let mut cut = String::new();
    for char in name.chars() {
        if columns(&cut) + columns(char.encode_utf8(&mut [0; 4])) > width {
            break;
        }
        cut.push(char);
    }
    cut
}
