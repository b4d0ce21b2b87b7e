//! Diagnostics on their way to the client, pushed or pulled, and never the same twice.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::*;

use super::ask::ask;
use super::convert::{self, Key};
use super::state::{Document, Shared};

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
        let Ok(diagnostics) = snapshot.blocking(convert::diagnostics).await else { continue };
        // An error means that the document was closed, and perhaps opened again; whoever did that takes care of what is shown.
        if !matches!(changed.has_changed(), Ok(false)) {
            continue;
        }
        let is_news = shared.lock().document_mut(&key).is_some_and(|document| is_news(&mut document.shown, &diagnostics));
        if is_news {
            client.publish_diagnostics(uri, diagnostics, Some(version)).await;
        }
    }
}

/// Takes back what was shown of a document that is closed now.
pub async fn clear(client: &Client, mut document: Document) {
    if document.shown.is_some() && is_news(&mut document.shown, &[]) {
        client.publish_diagnostics(document.uri, Vec::new(), None).await;
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
    if agreed.refreshes_diagnostics {
        let client = client.clone();
        ask("workspace/diagnostic/refresh", async move { client.workspace_diagnostic_refresh().await });
    }
    if agreed.abilities.refreshes_hints {
        let client = client.clone();
        ask("workspace/inlayHint/refresh", async move { client.inlay_hint_refresh().await });
    }
    if agreed.abilities.refreshes_colours {
        let client = client.clone();
        ask("workspace/semanticTokens/refresh", async move { client.semantic_tokens_refresh().await });
    }
}

/// The answer to a client that pulls: what there is, or that it is what the client had (`previous` is the id of that).
pub fn report(diagnostics: Vec<Diagnostic>, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let result_id = format!("{:016x}", content_hash(&diagnostics));
    DocumentDiagnosticReportResult::Report(if previous == Some(result_id.as_str()) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items: diagnostics },
        })
    })
}

/// Whether `diagnostics` differ from what was shown, and from now on they are what was shown.
fn is_news(shown: &mut Option<u64>, diagnostics: &[Diagnostic]) -> bool {
    let hash = content_hash(diagnostics);
    shown.replace(hash) != Some(hash)
}

fn content_hash(diagnostics: &[Diagnostic]) -> u64 {
    let mut hasher = DefaultHasher::new();
    // As JSON, since the protocol's types cannot be hashed. Writing them cannot fail.
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(message: &str) -> Vec<Diagnostic> {
        vec![Diagnostic::new_simple(Range::default(), message.to_owned())]
    }

    #[test]
    fn what_did_not_change_is_not_sent_again() {
        let mut shown = None;
        for (name, diagnostics, expected) in [
            ("the first, even if empty", vec![], true),
            ("still nothing", vec![], false),
            ("something", some("a"), true),
            ("the same", some("a"), false),
            ("something else", some("b"), true),
            ("nothing again", vec![], true),
        ] {
            assert_eq!(is_news(&mut shown, &diagnostics), expected, "{name}");
        }
    }

    #[test]
    fn reports() {
        let json = |report| serde_json::to_value(report).unwrap();
        let first = json(report(some("a"), None));
        let id = first["resultId"].as_str().unwrap();
        assert_eq!((first["kind"].as_str(), first["items"][0]["message"].as_str()), (Some("full"), Some("a")));
        assert_eq!(json(report(some("a"), Some(id))), serde_json::json!({"kind": "unchanged", "resultId": id}));
        assert_eq!(json(report(some("b"), Some(id)))["kind"], "full");
        assert_eq!(json(report(vec![], Some("of another server")))["kind"], "full");
    }
}
