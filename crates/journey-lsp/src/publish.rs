//! Pushes findings to clients that do not ask for them: one task, so that they leave in order.

use std::sync::Arc;
use std::time::{Duration, Instant};

use journey_ide::plugin::model::FileId;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostics;
use crate::session::Session;
use crate::session::snapshot::ProjectSnapshot;
use crate::uri::DocumentUri;

/// How many files that nobody looks at are judged before somebody may come first.
const SLICE: usize = 32;
/// While a user types faster than findings come, they are told at least so often.
const LONGEST_SILENCE: Duration = Duration::from_millis(200);

/// A user who edits nothing for so long has paused.
const PAUSE: Duration = Duration::from_millis(300);

/// What the client was told about a document.
#[derive(Debug)]
struct Told {
    findings: Vec<ls_types::Diagnostic>,
    version: Option<i32>,
    opening: Option<u64>,
    at: Instant,
}

/// What was found in one file.
struct Judged {
    uri: DocumentUri,
    version: Option<i32>,
    opening: Option<u64>,
    findings: Vec<ls_types::Diagnostic>,
}

/// Tells the client what is found, for as long as the session lives. There is no delay: what comes while findings are
/// made is judged next, with everything else that came.
pub(crate) async fn run(session: Arc<Session>) {
    let mut told: FxHashMap<DocumentUri, Told> = FxHashMap::default();
    let mut shape = 0;
    loop {
        wait(&session).await;
        // Taken before anything is looked at, so that what changes meanwhile counts in the next round.
        let before = std::mem::replace(&mut shape, session.workspace().fresh_shape());
        if session.capabilities().pulls_diagnostics() {
            ask_to_pull(&session, before != shape).await;
            continue;
        }
        while let Some(judged) = judge(&session).await {
            for judged in judged {
                tell(&session, &mut told, judged).await;
            }
        }
        let mut settings = FxHashSet::default();
        for (uri, document, findings) in diagnostics::of_all_settings(&session) {
            settings.insert(uri.clone());
            let version = document.as_ref().map(|document| document.version);
            let opening = document.map(|document| document.opening);
            tell(&session, &mut told, Judged { uri, version, opening, findings }).await;
        }
        // A file that is not extended any more is no file of settings.
        let is_gone = |uri: &&DocumentUri| is_toml(uri) && !settings.contains(*uri);
        let gone: Vec<DocumentUri> = told.keys().filter(is_gone).cloned().collect();
        unsay(&session, &mut told, gone).await;
        // That looks at everything that was told, so not after each edit.
        if before != shape {
            forget(&session, &mut told).await;
        }
    }
}

/// Waits until findings are asked for; or until nothing was edited for a while, to follow what edits did to others.
async fn wait(session: &Arc<Session>) {
    let projects = session.projects();
    let has_effects = projects.iter().any(|project| project.version.files.has_effects());
    if has_effects && tokio::time::timeout(PAUSE, session.unjudged.notified()).await.is_err() {
        let followed = tokio::task::spawn_blocking(move || {
            projects.iter().for_each(|project| project.version.files.follow_effects());
        });
        if let Err(error) = followed.await {
            tracing::error!("what an edit did to other files was not found out because of a bug: {error}");
        }
    } else if !has_effects {
        session.unjudged.notified().await;
    }
}

/// The findings of the files that are asked for next; `None` where there are none.
async fn judge(session: &Arc<Session>) -> Option<Vec<Judged>> {
    let projects = session.projects();
    let urgent = projects.iter().find(|project| project.version.files.has_urgent());
    let mut taken = None;
    for project in urgent.into_iter().chain(&projects) {
        match project.version.files.take_unjudged(project.version.serial, SLICE) {
            // Edited since: the next round sees the newer version.
            None => return Some(Vec::new()),
            Some(files) if files.is_empty() => {}
            Some(files) => {
                taken = Some((project.clone(), files));
                break;
            }
        }
    }
    let (project, files) = taken?;
    let work = tokio::task::spawn_blocking(move || {
        let judged = files.into_iter().map(|file| judge_file(&project, file));
        judged.collect()
    });
    match work.await {
        Ok(judged) => Some(judged),
        Err(error) => {
            tracing::error!("findings could not be made because of a bug in the server: {error}");
            Some(Vec::new())
        }
    }
}

fn judge_file(project: &ProjectSnapshot, file: FileId) -> Judged {
    let findings = diagnostics::of_file(project, file);
    let uri = project.version.files.entry(file).uri.clone();
    Judged { uri, version: project.version.number(file), opening: project.version.opening(file), findings }
}

async fn tell(session: &Session, told: &mut FxHashMap<DocumentUri, Told>, judged: Judged) {
    let Judged { uri, version, opening, findings } = judged;
    let before = told.get(&uri).filter(|before| before.opening == opening);
    let now = session.document(&uri).map(|document| document.version);
    // The document was edited meanwhile, so it is judged again at once; only a user who never stops is told anyway.
    let is_stale = now != version;
    if is_stale && before.is_some_and(|before| before.at.elapsed() < LONGEST_SILENCE) {
        return;
    }
    if before.is_some_and(|before| before.findings == findings && before.version == version)
        || findings.is_empty() && version.is_none() && !told.contains_key(&uri)
    {
        return;
    }
    session.client.publish_diagnostics(uri.to_uri(), findings.clone(), version).await;
    if findings.is_empty() && version.is_none() {
        // As if nothing had ever been told: what is kept grows with findings and open documents only.
        told.remove(&uri);
    } else {
        told.insert(uri, Told { findings, version, opening, at: Instant::now() });
    }
}

/// Files that are gone have no findings any more.
async fn forget(session: &Session, told: &mut FxHashMap<DocumentUri, Told>) {
    let projects = session.projects();
    // A journey that is open is in a project, unless it is open by another name that counts.
    let is_there =
        |uri: &DocumentUri| is_toml(uri) || projects.iter().any(|project| project.version.files.find(uri).is_some());
    let gone: Vec<DocumentUri> = told.keys().filter(|uri| !is_there(uri)).cloned().collect();
    unsay(session, told, gone).await;
}

/// Files of settings are looked at in each round.
fn is_toml(uri: &DocumentUri) -> bool {
    uri.as_str().ends_with(".toml")
}

async fn unsay(session: &Session, told: &mut FxHashMap<DocumentUri, Told>, gone: Vec<DocumentUri>) {
    for uri in gone {
        if let Some(before) = told.remove(&uri)
            && !before.findings.is_empty()
        {
            session.client.publish_diagnostics(uri.to_uri(), Vec::new(), None).await;
        }
    }
}

/// A client that asks for findings is told when those of other files than the edited one may have changed, unless its
/// questions about that one have brought them along; and when files came or went, because those of any file may depend
/// on that.
async fn ask_to_pull(session: &Arc<Session>, came_or_went: bool) {
    let projects = session.projects();
    let merged = tokio::task::spawn_blocking(move || {
        // Merging finds out which other files an edit concerns.
        projects.iter().for_each(|project| drop(project.model()));
        projects
    });
    let Ok(projects) = merged.await else { return };
    if session.capabilities().related_documents() {
        tokio::time::sleep(LONGEST_SILENCE).await;
    }
    // Where something was edited since, the edit asks anew.
    let is_news = |project: &ProjectSnapshot| project.version.files.take_news(project.version.serial) == Some(true);
    let news = projects.iter().filter(|project| is_news(project)).count();
    if came_or_went || news > 0 {
        let session = Arc::clone(session);
        tokio::spawn(async move { crate::refresh::diagnostics(&session).await });
    }
}
