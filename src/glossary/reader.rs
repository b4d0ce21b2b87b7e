//! The reader of the native format: finds headings, list items, term blocks and banners in the Markdown and binds them to each other.
//!
//! Block structure and inlines are CommonMark's, by `pulldown-cmark`; what each block says is read in the modules beside this one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::block::{self, Header};
use super::cut::{item_markdown, lines_except, whole_lines, without};
use super::glyph::{Glyph, Located};
use super::quote::{self, Content, Kind, Part};
use super::report::Report;
use super::slug::{ExplicitId, name_entries};
use super::{Entry, Glossary, Item, Problem, Review, Section, Term, front, references, review};
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// Reads a glossary in the native format. Whatever cannot be read is a problem, in the order of the text, and all the rest is there.
pub fn read(text: &str) -> (Glossary, Vec<Problem>) {
    let mut report = Report::new(text);
    let front = front::read(text, &mut report);
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(text.get(front.body..).unwrap_or_default(), options).into_offset_iter();
    let mut events = parser.map(|(event, range)| (event, range.start + front.body..range.end + front.body));

    let mut reader = Reader::new(text, report);
    while let Some((event, range)) = events.next() {
        reader.event(event, range.into(), &mut events);
    }
    let (mut glossary, report) = reader.finish();
    glossary.language = front.language;
    glossary.title = front.title.unwrap_or(glossary.title);
    glossary.source = front.source;
    glossary.license = front.license;
    (glossary, report.finish())
}

struct Reader<'a> {
    text: &'a str,
    glossary: Glossary,
    report: Report<'a>,
    /// Where each term id is written.
    term_ids: HashMap<Cow<'a, str>, Span>,
    /// For each entry, the id of its `{#id}`.
    explicit_ids: Vec<Option<ExplicitId>>,
    /// The section at the present place: an index into [`Glossary::sections`].
    section: Option<usize>,
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

/// What a term block or banner says something of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Entry,
    Item,
    Nowhere,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, report: Report<'a>) -> Self {
        Self {
            text,
            glossary: Glossary::default(),
            report,
            term_ids: HashMap::new(),
            explicit_ids: Vec::new(),
            section: None,
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
            Event::Start(Tag::HtmlBlock) if self.is_comment(span) => {}
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::Rule => {
                self.leaf_in_item(span);
                self.answer_begins();
                for line in quote::term_lines(self.text, span) {
                    self.report.error(line, Message::UnquotedTermBlock);
                }
            }
            _ => self.inline_in_item(span),
        }
    }

    fn heading(&mut self, level: HeadingLevel, heading: String, id: Option<String>, span: Span) {
        self.close_entry(span.start);
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

    fn quote(&mut self, content: &Content, span: Span) {
        let parts = quote::parts(self.text, &content.glyphs, self.trimmed(span), &mut self.report);
        if parts.is_empty() {
            self.ordinary_quote(content);
            return;
        }
        let place = self.place();
        let mut kept = Vec::new();
        for part in &parts {
            kept.extend(match &part.kind {
                Kind::Term(header) => self.term_block(&content.glyphs, header, part, place),
                Kind::Banner => self.banner(part, place),
            });
        }
        for &other in &content.others {
            let next = parts.partition_point(|part| part.span.start < other.start);
            if next.checked_sub(1).and_then(|part| parts.get(part)).is_some_and(|part| matches!(part.kind, Kind::Term(_))) {
                self.report.error(self.trimmed(other), Message::ExpectedField);
            }
        }
        self.cut(lines_except(self.text, whole_lines(self.text, span), &kept));
    }

    /// A quotation: part of the answer, but a term block in it would not be read.
    fn ordinary_quote(&mut self, content: &Content) {
        for stray in content.strays(self.text) {
            self.report.error(stray.line, Message::MisplacedTermBlock);
            self.cut(stray.quote.map(|quote| whole_lines(self.text, quote)));
        }
    }

    /// Reads a term block; what of its quote belongs to the answer all the same.
    fn term_block(&mut self, glyphs: &[Glyph], header: &Header, part: &Part, place: Place) -> Vec<Span> {
        let block = block::read(self.text, glyphs, header, part.glyphs.clone(), part.span, &mut self.report);
        match block.term {
            Some(_) if place == Place::Nowhere => self.report.error(header.span(glyphs), Message::MisplacedTermBlock),
            Some(term) => self.bind(term, place),
            None => {}
        }
        block.answer
    }

    fn bind(&mut self, mut term: Term, place: Place) {
        if let Some(first) = self.term_ids.get(term.id.as_str()) {
            let line = self.report.line(first.start);
            self.report.error(term.id_span, Message::DuplicateTermId { id: term.id, line });
            return;
        }
        let id = self.text.get(term.id_span.range()).filter(|id| *id == term.id);
        self.term_ids.insert(id.map_or_else(|| term.id.clone().into(), Cow::Borrowed), term.id_span);
        term.entry = self.open.as_ref().map_or(0, |open| open.index);
        if let Some(item) = self.items.last_mut().filter(|_| place == Place::Item) {
            item.terms.push(self.glossary.terms.len());
        }
        self.glossary.terms.push(term);
    }

    /// Reads a banner; what of its quote belongs to the answer all the same.
    fn banner(&mut self, part: &Part, place: Place) -> Vec<Span> {
        let banner = review::read(self.text, part.span, &mut self.report);
        let entry = self.open.as_ref().and_then(|open| self.glossary.entries.get_mut(open.index));
        let holder = match place {
            Place::Entry => entry.map(|entry| &mut entry.review),
            Place::Item => self.items.last_mut().map(|item| &mut item.review),
            Place::Nowhere => None,
        };
        match holder {
            None => self.report.error(part.span, Message::MisplacedBanner),
            Some(Some(first)) => self.report.error(part.span, Message::SecondBanner { line: self.report.line(first.span.start) }),
            Some(empty) => *empty = Some(banner.review),
        }
        banner.answer
    }

    fn place(&self) -> Place {
        match &self.open {
            Some(_) if !self.items.is_empty() => Place::Item,
            Some(open) if open.at_heading => Place::Entry,
            _ => Place::Nowhere,
        }
    }

    fn cut(&mut self, cuts: impl IntoIterator<Item = Span>) {
        if let Some(open) = &mut self.open {
            open.cuts.extend(cuts);
        }
    }

    fn answer_begins(&mut self) {
        if let Some(open) = self.open.as_mut().filter(|_| self.items.is_empty()) {
            open.at_heading = false;
        }
    }

    /// A list or a quote begins: the first paragraph of the item around it, if there was one, is over.
    fn container_in_item(&mut self) {
        if let Some(item) = self.items.last_mut() {
            item.first_over = item.first_end.is_some();
        }
    }

    fn leaf_in_item(&mut self, span: Span) {
        let end = self.trimmed(span).end;
        if let Some(item) = self.items.last_mut() {
            item.first_end.get_or_insert(end);
            item.first_over = true;
        }
    }

    /// Text that stands in an item without a paragraph around it, as in every list whose items no blank line parts.
    fn inline_in_item(&mut self, span: Span) {
        if let Some(item) = self.items.last_mut().filter(|item| !item.first_over) {
            item.first_end = item.first_end.max(Some(span.end));
        }
    }

    /// Gives the item to its terms. A banner without a term to show it goes back to the answer.
    fn item_ends(&mut self) {
        let (Some(item), Some(open)) = (self.items.pop(), &mut self.open) else { return };
        let cuts_from = |start: usize| open.cuts.partition_point(|cut| cut.start < start);
        if item.terms.is_empty() {
            let Some(review) = item.review else { return };
            let of_banner = cuts_from(whole_lines(self.text, review.span).start)..cuts_from(review.span.end);
            open.cuts.drain(of_banner);
            self.report.warning(review.span, Message::BannerWithoutTerm);
            return;
        }
        let cuts = open.cuts.get(cuts_from(item.span.start)..).unwrap_or_default();
        let markdown = item_markdown(self.text, item.span, cuts);
        let first_line = || item.span.start + self.text[item.span.range()].lines().next().unwrap_or_default().trim_end().len();
        let span = Span::new(item.span.start, item.first_end.unwrap_or_else(first_line));
        let shared = Arc::new(Item { markdown, span, review: item.review });
        for term in item.terms {
            if let Some(term) = self.glossary.terms.get_mut(term) {
                term.item = Some(Arc::clone(&shared));
            }
        }
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

    fn finish(mut self) -> (Glossary, Report<'a>) {
        self.close_entry(self.text.len());
        name_entries(&mut self.glossary.entries, self.explicit_ids, &mut self.report);
        references::check(&self.glossary, &self.term_ids, &mut self.report);
        (self.glossary, self.report)
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
