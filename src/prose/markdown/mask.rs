//! What is not Markdown is painted over before the parser sees it: JSX tags, interpolations, shortcodes, attribute lists.
//!
//! A painted byte is a punctuation mark without meaning, so blocks and emphasis around it stay as they were, and the text keeps its
//! length. But for comments that start a line, nothing painted goes on behind a blank line that a line at column 0 follows: the
//! parts of a document between such places are read alike alone and together.

use std::borrow::Cow;

use super::jsx::Lexer;
use super::lines::{Line, Lines, is_line_end, quote_prefix};
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
        unclosed: Vec::new(),
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
const IS_SPECIAL: [bool; 256] = {
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
    /// Closing delimiters that the rest of the document does not have.
    unclosed: Vec<&'static str>,
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
        let end = line_end(self.bytes, start);
        let after_blank = std::mem::take(&mut self.line.after_blank);
        let content = match self.lines.read(&self.bytes[start..end]) {
            Line::Content(content) => start + content,
            line => {
                self.line.after_blank = line == Line::Blank;
                self.at = next_line(self.bytes, end);
                return false;
            }
        };
        self.at = content;
        self.line.content = content;
        let text = self.source[content..end].trim_ascii_end();
        self.line.is_heading = text.starts_with('#');
        if text.starts_with('<') {
            self.skip_raw_block();
        } else if text.starts_with(":::") {
            self.container(text);
        } else if text.starts_with("[[autodoc]]") {
            let end = self.paragraph_end();
            self.add(content, end, Effect::Break);
        } else if is_macro(text) {
            self.add(content, content + text.len(), Effect::Break);
        } else if self.mdx && after_blank && content == start && text.starts_with(['i', 'e']) {
            let end = self.paragraph_end();
            if is_module_code(&self.source[content..end]) {
                self.add(content, end, Effect::Break);
            }
        }
        true
    }

    /// Reads on to behind a line end: of the current line, or of the one on which something that starts on it ends.
    fn read_line(&mut self) {
        while let Some(length) = self.bytes[self.at..].iter().position(|&byte| IS_SPECIAL[usize::from(byte)]) {
            self.at += length;
            let rest = &self.bytes[self.at..];
            match rest[0] {
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
        self.at = self.bytes.len();
    }

    /// Skips `<pre>`, `<script>`, `<style>`, `<textarea>` and comments that start a line: blank lines do not end them
    /// (<https://spec.commonmark.org/0.31.2/#html-blocks>).
    fn skip_raw_block(&mut self) {
        const BLOCKS: [(&str, &str); 5] =
            [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")];
        let rest = &self.source[self.at..];
        let is_start = |start: &str| {
            let is_comment = start == "<!--";
            let is_same = rest.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
            is_same && (is_comment || rest[start.len()..].starts_with([' ', '\t', '\n', '\r', '>']))
        };
        if let Some((start, end)) = BLOCKS.into_iter().find(|(start, _)| is_start(start)) {
            self.at = self.find(self.at + start.len(), end).unwrap_or(self.at + 1);
        }
    }

    /// `::: name title`, `:::name[title]{attributes}`: the marker goes, the title is a block.
    fn container(&mut self, text: &str) {
        let name = text.trim_start_matches(':').trim_ascii_start();
        let name = name.strip_prefix('{').and_then(|name| name.split_once('}')).map_or(name, |(_, title)| title);
        let title = name.trim_start_matches(|character: char| character.is_alphanumeric() || matches!(character, '-' | '_'));
        self.line.is_title = true;
        self.add(self.at, self.at + text.len() - title.trim_ascii_start().len(), Effect::Break);
    }

    fn code_span(&mut self) {
        let length = self.bytes[self.at..].iter().take_while(|byte| **byte == b'`').count();
        self.at += length;
        let end = self.paragraph_end();
        let mut at = self.at;
        while self.may_look() {
            let Some(blank) = self.bytes[at..end.max(at)].iter().position(|byte| *byte == b'`') else {
                return self.charge(end.saturating_sub(self.at));
            };
            at += blank;
            let closing = self.bytes[at..].iter().take_while(|byte| **byte == b'`').count();
            at += closing;
            if closing == length {
                self.at = at;
                return;
            }
        }
    }

    /// A comment or a tag. What HTML and CommonMark agree on is left as it is, but not looked into.
    fn angle(&mut self) {
        let start = self.at;
        self.at += 1;
        if !self.may_look() {
            return;
        }
        if self.source[start..].starts_with("<!--") {
            let end = self.paragraph_end();
            match self.source[self.at..end.max(self.at)].find("-->") {
                Some(length) => self.at += length + 3,
                None => self.charge(end.saturating_sub(start)),
            }
            return;
        }
        let mut lexer = Lexer { bytes: self.bytes, at: start, limit: self.part_end, quotes: self.lines.quotes };
        let Some(tag) = lexer.tag() else {
            let looked = lexer.at - start;
            return self.charge(looked);
        };
        let name = &self.source[tag.name.range()];
        if name.starts_with(|character: char| character.is_ascii_uppercase()) || name.contains('.') {
            self.add(start, tag.end, if tag.self_closing { Effect::Object } else { Effect::Nothing });
        } else if !tag.is_html {
            let blank = usize::from(self.bytes[tag.attributes.start].is_ascii_whitespace());
            self.paint(Span::new(tag.attributes.start + blank, tag.attributes.end), ATTRIBUTE_FILLER);
        }
        self.at = tag.end;
    }

    fn brace(&mut self) {
        let start = self.at;
        self.at += 1;
        if !self.may_look() {
            return;
        }
        let rest = &self.source[start..];
        if rest.starts_with("{/*") {
            self.comment(start);
        } else if let Some(length) = attribute_list(rest.as_bytes(), self.source[..start].as_bytes().last().copied()) {
            self.add(self.before_blanks(start), start + length, Effect::Nothing);
        } else if self.mdx {
            self.expression(start);
        } else if rest.starts_with("{{") {
            self.interpolation(start, "}}");
        } else if rest.starts_with("{%") {
            self.interpolation(start, "%}");
        } else {
            self.charge(1);
        }
    }

    /// `{/* … */}`; at the start of a line it may be longer than a paragraph.
    fn comment(&mut self, start: usize) {
        let inside = start + "{/*".len();
        let starts_line = self.starts_line(start);
        let Some(end) = self.find(inside, "*/") else { return };
        let blanks = self.bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if self.bytes.get(end + blanks) != Some(&b'}') || (end > self.part_end && !starts_line) {
            return self.charge(end + blanks - start);
        }
        self.comments.push(Span::new(inside, end - "*/".len()));
        self.add(start, end + blanks + 1, Effect::Nothing);
    }

    /// `{{ … }}` of Vue and Jinja, `{{< … >}}` of Hugo, `{% … %}`.
    fn interpolation(&mut self, start: usize, close: &str) {
        let end = self.paragraph_end().max(start + 2);
        match self.source[start + 2..end].find(close) {
            Some(length) => self.add(start, start + 2 + length + close.len(), Effect::Object),
            None => self.charge(end - start),
        }
    }

    /// `{…}` of MDX.
    fn expression(&mut self, start: usize) {
        let mut lexer = Lexer { bytes: self.bytes, at: start, limit: self.part_end, quotes: self.lines.quotes };
        let closed = lexer.braces();
        let end = lexer.at;
        if closed.is_none() {
            return self.charge(end - start);
        }
        // `{' '}` is how JSX writes a space at the end of a line.
        let is_space = self.source[start + 1..end - 1].trim_matches(['\'', '"', '`']).trim_ascii().is_empty();
        self.add(start, end, if is_space { Effect::Nothing } else { Effect::Object });
    }

    /// A dollar sign between blanks and punctuation is money, and opens or closes no formula: `de 5 $, voire 10 $.`
    fn dollar(&mut self) {
        let is_blank = |character: char| character.is_whitespace();
        let end = self.at + 1;
        let follows_blank = self.source[..self.at].ends_with(is_blank) || self.at == self.line.content;
        let rest = self.source[end..].chars().next();
        if follows_blank
            && rest
                .is_none_or(|next| is_blank(next) || matches!(next, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '»' | '”' | '…' | '/'))
        {
            self.paint(Span::new(self.at, end), FILLER);
        }
        self.at = end;
    }

    /// `[^note]`, but not where the note is defined; `[[anchor]]` at the end of a heading.
    fn bracket(&mut self) {
        let start = self.at;
        let rest = &self.bytes[start..];
        let label = rest.iter().skip(2).take(999).take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'[' | b']')).count();
        self.at += 1;
        if label == 0 || rest.get(2 + label) != Some(&b']') {
            return;
        }
        let is_definition = start == self.line.content && rest.get(3 + label) == Some(&b':');
        if rest[1] == b'^' && !is_definition {
            self.add(start, start + 3 + label, Effect::Object);
        } else if rest[1] == b'[' && self.line.is_heading && rest.get(3 + label) == Some(&b']') && self.ends_line(start + 4 + label) {
            self.add(self.before_blanks(start), start + 4 + label, Effect::Nothing);
        }
    }

    /// Where `close` ends, first behind `from`. One that was not found once is not looked for again.
    fn find(&mut self, from: usize, close: &'static str) -> Option<usize> {
        if self.unclosed.contains(&close) {
            return None;
        }
        let found = self.source[from..].find(close);
        if found.is_none() {
            self.unclosed.push(close);
        }
        found.map(|length| from + length + close.len())
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

    /// Where the blanks before `start` start.
    fn before_blanks(&self, start: usize) -> usize {
        let line = &self.bytes[self.line.content.max(self.painted_to).min(start)..start];
        start - line.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
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

/// `[[toc]]` and its like, alone on a line.
fn is_macro(text: &str) -> bool {
    const MACROS: [&str; 5] = ["[[toc]]", "[[_toc_]]", "[toc]", "[_toc_]", "[[open-in-colab]]"];
    text.starts_with('[') && MACROS.iter().any(|name| name.eq_ignore_ascii_case(text))
}

/// Whether a paragraph of MDX is JavaScript.
fn is_module_code(paragraph: &str) -> bool {
    const DECLARATIONS: [&str; 11] =
        ["const ", "let ", "var ", "function ", "default ", "class ", "async ", "{", "*", "type ", "interface "];
    if let Some(rest) = paragraph.strip_prefix("import") {
        return rest.starts_with([' ', '{', '"', '\'', '*']) && rest.contains(['"', '\'']) && !rest.contains('’');
    }
    paragraph.strip_prefix("export ").is_some_and(|rest| DECLARATIONS.iter().any(|declaration| rest.starts_with(declaration)))
}

/// The length of an attribute list or a Svelte block tag at the start of `rest`, short and on one line: `{#id .class}`, `{: .class}`, `{#if …}`,
/// `{/if}`, `{@html …}`, and behind a link or code anything with an `=`.
fn attribute_list(rest: &[u8], before: Option<u8>) -> Option<usize> {
    const LONGEST: usize = 500;
    let (sign, word) = (*rest.get(1)?, *rest.get(2)?);
    let is_value = sign.is_ascii_alphabetic();
    let is_list = match sign {
        b'#' | b'.' | b'/' | b'@' => word.is_ascii_alphanumeric() || matches!(word, b'_' | b'-') || (sign == b'#' && !word.is_ascii()),
        b':' => word.is_ascii_alphabetic() || word == b' ',
        _ => is_value && matches!(before, Some(b')' | b']' | b'`')),
    };
    if !is_list {
        return None;
    }
    let length = rest.iter().take(LONGEST).position(|byte| matches!(byte, b'}' | b'\n' | b'\r'))?;
    (rest[length] == b'}' && (!is_value || rest[..length].contains(&b'='))).then_some(length + 1)
}

/// Where the line around `at` ends, without its line end.
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(bytes.len(), |length| at + length)
}

/// Where the line behind the line end at `end` starts.
fn next_line(bytes: &[u8], end: usize) -> usize {
    match bytes[end..] {
        [] => end,
        [b'\r', b'\n', ..] => end + 2,
        _ => end + 1,
    }
}

/// The end of the last line, from the one around `at` on, that no blank one is before.
fn paragraph_end(bytes: &[u8], at: usize) -> usize {
    let mut end = line_end(bytes, at);
    loop {
        let next = next_line(bytes, end);
        let (_, content) = quote_prefix(&bytes[next..]);
        if next == bytes.len() || is_blank(&bytes[next + content..]) {
            return end;
        }
        end = line_end(bytes, next);
    }
}

/// The start of the first line behind `at` that is at column 0 and follows a blank one.
fn part_end(bytes: &[u8], at: usize) -> usize {
    let mut line = next_line(bytes, line_end(bytes, at));
    while line < bytes.len() {
        let next = next_line(bytes, line_end(bytes, line));
        let is_boundary = is_blank(&bytes[line..]) && bytes.get(next).is_some_and(|byte| !byte.is_ascii_whitespace());
        line = next;
        if is_boundary {
            return line;
        }
    }
    bytes.len()
}

fn is_blank(line: &[u8]) -> bool {
    is_line_end(&line[line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..])
}
