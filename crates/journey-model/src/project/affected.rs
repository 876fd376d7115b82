//! Whom an edit of one file concerns.
//!
//! Findings are about one file and depend on others by names only: by what a name means, who uses it and what they say, what
//! is near to it, and by the places that they point at. So this follows names from the changed chunks to the other files.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::edit::InnerName;
use super::index::Changes;
use super::links::Link;
use super::names::{Entries, Entry};
use super::places::Places;
use super::questions::Questions;
use super::resolve::Answer;
use super::{FileId, Project};
use crate::file::{ChunkModel, FileModel, IdSource, KeywordSet, OwnScope, PlacedChunk, first_step, last_step};
use crate::schema::{Keyword, Schema};

/// The other files whose findings may differ after an edit of one. Those that are not among them have the same findings
/// as before, from every rule that asks for nothing but what names mean, who uses them and what they are near to.
#[derive(Debug)]
pub struct Affected {
    before: Project,
    after: Project,
    file: FileId,
    changes: Changes,
    inner: Vec<InnerName>,
    at_once: Vec<FileId>,
}

impl Affected {
    pub(super) fn new(
        before: &Project,
        after: &Project,
        file: FileId,
        changes: Changes,
        inner: Vec<InnerName>,
    ) -> Self {
        let (before, after) = (before.clone(), after.clone());
        let mut affected = Self { before, after, file, changes, inner, at_once: Vec::new() };
        let mut files = Files::default();
        affected.by_names(&mut files);
        affected.by_words(&mut files);
        affected.by_uses(&mut files);
        affected.at_once = files.others_than(file);
        affected
    }

    /// The files in which a name means something else than before, or lost or found its only use, in order. Hardly any,
    /// unless the edit changed a name.
    pub fn at_once(&self) -> &[FileId] {
        &self.at_once
    }

    /// All other files whose findings may differ, in order: those that name something of which only a value changed, that
    /// point at a place in the edited file, or that guess what a name may mean. Found out when this is called, in time
    /// that grows with the edited file: for when nobody waits.
    pub fn later(&self) -> Vec<FileId> {
        let mut files = Files::default();
        self.by_values(&mut files);
        self.by_manner_of_use(&mut files);
        self.by_guesses(&mut files);
        self.by_kinds(&mut files);
        self.by_parts(&mut files);
        self.by_places(&mut files);
        let mut later = files.others_than(self.file);
        later.retain(|file| self.at_once.binary_search(file).is_err());
        later
    }

    fn changed_chunks(&self) -> (Vec<PlacedChunk<'_>>, Vec<PlacedChunk<'_>>) {
        self.before.file(self.file).model.difference(&self.after.file(self.file).model)
    }

    /// Whose names mean something else now.
    fn by_names(&self, files: &mut Files) {
        for name in &self.changes.names {
            files.asking(&self.after, name);
            files.declaring(&self.after, name);
        }
        for one in &self.inner {
            if let Some(journey) = &one.journey {
                files.at(&self.after, Link::FirstAndLast(journey, &one.name));
                files.declaring(&self.after, journey);
            }
            if self.is_open(&one.name) {
                files.asking(&self.after, &one.name);
            }
        }
    }

    /// Whose names stand in broken text, or in the place of a name, and did not before, or the other way round.
    fn by_words(&self, files: &mut Files) {
        for word in self.changed_words(|chunk| &chunk.broken_words) {
            if self.before.stands_in_broken_text(&word) != self.after.stands_in_broken_text(&word) {
                files.asking(&self.after, &word);
                files.at(&self.after, Link::Last(&word));
                files.declaring(&self.after, &word);
            }
        }
        for word in self.changed_words(|chunk| &chunk.unread_words) {
            if self.before.is_unread(&word) != self.after.is_unread(&word) {
                files.declaring(&self.after, &word);
                files.at(&self.after, Link::Slug(&word));
            }
        }
    }

    /// Words that some changed chunk has now and none had before, or the other way round.
    fn changed_words(&self, words: impl Fn(&ChunkModel) -> &[SmolStr]) -> Vec<SmolStr> {
        let (old, new) = self.changed_chunks();
        let all = |chunks: &[PlacedChunk<'_>]| -> FxHashSet<SmolStr> {
            chunks.iter().flat_map(|chunk| words(chunk.model())).cloned().collect()
        };
        all(&old).symmetric_difference(&all(&new)).cloned().collect()
    }

    /// Who declares what the edited file uses now, or used before, where hardly anybody else does.
    fn by_uses(&self, files: &mut Files) {
        for (text, _) in &self.changes.questions {
            if let Some((first, rest)) = first_step(text) {
                files.declaring(&self.after, first);
                files.at(&self.after, Link::FirstAndLast(first, last_step(rest)));
                continue;
            }
            let entries = self.after.index.names.get(text).map_or(&[][..], Entries::as_slice);
            let mut seen: Vec<Option<Keyword>> = Vec::new();
            for entry in entries {
                // Of duplicates the first is used, and that nobody uses the others is no finding.
                let is_first = !seen.contains(&entry.keyword);
                seen.extend(is_first.then_some(entry.keyword));
                if is_first || !entry.is_sound {
                    self.by_uses_of(*entry, files);
                }
            }
        }
    }

    fn by_uses_of(&self, entry: Entry, files: &mut Files) {
        let users = self.after.using_files(self.after.id_of(entry), self.file, 2);
        match users.as_slice() {
            [] => files.add(entry.place.file),
            // It may have been, or be now, the only one.
            [only] => files.add(*only),
            _ => {}
        }
        if entry.is_by_label && users.first().is_none_or(|first| self.file < *first) {
            files.add(entry.place.file);
        }
    }

    /// Who names something that changed, though its name and kind did not.
    fn by_values(&self, files: &mut Files) {
        let (old, new) = self.changed_chunks();
        for chunk in old.iter().chain(&new).map(|chunk| chunk.model()) {
            chunk.project_wide().iter().for_each(|at| files.asking(&self.after, &chunk.declarations[*at as usize].id));
        }
    }

    /// Who declares a persona or a source that is named in another way now: whether a persona is the journey's own, and
    /// whether a source is cited for today, is said where they are named.
    fn by_manner_of_use(&self, files: &mut Files) {
        let (old, new) = self.changed_chunks();
        let (before, after) = (&self.before.file(self.file).model, &self.after.file(self.file).model);
        let schema = self.after.schema();
        let (old, new) = (manners(before, &old, schema), manners(after, &new, schema));
        old.symmetric_difference(&new).for_each(|manner| files.declaring(&self.after, &manner.name));
    }

    /// Who is told what may be meant, which may be another thing now.
    fn by_guesses(&self, files: &mut Files) {
        if !self.changes.names.is_empty() {
            files.at(&self.after, Link::Troubled);
            for project in [&self.before, &self.after] {
                project.open().iter().for_each(|(text, ())| files.asked(&self.after, text));
            }
            for name in &self.changes.names {
                // A duplicate is offered the next number as a name that is free.
                let base = |name: &str| {
                    name.trim_end_matches(|one: char| one.is_ascii_digit()).trim_end_matches('_').to_owned()
                };
                let (once, twice) = (base(name), base(&base(name)));
                files.declaring(&self.after, &once);
                files.declaring(&self.after, &twice);
            }
        } else if self.labels_changed() {
            files.at(&self.after, Link::Troubled);
        }
        for one in &self.inner {
            files.at(&self.after, Link::Broken(&one.name));
            if one.name.ends_with('-') {
                files.asked(&self.after, &one.name);
            }
            self.dotted(Link::Last(&one.name), files);
            one.journey.iter().for_each(|journey| self.dotted(Link::First(journey), files));
        }
        for text in self.texts_with_other_guesses() {
            let (before, after) = (self.before.guesses(&text), self.after.guesses(&text));
            before.symmetric_difference(&after).for_each(|(name, _)| files.declaring(&self.after, name));
        }
    }

    fn labels_changed(&self) -> bool {
        let (old, new) = self.changed_chunks();
        let labels = |chunks: &[PlacedChunk<'_>]| -> Vec<(Option<Keyword>, String)> {
            let all = chunks.iter().map(|chunk| chunk.model());
            let named = all.flat_map(|chunk| (0..).take(chunk.declarations.len()).map(move |index| (chunk, index)));
            let project_wide = named.filter(|(chunk, index)| chunk.scope_of(*index).is_none());
            project_wide.map(|(chunk, at)| (chunk.declarations[at as usize].keyword, chunk.label(at))).collect()
        };
        labels(&old) != labels(&new)
    }

    /// The names that perhaps mean nothing and of which one may guess something else now.
    fn texts_with_other_guesses(&self) -> FxHashSet<SmolStr> {
        let mut texts: FxHashSet<SmolStr> = self.changes.questions.iter().map(|(text, _)| text.clone()).collect();
        texts.extend(self.changed_words(|chunk| &chunk.broken_words));
        for name in &self.changes.names {
            texts.insert(name.clone());
            for project in [&self.before, &self.after] {
                project.open().any_near(name, |text| {
                    texts.insert(text.clone());
                    false
                });
            }
        }
        texts
    }

    /// Who declares things of a kind of which nobody knows now which are used, or nobody did before.
    fn by_kinds(&self, files: &mut Files) {
        let (before, after) = (self.before.index.unnamed_kinds(), self.after.index.unnamed_kinds());
        for keyword in Keyword::ALL.into_iter().filter(|keyword| before.contains(*keyword) != after.contains(*keyword))
        {
            for (name, ()) in self.after.sorted_names(keyword).iter() {
                let entries = self.after.index.names.get(name).map_or(&[][..], Entries::as_slice);
                // A persona may be named and still lack a journey of their own.
                let lacks_a_use =
                    |entry: &&Entry| keyword == Keyword::Persona || !self.after.is_used(self.after.id_of(**entry));
                let entries = entries.iter().filter(|entry| entry.keyword == Some(keyword)).filter(lacks_a_use);
                entries.for_each(|entry| files.add(entry.place.file));
            }
        }
    }

    /// Who declares a journey that the edited file names, or named before: whether it is part of another depends on who names
    /// it, and not only on whether somebody does.
    fn by_parts(&self, files: &mut Files) {
        let (old, new) = self.changed_chunks();
        for chunk in old.iter().chain(&new).map(|chunk| chunk.model()) {
            let journeys = chunk.references.iter().filter(|reference| reference.wanted.contains(Keyword::Journey));
            journeys.for_each(|reference| files.declaring(&self.after, chunk.written(reference)));
        }
    }

    /// Whose findings point at something in the edited file, which may stand somewhere else now.
    fn by_places(&self, files: &mut Files) {
        let (old, _) = self.changed_chunks();
        let mut seen = FxHashSet::default();
        for chunk in old.into_iter().chain(self.after.file(self.file).model.chunks()).map(|chunk| chunk.model()) {
            for index in chunk.project_wide() {
                let name = &chunk.declarations[*index as usize].id;
                let entries = self.after.index.names.get(name).map_or(&[][..], Entries::as_slice);
                if entries.iter().any(|entry| entry.place.file != self.file) {
                    files.declaring(&self.after, name);
                }
                if self.is_open(name) {
                    files.asked(&self.after, name);
                }
                self.dotted(Link::First(name), files);
                // A plan points into the journey that it is compared with.
                if chunk.declarations[*index as usize].keyword == Some(Keyword::Journey) {
                    files.asked(&self.after, name);
                }
            }
            for index in chunk.inner() {
                let name = &chunk.declarations[index as usize].id;
                if self.is_open(name) {
                    files.asked(&self.after, name);
                }
                self.dotted(Link::Last(name), files);
            }
            for reference in chunk.references.iter().filter(|reference| reference.own != OwnScope::Found) {
                let text = chunk.written(reference);
                if seen.insert(SmolStr::new(text)) {
                    self.by_place_of_use(text, files);
                }
            }
        }
    }

    /// Whose findings point at a name that stands in the edited file.
    fn by_place_of_use(&self, text: &str, files: &mut Files) {
        if let Some((first, rest)) = first_step(text) {
            self.dotted(Link::FirstAndLast(first, last_step(rest)), files);
            for (question, _) in self.after.index.questions.get(text).into_iter().flat_map(Questions::iter) {
                let Answer::Found(id) = self.after.answer(text, question) else { continue };
                let declaration = self.after.declaration(id);
                // It is shown where a name that only a label gives is used, and what is there twice may be renamed. Of a
                // pain it is said which opportunities address it, and what became of them.
                let is_judged = declaration.keyword() == Some(Keyword::Pain);
                if is_judged || declaration.id_source() == IdSource::Label || declaration.chunk().model().is_troubled {
                    files.add(id.file);
                }
            }
            return;
        }
        if self.is_open(&SmolStr::new(text)) {
            files.asked(&self.after, text);
        }
        if text.ends_with('-') {
            files.declaring(&self.after, text);
        }
        let entries = self.after.index.names.get(text).map_or(&[][..], Entries::as_slice);
        for entry in entries.iter().filter(|entry| entry.is_by_label && entry.place.file != self.file) {
            let users = self.after.using_files(self.after.id_of(*entry), self.file, 1);
            if users.first().is_none_or(|first| self.file < *first) {
                files.add(entry.place.file);
            }
        }
    }

    /// Whether some question about a name has, or had, no good answer.
    fn is_open(&self, name: &SmolStr) -> bool {
        self.before.open().contains(name) || self.after.open().contains(name)
    }

    /// The files in which a dotted name at a link has, or had, no good answer.
    fn dotted(&self, link: Link<'_>, files: &mut Files) {
        for text in self.after.dotted_at(link).filter(|text| self.is_open(text)) {
            files.asked(&self.after, &text);
        }
    }
}

impl Project {
    fn is_unread(&self, word: &str) -> bool {
        self.has_word(Link::Unread(word), |chunk| &chunk.unread_words, word)
    }

    /// The names that are nearest to one that means nothing, each with the kind that is meant.
    fn guesses(&self, text: &str) -> FxHashSet<(SmolStr, Option<Keyword>)> {
        let questions = self.index.questions.get(text).into_iter().flat_map(Questions::iter);
        let unknown = questions.filter(|(question, _)| self.answer(text, *question) == Answer::Unknown);
        let near = unknown.filter_map(|(question, _)| self.near(text, question.wanted, |_, _| true));
        near.map(|near| (near.name.clone(), self.declaration(near.value).keyword())).collect()
    }
}

/// A name of a persona or a source, and what rules ask about the place where it stands.
#[derive(PartialEq, Eq, Hash)]
struct Manner {
    name: SmolStr,
    /// It stands in a line of the journey itself.
    is_of_journey: bool,
    /// What else the same line names.
    beside: Vec<SmolStr>,
    /// The `state` and the `status` of the journey, each as it is written.
    standing: [Option<SmolStr>; 2],
    /// The journey says whose it is, and how it is meant to be read, or may say so in broken text.
    gives: [bool; 3],
}

/// How some chunks of a file name personas and sources.
fn manners(file: &FileModel, chunks: &[PlacedChunk<'_>], schema: &Schema) -> FxHashSet<Manner> {
    let wanted = KeywordSet::of(&[Keyword::Persona, Keyword::Source]);
    let mut manners = FxHashSet::default();
    for chunk in chunks {
        for data in chunk.model().references.iter().filter(|data| data.wanted.meets(wanted)) {
            let reference = chunk.reference(file, data);
            let Some(journey) = reference.declaration.journey() else { continue };
            let line = reference.property.range();
            let beside = reference.declaration.references().filter(|other| other.property.range() == line);
            let written = |key| Some(SmolStr::new(journey.property(key)?.value()?.plain()));
            manners.insert(Manner {
                name: SmolStr::new(reference.text),
                is_of_journey: reference.declaration == journey,
                beside: beside.map(|other| SmolStr::new(other.text)).collect(),
                standing: ["state", "status"].map(written),
                gives: [journey.gives("persona", schema), journey.gives("state", schema), journey.has_broken_entries()],
            });
        }
    }
    manners
}

/// Files, gathered.
#[derive(Default)]
struct Files {
    all: Vec<FileId>,
}

impl Files {
    fn add(&mut self, file: FileId) {
        self.all.push(file);
    }

    /// Those that declare a name for the whole project.
    fn declaring(&mut self, project: &Project, name: &str) {
        let entries = project.index.names.get(name).map_or(&[][..], Entries::as_slice);
        self.all.extend(entries.iter().map(|entry| entry.place.file));
    }

    /// Those that ask the whole project for a name, or for something in the journey of that name.
    fn asking(&mut self, project: &Project, name: &str) {
        self.asked(project, name);
        self.at(project, Link::First(name));
    }

    /// Those that ask the whole project for exactly that name.
    fn asked(&mut self, project: &Project, name: &str) {
        let questions = project.index.questions.get(name).into_iter().flat_map(Questions::iter);
        questions.for_each(|(_, places)| self.all.extend(places.files()));
    }

    fn at(&mut self, project: &Project, link: Link<'_>) {
        let links = [project.index.links.get(&link.key()), project.rare_links().get(&link.key())];
        links.into_iter().flatten().for_each(|places: &Places| self.all.extend(places.files()));
    }

    /// All but one, each once, in order.
    fn others_than(mut self, file: FileId) -> Vec<FileId> {
        self.all.sort_unstable();
        self.all.dedup();
        self.all.retain(|one| *one != file);
        self.all
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use journey_syntax::{TextRange, parse};

    use super::*;
    use crate::configuration::Configuration;
    use crate::project::File;

    const SHARED: &str = "\
persona maya \"Maya\" { source: talks }
channel app \"App\"
source talks \"Talks\"
";
    const SHOP: &str = "\
journey shop \"Shop\" {
  persona: maya
  stage find \"Find\" { touchpoint search \"Search\" { channel: app; emotion maya: -1 from talks } }
}
";
    const CLUB: &str = "\
journey club \"Club\" {
  persona: maya
  stage join \"Join\" { touchpoint form \"Form\" { channel: app; next: shop.search } }
}
";
    const TRIP: &str = "persona tom \"Tom\"\njourney trip \"Trip\" { persona: tom }\n";

    /// The numbers of the files that are concerned when `old` becomes `new` in one of [`SHARED`], [`SHOP`], [`CLUB`] and
    /// [`TRIP`]: at once, and later.
    fn concerned(file: usize, old: &str, new: &str) -> (Vec<usize>, Vec<usize>) {
        let schema = Arc::new(Schema::standard().clone());
        let texts = [SHARED, SHOP, CLUB, TRIP];
        let files = texts.iter().enumerate().map(|(number, text)| File {
            path: format!("{number}.journey").into(),
            model: Arc::new(FileModel::lower(&parse(text), &schema)),
        });
        let project = Project::new(files.collect(), Arc::clone(&schema), Configuration::default());
        let start = u32::try_from(texts[file].find(old).expect("it is there")).unwrap();
        let range = TextRange::new(start, start + u32::try_from(old.len()).unwrap());
        let file = FileId::from_index(file);
        let model = &project.file(file).model;
        let model = model.relower(&model.parse().edit(range, new), &schema);
        let (_, affected) = project.with_file(file, Arc::new(model));
        let numbers = |files: &[FileId]| files.iter().map(|file| file.index()).collect();
        (numbers(affected.at_once()), numbers(&affected.later()))
    }

    #[test]
    fn a_text_concerns_only_those_who_name_what_it_is_in() {
        assert_eq!(concerned(3, "\"Trip\"", "\"Long trip\""), (vec![], vec![]));
        assert_eq!(concerned(1, "\"Search\"", "\"Searches\""), (vec![], vec![2]));
        assert_eq!(concerned(0, "\"App\"", "\"The app\""), (vec![], vec![1, 2]));
        assert_eq!(concerned(2, "\"Form\"", "\"Fills in the form\""), (vec![], vec![]));
    }

    #[test]
    fn a_name_concerns_those_who_use_it_at_once() {
        assert_eq!(concerned(0, "maya", "mia"), (vec![1, 2], vec![]));
        assert_eq!(concerned(0, "channel app", "actor app").0, [1, 2]);
        assert_eq!(concerned(1, "touchpoint search", "touchpoint look").0, [2]);
        assert_eq!(concerned(1, "journey shop", "journey shops").0, [2]);
        assert_eq!(concerned(3, "persona tom", "persona tim"), (vec![], vec![]));
    }

    #[test]
    fn one_use_among_several_concerns_nobody_and_the_only_one_does() {
        assert_eq!(concerned(1, "channel: app", "channel: web").0, [2]);
        assert_eq!(concerned(2, "next: shop.search", "next: form").0, [1]);
        // `maya` is used by the other journey too, which might lose its last use by a fix there. Who declares her is
        // concerned by how she is used.
        assert_eq!(concerned(1, "persona: maya", "goal: \"x\""), (vec![], vec![0, 2]));
        // `talks` has one use left, in the file that declares it.
        assert_eq!(concerned(1, " from talks", "").0, [0]);
    }

    #[test]
    fn a_use_of_another_manner_concerns_who_declares_it() {
        // Another journey names `maya` and `talks` too, so nothing is lost or found by it.
        assert_eq!(concerned(1, "persona: maya", "persona: maya; status: retired"), (vec![], vec![0, 2]));
        assert_eq!(concerned(2, "persona: maya", "persona: tom").1, [0]);
        assert_eq!(concerned(1, "emotion maya: -1", "emotion maya: +1"), (vec![], vec![2]));
    }

    #[test]
    fn a_word_in_broken_text_concerns_those_who_declare_or_use_it() {
        assert_eq!(concerned(3, "persona tom", "?? app\npersona tom").0, [0, 1, 2]);
        assert_eq!(concerned(3, "persona: tom", "persona: \"maya\"").0, [0]);
        // Some channel is meant, and nobody knows which: it matters only to those that are not used.
        assert_eq!(
            concerned(3, "persona: tom", "persona: tom; stage s { touchpoint t { channel: } }"),
            (vec![], vec![])
        );
    }
}
