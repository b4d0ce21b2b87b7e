//! `(x)` and `(a|b)`: one form that stands for several surfaces.

use std::collections::HashSet;

use super::glyph::Glyph;
use super::report::Report;
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// A form stands for no more surfaces than this.
pub(super) const MOST_SURFACES: usize = 256;

/// A stretch of a form.
enum Part<'g> {
    Text(&'g [Glyph]),
    /// What may stand there, what the shortest reading takes first.
    Choice(Vec<&'g [Glyph]>),
}

/// Every surface of the form: first the one without optional letters and with the first of the alternatives, then in written order, none
/// twice, white space collapsed. `span` is the form's. `None`, with an error reported, where the parentheses make no sense or there are too many surfaces.
pub(super) fn surfaces(glyphs: &[Glyph], span: Span, report: &mut Report) -> Option<Vec<String>> {
    if !glyphs.iter().any(|glyph| matches!(glyph.letter, '(' | ')') && !glyph.literal) {
        return Some(vec![collapsed(glyphs, glyphs.len())]);
    }
    let parts = parts(glyphs, report)?;
    let choices = parts.iter().filter_map(|part| if let Part::Choice(choice) = part { Some(choice.len()) } else { None });
    let count = choices.fold(1_usize, usize::saturating_mul);
    if count > MOST_SURFACES {
        report.error(span, Message::TooManySurfaces { most: MOST_SURFACES });
        return None;
    }
    let mut surfaces: Vec<String> = (0..count).map(|number| collapsed(surface(&parts, number, count), glyphs.len())).collect();
    remove_repeated(&mut surfaces);
    Some(surfaces)
}

fn remove_repeated(surfaces: &mut Vec<String>) {
    // Two different surfaces, as in `(s)`, are by far the most frequent.
    if surfaces.len() == 1 || (surfaces.len() == 2 && surfaces.first() != surfaces.last()) {
        return;
    }
    let mut seen = HashSet::new();
    surfaces.retain(|surface| seen.insert(surface.clone()));
}

/// The letters of the surface of that number: its digits, each in the base of a group's choices, the first group's digit leading, say what
/// stands there.
fn surface<'g>(parts: &[Part<'g>], number: usize, count: usize) -> impl Iterator<Item = &'g Glyph> {
    let (mut number, mut weight) = (number, count);
    let chosen = move |part: &Part<'g>| match part {
        Part::Text(text) => *text,
        Part::Choice(choice) => {
            weight /= choice.len();
            let chosen = choice.get(number / weight).copied().unwrap_or_default();
            number %= weight;
            chosen
        }
    };
    parts.iter().flat_map(chosen)
}

/// The letters with single spaces between words and none at the ends.
fn collapsed<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    let mut space = false;
    for glyph in glyphs {
        if glyph.is_space() {
            space = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(glyph.letter);
    }
    out
}

fn parts<'g>(glyphs: &'g [Glyph], report: &mut Report) -> Option<Vec<Part<'g>>> {
    let mut parts = Vec::new();
    // Where the present stretch started.
    let mut start = 0;
    let mut open: Option<(Span, Vec<&[Glyph]>)> = None;
    for (at, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.literal) {
        match (glyph.letter, &mut open) {
            ('(', Some(_)) => {
                report.error(glyph.span, Message::NestedGroup);
                return None;
            }
            ('(', None) => {
                parts.push(Part::Text(&glyphs[start..at]));
                open = Some((glyph.span, Vec::new()));
            }
            ('|', Some((_, choice))) => choice.push(&glyphs[start..at]),
            (')', Some(_)) => {
                let (sign, choice) = open.take()?;
                parts.extend(group(choice, &glyphs[start..at], Span::new(sign.start, glyph.span.end), report));
            }
            (')', None) => {
                report.error(glyph.span, Message::UnopenedGroup);
                return None;
            }
            _ => continue,
        }
        start = at + 1;
    }
    if let Some((sign, _)) = open {
        report.error(sign, Message::UnclosedGroup);
        return None;
    }
    parts.push(Part::Text(&glyphs[start..]));
    Some(parts)
}

/// `(x)`, where there is no `|`, is nothing or `x`.
fn group<'g>(mut choice: Vec<&'g [Glyph]>, last: &'g [Glyph], span: Span, report: &mut Report) -> Option<Part<'g>> {
    if choice.is_empty() {
        if last.is_empty() {
            report.warning(span, Message::EmptyGroup);
            return None;
        }
        choice.push(&[]);
    }
    choice.push(last);
    Some(Part::Choice(choice))
}
