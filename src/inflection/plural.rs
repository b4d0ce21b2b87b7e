//! The plural of a whole form: "grand modèle de langage" gives "grands modèles de langage".
//!
//! Rules with the words that they would get wrong. Where a word may agree in a way that its letters do not tell ("pâte mère"), there is no
//! plural that is sure; the glossary's own `pâte(s) mère(s)` says it.

use super::is_acronym;
use super::number::{Looks, Relation, folded_words, head, is_link, relation};
use crate::language::Language;
use crate::span::Span;
use crate::words::{self, is_hyphen};

/// How much a plural must be worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// A machine writes it, unseen.
    Sure,
    /// Somebody is offered it.
    Likely,
}

/// The plural of a form with these surfaces, the first of which is the form's text; its own text where that is plural or invariable. `language`
/// is the form's.
pub fn plural(surfaces: &[String], language: Option<&Language>, care: Care) -> Option<String> {
    let text = surfaces.first()?;
    let by_rule = by_rule(text, language, care);
    let written: Vec<&String> =
        surfaces[1..].iter().filter(|surface| relation(surface, text, language) == Some(Relation::Plural)).collect();
    if written.is_empty() || by_rule.as_ref().is_some_and(|plural| written.contains(&plural)) {
        return by_rule;
    }
    // `pâte(s) mère(s)` has surfaces that only one of its words is plural in.
    let singular = folded_words(text);
    let differing = |surface: &&String| folded_words(surface).iter().zip(&singular).filter(|(one, other)| one != other).count();
    written.into_iter().max_by_key(differing).cloned()
}

fn by_rule(text: &str, language: Option<&Language>, care: Care) -> Option<String> {
    if Looks::of(text, language) == Looks::Plural {
        return Some(text.to_owned());
    }
    let phrase = Phrase::of(text);
    match language.map(Language::primary) {
        Some("fr") => phrase.french(care),
        Some("en") => phrase.english(care),
        Some(_) => None,
        None => phrase.french(care).filter(|french| phrase.english(care).as_ref() == Some(french)),
    }
}

/// A form's text in words.
struct Phrase<'a> {
    text: &'a str,
    spans: Vec<Span>,
    words: Vec<&'a str>,
}

impl<'a> Phrase<'a> {
    fn of(text: &'a str) -> Self {
        let spans: Vec<Span> = words::words(text).collect();
        let words = spans.iter().map(|span| &text[span.range()]).collect();
        Self { text, spans, words }
    }

    /// Whether a hyphen stands between the word and the next one.
    fn has_hyphen_behind(&self, at: usize) -> bool {
        self.spans.get(at + 1).is_some_and(|next| self.text[self.spans[at].end..next.start].contains(is_hyphen))
    }

    /// The text with other words in some places.
    fn with(&self, changed: &[(usize, String)]) -> String {
        let mut text = self.text.to_owned();
        for (at, word) in changed.iter().rev() {
            text.replace_range(self.spans[*at].range(), word);
        }
        text
    }

    fn french(&self, care: Care) -> Option<String> {
        let head = head(&self.words, Language::parse("fr").as_ref());
        let has_lower = |word: &&str| word.starts_with(char::is_lowercase);
        let is_title = self.words[head.clone()].iter().all(|word| !has_lower(word)) && head.len() > 1;
        if head.is_empty() || (care == Care::Sure && !self.is_sure_in_french(head.clone(), is_title)) {
            return None;
        }
        let mut changed = Vec::new();
        for at in head.clone().chain(self.agreeing_behind(head.end)) {
            let word = self.words[at];
            let is_name = at > 0 && !is_title && !has_lower(&word);
            if is_name
                || is_acronym(word)
                || INVARIABLE.contains(&word)
                || (self.has_hyphen_behind(at) && PREFIXES.contains(&words::fold(word).as_str()))
            {
                continue;
            }
            changed.push((at, french_plural(word, care)?));
        }
        Some(self.with(&changed))
    }

    /// Whether each word of the head is sure to be noun or adjective, and what stands behind it is sure to stay or to agree.
    fn is_sure_in_french(&self, head: std::ops::Range<usize>, is_title: bool) -> bool {
        let noun = head.clone().find(|&at| !BEFORE_NOUNS.contains(&self.words[at])).unwrap_or(head.start);
        // A name in one word ("Danone") has a plural for some and none for others.
        let is_name = self.words[noun].starts_with(char::is_uppercase) && !is_title && !is_acronym(self.words[noun]);
        let is_known = |at: usize| {
            let word = self.words[at].to_lowercase();
            let is_compound = self.has_hyphen_behind(at);
            let is_fine = is_compound && PREFIXES.contains(&words::fold(&word).as_str());
            let follows_prefix = at > 0 && self.has_hyphen_behind(at - 1);
            at <= noun && !is_compound
                || is_fine
                || follows_prefix && !is_compound
                || !is_compound && (INVARIABLE.contains(&word.as_str()) || is_adjective(&word) || is_acronym(self.words[at]))
        };
        let is_spelled = self.words.iter().all(|word| word.chars().all(char::is_alphabetic));
        !is_name && is_spelled && head.clone().all(is_known) && self.complements(head.end).all(|complement| self.is_settled(&complement))
    }

    /// What stands behind links: "langage" in "modèle de langage".
    fn complements(&self, from: usize) -> impl Iterator<Item = Vec<usize>> {
        let mut complements = Vec::new();
        let mut current = Vec::new();
        for at in from..self.words.len() {
            if is_link(self.words[at]) && !self.has_hyphen_behind(at) {
                complements.push(std::mem::take(&mut current));
            } else {
                current.push(at);
            }
        }
        complements.push(current);
        complements.into_iter().filter(|complement| !complement.is_empty())
    }

    /// Whether it shows which noun the words behind a complement's first one agree with: a singular adjective not with a plural noun, and the
    /// other way round.
    fn is_settled(&self, complement: &[usize]) -> bool {
        let adjectives = if BEFORE_NOUNS.contains(&self.words[complement[0]]) && complement.len() > 1 { 1 } else { 0 };
        let (noun, rest) = (complement[adjectives], &complement[adjectives + 1..]);
        if self.has_hyphen_behind(noun) {
            return rest.len() == 1 && !is_link(self.words[noun]);
        }
        rest.is_empty()
            || (is_plural_in_s(self.words[noun]) && rest.iter().all(|&at| is_adjective(self.words[at]) || is_plural_in_s(self.words[at])))
            || rest.iter().all(|&at| is_plural_in_s(self.words[at]))
    }

    /// The words behind the last complement that agree with the head: "récurrent" in "réseau de neurones récurrent".
    fn agreeing_behind(&self, from: usize) -> Vec<usize> {
        let Some(last) =
            self.complements(from).last().filter(|last| is_plural_in_s(self.words[last[0]]) && !self.has_hyphen_behind(last[0]))
        else {
            return Vec::new();
        };
        last[1..].iter().copied().filter(|&at| !is_plural_in_s(self.words[at]) && is_adjective(self.words[at])).collect()
    }

    fn english(&self, care: Care) -> Option<String> {
        let is_free_link = |&at: &usize| is_link(self.words[at]) && !self.has_hyphen_behind(at) && !self.has_hyphen_behind(at - 1);
        let link = (1..self.words.len()).find(is_free_link);
        let is_between_equals = link.is_some_and(|at| ["and", "or"].contains(&self.words[at]));
        let at = link.unwrap_or(self.words.len()).checked_sub(1).filter(|_| !is_between_equals)?;
        Some(self.with(&[(at, english_plural(self.words[at], care)?)]))
    }
}

fn is_plural_in_s(word: &str) -> bool {
    word.ends_with(['s', 'x'])
}

/// Adjectives that stand before their noun.
const BEFORE_NOUNS: &[&str] = &[
    "grand",
    "grande",
    "petit",
    "petite",
    "gros",
    "grosse",
    "bon",
    "bonne",
    "mauvais",
    "mauvaise",
    "nouveau",
    "nouvelle",
    "vieux",
    "vieille",
    "jeune",
    "premier",
    "première",
    "dernier",
    "dernière",
    "long",
    "longue",
    "haut",
    "haute",
    "vaste",
    "large",
    "double",
    "autre",
    "vrai",
    "vraie",
    "faux",
    "fausse",
    "simple",
    "énorme",
    "beau",
    "belle",
    "court",
    "courte",
    "très",
];

/// What never varies among the words of a form.
const INVARIABLE: &[&str] = &["non", "très", "plus", "moins", "peu", "web", "quasi"];

/// What stands before a hyphen and does not vary, folded.
const PREFIXES: &[&str] = &[
    "anti", "auto", "avant", "arriere", "bi", "bio", "co", "contre", "demi", "e", "entre", "ex", "extra", "hyper", "infra", "inter",
    "intra", "macro", "mega", "meta", "micro", "mini", "mono", "multi", "nano", "neo", "non", "post", "pre", "pseudo", "quasi", "re",
    "retro", "semi", "sous", "super", "sur", "tele", "trans", "ultra", "uni", "vice",
];

/// Whether a French word behind a noun is sure to be an adjective that agrees with it. Some nouns end like one.
pub fn is_adjective(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "é", "ée", "al", "ale", "el", "elle", "if", "ive", "euse", "ique", "aire", "oire", "ant", "ante", "ent", "ente", "able", "ible",
        "ien", "ienne", "ieur", "ieure", "ndu", "ndue", "ouvert", "ouverte", "ogue", "uisible",
    ];
    const NOUNS: &[&str] = &[
        "clé",
        "santé",
        "côté",
        "volonté",
        "pâté",
        "idée",
        "donnée",
        "durée",
        "entrée",
        "arrivée",
        "année",
        "journée",
        "portée",
        "armée",
        "musée",
        "canal",
        "signal",
        "journal",
        "cheval",
        "métal",
        "total",
        "logiciel",
        "matériel",
        "pixel",
        "label",
        "tunnel",
        "tel",
        "objectif",
        "dispositif",
        "tarif",
        "motif",
        "archive",
        "rive",
        "échelle",
        "passerelle",
        "parcelle",
        "musique",
        "boutique",
        "rubrique",
        "clinique",
        "technique",
        "métrique",
        "pratique",
        "statistique",
        "formulaire",
        "dictionnaire",
        "glossaire",
        "commentaire",
        "horaire",
        "paire",
        "vocabulaire",
        "exemplaire",
        "inventaire",
        "intermédiaire",
        "table",
        "câble",
        "sable",
        "cible",
        "bible",
        "mémoire",
        "histoire",
        "territoire",
        "laboratoire",
        "répertoire",
        "agent",
        "client",
        "patient",
        "talent",
        "accent",
        "vent",
        "composant",
        "participant",
        "instant",
        "variante",
        "attente",
        "vente",
        "entente",
        "détente",
        "lien",
        "chien",
        "bien",
        "gardien",
        "ingénieur",
        "catalogue",
        "dialogue",
        "monologue",
        "blogue",
    ];
    const OTHERS: &[&str] = &[
        "simple",
        "double",
        "triple",
        "multiple",
        "unique",
        "large",
        "long",
        "longue",
        "court",
        "courte",
        "libre",
        "propre",
        "rapide",
        "lent",
        "lente",
        "dense",
        "vide",
        "plein",
        "pleine",
        "fort",
        "forte",
        "faible",
        "léger",
        "légère",
        "dur",
        "dure",
        "net",
        "nette",
        "brut",
        "brute",
        "clair",
        "claire",
        "complet",
        "complète",
        "discret",
        "discrète",
        "profond",
        "profonde",
        "fixe",
        "mobile",
        "mixte",
        "neuf",
        "neuve",
        "direct",
        "directe",
        "indirect",
        "indirecte",
        "inverse",
        "parallèle",
        "moderne",
        "externe",
        "interne",
        "majeur",
        "majeure",
        "mineur",
        "mineure",
        "humain",
        "humaine",
        "voisin",
        "voisine",
        "commun",
        "commune",
        "sombre",
        "chaud",
        "chaude",
        "froid",
        "froide",
        "noir",
        "noire",
        "vert",
        "verte",
        "vaste",
        "grand",
        "grande",
        "petit",
        "petite",
        "géant",
        "local",
        "connu",
        "connue",
        "inconnu",
        "inconnue",
        "réduit",
        "réduite",
        "abstrait",
        "abstraite",
        "distinct",
        "distincte",
        "exact",
        "exacte",
        "aléatoire",
    ];
    let word = word.to_lowercase();
    let ends = || ENDINGS.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len() + 1);
    let is_noun = || word.ends_with("ité") && word != "limité" || word.ends_with("ment") || NOUNS.contains(&word.as_str());
    OTHERS.contains(&word.as_str()) || (ends() && !is_noun())
}

/// The plural of a French noun or adjective; where `care` asks for it none of words that look borrowed.
fn french_plural(word: &str, care: Care) -> Option<String> {
    const AL: &[&str] =
        &["bal", "carnaval", "festival", "chacal", "récital", "régal", "bancal", "fatal", "natal", "naval", "banal", "tonal"];
    const AIL: &[&str] = &["bail", "corail", "émail", "soupirail", "travail", "vantail", "vitrail"];
    const OU: &[&str] = &["bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"];
    const EU_AU: &[&str] = &["pneu", "bleu", "émeu", "landau", "sarrau"];
    let lower = word.to_lowercase();
    let is = |list: &[&str]| list.contains(&lower.as_str());
    let is_borrowed = ["ch", "sh", "y", "man", "men", "um", "ing"].iter().any(|ending| lower.ends_with(ending));
    if care == Care::Sure && is_borrowed {
        return None;
    }
    let swapped = |ending: &str, plural: &str| word.strip_suffix(ending).map(|stem| format!("{stem}{plural}"));
    match lower.as_str() {
        it if it.ends_with(['s', 'x', 'z']) => Some(word.to_owned()),
        it if it.ends_with("al") && !is(AL) => swapped("al", "aux"),
        _ if is(AIL) => swapped("ail", "aux"),
        it if (it.ends_with("au") || it.ends_with("eu")) && !is(EU_AU) || is(OU) => Some(format!("{word}x")),
        _ => Some(format!("{word}s")),
    }
}

/// The plural of an English noun; where `care` asks for it none of words that have no plural, or another than the rules make.
fn english_plural(word: &str, care: Care) -> Option<String> {
    const WITHOUT: &[&str] = &[
        "data",
        "software",
        "hardware",
        "firmware",
        "middleware",
        "information",
        "knowledge",
        "research",
        "feedback",
        "code",
        "content",
        "evidence",
        "equipment",
        "advice",
        "news",
        "series",
        "species",
        "man",
        "woman",
        "child",
        "person",
        "mouse",
        "foot",
        "tooth",
        "datum",
        "criterion",
        "phenomenon",
        "medium",
        "up",
        "out",
        "off",
        "down",
        "over",
        "back",
        "compute",
        "text",
        "inference",
        "intelligence",
        "engineering",
    ];
    const IN_ING: &[&str] = &[
        "embedding",
        "string",
        "setting",
        "meaning",
        "warning",
        "mapping",
        "encoding",
        "ring",
        "thing",
        "building",
        "heading",
        "listing",
        "binding",
    ];
    if is_acronym(word) {
        return Some(format!("{word}s"));
    }
    let lower = word.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let is_spelled = word.chars().all(char::is_alphabetic) && !word.chars().skip(1).any(char::is_uppercase);
    let is_unsure = WITHOUT.contains(&lower.as_str())
        || ends(&["f", "fe", "o", "ness", "ics", "us", "ix", "ex", "z", "um"])
        || (ends(&["ing"]) && !IN_ING.contains(&lower.as_str()))
        || !is_spelled;
    if care == Care::Sure && is_unsure {
        return None;
    }
    let swapped = |ending: &str, plural: &str| word.strip_suffix(ending).map(|stem| format!("{stem}{plural}"));
    match () {
        () if ends(&["sis"]) => swapped("sis", "ses"),
        () if ends(&["ix", "ex"]) => Some(format!("{}ices", &word[..word.len() - 2])),
        () if ends(&["ss", "sh", "ch", "x", "z"]) => Some(format!("{word}es")),
        // Already plural.
        () if ends(&["s"]) => Some(word.to_owned()),
        () if ends(&["y"]) && !ends(&["ay", "ey", "oy", "uy"]) => swapped("y", "ies"),
        () => Some(format!("{word}s")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, tag: &str, care: Care) -> Option<String> {
        plural(&[text.to_owned()], Language::parse(tag).as_ref(), care)
    }

    #[test]
    fn french() {
        for (form, expected) in [
            ("modèle", Some("modèles")),
            ("grand modèle", Some("grands modèles")),
            ("gros modèle", Some("gros modèles")),
            ("modèle de langage", Some("modèles de langage")),
            ("grand modèle de langage", Some("grands modèles de langage")),
            ("réseau de neurones", Some("réseaux de neurones")),
            ("réseau de neurones récurrent", Some("réseaux de neurones récurrents")),
            ("réseau de neurones artificiels", Some("réseaux de neurones artificiels")),
            ("modèle de langage autorégressif", None),
            ("jeu de données d'entraînement", Some("jeux de données d'entraînement")),
            ("réseau neuronal profond", Some("réseaux neuronaux profonds")),
            ("apprentissage non supervisé", Some("apprentissages non supervisés")),
            ("pâte mère", None),
            ("mot clé", None),
            ("mot-clé", None),
            ("pré-entraînement", Some("pré-entraînements")),
            ("sous-réseau local", Some("sous-réseaux locaux")),
            ("site web", Some("sites web")),
            ("modèle GPT", Some("modèles GPT")),
            ("LLM", Some("LLM")),
            ("Danone", None),
            ("Réseau Neuronal", Some("Réseaux Neuronaux")),
            ("corpus", Some("corpus")),
            ("données massives", Some("données massives")),
            ("travail", Some("travaux")),
            ("détail", Some("détails")),
            ("festival", Some("festivals")),
            ("jeu", Some("jeux")),
            ("trou", Some("trous")),
            ("batch", None),
            ("fine-tuning", None),
            ("prompt engineering", None),
            ("traitement du langage naturel", None),
            ("mémoire à long terme", Some("mémoires à long terme")),
            ("modèle sur-entraîné", None),
            ("word2vec", None),
            ("", None),
        ] {
            assert_eq!(of(form, "fr", Care::Sure).as_deref(), expected, "{form}");
        }
    }

    #[test]
    fn english() {
        for (form, expected) in [
            ("language model", Some("language models")),
            ("bag of words", Some("bags of words")),
            ("state-of-the-art model", Some("state-of-the-art models")),
            ("rate of loss", Some("rates of loss")),
            ("memory", Some("memories")),
            ("array", Some("arrays")),
            ("loss", Some("losses")),
            ("analysis", Some("analyses")),
            ("LLM", Some("LLMs")),
            ("Large Language Model", Some("Large Language Models")),
            ("embedding", Some("embeddings")),
            ("training data", None),
            ("fine-tuning", None),
            ("machine learning", None),
            ("leaf", None),
            ("matrix", None),
            ("research and development", None),
            ("set up", None),
        ] {
            assert_eq!(of(form, "en", Care::Sure).as_deref(), expected, "{form}");
        }
        assert_eq!(of("Modell", "de", Care::Sure), None);
        assert_eq!(of("token", "", Care::Sure).as_deref(), Some("tokens"));
    }

    #[test]
    fn likely_plurals() {
        for (form, tag, expected) in [("pâte mère", "fr", "pâtes mères"), ("matrix", "en", "matrices"), ("Danone", "fr", "Danones")] {
            assert_eq!(of(form, tag, Care::Likely).as_deref(), Some(expected), "{form}");
        }
    }

    #[test]
    fn as_the_author_writes_it() {
        for (surfaces, expected) in [
            (&["pâte mère", "pâtes mère", "pâte mères", "pâtes mères"][..], "pâtes mères"),
            (&["modèle de langage", "modèles de langage", "modèle de langages", "modèles de langages"], "modèles de langage"),
            (&["jeu de couleur vive", "jeux de couleur vive"], "jeux de couleur vive"),
        ] {
            let surfaces: Vec<String> = surfaces.iter().map(|&surface| surface.to_owned()).collect();
            let french = Language::parse("fr");
            assert_eq!(plural(&surfaces, french.as_ref(), Care::Sure).as_deref(), Some(expected));
        }
    }
}
