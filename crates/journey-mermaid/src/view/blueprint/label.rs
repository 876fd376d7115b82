//! What stands in the boxes and at the arrows of a blueprint, escaped and broken into lines.

use super::{Entry, Row};
use crate::escape::flowchart as escape;
use crate::room;

/// Hundredths of the font size: about eighteen letters. The widest box makes its whole lane as wide.
const BOX_WIDTH: u32 = 1_150;

/// Writes the label of a touchpoint: with the name of its stage where it is the first, and the ways on.
pub(super) fn push_touchpoint(to: &mut String, row: &Row<'_>, ways_on: &[String]) {
    if let Some(stage) = row.stage.filter(|_| row.is_first) {
        to.push_str("<b>");
        push_lines(to, stage, BOX_WIDTH);
        to.push_str("</b><br/>");
    }
    push_lines(to, &row.touchpoint.name.label, BOX_WIDTH);
    for way in ways_on {
        to.push_str("<br/><i>");
        push_lines(to, way, BOX_WIDTH);
        to.push_str("</i>");
    }
}

/// Writes what a touchpoint has in one lane.
pub(super) fn push_entries(to: &mut String, entries: &[Entry<'_>]) {
    for (number, entry) in entries.iter().enumerate() {
        if number > 0 {
            to.push_str("<br/>");
        }
        if let Some(who) = entry.who {
            to.push_str("<b>");
            push_lines(to, who, BOX_WIDTH);
            to.push_str("</b>");
            if entry.what.is_empty() {
                continue;
            }
            to.push_str("<br/>");
        } else if entries.len() > 1 {
            to.push_str("• ");
        }
        push_lines(to, entry.what, BOX_WIDTH);
    }
}

fn push_lines(to: &mut String, text: &str, width: u32) {
    room::push_lines(to, text, width, escape::push_label);
}

/// A text in lines that are at most `width` wide, in hundredths of the font size.
pub(super) fn lines(text: &str, width: u32) -> String {
    let mut lines = String::new();
    push_lines(&mut lines, text, width);
    lines
}

/// The label; where Mermaid 11 reads Markdown in it, on one line. (It does so in flowcharts, up to 11.15, and only in
/// labels with tags.)
pub(super) fn plain_enough(label: String) -> String {
    let reads_markdown = ["#42;", "#91;", "#92;", "#95;", "#96;", "#126;", "#64;", "#58;", "#46;"]
        .iter()
        .any(|entity| label.contains(entity));
    if !reads_markdown {
        return label;
    }
    // Without tags, `\n` and `fa:` mean nothing there. What else the empty tag kept apart is still read, so a word joiner
    // does.
    let harmless = ["#92;", "#58;"]
        .iter()
        .fold(label, |label, entity| label.replace(&format!("{entity}{}", escape::NOTHING), entity));
    let label = harmless.replace(escape::NOTHING, "\u{2060}");
    let line = label.replace("</b><br/>", ": ").replace("<br/>", " ");
    ["<b>", "</b>", "<i>", "</i>"].iter().fold(line, |line, tag| line.replace(tag, ""))
}
