//! Requests of the server to its client.

use std::future::Future;
use std::time::Duration;

use tower_lsp::jsonrpc::Result;

/// How long a client may take before the log says so.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends a request to the client and logs how it went, without holding up the caller.
///
/// A handler must never wait for its client: the answer may stand behind messages that wait for the handler
/// (<https://github.com/denoland/deno/issues/10603> and others). The request is never dropped either, however long it lasts: an answer that
/// nobody waits for any more is a panic of tower-lsp 0.20 (<https://github.com/ebkalderon/tower-lsp/issues/417>).
pub fn ask<T: Send + 'static>(what: &'static str, request: impl Future<Output = Result<T>> + Send + 'static) {
    tokio::spawn(answered_within(PATIENCE, what, request));
}

async fn answered_within<T: Send + 'static>(patience: Duration, what: &str, request: impl Future<Output = Result<T>> + Send + 'static) {
    match tokio::time::timeout(patience, tokio::spawn(request)).await {
        Ok(Ok(Ok(_))) => tracing::debug!("the client answered {what}"),
        Ok(Ok(Err(error))) => tracing::warn!("the client refused {what}: {error}"),
        Ok(Err(error)) => tracing::error!("asking the client for {what} failed: {error}"),
        Err(_) => tracing::warn!("the client has not answered {what} for {patience:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_outlives_our_patience() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let (answer, answered) = tokio::sync::oneshot::channel::<()>();
            let request = async { answered.await.map_err(|_| tower_lsp::jsonrpc::Error::internal_error()) };
            answered_within(Duration::from_millis(1), "a test", request).await;
            assert!(answer.send(()).is_ok(), "the request was dropped");
        });
    }
}
