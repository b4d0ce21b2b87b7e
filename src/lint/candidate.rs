//! What is a finding if nothing silences it and there is room for it.

use super::inconsistent_form::{self, Usual};
use super::tally::{About, Place, Remark};
use super::{Finding, Linter, Rule, deprecated_form, forbidden_form, foreign_form, letter_case, term};
use crate::messages::Message;
use crate::span::Span;

/// Something that is a finding if nothing silences it.
#[derive(Clone, Copy)]
pub(super) enum Candidate<'a> {
    Term(&'a Place),
    Remark(&'a Remark),
    Minority(&'a Place, Usual),
}

impl Candidate<'_> {
    pub const fn span(&self) -> Span {
        match self {
            Self::Term(place) | Self::Minority(place, _) => place.span,
            Self::Remark(remark) => remark.span,
        }
    }

    pub const fn rule(&self) -> Rule {
        match self {
            Self::Term(_) => Rule::Term,
            Self::Remark(remark) => remark.rule,
            Self::Minority(..) => Rule::InconsistentForm,
        }
    }

    /// The mark it is about, if it is about one.
    pub const fn place(&self) -> Option<&Place> {
        match self {
            Self::Term(place) | Self::Minority(place, _) => Some(place),
            Self::Remark(Remark { about: About::Form { place, .. }, .. }) => Some(place),
            Self::Remark(Remark { about: About::Use { place, .. }, .. }) => place.as_ref(),
            Self::Remark(_) => None,
        }
    }

    /// Whether nothing silences it: what is said about comments.
    pub const fn is_about_comment(&self) -> bool {
        matches!(self, Self::Remark(Remark { about: About::Comment(_), .. }))
    }

    /// The finding, with spans of the stretch; `None` where its rule is off.
    pub fn finding(&self, linter: &Linter) -> Option<Finding> {
        let (rule, span, place) = (self.rule(), self.span(), self.place());
        let (message, fix) = match self {
            Candidate::Term(place) => (term::message(linter, place), None),
            Candidate::Minority(place, usual) => (inconsistent_form::message(linter, place, *usual), None),
            Candidate::Remark(Remark { about: About::Comment(message) | About::Use { message, .. }, .. }) => {
                (Message::clone(message), None)
            }
            Candidate::Remark(Remark { about: About::Form { place, suggestion }, .. }) => {
                let why = linter.facts.of(&linter.matcher, place.term).sentence(&linter.matcher, place.term).to_owned();
                let message = match rule {
                    Rule::ForbiddenForm => forbidden_form::message(suggestion, why),
                    Rule::LetterCase => letter_case::message(suggestion, why),
                    Rule::ForeignForm => foreign_form::message(suggestion, why),
                    _ => deprecated_form::message(suggestion, why),
                };
                (message, suggestion.fix.clone())
            }
        };
        let severity = linter.rules.severity(rule)?;
        Some(Finding { rule, span, severity, message, term: place.map(|place| place.term), form: place.map(|place| place.form), fix })
    }
}
