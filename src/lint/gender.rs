//! The gender of a French noun, as far as its ending tells it.
//!
//! Only endings that hardly err are here, with the frequent nouns that do; of any other noun the gender is not known. A wrong answer would
//! make a wrong edit, no answer only makes none.

use crate::words;

/// The gender of a French noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
}

use Gender::{Feminine, Masculine};

/// Adjectives and determiners that stand before the noun of a form and show its gender.
const BEFORE_NOUNS: &[(&str, Gender)] = &[
    ("grand", Masculine),
    ("grande", Feminine),
    ("petit", Masculine),
    ("petite", Feminine),
    ("bon", Masculine),
    ("bonne", Feminine),
    ("nouveau", Masculine),
    ("nouvelle", Feminine),
    ("premier", Masculine),
    ("premiere", Feminine),
    ("long", Masculine),
    ("longue", Feminine),
    ("haut", Masculine),
    ("haute", Feminine),
];

/// Longer endings before those that end them.
const ENDINGS: &[(&str, Gender)] = &[
    ("tion", Feminine),
    ("sion", Feminine),
    ("xion", Feminine),
    ("aison", Feminine),
    ("ite", Feminine),
    ("ance", Feminine),
    ("ence", Feminine),
    ("ette", Feminine),
    ("elle", Feminine),
    ("ure", Feminine),
    ("ude", Feminine),
    ("yse", Feminine),
    ("trice", Feminine),
    ("euse", Feminine),
    ("ment", Masculine),
    ("age", Masculine),
    ("isme", Masculine),
    ("gramme", Masculine),
    ("rithme", Masculine),
    ("eau", Masculine),
    ("oir", Masculine),
    ("ateur", Masculine),
    ("cteur", Masculine),
    ("iel", Masculine),
    ("ing", Masculine),
    ("ier", Masculine),
    ("ail", Masculine),
    ("euil", Masculine),
    ("ain", Masculine),
    ("dele", Masculine),
    ("corpus", Masculine),
    ("seau", Masculine),
    ("het", Masculine),
    ("jet", Masculine),
    ("ef", Masculine),
    ("ot", Masculine),
];

/// What the endings would get wrong, and frequent nouns that they do not reach.
const NOUNS: &[(&str, Gender)] = &[
    ("page", Feminine),
    ("image", Feminine),
    ("plage", Feminine),
    ("cage", Feminine),
    ("rage", Feminine),
    ("nage", Feminine),
    ("eau", Feminine),
    ("peau", Feminine),
    ("main", Feminine),
    ("clef", Feminine),
    ("nef", Feminine),
    ("dot", Feminine),
    ("comite", Masculine),
    ("site", Masculine),
    ("satellite", Masculine),
    ("merite", Masculine),
    ("gite", Masculine),
    ("silence", Masculine),
    ("murmure", Masculine),
    ("mercure", Masculine),
    ("modele", Masculine),
    ("libelle", Masculine),
    ("intervalle", Masculine),
    ("bastion", Masculine),
    ("jeu", Masculine),
    ("code", Masculine),
    ("terme", Masculine),
    ("texte", Masculine),
    ("type", Masculine),
    ("mot", Masculine),
    ("nom", Masculine),
    ("lien", Masculine),
    ("courriel", Masculine),
    ("serveur", Masculine),
    ("navigateur", Masculine),
    ("systeme", Masculine),
    ("probleme", Masculine),
    ("parametre", Masculine),
    ("processus", Masculine),
    ("composant", Masculine),
    ("cadriciel", Masculine),
    ("base", Feminine),
    ("valeur", Feminine),
    ("erreur", Feminine),
    ("donnee", Feminine),
    ("methode", Feminine),
    ("fonction", Feminine),
    ("chaine", Feminine),
    ("cle", Feminine),
    ("liste", Feminine),
    ("classe", Feminine),
    ("couche", Feminine),
    ("machine", Feminine),
    ("interface", Feminine),
    ("bibliotheque", Feminine),
    ("intelligence", Feminine),
    ("jeton", Masculine),
];

/// The gender of the noun that `form` is or begins with; `None` where its letters do not tell.
pub(super) fn gender(form: &str) -> Option<Gender> {
    let first = words::words(form).next().map(|span| &form[span.range()])?;
    if crate::inflection::is_acronym(first) {
        return None;
    }
    // English compounds are of the gender of their last word: "fine-tuning".
    if form.split_whitespace().next().is_some_and(|first| first.contains('-') && first.ends_with("ing")) {
        return Some(Masculine);
    }
    let first = first.to_lowercase();
    let is_plural = first.len() > 3 && first.ends_with('s') && !["corpus", "processus"].contains(&first.as_str());
    let first = first.strip_suffix('s').filter(|_| is_plural).unwrap_or(&first);
    let noun = words::fold(first);
    let is_feminine_in_ee = first.ends_with("ée") && !["musee", "lycee", "trophee", "apogee"].contains(&noun.as_str());
    let listed = |list: &[(&str, Gender)]| list.iter().find(|(known, _)| *known == noun).map(|(_, gender)| *gender);
    let by_ending = || ENDINGS.iter().find(|(ending, _)| noun.ends_with(ending)).map(|(_, gender)| *gender);
    // "traité", "côté": accents are folded away, so that "-ite" alone does not tell "-ité".
    let is_sure = !noun.ends_with("ite") || first.ends_with("ité");
    listed(NOUNS).or_else(|| listed(BEFORE_NOUNS)).or(is_feminine_in_ee.then_some(Feminine)).or_else(|| by_ending().filter(|_| is_sure))
}

/// The gender that a determiner shows of a noun behind it. "mon" shows none before a vowel ("mon image").
pub(super) fn of_determiner(word: &str, vowel_follows: bool) -> Option<Gender> {
    match word {
        "mon" | "ton" | "son" if vowel_follows => None,
        "un" | "le" | "du" | "au" | "ce" | "cet" | "quel" | "aucun" | "tout" | "mon" | "ton" | "son" => Some(Masculine),
        "une" | "la" | "cette" | "quelle" | "aucune" | "toute" | "ma" | "ta" | "sa" => Some(Feminine),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genders() {
        for (form, expected) in [
            ("apprentissage automatique", Some(Masculine)),
            ("image", Some(Feminine)),
            ("Fournées", Some(Feminine)),
            ("corpus", Some(Masculine)),
            ("grand modèle de langage", Some(Masculine)),
            ("réseau de neurones", Some(Masculine)),
            ("intelligence artificielle", Some(Feminine)),
            ("fournée", Some(Feminine)),
            ("musée", None),
            ("perplexité", Some(Feminine)),
            ("site web", Some(Masculine)),
            ("fine-tuning", Some(Masculine)),
            ("token", None),
            ("IA", None),
            ("", None),
        ] {
            assert_eq!(gender(form), expected, "{form}");
        }
    }
}
