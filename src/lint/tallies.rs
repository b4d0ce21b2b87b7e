//! What is known of a document's parts, kept from one version to the next.

use std::collections::HashMap;
use std::sync::Arc;

use super::merge::{self, Group, Made, Stretch};
use super::{Finding, Fix, Linter};
use crate::document::{Extent, Part, PartBlock, Parts};
use crate::span::Span;

/// What a linter has worked out about the parts of one document, and what a shell has made of the findings in each (`R`). Belongs to one
/// [`Linter`] and one way to make it: with others, start anew.
#[derive(Debug)]
pub struct Tallies<R> {
    /// In the order of the text.
    known: Vec<(Arc<PartBlock>, Group<R>)>,
}

/// What was made of the findings of a text.
#[derive(Debug)]
pub struct Report<R>(Vec<Section<R>>);

#[derive(Debug)]
struct Section<R> {
    start: Extent,
    block: Arc<PartBlock>,
    made: Made<R>,
}

impl<R> Default for Tallies<R> {
    fn default() -> Self {
        Self { known: Vec::new() }
    }
}

impl<R> Tallies<R> {
    /// What `make` makes of a part's findings, for every part that has any. `make` gets what stands before the part, and findings by place with
    /// spans of the part; `source_of` gives the text of a span. Both are asked only about parts of which something changed since the last call.
    pub fn report(
        &mut self,
        linter: &Linter,
        parts: &Parts,
        source_of: impl Fn(Span) -> String,
        make: impl Fn(Extent, Vec<Finding>) -> R,
    ) -> Report<R> {
        self.update(linter, parts, source_of);
        let (blocks, mut groups): (Vec<_>, Vec<_>) = std::mem::take(&mut self.known).into_iter().unzip();
        let places: Vec<Extent> = parts.blocks().map(|(start, _)| start).collect();
        let start_of = |group: usize, stretch: usize| {
            let within = blocks[group].iter().nth(stretch).map(|(within, _)| within);
            places[group] + within.unwrap_or_default()
        };
        let made = merge::merge(linter, &mut groups, &mut |group, stretch, findings| make(start_of(group, stretch), findings));
        let report =
            places.iter().zip(&blocks).zip(made).map(|((start, block), made)| Section { start: *start, block: Arc::clone(block), made });
        let report = Report(report.collect());
        self.known = blocks.into_iter().zip(groups).collect();
        report
    }

    /// Looks at the parts that were not there at the last call.
    fn update(&mut self, linter: &Linter, parts: &Parts, source_of: impl Fn(Span) -> String) {
        let now: Vec<(Extent, &Arc<PartBlock>)> = parts.blocks().collect();
        let known: Vec<_> = self.known.iter().map(|(block, _)| Arc::clone(block)).collect();
        let same = |(known, now): &(&Arc<_>, &(Extent, &Arc<_>))| Arc::ptr_eq(known, now.1);
        let before = known.iter().zip(&now).take_while(same).count();
        let behind = known[before..].iter().rev().zip(now[before..].iter().rev()).take_while(same).count();
        // The changed blocks still have most of their parts.
        let mut kept: HashMap<*const Part, Stretch<R>> = HashMap::new();
        let changed: Vec<_> = self.known.splice(before..known.len() - behind, []).collect();
        for (block, group) in changed {
            kept.extend(block.iter().map(|(_, part)| Arc::as_ptr(part)).zip(group.stretches));
        }
        let fresh = now[before..now.len() - behind].iter().map(|&(start, block)| {
            let stretch = |(within, part): (Extent, &Arc<Part>)| {
                kept.remove(&Arc::as_ptr(part)).unwrap_or_else(|| {
                    let first = (start + within).bytes;
                    let source = source_of(Span::new(first, first + part.chunk.length));
                    Stretch::new(linter.tally(first, &source, &part.marks, &part.chunk.comments, part.language.as_ref()))
                })
            };
            (Arc::clone(block), Group::new(block.iter().map(stretch).collect()))
        });
        let fresh: Vec<_> = fresh.collect();
        self.known.splice(before..before, fresh);
    }
}

impl<R> Report<R> {
    /// What was made of each part that has findings, with what stands before it, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Extent, &R)> {
        self.0.iter().flat_map(|section| {
            let mut parts = section.block.iter().enumerate();
            section.made.iter().filter_map(move |(number, made)| {
                let (_, (within, _)) = parts.find(|(other, _)| other == number)?;
                Some((section.start + within, &**made))
            })
        })
    }
}

impl<R: AsRef<[Finding]>> Report<R> {
    /// All findings, by place, with spans of the text.
    pub fn findings(&self) -> Vec<Finding> {
        let of_parts = self.iter().flat_map(|(start, made)| made.as_ref().iter().map(move |finding| (start.bytes, finding)));
        let shifted = |(by, finding): (usize, &Finding)| Finding {
            span: finding.span.shifted(by),
            fix: finding.fix.clone().map(|fix| Fix { span: fix.span.shifted(by), ..fix }),
            ..finding.clone()
        };
        of_parts.map(shifted).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::config::{Rule, Rules};
    use crate::document::{Document, Manner};
    use crate::glossary;
    use crate::lint::Occurrences;
    use crate::matcher::Matcher;
    use crate::prose::Format;
    use crate::text::{Edit, Encoding, Point, Text};

    const GLOSSARY: &str = "---\nlanguage: fr\n---\n### E\n\n> **term llm** · fr : **LLM**, ~~llmm~~\n\n> **term lot** · fr : lot, fournée\n\n> **term x** · fr : poids ?\n\n> **term y** · fr : **Danone**\n";

    const PIECES: &[&str] = &[
        "LLM ",
        "llmm ",
        "danone ",
        "lot ",
        "fournée ",
        "poids ",
        "é",
        "\n",
        "\n\n",
        "<!-- glossator-off -->\n\n",
        "<!-- glossator-off llm -->\n\n",
        "<!-- glossator-on -->\n\n",
        "<!-- glossator-ignore-next -->\n\n",
        " <!-- glossator-ignore -->",
        "<!-- glossator-ignore xyz -->",
        "RLHF ",
        "renforcement (RLHF) ",
    ];

    /// What the paragraphs of a text are; a chunk has two or three of them.
    const PARAGRAPHS: &[&str] = &[
        "mot ",
        "mot lot mot mot ",
        "mot fournée mot mot ",
        "LLM mot mot danone mot mot llmm mot ",
        "mot poids mot <!-- glossator-ignore --> ",
    ];

    fn paragraph(number: usize) -> String {
        let piece = PARAGRAPHS[number % PARAGRAPHS.len()];
        piece.repeat(2_000 / piece.len()) + "\n\n"
    }

    /// All findings, with spans of the text.
    fn findings(tallies: &mut Tallies<Vec<Finding>>, linter: &Linter, document: &Document) -> Vec<Finding> {
        tallies.report(linter, document.parts(), |span| document.text().slice(span), |_, findings| findings).findings()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn an_edited_text_has_the_findings_of_a_fresh_one(
            paragraphs in prop::collection::vec(prop_oneof![4 => Just(0usize), 1 => 1..PARAGRAPHS.len()], 0..150),
            edits in prop::collection::vec((0usize..2_000, 0u32..40, 0u32..60, prop::sample::select(PIECES)), 1..12),
            every in any::<bool>(),
        ) {
            let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
            let mut rules = Rules::default();
            rules.occurrences = if every { Occurrences::All } else { Occurrences::First };
            Rule::ALL.into_iter().for_each(|rule| rules.set(rule, Some(rule.default_severity())));
            let linter = Linter::new(Arc::clone(&matcher), rules, Format::Markdown);
            let text: String = paragraphs.into_iter().map(paragraph).collect();
            let mut document = Document::new(Text::new(&text, 0), Manner { format: Format::Markdown, ..Manner::default() }, Arc::clone(&matcher));
            let mut kept = Tallies::default();
            for (line, start, length, text) in edits {
                let line = (line % document.text().line_count()) as u32;
                let range = (Point::new(line, start), Point::new(line, start + length.saturating_sub(40)));
                document.edit(&[Edit { range: Some(range), text: text.to_owned() }], 1, Encoding::Utf8);
                let found = findings(&mut kept, &linter, &document);
                prop_assert_eq!(&found, &findings(&mut Tallies::default(), &linter, &document));
                let whole = linter.check(&document.text().to_string(), &document.parts().whole());
                prop_assert_eq!(found, whole);
            }
        }
    }
}
