//! Everything about a project that is looked up by a word, kept up to date chunk by chunk.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::FileId;
use super::files::FileList;
use super::links::{each_link, each_rare_link};
use super::names::{Entries, Entry};
use super::places::{Place, Places};
use super::questions::{Question, Questions};
use super::resolve::is_explained;
use super::sharded::ShardedMap;
use crate::file::{ChunkModel, IdSource, KeywordSet, OwnScope, PlacedChunk};
use crate::nearest::Candidates;
use crate::schema::Keyword;

/// Chunks by the words in them. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// What the whole project sees.
    pub(super) names: ShardedMap<SmolStr, Entries>,
    /// What is asked from the whole project.
    pub(super) questions: ShardedMap<SmolStr, Questions>,
    /// See [`super::links::Link`].
    pub(super) links: ShardedMap<u64, Places>,
    /// How many chunks do not say which declaration of a kind they mean.
    unnamed: [u32; Keyword::ALL.len()],
    /// What only projects with mistakes or with edits need is made when somebody asks, and kept up to date from then on.
    pub(super) rare_links: OnceLock<ShardedMap<u64, Places>>,
    /// The names that the whole project sees, for each keyword.
    pub(super) sorted: OnceLock<[Candidates<()>; Keyword::ALL.len()]>,
    /// The names about which some question has no good answer, and few others.
    pub(super) open: OnceLock<Candidates<()>>,
}

/// What an edit changed for everybody else.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The names that the file declares for all in another way than before, each once.
    pub(super) names: Vec<SmolStr>,
    /// The questions that some chunk asks now and did not ask before, or the other way round.
    pub(super) questions: FxHashSet<(SmolStr, Question)>,
}

impl Index {
    pub(super) fn new(files: &FileList) -> Self {
        let chunks: usize = files.iter().map(|(_, file)| file.model.count_chunks()).sum();
        let mut index = Self {
            names: ShardedMap::for_about(chunks),
            questions: ShardedMap::for_about(chunks),
            links: ShardedMap::for_about(chunks),
            unnamed: [0; Keyword::ALL.len()],
            rare_links: OnceLock::new(),
            sorted: OnceLock::new(),
            open: OnceLock::new(),
        };
        for (place, chunk) in placed(files) {
            for (name, entry) in entries(place, chunk) {
                let shard = index.names.shard_mut(name);
                match shard.get_mut(name) {
                    Some(entries) => entries.push(entry),
                    None => {
                        shard.insert(name.clone(), Entries::One(entry));
                    }
                }
            }
            let questions = questions(Some(chunk));
            for ((text, question), count) in &questions {
                index.ask(text, *question, place, *count);
            }
            let asked = questions.iter().map(|((text, _), _)| *text);
            each_link(chunk, asked, |link| put(&mut index.links, link, place, 1));
            index.count_unnamed(chunk.unnamed_kinds, |count| count + 1);
        }
        index
    }

    /// The links that only some projects need.
    pub(super) fn rare_links_of(files: &FileList) -> ShardedMap<u64, Places> {
        let mut links = ShardedMap::for_about(files.iter().map(|(_, file)| file.model.count_chunks()).sum());
        for (place, chunk) in placed(files) {
            each_rare_link(chunk, |link| put(&mut links, link, place, 1));
        }
        links
    }

    /// Takes the chunks `old` of a file out and puts `new` in, both in the order of their labels.
    pub(super) fn update(&mut self, file: FileId, old: &[PlacedChunk<'_>], new: &[PlacedChunk<'_>]) -> Changes {
        let mut changes = Changes::default();
        let mut labels: Vec<_> = old.iter().chain(new).map(|chunk| chunk.label()).collect();
        labels.sort_unstable();
        labels.dedup();
        let before = self.names.clone();
        let mut names = FxHashSet::default();
        let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
        for label in labels {
            let old = old.next_if(|chunk| chunk.label() == label).map(|chunk| chunk.model());
            let new = new.next_if(|chunk| chunk.label() == label).map(|chunk| chunk.model());
            let place = Place { file, chunk: label };
            self.update_names(place, old, new, &mut names);
            let (asked_before, asked_now) = (questions(old), questions(new));
            self.update_questions(place, &asked_before, &asked_now, &mut changes.questions);
            let links = |chunk, asked: &Asked<'_>| {
                links(chunk, |chunk, visit| each_link(chunk, asked.iter().map(|((text, _), _)| *text), visit))
            };
            update_links(&mut self.links, place, &links(old, &asked_before), &links(new, &asked_now));
            if let Some(rare) = self.rare_links.get_mut() {
                let links = |chunk| self::links(chunk, |chunk, visit| each_rare_link(chunk, visit));
                update_links(rare, place, &links(old), &links(new));
            }
            self.count_unnamed(old.map_or_else(KeywordSet::default, |chunk| chunk.unnamed_kinds), |count| count - 1);
            self.count_unnamed(new.map_or_else(KeywordSet::default, |chunk| chunk.unnamed_kinds), |count| count + 1);
        }
        if let Some(sorted) = self.sorted.get_mut() {
            for name in &names {
                let is =
                    |entries: Option<&Entries>, keyword| entries.is_some_and(|one| one.first_of(keyword).is_some());
                for keyword in Keyword::ALL {
                    match (is(before.get(name), keyword), is(self.names.get(name), keyword)) {
                        (false, true) => sorted[keyword.index()].insert(name.clone(), ()),
                        (true, false) => sorted[keyword.index()].remove(name),
                        _ => {}
                    }
                }
            }
        }
        let is_new = |name: &SmolStr| !Entries::says_the_same(before.get(name), self.names.get(name), file);
        changes.names = names.into_iter().filter(is_new).collect();
        changes.names.sort_unstable();
        changes
    }

    fn update_names(
        &mut self,
        place: Place,
        old: Option<&ChunkModel>,
        new: Option<&ChunkModel>,
        changed: &mut FxHashSet<SmolStr>,
    ) {
        fn name<'n>(group: Option<&&[(&'n SmolStr, Entry)]>) -> Option<&'n SmolStr> {
            group.and_then(|group| group.first()).map(|(name, _)| *name)
        }
        let (old, new) = (entries_by_name(place, old), entries_by_name(place, new));
        let (mut old, mut new) = (old.chunk_by(same_name).peekable(), new.chunk_by(same_name).peekable());
        loop {
            let next = match (name(old.peek()), name(new.peek())) {
                (Some(old), Some(new)) => old.min(new),
                (Some(name), None) | (None, Some(name)) => name,
                (None, None) => break,
            };
            let before = old.next_if(|group| name(Some(group)) == Some(next)).unwrap_or_default();
            let after = new.next_if(|group| name(Some(group)) == Some(next)).unwrap_or_default();
            if before == after {
                continue;
            }
            let entries: Vec<Entry> = after.iter().map(|(_, entry)| *entry).collect();
            let shard = self.names.shard_mut(next);
            match shard.get(next).map_or_else(|| Entries::of(entries.clone()), |known| known.with(place, &entries)) {
                Some(entries) => shard.insert(next.clone(), entries),
                None => shard.remove(next),
            };
            changed.insert(next.clone());
        }
    }

    fn update_questions(
        &mut self,
        place: Place,
        old: &Asked<'_>,
        new: &Asked<'_>,
        changed: &mut FxHashSet<(SmolStr, Question)>,
    ) {
        let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
        loop {
            let next = match (old.peek(), new.peek()) {
                (Some((old, _)), Some((new, _))) => old.min(new),
                (Some((key, _)), None) | (None, Some((key, _))) => key,
                (None, None) => break,
            };
            let (text, question) = *next;
            let before = old.next_if(|(key, _)| *key == (text, question)).map_or(0, |(_, count)| *count);
            let after = new.next_if(|(key, _)| *key == (text, question)).map_or(0, |(_, count)| *count);
            if before != after {
                self.ask(text, question, place, after);
            }
            if (before == 0) != (after == 0) {
                changed.insert((SmolStr::new(text), question));
            }
        }
    }

    /// Notes how often a chunk asks a question.
    fn ask(&mut self, text: &str, question: Question, place: Place, count: u32) {
        let shard = self.questions.shard_mut(text);
        match shard.get_mut(text) {
            None if count > 0 => {
                shard.insert(SmolStr::new(text), Questions::One(question, Places::One(place, count)));
            }
            None => {}
            Some(questions) => {
                let is_left = questions.set(question, place, count);
                if !is_left {
                    shard.remove(text);
                }
            }
        }
    }

    fn count_unnamed(&mut self, kinds: KeywordSet, change: impl Fn(u32) -> u32) {
        for keyword in kinds.iter() {
            let count = &mut self.unnamed[keyword.index()];
            *count = change(*count);
        }
    }

    /// The kinds of which nobody knows which declarations are meant somewhere.
    pub(super) fn unnamed_kinds(&self) -> KeywordSet {
        let mut kinds = KeywordSet::default();
        let unnamed = Keyword::ALL.into_iter().filter(|keyword| self.unnamed[keyword.index()] > 0);
        unnamed.for_each(|keyword| kinds.add(KeywordSet::of(&[keyword])));
        kinds
    }
}

/// All chunks with their places.
fn placed(files: &FileList) -> impl Iterator<Item = (Place, &ChunkModel)> {
    files.iter().flat_map(|(file, at)| {
        at.model.chunks().map(move |chunk| (Place { file, chunk: chunk.label() }, chunk.model()))
    })
}

/// What a chunk declares for the whole project, in the order of the text.
fn entries(place: Place, chunk: &ChunkModel) -> impl Iterator<Item = (&SmolStr, Entry)> {
    chunk.project_wide().iter().map(move |index| {
        let declaration = &chunk.declarations[*index as usize];
        let entry = Entry {
            place,
            index: *index,
            keyword: declaration.keyword,
            is_sound: declaration.is_sound,
            is_by_label: declaration.id_source == IdSource::Label,
        };
        (&declaration.id, entry)
    })
}

/// The same in the order of the names, those of one name in the order of the text.
fn entries_by_name(place: Place, chunk: Option<&ChunkModel>) -> Vec<(&SmolStr, Entry)> {
    let mut all: Vec<(&SmolStr, Entry)> = chunk.into_iter().flat_map(|chunk| entries(place, chunk)).collect();
    all.sort_by_key(|(name, _)| *name);
    all
}

fn same_name(one: &(&SmolStr, Entry), other: &(&SmolStr, Entry)) -> bool {
    one.0 == other.0
}

/// The names that a chunk asks for from the whole project, each with its question and how often it is asked, sorted.
type Asked<'c> = [((&'c str, Question), u32)];

fn questions(chunk: Option<&ChunkModel>) -> Vec<((&str, Question), u32)> {
    let references = chunk.into_iter().flat_map(|chunk| chunk.references.iter().map(move |one| (chunk, one)));
    let asked = references.filter(|(_, reference)| reference.own != OwnScope::Found);
    let mut all: Vec<((&str, Question), u32)> = asked
        .map(|(chunk, reference)| {
            let text = chunk.written(reference);
            let is_explained = is_explained(reference.role, text);
            ((text, Question { wanted: reference.wanted, own: reference.own, is_explained }), 1)
        })
        .collect();
    all.sort_unstable();
    all.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        first.1 += u32::from(is_same);
        is_same
    });
    all
}

/// The links of a chunk, each once, sorted.
fn links(chunk: Option<&ChunkModel>, each: impl Fn(&ChunkModel, &mut dyn FnMut(u64))) -> Vec<u64> {
    let mut links = Vec::new();
    chunk.into_iter().for_each(|chunk| each(chunk, &mut |link| links.push(link)));
    links.sort_unstable();
    links.dedup();
    links
}

fn update_links(links: &mut ShardedMap<u64, Places>, place: Place, old: &[u64], new: &[u64]) {
    for link in old.iter().filter(|link| new.binary_search(link).is_err()) {
        put(links, *link, place, 0);
    }
    for link in new.iter().filter(|link| old.binary_search(link).is_err()) {
        put(links, *link, place, 1);
    }
}

/// Notes how often a link is in a chunk.
fn put(links: &mut ShardedMap<u64, Places>, link: u64, place: Place, count: u32) {
    let shard = links.shard_mut(&link);
    match shard.get_mut(&link) {
        None if count > 0 => {
            shard.insert(link, Places::One(place, count));
        }
        None => {}
        Some(places) => {
            let is_left = places.set(place, count);
            if !is_left {
                shard.remove(&link);
            }
        }
    }
}
