//! The outline of a glossary's file: sections, their entries, and the terms of each.

use crate::feature::hover::headword;
use crate::glossary::Glossary;
use crate::span::Span;

/// A node of the outline. Spans are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Never empty.
    pub name: String,
    /// The id of a term.
    pub detail: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// All of it, with its children.
    pub span: Span,
    /// Its name in the file, inside `span`.
    pub selection: Span,
    /// In file order.
    pub children: Vec<Symbol>,
}

/// What a [`Symbol`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A `##` heading with its entries.
    Section,
    /// A question or headword.
    Entry,
    /// A term.
    Term,
}

/// The outline, in file order.
pub fn outline(glossary: &Glossary) -> Vec<Symbol> {
    let mut entries: Vec<Symbol> = glossary
        .entries
        .iter()
        .map(|entry| symbol(Kind::Entry, if entry.heading.is_empty() { &entry.id } else { &entry.heading }, entry.span, entry.heading_span))
        .collect();
    for term in &glossary.terms {
        let child = Symbol { detail: Some(term.id.clone()), ..symbol(Kind::Term, headword(glossary, term), term.span, term.id_span) };
        entries[term.entry].add(child);
    }
    let name = |title: &'_ str| if title.is_empty() { "##" } else { title }.to_owned();
    let mut sections: Vec<Symbol> =
        glossary.sections.iter().map(|section| symbol(Kind::Section, &name(&section.title), section.span, section.span)).collect();
    let mut outline = Vec::new();
    for (entry, symbol) in glossary.entries.iter().zip(entries) {
        match entry.section {
            Some(section) => sections[section].add(symbol),
            None => outline.push(symbol),
        }
    }
    outline.append(&mut sections);
    outline.sort_by_key(|symbol| symbol.span.start);
    outline
}

fn symbol(kind: Kind, name: &str, span: Span, selection: Span) -> Symbol {
    Symbol { name: name.to_owned(), detail: None, kind, span, selection, children: Vec::new() }
}

impl Symbol {
    fn add(&mut self, child: Symbol) {
        self.span = Span::new(self.span.start.min(child.span.start), self.span.end.max(child.span.end));
        self.children.push(child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    fn show(symbols: &[Symbol], text: &str, depth: usize, out: &mut String) {
        for symbol in symbols {
            assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
            let detail = symbol.detail.as_deref().map(|detail| format!(" ({detail})")).unwrap_or_default();
            let last = text[symbol.span.range()].lines().last().unwrap_or_default();
            out.push_str(&format!("{}{:?} {}{detail} … {last}\n", "  ".repeat(depth), symbol.kind, symbol.name));
            assert!(symbol.children.iter().all(|child| symbol.span.contains(child.span)));
            show(&symbol.children, text, depth + 1, out);
        }
    }

    #[test]
    fn sections_entries_and_terms() {
        let text = "# T\n\n### Avant\n\nRien.\n\n## Pains\n\n### Levain ?\n\n> **terme levain** · fr : **levain naturel**\n\nUne pâte.\n\n###\n\n- a\n\n  \
            > **terme mie** · fr : mie\n\n## Vide\n\n## Fin\n\n### Z\n";
        let mut shown = String::new();
        show(&outline(&glossary::read(text).0), text, 0, &mut shown);
        insta::assert_snapshot!(shown, @r"
        Entry Avant … Rien.
        Section Pains …   > **terme mie** · fr : mie
          Entry Levain ? … Une pâte.
            Term levain naturel (levain) … > **terme levain** · fr : **levain naturel**
          Entry entry …   > **terme mie** · fr : mie
            Term mie (mie) … > **terme mie** · fr : mie
        Section Vide … ## Vide
        Section Fin … ### Z
          Entry Z … ### Z
        ");
    }
}
