//! The terms that a cursor points at, in a text or in a glossary's own file.

use super::glossary_place::{self, GlossaryPlace};
use super::place;
use crate::document::Document;
use crate::glossary::Glossary;
use crate::matcher::TermRef;
use crate::span::Span;

/// A glossary whose own file is the document.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// As the document's text has it.
    pub glossary: &'a Glossary,
    /// Its number among the glossaries of the document's matcher, if it is one of them. There it may be of an earlier version.
    pub number: Option<u32>,
}

/// What a cursor points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its words, in bytes of the document.
    pub span: Span,
    /// The terms; never empty.
    pub terms: Vec<Which>,
}

/// A term by where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// By its id, in the glossary whose own file the document is.
    Own(String),
    /// In the document's matcher.
    Serving(TermRef),
}

impl Own<'_> {
    /// What the place at byte `offset` of its file is, with the ids of the terms it names.
    pub fn at(&self, offset: usize) -> Option<(GlossaryPlace, Vec<&str>)> {
        let place = glossary_place::at(self.glossary, offset)?;
        let terms = glossary_place::terms(self.glossary, place.kind);
        Some((place, terms.into_iter().map(|term| self.glossary.terms[term].id.as_str()).collect()))
    }
}

/// The terms at byte `offset` of the document; `own` is the glossary that the document is, if it is one.
pub fn at(document: &Document, own: Option<Own>, offset: usize) -> Option<Subject> {
    if let Some((place, ids)) = own.as_ref().and_then(|own| own.at(offset)).filter(|(_, ids)| !ids.is_empty()) {
        return Some(Subject { span: place.span, terms: ids.into_iter().map(|id| Which::Own(id.to_owned())).collect() });
    }
    let answering = place::at(document, offset)?.answering;
    let (_, span) = *answering.first()?;
    let same_words = answering.into_iter().filter(|&(_, words)| words == span);
    Some(Subject { span, terms: same_words.map(|(term, _)| which(document, own, term)).collect() })
}

/// A term of the document's matcher, known as the own glossary's where it is one of that.
pub fn which(document: &Document, own: Option<Own>, term: TermRef) -> Which {
    if own.is_some_and(|own| own.number == Some(term.glossary)) {
        Which::Own(document.matcher().term(term).id.clone())
    } else {
        Which::Serving(term)
    }
}
