//! Charts whose last label at the x axis reaches the right border of the picture, or beyond it, and whose lines begin later
//! than the axis or end earlier.
//!
//! Mermaid draws each line over the whole axis. Our charts hide what nobody said with `clip-path` in their style sheet, which
//! only browsers know; elsewhere there would be a level line that is not in the journey. So the line itself is cut.

use roxmltree::{Document, Node};

use super::attribute::round;
use super::rows::Changes;
use super::sheet::{SVG, Sheet, pixels};
use crate::{entity, font};

/// Pixels from the end of a label to the border, at least.
const BESIDE: f64 = 12.0;
/// How long a line is of which one point is left: it is seen as a dot, and some viewers draw nothing of no length.
const DOT: f64 = 0.1;

/// What changes in a chart that begins at the left with `left` and is so `wide`: it becomes wider by what its labels need, and
/// its lines shorter.
pub(super) fn mend<'a>(document: &'a Document<'_>, sheet: &Sheet<'a>, left: f64, wide: f64) -> Changes {
    let is_axis = |node: &Node<'_, '_>| node.attribute("class") == Some("bottom-axis");
    let labels = document.descendants().filter(is_axis).flat_map(|axis| axis.descendants());
    let ends = labels.filter(|node| node.tag_name().name() == "text").filter_map(|label| {
        let place = label.attribute("transform")?.strip_prefix("translate(")?;
        let middle: f64 = place.split_once(',')?.0.trim().parse().ok()?;
        let size = sheet.inherited(label, "font-size").and_then(pixels)?;
        Some(middle + font::width(entity::decode(label.text()?).trim(), size, false) / 2.0)
    });
    let needed = ends.fold(f64::NEG_INFINITY, f64::max) + BESIDE - left;
    let mut changes = Changes { sides: (needed > wide).then_some((left, needed)), ..Changes::default() };
    for (plot, path) in document.descendants().filter_map(line_of) {
        // A line over one place is a point, whether or not something hides its ends.
        let whole_point = |line: &str| (!line.contains('L')).then_some((0.0, 0.0));
        if let Some(line) = path.attribute("d")
            && let Some((left, right)) = clip_of(document, plot).and_then(hidden).or_else(|| whole_point(line))
            && let Some(cut) = cut(line, left, right)
        {
            changes.attributes.insert(path.id(), vec![("d", cut), ("style", "clip-path:none".to_owned())]);
        }
    }
    changes
}

/// A line, and the class of what it stands in.
fn line_of<'a, 'input>(path: Node<'a, 'input>) -> Option<(&'a str, Node<'a, 'input>)> {
    let plot = path.parent_element()?.attribute("class").filter(|class| class.starts_with("line-plot-"))?;
    (path.tag_name().name() == "path").then_some((plot, path))
}

/// The `clip-path` that the style sheet gives to the lines of a plot. The reader of style sheets knows no functions in
/// functions.
fn clip_of<'a>(document: &'a Document<'_>, plot: &str) -> Option<&'a str> {
    let sheets = document.descendants().filter(|node| node.has_tag_name((SVG, "style"))).filter_map(|node| node.text());
    let selector = format!(".{plot} path");
    let bodies = sheets.flat_map(|sheet| sheet.split('}')).filter_map(|rule| {
        let (own, body) = rule.rsplit_once('{')?;
        own.trim_end().ends_with(&selector).then_some(body)
    });
    bodies
        .flat_map(|body| body.split(';'))
        .filter_map(|declaration| declaration.trim().strip_prefix("clip-path:"))
        .next_back()
        .map(str::trim)
}

/// How much of a line is hidden at its left and at its right, in parts of the whole: of
/// `inset(-9px calc(25.00% - 2px) -9px calc(0.00% - 2px)) fill-box`.
fn hidden(clip: &str) -> Option<(f64, f64)> {
    let sides = clip.trim().strip_prefix("inset(")?.strip_suffix("fill-box")?.trim_end().strip_suffix(')')?;
    let mut parts = sides.split("calc(").skip(1).map(|part| part.split_once('%')?.0.trim().parse::<f64>().ok());
    let (right, left) = (parts.next()??, parts.next()??);
    parts.next().is_none().then_some((left / 100.0, right / 100.0))
}

/// A line of straight parts over places that are equally far from each other, `M1,2L3,4L5,6`, without so much of it.
fn cut(line: &str, left: f64, right: f64) -> Option<String> {
    let points: Vec<&str> = line.trim().trim_end_matches('Z').strip_prefix('M')?.split('L').collect();
    let last = points.len().checked_sub(1)?;
    let steps = |part: f64| (part * last as f64).round().max(0.0) as usize;
    let kept = points.get(steps(left)..=last.checked_sub(steps(right))?)?;
    match kept {
        [] => None,
        [only] => {
            let (x, y) = only.split_once(',')?;
            let x: f64 = x.trim().parse().ok()?;
            Some(format!("M{},{y}L{},{y}", round(x - DOT / 2.0), round(x + DOT / 2.0)))
        }
        _ => Some(format!("M{}", kept.join("L"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_our_charts_hide_it() {
        let (left, right) = hidden("inset(-9px calc(25.00% - 2px) -9px calc(50.00% - 2px)) fill-box").unwrap();
        assert_eq!((left, right), (0.5, 0.25));
        assert_eq!(cut("M0,1L10,2L20,3L30,4L40,5", left, right).as_deref(), Some("M20,3L30,4"));
        assert_eq!(cut("M0,1L10,2L20,3", 0.333_3, 0.0).as_deref(), Some("M10,2L20,3"), "rounded to places");
        assert_eq!(cut("M0,1L10,2L20,3", 0.5, 0.5).as_deref(), Some("M9.95,2L10.05,2"));
        assert_eq!(cut("M0,1L10,2", 0.0, 0.0).as_deref(), Some("M0,1L10,2"));
        assert_eq!(cut("M20,5Z", 0.0, 0.0).as_deref(), Some("M19.95,5L20.05,5"), "a chart of one place");
    }

    #[test]
    fn any_other_clip_and_any_other_line_stays() {
        for other in ["none", "inset(0) fill-box", "inset(-9px calc(2% - 2px)) fill-box", "url(#a)", "", "inset("] {
            assert_eq!(hidden(other), None, "{other}");
        }
        for (line, left, right) in [("", 0.5, 0.0), ("0,1L1,2", 0.5, 0.0), ("M0,1L1,2L2,3", 1.0, 1.0), ("M0", 0.0, 0.0)]
        {
            assert_eq!(cut(line, left, right), None, "{line}");
        }
    }
}
