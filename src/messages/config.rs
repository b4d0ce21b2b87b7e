//! What is wrong with settings, each sentence beside its translation.

use super::{Locale, list};

/// A problem of `glossator.toml` or of editor settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigMessage {
    /// The text breaks TOML's rules.
    NotToml {
        /// Why, in English.
        reason: String,
    },
    /// There is no such key.
    UnknownKey {
        /// With dots.
        key: String,
        /// Similar keys.
        nearest: Vec<String>,
        /// Every key that may stand there.
        known: Vec<String>,
    },
    /// The value is not one of the possible ones.
    UnknownValue {
        /// With dots.
        key: String,
        /// As written.
        value: String,
        /// Similar values.
        nearest: Vec<String>,
        /// Every possible one.
        known: Vec<String>,
    },
    /// The value is of another kind.
    WrongKind {
        /// With dots.
        key: String,
        /// What was expected.
        wanted: Wanted,
    },
    /// A pattern cannot be read.
    NotAGlob {
        /// As written.
        pattern: String,
        /// Why, in English.
        reason: String,
    },
    /// Not a language tag.
    NotALanguage {
        /// As written.
        tag: String,
    },
    /// A path leads out of the folder.
    OutsideFolder {
        /// As written.
        path: String,
    },
}

/// What a setting asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `true` or `false`.
    Switch,
    /// Text.
    Text,
    /// A list.
    List,
    /// A table.
    Table,
    /// One of these words.
    OneOf(Vec<String>),
    /// One of these words, or a table.
    OneOfOrTable(Vec<String>),
}

use ConfigMessage::*;

impl ConfigMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        match self {
            NotToml { reason } => format!("this is not TOML: {reason}"),
            UnknownKey { key, nearest, known } if nearest.is_empty() => {
                format!("unknown key `{key}`; expected {}", list(known, "`", "`", "or"))
            }
            UnknownKey { key, nearest, .. } => format!("unknown key `{key}`; nearest: {}", list(nearest, "`", "`", "or")),
            UnknownValue { key, value, nearest, known } if nearest.is_empty() => {
                format!("`{key}` cannot be “{value}”; expected {}", list(known, "“", "”", "or"))
            }
            UnknownValue { key, value, nearest, .. } => {
                format!("`{key}` cannot be “{value}”; nearest: {}", list(nearest, "“", "”", "or"))
            }
            WrongKind { key, wanted } if key.is_empty() => format!("expected {}", wanted.english()),
            WrongKind { key, wanted } => format!("`{key}`: expected {}", wanted.english()),
            NotAGlob { pattern, reason } => format!("“{pattern}” is not a pattern for paths: {reason}"),
            NotALanguage { tag } => format!("“{tag}” is not a language tag; expected for example “fr” or “en”"),
            OutsideFolder { path } => format!("“{path}” leads out of this file’s folder; expected a path below it"),
        }
    }

    fn french(&self) -> String {
        match self {
            NotToml { reason } => format!("ce n’est pas du TOML : {reason}"),
            UnknownKey { key, nearest, known } if nearest.is_empty() => {
                format!("clé inconnue `{key}` ; il faut {}", list(known, "`", "`", "ou"))
            }
            UnknownKey { key, nearest, .. } => format!("clé inconnue `{key}` ; au plus près : {}", list(nearest, "`", "`", "ou")),
            UnknownValue { key, value, nearest, known } if nearest.is_empty() => {
                format!("`{key}` ne peut pas valoir « {value} » ; il faut {}", list(known, "« ", " »", "ou"))
            }
            UnknownValue { key, value, nearest, .. } => {
                format!("`{key}` ne peut pas valoir « {value} » ; au plus près : {}", list(nearest, "« ", " »", "ou"))
            }
            WrongKind { key, wanted } if key.is_empty() => format!("il faut {}", wanted.french()),
            WrongKind { key, wanted } => format!("`{key}` : il faut {}", wanted.french()),
            NotAGlob { pattern, reason } => format!("« {pattern} » n’est pas un motif de chemins : {reason}"),
            NotALanguage { tag } => format!("« {tag} » n’est pas un code de langue ; il faut par exemple « fr » ou « en »"),
            OutsideFolder { path } => format!("« {path} » sort du dossier de ce fichier ; il faut un chemin qui y reste"),
        }
    }
}

impl Wanted {
    fn english(&self) -> String {
        match self {
            Self::Switch => "`true` or `false`".to_owned(),
            Self::Text => "text in quotation marks".to_owned(),
            Self::List => "a list in brackets".to_owned(),
            Self::Table => "a table".to_owned(),
            Self::OneOf(words) => list(words, "“", "”", "or"),
            Self::OneOfOrTable(words) => format!("{}, or a table", list(words, "“", "”", "or")),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::Switch => "`true` ou `false`".to_owned(),
            Self::Text => "un texte entre guillemets".to_owned(),
            Self::List => "une liste entre crochets".to_owned(),
            Self::Table => "une table".to_owned(),
            Self::OneOf(words) => list(words, "« ", " »", "ou"),
            Self::OneOfOrTable(words) => format!("{}, ou une table", list(words, "« ", " »", "ou")),
        }
    }
}
