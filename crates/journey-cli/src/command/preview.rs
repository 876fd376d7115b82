//! `journey preview`: the live map of journeys in the browser.

mod conversation;
mod project;

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_plugin::Registry;
use journey_preview::{Editor, Opener, Options, Preview as Server, Source, StartError, Token};
use journey_workspace::{absolute, reason};

use crate::asked::{self, Asker};
use crate::failure::Failure;
use crate::output::to_standard_output;
use crate::plugins;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::watch::{Named, Pace, watch_named};
use crate::workspace::Workspace;
use conversation::{listen, say_chosen, say_started};
use project::PreviewedProject;

/// Show the live map of journeys in the browser
///
/// The page stands on this machine alone, and follows every save. Its address has a secret in it: whoever has it sees the
/// journeys.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Preview {
    /// A file, or a folder with all that is in it; #ID behind a file chooses one of its journeys
    #[arg(value_name = "PATH[#ID]", default_value = ".")]
    path: PathBuf,
    /// What to show at first
    #[arg(long, value_name = "VIEW")]
    view: Option<String>,
    /// The port to listen to [default: any that is free]
    #[arg(long, value_name = "PORT", value_parser = port)]
    port: Option<u16>,
    /// Open the browser, which happens anyway where a person started it in a terminal
    #[arg(long, conflicts_with = "no_open")]
    open: bool,
    /// Open no browser
    #[arg(long)]
    no_open: bool,
    /// Show a place that is clicked in this editor, as in 'code -g {file}:{line}:{column}' [default: $JOURNEY_EDITOR, else
    /// the page shows the text]
    #[arg(long, value_name = "COMMAND")]
    editor: Option<String>,
    /// Speak with an editor that started it: lines of JSON on standard input and output. It ends when the input does
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey preview                       All journeys below this folder
  journey preview shop.journey          One file
  journey preview shop.journey#next_year --view map
                                        One journey, as a map
  journey preview --editor 'code -g {file}:{line}:{column}'
                                        A click opens the text in Visual Studio Code

\u{1b}[1m\u{1b}[4mEnvironment:\u{1b}[0m
  JOURNEY_EDITOR         The same as --editor; without effect with --json
  JOURNEY_PREVIEW_TOKEN  The secret of the address, 22 to 128 letters and digits: with the same port, pages that are
                         still open come back";

/// Shows until Ctrl-C.
pub(super) fn run(arguments: &Preview, terminal: &Terminal) -> Result<Status, Failure> {
    let plugins = Arc::new(plugins::registry());
    if let Some(view) = &arguments.view {
        asked::view(&plugins, view, Asker::CommandLine)?;
    }
    let (path, journey) = asked::split(&arguments.path);
    if !path.exists() {
        return Err(Failure::new(format!("{} is not there", path.display()))
            .help("Name a `.journey` file, or a folder that has some."));
    }
    refuse_unreadable(&path)?;
    let server = Arc::new(start(arguments, terminal)?);
    let paths = [path];
    let named = Named { paths: &paths, input_path: None, pace: Pace::LIVE };
    let mut is_first = true;
    // The server itself ends with the watching: whatever else holds it may outlive that.
    let shown = Arc::downgrade(&server);
    let prepare = |stop| {
        if arguments.json {
            listen(shown, stop);
        }
    };
    watch_named(&named, &plugins, terminal, prepare, |workspace| {
        show(&server, &workspace, &plugins);
        if std::mem::take(&mut is_first) {
            if let Some(missing) = journey.as_deref().and_then(|id| missing_journey(&workspace, &paths[0], id)) {
                terminal.warn_of(&missing);
            }
            let address = address(&server, &paths[0], journey.as_deref(), arguments.view.as_deref());
            arguments.announce(&server, &address, terminal)?;
        }
        Ok(())
    })
}

/// A port as people write it.
fn port(written: &str) -> Result<u16, String> {
    written.parse().map_err(|_| "a port is a number from 1 to 65535".to_owned())
}

/// Refuses what may not be read: nobody would ever see anything.
fn refuse_unreadable(path: &Path) -> Result<(), Failure> {
    let read = if path.is_dir() { fs::read_dir(path).map(drop) } else { fs::File::open(path).map(drop) };
    read.map_err(|error| {
        Failure::new(format!("cannot read {}: {}", path.display(), reason(&error)))
            .help("Ask whoever it belongs to for the right to read it, or name another one.")
    })
}

/// Why a journey that was asked for cannot be shown at first; `None` where it can. It may come while the page is open.
fn missing_journey(workspace: &Workspace, path: &Path, id: &str) -> Option<Failure> {
    let files = workspace.projects.iter().flat_map(|project| project.asked_for().map(move |(file, _)| (project, file)));
    let found: Vec<Result<_, Failure>> =
        files.map(|(project, file)| asked::journeys_named(&project.project, file, id, Asker::CommandLine)).collect();
    if found.iter().any(Result::is_ok) {
        return None;
    }
    match <[_; 1]>::try_from(found) {
        Ok([only]) => only.err(),
        Err(several) if several.is_empty() => None,
        Err(_) => Some(Failure::new(format!("no file in {} has a journey `{id}`", path.display()))),
    }
}

fn start(arguments: &Preview, terminal: &Terminal) -> Result<Server, Failure> {
    let token = match std::env::var("JOURNEY_PREVIEW_TOKEN") {
        Ok(chosen) => Token::chosen(&chosen),
        Err(_) => Token::random(),
    };
    let token = token.map_err(|error| {
        Failure::new(error.to_string())
            .help("Leave JOURNEY_PREVIEW_TOKEN out of the environment: each preview then has a new one.")
    })?;
    let mut options = Options::new(token);
    options.port = arguments.port;
    options.opener = arguments.opener(terminal)?;
    Server::start(options).map_err(|error| match error {
        StartError::Port { port, error } => {
            let why = match error.kind() {
                io::ErrorKind::AddrInUse => "another program listens to it".to_owned(),
                _ => reason(&error),
            };
            Failure::new(format!("port {port} cannot be used: {why}"))
                .help("Name another one, or leave --port out: then any that is free is taken.")
        }
        StartError::Runtime(error) => Failure::new(format!("the preview cannot run: {}", reason(&error))),
    })
}

/// Shows what was read.
fn show(server: &Server, workspace: &Workspace, plugins: &Arc<Registry>) {
    let projects = workspace.projects.iter();
    let sources = projects.map(|project| -> Arc<dyn Source> { Arc::new(PreviewedProject::new(project, plugins)) });
    let failures = workspace.failures.iter().map(|failure| failure.message.clone());
    server.show(sources.collect(), failures.chain(workspace.warnings.iter().cloned()).collect());
}

/// The address of the page, with what was asked for.
fn address(server: &Server, path: &Path, journey: Option<&str>, view: Option<&str>) -> String {
    let key = journey.map(|id| {
        let key = absolute(path).ok().and_then(|path| server.journey_key(&path, Some(id)));
        // One that is not there is told on the page, where it can come.
        key.unwrap_or_else(|| id.to_owned())
    });
    let chosen = [("journey", key.as_deref()), ("view", view)];
    let encoded =
        |value: &str| percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string();
    let chosen = chosen.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", encoded(value?))));
    let query = chosen.collect::<Vec<_>>().join("&");
    format!("{}{}{query}", server.url(), if query.is_empty() { "" } else { "?" })
}

/// Whether a program can be found, as whoever starts it will look for it.
fn is_there(program: &str) -> bool {
    let path = Path::new(program);
    if path.components().count() > 1 {
        return path.is_file();
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    // Windows adds them where none is written.
    let extensions = std::env::var("PATHEXT").unwrap_or_default();
    let names: Vec<String> = std::iter::once("")
        .chain(extensions.split(';').filter(|_| cfg!(windows)))
        .map(|extension| format!("{program}{extension}"))
        .collect();
    std::env::split_paths(&folders).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
}

impl Preview {
    /// What a click on a place does.
    fn opener(&self, terminal: &Terminal) -> Result<Option<Opener>, Failure> {
        // An editor that speaks with the preview opens places itself, whatever stands in the shell that it came from.
        let usual = || std::env::var("JOURNEY_EDITOR").ok().filter(|it| !self.json && !it.is_empty());
        let Some(written) = self.editor.clone().or_else(usual) else {
            return Ok(self.json.then(|| -> Opener { Arc::new(say_chosen) }));
        };
        let editor = Editor::parse(&written).map_err(|error| {
            Failure::new(format!("the command of the editor cannot be used: {error}"))
                .help("Write it as in 'code -g {file}:{line}:{column}'.")
        })?;
        if !is_there(editor.program()) {
            terminal.warn(format!(
                "there is no program `{}` here, so a click on a place will show nothing",
                editor.program()
            ));
        }
        Ok(Some(Arc::new(move |place| editor.open(place))))
    }

    /// Says where the page is, to an editor or to a person.
    fn announce(&self, server: &Server, address: &str, terminal: &Terminal) -> Result<(), Failure> {
        if self.json {
            say_started(address, server)?;
        } else {
            to_standard_output(terminal, |out| {
                writeln!(out, "The map is at\n  {address}\nIt follows every save. Ctrl-C ends it.")
            })?;
        }
        let is_person = !self.json && io::stdout().is_terminal();
        if (self.open || is_person && !self.no_open) && open::that_detached(address).is_err() {
            terminal.note("the browser could not be opened; open the address yourself");
        }
        Ok(())
    }
}
