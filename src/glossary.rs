//! The model of a glossary: entries that answer, terms that are looked for, the forms they are written in.
//!
//! Plain data. [`read`] makes it from the native format (`*.glossary.md`); nothing here knows how a text is searched.

pub mod answer;
mod block;
mod chunk;
mod cut;
mod fields;
mod forms;
mod front;
mod glyph;
mod groups;
mod keys;
mod phrases;
mod quote;
mod reader;
mod references;
mod repeated;
mod report;
mod review;
mod slug;
mod split;
mod term_line;

#[cfg(test)]
mod tests;

pub use reader::read;
pub use slug::slug;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::language::Language;
use crate::messages::Message;
use crate::span::Span;
use crate::words;

/// A glossary as read from one file. Spans are bytes of that file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The language its text is written in, where the front matter says so.
    pub language: Option<Language>,
    /// `titre` of the front matter, else the `#` heading, else empty.
    pub title: String,
    /// Where the text comes from, as the front matter says it.
    pub source: Option<String>,
    /// Under which licence, as the front matter says it.
    pub license: Option<String>,
    /// The `##` headings, in file order.
    pub sections: Vec<Section>,
    /// The `###` headings with their answers, in file order.
    pub entries: Vec<Entry>,
    /// The terms, in file order.
    pub terms: Vec<Term>,
}

impl Glossary {
    /// Every banner once, though all terms of an item share its banner.
    pub fn reviews(&self) -> impl Iterator<Item = &Review> {
        let of_entries = self.entries.iter().filter_map(|entry| entry.review.as_ref());
        let mut last = None;
        let of_items = self.terms.iter().filter_map(|term| term.item.as_ref()?.review.as_ref());
        of_entries.chain(of_items.filter(move |review| last.replace(review.span) != Some(review.span)))
    }

    /// Feeds `hasher` with all that decides which words of a text are marked, with which terms: not the answers, nor where anything stands.
    pub fn hash_marking(&self, hasher: &mut impl Hasher) {
        self.language.hash(hasher);
        self.terms.iter().for_each(|term| term.hash_marking(hasher));
    }
}

/// A `##` heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's text, markup stripped.
    pub title: String,
    /// The heading's whole line or lines, `##` included.
    pub span: Span,
}

/// A question or headword with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `{#id}` of the heading, else the slug of its text; unique in the file (`-2`, `-3`… appended to later namesakes).
    pub id: String,
    /// Index into [`Glossary::sections`].
    pub section: Option<usize>,
    /// The heading's text, markup and `{#id}` stripped.
    pub heading: String,
    /// The heading's line or lines, `###` included, the line break not.
    pub heading_span: Span,
    /// The Markdown between this heading and the next of the same or a higher level, without term blocks and review banners, otherwise
    /// untouched; no blank lines at its ends, and never more than one blank line where a block was taken out.
    pub answer: String,
    /// From the heading to the end of the answer.
    pub span: Span,
    /// The banner that stands under the heading.
    pub review: Option<Review>,
}

/// One concept: what is explained, and the forms that stand for it in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The author's id, unique in the glossary.
    pub id: String,
    /// Where the id is written.
    pub id_span: Span,
    /// Index into [`Glossary::entries`].
    pub entry: usize,
    /// The one list item it binds to; the whole answer where `None`. Terms of one item share it.
    pub item: Option<Arc<Item>>,
    /// Every form, in the order written.
    pub forms: Vec<Form>,
    /// Phrases that silence this term where they contain its match.
    pub exceptions: Vec<Phrase>,
    /// Words that veto its ambiguous forms within 100 words.
    pub not_near: Vec<Phrase>,
    /// Related terms, by id.
    pub see: Vec<Phrase>,
    /// Where this definition comes from, in Markdown; several `source` fields are joined by `; `.
    pub source: Option<String>,
    /// Sentences that must be marked with this term.
    pub examples: Vec<Phrase>,
    /// Sentences that must not.
    pub counter_examples: Vec<Phrase>,
    /// Where the names of its fields are written.
    pub key_spans: Vec<Span>,
    /// Whether its forms are marked in texts; hover and search answer in any case.
    pub marks: bool,
    /// Whether its unambiguous forms are company for the ambiguous words around them; never without marks.
    pub vouches: bool,
    /// The whole term block, from its first `>` to its last character.
    pub span: Span,
}

impl Term {
    /// Feeds `hasher` with all that decides which words are marked with this term.
    pub fn hash_marking(&self, hasher: &mut impl Hasher) {
        (&self.id, self.marks, self.vouches, self.forms.len()).hash(hasher);
        for form in &self.forms {
            (&form.surfaces, &form.language, form.status, form.case, form.ambiguous).hash(hasher);
        }
        for phrases in [&self.exceptions, &self.not_near] {
            phrases.iter().map(|phrase| &phrase.text).collect::<Vec<_>>().hash(hasher);
        }
    }
}

/// A list item that answers for a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The item's own Markdown: without the list marker and its indentation, term blocks and banners.
    pub markdown: String,
    /// The item in the file, from its marker to the end of its first paragraph.
    pub span: Span,
    /// The banner that stands inside the item.
    pub review: Option<Review>,
}

/// A piece of a field's text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The text, markup and quotes stripped.
    pub text: String,
    /// Where it is written, without quotes and marks.
    pub span: Span,
}

/// One way of writing a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The surface that is shown and inserted: without the optional letters, with the first of the alternatives.
    pub text: String,
    /// Every surface that the author wrote by `(x)` and `(a|b)`, [`Form::text`] first. Plurals and feminines are not among them.
    pub surfaces: Vec<String>,
    /// `None` for a form of every language (the `avoid` field).
    pub language: Option<Language>,
    /// What the glossary thinks of it.
    pub status: Status,
    /// How its letter case binds.
    pub case: Case,
    /// Marked only in company of an unambiguous term.
    pub ambiguous: bool,
    /// What the author says to write instead (`~~a~~ → b`).
    pub replaced_by: Option<String>,
    /// Where [`Form::replaced_by`] is written, marks around it not included.
    pub replacement_span: Option<Span>,
    /// Where it is written, marks and ` ?` included, an arrow and its replacement not.
    pub span: Span,
    /// Where its words are written: `(x)` and `(a|b)` included, marks around it and ` ?` not.
    pub inside: Span,
}

impl Form {
    /// What a surface of this form has in common with the surfaces of other terms from which no text can tell it apart: different letter
    /// case tells them apart, unless both ignore it.
    pub fn key(&self, surface: &str) -> String {
        let spelling = words::spelling(surface);
        if self.case == Case::Folded { spelling.to_lowercase() } else { spelling.into_owned() }
    }
}

/// What a glossary thinks of a form (ISO 30042 administrative status, with `forbidden` for the stronger warning).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The one to write.
    Preferred,
    /// Fine.
    Admitted,
    /// Another one is better.
    Deprecated,
    /// Must not be written.
    Forbidden,
}

impl Status {
    /// The word for it in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Deprecated => "deprecated",
            Self::Forbidden => "forbidden",
        }
    }
}

/// How the letter case of a form binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// Any case matches: the form is in lower case, or several words in Title Case.
    Folded,
    /// As written, at a sentence's start or in a text in capitals; another case only in company.
    AsWritten,
    /// Never otherwise than as written: the author put it in `` `code` ``.
    Exact,
}

impl Case {
    /// The case rule of a form that is not in `` `code` ``, from how it is written.
    pub fn of(text: &str) -> Self {
        if !text.chars().any(char::is_uppercase) {
            return Self::Folded;
        }
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic)).collect();
        let title_case = |word: &&str| {
            let mut letters = word.chars();
            // Small words ("de", "for") stay in lower case inside a title.
            letters.next().is_some() && letters.all(|c| !c.is_uppercase())
        };
        if words.len() > 1 && words.iter().all(title_case) { Self::Folded } else { Self::AsWritten }
    }
}

/// What a review banner says of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// When somebody last read it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub reviewed: Option<String>,
    /// Since when it has been out of date, written likewise.
    pub outdated_since: Option<String>,
    /// The id of the term or entry to read instead.
    pub replaced_by: Option<Phrase>,
    /// The free text, in Markdown.
    pub note: String,
    /// The banner's blockquote.
    pub span: Span,
}

/// Something wrong in a glossary. With [`Severity::Error`] a block, a term, a form or an `{#id}` was dropped; with a warning at most a
/// field or a mark; all the rest was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the file.
    pub span: Span,
    /// How bad.
    pub severity: Severity,
    /// What, and what was expected.
    pub message: Message,
}

/// How bad a problem or a finding is, as LSP counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For glossaries: a part was dropped.
    Error,
    /// Should be mended.
    Warning,
    /// Worth knowing.
    Information,
    /// Barely worth a dot under the word.
    Hint,
}
