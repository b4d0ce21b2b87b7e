//! What the tool offers to do and says of what it did, each sentence beside its translation.

use super::{Locale, plural, pluriel};

/// The title of something that can be done, or the news of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionMessage {
    // Titles of actions.
    /// Write another form.
    Replace {
        /// What stands there afterwards.
        replacement: String,
    },
    /// Mend all that can be mended in the file.
    FixAll {
        /// How many places.
        places: usize,
    },
    /// Silence a finding at its place.
    IgnoreHere {
        /// The rule or term that the comment names.
        name: String,
    },
    /// Switch a rule off.
    RuleOff {
        /// Its id.
        rule: &'static str,
    },
    /// Silence what is said of a term.
    IgnoreTerm {
        /// Its id.
        term: String,
    },
    /// Write an entry for the selected words.
    AddToGlossary {
        /// The words.
        words: String,
    },
    /// Write an acronym out.
    Expand {
        /// What stands there afterwards.
        replacement: String,
    },
    /// Write another id or key in a glossary.
    Correct {
        /// What stands there afterwards.
        replacement: String,
    },
    // What a glossary says about itself while it is edited.
    /// An answer is said to be out of date.
    StaleAnswer {
        /// Since when.
        date: String,
    },
    // The news of commands.
    /// What the glossaries hold.
    Statistics {
        /// How many there are.
        glossaries: usize,
        /// Their entries.
        entries: usize,
        /// Their terms.
        terms: usize,
        /// Their forms.
        forms: usize,
    },
    /// The workspace is read again.
    Reindexing,
    /// `explain` was called without saying what.
    ExplainNeedsTerm,
    /// `explain` was called with something else than a term or a place.
    ExplainNeedsThis {
        /// The command.
        name: String,
    },
    /// `addToGlossary` was called without a selection.
    AddNeedsSelection,
    /// The selection cannot become an entry, or no glossary can take it.
    CannotAdd,
    /// The editor refused the edit.
    NotApplied,
    /// The embedded glossary goes on answering beside the first one of the project; a comment in its configuration.
    EmbeddedKept,
    /// `open` was called without saying what.
    OpenNeedsPlace,
    /// Where to look, for editors that cannot be told to open it.
    LookAt {
        /// The file or its address.
        place: String,
        /// The line, from 1.
        line: u32,
    },
    /// A file would be written elsewhere than it seems.
    OutsideFolder {
        /// Its name.
        path: String,
    },
    /// What was offered does not fit any more.
    OutOfDate,
    /// No such command.
    UnknownCommand {
        /// Its name.
        name: String,
    },
    /// The argument of a command is not as it should be.
    WrongArgument {
        /// The command.
        name: String,
        /// What is wrong, in English.
        reason: String,
    },
}

use ActionMessage::*;

impl ActionMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        let (english, french) = match self {
            Replace { replacement } => (format!("Write “{replacement}”"), format!("Écrire « {replacement} »")),
            FixAll { places } => (
                format!("Mend all that Glossator can mend in this file ({places} place{})", plural(*places)),
                format!("Corriger tout ce que Glossator peut corriger dans ce fichier ({places} endroit{})", pluriel(*places)),
            ),
            IgnoreHere { name } => (format!("Ignore `{name}` here"), format!("Ignorer `{name}` ici")),
            RuleOff { rule } => (
                format!("Switch rule `{rule}` off everywhere (glossator.toml)"),
                format!("Désactiver la règle `{rule}` partout (glossator.toml)"),
            ),
            IgnoreTerm { term } => (
                format!("Ignore term `{term}` everywhere (glossator.toml)"),
                format!("Ignorer le terme `{term}` partout (glossator.toml)"),
            ),
            AddToGlossary { words } => (format!("Add “{words}” to the glossary"), format!("Ajouter « {words} » au glossaire")),
            Expand { replacement } => (format!("Write out: “{replacement}”"), format!("Développer : « {replacement} »")),
            Correct { replacement } => (format!("Write `{replacement}`"), format!("Écrire `{replacement}`")),
            StaleAnswer { date } => {
                (format!("this answer has been out of date since {date}"), format!("cette réponse est périmée depuis {date}"))
            }
            Statistics { glossaries: 0, .. } => ("no glossary answers here".to_owned(), "aucun glossaire ne répond ici".to_owned()),
            Statistics { glossaries, entries, terms, forms } => (
                format!(
                    "{glossaries} glossar{}: {entries} entr{}, {terms} term{}, {forms} form{}",
                    if *glossaries == 1 { "y" } else { "ies" },
                    if *entries == 1 { "y" } else { "ies" },
                    plural(*terms),
                    plural(*forms),
                ),
                format!(
                    "{glossaries} glossaire{} : {entries} entrée{}, {terms} terme{}, {forms} forme{}",
                    pluriel(*glossaries),
                    pluriel(*entries),
                    pluriel(*terms),
                    pluriel(*forms),
                ),
            ),
            Reindexing => ("the workspace is read again".to_owned(), "l’espace de travail est relu".to_owned()),
            ExplainNeedsTerm => (
                "which term? Put the cursor on it, or name it".to_owned(),
                "quel terme ? Placez-y le curseur, ou nommez-le".to_owned(),
            ),
            ExplainNeedsThis { name } => (
                format!("`{name}`: expected a term (`\"…\"` or `{{\"term\": …}}`) or a place (`{{\"uri\": …, \"position\": …}}`)"),
                format!("`{name}` : il faut un terme (`\"…\"` ou `{{\"term\": …}}`) ou une position (`{{\"uri\": …, \"position\": …}}`)"),
            ),
            AddNeedsSelection => (
                "select one to eight words that no glossary explains, then choose “Add to the glossary” among the code actions".to_owned(),
                "sélectionnez un à huit mots qu’aucun glossaire n’explique, puis choisissez « Ajouter au glossaire » parmi les actions"
                    .to_owned(),
            ),
            CannotAdd => (
                "this cannot be added: expected one to eight words on one line that no glossary explains, in a folder whose glossary can be written"
                    .to_owned(),
                "ajout impossible : il faut un à huit mots sur une ligne, qu’aucun glossaire n’explique, dans un dossier dont le glossaire peut être écrit"
                    .to_owned(),
            ),
            EmbeddedKept => (
                "The FAQ that comes with Glossator goes on answering beside the glossaries of this project.".to_owned(),
                "La FAQ livrée avec Glossator continue de répondre à côté des glossaires de ce projet.".to_owned(),
            ),
            NotApplied => ("the editor did not make the change".to_owned(), "l’éditeur n’a pas fait la modification".to_owned()),
            OpenNeedsPlace => ("open what? Expected a file and a place in it".to_owned(), "ouvrir quoi ? Il faut un fichier et une position".to_owned()),
            LookAt { place, line } => (format!("see {place}, line {line}"), format!("voir {place}, ligne {line}")),
            OutsideFolder { path } => (
                format!("{path}: a symbolic link leads out of this folder; nothing written"),
                format!("{path} : un lien symbolique mène hors de ce dossier ; rien n’est écrit"),
            ),
            OutOfDate => (
                "the text or a glossary has changed since this was offered".to_owned(),
                "le texte ou un glossaire a changé depuis cette proposition".to_owned(),
            ),
            UnknownCommand { name } => (format!("`{name}` is not a command of Glossator"), format!("`{name}` n’est pas une commande de Glossator")),
            WrongArgument { name, reason } => {
                (format!("`{name}`: unexpected argument: {reason}"), format!("`{name}` : argument inattendu : {reason}"))
            }
        };
        locale.choose(english, french)
    }
}
