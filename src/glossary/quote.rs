//! A blockquote cut into the term blocks and review banners it consists of.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::block::{Header, header_of_line, header_of_quote};
use super::glyph::{Glyph, Located, push_paragraph};
use super::report::Report;
use super::review;
use crate::span::Span;

/// What a blockquote contains. Kept from one quote to the next to save allocations.
#[derive(Default)]
pub(super) struct Content {
    /// The characters of all its own paragraphs.
    pub(super) glyphs: Vec<Glyph>,
    /// What it has beside paragraphs: lists, code, quotes…
    pub(super) others: Vec<Span>,
    /// Its paragraphs, those inside the others too; with the quote that each is the first paragraph of.
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
            term_lines(text, span).map(move |line| Stray { line, quote: quote.filter(|_| line.start == span.start) })
        };
        self.paragraphs.iter().flat_map(of_paragraph).collect()
    }
}

/// What looks like a term block but stands where none is read.
pub(super) struct Stray {
    /// Its first line.
    pub(super) line: Span,
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
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([glyphs.len()]).collect();
    for ((at, header), end) in starts.into_iter().zip(ends) {
        let from = if at == 0 { span.start } else { quote_sign_before(text, glyphs[at].outer.start) };
        let to = match (&header, glyphs.get(end)) {
            (None, Some(next)) => quote_sign_before(text, next.outer.start),
            (None, None) => span.end,
            (Some(_), _) => glyphs[at..end].iter().rfind(|glyph| !glyph.is_space()).map_or(span.end, |glyph| glyph.outer.end),
        };
        let part = Span::new(from, from + without_empty_lines(&text[from..to]).len());
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
fn without_empty_lines(quote: &str) -> &str {
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

/// The `>` before the byte `at`, where only white space stands between.
fn quote_sign_before(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end_matches([' ', '\t']);
    if before.ends_with('>') { before.len() - 1 } else { at }
}

/// The lines of the paragraph at `span` that begin with `**term id**` and a dot or nothing more.
pub(super) fn term_lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    text.get(span.range()).unwrap_or_default().split_inclusive('\n').filter_map(move |whole| {
        let line = whole.trim_start_matches([' ', '\t', '>']);
        let start = at + whole.len() - line.len();
        at += whole.len();
        is_term_line(line).then(|| Span::new(start, start + line.trim_end().len()))
    })
}

fn is_term_line(line: &str) -> bool {
    let Some((bold, rest)) = line.strip_prefix("**").and_then(|line| line.split_once("**")) else { return false };
    let id = bold.strip_prefix("terme ").or_else(|| bold.strip_prefix("term ")).unwrap_or_default().trim();
    let rest = rest.trim();
    !id.is_empty() && !id.contains(char::is_whitespace) && rest.starts_with('·')
}
