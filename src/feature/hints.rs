//! What acronyms stand for, shown behind the first of each in a text.

use std::collections::HashSet;

use crate::document::Document;
use crate::feature::expansion;
use crate::matcher::TermRef;
use crate::span::Span;

/// A hint behind an acronym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind which byte of the document.
    pub offset: usize,
    /// What the acronym stands for.
    pub expansion: String,
    /// The term.
    pub term: TermRef,
}

/// The hints in `range`. An acronym that the writer explains in parentheses, or that explains in parentheses, has none.
pub fn hints(document: &Document, range: Span) -> Vec<Hint> {
    let (matcher, text) = (document.matcher(), document.text());
    let mut explained: HashSet<(TermRef, &str)> = HashSet::new();
    let mut hints = Vec::new();
    for (start, part) in document.parts().iter().take_while(|(start, _)| *start <= range.end) {
        for mark in &part.marks {
            let term = mark.occurrence.term;
            let form = matcher.form(&mark.occurrence);
            let Some(full) = expansion::expansion(matcher.term(term), form, part.language.as_ref()) else { continue };
            let span = mark.occurrence.span.shifted(start);
            if !explained.insert((term, &form.text)) || !range.touches(span.end) {
                continue;
            }
            let around = |start: usize, end: usize| text.slice(Span::new(start, end));
            let in_parentheses = around(span.start.saturating_sub(4), span.start).ends_with('(');
            let is_followed = around(span.end, span.end + 4).trim_start().starts_with('(');
            if !in_parentheses && !is_followed {
                hints.push(Hint { offset: span.end, expansion: full.text.clone(), term });
            }
        }
    }
    hints
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

    const GLOSSARY: &str = "### E\n\n> **terme llm** · fr : **grand modèle de langage**, **LLM**\n> en : large language model, LLM\n\n> **terme ppl** · fr : PPL\n";

    #[test]
    fn first_acronyms() {
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
        for (name, text, expected) in [
            ("the first", "Les LLM sont des LLM.", "Les LLM{grand modèle de langage} sont des LLM."),
            (
                "in English",
                "The LLM is one of the models that you have.",
                "The LLM{large language model} is one of the models that you have.",
            ),
            ("explained behind", "Un LLM (modèle) et un LLM.", "Un LLM (modèle) et un LLM."),
            ("explains", "Un grand modèle de langage (LLM), le LLM.", "Un grand modèle de langage (LLM), le LLM."),
            ("without expansion", "La PPL.", "La PPL."),
        ] {
            let document =
                Document::new(Text::new(text, 0), Manner { format: Format::Markdown, ..Manner::default() }, Arc::clone(&matcher));
            let mut shown = text.to_owned();
            for hint in hints(&document, Span::new(0, text.len())).iter().rev() {
                shown.insert_str(hint.offset, &format!("{{{}}}", hint.expansion));
            }
            assert_eq!(shown, expected, "{name}");
            assert_eq!(hints(&document, Span::new(text.len(), text.len())), [], "{name}");
        }
    }
}
