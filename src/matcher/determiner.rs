//! Whether a French word is a noun by what stands before it: "un transformer", but "pour le transformer".

use crate::words;

/// What only a noun follows.
const BEFORE_NOUNS: &[&str] = &[
    "un",
    "du",
    "au",
    "ce",
    "chaque",
    "aucun",
    "quel",
    "tel",
    "mon",
    "ton",
    "son",
    "notre",
    "votre",
    "leur",
    "premier",
    "second",
    "deuxieme",
    "troisieme",
    "dernier",
    "nouveau",
    "meme",
    "autre",
    "seul",
    "petit",
    "grand",
    "gros",
    "simple",
    "vrai",
    "propre",
    "bon",
    "meilleur",
    "the",
    "this",
    "each",
    "every",
];

/// What makes "le" behind it a pronoun: a verb follows.
const BEFORE_VERBS: &[&str] = &[
    "pour", "de", "a", "sans", "apres", "et", "ou", "puis", "ensuite", "bien", "mieux", "peut", "peuvent", "peux", "pouvez", "pouvons",
    "pourrait", "pourra", "pourront", "doit", "doivent", "dois", "devez", "devons", "devrait", "devra", "faut", "va", "vais", "vont",
    "allez", "allons", "veut", "veulent", "veux", "voulez", "voulons", "fait", "font", "faire", "sait", "savent", "savoir", "pouvoir",
    "laisse", "laisser", "vient",
];

/// Whether a determiner stands right before `at`, but for spaces and opening quotation marks.
pub fn after_determiner(text: &str, at: usize) -> bool {
    let mut before = words_back(&text[..at]);
    match before.next().as_deref() {
        Some("le") => before.next().is_none_or(|word| !BEFORE_VERBS.contains(&word.as_str())),
        Some(word) => BEFORE_NOUNS.contains(&word),
        None => false,
    }
}

/// The words before the end of `text`, the last one first, folded, as long as only spaces and opening quotation marks part them.
fn words_back(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        let trimmed = rest.trim_end_matches([' ', '\u{A0}', '\n', '«', '“', '"', '‘', '*', '_']);
        let word = trimmed.char_indices().rev().take(LONGEST).take_while(|&(_, character)| words::is_word_character(character)).last();
        let (start, _) = word?;
        rest = &trimmed[..start];
        Some(words::fold(&trimmed[start..]))
    })
}

/// Longer words are no determiners.
const LONGEST: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_verbs() {
        for (before, expected) in [
            ("Un ", true),
            ("dans un « ", true),
            ("ce\n", true),
            ("Le ", true),
            ("dans le ", true),
            ("pour le ", false),
            ("On peut le ", false),
            ("il faut ", false),
            ("de ", false),
            ("les ", false),
            ("la, un, ", false),
            ("", false),
        ] {
            assert_eq!(after_determiner(&format!("{before}transformer"), before.len()), expected, "{before}");
        }
    }
}
