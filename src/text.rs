//! The text of an open document: its version, its edits, and the way between bytes and the positions an editor speaks of.
//!
//! Everything in here answers for any input: positions that do not exist are moved to the nearest one before them that does.

mod lines;
#[cfg(test)]
mod tests;

pub use lines::{Lines, Place};

use std::fmt;

use std::borrow::Cow;

use ropey::{Rope, RopeSlice};

use crate::span::Span;

/// The unit in which a [`Point`] counts along its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what LSP means where nothing was negotiated.
    #[default]
    Utf16,
    /// Unicode code points.
    Utf32,
}

/// A place between two characters, as LSP writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The line, counted from 0.
    pub line: u32,
    /// How far into the line, counted from 0 in units of an [`Encoding`].
    pub character: u32,
}

impl Point {
    /// The place `character` units into `line`, both counted from 0.
    pub const fn new(line: u32, character: u32) -> Self {
        Self { line, character }
    }
}

/// One edit as an editor sends it. Its points speak of the text after the edits before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, from the first point to the second; the whole text where `None`.
    pub range: Option<(Point, Point)>,
    /// What stands there afterwards.
    pub text: String,
}

/// What an [`Edit`] did, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was replaced, in the text before the edit.
    pub old: Span,
    /// What stands there now, in the text after the edit; starts where `old` starts.
    pub new: Span,
}

/// A text and the version its editor gave it.
///
/// Lines end at `\n`, `\r\n` or `\r` and nowhere else (LSP 3.17, "Text Documents"): U+2028 and form feeds stand inside lines.
/// A clone costs a few nanoseconds and shares the text.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
    version: i32,
}

impl Text {
    /// `text` in its first version.
    pub fn new(text: &str, version: i32) -> Self {
        Self { rope: Rope::from_str(text), version }
    }

    /// The number the editor gave to this state of the text.
    pub const fn version(&self) -> i32 {
        self.version
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines there are: one more than there are line breaks.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The text itself, for those who read it piece by piece.
    pub const fn rope(&self) -> &Rope {
        &self.rope
    }

    /// The lines with their line breaks, from the byte `start` on, which is a line's first.
    pub fn lines_from(&self, start: usize) -> impl Iterator<Item = Cow<'_, str>> {
        self.rope.slice(self.char_of(start)..).lines().map(Cow::from).filter(|line| !line.is_empty())
    }

    /// The text of `span`, cut to the text's end; its ends are rounded down to character boundaries.
    pub fn slice(&self, span: Span) -> String {
        self.slice_with_start(span).1
    }

    /// Like [`Text::slice`], with the byte that the text given starts at.
    pub fn slice_with_start(&self, span: Span) -> (usize, String) {
        let start = self.char_of(span.start);
        let end = self.char_of(span.end).max(start);
        (self.rope.char_to_byte(start), self.rope.slice(start..end).to_string())
    }

    /// The byte at `point`. A character past its line's end means the line's end, before the line break; a line past the text's end
    /// means the text's end; a point inside a character means the place before it.
    pub fn byte_of(&self, point: Point, encoding: Encoding) -> usize {
        match self.line(point.line as usize) {
            Some((start, line)) => start + offset_in_line(line, point.character as usize, encoding),
            None => self.len(),
        }
    }

    /// Like [`Text::byte_of`], but `None` for a line past the text or a character past its line's end. The line's end itself exists.
    pub fn checked_byte_of(&self, point: Point, encoding: Encoding) -> Option<usize> {
        let (start, line) = self.line(point.line as usize)?;
        let character = point.character as usize;
        (character <= units(line, encoding)).then(|| start + offset_in_line(line, character, encoding))
    }

    /// The point at `byte`. A byte past the end means the end; one inside a character or between `\r` and `\n` means the place before.
    pub fn point_of(&self, byte: usize, encoding: Encoding) -> Point {
        let char = self.char_of(byte);
        let number = self.rope.char_to_line(char);
        let Some((start, line)) = self.line(number) else { return Point::default() };
        point_in_line(number, line, self.rope.char_to_byte(char) - start, encoding)
    }

    /// The points at the starts and ends of `spans`, as [`Text::point_of`] gives them; quick where the spans are sorted.
    pub fn points_of(&self, spans: &[Span], encoding: Encoding) -> Vec<(Point, Point)> {
        let mut current: Option<(usize, usize, RopeSlice<'_>)> = None;
        let mut point_of = |byte: usize| {
            if let Some((number, start, line)) = current
                && (start..=start + line.len_bytes()).contains(&byte)
            {
                return point_in_line(number, line, byte - start, encoding);
            }
            let point = self.point_of(byte, encoding);
            let number = point.line as usize;
            current = self.line(number).map(|(start, line)| (number, start, line));
            point
        };
        spans.iter().map(|span| (point_of(span.start), point_of(span.end))).collect()
    }

    /// Applies the edits of one notification, in order, and says what they did. Whatever stands before the last edit of the whole text is
    /// left out. Points that do not exist are clamped as in [`Text::byte_of`], and a range whose ends are swapped is put right.
    pub fn apply(&mut self, edits: &[Edit], version: i32, encoding: Encoding) -> Vec<Change> {
        self.version = version;
        let first = edits.iter().rposition(|edit| edit.range.is_none()).unwrap_or(0);
        edits.iter().skip(first).map(|edit| self.apply_one(edit, encoding)).collect()
    }

    fn apply_one(&mut self, edit: &Edit, encoding: Encoding) -> Change {
        let Some((one, other)) = edit.range else {
            let old = Span::new(0, self.len());
            self.rope = Rope::from_str(&edit.text);
            return Change { old, new: Span::new(0, edit.text.len()) };
        };
        let (one, other) = (self.byte_of(one, encoding), self.byte_of(other, encoding));
        let old = Span::new(one.min(other), one.max(other));
        let start = self.char_of(old.start);
        self.rope.remove(start..self.char_of(old.end));
        self.rope.insert(start, &edit.text);
        Change { old, new: Span::new(old.start, old.start + edit.text.len()) }
    }

    /// The line's first byte and its text without the line break.
    fn line(&self, number: usize) -> Option<(usize, RopeSlice<'_>)> {
        let line = self.rope.get_line(number)?;
        Some((self.rope.line_to_byte(number), without_break(line)))
    }

    /// The index of the character that `byte` is in or before; the number of characters for a byte past the end.
    fn char_of(&self, byte: usize) -> usize {
        self.rope.byte_to_char(byte.min(self.len()))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.rope, formatter)
    }
}

fn without_break(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut end = line.len_chars();
    for line_break in ['\n', '\r'] {
        if end > 0 && line.get_char(end - 1) == Some(line_break) {
            end -= 1;
        }
    }
    line.slice(..end)
}

fn units(line: RopeSlice<'_>, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => line.len_bytes(),
        Encoding::Utf16 => line.len_utf16_cu(),
        Encoding::Utf32 => line.len_chars(),
    }
}

/// The byte, counted from the line's start, that is `character` units into it.
fn offset_in_line(line: RopeSlice<'_>, character: usize, encoding: Encoding) -> usize {
    let character = character.min(units(line, encoding));
    line.char_to_byte(match encoding {
        Encoding::Utf8 => line.byte_to_char(character),
        Encoding::Utf16 => line.utf16_cu_to_char(character),
        Encoding::Utf32 => character,
    })
}

/// The point `offset` bytes into the line `number`.
fn point_in_line(number: usize, line: RopeSlice<'_>, offset: usize, encoding: Encoding) -> Point {
    let char = line.byte_to_char(offset.min(line.len_bytes()));
    let character = match encoding {
        Encoding::Utf8 => line.char_to_byte(char),
        Encoding::Utf16 => line.char_to_utf16_cu(char),
        Encoding::Utf32 => char,
    };
    let saturated = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Point::new(saturated(number), saturated(character))
}
