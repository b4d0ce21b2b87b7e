//! What client and server agree on when they meet.

use std::path::PathBuf;

use tower_lsp::lsp_types::*;

use super::abilities::Abilities;
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
    /// The client can be asked to pull again. One that cannot has no use for diagnostics of the whole workspace.
    pub refreshes_diagnostics: bool,
    /// What the client tells of when its user does it to files: making, renaming, deleting.
    pub tells_of_files: [bool; 3],
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
    /// What it can do with lists, outlines, hints and colours.
    pub abilities: Abilities,
    /// What the client can do with actions, edits and diagnostics.
    pub acting: Acting,
    /// The client can be asked to show how far work is.
    pub shows_progress: bool,
    /// The client asks whether something can be renamed before it asks for a name.
    pub prepares_rename: bool,
    /// The client can be asked to ask for code lenses again.
    pub refreshes_lenses: bool,
    /// The client has the command `glossator.showReferences`.
    pub shows_references: bool,
}

impl Agreed {
    /// What follows from the client's first message; `locale` is the language to speak where it names none, `positions` what it
    /// counts in where it does not say.
    pub fn with(params: &InitializeParams, locale: Locale, positions: Encoding) -> Self {
        let text_document = params.capabilities.text_document.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let definition = text_document.and_then(|text_document| text_document.definition.as_ref());
        let diagnostic_workspace = workspace.and_then(|workspace| workspace.diagnostic.as_ref());
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let files = workspace.and_then(|workspace| workspace.file_operations.as_ref());
        let tells = |of: fn(&WorkspaceFileOperationsClientCapabilities) -> Option<bool>| files.and_then(of).unwrap_or_default();
        let telling = workspace.and_then(|workspace| workspace.did_change_configuration.as_ref());
        Self {
            encoding: encoding(params, positions),
            locale: params.locale.as_deref().map_or(locale, Locale::from_tag),
            pulls_diagnostics: text_document.is_some_and(|text_document| text_document.diagnostic.is_some()),
            refreshes_diagnostics: diagnostic_workspace.and_then(|workspace| workspace.refresh_support).unwrap_or_default(),
            tells_of_files: [tells(|files| files.did_create), tells(|files| files.did_rename), tells(|files| files.did_delete)],
            registers_watchers: watching.and_then(|watching| watching.dynamic_registration).unwrap_or_default(),
            registers_settings: telling.and_then(|telling| telling.dynamic_registration).unwrap_or_default(),
            gives_settings: workspace.and_then(|workspace| workspace.configuration).unwrap_or_default(),
            plain_hover: text_document.is_none_or(|text_document| !shows_markdown(text_document)),
            definition_links: definition.and_then(|definition| definition.link_support).unwrap_or_default(),
            abilities: Abilities::of(&params.capabilities),
            acting: Acting::with(&params.capabilities),
            shows_progress: params.capabilities.window.as_ref().and_then(|window| window.work_done_progress).unwrap_or_default(),
            prepares_rename: text_document.and_then(|it| it.rename.as_ref()?.prepare_support).unwrap_or_default(),
            refreshes_lenses: workspace.and_then(|workspace| workspace.code_lens.as_ref()?.refresh_support).unwrap_or_default(),
            shows_references: params.capabilities.experimental.as_ref().is_some_and(|it| it["showReferences"] == true),
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
fn encoding(params: &InitializeParams, otherwise: Encoding) -> Encoding {
    let offers = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
    let known = |offer: &PositionEncodingKind| match offer.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    match offers {
        None => otherwise,
        // It says what it can, and all clients can UTF-16.
        Some(offers) => offers.iter().find_map(known).unwrap_or_default(),
    }
}

/// The answer to `initialize`.
pub fn answer(agreed: Agreed) -> InitializeResult {
    let mut result = InitializeResult {
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
            references_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            rename_provider: Some(rename_provider(agreed)),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
            diagnostic_provider: agreed.pulls_diagnostics.then(|| {
                // A glossary does speak to other files, but if we said so every open file would be pulled again at each keystroke. A
                // glossary that changed is told by `workspace/diagnostic/refresh`.
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("glossator".to_owned()),
                    inter_file_dependencies: false,
                    workspace_diagnostics: agreed.refreshes_diagnostics,
                    ..DiagnosticOptions::default()
                })
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: file_operations(agreed),
            }),
            ..ServerCapabilities::default()
        },
    };
    agreed.abilities.add_to(&mut result.capabilities);
    result
}

/// Options are only for clients that say they know them (LSP 3.17, "Rename Request").
fn rename_provider(agreed: Agreed) -> OneOf<bool, RenameOptions> {
    if !agreed.prepares_rename {
        return OneOf::Left(true);
    }
    OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options: WorkDoneProgressOptions::default() })
}

/// What the client is to tell of: everything, because any file may be a text, and a folder comes without what is in it.
fn file_operations(agreed: Agreed) -> Option<WorkspaceFileOperationsServerCapabilities> {
    let pattern = FileOperationPattern { glob: "**/*".to_owned(), ..FileOperationPattern::default() };
    let filter = FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    let [did_create, did_rename, did_delete] =
        agreed.tells_of_files.map(|tells| tells.then(|| FileOperationRegistrationOptions { filters: vec![filter.clone()] }));
    let operations = WorkspaceFileOperationsServerCapabilities { did_create, did_rename, did_delete, ..Default::default() };
    agreed.tells_of_files.contains(&true).then_some(operations)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn agreed(params: serde_json::Value) -> Agreed {
        Agreed::with(&serde_json::from_value(params).unwrap(), Locale::English, Encoding::Utf16)
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
    fn a_client_that_names_no_encoding_has_that_of_the_command_line() {
        for (general, expected) in [
            (json!(null), Encoding::Utf8),
            (json!({}), Encoding::Utf8),
            (json!({"positionEncodings": []}), Encoding::Utf16),
            (json!({"positionEncodings": ["utf-16"]}), Encoding::Utf16),
        ] {
            let params = serde_json::from_value(json!({"capabilities": {"general": general}})).unwrap();
            assert_eq!(Agreed::with(&params, Locale::English, Encoding::Utf8).encoding, expected, "{general}");
        }
    }

    #[test]
    fn what_a_client_can_do() {
        let able = agreed(json!({
            "locale": "fr-FR",
            "capabilities": {
                "textDocument": {
                    "diagnostic": {},
                    "hover": {"contentFormat": ["markdown"]},
                    "definition": {"linkSupport": true},
                    "rename": {"prepareSupport": true},
                },
                "window": {"workDoneProgress": true},
                "experimental": {"showReferences": true},
                "workspace": {
                    "workspaceEdit": {"documentChanges": true},
                    "codeLens": {"refreshSupport": true},
                    "fileOperations": {"didCreate": true, "didRename": true, "didDelete": true},
                    "diagnostic": {"refreshSupport": true},
                    "didChangeWatchedFiles": {"dynamicRegistration": true},
                    "didChangeConfiguration": {"dynamicRegistration": true},
                    "configuration": true,
                    "fileOperations": {"didCreate": true, "didRename": true, "willRename": true},
                },
            },
        }));
        let expected = Agreed {
            encoding: Encoding::Utf16,
            locale: Locale::French,
            pulls_diagnostics: true,
            refreshes_diagnostics: true,
            tells_of_files: [true, true, false],
            registers_watchers: true,
            registers_settings: true,
            gives_settings: true,
            plain_hover: false,
            definition_links: true,
            abilities: Abilities::default(),
            acting: Acting { versioned_edits: true, diagnostic_data: true, ..Acting::default() },
            shows_progress: true,
            prepares_rename: true,
            refreshes_lenses: true,
            shows_references: true,
        };
        assert_eq!(able, expected);
        assert_eq!(agreed(json!({"capabilities": {}})), Agreed { plain_hover: true, ..Agreed::default() });
        assert!(answer(able).capabilities.diagnostic_provider.is_some());
        assert!(answer(Agreed::default()).capabilities.diagnostic_provider.is_none());
        assert!(matches!(answer(able).capabilities.rename_provider, Some(OneOf::Right(_))));
        assert!(matches!(answer(Agreed::default()).capabilities.rename_provider, Some(OneOf::Left(true))));
        let operations = |agreed| answer(agreed).capabilities.workspace.unwrap().file_operations;
        assert!(operations(able).is_some_and(|it| it.did_create.is_some() && it.did_rename.is_some() && it.did_delete.is_none()));
        assert_eq!(operations(Agreed::default()), None);
    }
}
