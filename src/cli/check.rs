//! `glossator check`: whether glossaries are well written.

use std::path::PathBuf;

use super::output;
use super::project::Met;
use super::{Outcome, Surroundings, unused};
use crate::check::{self, Checked};
use crate::glossary::Severity;
use crate::messages::Message;
use crate::text::Lines;
use crate::workspace::Source;

#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    /// Glossary files; all of the project where none is named, and the one that comes with glossator where there is none.
    #[arg(value_name = "GLOSSARY")]
    glossaries: Vec<PathBuf>,
    /// Tell which terms no text in this file or folder uses; may be given several times.
    #[arg(long, value_name = "PATH")]
    texts: Vec<PathBuf>,
}

pub(super) fn run(arguments: &CheckArguments, surroundings: &Surroundings) -> Outcome {
    let mut projects = Met::new(surroundings);
    let files = match arguments.glossaries.as_slice() {
        [] => projects.glossary_files(&[PathBuf::from(".")]),
        named => named.to_vec(),
    };
    let mut outcome = projects.outcome;
    let mut sources = Vec::new();
    for file in &files {
        match output::load_glossary(file, surroundings) {
            Ok(source) => sources.push(source),
            Err(message) => {
                output::tell_failure(&message, surroundings.locale);
                outcome = Outcome::Failure;
            }
        }
    }
    if files.is_empty() {
        sources.push(Source::embedded());
    }
    let texts: Vec<String> = sources.iter().map(|source| source.text.to_string()).collect();
    let lines: Vec<Lines> = texts.iter().map(|text| Lines::new(text)).collect();
    let checked: Vec<Checked> =
        sources.iter().zip(&lines).map(|(source, lines)| Checked { glossary: &source.glossary, name: &source.name, lines }).collect();
    let more = check::check(&checked);
    let (used, read) = unused::used_in(&arguments.texts, surroundings);
    outcome = output::worst(outcome, read);
    let mut rendered = String::new();
    for ((source, more), lines) in sources.iter().zip(more).zip(&lines) {
        let mut problems = source.problems.clone();
        problems.extend(more);
        // Nobody can renew the answers of the one that comes with the program.
        if !source.is_embedded() {
            problems.extend(check::stale_answers(&source.glossary));
        }
        problems.extend(used.iter().flat_map(|used| used.unused(&source.glossary, Severity::Information)));
        problems.sort_by_key(|problem| problem.span);
        for problem in &problems {
            rendered.push_str(&output::problem_line(source, lines, problem, surroundings.locale));
            outcome = output::worst(outcome, outcome_of(problem.severity));
        }
        output::remark(&summary(source, problems.len()).say(surroundings.locale));
    }
    output::worst(outcome, output::print(&rendered))
}

/// A dropped part must never look like a clean run.
fn outcome_of(severity: Severity) -> Outcome {
    match severity {
        Severity::Error => Outcome::Failure,
        Severity::Warning => Outcome::Findings,
        Severity::Information | Severity::Hint => Outcome::Clean,
    }
}

fn summary(source: &Source, problems: usize) -> Message {
    let glossary = &source.glossary;
    Message::Checked {
        path: source.name.clone(),
        entries: glossary.entries.len(),
        terms: glossary.terms.len(),
        forms: glossary.terms.iter().map(|term| term.forms.len()).sum(),
        examples: check::count_self_tests(glossary),
        problems,
    }
}
