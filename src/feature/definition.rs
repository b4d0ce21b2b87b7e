//! From a word to the place in the glossary that explains it.

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

/// The targets for `offset`: those of the longest term there, of several where they are equally long.
pub fn targets(document: &Document, offset: usize) -> Vec<Target> {
    let occurrences = document.parts().at(offset);
    let longest = occurrences.first().map(|it| it.span.len());
    let matcher = document.matcher();
    occurrences
        .into_iter()
        .filter(|it| Some(it.span.len()) == longest)
        .map(|occurrence| {
            let term = matcher.term(occurrence.term);
            let entry = matcher.glossary(occurrence.term).entry(term);
            let (whole, selection) = match &term.item {
                Some(item) => (item.span, item.span),
                None => (entry.span, entry.heading_span),
            };
            Target { origin: occurrence.span, term: occurrence.term, whole, selection }
        })
        .collect()
}
