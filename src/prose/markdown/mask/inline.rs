//! What may stand anywhere in a line: code spans are skipped, tags, braces and note marks masked.

use super::super::jsx::Lexer;
use super::{ATTRIBUTE_FILLER, Effect, FILLER, Masker};
use crate::span::Span;

impl Masker<'_> {
    pub(super) fn code_span(&mut self) {
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
    pub(super) fn angle(&mut self) {
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

    pub(super) fn brace(&mut self) {
        let start = self.at;
        self.at += 1;
        if !self.may_look() {
            return;
        }
        let rest = &self.source[start..];
        if rest.starts_with("{/*") {
            self.comment(start);
        } else if let Some(length) = attribute_list(rest.as_bytes(), self.bytes[..start].last().copied()) {
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

    /// `{/* … */}`; one that starts a block may be longer than a part.
    fn comment(&mut self, start: usize) {
        let inside = start + "{/*".len();
        let Some(end) = self.find(inside, "*/", start == self.line.content) else { return };
        let blanks = self.bytes[end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if self.bytes.get(end + blanks) != Some(&b'}') {
            return self.charge((end + blanks).min(self.part_end).saturating_sub(start));
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
    pub(super) fn dollar(&mut self) {
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
    pub(super) fn bracket(&mut self) {
        let start = self.at;
        let rest = &self.bytes[start..];
        let label = rest.iter().skip(2).take(999).take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'[' | b']')).count();
        self.at += 1;
        if label == 0 || rest.get(2 + label) != Some(&b']') {
            return;
        }
        let is_definition = start == self.line.content && !self.lines.is_indented && rest.get(3 + label) == Some(&b':');
        if rest[1] == b'^' && !is_definition {
            self.add(start, start + 3 + label, Effect::Object);
        } else if rest[1] == b'[' && self.line.is_heading && rest.get(3 + label) == Some(&b']') && self.ends_line(start + 4 + label) {
            self.add(self.before_blanks(start), start + 4 + label, Effect::Nothing);
        }
    }

    /// Where the blanks before `start` start.
    fn before_blanks(&self, start: usize) -> usize {
        let line = &self.bytes[self.line.content.max(self.painted_to).min(start)..start];
        start - line.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
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
