//! Diagnostics pushed to the client, and never the same twice.

use std::sync::Arc;

use tokio::sync::watch;
use tower_lsp::Client;

use super::ask::ask;
use super::capabilities::Agreed;
use super::convert::Key;
use super::diagnostics::Diagnostics;
use super::document::Document;
use super::state::Shared;

/// Pushes the diagnostics of one document whenever they change, until it is closed; not to clients that pull, which would show them twice.
///
/// One task a document, woken by its changes: a burst of edits costs as many rounds as there is time for, and the last round is of the
/// newest text.
pub fn keep_shown(client: &Client, shared: &Arc<Shared>, key: Key, changed: watch::Receiver<()>) {
    if !shared.lock().agreed.pulls_diagnostics {
        tokio::spawn(push_until_closed(client.clone(), Arc::clone(shared), key, changed));
    }
}

async fn push_until_closed(client: Client, shared: Arc<Shared>, key: Key, mut changed: watch::Receiver<()>) {
    changed.mark_changed();
    while changed.changed().await.is_ok() {
        shared.loaded().await;
        let Some(snapshot) = shared.lock().snapshot(&key) else { return };
        let (uri, version) = (snapshot.uri.clone(), snapshot.text().version());
        let Ok(diagnostics) = snapshot.blocking(Diagnostics::of).await else { continue };
        // An error means that the document was closed, and perhaps opened again; whoever did that takes care of what is shown.
        if !matches!(changed.has_changed(), Ok(false)) {
            continue;
        }
        let is_news = shared.lock().document_mut(&key).is_some_and(|document| is_news(&mut document.shown, &diagnostics));
        if is_news {
            client.publish_diagnostics(uri, diagnostics.items(), Some(version)).await;
        }
    }
}

/// Takes back what was shown of a document that is closed now.
pub async fn clear(client: &Client, mut document: Document) {
    if document.shown.is_some() && is_news(&mut document.shown, &Diagnostics::default()) {
        client.publish_diagnostics(document.uri, Vec::new(), None).await;
    }
}

/// To be called after other terms than before are used nowhere: what is shown of every open glossary is brought up to date.
pub fn uses_changed(client: &Client, shared: &Shared) {
    let state = shared.lock();
    state.documents().filter(|document| document.is_glossary()).for_each(Document::touch);
    if state.documents().any(Document::is_glossary) {
        refresh_diagnostics(client, state.agreed);
    }
}

/// To be called after the glossaries changed: what is shown of every open document is brought up to date.
pub fn glossaries_changed(client: &Client, shared: &Shared) {
    let state = shared.lock();
    state.documents().for_each(Document::touch);
    if state.documents().next().is_none() {
        return;
    }
    let agreed = state.agreed;
    refresh_diagnostics(client, agreed);
    if agreed.abilities.refreshes_hints {
        let client = client.clone();
        ask("workspace/inlayHint/refresh", async move { client.inlay_hint_refresh().await });
    }
    if agreed.abilities.refreshes_colours {
        let client = client.clone();
        ask("workspace/semanticTokens/refresh", async move { client.semantic_tokens_refresh().await });
    }
}

/// Lets a client that pulls diagnostics pull them again.
fn refresh_diagnostics(client: &Client, agreed: Agreed) {
    if agreed.refreshes_diagnostics {
        let client = client.clone();
        ask("workspace/diagnostic/refresh", async move { client.workspace_diagnostic_refresh().await });
    }
}

/// Whether `diagnostics` differ from what was shown, and from now on they are what was shown.
fn is_news(shown: &mut Option<u64>, diagnostics: &Diagnostics) -> bool {
    shown.replace(diagnostics.name()) != Some(diagnostics.name())
}

#[cfg(test)]
mod tests {
    use super::super::diagnostics::tests::{of, snapshot};
    use super::*;

    #[test]
    fn what_did_not_change_is_not_sent_again() {
        let mut shown = None;
        for (name, text, expected) in [
            ("the first, even if empty", "", true),
            ("still nothing", "rien", false),
            ("something", "Le LLM", true),
            ("the same", "Le LLM !", false),
            ("the same on another line", "\nLe LLM", true),
            ("something else", "\nLe LLMs", true),
            ("nothing again", "rien", true),
        ] {
            assert_eq!(is_news(&mut shown, &of(&snapshot(text))), expected, "{name}");
        }
    }
}
