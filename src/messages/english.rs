//! The sentences in English.

use super::Message::{self, *};
use super::{Locale, list, plural};

pub(super) fn say(message: &Message) -> String {
    match message {
        Action(message) => message.say(Locale::English),
        Format(message) => message.say(Locale::English),
        Why(message) => message.say(Locale::English),
        Lint(message) => message.say(Locale::English),
        Index(message) => message.say(Locale::English),
        Survey(message) => message.say(Locale::English),
        Rule(message) => message.say(Locale::English),
        Completion(message) => message.say(Locale::English),
        Config(message) => message.say(Locale::English),
        Space(message) => message.say(Locale::English),
        Report(message) => message.say(Locale::English),
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
        Unreadable { path, reason } => format!("{path}: cannot be read: {}", reason.say(Locale::English)),
        NotFound { path } => format!("{path}: no such file or folder"),
        UnknownFormat { path } => format!("{path}: unknown format; expected .md, .markdown, .mdx or .txt"),
        GlossaryHasErrors { path, errors } => {
            format!("{path}: {errors} part{} of this glossary could not be read; `glossator check` says where", plural(*errors))
        }
        PartDropped { path, line, column, problem, more: 0 } => format!("{path}:{line}:{column}: {}", say(problem)),
        PartDropped { path, line, column, problem, more } => {
            format!("{path}:{line}:{column}: {} (and {more} more: `glossator check` lists them)", say(problem))
        }
        NoEntries { path } => {
            format!("{path}:1:1: nothing is left of this glossary; expected at least one `###` heading with its answer")
        }
        LastGoodKept { problem } => format!("{}. The last good version of this glossary keeps answering.", say(problem)),
        GlossaryGone { path } => {
            format!("{path}: this glossary is no longer there; its last version keeps answering until the editor is restarted")
        }
        GlossaryReadAgain { path } => format!("{path}: this glossary was read again without a problem; it answers now"),
        At { path, line, column, message } => format!("{path}:{line}:{column}: {}", say(message)),
        InSetting { key, message } => format!("setting `{key}`: {}", say(message)),
        Explained { question, sentence } => format!("{question}\n{sentence}"),
        AndMore { message, more } => format!("{}\n(and {more} more)", say(message)),
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
