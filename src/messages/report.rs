//! What `lint` says around its findings: reports, baselines, changed lines; each sentence beside its translation.

use super::{Locale, SystemError, plural, pluriel};

/// Something about a run of `lint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportMessage {
    /// An option that only people's format has.
    OnlyForPeople {
        /// The option.
        option: &'static str,
    },
    /// `--statistics` in a format that has none.
    NoStatistics,
    /// `--max-findings` left findings out.
    NotShown {
        /// How many.
        findings: usize,
    },
    // A baseline.
    /// There is none yet.
    NoBaseline {
        /// Its name.
        path: String,
    },
    /// It is not a baseline.
    BrokenBaseline {
        /// Its name.
        path: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong, in English.
        reason: String,
    },
    /// It is of a kind that this program does not know.
    UnknownBaseline {
        /// Its name.
        path: String,
        /// What it says.
        version: u64,
    },
    /// It was written.
    BaselineWritten {
        /// Its name.
        path: String,
        /// Findings in it.
        findings: usize,
    },
    /// It was not written, because not everything could be looked at.
    BaselineLeft {
        /// Its name.
        path: String,
    },
    /// Findings that it holds.
    InBaseline {
        /// How many.
        findings: usize,
    },
    /// An entry that nothing in the texts is like any more.
    Stale {
        /// The text.
        path: String,
        /// The rule.
        rule: String,
        /// The words.
        words: String,
    },
    /// Entries that nothing in the texts is like any more.
    StaleEntries {
        /// The name of the baseline.
        path: String,
        /// How many.
        entries: usize,
        /// How many of them were not named.
        unnamed: usize,
    },
    // Changed lines.
    /// There is no git.
    NoGit {
        /// What the system says.
        reason: SystemError,
    },
    /// The folder is in no repository.
    NoRepository {
        /// Its name.
        folder: String,
    },
    /// Git knows no such revision.
    UnknownRevision {
        /// As asked for.
        revision: String,
    },
    /// Git could not say what changed.
    GitFailed {
        /// What it says, in English.
        reason: String,
    },
    // Watching.
    /// Standard input is read once.
    NoWatchOfInput,
    /// It waits for changes.
    Watching {
        /// How many texts.
        texts: usize,
    },
    /// A finding that is there no more.
    Mended {
        /// Where it was.
        place: String,
        /// What it said.
        what: String,
    },
    /// What changed in the findings.
    Changed {
        /// Findings that were not there before.
        new: usize,
        /// Findings that are there no more.
        gone: usize,
        /// Findings now.
        left: usize,
    },
    // Statistics.
    /// Above the findings of each rule.
    ByRule,
    /// Above the findings of each file.
    ByFile,
    /// Above the findings about each term.
    ByTerm,
    /// Above the uses of terms.
    MostUsed,
    /// Below a table that goes on.
    AndMoreRows {
        /// How many.
        rows: usize,
    },
    // A configuration.
    /// The file is a text.
    IsText {
        /// The word for its format.
        format: &'static str,
    },
    /// The file is a text that the configuration or an ignore file leaves out.
    LeftOut,
    /// The file has no known format.
    NoText,
    /// The glossaries that serve a text.
    ServedBy {
        /// Their names, the nearest first.
        glossaries: Vec<String>,
    },
    /// The name of the test in a text without findings.
    NothingFound,
    /// The name of the test of a text that could not be read.
    CouldNotBeRead,
}

use ReportMessage::*;

impl ReportMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        match self {
            OnlyForPeople { option } => format!("`{option}` goes with `--format human` alone"),
            NoStatistics => "`--statistics` goes with `--format human` and `--format json` alone".to_owned(),
            NotShown { findings } => format!("{findings} more finding{} not shown (`--max-findings`)", plural(*findings)),
            NoBaseline { path } => format!("{path}: no such baseline; `--write-baseline` makes one"),
            BrokenBaseline { path, line, column, reason } => {
                format!("{path}:{line}:{column}: expected a baseline, as `--write-baseline` writes it: {reason}")
            }
            UnknownBaseline { path, version } => format!("{path}: expected a baseline of version 1, found version {version}"),
            BaselineWritten { path, findings } => format!("{path}: written, {findings} finding{}", plural(*findings)),
            BaselineLeft { path } => format!("{path}: not written, because not every text could be looked at"),
            InBaseline { findings } => format!("{findings} finding{} in the baseline not shown", plural(*findings)),
            Stale { path, rule, words } => format!("{path}: [{rule}] “{words}” is not found any more"),
            StaleEntries { path, entries, unnamed } => {
                let unnamed = if *unnamed > 0 { format!(" ({unnamed} not named here)") } else { String::new() };
                let fit = if *entries == 1 { "entry fits" } else { "entries fit" };
                format!("{path}: {entries} {fit} nothing any more{unnamed}; `--write-baseline` drops what is stale")
            }
            NoGit { reason } => format!("`--changed-since` asks git, which cannot be run: {}", reason.say(Locale::English)),
            NoRepository { folder } => format!("{folder}: not in a git repository; `--changed-since` needs one"),
            UnknownRevision { revision } => {
                format!("`{revision}` is not a revision of this git repository; expected a branch, a tag or a commit that was fetched")
            }
            GitFailed { reason } => format!("git cannot say what changed: {reason}"),
            NoWatchOfInput => "`--watch` needs files or folders; `-` is read once".to_owned(),
            Watching { texts } => format!("watching {texts} text{}; Ctrl-C ends it", plural(*texts)),
            Mended { place, what } => format!("{place}: mended: {what}"),
            Changed { new, gone, left } => format!("{new} new, {gone} mended, {left} left"),
            ByRule => "findings by rule".to_owned(),
            ByFile => "findings by file".to_owned(),
            ByTerm => "findings by term".to_owned(),
            MostUsed => "uses of terms".to_owned(),
            AndMoreRows { rows } => format!("and {rows} more"),
            IsText { format } => format!("a text: {format}"),
            LeftOut => "a text that is left out unless it is named".to_owned(),
            NoText => "no text: the format is unknown; `files.formats` can name one".to_owned(),
            ServedBy { glossaries } if glossaries.is_empty() => "no glossary serves here".to_owned(),
            ServedBy { glossaries } => format!("served by {}", glossaries.join(", ")),
            NothingFound => "nothing found".to_owned(),
            CouldNotBeRead => "could not be read".to_owned(),
        }
    }

    fn french(&self) -> String {
        match self {
            OnlyForPeople { option } => format!("`{option}` ne va qu’avec `--format human`"),
            NoStatistics => "`--statistics` ne va qu’avec `--format human` et `--format json`".to_owned(),
            NotShown { findings } => {
                let s = pluriel(*findings);
                format!("{findings} autre{s} remarque{s}, non montrée{s} (`--max-findings`)")
            }
            NoBaseline { path } => format!("{path} : cet état de référence n’existe pas ; `--write-baseline` l’écrit"),
            BrokenBaseline { path, line, column, reason } => {
                format!("{path}:{line}:{column} : il faut un état de référence tel que `--write-baseline` l’écrit : {reason}")
            }
            UnknownBaseline { path, version } => {
                format!("{path} : il faut un état de référence de version 1 ; celui-ci est de version {version}")
            }
            BaselineWritten { path, findings } => format!("{path} : écrit, {findings} remarque{}", pluriel(*findings)),
            BaselineLeft { path } => format!("{path} : non écrit, car certains textes n’ont pas pu être lus"),
            InBaseline { findings } => {
                let s = pluriel(*findings);
                format!("{findings} remarque{s} de l’état de référence, non montrée{s}")
            }
            Stale { path, rule, words } => format!("{path} : [{rule}] « {words} » ne se trouve plus"),
            StaleEntries { path, entries, unnamed } => {
                let s = pluriel(*unnamed);
                let unnamed = if *unnamed > 0 { format!(" (dont {unnamed} non citée{s} ici)") } else { String::new() };
                let fit = if *entries < 2 { "entrée ne correspond" } else { "entrées ne correspondent" };
                format!("{path} : {entries} {fit} plus à rien{unnamed} ; `--write-baseline` retire ce qui est périmé")
            }
            NoGit { reason } => format!("`--changed-since` interroge git, qui ne peut pas être lancé : {}", reason.say(Locale::French)),
            NoRepository { folder } => format!("{folder} : ce dossier n’est dans aucun dépôt git ; `--changed-since` en demande un"),
            UnknownRevision { revision } => {
                format!(
                    "`{revision}` n’est pas une révision de ce dépôt git ; il faut une branche, une étiquette ou un commit présents ici"
                )
            }
            GitFailed { reason } => format!("git ne peut pas dire ce qui a changé : {reason}"),
            NoWatchOfInput => "`--watch` demande des fichiers ou des dossiers ; `-` n’est lu qu’une fois".to_owned(),
            Watching { texts } => {
                let s = pluriel(*texts);
                format!("{texts} texte{s} surveillé{s} ; Ctrl-C pour finir")
            }
            Mended { place, what } => format!("{place} : réglé : {what}"),
            Changed { new, gone, left } => {
                let (nouvelle, reglee, reste) = (pluriel(*new), pluriel(*gone), pluriel(*left));
                format!("{new} nouvelle{nouvelle}, {gone} réglée{reglee}, {left} restante{reste}")
            }
            ByRule => "remarques par règle".to_owned(),
            ByFile => "remarques par fichier".to_owned(),
            ByTerm => "remarques par terme".to_owned(),
            MostUsed => "emplois des termes".to_owned(),
            AndMoreRows { rows } => format!("et {rows} de plus"),
            IsText { format } => format!("un texte : {format}"),
            LeftOut => "un texte laissé de côté, sauf si on le nomme".to_owned(),
            NoText => "ce n’est pas un texte : format inconnu ; `files.formats` peut en indiquer un".to_owned(),
            ServedBy { glossaries } if glossaries.is_empty() => "aucun glossaire ne sert ici".to_owned(),
            ServedBy { glossaries } => format!("servi par {}", glossaries.join(", ")),
            NothingFound => "rien à signaler".to_owned(),
            CouldNotBeRead => "lecture impossible".to_owned(),
        }
    }
}
