//! The words of a text, and the fold under which two spellings are the same word.
//!
//! A word is a run of letters, digits and combining marks; a Han or kana character is a word of its own. Apostrophes and hyphens
//! separate words. Characters that print nothing (soft hyphen, joiners) belong to the word they stand inside.

mod digest;
mod fold;

pub use digest::digest;
pub use fold::{fold, fold_into, spelling};

use unicode_normalization::char::is_combining_mark;

use crate::span::Span;
use digest::{Digest, NO_LETTER, accented_letter, ascii_letters, mix};

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

/// `text` with a capital, as at a sentence's start.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Hyphens that may join the words of a form.
pub fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// Apostrophes that may join the words of a form.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{02BC}')
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
}
