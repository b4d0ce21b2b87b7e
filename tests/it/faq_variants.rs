//! The FAQ marks its own text the same, however the text is written down.

use std::sync::Arc;

use glossator::document::{self, Manner};
use glossator::glossary;
use glossator::language::Language;
use glossator::matcher::Matcher;
use glossator::prose::Format;
use glossator::workspace::EMBEDDED;
use unicode_normalization::UnicodeNormalization;

const FAQ: &str = include_str!("../fixtures/faq.fr.txt");

/// The ids of the marked terms, in order.
fn marked(matcher: &Matcher, text: &str, format: Format) -> Vec<String> {
    let reading = document::read(text, &Manner { format, language: Some(Language::french()), ..Manner::default() }, matcher);
    reading.marks.iter().map(|mark| matcher.term(mark.occurrence.term).id.clone()).collect()
}

/// Each line wrapped at blanks to at most `width` characters, paragraphs apart.
fn reflowed(width: usize) -> String {
    let mut text = String::new();
    for line in FAQ.lines() {
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                text.push('\n');
                column = 0;
            } else if column > 0 {
                text.push(' ');
                column += 1;
            }
            text.push_str(word);
            column += length;
        }
        text.push_str("\n\n");
    }
    text
}

fn paragraphs() -> String {
    FAQ.lines().map(|line| format!("{line}\n\n")).collect()
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}\n")).collect()
}

#[test]
fn the_same_terms_in_the_same_order() {
    let matcher = Matcher::new(vec![Arc::new(glossary::read(EMBEDDED).0)]);
    let expected = marked(&matcher, &paragraphs(), Format::Plain);
    assert!(expected.len() > 300, "the FAQ is full of its terms: {}", expected.len());
    for (name, text, format) in [
        ("as it is", FAQ.to_owned(), Format::Plain),
        ("Markdown", paragraphs(), Format::Markdown),
        ("NFC", paragraphs().nfc().collect(), Format::Plain),
        ("NFD", paragraphs().nfd().collect(), Format::Plain),
        ("typographic apostrophes", paragraphs().replace('\'', "’"), Format::Plain),
        ("CRLF", paragraphs().replace('\n', "\r\n"), Format::Plain),
        ("CRLF in Markdown", paragraphs().replace('\n', "\r\n"), Format::Markdown),
        ("wrapped at 40 columns", reflowed(40), Format::Plain),
        ("wrapped at 40 columns in Markdown", reflowed(40), Format::Markdown),
        ("quoted", quoted(&paragraphs()), Format::Markdown),
        ("wrapped and quoted", quoted(&reflowed(40)), Format::Markdown),
        (
            "wrapped, quoted and decomposed, with CRLF",
            quoted(&reflowed(40)).nfd().collect::<String>().replace('\n', "\r\n"),
            Format::Markdown,
        ),
    ] {
        let found = marked(&matcher, &text, format);
        let first = found.iter().zip(&expected).position(|(one, other)| one != other);
        assert_eq!(found.len(), expected.len(), "{name}: the first other mark is number {first:?}");
        assert_eq!(found, expected, "{name}");
    }
}
