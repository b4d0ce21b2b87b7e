//! The glossary itself under examination: forms that clash, terms defined twice, and the self-tests that its author wrote.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{self, Manner, Reading};
use crate::glossary::{Form, Glossary, Phrase, Problem, Review, Severity, Term};
use crate::matcher::Matcher;
use crate::messages::{ActionMessage, Message};
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

/// What is wrong with `glossaries` beyond their syntax: for each its problems, by place. Of two that define a term the later one hears of it.
pub fn check(glossaries: &[Checked]) -> Vec<Vec<Problem>> {
    let mut first = Owners::new();
    glossaries.iter().map(|checked| check_beside(checked, &mut first)).collect()
}

/// What is wrong with one glossary beyond its syntax, beside `others`, which are not looked at themselves.
pub fn check_one(checked: &Checked, others: &[Checked]) -> Vec<Problem> {
    let mut first = Owners::new();
    others.iter().for_each(|other| add_owner(other, &mut first));
    check_beside(checked, &mut first)
}

fn check_beside<'a>(checked: &Checked<'a>, first: &mut Owners<'a>) -> Vec<Problem> {
    let mut problems = clashes(checked.glossary, checked.lines);
    problems.extend(defined_twice(checked.glossary, first));
    add_owner(checked, first);
    problems.extend(self_tests(checked.glossary));
    problems.sort_by_key(|problem| problem.span);
    problems
}

/// The answers that are said to be out of date, each at its banner: work that waits for somebody.
pub fn stale_answers(glossary: &Glossary) -> Vec<Problem> {
    let of_entries = glossary.entries.iter().filter_map(|entry| entry.review.as_ref());
    let of_items = glossary.terms.iter().filter_map(|term| term.item.as_ref()?.review.as_ref());
    let stale = |review: &Review| {
        let message = ActionMessage::StaleAnswer { date: review.outdated_since.clone()? }.into();
        Some(Problem { span: review.span, severity: Severity::Information, message })
    };
    let mut problems: Vec<Problem> = of_entries.chain(of_items).filter_map(stale).collect();
    problems.sort_by_key(|problem| problem.span);
    // Terms of one item share its banner.
    problems.dedup();
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

/// The first glossary that defines a term, by its id: its name, and the line.
type Owners<'a> = HashMap<&'a str, (&'a str, usize)>;

fn add_owner<'a>(checked: &Checked<'a>, first: &mut Owners<'a>) {
    for term in &checked.glossary.terms {
        first.entry(&term.id).or_insert_with(|| (checked.name, checked.lines.place(term.id_span.start).line));
    }
}

/// Terms that an earlier glossary has too.
fn defined_twice(glossary: &Glossary, first: &Owners) -> Vec<Problem> {
    let problem = |term: &Term| {
        let &(path, line) = first.get(term.id.as_str())?;
        let message = Message::DefinedTwice { term: term.id.clone(), path: path.to_owned(), line };
        Some(Problem { span: term.id_span, severity: Severity::Warning, message })
    };
    glossary.terms.iter().filter_map(problem).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn one_beside_others() {
        let text = |id: &str| {
            format!(
                "### A\n\n> **term {id}** · fr : **levain**\n> **term pain** · fr : **pain**\n> example : « Un gâteau. »\n\n\
                 > [!WARNING]\n> outdated since : 2024-01\n\nUne pâte.\n"
            )
        };
        let texts = [text("a"), text("b"), text("a")];
        let glossaries: Vec<Arc<Glossary>> = texts.iter().map(|text| Arc::new(glossary::read(text).0)).collect();
        let lines: Vec<Lines> = texts.iter().map(|text| Lines::new(text)).collect();
        let checked = |number: usize| Checked { glossary: &glossaries[number], name: ["x", "y", "z"][number], lines: &lines[number] };
        let codes = |problems: &[Problem]| problems.iter().map(|problem| problem.message.code()).collect::<Vec<_>>();
        let all = check(&[checked(0), checked(1), checked(2)]);
        assert_eq!(
            all.iter().map(|it| codes(it)).collect::<Vec<_>>(),
            [vec!["failing-example"], vec!["defined-twice", "failing-example"], vec!["defined-twice", "defined-twice", "failing-example"],]
        );
        assert_eq!(check_one(&checked(2), &[checked(0), checked(1)]), all[2]);
        assert_eq!(check_one(&checked(0), &[]), all[0]);
        assert_eq!(codes(&stale_answers(&glossaries[0])), ["stale-answer"]);
    }
}
