//! What the server remembers.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use tower_lsp::lsp_types::{DidChangeTextDocumentParams, TextDocumentItem, Url};

use super::capabilities::Agreed;
use super::changes::Changes;
use super::convert::Key;
use super::counting::Counted;
use super::document::{self, Document};
use super::indexing::Indexing;
use super::load::Loads;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::workspace_diagnostics::Reports;
use crate::workspace::{Glossaries, Layer, Occasion, Projects, Wanted, Ways};

/// How long requests wait for the first glossaries, from the server's start.
const LOADING: Duration = Duration::from_secs(2);

/// The state behind its lock, and how far the glossaries are loaded.
pub struct Shared {
    /// The occasions to load the glossaries.
    pub loads: Loads,
    /// Where the terms stand in the texts of the workspace.
    pub indexing: Indexing,
    /// What whoever looks at the whole workspace waits for.
    pub changes: Changes,
    /// What is known of the diagnostics of files.
    pub reports: Arc<Reports>,
    state: Mutex<State>,
    started: Instant,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            loads: Loads::default(),
            indexing: Indexing::default(),
            changes: Changes::default(),
            reports: Arc::default(),
            state: Mutex::default(),
            started: Instant::now(),
        }
    }
}

impl Shared {
    /// The state, for a moment: never hold it across an `await`. A panic of another holder does not matter, since each change of the state
    /// is complete in itself.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody waits for the first glossaries any more.
    pub fn is_late(&self) -> bool {
        self.started.elapsed() >= LOADING
    }

    /// Returns at once when the glossaries were loaded; else waits for them, at most two seconds from the server's start.
    pub async fn loaded(&self) {
        // What can go wrong here, the time running out above all, means: answer with what there is.
        let _ = timeout_at(self.started + LOADING, self.loads.loaded()).await;
    }
}

/// What the server remembers.
#[derive(Default)]
pub struct State {
    /// What `initialize` settled.
    pub agreed: Agreed,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// What the client's user wishes.
    pub settings: Settings,
    /// Why the glossaries are to be loaded next.
    pub occasion: Occasion,
    /// Which terms the texts use, once that is known.
    pub counted: Option<Arc<Counted>>,
    glossaries: Arc<Glossaries>,
    projects: Arc<Projects>,
    documents: HashMap<Key, Document>,
}

impl State {
    /// Opens a document and answers with what tells of its changes, until it is closed.
    pub fn open(&mut self, key: Key, item: TextDocumentItem) -> watch::Receiver<()> {
        let (document, receiver) = Document::open(item, &self.glossaries, &self.projects);
        if let Some(before) = self.documents.insert(key, document) {
            tracing::warn!("opened twice: {}", before.uri);
        }
        receiver
    }

    /// Applies the edits of one notification. An edit is never refused: the client has made it already. Tells whether the text is a glossary's.
    pub fn change(&mut self, params: DidChangeTextDocumentParams) -> bool {
        let Some(document) = self.documents.get_mut(&Key::of(&params.text_document.uri)) else {
            tracing::warn!("edited without being open: {}", params.text_document.uri);
            return false;
        };
        document.change(params, self.agreed.encoding);
        document.is_glossary()
    }

    /// Answers from other glossaries from now on, in every document, and answers with those from before. Every matcher must have been made.
    pub fn set_glossaries(&mut self, glossaries: Arc<Glossaries>) -> Arc<Glossaries> {
        let before = std::mem::replace(&mut self.glossaries, glossaries);
        self.serve_again();
        before
    }

    /// Goes by other configurations from now on. Tells whether that changes anything for a document.
    pub fn set_projects(&mut self, projects: Arc<Projects>) -> bool {
        if Arc::ptr_eq(&self.projects, &projects) {
            return false;
        }
        self.projects = projects;
        self.serve_again()
    }

    fn serve_again(&mut self) -> bool {
        let serve = |has_changed, document: &mut Document| document.serve(&self.glossaries, &self.projects) | has_changed;
        self.documents.values_mut().fold(false, serve)
    }

    /// Which configuration holds where.
    pub fn projects(&self) -> &Arc<Projects> {
        &self.projects
    }

    /// All that answer now.
    pub fn glossaries(&self) -> &Arc<Glossaries> {
        &self.glossaries
    }

    /// The configurations and glossaries there should be.
    pub fn wanted(&self) -> Wanted {
        let layer = |folder: &PathBuf| Layer { folder: folder.clone(), config: self.settings.of_folder(folder) };
        let mut open: Vec<PathBuf> = self.documents.values().filter_map(Document::folder).collect();
        open.sort_unstable();
        open.dedup();
        Wanted {
            folders: self.folders.iter().map(layer).collect(),
            elsewhere: Arc::clone(self.settings.config()),
            open,
            buffers: self.documents.values().filter_map(Document::buffer).collect(),
        }
    }

    /// How the texts of the workspace are to be read.
    pub fn ways(&self) -> Ways {
        Ways::new(Arc::clone(&self.projects), Arc::clone(&self.glossaries))
    }

    /// The same document with the glossaries and the configuration of now.
    pub fn with_glossaries(&self, snapshot: Snapshot) -> Snapshot {
        document::served(snapshot, &self.glossaries, &self.projects)
    }

    /// Forgets a document.
    pub fn close(&mut self, uri: &Url) -> Option<Document> {
        let document = self.documents.remove(&Key::of(uri));
        if document.is_none() {
            tracing::warn!("closed without being open: {uri}");
        }
        document
    }

    /// Every open document.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// An open document.
    pub fn document_mut(&mut self, key: &Key) -> Option<&mut Document> {
        self.documents.get_mut(key)
    }

    /// Every open document as it is now, in no order.
    pub fn snapshots(&self) -> Vec<Snapshot> {
        self.documents.values().map(|document| document.snapshot(self.agreed, self.counted.as_ref())).collect()
    }

    /// The document as it is now.
    pub fn snapshot(&self, key: &Key) -> Option<Snapshot> {
        Some(self.documents.get(key)?.snapshot(self.agreed, self.counted.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn state_with(uri: &str, text: &str) -> (State, watch::Receiver<()>) {
        let mut state = State::default();
        let item = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        let item: TextDocumentItem = serde_json::from_value(item).unwrap();
        let changed = state.open(Key::of(&item.uri), item);
        (state, changed)
    }

    fn change(state: &mut State, uri: &str, version: i32, changes: &Value) {
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        state.change(serde_json::from_value(params).unwrap());
    }

    fn snapshot(state: &State, uri: &str) -> Option<Snapshot> {
        state.snapshot(&Key::of(&Url::parse(uri).unwrap()))
    }

    #[test]
    fn documents_come_change_and_go() {
        let uri = "file:///c%3A/a.md";
        let (mut state, mut changed) = state_with(uri, "ab");
        assert!(!changed.has_changed().unwrap());
        let insert = json!([{"range": {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 1}}, "text": "-"}]);
        change(&mut state, "file:///C:/a.md", 2, &insert);
        let now = snapshot(&state, uri).unwrap();
        assert_eq!((now.text().to_string().as_str(), now.text().version()), ("a-b", 2));
        assert!(changed.has_changed().unwrap());
        changed.mark_unchanged();

        change(&mut state, uri, 2, &json!([{"text": "a version that came before"}]));
        assert_eq!(snapshot(&state, uri).unwrap().text().to_string(), "a version that came before");
        change(&mut state, "file:///other.md", 1, &json!([{"text": "never opened"}]));
        assert!(snapshot(&state, "file:///other.md").is_none());

        let url = Url::parse(uri).unwrap();
        assert!(state.close(&url).is_some());
        assert!(state.close(&url).is_none());
        assert!(snapshot(&state, uri).is_none());
        assert!(changed.has_changed().is_err(), "whoever watches a closed document is told");
    }

    #[test]
    fn a_snapshot_does_not_change() {
        let (mut state, _changed) = state_with("file:///a.md", "old");
        let before = snapshot(&state, "file:///a.md").unwrap();
        change(&mut state, "file:///a.md", 2, &json!([{"text": "new"}]));
        assert_eq!((before.text().to_string().as_str(), before.text().version()), ("old", 1));
    }

    #[test]
    fn a_panic_under_the_lock_does_not_poison_it() {
        let shared = Arc::new(Shared::default());
        let other = Arc::clone(&shared);
        let panicked = std::thread::spawn(move || {
            let _state = other.lock();
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(panicked.join().is_err());
        assert_eq!(shared.lock().documents().count(), 0);
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
    }

    #[test]
    fn waiting_for_glossaries_ends() {
        let shared = Shared::default();
        shared.loads.set_done(1);
        block_on(shared.loaded());
        let late = Shared { started: Instant::now() - LOADING, ..Shared::default() };
        block_on(late.loaded());
    }
}
