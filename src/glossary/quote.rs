//! A blockquote cut into the term blocks and review banners it consists of.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::block::{Header, header_of_line, header_of_quote};
use super::glyph::{Glyph, Located, PARAGRAPH, outer_span, push_paragraph, trimmed};
use super::report::Report;
use super::review;
use super::term_line::{TermLine, term_lines};
use crate::span::Span;

/// What a blockquote contains. Kept from one quote to the next to save allocations.
#[derive(Default)]
pub(super) struct Content {
    /// The characters of all its own paragraphs.
    pub(super) glyphs: Vec<Glyph>,
    /// What it has beside paragraphs: lists, code, quotes…
    pub(super) others: Vec<Span>,
    /// Its paragraphs and headings, those inside the others too; with the quote that each is the first paragraph of.
    paragraphs: Vec<(Span, Option<Span>)>,
}

impl Content {
    /// Takes the events up to the end of the blockquote that has just begun.
    pub(super) fn read<'e>(&mut self, text: &str, events: &mut impl Iterator<Item = Located<'e>>) {
        self.glyphs.clear();
        self.others.clear();
        self.paragraphs.clear();
        let mut depth = 0_usize;
        let mut begun: Option<Span> = None;
        while let Some((event, range)) = events.next() {
            let span = Span::from(range);
            match event {
                Event::Start(Tag::Paragraph) => {
                    self.paragraphs.push((span, begun));
                    if depth == 0 {
                        self.push_paragraph(text, span.start, events);
                        continue;
                    }
                    depth += 1;
                }
                Event::Start(ref tag) => {
                    // Comments and a `<br>` on its own line show nothing.
                    if depth == 0 && *tag != Tag::HtmlBlock {
                        self.others.push(span);
                    }
                    // A paragraph with a line of dashes right below it.
                    if matches!(tag, Tag::Heading { .. }) {
                        self.paragraphs.push((span, begun));
                    }
                    depth += 1;
                }
                Event::End(_) if depth == 0 => return,
                Event::End(_) => depth -= 1,
                Event::Rule if depth == 0 => self.others.push(span),
                _ => {}
            }
            begun = matches!(event, Event::Start(Tag::BlockQuote(_))).then_some(span);
        }
    }

    fn push_paragraph<'e>(&mut self, text: &str, start: usize, events: &mut impl Iterator<Item = Located<'e>>) {
        if !self.glyphs.is_empty() {
            self.glyphs.push(Glyph::between_paragraphs(Span::new(start, start)));
        }
        push_paragraph(text, start, events, &mut self.glyphs);
    }

    /// What looks like a term block, where this is a quotation, in which none is read.
    pub(super) fn strays(&self, text: &str) -> Vec<Stray> {
        let of_paragraph = |&(span, quote): &(Span, Option<Span>)| {
            term_lines(text, span).map(move |line| Stray { quote: quote.filter(|_| line.span.start == span.start), line })
        };
        self.paragraphs.iter().flat_map(of_paragraph).collect()
    }
}

/// What looks like a term block but stands where none is read.
pub(super) struct Stray {
    /// Its first line.
    pub(super) line: TermLine,
    /// The quote that it begins, to be taken out of the answer.
    pub(super) quote: Option<Span>,
}

/// One block or banner of a blockquote.
pub(super) struct Part {
    pub(super) kind: Kind,
    /// From its first `>` to its last character.
    pub(super) span: Span,
    /// Its characters among those of the quote.
    pub(super) glyphs: Range<usize>,
}

pub(super) enum Kind {
    Term(Header),
    Banner,
}

/// The parts of the blockquote at `span`, in file order; none for a quote that is neither term block nor banner.
pub(super) fn parts(text: &str, glyphs: &[Glyph], span: Span, report: &mut Report) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let starts = starts(text, glyphs);
    // A quote that begins with anything else is a quote.
    if starts.first().is_none_or(|(at, _)| *at != 0) {
        return parts;
    }
    let next = |number: usize| starts.get(number + 1).map_or(glyphs.len(), |(at, _)| *at);
    let ends: Vec<usize> = (0..starts.len()).map(next).collect();
    let mut from = span.start;
    for ((at, header), end) in starts.into_iter().zip(ends) {
        let next_from = if end < glyphs.len() { line_after(text, &glyphs[end - 1]) } else { span.end };
        let part = match &header {
            Some(_) => Span::new(from, outer_span(glyphs, trimmed(glyphs, at..end)).end),
            // A banner may have more than paragraphs.
            None => Span::new(from, from + without_empty_lines(&text[from..next_from]).len()),
        };
        from = next_from;
        match (header, parts.last_mut()) {
            (Some(header), _) => parts.push(Part { kind: Kind::Term(header), span: part, glyphs: at..end }),
            (None, _) if review::is_banner(text, part, report) => parts.push(Part { kind: Kind::Banner, span: part, glyphs: at..end }),
            // An alert without a date is text of what stands before it.
            (None, Some(before)) => {
                before.glyphs.end = end;
                before.span.end = part.end;
            }
            (None, None) => return parts,
        }
    }
    parts
}

/// The lines at which a term block (with its header) or an alert (without) begins.
fn starts(text: &str, glyphs: &[Glyph]) -> Vec<(usize, Option<Header>)> {
    let mut starts = Vec::new();
    let lines = (0..glyphs.len()).filter(|&at| at == 0 || glyphs[at - 1].is_break());
    for line in lines {
        let header = if line == 0 { header_of_quote(text, glyphs, 0..glyphs.len()) } else { header_of_line(glyphs, line, glyphs.len()) };
        if header.is_some() || review::is_alert(&glyphs[line..]) {
            starts.push((line, header));
        } else if line == 0 {
            break;
        }
    }
    starts
}

/// `quote` without white space at its end and without last lines that are nothing but `>`.
pub(super) fn without_empty_lines(quote: &str) -> &str {
    let mut rest = quote.trim_end();
    loop {
        let line_start = rest.rfind('\n').map_or(0, |before| before + 1);
        let is_empty = rest[line_start..].bytes().all(|byte| matches!(byte, b'>' | b' ' | b'\t'));
        if !is_empty || line_start == 0 {
            return rest;
        }
        rest = rest[..line_start].trim_end();
    }
}

/// The start of the line after a break between two lines or paragraphs: its `>`, if it has one.
fn line_after(text: &str, line_break: &Glyph) -> usize {
    let line = &text[line_break.span.end..];
    let sign = line.trim_start_matches([' ', '\t']);
    if sign.starts_with('>') {
        return text.len() - sign.len();
    }
    // A paragraph's text starts behind the sign; what follows a `<br>` has none.
    let before = text[..line_break.span.end].trim_end_matches([' ', '\t']);
    if line_break.letter == PARAGRAPH && before.ends_with('>') { before.len() - 1 } else { line_break.span.end }
}
