//! From a word to the place in the glossary that explains it.

use super::glossary_place::{self, Kind};
use super::place;
use crate::document::Document;
use crate::glossary::{Entry, Glossary, Term};
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
        let (whole, selection) = explanation(term, matcher.glossary(reference).entry(term));
        Target { origin, term: reference, whole, selection }
    };
    answering.into_iter().map(target).collect()
}

/// A place that explains what a glossary names elsewhere in the same file. All in bytes of that file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnTarget {
    /// What names it.
    pub origin: Span,
    /// The entry with its answer or the list item.
    pub whole: Span,
    /// The heading, or the item.
    pub selection: Span,
}

/// The place that an id or a form at byte `offset` of a glossary's own file leads to.
pub fn own_target(glossary: &Glossary, offset: usize) -> Option<OwnTarget> {
    let place = glossary_place::at(glossary, offset)?;
    let (whole, selection) = match place.kind {
        Kind::Heading(_) => return None,
        Kind::EntryReplacement(entry) => (glossary.entries[entry].span, glossary.entries[entry].heading_span),
        Kind::Id(term) | Kind::Form(term, _) | Kind::See(term) | Kind::Replacement(term) => {
            let term = &glossary.terms[term];
            explanation(term, glossary.entry(term))
        }
    };
    Some(OwnTarget { origin: place.span, whole, selection })
}

/// What explains a term, as a whole and in short: the entry and its heading, or the item.
pub fn explanation(term: &Term, entry: &Entry) -> (Span, Span) {
    term.item.as_ref().map_or((entry.span, entry.heading_span), |item| (item.span, item.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn from_a_glossary_to_itself() {
        let text = "### Pain\n\n> [!NOTE]\n> replaced by: four-a-pain\n\n> **term pain** · fr : pain · see: mie\n\n- La mie.\n\n  > **term mie** · fr : mie\n\n### Four à pain\n\nChaud.\n";
        let (glossary, _) = glossary::read(text);
        for (before, word, expected) in [
            ("see: ", "mie", Some("- La mie.")),
            ("by: ", "four-a-pain", Some("### Four à pain")),
            ("fr : ", "pain", Some("### Pain")),
            ("term ", "mie", Some("- La mie.")),
            ("### ", "Pain", None),
            ("- La ", "mie", None),
        ] {
            let offset = text.find(&format!("{before}{word}")).unwrap() + before.len();
            let target = own_target(&glossary, offset);
            assert_eq!(target.map(|target| text[target.selection.range()].trim_end()), expected, "{before}{word}");
            assert!(target.is_none_or(|target| target.whole.contains(target.selection) && &text[target.origin.range()] == word));
        }
    }
}
