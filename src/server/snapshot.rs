//! The view of one document that a request works on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

use crate::messages::Locale;
use crate::text::{Encoding, Text};

/// Everything a request needs of one document, at one moment; clones are cheap.
#[derive(Clone)]
#[allow(dead_code, reason = "the core that reads all of it is on its way")]
pub struct Snapshot {
    /// As the client wrote it when it opened the document.
    pub uri: Url,
    /// What the client calls the document's language: `markdown`, `plaintext`…
    pub language_id: Arc<str>,
    /// The text with its version.
    pub text: Text,
    /// The unit of positions.
    pub encoding: Encoding,
    /// The language of messages.
    pub locale: Locale,
}

impl Snapshot {
    /// Does `work` off the server's one thread, for whatever may last above a millisecond. Long work should look at its second argument now
    /// and then: it turns true when nobody waits any more. The error is a panic in `work`, which the log has.
    pub async fn blocking<T: Send + 'static>(self, work: impl FnOnce(&Self, &AtomicBool) -> T + Send + 'static) -> Result<T> {
        struct Cancel(Arc<AtomicBool>);
        impl Drop for Cancel {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let cancel = Cancel(Arc::default());
        let cancelled = Arc::clone(&cancel.0);
        let done = tokio::task::spawn_blocking(move || work(&self, &cancelled)).await;
        done.map_err(|error| Error { message: error.to_string().into(), ..Error::internal_error() })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn long_work_is_told_that_nobody_waits() {
        let snapshot = Snapshot {
            uri: Url::parse("file:///a.md").unwrap(),
            language_id: "markdown".into(),
            text: Text::default(),
            encoding: Encoding::default(),
            locale: Locale::default(),
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
