//! Loading glossaries in the background, again and again.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;

use super::publish;
use super::state::Shared;
use crate::glossary::Severity;
use crate::workspace::{Glossaries, Library, Notice};

/// The least time from one load to the next: who types in an open glossary makes an occasion with every key.
const PAUSE: Duration = Duration::from_millis(100);
/// The most, however long the last load took.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Occasions to load the glossaries, counted. One that comes during a load makes another load, many that come make one.
#[derive(Debug)]
pub struct Loads {
    wished: watch::Sender<u64>,
    done: watch::Sender<u64>,
}

impl Default for Loads {
    fn default() -> Self {
        Self { wished: watch::Sender::new(1), done: watch::Sender::new(0) }
    }
}

impl Loads {
    /// There is an occasion.
    pub fn wish(&self) {
        self.wished.send_modify(|count| *count += 1);
    }

    /// The glossaries are those of the occasions up to `number`.
    pub fn set_done(&self, number: u64) {
        self.done.send_replace(number);
    }

    /// Whether the glossaries were loaded once.
    pub fn is_loaded(&self) -> bool {
        *self.done.borrow() > 0
    }

    /// Returns when the glossaries were loaded once.
    pub async fn loaded(&self) {
        // An error would mean that this was dropped.
        let _ = self.done.subscribe().wait_for(|done| *done > 0).await;
    }

    /// Returns when every occasion so far is over.
    pub async fn settled(&self) {
        let wished = *self.wished.borrow();
        let _ = self.done.subscribe().wait_for(|done| *done >= wished).await;
    }
}

/// Loads the glossaries now and on every occasion to come, one load at a time; the last good ones answer meanwhile.
pub fn keep_loaded(client: Client, shared: Arc<Shared>) {
    tokio::spawn(async move {
        let library = Arc::default();
        let mut wished = shared.loads.wished.subscribe();
        loop {
            let number = *wished.borrow_and_update();
            let started = Instant::now();
            load(&client, &shared, &library, number).await;
            // As long as it worked, so that it works half of the time at most.
            tokio::time::sleep(started.elapsed().clamp(PAUSE, LONGEST_PAUSE)).await;
            if wished.changed().await.is_err() {
                return;
            }
        }
    });
}

async fn load(client: &Client, shared: &Shared, library: &Arc<Mutex<Library>>, number: u64) {
    let (wanted, occasion, before, locale) = {
        let mut state = shared.lock();
        let occasion = std::mem::take(&mut state.occasion);
        (state.wanted(), occasion, Arc::clone(state.glossaries()), state.agreed.locale)
    };
    let library = Arc::clone(library);
    let work = move || {
        // After a panic the library is what it was up to then, and each of its changes is complete.
        let library = &mut *library.lock().unwrap_or_else(PoisonError::into_inner);
        let notices = library.refresh(&wanted, &occasion);
        let glossaries = changed(library.glossaries(&wanted), &before);
        (glossaries, Some(Arc::clone(library.projects())), notices, library.is_unsure())
    };
    let (glossaries, projects, notices, is_unsure) = match tokio::task::spawn_blocking(work).await {
        Ok(loaded) => loaded,
        Err(error) => {
            tracing::error!("loading the glossaries failed: {error}");
            (None, None, Vec::new(), false)
        }
    };
    // Whoever asked before the first load has been waiting for it, unless it took too long.
    let has_other_projects = projects.as_ref().is_some_and(|projects| !Arc::ptr_eq(projects, shared.lock().projects()));
    let has_other_settings = projects.is_some_and(|projects| shared.lock().set_projects(projects));
    let is_another_workspace = has_other_projects || glossaries.is_some();
    let is_news = (glossaries.is_some() || has_other_settings) && (shared.loads.is_loaded() || shared.is_late());
    if let Some(glossaries) = glossaries {
        let old = shared.lock().set_glossaries(Arc::new(glossaries));
        // Large ones take their time to go as well.
        tokio::task::spawn_blocking(move || drop(old));
    }
    if has_other_projects {
        shared.indexing.look_everywhere();
    } else {
        shared.indexing.wish();
    }
    if is_unsure {
        shared.loads.wish();
    }
    shared.loads.set_done(number);
    if is_another_workspace {
        shared.changes.note_workspace();
    }
    if is_news {
        publish::glossaries_changed(client, shared);
    }
    for Notice { severity, message } in notices {
        let kind = if severity == Severity::Information { MessageType::INFO } else { MessageType::WARNING };
        // Allowed even before `initialize` is answered (LSP 3.17, "Initialize Request").
        client.show_message(kind, message.say(locale)).await;
    }
}

/// The glossaries if they are not the same as `before`, ready to answer.
fn changed(glossaries: Glossaries, before: &Glossaries) -> Option<Glossaries> {
    if glossaries.is_same(before) {
        return None;
    }
    glossaries.take_matchers(before);
    glossaries.prepare();
    Some(glossaries)
}

impl Shared {
    /// Looks at the known glossary files and at those in `touched`, in the background.
    pub fn look_at(&self, touched: BTreeSet<PathBuf>) {
        self.lock().occasion.touched.extend(touched);
        self.loads.wish();
    }

    /// Looks everywhere, in the background, after the user gave these files or folders other names.
    pub fn look_after_move(&self, moved: impl Iterator<Item = PathBuf>) {
        self.lock().occasion.moved.extend(moved);
        self.look_everywhere();
    }

    /// Looks for glossaries everywhere, in the background.
    pub fn look_everywhere(&self) {
        self.lock().occasion.everywhere = true;
        self.changes.note_workspace();
        self.indexing.look_everywhere();
        self.loads.wish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occasions_during_a_load_make_one_more() {
        let loads = Loads::default();
        let mut wished = loads.wished.subscribe();
        let number = *wished.borrow_and_update();
        assert!(!loads.is_loaded());
        (0..3).for_each(|_| loads.wish());
        loads.set_done(number);
        assert!(loads.is_loaded());
        assert!(wished.has_changed().unwrap());
        loads.set_done(*wished.borrow_and_update());
        assert!(!wished.has_changed().unwrap());
        assert_eq!(*loads.done.borrow(), 4);
    }
}
