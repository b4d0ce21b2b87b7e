//! What the client can do with lists, outlines, hints and colours; and what is offered to it for that.

use tower_lsp::lsp_types::*;

use super::tokens;

/// What the client said of itself, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    /// How it completes. All are told that they can: Kate 22.12 asks for completions and does not say that it does.
    pub completes: Completing,
    /// How it shows outlines. All are offered them: Helix 25.01 asks and does not say that it does.
    pub outlines: Outlining,
    /// It folds: at most so many stretches.
    pub folds: Option<usize>,
    /// It follows links: and shows tooltips of them.
    pub links: Option<bool>,
    /// It shows hints.
    pub hints: bool,
    /// It can be asked to ask for hints again.
    pub refreshes_hints: bool,
    /// It colours.
    pub colours: Option<tokens::Legend>,
    /// It can be asked to ask for colours again.
    pub refreshes_colours: bool,
    /// It searches the workspace's symbols: and strikes deprecated ones through.
    pub symbols: Option<bool>,
}

/// How a client completes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completing {
    /// Items may have tab stops.
    pub snippets: bool,
    /// Items may say something beside their label.
    pub label_details: bool,
    /// Items may be struck through, by a tag.
    pub tags: bool,
    /// Items may both be put before and in place of the rest of a word.
    pub insert_replace: bool,
    /// Items may be explained in Markdown.
    pub markdown: bool,
}

/// How a client shows outlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlining {
    /// As trees.
    pub trees: bool,
}

impl Abilities {
    /// Of a client that says this of itself.
    pub fn of(capabilities: &ClientCapabilities) -> Self {
        let Some(text) = capabilities.text_document.as_ref() else {
            return Self { symbols: symbols(capabilities), ..Self::default() };
        };
        let workspace = capabilities.workspace.as_ref();
        let hint_workspace = workspace.and_then(|it| it.inlay_hint.as_ref());
        let token_workspace = workspace.and_then(|it| it.semantic_tokens.as_ref());
        let outlining =
            |it: &DocumentSymbolClientCapabilities| Outlining { trees: it.hierarchical_document_symbol_support.unwrap_or_default() };
        Self {
            completes: completing(text.completion.as_ref().and_then(|it| it.completion_item.as_ref())),
            outlines: text.document_symbol.as_ref().map(outlining).unwrap_or_default(),
            folds: text.folding_range.as_ref().map(|it| it.range_limit.map_or(usize::MAX, |limit| limit as usize)),
            links: text.document_link.as_ref().map(|it| it.tooltip_support.unwrap_or_default()),
            hints: text.inlay_hint.is_some(),
            refreshes_hints: hint_workspace.and_then(|it| it.refresh_support).unwrap_or_default(),
            colours: text.semantic_tokens.as_ref().and_then(tokens::Legend::of),
            refreshes_colours: token_workspace.and_then(|it| it.refresh_support).unwrap_or_default(),
            symbols: symbols(capabilities),
        }
    }

    /// Adds what the client can use to what the server can do.
    pub fn add_to(&self, server: &mut ServerCapabilities) {
        server.completion_provider = Some(CompletionOptions { resolve_provider: Some(true), ..CompletionOptions::default() });
        server.document_symbol_provider = Some(OneOf::Left(true));
        server.folding_range_provider = self.folds.map(|_| FoldingRangeProviderCapability::Simple(true));
        server.document_link_provider = self
            .links
            .map(|_| DocumentLinkOptions { resolve_provider: Some(false), work_done_progress_options: WorkDoneProgressOptions::default() });
        server.inlay_hint_provider = self.hints.then_some(OneOf::Left(true));
        server.semantic_tokens_provider = self.colours.map(|legend| {
            SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                legend: legend.names(),
                range: Some(legend.range),
                full: Some(SemanticTokensFullOptions::Bool(legend.full)),
                ..SemanticTokensOptions::default()
            })
        });
        server.workspace_symbol_provider = self.symbols.map(|_| OneOf::Left(true));
    }
}

fn completing(item: Option<&CompletionItemCapability>) -> Completing {
    let Some(item) = item else { return Completing::default() };
    let tags = item.tag_support.as_ref().is_some_and(|tags| tags.value_set.contains(&CompletionItemTag::DEPRECATED));
    Completing {
        snippets: item.snippet_support.unwrap_or_default(),
        label_details: item.label_details_support.unwrap_or_default(),
        tags,
        insert_replace: item.insert_replace_support.unwrap_or_default(),
        markdown: item.documentation_format.as_ref().is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
    }
}

fn symbols(capabilities: &ClientCapabilities) -> Option<bool> {
    let symbol = capabilities.workspace.as_ref()?.symbol.as_ref()?;
    Some(symbol.tag_support.as_ref().is_some_and(|tags| tags.value_set.contains(&SymbolTag::DEPRECATED)))
}
