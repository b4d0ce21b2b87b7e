//! Terms that no text uses, for `lint` and `check`.

use std::path::PathBuf;
use std::sync::Arc;

use super::output;
use super::parallel::in_parallel;
use super::texts::{ReadText, Texts};
use super::{Outcome, Surroundings};
use crate::config::Rule;
use crate::document::Reading;
use crate::lint::{self, Finding, UsedTerms};
use crate::matcher::Matcher;
use crate::prose::Format;

/// For each glossary of the project, with its absolute path, its terms that are not in `used`, where rule `unused-term` is on for it.
pub(super) fn findings(used: &UsedTerms, texts: &Texts, asked: &[Rule]) -> Vec<(ReadText, PathBuf, Vec<Finding>)> {
    let unused = |(source, rules): (&crate::workspace::Source, crate::config::Rules)| {
        let problems = used.unused(&source.glossary, rules.severity(Rule::UnusedTerm)?);
        let path = source.path.clone()?;
        let (name, source) = (source.name.clone(), source.text.to_string());
        let read =
            ReadText { name, source, reading: Reading::default(), format: Format::Markdown, matcher: Arc::new(Matcher::new(Vec::new())) };
        Some((read, path, lint::unused_terms(problems).collect()))
    };
    texts.glossary_files(asked).into_iter().filter_map(unused).collect()
}

/// The terms used in the texts at `paths`; nothing where none are named or not all could be read, which is told of.
pub(super) fn used_in(paths: &[PathBuf], surroundings: &Surroundings) -> (Option<UsedTerms>, Outcome) {
    if paths.is_empty() {
        return (None, Outcome::Clean);
    }
    let texts = match Texts::gather(paths, None, surroundings) {
        Ok(texts) => texts,
        Err(failure) => {
            output::tell_failure(&failure, surroundings.locale);
            return (None, Outcome::Failure);
        }
    };
    let (mut used, mut outcome) = (UsedTerms::default(), texts.outcome);
    let results = in_parallel(&texts.files, |file| {
        let mut used = UsedTerms::default();
        texts.read(file).map(|read| used.add(&read.reading.marks, &read.matcher)).map(|()| used)
    });
    for result in results {
        match result {
            Ok(here) => used.extend(here),
            Err(failure) => {
                output::tell_failure(&failure, surroundings.locale);
                outcome = Outcome::Failure;
            }
        }
    }
    // What was not read may use any term.
    ((outcome != Outcome::Failure).then_some(used), outcome)
}
