//! Rule `term`: a glossary explains this. Said once a document, at the first mark of each term, or at every mark; but not where another rule
//! speaks of the form, because its finding says the same sentence of the answer, and nobody wants to see one word marked twice.

use std::collections::HashSet;

use super::tally::{Place, Remark};
use super::{Linter, Occurrences, Rule};
use crate::matcher::company::Mark;
use crate::matcher::{Matcher, TermRef};
use crate::messages::Message;
use crate::span::Span;

/// The marks of a stretch that can be the first of their term in the document: none with a remark, those in order of place; and of each form the
/// first, because the merge may leave out the others. Where comments may silence some of them that is every one; elsewhere only a comment before
/// the stretch can, and it silences the first line or everything.
pub(super) fn candidates(
    linter: &Linter,
    marks: &[Mark],
    remarks: &[Remark],
    first_line: Option<Span>,
    has_directives: bool,
) -> Vec<Place> {
    if !linter.is_on(Rule::Term) {
        return Vec::new();
    }
    let all = has_directives || linter.rules.occurrences == Occurrences::All;
    let mut seen = HashSet::new();
    let is_candidate = |place: &Place| {
        let on_first_line = first_line.is_some_and(|line| line.contains(Span::new(place.span.start, place.span.start)));
        all || seen.insert((place.term, place.form, on_first_line))
    };
    let is_free = |place: &Place| remarks.binary_search_by_key(&place.span, |remark| remark.span).is_err();
    marks.iter().map(Place::of).filter(is_free).filter(is_candidate).collect()
}

pub(super) fn message(linter: &Linter, place: &Place) -> Message {
    let glossary = linter.matcher.glossary(place.term);
    let question = glossary.entry(linter.matcher.term(place.term)).heading.clone();
    let facts = linter.facts.of(&linter.matcher, place.term);
    Message::Explained { question, sentence: facts.sentence(&linter.matcher, place.term).to_owned() }
}

/// The terms that were met already: a flag for each, because a merge asks about many.
pub(super) struct Seen {
    /// Where the terms of each glossary start among the flags.
    offsets: Vec<usize>,
    flags: Vec<bool>,
}

impl Seen {
    pub fn new(matcher: &Matcher) -> Self {
        let mut total = 0;
        let mut offsets = Vec::new();
        for glossary in matcher.glossaries() {
            offsets.push(total);
            total += glossary.terms.len();
        }
        Self { offsets, flags: vec![false; total] }
    }

    /// Whether `term` was not met before; from now on it was.
    pub fn insert(&mut self, term: TermRef) -> bool {
        let offset = self.offsets.get(term.glossary as usize).copied().unwrap_or_default();
        self.flags.get_mut(offset + term.term as usize).is_some_and(|flag| !std::mem::replace(flag, true))
    }

    pub fn contains(&self, term: TermRef) -> bool {
        let offset = self.offsets.get(term.glossary as usize).copied().unwrap_or_default();
        self.flags.get(offset + term.term as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{GLOSSARY, check, drawn};
    use super::*;
    use crate::lint::Rules;

    #[test]
    fn the_first_of_each_term() {
        check(
            Rule::Term,
            &[
                ("once", "Un ‹levain› et un ‹lot› : du levain par lot."),
                ("any form", "Une ‹fournée› ; une fournée, un ‹levain›."),
                ("not where a form is to be avoided", "Un chef, un ‹levain›, un levain."),
                ("nor is forbidden", "Un bacth, un ‹lot›."),
                ("nor for another letter case", "Chez danone, ‹Danone›."),
                ("nor where another form is usual", "Une fournée, un ‹lot›, un lot."),
                ("nowhere else", "Un chef."),
            ],
        );
    }

    #[test]
    fn every_one_where_asked() {
        let mut rules = Rules::default();
        rules.occurrences = Occurrences::All;
        assert_eq!(drawn(GLOSSARY, "Un levain, du levain.", Rule::Term, &rules), "Un ‹levain›, du ‹levain›.");
        let text = "Un ‹lot›, un chef, une fournée, un ‹lot›.";
        assert_eq!(drawn(GLOSSARY, &text.replace(['‹', '›'], ""), Rule::Term, &rules), text, "once a place");
        let mut ignoring = Rules::default();
        ignoring.ignored_terms = vec!["levain".to_owned()];
        assert_eq!(drawn(GLOSSARY, "Un levain, un lot, un chef.", Rule::Term, &ignoring), "Un levain, un ‹lot›, un chef.");
        assert_eq!(drawn(GLOSSARY, "Un chef.", Rule::DeprecatedForm, &ignoring), "Un chef.");
        let mut off = rules;
        off.set(Rule::Term, None);
        assert_eq!(drawn(GLOSSARY, "Un levain, du levain.", Rule::Term, &off), "Un levain, du levain.");
    }

    #[test]
    fn says_the_question_and_the_first_sentence() {
        let findings = super::super::tests::findings(GLOSSARY, "Un levain.", &Rules::default());
        let said = Message::Explained { question: "Qu'est-ce que le levain ?".into(), sentence: "Une pâte vivante.".into() };
        assert_eq!(findings[0].message, said);
    }
}
