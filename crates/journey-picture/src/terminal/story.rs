//! Timelines: an outline of what happens, stage by stage.

use merman::diagrams::timeline::TimelineDiagramRenderModel;

use super::{TerminalOptions, push_wrapped, text};

/// The outline.
pub(super) fn draw(model: &TimelineDiagramRenderModel, options: &TerminalOptions) -> String {
    let mut out = String::new();
    let title = model.title.as_deref().map(text).unwrap_or_default();
    if !title.is_empty() {
        push_wrapped(&mut out, "", &title, options.width);
    }
    let (point, event) = if options.ascii_only { ("* ", "  - ") } else { ("● ", "│  ") };
    let mut section = None;
    for task in &model.tasks {
        let place = Some((task.section_index, &task.section));
        if section != place {
            section = place;
            out.push('\n');
            push_wrapped(&mut out, "", &text(&task.section), options.width);
        }
        push_wrapped(&mut out, point, &text(&task.task), options.width);
        for happening in &task.events {
            push_wrapped(&mut out, event, &text(happening), options.width);
        }
    }
    out
}
