//! Which names the whole project sees.

use std::sync::Arc;

use super::places::Place;
use crate::file::{KeywordSet, Outcome};
use crate::schema::Keyword;

/// A declaration by a name that the whole project sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) place: Place,
    /// Its number in the chunk.
    pub(super) index: u32,
    /// `None` for a declaration whose keyword is unknown: it may be meant as anything.
    pub(super) keyword: Option<Keyword>,
    /// Others of its name and kind can be duplicates of it.
    pub(super) is_sound: bool,
    /// Only its label gives the name.
    pub(super) is_by_label: bool,
}

impl Entry {
    /// What matters to those who refer to it, without where it is.
    fn kind(&self) -> (Option<Keyword>, bool, bool) {
        (self.keyword, self.is_sound, self.is_by_label)
    }
}

/// The declarations of one name in the order of files and text. Nearly always it is one.
#[derive(Clone, Debug)]
pub(super) enum Entries {
    One(Entry),
    Several(Arc<Several>),
}

/// At least one declaration, with what can be told of all of them.
#[derive(Clone, Debug)]
pub(super) struct Several {
    entries: Vec<Entry>,
    kinds: KeywordSet,
    has_unknown_keyword: bool,
}

impl Entries {
    pub(super) fn as_slice(&self) -> &[Entry] {
        match self {
            Self::One(entry) => std::slice::from_ref(entry),
            Self::Several(several) => &several.entries,
        }
    }

    /// Adds one behind all others.
    pub(super) fn push(&mut self, entry: Entry) {
        match self {
            Self::One(first) => *self = Self::Several(Arc::new(Several::new(vec![*first, entry]))),
            Self::Several(several) => {
                let several = Arc::make_mut(several);
                several.entries.push(entry);
                several.learn(entry);
            }
        }
    }

    /// Puts others in the place of those that stand in one chunk; `None` if nothing is left.
    pub(super) fn with(&self, place: Place, new: &[Entry]) -> Option<Self> {
        let entries = self.as_slice();
        let start = entries.partition_point(|entry| entry.place < place);
        let end = entries.partition_point(|entry| entry.place <= place);
        let mut all = Vec::with_capacity(entries.len() + new.len());
        all.extend_from_slice(entries.get(..start).unwrap_or_default());
        all.extend_from_slice(new);
        all.extend_from_slice(entries.get(end..).unwrap_or_default());
        Self::of(all)
    }

    /// `None` for none.
    pub(super) fn of(entries: Vec<Entry>) -> Option<Self> {
        match entries.as_slice() {
            [] => None,
            [only] => Some(Self::One(*only)),
            _ => Some(Self::Several(Arc::new(Several::new(entries)))),
        }
    }

    /// Chooses among them for a reference, as in any scope.
    pub(super) fn choose(&self, wanted: KeywordSet) -> Outcome<Entry> {
        let fits = |entry: &&Entry| entry.keyword.is_some_and(|keyword| wanted.contains(keyword));
        match self {
            Self::One(only) if fits(&only) => Outcome::Found(*only),
            Self::One(only) if only.keyword.is_none() => Outcome::Broken,
            Self::One(only) => Outcome::WrongKind(*only),
            // Thousands may share a name, and as many refer to it: what is asked each time is known.
            Self::Several(several) => {
                let kinds = several.kinds.iter().filter(|kind| wanted.contains(*kind)).count();
                let mut fitting = several.entries.iter().filter(fits).copied();
                match (kinds, fitting.next(), several.entries.first()) {
                    (1, Some(first), _) => Outcome::Found(first),
                    (_, Some(first), _) => Outcome::Ambiguous(std::iter::once(first).chain(fitting).collect()),
                    (_, None, _) if several.has_unknown_keyword => Outcome::Broken,
                    (_, None, Some(first)) => Outcome::WrongKind(*first),
                    (_, None, None) => Outcome::Unknown,
                }
            }
        }
    }

    /// The first of one keyword.
    pub(super) fn first_of(&self, keyword: Keyword) -> Option<Entry> {
        self.as_slice().iter().find(|entry| entry.keyword == Some(keyword)).copied()
    }

    /// Whether those of `self` that stand in one file are of the same kinds, in the same order, as those of `other`.
    pub(super) fn says_the_same(one: Option<&Self>, other: Option<&Self>, file: super::FileId) -> bool {
        fn kinds(
            entries: Option<&Entries>,
            file: super::FileId,
        ) -> impl Iterator<Item = (Option<Keyword>, bool, bool)> {
            let entries = entries.map_or(&[][..], Entries::as_slice);
            let start = entries.partition_point(|entry| entry.place.file < file);
            let own = entries.get(start..).unwrap_or_default().iter().take_while(move |entry| entry.place.file == file);
            own.map(Entry::kind)
        }
        kinds(one, file).eq(kinds(other, file))
    }
}

impl Several {
    fn new(entries: Vec<Entry>) -> Self {
        let mut several = Self { entries, kinds: KeywordSet::default(), has_unknown_keyword: false };
        for at in 0..several.entries.len() {
            several.learn(several.entries[at]);
        }
        several
    }

    fn learn(&mut self, entry: Entry) {
        match entry.keyword {
            Some(keyword) => self.kinds.add(KeywordSet::of(&[keyword])),
            None => self.has_unknown_keyword = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Project, Resolution};

    #[test]
    fn the_names_of_a_scope_are_known_without_a_reference() {
        let text = "persona maya\njourney shop {\n  stage find { touchpoint find; touchpoint pay }\n}\npersona maya\n";
        let project = Project::of_text("x.journey", text);
        let touchpoint = KeywordSet::of(&[Keyword::Touchpoint]);
        let (shop, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let (pay, _) = project.declarations_of(Keyword::Touchpoint).last().unwrap();
        assert_eq!(project.scope_around(pay), shop);
        let names = |scope, keywords: &[Keyword]| -> Vec<String> {
            let names = project.names_in(scope, KeywordSet::of(keywords));
            let mut names: Vec<String> = names.map(|(name, keyword, _)| format!("{keyword} {name}")).collect();
            names.sort();
            names
        };
        assert_eq!(names(None, &[Keyword::Persona, Keyword::Journey]), ["journey shop", "persona maya"]);
        assert_eq!(
            names(Some(shop), &[Keyword::Stage, Keyword::Touchpoint]),
            ["stage find", "touchpoint find", "touchpoint pay"]
        );
        assert_eq!(project.look_up(Some(shop), "pay", touchpoint), Resolution::Found(pay));
        assert_eq!(project.look_up(None, "shop.find.pay", touchpoint), Resolution::Found(pay));
        assert_eq!(project.look_up(None, "pay", touchpoint), Resolution::Unknown);
    }
}
