//! A diagram as text beside the elements that the renderer drew of it.

use std::collections::HashMap;

use journey_plugin::{Place, SourceLine};
use roxmltree::{Document, Node, NodeId};

use super::{boxes, chart, conversation, narrative, steps};
use crate::entity;
use crate::kind::{body_of, kind_of};

/// A diagram: its text, what made each line, and what was drawn.
pub(super) struct Diagram<'d> {
    pub(super) document: &'d Document<'d>,
    kind: &'d str,
    /// The lines behind the first of the diagram, with their numbers in the whole text, without space around them.
    pub(super) lines: Vec<(u32, &'d str)>,
    sources: HashMap<u32, Vec<Place>>,
    prefix: String,
    ids: HashMap<&'d str, Node<'d, 'd>>,
}

/// An element, and the line that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) node: NodeId,
    pub(super) line: u32,
    /// Which of the places of that line it shows, from 0; `None` for all.
    pub(super) number: Option<usize>,
}

impl Element {
    pub(super) fn of(node: Node<'_, '_>, line: u32) -> Self {
        Self { node: node.id(), line, number: None }
    }
}

impl<'d> Diagram<'d> {
    pub(super) fn new(text: &'d str, source_map: &[SourceLine], document: &'d Document<'d>) -> Self {
        let mut sources: HashMap<u32, Vec<Place>> = HashMap::new();
        for source in source_map {
            sources.entry(source.line).or_default().push(source.place);
        }
        let prefix = format!("{}-", document.root_element().attribute("id").unwrap_or_default());
        let named = |node: Node<'d, 'd>| Some((node.attribute("id")?.strip_prefix(&prefix)?, node));
        let ids = document.descendants().filter_map(named).collect();
        let lines = body_of(text).map(|(number, line)| (number, line.trim())).collect();
        Self { document, kind: kind_of(text).unwrap_or_default(), lines, sources, prefix, ids }
    }

    /// The elements that show something of the source.
    pub(super) fn elements(&self) -> Vec<Element> {
        match self.kind {
            "block" | "block-beta" | "kanban" => boxes::of_blocks(self),
            "flowchart" | "swimlane-beta" => boxes::of_flowchart(self),
            "journey" => steps::of_journey(self),
            "sequenceDiagram" => conversation::of_sequence(self),
            "timeline" => narrative::of_timeline(self),
            "quadrantChart" => chart::of_quadrants(self),
            "xychart-beta" => chart::of_curves(self),
            _ => Vec::new(),
        }
    }

    /// The text of a line.
    fn line(&self, number: u32) -> &'d str {
        let found = self.lines.binary_search_by_key(&number, |(number, _)| *number);
        found.ok().and_then(|index| self.lines.get(index)).map_or("", |(_, line)| line)
    }

    /// Parts of the picture in which all is about one thing, though nothing there shows only that.
    pub(super) fn bands(&self) -> Vec<chart::Band> {
        if self.kind == "xychart-beta" { chart::bands(self) } else { Vec::new() }
    }

    /// What made a line, or one of several.
    pub(super) fn places(&self, line: u32, number: Option<usize>) -> impl Iterator<Item = (Place, u32)> {
        let all = self.sources.get(&line).map_or(&[][..], Vec::as_slice);
        let chosen = match number {
            Some(number) => all.get(number..=number).unwrap_or_default(),
            None => all,
        };
        chosen.iter().map(move |place| (*place, line))
    }

    /// Whether something of the source made that line.
    pub(super) fn is_mapped(&self, line: u32) -> bool {
        self.sources.contains_key(&line)
    }

    /// The element of that id, without what all ids of the picture start with.
    pub(super) fn element(&self, id: &str) -> Option<Node<'d, 'd>> {
        self.ids.get(id).copied()
    }

    /// The id of an element, without what all ids of the picture start with.
    pub(super) fn own_id(&self, node: Node<'d, 'd>) -> Option<&'d str> {
        node.attribute("id")?.strip_prefix(self.prefix.as_str())
    }

    /// The elements of that class, in the order in which they are drawn.
    pub(super) fn of_class(&self, class: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
        self.document.descendants().filter(move |node| has_class(*node, class))
    }

    /// The lines that begin with a word.
    pub(super) fn lines_of(&self, word: &'static str) -> impl Iterator<Item = u32> {
        let is_it = move |line: &str| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ':']));
        self.lines.iter().filter(move |(_, line)| is_it(line)).map(|(number, _)| *number)
    }
}

pub(super) fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|own| own == class))
}

/// Elements and lines side by side, where there are as many of one as of the other, and an element shows only what its
/// line says. Else nobody knows which belong together.
pub(super) fn in_pairs<'d>(
    diagram: &Diagram<'d>,
    nodes: impl IntoIterator<Item = Node<'d, 'd>>,
    lines: impl IntoIterator<Item = u32>,
) -> Vec<Element> {
    let (nodes, lines): (Vec<_>, Vec<_>) = (nodes.into_iter().collect(), lines.into_iter().collect());
    if nodes.len() != lines.len() {
        return Vec::new();
    }
    let pairs = nodes.into_iter().zip(lines);
    let agree = pairs.filter(|(node, line)| letters(diagram.line(*line)).contains(&drawn_letters(*node)));
    agree.map(|(node, line)| Element::of(node, line)).collect()
}

/// The letters and digits that are drawn in an element, whatever the lines that they stand in.
pub(super) fn drawn_letters(node: Node<'_, '_>) -> String {
    let is_shown = |text: &Node<'_, '_>| {
        let mut around = text.ancestors();
        // A `switch` has its text twice; a `title` is for who cannot see it.
        !around.any(|around| match around.tag_name().name() {
            "title" => true,
            "text" => around.parent_element().is_some_and(|parent| parent.tag_name().name() == "switch"),
            _ => false,
        })
    };
    let texts = node.descendants().filter(Node::is_text).filter(is_shown);
    let text: String = texts.filter_map(|text| text.text()).collect();
    entity::decode(&text).chars().filter(|char| char.is_alphanumeric()).collect()
}

/// The letters and digits that a text of a diagram says, without its references and tags.
pub(super) fn letters(written: &str) -> String {
    let plain = written.replace("<br/>", " ").replace("<br>", " ");
    let hidden = entity::stand_ins(&plain);
    entity::decode(&hidden).chars().filter(|char| char.is_alphanumeric()).collect()
}
