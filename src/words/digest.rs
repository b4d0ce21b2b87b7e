//! Numbers by which words are looked up: a hash of a word's fold, made without folding it and without copying anything.

use super::fold::fold_character;

/// The ASCII letters and digits that `bytes` has from `at` on, at most eight: how many, and themselves in lower case in the low bytes.
pub(super) fn ascii_letters(bytes: &[u8], at: usize) -> (u64, usize) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let chunk = eight_bytes(bytes, at);
    // Each byte without its high bit, plus what carries into that bit from `least` on.
    let from = |bytes: u64, least: u8| (bytes & !HIGH) + u64::from(0x80 - least) * ONES;
    let lower = chunk | (0x20 * ONES);
    let letters = from(lower, b'a') & !from(lower, b'z' + 1);
    let digits = from(chunk, b'0') & !from(chunk, b'9' + 1);
    let others = !((letters | digits) & !chunk) & HIGH;
    match others.trailing_zeros() / 8 {
        0 => (0, 0),
        count => (lower & (u64::MAX >> (64 - 8 * count.min(8))), count.min(8) as usize),
    }
}

/// The eight bytes from `at` on, the first one lowest; zeros past the end.
fn eight_bytes(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |chunk, &byte| chunk << 8 | u64::from(byte)),
    }
}

/// The fold of the letter of two bytes from À to ÿ that stands at `at`, where that is one letter; else [`NO_LETTER`].
pub(super) fn accented_letter(bytes: &[u8], at: usize) -> u8 {
    match bytes.get(at..at + 2) {
        Some(&[0xC3, second]) => LATIN1[usize::from(second & 0x3F)],
        _ => NO_LETTER,
    }
}

/// The folds of U+00C0 to U+00FF; [`NO_LETTER`] for those of two letters and for × and ÷.
const LATIN1: &[u8; 64] = b"aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y";
/// What no letter folds to.
pub(super) const NO_LETTER: u8 = 0;

/// A number that all spellings with the fold of `word` share, and hardly any others: a word is looked up by it without being folded.
pub fn digest(word: &str) -> u64 {
    let mut digest = Digest::default();
    word.chars().for_each(|character| digest.push_character(character));
    digest.finish()
}

/// A hash of the bytes of a fold, however many of them are handed in at once.
#[derive(Default)]
pub(super) struct Digest {
    mixed: u64,
    /// The last bytes that are not mixed in, and how many bits of them.
    rest: u64,
    bits: u32,
}

impl Digest {
    /// Takes `count` bytes (one to eight), the first one lowest; the others are zero.
    pub fn push(&mut self, bytes: u64, count: usize) {
        self.rest |= bytes << self.bits;
        let bits = self.bits + 8 * count as u32;
        if bits >= 64 {
            self.mixed = mix(self.mixed, self.rest);
            self.rest = bytes.checked_shr(64 - self.bits).unwrap_or_default();
        }
        self.bits = bits & 63;
    }

    pub fn push_character(&mut self, character: char) {
        fold_character(character, &mut |folded| {
            folded.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push(u64::from(byte), 1));
        });
    }

    pub fn finish(self) -> u64 {
        mix(self.mixed, self.rest)
    }
}

pub(super) fn mix(hash: u64, bytes: u64) -> u64 {
    let product = (hash.rotate_left(5) ^ bytes).wrapping_mul(0x517c_c1b7_2722_0a95);
    product ^ product >> 32
}

#[cfg(test)]
mod tests {
    use super::super::{DigestedWord, digested_words, fold};
    use super::*;
    use crate::span::Span;

    #[test]
    fn ascii_letters_are_told_from_all_other_bytes() {
        for byte in 0..=255u8 {
            let (letters, count) = ascii_letters(&[b'x', byte, b'y'], 0);
            let expected = if byte.is_ascii_alphanumeric() {
                (u64::from_le_bytes([b'x', byte.to_ascii_lowercase(), b'y', 0, 0, 0, 0, 0]), 3)
            } else {
                (u64::from(b'x'), 1)
            };
            assert_eq!((letters, count), expected, "{byte}");
        }
    }

    #[test]
    fn digests_do_not_depend_on_how_the_bytes_come() {
        for word in
            ["a", "abcdefgh", "abcdefghi", "éabcdefghijklmnop", "abcdéfghijklmnopqé", "ABCDEFG9HIJKLMNO0PQ", "abcdefgé", "abcdefghé"]
        {
            let read: Vec<DigestedWord> = digested_words(word).collect();
            assert_eq!(read, [DigestedWord { span: Span::new(0, word.len()), digest: digest(&fold(word)) }], "{word}");
        }
        assert_ne!(digest("abcdefgh"), digest("abcdefghabcdefgh"));
    }

    #[test]
    fn every_character_has_one_digest() {
        for character in '\u{80}'..'\u{600}' {
            let word = format!("x{character}y");
            let together = digested_words(&word).next().filter(|it| it.span.len() == word.len());
            assert!(together.is_none_or(|it| it.digest == digest(&fold(&word)) && it.digest == digest(&word)), "{character:?}");
        }
    }
}
