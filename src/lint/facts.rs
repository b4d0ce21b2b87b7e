//! What the rules need to know about terms, worked out once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::inconsistent_form::Rivals;
use crate::glossary::answer;
use crate::matcher::{Matcher, TermRef};

/// What is known about one term.
#[derive(Debug)]
pub(super) struct Facts {
    /// Its forms that should not be mixed.
    pub rivals: Rivals,
    /// Its first wording's number among those of all terms with rivals.
    pub first_wording: usize,
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
    known: Mutex<Known>,
    ids: OnceLock<HashSet<Box<str>>>,
}

#[derive(Debug, Default)]
struct Known {
    facts: HashMap<TermRef, Arc<Facts>>,
    with_rivals: Vec<Arc<Facts>>,
    wordings: usize,
}

impl FactsOfTerms {
    pub fn of(&self, matcher: &Matcher, term: TermRef) -> Arc<Facts> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = known.facts.get(&term) {
            return Arc::clone(facts);
        }
        let rivals = Rivals::of(matcher.term(term));
        let facts = Arc::new(Facts { rivals, first_wording: known.wordings, sentence: OnceLock::new() });
        if !facts.rivals.groups.is_empty() {
            known.wordings += matcher.term(term).forms.len();
            known.with_rivals.push(Arc::clone(&facts));
        }
        known.facts.insert(term, Arc::clone(&facts));
        facts
    }

    /// What is known about the terms with rivals that were asked about so far.
    pub fn with_rivals(&self) -> Vec<Arc<Facts>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).with_rivals.clone()
    }

    /// Whether some term has this id.
    pub fn is_term(&self, matcher: &Matcher, id: &str) -> bool {
        let terms = || matcher.glossaries().iter().flat_map(|glossary| &glossary.terms);
        self.ids.get_or_init(|| terms().map(|term| term.id.as_str().into()).collect()).contains(id)
    }
}
