//! The glossary itself under examination: forms that clash, terms defined twice, and the self-tests that its author wrote.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{self, Manner, Reading};
use crate::glossary::{Form, Glossary, Phrase, Problem, Severity, Term};
use crate::matcher::Matcher;
use crate::messages::Message;
use crate::prose::Format;
use crate::text::Lines;

/// A glossary with what is needed to speak of it.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// What was read.
    pub glossary: &'a Arc<Glossary>,
    /// Its file's name, as shown to the user.
    pub name: &'a str,
    /// The lines of its file.
    pub lines: &'a Lines<'a>,
}

/// What is wrong with `glossaries` beyond their syntax: for each its problems, by place.
pub fn check(glossaries: &[Checked]) -> Vec<Vec<Problem>> {
    let mut problems: Vec<Vec<Problem>> = glossaries.iter().map(|it| clashes(it.glossary, it.lines)).collect();
    for (number, defined_again) in defined_twice(glossaries) {
        problems[number].push(defined_again);
    }
    for (checked, problems) in glossaries.iter().zip(&mut problems) {
        problems.extend(self_tests(checked.glossary));
        problems.sort_by_key(|problem| problem.span);
    }
    problems
}

/// How many self-tests a glossary has.
pub fn count_self_tests(glossary: &Glossary) -> usize {
    glossary.terms.iter().map(|term| term.examples.len() + term.counter_examples.len()).sum()
}

/// Forms of two terms that no text can tell apart.
fn clashes(glossary: &Glossary, lines: &Lines) -> Vec<Problem> {
    let mut owners: HashMap<String, (&Term, &Form)> = HashMap::new();
    let mut problems = Vec::new();
    for term in glossary.terms.iter().filter(|term| term.marks) {
        for form in &term.forms {
            for surface in &form.surfaces {
                let key = form.key(surface);
                let Some(&(other, other_form)) = owners.get(&key) else {
                    owners.insert(key, (term, form));
                    continue;
                };
                if other.id != term.id {
                    let line = lines.place(other_form.span.start).line;
                    let message = Message::Clash { form: surface.clone(), other: other.id.clone(), line };
                    problems.push(Problem { span: form.span, severity: Severity::Warning, message });
                }
            }
        }
    }
    problems.dedup_by_key(|problem| problem.span);
    problems
}

/// Terms that an earlier glossary has too.
fn defined_twice(glossaries: &[Checked]) -> Vec<(usize, Problem)> {
    let mut first: HashMap<&str, (usize, &Term)> = HashMap::new();
    let mut problems = Vec::new();
    for (number, checked) in glossaries.iter().enumerate() {
        for term in &checked.glossary.terms {
            let Some(&(owner, other)) = first.get(term.id.as_str()) else {
                first.insert(&term.id, (number, term));
                continue;
            };
            if owner != number {
                let path = glossaries[owner].name.to_owned();
                let line = glossaries[owner].lines.place(other.id_span.start).line;
                let message = Message::DefinedTwice { term: term.id.clone(), path, line };
                problems.push((number, Problem { span: term.id_span, severity: Severity::Warning, message }));
            }
        }
    }
    problems
}

/// Runs the examples and counter-examples of every term, each as a text of its own in the glossary's language.
fn self_tests(glossary: &Arc<Glossary>) -> Vec<Problem> {
    let matcher = Matcher::new(vec![Arc::clone(glossary)]);
    let manner = Manner { format: Format::Plain, language: glossary.language.clone(), ..Manner::default() };
    let mut problems = Vec::new();
    for term in &glossary.terms {
        for example in &term.examples {
            let marked = marked_ids(&document::read(&example.text, &manner, &matcher), &matcher);
            if !marked.iter().any(|(id, _)| *id == term.id) {
                let instead = marked.into_iter().map(|(id, _)| id.to_owned()).collect();
                problems.push(problem(example, Message::ExampleNotMarked { term: term.id.clone(), instead }));
            }
        }
        for counter_example in &term.counter_examples {
            let reading = document::read(&counter_example.text, &manner, &matcher);
            let wrong = marked_ids(&reading, &matcher).into_iter().find(|(id, _)| *id == term.id);
            if let Some((_, span)) = wrong {
                let words = counter_example.text[span.range()].to_owned();
                problems.push(problem(counter_example, Message::CounterExampleMarked { term: term.id.clone(), words }));
            }
        }
    }
    problems
}

fn marked_ids<'a>(reading: &Reading, matcher: &'a Matcher) -> Vec<(&'a str, crate::span::Span)> {
    let of_mark = |mark: &crate::matcher::company::Mark| {
        let terms = std::iter::once(mark.occurrence.term).chain(mark.also.iter().copied()).collect::<Vec<_>>();
        terms.into_iter().map(move |term| (term, mark.occurrence.span)).collect::<Vec<_>>()
    };
    reading.marks.iter().flat_map(of_mark).map(|(term, span)| (matcher.term(term).id.as_str(), span)).collect()
}

fn problem(phrase: &Phrase, message: Message) -> Problem {
    Problem { span: phrase.span, severity: Severity::Warning, message }
}
