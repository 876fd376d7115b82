//! Journey in Zed: starts the language server. Colours and the rest are in `languages/journey`.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{Command, Extension, LanguageServerId, Result, Worktree, register_extension, serde_json};

struct Journey;

impl Extension for Journey {
    fn new() -> Self {
        Self
    }

    /// The program that the settings name, else the one on the PATH.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.binary;
        let (path, arguments) = settings.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path.or_else(|| worktree.which("journey")).ok_or(
            "the program `journey` is not on the PATH; install it, or say in Zed's settings where it is: \
             \"lsp\": { \"journey\": { \"binary\": { \"path\": \"/path/to/journey\" } } }",
        )?;
        let args = arguments.unwrap_or_else(|| vec!["lsp".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    /// The section `journey` of the server's settings: `"lsp": { "journey": { "settings": ... } }`.
    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(settings.map(|settings| serde_json::json!({ "journey": settings })))
    }
}

register_extension!(Journey);
