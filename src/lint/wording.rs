//! A form, or a bare text in its place, as what is written or is to be written.

use super::replacement::is_verb;
use crate::glossary::{Form, Term};
use crate::inflection::{self, Care, Looks};
use crate::language::Language;

/// What a text says or should say for a term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording<'a> {
    /// As its author wrote it by `(x)` and `(a|b)`, the text first.
    surfaces: &'a [String],
    pub language: Option<&'a Language>,
    /// Whether it stands in too many endings to be inflected by rule.
    pub is_verb: bool,
}

impl<'a> Wording<'a> {
    pub fn of(form: &'a Form) -> Self {
        Self { surfaces: &form.surfaces, language: form.language.as_ref(), is_verb: is_verb(form) }
    }

    /// What to write instead of a form of `term`: what its author says, else a `better` form.
    pub fn instead_of(form: &'a Form, term: &'a Term, better: Option<&'a Form>) -> Option<Self> {
        let Some(text) = &form.replaced_by else { return better.map(Self::of) };
        // What is said of a form holds for the same words behind an arrow.
        if let Some(same) = term.forms.iter().find(|other| other.text == *text) {
            return Some(Self::of(same));
        }
        let is_verb = better.is_some_and(is_verb);
        Some(Self { surfaces: std::slice::from_ref(text), language: form.language.as_ref(), is_verb })
    }

    /// The same in `language`, where it is of every language.
    pub fn in_language(self, language: Option<&'a Language>) -> Self {
        Self { language: self.language.or(language), ..self }
    }

    /// Of French words, for tests.
    #[cfg(test)]
    pub fn french(surfaces: &'a [String]) -> Self {
        static FRENCH: std::sync::LazyLock<Language> = std::sync::LazyLock::new(Language::french);
        Self { surfaces, language: Some(&FRENCH), is_verb: false }
    }

    pub fn text(&self) -> &'a str {
        self.surfaces.first().map_or("", String::as_str)
    }

    pub fn plural(&self, care: Care) -> Option<String> {
        inflection::plural(self.surfaces, self.language, care)
    }

    pub fn looks(&self) -> Looks {
        Looks::of(self.text(), self.language)
    }
}
