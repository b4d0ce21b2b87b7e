//! What the rules say that are off by default, each sentence beside its translation; like [`super::LintMessage`].

use super::{Locale, plural, pluriel};

/// A finding of a rule that is off by default, and what fixing says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleMessage {
    /// A form of another language than the text's.
    ForeignForm {
        /// As written in the text.
        written: String,
        /// The form of the text's language.
        instead: String,
        /// The first sentence of the answer.
        why: String,
    },
    /// Neither a glossary nor the text explains it.
    UndefinedAcronym {
        /// Without the "s" of a plural.
        acronym: String,
    },
    /// Its first use does not say what it stands for.
    AcronymNotExpanded {
        /// Without the "s" of a plural.
        acronym: String,
        /// What it stands for, where the glossary says it; else the text does later.
        long_form: Option<String>,
        /// The first sentence of the answer.
        why: String,
    },
    /// The first use of a term is no link to the glossary.
    TermNotLinked {
        /// The heading of the term's entry.
        entry: String,
        /// The name of the glossary's file, if it is in one that readers know.
        file: Option<String>,
        /// Its id.
        anchor: String,
        /// The first sentence of the answer.
        why: String,
    },
    /// No text uses the term.
    UnusedTerm {
        /// Its id.
        term: String,
    },
    /// What `--fix` did, or what `--diff` would do.
    Fixed {
        /// How many fixes.
        fixes: usize,
        /// In how many files.
        files: usize,
        /// Whether nothing was written.
        is_dry: bool,
    },
    /// A file was left alone, because it is not what it was when it was read.
    ChangedMeanwhile {
        /// Its name.
        path: String,
    },
    /// `--explain` was asked for a rule that is none.
    UnknownRule {
        /// As written.
        name: String,
        /// The rules with a similar name.
        nearest: Vec<String>,
    },
    /// `--explain` was asked for a rule that is none, and no name is near.
    NoRule {
        /// As written.
        name: String,
        /// All rules.
        known: Vec<String>,
    },
}

use RuleMessage::*;

impl RuleMessage {
    /// The sentences in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        match self {
            ForeignForm { written, instead, why } => {
                with_reason(format!("“{written}” is not a word of this text’s language: write “{instead}”"), why)
            }
            UndefinedAcronym { acronym } => {
                format!("“{acronym}” is explained nowhere: write what it stands for, “… ({acronym})”, or add it to the glossary")
            }
            AcronymNotExpanded { acronym, long_form: Some(long), why } => {
                with_reason(format!("the first use of “{acronym}” does not say what it stands for: write “{long} ({acronym})”"), why)
            }
            AcronymNotExpanded { acronym, long_form: None, .. } => {
                format!("“{acronym}” is explained only later: say at its first use what it stands for")
            }
            TermNotLinked { entry, file, anchor, why } => {
                let link = file.as_ref().map_or_else(|| format!("`#{anchor}` there"), |file| format!("`{file}#{anchor}`"));
                let place = format!("the entry “{entry}” of the glossary ({link})");
                with_reason(format!("the first use of this term is not a link to the glossary: link it to {place}"), why)
            }
            UnusedTerm { term } => format!("no text uses the term `{term}`: it can go, or a form is missing"),
            Fixed { fixes, files, is_dry } => {
                let what = if *is_dry { "could be fixed" } else { "fixed" };
                format!("{fixes} finding{} {what} in {files} file{}", plural(*fixes), plural(*files))
            }
            ChangedMeanwhile { path } => format!("{path}: changed while it was being checked; left as it is"),
            UnknownRule { name, nearest } => format!("`{name}` is not a rule; nearest: {}", super::list(nearest, "`", "`", "or")),
            NoRule { name, known } => format!("`{name}` is not a rule; expected one of {}", super::list(known, "`", "`", "or")),
        }
    }

    fn french(&self) -> String {
        match self {
            ForeignForm { written, instead, why } => {
                with_reason(format!("« {written} » n’est pas dans la langue de ce texte : écrire « {instead} »"), why)
            }
            UndefinedAcronym { acronym } => {
                format!("« {acronym} » n’est expliqué nulle part : écrire ce qu’il signifie, « … ({acronym}) », ou l’ajouter au glossaire")
            }
            AcronymNotExpanded { acronym, long_form: Some(long), why } => {
                with_reason(format!("« {acronym} » n’est pas développé à son premier emploi : écrire « {long} ({acronym}) »"), why)
            }
            AcronymNotExpanded { acronym, long_form: None, .. } => {
                format!("« {acronym} » n’est expliqué que plus loin : dire ce qu’il signifie dès son premier emploi")
            }
            TermNotLinked { entry, file, anchor, why } => {
                let link = file.as_ref().map_or_else(|| format!("`#{anchor}` dans son fichier"), |file| format!("`{file}#{anchor}`"));
                let place = format!("l’entrée « {entry} » du glossaire ({link})");
                with_reason(format!("le premier emploi de ce terme n’est pas un lien vers le glossaire : le lier à {place}"), why)
            }
            UnusedTerm { term } => format!("aucun texte n’emploie le terme `{term}` : il est de trop, ou il lui manque une forme"),
            Fixed { fixes, files, is_dry } => {
                let what = if *is_dry { "corrigeable" } else { "corrigée" };
                format!("{fixes} remarque{0} {what}{0} dans {files} fichier{1}", pluriel(*fixes), pluriel(*files))
            }
            ChangedMeanwhile { path } => format!("{path} : a changé pendant l’analyse ; laissé tel quel"),
            UnknownRule { name, nearest } => {
                format!("`{name}` n’est pas une règle ; au plus près : {}", super::list(nearest, "`", "`", "ou"))
            }
            NoRule { name, known } => format!("`{name}` n’est pas une règle ; les règles sont {}", super::list(known, "`", "`", "et")),
        }
    }
}

fn with_reason(what: String, why: &str) -> String {
    if why.is_empty() { what } else { format!("{what}\n{why}") }
}
