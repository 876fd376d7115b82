//! Which names are declared, in which scope.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{DeclarationId, File, file_id};
use crate::file::{Declaration, IdSource, KeywordSet};
use crate::nearest::Candidates;
use crate::schema::{Keyword, Place, Schema};

/// Every name of a project by the scope that it belongs to.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    /// What the whole project sees.
    project_wide: Scope,
    /// What is named inside a journey, or inside something else at the top of a file.
    inner: FxHashMap<DeclarationId, Scope>,
    /// The declarations of a name in all inner scopes. Made when somebody asks.
    by_name: OnceLock<FxHashMap<SmolStr, Vec<DeclarationId>>>,
}

/// The names of one scope.
#[derive(Debug, Default)]
struct Scope {
    names: FxHashMap<SmolStr, Entries>,
    /// The names of each keyword, sorted. Made when somebody asks: a project without mistakes never does.
    sorted: OnceLock<[Candidates<DeclarationId>; Keyword::ALL.len()]>,
}

/// The declarations of one name in one scope. Nearly always it is one.
#[derive(Debug)]
enum Entries {
    One(Entry),
    Several(Vec<Entry>),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) id: DeclarationId,
    /// `None` for a declaration whose keyword is unknown: it may be meant as anything.
    pub(super) keyword: Option<Keyword>,
}

impl NameIndex {
    pub(super) fn new(files: &[File]) -> Self {
        let mut index = Self::default();
        for (number, file) in files.iter().enumerate() {
            let file_id = file_id(number);
            // The names of one scope mostly stand together.
            let mut current: Option<(Declaration<'_>, DeclarationId)> = None;
            for declaration in file.model.declarations() {
                if declaration.id_source() == IdSource::Missing {
                    continue;
                }
                let scope = declaration.scope().map(|scope| match current {
                    Some((known, id)) if known == scope => id,
                    _ => {
                        let id = DeclarationId { file: file_id, local: scope.local_id() };
                        current = Some((scope, id));
                        id
                    }
                });
                let id = DeclarationId { file: file_id, local: declaration.local_id() };
                let entry = Entry { id, keyword: declaration.keyword() };
                let scope = match scope {
                    None => &mut index.project_wide,
                    Some(scope) => index.inner.entry(scope).or_default(),
                };
                scope.add(declaration.shared_id(), entry);
            }
        }
        index
    }

    fn scope(&self, scope: Option<DeclarationId>) -> Option<&Scope> {
        match scope {
            None => Some(&self.project_wide),
            Some(scope) => self.inner.get(&scope),
        }
    }

    /// The declarations with that name in that scope, in the order of files and text. No scope is the project.
    pub(super) fn get(&self, scope: Option<DeclarationId>, name: &str) -> &[Entry] {
        self.scope(scope).and_then(|scope| scope.names.get(name)).map_or(&[], Entries::as_slice)
    }

    /// The names of one keyword in one scope, each with the first declaration of that name.
    pub(super) fn sorted(&self, scope: Option<DeclarationId>, keyword: Keyword) -> Option<&Candidates<DeclarationId>> {
        self.scope(scope).and_then(|scope| scope.sorted().get(keyword.index()))
    }

    /// The names of some kinds in one scope, unsorted, each with the first declaration of that name and kind.
    pub(super) fn of_kinds(
        &self,
        scope: Option<DeclarationId>,
        wanted: KeywordSet,
    ) -> impl Iterator<Item = (&SmolStr, Keyword, DeclarationId)> {
        let names = self.scope(scope).into_iter().flat_map(|scope| &scope.names);
        names.flat_map(move |(name, entries)| {
            let entries = entries.as_slice();
            entries.iter().enumerate().filter_map(move |(number, entry)| {
                let keyword = entry.keyword.filter(|keyword| wanted.contains(*keyword))?;
                let is_first = !entries.iter().take(number).any(|earlier| earlier.keyword == entry.keyword);
                is_first.then_some((name, keyword, entry.id))
            })
        })
    }

    /// The declarations with that name in all scopes but the project's, in the order of files and text.
    pub(super) fn inside_others(&self, name: &str) -> &[DeclarationId] {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: FxHashMap<SmolStr, Vec<DeclarationId>> = FxHashMap::default();
            for (name, entries) in self.inner.values().flat_map(|scope| &scope.names) {
                by_name.entry(name.clone()).or_default().extend(entries.as_slice().iter().map(|entry| entry.id));
            }
            by_name.values_mut().for_each(|ids| ids.sort_unstable());
            by_name
        });
        by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Groups of two or more that share name, kind and scope, in the order of files and text.
    pub(super) fn duplicates(&self, files: &[File], schema: &Schema) -> Vec<Vec<DeclarationId>> {
        let mut groups = Vec::new();
        let scopes = std::iter::once(&self.project_wide).chain(self.inner.values());
        for entries in scopes.flat_map(|scope| scope.names.values()) {
            let Entries::Several(entries) = entries else { continue };
            for keyword in Keyword::ALL {
                let same = entries.iter().filter(|entry| entry.keyword == Some(keyword));
                let group: Vec<DeclarationId> =
                    same.map(|entry| entry.id).filter(|id| is_sound(files, schema, *id)).collect();
                if group.len() > 1 {
                    groups.push(group);
                }
            }
        }
        groups.sort();
        groups
    }
}

/// Whether a declaration is one that others can be duplicates of. What is wrong with a label that is not a sound text
/// is told already, and so is a property without its colon, which looks like a declaration: `persona maya` in a journey.
fn is_sound(files: &[File], schema: &Schema, id: DeclarationId) -> bool {
    let Some(file) = files.get(id.file.0 as usize) else { return false };
    let declaration = file.model.declaration(id.local);
    let has_sound_name = declaration.id_source() == IdSource::Written
        || declaration.ast().label().is_some_and(|label| !label.kind().is_error());
    let may_be_nested = || declaration.keyword().is_some_and(|keyword| schema.places(keyword) != [Place::File]);
    has_sound_name && (declaration.parent().is_none() || may_be_nested())
}

impl Scope {
    fn add(&mut self, name: &SmolStr, entry: Entry) {
        match self.names.get_mut(name) {
            None => {
                self.names.insert(name.clone(), Entries::One(entry));
            }
            Some(Entries::Several(entries)) => entries.push(entry),
            Some(entries @ Entries::One(_)) => {
                let first = entries.as_slice().iter().copied();
                *entries = Entries::Several(first.chain([entry]).collect());
            }
        }
    }

    fn sorted(&self) -> &[Candidates<DeclarationId>; Keyword::ALL.len()] {
        self.sorted.get_or_init(|| {
            Keyword::ALL.map(|keyword| {
                let of_keyword = |entries: &Entries| {
                    entries.as_slice().iter().find(|entry| entry.keyword == Some(keyword)).map(|entry| entry.id)
                };
                Candidates::new(
                    self.names.iter().filter_map(|(name, entries)| of_keyword(entries).map(|id| (name.clone(), id))),
                )
            })
        })
    }
}

impl Entries {
    fn as_slice(&self) -> &[Entry] {
        match self {
            Self::One(entry) => std::slice::from_ref(entry),
            Self::Several(entries) => entries,
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
