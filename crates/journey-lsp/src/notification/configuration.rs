//! The user's settings change.

use std::sync::Arc;

use ls_types::request::WorkspaceConfiguration;
use ls_types::{ConfigurationItem, ConfigurationParams, DidChangeConfigurationParams};

use crate::ask_client::ask;
use crate::refresh;
use crate::session::Session;
use crate::session::settings::Settings;

/// The settings of the section that is ours.
const SECTION: &str = "journey";

/// Settings have changed. A client that can be asked for them is asked; others send them along.
pub(crate) fn changed(session: &Arc<Session>, params: DidChangeConfigurationParams) {
    if session.capabilities().configuration() {
        fetch(session);
    } else {
        session.change_settings(Settings::read(params.settings));
        let session = Arc::clone(session);
        tokio::spawn(async move { refresh::everything(&session).await });
    }
}

/// Asks the client for the settings.
pub(crate) fn fetch(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        let asked = ask::<WorkspaceConfiguration>(&session, ConfigurationParams { items: vec![item] }).await;
        let Some(settings) = asked.and_then(|answers| answers.into_iter().next()) else { return };
        let settings = Settings::read(settings);
        if *session.settings() != settings {
            session.change_settings(settings);
            refresh::everything(&session).await;
        }
    });
}
