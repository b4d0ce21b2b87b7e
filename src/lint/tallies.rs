//! The tallies of a document's parts, kept from one version to the next.

use std::sync::Arc;

use super::{Finding, Linter, Tally};
use crate::document::{Part, Parts};
use crate::span::Span;

/// What a linter has worked out about the parts of one document. Belongs to one [`Linter`]: another one starts with new tallies.
#[derive(Debug, Default)]
pub struct Tallies {
    known: Vec<(Arc<Part>, Tally)>,
}

impl Tallies {
    /// All findings of a text, by place. Only parts that were not there at the last call are looked at; `source_of` gives the text of a span.
    pub fn findings(&mut self, linter: &Linter, parts: &Parts, source_of: impl Fn(Span) -> String) -> Vec<Finding> {
        self.update(linter, parts, source_of);
        linter.findings(parts.iter().map(|(start, _)| start).zip(self.known.iter().map(|(_, tally)| tally)))
    }

    fn update(&mut self, linter: &Linter, parts: &Parts, source_of: impl Fn(Span) -> String) {
        let now: Vec<(usize, &Arc<Part>)> = parts.iter().collect();
        let known: Vec<&Arc<Part>> = self.known.iter().map(|(part, _)| part).collect();
        let same = |(known, now): &(&&Arc<Part>, &(usize, &Arc<Part>))| Arc::ptr_eq(known, now.1);
        let before = known.iter().zip(&now).take_while(same).count();
        let behind = known[before..].iter().rev().zip(now[before..].iter().rev()).take_while(same).count();
        let fresh = now[before..now.len() - behind].iter().map(|&(start, part)| {
            let source = source_of(Span::new(start, start + part.chunk.length));
            let tally = linter.tally(start, &source, &part.marks, &part.chunk.comments, part.language.as_ref());
            (Arc::clone(part), tally)
        });
        self.known.splice(before..self.known.len() - behind, fresh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Rule, Rules};
    use crate::document::{Document, Manner};
    use crate::glossary;
    use crate::matcher::Matcher;
    use crate::prose::Format;
    use crate::text::{Edit, Encoding, Point, Text};

    #[test]
    fn tallies_of_an_edited_text_are_those_of_a_fresh_one() {
        let glossary = "### E\n\n> **term llm** · fr : **LLM**, modèle de langage\n> avoid : llmm\n\n> **term x** · fr : poids ?\n";
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(glossary).0)]));
        let mut rules = Rules::default();
        Rule::ALL.into_iter().for_each(|rule| rules.set(rule, Some(rule.default_severity())));
        let linter = Linter::new(Arc::clone(&matcher), rules, Format::Markdown);
        let paragraph = format!("{}\n\n", "Le LLM, le RLHF, le llmm, son poids, <!-- glossator-off --> un modèle de langage. ".repeat(60));
        let mut document = Document::new(Text::new(&paragraph.repeat(12), 0), Manner { format: Format::Markdown, language: None }, matcher);
        let mut kept = Tallies::default();
        for (line, text) in [
            (0, "llmm "),
            (11, "x\n\nllmm\n\n"),
            (6, ""),
            (23, "<!-- glossator-on -->"),
            (3, "modèle de langage"),
            (2, "renforcement (RLHF) "),
        ] {
            let at = Point::new(line, 0);
            document.edit(&[Edit { range: Some((at, Point::new(line, 9))), text: text.to_owned() }], 1, Encoding::Utf8);
            let source_of = |span| document.text().slice(span);
            let findings = kept.findings(&linter, document.parts(), source_of);
            assert!(!findings.is_empty());
            assert_eq!(findings, Tallies::default().findings(&linter, document.parts(), source_of));
        }
    }
}
