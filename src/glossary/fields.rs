//! A term block cut into its fields, and a field's value into its pieces.

use std::ops::Range;

use super::glyph::{Glyph, LINE, PARAGRAPH, inner_span, outer_span, trimmed};
use super::keys::{Key, NAMES, key_at};
use super::report::Report;
use crate::messages::FormatMessage as Message;
use crate::nearest::nearest;
use crate::span::Span;

/// One field of a term block.
pub(super) struct Field {
    pub(super) key: Key,
    /// Where its name is written.
    pub(super) key_span: Span,
    /// The characters after the colon.
    pub(super) value: Range<usize>,
}

/// What [`read`] found.
pub(super) struct Fields {
    /// The fields, in file order.
    pub(super) list: Vec<Field>,
    /// Text that is not the block's own: lines without `>` that CommonMark counts to the quote ("lazy continuation") because no blank
    /// line stands between.
    pub(super) answer: Vec<Span>,
}

/// A stretch between separators.
struct Segment {
    range: Range<usize>,
    before: Separator,
    /// Whether its line has no `>`.
    lazy: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Header,
    Dot,
    Line,
    Paragraph,
}

/// What a line without a key continues.
enum Open {
    Nothing,
    /// The last field of the list.
    Field,
    /// A field that is not read.
    Unknown,
}

/// The fields in `range` of a term block, which begins after the block's header.
pub(super) fn read(text: &str, glyphs: &[Glyph], range: Range<usize>, report: &mut Report) -> Fields {
    let mut fields = Fields { list: Vec::new(), answer: Vec::new() };
    let mut open = Open::Nothing;
    for segment in segments(text, glyphs, range) {
        let inside = trimmed(glyphs, segment.range.clone());
        if inside.is_empty() {
            continue;
        }
        let span = outer_span(glyphs, inside.clone());
        // Between the header and the first field there may be a dash or the like in the place of the dot.
        let from = match segment.before {
            Separator::Header => inside.clone().find(|&at| glyphs[at].letter.is_alphanumeric()).unwrap_or(inside.start),
            _ => inside.start,
        };
        let found = key_at(glyphs, from..inside.end);
        let known = found.as_ref().is_some_and(|found| found.key.is_some());
        let continues = segment.before == Separator::Line && !matches!(open, Open::Nothing);
        if segment.lazy && !known && !(continues && ends_with_comma(glyphs, segment.range.start)) {
            if fields.answer.is_empty() {
                report.warning(span, Message::AnswerGluedToBlock);
            }
            fields.answer.push(span);
            open = Open::Nothing;
            continue;
        }
        open = match found {
            Some(found) => {
                let key_span = inner_span(&glyphs[found.name.clone()]);
                if segment.before == Separator::Header {
                    report.warning(key_span, Message::MissingSeparator);
                }
                match found.key {
                    Some(key) => {
                        fields.list.push(Field { key, key_span, value: found.value..inside.end });
                        Open::Field
                    }
                    None => {
                        report.warning(key_span, unknown_key(&glyphs[found.name]));
                        Open::Unknown
                    }
                }
            }
            None if continues => {
                if let (Open::Field, Some(field)) = (&open, fields.list.last_mut()) {
                    field.value.end = inside.end;
                }
                open
            }
            None => {
                report.error(span, Message::ExpectedField);
                Open::Nothing
            }
        };
    }
    fields
}

fn unknown_key(name: &[Glyph]) -> Message {
    let key: String = name.iter().map(|glyph| glyph.letter).collect();
    let nearest = nearest(&key, NAMES.into_iter(), 1).first().map(|&name| name.to_owned());
    Message::UnknownField { key, nearest }
}

/// Whether the last sign before the line that starts at `line` is a comma.
fn ends_with_comma(glyphs: &[Glyph], line: usize) -> bool {
    glyphs[..line].iter().rfind(|glyph| !glyph.is_space()).is_some_and(|glyph| glyph.is(','))
}

/// Whether a field begins anywhere in `range`.
pub(super) fn has_field(text: &str, glyphs: &[Glyph], range: Range<usize>) -> bool {
    segments(text, glyphs, range).iter().any(|segment| {
        let letter = segment.range.clone().find(|&at| glyphs[at].letter.is_alphanumeric()).unwrap_or(segment.range.start);
        key_at(glyphs, letter..segment.range.end).is_some_and(|found| found.key.is_some())
    })
}

/// `range` cut at ` · ` and at line ends, outside quotes and code.
fn segments(text: &str, glyphs: &[Glyph], range: Range<usize>) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut quotes = Quotes::default();
    let mut limit = range.start;
    let mut segment = Segment { range: range.clone(), before: Separator::Header, lazy: false };
    let mut at = range.start;
    while at < range.end {
        if quotes.opens(glyphs, at, range.start) {
            if limit <= at {
                limit = next_field_line(glyphs, at..range.end);
            }
            if let Some(end) = quotes.close(glyphs, at..limit) {
                at = end + 1;
                continue;
            }
        }
        let before = match glyphs[at].letter {
            LINE => Some(Separator::Line),
            PARAGRAPH => Some(Separator::Paragraph),
            '·' if is_separator(glyphs, at, &range) => Some(Separator::Dot),
            _ => None,
        };
        if let Some(before) = before {
            let lazy = if glyphs[at].letter == LINE { is_lazy(text, &glyphs[at]) } else { segment.lazy && before == Separator::Dot };
            segment.range.end = at;
            segments.push(std::mem::replace(&mut segment, Segment { range: at + 1..range.end, before, lazy }));
        }
        at += 1;
    }
    segments.push(segment);
    segments
}

/// Whether the `·` at `at` stands between white space.
fn is_separator(glyphs: &[Glyph], at: usize, range: &Range<usize>) -> bool {
    let space_before = at == range.start || glyphs[at - 1].is_space();
    let space_after = at + 1 == range.end || glyphs[at + 1].is_space();
    glyphs[at].is('·') && space_before && space_after
}

/// Whether the line after this break has no `>`.
fn is_lazy(text: &str, line_break: &Glyph) -> bool {
    let ended = text.get(line_break.span.range()).is_some_and(|source| source.ends_with('\n'));
    let next = text.get(line_break.span.end..).unwrap_or_default();
    ended && !next.trim_start_matches([' ', '\t']).starts_with('>')
}

/// The next line of `range` that begins with a known key, or its end: no quote reaches further.
fn next_field_line(glyphs: &[Glyph], range: Range<usize>) -> usize {
    let starts_field = |&at: &usize| {
        glyphs[at].letter == PARAGRAPH
            || (glyphs[at].letter == LINE && key_at(glyphs, at + 1..range.end).is_some_and(|found| found.key.is_some()))
    };
    range.clone().find(starts_field).unwrap_or(range.end)
}

/// The opening and closing signs of a quotation.
const PAIRS: [(char, char); 3] = [('«', '»'), ('“', '”'), ('"', '"')];

/// Finds the ends of quotations, reading each stretch of the text once.
#[derive(Default)]
pub(super) struct Quotes {
    /// For each pair, up to where no closing sign is left.
    none_before: [usize; PAIRS.len()],
}

impl Quotes {
    /// Whether a quotation may begin at `at`; a straight sign must begin a word, so that 5" is no quotation.
    pub(super) fn opens(&self, glyphs: &[Glyph], at: usize, start: usize) -> bool {
        match pair_of(&glyphs[at]) {
            Some(2) => {
                at == start || glyphs[at - 1].is_space() || glyphs[at - 1].is(',') || glyphs[at - 1].is(':') || glyphs[at - 1].is('(')
            }
            found => found.is_some(),
        }
    }

    /// The closing sign of the quotation that `range` begins with.
    pub(super) fn close(&mut self, glyphs: &[Glyph], range: Range<usize>) -> Option<usize> {
        let pair = pair_of(&glyphs[range.start])?;
        if range.start < self.none_before[pair] {
            return None;
        }
        let found = (range.start + 1..range.end).find(|&at| glyphs[at].is(PAIRS[pair].1));
        if found.is_none() {
            self.none_before[pair] = range.end;
        }
        found
    }
}

fn pair_of(glyph: &Glyph) -> Option<usize> {
    PAIRS.iter().position(|&(open, _)| glyph.is(open))
}

/// The pieces of `value` between commas that stand outside marks, code and parentheses, and outside quotes where `quotes` is set. White
/// space is trimmed; an empty piece is an empty range at its place.
pub(super) fn pieces(glyphs: &[Glyph], value: Range<usize>, quotes: bool) -> Vec<Range<usize>> {
    let covered = in_parentheses(glyphs, &value);
    let mut signs = Quotes::default();
    let mut pieces = Vec::new();
    let mut start = value.start;
    let mut at = value.start;
    while at < value.end {
        if quotes
            && signs.opens(glyphs, at, value.start)
            && let Some(end) = signs.close(glyphs, at..value.end)
        {
            at = end + 1;
            continue;
        }
        let glyph = &glyphs[at];
        if glyph.is(',') && !glyph.is_marked() && covered.get(at - value.start) != Some(&true) {
            pieces.push(trimmed(glyphs, start..at));
            start = at + 1;
        }
        at += 1;
    }
    pieces.push(trimmed(glyphs, start..value.end));
    pieces
}

/// For each character of `value`, whether a pair of parentheses stands around it; empty for no pair at all.
fn in_parentheses(glyphs: &[Glyph], value: &Range<usize>) -> Vec<bool> {
    let is_sign = |at: usize, sign: char| glyphs[at].letter == sign && !glyphs[at].literal;
    if !value.clone().any(|at| is_sign(at, '(')) {
        return Vec::new();
    }
    // How many pairs begin, less how many end, at each character; what is left open or was never opened is no pair.
    let mut steps = vec![0_isize; value.len()];
    let mut open = Vec::new();
    for at in value.clone() {
        if is_sign(at, '(') {
            open.push(at);
        } else if is_sign(at, ')')
            && let Some(from) = open.pop()
        {
            steps[from - value.start] += 1;
            steps[at - value.start] -= 1;
        }
    }
    let mut depth = 0;
    let covered = |step: isize| {
        depth += step;
        depth > 0
    };
    steps.into_iter().map(covered).collect()
}
