//! What stands above the entries of a glossary: how often their terms are used.

use crate::glossary::{Entry, Glossary};
use crate::span::Span;

/// A line above an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens<'a> {
    /// The heading, in bytes of the glossary's file.
    pub span: Span,
    /// The ids of the entry's terms, those of its items too; never empty.
    pub terms: Vec<&'a str>,
}

/// One for each entry that has terms.
pub fn lenses(glossary: &Glossary) -> Vec<Lens<'_>> {
    let lens = |entry: &Entry| Lens { span: entry.heading_span, terms: Vec::new() };
    let mut lenses: Vec<Lens> = glossary.entries.iter().map(lens).collect();
    for term in &glossary.terms {
        lenses[term.entry].terms.push(&term.id);
    }
    lenses.retain(|lens| !lens.terms.is_empty());
    lenses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn entries_with_terms() {
        let text = "# T\n\n### Un\n\n> **term a** · fr : a\n\n- x\n\n  > **term b** · fr : b\n\n### Deux\n\nRien.\n\n### Trois\n\n> **term c** · fr : c\n";
        let (glossary, _) = glossary::read(text);
        let shown: Vec<(&str, Vec<&str>)> = lenses(&glossary).into_iter().map(|lens| (&text[lens.span.range()], lens.terms)).collect();
        assert_eq!(shown, [("### Un", vec!["a", "b"]), ("### Trois", vec!["c"])]);
    }
}
