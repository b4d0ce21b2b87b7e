//! Lines and columns of a text that does not change, for the command line.

use crate::span::Span;

/// A place between two characters, as a person counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in Unicode code points.
    pub column: usize,
}

/// An index over a text: one pass to make, then every question is answered in logarithmic time, however long the lines are.
#[derive(Clone, Debug)]
pub struct Lines<'text> {
    text: &'text str,
    /// The first byte of each line.
    starts: Vec<usize>,
    /// How many characters start before each block of [`BLOCK`] bytes, and before the end of the text.
    characters_before: Vec<usize>,
}

/// Few enough bytes to count their characters at each question.
const BLOCK: usize = 128;

impl<'text> Lines<'text> {
    /// Reads `text` once. Lines end as in [`Text`](super::Text).
    pub fn new(text: &'text str) -> Self {
        let bytes = text.as_bytes();
        let is_pair = |end: usize| bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|end| !is_pair(*end));
        let starts = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        let mut characters = 0;
        let mut characters_before = vec![0];
        for block in bytes.chunks(BLOCK) {
            characters += count_characters(block);
            characters_before.push(characters);
        }
        Self { text, starts, characters_before }
    }

    /// How many lines there are: one more than there are line breaks.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The place of `byte`, in which a byte order mark at the text's start counts for nothing; the text's end for a byte past it, the place before the character for one inside.
    pub fn place(&self, byte: usize) -> Place {
        let byte = floor_boundary(self.text, byte);
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(0);
        // Editors show no byte order mark.
        let start = if start == 0 && self.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8().min(byte) } else { start };
        Place { line, column: self.characters_before(byte) - self.characters_before(start) + 1 }
    }

    /// The bytes of line `line` (counted from 1) without its line break and the byte order mark; nothing, at the text's end, for a line past it.
    pub fn line_span(&self, line: usize) -> Span {
        let start_of = |index: usize| self.starts.get(index).copied().unwrap_or(self.text.len());
        let (start, end) = (start_of(line.saturating_sub(1)), start_of(line.max(1)));
        let content = self.text.get(start..end).unwrap_or_default();
        let (start, content) = match content.strip_prefix('\u{FEFF}') {
            Some(behind) if start == 0 => (start + '\u{FEFF}'.len_utf8(), behind),
            _ => (start, content),
        };
        let content = content.strip_suffix('\n').unwrap_or(content);
        let content = content.strip_suffix('\r').unwrap_or(content);
        Span::new(start, start + content.len())
    }

    /// How many characters start before `byte`, which is at most the text's length.
    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let before = self.characters_before.get(block).copied().unwrap_or(0);
        before + self.text.as_bytes().get(block * BLOCK..byte).map_or(0, count_characters)
    }
}

fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
