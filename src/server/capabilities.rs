//! What client and server agree on when they meet.

use std::path::PathBuf;

use tower_lsp::lsp_types::*;

use super::acting::Acting;
use super::commands::COMMANDS;
use crate::messages::Locale;
use crate::text::Encoding;

/// What the client said about itself, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// The unit of positions, in both directions.
    pub encoding: Encoding,
    /// The language the client's user reads.
    pub locale: Locale,
    /// The client pulls diagnostics; then none are pushed for open documents, or they would show twice.
    pub pulls_diagnostics: bool,
    /// The client can be asked to pull again.
    pub refreshes_diagnostics: bool,
    /// The client watches files if it is asked to.
    pub registers_watchers: bool,
    /// The client tells of changed settings if it is asked to.
    pub registers_settings: bool,
    /// The client can be asked for its settings.
    pub gives_settings: bool,
    /// The client does not show Markdown in hovers.
    pub plain_hover: bool,
    /// The client takes definitions as links, which say what they are the definition of.
    pub definition_links: bool,
    /// What the client can do with actions, edits and diagnostics.
    pub acting: Acting,
}

impl Agreed {
    /// What follows from the client's first message; `locale` is the language to speak where it names none.
    pub fn with(params: &InitializeParams, locale: Locale) -> Self {
        let text_document = params.capabilities.text_document.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let definition = text_document.and_then(|text_document| text_document.definition.as_ref());
        let diagnostic_workspace = workspace.and_then(|workspace| workspace.diagnostic.as_ref());
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let telling = workspace.and_then(|workspace| workspace.did_change_configuration.as_ref());
        Self {
            encoding: encoding(params),
            locale: params.locale.as_deref().map_or(locale, Locale::from_tag),
            pulls_diagnostics: text_document.is_some_and(|text_document| text_document.diagnostic.is_some()),
            refreshes_diagnostics: diagnostic_workspace.and_then(|workspace| workspace.refresh_support).unwrap_or_default(),
            registers_watchers: watching.and_then(|watching| watching.dynamic_registration).unwrap_or_default(),
            registers_settings: telling.and_then(|telling| telling.dynamic_registration).unwrap_or_default(),
            gives_settings: workspace.and_then(|workspace| workspace.configuration).unwrap_or_default(),
            plain_hover: text_document.is_none_or(|text_document| !shows_markdown(text_document)),
            definition_links: definition.and_then(|definition| definition.link_support).unwrap_or_default(),
            acting: Acting::with(&params.capabilities),
        }
    }
}

fn shows_markdown(text_document: &TextDocumentClientCapabilities) -> bool {
    let formats = text_document.hover.as_ref().and_then(|hover| hover.content_format.as_ref());
    formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown))
}

/// The folders of the workspace: `workspaceFolders`, else the older `rootUri`.
pub fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let listed = params.workspace_folders.iter().flatten().filter_map(|folder| folder.uri.to_file_path().ok());
    let listed: Vec<PathBuf> = listed.collect();
    #[allow(deprecated, reason = "older clients send nothing else")]
    let root = || params.root_uri.as_ref().and_then(|uri| uri.to_file_path().ok());
    if listed.is_empty() { root().into_iter().collect() } else { listed }
}

/// The client's first preference among the encodings of the specification: some editors cannot mix encodings in one buffer
/// (<https://github.com/neovim/nvim-lspconfig/issues/2709>), so it is theirs to choose.
fn encoding(params: &InitializeParams) -> Encoding {
    let offers = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
    let known = |offer: &PositionEncodingKind| match offer.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offers.unwrap_or_default().iter().find_map(known).unwrap_or_default()
}

/// The answer to `initialize`.
pub fn answer(agreed: Agreed) -> InitializeResult {
    InitializeResult {
        server_info: Some(ServerInfo { name: "glossator".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
        capabilities: ServerCapabilities {
            position_encoding: Some(match agreed.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            code_action_provider: agreed.acting.provider(),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: COMMANDS.map(str::to_owned).to_vec(),
                ..ExecuteCommandOptions::default()
            }),
            diagnostic_provider: agreed.pulls_diagnostics.then(|| {
                // A glossary does speak to other files, but if we said so every open file would be pulled again at each keystroke. A
                // glossary that changed is told by `workspace/diagnostic/refresh`.
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("glossator".to_owned()),
                    inter_file_dependencies: false,
                    workspace_diagnostics: false,
                    ..DiagnosticOptions::default()
                })
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn agreed(params: serde_json::Value) -> Agreed {
        Agreed::with(&serde_json::from_value(params).unwrap(), Locale::English)
    }

    #[test]
    fn the_first_known_encoding_is_taken() {
        for (offers, expected) in [
            (json!(null), Encoding::Utf16),
            (json!([]), Encoding::Utf16),
            (json!(["utf-16", "utf-8"]), Encoding::Utf16),
            (json!(["utf-8", "utf-16"]), Encoding::Utf8),
            (json!(["utf-7", "utf-32", "utf-16"]), Encoding::Utf32),
            (json!(["utf-7"]), Encoding::Utf16),
        ] {
            let params = json!({"capabilities": {"general": {"positionEncodings": offers}}});
            assert_eq!(agreed(params).encoding, expected, "{offers}");
        }
    }

    #[test]
    fn what_a_client_can_do() {
        let able = agreed(json!({
            "locale": "fr-FR",
            "capabilities": {
                "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}, "definition": {"linkSupport": true}},
                "workspace": {
                    "diagnostic": {"refreshSupport": true},
                    "didChangeWatchedFiles": {"dynamicRegistration": true},
                    "didChangeConfiguration": {"dynamicRegistration": true},
                    "configuration": true,
                },
            },
        }));
        let expected = Agreed {
            encoding: Encoding::Utf16,
            locale: Locale::French,
            pulls_diagnostics: true,
            refreshes_diagnostics: true,
            registers_watchers: true,
            registers_settings: true,
            gives_settings: true,
            plain_hover: false,
            definition_links: true,
            acting: Acting::default(),
        };
        assert_eq!(able, expected);
        assert_eq!(agreed(json!({"capabilities": {}})), Agreed { plain_hover: true, ..Agreed::default() });
        assert!(answer(able).capabilities.diagnostic_provider.is_some());
        assert!(answer(Agreed::default()).capabilities.diagnostic_provider.is_none());
    }
}
