//! What the rules say about a text, each sentence beside its translation.
//!
//! The first line says what is wrong and what to write instead; the line below, where there is one, says why: the first sentence of the
//! glossary's answer.

use super::{Locale, SystemError, list, plural, pluriel};

/// A finding in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintMessage {
    /// The glossary knows a better form.
    DeprecatedForm {
        /// As written in the text.
        written: String,
        /// The better form, if there is one.
        instead: Option<String>,
        /// The first sentence of the answer.
        why: String,
    },
    /// The glossary forbids the form.
    ForbiddenForm {
        /// As written in the text.
        written: String,
        /// The form to write, if there is one.
        instead: Option<String>,
        /// The first sentence of the answer.
        why: String,
    },
    /// Not in the form's letter case.
    LetterCase {
        /// As written in the text.
        written: String,
        /// As the glossary writes it.
        instead: String,
        /// The first sentence of the answer.
        why: String,
    },
    /// The text mostly uses another form of the term.
    InconsistentForm {
        /// The form that is used here.
        form: String,
        /// The form that the text mostly uses.
        usual: String,
        /// How often it does.
        times: usize,
        /// The first sentence of the answer.
        why: String,
    },
    /// A suppression comment names neither a rule nor a term.
    UnknownName {
        /// As written.
        name: String,
        /// Rules and terms with a similar name.
        nearest: Vec<String>,
    },
    /// A comment begins like a suppression, but is none.
    UnknownDirective {
        /// As written.
        name: String,
        /// The suppressions with a similar name.
        nearest: Vec<String>,
    },
    /// A suppression comment has no effect.
    SuppressesNothing,
    // On the command line.
    /// The line below a finding.
    Why {
        /// The first sentence of the answer.
        sentence: String,
    },
    /// What `lint` counted.
    Summary {
        /// The ids of the rules that found something, and how often.
        rules: Vec<(&'static str, usize)>,
        /// Files read.
        files: usize,
    },
    /// Where a setting comes from that nobody set.
    DefaultSetting,
    /// `init` wrote a file.
    Written {
        /// Its name.
        path: String,
    },
    /// `init` left a file as it was.
    Exists {
        /// Its name.
        path: String,
    },
    /// `init` could not write a file.
    NotWritten {
        /// Its name.
        path: String,
        /// What the system says.
        reason: SystemError,
    },
}

use LintMessage::*;

impl LintMessage {
    /// The sentences in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        match self {
            DeprecatedForm { written, instead: Some(instead), why } => {
                with_reason(format!("“{written}” is a form to avoid: write “{instead}”"), why)
            }
            DeprecatedForm { written, instead: None, why } => with_reason(format!("“{written}” is a form to avoid"), why),
            ForbiddenForm { written, instead: Some(instead), why } => {
                with_reason(format!("“{written}” must not be written: write “{instead}”"), why)
            }
            ForbiddenForm { written, instead: None, why } => with_reason(format!("“{written}” must not be written"), why),
            LetterCase { written, instead, why } => with_reason(format!("“{written}” is written “{instead}”"), why),
            InconsistentForm { form, usual, times, why } => {
                let times = if *times == 1 { "once".to_owned() } else { format!("{times} times") };
                with_reason(format!("“{form}” stands beside “{usual}”, which this text uses {times}: keep to one form"), why)
            }
            UnknownName { name, nearest } if nearest.is_empty() => format!("`{name}` is neither a rule nor a term: it suppresses nothing"),
            UnknownName { name, nearest } => format!("`{name}` is neither a rule nor a term; nearest: {}", list(nearest, "`", "`", "or")),
            UnknownDirective { name, nearest } if nearest.is_empty() => format!("`{name}` is not a suppression comment"),
            UnknownDirective { name, nearest } => {
                format!("`{name}` is not a suppression comment; nearest: {}", list(nearest, "`", "`", "or"))
            }
            SuppressesNothing => "this comment suppresses nothing: it can go".to_owned(),
            Why { sentence } => format!("why: {sentence}"),
            Summary { rules, files } => {
                let total: usize = rules.iter().map(|(_, count)| count).sum();
                let found = if total == 0 { "nothing found".to_owned() } else { format!("{total} finding{}", plural(total)) };
                format!("{found}{}; {files} file{} read", by_rule(rules, ": "), plural(*files))
            }
            DefaultSetting => "default".to_owned(),
            Written { path } => format!("{path}: written"),
            Exists { path } => format!("{path}: exists already; left as it is"),
            NotWritten { path, reason } => format!("{path}: cannot be written: {}", reason.say(Locale::English)),
        }
    }

    fn french(&self) -> String {
        match self {
            DeprecatedForm { written, instead: Some(instead), why } => {
                with_reason(format!("« {written} » est à éviter : écrire « {instead} »"), why)
            }
            DeprecatedForm { written, instead: None, why } => with_reason(format!("« {written} » est à éviter"), why),
            ForbiddenForm { written, instead: Some(instead), why } => {
                with_reason(format!("« {written} » ne s’écrit pas : écrire « {instead} »"), why)
            }
            ForbiddenForm { written, instead: None, why } => with_reason(format!("« {written} » ne s’écrit pas"), why),
            LetterCase { written, instead, why } => with_reason(format!("« {written} » s’écrit « {instead} »"), why),
            InconsistentForm { form, usual, times, why } => {
                with_reason(format!("« {form} » côtoie « {usual} », que ce texte emploie {times} fois : s’en tenir à une forme"), why)
            }
            UnknownName { name, nearest } if nearest.is_empty() => {
                format!("`{name}` n’est ni une règle ni un terme : ce commentaire ne fait rien taire")
            }
            UnknownName { name, nearest } => {
                format!("`{name}` n’est ni une règle ni un terme ; au plus près : {}", list(nearest, "`", "`", "ou"))
            }
            UnknownDirective { name, nearest } if nearest.is_empty() => format!("`{name}` n’est pas un commentaire de suppression"),
            UnknownDirective { name, nearest } => {
                format!("`{name}` n’est pas un commentaire de suppression ; au plus près : {}", list(nearest, "`", "`", "ou"))
            }
            SuppressesNothing => "ce commentaire ne fait rien taire : il est inutile".to_owned(),
            Why { sentence } => format!("pourquoi : {sentence}"),
            Summary { rules, files } => {
                let total: usize = rules.iter().map(|(_, count)| count).sum();
                let found = if total == 0 { "rien à signaler".to_owned() } else { format!("{total} remarque{}", pluriel(total)) };
                format!("{found}{} ; {files} fichier{s} lu{s}", by_rule(rules, " : "), s = pluriel(*files))
            }
            DefaultSetting => "par défaut".to_owned(),
            Written { path } => format!("{path} : écrit"),
            Exists { path } => format!("{path} : existe déjà ; laissé tel quel"),
            NotWritten { path, reason } => format!("{path} : écriture impossible : {}", reason.say(Locale::French)),
        }
    }
}

fn by_rule(rules: &[(&str, usize)], colon: &str) -> String {
    let counts: Vec<String> = rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    if counts.is_empty() { String::new() } else { format!("{colon}{}", counts.join(", ")) }
}

fn with_reason(what: String, why: &str) -> String {
    if why.is_empty() { what } else { format!("{what}\n{why}") }
}
