//! Every place of the term under the cursor in one document.

use super::glossary_place;
use super::subject::{self, Own, Which};
use crate::document::Document;
use crate::span::Span;

/// A place of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Highlight {
    /// In bytes of the document.
    pub span: Span,
    /// What the place is for.
    pub role: Role,
}

/// What a place is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The glossary says here what the term is called.
    Definition,
    /// The term is meant.
    Use,
}

/// The places of the terms at byte `offset`, in order: the words under the cursor, the marks, and in a glossary's own file (`own`) ids, forms
/// and mentions.
pub fn highlights(document: &Document, own: Option<Own>, offset: usize) -> Vec<Highlight> {
    let Some(subject) = subject::at(document, own, offset) else { return Vec::new() };
    let mut found: Vec<Highlight> = own.map(|own| in_glossary(own, &subject.terms)).unwrap_or_default();
    let is_meant = |term| subject.terms.contains(&subject::which(document, own, term));
    let is_said = |found: &[Highlight], span: Span| found.iter().any(|it| it.span.overlaps(span));
    let parts = document.parts();
    let mut uses: Vec<Span> = Vec::new();
    for (start, part) in parts.iter() {
        let marks = part.marks.iter().filter(|mark| std::iter::once(&mark.occurrence.term).chain(&mark.also).any(|&term| is_meant(term)));
        uses.extend(marks.map(|mark| mark.occurrence.span.shifted(start)));
    }
    // A heading is no use of its terms.
    if own.is_none_or(|own| own.at(offset).is_none()) && !uses.contains(&subject.span) {
        uses.push(subject.span);
    }
    uses.retain(|&span| !is_said(&found, span));
    found.extend(uses.into_iter().map(|span| Highlight { span, role: Role::Use }));
    found.sort_unstable();
    found
}

fn in_glossary(own: Own, terms: &[Which]) -> Vec<Highlight> {
    let mut found = Vec::new();
    let ids = terms.iter().filter_map(|term| if let Which::Own(id) = term { Some(id) } else { None });
    for id in ids {
        for term in own.glossary.terms.iter().filter(|term| term.id == *id) {
            let definitions = std::iter::once(term.id_span).chain(term.forms.iter().map(|form| form.inside));
            found.extend(definitions.map(|span| Highlight { span, role: Role::Definition }));
        }
        found.extend(glossary_place::mentions(own.glossary, id).map(|span| Highlight { span, role: Role::Use }));
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Manner;
    use crate::glossary;
    use crate::matcher::Matcher;
    use crate::prose::Format;
    use crate::text::Text;

    const GLOSSARY: &str = "### E\n\n> **term levain** · fr : **levain**, pâte mère · voir: four\n\n> **term four** · fr : **four** · voir: levain\n\n\
        > **term feu** · fr : feu ?\n\nLe levain lève, le four chauffe.\n";

    /// The text with the highlights for the `|`: uses in `[]`, definitions in `<>`.
    fn shown(text: &str, is_glossary: bool) -> String {
        let offset = text.find('|').unwrap();
        let text = text.replace('|', "");
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
        let document = Document::new(Text::new(&text, 0), Manner { format: Format::Markdown, ..Manner::default() }, matcher);
        let own = glossary::read(&text).0;
        let own = is_glossary.then_some(Own { glossary: &own, number: Some(0) });
        let mut shown = text;
        for Highlight { span, role } in highlights(&document, own, offset).into_iter().rev() {
            let (open, close) = if role == Role::Use { ("[", "]") } else { ("<", ">") };
            shown.insert_str(span.end, close);
            shown.insert_str(span.start, open);
        }
        shown
    }

    #[test]
    fn texts() {
        for (name, text, expected) in [
            ("from any form", "Un lev|ain, des pâtes mères, un four.", "Un [levain], des [pâtes mères], un four."),
            ("from another form", "Un levain, des pâtes mè|res, un four.", "Un [levain], des [pâtes mères], un four."),
            ("not marked, but pointed at", "Le feu et le f|eu.", "Le feu et le [feu]."),
            ("in code", "Le levain de `le|vain()`.", "Le [levain] de `[levain]()`."),
            ("nothing", "Un lev|é.", "Un levé."),
        ] {
            assert_eq!(shown(text, false), expected, "{name}");
        }
    }

    #[test]
    fn glossaries() {
        let at = |mark: &str, cursor: &str| shown(&GLOSSARY.replacen(mark, cursor, 1), true);
        let levain = GLOSSARY
            .replace("term levain", "term <levain>")
            .replace("**levain**, pâte mère", "**<levain>**, <pâte mère>")
            .replace("voir: levain", "voir: [levain]")
            .replace("Le levain lève", "Le [levain] lève");
        for (mark, cursor) in [
            ("**levain", "**leva|in"),
            ("term levain", "term |levain"),
            ("pâte", "pâ|te"),
            ("voir: levain", "voir: levain|"),
            ("Le levain", "Le le|vain"),
        ] {
            assert_eq!(at(mark, cursor), levain, "{cursor}");
        }
        assert!(at("### E", "### E|").contains("> **term <feu>** · fr : <feu> ?"), "all terms of the entry");
        assert!(!at("### E", "### E|").contains("[### E]"));
        assert_eq!(at("chauffe", "chau|ffe"), GLOSSARY);
    }
}
