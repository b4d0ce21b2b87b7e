//! The shipped glossary: word for word the FAQ it comes from, every term bound where it belongs, its own tests passed.

use std::collections::HashSet;
use std::sync::Arc;

use glossator::check::{self, Checked};
use glossator::glossary::{self, Glossary, answer};
use glossator::text::Lines;
use glossator::workspace::EMBEDDED;

const FAQ: &str = include_str!("../fixtures/faq.fr.txt");
const BINDINGS: &str = include_str!("../fixtures/bindings.tsv");

fn shipped() -> Glossary {
    let (glossary, problems) = glossary::read(EMBEDDED);
    assert_eq!(problems, [], "the shipped glossary has no problem");
    glossary
}

#[test]
fn every_word_of_the_faq_and_no_other() {
    let glossary = shipped();
    let mut lines = vec![glossary.title.clone()];
    for (number, section) in glossary.sections.iter().enumerate() {
        lines.push(section.title.clone());
        for entry in glossary.entries.iter().filter(|entry| entry.section == Some(number)) {
            lines.push(entry.heading.clone());
            lines.extend(answer::paragraphs(&entry.answer).into_iter().map(|paragraph| paragraph.text));
        }
    }
    let faq: Vec<&str> = FAQ.lines().filter(|line| *line != "DoNotDelete" && !line.trim().is_empty()).collect();
    for (ours, seed) in lines.iter().zip(&faq) {
        assert_eq!(ours, seed);
    }
    assert_eq!(lines.len(), faq.len());
    assert_eq!((glossary.sections.len(), glossary.entries.len(), glossary.terms.len()), (6, 28, 96));
}

#[test]
fn every_term_is_bound_to_its_answer_or_item() {
    let glossary = shipped();
    let bindings: Vec<Vec<&str>> = BINDINGS.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!(bindings.len(), 96);
    for binding in &bindings {
        let [id, question, label, outdated] = binding[..] else { panic!("four columns: {binding:?}") };
        let term = glossary.terms.iter().find(|term| term.id == id).unwrap_or_else(|| panic!("no term {id}"));
        assert_eq!(glossary.entry(term).heading, question, "{id}");
        let item = term.item.as_ref().map(|item| answer::paragraphs(&item.markdown)[0].text.clone());
        match (label, item) {
            ("-", item) => assert_eq!(item, None, "{id} answers with the whole entry"),
            (label, item) => assert!(item.as_ref().is_some_and(|item| item.starts_with(label)), "{id}: {label} is not how {item:?} starts"),
        }
        if outdated == "outdated" {
            let review = glossary.review(term).unwrap_or_else(|| panic!("{id} has no banner"));
            assert!(review.reviewed.is_some() && review.outdated_since.is_some() && !review.note.is_empty(), "{id}: {review:?}");
        }
    }
    let unknown: Vec<&str> =
        glossary.terms.iter().map(|term| term.id.as_str()).filter(|id| !bindings.iter().any(|binding| binding[0] == *id)).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn its_own_tests_pass() {
    let glossary = Arc::new(shipped());
    assert!(check::count_self_tests(&glossary) >= 30, "the known traps are written down as tests");
    let problems = check::check(&[Checked { glossary: &glossary, name: "llm", lines: &Lines::new(EMBEDDED) }]);
    assert_eq!(problems, [Vec::new()]);
}

#[test]
fn every_form_finds_its_term() {
    let glossary = Arc::new(shipped());
    let matcher = glossator::matcher::Matcher::new(vec![Arc::clone(&glossary)]);
    for term in &glossary.terms {
        for surface in term.forms.iter().flat_map(|form| &form.surfaces) {
            let found: HashSet<&str> = matcher.find(surface).occurrences.iter().map(|it| matcher.term(it.term).id.as_str()).collect();
            assert!(found.contains(term.id.as_str()), "{surface} of {}: {found:?}", term.id);
        }
    }
}
