//! Diagnostics of the whole workspace for clients that pull them: of the open documents, and of the texts on the disk.
//!
//! The texts on the disk are shown what `glossator lint` says of them, which is everything but rule `term`: that one helps who reads or writes a
//! text, and would fill a list of problems. An answer without news is held back for a while, because some clients ask again at once or after
//! two seconds, and some give up after ten. It costs no file a look while nothing happens.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use futures_util::future;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout_at};
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::*;

use super::capabilities::Agreed;
use super::changes::Seen;
use super::convert::Key;
use super::counting::Counted;
use super::diagnostics::Diagnostics;
use super::glossaries::Serving;
use super::home::Home;
use super::snapshot::{Linting, Snapshot};
use super::state::Shared;
use super::work;
use crate::config::{Rule, Rules};
use crate::document::{Document, Manner};
use crate::matcher::Matcher;
use crate::text::Text;
use crate::workspace::{self, Glossaries, Projects, Stamp};

/// How long an answer without news is held back.
const HOLD: Duration = Duration::from_secs(3);
/// How long a burst of changes may go on before it is looked at.
const PAUSE: Duration = Duration::from_millis(100);
/// How long the disk is believed to be as it was, where nobody tells otherwise.
const FRESH: Duration = Duration::from_secs(30);
/// How many reports are sent at once, at most, to clients that take them in parts.
const BATCH: usize = 64;
/// Texts of more bytes are only looked at when they are open.
const LARGEST: u64 = 16 << 20;

/// A part of an answer that is under way.
enum PartialResult {}

impl Notification for PartialResult {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

type Report = WorkspaceDocumentDiagnosticReport;

/// The answer to `workspace/diagnostic`.
pub async fn report(client: &Client, shared: &Shared, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
    let known = params.previous_result_ids.into_iter().map(|it| (Key::of(&it.uri), (it.uri, it.value)));
    let known: Arc<HashMap<Key, (Url, String)>> = Arc::new(known.collect());
    let token = params.partial_result_params.partial_result_token;
    let until = Instant::now() + HOLD;
    shared.loaded().await;
    let mut changes = shared.changes.watch();
    loop {
        let seen = *changes.borrow_and_update();
        let (has_news, items) = look(client, Look::at(shared, seen, Arc::clone(&known)), token.as_ref()).await?;
        let is_late = || Instant::now() >= until;
        if !has_news && !seen.is_over && !is_late() && timeout_at(until, changes.changed()).await.is_ok() {
            sleep(PAUSE).await;
            continue;
        }
        let Some(token) = token else { return Ok(WorkspaceDiagnosticReport { items }.into()) };
        // What is answered in parts is answered in parts as a whole (LSP 3.17, "Partial Result Progress").
        send_part(client, &token, items).await;
        return Ok(WorkspaceDiagnosticReport::default().into());
    }
}

/// Looks once, and answers with whether there is news, and with what was not sent in parts.
async fn look(client: &Client, look: Look, token: Option<&ProgressToken>) -> Result<(bool, Vec<Report>)> {
    let (sender, mut reports) = mpsc::channel(BATCH);
    // Where nobody takes it any more, the request was cancelled, and the look is told.
    let looking = work::blocking(move |cancelled| look.run(cancelled, &mut |report| drop(sender.blocking_send(report))));
    let taking = async {
        let (mut has_news, mut all, mut batch) = (false, Vec::new(), Vec::new());
        while reports.recv_many(&mut batch, BATCH).await > 0 {
            let (news, rest): (Vec<Report>, Vec<Report>) = batch.drain(..).partition(|report| matches!(report, Report::Full(_)));
            has_news |= !news.is_empty();
            all.extend(rest);
            match token {
                Some(token) => send_part(client, token, news).await,
                None => all.extend(news),
            }
        }
        (has_news, all)
    };
    let (looked, taken) = future::join(looking, taking).await;
    looked.map(|()| taken)
}

async fn send_part(client: &Client, token: &ProgressToken, items: Vec<Report>) {
    if !items.is_empty() {
        client.send_notification::<PartialResult>(json!({"token": token, "value": {"items": items}})).await;
    }
}

/// What is known of the texts on the disk.
#[derive(Debug, Default)]
pub struct Reports {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// After how many changes of the workspace the texts were listed, and when.
    listed: Option<(u64, Instant)>,
    texts: BTreeMap<PathBuf, Option<Kept>>,
}

/// The report of a text, without its content, and what it was made of.
#[derive(Debug)]
struct Kept {
    stamp: Stamp,
    matcher: Weak<Matcher>,
    manner: Manner,
    rules: Rules,
    /// For a glossary: which count of its uses.
    counted: Option<u64>,
    id: String,
}

impl Kept {
    fn is_made_like(&self, other: &Self) -> bool {
        (self.stamp, &self.manner, &self.rules, self.counted) == (other.stamp, &other.manner, &other.rules, other.counted)
            && self.matcher.ptr_eq(&other.matcher)
    }
}

/// A text on the disk that is looked at.
struct OnDisk<'a> {
    path: &'a Path,
    key: Key,
    uri: Url,
    /// Nobody waits any more.
    cancelled: &'a AtomicBool,
}

/// Everything that a look at the workspace needs, at one moment.
struct Look {
    seen: Seen,
    projects: Arc<Projects>,
    glossaries: Arc<Glossaries>,
    open: Vec<Snapshot>,
    /// What the client has.
    known: Arc<HashMap<Key, (Url, String)>>,
    reports: Arc<Reports>,
    counted: Option<Arc<Counted>>,
    agreed: Agreed,
}

impl Look {
    fn at(shared: &Shared, seen: Seen, known: Arc<HashMap<Key, (Url, String)>>) -> Self {
        let state = shared.lock();
        let mut open = state.snapshots();
        open.sort_unstable_by(|one, other| one.uri.cmp(&other.uri));
        let (projects, glossaries, reports) = (Arc::clone(state.projects()), Arc::clone(state.glossaries()), Arc::clone(&shared.reports));
        Self { seen, projects, glossaries, open, known, reports, counted: state.counted.clone(), agreed: state.agreed }
    }

    /// Gives every report to `give`, until nobody waits any more.
    fn run(&self, cancelled: &AtomicBool, give: &mut dyn FnMut(Report)) {
        let is_cancelled = || cancelled.load(Ordering::Relaxed);
        let mut told = HashSet::new();
        for snapshot in &self.open {
            let diagnostics = Diagnostics::of(snapshot, cancelled);
            if is_cancelled() {
                return;
            }
            let key = Key::of(&snapshot.uri);
            give(self.report(&key, &snapshot.uri, Some(snapshot.text().version()), &diagnostics));
            told.insert(key);
        }
        // After a panic there are fewer reports at worst.
        let mut known = self.reports.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = known.listed.is_some_and(|(workspace, at)| workspace == self.seen.workspace && at.elapsed() < FRESH);
        if !is_fresh {
            let texts = workspace::texts(&self.projects);
            let mut before = std::mem::take(&mut known.texts);
            known.texts = texts.into_iter().map(|path| (before.remove(&path).flatten(), path)).map(|(kept, path)| (path, kept)).collect();
        }
        for (path, kept) in &mut known.texts {
            let Ok(uri) = Url::from_file_path(path) else { continue };
            let file = OnDisk { path, key: Key::of(&uri), uri, cancelled };
            if told.contains(&file.key) {
                continue;
            }
            let report = self.file(&file, kept, is_fresh);
            if is_cancelled() {
                return;
            }
            report.into_iter().for_each(&mut *give);
            told.insert(file.key);
        }
        if !is_fresh {
            known.listed = Some((self.seen.workspace, Instant::now()));
        }
        for (key, (uri, _)) in self.known.iter().filter(|(key, _)| !told.contains(key)) {
            give(self.report(key, uri, None, &Diagnostics::default()));
        }
    }

    /// The report of a text on the disk, if the client has one or there is something to say. While the disk is believed to be as it was, what is
    /// known of the text is.
    fn file(&self, file: &OnDisk, kept: &mut Option<Kept>, is_fresh: bool) -> Option<Report> {
        let known = self.known.get(&file.key);
        let is_enough = |kept: &&Kept| known.map_or_else(|| kept.id == Diagnostics::default().id(), |(_, id)| *id == kept.id);
        let same = |kept: &Kept| known.map(|(uri, _)| unchanged(uri.clone(), None, kept.id.clone()));
        if let Some(kept) = kept.as_ref().filter(|_| is_fresh).filter(is_enough) {
            return same(kept);
        }
        let project = self.projects.of(Some(file.path));
        let serving = Serving::of(&self.glossaries, &project, &file.uri, &Home::At(file.path.to_owned()));
        let matcher = serving.matcher();
        let made = Kept {
            stamp: Stamp::of(file.path),
            matcher: Arc::downgrade(&matcher),
            manner: project.manner(file.path, None),
            rules: without_term(project.rules(file.path)),
            counted: self.counted.as_ref().filter(|_| serving.may_be_glossary()).map(|counted| counted.number),
            id: String::new(),
        };
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_made_like(&made)).filter(is_enough) {
            return same(kept);
        }
        let diagnostics = self.diagnostics(file, serving, &made);
        if file.cancelled.load(Ordering::Relaxed) {
            return None;
        }
        *kept = Some(Kept { id: diagnostics.id(), ..made });
        let has_to_be_told = known.is_some() || !diagnostics.is_empty();
        has_to_be_told.then(|| self.report(&file.key, &file.uri, None, &diagnostics))
    }

    /// What there is to say about a text on the disk; nothing where it cannot be read.
    fn diagnostics(&self, file: &OnDisk, serving: Serving, made: &Kept) -> Diagnostics {
        if matches!(made.stamp, Stamp::There { length, .. } if length > LARGEST) {
            return Diagnostics::default();
        }
        let Ok(text) = workspace::read_plain_text(file.path, "") else { return Diagnostics::default() };
        let document = Document::new(Text::new(&text, 0), made.manner.clone(), serving.matcher());
        let linting = Linting::new(document.matcher(), made.rules.clone(), made.manner.format);
        let Agreed { encoding, locale, acting, .. } = self.agreed;
        let (uri, counted) = (file.uri.clone(), self.counted.clone());
        let snapshot = Snapshot { uri, document, serving, linting, counted, encoding, locale, acting };
        Diagnostics::of(&snapshot, file.cancelled)
    }

    /// The report of a text, under the name that the client has for it.
    fn report(&self, key: &Key, uri: &Url, version: Option<i32>, diagnostics: &Diagnostics) -> Report {
        let id = diagnostics.id();
        let known = self.known.get(key);
        let uri = known.map_or(uri, |(uri, _)| uri).clone();
        let version = version.map(i64::from);
        if known.is_some_and(|(_, known)| *known == id) {
            return unchanged(uri, version, id);
        }
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items: diagnostics.items() };
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
    }
}

/// A text that nobody has open is not told of its terms: that helps who reads or writes it, and would fill a list of problems.
fn without_term(mut rules: Rules) -> Rules {
    rules.set(Rule::Term, None);
    rules
}

fn unchanged(uri: Url, version: Option<i64>, result_id: String) -> Report {
    let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
    WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
}
