//! Coloured stretches as the protocol writes them.

use tower_lsp::lsp_types::*;

use super::snapshot::Snapshot;
use crate::feature::tokens::{self, Kind, Token};
use crate::span::Span;
use crate::text::Point;

/// Which types and modifiers the client has a colour for. Others are not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legend {
    has_type: [bool; KINDS.len()],
    has_deprecated: bool,
    /// It asks for whole documents.
    pub full: bool,
    /// It asks for a part of a document.
    pub range: bool,
}

const KINDS: [Kind; 3] = [Kind::Term, Kind::Key, Kind::Form];

/// Types that themes have colours for.
fn type_of(kind: Kind) -> SemanticTokenType {
    match kind {
        Kind::Term => SemanticTokenType::TYPE,
        Kind::Key => SemanticTokenType::KEYWORD,
        Kind::Form => SemanticTokenType::STRING,
    }
}

impl Legend {
    /// Of a client that says this of itself; `None` where it asks for nothing that there is.
    pub fn of(client: &SemanticTokensClientCapabilities) -> Option<Self> {
        let full = match &client.requests.full {
            Some(SemanticTokensFullOptions::Bool(full)) => *full,
            Some(SemanticTokensFullOptions::Delta { .. }) => true,
            None => false,
        };
        let legend = Self {
            has_type: KINDS.map(|kind| client.token_types.contains(&type_of(kind))),
            has_deprecated: client.token_modifiers.contains(&SemanticTokenModifier::DEPRECATED),
            full,
            range: client.requests.range.unwrap_or_default(),
        };
        (legend.full || legend.range).then_some(legend)
    }

    /// As it is announced.
    pub fn names(&self) -> SemanticTokensLegend {
        let types = KINDS.into_iter().zip(self.has_type).filter(|(_, has)| *has).map(|(kind, _)| type_of(kind));
        SemanticTokensLegend {
            token_types: types.collect(),
            token_modifiers: if self.has_deprecated { vec![SemanticTokenModifier::DEPRECATED] } else { Vec::new() },
        }
    }

    /// The place of a type in [`Legend::names`].
    fn number(&self, kind: Kind) -> Option<u32> {
        let at = KINDS.iter().position(|other| *other == kind).filter(|&at| self.has_type[at])?;
        u32::try_from(self.has_type[..at].iter().filter(|has| **has).count()).ok()
    }
}

/// The tokens of a document, or of a range of it. `None` for texts where nobody wants them.
pub fn tokens(snapshot: &Snapshot, range: Option<Range>, legend: Legend) -> Option<SemanticTokens> {
    let whole = Span::new(0, snapshot.text().len());
    let range = range.map_or(whole, |range| super::convert::span(snapshot.text(), range, snapshot.encoding));
    let tokens = match snapshot.own() {
        Some(own) => tokens::of_glossary(&own.glossary, range),
        None if snapshot.serving.features.semantic_tokens == Some(true) => tokens::of_document(&snapshot.document, range),
        None => return None,
    };
    let (mut data, mut last) = (Vec::new(), Point::default());
    for Token { span, kind, deprecated } in tokens.into_iter().flat_map(|token| lines(snapshot, token)) {
        let Some(token_type) = legend.number(kind) else { continue };
        let (start, end) = (snapshot.text().point_of(span.start, snapshot.encoding), snapshot.text().point_of(span.end, snapshot.encoding));
        data.push(SemanticToken {
            delta_line: start.line - last.line,
            delta_start: if start.line == last.line { start.character - last.character } else { start.character },
            length: end.character - start.character,
            token_type,
            token_modifiers_bitset: u32::from(deprecated && legend.has_deprecated),
        });
        last = start;
    }
    Some(SemanticTokens { result_id: None, data })
}

/// A token line by line, without what quotes and indents the lines: every client can colour these.
fn lines(snapshot: &Snapshot, token: Token) -> Vec<Token> {
    let text = snapshot.text().slice(token.span);
    let mut at = token.span.start;
    let mut tokens = Vec::new();
    for (number, line) in text.split_inclusive(['\n', '\r']).enumerate() {
        let content = line.trim_end();
        let content = if number == 0 { content } else { content.trim_start_matches([' ', '\t', '>']) };
        let start = at + line.trim_end().len() - content.len();
        if !content.is_empty() {
            tokens.push(Token { span: Span::new(start, start + content.len()), ..token });
        }
        at += line.len();
    }
    tokens
}
