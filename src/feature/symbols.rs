//! Entries and terms of all glossaries by a part of their name.

use crate::feature::hover::headword;
use crate::glossary::{Glossary, Status};
use crate::span::Span;
use crate::words::{fold_into, words};

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Index of the glossary.
    pub glossary: usize,
    /// A heading or a form.
    pub name: &'a str,
    /// A heading's section, a form's headword or, for the headword itself, the heading.
    pub container: &'a str,
    /// Where it is, in bytes of the glossary's file.
    pub span: Span,
    /// It is a heading; else a form.
    pub is_entry: bool,
    /// A form that is better not written.
    pub deprecated: bool,
}

/// How well a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Prefix,
    WordPrefix,
    Substring,
    Subsequence,
}

/// At most `most` headings and forms that `query` fits: it is the name, begins it, begins a word of it, stands in it, or its letters stand in it in that
/// order. Accents, letter case and what joins words do not count. The best first, then the shorter, then by alphabet. An empty query fits all.
pub fn symbols<'a>(glossaries: &[&'a Glossary], query: &str, most: usize) -> Vec<Found<'a>> {
    let query = key(query);
    let mut ranked = Vec::new();
    for found in glossaries.iter().enumerate().flat_map(|(number, glossary)| names(number, glossary)) {
        let name = key(found.name);
        if let Some(fit) = fit(&name, &query) {
            ranked.push((fit, found.deprecated, name.len(), name, ranked.len(), found));
        }
    }
    ranked.sort_unstable_by(|one, other| (one.0, one.1, one.2, &one.3, one.4).cmp(&(other.0, other.1, other.2, &other.3, other.4)));
    ranked.truncate(most);
    ranked.into_iter().map(|(.., found)| found).collect()
}

fn names(number: usize, glossary: &Glossary) -> impl Iterator<Item = Found<'_>> {
    let entries = glossary.entries.iter().filter(|entry| !entry.heading.is_empty()).map(move |entry| Found {
        glossary: number,
        name: &entry.heading,
        container: entry.section.and_then(|section| glossary.sections.get(section)).map_or(&glossary.title, |section| &section.title),
        span: entry.heading_span,
        is_entry: true,
        deprecated: false,
    });
    let forms = glossary.terms.iter().flat_map(move |term| {
        let headword = headword(glossary, term);
        let is_repeated = |at: usize| term.forms[..at].iter().any(|form| form.text == term.forms[at].text);
        term.forms.iter().enumerate().filter(move |(at, _)| !is_repeated(*at)).map(move |(_, form)| Found {
            glossary: number,
            name: &form.text,
            container: if form.text == headword { &glossary.entry(term).heading } else { headword },
            span: form.span,
            is_entry: false,
            deprecated: form.status > Status::Admitted,
        })
    });
    entries.chain(forms)
}

/// The folded words, joined by spaces.
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in words(name) {
        if !key.is_empty() {
            key.push(' ');
        }
        fold_into(&name[word.range()], &mut key);
    }
    key
}

fn fit(name: &str, query: &str) -> Option<Fit> {
    if name == query {
        return Some(Fit::Exact);
    }
    if name.starts_with(query) {
        return Some(Fit::Prefix);
    }
    let mut places = name.match_indices(query).map(|(at, _)| at).peekable();
    if places.peek().is_some() {
        let starts_word = |at: usize| name[..at].ends_with(' ');
        return Some(if places.any(starts_word) { Fit::WordPrefix } else { Fit::Substring });
    }
    let mut letters = name.chars();
    query.chars().filter(|letter| *letter != ' ').all(|letter| letters.any(|it| it == letter)).then_some(Fit::Subsequence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn the_best_first() {
        let text = "# G\n\n## Textes\n\n### Qu’est-ce qu’un modèle ?\n\n> **terme ml** · fr : **modèle de langage**, **modèle**, ~~modèle de langue~~\n> en : modèle\n\n\
            > **terme dem** · fr : **démodé**\n\n> **terme ft** · fr : **fine-tuning**\n\n> **terme mod** · en : mod\n";
        let glossary = glossary::read(text).0;
        for (name, query, expected) in [
            (
                "exact, prefix, word, inside",
                "mod",
                "mod (Qu’est-ce qu’un modèle ?); modèle (modèle de langage); modèle de langage (Qu’est-ce qu’un modèle ?); -modèle de langue (modèle de langage); Qu’est-ce qu’un modèle ? (Textes)!; démodé (Qu’est-ce qu’un modèle ?)",
            ),
            ("accents", "MODELE DE LANGUE", "-modèle de langue (modèle de langage)"),
            ("joints", "fine tun", "fine-tuning (Qu’est-ce qu’un modèle ?)"),
            ("letters in order", "fntg", "fine-tuning (Qu’est-ce qu’un modèle ?)"),
            ("nothing", "xyz", ""),
        ] {
            let shown = symbols(&[&glossary], query, 200).into_iter().map(|found| {
                let (dash, sign) = (if found.deprecated { "-" } else { "" }, if found.is_entry { "!" } else { "" });
                format!("{dash}{} ({}){sign}", found.name, found.container)
            });
            assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{name}");
        }
        assert_eq!(symbols(&[&glossary], "", 3).len(), 3);
    }
}
