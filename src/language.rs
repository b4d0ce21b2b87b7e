//! Languages of forms and texts.

use std::collections::HashMap;
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
    let mut lower = String::new();
    for word in crate::words::words(text).take(GUESS_WORDS).filter(|word| word.len() <= LONGEST_FUNCTION_WORD) {
        lower.clear();
        lower.extend(text[word.range()].chars().flat_map(char::to_lowercase));
        for &language in LANGUAGES_OF.get(lower.as_str()).into_iter().flatten() {
            counts[language] += 1;
        }
    }
    let (best, &count) = counts.iter().enumerate().max_by_key(|&(place, &count)| (count, usize::MAX - place))?;
    let second = counts.iter().enumerate().filter(|&(place, _)| place != best).map(|(_, &count)| count).max().unwrap_or_default();
    (count >= 3 && count >= 2 * second).then(|| Language(FUNCTION_WORDS[best].0.into()))
}

/// For each function word the languages that have it, as indexes into [`FUNCTION_WORDS`].
static LANGUAGES_OF: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages_of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        for word in *words {
            languages_of.entry(word).or_default().push(language);
        }
    }
    languages_of
});

/// In bytes.
const LONGEST_FUNCTION_WORD: usize = 8;

/// As many words as are looked at: a language shows early.
const GUESS_WORDS: usize = 500;

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
    fn guesses() {
        for (text, expected) in [
            ("Les LLM sont entraînés sur des données qui ne sont pas étiquetées.", Some("fr")),
            ("The model is trained with data that has not been labelled.", Some("en")),
            ("Il modello è addestrato con dati che sono nel corpus.", Some("it")),
            ("BERT, GPT, LLM", None),
            ("transformer le code", None),
            ("", None),
        ] {
            assert_eq!(guess(text).as_ref().map(Language::tag), expected, "{text}");
        }
    }
}
