//! The words of a text, and the fold under which two spellings are the same word.
//!
//! A word is a run of letters, digits and combining marks; a Han or kana character is a word of its own. Apostrophes and hyphens
//! separate words. Characters that print nothing (soft hyphen, joiners) belong to the word they stand inside.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::span::Span;

/// The words of `text`, in order, as byte spans.
pub fn words(text: &str) -> impl Iterator<Item = Span> + Clone + '_ {
    DigestedWords { text, at: 0 }.map(|word| word.span)
}

/// The words of `text`, in order, with their digests.
pub fn digested_words(text: &str) -> DigestedWords<'_> {
    DigestedWords { text, at: 0 }
}

/// A word, and a number that all spellings with its [`fold`] share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigestedWord {
    /// Where, in bytes.
    pub span: Span,
    /// Its [`digest`], made while its end was looked for.
    pub digest: u64,
}

/// Iterator of [`digested_words`].
#[derive(Clone, Debug)]
pub struct DigestedWords<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for DigestedWords<'_> {
    type Item = DigestedWord;

    #[inline]
    fn next(&mut self) -> Option<DigestedWord> {
        let start = self.skip_to_word()?;
        let word = self.read_word(start);
        self.at = word.span.end;
        Some(word)
    }
}

impl DigestedWords<'_> {
    fn skip_to_word(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        if bytes.get(at) == Some(&b' ') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
            return Some(at + 1);
        }
        loop {
            let byte = *bytes.get(at)?;
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            if byte.is_ascii() {
                at += 1;
                continue;
            }
            let character = self.text[at..].chars().next()?;
            if is_word_character(character) {
                return Some(at);
            }
            at += character.len_utf8();
        }
    }

    /// The word that starts at `start`; trailing characters that print nothing are left out.
    fn read_word(&self, start: usize) -> DigestedWord {
        let bytes = self.text.as_bytes();
        let (letters, mut count) = ascii_letters(bytes, start);
        let mut digest = mix(0, letters);
        if count == 8 {
            let (more, length) = ascii_letters(bytes, start + 8);
            (digest, count) = (mix(digest, more), 8 + length);
        }
        // Most words are ASCII and not very long.
        let end = start + count;
        if (1..16).contains(&count) && bytes.get(end).is_none_or(u8::is_ascii) {
            return DigestedWord { span: Span::new(start, end), digest };
        }
        self.read_any_word(start)
    }

    #[inline(never)]
    fn read_any_word(&self, start: usize) -> DigestedWord {
        let bytes = self.text.as_bytes();
        let (mut at, mut end) = (start, start);
        let mut digest = Digest::default();
        loop {
            let (letters, count) = ascii_letters(bytes, at);
            if count > 0 {
                digest.push(letters, count);
                at += count;
                end = at;
                if count == 8 {
                    continue;
                }
            }
            match bytes.get(at) {
                Some(byte) if !byte.is_ascii() => {}
                _ => break,
            }
            let letter = accented_letter(bytes, at);
            if letter != NO_LETTER {
                digest.push(u64::from(letter), 1);
                at += 2;
                end = at;
                continue;
            }
            let Some(character) = self.text[at..].chars().next() else { break };
            if is_word_of_its_own(character) {
                if at == start {
                    end = at + character.len_utf8();
                    digest.push_character(character);
                }
                break;
            }
            let prints_nothing = is_invisible(character);
            if !prints_nothing && !is_word_character(character) {
                break;
            }
            at += character.len_utf8();
            if !prints_nothing {
                digest.push_character(character);
                end = at;
            }
        }
        DigestedWord { span: Span::new(start, end), digest: digest.finish() }
    }
}

/// The ASCII letters and digits that `bytes` has from `at` on, at most eight: how many, and themselves in lower case in the low bytes.
fn ascii_letters(bytes: &[u8], at: usize) -> (u64, usize) {
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
fn accented_letter(bytes: &[u8], at: usize) -> u8 {
    match bytes.get(at..at + 2) {
        Some(&[0xC3, second]) => LATIN1[usize::from(second & 0x3F)],
        _ => NO_LETTER,
    }
}

/// The folds of U+00C0 to U+00FF; [`NO_LETTER`] for those of two letters and for × and ÷.
const LATIN1: &[u8; 64] = b"aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y";
/// What no letter folds to.
const NO_LETTER: u8 = 0;

/// A number that all spellings with the fold of `word` share, and hardly any others: a word is looked up by it without being folded.
pub fn digest(word: &str) -> u64 {
    let mut digest = Digest::default();
    word.chars().for_each(|character| digest.push_character(character));
    digest.finish()
}

/// A hash of the bytes of a fold, however many of them are handed in at once.
#[derive(Default)]
struct Digest {
    mixed: u64,
    /// The last bytes that are not mixed in, and how many bits of them.
    rest: u64,
    bits: u32,
}

impl Digest {
    /// Takes `count` bytes (one to eight), the first one lowest; the others are zero.
    fn push(&mut self, bytes: u64, count: usize) {
        self.rest |= bytes << self.bits;
        let bits = self.bits + 8 * count as u32;
        if bits >= 64 {
            self.mixed = mix(self.mixed, self.rest);
            self.rest = bytes.checked_shr(64 - self.bits).unwrap_or_default();
        }
        self.bits = bits & 63;
    }

    fn push_character(&mut self, character: char) {
        fold_character(character, &mut |folded| {
            folded.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push(u64::from(byte), 1));
        });
    }

    fn finish(self) -> u64 {
        mix(self.mixed, self.rest)
    }
}

fn mix(hash: u64, bytes: u64) -> u64 {
    let product = (hash.rotate_left(5) ^ bytes).wrapping_mul(0x517c_c1b7_2722_0a95);
    product ^ product >> 32
}

/// Whether `character` can stand in a word.
pub fn is_word_character(character: char) -> bool {
    if character.is_ascii() || is_frequent_punctuation(character) {
        return character.is_ascii_alphanumeric();
    }
    character.is_alphanumeric() || is_combining_mark(character)
}

/// What stands between French words beyond ASCII, told without a look into the Unicode tables.
fn is_frequent_punctuation(character: char) -> bool {
    matches!(character, '\u{A0}' | '«' | '»' | '\u{2010}'..='\u{202F}')
}

/// Characters of scripts written without spaces, each a word of its own.
fn is_word_of_its_own(character: char) -> bool {
    matches!(u32::from(character),
        0x3041..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Characters that print nothing and fold away: soft hyphen, zero-width space and joiners, word joiner.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Hyphens that may join the words of a form.
pub fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// Apostrophes that may join the words of a form.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{02BC}')
}

/// The key under which spellings of one word are found: lower case, without accents and invisible characters, with ligatures
/// and full-width letters taken apart (œ = oe, ß = ss, ﬁ = fi), the same for NFC and NFD.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// [`fold`], appended to `folded`.
pub fn fold_into(word: &str, folded: &mut String) {
    word.chars().for_each(|character| fold_character(character, &mut |letter| folded.push(letter)));
}

/// Hands the letters that `character` folds to over to `take`.
fn fold_character(character: char, take: &mut impl FnMut(char)) {
    if character.is_ascii() {
        take(character.to_ascii_lowercase());
    } else if let Some(letters) = fold_latin1(character) {
        letters.chars().for_each(take);
    } else {
        fold_other(character, take);
    }
}

/// French and most of Western Europe without the detour over the Unicode tables.
fn fold_latin1(character: char) -> Option<&'static str> {
    Some(match character {
        'à'..='å' | 'À'..='Å' => "a",
        'ç' | 'Ç' => "c",
        'è'..='ë' | 'È'..='Ë' => "e",
        'ì'..='ï' | 'Ì'..='Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => "o",
        'ù'..='ü' | 'Ù'..='Ü' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        '\u{300}'..='\u{36F}' | '\u{AD}' => "",
        _ => return None,
    })
}

fn fold_other(character: char, take: &mut impl FnMut(char)) {
    for part in std::iter::once(character).nfkd().flat_map(char::to_lowercase).nfkd() {
        match part {
            _ if is_accent(part) || is_invisible(part) => {}
            'ł' => take('l'),
            'đ' | 'ð' => take('d'),
            'ı' => take('i'),
            'þ' => "th".chars().for_each(&mut *take),
            'œ' => "oe".chars().for_each(&mut *take),
            'æ' => "ae".chars().for_each(&mut *take),
            'ø' => take('o'),
            'ß' => "ss".chars().for_each(&mut *take),
            _ => take(part),
        }
    }
}

/// Marks that a writer may leave out; vowel signs of Indic scripts and the voiced marks of kana change the word and stay.
fn is_accent(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36F | 0x591..=0x5C7 | 0x64B..=0x652 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0xFE20..=0xFE2F)
}

/// The spelling of `word` with accents and case, but the same for NFC and NFD and without invisible characters: what two
/// spellings are compared by once [`fold`] has found them.
pub fn spelling(word: &str) -> Cow<'_, str> {
    let is_plain = |character: char| character.is_ascii() || ('\u{C0}'..='\u{17F}').contains(&character);
    if word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().filter(|&character| !is_invisible(character)).nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_texts() {
        for (name, text, expected) in [
            ("apostrophes", "l'LLM, d’IA", "l|LLM|d|IA"),
            ("hyphens", "fine-tuning pré‑entraîné", "fine|tuning|pré|entraîné"),
            ("digits", "GPT-4o T5 F1-score", "GPT|4o|T5|F1|score"),
            ("soft hyphen inside", "per\u{AD}plexité", "per\u{AD}plexité"),
            ("soft hyphen at the end", "mot\u{AD} x", "mot|x"),
            ("combining marks", "e\u{301}te\u{301}", "e\u{301}te\u{301}"),
            ("underscore separates", "fine_tuning", "fine|tuning"),
            ("han and kana", "言語モデルです GPT", "言|語|モ|デ|ル|で|す|GPT"),
            ("letters then han", "LLM言", "LLM|言"),
            ("emoji", "🤗 Transformers", "Transformers"),
            ("nothing", " … – ", ""),
        ] {
            let found: Vec<&str> = words(text).map(|word| &text[word.range()]).collect();
            assert_eq!(found.join("|"), expected, "{name}");
        }
    }

    #[test]
    fn folds() {
        for (spelling, expected) in [
            ("Perplexité", "perplexite"),
            ("perplexite\u{301}", "perplexite"),
            ("ŒUVRE", "oeuvre"),
            ("Straße", "strasse"),
            ("ﬁne", "fine"),
            ("ＬＬＭ", "llm"),
            ("per\u{AD}plexité", "perplexite"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("が", "か\u{3099}"),
            ("Ελλάδα", "ελλαδα"),
            ("Й", "и"),
        ] {
            assert_eq!(fold(spelling), expected, "{spelling}");
            let digests: Vec<u64> = digested_words(spelling).map(|word| word.digest).collect();
            assert_eq!(digests, [digest(expected)], "{spelling}");
        }
    }

    #[test]
    fn spellings_agree_between_normal_forms() {
        assert_eq!(spelling("perplexite\u{301}"), "perplexité");
        assert_eq!(spelling("per\u{AD}plexité"), "perplexité");
        assert_ne!(spelling("perplexite"), spelling("perplexité"));
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
    fn every_character_has_one_digest() {
        for character in '\u{80}'..'\u{600}' {
            let word = format!("x{character}y");
            let together = digested_words(&word).next().filter(|it| it.span.len() == word.len());
            assert!(together.is_none_or(|it| it.digest == digest(&fold(&word)) && it.digest == digest(&word)), "{character:?}");
        }
    }
}
