//! What one stretch of a text, or several together, bring to a merge: enough to tell what of them is shown without looking at their places.

use std::collections::HashMap;

use super::inconsistent_form::WordingCounts;
use super::{Rule, Tally};
use crate::matcher::TermRef;

/// A number for each rule.
pub(super) type Counts = [usize; Rule::ALL.len()];

#[derive(Clone, Debug, Default)]
pub(super) struct Digest {
    /// The terms that rule `term` may speak of, sorted, each once with each of its wordings that have rivals.
    pub terms: Vec<(TermRef, Option<usize>)>,
    /// At how many places it may for each of these wordings, sorted.
    pub term_wordings: Vec<(usize, usize)>,
    /// How many candidates there are; those of `inconsistent-form` depend on the rest of the text and are not counted.
    pub counts: Counts,
    /// The wordings with rivals and how often each is used, by first use.
    pub wordings: Vec<(usize, usize)>,
    /// Whether there are suppression comments.
    pub has_directives: bool,
}

impl Digest {
    pub fn of(tally: &Tally) -> Self {
        let mut digest = Self { counts: tally.remark_counts, has_directives: !tally.directives.is_empty(), ..Self::default() };
        digest.counts[Rule::Term as usize] = tally.terms.len();
        let wordings: HashMap<usize, usize> =
            tally.uses.iter().flat_map(|it| it.places.iter().map(|place| (place.span.start, it.wording))).collect();
        for place in &tally.terms {
            let wording = wordings.get(&place.span.start).copied();
            digest.terms.push((place.term, wording));
            digest.term_wordings.extend(wording.map(|wording| (wording, 1)));
        }
        digest.wordings.extend(tally.uses.iter().map(|it| (it.wording, it.places.len())));
        digest.tidied()
    }

    /// Of stretches in their order.
    pub fn together<'a>(digests: impl Iterator<Item = &'a Digest>) -> Self {
        let (mut all, mut wordings) = (Self::default(), WordingCounts::default());
        for digest in digests {
            all.terms.extend(&digest.terms);
            all.term_wordings.extend(&digest.term_wordings);
            all.counts.iter_mut().zip(digest.counts).for_each(|(all, more)| *all += more);
            digest.wordings.iter().for_each(|&(wording, times)| wordings.add(wording, times));
            all.has_directives |= digest.has_directives;
        }
        all.wordings.extend(wordings.iter());
        all.tidied()
    }

    fn tidied(mut self) -> Self {
        self.terms.sort_unstable();
        self.terms.dedup();
        self.term_wordings.sort_unstable();
        self.term_wordings.dedup_by(|(other, more), (wording, times)| {
            let is_same = other == wording;
            *times += if is_same { *more } else { 0 };
            is_same
        });
        self
    }
}
