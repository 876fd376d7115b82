//! The chunks of a file in two levels, so that a file after an edit shares what the edit left alone.

use std::sync::Arc;

use journey_syntax::{Chunk, ChunkIdentity, Parse};

use super::chunk::ChunkModel;
use super::label::{ChunkLabel, between};
use crate::schema::Schema;

/// How many chunks a section holds when it is made. Replacing one chunk copies its section and the list of sections.
const SECTION: usize = 64;

/// How many chunks of the old list are compared with a new one that is none of the next. It bounds the cost where
/// everything is new; what it misses is lowered again, which is slower and not wrong.
const LOOK_AHEAD: usize = 64;

/// The lowered chunks of a file, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct ChunkList {
    sections: Vec<PlacedSection>,
}

#[derive(Clone, Debug)]
struct PlacedSection {
    /// Bytes from the file's start.
    start: u32,
    /// The number of its first chunk.
    first: u32,
    section: Arc<Section>,
}

#[derive(Debug)]
struct Section {
    /// At least one.
    chunks: Vec<LoweredChunk>,
    /// In bytes.
    length: u32,
}

/// A chunk with its meaning, at its place in a section.
#[derive(Clone, Debug)]
struct LoweredChunk {
    /// Bytes from the section's start.
    start: u32,
    length: u32,
    label: ChunkLabel,
    identity: ChunkIdentity,
    model: Arc<ChunkModel>,
}

/// A chunk at its place in the file. Copying it costs nothing.
#[derive(Clone, Copy)]
pub(crate) struct PlacedChunk<'m> {
    lowered: &'m LoweredChunk,
    start: u32,
    number: u32,
}

impl<'m> PlacedChunk<'m> {
    /// Where it starts, in bytes.
    pub(crate) fn start(self) -> u32 {
        self.start
    }

    /// How many chunks stand before it.
    pub(crate) fn number(self) -> u32 {
        self.number
    }

    pub(crate) fn label(self) -> ChunkLabel {
        self.lowered.label
    }

    pub(crate) fn model(self) -> &'m ChunkModel {
        &self.lowered.model
    }

    /// Whether both have one model and one label.
    fn is_shared_with(self, other: PlacedChunk<'_>) -> bool {
        self.lowered.label == other.lowered.label && Arc::ptr_eq(&self.lowered.model, &other.lowered.model)
    }

    #[cfg(test)]
    pub(super) fn shares_its_model_with(self, other: PlacedChunk<'_>) -> bool {
        Arc::ptr_eq(&self.lowered.model, &other.lowered.model)
    }
}

impl ChunkList {
    pub(super) fn lower(parse: &Parse, schema: &Schema) -> Self {
        let chunks: Vec<Chunk<'_>> = parse.chunks().collect();
        let mut lowered: Vec<LoweredChunk> = Vec::with_capacity(chunks.len());
        for (chunk, label) in chunks.iter().zip(ChunkLabel::spread(chunks.len())) {
            let carried = lowered.last().and_then(|before| before.model.carried.as_deref());
            lowered.push(LoweredChunk::new(*chunk, carried, label, schema));
        }
        let mut list = Self::default();
        list.append(lowered);
        list
    }

    /// The list after an edit. Chunks keep their order, so those before the first edit and behind the last are told by
    /// their place; between edits each is looked for a little way on.
    pub(super) fn relower(&self, parse: &Parse, schema: &Schema) -> Self {
        let new: Vec<Chunk<'_>> = parse.chunks().collect();
        let is_same = |(new, old): &(&Chunk<'_>, &LoweredChunk)| old.identity.is_of(**new);
        let ahead = new.iter().zip(self.lowered()).take_while(is_same).count();
        let rest = new.len().min(self.len()) - ahead;
        let mut behind = new.iter().rev().zip(self.lowered().rev()).take(rest).take_while(is_same).count();

        let carried = |before: Option<&LoweredChunk>| before.and_then(|before| before.model.carried.clone());
        let before = ahead.checked_sub(1).and_then(|before| self.nth(before));
        let old: Vec<&LoweredChunk> = self.lowered_from(ahead).take(self.len() - behind - ahead).collect();
        let mut waiting = old.iter();
        let mut middle: Vec<LoweredChunk> = Vec::new();
        let mut known: Vec<Option<ChunkLabel>> = Vec::new();
        for chunk in new.get(ahead..new.len() - behind).unwrap_or_default() {
            let place = waiting.clone().take(LOOK_AHEAD).position(|old| old.identity.is_of(*chunk));
            let found = place.and_then(|place| waiting.nth(place));
            let carried = if middle.is_empty() { carried(before) } else { carried(middle.last()) };
            middle.push(LoweredChunk::shared(found.copied(), *chunk, carried.as_deref(), schema));
            known.push(found.map(|old| old.label));
        }
        // Documentation at the end of what is new belongs to the first declaration behind it.
        while let Some(old) = behind.checked_sub(1).and_then(|_| self.nth(self.len() - behind)) {
            let carried = carried(middle.last().or(before));
            if old.model.documentation == carried {
                break;
            }
            let Some(chunk) = new.get(new.len() - behind) else { break };
            middle.push(LoweredChunk::shared(Some(old), *chunk, carried.as_deref(), schema));
            known.push(Some(old.label));
            behind -= 1;
        }
        let end = self.len() - behind;
        let free: Vec<ChunkLabel> =
            old.iter().map(|old| old.label).filter(|label| !known.contains(&Some(*label))).collect();
        let first = before.map_or(ChunkLabel::BEFORE_ALL, |before| before.label);
        let last = self.nth(end).filter(|_| behind > 0).map_or(ChunkLabel::BEHIND_ALL, |next| next.label);
        match between(first, last, &known, &free) {
            Some(labels) => {
                middle.iter_mut().zip(labels).for_each(|(chunk, label)| chunk.label = label);
                self.spliced(ahead, middle, end)
            }
            None => self.spliced(ahead, middle, end).relabelled(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.sections.last().map_or(0, |last| last.first as usize + last.section.chunks.len())
    }

    fn lowered(&self) -> impl DoubleEndedIterator<Item = &LoweredChunk> {
        self.sections.iter().flat_map(|placed| &placed.section.chunks)
    }

    fn lowered_from(&self, number: usize) -> impl Iterator<Item = &LoweredChunk> {
        let section = self.section_of(number);
        let skipped = self.sections.get(section).map_or(0, |placed| number - placed.first as usize);
        self.sections.iter().skip(section).flat_map(|placed| &placed.section.chunks).skip(skipped)
    }

    fn nth(&self, number: usize) -> Option<&LoweredChunk> {
        let placed = self.sections.get(self.section_of(number))?;
        placed.section.chunks.get(number - placed.first as usize)
    }

    /// The place of the section that holds the chunk with that number.
    fn section_of(&self, number: usize) -> usize {
        self.sections.partition_point(|placed| placed.first as usize <= number).saturating_sub(1)
    }

    /// The list with `middle` in the place of the chunks from `start` to `end`.
    fn spliced(&self, start: usize, middle: Vec<LoweredChunk>, end: usize) -> Self {
        let last_of = |placed: &PlacedSection| placed.first as usize + placed.section.chunks.len();
        let mut kept_before = self.sections.partition_point(|placed| last_of(placed) <= start);
        let kept_behind = self.sections.partition_point(|placed| (placed.first as usize) < end).max(kept_before);
        let of = |from: usize, to: usize| self.lowered_from(from).take(to - from).cloned();
        let touched_start = |kept_before: usize| self.sections.get(kept_before).map_or(start, |at| at.first as usize);
        let touched_end = self.sections.get(kept_behind).map_or(self.len(), |at| at.first as usize);
        let fresh = start.saturating_sub(touched_start(kept_before)) + middle.len() + (touched_end - end);
        // A list of ever smaller sections would be no shorter than one without them.
        if fresh < SECTION / 2 && kept_before > 0 {
            kept_before -= 1;
        }
        let mut chunks: Vec<LoweredChunk> = of(touched_start(kept_before).min(start), start).collect();
        chunks.extend(middle);
        chunks.extend(of(end, touched_end));
        let mut list = Self { sections: self.sections.get(..kept_before).unwrap_or_default().to_vec() };
        list.append(chunks);
        for placed in self.sections.get(kept_behind..).unwrap_or_default() {
            list.push(Arc::clone(&placed.section));
        }
        list
    }

    /// The same with new labels for all chunks.
    fn relabelled(&self) -> Self {
        let mut chunks: Vec<LoweredChunk> = self.lowered().cloned().collect();
        let labels = ChunkLabel::spread(chunks.len());
        chunks.iter_mut().zip(labels).for_each(|(chunk, label)| chunk.label = label);
        let mut list = Self::default();
        list.append(chunks);
        list
    }

    /// Adds chunks at the end, in sections of their own.
    fn append(&mut self, chunks: Vec<LoweredChunk>) {
        let most = if chunks.len() <= 2 * SECTION { 2 * SECTION } else { SECTION };
        let mut waiting = chunks.into_iter();
        loop {
            let mut chunks: Vec<LoweredChunk> = waiting.by_ref().take(most).collect();
            if chunks.is_empty() {
                break;
            }
            let mut length = 0;
            for chunk in &mut chunks {
                chunk.start = length;
                length += chunk.length;
            }
            self.push(Arc::new(Section { chunks, length }));
        }
    }

    fn push(&mut self, section: Arc<Section>) {
        let (start, first) = self.sections.last().map_or((0, 0), |last| {
            let count = u32::try_from(last.section.chunks.len()).expect("fewer chunks than bytes");
            (last.start + last.section.length, last.first + count)
        });
        self.sections.push(PlacedSection { start, first, section });
    }

    /// All chunks in order.
    pub(super) fn iter(&self) -> Chunks<'_> {
        Chunks { sections: self.sections.iter(), chunks: [].iter(), start: 0, number: 0 }
    }

    /// The chunk with that number.
    pub(super) fn get(&self, number: u32) -> Option<PlacedChunk<'_>> {
        let placed = self.sections.get(self.section_of(number as usize))?;
        placed.at((number - placed.first) as usize)
    }

    /// The chunk with that label.
    pub(super) fn labelled(&self, label: ChunkLabel) -> Option<PlacedChunk<'_>> {
        let first = |placed: &PlacedSection| placed.section.chunks.first().map(|chunk| chunk.label);
        let section = self.sections.partition_point(|placed| first(placed) <= Some(label)).checked_sub(1)?;
        let placed = self.sections.get(section)?;
        placed.at(placed.section.chunks.binary_search_by_key(&label, |chunk| chunk.label).ok()?)
    }

    /// The chunk in which a byte lies, or the last one.
    pub(super) fn around(&self, offset: u32) -> Option<PlacedChunk<'_>> {
        let section = self.sections.partition_point(|placed| placed.start <= offset).checked_sub(1)?;
        let placed = self.sections.get(section)?;
        placed.at(placed.section.chunks.partition_point(|chunk| placed.start + chunk.start <= offset).checked_sub(1)?)
    }

    /// The chunks of this list that are not in the other, and those of the other that are not in this one.
    pub(super) fn difference<'m>(&'m self, other: &'m Self) -> (Vec<PlacedChunk<'m>>, Vec<PlacedChunk<'m>>) {
        let is_same = |(one, other): &(&PlacedSection, &PlacedSection)| Arc::ptr_eq(&one.section, &other.section);
        let (one, two) = (self.sections.as_slice(), other.sections.as_slice());
        let ahead = one.iter().zip(two).take_while(is_same).count();
        let most = one.len().min(two.len()) - ahead;
        let behind = one.iter().rev().zip(two.iter().rev()).take(most).take_while(is_same).count();
        let changed = |all: &'m [PlacedSection]| -> Vec<PlacedChunk<'m>> {
            all.get(ahead..all.len() - behind).unwrap_or_default().iter().flat_map(PlacedSection::iter).collect()
        };
        let (mut one, mut two) = (changed(one), changed(two));
        let mut others = two.iter().peekable();
        let mut shared = Vec::new();
        one.retain(|chunk| {
            while others.next_if(|other| other.label() < chunk.label()).is_some() {}
            let is_shared = others.peek().is_some_and(|other| chunk.is_shared_with(**other));
            shared.extend(is_shared.then(|| chunk.label()));
            !is_shared
        });
        two.retain(|chunk| shared.binary_search(&chunk.label()).is_err());
        (one, two)
    }
}

/// The chunks of a file. Everybody goes through them again and again, so this is plainer than two iterators in one another.
pub(crate) struct Chunks<'m> {
    sections: std::slice::Iter<'m, PlacedSection>,
    /// Those left in the section.
    chunks: std::slice::Iter<'m, LoweredChunk>,
    /// Where the section starts.
    start: u32,
    /// The number of the next chunk.
    number: u32,
}

impl<'m> Iterator for Chunks<'m> {
    type Item = PlacedChunk<'m>;

    fn next(&mut self) -> Option<PlacedChunk<'m>> {
        loop {
            if let Some(lowered) = self.chunks.next() {
                self.number += 1;
                return Some(PlacedChunk { lowered, start: self.start + lowered.start, number: self.number - 1 });
            }
            let section = self.sections.next()?;
            (self.start, self.chunks) = (section.start, section.section.chunks.iter());
        }
    }
}

impl PlacedSection {
    fn iter(&self) -> impl Iterator<Item = PlacedChunk<'_>> {
        (0..).map_while(|index| self.at(index))
    }

    fn at(&self, index: usize) -> Option<PlacedChunk<'_>> {
        let lowered = self.section.chunks.get(index)?;
        let index = u32::try_from(index).expect("fewer chunks than bytes");
        Some(PlacedChunk { lowered, start: self.start + lowered.start, number: self.first + index })
    }
}

impl LoweredChunk {
    fn new(chunk: Chunk<'_>, carried: Option<&str>, label: ChunkLabel, schema: &Schema) -> Self {
        let model = Arc::new(ChunkModel::lower(chunk.node(), carried, schema));
        Self { start: 0, length: chunk.range().len(), label, identity: chunk.identity(), model }
    }

    /// What is known about the chunk, or, where that does not fit, what it says now. The label is still to be given.
    fn shared(known: Option<&Self>, chunk: Chunk<'_>, carried: Option<&str>, schema: &Schema) -> Self {
        match known {
            Some(known) if known.model.documentation.as_deref() == carried => known.clone(),
            _ => Self::new(chunk, carried, ChunkLabel::BEFORE_ALL, schema),
        }
    }
}
