//! Singular and plural: of whole forms, and what determiners show of them.

use crate::language::Language;
use crate::words;

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
}

impl Number {
    /// What a determiner (in any letter case) shows of the noun behind it, in a text of `language`.
    pub fn of_determiner(word: &str, language: Option<&Language>) -> Option<Self> {
        let word = word.to_lowercase();
        let (singular, plural) = match language.map(Language::primary)? {
            "fr" => (FRENCH_SINGULAR, FRENCH_PLURAL),
            "en" => (ENGLISH_SINGULAR, ENGLISH_PLURAL),
            _ => return None,
        };
        if singular.contains(&word.as_str()) {
            return Some(Self::Singular);
        }
        plural.contains(&word.as_str()).then_some(Self::Plural)
    }
}

const FRENCH_SINGULAR: &[&str] = &[
    "le", "la", "l", "un", "une", "du", "au", "ce", "cet", "cette", "mon", "ton", "son", "ma", "ta", "sa", "notre", "votre", "leur",
    "chaque", "aucun", "aucune", "quel", "quelle",
];
const FRENCH_PLURAL: &[&str] = &[
    "les",
    "des",
    "ces",
    "aux",
    "mes",
    "tes",
    "ses",
    "nos",
    "vos",
    "leurs",
    "plusieurs",
    "quelques",
    "certains",
    "certaines",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "cent",
    "mille",
    "tous",
    "toutes",
    "nombreux",
    "nombreuses",
    "divers",
    "diverses",
    "différents",
    "différentes",
    "quels",
    "quelles",
];
const ENGLISH_SINGULAR: &[&str] = &["a", "an", "one", "this", "that", "each", "every", "another"];
const ENGLISH_PLURAL: &[&str] =
    &["these", "those", "many", "several", "few", "two", "three", "four", "five", "both", "various", "numerous", "multiple"];

/// Whether `word` is one of those behind which begins what does not agree with the noun before: "modèle *de* langage".
pub fn is_link(word: &str) -> bool {
    const LINKS: &[&str] = &[
        "a", "an", "and", "au", "aux", "avec", "by", "d", "dans", "de", "des", "du", "en", "et", "for", "from", "in", "l", "la", "le",
        "les", "of", "on", "or", "ou", "par", "pour", "sans", "sous", "sur", "the", "to", "un", "une", "with",
    ];
    LINKS.contains(&words::fold(word).as_str())
}

/// Whether one folded word is the plural of another.
fn is_plural_of_fold(plural: &str, singular: &str) -> bool {
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| singular.ends_with(ending));
    let endings = [("", "s"), ("", "x"), ("al", "aux"), ("ail", "aux"), ("y", "ies"), ("sis", "ses"), ("ix", "ices"), ("ex", "ices")];
    let is_made = |(one, many): (&str, &str)| {
        singular.strip_suffix(one).zip(plural.strip_suffix(many)).is_some_and(|(singular, plural)| singular == plural)
    };
    endings.into_iter().any(is_made) || (sibilant && is_made(("", "es")))
}

/// Whether one word is the plural of another.
pub fn is_plural_of(word: &str, singular: &str) -> bool {
    is_plural_of_fold(&words::fold(word), &words::fold(singular))
}

/// How the words that stand for a form in a text are to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are its words.
    Same,
    /// They are its plural.
    Plural,
}

/// How `written` is to `form`; `None` where it is another inflection.
pub fn relation(written: &str, form: &str, language: Option<&Language>) -> Option<Relation> {
    let (written, form) = (folded_words(written), folded_words(form));
    if written.len() != form.len() {
        return None;
    }
    let differing: Vec<usize> = (0..form.len()).filter(|&at| written[at] != form[at]).collect();
    if differing.is_empty() {
        return Some(Relation::Same);
    }
    // "un modèle de langages" is one model.
    let head = head(&form, language);
    let is_plural = differing.iter().all(|&at| is_plural_of_fold(&written[at], &form[at])) && differing.iter().any(|at| head.contains(at));
    is_plural.then_some(Relation::Plural)
}

/// The words of a text, folded.
pub fn folded_words(text: &str) -> Vec<String> {
    words::words(text).map(|span| words::fold(&text[span.range()])).collect()
}

/// Which of the words of a form say its number: all before the first link in French, the last of them in English.
pub(super) fn head(words: &[impl AsRef<str>], language: Option<&Language>) -> std::ops::Range<usize> {
    let end = words.iter().skip(1).position(|word| is_link(word.as_ref())).map_or(words.len(), |at| at + 1);
    let is_french = language.is_some_and(|language| language.primary() == "fr");
    if is_french || language.is_none() { 0..end } else { end.saturating_sub(1)..end }
}

/// What the letters of a form tell of its own number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// It is singular, and its plural is another.
    Singular,
    /// It is singular and plural in one: "corpus", French acronyms.
    Invariable,
    /// It ends as plurals do.
    Plural,
}

impl Looks {
    /// Of a form of a language.
    pub fn of(form: &str, language: Option<&Language>) -> Self {
        let words: Vec<&str> = words::words(form).map(|span| &form[span.range()]).collect();
        let head = &words[head(&words, language)];
        let is_english = language.is_some_and(|language| language.primary() == "en");
        if !is_english && head.len() == 1 && super::is_acronym(head[0]) {
            return Self::Invariable;
        }
        let ends = |word: &&str| word.to_lowercase().ends_with(['s', 'x', 'z']);
        if head.is_empty() || !head.iter().all(ends) {
            return Self::Singular;
        }
        let lower = head.last().map(|word| word.to_lowercase()).unwrap_or_default();
        if is_english {
            // "loss" has a plural of its own.
            let is_singular = ["ss", "us", "is", "x", "z"].iter().any(|ending| lower.ends_with(ending));
            return if is_singular { Self::Singular } else { Self::Plural };
        }
        const IN_X: &[&str] = &["flux", "taux", "choix", "index", "prix", "voix", "croix", "noix", "faux", "deux", "box", "mix"];
        // Of these letters are singulars ("repos", "avis") and plurals ("dos", "amis").
        const IN_S: &[&str] = &["is", "os", "corps", "univers", "fils", "bus"];
        let is_invariable = super::is_french_singular_in_s(&lower) || lower.ends_with('z') || IN_X.contains(&lower.as_str());
        if is_invariable || IN_S.iter().any(|ending| lower.ends_with(ending)) { Self::Invariable } else { Self::Plural }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations() {
        use Relation::{Plural, Same};
        for (written, form, tag, expected) in [
            ("gros modèles", "gros modèle", "fr", Some(Plural)),
            ("Gros Modèle", "gros modèle", "fr", Some(Same)),
            ("modèles de langage", "modèle de langage", "fr", Some(Plural)),
            ("modèle de langages", "modèle de langage", "fr", None),
            ("repos initiaux", "repos initial", "fr", Some(Plural)),
            ("neuronale", "neuronal", "fr", None),
            ("entraînées", "entraîné", "fr", None),
            ("losses", "loss", "en", Some(Plural)),
            ("bags of words", "bag of words", "en", Some(Plural)),
            ("gros", "gros modèle", "fr", None),
        ] {
            assert_eq!(relation(written, form, Language::parse(tag).as_ref()), expected, "{written}");
        }
    }

    #[test]
    fn looks() {
        for (form, tag, expected) in [
            ("gros modèle", "fr", Looks::Singular),
            ("corpus", "fr", Looks::Invariable),
            ("LLM", "fr", Looks::Invariable),
            ("LLM", "en", Looks::Singular),
            ("repos", "fr", Looks::Invariable),
            ("données massives", "fr", Looks::Plural),
            ("jeux de données", "fr", Looks::Plural),
            ("jeu de données", "fr", Looks::Singular),
            ("taux", "fr", Looks::Invariable),
            ("loss", "en", Looks::Singular),
            ("weights", "en", Looks::Plural),
        ] {
            assert_eq!(Looks::of(form, Language::parse(tag).as_ref()), expected, "{form}");
        }
    }
}
