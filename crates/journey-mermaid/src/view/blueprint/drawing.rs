//! The blueprint as Mermaid's `swimlane-beta`, or as a flowchart that looks like it.

use journey_plugin::{Direction, Lane, Options};

use super::{Arrow, Band, Blueprint, Entry, FIRST_WITH_SWIMLANES, Row};
use crate::diagram_text::DiagramText;
use crate::escape::flowchart as escape;
use crate::experience::Experience;
use crate::room::wrapped;
use crate::sentence::{counted, list};
use crate::theme::Palette;
use crate::view::journey::description::description;

/// Hundredths of the font size: about twenty letters. The widest box makes its whole lane as wide.
const BOX_WIDTH: u32 = 1_250;
const ARROW_TEXT_WIDTH: u32 = 950;

/// The diagram; `fallback` says why it is no `swimlane-beta`.
pub(super) fn text(
    blueprint: &Blueprint<'_>,
    experience: &Experience,
    options: &Options,
    fallback: Option<&str>,
) -> DiagramText {
    let mut drawing = Drawing {
        text: DiagramText::new(experience.id),
        blueprint,
        is_flowchart: options.target < FIRST_WITH_SWIMLANES,
    };
    drawing.head(experience, options, fallback);
    let mut lanes = blueprint.lanes.clone();
    // Dagre sets subgraphs the other way round.
    if drawing.is_flowchart != (options.direction == Direction::RightToLeft) {
        lanes.reverse();
    }
    let mirrored = options.direction == Direction::RightToLeft;
    for band in lanes {
        let line = blueprint.line_before(band);
        // The line stands on the customer's side of its lane.
        if drawing.is_flowchart == mirrored {
            drawing.line_lane(band, line);
            drawing.lane(band);
        } else {
            drawing.lane(band);
            drawing.line_lane(band, line);
        }
    }
    drawing.arrows();
    if drawing.is_flowchart {
        drawing.grid();
    } else {
        drawing.joins();
    }
    drawing.classes(Palette::of(options.theme));
    drawing.text
}

struct Drawing<'b> {
    text: DiagramText,
    blueprint: &'b Blueprint<'b>,
    is_flowchart: bool,
}

impl Drawing<'_> {
    fn head(&mut self, experience: &Experience, options: &Options, fallback: Option<&str>) {
        self.text.lines(["---", "config:"]);
        if let Some(palette) = Palette::of(options.theme) {
            let Palette { paper, line, .. } = palette;
            let variables = [
                format!("clusterBkg: '{paper}'"),
                format!("clusterBorder: '{line}'"),
                format!("edgeLabelBackground: '{paper}'"),
            ];
            self.text.lines(palette.front_matter(&variables, ""));
        }
        if self.is_flowchart {
            // Twelve has another layout of its own.
            self.text.line(2, "layout: dagre");
        }
        self.text.line(2, "flowchart:");
        self.text.line(4, "nodeSpacing: 20");
        self.text.line(4, "rankSpacing: 30");
        // Labels are broken here, the same for all versions.
        self.text.line(4, "wrappingWidth: 400");
        self.text.line(0, "---");
        if let Some(reason) = fallback {
            self.text.line(0, &format!("%% {reason}"));
        }
        self.text.line(0, if self.is_flowchart { "flowchart TB" } else { "swimlane-beta TB" });
        let title = format!("Service blueprint: {}", experience.title);
        self.text.line_of(experience.range, 2, &format!("accTitle: {}", escape::acc_title(&title)));
        let story = story(self.blueprint, experience);
        self.text.line(2, &format!("accDescr: {}", escape::acc_description(&story)));
        if self.is_flowchart {
            self.text.line(2, "top[\" \"]:::hidden");
        }
    }

    /// The narrow lane that is a line.
    fn line_lane(&mut self, band: Band, name: Option<&str>) {
        let Some(name) = name else { return };
        let key = key(band);
        self.text.line(2, &format!("subgraph l{key}[\" \"]"));
        let name = name.replacen(" of internal ", " of<br/>internal<br/>", 1);
        let name = name.replacen(" of ", " of<br/>", 1);
        self.text.line(4, &format!("l{key}0[\"{name}\"]:::name"));
        if self.is_flowchart {
            self.text.line(4, &format!("l{key}{}[\" \"]:::hidden", self.last()));
        }
        self.text.line(2, "end");
    }

    fn lane(&mut self, band: Band) {
        let blueprint = self.blueprint;
        let key = key(band);
        self.text.line(2, &format!("subgraph {key}[\"{}\"]", band.name()));
        match band {
            Band::Customer => self.text.line(4, &format!("{key}0((\" \"))")),
            Band::Of(_) if self.is_flowchart => self.text.line(4, &format!("{key}0[\" \"]:::hidden")),
            Band::Of(_) => {}
        }
        for (number, row) in blueprint.rows.iter().enumerate() {
            match band {
                Band::Customer => {
                    let label = touchpoint_label(row, &self.conditions_of_steps_back(number));
                    self.text.line_of(row.touchpoint.range, 4, &format!("{key}{}[\"{label}\"]", number + 1));
                }
                Band::Of(lane) => {
                    let entries = row.entries(lane);
                    if let Some((last, others)) = entries.split_last() {
                        for entry in others {
                            self.text.next_line_is_of(entry.range);
                        }
                        let label = entries_label(&entries);
                        self.text.line_of(last.range, 4, &format!("{key}{}[\"{label}\"]", number + 1));
                    }
                }
            }
        }
        if band == Band::Customer && blueprint.rows.is_empty() {
            self.text.line(4, &format!("{key}1[\"No touchpoint<br/>is written down\"]"));
        }
        if self.is_flowchart {
            self.text.line(4, &format!("{key}{}[\" \"]:::hidden", self.last()));
        }
        self.text.line(2, "end");
    }

    /// The row below the last one.
    fn last(&self) -> usize {
        self.blueprint.rows.len().max(1) + 1
    }

    /// What leads back from a row, where the arrow does not say it.
    fn conditions_of_steps_back(&self, row: usize) -> Vec<&str> {
        let back = self.blueprint.arrows.iter().filter(|arrow| arrow.from == row && self.is_told_in_box(arrow));
        back.filter_map(|arrow| arrow.condition.as_deref()).collect()
    }

    fn is_told_in_box(&self, arrow: &Arrow) -> bool {
        arrow.to <= arrow.from && !self.is_flowchart
    }

    /// The way of the customer. Each row is held below the one before by the first link between the two.
    fn arrows(&mut self) {
        let blueprint = self.blueprint;
        self.text.line(2, "c0 --> c1");
        for row in 1..blueprint.rows.len() {
            let mut next = blueprint.arrows.iter().filter(|arrow| arrow.from + 1 == row && arrow.to == row).peekable();
            if next.peek().is_none() {
                self.text.line(2, &format!("c{row} ~~~ c{}", row + 1));
            }
            for arrow in next {
                self.arrow(arrow);
            }
        }
        let (onward, back): (Vec<_>, Vec<_>) =
            blueprint.arrows.iter().filter(|arrow| arrow.to != arrow.from + 1).partition(|arrow| arrow.to > arrow.from);
        for arrow in onward.into_iter().chain(back) {
            self.arrow(arrow);
        }
    }

    fn arrow(&mut self, arrow: &Arrow) {
        let condition = arrow.condition.as_deref().filter(|_| !self.is_told_in_box(arrow));
        let label = condition.map(|text| format!("|\"{}\"|", lines(text, ARROW_TEXT_WIDTH))).unwrap_or_default();
        let written = format!("c{} -->{label} c{}", arrow.from + 1, arrow.to + 1);
        match arrow.range {
            Some(range) => self.text.line_of(range, 2, &written),
            None => self.text.line(2, &written),
        }
    }

    /// The lines that join what belongs to a touchpoint.
    fn joins(&mut self) {
        let blueprint = self.blueprint;
        for (number, row) in blueprint.rows.iter().enumerate() {
            let row_number = number + 1;
            let mut before = "c".to_owned();
            for band in &blueprint.lanes {
                let Band::Of(lane) = *band else { continue };
                if row.touchpoint.count(lane) == 0 {
                    continue;
                }
                let key = key(*band);
                if lane == Lane::Evidence {
                    self.text.line(2, &format!("{key}{row_number} --- c{row_number}"));
                } else {
                    self.text.line(2, &format!("{before}{row_number} --- {key}{row_number}"));
                    before = key.to_owned();
                }
            }
        }
    }

    /// Invisible links that hold each box in its row, and let each lane reach from the top to the bottom.
    fn grid(&mut self) {
        let blueprint = self.blueprint;
        let last = self.last();
        for band in &blueprint.lanes {
            let key = key(*band);
            if blueprint.line_before(*band).is_some() {
                self.text.line(2, &format!("top ~~~ l{key}0 ~~{} l{key}{last}", "~".repeat(last)));
            }
            let mut chain = format!("top ~~~ {key}0");
            let mut at = 0;
            let rows = blueprint.rows.iter().enumerate();
            let filled: Vec<usize> = match *band {
                Band::Customer => {
                    chain = format!("top ~~~ {key}0\n  {key}{}", last - 1);
                    at = last - 1;
                    Vec::new()
                }
                Band::Of(lane) => {
                    rows.filter(|(_, row)| row.touchpoint.count(lane) > 0).map(|(number, _)| number + 1).collect()
                }
            };
            for row in filled.into_iter().chain([last]) {
                chain.push_str(&format!(" ~~{} {key}{row}", "~".repeat(row - at)));
                at = row;
            }
            for line in chain.lines() {
                self.text.line(2, line.trim_start());
            }
        }
    }

    fn classes(&mut self, palette: Option<&Palette>) {
        let blueprint = self.blueprint;
        let lines = blueprint.lanes.iter().filter(|band| blueprint.line_before(**band).is_some());
        let lines: Vec<String> = lines.map(|band| format!("l{}", key(*band))).collect();
        if self.is_flowchart {
            self.text.line(2, "classDef hidden fill:none,stroke:none");
        }
        if lines.is_empty() {
            return;
        }
        self.text.line(2, "classDef name fill:none,stroke:none");
        match palette {
            Some(palette) => self.text.line(2, &format!("classDef line fill:{},stroke:none", palette.heading)),
            None => self.text.line(2, "classDef line stroke-dasharray:6 4"),
        }
        self.text.line(2, &format!("class {} line", lines.join(",")));
    }
}

/// What the boxes of a lane are called in the source, before the number of their row.
fn key(band: Band) -> &'static str {
    match band {
        Band::Of(Lane::Evidence) => "e",
        Band::Of(Lane::Frontstage) => "f",
        Band::Of(Lane::Backstage) => "b",
        Band::Of(_) => "s",
        Band::Customer => "c",
    }
}

fn touchpoint_label(row: &Row<'_>, conditions: &[&str]) -> String {
    let mut label: Vec<String> = Vec::new();
    if let Some(stage) = row.stage.filter(|_| row.is_first) {
        label.push(format!("<b>{}</b>", lines(stage, BOX_WIDTH)));
    }
    label.push(lines(&row.touchpoint.name.label, BOX_WIDTH));
    label.extend(conditions.iter().map(|condition| format!("<i>↩ {}</i>", lines(condition, BOX_WIDTH))));
    label.join("<br/>")
}

fn entries_label(entries: &[Entry<'_>]) -> String {
    let several = entries.len() > 1;
    let label = entries.iter().map(|entry| {
        let what = lines(entry.what, BOX_WIDTH);
        match entry.who.map(|who| lines(who, BOX_WIDTH)) {
            Some(who) if entry.what.is_empty() => format!("<b>{who}</b>"),
            Some(who) => format!("<b>{who}</b><br/>{what}"),
            None if several => format!("• {what}"),
            None => what,
        }
    });
    label.collect::<Vec<_>>().join("<br/>")
}

fn lines(text: &str, width: u32) -> String {
    let lines = wrapped(text, width);
    lines.iter().map(|line| escape::label(line)).collect::<Vec<_>>().join("<br/>")
}

/// The journey in a few sentences, and what stands behind it.
fn story(blueprint: &Blueprint<'_>, experience: &Experience) -> String {
    let personas: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
    let count = |lane| blueprint.rows.iter().map(|row| row.touchpoint.count(lane)).sum::<usize>();
    let nouns = [
        (Lane::Evidence, "piece of evidence"),
        (Lane::Frontstage, "front stage step"),
        (Lane::Backstage, "back stage step"),
        (Lane::Support, "support step"),
    ];
    let shown = nouns.into_iter().filter(|(lane, _)| blueprint.lanes.contains(&Band::Of(*lane)));
    let parts: Vec<String> = shown.map(|(lane, noun)| counted(count(lane), noun)).collect();
    let behind = if parts.is_empty() { "no step of the service".to_owned() } else { list(parts).replace("; ", ", ") };
    format!("{} Around it: {behind}.", description(experience, &personas))
}
