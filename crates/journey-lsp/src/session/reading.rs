//! Reads the disk for a session, away from the loop that takes messages.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use journey_workspace::{Layout, LoadedFile, Observer, load_files};

use super::Session;
use super::project::DiskFile;
use super::snapshot::{FileSnapshot, ProjectSnapshot};
use super::workspace::{Read, Wanted, is_settings};
use crate::progress::Indexing;
use crate::uri::DocumentUri;

/// Reads all projects below the open folders, and tells the client how far it is.
pub(crate) fn discover(session: &Arc<Session>) {
    let session = Arc::clone(session);
    let (layout, generation, outdated) = {
        let workspace = session.workspace();
        (workspace.layout(), workspace.generation(), workspace.outdated())
    };
    tokio::spawn(async move {
        let turn = session.disk.lock().await;
        if outdated.is_cancelled() {
            return;
        }
        let indexing = Arc::new(Indexing::begin(&session, outdated));
        let (reader, observer) = (Arc::clone(&session), Arc::clone(&indexing));
        let read = tokio::task::spawn_blocking(move || {
            let projects = read_all(&reader, &layout, &*observer);
            reader.workspace().discovered(generation, projects)
        });
        match read.await {
            Ok(wanted) => {
                was_read(&session);
                wanted.into_iter().for_each(|wanted| read_wanted(&session, wanted));
            }
            Err(error) => tracing::error!("the workspace could not be read because of a bug: {error}"),
        }
        drop((turn, indexing));
        crate::refresh::everything(&session).await;
    });
}

/// Reads what an opened or closed file makes necessary.
pub(crate) fn read_wanted(session: &Arc<Session>, wanted: Wanted) {
    in_turn(session, move |session| match wanted {
        Wanted::Project(root) => {
            let (layout, generation) = now(session);
            let files = layout.list(&root, &()).map(|listing| listing.files).unwrap_or_default();
            let files = load(session, &files, &());
            let read = Read { settings: layout.settings_of_folder(&root), root, paths: None, files };
            session.workspace().read(generation, read);
        }
        Wanted::Paths(root, paths) => read_paths(session, root, paths),
    });
}

/// Does something with the disk, away from the loop and from everybody else who does. What one reads, it tells before
/// another reads: otherwise who was slow would tell an old text after who was fast had told a newer one.
fn in_turn(session: &Arc<Session>, work: impl FnOnce(&Arc<Session>) + Send + 'static) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let turn = session.disk.lock().await;
        let worker = Arc::clone(&session);
        if let Err(error) = tokio::task::spawn_blocking(move || work(&worker)).await {
            tracing::error!("files could not be read because of a bug: {error}");
        }
        was_read(&session);
        drop(turn);
    });
}

fn was_read(session: &Session) {
    session.unjudged.notify_one();
    session.was_read.notify_waiters();
}

fn now(session: &Session) -> (Arc<Layout>, u64) {
    let workspace = session.workspace();
    (workspace.layout(), workspace.generation())
}

/// A journey with its project as soon as all files of that are read, or as it is when `patience` ends; `None` where it
/// belongs to no project (any more).
pub(crate) async fn finished(session: &Session, uri: &DocumentUri, patience: Duration) -> Option<FileSnapshot> {
    let is_loading = |file: &Option<FileSnapshot>| file.as_ref().is_some_and(|file| file.project.version.is_loading);
    when_read(session, patience, || session.file(uri), is_loading).await
}

/// All projects as soon as all of their files are read, or as they are when `patience` ends.
pub(crate) async fn all_finished(session: &Session, patience: Duration) -> Vec<ProjectSnapshot> {
    let take = || {
        let is_discovering = session.workspace().is_discovering();
        (session.projects(), is_discovering)
    };
    let is_loading = |(projects, is_discovering): &(Vec<ProjectSnapshot>, bool)| {
        *is_discovering || projects.iter().any(|project| project.version.is_loading)
    };
    when_read(session, patience, take, is_loading).await.0
}

async fn when_read<T>(
    session: &Session,
    patience: Duration,
    take: impl Fn() -> T,
    is_loading: impl Fn(&T) -> bool,
) -> T {
    let end = tokio::time::Instant::now() + patience;
    loop {
        let mut read = std::pin::pin!(session.was_read.notified());
        // From here on no news is missed.
        read.as_mut().enable();
        let taken = take();
        if !is_loading(&taken) || tokio::time::timeout_at(end, read).await.is_err() {
            return taken;
        }
    }
}

/// Something happened to these paths on the disk.
pub(crate) fn changed(session: &Arc<Session>, paths: Vec<PathBuf>) {
    let (layout, _) = now(session);
    if paths.iter().any(|path| is_settings(path) || layout.has_asked_for(path)) {
        start_again(session);
        return;
    }
    // Which projects there are is known for sure only when it is this one's turn.
    in_turn(session, move |session| {
        let (layout, _) = now(session);
        let paths: Vec<PathBuf> = paths.iter().map(|path| layout.known_path(path)).collect();
        if paths.iter().any(|path| session.workspace().has_project_below(path)) {
            start_again(session);
            return;
        }
        let mut owners: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for path in paths {
            owners.entry(layout.root_of(&path)).or_default().push(path);
        }
        owners.retain(|root, _| session.workspace().has_project(root));
        owners.into_iter().for_each(|(root, paths)| read_paths(session, root, paths));
    });
}

/// Reads what is at or below some paths of a project.
fn read_paths(session: &Arc<Session>, root: PathBuf, paths: Vec<PathBuf>) {
    let (layout, generation) = now(session);
    let listing = layout.list_again(&root, paths.iter().map(PathBuf::as_path), &()).unwrap_or_default();
    let is_new = |inner: &PathBuf| {
        layout.folders().iter().any(|folder| inner.starts_with(folder)) && !session.workspace().has_project(inner)
    };
    // A folder came that brings a project of its own.
    if listing.inner_roots.iter().any(is_new) {
        start_again(session);
        return;
    }
    let files = load(session, &listing.files, &());
    let read = Read { settings: layout.settings_of_folder(&root), root, paths: Some(paths), files };
    session.workspace().read(generation, read);
}

/// Forgets what is known of the disk, and reads everything again.
pub(crate) fn start_again(session: &Arc<Session>) {
    {
        let mut workspace = session.workspace();
        let folders = workspace.layout().folders().to_vec();
        workspace.start_again(folders);
    }
    discover(session);
}

/// The open folders are these from now on.
pub(crate) fn open_folders(session: &Arc<Session>, folders: Vec<PathBuf>) {
    session.workspace().start_again(folders);
    discover(session);
}

fn read_all(session: &Session, layout: &Layout, observer: &dyn Observer) -> Vec<Read> {
    let Ok(discovery) = layout.discover(observer) else { return Vec::new() };
    for unlisted in &discovery.unlisted {
        tracing::warn!("{}", unlisted.message(&unlisted.path.display().to_string()));
    }
    let projects = discovery.projects.into_iter();
    let read = projects.map(|project| {
        let files = load(session, &project.files, observer);
        Read { root: project.root, settings: project.settings, paths: None, files }
    });
    read.collect()
}

fn load(session: &Session, paths: &[PathBuf], observer: &dyn Observer) -> Vec<(PathBuf, DiskFile)> {
    let loaded = load_files(paths, &session.registry.schema(), observer).unwrap_or_default();
    let sound = loaded.into_iter().filter_map(|(path, result)| match result {
        Ok(LoadedFile { model, encoding }) => {
            Some((path, DiskFile { model: Arc::new(model), problem: encoding.problem() }))
        }
        Err(error) => {
            tracing::warn!("{}", error.message(&path.display().to_string()));
            None
        }
    });
    sound.collect()
}
