//! Why a place is marked or is not, each sentence beside its translation.

use super::Locale;
use super::format::french_status;

/// What `explain --why` says. Places are `line:column`, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyMessage {
    // What was asked.
    /// The argument names no place.
    NotAPlace {
        /// As given.
        found: String,
    },
    /// The text has no such line or column.
    PastTheEnd {
        /// As given.
        found: String,
    },
    // The place.
    /// No letter stands here.
    NoWord,
    /// In front matter.
    InFrontMatter,
    /// In a comment.
    InComment,
    /// In code or markup.
    InMarkup,
    // The language of the text.
    /// By a setting or the file name.
    LanguageByName {
        /// The language.
        tag: String,
    },
    /// By the front matter.
    LanguageByFrontMatter {
        /// The language.
        tag: String,
    },
    /// By its words.
    LanguageByWords {
        /// The language.
        tag: String,
    },
    /// Nobody can tell.
    LanguageUnknown,
    // A form.
    /// Which, and how near.
    Form {
        /// Its term's id.
        term: String,
        /// Its text.
        form: String,
        /// The word for its status: see [`crate::messages`].
        status: &'static str,
        /// Its language.
        language: Option<String>,
        /// Words joined otherwise or in another letter case, with other accents, inflected.
        distance: Option<(u8, u8, u8)>,
    },
    /// Marked by itself.
    Marked,
    /// Marked in company.
    InCompany {
        /// The words that vouch.
        witness: String,
        /// Where.
        place: String,
    },
    /// Another term is nearer.
    NearerForm {
        /// Its id.
        term: String,
    },
    /// Never marked.
    MarksOff,
    /// An ordinary word of another language.
    OtherLanguage,
    /// Ambiguous, and alone.
    NoCompany {
        /// How many words around are looked at.
        words: u32,
    },
    /// A word near speaks against it.
    NotNear {
        /// The word.
        word: String,
        /// Where.
        place: String,
    },
    /// Another mark covers it.
    Covered {
        /// Its words.
        by: String,
        /// Where.
        place: String,
    },
    /// An exception.
    Silenced {
        /// The phrase as the text has it.
        by: String,
        /// Where.
        place: String,
    },
    // What stands around it.
    /// The form has other characters.
    OtherSymbols,
    /// Exact, and written otherwise.
    NotAsWritten,
    /// In another case and part of a name.
    OtherCaseInName,
    /// Part of an identifier.
    Identifier,
    /// Part of a name or number with dots.
    Dotted,
    /// Part of a path.
    Path,
    /// A number follows.
    Version,
    /// Hyphens on both sides.
    Compound,
    /// A prefix before.
    Prefixed,
    /// A verb, as it seems.
    MaybeVerb,
    /// A sign follows.
    OtherName,
    /// A call.
    Call,
    /// A letter before an apostrophe.
    Elision,
    /// The words are others.
    OtherWords,
    // Nothing stands here.
    /// The word is one of several of some forms.
    PartOf {
        /// Those forms.
        forms: Vec<String>,
    },
    /// No form has this word.
    NoForm {
        /// The nearest ones.
        nearest: Vec<String>,
    },
}

impl WhyMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        let (english, french) = self.both();
        locale.choose(english, french)
    }

    fn both(&self) -> (String, String) {
        let fixed = |english: &str, french: &str| (english.to_owned(), french.to_owned());
        match self {
            // What was asked.
            Self::NotAPlace { found } => (
                format!("{found}: expected FILE:LINE:COLUMN, line and column counted from 1, such as docs/guide.md:3:16"),
                format!(
                    "{found} : il faut FICHIER:LIGNE:COLONNE, la ligne et la colonne étant comptées à partir de 1, par exemple docs/guide.md:3:16"
                ),
            ),
            Self::PastTheEnd { found } => {
                (format!("{found}: the file has no such place"), format!("{found} : le fichier ne va pas jusque-là"))
            }
            // The place.
            Self::NoWord => fixed("no word here", "il n’y a pas de mot ici"),
            Self::InFrontMatter => fixed("front matter is never marked", "l’en-tête n’est jamais marqué"),
            Self::InComment => fixed("comments are never marked", "les commentaires ne sont jamais marqués"),
            Self::InMarkup => fixed(
                "code, pictures, formulas, addresses and markup are never marked",
                "le code, les images, les formules, les adresses et le balisage ne sont jamais marqués",
            ),
            // The language of the text.
            Self::LanguageByName { tag } => (
                format!("language of the text: {tag} (by a setting or the file’s name)"),
                format!("langue du texte : {tag} (d’après un réglage ou le nom du fichier)"),
            ),
            Self::LanguageByFrontMatter { tag } => {
                (format!("language of the text: {tag} (by its front matter)"), format!("langue du texte : {tag} (d’après son en-tête)"))
            }
            Self::LanguageByWords { tag } => {
                (format!("language of the text: {tag} (by its words)"), format!("langue du texte : {tag} (d’après ses mots)"))
            }
            Self::LanguageUnknown => fixed("language of the text: not known", "langue du texte : inconnue"),
            // A form.
            Self::Form { term, form, status, language, distance } => form_sentences(term, form, status, language.as_deref(), *distance),
            Self::Marked => fixed("marked", "marqué"),
            Self::InCompany { witness, place } => (
                format!("marked in company of “{witness}” ({place}): the form is ambiguous or in another letter case"),
                format!("marqué en compagnie de « {witness} » ({place}) : la forme est ambiguë ou dans une autre casse"),
            ),
            Self::NearerForm { term } => {
                (format!("not marked: a form of `{term}` is nearer"), format!("pas marqué : une forme de `{term}` est plus proche"))
            }
            Self::MarksOff => fixed("not marked: the term has `marks : off`", "pas marqué : le terme a `marques : off`"),
            Self::OtherLanguage => fixed(
                "not marked: an ordinary word of another language than the text’s",
                "pas marqué : mot ordinaire d’une autre langue que celle du texte",
            ),
            Self::NoCompany { words } => (
                format!("not marked: the form is ambiguous or in another letter case, and no unambiguous term stands within {words} words"),
                format!(
                    "pas marqué : la forme est ambiguë ou dans une autre casse, et aucun terme sans ambiguïté n’est à moins de {words} mots"
                ),
            ),
            Self::NotNear { word, place } => {
                (format!("not marked: “{word}” stands near ({place})"), format!("pas marqué : « {word} » est tout près ({place})"))
            }
            Self::Covered { by, place } => (
                format!("not marked: “{by}” covers it ({place}), which is longer or comes first"),
                format!("pas marqué : « {by} » le couvre ({place}), plus long ou premier"),
            ),
            Self::Silenced { by, place } => (
                format!("not marked: the exception “{by}” silences it ({place})"),
                format!("pas marqué : l’exception « {by} » le fait taire ({place})"),
            ),
            _ => self.rejection(),
        }
    }

    fn rejection(&self) -> (String, String) {
        let fixed = |english: &str, french: &str| (format!("not marked: {english}"), format!("pas marqué : {french}"));
        match self {
            Self::OtherSymbols => fixed(
                "the form has other characters between or around its words",
                "la forme a d’autres signes entre ses mots ou autour d’eux",
            ),
            Self::NotAsWritten => fixed("an exact form, and the text writes it otherwise", "forme exacte, que le texte écrit autrement"),
            Self::OtherCaseInName => fixed(
                "in another letter case it counts only where nothing but space and punctuation touches it",
                "dans une autre casse, elle ne compte qu’entre des espaces et de la ponctuation",
            ),
            Self::Identifier => fixed("a part of an identifier", "partie d’un identifiant"),
            Self::Dotted => fixed("a part of a name or number with dots", "partie d’un nom ou d’un nombre à points"),
            Self::Path => fixed("a part of a path", "partie d’un chemin"),
            Self::Version => fixed("a number follows the hyphen", "un nombre suit le trait d’union"),
            Self::Compound => fixed("hyphens bind it to words on both sides", "des traits d’union le lient à des mots des deux côtés"),
            Self::Prefixed => fixed("the prefix before it makes it another word", "le préfixe qui précède en fait un autre mot"),
            Self::MaybeVerb => fixed("without a determiner before it, it may be a verb", "sans déterminant, ce peut être un verbe"),
            Self::OtherName => fixed("the sign behind it makes it another name", "le signe qui suit en fait un autre nom"),
            Self::Call => fixed("a function call", "appel de fonction"),
            Self::Elision => fixed("a letter before an apostrophe", "lettre devant une apostrophe"),
            Self::PartOf { forms } => (
                format!("nothing is marked: the word alone is no form; it is a word of {}", super::list(forms, "“", "”", "and")),
                format!(
                    "rien n’est marqué : le mot seul n’est pas une forme, mais il fait partie de {}",
                    super::list(forms, "« ", " »", "et")
                ),
            ),
            Self::NoForm { nearest } if nearest.is_empty() => {
                ("nothing is marked: no form has this word".to_owned(), "rien n’est marqué : aucune forme ne contient ce mot".to_owned())
            }
            Self::NoForm { nearest } => (
                format!("nothing is marked: no form has this word; nearest: {}", super::list(nearest, "“", "”", "or")),
                format!("rien n’est marqué : aucune forme ne contient ce mot ; au plus près : {}", super::list(nearest, "« ", " »", "ou")),
            ),
            _ => fixed("the words are others", "ce sont d’autres mots"),
        }
    }
}

fn form_sentences(term: &str, form: &str, status: &str, language: Option<&str>, distance: Option<(u8, u8, u8)>) -> (String, String) {
    let tag = language.map(|tag| format!(", {tag}")).unwrap_or_default();
    let (mut english, mut french) = (String::new(), String::new());
    if let Some((glue_and_case, accents, inflected)) = distance {
        let differences = [
            (glue_and_case, "other joints or letter case", "autres liaisons ou autre casse"),
            (accents, "other accents", "autres accents"),
            (inflected, "inflected", "fléchie"),
        ];
        for (_, in_english, in_french) in differences.into_iter().filter(|(count, _, _)| *count > 0) {
            english.push_str(&format!(", {in_english}"));
            french.push_str(&format!(", {in_french}"));
        }
        if english.is_empty() {
            english.push_str(", as written");
            french.push_str(", telle quelle");
        }
    }
    (
        format!("`{term}`, form “{form}” ({status}{tag}{english})"),
        format!("`{term}`, forme « {form} » ({}{tag}{french})", french_status(status)),
    )
}
