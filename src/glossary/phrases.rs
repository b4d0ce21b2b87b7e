//! The fields whose values are words, ids or sentences rather than forms.

use std::ops::Range;

use super::Phrase;
use super::fields::{Field, Quotes, pieces};
use super::forms::report_empty;
use super::glyph::{Glyph, inner_span, outer_span, text_of, trimmed};
use super::report::Report;
use crate::messages::FormatMessage as Message;

/// The pieces of `except`, `not near` and `see`: separated by commas, quotes taken off.
pub(super) fn list(glyphs: &[Glyph], field: &Field, report: &mut Report) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for piece in pieces(glyphs, field.value.clone(), true) {
        let words = quoted(glyphs, piece.clone()).unwrap_or(piece);
        if words.is_empty() {
            report_empty(glyphs, field, words.start, report);
        } else {
            phrases.push(phrase(&glyphs[words]));
        }
    }
    phrases
}

/// The sentences of `example` and `counter-example`: each in quotes, or one without.
pub(super) fn sentences(glyphs: &[Glyph], field: &Field, report: &mut Report) -> Vec<Phrase> {
    let quotations: Option<Vec<Range<usize>>> = pieces(glyphs, field.value.clone(), true)
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .map(|piece| quoted(glyphs, piece))
        .collect();
    if let Some(quotations) = quotations {
        return quotations.into_iter().filter(|sentence| !sentence.is_empty()).map(|sentence| phrase(&glyphs[sentence])).collect();
    }
    let mut sentence = trimmed(glyphs, field.value.clone());
    let mut quotes = Quotes::default();
    if quotes.opens(glyphs, sentence.start, sentence.start) && quotes.close(glyphs, sentence.clone()).is_none() {
        report.warning(glyphs[sentence.start].span, Message::UnclosedQuote);
        sentence = trimmed(glyphs, sentence.start + 1..sentence.end);
    }
    vec![phrase(&glyphs[sentence])]
}

/// `source`, as Markdown in one line.
pub(super) fn markdown(text: &str, glyphs: &[Glyph], value: Range<usize>) -> String {
    let span = outer_span(glyphs, trimmed(glyphs, value));
    let mut out = String::new();
    for line in text.get(span.range()).unwrap_or_default().lines() {
        // A hard break before a line that continues the field.
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let line = line.strip_suffix("<br>").or_else(|| line.strip_suffix('\\')).unwrap_or(line).trim_end();
        if !out.is_empty() && !line.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// What stands in the quotes, where `piece` is one quotation.
fn quoted(glyphs: &[Glyph], piece: Range<usize>) -> Option<Range<usize>> {
    let mut quotes = Quotes::default();
    if piece.is_empty() || !quotes.opens(glyphs, piece.start, piece.start) {
        return None;
    }
    let end = quotes.close(glyphs, piece.clone())?;
    (end + 1 == piece.end).then(|| trimmed(glyphs, piece.start + 1..end))
}

fn phrase(glyphs: &[Glyph]) -> Phrase {
    Phrase { text: text_of(glyphs), span: inner_span(glyphs) }
}
