//! Rule `unused-term`: no text uses a term of the glossary. Not said of a text but of the glossary, when whole folders are linted.

use std::collections::HashSet;

use super::Rule;
use crate::glossary::{Glossary, Problem, Severity};
use crate::matcher::Matcher;
use crate::matcher::company::Mark;
use crate::messages::{Message, RuleMessage};

/// The ids of the terms that texts use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsedTerms(HashSet<String>);

impl UsedTerms {
    /// Takes note of marks of a text.
    pub fn add<'a>(&mut self, marks: impl IntoIterator<Item = &'a Mark>, matcher: &Matcher) {
        let terms = marks.into_iter().flat_map(|mark| std::iter::once(mark.occurrence.term).chain(mark.also.iter().copied()));
        terms.for_each(|term| self.note(&matcher.term(term).id));
    }

    /// Some text uses the term with this id.
    pub fn note(&mut self, id: &str) {
        if !self.0.contains(id) {
            self.0.insert(id.to_owned());
        }
    }

    /// Takes over what others noted.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The terms of `glossary` that no text uses, at the places of their ids. Those that are never marked are in no text.
    pub fn unused(&self, glossary: &Glossary, severity: Severity) -> Vec<Problem> {
        let unused = glossary.terms.iter().filter(|term| term.marks && !term.forms.is_empty() && !self.0.contains(&term.id));
        let problem = |term: &crate::glossary::Term| {
            let message = Message::from(RuleMessage::UnusedTerm { term: term.id.clone() });
            Problem { span: term.id_span, severity, message }
        };
        unused.map(problem).collect()
    }
}

/// The same as findings.
pub fn findings(problems: Vec<Problem>) -> impl Iterator<Item = super::Finding> {
    problems.into_iter().map(|Problem { span, severity, message }| super::Finding {
        rule: Rule::UnusedTerm,
        span,
        severity,
        message,
        term: None,
        form: None,
        fix: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{GLOSSARY, matcher};
    use super::*;
    use crate::document::{self, Manner};
    use crate::prose::Format;

    #[test]
    fn terms_without_marks() {
        let matcher = matcher(GLOSSARY);
        let mut used = UsedTerms::default();
        for text in
            ["Un levain, deux lots, une autolyse.", "Une pousse, la cuisson du pain, Danone et le TGV, Hestia Four, GitHub, un vieux mot."]
        {
            let mut here = UsedTerms::default();
            here.add(&document::read(text, &Manner { format: Format::Plain, ..Manner::default() }, &matcher).marks, &matcher);
            used.extend(here);
        }
        let glossary = matcher.glossaries()[0].as_ref().clone();
        let unused = used.unused(&glossary, Severity::Hint);
        let ids: Vec<&str> = unused.iter().map(|problem| &GLOSSARY[problem.span.range()]).collect();
        assert_eq!(ids, ["hst", "hsr", "abv", "baking"]);
        assert!(findings(unused).all(|it| it.rule == Rule::UnusedTerm && it.severity == Severity::Hint));
    }
}
