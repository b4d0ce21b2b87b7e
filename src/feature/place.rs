//! What a cursor points at: the terms that answer, whatever their company and letter case. Whoever points at a word wants to know.

use crate::document::Document;
use crate::identifier::{self, Hyphens};
use crate::matcher::{Occurrence, TermRef};
use crate::prose;
use crate::span::Span;

/// The terms at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Those that answer, the one under the cursor first, each with the words it is found by, in bytes of the document. Never empty.
    pub answering: Vec<(TermRef, Span)>,
    /// Shorter ones inside the first one's words.
    pub inside: Vec<TermRef>,
}

/// The terms at `offset`: those of the words there, else those of the identifier there.
pub fn at(document: &Document, offset: usize) -> Option<Place> {
    in_words(document, offset).or_else(|| in_identifier(document, offset))
}

fn in_words(document: &Document, offset: usize) -> Option<Place> {
    let occurrences = document.parts().at(offset);
    let longest = occurrences.first()?;
    // Several terms answer together if they are equally long and close but for accents and case.
    let is_close = |it: &&Occurrence| it.span == longest.span && it.distance.inflected <= longest.distance.inflected;
    let answering: Vec<(TermRef, Span)> = occurrences.iter().filter(is_close).map(|it| (it.term, it.span)).collect();
    let inside = occurrences.iter().map(|it| it.term).filter(|&term| answering.iter().all(|&(answers, _)| answers != term));
    Some(Place { inside: inside.collect(), answering })
}

/// Identifiers are longer than this only by accident.
const LONGEST_IDENTIFIER: usize = 200;

fn in_identifier(document: &Document, offset: usize) -> Option<Place> {
    let around = Span::new(offset.saturating_sub(LONGEST_IDENTIFIER), offset + LONGEST_IDENTIFIER);
    let (start, text) = document.text().slice_with_start(around);
    let is_prose = stands_in_prose(document, offset);
    let hyphens = if is_prose { Hyphens::Separate } else { Hyphens::Join };
    let touched = identifier::identifiers(&text, hyphens).filter(|span| span.touches(offset - start)).last()?;
    let identifier = &text[touched.range()];
    // In prose the words were asked already, and had reasons to say no.
    if is_prose && identifier::parts(identifier).len() < 2 {
        return None;
    }
    let mut found = identifier::terms(document.matcher(), identifier);
    let is_under_cursor = |it: &Occurrence| it.span.shifted(start + touched.start).touches(offset);
    found.sort_by_key(|it| !is_under_cursor(it));
    let answering: Vec<(TermRef, Span)> = found.iter().map(|it| (it.term, it.span.shifted(start + touched.start))).collect();
    (!answering.is_empty()).then_some(Place { answering, inside: Vec::new() })
}

/// Whether a reader of the rendered page reads this place. Reads the chunk again: nobody remembers where prose was.
fn stands_in_prose(document: &Document, offset: usize) -> bool {
    let Some((start, source)) = chunk_at(document, offset) else { return false };
    let prose = prose::read_chunk(&source, document.manner().format, start == 0);
    prose.pieces.iter().any(|piece| piece.source.shifted(start).touches(offset))
}

/// The stretch of the text around `offset` that is read by itself, and the byte it starts at.
pub(super) fn chunk_at(document: &Document, offset: usize) -> Option<(usize, String)> {
    let chunks = document.parts().iter().map(|(start, part)| Span::new(start, start + part.chunk.length));
    let chunk = chunks.filter(|it| it.touches(offset)).last()?;
    Some((chunk.start, document.text().slice(chunk)))
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

    const GLOSSARY: &str = "### E\n\n> **term fine-tuning** · en : **fine-tuning**\n\n> **term llm** · en : **LLM**, language model\n\n\
        > **term model** · en : **model**\n\n> **term attention** · fr : attention\n> except: faire attention\n\n> **term ia** · fr : **IA**\n";

    /// Which terms answer at the `|`, each with its words.
    fn answers(text: &str, format: Format) -> String {
        let offset = text.find('|').unwrap();
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
        let text = text.replace('|', "");
        let document = Document::new(Text::new(&text, 0), Manner { format, ..Manner::default() }, Arc::clone(&matcher));
        let Some(place) = at(&document, offset) else { return "-".to_owned() };
        let answering = place.answering.iter().map(|(term, span)| format!("{}={}", matcher.term(*term).id, &text[span.range()]));
        let inside = place.inside.iter().map(|term| format!("({})", matcher.term(*term).id));
        answering.chain(inside).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn places() {
        for (name, text, format, expected) in [
            ("words of prose", "a lang|uage model", Format::Markdown, "llm=language model"),
            ("a shorter term inside", "a language mod|el", Format::Markdown, "llm=language model (model)"),
            ("an identifier of prose", "call fineTuning|Job now", Format::Markdown, "fine-tuning=fineTuning"),
            ("the term under the cursor first", "fineTuningLL|MJob", Format::Markdown, "llm=LLM fine-tuning=fineTuning"),
            ("a refused word of prose", "faire atten|tion", Format::Markdown, "-"),
            ("a refused number of prose", "un IA|-32", Format::Markdown, "-"),
            ("a code span", "call `mod|el()`", Format::Markdown, "model=model"),
            ("a code block", "x\n\n```\nrun --fine-tun|ing\n```\n", Format::Markdown, "fine-tuning=fine-tuning"),
            ("another format", "fn llm_cl|ient()", Format::Unknown, "llm=llm"),
            ("another format, cursor elsewhere", "fn llm_client(|)", Format::Unknown, "-"),
            ("at the identifier's end", "language_model|", Format::Unknown, "llm=language_model"),
            ("between two", "model|.llm", Format::Unknown, "model=model"),
            ("nothing", "|", Format::Unknown, "-"),
            ("beside accents", "é_modèle.mod|el", Format::Unknown, "model=model"),
        ] {
            assert_eq!(answers(text, format), expected, "{name}");
        }
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let line = "é".repeat(500);
        assert_eq!(answers(&format!("{line}|{line}"), Format::Unknown), "-");
    }
}
