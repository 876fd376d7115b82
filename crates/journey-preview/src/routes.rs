//! What can be asked for, below the token: the page, pictures, texts, events; and what editors and the page tell.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use futures::{Stream, stream};
use journey_model::syntax::{Encoding, Position};
use journey_picture::Stop;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::answer::{Asked, picture, text};
use crate::cursor::{Cursor, FoundCursor};
use crate::editor::{ChosenPlace, Opener};
use crate::guard::{Guard, guard};
use crate::page;
use crate::shown::Shown;

/// What all requests share. Who is slow sees the newest only: nothing piles up for anybody.
pub(crate) struct Shared {
    pub(crate) shown: watch::Sender<Arc<Shown>>,
    pub(crate) cursor: watch::Sender<Option<FoundCursor>>,
    pub(crate) turn: watch::Sender<Option<Turn>>,
    pub(crate) closing: watch::Sender<bool>,
    pub(crate) opener: Option<Opener>,
}

/// What all pages turn to, because somebody asked for it in an editor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The journey.
    pub journey: Option<String>,
    /// The view.
    pub view: Option<String>,
}

/// How often a page hears that the server is there. The page has three times as much patience.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// More than an editor has to tell.
const LONGEST_BODY: usize = 64 * 1024;

/// All routes, guarded.
pub(crate) fn routes(shared: Arc<Shared>, rules: Arc<Guard>) -> Router {
    Router::new()
        .route("/{token}", get(with_slash))
        .route("/{token}/", get(async || page::part("")))
        .route("/{token}/{part}", get(part))
        .route("/{token}/picture", get(drawn))
        .route("/{token}/text", get(lines))
        .route("/{token}/events", get(events))
        .route("/{token}/cursor", post(told))
        .route("/{token}/open", post(opened))
        .fallback(async || page::part("nothing"))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(rules, guard))
        .with_state(shared)
}

/// The page's parts are named relative to it, so its address has to end in a slash.
async fn with_slash(Path(token): Path<String>) -> Redirect {
    Redirect::permanent(&format!("/{token}/"))
}

async fn part(Path((_, part)): Path<(String, String)>) -> Response {
    page::part(&part)
}

async fn drawn(State(shared): State<Arc<Shared>>, Query(asked): Query<Asked>) -> Response {
    let shown = Arc::clone(&shared.shown.borrow());
    let stop = Stop::default();
    // A page that asks again hangs up first, which drops its request.
    let _stops = stop.when_dropped();
    let work = move || match catch_unwind(AssertUnwindSafe(|| picture(&shown, &asked, &stop))) {
        Ok(Ok(picture)) => json(StatusCode::OK, &picture),
        Ok(Err(why)) => json(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Err(_) => json(StatusCode::INTERNAL_SERVER_ERROR, &Told::new("Journey has a bug: this could not be drawn.")),
    };
    // Drawing takes a while, and other pages have questions, too.
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// A place that the page asks for. Lines and columns as in [`crate::answer`].
#[derive(Debug, Deserialize)]
struct AskedPlace {
    uri: String,
    #[serde(default)]
    line: u32,
    #[serde(default)]
    character: u32,
}

async fn lines(State(shared): State<Arc<Shared>>, Query(asked): Query<AskedPlace>) -> Response {
    let shown = Arc::clone(&shared.shown.borrow());
    match text(&shown, &asked.uri, asked.line) {
        Some(text) => json(StatusCode::OK, &text),
        None => json(StatusCode::NOT_FOUND, &Told::new(NOT_SHOWN)),
    }
}

const NOT_SHOWN: &str = "This file is not part of what is shown here.";

async fn told(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    // Editors find it hard to set a type, so whatever it is, it has to be JSON.
    let cursor: Cursor = match serde_json::from_slice(&body) {
        Ok(cursor) => cursor,
        Err(error) => {
            let message = format!("A cursor is {{\"file\": \"..\", \"line\": 1, \"column\": 1}}: {error}.");
            return json(StatusCode::BAD_REQUEST, &Told { message });
        }
    };
    let shown = Arc::clone(&shared.shown.borrow());
    // Links are followed on the disk.
    let found = tokio::task::spawn_blocking(move || cursor.find(&shown)).await;
    match found {
        Ok(Some(cursor)) => {
            shared.cursor.send_replace(Some(cursor));
            StatusCode::NO_CONTENT.into_response()
        }
        Ok(None) => json(StatusCode::NOT_FOUND, &Told::new(NOT_SHOWN)),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn opened(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let Some(open) = shared.opener.clone() else {
        return json(StatusCode::NOT_IMPLEMENTED, &Told::new("The preview was started without an editor."));
    };
    let Ok(place) = serde_json::from_slice::<AskedPlace>(&body) else {
        return json(StatusCode::BAD_REQUEST, &Told::new("This is no place."));
    };
    let shown = Arc::clone(&shared.shown.borrow());
    let Some((source, file)) = shown.file(&place.uri) else {
        return json(StatusCode::NOT_FOUND, &Told::new(NOT_SHOWN));
    };
    let text = source.project().file(file).source_text();
    let position = Position { line: place.line, column: place.character };
    let position = text.position(text.offset(position, Encoding::Utf16), Encoding::Utf32);
    let chosen = ChosenPlace {
        file: source.path(file).to_owned(),
        line: position.line.saturating_add(1),
        column: position.column.saturating_add(1),
    };
    match tokio::task::spawn_blocking(move || open(&chosen)).await {
        Ok(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err(message)) => json(StatusCode::INTERNAL_SERVER_ERROR, &Told { message }),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What one page listens to.
struct Listening {
    shown: watch::Receiver<Arc<Shown>>,
    cursor: watch::Receiver<Option<FoundCursor>>,
    turn: watch::Receiver<Option<Turn>>,
    closing: watch::Receiver<bool>,
    heartbeat: Interval,
    can_open: bool,
}

async fn events(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut listening = Listening {
        shown: shared.shown.subscribe(),
        cursor: shared.cursor.subscribe(),
        turn: shared.turn.subscribe(),
        closing: shared.closing.subscribe(),
        heartbeat,
        can_open: shared.opener.is_some(),
    };
    // Whoever comes wants to know what there is.
    listening.shown.mark_changed();
    listening.cursor.mark_changed();
    Sse::new(stream::unfold(listening, |mut listening| async {
        let event = listening.next().await?;
        Some((Ok(event), listening))
    }))
}

impl Listening {
    /// The next thing to tell; `None` where the server ends.
    async fn next(&mut self) -> Option<Event> {
        if *self.closing.borrow() {
            return None;
        }
        tokio::select! {
            biased;
            _ = self.closing.changed() => None,
            changed = self.shown.changed() => {
                changed.ok()?;
                let version = self.shown.borrow_and_update().version;
                Some(event("shown", &Version { version, opens: self.can_open }))
            }
            changed = self.cursor.changed() => {
                changed.ok()?;
                let cursor = self.cursor.borrow_and_update().clone();
                Some(cursor.map_or_else(|| event("alive", &()), |cursor| event("cursor", &cursor)))
            }
            changed = self.turn.changed() => {
                changed.ok()?;
                let turn = self.turn.borrow_and_update().clone();
                Some(event("turn", &turn))
            }
            _ = self.heartbeat.tick() => Some(event("alive", &())),
        }
    }
}

/// That there is something new.
#[derive(Serialize)]
struct Version {
    version: u64,
    /// Whether places can be opened in an editor.
    opens: bool,
}

/// Something for a person.
#[derive(Serialize)]
struct Told {
    message: String,
}

impl Told {
    fn new(message: &str) -> Self {
        Self { message: message.to_owned() }
    }
}

fn event(name: &str, data: &impl Serialize) -> Event {
    Event::default().event(name).data(written(data))
}

fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], written(answer)).into_response()
}

fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).expect("plain data with names for keys is JSON")
}
