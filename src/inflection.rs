//! French and English inflection of the words of a form: plurals, feminines, and conjugation where the form is declared a verb.
//!
//! The rules over-generate ("poids" gives "poid"): a surface that nobody writes costs nothing, because a match is only ever looked for in
//! real text. What must not happen is a surface that is another word; hence the lists.

mod number;
mod plural;

pub use number::{Looks, Number, Relation, folded_words, is_link, is_plural_of, relation};
pub use plural::{Care, is_adjective, plural};

use crate::language::Language;

/// The role of a word in its form, which decides how freely it inflects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The form is this word: a noun, so only its number varies ("rappel" must not give "rappelle").
    Alone,
    /// One of several words: adjectives among them agree in gender too.
    Among,
}

/// Every surface of `word`, the word itself first, no repetition, the case of its letters kept. `language` is that of the form;
/// a form of every language inflects by the rules of both.
pub fn inflect(word: &str, language: Option<&Language>, role: Role) -> Vec<String> {
    let mut surfaces = vec![word.to_owned()];
    if !inflects(word) {
        return surfaces;
    }
    if is_acronym(word) {
        surfaces.push(format!("{word}s"));
        return surfaces;
    }
    let speaks = |tag: &str| language.is_none_or(|language| language.primary() == tag);
    if speaks("fr") {
        french(word, role, &mut surfaces);
    }
    // English words are at home in texts of other languages ("embeddings" in French), and their plural with them.
    if speaks("en") || !speaks("fr") {
        english(word, &mut surfaces);
    }
    without_repetition(surfaces)
}

/// The surfaces, each once. There are at most some dozens, so comparing them all beats hashing.
pub fn without_repetition(surfaces: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(surfaces.len());
    for surface in surfaces {
        if !kept.contains(&surface) {
            kept.push(surface);
        }
    }
    kept
}

/// Whether all letters of a word of at least two are capitals.
pub fn is_acronym(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|character| !character.is_lowercase()) && word.chars().any(char::is_alphabetic)
}

const FUNCTION_WORDS: &[&str] = &[
    "à", "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "mon", "ne", "ou", "par", "pas",
    "pour", "que", "qui", "sa", "sans", "se", "ses", "son", "sont", "sur", "un", "une", "a", "an", "and", "as", "by", "for", "from", "in",
    "is", "not", "of", "on", "or", "the", "to", "with",
];

fn inflects(word: &str) -> bool {
    word.chars().count() > 1
        && word.chars().all(char::is_alphabetic)
        && !(word.chars().all(char::is_lowercase) && (word.chars().count() < 3 || FUNCTION_WORDS.contains(&word)))
}

fn french(word: &str, role: Role, surfaces: &mut Vec<String>) {
    let singular = french_singulars(word);
    for base in std::iter::once(word.to_owned()).chain(singular) {
        push_french_plurals(&base, surfaces);
        for feminine in french_feminines(&base, role) {
            surfaces.push(format!("{feminine}s"));
            surfaces.push(feminine);
        }
        surfaces.push(base);
    }
}

/// Words in -s that are singular; taking the -s away gives another word, or none.
fn is_french_singular_in_s(word: &str) -> bool {
    const ENDINGS: &[&str] = &["us", "ès", "ois", "ais", "ours", "mps", "ens", "ids", "ss", "bras", "cas", "pas", "tas", "ns"];
    const PLURALS: &[&str] = &["plongements", "tokens", "bons", "ons"];
    let word = word.to_lowercase();
    ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !(word.ends_with("ons") || word.ends_with("okens") || PLURALS.contains(&word.as_str()))
}

fn french_singulars(word: &str) -> Vec<String> {
    if let Some(stem) = word.strip_suffix("aux") {
        return vec![format!("{stem}al"), format!("{stem}au"), format!("{stem}ail")];
    }
    if let Some(stem) = word.strip_suffix("eux") {
        return vec![format!("{stem}eu")];
    }
    match word.strip_suffix('s') {
        Some(stem) if !is_french_singular_in_s(word) => vec![stem.to_owned()],
        _ => Vec::new(),
    }
}

fn push_french_plurals(word: &str, surfaces: &mut Vec<String>) {
    if word.ends_with(['s', 'x', 'z']) {
        return;
    }
    if word.ends_with("au") || word.ends_with("eu") || word.ends_with("ou") {
        surfaces.push(format!("{word}x"));
    }
    for (ending, plural) in [("al", "aux"), ("ail", "aux")] {
        if let Some(stem) = word.strip_suffix(ending) {
            surfaces.push(format!("{stem}{plural}"));
        }
    }
    surfaces.push(format!("{word}s"));
}

fn french_feminines(word: &str, role: Role) -> Vec<String> {
    if word.ends_with('é') {
        return vec![format!("{word}e")];
    }
    if role == Role::Alone || word.ends_with(['e', 's']) {
        return Vec::new();
    }
    const ENDINGS: &[(&str, &str)] = &[
        ("teur", "trice"),
        ("eur", "euse"),
        ("eux", "euse"),
        ("if", "ive"),
        ("el", "elle"),
        ("en", "enne"),
        ("er", "ère"),
        ("et", "ète"),
        ("ic", "ique"),
        ("gu", "guë"),
    ];
    match ENDINGS.iter().find_map(|(ending, feminine)| word.strip_suffix(ending).map(|stem| format!("{stem}{feminine}"))) {
        Some(feminine) => vec![feminine],
        None if word.ends_with(['d', 't', 'l', 'n', 'r', 'i', 'u', 'c']) => vec![format!("{word}e")],
        None => Vec::new(),
    }
}

fn english(word: &str, surfaces: &mut Vec<String>) {
    let sibilant = |word: &str| ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending));
    if let Some(stem) = word.strip_suffix("ies") {
        surfaces.push(format!("{stem}y"));
    } else if let Some(stem) = word.strip_suffix("es").filter(|stem| sibilant(stem)) {
        surfaces.push(stem.to_owned());
    } else if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        surfaces.push(stem.to_owned());
    } else if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        surfaces.push(format!("{stem}ies"));
    } else if let Some(stem) = word.strip_suffix("sis") {
        surfaces.push(format!("{stem}ses"));
    } else if let Some(stem) = word.strip_suffix("ix").or_else(|| word.strip_suffix("ex")) {
        surfaces.push(format!("{stem}ices"));
        surfaces.push(format!("{word}es"));
    } else if sibilant(word) {
        surfaces.push(format!("{word}es"));
    } else {
        surfaces.push(format!("{word}s"));
    }
}

/// The conjugated surfaces of `word`, where `siblings` (the words that the form's alternatives put in the same place, `word`
/// among them) declare it a verb: the French infinitive in -er beside another ending of it, or English -ed beside -ing.
pub fn conjugate(word: &str, siblings: &[&str]) -> Vec<String> {
    if let Some(stem) = word.strip_suffix("er")
        && FRENCH_ER.iter().any(|ending| *ending != "er" && siblings.iter().any(|sibling| sibling.strip_prefix(stem) == Some(ending)))
    {
        return FRENCH_ER.iter().map(|ending| french_stem(stem, ending) + ending).collect();
    }
    if let Some(stem) = word.strip_suffix("ing")
        && siblings.iter().any(|sibling| sibling.strip_prefix(stem) == Some("ed"))
    {
        let with_e = siblings.iter().any(|sibling| sibling.strip_prefix(stem) == Some("e"));
        let endings: &[&str] = if with_e { &["e", "es", "ed", "ing"] } else { &["", "s", "ed", "ing"] };
        return endings.iter().map(|ending| format!("{stem}{ending}")).collect();
    }
    Vec::new()
}

/// Whether `word` may be a French infinitive of the first group, as "transformer" is.
pub fn is_infinitive(word: &str) -> bool {
    word.len() > 4 && word.ends_with("er") && word.chars().all(char::is_lowercase)
}

/// The endings of the first group: infinitive, participles with gender and number, present, imperfect, future, conditional, simple
/// past, subjunctive.
const FRENCH_ER: &[&str] = &[
    "er", "é", "ée", "és", "ées", "ant", "e", "es", "ons", "ez", "ent", "ais", "ait", "ions", "iez", "aient", "erai", "eras", "era",
    "erons", "erez", "eront", "erais", "erait", "erions", "eriez", "eraient", "ai", "as", "a", "âmes", "âtes", "èrent", "asse", "asses",
    "ât", "assions", "assiez", "assent",
];

/// "changer" gives "changeons", "lancer" "lançons": the consonant keeps its sound before a and o.
fn french_stem(stem: &str, ending: &str) -> String {
    if !ending.starts_with(['a', 'â', 'o']) {
        return stem.to_owned();
    }
    match (stem.strip_suffix('c'), stem.ends_with('g')) {
        (Some(start), _) => format!("{start}ç"),
        (None, true) => format!("{stem}e"),
        (None, false) => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str, tag: &str, role: Role) -> Vec<String> {
        inflect(word, Language::parse(tag).as_ref(), role)
    }

    #[test]
    fn words_that_are_the_same() {
        use Role::{Alone, Among};
        for (word, tag, role, surfaces) in [
            ("modèle", "fr", Alone, "modèles"),
            ("réseau", "fr", Among, "réseaux"),
            ("neuronaux", "fr", Among, "neuronal neuronale"),
            ("neuronal", "fr", Among, "neuronaux neuronale neuronales"),
            ("récurrent", "fr", Among, "récurrents récurrente récurrentes"),
            ("génératif", "fr", Among, "générative génératives génératifs"),
            ("entraîné", "fr", Alone, "entraînée entraînés entraînées"),
            ("données", "fr", Among, "donnée"),
            ("travail", "fr", Alone, "travaux"),
            ("LLM", "fr", Alone, "LLMs"),
            ("LLM", "en", Alone, "LLMs"),
            ("GPT", "de", Alone, "GPTs"),
            ("embedding", "en", Alone, "embeddings"),
            ("perplexity", "en", Alone, "perplexities"),
            ("weights", "en", Alone, "weight"),
            ("loss", "en", Alone, "losses"),
            ("matrix", "en", Alone, "matrices"),
            ("Transformer", "en", Alone, "Transformers"),
        ] {
            let found = all(word, tag, role);
            for surface in surfaces.split(' ') {
                assert!(found.iter().any(|it| it == surface), "{word} should give {surface}: {found:?}");
            }
        }
    }

    #[test]
    fn words_that_are_others() {
        use Role::{Alone, Among};
        for (word, tag, role, surfaces) in [
            ("rappel", "fr", Alone, "rappelle"),
            ("cours", "fr", Alone, "cour"),
            ("corpus", "fr", Alone, "corpu"),
            ("de", "fr", Among, "des"),
            ("de", "fr", Among, "dee"),
            ("sens", "fr", Alone, "sen"),
            ("loss", "en", Alone, "los"),
            ("T5", "en", Alone, "T5s"),
            ("modeling", "en", Among, "model modeled"),
            ("couche", "fr", Alone, "couché"),
        ] {
            let found = all(word, tag, role);
            for surface in surfaces.split(' ') {
                assert!(found.iter().all(|it| it != surface), "{word} should not give {surface}");
            }
        }
    }

    #[test]
    fn verbs_are_declared_by_their_alternatives() {
        assert!(conjugate("finetuner", &["finetuner", "finetuné"]).contains(&"finetunerez".to_owned()));
        assert!(conjugate("changer", &["changer", "changé"]).contains(&"changeons".to_owned()));
        assert!(conjugate("lancer", &["lancer", "lancé"]).contains(&"lançait".to_owned()));
        assert!(conjugate("pretraining", &["pretrain", "pretrained", "pretraining"]).contains(&"pretrains".to_owned()));
        assert!(conjugate("tuning", &["tune", "tuned", "tuning"]).contains(&"tunes".to_owned()));
        assert_eq!(conjugate("transformer", &["transformer", "transformers"]), Vec::<String>::new());
        assert_eq!(conjugate("modeling", &["modeling"]), Vec::<String>::new());
    }
}
