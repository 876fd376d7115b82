//! The names inside one chunk, and what they mean there: all that can be told without the rest of the project.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};
use smol_str::SmolStr;

use super::chunk::{ChunkModel, DeclarationData, ReferenceData};
use super::{IdSource, KeywordSet};
use crate::nearest::Candidates;
use crate::schema::Keyword;

/// What a name means among some declarations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome<T> {
    Found(T),
    /// All that fit, of two kinds or more.
    Ambiguous(Vec<T>),
    /// The first of that name, where none fits.
    WrongKind(T),
    /// None fits, and one has an unknown keyword, so it may be meant as anything.
    Broken,
    Unknown,
}

impl<T> Outcome<T> {
    /// What is said in one scope or, where that says nothing of use, in the one around it.
    pub(crate) fn or_else(self, outer: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Unknown => outer(),
            Self::WrongKind(_) => match outer() {
                Self::Unknown | Self::WrongKind(_) => self,
                outer => outer,
            },
            found => found,
        }
    }

    pub(crate) fn map<U>(self, mut id: impl FnMut(T) -> U) -> Outcome<U> {
        match self {
            Self::Found(found) => Outcome::Found(id(found)),
            Self::Ambiguous(several) => Outcome::Ambiguous(several.into_iter().map(id).collect()),
            Self::WrongKind(found) => Outcome::WrongKind(id(found)),
            Self::Broken => Outcome::Broken,
            Self::Unknown => Outcome::Unknown,
        }
    }
}

/// Chooses among declarations of one name in one scope, each with its keyword.
fn choose<T>(declarations: impl Iterator<Item = (Option<Keyword>, T)> + Clone, wanted: KeywordSet) -> Outcome<T> {
    let fits = |(keyword, _): &(Option<Keyword>, T)| keyword.is_some_and(|keyword| wanted.contains(keyword));
    let mut fitting = declarations.clone().filter(fits);
    if let Some((kind, first)) = fitting.next() {
        // Duplicates are told where they are declared; the first is as good as any.
        return if fitting.all(|(other, _)| other == kind) {
            Outcome::Found(first)
        } else {
            Outcome::Ambiguous(declarations.filter(fits).map(|(_, one)| one).collect())
        };
    }
    let mut others = declarations;
    match others.clone().next() {
        None => Outcome::Unknown,
        Some(_) if others.any(|(keyword, _)| keyword.is_none()) => Outcome::Broken,
        Some((_, first)) => Outcome::WrongKind(first),
    }
}

/// What the own scope of a reference says about it, without which declaration it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum OwnScope {
    Found,
    Ambiguous,
    WrongKind,
    Broken,
    Unknown,
}

impl OwnScope {
    pub(super) fn of(chunk: &ChunkModel, reference: &ReferenceData) -> Self {
        let scope = chunk.declarations[reference.declaration as usize].scope_inside;
        match chunk.look_up(scope, chunk.written(reference), reference.wanted) {
            Outcome::Found(_) => Self::Found,
            Outcome::Ambiguous(_) => Self::Ambiguous,
            Outcome::WrongKind(_) => Self::WrongKind,
            Outcome::Broken => Self::Broken,
            Outcome::Unknown => Self::Unknown,
        }
    }
}

/// The declarations of a chunk by their names.
#[derive(Debug, Default)]
pub(super) struct ScopeNames {
    /// Those whose names belong to a scope inside the chunk, in order.
    inner: Box<[InnerName]>,
    /// Those that the whole project sees, in the order of the text.
    project_wide: Box<[u32]>,
    has_duplicates: bool,
    /// The references by the hash of the last step of what is written, then in order. Made when somebody asks.
    by_last_step: OnceLock<Box<[(u64, u32)]>>,
    /// The names of each scope and keyword, sorted. Made when somebody asks: a file without mistakes never does.
    sorted: OnceLock<FxHashMap<(u32, Keyword), Candidates<u32>>>,
}

/// Whether the whole project sees declarations of that keyword, wherever they stand.
pub(crate) fn is_project_wide(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Persona | Keyword::Channel | Keyword::Actor | Keyword::Source | Keyword::Metric | Keyword::Journey
    )
}

impl DeclarationData {
    /// See [`super::Declaration::scope`].
    pub(super) fn scope(&self, declarations: &[Self]) -> Option<u32> {
        let parent = self.parent.filter(|_| !self.keyword.is_some_and(is_project_wide))?;
        Some(declarations[parent as usize].scope_inside)
    }
}

/// A declaration whose name belongs to a scope inside its chunk. In this order the declarations of one name in one scope
/// stand side by side, and only those with the hash that is looked for are compared letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct InnerName {
    scope: u32,
    /// Of the name.
    hash: u32,
    index: u32,
}

impl ScopeNames {
    pub(super) fn of(declarations: &[DeclarationData]) -> Self {
        let (mut inner, mut project_wide) = (Vec::with_capacity(declarations.len()), Vec::new());
        for (index, declaration) in (0_u32..).zip(declarations) {
            if declaration.id_source == IdSource::Missing {
                continue;
            }
            match declaration.scope(declarations) {
                Some(scope) => inner.push(InnerName { scope, hash: short_hash_of(&declaration.id), index }),
                None => project_wide.push(index),
            }
        }
        inner.sort_unstable();
        let of = |one: &InnerName| &declarations[one.index as usize];
        let same_hash = inner.chunk_by(|one, other| (one.scope, one.hash) == (other.scope, other.hash));
        let has_duplicates = same_hash.filter(|group| group.len() > 1).any(|group| {
            let mut seen: Vec<(Keyword, &str)> = Vec::new();
            group.iter().map(of).filter(|one| one.is_sound).any(|one| {
                let Some(keyword) = one.keyword else { return false };
                let is_there = seen.contains(&(keyword, &one.id));
                seen.push((keyword, &one.id));
                is_there
            })
        });
        Self { inner: inner.into(), project_wide: project_wide.into(), has_duplicates, ..Self::default() }
    }

    pub(super) fn has_duplicates(&self) -> bool {
        self.has_duplicates
    }
}

impl ChunkModel {
    /// The declaration whose scope a name belongs to; `None` for what the whole project sees.
    pub(crate) fn scope_of(&self, declaration: u32) -> Option<u32> {
        self.declarations[declaration as usize].scope(&self.declarations)
    }

    /// The declarations with a name inside one scope, in the order of the text.
    pub(crate) fn named<'c>(&'c self, scope: u32, name: &'c str) -> impl Iterator<Item = u32> + Clone + 'c {
        let key = (scope, short_hash_of(name));
        let all = &self.names.inner[..];
        let start = all.partition_point(|one| (one.scope, one.hash) < key);
        let same_hash = all[start..].iter().take_while(move |one| (one.scope, one.hash) == key);
        same_hash.map(|one| one.index).filter(move |index| self.declarations[*index as usize].id == name)
    }

    /// The declarations with a name inside any scope of the chunk, in the order of the text.
    pub(crate) fn named_anywhere(&self, name: &str) -> Vec<u32> {
        let mut named = Vec::new();
        let mut rest = &self.names.inner[..];
        while let Some(InnerName { scope, .. }) = rest.first() {
            named.extend(self.named(*scope, name));
            rest = &rest[rest.partition_point(|one| one.scope == *scope)..];
        }
        named.sort_unstable();
        named
    }

    /// The declarations whose names belong to a scope inside the chunk.
    pub(crate) fn inner(&self) -> impl Iterator<Item = u32> {
        self.names.inner.iter().map(|one| one.index)
    }

    /// The declarations that the whole project sees by their names, in the order of the text.
    pub(crate) fn project_wide(&self) -> &[u32] {
        &self.names.project_wide
    }

    /// Whether all declarations of two versions of a chunk have the same names and kinds, and stand in each other alike.
    pub(crate) fn has_names_of(&self, other: &Self) -> bool {
        let outline = |one: &DeclarationData| (one.keyword, one.parent, one.id_source == IdSource::Missing);
        let (one, other) = (self.declarations.iter(), other.declarations.iter());
        one.len() == other.len()
            && one.zip(other).all(|(one, other)| one.id == other.id && outline(one) == outline(other))
    }

    /// Whether two declarations share name, kind and a scope inside the chunk.
    pub(crate) fn has_duplicates(&self) -> bool {
        self.names.has_duplicates
    }

    /// What a name, perhaps dotted, means in one scope: the last step is the declaration, the others are declarations
    /// around it, from the outside in, any of which may have been left out.
    pub(crate) fn look_up(&self, scope: u32, path: &str, wanted: KeywordSet) -> Outcome<u32> {
        let (around, last) = last_dot(path).map_or((None, path), |dot| (Some(&path[..dot]), &path[dot + 1..]));
        let matching = self.named(scope, last).filter(|index| {
            let Some(around) = around else { return true };
            let mut steps = around.rsplit('.').peekable();
            let parent = |index: u32| self.declarations[index as usize].parent;
            for ancestor in std::iter::successors(parent(*index), |index| parent(*index)) {
                steps.next_if(|step| *step == self.declarations[ancestor as usize].id);
            }
            steps.peek().is_none()
        });
        choose(matching.map(|index| (self.declarations[index as usize].keyword, index)), wanted)
    }

    /// The references whose last step is this name, in order, each with its number.
    pub(crate) fn references_to<'c>(&'c self, name: &str) -> impl Iterator<Item = (u32, &'c ReferenceData)> {
        let by_last_step = self.names.by_last_step.get_or_init(|| {
            let hashed = |(index, reference)| (hash_of(&[last_step(self.written(reference))]), index);
            let mut all: Box<[(u64, u32)]> =
                self.references.iter().zip(0..).map(|(one, at)| hashed((at, one))).collect();
            all.sort_unstable();
            all
        });
        let hash = hash_of(&[name]);
        let start = by_last_step.partition_point(|(one, _)| *one < hash);
        let name = SmolStr::new(name);
        by_last_step[start..]
            .iter()
            .take_while(move |(one, _)| *one == hash)
            .map(|(_, index)| (*index, &self.references[*index as usize]))
            .filter(move |(_, reference)| last_step(self.written(reference)) == name)
    }

    /// The names of one keyword in one scope, each with the first declaration of that name.
    pub(crate) fn sorted(&self, scope: u32, keyword: Keyword) -> Option<&Candidates<u32>> {
        let sorted = self.names.sorted.get_or_init(|| {
            let mut names: FxHashMap<(u32, Keyword), FxHashMap<SmolStr, u32>> = FxHashMap::default();
            for InnerName { scope, index, .. } in self.names.inner.iter().copied() {
                let declaration = &self.declarations[index as usize];
                let Some(keyword) = declaration.keyword else { continue };
                names.entry((scope, keyword)).or_default().entry(declaration.id.clone()).or_insert(index);
            }
            names.into_iter().map(|(key, names)| (key, Candidates::new(names))).collect()
        });
        sorted.get(&(scope, keyword))
    }
}

/// The part of a name behind its last dot.
pub(crate) fn last_step(name: &str) -> &str {
    last_dot(name).map_or(name, |dot| &name[dot + 1..])
}

// Names are short and there are many of them: looking at each byte is faster than getting ready to look at many at once.

/// The part of a dotted name before its first dot, and the part behind it.
pub(crate) fn first_step(name: &str) -> Option<(&str, &str)> {
    let dot = name.bytes().position(|byte| byte == b'.')?;
    Some((&name[..dot], &name[dot + 1..]))
}

fn last_dot(name: &str) -> Option<usize> {
    name.bytes().rposition(|byte| byte == b'.')
}

/// A hash of some words.
pub(crate) fn hash_of(words: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write_usize(word.len());
    }
    hasher.finish()
}

fn short_hash_of(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    u32::try_from(hasher.finish() & u64::from(u32::MAX)).expect("32 bits")
}
