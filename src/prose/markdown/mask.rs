//! What is not Markdown is painted over before the parser sees it: JSX tags, interpolations, shortcodes, attribute lists.
//!
//! A painted byte is a punctuation mark without meaning, so blocks and emphasis around it stay as they were, and the text keeps its
//! length. But for comments that start a line, nothing painted goes on behind a blank line that a line at column 0 follows: the
//! parts of a document between such places are read alike alone and together.

mod inline;
mod line_start;

use std::borrow::Cow;

use super::lines::{Line, Lines, is_line_end, line_end, next_line, paragraph_end, part_end, quote_prefix};
use crate::span::Span;

/// A Markdown text ready for the parser.
pub(super) struct Masked<'s> {
    /// The text with the masks painted over, byte for byte as long as the source.
    pub(super) text: Cow<'s, str>,
    /// In order, none overlapping another.
    pub(super) masks: Vec<Mask>,
    /// The insides of JSX comments.
    pub(super) comments: Vec<Span>,
}

/// Bytes that are not to be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask {
    pub(super) span: Span,
    pub(super) effect: Effect,
    /// Whether only blanks and other masks stand before it on its line.
    starts_line: bool,
}

/// What a mask leaves in the rendered text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Nothing,
    Object,
    /// It separates blocks, as what is alone on its lines does.
    Break,
}

/// Fills masks: punctuation, as the brackets it stands for, and nothing in Markdown.
const FILLER: char = '%';
/// Fills attributes that HTML does not know: an attribute that it does.
const ATTRIBUTE_FILLER: char = 'a';

/// Paints over what is not Markdown in the bytes of `source` from `start` on.
pub(super) fn mask(source: &str, start: usize, mdx: bool) -> Masked<'_> {
    let mut masker = Masker {
        source,
        bytes: source.as_bytes(),
        mdx,
        at: start,
        lines: Lines::new(!mdx),
        line: CurrentLine { content: start, after_blank: true, is_heading: false, is_title: false },
        paragraph_end: start,
        part_end: start,
        budget: 0,
        closes: Vec::new(),
        chain: 0,
        masks: Vec::new(),
        comments: Vec::new(),
        painted: String::new(),
        painted_to: 0,
    };
    while masker.at < source.len() {
        if masker.read_line_start() {
            masker.read_line();
        }
    }
    masker.finish()
}

/// What ends a line or may start something to be masked.
static IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut index = 0;
    while index < 256 {
        table[index] = matches!(index as u8, b'\n' | b'\r' | b'\\' | b'`' | b'<' | b'{' | b'[' | b'$');
        index += 1;
    }
    table
};

struct Masker<'s> {
    source: &'s str,
    bytes: &'s [u8],
    mdx: bool,
    at: usize,
    lines: Lines,
    line: CurrentLine,
    /// Where the paragraph around `at` ends, without its line end; stale if not behind `at`.
    paragraph_end: usize,
    /// Where the blank lines around `at` that a line at column 0 follows end; stale if not behind `at`.
    part_end: usize,
    /// How many bytes of the part may still be looked at in vain: what opens and does not close must not cost time without end.
    budget: usize,
    /// Where closing delimiters end next; what is not there is not looked for twice.
    closes: Vec<(&'static str, Option<usize>)>,
    /// The first mask of those that are alone on their lines so far.
    chain: usize,
    masks: Vec<Mask>,
    comments: Vec<Span>,
    painted: String,
    painted_to: usize,
}

struct CurrentLine {
    /// Where its content starts, behind quote prefixes and list markers.
    content: usize,
    /// Whether the line before is blank, or there is none.
    after_blank: bool,
    is_heading: bool,
    /// Whether it is the title of a container: what follows is another block.
    is_title: bool,
}

impl<'s> Masker<'s> {
    fn finish(mut self) -> Masked<'s> {
        let text = if self.painted_to == 0 {
            Cow::Borrowed(self.source)
        } else {
            self.painted.push_str(&self.source[self.painted_to..]);
            Cow::Owned(self.painted)
        };
        Masked { text, masks: self.masks, comments: self.comments }
    }

    /// Takes a line that is no text at all (then false), or the start of one.
    fn read_line_start(&mut self) -> bool {
        let start = self.at;
        let after_blank = std::mem::take(&mut self.line.after_blank);
        let content = match self.lines.read(&self.bytes[start..]) {
            Line::Content(content) => start + content,
            line => {
                self.line.after_blank = line == Line::Blank;
                self.at = next_line(self.bytes, line_end(self.bytes, start));
                return false;
            }
        };
        self.at = content;
        self.line.content = content;
        let first = self.bytes.get(content).copied().unwrap_or(b'\n');
        self.line.is_heading = first == b'#';
        if self.lines.is_too_deep {
            let markers = self.bytes[content..].iter().take_while(|byte| b"> \t-+*0123456789.)".contains(byte)).count();
            self.add(content, content + markers, Effect::Nothing);
            return true;
        }
        match first {
            b'<' => self.skip_raw_block(),
            b':' if self.bytes[content..].starts_with(b":::") => self.container(),
            b'[' => self.line_macro(),
            b'i' | b'e' if self.mdx && after_blank && content == start => self.module_code(),
            _ => {}
        }
        true
    }

    /// Reads on to behind a line end: of the current line, or of the one on which something that starts on it ends.
    fn read_line(&mut self) {
        loop {
            self.at = next_special(self.bytes, self.at);
            let rest = &self.bytes[self.at..];
            let Some(special) = rest.first() else { return };
            match special {
                b'\\' => self.at += 1 + usize::from(rest.get(1).is_some_and(u8::is_ascii_punctuation)),
                b'`' => self.code_span(),
                b'<' => self.angle(),
                b'{' => self.brace(),
                b'[' => self.bracket(),
                b'$' => self.dollar(),
                _ => {
                    let next = next_line(self.bytes, self.at);
                    if std::mem::take(&mut self.line.is_title) {
                        self.masks.push(Mask { span: Span::new(self.at, next), effect: Effect::Break, starts_line: false });
                    }
                    self.at = next;
                    return;
                }
            }
        }
    }

    /// Where `close` ends, first behind `from`: anywhere in the document for what a top-level block starts with, else in the part.
    fn find(&mut self, from: usize, close: &'static str, is_block: bool) -> Option<usize> {
        if !is_block || !self.lines.is_top_level {
            let found = self.source[from..self.part_end.max(from)].find(close);
            self.charge(found.map_or(self.part_end.saturating_sub(from), |_| 0));
            return found.map(|length| from + length + close.len());
        }
        let known = self.closes.iter().position(|(known, _)| *known == close);
        if let Some((_, end)) = known.map(|index| self.closes[index])
            && end.is_none_or(|end| from + close.len() <= end)
        {
            return end;
        }
        let end = self.source[from..].find(close).map(|length| from + length + close.len());
        self.closes.retain(|(known, _)| *known != close);
        self.closes.push((close, end));
        end
    }

    /// Masks the bytes from `start` to `end` and goes on behind them.
    fn add(&mut self, start: usize, end: usize, effect: Effect) {
        let starts_line = self.starts_line(start);
        if starts_line && self.last_mask_on_line().is_none() {
            self.chain = self.masks.len();
        }
        let span = Span::new(start, end);
        self.masks.push(Mask { span, effect, starts_line });
        if starts_line && self.ends_line(end) {
            for mask in &mut self.masks[self.chain..] {
                mask.effect = Effect::Break;
            }
        }
        self.paint(span, FILLER);
        self.at = end;
    }

    fn starts_line(&self, start: usize) -> bool {
        let is_blank = |from: usize| self.bytes[from.min(start)..start].iter().all(|byte| matches!(byte, b' ' | b'\t'));
        self.last_mask_on_line().map_or_else(|| is_blank(self.line.content), |last| last.starts_line && is_blank(last.span.end))
    }

    /// The last mask, if it ends on the current line.
    fn last_mask_on_line(&self) -> Option<&Mask> {
        self.masks.last().filter(|last| last.span.end > self.line.content)
    }

    fn ends_line(&self, end: usize) -> bool {
        let blanks = self.bytes[end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        is_line_end(&self.bytes[end + blanks..])
    }

    /// Fills `span`, but for line ends and the indentation and quote prefixes behind them.
    fn paint(&mut self, span: Span, filler: char) {
        self.painted.push_str(&self.source[self.painted_to..span.start]);
        let mut at = span.start;
        while at < span.end {
            let end = line_end(&self.bytes[..span.end], at);
            self.painted.extend(std::iter::repeat_n(filler, end - at));
            let next = next_line(self.bytes, end).min(span.end);
            let prefix = if self.lines.quotes > 0 { quote_prefix(&self.bytes[next..span.end]).1 } else { 0 };
            let blanks = self.bytes[next + prefix..span.end].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            at = next + prefix + blanks;
            self.painted.push_str(&self.source[end..at]);
        }
        self.painted_to = span.end;
    }

    fn paragraph_end(&mut self) -> usize {
        if self.paragraph_end <= self.at {
            self.paragraph_end = paragraph_end(self.bytes, self.at);
        }
        self.paragraph_end
    }

    /// Whether there is still time to look for where something ends.
    fn may_look(&mut self) -> bool {
        if self.part_end <= self.at {
            let end = part_end(self.bytes, self.at);
            self.budget = 4096 + 8 * (end - self.at);
            self.part_end = end;
        }
        self.budget > 0
    }

    fn charge(&mut self, looked_at: usize) {
        self.budget = self.budget.saturating_sub(looked_at);
    }
}

fn next_special(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| !IS_SPECIAL[usize::from(*byte)]) {
        at += 1;
    }
    at
}
