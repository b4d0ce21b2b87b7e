//! What completion lists and the outline of a glossary say beside their items, each sentence beside its translation.

use super::Locale;

/// A remark beside an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompletionMessage {
    /// The glossary advises against this form.
    Deprecated,
    /// The glossary forbids this form.
    Forbidden,
    /// What the field of a term block says, by the English name of the field.
    Field(&'static str),
}

impl CompletionMessage {
    pub(super) fn say(&self, locale: Locale) -> String {
        let (english, french) = match self {
            Self::Deprecated => ("deprecated", "déconseillé"),
            Self::Forbidden => ("forbidden", "interdit"),
            Self::Field(name) => field(name),
        };
        locale.choose(english, french).to_owned()
    }
}

fn field(name: &str) -> (&'static str, &'static str) {
    match name {
        "fr" => ("French forms", "formes françaises"),
        "en" => ("English forms", "formes anglaises"),
        "avoid" => ("forms that should not be written", "formes à ne pas écrire"),
        "except" => ("phrases in which the term is not meant", "expressions où il ne s’agit pas du terme"),
        "not near" => ("words near which ambiguous forms are something else", "mots près desquels les formes ambiguës sont autre chose"),
        "see" => ("ids of related terms", "identifiants de termes voisins"),
        "source" => ("where the definition comes from", "d’où vient la définition"),
        "example" => ("a sentence that must be marked", "une phrase qui doit être marquée"),
        "counter-example" => ("a sentence that must not be marked", "une phrase qui ne doit pas être marquée"),
        "marks" => ("whether texts are marked: on or off", "si les textes sont marqués\u{A0}: on ou off"),
        "reviewed" => ("when somebody last read the answer", "quand la réponse a été relue"),
        "outdated since" => ("since when the answer is out of date", "depuis quand la réponse est périmée"),
        "replaced by" => ("the id of what to read instead", "l’identifiant de ce qu’il faut lire à la place"),
        _ => ("a term", "un terme"),
    }
}
