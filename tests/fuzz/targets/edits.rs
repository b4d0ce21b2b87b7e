//! After any edits a document equals one made of its text, and its findings do too.

#![no_main]

use std::sync::{Arc, LazyLock};

use arbitrary::Arbitrary;
use glossator::config::Rules;
use glossator::document::{Document, Manner};
use glossator::glossary;
use glossator::lint::{Finding, Linter, Tallies};
use glossator::matcher::Matcher;
use glossator::prose::Format;
use glossator::text::{Edit, Encoding, Point, Text};
use libfuzzer_sys::fuzz_target;

const GLOSSARY: &str = "### E\n\n> **term llm** · fr : **LLM**, modèle de langage\n> avoid : llmm\n\n> **term poids** · fr : poids ?\n> not near : octet\n\n\
    > **term loss** · en : loss ?\n> except : loss leader\n\n> **term jeton** · fr : jeton, token\n";

#[derive(Arbitrary, Debug)]
struct Session<'a> {
    format: u8,
    first: &'a str,
    edits: Vec<Change<'a>>,
}

#[derive(Arbitrary, Debug)]
struct Change<'a> {
    encoding: u8,
    range: Option<((u16, u16), (u16, u16))>,
    text: &'a str,
    /// The text is given so many times, so that some texts have several chunks.
    times: u8,
    is_read: bool,
}

static MATCHER: LazyLock<Arc<Matcher>> = LazyLock::new(|| Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)])));

fuzz_target!(|session: Session| {
    let format = [Format::Markdown, Format::Mdx, Format::Plain][usize::from(session.format) % 3];
    let manner = Manner { format, ..Manner::default() };
    let mut document = Document::new(Text::new(session.first, 0), manner.clone(), Arc::clone(&MATCHER));
    let linter = Linter::new(Arc::clone(&MATCHER), Rules::default(), format);
    let mut tallies = Tallies::default();
    for (version, change) in (1..).zip(&session.edits) {
        let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][usize::from(change.encoding) % 3];
        let point = |(line, character): (u16, u16)| Point::new(line.into(), character.into());
        let range = change.range.map(|(start, end)| (point(start), point(end)));
        document.edit(&[Edit { range, text: change.text.repeat(usize::from(change.times)) }], version, encoding);
        if change.is_read {
            let text = document.text().to_string();
            let fresh = Document::new(Text::new(&text, 0), manner.clone(), Arc::clone(&MATCHER));
            assert_eq!(document.parts().whole(), fresh.parts().whole());
            let findings = |document: &Document, tallies: &mut Tallies<Vec<Finding>>| {
                tallies.report(&linter, document.parts(), |span| document.text().slice(span), |_, findings| findings).findings()
            };
            assert_eq!(findings(&document, &mut tallies), findings(&fresh, &mut Tallies::default()));
        }
    }
});
