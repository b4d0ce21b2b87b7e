//! What the server remembers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use tower_lsp::lsp_types::{DidChangeTextDocumentParams, TextDocumentItem, Url};

use super::capabilities::Agreed;
use super::convert::{self, Key};
use super::glossaries::Serving;
use super::load::Loads;
use super::settings::Settings;
use super::snapshot::{Linting, Snapshot};
use crate::config::{Config, Rules};
use crate::document::{self, Manner};
use crate::prose::Format;
use crate::text::{Edit, Encoding, Point, Text};
use crate::workspace::{self, Glossaries, Occasion, Wanted};

/// How the document at `uri` is read: its format as the editor says, else as its name says; its language as its name says.
fn manner(uri: &Url, language_id: &str) -> Manner {
    let named = document::manner_of_path(uri.path());
    let format = document::format_of_language_id(language_id).or(named.as_ref().map(|manner| manner.format));
    Manner { format: format.unwrap_or(Format::Unknown), language: named.and_then(|manner| manner.language) }
}

/// How long requests wait for the first glossaries, from the server's start.
const LOADING: Duration = Duration::from_secs(2);

/// The state behind its lock, and how far the glossaries are loaded.
pub struct Shared {
    /// The occasions to load the glossaries.
    pub loads: Loads,
    state: Mutex<State>,
    started: Instant,
}

impl Default for Shared {
    fn default() -> Self {
        Self { loads: Loads::default(), state: Mutex::default(), started: Instant::now() }
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
    glossaries: Arc<Glossaries>,
    /// The configuration files with their folders, the deepest first.
    configs: Vec<(PathBuf, Arc<Config>)>,
    documents: HashMap<Key, Document>,
}

/// An open document.
pub struct Document {
    /// As the client wrote it when it opened the document.
    pub uri: Url,
    /// The hash of the diagnostics that were pushed last.
    pub shown: Option<u64>,
    serving: Serving,
    document: crate::document::Document,
    linting: Arc<Linting>,
    changed: watch::Sender<()>,
}

impl State {
    /// Opens a document and answers with what tells of its changes, until it is closed.
    pub fn open(&mut self, key: Key, item: TextDocumentItem) -> watch::Receiver<()> {
        let (changed, receiver) = watch::channel(());
        let serving = Serving::of(&self.glossaries, &item.uri);
        let manner = manner(&item.uri, &item.language_id);
        let document = crate::document::Document::new(Text::new(&item.text, item.version), manner, serving.matcher());
        let linting = Linting::new(document.matcher(), self.rules_for(serving.path.as_deref()));
        let document = Document { uri: item.uri, shown: None, serving, document, linting, changed };
        if let Some(before) = self.documents.insert(key, document) {
            tracing::warn!("opened twice: {}", before.uri);
        }
        receiver
    }

    /// Applies the edits of one notification. An edit is never refused: the client has made it already. Tells whether the text is a glossary's.
    pub fn change(&mut self, params: DidChangeTextDocumentParams) -> bool {
        let (uri, version) = (params.text_document.uri, params.text_document.version);
        let Some(document) = self.documents.get_mut(&Key::of(&uri)) else {
            tracing::warn!("edited without being open: {uri}");
            return false;
        };
        let before = document.document.text().version();
        if version <= before {
            tracing::warn!("version {version} came after version {before}: {uri}");
        }
        let edits: Vec<Edit> = params.content_changes.into_iter().map(convert::edit).collect();
        log_odd(document.document.text(), &edits, self.agreed.encoding, &uri);
        document.document.edit(&edits, version, self.agreed.encoding);
        document.touch();
        document.is_glossary()
    }

    /// Answers from other glossaries from now on, in every document, and answers with those from before. Every matcher must have been made.
    pub fn set_glossaries(&mut self, glossaries: Arc<Glossaries>) -> Arc<Glossaries> {
        for document in self.documents.values_mut() {
            document.serving = Serving::of(&glossaries, &document.uri);
            let matcher = document.serving.matcher();
            if !Arc::ptr_eq(document.document.matcher(), &matcher) {
                document.linting = Linting::new(&matcher, document.linting.rules().clone());
                document.document.set_matcher(matcher);
            }
        }
        std::mem::replace(&mut self.glossaries, glossaries)
    }

    /// Goes by these configuration files from now on, given with their folders, the deepest first, and by the settings as they are. Tells whether
    /// that changes the rules of any document.
    pub fn set_configs(&mut self, configs: Vec<(PathBuf, Arc<Config>)>) -> bool {
        self.configs = configs;
        let rules: Vec<(Key, Rules)> =
            self.documents.iter().map(|(key, document)| (key.clone(), self.rules_for(document.serving.path.as_deref()))).collect();
        let mut has_changed = false;
        for (key, rules) in rules {
            if let Some(document) = self.documents.get_mut(&key).filter(|document| *document.linting.rules() != rules) {
                document.linting = Linting::new(document.document.matcher(), rules);
                has_changed = true;
            }
        }
        has_changed
    }

    /// The rules for the file at `path`: the nearest configuration file's, over the editor's settings, over the defaults.
    fn rules_for(&self, path: Option<&Path>) -> Rules {
        let editor = self.settings.config().clone();
        let nearest = path.and_then(|path| self.configs.iter().find(|(folder, _)| path.starts_with(folder)));
        let folder = nearest.map(|(folder, _)| folder).or(self.folders.first());
        let relative = folder.zip(path).and_then(|(folder, path)| path.strip_prefix(folder).ok()).or(path).unwrap_or(Path::new(""));
        let relative: Vec<_> = relative.components().map(|component| component.as_os_str().to_string_lossy()).collect();
        Config::layered(nearest.map(|(_, config)| Config::clone(config)).into_iter().chain([editor])).rules_for(&relative.join("/"))
    }

    /// The folders whose configuration matters: those of the workspace and of the open files.
    pub fn config_folders(&self) -> Vec<PathBuf> {
        let open = self.documents.values().filter_map(|document| document.serving.path.as_deref()?.parent().map(Path::to_owned));
        let mut folders: Vec<PathBuf> = open.chain(self.folders.iter().cloned()).collect();
        folders.sort_unstable();
        folders.dedup();
        folders
    }

    /// All that answer now.
    pub fn glossaries(&self) -> &Arc<Glossaries> {
        &self.glossaries
    }

    /// The glossaries there should be.
    pub fn wanted(&self) -> Wanted {
        let open_glossaries = self.documents.values().filter(|document| document.is_glossary());
        let buffer = |document: &Document| Some((document.serving.path.as_deref()?.to_owned(), document.document.text().clone()));
        let config = self.settings.config().clone();
        Wanted {
            folders: self.folders.clone(),
            named: config.glossaries.map(|paths| paths.into_iter().map(PathBuf::from).collect()),
            embedded: config.embedded,
            buffers: open_glossaries.filter_map(buffer).collect(),
        }
    }

    /// The same document with the glossaries of now.
    pub fn with_glossaries(&self, mut snapshot: Snapshot) -> Snapshot {
        snapshot.serving = Serving::of(&self.glossaries, &snapshot.uri);
        snapshot.document.set_matcher(snapshot.serving.matcher());
        snapshot.linting = Linting::new(snapshot.document.matcher(), self.rules_for(snapshot.serving.path.as_deref()));
        snapshot
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

    /// The document as it is now.
    pub fn snapshot(&self, key: &Key) -> Option<Snapshot> {
        let document = self.documents.get(key)?;
        Some(Snapshot {
            uri: document.uri.clone(),
            document: document.document.clone(),
            serving: document.serving.clone(),
            linting: Arc::clone(&document.linting),
            encoding: self.agreed.encoding,
            locale: self.agreed.locale,
            acting: self.agreed.acting,
        })
    }
}

impl Document {
    /// Says that what there is to say about the document may have changed.
    pub fn touch(&self) {
        self.changed.send_replace(());
    }

    /// The text.
    pub fn text(&self) -> &Text {
        self.document.text()
    }

    /// Whether it is a glossary, by its name or because it answers as one.
    pub fn is_glossary(&self) -> bool {
        self.serving.path.as_deref().is_some_and(workspace::is_glossary) || self.serving.is_glossary()
    }
}

/// Logs the edits whose places do not exist and will be moved, where somebody reads such a log.
fn log_odd(text: &Text, edits: &[Edit], encoding: Encoding, uri: &Url) {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return;
    }
    let mut text = text.clone();
    for edit in edits {
        if let Some((start, end)) = edit.range
            && !(start <= end && [start, end].iter().all(|point| is_place(&text, *point, encoding)))
        {
            tracing::debug!("an edit from {start:?} to {end:?} of {uri} is put where the text has places");
        }
        text.apply(std::slice::from_ref(edit), text.version(), encoding);
    }
}

/// Whether there is such a place, between two characters.
fn is_place(text: &Text, point: Point, encoding: Encoding) -> bool {
    text.checked_byte_of(point, encoding).is_some_and(|byte| text.point_of(byte, encoding) == point)
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

    #[test]
    fn places() {
        let text = Text::new("é😀\r\nb", 1);
        for (line, character, encoding, expected) in [
            (0, 3, Encoding::Utf16, true),
            (0, 2, Encoding::Utf16, false),
            (0, 4, Encoding::Utf16, false),
            (0, 1, Encoding::Utf8, false),
            (1, 1, Encoding::Utf32, true),
            (2, 0, Encoding::Utf32, false),
        ] {
            assert_eq!(is_place(&text, Point::new(line, character), encoding), expected, "{line}:{character} {encoding:?}");
        }
    }
}
