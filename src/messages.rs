//! Every sentence the tool says to a person, in French and in English.
//!
//! A message is data until it is shown: the core says *what* ([`Message`]), the shells say it in the reader's language
//! ([`Message::say`]). French sentences use typographic apostrophes, guillemets and no-break spaces as a French writer would.

mod config;
mod format;
mod lint;
mod why;

pub use config::{ConfigMessage, Wanted};
pub use format::FormatMessage;
pub use lint::LintMessage;
pub use why::WhyMessage;

/// The language in which the tool speaks to its user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English, also for any language the tool does not speak.
    #[default]
    English,
    /// French.
    French,
}

impl Locale {
    /// From a BCP 47 tag (`fr-FR`) or a POSIX locale name (`fr_FR.UTF-8`).
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("fr") { Self::French } else { Self::English }
    }
}

/// One sentence with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// The text of a glossary is not as the format asks.
    Format(FormatMessage),
    /// Why a place is marked or is not.
    Why(WhyMessage),
    /// A rule has something to say about a text.
    Lint(LintMessage),
    /// Settings are not as they should be.
    Config(ConfigMessage),
    // Checking a glossary.
    /// A form belongs to two terms.
    Clash {
        /// The form.
        form: String,
        /// The other term's id.
        other: String,
        /// Where the other one is, 1-based.
        line: usize,
    },
    /// Two glossaries define the same term.
    DefinedTwice {
        /// The id.
        term: String,
        /// The file of the other definition.
        path: String,
        /// Its line there, 1-based.
        line: usize,
    },
    /// An example is not marked.
    ExampleNotMarked {
        /// The term.
        term: String,
        /// What is marked instead, by id.
        instead: Vec<String>,
    },
    /// A counter-example is marked.
    CounterExampleMarked {
        /// The term.
        term: String,
        /// The words that are marked.
        words: String,
    },
    // Files.
    /// The file is not UTF-8.
    NotUtf8 {
        /// Its name.
        path: String,
        /// Where the first wrong byte is, 1-based.
        line: usize,
        /// In code points, 1-based.
        column: usize,
    },
    /// A folder stands where a file was expected.
    IsAFolder {
        /// Its name.
        path: String,
    },
    /// The file could not be read.
    Unreadable {
        /// Its name.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// No such file.
    NotFound {
        /// Its name.
        path: String,
    },
    /// The file was named, but its format is not known.
    UnknownFormat {
        /// Its name.
        path: String,
    },
    /// A glossary could not be used as a whole.
    GlossaryHasErrors {
        /// Its name.
        path: String,
        /// How many parts were dropped.
        errors: usize,
    },
    // Glossaries that change while they serve.
    /// Parts of a glossary could not be read.
    PartDropped {
        /// Its name.
        path: String,
        /// Where the first of them is, 1-based.
        line: usize,
        /// In code points, 1-based.
        column: usize,
        /// What is wrong there.
        problem: Box<Message>,
        /// How many other parts could not be read.
        more: usize,
    },
    /// No entry is left in a glossary that had some.
    NoEntries {
        /// Its name.
        path: String,
    },
    /// A glossary has a problem, and its last good version answers in its place.
    LastGoodKept {
        /// What is wrong.
        problem: Box<Message>,
    },
    /// A glossary was deleted, and its last good version still answers.
    GlossaryGone {
        /// Its name.
        path: String,
    },
    /// A glossary that had a problem has none any more.
    GlossaryReadAgain {
        /// Its name.
        path: String,
    },
    // Settings of the editor.
    /// Something is wrong at a place of a file.
    At {
        /// Its name.
        path: String,
        /// From 1.
        line: usize,
        /// From 1, in code points.
        column: usize,
        /// What.
        message: Box<Message>,
    },
    /// Something is wrong in the editor's settings.
    InSetting {
        /// Which key, with dots.
        key: String,
        /// What.
        message: Box<Message>,
    },
    // Findings and hovers.
    /// A glossary answers this question, and so it begins.
    Explained {
        /// The entry's heading.
        question: String,
        /// The first sentence of the answer.
        sentence: String,
    },
    /// The last of many findings.
    AndMore {
        /// What it says itself.
        message: Box<Message>,
        /// How many were left out.
        more: usize,
    },
    /// Terms that stand inside the longest one.
    TermsInside {
        /// Their links.
        terms: String,
    },
    /// An answer is out of date.
    OutdatedSince {
        /// Since when.
        date: String,
    },
    /// Somebody read an answer again.
    ReviewedOn {
        /// When.
        date: String,
    },
    /// Another term is to be read instead.
    ReplacedBy {
        /// Which.
        term: String,
    },
    /// The preferred forms.
    FormsPreferred {
        /// By language.
        forms: String,
    },
    /// The admitted forms.
    FormsAdmitted {
        /// By language.
        forms: String,
    },
    /// The deprecated forms.
    FormsDeprecated {
        /// By language.
        forms: String,
    },
    /// The forbidden forms.
    FormsForbidden {
        /// By language.
        forms: String,
    },
    /// Related terms.
    SeeAlso {
        /// Their links.
        terms: String,
    },
    /// The link to the entry.
    OpenEntry,
    /// Where an answer comes from.
    Source {
        /// As the glossary says it.
        source: String,
    },
    // Command line.
    /// No glossary has this word.
    UnknownTerm {
        /// The word.
        word: String,
        /// The nearest terms.
        nearest: Vec<String>,
    },
    /// What `check` counted.
    Checked {
        /// The glossary.
        path: String,
        /// Entries.
        entries: usize,
        /// Terms.
        terms: usize,
        /// Forms.
        forms: usize,
        /// Self-tests.
        examples: usize,
        /// Problems.
        problems: usize,
    },
    /// What `find` counted.
    FoundMarks {
        /// Marks.
        marks: usize,
        /// Different terms among them.
        terms: usize,
        /// Files read.
        files: usize,
    },
    /// `find --term` names no term.
    NoSuchTerm {
        /// What was asked for.
        id: String,
        /// The nearest ids.
        nearest: Vec<String>,
    },
    /// The word before the message of an error.
    LabelError,
    /// The word before the message of a warning.
    LabelWarning,
    /// The word before the message of a remark.
    LabelInformation,
}

impl From<ConfigMessage> for Message {
    fn from(message: ConfigMessage) -> Self {
        Self::Config(message)
    }
}

impl From<LintMessage> for Message {
    fn from(message: LintMessage) -> Self {
        Self::Lint(message)
    }
}

impl From<FormatMessage> for Message {
    fn from(message: FormatMessage) -> Self {
        Self::Format(message)
    }
}

impl From<WhyMessage> for Message {
    fn from(message: WhyMessage) -> Self {
        Self::Why(message)
    }
}

use Message::*;

impl Message {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        match locale {
            Locale::English => self.english(),
            Locale::French => self.french(),
        }
    }

    fn english(&self) -> String {
        match self {
            Format(message) => message.say(Locale::English),
            Why(message) => message.say(Locale::English),
            Lint(message) => message.say(Locale::English),
            Config(message) => message.say(Locale::English),
            Clash { form, other, line } => {
                format!("the form “{form}” also belongs to the term `{other}` (line {line}): a text cannot tell them apart")
            }
            DefinedTwice { term, path, line } => {
                format!("the term `{term}` is also defined in {path}, line {line}: the nearer glossary answers")
            }
            ExampleNotMarked { term, instead } if instead.is_empty() => {
                format!("example of `{term}`: nothing is marked here; expected a mark of this term")
            }
            ExampleNotMarked { term, instead } => {
                format!("example of `{term}`: expected a mark of this term, found {}", list(instead, "`", "`", "and"))
            }
            CounterExampleMarked { term, words } => {
                format!("counter-example of `{term}`: “{words}” is marked; expected no mark of this term")
            }
            NotUtf8 { path, line, column } => format!("{path}:{line}:{column}: not UTF-8 here; save the file as UTF-8"),
            IsAFolder { path } => format!("{path}: this is a folder; expected a file"),
            Unreadable { path, reason } => format!("{path}: cannot be read: {reason}"),
            NotFound { path } => format!("{path}: no such file or folder"),
            UnknownFormat { path } => format!("{path}: unknown format; expected .md, .markdown, .mdx or .txt"),
            GlossaryHasErrors { path, errors } => {
                format!("{path}: {errors} part{} of this glossary could not be read; `glossator check` says where", plural(*errors))
            }
            PartDropped { path, line, column, problem, more: 0 } => format!("{path}:{line}:{column}: {}", problem.english()),
            PartDropped { path, line, column, problem, more } => {
                format!("{path}:{line}:{column}: {} (and {more} more: `glossator check` lists them)", problem.english())
            }
            NoEntries { path } => {
                format!("{path}:1:1: nothing is left of this glossary; expected at least one `###` heading with its answer")
            }
            LastGoodKept { problem } => format!("{}. The last good version of this glossary keeps answering.", problem.english()),
            GlossaryGone { path } => {
                format!("{path}: this glossary is no longer there; its last version keeps answering until the editor is restarted")
            }
            GlossaryReadAgain { path } => format!("{path}: this glossary was read again without a problem; it answers now"),
            At { path, line, column, message } => format!("{path}:{line}:{column}: {}", message.english()),
            InSetting { key, message } => format!("setting `{key}`: {}", message.english()),
            Explained { question, sentence } => format!("{question}\n{sentence}"),
            AndMore { message, more } => format!("{}\n(and {more} more)", message.english()),
            TermsInside { terms } => format!("Also in these words: {terms}"),
            OutdatedSince { date } => format!("Out of date since {date}"),
            ReviewedOn { date } => format!("reviewed {date}"),
            ReplacedBy { term } => format!("read instead: {term}"),
            FormsPreferred { forms } => format!("To write: {forms}"),
            FormsAdmitted { forms } => format!("Also written: {forms}"),
            FormsDeprecated { forms } => format!("To avoid: {forms}"),
            FormsForbidden { forms } => format!("Not to be written: {forms}"),
            SeeAlso { terms } => format!("See also: {terms}"),
            OpenEntry => "Open the entry".to_owned(),
            Source { source } => format!("Source: {source}"),
            UnknownTerm { word, nearest } if nearest.is_empty() => format!("“{word}”: no glossary explains this"),
            UnknownTerm { word, nearest } => format!("“{word}”: no glossary explains this; nearest: {}", list(nearest, "“", "”", "or")),
            Checked { path, entries, terms, forms, examples, problems } => format!(
                "{path}: {entries} entr{}, {terms} term{}, {forms} form{}, {examples} self-test{}: {}",
                if *entries == 1 { "y" } else { "ies" },
                plural(*terms),
                plural(*forms),
                plural(*examples),
                match problems {
                    0 => "no problem".to_owned(),
                    1 => "1 problem".to_owned(),
                    _ => format!("{problems} problems"),
                }
            ),
            FoundMarks { marks, terms, files } => {
                format!("{marks} mark{} of {terms} term{} in {files} file{}", plural(*marks), plural(*terms), plural(*files))
            }
            NoSuchTerm { id, nearest } if nearest.is_empty() => format!("no glossary has a term `{id}`"),
            NoSuchTerm { id, nearest } => format!("no glossary has a term `{id}`; nearest: {}", list(nearest, "`", "`", "or")),
            LabelError => "error".to_owned(),
            LabelWarning => "warning".to_owned(),
            LabelInformation => "note".to_owned(),
        }
    }

    fn french(&self) -> String {
        match self {
            Format(message) => message.say(Locale::French),
            Why(message) => message.say(Locale::French),
            Lint(message) => message.say(Locale::French),
            Config(message) => message.say(Locale::French),
            Clash { form, other, line } => {
                format!("la forme « {form} » appartient aussi au terme `{other}` (ligne {line}) : un texte ne peut pas les distinguer")
            }
            DefinedTwice { term, path, line } => {
                format!("le terme `{term}` est aussi défini dans {path}, ligne {line} : le glossaire le plus proche répond")
            }
            ExampleNotMarked { term, instead } if instead.is_empty() => {
                format!("exemple de `{term}` : rien n’est marqué ici ; attendu une marque de ce terme")
            }
            ExampleNotMarked { term, instead } => {
                format!("exemple de `{term}` : attendu une marque de ce terme, trouvé {}", list(instead, "`", "`", "et"))
            }
            CounterExampleMarked { term, words } => {
                format!("contre-exemple de `{term}` : « {words} » est marqué ; attendu aucune marque de ce terme")
            }
            NotUtf8 { path, line, column } => format!("{path}:{line}:{column}: ce n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8"),
            IsAFolder { path } => format!("{path} : c’est un dossier ; attendu un fichier"),
            Unreadable { path, reason } => format!("{path} : lecture impossible : {reason}"),
            NotFound { path } => format!("{path} : aucun fichier ni dossier de ce nom"),
            UnknownFormat { path } => format!("{path} : format inconnu ; attendu .md, .markdown, .mdx ou .txt"),
            GlossaryHasErrors { path, errors: 1 } => {
                format!("{path} : une partie de ce glossaire n’a pas pu être lue ; `glossator check` dit où")
            }
            GlossaryHasErrors { path, errors } => {
                format!("{path} : {errors} parties de ce glossaire n’ont pas pu être lues ; `glossator check` dit où")
            }
            PartDropped { path, line, column, problem, more: 0 } => format!("{path}:{line}:{column}: {}", problem.french()),
            PartDropped { path, line, column, problem, more } => {
                format!("{path}:{line}:{column}: {} (et {more} de plus : `glossator check` les énumère)", problem.french())
            }
            NoEntries { path } => {
                format!("{path}:1:1: il ne reste rien de ce glossaire ; attendu au moins un titre `###` avec sa réponse")
            }
            LastGoodKept { problem } => format!("{}. La dernière version valable de ce glossaire continue de répondre.", problem.french()),
            GlossaryGone { path } => {
                format!("{path} : ce glossaire n’est plus là ; sa dernière version continue de répondre jusqu’au redémarrage de l’éditeur")
            }
            GlossaryReadAgain { path } => format!("{path} : ce glossaire a été relu sans problème ; il répond de nouveau"),
            At { path, line, column, message } => format!("{path}:{line}:{column}: {}", message.french()),
            InSetting { key, message } => format!("réglage `{key}` : {}", message.french()),
            Explained { question, sentence } => format!("{question}\n{sentence}"),
            AndMore { message, more } => format!("{}\n(et {more} de plus)", message.french()),
            TermsInside { terms } => format!("Aussi dans ces mots : {terms}"),
            OutdatedSince { date } => format!("Périmé depuis {date}"),
            ReviewedOn { date } => format!("revu : {date}"),
            ReplacedBy { term } => format!("lire plutôt : {term}"),
            FormsPreferred { forms } => format!("À écrire : {forms}"),
            FormsAdmitted { forms } => format!("S’écrit aussi : {forms}"),
            FormsDeprecated { forms } => format!("À éviter : {forms}"),
            FormsForbidden { forms } => format!("À ne pas écrire : {forms}"),
            SeeAlso { terms } => format!("Voir aussi : {terms}"),
            OpenEntry => "Ouvrir l’entrée".to_owned(),
            Source { source } => format!("Source : {source}"),
            UnknownTerm { word, nearest } if nearest.is_empty() => format!("« {word} » : aucun glossaire ne l’explique"),
            UnknownTerm { word, nearest } => {
                format!("« {word} » : aucun glossaire ne l’explique ; au plus près : {}", list(nearest, "« ", " »", "ou"))
            }
            Checked { path, entries, terms, forms, examples, problems } => format!(
                "{path} : {entries} entrée{}, {terms} terme{}, {forms} forme{}, {examples} auto-test{} : {}",
                pluriel(*entries),
                pluriel(*terms),
                pluriel(*forms),
                pluriel(*examples),
                match problems {
                    0 => "aucun problème".to_owned(),
                    1 => "1 problème".to_owned(),
                    _ => format!("{problems} problèmes"),
                }
            ),
            FoundMarks { marks, terms, files } => {
                format!("{marks} marque{} de {terms} terme{} dans {files} fichier{}", pluriel(*marks), pluriel(*terms), pluriel(*files))
            }
            NoSuchTerm { id, nearest } if nearest.is_empty() => format!("aucun glossaire n’a de terme `{id}`"),
            NoSuchTerm { id, nearest } => format!("aucun glossaire n’a de terme `{id}` ; au plus près : {}", list(nearest, "`", "`", "ou")),
            LabelError => "erreur".to_owned(),
            LabelWarning => "attention".to_owned(),
            LabelInformation => "remarque".to_owned(),
        }
    }
}

/// The English plural ending for a count.
fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The French plural ending for a count: zero is singular.
fn pluriel(count: usize) -> &'static str {
    if count < 2 { "" } else { "s" }
}

/// “a”, “b” and “c”.
fn list(items: &[String], open: &str, close: &str, last: &str) -> String {
    let mut quoted: Vec<String> = items.iter().map(|item| format!("{open}{item}{close}")).collect();
    let Some(final_item) = quoted.pop() else { return String::new() };
    if quoted.is_empty() { final_item } else { format!("{} {last} {final_item}", quoted.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        for (tag, expected) in [
            ("fr", Locale::French),
            ("fr-CA", Locale::French),
            ("fr_FR.UTF-8", Locale::French),
            ("C", Locale::English),
            ("", Locale::English),
            ("frr", Locale::English),
        ] {
            assert_eq!(Locale::from_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn both_languages_say_it() {
        let message = UnknownTerm { word: "perplex".into(), nearest: vec!["perplexité".into(), "complexité".into()] };
        assert_eq!(message.say(Locale::English), "“perplex”: no glossary explains this; nearest: “perplexité” or “complexité”");
        assert_eq!(
            message.say(Locale::French),
            "« perplex » : aucun glossaire ne l’explique ; au plus près : « perplexité » ou « complexité »"
        );
    }
}
