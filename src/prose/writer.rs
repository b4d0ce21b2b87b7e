//! Building a [`Prose`]: text, pieces and separators, kept lawful whatever the reader hands in.

use super::{BREAK, OBJECT, Piece, Prose};
use crate::span::Span;

/// Collects the rendered text of one source. Separators are written only before the next text, so none is doubled or left over.
pub(super) struct Writer<'s> {
    source: &'s str,
    prose: Prose,
    /// Whether the next text starts a new block.
    between_blocks: bool,
    line_break: Option<LineBreak>,
}

/// A line break that is not written yet; its end is where the content of the next line starts.
struct LineBreak {
    start: usize,
    end: Option<usize>,
}

impl<'s> Writer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        // No text is longer than its source but for a few separators.
        let prose = Prose { text: String::with_capacity(source.len()), pieces: Vec::with_capacity(source.len() / 64), ..Prose::default() };
        Self { source, prose, between_blocks: false, line_break: None }
    }

    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// Ends a block: what follows is separated from what came by one [`BREAK`].
    pub(super) fn block(&mut self) {
        self.between_blocks = true;
        self.line_break = None;
    }

    /// A line ends at `start`, inside a block.
    pub(super) fn line_break(&mut self, start: usize) {
        if !self.between_blocks && !self.prose.text.is_empty() && self.line_break.is_none() {
            self.line_break = Some(LineBreak { start, end: None });
        }
    }

    /// The content of a line starts at `offset`, perhaps with markup that is not rendered.
    pub(super) fn line_content(&mut self, offset: usize) {
        if let Some(line_break) = &mut self.line_break {
            line_break.end.get_or_insert(offset);
        }
    }

    /// Something that is not prose stands at `offset`.
    pub(super) fn object(&mut self, offset: usize) {
        self.separate(offset);
        self.prose.text.push(OBJECT);
    }

    /// The bytes of `span` are rendered as they are, but for blanks at the start of a block.
    pub(super) fn verbatim(&mut self, span: Span) {
        let Some(mut text) = self.source.get(span.range()) else { return };
        if self.between_blocks || self.prose.text.is_empty() {
            text = text.trim_start_matches([' ', '\t']);
        }
        if !text.is_empty() {
            let start = span.end - text.len();
            self.separate(start);
            self.push(text, Span::new(start, span.end));
        }
    }

    /// The bytes of `span` are rendered as `character`.
    pub(super) fn indivisible(&mut self, character: char, span: Span) {
        // Equal lengths promise equal bytes.
        if character.len_utf8() == span.len() {
            return self.object(span.start);
        }
        self.separate(span.start);
        self.push(character.encode_utf8(&mut [0; 4]), span);
    }

    pub(super) fn comment(&mut self, span: Span) {
        self.prose.comments.push(span);
    }

    pub(super) fn front_matter(&mut self, span: Span) {
        self.prose.front_matter = Some(span);
    }

    pub(super) fn finish(mut self) -> Prose {
        self.prose.comments.sort_unstable();
        self.prose
    }

    /// Writes what separates the text so far from content at `offset`.
    fn separate(&mut self, offset: usize) {
        let line_break = self.line_break.take();
        if std::mem::take(&mut self.between_blocks) {
            if !self.prose.text.is_empty() {
                self.prose.text.push(BREAK);
            }
            return;
        }
        if let Some(LineBreak { start, end }) = line_break {
            self.write_line_break(start, end.unwrap_or(offset).min(offset));
        }
    }

    /// A line break and the blanks before it are one piece, so that those are no text.
    fn write_line_break(&mut self, start: usize, end: usize) {
        let mut written = 0;
        if let Some(last) = self.prose.pieces.last_mut() {
            if last.is_verbatim() && last.rendered.end == self.prose.text.len() {
                let trailing = trailing_blanks(&self.prose.text.as_bytes()[last.rendered.start + 1..]);
                last.rendered.end -= trailing;
                last.source.end -= trailing;
                self.prose.text.truncate(last.rendered.end);
            }
            written = last.source.end;
        }
        let start = start.max(written);
        let start = start - trailing_blanks(&self.source.as_bytes()[written..start]);
        if start < end {
            self.push("\n", Span::new(start, end));
        }
    }

    /// Appends a piece, or lengthens the last one where both are read as they are and adjoin.
    fn push(&mut self, rendered: &str, source: Span) {
        let start = self.prose.text.len();
        self.prose.text.push_str(rendered);
        let piece = Piece { rendered: Span::new(start, self.prose.text.len()), source };
        match self.prose.pieces.last_mut() {
            Some(last) if last.is_verbatim() && piece.is_verbatim() && last.source.end == source.start && last.rendered.end == start => {
                last.source.end = piece.source.end;
                last.rendered.end = piece.rendered.end;
            }
            _ => self.prose.pieces.push(piece),
        }
    }
}

fn trailing_blanks(text: &[u8]) -> usize {
    text.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}
