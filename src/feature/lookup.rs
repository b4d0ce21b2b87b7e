//! From what somebody typed to the terms it names.

use crate::matcher::{Matcher, TermRef};
use crate::nearest;

/// The terms that `word` names: by a form of theirs in any inflection, spelling or letter case, else by their id. Nearest form first.
pub fn terms(matcher: &Matcher, word: &str) -> Vec<TermRef> {
    let word = word.trim();
    let found = matcher.find(word);
    let whole = found.occurrences.iter().filter(|it| it.span.range() == (0..word.len()));
    let mut terms: Vec<TermRef> = whole.map(|it| it.term).collect();
    if terms.is_empty() {
        terms.extend(all(matcher).filter(|&term| matcher.term(term).id == word));
    }
    let mut seen = std::collections::HashSet::new();
    terms.retain(|&term| seen.insert(term));
    terms
}

/// The forms and ids nearest to an unknown `word`, at most `most`.
pub fn suggestions(matcher: &Matcher, word: &str, most: usize) -> Vec<String> {
    let forms = all(matcher).flat_map(|term| matcher.term(term).forms.iter().map(|form| form.text.as_str()));
    nearest::nearest(word, forms, most).into_iter().map(str::to_owned).collect()
}

fn all(matcher: &Matcher) -> impl Iterator<Item = TermRef> + '_ {
    let numbered = matcher.glossaries().iter().enumerate();
    numbered
        .flat_map(|(number, glossary)| (0..glossary.terms.len()).map(move |term| TermRef { glossary: number as u32, term: term as u32 }))
}
