//! Lists the `.journey` files below folders as git sees them: without hidden files and without what git ignores.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};
use journey_model::configuration::FILE_NAME;
use rustc_hash::FxHashSet;

use crate::observer::{Cancelled, Observer};
use crate::refusal::reason;
use crate::settings::SettingsFinder;

/// What is below some folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files, absolute, sorted, each once.
    pub files: Vec<PathBuf>,
    /// The folders in which other projects start that were not listed, absolute, sorted.
    pub inner_roots: Vec<PathBuf>,
    /// Whether a file or a folder was passed over because `exclude` names it.
    pub left_some_out: bool,
    /// What could not be looked into, sorted by path.
    pub unlisted: Vec<Unlisted>,
}

/// A folder that could not be looked into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unlisted {
    /// The folder, absolute.
    pub path: PathBuf,
    /// Why: a part of a sentence, to stand behind a colon.
    pub reason: String,
}

impl Unlisted {
    /// What is wrong: one sentence without its full stop. `shown` is what people call the folder.
    pub fn message(&self, shown: &str) -> String {
        format!("cannot look into {shown}: {}", self.reason)
    }
}

/// What to look for below folders.
#[derive(Debug)]
pub(crate) struct Walk<'w> {
    /// Knows what `exclude` leaves out.
    pub(crate) settings: &'w SettingsFinder,
    /// Whether folders in which other projects start are looked into.
    pub(crate) enters_projects: bool,
    /// What alone is looked for, where not everything is.
    pub(crate) only: Option<Only>,
}

/// Paths that alone are looked for: themselves and whatever is below them.
#[derive(Debug, Default)]
pub(crate) struct Only {
    wanted: FxHashSet<PathBuf>,
    on_the_way: FxHashSet<PathBuf>,
}

impl Only {
    /// Looks for these absolute paths.
    pub(crate) fn new<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let mut only = Self::default();
        for path in paths {
            only.wanted.insert(path.to_owned());
            for above in path.ancestors().skip(1) {
                if !only.on_the_way.insert(above.to_owned()) {
                    break;
                }
            }
        }
        only
    }

    fn admits(&self, path: &Path, is_folder: bool) -> bool {
        is_folder && self.on_the_way.contains(path) || path.ancestors().any(|above| self.wanted.contains(above))
    }
}

enum Message {
    File(PathBuf),
    InnerRoot(PathBuf),
    LeftOut,
    Unlisted(Unlisted),
}

impl Walk<'_> {
    /// Lists what is below an absolute folder into `listing`, several folders at a time. The folder itself is looked
    /// into even where it is hidden or git ignores it.
    pub(crate) fn list(&self, folder: &Path, observer: &dyn Observer, listing: &mut Listing) -> Result<(), Cancelled> {
        let found = AtomicUsize::new(listing.files.len());
        let (sender, messages) = mpsc::channel();
        let mut builder = WalkBuilder::new(folder);
        if self.only.is_some() {
            // There is little to do, so starting threads would take longer than doing it.
            builder.threads(1);
        }
        builder.build_parallel().run(|| {
            let sender = sender.clone();
            let found = &found;
            Box::new(move |entry| {
                if observer.is_cancelled() {
                    return WalkState::Quit;
                }
                let (message, state) = self.visit(entry, folder);
                if let Some(message) = message {
                    if matches!(message, Message::File(_)) {
                        observer.progress(found.fetch_add(1, Ordering::Relaxed) + 1);
                    }
                    // The receiver lives until every sender is gone.
                    let _ = sender.send(message);
                }
                state
            })
        });
        drop(sender);
        if observer.is_cancelled() {
            return Err(Cancelled);
        }
        for message in messages {
            match message {
                Message::File(path) => listing.files.push(path),
                Message::InnerRoot(path) => listing.inner_roots.push(path),
                Message::LeftOut => listing.left_some_out = true,
                Message::Unlisted(unlisted) => listing.unlisted.push(unlisted),
            }
        }
        Ok(())
    }

    fn visit(&self, entry: Result<DirEntry, ignore::Error>, folder: &Path) -> (Option<Message>, WalkState) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return (Some(Message::Unlisted(unlisted(&error, folder))), WalkState::Continue),
        };
        let path = entry.path();
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let matters = (is_folder || is_file_of(&entry, &["journey"]))
            && (entry.depth() == 0 || self.only.as_ref().is_none_or(|only| only.admits(path, is_folder)));
        if !matters {
            return (None, WalkState::Skip);
        }
        // A folder is passed over by the settings where the walk starts, a file by those of its own project.
        let decisive = if is_folder { folder } else { path.parent().unwrap_or(folder) };
        let settings = self.settings.of_folder(decisive);
        if settings.is_some_and(|settings| settings.leaves_out(path, is_folder)) {
            return (Some(Message::LeftOut), WalkState::Skip);
        }
        if !is_folder {
            return (Some(Message::File(entry.into_path())), WalkState::Continue);
        }
        let is_inner_root = !self.enters_projects && entry.depth() > 0 && path.join(FILE_NAME).is_file();
        if is_inner_root {
            return (Some(Message::InnerRoot(entry.into_path())), WalkState::Skip);
        }
        (None, WalkState::Continue)
    }
}

impl Listing {
    /// Brings everything in its order, each once.
    pub(crate) fn sort(&mut self) {
        self.files.sort_unstable();
        self.files.dedup();
        self.inner_roots.sort_unstable();
        self.inner_roots.dedup();
        self.unlisted.sort_unstable();
        self.unlisted.dedup();
    }
}

/// Whether something is a file with one of these extensions.
pub(crate) fn is_file_of(entry: &DirEntry, extensions: &[&str]) -> bool {
    let extension = entry.path().extension();
    extension.is_some_and(|extension| extensions.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted)))
        && entry.file_type().is_some_and(|kind| {
            // A link to a file counts; one that leads nowhere is told when it is read.
            kind.is_file() || kind.is_symlink() && entry.path().metadata().map_or(true, |there| there.is_file())
        })
}

pub(crate) fn unlisted(error: &ignore::Error, folder: &Path) -> Unlisted {
    let path = path_of(error).unwrap_or(folder).to_owned();
    let reason = error.io_error().map_or_else(|| error.to_string(), reason);
    Unlisted { path, reason }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
