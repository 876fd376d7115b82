//! Lists the `.journey` files below a folder as git sees them: without hidden files and without what git ignores.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::settings::Settings;
use crate::failure::{Failure, reason};

/// What a walk gave.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The files, absolute, sorted.
    pub(super) files: Vec<PathBuf>,
    /// Whether a file or a folder was passed over because `exclude` names it.
    pub(super) left_some_out: bool,
    /// What could not be looked into, in no order that means anything.
    pub(super) failures: Vec<Failure>,
}

enum Message {
    File(PathBuf),
    LeftOut,
    Failure(Failure),
}

/// Lists the files below an absolute folder, several folders at a time. `settings` are those that count in the folder.
pub(super) fn walk(folder: &Path, settings: Option<&Settings>, show: &(dyn Fn(&Path) -> String + Sync)) -> Walk {
    let (sender, messages) = mpsc::channel();
    WalkBuilder::new(folder).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            let (message, state) = visit(entry, folder, settings, show);
            // The receiver lives until every sender is gone.
            let _ = message.map(|message| sender.send(message));
            state
        })
    });
    drop(sender);
    let mut walk = Walk::default();
    for message in messages {
        match message {
            Message::File(path) => walk.files.push(path),
            Message::LeftOut => walk.left_some_out = true,
            Message::Failure(failure) => walk.failures.push(failure),
        }
    }
    walk.files.sort_unstable();
    walk.failures.sort_unstable_by(|one, other| one.message.cmp(&other.message));
    walk
}

fn visit(
    entry: Result<DirEntry, ignore::Error>,
    folder: &Path,
    settings: Option<&Settings>,
    show: &(dyn Fn(&Path) -> String + Sync),
) -> (Option<Message>, WalkState) {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            return (Some(Message::Failure(walk_failure(&error, folder, show))), WalkState::Continue);
        }
    };
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let matters = is_folder || is_journey_file(&entry);
    if matters && settings.is_some_and(|settings| settings.leaves_out(entry.path(), is_folder)) {
        return (Some(Message::LeftOut), WalkState::Skip);
    }
    let file = matters && !is_folder;
    (file.then(|| Message::File(entry.into_path())), WalkState::Continue)
}

fn is_journey_file(entry: &DirEntry) -> bool {
    let extension = entry.path().extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("journey"))
        && entry.file_type().is_some_and(|kind| {
            // A link to a file counts; one that leads nowhere is told when it is read.
            kind.is_file() || kind.is_symlink() && entry.path().metadata().map_or(true, |there| there.is_file())
        })
}

fn walk_failure(error: &ignore::Error, folder: &Path, show: &dyn Fn(&Path) -> String) -> Failure {
    let shown = path_of(error).map_or_else(|| show(folder), show);
    match error.io_error() {
        Some(error) => Failure::new(format!("cannot look into {shown}: {}", reason(error))),
        None => Failure::new(format!("cannot look into {shown}: {error}")),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
