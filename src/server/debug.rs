//! Methods for the tests, in debug builds only: what a client cannot see, and accidents on demand.

use std::future;

use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{TextDocumentIdentifier, TextDocumentPositionParams};

use super::{Backend, counting, publish};

/// Adds the methods.
pub fn add_methods(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    service
        .custom_method("glossator/text", Backend::debug_text)
        .custom_method("glossator/place", Backend::debug_place)
        .custom_method("glossator/panic", Backend::debug_panic)
        .custom_method("glossator/panicNotification", Backend::debug_panic_notification)
        .custom_method("glossator/stuck", Backend::debug_stuck)
        .custom_method("glossator/reloaded", Backend::debug_reloaded)
        .custom_method("glossator/settled", Backend::debug_settled)
        .custom_method("glossator/counted", Backend::debug_counted)
}

impl Backend {
    /// The text of an open document, and its version.
    async fn debug_text(&self, document: TextDocumentIdentifier) -> Result<Value> {
        let snapshot = self.snapshot(&document.uri).await;
        Ok(snapshot.map_or(Value::Null, |snapshot| json!({"text": snapshot.text().to_string(), "version": snapshot.text().version()})))
    }

    /// The byte at a position.
    async fn debug_place(&self, position: TextDocumentPositionParams) -> Result<Option<usize>> {
        Ok(self.place(&position).await.map(|(_, byte)| byte))
    }

    /// Panics in the handler, with the state locked, or else in the pool.
    async fn debug_panic(&self, place: Value) -> Result<Value> {
        if place["uri"].is_null() {
            let _state = self.shared.lock();
            panic!("asked for");
        }
        let document: TextDocumentIdentifier = serde_json::from_value(place).unwrap_or_else(|error| panic!("{error}"));
        let Some(snapshot) = self.snapshot(&document.uri).await else { return Ok(Value::Null) };
        snapshot.blocking(|_, _| panic!("asked for, in the pool")).await
    }

    /// Panics where no answer is due.
    async fn debug_panic_notification(&self) {
        panic!("asked for, without an answer");
    }

    /// Never answers.
    async fn debug_stuck(&self) -> Result<()> {
        future::pending().await
    }

    /// Answers when every change of files and settings so far was looked at.
    async fn debug_settled(&self) -> Result<()> {
        self.shared.loads.settled().await;
        Ok(())
    }

    /// Answers when the uses of terms were counted in everything so far.
    async fn debug_counted(&self) -> Result<()> {
        self.settled().await;
        counting::update(&self.client, &self.shared).await;
        Ok(())
    }

    /// As if the glossaries had been loaded again.
    async fn debug_reloaded(&self) {
        publish::glossaries_changed(&self.client, &self.shared);
    }
}
