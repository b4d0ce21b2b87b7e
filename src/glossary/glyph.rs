//! The characters of a paragraph as a reader of the rendered page sees them, each with its marks and its place in the file.
//!
//! Everything in a term block is cut at signs (`·`, commas, parentheses) that count or not by the marks around them. One flat run of
//! characters that know their marks makes each of these cuts one loop.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use crate::span::Span;

/// An event of the parser and its bytes in the file.
pub(super) type Located<'a> = (Event<'a>, Range<usize>);

/// The character of a line break in the source or a `<br>`.
pub(super) const LINE: char = '\n';
/// The character that stands between two paragraphs.
pub(super) const PARAGRAPH: char = '\u{2029}';

/// One rendered character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) letter: char,
    /// Its source, the backslash of an escape included.
    pub(super) span: Span,
    /// The outermost `**`, `~~`, `` ` ``, link… it stands in, marks included; else its own source.
    pub(super) outer: Span,
    pub(super) strong: bool,
    pub(super) strike: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// Escaped, or written as an entity: never a sign of the format.
    pub(super) literal: bool,
}

impl Glyph {
    /// What separates two paragraphs at `span`.
    pub(super) fn between_paragraphs(span: Span) -> Self {
        Self { letter: PARAGRAPH, span, outer: span, strong: false, strike: false, emphasis: false, code: false, literal: false }
    }

    /// Whether it is `sign` and means something: not escaped, not in code.
    pub(super) fn is(&self, sign: char) -> bool {
        self.letter == sign && !self.literal && !self.code
    }

    /// White space of any kind, line breaks included.
    pub(super) fn is_space(&self) -> bool {
        self.letter.is_whitespace()
    }

    /// Whether a line begins after it.
    pub(super) fn is_break(&self) -> bool {
        self.letter == LINE || self.letter == PARAGRAPH
    }

    /// Whether it stands between marks of any kind.
    pub(super) fn is_marked(&self) -> bool {
        self.strong || self.strike || self.emphasis || self.code
    }
}

/// The part of `range` without white space at its ends.
pub(super) fn trimmed(glyphs: &[Glyph], range: Range<usize>) -> Range<usize> {
    let inside = &glyphs[range.clone()];
    let Some(first) = inside.iter().position(|glyph| !glyph.is_space()) else { return range.start..range.start };
    let last = inside.iter().rposition(|glyph| !glyph.is_space()).unwrap_or(first);
    range.start + first..range.start + last + 1
}

/// The source of `glyphs` without the marks around them; empty at 0 for none.
pub(super) fn inner_span(glyphs: &[Glyph]) -> Span {
    match (glyphs.first(), glyphs.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::default(),
    }
}

/// The source of `range` with the marks around it, as far as they stand on its lines and not beyond the next sign on either side; empty at 0
/// for none.
pub(super) fn outer_span(glyphs: &[Glyph], range: Range<usize>) -> Span {
    let (Some(first), Some(last)) = (glyphs[range.clone()].first(), glyphs[range.clone()].last()) else { return Span::default() };
    let bounds = |glyph: &&Glyph| !glyph.is_space() || glyph.is_break();
    let before = glyphs[..range.start].iter().rfind(bounds).map_or(first.outer.start, |glyph| glyph.span.end);
    let after = glyphs[range.end..].iter().find(bounds).map_or(last.outer.end, |glyph| glyph.span.start);
    // A mark may begin before a sign or end after one: then only what is between counts.
    let start = if first.outer.start < before { first.span.start } else { first.outer.start };
    let end = if last.outer.end > after { last.span.end } else { last.outer.end };
    Span::new(start, end)
}

/// The rendered text of `glyphs`. A line break or a run of white space is one space; a single no-break space stays.
pub(super) fn text_of(glyphs: &[Glyph]) -> String {
    let mut text = String::with_capacity(glyphs.len());
    for (at, glyph) in glyphs.iter().enumerate() {
        let after_space = at > 0 && glyphs[at - 1].is_space();
        match glyph.is_space() {
            false => text.push(glyph.letter),
            true if after_space => {
                text.pop();
                text.push(' ');
            }
            true if glyph.is_break() => text.push(' '),
            true => text.push(glyph.letter),
        }
    }
    text
}

/// Appends the characters of the paragraph that has just begun at byte `start`; takes its events up to its end.
pub(super) fn push_paragraph<'e>(text: &str, start: usize, events: &mut impl Iterator<Item = Located<'e>>, glyphs: &mut Vec<Glyph>) {
    let mut pen = Pen { text, glyphs, open: 0, strong: 0, strike: 0, emphasis: 0, others: 0, outer: Span::default(), written: start };
    for (event, range) in events {
        if matches!(event, Event::End(TagEnd::Paragraph)) {
            return;
        }
        pen.event(&event, range.into());
    }
}

struct Pen<'a> {
    text: &'a str,
    glyphs: &'a mut Vec<Glyph>,
    /// How many elements are open here, of any kind and of the kinds that are marks.
    open: usize,
    strong: usize,
    strike: usize,
    emphasis: usize,
    others: usize,
    /// The outermost of the open elements.
    outer: Span,
    /// Up to where the source was read.
    written: usize,
}

impl Pen<'_> {
    fn event(&mut self, event: &Event, span: Span) {
        match event {
            Event::Start(tag) => {
                self.enter(span);
                *self.count(tag.to_end()) += 1;
                self.written = span.start;
                return;
            }
            Event::End(tag) => {
                self.leave();
                let count = self.count(*tag);
                *count = count.saturating_sub(1);
            }
            Event::Text(text) => self.plain(text, span),
            Event::Code(_) => self.code(span),
            Event::SoftBreak | Event::HardBreak => self.push(LINE, span, false, false),
            Event::InlineHtml(tag) if is_line_break(tag) => self.push(LINE, span, false, false),
            _ => {}
        }
        self.written = span.end;
    }

    fn enter(&mut self, span: Span) {
        if self.open == 0 {
            self.outer = span;
        }
        self.open += 1;
    }

    fn leave(&mut self) {
        self.open = self.open.saturating_sub(1);
    }

    fn count(&mut self, tag: TagEnd) -> &mut usize {
        match tag {
            TagEnd::Strong => &mut self.strong,
            TagEnd::Strikethrough => &mut self.strike,
            TagEnd::Emphasis => &mut self.emphasis,
            _ => &mut self.others,
        }
    }

    fn plain(&mut self, text: &str, span: Span) {
        if self.text.get(span.range()) != Some(text) {
            // An entity: `&amp;` is one character, wherever its letters are.
            text.chars().for_each(|letter| self.push(letter, span, false, true));
            return;
        }
        // The parser leaves the backslash of an escape out and starts a new text at the character it escapes.
        let escaped = span.start > self.written && self.text.as_bytes().get(span.start - 1) == Some(&b'\\');
        for (at, letter) in text.char_indices() {
            let literal = escaped && at == 0;
            let start = span.start + at;
            self.push(letter, Span::new(start - usize::from(literal), start + letter.len_utf8()), false, literal);
        }
    }

    /// The source of a code span, so that each character keeps its place. CommonMark has no escapes in code; `\(`, `\)` and `\|` are ours.
    fn code(&mut self, span: Span) {
        let source = self.text.get(span.range()).unwrap_or_default();
        let fence = source.len() - source.trim_start_matches('`').len();
        let (start, end) = (span.start + fence, span.end.saturating_sub(fence).max(span.start + fence));
        // An element like the others: every character of the code knows the whole of it.
        self.enter(span);
        let mut letters = self.text.get(start..end).unwrap_or_default().char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let from = start + at;
            let next = letters.peek().map(|&(_, next)| next);
            match (letter, next) {
                ('\n', _) => {
                    self.push(' ', Span::new(from, from + 1), true, false);
                    while letters.next_if(|&(_, prefix)| matches!(prefix, ' ' | '\t' | '>')).is_some() {}
                }
                ('\r', Some('\n')) => {}
                ('\\', Some(sign @ ('(' | ')' | '|'))) => {
                    letters.next();
                    self.push(sign, Span::new(from, from + 2), true, true);
                }
                _ => self.push(letter, Span::new(from, from + letter.len_utf8()), true, false),
            }
        }
        self.leave();
    }

    fn push(&mut self, letter: char, span: Span, code: bool, literal: bool) {
        self.glyphs.push(Glyph {
            letter,
            span,
            outer: if self.open == 0 { span } else { self.outer },
            strong: self.strong > 0,
            strike: self.strike > 0,
            emphasis: self.emphasis > 0,
            code,
            literal,
        });
    }
}

fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim_end();
    name.eq_ignore_ascii_case("br")
}
