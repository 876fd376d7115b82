//! The commands that the server runs for the client.

use ls_types::ExecuteCommandParams;
use serde_json::Value;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};

use crate::request::render::{self, RenderParams};
use crate::request::{code_action, code_action_resolve};
use crate::session::Session;

/// Their names.
pub(crate) const COMMANDS: [&str; 4] = [RENDER, LIST_JOURNEYS, RESTART, APPLY_ACTION];

/// Renders a journey: its argument is the parameters of `journey/render`, whose answer it gives.
pub(crate) const RENDER: &str = "journey.render";
/// Lists the journeys of all projects.
const LIST_JOURNEYS: &str = "journey.listJourneys";
/// Forgets what is known of the disk, and reads everything again.
const RESTART: &str = "journey.restart";
/// Does what a code action offered, for clients that take commands only. The argument comes with the action.
pub(crate) const APPLY_ACTION: &str = "journey.applyAction";

/// Runs a command.
///
/// # Errors
/// Where there is no such command, or its arguments cannot be read.
pub(crate) async fn execute(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    match params.command.as_str() {
        RENDER => {
            let argument = params.arguments.into_iter().next().unwrap_or(Value::Null);
            let params: RenderParams = serde_json::from_value(argument).map_err(|error| {
                Error::invalid_params(format!("`{RENDER}` takes one argument, {{uri, id?, view?}}: {error}"))
            })?;
            let rendered = render::render(session, params).await?;
            Ok(serde_json::to_value(rendered).ok())
        }
        LIST_JOURNEYS => render::journeys(session).await.map(|journeys| serde_json::to_value(journeys).ok()),
        RESTART => {
            crate::session::reading::start_again(session);
            Ok(None)
        }
        APPLY_ACTION => {
            let data = params.arguments.into_iter().next().and_then(code_action::read);
            let Some(data) = data else {
                return Err(Error::invalid_params(format!(
                    "`{APPLY_ACTION}` takes the argument that came with the action"
                )));
            };
            code_action_resolve::apply(session, data).await.map(|()| None)
        }
        unknown => Err(Error::invalid_params(format!(
            "there is no command `{unknown}`; the server knows {}",
            COMMANDS.map(|command| format!("`{command}`")).join(", ")
        ))),
    }
}
