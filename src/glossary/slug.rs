//! Ids of entries: what the author wrote in `{#id}`, else the slug of the heading.

use std::collections::{HashMap, HashSet};

use unicode_normalization::char::is_combining_mark;

use super::report::Report;
use crate::messages::FormatMessage as Message;
use crate::nearest::folded;
use crate::span::Span;

/// A heading and the id it carries, if any.
pub(super) struct Named {
    pub(super) heading: String,
    /// The id of `{#id}` and where it is written.
    pub(super) explicit: Option<(String, Span)>,
}

/// One id for each heading, no two the same: explicit ids as written, then slugs with `-2`, `-3`… where they are taken. An explicit id
/// that is taken is an error at its place, and gets a number too.
pub(super) fn unique_ids(headings: &[Named], report: &mut Report) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut ids: Vec<Option<String>> = vec![None; headings.len()];
    let mut places: HashMap<&str, Span> = HashMap::new();
    for (named, id) in headings.iter().zip(&mut ids) {
        let Some((explicit, span)) = &named.explicit else { continue };
        if let Some(first) = places.get(explicit.as_str()) {
            report.error(*span, Message::DuplicateEntryId { id: explicit.clone(), line: report.line(first.start) });
            continue;
        }
        places.insert(explicit, *span);
        taken.insert(explicit.clone());
        *id = Some(explicit.clone());
    }
    let mut last_number = HashMap::new();
    let finish = |(named, id): (&Named, Option<String>)| {
        id.unwrap_or_else(|| {
            let wanted = named.explicit.as_ref().map_or_else(|| slug(&named.heading), |(explicit, _)| explicit.clone());
            numbered(wanted, &mut taken, &mut last_number)
        })
    };
    headings.iter().zip(ids).map(finish).collect()
}

/// `wanted`, or with the first number from 2 that makes it new.
fn numbered(wanted: String, taken: &mut HashSet<String>, last_number: &mut HashMap<String, usize>) -> String {
    if taken.insert(wanted.clone()) {
        return wanted;
    }
    // The number goes on where it stopped: a thousand namesakes are a thousand steps.
    let number = last_number.entry(wanted.clone()).or_insert(1);
    loop {
        *number += 1;
        let candidate = format!("{wanted}-{number}");
        if taken.insert(candidate.clone()) {
            return candidate;
        }
    }
}

/// The heading in lower case, accents stripped, every run of other characters one `-`; `entry` where nothing is left.
pub(super) fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for letter in folded(heading).chars() {
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
    fn namesakes_are_numbered_and_explicit_ids_kept() {
        let explicit = |id: &str| Named { heading: "x".into(), explicit: Some((id.into(), Span::default())) };
        let plain = |heading: &str| Named { heading: heading.into(), explicit: None };
        for (name, headings, expected) in [
            ("namesakes", vec![plain("A"), plain("a"), plain("à")], vec!["a", "a-2", "a-3"]),
            ("a heading that is already numbered", vec![plain("a"), plain("a"), plain("a-2")], vec!["a", "a-2", "a-2-2"]),
            ("an explicit id is kept, wherever it stands", vec![plain("a"), explicit("a")], vec!["a-2", "a"]),
            ("two explicit ids", vec![explicit("a"), explicit("a")], vec!["a", "a-2"]),
        ] {
            let ids = unique_ids(&headings, &mut Report::new(""));
            assert_eq!(ids, expected, "{name}");
        }
    }
}
