//! The blueprint as Mermaid's `swimlane-beta`, or as a flowchart that looks like it.

use journey_plugin::{Direction, Lane, Options};

use super::label::{lines, plain_enough, push_entries, push_touchpoint};
use super::{Arrow, Band, Blueprint, FIRST_WITH_SWIMLANES};
use crate::diagram_text::DiagramText;
use crate::escape::flowchart as escape;
use crate::experience::Experience;
use crate::sentence::{counted, list};
use crate::theme::Palette;
use crate::view::journey::description::description;

/// Rows; Mermaid shortens longer ones.
const LONGEST_LINK: usize = 10;
const ARROW_TEXT_WIDTH: u32 = 950;
/// Bytes that the name of a box has at most, as a rule.
const ID_LENGTH: usize = 8;
/// Bytes of all lines about a touchpoint in a lane, about.
const ROW_LENGTH: usize = 80;

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
        is_flowchart: fallback.is_some(),
        digits: 0,
        reads_markdown: options.target.major == 11 && options.target < FIRST_WITH_SWIMLANES,
    };
    drawing.digits = drawing.last().to_string().len();
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
    reads_markdown: bool,
    /// How many digits the number of the last row has.
    digits: usize,
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
        self.text.line(4, "nodeSpacing: 18");
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
        let id = self.id(0, &format!("l{key}"));
        self.text.line(4, &format!("{id}[\"{name}\"]:::name"));
        if self.is_flowchart {
            for row in fillers(&[0, self.last()]).into_iter().skip(1) {
                let id = self.id(row, &format!("l{key}"));
                self.text.line(4, &format!("{id}[\" \"]:::hidden"));
            }
        }
        self.text.line(2, "end");
    }

    fn lane(&mut self, band: Band) {
        let blueprint = self.blueprint;
        let key = key(band);
        self.text.line(2, &format!("subgraph {key}[\"{}\"]", band.name()));
        match band {
            Band::Of(_) if !self.is_flowchart => {}
            _ => self.text.line(4, &format!("{}[\" \"]:::hidden", self.id(0, key))),
        }
        self.text.reserve(blueprint.rows.len() * ROW_LENGTH);
        for (number, row) in blueprint.rows.iter().enumerate() {
            match band {
                Band::Customer => {
                    let ways = self.ways_on(number);
                    self.text.next_line_is_of(row.touchpoint.range);
                    self.labelled(number + 1, key, |label| push_touchpoint(label, row, &ways));
                }
                Band::Of(lane) => {
                    let entries = row.entries(lane);
                    if !entries.is_empty() {
                        entries.iter().for_each(|entry| self.text.next_line_is_of(entry.range));
                        self.labelled(number + 1, key, |label| push_entries(label, &entries));
                    }
                }
            }
        }
        if band == Band::Customer && blueprint.rows.is_empty() {
            self.text.line(4, &format!("{}[\"No touchpoint<br/>is written down\"]", self.id(1, key)));
        }
        if self.is_flowchart {
            let rows = match band {
                Band::Customer => vec![self.last()],
                Band::Of(lane) => self.rows_of(lane),
            };
            for row in rows {
                let shown = row.checked_sub(1).and_then(|number| blueprint.rows.get(number));
                let is_hidden = match band {
                    Band::Customer => true,
                    Band::Of(lane) => row > 0 && shown.is_none_or(|row| row.touchpoint.count(lane) == 0),
                };
                if is_hidden {
                    self.text.line(4, &format!("{}[\" \"]:::hidden", self.id(row, key)));
                }
            }
        }
        self.text.line(2, "end");
    }

    /// Adds a box with what `label` writes.
    fn labelled(&mut self, row: usize, key: &str, label: impl FnOnce(&mut String)) {
        let id = self.id(row, key);
        let reads_markdown = self.reads_markdown;
        self.text.write(4, |line| {
            line.push_str(&id);
            line.push_str("[\"");
            if reads_markdown {
                let mut written = String::new();
                label(&mut written);
                line.push_str(&plain_enough(written));
            } else {
                label(line);
            }
            line.push_str("\"]");
        });
    }

    /// What a box is called in the source. Mermaid's swimlanes take boxes in the order of these names and give each the next
    /// row that its lane has free, so row comes before lane and has as many digits everywhere.
    fn id(&self, row: usize, key: &str) -> String {
        let mut id = String::with_capacity(ID_LENGTH);
        push_id(&mut id, row, self.digits, key);
        id
    }

    /// The row below the last one.
    fn last(&self) -> usize {
        self.blueprint.rows.len().max(1) + 1
    }

    /// Where it goes on from a row, as texts for its box.
    ///
    /// Mermaid 11.17 and 12.3 draw the texts of arrows in swimlanes at other arrows, and put touchpoints in a wrong order where
    /// a way leads back beside an arrow with a text. So arrows have none there.
    fn ways_on(&self, row: usize) -> Vec<String> {
        let blueprint = self.blueprint;
        let told =
            blueprint.arrows_from(row).iter().filter(|arrow| !self.is_flowchart || arrow.to == arrow.from).filter_map(
                |arrow| {
                    let target = &blueprint.rows.get(arrow.to)?.touchpoint.name.label;
                    let condition = arrow.condition;
                    match arrow.to.checked_sub(arrow.from) {
                        Some(0) => {
                            Some(condition.map_or_else(|| format!("↩ {target}"), |when| format!("↩ {when}: {target}")))
                        }
                        Some(1) => condition.map(|when| format!("↓ {when}")),
                        Some(_) => condition.map(|when| format!("↪ {when}: {target}")),
                        None => condition.map(|when| format!("↩ {when}: {target}")),
                    }
                },
            );
        told.collect()
    }

    /// The way of the customer. Each row is held below the one before by the first link between the two.
    fn arrows(&mut self) {
        let blueprint = self.blueprint;
        self.text.line(2, &format!("{} ~~~ {}", self.id(0, "c"), self.id(1, "c")));
        for row in 1..blueprint.rows.len() {
            let mut next = blueprint.arrows_from(row - 1).iter().filter(|arrow| arrow.to == row).peekable();
            if next.peek().is_none() {
                self.link(row, "c", " ~~~ ", row + 1, "c");
            }
            for arrow in next {
                self.arrow(arrow);
            }
        }
        // Mermaid stumbles over an arrow from a box to itself.
        let jumps = blueprint.arrows.iter().filter(|arrow| arrow.to != arrow.from + 1 && arrow.to != arrow.from);
        let (onward, back): (Vec<_>, Vec<_>) = jumps.partition(|arrow| arrow.to > arrow.from);
        for arrow in onward.into_iter().chain(back) {
            self.arrow(arrow);
        }
    }

    fn arrow(&mut self, arrow: &Arrow<'_>) {
        if let Some(range) = arrow.range {
            self.text.next_line_is_of(range);
        }
        // In swimlanes, the way of a jump runs along the frame of the first lane, so it is thicker than that.
        let plain = if self.is_flowchart || arrow.to == arrow.from + 1 { " --> " } else { " ==> " };
        match arrow.condition.filter(|_| self.is_flowchart) {
            Some(text) => {
                let link = format!(" -->|\"{}\"| ", lines(text, ARROW_TEXT_WIDTH));
                self.link(arrow.from + 1, "c", &link, arrow.to + 1, "c");
            }
            None => self.link(arrow.from + 1, "c", plain, arrow.to + 1, "c"),
        }
    }

    fn link(&mut self, from: usize, from_key: &str, link: &str, to: usize, to_key: &str) {
        let digits = self.digits;
        self.text.write(2, |line| {
            push_id(line, from, digits, from_key);
            line.push_str(link);
            push_id(line, to, digits, to_key);
        });
    }

    /// The lines that join what belongs to a touchpoint.
    fn joins(&mut self) {
        let blueprint = self.blueprint;
        for (number, row) in blueprint.rows.iter().enumerate() {
            let row_number = number + 1;
            let mut before = "c";
            for band in &blueprint.lanes {
                let Band::Of(lane) = *band else { continue };
                if row.touchpoint.count(lane) == 0 {
                    continue;
                }
                let key = key(*band);
                if lane == Lane::Evidence {
                    self.link(row_number, "c", " --- ", row_number, key);
                } else {
                    self.link(row_number, before, " --- ", row_number, key);
                    before = key;
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
                self.chain(&format!("l{key}"), &fillers(&[0, last]));
            }
            match *band {
                Band::Customer => self.text.line(2, &format!("top ~~~ {}", self.id(0, key))),
                Band::Of(lane) => self.chain(key, &self.rows_of(lane)),
            }
        }
        self.text.line(2, &format!("{} ~~~ {}", self.id(last - 1, "c"), self.id(last, "c")));
    }

    /// The rows in which something stands in a lane of a flowchart, hidden boxes included.
    fn rows_of(&self, lane: Lane) -> Vec<usize> {
        let rows = self.blueprint.rows.iter().enumerate();
        let filled = rows.filter(|(_, row)| row.touchpoint.count(lane) > 0).map(|(number, _)| number + 1);
        fillers(&[0].into_iter().chain(filled).chain([self.last()]).collect::<Vec<_>>())
    }

    /// Holds boxes as far below each other as their rows are.
    fn chain(&mut self, key: &str, rows: &[usize]) {
        let mut chain = format!("top ~~~ {}", self.id(0, key));
        for pair in rows.windows(2) {
            if let [before, row] = pair {
                chain.push_str(" ~~");
                chain.extend(std::iter::repeat_n('~', row - before));
                chain.push(' ');
                push_id(&mut chain, *row, self.digits, key);
            }
        }
        self.text.line(2, &chain);
    }

    fn classes(&mut self, palette: Option<&Palette>) {
        let blueprint = self.blueprint;
        let lines = blueprint.lanes.iter().filter(|band| blueprint.line_before(**band).is_some());
        let lines: Vec<String> = lines.map(|band| format!("l{}", key(*band))).collect();
        self.text.line(2, "classDef hidden fill:none,stroke:none");
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

/// The rows, and more between them, so that none is further from the next than a link can be long.
fn fillers(rows: &[usize]) -> Vec<usize> {
    let mut filled: Vec<usize> = Vec::new();
    for row in rows {
        while let Some(before) = filled.last().filter(|before| row.saturating_sub(**before) > LONGEST_LINK) {
            filled.push(before + LONGEST_LINK);
        }
        filled.push(*row);
    }
    filled
}

/// What a lane is called in the source.
fn key(band: Band) -> &'static str {
    match band {
        Band::Of(Lane::Evidence) => "e",
        Band::Of(Lane::Frontstage) => "f",
        Band::Of(Lane::Backstage) => "b",
        Band::Of(_) => "s",
        Band::Customer => "c",
    }
}

/// Writes what [`Drawing::id`] is.
fn push_id(to: &mut String, row: usize, digits: usize, key: &str) {
    to.push('r');
    let mut unit = 10_usize.saturating_pow(u32::try_from(digits.saturating_sub(1)).unwrap_or(u32::MAX));
    // Digit by digit: a long journey has tens of thousands of these.
    while unit > 0 {
        to.extend(char::from_digit(u32::try_from(row / unit % 10).unwrap_or_default(), 10));
        unit /= 10;
    }
    to.push_str(key);
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
