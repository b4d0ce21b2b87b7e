//! What the rules need to know about terms, worked out once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::inconsistent_form::Rivals;
use crate::glossary::answer;
use crate::matcher::{Matcher, TermRef};

/// What is known about one term.
#[derive(Debug)]
pub(super) struct Facts {
    /// Its forms that should not be mixed.
    pub rivals: Rivals,
    sentence: OnceLock<String>,
}

impl Facts {
    /// The first sentence of the answer.
    pub fn sentence(&self, matcher: &Matcher, term: TermRef) -> &str {
        self.sentence.get_or_init(|| answer::first_sentence(matcher.glossary(term).explanation(matcher.term(term))))
    }
}

/// Of every term that was asked about. A glossary may have hundreds of thousands, a text uses a few.
#[derive(Debug, Default)]
pub(super) struct FactsOfTerms {
    known: RwLock<HashMap<TermRef, Arc<Facts>>>,
    ids: OnceLock<HashSet<Box<str>>>,
}

impl FactsOfTerms {
    pub fn of(&self, matcher: &Matcher, term: TermRef) -> Arc<Facts> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&term) {
            return Arc::clone(known);
        }
        let learnt = Arc::new(Facts { rivals: Rivals::of(matcher.term(term)), sentence: OnceLock::new() });
        Arc::clone(self.known.write().unwrap_or_else(PoisonError::into_inner).entry(term).or_insert(learnt))
    }

    /// Whether some term has this id.
    pub fn is_term(&self, matcher: &Matcher, id: &str) -> bool {
        let terms = || matcher.glossaries().iter().flat_map(|glossary| &glossary.terms);
        self.ids.get_or_init(|| terms().map(|term| term.id.as_str().into()).collect()).contains(id)
    }
}
