//! What one stretch of a text holds for the rules, whatever stands before and behind it.

use super::acronyms::{self, AcronymUse};
use super::replacement::Suggestion;
use super::suppression::{self, Directive};
use super::term_first_use::{self, FirstUse};
use super::{Linter, Rule, deprecated_form, forbidden_form, foreign_form, inconsistent_form, letter_case, lines, proper_name, term};
use crate::glossary::{Form, Status};
use crate::language::Language;
use crate::matcher::company::Mark;
use crate::matcher::{Occurrence, TermRef};
use crate::messages::Message;
use crate::span::Span;

/// A stretch of a text under the rules. Spans are bytes of the stretch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The marks at which rule `term` may speak, unless `inconsistent-form` does, in order.
    pub(super) terms: Vec<Place>,
    /// What the other rules say of single places, in order.
    pub(super) remarks: Vec<Remark>,
    /// How many of them each rule has.
    pub(super) remark_counts: [usize; Rule::ALL.len()],
    /// The forms with rivals, each once.
    pub(super) uses: Vec<FormUse>,
    /// The acronyms, each once, in order of first use.
    pub(super) acronyms: Vec<AcronymUse>,
    /// The first uses of terms, each once, in order.
    pub(super) first_uses: Vec<FirstUse>,
    /// What links to this text may name in it, for [`super::Rule::TermFirstUse`].
    pub(super) anchors: Vec<String>,
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
    /// A use of a term or an acronym, as the whole text shows it.
    Use { place: Option<Place>, message: Box<Message> },
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
    /// The byte of the text that it starts at.
    pub at: usize,
    pub source: &'a str,
    pub language: Option<&'a Language>,
}

impl Stretch<'_> {
    /// Whether what the glossary thinks of a form holds at this place: not in a name or an address, and a form to avoid in another language is a good word here where the term has
    /// no form of the text's language ("framework", which French texts should avoid, in an English one).
    pub fn is_concerned(&self, occurrence: &Occurrence, form: &Form) -> bool {
        if proper_name::is_of_others(self, occurrence, form) {
            return false;
        }
        let (Some(own), Some(language)) = (&form.language, self.language) else { return true };
        let is_of_text = |it: &Form| {
            matches!(it.status, Status::Preferred | Status::Admitted) && it.language.as_ref().is_none_or(|own| own.same(language))
        };
        own.same(language) || self.linter.matcher.term(occurrence.term).forms.iter().any(is_of_text)
    }
}

pub(super) fn tally(linter: &Linter, at: usize, source: &str, marks: &[Mark], comments: &[Span], language: Option<&Language>) -> Tally {
    let stretch = Stretch { linter, at, source, language };
    let (directives, mut remarks) = suppression::read(linter, source, comments);
    remarks.extend(marks.iter().filter_map(|mark| remark(&stretch, mark)));
    remarks.extend(foreign_form::remarks(&stretch, marks));
    remarks.sort_by_key(|remark| remark.span);
    let mut remark_counts = [0; Rule::ALL.len()];
    for remark in &remarks {
        remark_counts[remark.rule as usize] += 1;
    }
    let first_line = lines::first_with_words(source, comments);
    let terms = term::candidates(linter, marks, &remarks, first_line, !directives.is_empty());
    let uses = inconsistent_form::uses(linter, marks);
    let acronyms = acronyms::uses(&stretch, marks);
    let (first_uses, anchors) = term_first_use::uses(&stretch, marks);
    Tally { terms, remarks, remark_counts, uses, acronyms, first_uses, anchors, directives, first_line }
}

/// What the rules over single marks say.
fn remark(stretch: &Stretch, mark: &Mark) -> Option<Remark> {
    let occurrence = &mark.occurrence;
    let form = letter_case::meant(&stretch.linter.matcher, occurrence);
    let (rule, suggestion) = deprecated_form::check(stretch, occurrence, form)
        .map(|suggestion| (Rule::DeprecatedForm, suggestion))
        .or_else(|| forbidden_form::check(stretch, occurrence, form).map(|suggestion| (Rule::ForbiddenForm, suggestion)))
        .or_else(|| letter_case::check(stretch, occurrence, form).map(|suggestion| (Rule::LetterCase, suggestion)))?;
    let about = About::Form { place: Place::of(mark), suggestion: Box::new(suggestion) };
    stretch.linter.is_on(rule).then_some(Remark { rule, span: occurrence.span, about })
}
