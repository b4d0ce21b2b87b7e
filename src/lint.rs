//! What is worth saying about a text: rules over its reading, each in its own file, to one list of findings.
//!
//! Both shells show these findings as they are: severities are decided and limits applied here.

mod term;

use crate::document::Reading;
use crate::glossary::Severity;
use crate::matcher::{Matcher, TermRef};
use crate::messages::Message;
use crate::span::Span;

/// A rule, by which a finding can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A glossary explains this term.
    Term,
}

impl Rule {
    /// The id that people write in settings.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Term => "term",
        }
    }
}

/// Something said about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// Where, in bytes of the source.
    pub span: Span,
    /// How loud.
    pub severity: Severity,
    /// What.
    pub message: Message,
    /// The term it is about.
    pub term: TermRef,
    /// The form that is written there: index into the term's `forms`.
    pub form: u32,
}

/// At most so many findings of a rule are shown for a document; the last one then says how many more there are.
pub const MOST_FINDINGS: usize = 1_000;

/// All findings, by place.
pub fn check(reading: &Reading, matcher: &Matcher) -> Vec<Finding> {
    limit(term::check(reading, matcher), MOST_FINDINGS)
}

/// Keeps the first `most` findings of one rule and lets the last of them say how many were left out.
fn limit(mut findings: Vec<Finding>, most: usize) -> Vec<Finding> {
    let more = findings.len().saturating_sub(most);
    findings.truncate(most);
    if more > 0
        && let Some(last) = findings.last_mut()
    {
        last.message = Message::AndMore { message: Box::new(last.message.clone()), more };
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limited_findings_say_how_many_more() {
        let finding = Finding {
            rule: Rule::Term,
            span: Span::new(0, 1),
            severity: Severity::Information,
            message: Message::Explained { question: "Q".into(), sentence: "S".into() },
            term: TermRef { glossary: 0, term: 0 },
            form: 0,
        };
        assert_eq!(limit(vec![finding.clone(); 3], 3), vec![finding.clone(); 3]);
        let limited = limit(vec![finding.clone(); 5], 3);
        assert_eq!(limited.len(), 3);
        assert_eq!(limited[2].message, Message::AndMore { message: Box::new(finding.message), more: 2 });
    }
}
