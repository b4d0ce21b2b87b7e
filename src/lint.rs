//! What is worth saying about a text: rules over its marks, each in its own file, to one list of findings.
//!
//! In two steps, so that an edit costs no more than its neighbourhood. [`Linter::tally`] looks at one stretch of a text and keeps what
//! does not depend on the others; the merge puts the tallies of a whole text together, and makes findings only where something changed:
//! see [`Tallies`]. Both shells show these findings as they are: severities, suppression comments and limits are applied here.

mod acronym_first_use;
mod acronyms;
mod candidate;
mod deprecated_form;
mod digest;
mod facts;
pub mod fixes;
mod forbidden_form;
mod foreign_form;
mod gender;
mod help;
mod inconsistent_form;
mod joint;
mod letter_case;
mod lines;
mod merge;
mod names;
mod proper_name;
mod replacement;
mod silencing;
mod suppression;
mod tallies;
mod tally;
mod term;
mod term_first_use;
#[cfg(test)]
mod tests;
mod undefined_acronym;
mod unused_term;
mod wording;

use std::sync::Arc;

pub use crate::config::{Occurrences, Rule, Rules};
pub use help::Help;
pub(crate) use joint::{Joint, Surroundings, joint_by_sound};
pub(crate) use replacement::{better, renamed};
pub use tallies::{Report, Tallies};
pub use tally::Tally;
pub use unused_term::{UsedTerms, findings as unused_terms};
pub(crate) use wording::Wording;

use crate::document::Reading;
use crate::glossary::Severity;
use crate::language::Language;
use crate::matcher::company::Mark;
use crate::matcher::{Matcher, TermRef};
use crate::messages::Message;
use crate::prose::Format;
use crate::span::Span;
use facts::FactsOfTerms;
use merge::{Group, Stretch};

/// Something said about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// Where, in bytes of the source; of the part, where a text is looked at in parts.
    pub span: Span,
    /// How loud.
    pub severity: Severity,
    /// What; below its first line stands why.
    pub message: Message,
    /// The term it is about; `None` where it is about a comment.
    pub term: Option<TermRef>,
    /// The form that is written there: index into the term's `forms`.
    pub form: Option<u32>,
    /// What a machine may do about it.
    pub fix: Option<Fix>,
}

/// An edit that mends a finding, whatever stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced: bytes as in [`Finding::span`].
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// At most so many findings of a rule are shown for a document; the last one then says how many more there are.
pub const MOST_FINDINGS: usize = 1_000;

/// The rules that hold for a text, over the glossaries that serve it. Remembers what it learns about terms: make one for a document, and
/// another when its glossaries or rules change.
#[derive(Debug)]
pub struct Linter {
    matcher: Arc<Matcher>,
    rules: Rules,
    /// Of the text.
    format: Format,
    facts: FactsOfTerms,
    /// How many findings of each rule it gives for a text.
    most: usize,
}

impl Linter {
    /// A linter that has learnt nothing yet; costs next to nothing.
    pub fn new(matcher: Arc<Matcher>, rules: Rules, format: Format) -> Self {
        Self { matcher, rules, format, facts: FactsOfTerms::default(), most: MOST_FINDINGS }
    }

    /// The same linter, giving all findings: for those who compare them or choose among them.
    pub fn unlimited(self) -> Self {
        Self { most: usize::MAX, ..self }
    }

    /// The glossaries it speaks for.
    pub fn matcher(&self) -> &Arc<Matcher> {
        &self.matcher
    }

    /// Whether it is the linter for texts with these glossaries, rules and format.
    pub fn is_for(&self, matcher: &Arc<Matcher>, rules: &Rules, format: Format) -> bool {
        Arc::ptr_eq(&self.matcher, matcher) && self.rules == *rules && self.format == format
    }

    /// The rules it applies.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What one stretch of a text holds that starts at the text's byte `at`. `source` is the stretch; `marks`, `comments` and the tally speak
    /// of its bytes. `language` is the text's.
    /// A stretch begins and ends at a line's start, and no block of the text goes on over its end.
    pub fn tally(&self, at: usize, source: &str, marks: &[Mark], comments: &[Span], language: Option<&Language>) -> Tally {
        if self.rules.ignored_terms.is_empty() {
            return tally::tally(self, at, source, marks, comments, language);
        }
        let marks: Vec<Mark> = marks.iter().filter(|mark| !self.ignores(mark)).cloned().collect();
        tally::tally(self, at, source, &marks, comments, language)
    }

    /// All findings of a whole text, by place.
    pub fn check(&self, source: &str, reading: &Reading) -> Vec<Finding> {
        let tally = self.tally(0, source, &reading.marks, &reading.comments, reading.language.as_ref());
        let mut findings = Vec::new();
        merge::merge(self, &mut [Group::new(vec![Stretch::new(tally)])], &mut |_, _, found| findings = found);
        findings
    }

    fn ignores(&self, mark: &Mark) -> bool {
        self.rules.ignored_terms.contains(&self.matcher.term(mark.occurrence.term).id)
    }

    fn is_on(&self, rule: Rule) -> bool {
        self.rules.severity(rule).is_some()
    }
}

/// All findings of a whole text, by place: for those who look at it once.
pub fn check(source: &str, reading: &Reading, format: Format, matcher: &Arc<Matcher>, rules: &Rules) -> Vec<Finding> {
    Linter::new(Arc::clone(matcher), rules.clone(), format).check(source, reading)
}
