//! What whoever looks at the whole workspace waits for.

use tokio::sync::watch;

/// Counts what happened, for whoever waits for more.
#[derive(Debug, Default)]
pub struct Changes {
    seen: watch::Sender<Seen>,
}

/// What happened so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How often files may have come, changed or gone, or other glossaries or configurations held.
    pub workspace: u64,
    /// How often an open document changed.
    pub documents: u64,
    /// The client wants no more answers that may last.
    pub is_over: bool,
}

impl Changes {
    /// Files may have come, changed or gone, or other glossaries or configurations hold.
    pub fn note_workspace(&self) {
        self.seen.send_modify(|seen| seen.workspace += 1);
    }

    /// An open document changed.
    pub fn note_document(&self) {
        self.seen.send_modify(|seen| seen.documents += 1);
    }

    /// Whoever waits is to answer with what there is.
    pub fn end(&self) {
        self.seen.send_modify(|seen| seen.is_over = true);
    }

    /// What there is to wait on.
    pub fn watch(&self) -> watch::Receiver<Seen> {
        self.seen.subscribe()
    }
}
