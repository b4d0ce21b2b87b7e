//! How a word goes with the word before it: "l’" and "le", "d’" and "de", "du", "a" and "an" depend on the sound that follows, and French
//! articles on the gender.

mod agreement;
mod sound;

pub(super) use agreement::{is_free_behind, is_predicate};

use agreement::{is_closed_behind, is_free_before};
use sound::begins_with_vowel;

use super::gender::{self, Gender};
use crate::inflection::Number;
use crate::language::Language;
use crate::words::{self, is_apostrophe, is_word_character};

/// What becomes of the words before a word when another one takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// They stay.
    Fits,
    /// Their last `cut` bytes become `text`.
    Becomes { cut: usize, text: String },
    /// Nobody can tell.
    Unsure,
}

/// A word and the words around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings<'a> {
    /// All that stands before it.
    pub before: &'a str,
    /// All that stands behind it.
    pub after: &'a str,
    /// Of the text.
    pub language: Option<&'a Language>,
}

/// A form in a French text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun<'a> {
    pub text: &'a str,
    /// Where it is known.
    pub gender: Option<Gender>,
}

/// What becomes of the words before `old` when `new` takes its place, where both must have one gender.
pub(super) fn joint(around: &Surroundings, old: Noun, new: Noun) -> Joint {
    let prior = Prior::of(around.before);
    let is_doubled = || !prior.lower.is_empty() && new.text.to_lowercase().starts_with(&format!("{} ", prior.lower));
    match around.language.map(Language::primary) {
        // "un grand" before "grand modèle".
        Some("fr" | "en") if is_doubled() => Joint::Unsure,
        Some("fr") if !agrees(around, &prior, old, new) => Joint::Unsure,
        Some("fr" | "en") => by_sound(around, old.text, new),
        _ if prior.depends_on_sound() && !sound::is_same(old.text, new.text, around.language) => Joint::Unsure,
        _ => Joint::Fits,
    }
}

/// What becomes of the words before `old` when `new` takes its place, as far as their sounds go: whoever renames a term knows its gender. Where the
/// language is not known, the words before tell it.
pub(crate) fn joint_by_sound(around: &Surroundings, old: &str, new: &str) -> Joint {
    by_sound(around, old, Noun { text: new, gender: gender::gender(new) })
}

fn by_sound(around: &Surroundings, old: &str, new: Noun) -> Joint {
    let prior = Prior::of(around.before);
    if sound::is_same(old, new.text, around.language) {
        return Joint::Fits;
    }
    let is_english = ["a", "an"].contains(&prior.lower.as_str());
    match around.language.map(Language::primary) {
        Some("en") => english(&prior, new.text, around.language),
        None if is_english => english(&prior, new.text, around.language),
        Some("fr") | None => french(&prior, around, new),
        Some(_) => Joint::Fits,
    }
}

/// The number that the word before a place shows of the noun there.
pub(super) fn determiner(before: &str, language: Option<&Language>) -> Option<Number> {
    Number::of_determiner(&Prior::of(before).lower, language)
}

/// The word before a place.
struct Prior<'a> {
    word: &'a str,
    lower: String,
    /// What stands between that word and the place.
    gap: &'a str,
    /// What stands before that word.
    before: &'a str,
}

impl<'a> Prior<'a> {
    fn of(before: &'a str) -> Self {
        let end = before.trim_end_matches(is_between).len();
        let start =
            before[..end].char_indices().rev().take(12).take_while(|(_, it)| is_word_character(*it)).last().map_or(end, |(at, _)| at);
        let word = &before[start..end];
        Self { word, lower: word.to_lowercase(), gap: &before[end..], before: &before[..start] }
    }

    fn is_elided(&self) -> bool {
        self.gap.starts_with(is_apostrophe)
    }

    /// Whether nothing but one apostrophe or one space stands between it and the place.
    fn adjoins(&self) -> bool {
        let mut characters = self.gap.chars();
        let only = characters.next().filter(|_| characters.next().is_none());
        only.is_some_and(|it| is_apostrophe(it) || matches!(it, ' ' | '\u{A0}' | '\u{202F}'))
    }

    fn depends_on_sound(&self) -> bool {
        const DEPENDING: &[&str] = &[
            "le", "la", "de", "que", "ne", "se", "me", "te", "je", "ce", "cet", "du", "au", "lorsque", "puisque", "quoique", "jusque",
            "ma", "ta", "sa", "mon", "ton", "son", "beau", "bel", "nouveau", "nouvel", "vieux", "vieil", "a", "an",
        ];
        self.is_elided() || DEPENDING.contains(&self.lower.as_str())
    }

    /// `text` in place of the word and the gap, with the capital of what stood there; and of the word before, where `and` is that.
    fn becomes(&self, text: &str, and: Option<&Prior>) -> Joint {
        let first = and.unwrap_or(self);
        let cut = self.word.len() + self.gap.len() + and.map_or(0, |it| it.word.len() + it.gap.len());
        let is_capital = first.word.chars().next().is_some_and(char::is_uppercase);
        // In a line of capitals an article is in capitals too; one letter alone does not tell.
        let is_shouted = first.word.chars().count() > 1 && !first.word.contains(char::is_lowercase);
        let text = match is_capital {
            _ if is_shouted => text.to_uppercase(),
            true => words::capitalised(text),
            false => text.to_owned(),
        };
        Joint::Becomes { cut, text }
    }
}

/// Blanks, emphasis, quotation marks and the like between a word and the next one.
fn is_between(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\n' | '*' | '_' | '[' | '«' | '"' | '“' | '(') || is_apostrophe(character)
}

/// The joint in a French text where the sound at the word's start changes.
fn french(prior: &Prior, around: &Surroundings, new: Noun) -> Joint {
    if !prior.depends_on_sound() {
        return Joint::Fits;
    }
    let Some(vowel) = begins_with_vowel(new.text, around.language).filter(|_| prior.adjoins()) else { return Joint::Unsure };
    // As the text writes it nearby.
    let apostrophe = around.before.chars().rev().chain(around.after.chars()).find(|it| is_apostrophe(*it)).unwrap_or('’');
    if vowel {
        return match prior.lower.as_str() {
            _ if prior.is_elided() => Joint::Fits,
            "du" => prior.becomes(&format!("de l{apostrophe}"), None),
            "au" => prior.becomes(&format!("à l{apostrophe}"), None),
            "ce" => prior.becomes("cet ", None),
            "ma" | "ta" | "sa" => prior.becomes(&prior.lower.replace('a', "on "), None),
            "cet" | "mon" | "ton" | "son" => Joint::Fits,
            word @ ("le" | "la" | "de" | "que" | "jusque" | "lorsque" | "puisque" | "quoique") => {
                prior.becomes(&format!("{}{apostrophe}", &word[..word.len() - 1]), None)
            }
            _ => Joint::Unsure,
        };
    }
    match (prior.lower.as_str(), new.gender) {
        ("l", Some(gender)) if prior.is_elided() => article(prior, gender),
        ("d" | "qu" | "jusqu" | "lorsqu" | "puisqu" | "quoiqu", _) if prior.is_elided() => {
            prior.becomes(&format!("{}e ", prior.lower), None)
        }
        (_, _) if prior.is_elided() => Joint::Unsure,
        ("cet", _) => prior.becomes("ce ", None),
        ("mon" | "ton" | "son", Some(Gender::Feminine)) => prior.becomes(&prior.lower.replace("on", "a "), None),
        ("mon" | "ton" | "son", None) | ("bel" | "nouvel" | "vieil", _) => Joint::Unsure,
        _ => Joint::Fits,
    }
}

/// The article in place of an "l’" that nothing asks for any more, one word with the "de" or "à" before it.
fn article(prior: &Prior, gender: Gender) -> Joint {
    let preposition = Prior::of(prior.before);
    let adjoins = preposition.adjoins() && !preposition.is_elided();
    let (alone, with_de, with_a) = match gender {
        Gender::Masculine => ("le ", "du ", "au "),
        Gender::Feminine => ("la ", "de la ", "à la "),
    };
    match preposition.lower.as_str() {
        "de" if adjoins => prior.becomes(with_de, Some(&preposition)),
        "à" if adjoins => prior.becomes(with_a, Some(&preposition)),
        _ => prior.becomes(alone, None),
    }
}

/// The joint in an English text where the sound at the word's start changes.
fn english(prior: &Prior, new: &str, language: Option<&Language>) -> Joint {
    if !matches!(prior.lower.as_str(), "a" | "an") || prior.is_elided() {
        return Joint::Fits;
    }
    match begins_with_vowel(new, language).filter(|_| prior.adjoins()) {
        Some(true) if prior.lower == "a" => prior.becomes("an ", None),
        Some(false) if prior.lower == "an" => prior.becomes("a ", None),
        Some(_) => Joint::Fits,
        None => Joint::Unsure,
    }
}

/// Whether `new` has the gender of `old` in a French text, so that what agrees with it stays right; also where nothing near by agrees.
fn agrees(around: &Surroundings, prior: &Prior, old: Noun, new: Noun) -> bool {
    if letters(old.text) == letters(new.text) || gender::is_one_noun(old.text, new.text) {
        return true;
    }
    let vowel_follows = begins_with_vowel(old.text, around.language) == Some(true);
    let shown = gender::of_determiner(&prior.lower, vowel_follows).filter(|_| !prior.is_elided());
    // "ce tâche": there is a slip at one of them.
    if shown.zip(old.gender).is_some_and(|(shown, known)| shown != known) {
        return false;
    }
    match (shown.or(old.gender), new.gender) {
        (Some(old), Some(new)) if old == new => true,
        // The article is about to show no gender any more.
        _ if is_about_to_elide(around, prior, new.text) => is_closed_behind(around.after),
        (Some(_), Some(_)) => false,
        // Elided articles and those of plurals show no gender; what agrees with the word may stand anywhere else in its sentence.
        _ => shown.is_none() && is_free_before(prior) && is_closed_behind(around.after),
    }
}

/// The letters and digits of a text, folded.
pub(super) fn letters(text: &str) -> String {
    words::fold(text).chars().filter(|it| is_word_character(*it)).collect()
}

/// The word before a place, in lower case, if nothing but a space and emphasis or an opening bracket stands between.
pub(super) fn article_before(before: &str) -> Option<String> {
    let prior = Prior::of(before);
    let gap = prior.gap.trim_end_matches(['*', '_', '[', '«', '“', '"', ' ', '\u{A0}', '\u{202F}', '\n']);
    (gap.is_empty() && prior.gap.starts_with(char::is_whitespace)).then_some(prior.lower)
}

/// Whether an article with a gender before a word becomes "l’" before `new`, and no "tout" or "toute" shows the gender too.
fn is_about_to_elide(around: &Surroundings, prior: &Prior, new: &str) -> bool {
    let is_article = !prior.is_elided() && prior.adjoins() && ["le", "la", "du", "au"].contains(&prior.lower.as_str());
    let is_shown_before = ["tout", "toute"].contains(&Prior::of(prior.before).lower.as_str());
    is_article && !is_shown_before && begins_with_vowel(new, around.language) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `before` and `after` with `new` between them, or `None` where nobody can tell.
    fn joined(before: &str, old: &str, after: &str, new: &str, language: &str) -> Option<String> {
        let language = Language::parse(language);
        let noun = |text| Noun { text, gender: gender::gender(text) };
        match joint(&Surroundings { before, after, language: language.as_ref() }, noun(old), noun(new)) {
            Joint::Fits => Some(format!("{before}{new}{after}")),
            Joint::Becomes { cut, text } => Some(format!("{}{text}{new}{after}", &before[..before.len() - cut])),
            Joint::Unsure => None,
        }
    }

    #[test]
    fn french_joints() {
        for (before, old, new, expected) in [
            ("d'", "IA", "apprentissage", Some("d'apprentissage")),
            ("l’", "analyse", "machine", Some("la machine")),
            ("L’", "analyse", "machine", Some("La machine")),
            ("de l’", "analyse", "machine", Some("de la machine")),
            ("de l’", "algorithme", "modèle", Some("du modèle")),
            ("À l’", "algorithme", "modèle", Some("Au modèle")),
            ("à l’", "analyse", "machine", Some("à la machine")),
            ("l’", "algorithme", "token", None),
            ("d’", "algorithme", "modèle", Some("de modèle")),
            ("LE ", "modèle", "algorithme", Some("L’algorithme")),
            ("jusqu’", "analyse", "machine", Some("jusque machine")),
            ("qu’", "algorithme", "modèle", Some("que modèle")),
            ("s’", "algorithme", "modèle", None),
            ("le ", "modèle", "algorithme", Some("l’algorithme")),
            ("c'est le ", "modèle", "algorithme", Some("c'est l'algorithme")),
            ("du ", "modèle", "algorithme", Some("de l’algorithme")),
            ("au ", "modèle", "algorithme", Some("à l’algorithme")),
            ("du ", "mirage", "affabulation", Some("de l’affabulation")),
            ("de la ", "machine", "algorithme", Some("de l’algorithme")),
            ("au ", "mirage", "affabulation", Some("à l’affabulation")),
            ("tout le ", "mirage", "affabulation", None),
            ("ce ", "mirage", "affabulation", None),
            ("ce ", "modèle", "algorithme", Some("cet algorithme")),
            ("cet ", "algorithme", "modèle", Some("ce modèle")),
            ("ma ", "machine", "analyse", Some("mon analyse")),
            ("mon ", "analyse", "machine", Some("ma machine")),
            ("un nouveau ", "modèle", "algorithme", None),
            ("un ", "modèle", "algorithme", Some("un algorithme")),
            ("la ", "frisque", "machine", Some("la machine")),
            ("un ", "modèle", "machine", None),
            ("le ", "modèle", "LLM", None),
            ("le ", "modèle", "token", None),
            ("des ", "LLM", "tokens", Some("des tokens")),
            ("de nouveaux ", "LLM", "tokens", None),
            ("le « ", "modèle", "algorithme", None),
            ("d’", "Hugging-Face", "Hugging Face", Some("d’Hugging Face")),
            ("toutes les ", "propriété", "token", None),
            ("quelle autre de ses ", "frisque", "token", None),
            ("l’une des ", "frisque", "token", None),
            ("ce ", "fonction", "jeton", None),
            ("un grand ", "jeton", "grand signal", None),
            ("un gros ", "token", "grand token", Some("un gros grand token")),
            ("le ", "fine tuning", "fine-tuning", Some("le fine-tuning")),
        ] {
            assert_eq!(
                joined(before, old, ".", new, "fr").as_deref(),
                expected.map(|it| format!("{it}.")).as_deref(),
                "{before}{old} -> {new}"
            );
        }
        for after in [" de l’IA est connu", " de l’IA les plus courants", ", connu", ". Il", "s par lot"] {
            assert_eq!(joined("le ", "mirage", after, "affabulation", "fr"), None, "what agrees may follow: {after}");
        }
        for after in [" de l’IA.", ", un réseau neuronal.", " de `x.y`. Le four"] {
            let expected = format!("l’affabulation{after}");
            assert_eq!(joined("le ", "mirage", after, "affabulation", "fr"), Some(expected), "nothing that follows agrees");
        }
        assert_eq!(joined("le ", "mirage", " fréquent", "affabulation", "fr"), None, "an adjective behind shows the gender");
        assert_eq!(joined("les ", "LLM", " générés", "tokens", "fr"), None, "what agrees with a gender that nobody knows");
    }

    #[test]
    fn english_joints() {
        for (before, old, new, expected) in [
            ("an ", "AI", "model", Some("a model")),
            ("A ", "model", "algorithm", Some("An algorithm")),
            ("a ", "model", "uninstaller", None),
            ("an ", "end", "user", Some("a user")),
            ("a ", "model", "one-off", None),
            ("the ", "model", "algorithm", Some("the algorithm")),
            ("an *", "AI", "model", None),
            ("", "AI", "model", Some("model")),
        ] {
            assert_eq!(joined(before, old, "", new, "en").as_deref(), expected, "{before}{old} -> {new}");
        }
    }

    #[test]
    fn other_languages_change_nothing_they_do_not_know() {
        assert_eq!(joined("ein ", "Modell", "", "Algorithmus", "de").as_deref(), Some("ein Algorithmus"));
        assert_eq!(joined("de ", "modelo", "", "algoritmo", "es"), None);
    }
}
