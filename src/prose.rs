//! What a reader of the rendered page reads, with the way back to the source.

pub mod chunks;
mod entities;
mod html;
mod markdown;
mod plain;
#[cfg(test)]
mod tests;
mod urls;
mod writer;

pub use markdown::OPTIONS as MARKDOWN_OPTIONS;

use crate::span::Span;

/// A file format whose prose can be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text without markup; `> ` quote prefixes are understood.
    Plain,
    /// CommonMark with GFM tables, strikethrough and autolinks, footnotes, math, front matter, HTML and JSX tags.
    Markdown,
    /// Markdown with `import`/`export` lines and `{expressions}`.
    Mdx,
    /// A format whose prose cannot be found: it has none.
    #[default]
    Unknown,
}

/// The rendered text of a source.
///
/// `text` holds the prose in reading order: emphasis marks, link targets, list markers, quote prefixes and the indentation of
/// continued lines are gone; entities and backslash escapes are resolved. A soft or hard line break inside a block is one `\n`. Blocks
/// (paragraphs, items, headings, table cells…) are separated by [`BREAK`]; what is not prose but stands inside a block
/// (code spans, pictures, math, footnote references) is one [`OBJECT`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The rendered text.
    pub text: String,
    /// Where each stretch of `text` comes from, in order of `rendered`; the separators have no piece.
    pub pieces: Vec<Piece>,
    /// Comments of the format (their text between the delimiters), in source order: the place of suppressions.
    pub comments: Vec<Span>,
    /// The inside of the front matter, where there is one.
    pub front_matter: Option<Span>,
}

/// Stands between two blocks in [`Prose::text`].
pub const BREAK: char = '\u{2029}';
/// Stands for something inside a block that is not prose.
pub const OBJECT: char = '\u{FFFC}';

/// A stretch of rendered text and its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of [`Prose::text`].
    pub rendered: Span,
    /// Bytes of the source. Where both lengths are equal the bytes are the same (but that a lone carriage return is read as `\n`);
    /// otherwise (an entity, a line break with its prefix) the piece is indivisible.
    pub source: Span,
}

impl Prose {
    /// The source of a stretch of rendered text: from the source of its first character to that of its last. Both ends of a
    /// non-empty `rendered` must be inside pieces; markup between them is covered, markup around them is not.
    pub fn source_span(&self, rendered: Span) -> Span {
        let first = self.piece_at(rendered.start);
        let last = self.piece_at(rendered.end.saturating_sub(1).max(rendered.start));
        let start = first.source.start + if first.is_verbatim() { rendered.start - first.rendered.start } else { 0 };
        let end = if last.is_verbatim() { last.source.start + (rendered.end - last.rendered.start) } else { last.source.end };
        Span::new(start, end)
    }

    fn piece_at(&self, rendered: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.rendered.start <= rendered);
        self.pieces[after.saturating_sub(1)]
    }
}

impl Piece {
    const fn is_verbatim(&self) -> bool {
        self.rendered.len() == self.source.len()
    }
}

/// The prose of `source`. Never fails: what is malformed is read as the format's renderers do.
pub fn read(source: &str, format: Format) -> Prose {
    read_chunk(source, format, true)
}

/// The prose of a stretch of text that [`chunks`] has cut; `is_first` if it is the start of the text.
pub fn read_chunk(source: &str, format: Format, is_first: bool) -> Prose {
    match format {
        Format::Plain => plain::read(source),
        Format::Markdown => markdown::read(source, false, is_first),
        Format::Mdx => markdown::read(source, true, is_first),
        Format::Unknown => Prose::default(),
    }
}
