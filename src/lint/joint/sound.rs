//! With which sound a word begins, as far as its letters tell.

use crate::inflection;
use crate::language::Language;
use crate::words;

/// Whether two words begin with sounds that ask for the same words before them.
pub(super) fn is_same(old: &str, new: &str, language: Option<&Language>) -> bool {
    let first_letters = |text: &str| words::fold(text).chars().take(3).collect::<String>();
    let vowel = begins_with_vowel(old, language);
    (vowel.is_some() && vowel == begins_with_vowel(new, language)) || first_letters(old) == first_letters(new)
}

/// Whether a word begins with the sound of a vowel; `None` where letters do not tell (y, spelled acronyms, an h or an English u that no table
/// knows, "one").
pub(super) fn begins_with_vowel(text: &str, language: Option<&Language>) -> Option<bool> {
    let word = words::words(text).next().map(|span| &text[span.range()])?;
    let folded = words::fold(word);
    let first = folded.chars().next()?;
    let is_english = language.is_none_or(|it| it.primary() == "en");
    let is_spelled = inflection::is_acronym(word) && "fhlmnrsxu".contains(first);
    // "an X-ray", "an e-book": a letter is called by its name.
    if is_english && folded.chars().nth(1).is_none() && first.is_ascii_alphabetic() {
        return Some("aefhilmnorsx".contains(first));
    }
    if first == 'y' || is_spelled || (is_english && folded.starts_with("one")) {
        return None;
    }
    if is_english && (first == 'u' || folded.starts_with("eu")) {
        return is_vowel_in_english(&folded);
    }
    if first == 'h' {
        return is_mute(&folded, language?);
    }
    first.is_alphabetic().then(|| "aeiou".contains(first))
}

/// Whether a folded English word in u or eu begins with a vowel ("an update") or like "you" ("a user").
fn is_vowel_in_english(folded: &str) -> Option<bool> {
    const LIKE_YOU: &[&str] = &["eu", "ubiq", "unic", "unif", "union", "uniq", "unit", "univ", "usa", "use", "usu", "uti", "uto"];
    const VOWEL: &[&str] = &["ul", "um", "unb", "unc", "und", "unf", "unk", "unp", "unr", "uns", "unt", "unw", "up"];
    let is_among = |beginnings: &[&str]| beginnings.iter().any(|it| folded.starts_with(it));
    if is_among(LIKE_YOU) { Some(false) } else { is_among(VOWEL).then_some(true) }
}

/// Whether the h at the start of a folded word is mute. In French only beginnings count whose words are all alike: "hero" is not among them, for
/// "le héros" and "l’héroïne".
fn is_mute(folded: &str, language: &Language) -> Option<bool> {
    const MUTE: &[&str] = &[
        "habi", "hallu", "haloge", "hameco", "harmo", "hebdo", "heberg", "hecto", "helico", "helio", "hemi", "hemo", "herb", "heredi",
        "herit", "hermet", "hesit", "hetero", "heure", "heuri", "hexa", "hibern", "histo", "hiver", "holo", "homme", "homo", "honnet",
        "honneu", "honor", "horaire", "horiz", "horlog", "horod", "hospi", "hote", "huile", "humain", "human", "humeur", "humid", "humour",
        "hybrid", "hydr", "hygien", "hyper", "hypno", "hypo", "hyst",
    ];
    const SOUNDED: &[&str] = &[
        "hach", "hack", "handicap", "hangar", "hard", "harcel", "hasard", "hash", "hauss", "haut", "heap", "heurt", "hierarch", "hook",
        "hors", "hub",
    ];
    const MUTE_IN_ENGLISH: &[&str] = &["heir", "honest", "honor", "honour", "hour"];
    let is_among = |beginnings: &[&str]| beginnings.iter().any(|it| folded.starts_with(it));
    match language.primary() {
        // "an herb" and "a herb": both are written.
        "en" => (!folded.starts_with("herb")).then(|| is_among(MUTE_IN_ENGLISH)),
        "fr" if is_among(MUTE) => Some(true),
        "fr" if is_among(SOUNDED) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings() {
        for (word, language, expected) in [
            ("apprentissage", "fr", Some(true)),
            ("Énoncé", "fr", Some(true)),
            ("modèle", "fr", Some(false)),
            ("hyperparamètre", "fr", Some(true)),
            ("Hallucination", "fr", Some(true)),
            ("hachage", "fr", Some(false)),
            ("heurt", "fr", Some(false)),
            ("heuristique", "fr", Some(true)),
            ("héros", "fr", None),
            ("huître", "fr", None),
            ("haltère", "fr", None),
            ("HTML", "fr", None),
            ("yaourt", "fr", None),
            ("hyperparameter", "en", Some(false)),
            ("hourly", "en", Some(true)),
            ("herbal", "en", None),
            ("unit", "en", Some(false)),
            ("User", "en", Some(false)),
            ("European", "en", Some(false)),
            ("update", "en", Some(true)),
            ("uninstalled", "en", None),
            ("one-shot", "en", None),
            ("X-ray", "en", Some(true)),
            ("k-means", "en", Some(false)),
            ("utilisateur", "fr", Some(true)),
            ("hyperparameter", "de", None),
            ("LLM", "en", None),
        ] {
            assert_eq!(begins_with_vowel(word, Language::parse(language).as_ref()), expected, "{word} in {language}");
        }
    }
}
