//! What is searched for: the words of a form, the gaps between them, the characters around them.

use super::TermRef;
use super::glue::Gap;
use crate::glossary::{Case, Status};

/// One surface of a form, or a phrase that silences or vetoes.
#[derive(Debug)]
pub struct Pattern {
    /// What a match means.
    pub used_for: Use,
    /// In order; gaps of symbols stand among them as words of their own.
    pub words: Box<[PatternWord]>,
    /// What must stand right before the first word (".NET", "🤗 Transformers").
    pub before: Box<str>,
    /// What must stand right after the last word ("C++").
    pub after: Box<str>,
    /// How letter case binds.
    pub case: Case,
    /// Whether a French infinitive is in it.
    pub infinitive: Infinitive,
}

/// Where a form or exception may be a French infinitive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Infinitive {
    /// Nowhere.
    #[default]
    None,
    /// The form, or an inflection of it, is spelled like one: in French it is a noun only behind a determiner.
    Form,
    /// The exception starts with one: behind a determiner it is a noun, and the exception does not hold.
    ExceptionStarts,
}

/// What a match of a pattern means.
#[derive(Clone, Copy, Debug)]
pub enum Use {
    /// An occurrence of a form.
    Form {
        /// Whose.
        term: TermRef,
        /// Index into its `forms`.
        form: u32,
    },
    /// The term is silent inside.
    Exception {
        /// Which.
        term: TermRef,
    },
    /// Ambiguous forms of the term are silent nearby.
    NotNear {
        /// Which.
        term: TermRef,
    },
}

/// One word of a pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternWord {
    /// How it is joined to the word before; [`Gap::Space`] for the first.
    pub gap: Gap,
    /// Its number among the [`Lexemes`](super::lexemes::Lexemes).
    pub lexeme: u32,
}

/// Whether a status is worse than another: of two equally near forms the worse one is reported.
pub fn badness(status: Status) -> u8 {
    match status {
        Status::Preferred => 0,
        Status::Admitted => 1,
        Status::Deprecated => 2,
        Status::Forbidden => 3,
    }
}
