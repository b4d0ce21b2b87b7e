//! Markdown and MDX: what CommonMark renders, without code, addresses, math and tags.

mod cutter;
mod jsx;
mod lines;
mod mask;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

pub(super) use self::cutter::Cutter;
use self::mask::{Effect, Mask, Masked};
use super::html::{Scanner, Token};
use super::writer::Writer;
use super::{Prose, urls};
use crate::span::Span;

/// The Markdown that is read. Definition lists are left out because theirs depend on the paragraph before; heading ids and front matter are read here.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// Reads a text, or a chunk of one: only the first may start with a byte order mark and front matter.
pub(super) fn read(source: &str, mdx: bool, is_first: bool) -> Prose {
    let mut writer = Writer::new(source);
    let mut start = if is_first && source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    if let Some((inside, end)) = front_matter(source, start).filter(|_| is_first) {
        writer.front_matter(inside);
        start = end;
    }
    let Masked { text, masks, comments } = mask::mask(source, start, mdx);
    for comment in comments {
        writer.comment(comment);
    }
    let mut reader = Reader { text: &text, masks: &masks, mdx, writer, hidden: 0, html: Scanner::default() };
    reader.read(Span::new(start, source.len()), true);
    let mut prose = reader.writer.finish();
    urls::hide(&mut prose, true);
    prose
}

/// The inside of the front matter at `start`, and where the text behind it starts: lines between `---` and `---` or `...`, or between `+++`
/// and `+++`. A blank line behind the first makes that a thematic break (<https://pandoc.org/MANUAL.html#extension-yaml_metadata_block>).
fn front_matter(source: &str, start: usize) -> Option<(Span, usize)> {
    let mut lines = source[start..].split_inclusive('\n');
    let opening = lines.next()?;
    let fence = opening.trim_ascii_end();
    if !matches!(fence, "---" | "+++") || opening.len() == fence.len() {
        return None;
    }
    let inside = start + opening.len();
    let mut at = inside;
    for line in lines {
        let text = line.trim_ascii_end();
        if text.is_empty() && at == inside {
            return None;
        }
        if text == fence || (text == "..." && fence == "---") {
            return Some((Span::new(inside, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

struct Reader<'s> {
    /// The source with the masks painted over.
    text: &'s str,
    masks: &'s [Mask],
    mdx: bool,
    writer: Writer<'s>,
    /// How many elements are open from the outermost one on whose contents are not prose.
    hidden: usize,
    html: Scanner,
}

impl<'s> Reader<'s> {
    /// Reads the blocks in the bytes `span`; inside indented text, what is indented again is read as lines.
    fn read(&mut self, span: Span, is_top: bool) {
        // Whether a bracket pair is a link must not depend on definitions elsewhere.
        let resolve = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
        let parser = Parser::new_with_broken_link_callback(&self.text[span.range()], OPTIONS, Some(resolve));
        for (event, range) in parser.into_offset_iter() {
            let range = Span::from(range).shifted(span.start);
            match event {
                Event::Start(tag) => self.start(&tag, range, is_top),
                Event::End(tag) => self.end(tag, range),
                _ if self.hidden > 0 => {}
                Event::Html(_) | Event::InlineHtml(_) => self.html(range),
                _ if self.html.is_hiding() => {}
                Event::Text(text) => self.text(&text, range),
                Event::SoftBreak | Event::HardBreak => self.line_break(range),
                Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                    self.writer.object(range.start);
                }
                Event::Rule => self.writer.block(),
                Event::TaskListMarker(_) => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag, range: Span, is_top: bool) {
        if self.hidden > 0 {
            self.hidden += 1;
            return;
        }
        match tag {
            Tag::CodeBlock(kind) => {
                self.end_block(range.start);
                self.hidden = 1;
                if self.mdx && *kind == CodeBlockKind::Indented {
                    self.indented(range, is_top);
                }
            }
            Tag::Image { .. } => self.hide(range),
            Tag::Link { link_type, .. } => match (link_type, &self.text[range.range()]) {
                (LinkType::Autolink | LinkType::Email, _) => self.hide(range),
                (LinkType::Shortcut | LinkType::ShortcutUnknown, label) if is_reference_number(label) => self.hide(range),
                (LinkType::Shortcut | LinkType::ShortcutUnknown, label) if is_callout_marker(label) => self.hidden = 1,
                _ => self.writer.line_content(range.start),
            },
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => self.writer.line_content(range.start),
            _ => self.end_block(range.start),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Span) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link => {}
            _ => self.end_block(range.end),
        }
    }

    /// The contents of the element at `range` are not prose.
    fn hide(&mut self, range: Span) {
        if !self.html.is_hiding() {
            self.writer.object(range.start);
        }
        self.hidden = 1;
    }

    fn end_block(&mut self, offset: usize) {
        self.writer.block();
        if let Some(token) = self.html.end_block(offset) {
            self.html_token(token);
        }
    }

    fn html(&mut self, range: Span) {
        self.writer.line_content(range.start);
        let mut html = std::mem::take(&mut self.html);
        html.read(self.text, range, &mut |token| self.html_token(token));
        self.html = html;
    }

    fn html_token(&mut self, token: Token) {
        match token {
            Token::Text(span) => self.verbatim(span),
            Token::Character(character, span) => self.writer.indivisible(character, span),
            Token::LineBreak(at) => self.line_break(Span::new(at, at + 1)),
            Token::Block => self.writer.block(),
            Token::Object(at) => self.writer.object(at),
            Token::Comment(span) => self.writer.comment(span),
        }
    }

    /// Text that the parser renders as `rendered`.
    fn text(&mut self, rendered: &str, range: Span) {
        if self.text[range.range()] == *rendered {
            return self.lines(range);
        }
        let mut characters = rendered.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => self.writer.indivisible(character, range),
            _ => self.writer.object(range.start),
        }
    }

    /// Text that is rendered as it is; only that of a wikilink has several lines.
    fn lines(&mut self, range: Span) {
        let mut start = range.start;
        while let Some(length) = self.text[start..range.end].find('\n') {
            let next = start + length + 1;
            self.verbatim(Span::new(start, start + self.text[start..next].trim_ascii_end().len()));
            self.line_break(Span::new(next - 1, next));
            start = range.end - self.text[next..range.end].trim_start_matches([' ', '\t', '>']).len();
        }
        self.verbatim(Span::new(start, range.end));
    }

    /// Text that is rendered as it is, but for what is masked in it.
    fn verbatim(&mut self, range: Span) {
        self.writer.line_content(range.start);
        let mut start = range.start;
        for mask in self.masks_in(range) {
            self.writer.verbatim(Span::new(start, mask.span.start.max(start)));
            if mask.span.start >= range.start {
                self.mask(mask);
            }
            start = mask.span.end.min(range.end);
        }
        self.writer.verbatim(Span::new(start, range.end));
    }

    fn line_break(&mut self, range: Span) {
        match self.masks_in(range) {
            [] => self.writer.line_break(range.start),
            [mask, ..] if mask.effect == Effect::Break => self.writer.block(),
            _ => {}
        }
    }

    fn mask(&mut self, mask: &Mask) {
        match mask.effect {
            Effect::Nothing => {}
            Effect::Object => self.writer.object(mask.span.start),
            Effect::Break => self.writer.block(),
        }
    }

    /// Indented text of MDX, where indentation makes no code: each paragraph is read for itself, fenced code left out.
    fn indented(&mut self, range: Span, is_top: bool) {
        let hidden = std::mem::take(&mut self.hidden);
        let mut paragraph: Option<Span> = None;
        let mut fence = None;
        let mut at = range.start;
        for line in self.text[range.range()].split_inclusive('\n') {
            let content = line.trim_ascii();
            let span = Span::new(at + (line.len() - line.trim_ascii_start().len()), at + line.trim_ascii_end().len());
            at += line.len();
            let marker = ["```", "~~~"].into_iter().find(|marker| content.starts_with(marker));
            let was_in_fence = fence.is_some();
            if marker.is_some() && (fence.is_none() || fence == marker) {
                fence = if was_in_fence { None } else { marker };
            } else if !was_in_fence && !content.is_empty() {
                paragraph = Some(paragraph.map_or(span, |paragraph| Span::new(paragraph.start, span.end)));
                continue;
            }
            self.indented_paragraph(paragraph.take(), is_top);
        }
        self.indented_paragraph(paragraph, is_top);
        self.hidden = hidden;
    }

    fn indented_paragraph(&mut self, paragraph: Option<Span>, is_top: bool) {
        let Some(paragraph) = paragraph else { return };
        if is_top {
            self.read(paragraph, false);
        } else {
            self.verbatim(paragraph);
        }
        self.writer.block();
    }

    /// The masks that share a byte with `range`.
    fn masks_in(&self, range: Span) -> &'s [Mask] {
        let first = self.masks.partition_point(|mask| mask.span.end <= range.start);
        let masks = &self.masks[first..];
        &masks[..masks.partition_point(|mask| mask.span.start < range.end)]
    }
}

/// Whether a link without address is the mark of a note or a bibliography: `[1]`, `[2, 5–7]`.
fn is_reference_number(label: &str) -> bool {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, ',' | ';' | '-' | '–' | ' ');
    label.trim_matches(['[', ']']).chars().all(is_part)
}

/// Whether a link without address is the marker of a callout that GitHub does not know: `[!abstract]`.
fn is_callout_marker(label: &str) -> bool {
    let name = label.strip_prefix("[!").and_then(|label| label.strip_suffix(']'));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}
