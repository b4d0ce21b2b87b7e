//! `glossator find`: every mark in texts, as a concordance or as JSON lines.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use textwrap::core::display_width;

use super::location::Location;
use super::output::{self, BOLD, DIM, PLACE};
use super::parallel::in_parallel;
use super::texts::{ReadText, TextFile, Texts};
use super::{Format, Outcome, Surroundings};
use crate::identifier::{self, Hyphens};
use crate::matcher::Matcher;
use crate::matcher::company::Mark;
use crate::messages::Message;
use crate::nearest::nearest;
use crate::prose;
use crate::text::Lines;
use crate::workspace::Source;

#[derive(Debug, clap::Args)]
pub(super) struct FindArguments {
    /// Files or folders; the working folder where none is named. `-` is standard input.
    paths: Vec<PathBuf>,
    /// What the text on standard input would be called: tells its format and configuration.
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// Only this term; its id is the last column of the list. May be given several times.
    #[arg(long, value_name = "ID")]
    term: Vec<String>,
    /// Also in the names that programs give to things (fineTuningJob, FINE_TUNING), and in files of all formats.
    #[arg(long)]
    identifiers: bool,
    /// For people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// A mark as other programs read it.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    location: Location,
    term: &'a str,
    entry: &'a str,
    form: &'a str,
    status: &'static str,
    language: Option<&'a str>,
}

/// The results for one file.
struct FileResult {
    rendered: String,
    marks: usize,
    terms: HashSet<String>,
    failure: Option<Message>,
}

pub(super) fn run(arguments: &FindArguments, surroundings: &Surroundings) -> Outcome {
    let gather = if arguments.identifiers { Texts::gather_any } else { Texts::gather };
    let texts = match gather(&arguments.paths, arguments.stdin_filename.as_deref(), surroundings) {
        Ok(texts) => texts,
        Err(failure) => {
            output::tell_failure(&failure, surroundings.locale);
            return Outcome::Failure;
        }
    };
    if let Some(unknown) = unknown_term(&arguments.term, texts.glossaries.sources()) {
        output::tell_failure(&unknown, surroundings.locale);
        return Outcome::Failure;
    }
    let mut outcome = texts.outcome;
    let results = in_parallel(&texts.files, |file| search(file, arguments, &texts));
    let mut rendered = String::new();
    let mut terms = HashSet::new();
    let mut marks = 0;
    for result in &results {
        rendered.push_str(&result.rendered);
        marks += result.marks;
        terms.extend(&result.terms);
        if let Some(failure) = &result.failure {
            output::tell_failure(failure, surroundings.locale);
            outcome = Outcome::Failure;
        }
    }
    let printed = output::print(&rendered);
    if arguments.format == Format::Human {
        let counted = Message::FoundMarks { marks, terms: terms.len(), files: texts.files.len() };
        output::remark(&counted.say(surroundings.locale));
    }
    output::worst(outcome, printed)
}

/// The complaint about the first of `ids` that no glossary has.
fn unknown_term(ids: &[String], sources: &[Source]) -> Option<Message> {
    let known = || sources.iter().flat_map(|source| source.glossary.terms.iter().map(|term| term.id.as_str()));
    let unknown = ids.iter().find(|id| !known().any(|known| known == id.as_str()))?;
    let nearest = nearest(unknown, known(), 3).into_iter().map(str::to_owned).collect();
    Some(Message::NoSuchTerm { id: unknown.clone(), nearest })
}

fn search(file: &TextFile, arguments: &FindArguments, texts: &Texts) -> FileResult {
    let mut result = FileResult { rendered: String::new(), marks: 0, terms: HashSet::new(), failure: None };
    let ReadText { name, source, reading, matcher, .. } = match texts.read(file) {
        Ok(read) => read,
        Err(failure) => {
            result.failure = Some(failure);
            return result;
        }
    };
    let lines = Lines::new(&source);
    let mut marks = reading.marks;
    if arguments.identifiers {
        add_identifiers(&mut marks, &source, file.manner().format, &matcher);
    }
    let is_asked_for = |id: &String| arguments.term.is_empty() || arguments.term.contains(id);
    let marks: Vec<&Mark> = marks.iter().filter(|mark| is_asked_for(&matcher.term(mark.occurrence.term).id)).collect();
    result.marks = marks.len();
    result.terms = marks.iter().map(|mark| matcher.term(mark.occurrence.term).id.clone()).collect();
    result.rendered = match arguments.format {
        Format::Jsonl => marks.iter().map(|mark| record(&name, &source, &lines, mark, &matcher) + "\n").collect(),
        Format::Human => concordance(&name, &source, &lines, &marks, &matcher),
    };
    result
}

/// Adds the terms in identifiers to the marks of prose, where they do not overlap any.
fn add_identifiers(marks: &mut Vec<Mark>, source: &str, format: prose::Format, matcher: &Matcher) {
    let hyphens = if format == prose::Format::Unknown { Hyphens::Join } else { Hyphens::Separate };
    let mut found = identifier::marks(matcher, source, hyphens);
    found.retain(|it| {
        let before = marks.partition_point(|mark| mark.occurrence.span.end <= it.span.start);
        marks.get(before).is_none_or(|mark| mark.occurrence.span.start >= it.span.end)
    });
    marks.extend(found.into_iter().map(|occurrence| Mark { occurrence, also: Vec::new() }));
    marks.sort_by_key(|mark| mark.occurrence.span);
}

fn record(path: &str, source: &str, lines: &Lines, mark: &Mark, matcher: &Matcher) -> String {
    let occurrence = &mark.occurrence;
    let (term, form) = (matcher.term(occurrence.term), matcher.form(occurrence));
    let record = Record {
        location: Location::new(path, source, lines, occurrence.span),
        term: &term.id,
        entry: &matcher.glossary(occurrence.term).entry(term).id,
        form: &form.text,
        status: form.status.name(),
        language: form.language.as_ref().map(|language| language.tag()),
    };
    serde_json::to_string(&record).unwrap_or_default()
}

/// How much of a line is shown on each side of a mark, in characters.
const CONTEXT: usize = 32;

/// The concordance: for each mark its place, its line with the marks under one another, and the id of its term.
fn concordance(path: &str, source: &str, lines: &Lines, marks: &[&Mark], matcher: &Matcher) -> String {
    let places: Vec<String> = marks
        .iter()
        .map(|mark| lines.place(mark.occurrence.span.start))
        .map(|place| format!("{path}:{}:{}", place.line, place.column))
        .collect();
    let widest = places.iter().map(|place| display_width(place)).max().unwrap_or_default();
    let mut rendered = String::new();
    for (mark, place) in marks.iter().zip(&places) {
        let span = mark.occurrence.span;
        let line = lines.line_span(lines.place(span.start).line);
        let last_line = lines.line_span(lines.place(span.end).line);
        let before = shorten_start(&source[line.start..span.start]);
        let after = shorten_end(&source[span.end..last_line.end.max(span.end)]);
        let words = source[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        let indent = " ".repeat(widest - display_width(place) + 2 + (CONTEXT + 1).saturating_sub(display_width(&before)));
        let id = &matcher.term(mark.occurrence.term).id;
        let _ = writeln!(rendered, "{PLACE}{place}{PLACE:#}{indent}{before}{BOLD}{words}{BOLD:#}{after}  {DIM}{id}{DIM:#}");
    }
    rendered
}

/// The end of `text`. Looks at no more than it shows: a line may have megabytes, and a mark at every word.
fn shorten_start(text: &str) -> String {
    let start = text.char_indices().rev().nth(CONTEXT).map(|(at, character)| at + character.len_utf8());
    match start {
        Some(start) => format!("…{}", spaced(&text[start..])),
        None => spaced(text.trim_start()),
    }
}

/// The start of `text`.
fn shorten_end(text: &str) -> String {
    match text.char_indices().nth(CONTEXT) {
        Some((end, _)) => format!("{}…", spaced(&text[..end])),
        None => spaced(text.trim_end()),
    }
}

/// `text` without tabs and control characters, which would move what stands behind them.
pub(super) fn spaced(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
