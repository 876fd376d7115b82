//! The stages and touchpoints of a report, with all that is said about them.

use journey_model::{DeclarationId, LocalId};
use journey_plugin::{Lane, Place, SourceLine};

use super::Page;
use crate::escape::markdown::text as escaped;
use crate::view::lanes::{OUTSIDE, Saying, Sayings, heading};
use crate::view::table::WHOLE;

/// A section with a part for each stage and each of its touchpoints: what their documentation says, and every lane, which
/// the diagrams show only some of.
pub(super) fn write(page: &mut Page<'_>) {
    let experience = page.experience;
    if experience.stages.is_empty() {
        return;
    }
    page.heading(3, None, "Step by step");
    let sayings = Sayings::of(experience);
    for (number, stage) in experience.stages.iter().enumerate() {
        if number > 0 {
            page.text.line(0, "");
        }
        let label = stage.name.as_ref().map_or(OUTSIDE, |name| name.label.as_str());
        let title = format!("#### {}", escaped(label));
        match stage.range {
            Some(range) => page.text.line_of(range, 0, &title),
            None => page.text.line(0, &title),
        }
        about(page, stage.declaration, |lane| sayings.in_stage(stage, lane));
        for touchpoint in &stage.touchpoints {
            page.text.line(0, "");
            page.text.line_of(touchpoint.range, 0, &format!("**{}**", escaped(&touchpoint.name.label)));
            about(page, Some(touchpoint.id), |lane| sayings.at_touchpoint(touchpoint, lane));
        }
    }
    // Other facts about the whole journey have sections of their own.
    let gains = sayings.of_journey(Lane::Gain);
    if !gains.is_empty() {
        page.text.line(0, "");
        page.text.line(0, &format!("#### {WHOLE}"));
        about(page, None, |lane| if lane == Lane::Gain { sayings.of_journey(lane) } else { Vec::new() });
    }
}

/// The lines about one of them: those of the lanes, and then the other keys as they are written.
fn about<'e>(page: &mut Page<'_>, declaration: Option<LocalId>, said: impl Fn(Lane) -> Vec<Saying<'e>>) {
    let id = declaration.map(|local| DeclarationId { file: page.experience.id.file, local });
    if let Some(id) = id {
        page.documentation(page.project.declaration(id));
    }
    let mut lines: Vec<(String, Vec<Place>)> = Vec::new();
    for (_, lane) in Lane::NAMES {
        let said = said(lane);
        if !said.is_empty() {
            let texts: Vec<&str> = said.iter().map(|saying| &*saying.text).collect();
            let line = format!("- {}: {}", heading(lane), escaped(&texts.join("; ")));
            lines.push((line, said.iter().map(|saying| saying.place).collect()));
        }
    }
    let is_lane = |key: &str| Lane::NAMES.iter().any(|(name, _)| *name == key);
    lines.extend(id.into_iter().flat_map(|id| page.other_facts(id, is_lane)).map(|line| (line, Vec::new())));
    if lines.is_empty() {
        return;
    }
    page.text.line(0, "");
    for (line, places) in lines {
        let number = page.text.line_count();
        page.text.line(0, &line);
        for place in places {
            page.text.map(SourceLine { line: number, place });
        }
    }
}
