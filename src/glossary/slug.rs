//! Ids of entries: what the author wrote in `{#id}`, else the slug of the heading.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Entry;
use super::report::Report;
use crate::messages::FormatMessage as Message;
use crate::span::Span;
use crate::words::fold;

/// The id of a heading's `{#id}`, and where it is written.
pub(super) struct ExplicitId {
    pub(super) id: String,
    pub(super) span: Span,
}

/// Gives each entry its id, no two the same: explicit ids as written, then slugs with `-2`, `-3`… where they are taken. An explicit id
/// that is taken is an error at its place, and counts for nothing.
pub(super) fn name_entries(entries: &mut [Entry], explicit_ids: Vec<Option<ExplicitId>>, report: &mut Report) {
    let mut ids = Ids::default();
    let mut places: HashMap<String, Span> = HashMap::new();
    for (entry, explicit) in entries.iter_mut().zip(explicit_ids) {
        let Some(ExplicitId { id, span }) = explicit else { continue };
        if let Some(first) = places.get(&id) {
            report.error(span, Message::DuplicateEntryId { id, line: report.line(first.start) });
            continue;
        }
        places.insert(id.clone(), span);
        entry.id = ids.new_id(id);
    }
    for entry in entries.iter_mut().filter(|entry| entry.id.is_empty()) {
        entry.id = ids.new_id(slug(&entry.heading));
    }
}

/// The ids given so far; for each that was wanted again, the last number appended to it.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    /// `wanted`, or with the first number from 2 that makes it new.
    fn new_id(&mut self, wanted: String) -> String {
        let Some(&last) = self.0.get(&wanted) else {
            self.0.insert(wanted.clone(), 1);
            return wanted;
        };
        // The number goes on where it stopped: a thousand namesakes are a thousand steps.
        let mut number = last + 1;
        let mut id = format!("{wanted}-{number}");
        while self.0.contains_key(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.0.insert(wanted, number);
        self.0.insert(id.clone(), 1);
        id
    }
}

/// The heading in lower case, accents stripped, every run of other characters one `-`; `entry` where nothing is left.
pub fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    // Composed again, so that Hangul syllables stay whole.
    for letter in fold(heading).nfc() {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "entry".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (heading, expected) in [
            ("Quelle est la différence entre l'IA et les LLM ?", "quelle-est-la-difference-entre-l-ia-et-les-llm"),
            ("Qu’est-ce qu’un LLM\u{202f}?", "qu-est-ce-qu-un-llm"),
            ("  C++ & .NET  ", "c-net"),
            ("GPT-3", "gpt-3"),
            ("Œuvre", "oeuvre"),
            ("機械学習", "機械学習"),
            ("हिन्दी", "हिन्दी"),
            ("???", "entry"),
            ("", "entry"),
        ] {
            assert_eq!(slug(heading), expected, "{heading}");
        }
    }

    #[test]
    fn namesakes_are_numbered() {
        for (wanted, expected) in [
            (vec!["a", "a", "a"], vec!["a", "a-2", "a-3"]),
            (vec!["a", "a", "a-2"], vec!["a", "a-2", "a-2-2"]),
            (vec!["a-2", "a", "a", "a"], vec!["a-2", "a", "a-3", "a-4"]),
        ] {
            let mut ids = Ids::default();
            let given: Vec<String> = wanted.into_iter().map(|id| ids.new_id(id.to_owned())).collect();
            assert_eq!(given, expected);
        }
    }
}
