//! Rule `term`: a glossary explains this. Said once a document, at the first mark of each term.

use std::collections::HashSet;

use super::{Finding, Rule};
use crate::document::Reading;
use crate::glossary::{Severity, answer};
use crate::matcher::Matcher;
use crate::messages::Message;

pub(super) fn check(reading: &Reading, matcher: &Matcher) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let first_marks = reading.marks.iter().filter(|mark| seen.insert(mark.occurrence.term));
    first_marks
        .map(|mark| {
            let occurrence = &mark.occurrence;
            let glossary = matcher.glossary(occurrence.term);
            let term = matcher.term(occurrence.term);
            Finding {
                rule: Rule::Term,
                span: occurrence.span,
                severity: Severity::Information,
                message: Message::Explained {
                    question: glossary.entry(term).heading.clone(),
                    sentence: answer::first_sentence(glossary.explanation(term)),
                },
                term: occurrence.term,
                form: occurrence.form,
            }
        })
        .collect()
}
