//! Asks the client something, and does not wait for ever.

use std::time::Duration;

use ls_types::request::Request;

use crate::session::Session;

/// A client that says nothing for so long will not answer any more.
const PATIENCE: Duration = Duration::from_secs(10);

/// The client's answer; `None` where it refuses, or says nothing for ten seconds. Never awaited by the handler of a
/// notification: what comes after it would have to wait too.
pub(crate) async fn ask<R: Request>(session: &Session, params: R::Params) -> Option<R::Result>
where
    R::Params: Send + Sync,
    R::Result: Send,
{
    match tokio::time::timeout(PATIENCE, session.client.send_request::<R>(params)).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::warn!("the client refuses `{}`: {error}", R::METHOD);
            None
        }
        Err(_) => {
            tracing::warn!("the client has not answered `{}` for {} seconds", R::METHOD, PATIENCE.as_secs());
            None
        }
    }
}
