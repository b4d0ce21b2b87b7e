//! What an editor may colour: terms in texts, and the parts of term blocks in a glossary's file.

use crate::document::Document;
use crate::glossary::{Glossary, Status};
use crate::span::Span;

/// A coloured stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// In bytes of the text; not empty, perhaps over several lines.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// A form that is better not written.
    pub deprecated: bool,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A term in a text, or the id of one.
    Term,
    /// The name of a field.
    Key,
    /// A form.
    Form,
}

/// The marks of a document that `range` overlaps, in order.
pub fn of_document(document: &Document, range: Span) -> Vec<Token> {
    let matcher = document.matcher();
    let parts = document.parts().iter().filter(|(start, part)| Span::new(*start, start + part.chunk.length).overlaps(range));
    let tokens = parts.flat_map(|(start, part)| {
        part.marks.iter().map(move |mark| Token {
            span: mark.occurrence.span.shifted(start),
            kind: Kind::Term,
            deprecated: matcher.form(&mark.occurrence).status > Status::Admitted,
        })
    });
    tokens.filter(|token| token.span.overlaps(range)).collect()
}

/// The parts of the term blocks that `range` overlaps, in order, none over another.
pub fn of_glossary(glossary: &Glossary, range: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    for term in glossary.terms.iter().filter(|term| term.span.overlaps(range)) {
        let token = |span: Span, kind: Kind| Token { span, kind, deprecated: false };
        tokens.push(token(term.id_span, Kind::Term));
        tokens.extend(term.key_spans.iter().map(|&span| token(span, Kind::Key)));
        tokens.extend(term.see.iter().map(|id| token(id.span, Kind::Term)));
        tokens.extend(term.forms.iter().map(|form| Token {
            span: form.span,
            kind: Kind::Form,
            deprecated: form.status > Status::Admitted,
        }));
    }
    tokens.retain(|token| !token.span.is_empty() && token.span.overlaps(range));
    tokens.sort_unstable();
    let mut end = 0;
    tokens.retain(|token| {
        let is_behind = token.span.start >= end;
        end = end.max(token.span.end);
        is_behind
    });
    tokens
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

    const GLOSSARY: &str = "### E\n\n> **terme levain** · fr : **levain**, ~~levure~~ ?\n> voir : pain\n\n> **terme pain** · fr : pain\n";

    fn show(tokens: &[Token], text: &str) -> String {
        let shown = tokens.iter().map(|it| format!("{:?} {}{}", it.kind, &text[it.span.range()], if it.deprecated { " -" } else { "" }));
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn terms_of_a_text() {
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
        let text = "Le levain, le pain, la levure.";
        let document = Document::new(Text::new(text, 0), Manner { format: Format::Plain, ..Manner::default() }, matcher);
        assert_eq!(show(&of_document(&document, Span::new(0, text.len())), text), "Term levain; Term pain; Term levure -");
        assert_eq!(show(&of_document(&document, Span::new(12, 17)), text), "Term pain");
    }

    #[test]
    fn parts_of_term_blocks() {
        let glossary = glossary::read(GLOSSARY).0;
        insta::assert_snapshot!(show(&of_glossary(&glossary, Span::new(0, GLOSSARY.len())), GLOSSARY),
            @"Term levain; Key fr; Form **levain**; Form ~~levure~~ ? -; Key voir; Term pain; Term pain; Key fr; Form pain");
        let last = GLOSSARY.len() - 3;
        assert_eq!(show(&of_glossary(&glossary, Span::new(last, last + 1)), GLOSSARY), "Form pain");
    }
}
