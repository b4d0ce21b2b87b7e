//! From the ids behind `see` and `replaced by` of a glossary's file to what they name.

use std::collections::HashMap;

use crate::feature::hover::headword;
use crate::glossary::{Glossary, Review};
use crate::span::Span;

/// An id that names something of the same file. Spans are bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The id.
    pub span: Span,
    /// The item or heading that explains what it names.
    pub target: Span,
    /// What that is called.
    pub name: String,
}

/// The links of a file, in order. Ids that name nothing are none.
pub fn links(glossary: &Glossary) -> Vec<Link> {
    let entries = glossary.entries.iter().map(|entry| (entry.id.as_str(), (entry.heading_span, entry.heading.as_str())));
    let entries: HashMap<_, _> = entries.collect();
    let place = |term: &crate::glossary::Term| term.item.as_ref().map_or(glossary.entry(term).heading_span, |item| item.span);
    let terms = glossary.terms.iter().map(|term| (term.id.as_str(), (place(term), headword(glossary, term))));
    let terms: HashMap<_, _> = terms.collect();
    let see = glossary.terms.iter().flat_map(|term| &term.see).map(|id| (id, terms.get(id.text.as_str())));
    let reviews = glossary.entries.iter().filter_map(|entry| entry.review.as_ref());
    let of_items = glossary.terms.iter().filter_map(|term| term.item.as_ref()?.review.as_ref());
    let replaced = reviews.chain(of_items).filter_map(|review: &Review| review.replaced_by.as_ref());
    let replaced = replaced.map(|id| (id, terms.get(id.text.as_str()).or_else(|| entries.get(id.text.as_str()))));
    let link = |(id, place): (&crate::glossary::Phrase, Option<&(Span, &str)>)| {
        place.map(|(target, name)| Link { span: id.span, target: *target, name: (*name).to_owned() })
    };
    let mut links: Vec<Link> = see.chain(replaced).filter_map(link).collect();
    links.sort_by_key(|link| link.span);
    links.dedup();
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn ids_and_what_they_name() {
        let text = "### A\n\n> **terme a** · fr : aa\n> voir : b, rien\n\n### B {#le-b}\n\n> [!NOTE]\n> remplacé par : le-b\n\n- Un.\n\n  > **terme b** · fr : bb\n  \
            > voir : a\n\n  > **terme c** · fr : c\n\n  > [!NOTE]\n  > remplacé par : a\n";
        let show = |link: &Link| format!("{} → {} ({})", &text[link.span.range()], &text[link.target.range()], link.name);
        let links: Vec<String> = links(&glossary::read(text).0).iter().map(show).collect();
        assert_eq!(links, ["b → - Un. (bb)", "le-b → ### B {#le-b} (B)", "a → ### A (aa)", "a → ### A (aa)"]);
    }
}
