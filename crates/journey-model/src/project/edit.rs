//! A project after one of its files changed.

use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::{FxHashSet, FxHasher};
use smol_str::SmolStr;

use super::links::Link;
use super::{Affected, FileId, Project};
use crate::file::{ChunkModel, FileModel, OwnScope, PlacedChunk};
use crate::schema::Keyword;

impl Project {
    /// The project after one of its files changed, and whom that may concern. This project stays as it is.
    ///
    /// Takes time for the chunks of the file that changed, and for those elsewhere that name what changed in them; not
    /// for the length of the file nor the number of files. The first call makes an index for all further ones, as does
    /// [`Project::prepare`].
    pub fn with_file(&self, file: FileId, model: Arc<FileModel>) -> (Self, Affected) {
        self.prepare();
        let before = Arc::clone(&self.file(file).model);
        let (old, new) = before.difference(&model);
        let mut after = self.clone();
        after.files.get_mut(file).model = Arc::clone(&model);
        let changes = after.index.update(file, &old, &new);
        let inner = changed_inner_names(&old, &new);
        let texts =
            after.texts_to_look_at(changes.names.iter(), &inner, changes.questions.iter().map(|(text, _)| text));
        let opened: Vec<(SmolStr, bool)> = texts.into_iter().map(|text| (text.clone(), after.is_open(&text))).collect();
        if let Some(open) = after.index.open.get_mut() {
            for (text, is_open) in &opened {
                match (is_open, open.contains(text)) {
                    (true, false) => open.insert(text.clone(), ()),
                    (false, true) => open.remove(text),
                    _ => {}
                }
            }
        }
        let affected = Affected::new(self, &after, file, changes, inner);
        (after, affected)
    }

    /// Makes what the first edit would otherwise have to wait for.
    pub fn prepare(&self) {
        self.open();
        self.rare_links();
        self.sorted_names(Keyword::Persona);
    }

    /// The names whose questions may be answered in another way now.
    fn texts_to_look_at<'c>(
        &self,
        names: impl Iterator<Item = &'c SmolStr>,
        inner: &[InnerName],
        asked: impl Iterator<Item = &'c SmolStr>,
    ) -> FxHashSet<SmolStr> {
        let mut texts: FxHashSet<SmolStr> = asked.cloned().collect();
        for name in names {
            texts.extend(self.dotted_at(Link::First(name)));
            texts.insert(name.clone());
        }
        for one in inner {
            texts.extend(one.journey.iter().flat_map(|first| self.dotted_at(Link::FirstAndLast(first, &one.name))));
        }
        texts
    }

    /// The dotted names in the chunks at a link that are asked from the whole project, perhaps with others.
    pub(super) fn dotted_at(&self, link: Link<'_>) -> impl Iterator<Item = SmolStr> {
        let places = self.index.links.get(&link.key()).into_iter().flat_map(super::places::Places::iter);
        places.flat_map(|(place, _)| {
            let chunk = self.file(place.file).model.labelled(place.chunk).expect("the index follows the files");
            let asked = chunk.model().references.iter().filter(|reference| reference.own != OwnScope::Found);
            let texts = asked.map(move |reference| chunk.model().written(reference));
            texts.filter(|text| text.contains('.')).map(SmolStr::new).collect::<Vec<_>>()
        })
    }
}

/// A name that a scope inside of a chunk declares in another way than before.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct InnerName {
    /// The journey whose scope it is; `None` for the scope of something else.
    pub(super) journey: Option<SmolStr>,
    pub(super) name: SmolStr,
}

/// The names inside of journeys and other scopes of some chunks of a file that are declared in another way than before, each once.
fn changed_inner_names(old: &[PlacedChunk<'_>], new: &[PlacedChunk<'_>]) -> Vec<InnerName> {
    // Mostly nothing but a text changed.
    if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.model().has_names_of(new.model())) {
        return Vec::new();
    }
    let (old, new) = (inner_names(old), inner_names(new));
    let same = |one: &(InnerName, u64), other: &(InnerName, u64)| one.0 == other.0;
    let (mut old, mut new) = (old.chunk_by(same).peekable(), new.chunk_by(same).peekable());
    let key = |group: &&[(InnerName, u64)]| group.first().map(|(name, _)| (name.journey.clone(), name.name.clone()));
    let mut changed = Vec::new();
    loop {
        let next = match (old.peek().and_then(key), new.peek().and_then(key)) {
            (Some(old), Some(new)) => old.min(new),
            (Some(key), None) | (None, Some(key)) => key,
            (None, None) => break,
        };
        let before = old.next_if(|group| key(group).as_ref() == Some(&next)).unwrap_or_default();
        let after = new.next_if(|group| key(group).as_ref() == Some(&next)).unwrap_or_default();
        if before != after {
            changed.push(InnerName { journey: next.0, name: next.1 });
        }
    }
    changed
}

/// Each with a hash of its kind and of the names around it, sorted; those of one name in the order of the text.
fn inner_names(chunks: &[PlacedChunk<'_>]) -> Vec<(InnerName, u64)> {
    let mut names: Vec<(InnerName, u64)> = chunks.iter().flat_map(|chunk| inner_names_in(chunk.model())).collect();
    names.sort_by(|(one, _), (other, _)| (&one.journey, &one.name).cmp(&(&other.journey, &other.name)));
    names
}

fn inner_names_in(chunk: &ChunkModel) -> Vec<(InnerName, u64)> {
    let mut around: Vec<u64> = Vec::with_capacity(chunk.declarations.len());
    for declaration in &chunk.declarations {
        let mut hasher = FxHasher::default();
        hasher.write_u64(declaration.parent.map_or(0, |parent| around[parent as usize]));
        hasher.write(declaration.id.as_bytes());
        around.push(hasher.finish());
    }
    let mut indices: Vec<u32> = chunk.inner().collect();
    indices.sort_unstable();
    let named = indices.into_iter().filter_map(|index| {
        let declaration = &chunk.declarations[index as usize];
        let scope = &chunk.declarations[chunk.scope_of(index)? as usize];
        let mut hasher = FxHasher::default();
        hasher.write_usize(declaration.keyword.map_or(0, |keyword| keyword.index() + 1));
        hasher.write_u64(declaration.parent.map_or(0, |parent| around[parent as usize]));
        let journey = (scope.keyword == Some(Keyword::Journey)).then(|| scope.id.clone());
        Some((InnerName { journey, name: declaration.id.clone() }, hasher.finish()))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use journey_syntax::{TextRange, parse};
    use proptest::prelude::*;

    use super::*;
    use crate::configuration::Configuration;
    use crate::project::{DeclarationId, File};
    use crate::schema::Schema;

    fn project(texts: &[String]) -> Project {
        let schema = Arc::new(Schema::standard().clone());
        let files = texts.iter().enumerate().map(|(number, text)| File {
            path: format!("{number}.journey").into(),
            model: Arc::new(FileModel::lower(&parse(text), &schema)),
        });
        Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
    }

    fn edited(project: &Project, file: FileId, range: std::ops::Range<usize>, replacement: &str) -> Project {
        let model = &project.file(file).model;
        let range = TextRange::new(u32::try_from(range.start).unwrap(), u32::try_from(range.end).unwrap());
        let model = model.relower(&model.parse().edit(range, replacement), project.schema());
        project.with_file(file, Arc::new(model)).0
    }

    /// What the names in a project mean, who uses them, and which are there twice.
    fn dump(project: &Project) -> String {
        let mut dump = String::new();
        for (file, at) in project.files() {
            for reference in at.model.references() {
                let near = project.nearest_name(file, &reference);
                writeln!(dump, "{reference:?} {:?} {near:?}", project.resolve(file, &reference)).unwrap();
            }
            for declaration in at.model.declarations() {
                let id = DeclarationId { file, local: declaration.local_id() };
                let is_meant = project.may_be_meant(id);
                writeln!(dump, "{declaration:?} {:?} {is_meant}", project.uses_of(id)).unwrap();
            }
            for (id, namesakes) in project.duplicates_in(file) {
                writeln!(dump, "{id:?} {:?}", namesakes.iter().collect::<Vec<_>>()).unwrap();
            }
        }
        dump
    }

    /// A line, few of which are told apart by more than their number.
    fn line(kind: usize, number: usize) -> String {
        match kind % 6 {
            0 => format!("persona p{number} \"P\"\n"),
            1 => format!("channel c{number}\n"),
            2 => format!(
                "journey j{number} \"J\" {{ persona: p{number}; pain w{number}; opportunity o {{ addresses: j{kind}.w{kind} }} }}\n"
            ),
            3 => format!("journey \"J {number}\" {{ of: j{number}; persona: p{}, q{number} }}\n", number + 1),
            4 => "/// About the next.\n".to_owned(),
            _ => format!("?? p{number}\n"),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn files_of_many_chunks_follow_their_edits(
            kinds in prop::collection::vec(0_usize..12, 150..300),
            edits in prop::collection::vec(
                (0_usize..2, prop_oneof![Just(40_usize), 0_usize..300], 0_usize..3, prop::collection::vec(0_usize..6, 0..3)),
                1..40,
            ),
            paste in 0_usize..400,
        ) {
            let lines = |kinds: &[usize]| kinds.iter().enumerate().map(|(at, kind)| line(*kind, at % 40)).collect();
            let half = kinds.len() / 2;
            let mut texts: Vec<String> = vec![lines(&kinds[..half]), lines(&kinds[half..])];
            let mut project = project(&texts);
            let mut number = 0;
            for (at, (file, place, gone, new)) in edits.iter().enumerate() {
                let text = &mut texts[*file];
                let starts: Vec<usize> =
                    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
                let start = place % starts.len();
                let range = starts[start]..starts[(start + gone).min(starts.len() - 1)];
                let mut more: String = new.iter().map(|kind| { number += 1; line(*kind, number % 40) }).collect();
                if at == 5 {
                    more.extend((0..paste).map(|number| line(number, number % 50)));
                }
                text.replace_range(range.clone(), &more);
                project = edited(&project, FileId::from_index(*file), range, &more);
            }
            prop_assert_eq!(dump(&project), dump(&super::tests::project(&texts)));
        }
    }

    #[test]
    fn a_place_takes_any_number_of_new_declarations() {
        let mut project = project(&[line(0, 1) + &line(0, 2), line(3, 1)]);
        let file = FileId::from_index(0);
        // One before the other, always at the same place, until there is no room for their labels any more.
        for number in 3..60 {
            project = edited(&project, file, 0..0, &line(0, number));
            let model = &project.file(file).model;
            assert_eq!(model.chunks().count(), number);
            assert!(model.chunks().map(|chunk| chunk.label()).is_sorted_by(|one, other| one < other));
        }
        let (second, _) = project.files().nth(1).unwrap();
        let reference = project.file(second).model.references().nth(1).unwrap();
        assert_eq!(project.target(second, &reference).unwrap().1.id(), "p2");
    }
}
