//! The reading of a document in chunks: what an edit does not touch is not read again.

use std::sync::Arc;

use super::{Manner, Reading};
use crate::language::{self, Language};
use crate::matcher::company::{self, Mark, Outlook, Standing, Verdict};
use crate::matcher::{Found, Matcher, Occurrence};
use crate::prose;
use crate::span::Span;

/// A chunk of text as it reads by itself. Spans and word numbers count from its start.
#[derive(Debug)]
pub struct Chunk {
    /// Bytes.
    pub length: usize,
    /// What the glossaries find.
    pub found: Found,
    /// The insides of its comments.
    pub comments: Vec<Span>,
    /// What the front matter says; only the first chunk has one.
    declared: Option<Language>,
    /// What its words look like.
    guessed: Option<Language>,
}

/// A chunk among its neighbours.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is by itself.
    pub chunk: Arc<Chunk>,
    /// The language it is taken to be in.
    pub language: Option<Language>,
    standing: Arc<Standing>,
    outlook: Outlook,
    /// What became of its occurrences, and its marks; spans count from the chunk's start.
    pub judged: Arc<Judged>,
}

/// What neighbours have a say in.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// One for each occurrence.
    pub verdicts: Vec<Verdict>,
    /// In order.
    pub marks: Vec<Mark>,
}

/// The parts of a text, in order.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    parts: Vec<Part>,
    /// The first byte of each part, and the end of the text.
    starts: Vec<usize>,
    /// The language of the whole, where a setting, the file name or the front matter says it.
    declared: Option<Language>,
}

/// The stretch that was changed since some parts were read: bytes `old` became bytes `new`; both start at the same byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dirty {
    /// In the text that was read.
    pub old: Span,
    /// In the text as it is.
    pub new: Span,
}

impl Dirty {
    /// Both changes, this one before `next`, as one.
    pub fn then(self, next: Dirty) -> Self {
        let reach = self.new.end.max(next.old.end);
        let start = self.new.start.min(next.old.start);
        Self { old: Span::new(start, self.old.end + (reach - self.new.end)), new: Span::new(start, next.new.end + (reach - next.old.end)) }
    }
}

impl Chunk {
    fn read(source: &str, is_first: bool, manner: &Manner, matcher: &Matcher) -> Self {
        let prose = prose::read_chunk(source, manner.format, is_first);
        let mut found = matcher.find(&prose.text);
        for occurrence in &mut found.occurrences {
            occurrence.span = prose.source_span(occurrence.span);
        }
        Self {
            length: source.len(),
            found,
            declared: prose.front_matter.and_then(|span| super::front_matter_language(&source[span.range()])),
            guessed: if manner.language.is_none() { language::guess(&prose.text) } else { None },
            comments: prose.comments,
        }
    }
}

impl Parts {
    /// Reads a whole text, given as its chunks.
    pub fn read(chunks: impl Iterator<Item = String>, manner: &Manner, matcher: &Matcher) -> Self {
        let chunks = chunks.enumerate().map(|(number, source)| Arc::new(Chunk::read(&source, number == 0, manner, matcher)));
        Self::of(chunks.collect(), &Self::default(), manner, matcher)
    }

    /// Reads again after `dirty`; `chunks_from` gives the chunks of the text as it is now, from a chunk's start on.
    pub fn after<I: Iterator<Item = String>>(
        &self,
        dirty: Dirty,
        chunks_from: impl FnOnce(usize) -> I,
        manner: &Manner,
        matcher: &Matcher,
    ) -> Self {
        // The chunk before the edited one is read too: whether it ends where it did depends on the first line behind it.
        let edited = self.starts.partition_point(|&start| start <= dirty.old.start).saturating_sub(1);
        let first = edited.min(self.parts.len()).saturating_sub(1);
        let start = self.starts.get(first).copied().unwrap_or_default();
        let mut chunks: Vec<Arc<Chunk>> = self.parts[..first].iter().map(|part| Arc::clone(&part.chunk)).collect();
        let (mut end, mut rest) = (start, self.parts.len());
        for (number, source) in chunks_from(start).enumerate() {
            end += source.len();
            chunks.push(Arc::new(Chunk::read(&source, first + number == 0, manner, matcher)));
            // In step again where a chunk ends behind the edit at a place where one ended before.
            if end >= dirty.new.end
                && let Ok(next) = self.starts.binary_search(&(end - dirty.new.end + dirty.old.end))
            {
                rest = next;
                break;
            }
        }
        chunks.extend(self.parts[rest.min(self.parts.len())..].iter().map(|part| Arc::clone(&part.chunk)));
        Self::of(chunks, self, manner, matcher)
    }

    /// Judges `chunks` among their neighbours, and takes over from `before` what is the same.
    fn of(chunks: Vec<Arc<Chunk>>, before: &Self, manner: &Manner, matcher: &Matcher) -> Self {
        let declared = manner.language.clone().or_else(|| chunks.first().and_then(|chunk| chunk.declared.clone()));
        let same_language = declared == before.declared;
        let mut known = Known::new(if same_language { &before.parts } else { &[] }, chunks.len());
        let standing: Vec<(Option<Language>, Arc<Standing>, Option<&Part>)> = chunks
            .iter()
            .enumerate()
            .map(|(number, chunk)| match known.part(number, chunk) {
                Some(part) => (part.language.clone(), Arc::clone(&part.standing), Some(part)),
                None => {
                    let language = declared.clone().or_else(|| chunk.guessed.clone());
                    let standing = Arc::new(company::stand(matcher, &chunk.found, language.as_ref()));
                    (language, standing, None)
                }
            })
            .collect();
        let outlooks = company::outlooks(chunks.iter().zip(&standing).map(|(chunk, (_, standing, _))| (&chunk.found, &**standing)));
        let mut starts = Vec::with_capacity(chunks.len() + 1);
        let mut at = 0;
        let mut parts = Vec::with_capacity(chunks.len());
        for ((chunk, (language, standing, known)), outlook) in chunks.into_iter().zip(standing).zip(outlooks) {
            starts.push(at);
            at += chunk.length;
            let judged = match known.filter(|part| part.outlook == outlook) {
                Some(part) => Arc::clone(&part.judged),
                None => {
                    let verdicts = company::verdicts(matcher, &chunk.found, &standing, language.as_ref(), &outlook);
                    let marks = company::marks(&chunk.found, &verdicts);
                    Arc::new(Judged { verdicts, marks })
                }
            };
            parts.push(Part { chunk, language, standing, outlook, judged });
        }
        starts.push(at);
        Self { parts, starts, declared }
    }

    /// The parts with their first bytes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.starts.iter().copied().zip(&self.parts)
    }

    /// The occurrences that a cursor at `offset` touches (the end of a word included), with spans of the whole text: the longest first, of
    /// equally long ones the nearest form first, one for each term.
    pub fn at(&self, offset: usize) -> Vec<Occurrence> {
        let after = self.starts.partition_point(|&start| start <= offset);
        // At a chunk's start the end of the one before is touched too.
        let around = after.saturating_sub(2)..after.min(self.parts.len());
        let occurrences = around.flat_map(|number| {
            let start = self.starts[number];
            let shifted = move |it: &Occurrence| Occurrence { span: it.span.shifted(start), ..*it };
            self.parts[number].chunk.found.occurrences.iter().map(shifted)
        });
        let mut touched: Vec<Occurrence> = occurrences.filter(|it| it.span.touches(offset)).collect();
        // A cursor between two words belongs to the one that starts there.
        if touched.iter().any(|it| it.span.start == offset) {
            touched.retain(|it| it.span.end != offset);
        }
        touched.sort_by_key(|it| (usize::MAX - it.span.len(), it.distance));
        let mut seen = std::collections::HashSet::new();
        touched.retain(|it| seen.insert(it.term));
        touched
    }

    /// All of it with spans and word numbers of the whole text.
    pub fn whole(&self) -> Reading {
        let mut reading = Reading { language: self.declared.clone().or_else(|| self.most_frequent_language()), ..Reading::default() };
        let mut word = 0;
        for (start, part) in self.iter() {
            let found = &part.chunk.found;
            reading.occurrences.extend(found.occurrences.iter().map(|it| Occurrence {
                span: it.span.shifted(start),
                word: it.word + word,
                ..*it
            }));
            reading.verdicts.extend(part.judged.verdicts.iter().map(|verdict| verdict.shifted(start, i64::from(word))));
            reading.vetoes.extend(found.vetoes.iter().map(|veto| crate::matcher::Veto { word: veto.word + word, ..*veto }));
            reading.marks.extend(part.judged.marks.iter().map(|mark| {
                let occurrence =
                    Occurrence { span: mark.occurrence.span.shifted(start), word: mark.occurrence.word + word, ..mark.occurrence };
                Mark { occurrence, also: mark.also.clone() }
            }));
            reading.comments.extend(part.chunk.comments.iter().map(|comment| comment.shifted(start)));
            word += found.words;
        }
        reading
    }

    fn most_frequent_language(&self) -> Option<Language> {
        let mut counts: std::collections::BTreeMap<&Language, u32> = std::collections::BTreeMap::new();
        for part in &self.parts {
            if let Some(language) = &part.language {
                *counts.entry(language).or_default() += part.chunk.found.words;
            }
        }
        counts.into_iter().max_by_key(|&(_, words)| words).map(|(language, _)| language.clone())
    }
}

/// The parts of an earlier reading, to be found again by their chunks: what an edit leaves alone stands at the same place from the start or from
/// the end.
struct Known<'a> {
    parts: &'a [Part],
    /// How many parts there are now.
    now: usize,
}

impl<'a> Known<'a> {
    fn new(parts: &'a [Part], now: usize) -> Self {
        Self { parts, now }
    }

    fn part(&mut self, number: usize, chunk: &Arc<Chunk>) -> Option<&'a Part> {
        let from_end = (number + self.parts.len()).checked_sub(self.now);
        let places = [Some(number), from_end];
        let parts = places.into_iter().flatten().filter_map(|place| self.parts.get(place));
        parts.into_iter().find(|part| Arc::ptr_eq(&part.chunk, chunk))
    }
}
