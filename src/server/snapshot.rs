//! The view of one document that a request works on.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::Url;

use super::acting::Acting;
use super::counting::Counted;
use super::diagnostics::Said;
use super::glossaries::Serving;
use super::work;
use crate::config::Rules;
use crate::document::{Document, Parts};
use crate::lint::{Finding, Linter, Report, Tallies};
use crate::matcher::Matcher;
use crate::messages::Locale;
use crate::prose::Format;
use crate::text::{Encoding, Text};

/// Everything a request needs of one document, at one moment; clones are cheap.
#[derive(Clone)]
pub struct Snapshot {
    /// As the client wrote it when it opened the document.
    pub uri: Url,
    /// The text with its version and what the glossaries say about it.
    pub document: Document,
    /// The glossaries.
    pub serving: Serving,
    /// What looks at the document, and what it knows from earlier versions.
    pub linting: Arc<Linting>,
    /// Which terms the texts of the workspace use, once that is known.
    pub counted: Option<Arc<Counted>>,
    /// The unit of positions.
    pub encoding: Encoding,
    /// The language of messages.
    pub locale: Locale,
    /// What the client can do with actions, edits and diagnostics.
    pub acting: Acting,
}

/// A linter and its memory of one document.
#[derive(Debug)]
pub struct Linting {
    linter: Linter,
    tallies: Mutex<Tallies<Said>>,
}

impl Linting {
    /// Knows nothing yet.
    pub fn new(matcher: &Arc<Matcher>, rules: Rules, format: Format) -> Arc<Self> {
        Arc::new(Self { linter: Linter::new(Arc::clone(matcher), rules, format), tallies: Mutex::default() })
    }

    /// The rules it goes by.
    pub fn rules(&self) -> &Rules {
        self.linter.rules()
    }
}

impl Snapshot {
    /// What the rules say about the document, whose parts these are.
    pub fn said(&self, parts: &Parts) -> Report<Said> {
        // Whoever panicked while holding it has left tallies of another version at worst, which are told apart by their parts.
        let mut tallies = self.linting.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let say = |start, findings| Said::of(self, start, findings);
        tallies.report(&self.linting.linter, parts, |span| self.text().slice(span), say)
    }

    /// The text.
    pub fn text(&self) -> &Text {
        self.document.text()
    }

    /// All findings of the document, by place.
    pub fn findings(&self) -> Vec<Finding> {
        self.said(self.document.parts()).findings()
    }

    /// What `work` makes of the document once it is read: at once if it is, and no glossary, whose own text may have to be read too; else off the
    /// server's one thread.
    pub async fn read<T: Send + 'static>(self, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T> {
        if self.document.is_read() && !self.serving.may_be_glossary() {
            Ok(work(&self))
        } else {
            self.blocking(|snapshot, _| work(snapshot)).await
        }
    }

    /// Does `work` off the server's one thread: see [`work::blocking`].
    pub async fn blocking<T: Send + 'static>(self, work: impl FnOnce(&Self, &AtomicBool) -> T + Send + 'static) -> Result<T> {
        work::blocking(move |cancelled| work(&self, cancelled)).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::document::Manner;

    #[test]
    fn long_work_is_told_that_nobody_waits() {
        let matcher = Arc::new(Matcher::new(Vec::new()));
        let snapshot = Snapshot {
            uri: Url::parse("file:///a.md").unwrap(),
            document: Document::new(Text::default(), Manner { format: Format::Plain, ..Manner::default() }, Arc::clone(&matcher)),
            linting: Linting::new(&matcher, Rules::default(), Format::Plain),
            counted: None,
            serving: Serving::nothing(),
            encoding: Encoding::default(),
            locale: Locale::default(),
            acting: Acting::default(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (started, has_started) = tokio::sync::oneshot::channel();
        let (stopped, has_stopped) = mpsc::channel();
        runtime.block_on(async {
            let work = snapshot.blocking(move |_, cancelled| {
                started.send(()).unwrap();
                while !cancelled.load(Ordering::Relaxed) {
                    std::thread::yield_now();
                }
                stopped.send(()).unwrap();
            });
            tokio::select! {
                _ = work => panic!("it waits for the flag"),
                started = has_started => started.unwrap(),
            }
        });
        assert!(has_stopped.recv_timeout(Duration::from_secs(10)).is_ok());
    }
}
