//! Tells Zed how to start `glossator`: as the setting `lsp.glossator.binary` says, else from the `$PATH`.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{register_extension, serde_json, Command, Extension, LanguageServerId, Result, Worktree};

const PROGRAM: &str = "glossator";

struct Glossator;

impl Extension for Glossator {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree)?.binary;
        let (path, arguments) = binary.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which(PROGRAM))
            .ok_or("there is no program `glossator`: install it, or set lsp.glossator.binary.path")?;
        let args = arguments.unwrap_or_else(|| vec!["serve".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_workspace_configuration(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.settings)
    }
}

register_extension!(Glossator);
