//! The forms of a term: `**preferred**`, admitted, `~~deprecated~~`, `~~forbidden~~ !`, `` `exact` ``, `ambiguous ?`, `~~a~~ → b`.

use std::ops::Range;

use super::fields::{Field, pieces};
use super::glyph::{Glyph, inner_span, outer_span, text_of, trimmed};
use super::groups::surfaces;
use super::keys::Key;
use super::report::Report;
use super::{Case, Form, Status};
use crate::language::Language;
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// Appends the forms of a field whose key is a language or `avoid`.
pub(super) fn read(glyphs: &[Glyph], field: &Field, forms: &mut Vec<Form>, report: &mut Report) {
    let language = if let Key::Forms(language) = &field.key { Some(language) } else { None };
    for piece in pieces(glyphs, field.value.clone(), false) {
        if piece.is_empty() {
            report_empty(glyphs, field, piece.start, report);
        } else {
            forms.extend(form(glyphs, piece, language, report));
        }
    }
}

/// Points at the comma before an empty piece, else at the one after it.
pub(super) fn report_empty(glyphs: &[Glyph], field: &Field, at: usize, report: &mut Report) {
    let comma = (field.value.start..at).rfind(|&before| glyphs[before].is(',')).unwrap_or(at);
    let span = glyphs.get(comma).map_or(field.key_span, |glyph| glyph.span);
    report.warning(span, Message::NothingBetweenCommas);
}

/// The trailing ` ?` and ` !` of a form, and where they stand.
#[derive(Default)]
struct Signs {
    ambiguous: bool,
    forbidden: Option<Span>,
}

fn form(glyphs: &[Glyph], piece: Range<usize>, language: Option<&Language>, report: &mut Report) -> Option<Form> {
    let (written, replacement) = at_arrow(glyphs, piece);
    let mut signs = Signs::default();
    let inside = &glyphs[without_signs(glyphs, written.clone(), &mut signs)];
    let replacement = replacement.map(|range| &glyphs[without_signs(glyphs, range, &mut signs)]);
    let span = outer_span(glyphs, written);
    if let Some((mark_span, mark)) = unclosed_mark(inside) {
        report.error(mark_span, Message::UnclosedMark { mark });
        return None;
    }
    let mut surfaces = surfaces(inside, span, report)?;
    if !surfaces.first().is_some_and(|text| has_letters(text)) {
        report.error(span, Message::FormWithoutLetters { form: text_of(inside) });
        return None;
    }
    surfaces.retain(|surface| has_letters(surface));
    let text = surfaces.first().cloned().unwrap_or_default();
    let mut mark = |of: fn(&Glyph) -> bool| covers(inside, of, span, report);
    let (strong, strike, exact) = (mark(|glyph| glyph.strong), mark(|glyph| glyph.strike), mark(|glyph| glyph.code));
    let status =
        if language.is_none() { status_to_avoid(strong, &signs, span, report) } else { status(strong, strike, &signs, span, report) };
    let case = if exact { Case::Exact } else { Case::of(&text) };
    let replaced_by = replacement.and_then(|replacement| replaced_by(replacement, status, span, report));
    let replacement_span = replacement.filter(|_| replaced_by.is_some()).map(inner_span);
    Some(Form {
        text,
        surfaces,
        language: language.cloned(),
        status,
        case,
        ambiguous: signs.ambiguous,
        replaced_by,
        replacement_span,
        span,
        inside: inner_span(inside),
    })
}

/// The status in a field of a language.
fn status(strong: bool, strike: bool, signs: &Signs, span: Span, report: &mut Report) -> Status {
    if strong && strike {
        report.warning(span, Message::StruckAndPreferred);
    }
    if let (Some(sign), false) = (signs.forbidden, strike) {
        report.warning(sign, Message::ForbiddenWithoutStrike);
    }
    match (strike, strong) {
        (true, _) if signs.forbidden.is_some() => Status::Forbidden,
        (true, _) => Status::Deprecated,
        (false, true) => Status::Preferred,
        (false, false) => Status::Admitted,
    }
}

/// The status in the `avoid` field, where every form counts as struck.
fn status_to_avoid(strong: bool, signs: &Signs, span: Span, report: &mut Report) -> Status {
    if strong {
        report.warning(span, Message::PreferredButAvoided);
    }
    if signs.forbidden.is_some() { Status::Forbidden } else { Status::Deprecated }
}

fn replaced_by(replacement: &[Glyph], status: Status, form: Span, report: &mut Report) -> Option<String> {
    if status < Status::Deprecated {
        report.warning(form, Message::ReplacedWithoutStrike);
        return None;
    }
    let text = surfaces(replacement, form, report)?.into_iter().next().filter(|text| has_letters(text));
    if text.is_none() {
        report.warning(form, Message::ReplacementMissing);
    }
    text
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// What stands before and after `→` or ` -> `.
fn at_arrow(glyphs: &[Glyph], piece: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let is_arrow = |at: usize| {
        let spaced = || at > piece.start && glyphs[at - 1].is_space() && (at + 2 >= piece.end || glyphs[at + 2].is_space());
        match glyphs[at].letter {
            '→' if glyphs[at].is('→') => Some(1),
            '-' if glyphs[at].is('-') && at + 1 < piece.end && glyphs[at + 1].is('>') && spaced() => Some(2),
            _ => None,
        }
    };
    match piece.clone().find_map(|at| is_arrow(at).map(|length| (at, length))) {
        Some((at, length)) => (trimmed(glyphs, piece.start..at), Some(trimmed(glyphs, at + length..piece.end))),
        None => (piece, None),
    }
}

/// `range` less its trailing ` ?` and ` !`. A sign glued to the word belongs to it, but for a `!` right after the closing `~~`.
fn without_signs(glyphs: &[Glyph], range: Range<usize>, signs: &mut Signs) -> Range<usize> {
    let mut range = trimmed(glyphs, range);
    while let Some(sign) = glyphs[range.clone()].last().filter(|sign| !sign.literal && matches!(sign.letter, '?' | '!')) {
        let before = glyphs[range.clone()].iter().rev().nth(1);
        let apart = before.is_none_or(Glyph::is_space);
        let behind_strike = sign.letter == '!' && !sign.strike && before.is_some_and(|before| before.strike);
        if !apart && !behind_strike {
            break;
        }
        match sign.letter {
            '?' => signs.ambiguous = true,
            _ => signs.forbidden = Some(sign.span),
        }
        range = trimmed(glyphs, range.start..range.end - 1);
    }
    range
}

/// A `**`, `~~` or `` ` `` that CommonMark found no partner for.
fn unclosed_mark(glyphs: &[Glyph]) -> Option<(Span, String)> {
    for (at, glyph) in glyphs.iter().enumerate() {
        if glyph.is('`') {
            return Some((glyph.span, "`".to_owned()));
        }
        let twin = glyphs.get(at + 1).filter(|twin| twin.is(glyph.letter) && (glyph.is('*') || glyph.is('~')));
        if let Some(twin) = twin {
            return Some((Span::new(glyph.span.start, twin.span.end), [glyph.letter, glyph.letter].iter().collect()));
        }
    }
    None
}

/// Whether the mark covers every letter of the form; letters in parentheses need it only where there are no others. A mark on some of the
/// letters counts for nothing, with a warning.
fn covers(glyphs: &[Glyph], mark: fn(&Glyph) -> bool, span: Span, report: &mut Report) -> bool {
    let marked = glyphs.iter().filter(|glyph| mark(glyph)).count();
    if marked == 0 || marked == glyphs.len() {
        return marked > 0;
    }
    let mut inside = false;
    let mut letters = Vec::new();
    let mut optional = Vec::new();
    for glyph in glyphs {
        match glyph.letter {
            '(' if !glyph.literal => inside = true,
            ')' if !glyph.literal => inside = false,
            letter if !letter.is_alphanumeric() => {}
            _ if inside => optional.push(glyph),
            _ => letters.push(glyph),
        }
    }
    let counted = if letters.is_empty() { optional } else { letters };
    let marked = counted.iter().filter(|glyph| mark(glyph)).count();
    if 0 < marked && marked < counted.len() {
        report.warning(span, Message::PartlyMarked);
    }
    marked > 0 && marked == counted.len()
}
