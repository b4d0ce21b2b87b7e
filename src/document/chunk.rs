//! The reading of a document in chunks: what an edit does not touch is not read again.

use std::ops::Range;
use std::sync::Arc;

use super::{Manner, Reading};
use crate::language::{self, Language};
use crate::matcher::company::{self, COMPANY_WORDS, Mark, Outlook, Standing, Verdict};
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
#[derive(Debug)]
pub struct Part {
    /// What it is by itself.
    pub chunk: Arc<Chunk>,
    /// The language it is taken to be in.
    pub language: Option<Language>,
    standing: Standing,
    outlook: Outlook,
    /// What became of its occurrences.
    pub verdicts: Vec<Verdict>,
    /// In order; spans count from the chunk's start.
    pub marks: Vec<Mark>,
}

/// The parts of a text, in order. Parts that an edit leaves as they are stay the same allocations, so that what is worked out from one can be
/// kept as long as it lives.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    parts: Vec<Arc<Part>>,
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
            declared: prose
                .front_matter
                .and_then(|span| super::front_matter_language(&source[span.range()]))
                .and_then(|declared| language::among(&manner.languages, Some(declared))),
            guessed: if manner.language.is_none() { language::among(&manner.languages, language::guess(&prose.text)) } else { None },
            comments: prose.comments,
        }
    }
}

impl Part {
    /// A chunk that has not met its neighbours yet.
    fn alone(chunk: Arc<Chunk>, declared: Option<&Language>, matcher: &Matcher) -> Self {
        let language = declared.or(chunk.guessed.as_ref()).cloned();
        let standing = company::stand(matcher, &chunk.found, language.as_ref());
        Self::judged(chunk, language, standing, Outlook::default(), matcher)
    }

    /// The same chunk among other neighbours.
    fn among(&self, outlook: Outlook, matcher: &Matcher) -> Self {
        Self::judged(Arc::clone(&self.chunk), self.language.clone(), self.standing.clone(), outlook, matcher)
    }

    fn judged(chunk: Arc<Chunk>, language: Option<Language>, standing: Standing, outlook: Outlook, matcher: &Matcher) -> Self {
        let verdicts = company::verdicts(matcher, &chunk.found, &standing, language.as_ref(), &outlook);
        let marks = company::marks(&chunk.found, &verdicts);
        Self { chunk, language, standing, outlook, verdicts, marks }
    }

    fn seen(part: &Arc<Part>) -> (&Found, &Standing) {
        (&part.chunk.found, &part.standing)
    }
}

impl Parts {
    /// Reads a whole text, given as its chunks.
    pub fn read(chunks: impl Iterator<Item = String>, manner: &Manner, matcher: &Matcher) -> Self {
        let chunks = chunks.enumerate().map(|(number, source)| Arc::new(Chunk::read(&source, number == 0, manner, matcher)));
        Self::of(chunks.collect(), manner, matcher)
    }

    /// The parts of chunks that are all new.
    fn of(chunks: Vec<Arc<Chunk>>, manner: &Manner, matcher: &Matcher) -> Self {
        let declared = declared(manner, chunks.first());
        let parts: Vec<Arc<Part>> = chunks.into_iter().map(|chunk| Arc::new(Part::alone(chunk, declared.as_ref(), matcher))).collect();
        let all = 0..parts.len();
        Self::met(parts, all, declared, matcher)
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
        let mut fresh = Vec::new();
        let (mut end, mut rest) = (start, self.parts.len());
        for source in chunks_from(start) {
            end += source.len();
            fresh.push(Arc::new(Chunk::read(&source, first + fresh.len() == 0, manner, matcher)));
            // In step again where a chunk ends behind the edit at a place where one ended before.
            if end >= dirty.new.end
                && let Ok(next) = self.starts.binary_search(&(end - dirty.new.end + dirty.old.end))
            {
                rest = next;
                break;
            }
        }
        let (before, behind) = (&self.parts[..first], &self.parts[rest.min(self.parts.len())..]);
        let first_chunk = before.first().map(|part| &part.chunk).or(fresh.first()).or(behind.first().map(|part| &part.chunk));
        let declared = declared(manner, first_chunk);
        if declared != self.declared {
            let kept = |parts: &[Arc<Part>]| parts.iter().map(|part| Arc::clone(&part.chunk)).collect::<Vec<_>>();
            return Self::of([kept(before), fresh, kept(behind)].concat(), manner, matcher);
        }
        let new = before.len()..before.len() + fresh.len();
        let fresh = fresh.into_iter().map(|chunk| Arc::new(Part::alone(chunk, declared.as_ref(), matcher)));
        let parts = before.iter().cloned().chain(fresh).chain(behind.iter().cloned()).collect();
        Self::met(parts, new, declared, matcher)
    }

    /// Lets the parts `new`, and those that they may have a say in, look at their neighbours.
    fn met(mut parts: Vec<Arc<Part>>, new: Range<usize>, declared: Option<Language>, matcher: &Matcher) -> Self {
        let within_reach = |parts: &mut dyn Iterator<Item = &Arc<Part>>| {
            let mut passed = 0;
            let is_near = |part: &&Arc<Part>| {
                let is_near = passed <= COMPANY_WORDS;
                passed += part.chunk.found.words;
                is_near
            };
            parts.take_while(is_near).count()
        };
        let first = new.start - within_reach(&mut parts[..new.start].iter().rev());
        let last = new.end + within_reach(&mut parts[new.end..].iter());
        for number in first..last {
            let outlook = Outlook::over(parts[..number].iter().rev().map(Part::seen), parts[number + 1..].iter().map(Part::seen));
            if outlook != parts[number].outlook {
                parts[number] = Arc::new(parts[number].among(outlook, matcher));
            }
        }
        let mut starts = Vec::with_capacity(parts.len() + 1);
        let end = parts.iter().fold(0, |at, part| {
            starts.push(at);
            at + part.chunk.length
        });
        starts.push(end);
        Self { parts, starts, declared }
    }

    /// The parts with their first bytes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Arc<Part>)> {
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
            reading.verdicts.extend(part.verdicts.iter().map(|verdict| verdict.shifted(start, i64::from(word))));
            reading.vetoes.extend(found.vetoes.iter().map(|veto| crate::matcher::Veto { word: veto.word + word, ..*veto }));
            reading.marks.extend(part.marks.iter().map(|mark| {
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

/// The language that a setting or the file name says, else the front matter in the first chunk.
fn declared(manner: &Manner, first: Option<&Arc<Chunk>>) -> Option<Language> {
    manner.language.clone().or_else(|| first.and_then(|chunk| chunk.declared.clone()))
}
