//! From a word to the place in the glossary that explains it.

use super::place;
use crate::document::Document;
use crate::matcher::TermRef;
use crate::span::Span;

/// A place in a glossary that explains the word under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The word, in bytes of the document.
    pub origin: Span,
    /// The term.
    pub term: TermRef,
    /// The entry with its answer or the list item, in bytes of the glossary's file.
    pub whole: Span,
    /// The heading, or the item, in bytes of the glossary's file.
    pub selection: Span,
}

/// The targets for `offset`: those of the terms that answer there.
pub fn targets(document: &Document, offset: usize) -> Vec<Target> {
    let matcher = document.matcher();
    let answering = place::at(document, offset).map(|place| place.answering).unwrap_or_default();
    let target = |(reference, origin): (TermRef, Span)| {
        let term = matcher.term(reference);
        let entry = matcher.glossary(reference).entry(term);
        let (whole, selection) = match &term.item {
            Some(item) => (item.span, item.span),
            None => (entry.span, entry.heading_span),
        };
        Target { origin, term: reference, whole, selection }
    };
    answering.into_iter().map(target).collect()
}
