//! What a client can do with actions, edits and diagnostics.

use tower_lsp::lsp_types::*;

/// What the client said about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acting {
    /// The client asks for actions.
    pub asks_for_actions: bool,
    /// The client takes actions with kinds and edits; else only commands.
    pub takes_literals: bool,
    /// The client asks for an action's edit when the user chooses it.
    pub resolves_edits: bool,
    /// The client shows which action is the obvious one.
    pub prefers: bool,
    /// The client makes every action that it gets for a diagnostic, as Kate 22.12 does. It does not say so, nor its name; these are the kinds that
    /// only it knows (`LSPClientServer::initialize` in its `lspclientserver.cpp`).
    pub makes_every_action: bool,
    /// Edits may say which version of a document they are for.
    pub versioned_edits: bool,
    /// Edits may create files.
    pub creates_files: bool,
    /// The client makes an edit that it is asked to make.
    pub applies_edits: bool,
    /// The client shows a document that it is asked to show.
    pub shows_documents: bool,
    /// Diagnostics may point at other places.
    pub related_information: bool,
    /// Diagnostics may link to a page about them.
    pub code_descriptions: bool,
    /// Diagnostics may say that something is deprecated.
    pub deprecated_tag: bool,
    /// The client sends the data of diagnostics back.
    pub diagnostic_data: bool,
}

impl Acting {
    /// What follows from the client's capabilities.
    pub fn with(capabilities: &ClientCapabilities) -> Self {
        let text_document = capabilities.text_document.as_ref();
        let action = text_document.and_then(|text_document| text_document.code_action.as_ref());
        let workspace = capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let window = capabilities.window.as_ref();
        let diagnostics = text_document.and_then(|text_document| text_document.publish_diagnostics.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_deref()).unwrap_or_default();
        let kinds =
            action.and_then(|action| action.code_action_literal_support.as_ref()).map(|support| &support.code_action_kind.value_set);
        let prefers = action.and_then(|action| action.is_preferred_support).unwrap_or_default();
        let tags = diagnostics.and_then(|diagnostics| diagnostics.tag_support.as_ref());
        let resolves = |action: &CodeActionClientCapabilities| {
            let resolvable = action.resolve_support.as_ref().is_some_and(|support| support.properties.iter().any(|it| it == "edit"));
            resolvable && action.data_support.unwrap_or_default()
        };
        Self {
            asks_for_actions: action.is_some(),
            takes_literals: action.is_some_and(|action| action.code_action_literal_support.is_some()),
            resolves_edits: action.is_some_and(resolves),
            prefers,
            makes_every_action: kinds.is_some_and(|kinds| *kinds == ["quickfix", "refactor", "source"]) && !prefers,
            versioned_edits: edit.and_then(|edit| edit.document_changes).unwrap_or_default(),
            creates_files: operations.contains(&ResourceOperationKind::Create),
            applies_edits: workspace.and_then(|workspace| workspace.apply_edit).unwrap_or_default(),
            shows_documents: window.and_then(|window| window.show_document.as_ref()).is_some_and(|show| show.support),
            related_information: diagnostics.and_then(|diagnostics| diagnostics.related_information).unwrap_or_default(),
            code_descriptions: diagnostics.and_then(|diagnostics| diagnostics.code_description_support).unwrap_or_default(),
            diagnostic_data: diagnostics.and_then(|diagnostics| diagnostics.data_support).unwrap_or_default(),
            deprecated_tag: tags.is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::DEPRECATED)),
        }
    }

    /// What the server offers to a client like this.
    pub fn provider(self) -> Option<CodeActionProviderCapability> {
        let kinds = [CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, CodeActionKind::REFACTOR_EXTRACT, super::actions::FIX_ALL];
        let options = CodeActionOptions {
            code_action_kinds: Some(kinds.to_vec()),
            resolve_provider: self.resolves_edits.then_some(true),
            ..CodeActionOptions::default()
        };
        let with_kinds = || CodeActionProviderCapability::Options(options);
        self.asks_for_actions.then(|| if self.takes_literals { with_kinds() } else { CodeActionProviderCapability::Simple(true) })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_client_can_do() {
        let able = json!({
            "textDocument": {
                "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                    "dataSupport": true, "resolveSupport": {"properties": ["edit"]}, "isPreferredSupport": true,
                },
                "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1, 2]}, "dataSupport": true},
            },
            "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]}},
            "window": {"showDocument": {"support": true}},
        });
        let all = Acting {
            asks_for_actions: true,
            takes_literals: true,
            resolves_edits: true,
            prefers: true,
            makes_every_action: false,
            versioned_edits: true,
            creates_files: true,
            applies_edits: true,
            shows_documents: true,
            related_information: true,
            code_descriptions: true,
            diagnostic_data: true,
            deprecated_tag: true,
        };
        let without_data = json!({"textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}}});
        let kate = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}}}});
        let like_kate = Acting { asks_for_actions: true, takes_literals: true, makes_every_action: true, ..Acting::default() };
        let asks = Acting { asks_for_actions: true, ..Acting::default() };
        for (name, capabilities, expected) in [
            ("all", able, all),
            ("nothing", json!({}), Acting::default()),
            ("resolving without data", without_data, asks),
            ("Kate", kate, like_kate),
            ("other tags", json!({"textDocument": {"publishDiagnostics": {"tagSupport": {"valueSet": [1]}}}}), Acting::default()),
            ("an edit without files", json!({"workspace": {"workspaceEdit": {"resourceOperations": ["rename"]}}}), Acting::default()),
        ] {
            assert_eq!(Acting::with(&serde_json::from_value(capabilities).unwrap()), expected, "{name}");
        }
        let shown = |acting: Acting| serde_json::to_value(acting.provider()).unwrap();
        assert_eq!(shown(Acting::default()), json!(null));
        assert_eq!(shown(asks), json!(true));
        assert_eq!(shown(all)["resolveProvider"], true);
    }
}
