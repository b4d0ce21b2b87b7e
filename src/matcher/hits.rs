//! From verified hits to occurrences: what an exception contains is dropped, and what several surfaces of one form give.

use std::collections::HashSet;

use super::pattern::{Pattern, Use};
use super::verify::Verified;
use super::{Found, Miss, Obstacle, Occurrence, TermRef, Veto};
use crate::span::Span;

/// What the search has met so far.
#[derive(Default)]
pub(super) struct Hits {
    occurrences: Vec<Occurrence>,
    exceptions: Vec<(TermRef, Span)>,
    vetoes: Vec<Veto>,
}

impl Hits {
    /// Takes a hit of `pattern` that starts with the text's word `word`.
    pub(super) fn add(&mut self, pattern: &Pattern, word: u32, verified: Verified) {
        match pattern.used_for {
            Use::Form { term, form } => self.occurrences.push(Occurrence {
                span: verified.span,
                word,
                term,
                form,
                distance: verified.distance,
                wrong_case: verified.wrong_case,
                in_capitals: verified.in_capitals,
                maybe_verb: verified.maybe_verb,
            }),
            Use::Exception { term } => self.exceptions.push((term, verified.span)),
            Use::NotNear { term } => self.vetoes.push(Veto { term, word }),
        }
    }

    /// Drops what an exception contains and what another surface of the same form gives too, and puts the rest in order. The second list are the
    /// occurrences that an exception contains.
    pub(super) fn finish(mut self, words: u32) -> (Found, Vec<Miss>) {
        self.exceptions.sort_unstable();
        self.exceptions.dedup();
        let silent = Silence::new(&self.exceptions);
        let mut silenced = Vec::new();
        self.occurrences.retain(|&Occurrence { span, term, form, .. }| match silent.over(term, span) {
            Some(by) => {
                silenced.push(Miss { span, term, form, obstacle: Obstacle::Silenced(by) });
                false
            }
            None => true,
        });
        // The search goes by start and length, so that almost nothing is out of order.
        self.occurrences.sort_by_key(|it| (it.span.start, usize::MAX - it.span.end, it.distance, it.term, it.form));
        drop_repeated(&mut self.occurrences);
        self.vetoes.sort_unstable_by_key(|veto| (veto.word, veto.term));
        self.vetoes.dedup();
        (Found { occurrences: self.occurrences, vetoes: self.vetoes, words }, silenced)
    }
}

/// Of several surfaces of one form on the same span, keeps the nearest. `sorted` is in the order of [`Found::occurrences`].
fn drop_repeated(sorted: &mut Vec<Occurrence>) {
    let mut span = Span::default();
    let mut seen = HashSet::new();
    let mut alone = true;
    let mut previous: Option<(TermRef, u32)> = None;
    sorted.retain(|it| {
        let key = (it.term, it.form);
        if it.span != span || previous.is_none() {
            (span, alone, previous) = (it.span, true, Some(key));
            return true;
        }
        if alone {
            // Most spans have one occurrence: only for the others a set is worth making.
            seen.clear();
            seen.extend(previous);
            alone = false;
        }
        seen.insert(key)
    });
}

/// The exceptions found, by term and start, each with the one of its term that reaches farthest so far: one look answers whether a span lies
/// inside one.
struct Silence(Vec<(TermRef, usize, Span)>);

impl Silence {
    fn new(sorted: &[(TermRef, Span)]) -> Self {
        let mut reach: Vec<(TermRef, usize, Span)> = Vec::with_capacity(sorted.len());
        for &(term, span) in sorted {
            let farthest = reach.last().filter(|last| last.0 == term && last.2.end >= span.end).map_or(span, |last| last.2);
            reach.push((term, span.start, farthest));
        }
        Self(reach)
    }

    /// The exception of `term` that contains `span`.
    fn over(&self, term: TermRef, span: Span) -> Option<Span> {
        if self.0.is_empty() {
            return None;
        }
        let after = self.0.partition_point(|&(other, start, _)| (other, start) <= (term, span.start));
        // Of the exceptions that start at or before the span, one reaches its end: then that one contains it.
        let &(other, _, farthest) = self.0.get(after.checked_sub(1)?)?;
        (other == term && farthest.end >= span.end).then_some(farthest)
    }
}
