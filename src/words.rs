//! The words of a text, and the fold under which two spellings are the same word.
//!
//! A word is a run of letters, digits and combining marks; a Han or kana character is a word of its own. Apostrophes and hyphens
//! separate words. Characters that print nothing (soft hyphen, joiners) belong to the word they stand inside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::span::Span;

/// The words of `text`, in order, as byte spans.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator of [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.skip_to_word()?;
        let end = self.word_end(start);
        self.at = end;
        Some(Span::new(start, end))
    }
}

impl Words<'_> {
    fn skip_to_word(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    return Some(at);
                }
                at += 1;
                continue;
            }
            let character = self.text[at..].chars().next()?;
            if is_word_character(character) {
                return Some(at);
            }
            at += character.len_utf8();
        }
        None
    }

    /// The end of the word that starts at `start`; trailing characters that print nothing are left out.
    fn word_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (mut at, mut end) = (start, start);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                at += 1;
                end = at;
                continue;
            }
            if byte.is_ascii() {
                break;
            }
            let Some(character) = self.text[at..].chars().next() else { break };
            if is_word_of_its_own(character) {
                return if at == start { at + character.len_utf8() } else { end };
            }
            let prints_nothing = is_invisible(character);
            if !prints_nothing && !is_word_character(character) {
                break;
            }
            at += character.len_utf8();
            if !prints_nothing {
                end = at;
            }
        }
        end
    }
}

/// Whether `character` can stand in a word.
pub fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || (!character.is_ascii() && is_combining_mark(character))
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
    for character in word.chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else if let Some(letters) = fold_latin1(character) {
            folded.push_str(letters);
        } else {
            fold_other(character, folded);
        }
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

fn fold_other(character: char, folded: &mut String) {
    for part in std::iter::once(character).nfkd().flat_map(char::to_lowercase).nfkd() {
        match part {
            _ if is_accent(part) || is_invisible(part) => {}
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ß' => folded.push_str("ss"),
            _ => folded.push(part),
        }
    }
}

/// Marks that a writer may leave out; vowel signs of Indic scripts and the voiced marks of kana change the word and stay.
fn is_accent(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36F | 0x591..=0x5C7 | 0x64B..=0x652 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0xFE20..=0xFE2F)
}

/// The spelling of `word` with accents and case, but the same for NFC and NFD and without invisible characters: what two
/// spellings are compared by once [`fold`] has found them.
pub fn spelling(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.chars().filter(|&character| !is_invisible(character)).nfc().collect()
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
        ] {
            assert_eq!(fold(spelling), expected, "{spelling}");
        }
    }

    #[test]
    fn spellings_agree_between_normal_forms() {
        assert_eq!(spelling("perplexite\u{301}"), "perplexité");
        assert_eq!(spelling("per\u{AD}plexité"), "perplexité");
        assert_ne!(spelling("perplexite"), spelling("perplexité"));
    }
}
