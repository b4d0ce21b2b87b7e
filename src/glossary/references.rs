//! Ids that point at nothing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::report::Report;
use super::{Glossary, Phrase};
use crate::messages::FormatMessage as Message;
use crate::nearest::nearest;
use crate::span::Span;

/// How many ids may be compared in one file to guess what was meant: a file full of dangling ids must not take their square.
const MOST_COMPARISONS: usize = 300_000;

/// Reports the ids of `see` that are no term's, and those of `replaced by` that are neither a term's nor an entry's.
/// `terms` holds the ids of all terms.
pub(super) fn check(glossary: &Glossary, terms: &HashMap<Cow<str>, Span>, report: &mut Report) {
    let mut guesses = Guesses { comparisons_left: MOST_COMPARISONS };
    for phrase in glossary.terms.iter().flat_map(|term| &term.see) {
        if !terms.contains_key(phrase.text.as_str()) {
            let ids = glossary.terms.iter().map(|term| term.id.as_str());
            guesses.report(phrase, ids, terms.len(), report);
        }
    }
    let mut entries: Option<HashSet<&str>> = None;
    for phrase in glossary.reviews().filter_map(|review| review.replaced_by.as_ref()) {
        let entries = entries.get_or_insert_with(|| glossary.entries.iter().map(|entry| entry.id.as_str()).collect());
        if !terms.contains_key(phrase.text.as_str()) && !entries.contains(phrase.text.as_str()) {
            let ids = glossary.terms.iter().map(|term| term.id.as_str()).chain(glossary.entries.iter().map(|entry| entry.id.as_str()));
            guesses.report(phrase, ids, terms.len() + entries.len(), report);
        }
    }
}

struct Guesses {
    comparisons_left: usize,
}

impl Guesses {
    fn report<'a>(&mut self, phrase: &Phrase, ids: impl Iterator<Item = &'a str>, count: usize, report: &mut Report) {
        let affordable = count <= self.comparisons_left;
        self.comparisons_left = self.comparisons_left.saturating_sub(count);
        let nearest = if affordable { nearest(&phrase.text, ids, 1).first().map(|&id| id.to_owned()) } else { None };
        report.warning(phrase.span, Message::UnknownReference { id: phrase.text.clone(), nearest });
    }
}
