//! What one stretch of a text, or several together, bring to a merge: enough to tell what of them is shown without looking at their places.

use super::inconsistent_form::WordingCounts;
use super::{Rule, Tally};
use crate::matcher::TermRef;

/// A number for each rule.
pub(super) type Counts = [usize; Rule::ALL.len()];

#[derive(Clone, Debug, Default)]
pub(super) struct Digest {
    /// The terms that rule `term` may speak of, sorted, each once.
    pub terms: Vec<TermRef>,
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
        digest.terms.extend(tally.terms.iter().map(|place| place.term));
        digest.wordings.extend(tally.uses.iter().map(|it| (it.wording, it.places.len())));
        digest.tidied()
    }

    /// Of stretches in their order.
    pub fn together<'a>(digests: impl Iterator<Item = &'a Digest>) -> Self {
        let (mut all, mut wordings) = (Self::default(), WordingCounts::default());
        for digest in digests {
            all.terms.extend(&digest.terms);
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
        self
    }
}
