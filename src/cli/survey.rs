//! `glossator report`: the picture of a project, as a page or as data.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;

use super::output;
use super::parallel::in_parallel;
use super::texts::{ReadText, TextFile, Texts};
use super::{Outcome, Surroundings};
use crate::config::Rules;
use crate::glossary::Glossary;
use crate::lint::{self, Rule};
use crate::matcher::Matcher;
use crate::messages::{Locale, Message, SurveyMessage};
use crate::survey::{self, Survey, TextFacts, Use, page};
use crate::workspace::{self, Source};

#[derive(Debug, clap::Args)]
pub(super) struct ReportArguments {
    /// Files or folders; the working folder where none is named.
    paths: Vec<PathBuf>,
    /// The file to write; standard output where none is named.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A page to read, or its data.
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    format: ReportFormat,
}

/// How the picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// One page of HTML with all that it needs inside.
    Html,
    /// One JSON object.
    Json,
}

pub(super) fn run(arguments: &ReportArguments, surroundings: &Surroundings) -> Outcome {
    let locale = surroundings.locale;
    let texts = match Texts::gather(&arguments.paths, None, surroundings) {
        Ok(texts) => texts,
        Err(failure) => {
            output::tell_failure(&failure, locale);
            return Outcome::Failure;
        }
    };
    let mut outcome = texts.outcome;
    let mut facts = Vec::new();
    let serving = serving(&texts);
    for read in in_parallel(&texts.files, |file| facts_of(file, &texts, &serving)) {
        match read {
            Ok(read) => facts.extend(read),
            Err(failure) => {
                output::tell_failure(&failure, locale);
                outcome = Outcome::Failure;
            }
        }
    }
    let sources: Vec<survey::Source> = serving.into_iter().map(survey_source).collect();
    let surveyed = survey::survey(&sources, facts);
    output::worst(outcome, write(&rendered(&surveyed, arguments.format, locale), arguments, locale))
}

/// The glossaries that serve any of the texts: the embedded one does not where the project has its own.
fn serving(texts: &Texts) -> Vec<&Source> {
    let matchers: Vec<Arc<Matcher>> = texts.files.iter().map(|file| texts.matcher(file)).collect();
    let serves =
        |source: &&Source| matchers.iter().any(|it| it.glossaries().iter().any(|glossary| Arc::ptr_eq(glossary, &source.glossary)));
    texts.glossaries.sources().iter().filter(serves).collect()
}

fn survey_source(source: &Source) -> survey::Source<'_> {
    survey::Source { path: &source.name, glossary: &source.glossary }
}

fn rendered(survey: &Survey, format: ReportFormat, locale: Locale) -> String {
    match format {
        ReportFormat::Html => page::html(survey, locale),
        ReportFormat::Json => serde_json::to_string_pretty(survey).unwrap_or_default() + "\n",
    }
}

fn write(content: &str, arguments: &ReportArguments, locale: Locale) -> Outcome {
    let Some(file) = &arguments.output else { return output::print_verbatim(content) };
    let path = workspace::shown(file);
    match workspace::write::replace(file, content.as_bytes()) {
        Ok(()) => {
            output::remark(&SurveyMessage::Written { path }.say(locale));
            Outcome::Clean
        }
        Err(error) => {
            output::tell_failure(&SurveyMessage::NotWritten { path, reason: error.into() }.into(), locale);
            Outcome::Failure
        }
    }
}

/// What a text holds; `None` for a glossary, which does not count as a user of its own words.
fn facts_of(file: &TextFile, texts: &Texts, sources: &[&Source]) -> Result<Option<TextFacts>, Message> {
    if texts.is_glossary(file) {
        return Ok(None);
    }
    let ReadText { name, source, reading, format, matcher } = texts.read(file)?;
    // The matcher numbers the glossaries that serve this text; the page numbers all.
    let number = |glossary: &Arc<Glossary>| sources.iter().position(|it| Arc::ptr_eq(&it.glossary, glossary));
    let numbers: Vec<Option<usize>> = matcher.glossaries().iter().map(number).collect();
    let numbered = |glossary: u32| numbers.get(glossary as usize).copied().flatten();
    let uses = reading.marks.iter().filter_map(|mark| {
        let (term, form) = (mark.occurrence.term, mark.occurrence.form as usize);
        Some(Use { glossary: numbered(term.glossary)?, term: term.term as usize, form })
    });
    let mut rules = Rules::default();
    for rule in Rule::ALL {
        rules.set(rule, [Rule::InconsistentForm, Rule::UndefinedAcronym].contains(&rule).then(|| rule.default_severity()));
    }
    let findings = lint::check(&source, &reading, format, &matcher, &rules);
    let terms_mixed = findings.iter().filter(|finding| finding.rule == Rule::InconsistentForm).filter_map(|finding| finding.term);
    let mixed: BTreeSet<(usize, usize)> = terms_mixed.filter_map(|term| Some((numbered(term.glossary)?, term.term as usize))).collect();
    let undefined = findings.iter().filter(|finding| finding.rule == Rule::UndefinedAcronym);
    let acronyms = undefined.map(|finding| source[finding.span.range()].to_owned()).collect();
    Ok(Some(TextFacts { path: name.replace('\\', "/"), uses: uses.collect(), mixed, acronyms }))
}
