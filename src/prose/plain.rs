//! Text without markup: paragraphs between blank lines, lists by their bullets, quotes by their `>`.

use super::writer::Writer;
use super::{Prose, urls};
use crate::span::Span;

pub(super) fn read(source: &str) -> Prose {
    let mut writer = Writer::new(source);
    let mut start = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    while start < source.len() {
        let line = line_at(source, start);
        read_line(&mut writer, line.content);
        if line.ends_block {
            writer.block();
        } else {
            writer.line_break(line.content.end);
        }
        start = line.next;
    }
    let mut prose = writer.finish();
    urls::hide(&mut prose, false);
    prose
}

struct Line {
    content: Span,
    /// Where the next line starts.
    next: usize,
    /// Whether it ends with a form feed or a Unicode separator.
    ends_block: bool,
}

fn line_at(source: &str, start: usize) -> Line {
    let bytes = source.as_bytes();
    let mut at = start;
    loop {
        let Some(length) = bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r' | 0x0C | 0xE2)) else {
            return Line { content: Span::new(start, source.len()), next: source.len(), ends_block: false };
        };
        at += length;
        let (next, ends_block) = match &bytes[at..] {
            [b'\r', b'\n', ..] => (at + 2, false),
            [b'\n' | b'\r', ..] => (at + 1, false),
            [0x0C, ..] => (at + 1, true),
            // U+2028 and U+2029.
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => (at + 3, true),
            _ => {
                at += 1;
                continue;
            }
        };
        return Line { content: Span::new(start, at), next, ends_block };
    }
}

fn read_line(writer: &mut Writer, line: Span) {
    let source = writer.source();
    let text = source[line.range()].trim_end();
    let unquoted = without_quote_prefix(text);
    if unquoted.is_empty() {
        return writer.block();
    }
    let content = match bullet(unquoted) {
        0 => unquoted,
        length => {
            writer.block();
            unquoted[length..].trim_start()
        }
    };
    let end = line.start + text.len();
    writer.verbatim(Span::new(end - content.len(), end));
}

/// `text` without indentation and quote prefixes: `> ` and `| `, in any number.
fn without_quote_prefix(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(rest) = text.strip_prefix(['>', '|']) {
        if text.starts_with('|') && !rest.is_empty() && !rest.starts_with([' ', '\t', '>', '|']) {
            break;
        }
        text = rest.trim_start();
    }
    text
}

/// The length of the bullet (`-`, `*`, `+`, `•`, `–`, `1.`, `1)`, `a)`) that `text` starts with, 0 if none: a blank or nothing must follow.
fn bullet(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.chars().next() {
        Some(character @ ('-' | '*' | '+' | '•' | '◦' | '▪' | '‣' | '–')) => character.len_utf8(),
        Some('0'..='9') if digits <= 3 && text[digits..].starts_with(['.', ')']) => digits + 1,
        Some('a'..='z' | 'A'..='Z') if text[1..].starts_with(')') => 2,
        _ => return 0,
    };
    match text[length..].chars().next() {
        Some(character) if !character.is_whitespace() => 0,
        _ => length,
    }
}
