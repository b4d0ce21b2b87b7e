//! One slip while typing: a letter too many, too few, wrong, or swapped with its neighbour.
//!
//! What was typed is a slip of a word's beginning, or of the whole word. A slip that is the very last letter counts only where the whole word is
//! there: before, it is more likely the beginning of another word.

use std::ops::Range;

/// Fewer letters than these are no slip of anything.
pub const SHORTEST: usize = 4;

/// Whether `typed` is `word` with one slip, or where it need not be `whole` a beginning of it with one slip.
pub fn is_slip(typed: &str, word: &str, whole: bool) -> bool {
    let typed: Vec<char> = typed.chars().collect();
    typed.len() >= SHORTEST && !in_range(&[word], 0..1, &typed, whole).is_empty()
}

/// Where in `sorted` the words stand of which `typed` is a slip. The ranges may overlap.
pub fn slips<T: AsRef<str>>(sorted: &[T], typed: &str, whole: bool) -> Vec<Range<usize>> {
    let typed: Vec<char> = typed.chars().collect();
    if typed.len() < SHORTEST { Vec::new() } else { in_range(sorted, 0..sorted.len(), &typed, whole) }
}

fn in_range<T: AsRef<str>>(sorted: &[T], range: Range<usize>, typed: &[char], whole: bool) -> Vec<Range<usize>> {
    let mut walk = Walk { sorted, whole, found: Vec::new() };
    walk.go(Place { range, at: 0 }, typed);
    walk.found
}

/// The words `range`, which begin with the same `at` bytes: a sorted list read as a tree of letters.
#[derive(Clone)]
struct Place {
    range: Range<usize>,
    at: usize,
}

struct Walk<'a, T> {
    sorted: &'a [T],
    whole: bool,
    found: Vec<Range<usize>>,
}

impl<T: AsRef<str>> Walk<'_, T> {
    /// Follows `typed` without a slip, and from every place on the way with one.
    fn go(&mut self, mut place: Place, typed: &[char]) {
        for (done, &letter) in typed.iter().enumerate() {
            let rest = &typed[done..];
            self.slip(&place, rest);
            let Some(next) = self.child(&place, letter) else { return };
            place = next;
        }
        // A letter left out at the end of the word.
        if self.whole {
            self.children(&place).into_iter().for_each(|(_, child)| self.end(child, false));
        }
    }

    fn slip(&mut self, place: &Place, rest: &[char]) {
        self.follow(place.clone(), &rest[1..]);
        for (letter, child) in self.children(place) {
            if letter != rest[0] {
                self.follow(child.clone(), &rest[1..]);
                self.follow(child, rest);
            }
        }
        if let [first, second, after @ ..] = rest
            && first != second
            && let Some(swapped) = self.child(place, *second).and_then(|next| self.child(&next, *first))
        {
            self.follow(swapped, after);
        }
    }

    /// Follows letters without any slip.
    fn follow(&mut self, mut place: Place, letters: &[char]) {
        for &letter in letters {
            let Some(next) = self.child(&place, letter) else { return };
            place = next;
        }
        self.end(place, !letters.is_empty());
    }

    /// The end of what was typed: takes the words there, or those that end there too.
    fn end(&mut self, Place { range, at }: Place, is_right_again: bool) {
        let end = if is_right_again && !self.whole {
            range.end
        } else {
            range.start + self.sorted[range.clone()].partition_point(|word| word.as_ref().len() <= at)
        };
        if range.start < end {
            self.found.push(range.start..end);
        }
    }

    fn child(&self, place: &Place, letter: char) -> Option<Place> {
        let words = &self.sorted[place.range.clone()];
        let mut bytes = [0; 4];
        let letter = letter.encode_utf8(&mut bytes).as_bytes();
        fn after<T: AsRef<str>>(word: &T, at: usize) -> &[u8] {
            word.as_ref().as_bytes().get(at..).unwrap_or_default()
        }
        let start = place.range.start + words.partition_point(|word| after(word, place.at) < letter);
        let end = start + self.sorted[start..place.range.end].partition_point(|word| after(word, place.at).starts_with(letter));
        (start < end).then_some(Place { range: start..end, at: place.at + letter.len() })
    }

    fn children(&self, place: &Place) -> Vec<(char, Place)> {
        let mut children = Vec::new();
        let mut start = place.range.start;
        while start < place.range.end {
            let next = self.sorted[start].as_ref().get(place.at..).and_then(|rest| rest.chars().next());
            let Some(letter) = next else {
                start += 1;
                continue;
            };
            let Some(child) = self.child(&Place { range: start..place.range.end, at: place.at }, letter) else { break };
            start = child.range.end;
            children.push((letter, child));
        }
        children
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_of_a_word() {
        for (name, typed, whole, expected) in [
            ("a letter left out", "perplxi", false, true),
            ("a letter too many", "perpplexi", false, true),
            ("a wrong letter", "perqlexi", false, true),
            ("two swapped", "preplexi", false, true),
            ("the first one", "erplexi", false, true),
            ("the last one, not yet", "perplexk", false, false),
            ("the last one of the whole word", "perplexitt", false, true),
            ("one more than the word", "perplexitee", false, true),
            ("one less than the word, whole", "perplexit", true, true),
            ("no slip", "perplexi", false, false),
            ("two slips", "preplxi", false, false),
            ("only the beginning", "preplexi", true, false),
            ("too short", "pre", false, false),
        ] {
            assert_eq!(is_slip(typed, "perplexite", whole), expected, "{name}");
        }
    }

    /// Every string that `word` becomes by one slip, with whether its last letter is right.
    fn slipped(word: &[char]) -> Vec<Vec<char>> {
        let mut all = Vec::new();
        for at in 0..=word.len() {
            for letter in ['a', 'b', 'é'] {
                all.push([&word[..at], &[letter], &word[at..]].concat());
                if at < word.len() {
                    all.push([&word[..at], &[letter], &word[at + 1..]].concat());
                }
            }
            if at < word.len() {
                all.push([&word[..at], &word[at + 1..]].concat());
            }
            if at + 1 < word.len() {
                all.push([&word[..at], &[word[at + 1], word[at]], &word[at + 2..]].concat());
            }
        }
        all.retain(|it| it != word);
        all
    }

    fn oracle(typed: &str, word: &str, whole: bool) -> bool {
        let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
        let beginnings = if whole { word.len()..word.len() + 1 } else { 1..word.len() + 1 };
        let is_slip_of = |length: usize| {
            let counts = length == word.len() || typed.last() == Some(&word[length - 1]);
            counts && slipped(&word[..length]).contains(&typed)
        };
        typed.len() >= SHORTEST && beginnings.into_iter().any(is_slip_of)
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_the_definition_says(mut words in prop::collection::vec("[abé]{1,7}", 1..20), typed in "[abé]{4,7}", whole: bool) {
            words.sort();
            words.dedup();
            let found = slips(&words, &typed, whole);
            for (number, word) in words.iter().enumerate() {
                // Where it is no slip at all nobody asks.
                if word.starts_with(&typed) {
                    continue;
                }
                let expected = oracle(&typed, word, whole);
                prop_assert_eq!(found.iter().any(|range| range.contains(&number)), expected, "{} {} {}", typed, word, whole);
                prop_assert_eq!(is_slip(&typed, word, whole), expected, "{} {} {}", typed, word, whole);
            }
        }
    }
}
