//! Tells the client how far the reading of a large workspace is.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use journey_ide::Cancellation;
use journey_workspace::Observer;
use ls_types::notification::Progress;
use ls_types::request::WorkDoneProgressCreate;
use ls_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};
use tokio::sync::oneshot;

use crate::ask_client::ask;
use crate::session::Session;

/// Progress of a reading, from its making until it goes. It is shown only where reading takes longer than [`PATIENCE`],
/// and only by clients that can.
#[derive(Debug)]
pub(crate) struct Indexing {
    read: Arc<AtomicUsize>,
    outdated: Cancellation,
    /// Tells the task that shows progress to end, by going.
    _ends: Option<oneshot::Sender<()>>,
}

/// Shorter readings are not worth a message.
const PATIENCE: Duration = Duration::from_millis(150);
/// How often the number of files is told.
const INTERVAL: Duration = Duration::from_millis(100);

impl Indexing {
    /// A reading begins, which stops when nobody waits for it any more.
    pub(crate) fn begin(session: &Arc<Session>, outdated: Cancellation) -> Self {
        let read = Arc::new(AtomicUsize::new(0));
        let ends = session.capabilities().progress().then(|| {
            let (ends, ended) = oneshot::channel();
            tokio::spawn(show(Arc::clone(session), Arc::clone(&read), ended));
            ends
        });
        Self { read, outdated, _ends: ends }
    }
}

impl Observer for Indexing {
    fn is_cancelled(&self) -> bool {
        self.outdated.is_cancelled()
    }

    fn progress(&self, files: usize) {
        self.read.fetch_max(files, Ordering::Relaxed);
    }
}

/// The client leaves: what is shown ends, and nothing more is shown. Otherwise the editor would show it for ever.
pub(crate) async fn end(session: &Session) {
    session.leaves.send_replace(true);
    drop(session.shown.lock().await);
}

async fn show(session: Arc<Session>, read: Arc<AtomicUsize>, ended: oneshot::Receiver<()>) {
    let mut leaves = session.leaves.subscribe();
    let mut is_over = pin!(async {
        tokio::select! {
            _ = ended => {}
            _ = leaves.wait_for(|leaves| *leaves) => {}
        }
    });
    if tokio::time::timeout(PATIENCE, &mut is_over).await.is_ok() {
        return;
    }
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let token = NumberOrString::String(format!("journey/reading/{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    let create = WorkDoneProgressCreateParams { token: token.clone() };
    if ask::<WorkDoneProgressCreate>(&session, create).await.is_none() {
        return;
    }
    let _shown = session.shown.lock().await;
    if *session.leaves.borrow() {
        return;
    }
    let say = async |progress| {
        let value = ProgressParamsValue::WorkDone(progress);
        session.client.send_notification::<Progress>(ProgressParams { token: token.clone(), value }).await;
    };
    let files = || Some(format!("{} files", read.load(Ordering::Relaxed)));
    say(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title: "Reading journeys".to_owned(),
        cancellable: Some(false),
        message: files(),
        percentage: None,
    }))
    .await;
    while tokio::time::timeout(INTERVAL, &mut is_over).await.is_err() {
        let report = WorkDoneProgressReport { cancellable: Some(false), message: files(), percentage: None };
        say(WorkDoneProgress::Report(report)).await;
    }
    say(WorkDoneProgress::End(WorkDoneProgressEnd { message: files() })).await;
}
