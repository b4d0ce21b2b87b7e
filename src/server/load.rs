//! Loading glossaries in the background.

use std::sync::Arc;

use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;

use super::state::Shared;
use super::{glossaries, publish};

/// Loads the glossaries of the workspace and answers from them as soon as they are there; until then the last ones serve. What could not be
/// read is shown to the user.
pub fn glossaries(client: Client, shared: Arc<Shared>) {
    tokio::spawn(async move {
        let (folders, locale) = {
            let state = shared.lock();
            (state.folders.clone(), state.agreed.locale)
        };
        match tokio::task::spawn_blocking(move || glossaries::load(&folders)).await {
            Ok((glossaries, messages)) => {
                shared.lock().set_glossaries(Arc::new(glossaries));
                for message in messages {
                    // Allowed even before `initialize` is answered (LSP 3.17, "Initialize Request").
                    client.show_message(MessageType::WARNING, message.say(locale)).await;
                }
            }
            Err(error) => tracing::error!("loading the glossaries failed: {error}"),
        }
        publish::glossaries_changed(&client, &shared);
    });
}
