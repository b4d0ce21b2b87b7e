//! The native format, case by case.

mod answers;
mod blocks;
mod fields;
mod forms;
mod front;
mod problems;
mod robust;

use super::*;
use crate::messages::Locale;

/// Every problem as `line:column-line:column severity: message`, columns in characters, from 1.
fn problems(text: &str) -> Vec<String> {
    read(text)
        .1
        .iter()
        .map(|problem| format!("{}-{} {}", place(text, problem.span.start), place(text, problem.span.end), said(problem)))
        .collect()
}

/// `severity: message`, in English.
fn said(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    };
    format!("{severity}: {}", problem.message.say(Locale::English))
}

fn place(text: &str, at: usize) -> String {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    format!("{}:{}", before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A glossary whose one term block has these lines. The first stands on line 3, each at column 3.
fn with_block(lines: &str) -> String {
    let quoted: Vec<String> = lines.lines().map(|line| format!("> {line}\n")).collect();
    format!("### Q\n\n{}\nAnswer.\n", quoted.concat())
}

/// `with_block` for a term `x` with these fields; the first line of them starts at column 16 of line 3.
fn with_fields(lines: &str) -> String {
    with_block(&format!("**term x** · {lines}"))
}

/// The one term of `with_fields`, without any problem.
fn term(lines: &str) -> Term {
    let text = with_fields(lines);
    assert_eq!(problems(&text), Vec::<String>::new(), "{lines}");
    read(&text).0.terms.remove(0)
}

/// A form as `language status case surface/surface ? → replacement`.
fn form(form: &Form) -> String {
    let language = form.language.as_ref().map_or("any", |language| language.tag());
    let case = match form.case {
        Case::Folded => "folded",
        Case::AsWritten => "as-written",
        Case::Exact => "exact",
    };
    let ambiguous = if form.ambiguous { " ?" } else { "" };
    let replaced = form.replaced_by.as_ref().map_or(String::new(), |replacement| format!(" → {replacement}"));
    assert_eq!(form.surfaces.first(), Some(&form.text));
    format!("{language} {} {case} {}{ambiguous}{replaced}", form.status.name(), form.surfaces.join("/"))
}

fn forms_of(term: &Term) -> Vec<String> {
    term.forms.iter().map(form).collect()
}

fn texts(phrases: &[Phrase]) -> Vec<&str> {
    phrases.iter().map(|phrase| phrase.text.as_str()).collect()
}
