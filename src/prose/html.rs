//! Raw HTML, read in stretches: tags vanish, separate or hide, text and comments are handed on.

use super::entities;
use crate::span::Span;

/// What raw HTML consists of for a reader of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text, shown as it is.
    Text(Span),
    /// A character reference, shown as one character.
    Character(char, Span),
    /// A line of text ends here.
    LineBreak(usize),
    /// A block starts or ends.
    Block,
    /// Something that is not prose stands here.
    Object(usize),
    /// The inside of a comment.
    Comment(Span),
}

/// What a tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Nothing,
    Block,
    LineBreak,
    Object,
    /// The contents are not prose.
    Hide,
    /// The contents are neither prose nor inside a line.
    HideBlock,
}

fn effect(name: &str) -> Effect {
    match name {
        "br" => Effect::LineBreak,
        // An index or a note mark is no part of the word before it.
        "img" | "input" | "embed" | "sub" | "sup" => Effect::Object,
        "code" | "kbd" | "samp" | "var" | "tt" | "svg" | "math" | "audio" | "canvas" | "iframe" | "object" | "select" | "video" => {
            Effect::Hide
        }
        "pre" | "script" | "style" | "textarea" => Effect::HideBlock,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "col" | "colgroup" | "dd" | "details"
        | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "head" | "header" | "hr" | "html" | "legend" | "li" | "main" | "menu" | "nav" | "ol" | "optgroup" | "option"
        | "p" | "search" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "title" | "tr" | "ul" => {
            Effect::Block
        }
        _ => Effect::Nothing,
    }
}

fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea")
}

/// Reads HTML stretch by stretch; a tag, a comment or a hidden element may go on over several stretches (the lines of a block in
/// a quote, the inline tags of a paragraph).
#[derive(Debug, Default)]
pub(super) struct Scanner {
    state: State,
    hidden: Option<Hidden>,
    /// Whether the blanks that follow are the indentation of a line.
    is_line_start: bool,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Text,
    Tag(Tag),
    /// From the end of `<!--`.
    Comment(usize),
    /// `<!doctype …>`, `<?…>`.
    Declaration,
}

#[derive(Debug, Default)]
struct Tag {
    start: usize,
    name: String,
    closing: bool,
    /// The quote around the attribute value being read.
    quote: Option<u8>,
    /// The last byte that is not blank.
    last: u8,
}

/// An element whose contents are hidden, with the depth of elements of the same name in it.
#[derive(Debug)]
struct Hidden {
    name: String,
    depth: usize,
}

impl Scanner {
    /// Whether text is hidden here.
    pub(super) fn is_hiding(&self) -> bool {
        self.hidden.is_some()
    }

    /// Forgets what is open where a block of the page ends at `end`; gives the comment that it leaves open.
    pub(super) fn end_block(&mut self, end: usize) -> Option<Token> {
        match std::mem::take(self).state {
            State::Comment(start) if start <= end => Some(Token::Comment(Span::new(start, end))),
            _ => None,
        }
    }

    /// Reads the bytes `span` of `text`, which follow those of the call before.
    pub(super) fn read(&mut self, text: &str, span: Span, out: &mut impl FnMut(Token)) {
        let mut at = span.start;
        while at < span.end {
            at = match std::mem::take(&mut self.state) {
                State::Text => self.read_text(text, Span::new(at, span.end), out),
                State::Tag(tag) => self.read_tag(text, Span::new(at, span.end), tag, out),
                State::Comment(start) => {
                    let rest = &text[at..span.end];
                    let Some(length) = rest.find("-->") else {
                        self.state = State::Comment(start);
                        return;
                    };
                    if !self.is_hiding() {
                        out(Token::Comment(Span::new(start, at + length)));
                    }
                    at + length + 3
                }
                State::Declaration => match text[at..span.end].find('>') {
                    Some(length) => at + length + 1,
                    None => {
                        self.state = State::Declaration;
                        return;
                    }
                },
            };
        }
    }

    /// Reads text up to the next tag, reference or line; gives where to go on.
    fn read_text(&mut self, text: &str, span: Span, out: &mut impl FnMut(Token)) -> usize {
        let mut rest = &text[span.range()];
        if std::mem::take(&mut self.is_line_start) {
            rest = rest.trim_start_matches([' ', '\t']);
            if rest.len() < span.len() {
                return span.end - rest.len();
            }
        }
        let length = rest.bytes().position(|byte| matches!(byte, b'<' | b'&' | b'\n' | b'\r')).unwrap_or(rest.len());
        if length > 0 {
            self.show(Token::Text(Span::new(span.start, span.start + length)), out);
            return span.start + length;
        }
        match rest.as_bytes()[0] {
            b'<' => self.open(text, span, out),
            b'&' => match entities::decode(rest) {
                Some((decoded, length)) => {
                    let reference = Span::new(span.start, span.start + length);
                    let mut characters = decoded.chars();
                    match (characters.next(), characters.next()) {
                        (Some(character), None) => self.show(Token::Character(character, reference), out),
                        _ => self.show(Token::Object(span.start), out),
                    }
                    reference.end
                }
                None => self.show_byte(span.start, out),
            },
            _ => {
                self.show(Token::LineBreak(span.start), out);
                self.is_line_start = true;
                span.start + 1
            }
        }
    }

    /// Reads what starts with `<`.
    fn open(&mut self, text: &str, span: Span, out: &mut impl FnMut(Token)) -> usize {
        let rest = &text.as_bytes()[span.start + 1..span.end];
        let closing = rest.first() == Some(&b'/');
        let name_at = usize::from(closing);
        let name =
            rest[name_at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_' | b'.')).count();
        if rest.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            let name = text[span.start + 1 + name_at..][..name].to_ascii_lowercase();
            // In these, `<` is a character until their end tag: `if (a<b)`.
            if self.hidden.as_ref().is_some_and(|hidden| is_raw_text(&hidden.name) && !(closing && hidden.name == name)) {
                return span.start + 1;
            }
            let end = span.start + 1 + name_at + name.len();
            self.state = State::Tag(Tag { start: span.start, name, closing, quote: None, last: 0 });
            return end;
        }
        if rest.starts_with(b"!--") && !self.is_hiding() {
            let start = span.start + 4;
            // `<!-->` and `<!--->` are whole comments (<https://spec.commonmark.org/0.31.2/#html-comment>).
            for empty in ["<!-->", "<!--->"] {
                if text[span.range()].starts_with(empty) {
                    out(Token::Comment(Span::new(start, start)));
                    return span.start + empty.len();
                }
            }
            self.state = State::Comment(start);
            return start;
        }
        if rest.first().is_some_and(|byte| matches!(byte, b'!' | b'?')) {
            self.state = State::Declaration;
            return span.start + 2;
        }
        self.show_byte(span.start, out)
    }

    /// Reads a tag on from behind its name, to its end if it is in `span`.
    fn read_tag(&mut self, text: &str, span: Span, mut tag: Tag, out: &mut impl FnMut(Token)) -> usize {
        for (offset, &byte) in text.as_bytes()[span.range()].iter().enumerate() {
            match (tag.quote, byte) {
                (Some(quote), _) if quote == byte => tag.quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if tag.last == b'=' => tag.quote = Some(byte),
                (None, b'>') => {
                    self.apply(&tag, out);
                    return span.start + offset + 1;
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                tag.last = byte;
            }
        }
        self.state = State::Tag(tag);
        span.end
    }

    fn apply(&mut self, tag: &Tag, out: &mut impl FnMut(Token)) {
        let self_closing = tag.last == b'/' && !tag.closing;
        if let Some(hidden) = &mut self.hidden {
            if hidden.name == tag.name && !self_closing {
                hidden.depth = if tag.closing { hidden.depth - 1 } else { hidden.depth + 1 };
                if hidden.depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match (effect(&tag.name), tag.closing) {
            (Effect::Nothing, _) | (Effect::Object | Effect::Hide, true) => {}
            (Effect::Block, _) | (Effect::HideBlock, true) => out(Token::Block),
            (Effect::LineBreak, _) => out(Token::LineBreak(tag.start)),
            (Effect::Object, false) => out(Token::Object(tag.start)),
            (hiding, false) => {
                out(if hiding == Effect::HideBlock { Token::Block } else { Token::Object(tag.start) });
                if !self_closing {
                    self.hidden = Some(Hidden { name: tag.name.clone(), depth: 1 });
                }
            }
        }
    }

    fn show_byte(&self, at: usize, out: &mut impl FnMut(Token)) -> usize {
        self.show(Token::Text(Span::new(at, at + 1)), out);
        at + 1
    }

    fn show(&self, token: Token, out: &mut impl FnMut(Token)) {
        if !self.is_hiding() {
            out(token);
        }
    }
}
