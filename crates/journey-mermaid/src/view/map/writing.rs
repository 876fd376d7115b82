//! The map's grid as Mermaid writes it.

use journey_plugin::{SourceLine, Theme};

use super::grid::{Card, Cell, Grid, Group, Kind, line_count, lines};
use crate::diagram_text::DiagramText;
use crate::escape::block::{label, ruler};
use crate::escape::comment::comment;
use crate::experience::Experience;
use crate::theme::Palette;
use crate::view::journey::description::description;

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One grid, whose rows all have one height.
    Even,
    /// A block for each group, with rows of its own height.
    Grouped,
}

/// The text of the diagram, and what made its lines.
pub(super) fn write(
    experience: &Experience,
    grid: &Grid,
    layout: Layout,
    mirrored: bool,
    theme: Theme,
) -> (String, Vec<SourceLine>) {
    let mut writing = Writing {
        text: DiagramText::new(experience.id),
        layout,
        mirrored,
        column: grid.column_width(layout == Layout::Grouped),
        classes: Vec::new(),
        cells: 0,
        low: Vec::new(),
        rulers: Vec::new(),
    };
    writing.front_matter(Palette::of(theme));
    let names: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
    writing.text.line(0, &format!("%% Customer journey: {}", comment(&experience.title)));
    writing.text.line(0, &format!("%% {}", comment(&description(experience, &names))));
    writing.text.line(0, "block-beta");
    match layout {
        Layout::Even => writing.text.line(2, &format!("columns {}", grid.columns)),
        Layout::Grouped => writing.text.line(2, "columns 1"),
    }
    for (number, group) in grid.groups.iter().enumerate() {
        writing.group(number + 1, group, grid.columns);
    }
    writing.classes();
    if let Some(palette) = Palette::of(theme) {
        writing.colours(palette, grid.groups.len());
    }
    writing.text.finish()
}

struct Writing {
    text: DiagramText,
    layout: Layout,
    mirrored: bool,
    /// In hundredths of the font size.
    column: u32,
    /// The numbers of the cells of each kind.
    classes: Vec<(Kind, Vec<usize>)>,
    cells: usize,
    /// The numbers of cells with an empty line below their text.
    low: Vec<usize>,
    /// The numbers of cells that are only there to be as wide as a column.
    rulers: Vec<usize>,
}

/// Room above and below the text of a card, for the padding of `block-beta` is 0; and none inside of a label's lines.
/// And a text with a ruler under it is moved down, so that it stands about in the middle.
const AIR: &str = ".node .label div { padding: 6px 0; } .low .label p { transform: translate(0, 0.5em); }";

impl Writing {
    fn front_matter(&mut self, palette: Option<&Palette>) {
        let grouped = self.layout == Layout::Grouped;
        let style = if grouped { AIR } else { "" };
        self.text.lines(["---", "config:"]);
        match palette {
            Some(palette) => self.text.lines(palette.front_matter(&[], style)),
            None if grouped => self.text.line(2, &format!("themeCSS: '{AIR}'")),
            None => {}
        }
        if grouped {
            self.text.lines(["  block:", "    padding: 0"]);
        }
        self.text.line(0, "---");
    }

    fn group(&mut self, number: usize, group: &Group, columns: usize) {
        let grouped = self.layout == Layout::Grouped;
        if grouped {
            self.text.line(2, &format!("block:g{number}"));
            self.text.line(4, &format!("columns {columns}"));
        }
        let all = || group.rows.iter().flatten().filter_map(|cell| Some((cell.span, cell.card.as_ref()?)));
        // One cell in each group is made as wide as a column: an empty one, or the card with the fewest lines, a name if it
        // can be.
        let mut ruler = grouped.then(|| ruler(self.column.div_ceil(100)));
        let is_full = group.rows.iter().flatten().all(|cell| cell.card.is_some());
        let narrow = all().filter(|(span, _)| is_full && *span == 1).map(|(_, card)| card);
        let ruled = narrow.min_by_key(|card| (self.line_count(card, 1), card.kind != Kind::Name));
        let height = all().map(|(span, card)| self.line_count(card, span)).max().unwrap_or(1);
        for row in &group.rows {
            // Where all rows have one height, one of them would be too much of a gap.
            if !grouped && row.iter().all(|cell| cell.card.is_none()) {
                continue;
            }
            let mut cells: Vec<&Cell> = row.iter().collect();
            if self.mirrored {
                cells.reverse();
            }
            for cell in cells {
                let Some(card) = &cell.card else {
                    self.empty(cell.span, ruler.take());
                    continue;
                };
                let lines = self.lines(card, cell.span);
                let mut content = label(&lines);
                if ruled.is_some_and(|ruled| std::ptr::eq(ruled, card)) {
                    content = match ruler.take() {
                        Some(ruler) if lines.len() + 2 <= height => format!("{ruler}<br/>{content}<br/>{ruler}"),
                        Some(ruler) => {
                            self.low.push(self.cells + 1);
                            format!("{content}<br/>{ruler}")
                        }
                        None => content,
                    };
                }
                self.card(card, &content, cell.span);
            }
        }
        if grouped {
            self.text.line(2, "end");
        }
    }

    /// Where all rows share one height, wide cells are wrapped as narrow ones, for old versions make the columns as wide as
    /// the widest text.
    fn lines(&self, card: &Card, span: usize) -> Vec<String> {
        lines(card, self.span(span), self.column)
    }

    fn line_count(&self, card: &Card, span: usize) -> usize {
        line_count(card, self.span(span), self.column)
    }

    fn span(&self, span: usize) -> usize {
        if self.layout == Layout::Grouped { span } else { 1 }
    }

    fn empty(&mut self, span: usize, ruler: Option<String>) {
        let mut left = span;
        if let Some(ruler) = ruler {
            self.cells += 1;
            self.rulers.push(self.cells);
            self.text.line(4, &format!("c{}[\"{ruler}\"]", self.cells));
            left -= 1;
        }
        match left {
            0 => {}
            1 => self.text.line(4, "space"),
            _ => self.text.line(4, &format!("space:{left}")),
        }
    }

    fn card(&mut self, card: &Card, label: &str, span: usize) {
        self.cells += 1;
        let number = self.cells;
        match self.classes.iter_mut().find(|(kind, _)| *kind == card.kind) {
            Some((_, cells)) => cells.push(number),
            None => self.classes.push((card.kind, vec![number])),
        }
        let span = if span == 1 { String::new() } else { format!(":{span}") };
        let content = format!("c{number}[\"{label}\"]{span}");
        match card.place {
            Some(place) => self.text.line_of_place(place, 4, &content),
            None => self.text.line(4, &content),
        }
    }

    /// What has to look special without any colours.
    fn classes(&mut self) {
        let (low, rulers) = (std::mem::take(&mut self.low), std::mem::take(&mut self.rulers));
        if !low.is_empty() {
            self.text.line(2, &format!("class {} low", ids('c', low)));
        }
        if !rulers.is_empty() {
            self.text.line(2, "classDef ruler fill:none,stroke:none");
            self.text.line(2, &format!("class {} ruler", ids('c', rulers)));
        }
    }

    fn colours(&mut self, palette: &Palette, groups: usize) {
        let mut classes = std::mem::take(&mut self.classes);
        classes.sort();
        for (kind, cells) in classes {
            let (name, fill, ink) = look(kind, palette);
            let weight = if kind.is_bold() { ",font-weight:bold" } else { "" };
            let border = match self.layout {
                Layout::Even => "stroke:none".to_owned(),
                // In the colour of the ground, for it keeps cards apart.
                Layout::Grouped => format!("stroke:{},stroke-width:4px", palette.paper),
            };
            self.text.line(2, &format!("classDef {name} fill:{fill},{border},color:{ink}{weight}"));
            self.text.line(2, &format!("class {} {name}", ids('c', cells)));
        }
        if self.layout == Layout::Grouped {
            // The ground of the whole map, as a card on the page.
            let paper = palette.paper;
            self.text.line(2, &format!("classDef group fill:{paper},stroke:{paper},stroke-width:4px"));
            self.text.line(2, &format!("class {} group", ids('g', 1..=groups)));
        }
    }
}

/// `c1,c2`.
fn ids(letter: char, numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|number| format!("{letter}{number}")).collect::<Vec<_>>().join(",")
}

/// The name of a kind's class, its fill and the colour of its text.
fn look(kind: Kind, palette: &Palette) -> (&'static str, &'static str, &'static str) {
    let Palette { ink, quiet_ink, .. } = palette;
    match kind {
        Kind::Title => ("title", palette.paper, ink),
        Kind::Stage => ("stage", palette.heading, ink),
        Kind::Name => ("name", palette.paper, quiet_ink),
        Kind::Touchpoint => ("touchpoint", palette.heading, ink),
        Kind::Fact => ("fact", palette.surface, ink),
        Kind::Emotion(score) => {
            let [worst, bad, even, good, best] = palette.emotions;
            match score {
                i8::MIN..=-2 => ("worst", worst, ink),
                -1 => ("bad", bad, ink),
                0 => ("even", even, ink),
                1 => ("good", good, ink),
                2.. => ("best", best, ink),
            }
        }
        Kind::Pain => ("pain", palette.pain, ink),
        Kind::Gain => ("gain", palette.gain, ink),
        Kind::Opportunity => ("opportunity", palette.opportunity, ink),
    }
}
