//! What is to be said of a glossary that is open in an editor, from its unsaved text: all that `glossator check` says, which answers are stale, and what
//! rule `unused-term` says.

use std::sync::Arc;

use tower_lsp::lsp_types::*;

use super::convert::{self, range};
use super::snapshot::Snapshot;
use crate::check::{self, Checked};
use crate::config::Rule;
use crate::glossary::{self, Glossary, Problem};
use crate::span::Span;
use crate::text::{Lines, Point};
use crate::workspace::{self, Source};

/// The diagnostics, by place; nothing where nobody waits for them any more, nor of the glossary that comes with the program, which nobody can
/// change. May take long: it runs the glossary's self-tests.
pub fn diagnostics(snapshot: &Snapshot, is_cancelled: impl Fn() -> bool) -> Vec<Diagnostic> {
    if snapshot.serving.path.as_deref().is_some_and(workspace::is_embedded_file) {
        return Vec::new();
    }
    let text = snapshot.text().to_string();
    let (glossary, mut problems) = glossary::read(&text);
    if is_cancelled() {
        return Vec::new();
    }
    let glossary = Arc::new(glossary);
    let others: Vec<(&Source, String)> = others(snapshot).map(|source| (source, source.text.to_string())).collect();
    let lines: Vec<Lines> = others.iter().map(|(_, text)| Lines::new(text)).collect();
    let others: Vec<Checked> =
        others.iter().zip(&lines).map(|((source, _), lines)| Checked { glossary: &source.glossary, name: &source.name, lines }).collect();
    problems.extend(check::check_one(&Checked { glossary: &glossary, name: "", lines: &Lines::new(&text) }, &others));
    problems.extend(check::stale_answers(&glossary));
    problems.extend(unused_terms(snapshot, &glossary));
    problems.sort_by_key(|problem| problem.span);
    problems.iter().map(|problem| diagnostic(snapshot, problem)).collect()
}

/// The terms that no text uses, where that is known and asked for.
fn unused_terms(snapshot: &Snapshot, glossary: &Glossary) -> Vec<Problem> {
    let unused = || {
        let severity = snapshot.linting.rules().severity(Rule::UnusedTerm)?;
        Some(snapshot.counted.as_ref()?.unused(snapshot.serving.path.as_deref()?, glossary, severity))
    };
    unused().unwrap_or_default()
}

/// What is wrong with the text as a glossary, by place.
pub fn format_problems(snapshot: &Snapshot) -> Vec<Problem> {
    glossary::read(&snapshot.text().to_string()).1
}

/// The other glossaries of the workspace, each once; the one that comes with the program is none of its authors' business.
fn others(snapshot: &Snapshot) -> impl Iterator<Item = &Source> {
    let own = snapshot.serving.path.as_deref();
    let sources = snapshot.serving.glossaries.sources();
    let is_other = move |(number, source): &(usize, &Source)| {
        let is_copy = sources.iter().take(*number).any(|before| before.path == source.path);
        source.path.as_deref() != own && !source.is_embedded() && !is_copy
    };
    sources.iter().enumerate().filter(is_other).map(|(_, source)| source)
}

fn diagnostic(snapshot: &Snapshot, problem: &Problem) -> Diagnostic {
    Diagnostic {
        range: range(snapshot.text(), problem.span, snapshot.encoding),
        severity: Some(convert::severity(problem.severity)),
        code: Some(NumberOrString::String(problem.message.code().to_owned())),
        source: Some("glossator".to_owned()),
        message: problem.message.say(snapshot.locale),
        related_information: other_place(snapshot, problem).filter(|_| snapshot.acting.related_information).map(|it| vec![it]),
        ..Diagnostic::default()
    }
}

/// The other place that a problem speaks of, with what is written there.
fn other_place(snapshot: &Snapshot, problem: &Problem) -> Option<DiagnosticRelatedInformation> {
    let (line, name) = problem.message.other_place()?;
    let other = name.map(|name| others(snapshot).find(|source| source.name == name));
    let (uri, text) = match other {
        Some(source) => (Url::from_file_path(source?.path.as_deref()?).ok()?, &source?.text),
        None => (snapshot.uri.clone(), snapshot.text()),
    };
    let start_of = |line: usize| text.byte_of(Point::new(u32::try_from(line).unwrap_or(u32::MAX), 0), snapshot.encoding);
    let span = Span::new(start_of(line.saturating_sub(1)), start_of(line));
    let source = text.slice(span);
    let written = Span::new(span.start + source.len() - source.trim_start().len(), span.start + source.trim_end().len());
    let location = Location::new(uri, range(text, written, snapshot.encoding));
    Some(DiagnosticRelatedInformation { location, message: source.trim().to_owned() })
}
