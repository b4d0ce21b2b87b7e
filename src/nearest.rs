//! The nearest known word to one that is not known: "did you mean…".

use crate::words::fold;

/// Words longer than this (in characters) have no near words, only equal ones: the cost of a comparison is its square.
const LONGEST: usize = 64;

/// At most `max` of the `candidates` that `word` may be a slip of, nearest first, then in alphabetical order.
///
/// Letter case and accents do not count. A slip is a letter too many, too few, wrong, or swapped with its neighbour (optimal string
/// alignment distance); one is allowed in short words, up to three in long ones. No candidate is returned twice.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>, max: usize) -> Vec<&'a str> {
    let word: Vec<char> = fold(word).chars().collect();
    let allowed = slips_allowed(word.len());
    let mut rows = Rows::default();
    let mut letters = Vec::new();
    let mut found: Vec<(usize, &str)> = candidates
        .filter_map(|candidate| {
            letters.clear();
            letters.extend(fold(candidate).chars());
            rows.distance(&word, &letters, allowed).map(|distance| (distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(max).map(|(_, candidate)| candidate).collect()
}

fn slips_allowed(length: usize) -> usize {
    match length {
        0..=1 => 0,
        2..=LONGEST => (length / 3).clamp(1, 3),
        _ => 0,
    }
}

/// The last three rows of the alignment table, kept from one candidate to the next.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
    this: Vec<usize>,
}

impl Rows {
    /// The distance between `from` and `to`, or `None` where it is more than `allowed`.
    fn distance(&mut self, from: &[char], to: &[char], allowed: usize) -> Option<usize> {
        if from == to {
            return Some(0);
        }
        if allowed == 0 || from.len().abs_diff(to.len()) > allowed {
            return None;
        }
        self.last.clear();
        self.last.extend(0..=to.len());
        for (i, &a) in from.iter().enumerate() {
            self.this.clear();
            self.this.push(i + 1);
            for (j, &b) in to.iter().enumerate() {
                let mut cost = (self.last[j] + usize::from(a != b)).min(self.last[j + 1] + 1).min(self.this[j] + 1);
                if i > 0 && j > 0 && a == to[j - 1] && from[i - 1] == b {
                    cost = cost.min(self.before[j - 1] + 1);
                }
                self.this.push(cost);
            }
            if self.this.iter().min().is_none_or(|&least| least > allowed) {
                return None;
            }
            std::mem::swap(&mut self.before, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.this);
        }
        self.last.last().copied().filter(|&distance| distance <= allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_words() {
        let known = ["perplexité", "embedding", "fine-tuning", "gpt-3", "gpt-4", "LLM", "source", "voir", "éviter"];
        for (name, word, expected) in [
            ("a letter too few", "embeding", vec!["embedding"]),
            ("a letter too many", "embeddding", vec!["embedding"]),
            ("a wrong letter", "sourse", vec!["source"]),
            ("two letters swapped", "vior", vec!["voir"]),
            ("accents do not count", "PERPLEXITE", vec!["perplexité"]),
            ("accents and a slip", "evitre", vec!["éviter"]),
            ("two at the same distance, in order", "gpt-5", vec!["gpt-3", "gpt-4"]),
            ("an equal word comes first", "gpt-4", vec!["gpt-4", "gpt-3"]),
            ("letter case", "llm", vec!["LLM"]),
            ("nothing near", "transformer", vec![]),
            ("too short to guess", "x", vec![]),
            ("empty", "", vec![]),
        ] {
            assert_eq!(nearest(word, known.into_iter(), 2), expected, "{name}");
        }
    }

    #[test]
    fn at_most_max_and_never_twice() {
        let known = ["abcd", "abce", "abcd", "abcf"];
        assert_eq!(nearest("abcg", known.into_iter(), 2), ["abcd", "abce"]);
        assert_eq!(nearest("abcd", ["abcd", "ABCD", "abcd"].into_iter(), 9), ["ABCD", "abcd"]);
    }

    #[test]
    fn long_words_cost_no_table() {
        let long = "a".repeat(1_000_000);
        let other = format!("{long}b");
        assert_eq!(nearest(&long, [other.as_str(), long.as_str()].into_iter(), 3), [long.as_str()]);
    }
}
