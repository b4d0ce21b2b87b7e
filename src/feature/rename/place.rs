//! Which form a cursor points at.

use std::sync::Arc;

use crate::document::{Document, Part};
use crate::feature::glossary_place::{self, Kind};
use crate::glossary::Glossary;
use crate::matcher::TermRef;
use crate::messages::IndexMessage;
use crate::span::Span;

/// A form that is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<T> {
    /// The words, in bytes of the document.
    pub span: Span,
    /// Whose form.
    pub term: T,
    /// Which form: index into the term's `forms`.
    pub form: usize,
}

/// The form that is marked at byte `offset` of a text.
pub fn in_text(document: &Document, offset: usize) -> Result<Named<TermRef>, IndexMessage> {
    let touches = |(start, part): (usize, &Arc<Part>)| {
        let mut spans = part.marks.iter().map(|mark| (mark.occurrence.span.shifted(start), mark.occurrence));
        // A cursor between two words belongs to the one that starts there.
        spans.rfind(|(span, _)| span.touches(offset))
    };
    let around = document.parts().iter().filter(|(start, part)| Span::new(*start, start + part.chunk.length).touches(offset));
    let (span, occurrence) = around.filter_map(touches).last().ok_or(IndexMessage::NoForm)?;
    Ok(Named { span, term: occurrence.term, form: occurrence.form as usize })
}

/// The form that is written at byte `offset` of a glossary's own file.
pub fn in_glossary(glossary: &Glossary, offset: usize) -> Result<Named<usize>, IndexMessage> {
    match glossary_place::at(glossary, offset) {
        Some(place) => match place.kind {
            Kind::Form(term, form) => Ok(Named { span: glossary.terms[term].forms[form].inside, term, form }),
            _ => Err(IndexMessage::NotAForm),
        },
        None => Err(IndexMessage::NotAForm),
    }
}
