//! What a term block or a banner binds to: the entry under whose heading it stands, or the list item it stands in.

use std::sync::Arc;

use super::Reader;
use crate::glossary::block::{self, Header};
use crate::glossary::cut::{item_markdown, lines_except, whole_lines};
use crate::glossary::glyph::Glyph;
use crate::glossary::quote::{self, Content, Kind, Part, without_empty_lines};
use crate::glossary::{Item, Term, review};
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// What a term block or banner says something of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Entry,
    Item,
    Nowhere,
}

impl Reader<'_> {
    /// Reads a blockquote.
    pub(super) fn quote(&mut self, content: &Content, span: Span) {
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
                let end = other.start + without_empty_lines(&self.text[other.range()]).len();
                self.report.error(Span::new(other.start, end), Message::ExpectedField);
            }
        }
        self.cut(lines_except(self.text, whole_lines(self.text, span), &kept));
    }

    /// A quotation: part of the answer, but a term block in it would not be read.
    fn ordinary_quote(&mut self, content: &Content) {
        for stray in content.strays(self.text) {
            let message = if stray.line.bold { Message::MisplacedTermBlock } else { Message::TermNotBold };
            self.report.error(stray.line.span, message);
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

    pub(super) fn answer_begins(&mut self) {
        if let Some(open) = self.open.as_mut().filter(|_| self.items.is_empty()) {
            open.at_heading = false;
        }
    }

    /// A list or a quote begins: the first paragraph of the item around it, if there was one, is over.
    pub(super) fn container_in_item(&mut self) {
        if let Some(item) = self.items.last_mut() {
            item.first_over = item.first_end.is_some();
        }
    }

    pub(super) fn leaf_in_item(&mut self, span: Span) {
        let end = self.trimmed(span).end;
        if let Some(item) = self.items.last_mut() {
            item.first_end.get_or_insert(end);
            item.first_over = true;
        }
    }

    /// Text that stands in an item without a paragraph around it, as in every list whose items no blank line parts.
    pub(super) fn inline_in_item(&mut self, span: Span) {
        if let Some(item) = self.items.last_mut().filter(|item| !item.first_over) {
            item.first_end = item.first_end.max(Some(span.end));
        }
    }

    /// Gives the item to its terms. A banner without a term to show it goes back to the answer.
    pub(super) fn item_ends(&mut self) {
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
}
