//! What stands at a place of a glossary's own file.

use crate::glossary::{Glossary, Phrase};
use crate::span::Span;

/// Something of a glossary that a cursor can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlossaryPlace {
    /// Where, in bytes of the glossary's file.
    pub span: Span,
    /// What. All numbers are indexes into the glossary's lists.
    pub kind: Kind,
}

/// The kinds of things in a glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The heading of an entry.
    Heading(usize),
    /// The id at the head of a term block.
    Id(usize),
    /// A form: of which term, and which of its forms.
    Form(usize, usize),
    /// An id behind `see`: which term it names.
    See(usize),
    /// An id behind `replaced by` that names a term.
    Replacement(usize),
    /// An id behind `replaced by` that names an entry.
    EntryReplacement(usize),
}

/// What stands at byte `offset`; the end of a word counts.
pub fn at(glossary: &Glossary, offset: usize) -> Option<GlossaryPlace> {
    let entry = glossary.entries.iter().position(|entry| entry.span.touches(offset));
    let in_terms = glossary.terms.iter().enumerate().filter(|(_, term)| term.span.touches(offset)).find_map(|(number, term)| {
        let id = (term.id_span, Kind::Id(number));
        let forms = term.forms.iter().enumerate().map(|(form, it)| (it.span, Kind::Form(number, form)));
        let see = term.see.iter().filter_map(|id| Some((id.span, Kind::See(term_of(glossary, id)?))));
        std::iter::once(id).chain(forms).chain(see).find(|(span, _)| span.touches(offset))
    });
    let heading = || {
        let number = entry?;
        let span = glossary.entries[number].heading_span;
        span.touches(offset).then_some((span, Kind::Heading(number)))
    };
    let banner = || {
        let id = glossary.reviews().filter_map(|review| review.replaced_by.as_ref()).find(|id| id.span.touches(offset))?;
        Some((id.span, replacement(glossary, id)?))
    };
    let (span, kind) = in_terms.or_else(heading).or_else(banner)?;
    Some(GlossaryPlace { span, kind })
}

/// The terms that a place names: those of the entry for a heading.
pub fn terms(glossary: &Glossary, kind: Kind) -> Vec<usize> {
    match kind {
        Kind::Heading(entry) | Kind::EntryReplacement(entry) => terms_of(glossary, entry),
        Kind::Id(term) | Kind::Form(term, _) | Kind::See(term) | Kind::Replacement(term) => vec![term],
    }
}

/// The terms of an entry and of its items.
pub fn terms_of(glossary: &Glossary, entry: usize) -> Vec<usize> {
    (0..glossary.terms.len()).filter(|&term| glossary.terms[term].entry == entry).collect()
}

/// Where a glossary writes the id of a term behind `see` or `replaced by`.
pub fn mentions<'a>(glossary: &'a Glossary, id: &'a str) -> impl Iterator<Item = Span> + 'a {
    let see = glossary.terms.iter().flat_map(|term| &term.see);
    see.chain(glossary.reviews().filter_map(|review| review.replaced_by.as_ref())).filter(move |it| it.text == id).map(|it| it.span)
}

fn replacement(glossary: &Glossary, id: &Phrase) -> Option<Kind> {
    let entry = || glossary.entries.iter().position(|entry| entry.id == id.text);
    term_of(glossary, id).map(Kind::Replacement).or_else(|| entry().map(Kind::EntryReplacement))
}

fn term_of(glossary: &Glossary, id: &Phrase) -> Option<usize> {
    glossary.terms.iter().position(|term| term.id == id.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    const GLOSSARY: &str = "\
## S

### Levain ?

> **terme levain** · fr : **levain(s)**, ~~levure~~ ? → pain
> voir : mie, rien, pain

Une pâte.

### Pain ? {#le-pain}

> [!WARNING]
> remplacé par : levain

- La mie.

  > **terme mie** · en : `crumb`
  > voir : levain

  > [!NOTE]
  > remplacé par : le-pain

- La croûte.

  > **terme croute** · fr : croûte
";

    #[test]
    fn places() {
        let (glossary, _) = glossary::read(GLOSSARY);
        for (before, word, expected) in [
            ("### ", "Levain ?", "Heading(0) ### Levain ? levain"),
            ("## ", "S\n", "-"),
            ("**terme ", "levain**", "Id(0) levain levain"),
            ("**", "levain(s)", "Form(0, 0) **levain(s)** levain"),
            ("~~lev", "ure~~", "Form(0, 1) ~~levure~~ ? levain"),
            ("→ ", "pain", "-"),
            ("voir : ", "mie", "See(1) mie mie"),
            ("mie, ", "rien", "-"),
            ("rien, ", "pain", "-"),
            ("Une ", "pâte", "-"),
            ("### P", "ain", "Heading(1) ### Pain ? {#le-pain} mie croute"),
            ("remplacé par : ", "levain", "Replacement(0) levain levain"),
            ("remplacé par : ", "le-pain", "EntryReplacement(1) le-pain mie croute"),
            ("en : `", "crumb", "Form(1, 0) `crumb` mie"),
            ("> voir : ", "levain\n\n", "See(0) levain levain"),
            ("- La ", "mie.", "-"),
            ("fr : croûte", "\n", "Form(2, 0) croûte croute"),
        ] {
            let offset = GLOSSARY.find(&format!("{before}{word}")).unwrap() + before.len();
            let found = at(&glossary, offset).map(|place| {
                let terms: Vec<&str> = terms(&glossary, place.kind).iter().map(|&term| glossary.terms[term].id.as_str()).collect();
                format!("{:?} {} {}", place.kind, &GLOSSARY[place.span.range()], terms.join(" "))
            });
            assert_eq!(found.as_deref().unwrap_or("-"), expected, "{before}{word}");
        }
    }

    #[test]
    fn mentions_of_ids() {
        let (glossary, _) = glossary::read(GLOSSARY);
        let lines = |id| mentions(&glossary, id).map(|span| GLOSSARY[..span.start].lines().count()).collect::<Vec<_>>();
        assert_eq!((lines("levain"), lines("mie"), lines("rien")), (vec![18, 13], vec![6], vec![6]));
    }
}
