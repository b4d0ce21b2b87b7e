//! The language server: `tower-lsp` outside, pure functions inside.
//!
//! Three laws keep it sound; `tower-lsp` 0.20 polls every handler on one task, in the order the messages came, up to its first `await`.
//!
//! 1. A notification changes the [`State`](state::State) before its first `await`, or edits would be applied out of order.
//! 2. A request takes its [`Snapshot`] first, and does what may last above a millisecond in [`Snapshot::blocking`].
//! 3. No handler waits for the client: [`ask`](ask::ask) does that elsewhere, or both sides would wait for each other.

mod abilities;
mod acting;
mod actions;
mod ask;
mod capabilities;
mod changes;
mod commands;
mod convert;
mod counting;
#[cfg(debug_assertions)]
mod debug;
mod desk;
mod diagnostic_extras;
mod diagnostics;
mod document;
mod frames;
mod glossaries;
mod glossary_diagnostics;
mod guard;
mod home;
mod indexing;
mod lifecycle;
mod lists;
mod load;
mod log;
mod mend;
mod outlines;
mod overview;
mod own;
mod pipes;
mod progress;
mod publish;
mod references;
mod rename;
mod scene;
mod settings;
mod show;
mod snapshot;
mod state;
mod tokens;
mod watch;
mod work;
mod workspace_diagnostics;

pub use lifecycle::serve;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, async_trait};

use capabilities::Agreed;
use convert::Key;
use desk::Desk;
use diagnostics::Diagnostics;
use lifecycle::Lifecycle;
use scene::Scene;
use snapshot::Snapshot;
use state::Shared;

use crate::messages::IndexMessage;
use crate::text::Encoding;

/// What answers the client. Each method is a few lines: the protocol's types in, a function of the core, the protocol's types out.
struct Backend {
    client: Client,
    shared: Arc<Shared>,
    lifecycle: Lifecycle,
    /// The unit of positions for a client that names none.
    positions: Encoding,
}

impl Backend {
    fn new(client: Client, lifecycle: Lifecycle, positions: Encoding) -> Self {
        Self { client, shared: Arc::default(), lifecycle, positions }
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

    /// Returns when the index has all texts as they are, or the user stopped it; tells whether it is complete. Where the client does not tell of
    /// changed files, they are looked for.
    async fn indexed(&self) -> bool {
        if !self.shared.lock().agreed.registers_watchers {
            self.shared.indexing.look_everywhere();
        }
        self.shared.indexing.complete().await
    }

    /// Like [`Backend::indexed`], and the words of the texts are those of the glossaries as they are.
    async fn settled(&self) -> bool {
        if !self.shared.indexing.complete().await {
            return false;
        }
        self.shared.loads.settled().await;
        self.indexed().await
    }

    /// `window/workDoneProgress/cancel`, which tower-lsp 0.20 does not know.
    async fn stop_progress(&self, params: WorkDoneProgressCancelParams) {
        self.shared.indexing.stop(&params.token);
    }

    /// The document and the byte that `position` speaks of, or `None` where it is not open or has no such place.
    async fn place(&self, position: &TextDocumentPositionParams) -> Option<(Snapshot, usize)> {
        let snapshot = self.snapshot(&position.text_document.uri).await?;
        let byte = snapshot.text().checked_byte_of(convert::point(position.position), snapshot.encoding)?;
        Some((snapshot, byte))
    }

    /// The coloured stretches of a document, or of a range of it.
    async fn tokens(&self, uri: &Url, range: Option<Range>) -> Result<Option<SemanticTokens>> {
        let Some(legend) = self.shared.lock().agreed.abilities.colours else { return Ok(None) };
        let Some(snapshot) = self.snapshot(uri).await else { return Ok(None) };
        snapshot.blocking(move |snapshot, _| tokens::tokens(snapshot, range, legend)).await
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let agreed = Agreed::with(&params, crate::workspace::locale(), self.positions);
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
        indexing::keep_indexed(self.client.clone(), Arc::clone(&self.shared));
        counting::keep_counted(self.client.clone(), Arc::clone(&self.shared));
        if agreed.gives_settings {
            watch::pull_settings(&self.client, &self.shared, serde_json::Value::Null);
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.changes.end();
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
        self.shared.changes.note_document();
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
            watch::noticed(&self.shared, std::iter::once(&closed.uri));
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
            watch::take_settings(&self.client, &self.shared, params.settings, Vec::new());
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        watch::change_folders(&self.shared, &params.event);
        let (gives_settings, latest) = {
            let state = self.shared.lock();
            (state.agreed.gives_settings, state.settings.latest().clone())
        };
        if gives_settings {
            watch::pull_settings(&self.client, &self.shared, latest);
        }
    }

    async fn did_create_files(&self, _: CreateFilesParams) {
        watch::renamed(&self.shared, std::iter::empty());
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        watch::renamed(&self.shared, params.files.into_iter().map(|file| file.old_uri));
    }

    async fn did_delete_files(&self, _: DeleteFilesParams) {
        watch::renamed(&self.shared, std::iter::empty());
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        match self.snapshot(&params.text_document.uri).await {
            Some(snapshot) => snapshot.blocking(move |snapshot, cancelled| Diagnostics::of(snapshot, cancelled).report(previous)).await,
            None => Ok(Diagnostics::default().report(previous)),
        }
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        workspace_diagnostics::report(&self.client, &self.shared, params).await
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

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let Some((snapshot, byte)) = self.place(&params.text_document_position).await else { return Ok(None) };
        self.indexed().await;
        let (scene, declaration) = (Scene::of(&self.shared), params.context.include_declaration);
        snapshot.blocking(move |snapshot, cancelled| references::references(snapshot, byte, &scene, declaration, cancelled)).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let Some((snapshot, byte)) = self.place(&params.text_document_position_params).await else { return Ok(None) };
        snapshot.read(move |snapshot| references::highlights(snapshot, byte)).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let Some((snapshot, byte)) = self.place(&params).await else { return Ok(None) };
        snapshot.blocking(move |snapshot, _| rename::prepare(snapshot, byte)).await?.map(Some)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let Some((snapshot, byte)) = self.place(&params.text_document_position).await else { return Ok(None) };
        if !self.settled().await {
            return Err(rename::refused(IndexMessage::NotRead, snapshot.locale));
        }
        let (scene, versioned) = (Scene::of(&self.shared), self.shared.lock().agreed.acting.versioned_edits);
        let snapshot = self.shared.lock().with_glossaries(snapshot);
        let name = params.new_name;
        snapshot.blocking(move |snapshot, cancelled| rename::rename(snapshot, byte, &name, &scene, versioned, cancelled)).await?
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri).await else { return Ok(None) };
        snapshot.blocking(|snapshot, _| references::lenses(snapshot)).await
    }

    async fn code_lens_resolve(&self, mut lens: CodeLens) -> Result<CodeLens> {
        let Some((uri, terms)) = references::lens_of(lens.data.as_ref()) else { return Ok(lens) };
        let Some(snapshot) = self.snapshot(&uri).await else { return Ok(lens) };
        let is_counted = self.shared.indexing.at_rest().await;
        let (scene, shows, range) = (Scene::of(&self.shared), self.shared.lock().agreed.shows_references, lens.range);
        let command = move |snapshot: &Snapshot, cancelled: &AtomicBool| {
            references::lens_command(snapshot, (&terms, range), &scene, is_counted, shows, cancelled)
        };
        lens.command = snapshot.blocking(command).await?;
        Ok(lens)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let Some((snapshot, byte)) = self.place(&params.text_document_position).await else { return Ok(None) };
        let asked = params.context.is_none_or(|context| context.trigger_kind == CompletionTriggerKind::INVOKED);
        let client = self.shared.lock().agreed.abilities.completes;
        snapshot.blocking(move |snapshot, _| lists::completion(snapshot, byte, asked, client)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let data = item.data.clone().and_then(|data| serde_json::from_value::<lists::Data>(data).ok());
        let Some(lists::Data { uri, term }) = data else { return Ok(item) };
        let Some(snapshot) = self.snapshot(&uri).await else { return Ok(item) };
        let markdown = self.shared.lock().agreed.abilities.completes.markdown;
        snapshot.blocking(move |snapshot, _| lists::resolved(item, snapshot, &term, markdown)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri).await else { return Ok(None) };
        let client = self.shared.lock().agreed.abilities.outlines;
        snapshot.blocking(move |snapshot, _| outlines::outline(snapshot, client)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        self.shared.loaded().await;
        let (glossaries, folders, open, agreed) = {
            let state = self.shared.lock();
            (Arc::clone(state.glossaries()), state.folders.clone(), state.snapshots(), state.agreed)
        };
        let tags = agreed.abilities.symbols.unwrap_or_default();
        let found = move |cancelled: &AtomicBool| {
            let serving = glossaries.serving_any(&folders, open.iter().map(|it| it.serving.home()));
            outlines::symbols(serving, &params.query, tags, agreed.encoding, cancelled)
        };
        work::blocking(found).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri).await else { return Ok(None) };
        let most = self.shared.lock().agreed.abilities.folds.unwrap_or(usize::MAX);
        snapshot.blocking(move |snapshot, _| outlines::folds(snapshot, most)).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri).await else { return Ok(None) };
        let tooltips = self.shared.lock().agreed.abilities.links.unwrap_or_default();
        snapshot.blocking(move |snapshot, _| outlines::links(snapshot, tooltips)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri).await else { return Ok(None) };
        snapshot.blocking(move |snapshot, _| outlines::hints(snapshot, params.range)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        Ok(self.tokens(&params.text_document.uri, None).await?.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_range(&self, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
        Ok(self.tokens(&params.text_document.uri, Some(params.range)).await?.map(SemanticTokensRangeResult::Tokens))
    }
}
