//! `(x)` and `(a|b)`: one form that stands for several surfaces.

use std::collections::HashSet;

use super::glyph::{Glyph, outer_span};
use super::report::Report;
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// A form stands for no more surfaces than this.
pub(super) const MOST_SURFACES: usize = 256;

/// A stretch of a form.
enum Part {
    Text(String),
    /// What may stand there, what the shortest reading takes first.
    Choice(Vec<String>),
}

/// Every surface of the form: first the one without optional letters and with the first of the alternatives, then in written order, none
/// twice, white space collapsed. `None`, with an error reported, where the parentheses make no sense or there are too many surfaces.
pub(super) fn surfaces(glyphs: &[Glyph], report: &mut Report) -> Option<Vec<String>> {
    let parts = parts(glyphs, report)?;
    let choices = parts.iter().filter_map(|part| if let Part::Choice(choice) = part { Some(choice.len()) } else { None });
    let count = choices.fold(1_usize, usize::saturating_mul);
    if count > MOST_SURFACES {
        report.error(outer_span(glyphs), Message::TooManySurfaces { most: MOST_SURFACES });
        return None;
    }
    let mut surfaces: Vec<String> = (0..count).map(|number| surface(&parts, number, count)).collect();
    if surfaces.len() > 1 {
        let mut seen = HashSet::new();
        surfaces.retain(|surface| seen.insert(surface.clone()));
    }
    Some(surfaces)
}

/// The surface of that number: its digits, each in the base of a group's choices, the first group's digit leading, say what stands there.
fn surface(parts: &[Part], number: usize, count: usize) -> String {
    let mut surface = String::new();
    let (mut number, mut weight) = (number, count);
    for part in parts {
        match part {
            Part::Text(text) => surface.push_str(text),
            Part::Choice(choice) => {
                weight /= choice.len();
                surface.push_str(choice.get(number / weight).map_or("", String::as_str));
                number %= weight;
            }
        }
    }
    collapsed(&surface)
}

/// `text` with single spaces between its words and none at its ends.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn parts(glyphs: &[Glyph], report: &mut Report) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut open: Option<(Span, Vec<String>)> = None;
    for glyph in glyphs {
        let sign = if glyph.literal { None } else { Some(glyph.letter) };
        match (sign, &mut open) {
            (Some('('), Some(_)) => {
                report.error(glyph.span, Message::NestedGroup);
                return None;
            }
            (Some('('), None) => {
                parts.push(Part::Text(std::mem::take(&mut text)));
                open = Some((glyph.span, Vec::new()));
            }
            (Some('|'), Some((_, choice))) => choice.push(std::mem::take(&mut text)),
            (Some(')'), Some(_)) => {
                let (start, choice) = open.take()?;
                let last = std::mem::take(&mut text);
                let span = Span::new(start.start, glyph.span.end);
                parts.extend(group(choice, last, span, report));
            }
            (Some(')'), None) => {
                report.error(glyph.span, Message::UnopenedGroup);
                return None;
            }
            _ => text.push(glyph.letter),
        }
    }
    if let Some((start, _)) = open {
        report.error(start, Message::UnclosedGroup);
        return None;
    }
    parts.push(Part::Text(text));
    Some(parts)
}

/// `(x)`, where there is no `|`, is nothing or `x`.
fn group(mut choice: Vec<String>, last: String, span: Span, report: &mut Report) -> Option<Part> {
    if choice.is_empty() {
        if last.is_empty() {
            report.warning(span, Message::EmptyGroup);
            return None;
        }
        choice.push(String::new());
    }
    choice.push(last);
    Some(Part::Choice(choice))
}
