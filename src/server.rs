//! The language server: `tower-lsp` outside, pure functions inside.
//!
//! Three laws keep it sound; `tower-lsp` 0.20 polls every handler on one task, in the order the messages came, up to its first `await`.
//!
//! 1. A notification changes the [`State`](state::State) before its first `await`, or edits would be applied out of order.
//! 2. A request takes its [`Snapshot`] first, and does what may last above a millisecond in [`Snapshot::blocking`].
//! 3. No handler waits for the client: [`ask`](ask::ask) does that elsewhere, or both sides would wait for each other.

mod acting;
mod actions;
mod ask;
mod capabilities;
mod commands;
mod convert;
#[cfg(debug_assertions)]
mod debug;
mod desk;
mod diagnostic_extras;
mod glossaries;
mod glossary_diagnostics;
mod guard;
mod lifecycle;
mod load;
mod log;
mod mend;
mod overview;
mod pipes;
mod publish;
mod settings;
mod show;
mod snapshot;
mod state;
mod watch;

pub use lifecycle::serve;

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, async_trait};

use capabilities::Agreed;
use convert::Key;
use desk::Desk;
use lifecycle::Lifecycle;
use snapshot::Snapshot;
use state::Shared;

/// What answers the client. Each method is a few lines: the protocol's types in, a function of the core, the protocol's types out.
struct Backend {
    client: Client,
    shared: Arc<Shared>,
    lifecycle: Lifecycle,
}

impl Backend {
    fn new(client: Client, lifecycle: Lifecycle) -> Self {
        Self { client, shared: Arc::default(), lifecycle }
    }

    /// The document as it is now, or `None` where it is not open. Waits only while the glossaries are being loaded for the first time; edits that
    /// come meanwhile are not in it, because the request did not know of them.
    async fn snapshot(&self, uri: &Url) -> Option<Snapshot> {
        let snapshot = self.shared.lock().snapshot(&Key::of(uri))?;
        if self.shared.loads.is_loaded() {
            return Some(snapshot);
        }
        self.shared.loaded().await;
        Some(self.shared.lock().with_glossaries(snapshot))
    }

    /// The document and the byte that `position` speaks of, or `None` where it is not open or has no such place.
    async fn place(&self, position: &TextDocumentPositionParams) -> Option<(Snapshot, usize)> {
        let snapshot = self.snapshot(&position.text_document.uri).await?;
        let byte = snapshot.text().checked_byte_of(convert::point(position.position), snapshot.encoding)?;
        Some((snapshot, byte))
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let agreed = Agreed::with(&params, crate::workspace::locale());
        let problems = {
            let mut state = self.shared.lock();
            state.agreed = agreed;
            state.folders = capabilities::folders(&params);
            state.settings.start(params.initialization_options)
        };
        load::keep_loaded(self.client.clone(), Arc::clone(&self.shared));
        self.lifecycle.watch_parent(params.process_id);
        watch::tell(&self.client, agreed.locale, problems);
        Ok(capabilities::answer(agreed))
    }

    async fn initialized(&self, _: InitializedParams) {
        let agreed = self.shared.lock().agreed;
        watch::register(&self.client, agreed);
        if agreed.gives_settings {
            watch::pull_settings(&self.client, &self.shared, serde_json::Value::Null);
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let key = Key::of(&params.text_document.uri);
        let uri = params.text_document.uri.clone();
        let changed = self.shared.lock().open(key.clone(), params.text_document);
        publish::keep_shown(&self.client, &self.shared, key, changed);
        watch::noticed(&self.shared, std::iter::once(&uri));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let is_glossary = self.shared.lock().change(params);
        if is_glossary {
            self.shared.loads.wish();
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        watch::noticed(&self.shared, std::iter::once(&params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let closed = self.shared.lock().close(&params.text_document.uri);
        if let Some(closed) = closed {
            if closed.is_glossary() {
                watch::noticed(&self.shared, std::iter::once(&closed.uri));
            }
            publish::clear(&self.client, closed).await;
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        watch::noticed(&self.shared, params.changes.iter().map(|change| &change.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.shared.lock().agreed.gives_settings {
            watch::pull_settings(&self.client, &self.shared, params.settings);
        } else {
            watch::take_settings(&self.client, &self.shared, params.settings);
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        watch::change_folders(&self.shared, &params.event);
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let diagnostics = match self.snapshot(&params.text_document.uri).await {
            Some(snapshot) => snapshot.blocking(convert::diagnostics).await?,
            None => Vec::new(),
        };
        Ok(publish::report(diagnostics, params.previous_result_id.as_deref()))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let Some((snapshot, byte)) = self.place(&params.text_document_position_params).await else { return Ok(None) };
        let plain = self.shared.lock().agreed.plain_hover;
        snapshot.read(move |snapshot| convert::hover(snapshot, byte, plain)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let Some((snapshot, byte)) = self.place(&params.text_document_position_params).await else { return Ok(None) };
        let links = self.shared.lock().agreed.definition_links;
        snapshot.read(move |snapshot| convert::definition(snapshot, byte, links)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri).await else { return Ok(None) };
        let desk = Desk::new(&self.shared.lock(), snapshot);
        desk.blocking(move |desk| actions::list(desk, &params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(about) = actions::about(&action) else { return Ok(action) };
        let Some(snapshot) = self.snapshot(about.uri()).await else { return Err(actions::out_of_date(self.shared.lock().agreed.locale)) };
        let desk = Desk::new(&self.shared.lock(), snapshot);
        desk.blocking(move |desk| actions::resolved(desk, action, &about)).await?
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<serde_json::Value>> {
        commands::execute(self, params).await
    }
}
