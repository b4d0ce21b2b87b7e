//! An edited document equals one made of its text, whatever was edited, in every encoding.

use std::sync::Arc;

use glossator::document::{Document, Manner, Parts};
use glossator::glossary;
use glossator::matcher::Matcher;
use glossator::prose::Format;
use glossator::text::{Edit, Encoding, Point, Text};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const GLOSSARY: &str = "### E\n\n> **term llm** · fr : **LLM**, modèle de langage\n\n> **term poids** · fr : poids ?\n> not near : octet\n\n> **term loss** · en : loss ?\n> except : loss leader\n";

const PIECES: &[&str] = &[
    "LLM ",
    "poids ",
    "loss ",
    "loss leader ",
    "octet ",
    "le modèle *de* langage ",
    "é",
    "e\u{301}",
    "😀",
    "\u{2028}",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\r",
    "```\n",
    "~~~\n",
    "- ",
    "  ",
    "> ",
    "# ",
    "---\n",
    "lang: en\n",
    "<!-- ",
    " -->\n\n",
    "<pre>\n",
    "</pre>\n",
    "{/* ",
    " */}",
    "<b>",
    "`",
    "| a | b |\n|---|---|\n",
    "the of and to is that for with ",
    "le les des du une est dans pour que ",
    "mot ",
];

#[derive(Clone, Debug)]
struct Change {
    from: Index,
    to: Index,
    /// How far an edit may reach, in characters; `None` for the whole text.
    reach: Option<usize>,
    insert: String,
    encoding: Encoding,
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(PIECES).prop_map(str::to_owned),
        // Long enough that texts have several chunks, and company and vetoes end between them.
        1 => (1usize..600).prop_map(|count| "mot ".repeat(count) + "\n\n"),
    ]
}

fn text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..longest).prop_map(|pieces| pieces.concat())
}

fn change() -> impl Strategy<Value = Change> {
    let reach = prop_oneof![6 => (0usize..4).prop_map(Some), 2 => (0usize..5_000).prop_map(Some), 1 => Just(None)];
    let insert = prop_oneof![3 => text(3), 1 => text(30), 1 => Just(String::new())];
    let encoding = select(&[Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][..]);
    (any::<Index>(), any::<Index>(), reach, insert, encoding).prop_map(|(from, to, reach, insert, encoding)| Change {
        from,
        to,
        reach,
        insert,
        encoding,
    })
}

fn matcher() -> Arc<Matcher> {
    let (glossary, problems) = glossary::read(GLOSSARY);
    assert_eq!(problems, []);
    Arc::new(Matcher::new(vec![Arc::new(glossary)]))
}

/// The edit that a client would send, and the text as it must be afterwards.
fn edit(document: &Document, text: &str, change: &Change) -> (Edit, String) {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let from = change.from.index(places.len());
    let to = match change.reach {
        Some(reach) => (from + change.to.index(reach + 1)).min(places.len() - 1),
        None => places.len() - 1,
    };
    let (start, end) = (document.text().point_of(places[from], change.encoding), document.text().point_of(places[to], change.encoding));
    // A place between \r and \n cannot be said in lines and columns; what the server makes of it is tested with the text.
    let said = |point: Point| document.text().byte_of(point, change.encoding);
    let (from, to) = (said(start), said(end));
    let after = format!("{}{}{}", &text[..from], change.insert, &text[to.max(from)..]);
    (Edit { range: Some((start, end)), text: change.insert.clone() }, after)
}

fn chunk_lengths(parts: &Parts) -> Vec<usize> {
    parts.iter().map(|(_, part)| part.chunk.length).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn an_edited_document_equals_a_fresh_one(
        first in text(120),
        rounds in prop::collection::vec(prop::collection::vec(change(), 1..4), 1..12),
        format in select(&[Format::Markdown, Format::Mdx, Format::Plain][..]),
        reads in prop::collection::vec(any::<bool>(), 12),
    ) {
        let manner = Manner { format, ..Manner::default() };
        let matcher = matcher();
        let mut text = first;
        let mut document = Document::new(Text::new(&text, 0), manner.clone(), Arc::clone(&matcher));
        for (version, (changes, read)) in rounds.iter().zip(reads).enumerate() {
            for change in changes {
                let (edit, after) = edit(&document, &text, change);
                document.edit(&[edit], version as i32 + 1, change.encoding);
                text = after;
                prop_assert_eq!(&document.text().to_string(), &text);
            }
            // Sometimes several rounds of edits go by before anybody asks.
            if read {
                let fresh = Document::new(Text::new(&text, 0), manner.clone(), Arc::clone(&matcher));
                prop_assert_eq!(chunk_lengths(document.parts()), chunk_lengths(fresh.parts()));
                prop_assert_eq!(document.parts().whole(), fresh.parts().whole());
                prop_assert_eq!(document.parts().whole(), glossator::document::read(&text, &manner, &matcher));
            }
        }
    }
}

#[test]
fn an_edit_reads_its_chunk_and_its_neighbour_only() {
    let text = format!("{}\n\n", "Le LLM et son poids. ".repeat(300)).repeat(40);
    let matcher = matcher();
    let mut document = Document::new(Text::new(&text, 0), Manner { format: Format::Markdown, ..Manner::default() }, matcher);
    let before = Arc::clone(document.parts());
    let middle = document.text().point_of(text.len() / 2, Encoding::Utf8);
    document.edit(&[Edit { range: Some((middle, middle)), text: "x".to_owned() }], 1, Encoding::Utf8);
    let after = Arc::clone(document.parts());
    let old: Vec<_> = before.iter().map(|(_, part)| Arc::as_ptr(&part.chunk)).collect();
    let kept = after.iter().filter(|(_, part)| old.contains(&Arc::as_ptr(&part.chunk))).count();
    assert!(old.len() >= 20 && kept >= old.len() - 2, "{kept} of {} chunks were kept", old.len());
}
