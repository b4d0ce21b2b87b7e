//! Keeping the workspace's index, in the background.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::NumberOrString;

use super::ask::ask;
use super::document::Document;
use super::progress::Progress;
use super::state::Shared;
use crate::index::{Index, Uses};
use crate::messages::IndexMessage;
use crate::text::Encoding;
use crate::workspace::{Inventory, Occasion, Plan, Ways};

/// The time without an occasion after which the texts are looked at, unless somebody waits for it: who types in an open glossary changes with
/// every key what may be marked where.
const QUIET: Duration = Duration::from_millis(500);
/// How long texts are read before what they gave is put into the index.
const SHARE: Duration = Duration::from_millis(50);
/// From so many texts to read on, the user is shown how far it is.
const WORTH_SHOWING: usize = 100;

/// The index, and how far it is.
#[derive(Debug, Default)]
pub struct Indexing {
    index: Mutex<Index>,
    occasion: Mutex<Occasion>,
    /// Occasions to look at the texts, counted; the first is the start.
    wished: watch::Sender<u64>,
    /// Up to which occasion somebody waits who can hurry the others.
    demanded: watch::Sender<u64>,
    done: watch::Sender<Done>,
    /// The progress that is shown, and what stops it.
    shown: Mutex<Option<(NumberOrString, Arc<AtomicBool>)>>,
}

/// Up to which occasion the texts were looked at; none at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    rounds: u64,
    occasion: Option<u64>,
    /// The user stopped the reading: there are texts that were not read.
    was_stopped: bool,
}

impl Indexing {
    /// The index, for a moment and not on the server's own thread. Whoever panicked while holding it has left at worst an old entry of one text.
    pub fn lock(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Files came, changed or went.
    pub fn touch(&self, paths: impl IntoIterator<Item = PathBuf>) {
        self.occasion().touched.extend(paths);
        self.wish();
    }

    /// Anything may have changed.
    pub fn look_everywhere(&self) {
        self.occasion().everywhere = true;
        self.wish();
    }

    /// The texts may have to be read in another way.
    pub fn wish(&self) {
        self.wished.send_modify(|count| *count += 1);
    }

    /// Returns when the index has everything up to now, or the user stopped it; tells whether it is complete. One that was stopped before is
    /// taken up again.
    pub async fn complete(&self) -> bool {
        if self.was_stopped() {
            self.look_everywhere();
        }
        let wished = *self.wished.borrow();
        self.demanded.send_replace(wished);
        self.done_up_to(wished).await
    }

    /// Returns when the index is at rest; tells whether it is complete. Unlike [`Indexing::complete`] this hurries nobody.
    pub async fn at_rest(&self) -> bool {
        if self.was_stopped() {
            return false;
        }
        let wished = *self.wished.borrow();
        self.done_up_to(wished).await
    }

    /// Whether the index has everything up to now.
    pub fn is_complete(&self) -> bool {
        self.complete_round().is_some()
    }

    /// The number of the round after which the index has everything up to now; `None` where it has not.
    pub fn complete_round(&self) -> Option<u64> {
        let done = *self.done.borrow();
        (done.occasion >= Some(*self.wished.borrow()) && !done.was_stopped).then_some(done.rounds)
    }

    /// What tells of the end of each round.
    pub fn watch(&self) -> watch::Receiver<Done> {
        self.done.subscribe()
    }

    /// Stops the reading that is shown as `token`.
    pub fn stop(&self, token: &NumberOrString) {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, stopped)) = shown.as_ref().filter(|(own, _)| own == token) {
            stopped.store(true, Ordering::Relaxed);
        }
    }

    async fn done_up_to(&self, wished: u64) -> bool {
        let mut done = self.done.subscribe();
        let before = done.borrow().rounds;
        let is_over = |done: &Done| done.occasion >= Some(wished) || (done.was_stopped && done.rounds > before);
        // An error would mean that this was dropped.
        done.wait_for(is_over).await.is_ok_and(|done| !done.was_stopped)
    }

    fn was_stopped(&self) -> bool {
        self.done.borrow().was_stopped
    }

    fn occasion(&self) -> MutexGuard<'_, Occasion> {
        self.occasion.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when it is time for the next round.
    async fn next(&self, wished: &mut watch::Receiver<u64>) {
        let done = self.done.borrow().occasion;
        let mut demanded = self.demanded.subscribe();
        loop {
            let is_due = *wished.borrow_and_update() > done.unwrap_or_default() && !self.was_stopped();
            let quiet = async { if is_due { tokio::time::sleep(QUIET).await } else { std::future::pending().await } };
            tokio::select! {
                // Neither can fail while this is there.
                _ = wished.changed() => {}
                _ = demanded.wait_for(|demanded| Some(*demanded) > done) => return,
                () = quiet => return,
            }
        }
    }
}

/// Reads the texts of the workspace once its glossaries are there, and again on every occasion.
pub fn keep_indexed(client: Client, shared: Arc<Shared>) {
    tokio::spawn(async move {
        shared.loads.loaded().await;
        let inventory = Arc::default();
        let mut wished = shared.indexing.wished.subscribe();
        loop {
            let number = *wished.borrow_and_update();
            let has_news = round(&client, &shared, &inventory).await;
            if has_news {
                refresh_lenses(&client, &shared);
            }
            let stopped = std::mem::take(&mut *shared.indexing.shown.lock().unwrap_or_else(PoisonError::into_inner));
            let was_stopped = stopped.is_some_and(|(_, stopped)| stopped.load(Ordering::Relaxed));
            if was_stopped {
                // Whoever waits is told that it was.
                shared.indexing.demanded.send_replace(number);
            }
            shared.indexing.done.send_modify(|done| *done = Done { rounds: done.rounds + 1, occasion: Some(number), was_stopped });
            shared.indexing.next(&mut wished).await;
        }
    });
}

/// Looks at the texts once; tells whether the index changed.
async fn round(client: &Client, shared: &Shared, inventory: &Arc<Mutex<Inventory>>) -> bool {
    let indexing = &shared.indexing;
    let occasion = std::mem::take(&mut *indexing.occasion());
    let (ways, agreed) = {
        let state = shared.lock();
        (Arc::new(state.ways()), state.agreed)
    };
    let plan = in_pool(inventory, &ways, move |inventory, ways| inventory.plan(ways, &occasion)).await;
    let Some(Plan { read, gone }) = plan else { return false };
    let mut has_news = false;
    for path in gone {
        has_news |= indexing.lock().remove(&path);
    }
    let stopped = Arc::new(AtomicBool::new(false));
    let total = read.len();
    let progress = (total >= WORTH_SHOWING && agreed.shows_progress).then(|| {
        let token = NumberOrString::String(format!("glossator/reading/{}", indexing.done.borrow().rounds));
        *indexing.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some((token.clone(), Arc::clone(&stopped)));
        Progress::begin(client, token, IndexMessage::Reading.say(agreed.locale))
    });
    let mut rest = read;
    rest.reverse();
    while !rest.is_empty() && !stopped.load(Ordering::Relaxed) {
        let encoding = agreed.encoding;
        let batch = in_pool(inventory, &ways, move |inventory, ways| read_batch(inventory, ways, rest, encoding)).await;
        let Some((uses, left)) = batch else { return has_news };
        for (path, uses) in uses {
            let mut index = indexing.lock();
            has_news |= match uses {
                Some(uses) => index.set(&path, uses),
                None => index.remove(&path),
            };
        }
        rest = left;
        if let Some(progress) = &progress {
            progress.report(total - rest.len(), total);
        }
    }
    has_news
}

type Batch = Vec<(PathBuf, Option<Uses>)>;

/// Reads the last of `rest`, as many as fit in a short time, at least one; and what is left.
fn read_batch(inventory: &mut Inventory, ways: &Ways, mut rest: Vec<PathBuf>, encoding: Encoding) -> (Batch, Vec<PathBuf>) {
    let started = Instant::now();
    let mut batch = Vec::new();
    while let Some(path) = rest.pop() {
        let uses = inventory.read(&path, ways, encoding);
        batch.push((path, uses));
        if started.elapsed() >= SHARE {
            break;
        }
    }
    (batch, rest)
}

/// Does `work` off the server's one thread; `None` where it panicked, which the log has.
async fn in_pool<T: Send + 'static>(
    inventory: &Arc<Mutex<Inventory>>,
    ways: &Arc<Ways>,
    work: impl FnOnce(&mut Inventory, &Ways) -> T + Send + 'static,
) -> Option<T> {
    let (inventory, ways) = (Arc::clone(inventory), Arc::clone(ways));
    // After a panic the inventory still plans what was not read.
    let done = tokio::task::spawn_blocking(move || work(&mut inventory.lock().unwrap_or_else(PoisonError::into_inner), &ways)).await;
    done.inspect_err(|error| tracing::error!("reading the texts failed: {error}")).ok()
}

/// Lets the client ask again what stands above the entries of open glossaries.
fn refresh_lenses(client: &Client, shared: &Shared) {
    let state = shared.lock();
    if state.agreed.refreshes_lenses && state.documents().any(Document::is_glossary) {
        let client = client.clone();
        ask("workspace/codeLens/refresh", async move { client.code_lens_refresh().await });
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    fn done(occasion: u64, was_stopped: bool) -> impl FnOnce(&mut Done) {
        move |done| *done = Done { rounds: done.rounds + 1, occasion: Some(occasion), was_stopped }
    }

    #[test]
    fn who_waits_is_told_how_it_ended() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        for (name, rounds, expected) in [
            ("nothing was read yet", vec![], None),
            ("all was read", vec![(2, false)], Some(true)),
            ("what came later was not", vec![(1, false)], None),
            ("it was in the second round", vec![(1, false), (2, false)], Some(true)),
            ("the user stopped it", vec![(1, true)], Some(false)),
        ] {
            let indexing = Indexing::default();
            indexing.wish();
            indexing.wish();
            let answer = runtime.block_on(async {
                let rounds = async {
                    for (occasion, was_stopped) in rounds {
                        indexing.done.send_modify(done(occasion, was_stopped));
                    }
                };
                timeout(Duration::ZERO, async { tokio::join!(biased; indexing.complete(), rounds).0 }).await.ok()
            });
            assert_eq!(answer, expected, "{name}");
        }
    }

    #[test]
    fn what_was_stopped_is_taken_up_again_when_somebody_needs_it() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let indexing = Indexing::default();
        indexing.done.send_modify(done(0, true));
        assert!(!runtime.block_on(indexing.at_rest()), "not by those who can do without");
        assert_eq!(*indexing.wished.borrow(), 0);
        assert!(runtime.block_on(async { timeout(Duration::ZERO, indexing.complete()).await }).is_err());
        assert_eq!((*indexing.wished.borrow(), *indexing.demanded.borrow(), indexing.occasion().everywhere), (1, 1, true));
        let mut wished = indexing.wished.subscribe();
        runtime.block_on(async { timeout(Duration::from_secs(10), indexing.next(&mut wished)).await }).expect("the next round begins");
    }
}
