//! `glossator lint`: what the rules find in texts.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use serde::Serialize;

use super::fix::{self, FixArguments};
use super::lint_human;
use super::output;
use super::parallel::in_parallel;
use super::texts::{ReadText, TextFile, Texts};
use super::{Format, Outcome, Surroundings, explain_rule, unused};
use crate::config::{self, Level, level_name};
use crate::lint::{self, Finding, Rule, UsedTerms};
use crate::messages::{LintMessage, Locale, Message};
use crate::text::Lines;

#[derive(Debug, clap::Args)]
pub(super) struct LintArguments {
    /// Files or folders; the working folder where none is named. `-` is standard input.
    paths: Vec<PathBuf>,
    /// For people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Only this rule, also one that is off by default; may be given several times. Without it, every rule that is on but `term`.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = PossibleValuesParser::new(Rule::ALL.map(Rule::id)))]
    rule: Vec<String>,
    /// Exit with 1 if there is a finding of this level or above; `off` never does.
    #[arg(long, value_name = "LEVEL", default_value = "warning",
          value_parser = PossibleValuesParser::new(["error", "warning", "information", "hint", "off"]))]
    fail_on: String,
    /// What the text on standard input would be called: tells its format and configuration.
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    fixing: FixArguments,
    /// Say what a rule is about, with examples and options, and do nothing else.
    #[arg(long, value_name = "RULE", exclusive = true)]
    explain: Option<String>,
}

impl LintArguments {
    /// The rules that were asked for; none where all are wanted.
    pub fn asked(&self) -> Vec<Rule> {
        self.rule.iter().filter_map(|id| Rule::parse(id)).collect()
    }
}

/// A finding as other programs read it; the places as in `find`.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    rule: &'static str,
    severity: &'static str,
    message: String,
    term: Option<&'a str>,
    replacement: Option<&'a str>,
}

/// The results for one file.
#[derive(Default)]
struct FileResult {
    rendered: String,
    counts: [usize; Rule::ALL.len()],
    fails: bool,
    failure: Option<Message>,
    used: UsedTerms,
    fixes: usize,
    /// What stands on standard output instead of the findings.
    output: Option<String>,
}

pub(super) fn run(arguments: &LintArguments, surroundings: &Surroundings) -> Outcome {
    let locale = surroundings.locale;
    if let Some(rule) = &arguments.explain {
        return explain_rule::run(rule, locale);
    }
    let texts = match Texts::gather(&arguments.paths, arguments.stdin_filename.as_deref(), surroundings) {
        Ok(texts) => texts,
        Err(failure) => {
            output::tell_failure(&failure, locale);
            return Outcome::Failure;
        }
    };
    let mut outcome = texts.outcome;
    let mut results = in_parallel(&texts.files, |file| lint_file(file, arguments, &texts, locale));
    let of_glossaries = unused_terms(&mut results, arguments, &texts, locale);
    results.extend(of_glossaries);
    let mut rendered = String::new();
    let mut counts = [0; Rule::ALL.len()];
    for result in &results {
        rendered.push_str(result.output.as_ref().unwrap_or(&result.rendered));
        counts.iter_mut().zip(result.counts).for_each(|(sum, count)| *sum += count);
        if result.fails {
            outcome = output::worst(outcome, Outcome::Findings);
        }
        if let Some(failure) = &result.failure {
            output::tell_failure(failure, locale);
            outcome = Outcome::Failure;
        }
    }
    let printed = output::print(&rendered);
    fix::tell(results.iter().map(|result| result.fixes), &arguments.fixing, locale);
    if arguments.format == Format::Human {
        let rules = Rule::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0).map(|(rule, count)| (rule.id(), count)).collect();
        output::remark(&Message::from(LintMessage::Summary { rules, files: texts.files.len() }).say(locale));
    }
    output::worst(outcome, printed)
}

fn lint_file(file: &TextFile, arguments: &LintArguments, texts: &Texts, locale: Locale) -> FileResult {
    // A glossary is exempt from its own rules, also where it was named.
    if texts.is_glossary(file) {
        return FileResult { output: fix::untouched(file, &arguments.fixing), ..FileResult::default() };
    }
    let read = match texts.read(file) {
        Ok(read) => read,
        Err(failure) => return FileResult { failure: Some(failure), ..FileResult::default() },
    };
    let asked = arguments.asked();
    let rules = file.rules(&asked);
    let findings_of = |read: &ReadText| {
        // All rules are applied, so that a comment which silences one that was not asked for is not reported as useless.
        let mut findings = lint::check(&read.source, &read.reading, read.format, &read.matcher, &rules);
        findings.retain(|finding| is_asked_for(finding.rule, &asked));
        findings
    };
    if !arguments.fixing.is_asked() {
        return report(&read, &findings_of(&read), arguments, locale);
    }
    match fix::fix(file, read, &arguments.fixing, findings_of) {
        Ok(mended) => {
            let result = report(&mended.read, &findings_of(&mended.read), arguments, locale);
            FileResult { fixes: mended.fixes, output: mended.output, ..result }
        }
        Err(failure) => FileResult { failure: Some(failure), ..FileResult::default() },
    }
}

/// The terms of the project's glossaries that no text uses, where the rule is on and whole folders were looked at.
fn unused_terms(results: &mut [FileResult], arguments: &LintArguments, texts: &Texts, locale: Locale) -> Vec<FileResult> {
    let asked = arguments.asked();
    if !texts.walks || !is_asked_for(Rule::UnusedTerm, &asked) || arguments.fixing.is_asked() {
        return Vec::new();
    }
    let mut used = UsedTerms::default();
    results.iter_mut().for_each(|result| used.extend(std::mem::take(&mut result.used)));
    unused::findings(&used, texts, &asked).iter().map(|(read, findings)| report(read, findings, arguments, locale)).collect()
}

fn report(read: &ReadText, findings: &[Finding], arguments: &LintArguments, locale: Locale) -> FileResult {
    let mut result = FileResult::default();
    result.used.add(&read.reading, &read.matcher);
    let least = config::level(&arguments.fail_on).flatten();
    let lines = Lines::new(&read.source);
    for finding in findings {
        result.counts[finding.rule as usize] += count(finding);
        result.fails |= least.is_some_and(|least| finding.severity <= least);
        result.rendered += &match arguments.format {
            Format::Jsonl => record(read, &lines, finding, locale) + "\n",
            Format::Human => lint_human::render(&read.name, &read.source, &lines, finding, locale),
        };
    }
    result
}

fn is_asked_for(rule: Rule, asked: &[Rule]) -> bool {
    if asked.is_empty() { rule != Rule::Term } else { asked.contains(&rule) }
}

/// How many findings it stands for: the last one of many stands for those that were left out too.
fn count(finding: &Finding) -> usize {
    match finding.message {
        Message::AndMore { more, .. } => more + 1,
        _ => 1,
    }
}

fn record(read: &ReadText, lines: &Lines, finding: &Finding, locale: Locale) -> String {
    let (start, end) = (lines.place(finding.span.start), lines.place(finding.span.end));
    let record = Record {
        path: &read.name,
        start: finding.span.start,
        end: finding.span.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: &read.source[finding.span.range()],
        rule: finding.rule.id(),
        severity: level_name(Level::Some(finding.severity)),
        message: finding.message.say(locale),
        term: finding.term.map(|term| read.matcher.term(term).id.as_str()),
        // It stands for the text of the finding; a fix that reaches over the article before it does not.
        replacement: finding.fix.as_ref().filter(|fix| fix.span == finding.span).map(|fix| fix.replacement.as_str()),
    };
    serde_json::to_string(&record).unwrap_or_default()
}
