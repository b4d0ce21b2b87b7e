//! Where something stands in a file, as other programs read it.

use serde::Serialize;

use crate::span::Span;
use crate::text::Lines;

/// A stretch of a file. The fields that are written are those of every JSON output; the others serve formats that count columns in other units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Location {
    /// As the user named it or as it was found.
    pub path: String,
    /// The first byte, in UTF-8.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode code points.
    pub column: usize,
    /// The line of the last character, from 1.
    pub end_line: usize,
    /// The column behind the last character, from 1, in Unicode code points.
    pub end_column: usize,
    /// What stands there.
    pub text: String,
    /// `column` and `end_column` in UTF-16 units.
    #[serde(skip)]
    pub utf16_columns: (usize, usize),
    /// `column` and `end_column` in UTF-8 bytes.
    #[serde(skip)]
    pub byte_columns: (usize, usize),
}

impl Location {
    /// The bytes `span` of `source`, whose lines are `lines`.
    pub fn new(path: &str, source: &str, lines: &Lines, span: Span) -> Self {
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        let first_bytes = |line: usize, byte: usize| source.get(lines.line_span(line).start..byte).unwrap_or_default();
        let (before, before_end) = (first_bytes(start.line, span.start), first_bytes(end.line, span.end));
        Self {
            path: path.to_owned(),
            start: span.start,
            end: span.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: source.get(span.range()).unwrap_or_default().to_owned(),
            utf16_columns: (start.column + surrogates(before), end.column + surrogates(before_end)),
            byte_columns: (before.len() + 1, before_end.len() + 1),
        }
    }
}

/// How many UTF-16 units `text` has beyond its code points: one for each character that takes four bytes in UTF-8.
fn surrogates(text: &str) -> usize {
    text.bytes().filter(|byte| *byte >= 0b1111_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_every_unit() {
        for (name, source, words, expected) in [
            ("ASCII", "a\nun lot", "lot", ((2, 4), (2, 7), (4, 7), (4, 7))),
            ("accents", "é lot", "lot", ((1, 3), (1, 6), (3, 6), (4, 7))),
            ("emoji before", "🤗 lot", "lot", ((1, 3), (1, 6), (4, 7), (6, 9))),
            ("emoji inside", "un 🤗🤗 lot", "🤗 lot", ((1, 5), (1, 10), (6, 12), (8, 16))),
            ("two lines", "🤗 un\r\né lot", "un\r\né lot", ((1, 3), (2, 6), (4, 6), (6, 7))),
        ] {
            let start = source.find(words).unwrap();
            let at = Location::new("a", source, &Lines::new(source), Span::new(start, start + words.len()));
            let found = ((at.line, at.column), (at.end_line, at.end_column), at.utf16_columns, at.byte_columns);
            assert_eq!(found, expected, "{name}");
            assert_eq!(at.text, words);
        }
    }
}
