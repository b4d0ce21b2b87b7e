//! Every sentence the tool says to a person, in French and in English.
//!
//! A message is data until it is shown: the core says *what* ([`Message`]), the shells say it in the reader's language
//! ([`Message::say`]). French sentences use typographic apostrophes, guillemets and no-break spaces as a French writer would.

mod action;
mod code;
mod completion;
mod config;
mod english;
mod format;
mod french;
mod index;
mod lint;
mod locale;
mod report;
mod rules;
mod space;
mod survey;
mod system;
mod why;

pub use action::ActionMessage;
pub use completion::CompletionMessage;
pub use config::{ConfigMessage, Wanted};
pub use format::FormatMessage;
pub use index::IndexMessage;
pub use lint::LintMessage;
pub use locale::Locale;
pub use report::ReportMessage;
pub use rules::RuleMessage;
pub use space::SpaceMessage;
pub use survey::SurveyMessage;
pub use system::SystemError;
pub use why::WhyMessage;

/// One sentence with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// Something that can be done about a place, or was done on command.
    Action(ActionMessage),
    /// The text of a glossary is not as the format asks.
    Format(FormatMessage),
    /// Why a place is marked or is not.
    Why(WhyMessage),
    /// A rule has something to say about a text.
    Lint(LintMessage),
    /// A rule that is off by default has something to say, or a fix was made.
    Rule(RuleMessage),
    /// A remark beside an item of a list.
    Completion(CompletionMessage),
    /// Settings are not as they should be.
    Config(ConfigMessage),
    /// What is said around the findings of a text.
    Report(ReportMessage),
    /// The uses of terms in a workspace, and renaming.
    Index(IndexMessage),
    /// A file of the workspace is not what it seems.
    Space(SpaceMessage),
    /// The page that `report` writes.
    Survey(SurveyMessage),
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
        reason: SystemError,
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

/// A message of each kind is a message.
macro_rules! kinds {
    ($($kind:ident: $message:ty),* $(,)?) => {
        $(impl From<$message> for Message {
            fn from(message: $message) -> Self {
                Self::$kind(message)
            }
        })*
    };
}

kinds! {
    Completion: CompletionMessage,
    Action: ActionMessage,
    Config: ConfigMessage,
    Index: IndexMessage,
    Rule: RuleMessage,
    Lint: LintMessage,
    Format: FormatMessage,
    Space: SpaceMessage,
    Report: ReportMessage,
    Survey: SurveyMessage,
    Why: WhyMessage,
}

impl Message {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, english::say, french::say)
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
    fn both_languages_say_it() {
        let message = Message::UnknownTerm { word: "perplex".into(), nearest: vec!["perplexité".into(), "complexité".into()] };
        assert_eq!(message.say(Locale::English), "“perplex”: no glossary explains this; nearest: “perplexité” or “complexité”");
        assert_eq!(
            message.say(Locale::French),
            "« perplex » : aucun glossaire ne l’explique ; au plus près : « perplexité » ou « complexité »"
        );
    }
}
