//! The word before a term: "l’" and "le", "a" and "an" depend on the sound that follows.

use crate::inflection;
use crate::language::Language;
use crate::span::Span;
use crate::words::{self, is_apostrophe, is_word_character};

/// Whether the word before goes with a new word as it went with the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It does.
    Fine,
    /// Another one must stand there: what to put in the place of which bytes of the text before.
    Mend(Span, String),
    /// No rule here knows.
    Unknown,
}

/// What stands between a word and the word before it, but white space.
const BETWEEN: [char; 6] = ['*', '_', '«', '"', '“', '('];

/// Words that lose their last letter before a vowel.
const ELIDED: [&str; 12] = ["le", "la", "de", "que", "ne", "se", "me", "te", "je", "lorsque", "puisque", "quoique"];

/// Words that another one takes the place of before a vowel.
const OTHERS: [(&str, &str); 5] = [("ce", "cet"), ("beau", "bel"), ("nouveau", "nouvel"), ("vieux", "vieil"), ("a", "an")];

/// Whether what stands in `before` (the text up to the words, at least its last line) goes with `new` in the place of `old`.
/// `language` is the text's; where it is not known, the rules of French and of English hold. `apostrophe` is the one to write.
pub(crate) fn fit(before: &str, old: &str, new: &str, language: Option<&Language>, apostrophe: char) -> Fit {
    let speaks = |tag: &str| language.is_none_or(|language| language.primary() == tag);
    if !speaks("fr") && !speaks("en") {
        return Fit::Fine;
    }
    let first_letters = |text: &str| words::fold(text).chars().take(3).collect::<String>();
    let (old_sound, new_sound) = (begins_with_vowel(old), begins_with_vowel(new));
    if (old_sound.is_some() && old_sound == new_sound) || first_letters(old) == first_letters(new) {
        return Fit::Fine;
    }
    let glued = before.trim_end_matches(BETWEEN);
    if let Some(article) = glued.strip_suffix(is_apostrophe).filter(|_| speaks("fr")) {
        return behind_apostrophe(article, glued.len(), new_sound);
    }
    let before = glued.trim_end_matches(|character: char| character.is_whitespace() || BETWEEN.contains(&character) || character == '>');
    let start = word_start(before);
    let word = &before[start..];
    // With what begins the next line of a quotation.
    let between = &glued[before.len()..];
    let spaces = between.len() - between.trim_start_matches(|character: char| character.is_whitespace() || character == '>').len();
    let place = Span::new(start, before.len() + spaces);
    let lower = word.to_lowercase();
    let mend = |text: String| Fit::Mend(place, cased_as(word, text));
    if !speaks(if ["a", "an"].contains(&lower.as_str()) { "en" } else { "fr" }) {
        return Fit::Fine;
    }
    let with_vowel = OTHERS.iter().find(|(_, with_vowel)| *with_vowel == lower);
    let with_consonant = OTHERS.iter().find(|(with_consonant, _)| *with_consonant == lower);
    let is_depending = ELIDED.contains(&lower.as_str()) || ["du", "au"].contains(&lower.as_str()) || with_consonant.is_some();
    match new_sound {
        _ if !is_depending && with_vowel.is_none() => Fit::Fine,
        None => Fit::Unknown,
        Some(true) => match lower.as_str() {
            "du" => mend(format!("de l{apostrophe}")),
            "au" => mend(format!("à l{apostrophe}")),
            elided if ELIDED.contains(&elided) => mend(format!("{}{apostrophe}", &elided[..elided.len() - 1])),
            _ => with_consonant.map_or(Fit::Fine, |(_, with_vowel)| mend(format!("{with_vowel} "))),
        },
        Some(false) => with_vowel.map_or(Fit::Fine, |(with_consonant, _)| mend(format!("{with_consonant} "))),
    }
}

/// The word that was elided, whose letters `article` ends with; `end` is the byte behind its apostrophe.
fn behind_apostrophe(article: &str, end: usize, new_sound: Option<bool>) -> Fit {
    let start = word_start(article);
    let word = &article[start..];
    let is_whole = matches!(word.to_lowercase().as_str(), "d" | "n" | "s" | "m" | "t" | "j" | "c" | "qu" | "lorsqu" | "puisqu" | "quoiqu");
    match new_sound {
        // A quotation mark.
        _ if word.is_empty() => Fit::Fine,
        Some(true) => Fit::Fine,
        Some(false) if is_whole => Fit::Mend(Span::new(start, end), format!("{word}e ")),
        // "le" or "la": nobody here knows genders.
        _ => Fit::Unknown,
    }
}

/// Where the word that `text` ends with starts.
fn word_start(text: &str) -> usize {
    let letters = text.char_indices().rev().take(12).take_while(|(_, character)| is_word_character(*character));
    letters.last().map_or(text.len(), |(at, _)| at)
}

fn cased_as(word: &str, text: String) -> String {
    if !word.starts_with(char::is_uppercase) {
        return text;
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether a word begins with the sound of a vowel; `None` where letters do not tell (h, y, spelled acronyms).
fn begins_with_vowel(text: &str) -> Option<bool> {
    let word = words::words(text).next().map(|span| &text[span.range()])?;
    let first = words::fold(word).chars().next()?;
    if matches!(first, 'h' | 'y') || (inflection::is_acronym(word) && "flmnrsxu".contains(first)) {
        return None;
    }
    first.is_alphabetic().then(|| "aeiou".contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before() {
        for (before, old, new, expected) in [
            ("d'", "IA", "apprentissage", "d'apprentissage"),
            ("l’", "IA", "réseau", "?"),
            ("de l’", "IA", "réseau", "?"),
            ("d’", "IA", "réseau", "de réseau"),
            ("D’", "IA", "réseau", "De réseau"),
            ("parce qu’", "IA", "réseau", "parce que réseau"),
            ("d’**", "IA", "réseau", "de **réseau"),
            ("d’", "Hugging-Face", "Hugging Face", "d’Hugging Face"),
            ("d’", "IA", "hôpital", "?"),
            ("« '", "IA", "réseau", "« 'réseau"),
            ("le ", "réseau", "algorithme", "l’algorithme"),
            ("Le ", "réseau", "algorithme", "L’algorithme"),
            ("le **", "réseau", "algorithme", "l’**algorithme"),
            ("le\n> ", "réseau", "algorithme", "l’algorithme"),
            ("du ", "réseau", "algorithme", "de l’algorithme"),
            ("au ", "réseau", "algorithme", "à l’algorithme"),
            ("ce ", "réseau", "algorithme", "cet algorithme"),
            ("cet ", "algorithme", "réseau", "ce réseau"),
            ("nouvel ", "algorithme", "réseau", "nouveau réseau"),
            ("un ", "réseau", "algorithme", "un algorithme"),
            ("le ", "réseau", "LLM", "?"),
            ("la ", "IA", "machine", "la machine"),
            ("des ", "LLM", "algorithmes", "des algorithmes"),
            ("le « ", "réseau", "algorithme", "l’« algorithme"),
            ("an ", "AI", "model", "a model"),
            ("A ", "model", "AI", "An AI"),
            ("", "AI", "model", "model"),
        ] {
            let fitted = match fit(before, old, new, None, '’') {
                Fit::Fine => format!("{before}{new}"),
                Fit::Mend(span, text) => format!("{}{text}{}{new}", &before[..span.start], &before[span.end..]),
                Fit::Unknown => "?".to_owned(),
            };
            assert_eq!(fitted, expected, "{before}{old} -> {new}");
        }
    }

    #[test]
    fn each_language_has_its_own() {
        for (language, before, old, new, is_fine) in [
            ("fr", "il a ", "modèle", "algorithme", true),
            ("en", "a ", "model", "algorithm", false),
            ("en", "la ", "model", "algorithm", true),
            ("es", "la ", "red", "inteligencia", true),
            ("fr", "la ", "machine", "intelligence", false),
        ] {
            assert_eq!(fit(before, old, new, Language::parse(language).as_ref(), '’') == Fit::Fine, is_fine, "{language}: {before}{new}");
        }
    }
}
