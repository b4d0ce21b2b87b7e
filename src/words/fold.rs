//! Under which letters two spellings are the same word.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::is_invisible;

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
pub(super) fn fold_character(character: char, take: &mut impl FnMut(char)) {
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
    use super::super::{digest, digested_words};
    use super::*;

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
}
