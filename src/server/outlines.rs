//! Outlines, folds, links and hints as the protocol writes them.

use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::lsp_types::*;

use super::abilities::Outlining;
use super::convert;
use super::snapshot::Snapshot;
use crate::feature::outline::{self, Symbol};
use crate::feature::{folding, hints, links, symbols};
use crate::glossary::Glossary;
use crate::span::Span;
use crate::text::Encoding;
use crate::workspace::Source;

/// No more symbols are found at once.
const MOST_SYMBOLS: usize = 200;

/// The outline of a glossary's file; `None` for other texts, whose headings are others' work.
pub fn outline(snapshot: &Snapshot, client: Outlining) -> Option<DocumentSymbolResponse> {
    let outline = outline::outline(&snapshot.own()?.glossary);
    if client.trees {
        return Some(DocumentSymbolResponse::Nested(outline.into_iter().map(|symbol| tree(snapshot, symbol)).collect()));
    }
    let mut flat = Vec::new();
    outline.into_iter().for_each(|symbol| flatten(snapshot, symbol, None, &mut flat));
    Some(DocumentSymbolResponse::Flat(flat))
}

/// Kinds of the protocol's first version, which every client knows.
const fn symbol_kind(kind: outline::Kind) -> SymbolKind {
    match kind {
        outline::Kind::Section => SymbolKind::NAMESPACE,
        outline::Kind::Entry => SymbolKind::STRING,
        outline::Kind::Term => SymbolKind::CONSTANT,
    }
}

#[allow(deprecated, reason = "the protocol's type has a field that must be named")]
fn tree(snapshot: &Snapshot, symbol: Symbol) -> DocumentSymbol {
    let range = |span| convert::range(snapshot.text(), span, snapshot.encoding);
    let children: Vec<DocumentSymbol> = symbol.children.into_iter().map(|child| tree(snapshot, child)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(symbol.span),
        selection_range: range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

fn flatten(snapshot: &Snapshot, symbol: Symbol, container: Option<&str>, flat: &mut Vec<SymbolInformation>) {
    let range = convert::range(snapshot.text(), symbol.span, snapshot.encoding);
    flat.push(information(symbol.name.clone(), symbol_kind(symbol.kind), Location::new(snapshot.uri.clone(), range), container, None));
    symbol.children.into_iter().for_each(|child| flatten(snapshot, child, Some(&symbol.name), flat));
}

#[allow(deprecated, reason = "the protocol's type has a field that must be named")]
fn information(
    name: String,
    kind: SymbolKind,
    location: Location,
    container: Option<&str>,
    tags: Option<Vec<SymbolTag>>,
) -> SymbolInformation {
    SymbolInformation { name, kind, tags, deprecated: None, location, container_name: container.map(str::to_owned) }
}

/// The entries and terms of glossaries that `query` fits, those of projects before those that come with the program; nothing where nobody waits for them any more.
pub fn symbols(
    serving: Vec<&Source>,
    query: &str,
    tags: bool,
    encoding: Encoding,
    cancelled: &AtomicBool,
) -> Option<Vec<SymbolInformation>> {
    let mut sources: Vec<_> = serving.into_iter().filter_map(|source| Some((source, source.path.as_deref()?))).collect();
    sources.sort_by_key(|(source, path)| (source.is_embedded(), *path));
    let own = sources.partition_point(|(source, _)| !source.is_embedded());
    let read: Vec<&Glossary> = sources.iter().map(|(source, _)| source.glossary.as_ref()).collect();
    let mut found = symbols::symbols(&read[..own], query, MOST_SYMBOLS);
    let others = symbols::symbols(&read[own..], query, MOST_SYMBOLS - found.len());
    found.extend(others.into_iter().map(|it| symbols::Found { glossary: own + it.glossary, ..it }));
    if cancelled.load(Ordering::Relaxed) {
        return None;
    }
    let located = found.into_iter().filter_map(|it| {
        let (source, path) = sources[it.glossary];
        let location = Location::new(Url::from_file_path(path).ok()?, convert::range(&source.text, it.span, encoding));
        let kind = symbol_kind(if it.is_entry { outline::Kind::Entry } else { outline::Kind::Term });
        let tags = (tags && it.deprecated).then(|| vec![SymbolTag::DEPRECATED]);
        Some(information(it.name.to_owned(), kind, location, Some(it.container).filter(|it| !it.is_empty()), tags))
    });
    Some(located.collect())
}

/// What of a glossary's file folds; lines alone, which every client can fold.
pub fn folds(snapshot: &Snapshot, most: usize) -> Option<Vec<FoldingRange>> {
    let glossary = snapshot.own()?.glossary;
    let folds = folding::folds(&snapshot.text().to_string(), &glossary, most);
    let line = |byte: usize| snapshot.text().point_of(byte, snapshot.encoding).line;
    let fold = |it: folding::Fold| FoldingRange {
        start_line: line(it.span.start),
        end_line: line(it.span.end),
        kind: Some(match it.kind {
            folding::Kind::Part => FoldingRangeKind::Region,
            folding::Kind::Remark => FoldingRangeKind::Comment,
        }),
        ..FoldingRange::default()
    };
    Some(folds.into_iter().map(fold).collect())
}

/// The links of a glossary's file.
pub fn links(snapshot: &Snapshot, tooltips: bool) -> Option<Vec<DocumentLink>> {
    let glossary = snapshot.own()?.glossary;
    let link = |it: links::Link| {
        let line = snapshot.text().point_of(it.target.start, snapshot.encoding).line + 1;
        let mut target = snapshot.uri.clone();
        target.set_fragment(Some(&format!("L{line}")));
        let range = convert::range(snapshot.text(), it.span, snapshot.encoding);
        DocumentLink { range, target: Some(target), tooltip: tooltips.then_some(it.name), data: None }
    };
    Some(links::links(&glossary).into_iter().map(link).collect())
}

/// What the acronyms in a range of a text stand for, where its reader wants to see that.
pub fn hints(snapshot: &Snapshot, range: Range) -> Option<Vec<InlayHint>> {
    if snapshot.serving.features.inlay_hints != Some(true) || snapshot.serving.may_be_glossary() {
        return None;
    }
    let matcher = snapshot.document.matcher();
    let range = convert::span(snapshot.text(), range, snapshot.encoding);
    let hint = |it: hints::Hint| {
        let position = convert::range(snapshot.text(), Span::new(it.offset, it.offset), snapshot.encoding).start;
        let label = format!("({})", it.expansion);
        InlayHint {
            position,
            text_edits: Some(vec![TextEdit::new(Range::new(position, position), format!(" {label}"))]),
            label: label.into(),
            kind: None,
            tooltip: Some(matcher.glossary(it.term).entry(matcher.term(it.term)).heading.clone().into()),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    };
    Some(hints::hints(&snapshot.document, range).into_iter().map(hint).collect())
}
