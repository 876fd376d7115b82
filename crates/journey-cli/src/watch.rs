//! Does a piece of work again whenever something changes that it depends on, until Ctrl-C: `check --watch`, `render --watch`,
//! `preview`.

mod folders;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use journey_model::configuration::FILE_NAME;
use journey_plugin::Registry;
use journey_workspace::absolute;
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecursiveMode};

use crate::failure::{Failure, contained};
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::{LoadedProject, Workspace};
use folders::WatchedFolders;

/// What is waited for.
enum Message {
    /// Something happened to files, or the system cannot tell what.
    Files(notify::Result<Event>),
    /// Somebody wants to end it.
    Stop,
}

/// How eager it is, and who is told of each round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// How long it has to be quiet before a burst of changes, such as an editor's or git's, is taken to be over.
    quiet: Duration,
    /// How long a burst is waited for at most.
    longest_burst: Duration,
    /// The stream that tells of each round, which starts on an empty screen there; `None` where nobody is told.
    told_on: Option<ToldOn>,
}

/// The stream that tells of each round.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ToldOn {
    Output,
    Error,
}

impl Pace {
    /// For what is read in a terminal.
    const fn calm(told_on: ToldOn) -> Self {
        Self { quiet: Duration::from_millis(50), longest_burst: Duration::from_secs(1), told_on: Some(told_on) }
    }

    /// For a picture that somebody looks at while they save. One save is several events, microseconds apart.
    #[cfg(feature = "pictures")]
    pub(crate) const LIVE: Self =
        Self { quiet: Duration::from_millis(10), longest_burst: Duration::from_millis(200), told_on: None };
}

/// Ends the watching.
#[derive(Clone)]
pub(crate) struct Stop(mpsc::Sender<Message>);

impl Stop {
    /// Ends it after the round that runs.
    pub(crate) fn stop(&self) {
        // Where nobody waits any more it has ended.
        let _ = self.0.send(Message::Stop);
    }
}

/// Loads what was named and does the work, again and again until Ctrl-C, or until nobody reads any more what is told on
/// that stream. What goes wrong in one round is told and does not end it. `input_path` is the file that standard input
/// stands for.
pub(crate) fn watch(
    paths: &[PathBuf],
    input_path: Option<&Path>,
    plugins: &Arc<Registry>,
    (terminal, told_on): (&Terminal, ToldOn),
    work: impl FnMut(Workspace) -> Result<(), Failure>,
) -> Result<Status, Failure> {
    let named = Named { paths, input_path, pace: Pace::calm(told_on) };
    watch_named(&named, plugins, terminal, drop, work)
}

/// What is watched, and how eagerly.
pub(crate) struct Named<'n> {
    pub(crate) paths: &'n [PathBuf],
    pub(crate) input_path: Option<&'n Path>,
    pub(crate) pace: Pace,
}

/// The same, for whoever has other reasons to end than Ctrl-C: `prepare` is given what ends it.
pub(crate) fn watch_named(
    named: &Named<'_>,
    plugins: &Arc<Registry>,
    terminal: &Terminal,
    prepare: impl FnOnce(Stop),
    mut work: impl FnMut(Workspace) -> Result<(), Failure>,
) -> Result<Status, Failure> {
    let Named { paths, input_path, pace } = *named;
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("files cannot be watched: {error}"));
    let (sender, messages) = mpsc::channel();
    let stop = Stop(sender.clone());
    prepare(stop.clone());
    let at_end = stop.clone();
    ctrlc::set_handler(move || stop.stop()).map_err(|error| failed(&error))?;
    if let Some(stream) = pace.told_on {
        wait_for_the_reader_to_go(stream, move || at_end.stop());
    }
    let watcher = notify::recommended_watcher(move |event| drop(sender.send(Message::Files(event))));
    let watcher = watcher.map_err(|error| failed(&error))?;
    let named = absolute_paths(paths);
    let folders = WatchedFolders::new(watcher);
    let mut watching = Watching { folders, named, settings: BTreeSet::new(), mentioned: BTreeSet::new() };
    loop {
        let round = || {
            let workspace = watching.load(paths, input_path, plugins, terminal)?;
            if pace.told_on.is_some() {
                terminal.clear();
            }
            work(workspace)
        };
        if let Err(failure) = contained("watching", round).and_then(|round| round) {
            terminal.tell(&failure);
        }
        if !watching.wait(&messages, pace, terminal) {
            return Ok(Status::Clean);
        }
    }
}

/// The line that says that it waits: "Watching 12 files; checked at 14:03:22. Ctrl-C ends it". `done` is the word for the
/// work.
pub(crate) fn waiting_line(workspace: &Workspace, done: &str) -> String {
    let files: usize = workspace.projects.iter().map(|project| project.project.files().len()).sum();
    let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    format!("Watching {files}; {done} at {}. Ctrl-C ends it\n", jiff::Zoned::now().strftime("%H:%M:%S"))
}

/// Says when nobody reads a stream any more, such as `head` that has seen enough: without this, that would be noticed with
/// the next change only.
#[cfg(unix)]
fn wait_for_the_reader_to_go(stream: ToldOn, gone: impl FnOnce() + Send + 'static) {
    use std::io;
    use std::os::fd::AsFd;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    let wait = move || {
        let (output, error) = (io::stdout(), io::stderr());
        let stream = match stream {
            ToldOn::Output => output.as_fd(),
            ToldOn::Error => error.as_fd(),
        };
        // What has no reader, such as a file, never answers; terminals tell by a signal.
        let mut streams = [PollFd::from_borrowed_fd(stream, PollFlags::empty())];
        while poll(&mut streams, None) == Err(Errno::INTR) {}
        if streams.iter().any(|stream| stream.revents().intersects(PollFlags::HUP | PollFlags::ERR)) {
            gone();
        }
    };
    std::thread::spawn(wait);
}

#[cfg(not(unix))]
fn wait_for_the_reader_to_go(_: ToldOn, _: impl FnOnce() + Send + 'static) {}

fn absolute_paths(paths: &[PathBuf]) -> Vec<PathBuf> {
    // What has no absolute path is told when it is loaded.
    paths.iter().filter_map(|path| absolute(path).ok()).collect()
}

/// What is watched, and what in it counts.
struct Watching {
    folders: WatchedFolders,
    /// What was named on the command line.
    named: Vec<PathBuf>,
    /// The files that hold settings, links followed.
    settings: BTreeSet<PathBuf>,
    /// Names that stand in the journeys and may be those of files, such as `q3.csv`.
    mentioned: BTreeSet<OsString>,
}

impl Watching {
    /// Loads what was named, and watches all that it depends on.
    fn load(
        &mut self,
        paths: &[PathBuf],
        input_path: Option<&Path>,
        plugins: &Registry,
        terminal: &Terminal,
    ) -> Result<Workspace, Failure> {
        loop {
            let workspace = Workspace::load(paths, input_path, plugins)?;
            // What changed in a folder before it was watched is not told, so it is read again.
            if !self.watch(&workspace, terminal) {
                self.mentioned = workspace.projects.iter().flat_map(|project| mentioned(project)).collect();
                return Ok(workspace);
            }
        }
    }

    /// Watches the projects, and whatever was named; `true` where some of it was not watched before.
    fn watch(&mut self, workspace: &Workspace, terminal: &Terminal) -> bool {
        let mut wanted = BTreeMap::new();
        for named in &self.named {
            // What is missing may come; what is there belongs to a project.
            let there =
                named.ancestors().find_map(|folder| fs::canonicalize(folder).ok().filter(|folder| folder.is_dir()));
            wanted.extend(there.map(|folder| (folder, RecursiveMode::NonRecursive)));
        }
        self.settings = workspace.projects.iter().flat_map(|project| settings_files(project)).collect();
        let around = self.settings.iter().filter_map(|file| file.parent());
        wanted.extend(around.map(|folder| (folder.to_owned(), RecursiveMode::NonRecursive)));
        let roots = workspace.projects.iter().filter_map(|project| fs::canonicalize(&project.root).ok());
        wanted.extend(roots.map(|root| (root, RecursiveMode::Recursive)));
        self.folders.watch(wanted, &mut |warning| terminal.warn(warning))
    }

    /// Waits for something that counts, and for the end of its burst; `false` where it is time to end.
    fn wait(&mut self, messages: &Receiver<Message>, pace: Pace, terminal: &Terminal) -> bool {
        let mut burst_ends: Option<Instant> = None;
        loop {
            let message = match burst_ends {
                None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(end) => messages.recv_timeout(pace.quiet.min(end.saturating_duration_since(Instant::now()))),
            };
            match message {
                Ok(Message::Files(Ok(event))) if !self.counts(&event) => {}
                Ok(Message::Files(event)) => {
                    if let Err(error) = event {
                        terminal.warn(format!("some changes may have gone unnoticed: {error}"));
                    }
                    burst_ends.get_or_insert_with(|| Instant::now() + pace.longest_burst);
                }
                Err(RecvTimeoutError::Timeout) => return true,
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// Whether a check may come to something else after an event.
    fn counts(&mut self, event: &Event) -> bool {
        let comes_or_goes = match event.kind {
            // Our own reading is an event as well.
            EventKind::Access(_) => return false,
            EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_) | EventKind::Remove(_) => true,
            EventKind::Modify(_) => false,
            EventKind::Any | EventKind::Other => true,
        };
        let mut counts = event.need_rescan();
        for path in &event.paths {
            // A folder that went takes its watch with it; it may come again.
            counts |= comes_or_goes && self.folders.forget(path);
            // Perhaps it may be looked into now.
            counts |= self.folders.is_refused(path);
            counts |= self.path_counts(path, comes_or_goes);
        }
        counts
    }

    fn path_counts(&self, path: &Path, comes_or_goes: bool) -> bool {
        let Some(name) = path.file_name() else { return true };
        if self.named.iter().any(|named| named.file_name() == Some(name)) || self.settings.contains(path) {
            return true;
        }
        let below = self.folders.around(path).and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
        let is_hidden = |part: &Path| part.as_os_str().as_encoded_bytes().starts_with(b".");
        if below.parent().is_some_and(|folder| folder.iter().any(|part| is_hidden(Path::new(part)))) {
            return false;
        }
        let is_journey = path.extension().is_some_and(|extension| extension == "journey");
        if [FILE_NAME, ".gitignore", ".ignore"].iter().any(|special| name == *special) {
            return true;
        }
        if is_hidden(Path::new(name)) {
            return false;
        }
        // Of what is gone nobody can tell whether it was a folder; those have no extension, mostly.
        let is_folder = || path.is_dir() || !path.exists() && path.extension().is_none();
        is_journey || comes_or_goes && (self.mentioned.contains(name) || is_folder())
    }
}

/// The files that hold the settings of a project.
fn settings_files(project: &LoadedProject) -> Vec<PathBuf> {
    let files = project.settings.iter().flat_map(|shown| shown.settings.files());
    files.filter_map(|file| fs::canonicalize(&file.path).ok()).collect()
}

/// Names of files that stand between quotes in the journeys of a project.
fn mentioned(project: &LoadedProject) -> BTreeSet<OsString> {
    let mut names = BTreeSet::new();
    for (_, file) in project.project.files() {
        let text = file.model.parse().text();
        let quoted = text.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
        let names_of_files = quoted.filter(|text| text.contains('.') && !text.ends_with('.'));
        names.extend(names_of_files.filter_map(|text| Path::new(text).file_name().map(OsString::from)));
    }
    names
}
