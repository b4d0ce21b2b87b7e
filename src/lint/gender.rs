//! The gender of a French noun, as far as its ending tells it.
//!
//! Only endings that hardly err are here, with the frequent nouns that do; of any other noun the gender is not known. A wrong answer would
//! make a wrong edit, no answer only makes none.

use super::joint;
use crate::inflection;
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
    ("gros", Masculine),
    ("grosse", Feminine),
    ("vieux", Masculine),
    ("vieille", Feminine),
    ("mauvais", Masculine),
    ("mauvaise", Feminine),
    ("faux", Masculine),
    ("fausse", Feminine),
    ("beau", Masculine),
    ("belle", Feminine),
    ("court", Masculine),
    ("courte", Feminine),
];

/// Longer endings before those that end them.
const ENDINGS: &[(&str, Gender)] = &[
    ("tion", Feminine),
    ("sion", Feminine),
    ("xion", Feminine),
    ("aison", Feminine),
    ("ite", Feminine),
    ("iete", Feminine),
    ("ance", Feminine),
    ("ence", Feminine),
    ("ette", Feminine),
    ("elle", Feminine),
    ("ure", Feminine),
    ("ude", Feminine),
    ("yse", Feminine),
    ("theque", Feminine),
    ("logie", Feminine),
    ("graphie", Feminine),
    ("erie", Feminine),
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
    ("graphe", Masculine),
    ("noeud", Masculine),
    ("arbre", Masculine),
    ("arc", Masculine),
    ("etat", Masculine),
    ("vecteur", Masculine),
    ("tenseur", Masculine),
    ("gradient", Masculine),
    ("poids", Masculine),
    ("biais", Masculine),
    ("filtre", Masculine),
    ("noyau", Masculine),
    ("bloc", Masculine),
    ("module", Masculine),
    ("greffon", Masculine),
    ("script", Masculine),
    ("depot", Masculine),
    ("repertoire", Masculine),
    ("registre", Masculine),
    ("index", Masculine),
    ("compte", Masculine),
    ("schema", Masculine),
    ("pixel", Masculine),
    ("signal", Masculine),
    ("canal", Masculine),
    ("journal", Masculine),
    ("flux", Masculine),
    ("groupe", Masculine),
    ("ensemble", Masculine),
    ("echantillon", Masculine),
    ("exemple", Masculine),
    ("test", Masculine),
    ("essai", Masculine),
    ("resultat", Masculine),
    ("rang", Masculine),
    ("domaine", Masculine),
    ("contexte", Masculine),
    ("article", Masculine),
    ("paragraphe", Masculine),
    ("chapitre", Masculine),
    ("titre", Masculine),
    ("vocabulaire", Masculine),
    ("lexique", Masculine),
    ("glossaire", Masculine),
    ("dictionnaire", Masculine),
    ("formulaire", Masculine),
    ("bouton", Masculine),
    ("menu", Masculine),
    ("ecran", Masculine),
    ("cadre", Masculine),
    ("service", Masculine),
    ("client", Masculine),
    ("agent", Masculine),
    ("outil", Masculine),
    ("moteur", Masculine),
    ("neurone", Masculine),
    ("perceptron", Masculine),
    ("encodeur", Masculine),
    ("decodeur", Masculine),
    ("analyseur", Masculine),
    ("decoupeur", Masculine),
    ("debogueur", Masculine),
    ("octet", Masculine),
    ("bit", Masculine),
    ("nombre", Masculine),
    ("chiffre", Masculine),
    ("calcul", Masculine),
    ("cout", Masculine),
    ("taux", Masculine),
    ("temps", Masculine),
    ("delai", Masculine),
    ("hasard", Masculine),
    ("bruit", Masculine),
    ("rappel", Masculine),
    ("attribut", Masculine),
    ("evenement", Masculine),
    ("travail", Masculine),
    ("theme", Masculine),
    ("style", Masculine),
    ("objectif", Masculine),
    ("dispositif", Masculine),
    ("logiciel", Masculine),
    ("materiel", Masculine),
    ("hote", Masculine),
    ("port", Masculine),
    ("pas", Masculine),
    ("point", Masculine),
    ("format", Masculine),
    ("symbole", Masculine),
    ("caractere", Masculine),
    ("algorithme", Masculine),
    ("logarithme", Masculine),
    ("exposant", Masculine),
    ("quotient", Masculine),
    ("produit", Masculine),
    ("facteur", Masculine),
    ("indice", Masculine),
    ("masque", Masculine),
    ("motif", Masculine),
    ("gabarit", Masculine),
    ("patron", Masculine),
    ("processeur", Masculine),
    ("ordinateur", Masculine),
    ("telephone", Masculine),
    ("disque", Masculine),
    ("bus", Masculine),
    ("pilote", Masculine),
    ("gestionnaire", Masculine),
    ("utilisateur", Masculine),
    ("lecteur", Masculine),
    ("auteur", Masculine),
    ("tache", Feminine),
    ("perte", Feminine),
    ("strate", Feminine),
    ("routine", Feminine),
    ("regle", Feminine),
    ("requete", Feminine),
    ("reponse", Feminine),
    ("sortie", Feminine),
    ("etape", Feminine),
    ("boucle", Feminine),
    ("branche", Feminine),
    ("carte", Feminine),
    ("table", Feminine),
    ("ligne", Feminine),
    ("colonne", Feminine),
    ("cellule", Feminine),
    ("case", Feminine),
    ("grille", Feminine),
    ("matrice", Feminine),
    ("courbe", Feminine),
    ("metrique", Feminine),
    ("moyenne", Feminine),
    ("somme", Feminine),
    ("marge", Feminine),
    ("borne", Feminine),
    ("note", Feminine),
    ("marque", Feminine),
    ("balise", Feminine),
    ("invite", Feminine),
    ("consigne", Feminine),
    ("archive", Feminine),
    ("memoire", Feminine),
    ("trace", Feminine),
    ("file", Feminine),
    ("pile", Feminine),
    ("suite", Feminine),
    ("serie", Feminine),
    ("phrase", Feminine),
    ("syllabe", Feminine),
    ("lettre", Feminine),
    ("langue", Feminine),
    ("voix", Feminine),
    ("equipe", Feminine),
    ("plateforme", Feminine),
    ("technique", Feminine),
    ("statistique", Feminine),
    ("theorie", Feminine),
    ("categorie", Feminine),
    ("lecon", Feminine),
    ("facon", Feminine),
    ("energie", Feminine),
    ("strategie", Feminine),
    ("ressource", Feminine),
    ("source", Feminine),
    ("preuve", Feminine),
    ("epreuve", Feminine),
    ("hypothese", Feminine),
    ("synthese", Feminine),
    ("these", Feminine),
    ("phase", Feminine),
    ("ecriture", Feminine),
    ("tete", Feminine),
    ("clause", Feminine),
    ("variable", Feminine),
    ("constante", Feminine),
    ("racine", Feminine),
    ("cible", Feminine),
    ("feuille", Feminine),
    ("fenetre", Feminine),
    ("barre", Feminine),
    ("touche", Feminine),
    ("souris", Feminine),
    ("ressemblance", Feminine),
    ("graine", Feminine),
    ("copie", Feminine),
    ("ombre", Feminine),
    ("portee", Feminine),
    ("tranche", Feminine),
    ("famille", Feminine),
    ("espece", Feminine),
    ("partie", Feminine),
    ("approche", Feminine),
    ("recherche", Feminine),
    ("demarche", Feminine),
    ("brique", Feminine),
    ("echelle", Feminine),
    ("passerelle", Feminine),
    ("norme", Feminine),
    ("forme", Feminine),
];

/// The gender of the noun that `form` is or begins with; `None` where its letters do not tell.
pub(super) fn gender(form: &str) -> Option<Gender> {
    let first = words::words(form).next().map(|span| &form[span.range()])?;
    if inflection::is_acronym(first) {
        return None;
    }
    // English compounds are of the gender of their last word: "fine-tuning", "machine learning".
    let words: Vec<_> = words::words(form).map(|span| &form[span.range()]).collect();
    let is_compound = words.len() > 1 && !words.iter().any(|word| inflection::is_link(word));
    if is_compound && words.last().is_some_and(|last| last.len() > 4 && last.ends_with("ing")) {
        return Some(Masculine);
    }
    let first = first.to_lowercase();
    let listed = |list: &[(&str, Gender)], noun: &str| list.iter().find(|(known, _)| *known == noun).map(|(_, gender)| *gender);
    if let Some(gender) = listed(NOUNS, &words::fold(&first)) {
        return Some(gender);
    }
    let is_plural = first.len() > 3 && first.ends_with('s') && !["corpus", "processus", "gros", "mauvais"].contains(&first.as_str());
    let first = first.strip_suffix('s').filter(|_| is_plural).unwrap_or(&first);
    let noun = words::fold(first);
    let is_feminine_in_ee = first.ends_with("ée") && !["musee", "lycee", "trophee", "apogee"].contains(&noun.as_str());
    let by_ending = || ENDINGS.iter().find(|(ending, _)| noun.ends_with(ending)).map(|(_, gender)| *gender);
    // "traité", "côté": accents are folded away, so that "-ite" alone does not tell "-ité".
    let is_sure = !noun.ends_with("ite") || first.ends_with("ité");
    listed(NOUNS, &noun)
        .or_else(|| listed(BEFORE_NOUNS, &noun))
        .or(is_feminine_in_ee.then_some(Feminine))
        .or_else(|| by_ending().filter(|_| is_sure))
        .or_else(|| of_adjective(form))
}

/// Whether two forms are of one noun ("gros jeton" and "grand jeton à deux faces"), and so of one gender.
pub(super) fn is_one_noun(one: &str, other: &str) -> bool {
    let noun = |form: &str| {
        let spans: Vec<_> = words::words(form).collect();
        let mut nouns = spans.iter().map(|span| words::fold(&form[span.range()]));
        let is_compound = spans.get(1).is_some_and(|next| form[..next.start].ends_with(words::is_hyphen));
        nouns.find(|word| BEFORE_NOUNS.iter().all(|(known, _)| known != word)).filter(|noun| !is_compound && noun.len() > 2)
    };
    noun(one).is_some_and(|it| noun(other) == Some(it))
}

/// What texts show of the gender of `form`: `None` where they show nothing, or both. An article right before it counts, unless what stands behind
/// may be the noun that the article belongs to ("la *data* science").
pub(super) fn shown<'a>(form: &str, texts: impl Iterator<Item = &'a str>) -> Option<Gender> {
    let vowel_follows = words::fold(form).starts_with(|it: char| "aeiouhy".contains(it));
    let finder = memchr::memmem::Finder::new(form.as_bytes());
    let mut found = None;
    for text in texts {
        for at in finder.find_iter(text.as_bytes()) {
            let (before, after) = (&text[..at], &text[at + form.len()..]);
            let Some(gender) = joint::article_before(before).and_then(|word| of_determiner(&word, vowel_follows)) else { continue };
            if !joint::is_free_behind(after) && !joint::is_predicate(after) {
                continue;
            }
            if found.replace(gender).is_some_and(|other| other != gender) {
                return None;
            }
        }
    }
    found
}

/// The gender that an adjective right behind the first noun shows: "neuronal", "générative".
fn of_adjective(form: &str) -> Option<Gender> {
    const ENDINGS: &[(&str, Gender)] = &[
        ("al", Masculine),
        ("ale", Feminine),
        ("tiel", Masculine),
        ("elle", Feminine),
        ("if", Masculine),
        ("ive", Feminine),
        ("eux", Masculine),
        ("euse", Feminine),
        ("sé", Masculine),
        ("sée", Feminine),
        ("isé", Masculine),
        ("isée", Feminine),
        ("ent", Masculine),
        ("ente", Feminine),
        ("profond", Masculine),
        ("profonde", Feminine),
    ];
    let mut words = form.split([' ', '\u{A0}']);
    let (noun, adjective) = (words.next()?, words.next()?.to_lowercase());
    let is_plain = |word: &str| word.chars().all(|it| it.is_lowercase());
    if !is_plain(noun) || !is_plain(&adjective) || !inflection::is_adjective(&adjective) {
        return None;
    }
    ENDINGS.iter().filter(|(ending, _)| adjective.ends_with(ending)).max_by_key(|(ending, _)| ending.len()).map(|(_, gender)| *gender)
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
            ("machine learning", Some(Masculine)),
            ("analyse de marketing", Some(Feminine)),
            ("token", None),
            ("poids", Some(Masculine)),
            ("token neuronal", Some(Masculine)),
            ("frisque générative", Some(Feminine)),
            ("frisque supervisée", Some(Feminine)),
            ("frisque automatique", None),
            ("prompt de frisque générative", None),
            ("IA", None),
            ("", None),
        ] {
            assert_eq!(gender(form), expected, "{form}");
        }
    }

    #[test]
    fn texts_show_genders() {
        for (form, text, expected) in [
            ("token", "On compte le token. Un **token** est court.", Some(Masculine)),
            ("tâche", "C'est la tâche qui compte, cette [tâche](x) de fond.", Some(Feminine)),
            ("token", "Le token, la token.", None),
            ("data", "La data science", None),
            ("fine", "Le fine-tuning", None),
            ("app", "Mon app et son app", None),
            ("app", "L'app", None),
            ("token", "Les tokens, un jeton", None),
            ("kouign", "un\nkouign.", Some(Masculine)),
        ] {
            assert_eq!(shown(form, std::iter::once(text)), expected, "{text}");
        }
    }
}
