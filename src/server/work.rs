//! Work off the server's one thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::jsonrpc::{Error, Result};

/// Does `work` off the server's one thread, for whatever may last above a millisecond. Long work should look at its argument now and then: it
/// turns true when nobody waits any more. The error is a panic in `work`, which the log has.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce(&AtomicBool) -> T + Send + 'static) -> Result<T> {
    struct Cancel(Arc<AtomicBool>);
    impl Drop for Cancel {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let cancel = Cancel(Arc::default());
    let cancelled = Arc::clone(&cancel.0);
    let done = tokio::task::spawn_blocking(move || work(&cancelled)).await;
    done.map_err(|error| Error { message: error.to_string().into(), ..Error::internal_error() })
}
