//! A term block: its header `**term id**`, and its fields made a [`Term`].

use std::ops::Range;

use super::fields::{self, Field, has_field};
use super::glyph::{Glyph, LINE, inner_span, outer_span, text_of, trimmed};
use super::keys::Key;
use super::phrases;
use super::repeated::report_repeated;
use super::report::Report;
use super::{Term, forms};
use crate::messages::FormatMessage as Message;
use crate::span::Span;
use crate::words::fold;

/// The `**term id**` that a block begins with.
pub(super) struct Header {
    /// The characters of the id; empty where there is none.
    id: Range<usize>,
    /// The characters of the whole of it.
    all: Range<usize>,
}

impl Header {
    /// Where it is written.
    pub(super) fn span(&self, glyphs: &[Glyph]) -> Span {
        outer_span(glyphs, self.all.clone())
    }
}

/// The header of a blockquote whose characters are `range`. A quotation that happens to begin with a bold "term…" is none: a dot, a field
/// or nothing at all must follow.
pub(super) fn header_of_quote(text: &str, glyphs: &[Glyph], range: Range<usize>) -> Option<Header> {
    let header = bold_term(glyphs, range.clone())?;
    let rest = trimmed(glyphs, header.all.end..range.end);
    let follows = rest.is_empty() || glyphs[rest.start].is('·') || has_field(text, glyphs, header.all.end..range.end);
    follows.then_some(header)
}

/// The header on a later line of a blockquote: blocks that follow each other without a blank line are one quote to CommonMark. A line that
/// goes on after a comma is none, as its bold "term…" is a form.
pub(super) fn header_of_line(glyphs: &[Glyph], line: usize, end: usize) -> Option<Header> {
    let header = bold_term(glyphs, line..end)?;
    let line_end = (header.all.end..end).find(|&at| glyphs[at].is_break()).unwrap_or(end);
    let rest = trimmed(glyphs, header.all.end..line_end);
    let goes_on = glyphs[..line].iter().rfind(|glyph| !glyph.is_space()).is_some_and(|glyph| glyph.is(','));
    let one_word = !header.id.is_empty() && !glyphs[header.id.clone()].iter().any(Glyph::is_space);
    let follows = if rest.is_empty() { one_word } else { glyphs[rest.start].is('·') };
    (follows && !goes_on).then_some(header)
}

/// A bold `term`, with or without an id, at the start of `range`.
fn bold_term(glyphs: &[Glyph], range: Range<usize>) -> Option<Header> {
    let start = range.start;
    let end = range.clone().find(|&at| !glyphs[at].strong || glyphs[at].letter == LINE).unwrap_or(range.end);
    let word_end = (start..end).find(|&at| glyphs[at].is_space()).unwrap_or(end);
    let is_term = (4..=5).contains(&(word_end - start)) && {
        let word: String = glyphs[start..word_end].iter().map(|glyph| glyph.letter).collect();
        matches!(fold(&word).as_str(), "term" | "terme")
    };
    is_term.then(|| Header { id: trimmed(glyphs, word_end..end), all: start..end })
}

/// What [`read`] made of a block.
pub(super) struct Block {
    /// `None` for a block without an id.
    pub(super) term: Option<Term>,
    /// Text of the answer that CommonMark counts to the block's quote.
    pub(super) answer: Vec<Span>,
}

/// Reads the block whose characters are `range`. The caller says what the term belongs to.
pub(super) fn read(text: &str, glyphs: &[Glyph], header: &Header, range: Range<usize>, span: Span, report: &mut Report) -> Block {
    let fields = fields::read(text, glyphs, header.all.end..range.end, report);
    let id = &glyphs[header.id.clone()];
    if id.is_empty() {
        report.error(header.span(glyphs), Message::TermWithoutId);
        return Block { term: None, answer: fields.answer };
    }
    if id.iter().any(Glyph::is_space) {
        report.error(inner_span(id), Message::TermIdWithSpace { found: text_of(id) });
        return Block { term: None, answer: fields.answer };
    }
    let mut term = Term {
        id: id.iter().map(|glyph| glyph.letter).collect(),
        id_span: inner_span(id),
        entry: 0,
        item: None,
        forms: Vec::new(),
        exceptions: Vec::new(),
        not_near: Vec::new(),
        see: Vec::new(),
        source: None,
        examples: Vec::new(),
        counter_examples: Vec::new(),
        key_spans: fields.list.iter().map(|field| field.key_span).collect(),
        marks: true,
        vouches: true,
        span,
    };
    let dropped_before = report.errors();
    for field in &fields.list {
        set(text, glyphs, field, &mut term, report);
    }
    if term.forms.is_empty() && term.marks && report.errors() == dropped_before {
        report.warning(term.id_span, Message::TermWithoutForms { id: term.id.clone() });
    }
    report_repeated(&term.forms, report);
    Block { term: Some(term), answer: fields.answer }
}

fn set(text: &str, glyphs: &[Glyph], field: &Field, term: &mut Term, report: &mut Report) {
    let value = trimmed(glyphs, field.value.clone());
    if value.is_empty() {
        report.warning(field.key_span, Message::EmptyField);
        return;
    }
    match &field.key {
        Key::Forms(_) | Key::Avoid => forms::read(glyphs, field, &mut term.forms, report),
        Key::Except => term.exceptions.extend(phrases::list(glyphs, field, report)),
        Key::NotNear => term.not_near.extend(phrases::list(glyphs, field, report)),
        Key::See => term.see.extend(phrases::list(glyphs, field, report)),
        Key::Example => term.examples.extend(phrases::sentences(glyphs, field, report)),
        Key::CounterExample => term.counter_examples.extend(phrases::sentences(glyphs, field, report)),
        Key::Source => {
            let source = phrases::markdown(text, glyphs, value);
            match &mut term.source {
                Some(before) => before.extend(["; ", &source]),
                None => term.source = Some(source),
            }
        }
        Key::Marks => match fold(&text_of(&glyphs[value.clone()])).as_str() {
            "on" => (term.marks, term.vouches) = (true, true),
            "off" => (term.marks, term.vouches) = (false, false),
            "weak" | "faible" | "faibles" => (term.marks, term.vouches) = (true, false),
            _ => report.warning(inner_span(&glyphs[value.clone()]), Message::MarksValue { found: text_of(&glyphs[value]) }),
        },
    }
}
