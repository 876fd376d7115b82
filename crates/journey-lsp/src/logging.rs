//! Where log lines go: to stderr or a file, and to the client.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io;
use std::panic;
use std::path::Path;
use std::sync::Mutex;

use ls_types::{LogMessageParams, MessageType};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::{Registry, fmt as lines, registry};

/// How many lines may wait for the client. What comes while it reads none is in the log only.
const WAITING: usize = 256;

/// What our crates' targets start with.
const OURS: &str = "journey";

/// Sends the program's log lines to stderr (from `warn`), or to a file (from `info`), to whose end they are added;
/// `JOURNEY_LOG` changes the level. Panics are logged with their places. Gives what the client is to be told besides,
/// for [`crate::transport::run`]. To be called once.
///
/// # Errors
/// When the file cannot be opened.
pub(crate) fn start(file: Option<&Path>) -> io::Result<ClientLog> {
    let variable = std::env::var("JOURNEY_LOG").ok();
    let (subscriber, log) = subscriber(file, variable.as_deref())?;
    // Fails if there is one already, as in tests: then the lines go there.
    let _ = tracing::subscriber::set_global_default(subscriber);
    log_panics();
    Ok(log)
}

fn subscriber(file: Option<&Path>, variable: Option<&str>) -> io::Result<(impl Subscriber + Send + Sync, ClientLog)> {
    let writer = match file {
        Some(path) => BoxMakeWriter::new(Mutex::new(File::options().create(true).append(true).open(path)?)),
        None => BoxMakeWriter::new(io::stderr),
    };
    let level = level(variable, file.is_some());
    let (to_client, log) = ClientLog::new();
    let to_log = lines::layer().with_ansi(false).with_writer(writer).with_filter(from(level));
    Ok((registry().with(to_client).with(to_log), log))
}

/// The log lines of our crates from `info`, on their way to the client as `window/logMessage`.
#[derive(Debug)]
pub(crate) struct ClientLog(Receiver<LogMessageParams>);

impl ClientLog {
    /// The layer that takes the lines and the end from which they come.
    pub(crate) fn new() -> (impl Layer<Registry> + Send + Sync, Self) {
        let (sender, receiver) = mpsc::channel(WAITING);
        let ours = Targets::new().with_target(OURS, LevelFilter::INFO);
        (ToClient(sender).with_filter(ours), Self(receiver))
    }

    #[cfg(test)]
    /// One that stays silent.
    pub(crate) fn silent() -> Self {
        Self(mpsc::channel(1).1)
    }

    /// The next line, or `None` for ever if there will be none.
    pub(crate) async fn next(&mut self) -> Option<LogMessageParams> {
        self.0.recv().await
    }
}

/// The level that is logged: what the variable names, else as much as the place is good for.
fn level(variable: Option<&str>, to_file: bool) -> LevelFilter {
    let usual = if to_file { LevelFilter::INFO } else { LevelFilter::WARN };
    variable.and_then(|level| level.trim().parse().ok()).unwrap_or(usual)
}

/// Others' crates are heard from `warn` at the most: their details are not ours to explain.
fn from(level: LevelFilter) -> Targets {
    Targets::new().with_target(OURS, level).with_default(level.min(LevelFilter::WARN))
}

/// A panic is contained where handlers are called, but only the hook knows its place.
fn log_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!("a bug in Journey shows at {place}");
        before(panic);
    }));
}

struct ToClient(Sender<LogMessageParams>);

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let typ = match *event.metadata().level() {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            _ => MessageType::INFO,
        };
        let mut text = Text(String::new());
        event.record(&mut text);
        // Never waits, and never logs that it could not: that would come here again.
        let _ = self.0.try_send(LogMessageParams { typ, message: text.0 });
    }
}

/// An event's message, then its other fields.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let written = if field.name() == "message" {
            self.0.insert_str(0, &format!("{value:?}"));
            Ok(())
        } else {
            write!(self.0, " {}={value:?}", field.name())
        };
        written.expect("writing to a string cannot fail");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_names_the_level_and_nonsense_is_passed_over() {
        assert_eq!(level(None, false), LevelFilter::WARN);
        assert_eq!(level(None, true), LevelFilter::INFO);
        assert_eq!(level(Some("loud"), false), LevelFilter::WARN);
        for (name, expected) in [
            ("error", LevelFilter::ERROR),
            (" warn", LevelFilter::WARN),
            ("INFO", LevelFilter::INFO),
            ("debug", LevelFilter::DEBUG),
            ("trace", LevelFilter::TRACE),
        ] {
            assert_eq!(level(Some(name), true), expected);
        }
    }

    #[test]
    fn a_file_takes_our_lines_from_info_and_those_of_others_from_warn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journey.log");
        for (variable, expected) in [(None, 3), (Some("error"), 1), (Some("trace"), 4)] {
            std::fs::write(&path, "before\n").unwrap();
            let (subscriber, _) = subscriber(Some(&path), variable).unwrap();
            tracing::subscriber::with_default(subscriber, || {
                tracing::error!("ours");
                tracing::info!("ours");
                tracing::trace!("ours");
                tracing::warn!(target: "tokio", "theirs");
                tracing::info!(target: "tokio", "theirs");
            });
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("before\n"), "lines are added");
            assert_eq!(text.lines().count(), expected + 1, "{text}");
        }
        assert!(subscriber(Some(Path::new("/no/such/folder/x")), None).is_err());
    }

    #[test]
    fn the_client_is_told_our_lines_by_level_and_no_others() {
        let (layer, mut log) = ClientLog::new();
        tracing::subscriber::with_default(registry().with(layer), || {
            tracing::error!("one");
            tracing::warn!(count = 2, "two");
            tracing::info!("three {}", 3);
            tracing::debug!("four");
            tracing::error!(target: "tower_lsp_server", "five");
        });
        let mut told = Vec::new();
        while let Ok(line) = log.0.try_recv() {
            told.push((line.typ, line.message));
        }
        assert_eq!(
            told,
            [
                (MessageType::ERROR, "one".to_owned()),
                (MessageType::WARNING, "two count=2".to_owned()),
                (MessageType::INFO, "three 3".to_owned()),
            ]
        );
    }

    #[test]
    fn a_client_that_takes_no_lines_holds_nobody_up() {
        let (layer, mut log) = ClientLog::new();
        tracing::subscriber::with_default(registry().with(layer), || {
            (0..WAITING * 2).for_each(|number| tracing::info!("{number}"));
        });
        let mut count = 0;
        while log.0.try_recv().is_ok() {
            count += 1;
        }
        assert_eq!(count, WAITING);
    }
}
