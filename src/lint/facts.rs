//! What the rules need to know about terms, worked out once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::gender::{self, Gender};
use super::inconsistent_form::Rivals;
use crate::glossary::{Glossary, Term, answer};
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

/// A term, and the text of one of its forms.
type FormOfTerm = (TermRef, Box<str>);

/// Of every term that was asked about. A glossary may have hundreds of thousands, a text uses a few.
#[derive(Debug, Default)]
pub(super) struct FactsOfTerms {
    known: Mutex<Known>,
    genders: Mutex<HashMap<FormOfTerm, Option<Gender>>>,
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

    /// The gender of a form of a term (or of what is to be written instead): as its letters tell it, and what the glossary writes before it, where
    /// these do not contradict each other.
    pub fn gender(&self, matcher: &Matcher, term: TermRef, form: &str) -> Option<Gender> {
        let mut known = self.genders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gender) = known.get(&(term, form.into())) {
            return *gender;
        }
        let glossary = matcher.glossary(term);
        let is_french = glossary.language.as_ref().is_some_and(|language| language.primary() == "fr");
        let shown = if is_french { gender::shown(form, texts(glossary, matcher.term(term))) } else { None };
        let gender = match (gender::gender(form), shown) {
            (Some(one), Some(other)) if one != other => None,
            (by_letters, shown) => by_letters.or(shown),
        };
        known.insert((term, form.into()), gender);
        gender
    }

    /// Whether some term has this id.
    pub fn is_term(&self, matcher: &Matcher, id: &str) -> bool {
        let terms = || matcher.glossaries().iter().flat_map(|glossary| &glossary.terms);
        self.ids.get_or_init(|| terms().map(|term| term.id.as_str().into()).collect()).contains(id)
    }
}

/// No more entries of a glossary are looked through, besides the term's own.
const MOST_ENTRIES: usize = 5_000;

/// What a glossary says to its readers, and the examples of the term.
fn texts<'a>(glossary: &'a Glossary, term: &'a Term) -> impl Iterator<Item = &'a str> {
    let entries = glossary.entries.get(term.entry).into_iter().chain(glossary.entries.iter().take(MOST_ENTRIES));
    let examples = term.examples.iter().map(|example| example.text.as_str());
    entries.flat_map(|entry| [entry.heading.as_str(), entry.answer.as_str()]).chain(examples)
}
