//! What one stretch of a text holds for the rules, whatever stands before and behind it.

use super::replacement::Suggestion;
use super::suppression::{self, Directive};
use super::{Linter, Rule, deprecated_form, forbidden_form, inconsistent_form, letter_case, lines, term};
use crate::language::Language;
use crate::matcher::TermRef;
use crate::matcher::company::Mark;
use crate::messages::Message;
use crate::span::Span;

/// A stretch of a text under the rules. Spans are bytes of the stretch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The marks at which rule `term` may speak, in order.
    pub(super) terms: Vec<Place>,
    /// What the other rules say of single places, in order.
    pub(super) remarks: Vec<Remark>,
    /// How many of them each rule has.
    pub(super) remark_counts: [usize; Rule::ALL.len()],
    /// The forms with rivals, each once.
    pub(super) uses: Vec<FormUse>,
    /// The suppression comments, in order.
    pub(super) directives: Vec<Directive>,
    /// The first line with words outside comments.
    pub(super) first_line: Option<Span>,
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub span: Span,
    pub term: TermRef,
    pub form: u32,
}

impl Place {
    pub fn of(mark: &Mark) -> Self {
        Self { span: mark.occurrence.span, term: mark.occurrence.term, form: mark.occurrence.form }
    }
}

/// What a rule says of one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remark {
    pub rule: Rule,
    pub span: Span,
    pub about: About,
}

/// What a remark is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum About {
    /// A form.
    Form { place: Place, suggestion: Box<Suggestion> },
    /// A comment.
    Comment(Box<Message>),
}

/// Where a form is used that has rivals in its term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormUse {
    /// The number of its wording among those of all terms with rivals.
    pub wording: usize,
    pub places: Vec<Place>,
}

/// What rules need to look at a place.
pub(super) struct Stretch<'a> {
    pub linter: &'a Linter,
    pub source: &'a str,
    pub language: Option<&'a Language>,
}

pub(super) fn tally(linter: &Linter, source: &str, marks: &[Mark], comments: &[Span], language: Option<&Language>) -> Tally {
    let stretch = Stretch { linter, source, language };
    let (directives, mut remarks) = suppression::read(linter, source, comments);
    remarks.extend(marks.iter().filter_map(|mark| remark(&stretch, mark)));
    remarks.sort_by_key(|remark| remark.span);
    let mut remark_counts = [0; Rule::ALL.len()];
    for remark in &remarks {
        remark_counts[remark.rule as usize] += 1;
    }
    let first_line = lines::first_with_words(source, comments);
    let terms = term::candidates(linter, marks, first_line, !directives.is_empty());
    Tally { terms, remarks, remark_counts, uses: inconsistent_form::uses(linter, marks), directives, first_line }
}

/// What the rules over single marks say.
fn remark(stretch: &Stretch, mark: &Mark) -> Option<Remark> {
    let occurrence = &mark.occurrence;
    let form = stretch.linter.matcher.form(occurrence);
    let (rule, suggestion) = deprecated_form::check(stretch, occurrence, form)
        .map(|suggestion| (Rule::DeprecatedForm, suggestion))
        .or_else(|| forbidden_form::check(stretch, occurrence, form).map(|suggestion| (Rule::ForbiddenForm, suggestion)))
        .or_else(|| letter_case::check(stretch, occurrence, form).map(|suggestion| (Rule::LetterCase, suggestion)))?;
    let about = About::Form { place: Place::of(mark), suggestion: Box::new(suggestion) };
    stretch.linter.is_on(rule).then_some(Remark { rule, span: occurrence.span, about })
}
