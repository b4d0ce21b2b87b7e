//! The reading of a document in chunks: what an edit does not touch is not read again.

use std::ops::Range;
use std::sync::Arc;

use super::blocks::{Block, Blocks, Extent, Measured};
use super::{Manner, Reading};
use crate::language::{self, Language};
use crate::matcher::company::{self, COMPANY_WORDS, Mark, Outlook, Standing, Verdict};
use crate::matcher::{Found, Matcher, Occurrence};
use crate::prose::{self, chunks};
use crate::span::Span;

/// A chunk of text as it reads by itself. Spans and word numbers count from its start.
#[derive(Debug)]
pub struct Chunk {
    /// Bytes.
    pub length: usize,
    /// Lines that begin in it.
    lines: usize,
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
    parts: Blocks<Arc<Part>>,
    /// The language of the whole, where a setting, the file name or the front matter says it.
    declared: Option<Language>,
}

/// Parts that follow each other.
pub type PartBlock = Block<Arc<Part>>;

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
            lines: chunks::lines(source).count(),
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

impl Measured for Arc<Part> {
    fn extent(&self) -> Extent {
        Extent { bytes: self.chunk.length, lines: self.chunk.lines }
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
        let parts: Blocks<Arc<Part>> = chunks.into_iter().map(|chunk| Arc::new(Part::alone(chunk, declared.as_ref(), matcher))).collect();
        let all = 0..parts.len();
        Self { parts: met(parts, all, matcher), declared }
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
        let first = self.parts.starting_by(dirty.old.start).saturating_sub(2);
        let start = self.parts.get(first).map_or(0, |(start, _)| start.bytes);
        let mut fresh = Vec::new();
        let (mut end, mut rest) = (start, self.parts.len());
        for source in chunks_from(start) {
            end += source.len();
            fresh.push(Arc::new(Chunk::read(&source, first + fresh.len() == 0, manner, matcher)));
            // In step again where a chunk ends behind the edit at a place where one ended before.
            if end >= dirty.new.end
                && let Some(next) = self.parts.starting_at(end - dirty.new.end + dirty.old.end)
            {
                rest = next;
                break;
            }
        }
        let first_chunk = if first == 0 { fresh.first().or(self.chunk(rest)) } else { self.chunk(0) };
        let declared = declared(manner, first_chunk);
        if declared != self.declared {
            let kept = |numbers: Range<usize>| numbers.filter_map(|number| self.chunk(number).cloned()).collect();
            return Self::of([kept(0..first), fresh, kept(rest..self.parts.len())].concat(), manner, matcher);
        }
        let new = first..first + fresh.len();
        let fresh = fresh.into_iter().map(|chunk| Arc::new(Part::alone(chunk, declared.as_ref(), matcher)));
        let parts = self.parts.splice(first..rest, fresh.collect());
        Self { parts: met(parts, new, matcher), declared }
    }

    fn chunk(&self, number: usize) -> Option<&Arc<Chunk>> {
        self.parts.get(number).map(|(_, part)| &part.chunk)
    }

    /// The parts in blocks that versions of a text share.
    pub fn blocks(&self) -> impl Iterator<Item = (Extent, &Arc<PartBlock>)> {
        self.parts.blocks()
    }

    /// The parts with their first bytes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Arc<Part>)> {
        self.parts.iter().map(|(start, part)| (start.bytes, part))
    }

    /// The occurrences that a cursor at `offset` touches (the end of a word included), with spans of the whole text: the longest first, of
    /// equally long ones the nearest form first, one for each term.
    pub fn at(&self, offset: usize) -> Vec<Occurrence> {
        let after = self.parts.starting_by(offset);
        // At a chunk's start the end of the one before is touched too.
        let around = (after.saturating_sub(2)..after).filter_map(|number| self.parts.get(number));
        let occurrences = around.flat_map(|(start, part)| {
            let shifted = move |it: &Occurrence| Occurrence { span: it.span.shifted(start.bytes), ..*it };
            part.chunk.found.occurrences.iter().map(shifted)
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
        for (_, part) in self.iter() {
            if let Some(language) = &part.language {
                *counts.entry(language).or_default() += part.chunk.found.words;
            }
        }
        counts.into_iter().max_by_key(|&(_, words)| words).map(|(language, _)| language.clone())
    }
}

/// Lets the parts `new`, and those that they may have a say in, look at their neighbours.
fn met(parts: Blocks<Arc<Part>>, new: Range<usize>, matcher: &Matcher) -> Blocks<Arc<Part>> {
    let before = |number: usize| (0..number).rev().map_while(|number| parts.get(number)).map(|(_, part)| part);
    let behind = |number: usize| (number..parts.len()).map_while(|number| parts.get(number)).map(|(_, part)| part);
    let within_reach = |neighbours: &mut dyn Iterator<Item = &Arc<Part>>| {
        let mut passed = 0;
        let is_near = |part: &&Arc<Part>| {
            let is_near = passed <= COMPANY_WORDS;
            passed += part.chunk.found.words;
            is_near
        };
        neighbours.take_while(is_near).count()
    };
    let first = new.start - within_reach(&mut before(new.start));
    let last = new.end + within_reach(&mut behind(new.end));
    let met = behind(first).take(last - first).zip(first..).map(|(part, number)| {
        let outlook = Outlook::over(before(number).map(Part::seen), behind(number + 1).map(Part::seen));
        if outlook == part.outlook { Arc::clone(part) } else { Arc::new(part.among(outlook, matcher)) }
    });
    parts.splice(first..last, met.collect())
}

/// The language that a setting or the file name says, else the front matter in the first chunk.
fn declared(manner: &Manner, first: Option<&Arc<Chunk>>) -> Option<Language> {
    manner.language.clone().or_else(|| first.and_then(|chunk| chunk.declared.clone()))
}
