//! Reads the disk for a session, away from the loop that takes messages.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use journey_workspace::{Layout, LoadedFile, Observer, load_files};

use super::Session;
use super::snapshot::{FileSnapshot, ProjectSnapshot};
use super::workspace::{Read, Wanted, is_settings};
use crate::progress::Indexing;
use crate::uri::DocumentUri;

/// Reads all projects below the open folders, and tells the client how far it is.
pub(crate) fn discover(session: &Arc<Session>) {
    let session = Arc::clone(session);
    let (layout, generation) = {
        let workspace = session.workspace();
        (workspace.layout(), workspace.generation())
    };
    tokio::spawn(async move {
        let indexing = Arc::new(Indexing::begin(&session));
        let (reader, observer) = (Arc::clone(&session), Arc::clone(&indexing));
        let read = tokio::task::spawn_blocking(move || read_all(&reader, &layout, &*observer));
        match read.await {
            Ok(projects) => {
                let wanted = session.workspace().discovered(generation, projects);
                session.unjudged.notify_one();
                session.was_read.notify_waiters();
                wanted.into_iter().for_each(|wanted| read_wanted(&session, wanted));
            }
            Err(error) => tracing::error!("the workspace could not be read because of a bug: {error}"),
        }
        drop(indexing);
        crate::refresh::everything(&session).await;
    });
}

/// Reads what an opened, closed or changed file makes necessary.
pub(crate) fn read_wanted(session: &Arc<Session>, wanted: Wanted) {
    let session = Arc::clone(session);
    let (layout, generation) = {
        let workspace = session.workspace();
        (workspace.layout(), workspace.generation())
    };
    tokio::task::spawn_blocking(move || {
        let read = match wanted {
            Wanted::Project(root) => read_project(&session, &layout, root),
            Wanted::Paths(root, paths) => {
                let listed = layout.list_again(&root, paths.iter().map(PathBuf::as_path), &());
                let files = listed.map(|listing| listing.files).unwrap_or_default();
                let files = load(&session, &files, &());
                Read { settings: layout.settings_of_folder(&root), root, paths: Some(paths), files }
            }
        };
        session.workspace().read(generation, read);
        session.unjudged.notify_one();
        session.was_read.notify_waiters();
    });
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
    if paths.iter().any(|path| is_settings(path)) {
        start_again(session);
        return;
    }
    let wanted = session.workspace().owners(paths);
    wanted.into_iter().for_each(|wanted| read_wanted(session, wanted));
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

fn read_project(session: &Session, layout: &Layout, root: PathBuf) -> Read {
    let files = layout.list(&root, &()).map(|listing| listing.files).unwrap_or_default();
    let files = load(session, &files, &());
    Read { settings: layout.settings_of_folder(&root), root, paths: None, files }
}

fn load(
    session: &Session,
    paths: &[PathBuf],
    observer: &dyn Observer,
) -> Vec<(PathBuf, Arc<journey_ide::plugin::model::FileModel>)> {
    let loaded = load_files(paths, &session.registry.schema(), observer).unwrap_or_default();
    let sound = loaded.into_iter().filter_map(|(path, result)| match result {
        Ok(LoadedFile { model, .. }) => Some((path, Arc::new(model))),
        Err(error) => {
            tracing::warn!("{}", error.message(&path.display().to_string()));
            None
        }
    });
    sound.collect()
}
