//! Messages and places shown to the user. Nothing here waits for the client.

use tower_lsp::Client;
use tower_lsp::lsp_types::*;

use super::acting::Acting;
use super::ask::ask;
use crate::messages::{ActionMessage, Locale, Message};

/// Shows a message. Returns at once.
pub fn message(client: &Client, kind: MessageType, locale: Locale, message: impl Into<Message>) {
    let (client, text) = (client.clone(), message.into().say(locale));
    tokio::spawn(async move { client.show_message(kind, text).await });
}

/// Opens a file at a place, or says where to look if the client cannot be told to open it. Returns at once.
pub fn place(client: &Client, acting: Acting, locale: Locale, uri: Url, range: Range) {
    if !acting.shows_documents {
        let shown = uri.to_file_path().map_or_else(|()| uri.to_string(), |path| path.to_string_lossy().into_owned());
        return message(client, MessageType::INFO, locale, ActionMessage::LookAt { place: shown, line: range.start.line + 1 });
    }
    let client = client.clone();
    let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: Some(range) };
    ask("window/showDocument", async move { client.show_document(params).await });
}
