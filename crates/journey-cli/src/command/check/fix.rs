//! `check --fix`: makes the fixes of what was found, or shows what they would change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journey_ide::{Cancellation, FixRequest, FixedAll, Snapshot, fix_all, suggestion};
use journey_model::FileId;
use journey_model::value::Date;
use journey_plugin::{Diagnostic, Registry};
use journey_workspace::Encoding;
use rayon::prelude::*;

use super::diagnostics;
use crate::failure::{Failure, contained};
use crate::report::Counts;
use crate::rewrite::{Original, require_rewritable, rewrite};
use crate::workspace::{LoadedFile, LoadedProject, Workspace};

/// What fixing makes of the files that were asked for.
#[derive(Debug, Default)]
pub(super) struct Fixing<'w> {
    /// The files that change, in the order of their paths.
    pub(super) changes: Vec<Change<'w>>,
    /// What would be left then.
    pub(super) left: Counts,
    /// How many findings that are left have suggestions.
    left_with_suggestions: usize,
    /// How many files were looked at.
    pub(super) files: usize,
    /// What could not be done.
    pub(super) failures: Vec<Failure>,
}

/// A file that changes.
#[derive(Debug)]
pub(super) struct Change<'w> {
    project: &'w LoadedProject,
    file: &'w LoadedFile,
    /// Its path as people see it.
    pub(super) shown: &'w str,
    /// What it held.
    pub(super) before: String,
    /// What it is going to hold.
    pub(super) after: String,
    /// How many fixes were made in it.
    fixed: usize,
}

/// How to fix.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// Whether suggestions are made where nothing is safe.
    pub(super) suggestions: bool,
    /// Whether the files are going to be written.
    pub(super) writes: bool,
    /// The day on which to look.
    pub(super) today: Date,
}

impl<'w> Fixing<'w> {
    /// Makes fixes in the files that were asked for, in memory.
    pub(super) fn of(workspace: &'w Workspace, plugins: &Arc<Registry>, how: How) -> Self {
        let mut fixing = Self::default();
        for project in &workspace.projects {
            let doing = format!("fixing {}", project.root.display());
            let mut part = Self::default();
            match contained(&doing, || part.fix(project, plugins, how)) {
                Ok(()) => fixing.take(part),
                Err(failure) => fixing.failures.push(failure),
            }
        }
        fixing.changes.sort_by(|one, other| one.file.path.cmp(&other.file.path));
        fixing
    }

    fn take(&mut self, part: Self) {
        self.changes.extend(part.changes);
        self.left += part.left;
        self.left_with_suggestions += part.left_with_suggestions;
        self.files += part.files;
        self.failures.extend(part.failures);
    }

    fn fix(&mut self, project: &'w Arc<LoadedProject>, plugins: &Arc<Registry>, how: How) {
        let found = self.found(project, plugins, how.today);
        let (mut fixable, fixed): (BTreeMap<_, _>, BTreeMap<_, _>) =
            found.into_iter().partition(|(id, _)| is_fixable(project, project.file(*id)));
        self.files = fixable.len() + fixed.len();
        let snapshot = Snapshot {
            project: Arc::new(project.project.clone()),
            registry: Arc::clone(plugins),
            folders: Arc::clone(project) as _,
            today: how.today,
            cancellation: Cancellation::default(),
        };
        let mut kept = fixed;
        let all = loop {
            let request = FixRequest { code: None, suggestions: how.suggestions };
            let all = fix_all(&snapshot, fixable.clone(), request).expect("nobody is there to call it off");
            let refused: Vec<FileId> = if how.writes { self.refused(project, &all) } else { Vec::new() };
            if refused.is_empty() {
                break all;
            }
            // Without them, so that nothing is done in half: a fix may change several files.
            kept.extend(refused.iter().filter_map(|file| fixable.remove_entry(file)));
        };
        let left: Vec<&Diagnostic> = all.left.values().chain(kept.values()).flatten().collect();
        self.left = Counts::of(left.iter().copied());
        self.left_with_suggestions = left.iter().filter(|one| suggestion(one).is_some()).count();
        self.changes = changes(project, &all);
    }

    /// What is found in the files that were asked for.
    fn found(&mut self, project: &LoadedProject, plugins: &Registry, today: Date) -> BTreeMap<FileId, Vec<Diagnostic>> {
        let files: Vec<(FileId, &LoadedFile)> = project.asked_for().collect();
        let found: Vec<Result<(FileId, Vec<Diagnostic>), Failure>> = files
            .into_par_iter()
            .with_max_len(1)
            .map(|(id, file)| {
                let environment = project.environment(today);
                diagnostics(&project.project, id, &file.encoding, environment, plugins).map(|found| (id, found))
            })
            .collect();
        let mut known = BTreeMap::new();
        for result in found {
            match result {
                Ok((id, found)) => drop(known.insert(id, found)),
                Err(failure) => self.failures.push(failure),
            }
        }
        known
    }

    /// The files that would change and cannot be written, each told.
    fn refused(&mut self, project: &'w Arc<LoadedProject>, all: &FixedAll) -> Vec<FileId> {
        let mut refused = Vec::new();
        for id in changed(all) {
            let (file, text) = (project.file(id), project.project.file(id).model.parse().text());
            let original = original(project, file, &project.project.file(id).path, &text);
            if let Err(failure) = require_rewritable(&original) {
                self.failures.push(failure);
                refused.push(id);
            }
        }
        refused
    }

    /// Writes the files that changed. What cannot be written is told; the others are written all the same.
    pub(super) fn write(&mut self) {
        let results: Vec<Result<(), Failure>> = self
            .changes
            .iter()
            .map(|change| {
                let original = original(change.project, change.file, change.shown, &change.before);
                rewrite(&original, &change.after)
            })
            .collect();
        let mut written = Vec::new();
        for (change, result) in std::mem::take(&mut self.changes).into_iter().zip(results) {
            match result {
                Ok(()) => written.push(change),
                Err(failure) => self.failures.push(failure),
            }
        }
        self.changes = written;
    }

    /// What was done, in one line: "Fixed 7 findings in 3 files".
    pub(super) fn line(&self, how: How) -> String {
        let verb = if how.writes { "Fixed" } else { "Would fix" };
        let fixed: usize = self.changes.iter().map(|change| change.fixed).sum();
        let findings = if fixed == 1 { "1 finding".to_owned() } else { format!("{fixed} findings") };
        let done = match self.changes.as_slice() {
            [] if how.writes => "Fixed nothing".to_owned(),
            [] => "Would fix nothing".to_owned(),
            [only] => format!("{verb} {findings} in {}", only.shown),
            several => format!("{verb} {findings} in {} files", several.len()),
        };
        match self.left_with_suggestions {
            0 => done,
            _ if how.suggestions => done,
            1 => format!("{done}; 1 more finding has suggestions: see --suggestions"),
            more => format!("{done}; {more} more findings have suggestions: see --suggestions"),
        }
    }
}

/// Whether fixes can be made in a file: not where its text was guessed from its bytes, and not where mistakes in
/// `journey.toml` leave open which rules count.
fn is_fixable(project: &LoadedProject, file: &LoadedFile) -> bool {
    let settings = project.settings.as_ref().map(|shown| &shown.settings);
    let is_clear = settings.is_none_or(|settings| settings.are_sound());
    is_clear && file.encoding == Encoding::Utf8
}

/// The files that something changes in.
fn changed(all: &FixedAll) -> BTreeSet<FileId> {
    all.edits.iter().map(|edit| edit.place.file).collect()
}

fn changes<'w>(project: &'w LoadedProject, all: &FixedAll) -> Vec<Change<'w>> {
    let change = |id: FileId| Change {
        project,
        file: project.file(id),
        shown: &project.project.file(id).path,
        before: project.project.file(id).model.parse().text(),
        after: all.project.file(id).model.parse().text(),
        fixed: all.fixed.get(&id).copied().unwrap_or_default(),
    };
    changed(all).into_iter().map(change).collect()
}

fn original<'f>(project: &'f LoadedProject, file: &'f LoadedFile, shown: &'f str, text: &'f str) -> Original<'f> {
    Original { path: &file.path, shown, root: &project.root, encoding: &file.encoding, text }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::plugins;

    const BROKEN: &str = "persona maya \"Maya\" { priority: \"primary\" }\njourney shop \"Shop\" { persona: maya }\n";

    fn loaded(folder: &Path, plugins: &Registry) -> Workspace {
        Workspace::load(&[folder.to_owned()], None, plugins).unwrap()
    }

    fn how() -> How {
        How { suggestions: false, writes: true, today: Date::parse("2026-11-20").unwrap() }
    }

    #[test]
    fn a_file_that_somebody_changes_meanwhile_is_left_and_the_others_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("a.journey"), folder.path().join("b.journey"));
        fs::write(&one, BROKEN).unwrap();
        fs::write(&other, BROKEN.replace("maya", "tom").replace("shop", "tea")).unwrap();
        let plugins = Arc::new(plugins::registry());
        let workspace = loaded(folder.path(), &plugins);
        let mut fixing = Fixing::of(&workspace, &plugins, how());
        assert_eq!((fixing.changes.len(), fixing.failures.as_slice()), (2, &[][..]));
        fs::write(&one, "// Mine.\n").unwrap();
        fs::remove_file(&other).unwrap();
        fixing.write();
        let told: Vec<&str> = fixing.failures.iter().map(|failure| failure.message.as_str()).collect();
        assert!(
            told[0].ends_with("a.journey was changed by somebody else meanwhile, so it was left as it is"),
            "{told:?}"
        );
        assert!(told[1].ends_with("b.journey was here a moment ago and is gone"), "{told:?}");
        assert_eq!(fs::read_to_string(&one).unwrap(), "// Mine.\n");
        assert!(!other.exists());
        assert_eq!(fixing.line(how()), "Fixed nothing");
    }

    #[test]
    fn what_is_left_is_what_a_check_finds_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.journey"), format!("{BROKEN}persona tom \"Tom\" {{ gaol: \"Eat\" }}\n"))
            .unwrap();
        let plugins = Arc::new(plugins::registry());
        let workspace = loaded(folder.path(), &plugins);
        let mut fixing = Fixing::of(&workspace, &plugins, how());
        fixing.write();
        let again = loaded(folder.path(), &plugins);
        let fixed = Fixing::of(&again, &plugins, how());
        assert_eq!((fixed.changes.len(), fixed.left), (0, fixing.left));
        assert!(fixed.left.errors > 0);
    }
}
