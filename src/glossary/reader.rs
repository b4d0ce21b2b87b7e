//! The reader of the native format (`*.glossary.md`).
//!
//! Block structure and inlines are CommonMark's, by `pulldown-cmark`. A file is read in stretches, which a large one has several of, side by
//! side ([`super::split`]); here they are put together.

use std::borrow::Cow;
use std::collections::HashMap;

use super::chunk::{self, Chunk};
use super::report::Report;
use super::slug::{ExplicitId, name_entries};
use super::{Glossary, Problem, Term, front, references, split};
use crate::messages::FormatMessage as Message;
use crate::span::Span;

/// Reads a glossary in the native format. Whatever cannot be read is a problem, in the order of the text, and all the rest is there.
pub fn read(text: &str) -> (Glossary, Vec<Problem>) {
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    read_in_stretches(text, split::STRETCH, threads)
}

/// Reads in stretches of about that many bytes; the result is the same for any length and number of threads.
pub(super) fn read_in_stretches(text: &str, length: usize, threads: usize) -> (Glossary, Vec<Problem>) {
    let mut report = Report::new(text);
    let front = front::read(text, &mut report);
    let chunks = split::read_chunks(text, front.body, length, threads).unwrap_or_else(|| vec![chunk::read(text, front.body..text.len())]);

    let mut whole =
        Whole { text, glossary: Glossary::default(), report, term_ids: HashMap::new(), explicit_ids: Vec::new(), section: None };
    for chunk in chunks {
        whole.add(chunk);
    }
    let (mut glossary, report) = whole.finish();
    glossary.language = front.language;
    glossary.title = front.title.unwrap_or(glossary.title);
    glossary.source = front.source;
    glossary.license = front.license;
    (glossary, report.finish())
}

/// The stretches put together so far.
struct Whole<'a> {
    text: &'a str,
    glossary: Glossary,
    report: Report<'a>,
    /// Where each term id is written.
    term_ids: HashMap<Cow<'a, str>, Span>,
    explicit_ids: Vec<Option<ExplicitId>>,
    /// The section at the present place.
    section: Option<usize>,
}

impl<'a> Whole<'a> {
    fn add(&mut self, chunk: Chunk<'a>) {
        let (sections, entries) = (self.glossary.sections.len(), self.glossary.entries.len());
        let before_section = chunk.before_section.unwrap_or(usize::MAX);
        for (number, mut entry) in chunk.glossary.entries.into_iter().enumerate() {
            entry.section = if number < before_section { self.section } else { entry.section.map(|section| section + sections) };
            self.glossary.entries.push(entry);
        }
        if chunk.before_section.is_some() {
            self.section = chunk.section.map(|section| section + sections);
        }
        if self.glossary.title.is_empty() {
            self.glossary.title = chunk.glossary.title;
        }
        self.glossary.sections.extend(chunk.glossary.sections);
        self.explicit_ids.extend(chunk.explicit_ids);
        self.report.absorb(chunk.report);
        for mut term in chunk.glossary.terms {
            term.entry += entries;
            self.add_term(term);
        }
    }

    fn add_term(&mut self, term: Term) {
        if let Some(first) = self.term_ids.get(term.id.as_str()) {
            let line = self.report.line(first.start);
            self.report.error(term.id_span, Message::DuplicateTermId { id: term.id, line });
            return;
        }
        let id = self.text.get(term.id_span.range()).filter(|id| *id == term.id);
        self.term_ids.insert(id.map_or_else(|| term.id.clone().into(), Cow::Borrowed), term.id_span);
        self.glossary.terms.push(term);
    }

    fn finish(mut self) -> (Glossary, Report<'a>) {
        name_entries(&mut self.glossary.entries, self.explicit_ids, &mut self.report);
        references::check(&self.glossary, &self.term_ids, &mut self.report);
        (self.glossary, self.report)
    }
}
