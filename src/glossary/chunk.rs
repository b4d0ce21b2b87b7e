//! A stretch of the file read on its own: headings with their answers, and what binds to them.

mod binding;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::cut::without;
use super::glyph::Located;
use super::quote::Content;
use super::report::Report;
use super::slug::ExplicitId;
use super::term_line::term_lines;
use super::{Entry, Glossary, Review, Section};
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// What one stretch of the file says. All indices are into its own lists; all spans are of the whole file.
pub(super) struct Chunk<'a> {
    pub(super) glossary: Glossary,
    pub(super) report: Report<'a>,
    /// For each entry, the id of its `{#id}`.
    pub(super) explicit_ids: Vec<Option<ExplicitId>>,
    /// How many entries stand before its first `#` or `##`, in the section that the stretch before ends with; `None` for all.
    pub(super) before_section: Option<usize>,
    /// The section at its end.
    pub(super) section: Option<usize>,
    /// Whether its end may stand inside a code or HTML block, so that what follows would read otherwise on its own.
    pub(super) open_ended: bool,
}

/// Reads `text[range]`, which begins and ends outside any block.
pub(super) fn read(text: &str, range: Range<usize>) -> Chunk<'_> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(text.get(range.clone()).unwrap_or_default(), options).into_offset_iter();
    let mut events = parser.map(|(event, bytes)| (event, bytes.start + range.start..bytes.end + range.start));
    let mut reader = Reader::new(text);
    while let Some((event, bytes)) = events.next() {
        reader.event(event, bytes.into(), &mut events);
    }
    reader.finish(range.end)
}

struct Reader<'a> {
    text: &'a str,
    glossary: Glossary,
    report: Report<'a>,
    /// For each entry, the id of its `{#id}`.
    explicit_ids: Vec<Option<ExplicitId>>,
    before_section: Option<usize>,
    /// The section at the present place: an index into [`Glossary::sections`].
    section: Option<usize>,
    /// The code or HTML block outside lists that stands last.
    last_raw_block: Option<Span>,
    /// The entry whose answer is being read.
    open: Option<OpenEntry>,
    /// The list items around the present place, outermost first.
    items: Vec<OpenItem>,
    /// What the last blockquote contained.
    quote: Content,
}

struct OpenEntry {
    /// Index into [`Glossary::entries`].
    index: usize,
    answer_start: usize,
    /// What is not part of the answer, in file order.
    cuts: Vec<Span>,
    /// Whether nothing but quotes stood under the heading so far.
    at_heading: bool,
}

struct OpenItem {
    span: Span,
    /// The end of its first paragraph.
    first_end: Option<usize>,
    /// Whether that paragraph is over.
    first_over: bool,
    /// Indices into [`Glossary::terms`].
    terms: Vec<usize>,
    review: Option<Review>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            glossary: Glossary::default(),
            report: Report::new(text),
            explicit_ids: Vec::new(),
            before_section: None,
            section: None,
            last_raw_block: None,
            open: None,
            items: Vec::new(),
            quote: Content::default(),
        }
    }

    /// Reads one event; headings and quotes take what belongs to them from `rest`.
    fn event(&mut self, event: Event<'a>, span: Span, rest: &mut impl Iterator<Item = Located<'a>>) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) if self.items.is_empty() && level <= HeadingLevel::H3 => {
                let heading = heading_text(rest);
                let id = id.map(|id| id.to_string());
                self.heading(level, heading, id, self.trimmed(span));
            }
            Event::Start(Tag::BlockQuote(_)) => {
                self.container_in_item();
                let mut content = std::mem::take(&mut self.quote);
                content.read(self.text, rest);
                self.quote(&content, span);
                self.quote = content;
            }
            Event::Start(Tag::List(_)) => {
                self.container_in_item();
                self.answer_begins();
            }
            Event::Start(Tag::Item) => {
                self.items.push(OpenItem { span, first_end: None, first_over: false, terms: Vec::new(), review: None })
            }
            Event::End(TagEnd::Item) => self.item_ends(),
            Event::End(_) | Event::Html(_) => {}
            Event::Start(Tag::Paragraph) => {
                self.leaf(span);
                for line in term_lines(self.text, span).filter(|line| line.bold) {
                    self.report.error(line.span, Message::UnquotedTermBlock);
                }
            }
            Event::Start(Tag::HtmlBlock) => {
                self.raw_block(span);
                if !self.is_comment(span) {
                    self.leaf(span);
                }
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.raw_block(span);
                self.leaf(span);
            }
            Event::Start(Tag::Heading { .. }) | Event::Rule => self.leaf(span),
            _ => self.inline_in_item(span),
        }
    }

    /// A block without blocks inside begins.
    fn leaf(&mut self, span: Span) {
        self.leaf_in_item(span);
        self.answer_begins();
    }

    fn raw_block(&mut self, span: Span) {
        if self.items.is_empty() {
            self.last_raw_block = Some(span);
        }
    }

    fn heading(&mut self, level: HeadingLevel, heading: String, id: Option<String>, span: Span) {
        self.close_entry(span.start);
        if level < HeadingLevel::H3 {
            self.before_section.get_or_insert(self.glossary.entries.len());
        }
        match level {
            HeadingLevel::H1 => {
                self.section = None;
                if self.glossary.title.is_empty() {
                    self.glossary.title = heading;
                }
            }
            HeadingLevel::H2 => {
                self.section = Some(self.glossary.sections.len());
                self.glossary.sections.push(Section { title: heading, span });
            }
            _ => self.open_entry(heading, id, span),
        }
    }

    fn open_entry(&mut self, heading: String, id: Option<String>, span: Span) {
        if heading.is_empty() {
            self.report.warning(span, Message::EmptyHeading);
        }
        self.open = Some(OpenEntry { index: self.glossary.entries.len(), answer_start: span.end, cuts: Vec::new(), at_heading: true });
        self.glossary.entries.push(Entry {
            id: String::new(),
            section: self.section,
            heading,
            heading_span: span,
            answer: String::new(),
            span,
            review: None,
        });
        self.explicit_ids.push(id.map(|id| {
            let source = self.text.get(span.range()).unwrap_or_default();
            let start = span.start + source.rfind(&id).unwrap_or_default();
            let end = start + id.len();
            ExplicitId { id, span: Span::new(start, end) }
        }));
    }

    /// Ends the open entry, whose answer reaches at most to the byte `end`.
    fn close_entry(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        let Some(entry) = self.glossary.entries.get_mut(open.index) else { return };
        let answer = Span::new(open.answer_start, end);
        entry.answer = without(self.text, answer, &open.cuts);
        entry.span.end = open.answer_start + self.text[answer.range()].trim_end().len();
    }

    /// `span` without white space at its end.
    fn trimmed(&self, span: Span) -> Span {
        Span::new(span.start, span.start + self.text[span.range()].trim_end().len())
    }

    /// Whether an HTML block shows nothing, so that a block after it still stands at its heading.
    fn is_comment(&self, span: Span) -> bool {
        let source = self.text[span.range()].trim();
        source.starts_with("<!--") && source.ends_with("-->")
    }

    fn finish(mut self, end: usize) -> Chunk<'a> {
        self.close_entry(end);
        let open_ended = self.last_raw_block.is_some_and(|block| self.trimmed(Span::new(block.start, end)).end <= block.end);
        Chunk {
            glossary: self.glossary,
            report: self.report,
            explicit_ids: self.explicit_ids,
            before_section: self.before_section,
            section: self.section,
            open_ended,
        }
    }
}

/// The text of a heading, markup stripped; takes its events up to its end.
fn heading_text<'a>(events: &mut impl Iterator<Item = Located<'a>>) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::End(TagEnd::Heading(_)) => break,
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}
