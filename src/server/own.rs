//! The glossary that a document is.

use std::path::Path;
use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::feature::subject::Own;
use crate::glossary::{self, Glossary};
use crate::index::TermKey;
use crate::matcher::TermRef;

/// A glossary as the text of an open document has it.
pub struct OwnGlossary {
    /// Its file.
    pub path: Arc<Path>,
    /// What was read.
    pub glossary: Arc<Glossary>,
    /// Its number among the glossaries of the document's matcher, if it is one of them.
    pub number: Option<u32>,
}

impl OwnGlossary {
    /// As the features see it.
    pub fn as_own(&self) -> Own<'_> {
        Own { glossary: &self.glossary, number: self.number }
    }

    /// Which of its terms is which in the workspace.
    pub fn key(&self, term: &str) -> TermKey {
        TermKey { glossary: Arc::clone(&self.path), term: term.to_owned() }
    }
}

impl Snapshot {
    /// The glossary that the document is, if it is one. Reads it where nobody has read this very text: not for the server's own thread.
    pub fn own(&self) -> Option<OwnGlossary> {
        let path = self.serving.path.as_ref().filter(|_| self.serving.may_be_glossary())?;
        let source = self.serving.glossaries.sources().iter().find(|source| source.path.as_deref() == Some(path));
        let read = source.filter(|source| source.text.rope() == self.text().rope()).map(|source| Arc::clone(&source.glossary));
        let glossary = read.unwrap_or_else(|| Arc::new(glossary::read(&self.text().to_string()).0));
        let mut numbers = 0..self.document.matcher().glossaries().len() as u32;
        let number = numbers.find(|&number| self.serving.source(number).is_some_and(|source| source.path.as_deref() == Some(path)));
        Some(OwnGlossary { path: Arc::clone(path), glossary, number })
    }

    /// Which term of the workspace a term of the document's matcher is.
    pub fn key(&self, term: TermRef) -> Option<TermKey> {
        let glossary = Arc::from(self.serving.source(term.glossary)?.file());
        Some(TermKey { glossary, term: self.document.matcher().term(term).id.clone() })
    }

    /// Which term of the document's matcher a term of the workspace is.
    pub fn reference(&self, key: &TermKey) -> Option<TermRef> {
        let matcher = self.document.matcher();
        matcher.reference(&key.term, |number| self.serving.source(number).is_some_and(|source| source.file() == &*key.glossary))
    }
}
