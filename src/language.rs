//! Languages of forms and texts.

use std::fmt;
use std::sync::LazyLock;

/// A language by its BCP 47 tag, normalised to lower case (`fr`, `en`, `pt-br`). Comparison for matching looks at the primary
/// subtag only: see [`Language::same`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

impl Language {
    /// Reads a BCP 47 tag, or `None` where `tag` is not shaped like one: a primary subtag of two or three letters, then
    /// subtags of one to eight letters or digits (RFC 5646 §2.1, without the registry).
    pub fn parse(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let primary_fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let rest_fits = subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        (primary_fits && rest_fits).then(|| Self(tag.to_ascii_lowercase().into()))
    }

    /// French.
    pub fn french() -> Self {
        Self("fr".into())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The whole tag, in lower case.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `pt` of `pt-br`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether a text in one may use a form of the other: same primary subtag.
    pub fn same(&self, other: &Self) -> bool {
        self.primary() == other.primary()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The language to read a text in that seems to be in `seeming`: that one, unless its language is said to be one of `possible`; then the first
/// of those. Where several are possible, a text whose language does not show stays without one.
pub fn among(possible: &[Language], seeming: Option<Language>) -> Option<Language> {
    match (possible, seeming) {
        ([], seeming) => seeming,
        (_, Some(seeming)) if possible.iter().any(|it| it.same(&seeming)) => Some(seeming),
        ([_, _, ..], None) => None,
        ([first, ..], _) => Some(first.clone()),
    }
}

/// The language that `text` is most likely written in, told by its function words; `None` where they are few or mixed, because
/// a text of unknown language gates nothing.
pub fn guess(text: &str) -> Option<Language> {
    let mut counts = [0usize; FUNCTION_WORDS.len()];
    for word in crate::words::words(text).take(GUESS_WORDS) {
        let Some(languages) = key(&text[word.range()]).and_then(|key| LANGUAGES_OF.of(key)) else { continue };
        languages.iter().for_each(|&language| counts[usize::from(language)] += 1);
        let (_, most, second) = two_most(&counts);
        if most >= CLEAR && most >= 8 * second {
            break;
        }
    }
    let (best, most, second) = two_most(&counts);
    (most >= 3 && most >= 2 * second).then(|| Language(FUNCTION_WORDS[best].0.into()))
}

/// The first place with the highest count, that count, and the next one.
fn two_most(counts: &[usize]) -> (usize, usize, usize) {
    let (mut best, mut most, mut second) = (0, 0, 0);
    for (place, &count) in counts.iter().enumerate() {
        if count > most {
            (best, most, second) = (place, count, most);
        } else {
            second = second.max(count);
        }
    }
    (best, most, second)
}

/// A short word in lower case as a number: its bytes and zeros. `None` for a word that is too long to be a function word.
fn key(word: &str) -> Option<u64> {
    let mut bytes = [0; LONGEST_FUNCTION_WORD];
    if word.len() > LONGEST_FUNCTION_WORD {
        return None;
    }
    if word.is_ascii() {
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        return Some(u64::from_le_bytes(bytes));
    }
    let mut length = 0;
    for character in word.chars().flat_map(char::to_lowercase) {
        let room = bytes.get_mut(length..length + character.len_utf8())?;
        length += character.encode_utf8(room).len();
    }
    Some(u64::from_le_bytes(bytes))
}

/// For each function word the languages that have it, as indexes into [`FUNCTION_WORDS`]. Each short word of every text is looked up: a plain hash
/// table with a hash of one multiplication.
struct LanguagesOf(Vec<Option<(u64, Vec<u8>)>>);

static LANGUAGES_OF: LazyLock<LanguagesOf> = LazyLock::new(|| {
    let mut table = LanguagesOf(vec![None; 1 << LanguagesOf::BITS]);
    for (language, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        for key in words.iter().filter_map(|word| key(word)) {
            let place = table.place(key);
            table.0[place].get_or_insert_with(|| (key, Vec::new())).1.push(language as u8);
        }
    }
    table
});

impl LanguagesOf {
    /// Four times as many places as there are words, so that the place of most words is empty or theirs.
    const BITS: u32 = 10;

    fn of(&self, key: u64) -> Option<&[u8]> {
        self.0[self.place(key)].as_ref().map(|(_, languages)| languages.as_slice())
    }

    /// Where `key` is, or would be.
    fn place(&self, key: u64) -> usize {
        let mut place = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - Self::BITS)) as usize;
        while self.0[place].as_ref().is_some_and(|(there, _)| *there != key) {
            place = (place + 1) % self.0.len();
        }
        place
    }
}

/// In bytes.
const LONGEST_FUNCTION_WORD: usize = 8;

/// As many words as are looked at: a language shows early.
const GUESS_WORDS: usize = 500;

/// So many function words of one language, and hardly any of another, and no more need be looked at.
const CLEAR: usize = 32;

/// Frequent words that no other language of the list has.
const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    (
        "fr",
        &[
            "le", "les", "des", "du", "une", "est", "dans", "pour", "que", "qui", "sur", "avec", "ne", "pas", "sont", "ce", "cette", "aux",
            "par", "et", "vous", "nous", "il", "elle", "ces", "votre", "plus", "être", "au",
        ],
    ),
    (
        "en",
        &[
            "the", "of", "and", "to", "is", "that", "for", "with", "are", "this", "by", "be", "from", "it", "not", "we", "you", "your",
            "can", "which", "have", "was", "has",
        ],
    ),
    ("de", &["der", "und", "ist", "nicht", "mit", "ein", "eine", "für", "auf", "das", "zu", "wird", "sich", "auch"]),
    ("es", &["el", "los", "las", "del", "para", "como", "más", "es", "una", "y", "con", "se", "este", "pero"]),
    ("it", &["il", "gli", "della", "che", "per", "con", "sono", "di", "questo", "nel", "più", "è", "una", "dei"]),
    ("pt", &["os", "uma", "para", "com", "não", "mais", "dos", "em", "são", "ou", "pelo", "também", "é", "o"]),
    ("nl", &["het", "een", "van", "en", "niet", "dat", "voor", "met", "zijn", "wordt", "ook", "naar", "deze"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (tag, expected) in [
            ("fr", Some("fr")),
            ("FR-CA", Some("fr-ca")),
            ("pt-BR", Some("pt-br")),
            ("zh-Hant-TW", Some("zh-hant-tw")),
            ("f", None),
            ("voir", None),
            ("fr_CA", None),
            ("fr-", None),
            ("", None),
        ] {
            assert_eq!(Language::parse(tag).as_ref().map(Language::tag), expected, "{tag}");
        }
    }

    #[test]
    fn languages_of_texts() {
        for (possible, seeming, expected) in [
            ("", Some("de"), Some("de")),
            ("", None, None),
            ("fr", Some("de"), Some("fr")),
            ("fr", None, Some("fr")),
            ("fr en", Some("en"), Some("en")),
            ("fr en", Some("en-gb"), Some("en-gb")),
            ("fr en", Some("de"), Some("fr")),
            ("fr en", None, None),
        ] {
            let possible: Vec<Language> = possible.split_whitespace().filter_map(Language::parse).collect();
            let language = among(&possible, seeming.and_then(Language::parse));
            assert_eq!(language.as_ref().map(Language::tag), expected, "{possible:?} {seeming:?}");
        }
    }

    #[test]
    fn function_words_are_found_in_any_letter_case() {
        for (language, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
            for word in *words {
                for word in [(*word).to_owned(), word.to_uppercase()] {
                    let languages = key(&word).and_then(|key| LANGUAGES_OF.of(key)).unwrap_or_default();
                    assert!(languages.contains(&(language as u8)), "{word}");
                }
            }
        }
        for other in ["", "a", "xyzzy", "également", "éééé", "İİİİ"] {
            assert_eq!(key(other).and_then(|key| LANGUAGES_OF.of(key)), None, "{other}");
        }
    }

    #[test]
    fn guesses() {
        for (text, expected) in [
            ("Les LLM sont entraînés sur des données qui ne sont pas étiquetées.", Some("fr")),
            ("The model is trained with data that has not been labelled.", Some("en")),
            ("Il modello è addestrato con dati che sono nel corpus.", Some("it")),
            ("BERT, GPT, LLM", None),
            (&("le la les ".repeat(11) + &"the of and ".repeat(20)), Some("en")),
            (&("le la les ".repeat(40) + &"the of and ".repeat(120)), Some("fr")),
            ("transformer le code", None),
            ("", None),
        ] {
            assert_eq!(guess(text).as_ref().map(Language::tag), expected, "{text}");
        }
    }
}
