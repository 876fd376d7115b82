//! Where something stands in a project, chunk by chunk, in numbers that an edit elsewhere leaves alone.

use std::sync::Arc;

use super::FileId;
use crate::file::ChunkLabel;

/// A chunk of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) chunk: ChunkLabel,
}

/// Chunks in the order of files and text, each with how often. Nearly always it is one.
#[derive(Clone, Debug)]
pub(super) enum Places {
    One(Place, u32),
    Several(Arc<Several>),
}

#[derive(Clone, Debug)]
pub(super) struct Several {
    /// Never empty.
    places: Vec<(Place, u32)>,
    count: u32,
}

impl Places {
    pub(super) fn iter(&self) -> impl Iterator<Item = (Place, u32)> {
        let (one, several) = match self {
            Self::One(place, count) => (Some((*place, *count)), [].as_slice()),
            Self::Several(several) => (None, several.places.as_slice()),
        };
        one.into_iter().chain(several.iter().copied())
    }

    /// Sets how often it stands in a place; 0 takes the place out. Gives whether any place is left.
    pub(super) fn set(&mut self, place: Place, count: u32) -> bool {
        match self {
            Self::One(only, known) if *only == place => {
                *known = count;
                count > 0
            }
            Self::One(only, known) => {
                if count > 0 {
                    let mut both = vec![(*only, *known), (place, count)];
                    both.sort_unstable();
                    *self = Self::Several(Arc::new(Several { places: both, count: *known + count }));
                }
                true
            }
            Self::Several(several) => {
                let Several { places, count: all } = Arc::make_mut(several);
                // Those of a new project come in order.
                let found = match places.last() {
                    Some((last, _)) if *last < place => Err(places.len()),
                    _ => places.binary_search_by_key(&place, |(place, _)| *place),
                };
                *all += count;
                match found {
                    Ok(at) if count > 0 => *all -= std::mem::replace(&mut places[at].1, count),
                    Ok(at) => *all -= places.remove(at).1,
                    Err(at) if count > 0 => places.insert(at, (place, count)),
                    Err(_) => {}
                }
                !places.is_empty()
            }
        }
    }

    /// The files, each once.
    pub(super) fn files(&self) -> impl Iterator<Item = FileId> {
        let mut last = None;
        self.iter().map(|(place, _)| place.file).filter(move |file| last.replace(*file) != Some(*file))
    }

    /// How often it stands in all of them.
    pub(super) fn count(&self) -> u32 {
        match self {
            Self::One(_, count) => *count,
            Self::Several(several) => several.count,
        }
    }

    /// The first place.
    pub(super) fn first(&self) -> Option<Place> {
        self.iter().next().map(|(place, _)| place)
    }
}
