//! The sentences in French.

use super::Message::{self, *};
use super::{Locale, list, pluriel};

pub(super) fn say(message: &Message) -> String {
    match message {
        Action(message) => message.say(Locale::French),
        Format(message) => message.say(Locale::French),
        Why(message) => message.say(Locale::French),
        Lint(message) => message.say(Locale::French),
        Index(message) => message.say(Locale::French),
        Survey(message) => message.say(Locale::French),
        Rule(message) => message.say(Locale::French),
        Completion(message) => message.say(Locale::French),
        Config(message) => message.say(Locale::French),
        Space(message) => message.say(Locale::French),
        Report(message) => message.say(Locale::French),
        Clash { form, other, line } => {
            format!("la forme « {form} » appartient aussi au terme `{other}` (ligne {line}) : rien ne les distingue dans un texte")
        }
        DefinedTwice { term, path, line } => {
            format!("le terme `{term}` est aussi défini dans {path}, ligne {line} : c’est le glossaire le plus proche qui répond")
        }
        ExampleNotMarked { term, instead } if instead.is_empty() => {
            format!("exemple de `{term}` : rien n’est marqué ici ; il faut une marque de ce terme")
        }
        ExampleNotMarked { term, instead } => {
            format!("exemple de `{term}` : il faut une marque de ce terme, et non de {}", list(instead, "`", "`", "et"))
        }
        CounterExampleMarked { term, words } => {
            format!("contre-exemple de `{term}` : « {words} » est marqué, mais ne doit pas l’être par ce terme")
        }
        NotUtf8 { path, line, column } => {
            format!("{path}:{line}:{column}: ce n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8")
        }
        IsAFolder { path } => format!("{path} : c’est un dossier ; il faut un fichier"),
        Unreadable { path, reason } => format!("{path} : lecture impossible : {}", reason.say(Locale::French)),
        NotFound { path } => format!("{path} : aucun fichier ni dossier de ce nom"),
        UnknownFormat { path } => format!("{path} : format inconnu ; il faut .md, .markdown, .mdx ou .txt"),
        GlossaryHasErrors { path, errors: 1 } => {
            format!("{path} : une partie de ce glossaire n’a pas pu être lue ; `glossator check` dit où")
        }
        GlossaryHasErrors { path, errors } => {
            format!("{path} : {errors} parties de ce glossaire n’ont pas pu être lues ; `glossator check` dit où")
        }
        PartDropped { path, line, column, problem, more: 0 } => format!("{path}:{line}:{column}: {}", say(problem)),
        PartDropped { path, line, column, problem, more } => {
            format!("{path}:{line}:{column}: {} (et {more} de plus : `glossator check` les énumère)", say(problem))
        }
        NoEntries { path } => {
            format!("{path}:1:1: il ne reste rien de ce glossaire ; il faut au moins un titre `###` avec sa réponse")
        }
        LastGoodKept { problem } => format!("{}. La dernière version valable de ce glossaire continue de répondre.", say(problem)),
        GlossaryGone { path } => {
            format!("{path} : ce glossaire n’est plus là ; sa dernière version continue de répondre jusqu’au redémarrage de l’éditeur")
        }
        GlossaryReadAgain { path } => format!("{path} : ce glossaire a été relu sans problème ; il répond de nouveau"),
        At { path, line, column, message } => format!("{path}:{line}:{column}: {}", say(message)),
        InSetting { key, message } => format!("réglage `{key}` : {}", say(message)),
        Explained { question, sentence } => format!("{question}\n{sentence}"),
        AndMore { message, more } => format!("{}\n(et {more} de plus)", say(message)),
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
