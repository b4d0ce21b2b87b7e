//! A blockquote cut into the term blocks and review banners it consists of.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::block::{Header, header_of_line, header_of_quote};
use super::glyph::{Glyph, PARAGRAPH, push_paragraph};
use super::report::Report;
use super::review;
use crate::span::Span;

/// An event of the parser and its bytes in the file.
pub(super) type Located<'a> = (Event<'a>, Range<usize>);

/// A blockquote, cut.
pub(super) struct Quote {
    /// The characters of all its paragraphs.
    pub(super) glyphs: Vec<Glyph>,
    /// Its parts, in file order; none for a quote that is neither term block nor banner.
    pub(super) parts: Vec<Part>,
    /// What it has beside paragraphs: lists, code, quotes…
    pub(super) others: Vec<Span>,
}

/// One block or banner of a blockquote.
pub(super) struct Part {
    pub(super) kind: Kind,
    /// From its first `>` to its last character.
    pub(super) span: Span,
    /// Its characters in [`Quote::glyphs`].
    pub(super) glyphs: Range<usize>,
}

pub(super) enum Kind {
    Term(Header),
    Banner,
}

/// Cuts the blockquote at `span`, of which `events` are the content.
pub(super) fn read(text: &str, events: &[Located], span: Span, report: &mut Report) -> Quote {
    let mut quote = Quote { glyphs: Vec::new(), parts: Vec::new(), others: Vec::new() };
    quote.read_content(text, events);
    let starts = starts(text, &quote.glyphs);
    // A quote that begins with anything else is a quote.
    if starts.first().is_none_or(|(at, _)| *at != 0) {
        return quote;
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([quote.glyphs.len()]).collect();
    for ((at, header), end) in starts.into_iter().zip(ends) {
        let from = if at == 0 { span.start } else { quote_sign_before(text, quote.glyphs[at].outer.start) };
        let to = match (&header, quote.glyphs.get(end)) {
            (None, Some(next)) => quote_sign_before(text, next.outer.start),
            (None, None) => span.end,
            (Some(_), _) => quote.glyphs[at..end].iter().rfind(|glyph| !glyph.is_space()).map_or(span.end, |glyph| glyph.outer.end),
        };
        let part = Span::new(from, from + without_empty_lines(&text[from..to]).len());
        match (header, quote.parts.last_mut()) {
            (Some(header), _) => quote.parts.push(Part { kind: Kind::Term(header), span: part, glyphs: at..end }),
            (None, _) if review::is_banner(text, part, report) => {
                quote.parts.push(Part { kind: Kind::Banner, span: part, glyphs: at..end })
            }
            // An alert without a date is text of what stands before it.
            (None, Some(before)) => {
                before.glyphs.end = end;
                before.span.end = part.end;
            }
            (None, None) => return quote,
        }
    }
    quote
}

impl Quote {
    /// Makes the characters of the paragraphs, and notes what else there is.
    fn read_content(&mut self, text: &str, events: &[Located]) {
        let mut at = 0;
        while let Some((event, range)) = events.get(at) {
            let end = end_of(events, at);
            match event {
                Event::Start(Tag::Paragraph) => self.paragraph(text, &events[at + 1..end], range.start),
                // Comments and a `<br>` on its own line show nothing.
                Event::Start(Tag::HtmlBlock) => {}
                _ => self.others.push(range.clone().into()),
            }
            at = end + 1;
        }
    }

    fn paragraph(&mut self, text: &str, events: &[Located], start: usize) {
        if let Some(&last) = self.glyphs.last() {
            let span = Span::new(start, start);
            self.glyphs.push(Glyph {
                letter: PARAGRAPH,
                span,
                outer: span,
                strong: false,
                strike: false,
                emphasis: false,
                code: false,
                ..last
            });
        }
        push_paragraph(text, events, &mut self.glyphs);
    }
}

/// The index of the event that ends what the event at `start` starts; `start` itself for one that starts nothing.
fn end_of(events: &[Located], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    events.len().saturating_sub(1)
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

/// What looks like a term block but stands where none is read.
pub(super) struct Stray {
    /// Its first line.
    pub(super) line: Span,
    /// The quote that has nothing else, to be taken out of the answer.
    pub(super) quote: Option<Span>,
}

/// The strays in `events`, the content of a quotation, at any depth.
pub(super) fn strays(text: &str, events: &[Located]) -> Vec<Stray> {
    let mut strays = Vec::new();
    let mut before: Option<&Located> = None;
    for located in events {
        if let (Event::Start(Tag::Paragraph), range) = located {
            let quote =
                before.filter(|(event, _)| matches!(event, Event::Start(Tag::BlockQuote(_)))).map(|(_, quote)| Span::from(quote.clone()));
            let lines = term_lines(text, range.clone().into());
            strays.extend(lines.map(|line| Stray { line, quote: quote.filter(|_| line.start == range.start) }));
        }
        before = Some(located);
    }
    strays
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
