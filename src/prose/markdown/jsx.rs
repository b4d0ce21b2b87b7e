//! The outlines of JSX, Vue and Svelte syntax: tags with braces in their attributes, balanced braces.

use crate::span::Span;

/// A tag, as JSX writes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: Span,
    /// From behind the name to before `>` or `/>`.
    pub(super) attributes: Span,
    pub(super) end: usize,
    /// Whether HTML would read the attributes in the same way.
    pub(super) is_html: bool,
    pub(super) closing: bool,
    pub(super) self_closing: bool,
}

/// Reads from `at` on, never from `limit` on; after a failure, `at` is how far it looked.
pub(super) struct Lexer<'s> {
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    pub(super) limit: usize,
    /// How many `>` start each line.
    pub(super) quotes: usize,
}

impl Lexer<'_> {
    /// The tag whose `<` is at `at`.
    pub(super) fn tag(&mut self) -> Option<Tag> {
        self.at += 1;
        let closing = self.take(b'/');
        let name_start = self.at;
        if !self.peek()?.is_ascii_alphabetic() {
            return None;
        }
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
        let name = Span::new(name_start, self.at);
        let mut is_html = true;
        loop {
            let before = self.at;
            self.skip_blanks();
            let blank = self.at > before;
            let attributes = Span::new(name.end, self.at);
            match self.peek()? {
                b'>' => {
                    self.at += 1;
                    return Some(Tag { name, attributes, end: self.at, is_html, closing, self_closing: false });
                }
                b'/' => {
                    self.at += 1;
                    return (self.peek()? == b'>').then(|| {
                        self.at += 1;
                        Tag { name, attributes, end: self.at, is_html, closing, self_closing: true }
                    });
                }
                b'{' => {
                    is_html = false;
                    self.braces()?;
                }
                byte if blank && is_name_start(byte) => is_html &= self.attribute()?,
                _ => return None,
            }
        }
    }

    /// An attribute with its value; gives whether HTML knows such attributes.
    fn attribute(&mut self) -> Option<bool> {
        let mut is_html = self.peek()?.is_ascii_alphabetic() || matches!(self.peek()?, b'_' | b':');
        let start = self.at;
        self.skip_while(|byte| is_name_start(byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b')' | b']'));
        is_html &= self.bytes[start..self.at].iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-'));
        let after_name = self.at;
        self.skip_blanks();
        if !self.take(b'=') {
            self.at = after_name;
            return Some(is_html);
        }
        self.skip_blanks();
        match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                self.skip_while(|byte| byte != quote);
                self.take(quote).then_some(is_html)
            }
            b'{' => self.braces().map(|()| false),
            _ => {
                let start = self.at;
                self.skip_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`' | b'{'));
                (self.at > start).then_some(is_html)
            }
        }
    }

    /// The braces whose `{` is at `at`, to behind the `}` that closes it; those in strings and comments do not count.
    pub(super) fn braces(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(());
                    }
                }
                b'\\' => self.at = (self.at + 1).min(self.limit),
                b'"' | b'\'' | b'`' => self.string(byte),
                b'/' if self.peek() == Some(b'*') => self.skip_behind(b"*/"),
                b'/' if self.peek() == Some(b'/') && self.bytes[..self.at - 1].last().is_some_and(u8::is_ascii_whitespace) => {
                    self.skip_while(|byte| !matches!(byte, b'\n' | b'\r'));
                }
                _ => {}
            }
        }
        None
    }

    /// A string on from behind its opening quote. A quote that nothing closes, on its line unless it is a template's, is an apostrophe.
    fn string(&mut self, quote: u8) {
        let start = self.at;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at = (self.at + 1).min(self.limit),
                b'\n' | b'\r' if quote != b'`' => break,
                _ if byte == quote => return,
                _ => {}
            }
        }
        self.at = start;
    }

    fn skip_behind(&mut self, end: &[u8]) {
        let found = self.bytes[self.at..self.limit].windows(end.len()).position(|window| window == end);
        self.at = found.map_or(self.limit, |length| self.at + length + end.len());
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek().filter(u8::is_ascii_whitespace) {
            self.at += 1;
            if matches!(byte, b'\n' | b'\r') {
                for _ in 0..self.quotes {
                    self.skip_while(|byte| matches!(byte, b' ' | b'\t'));
                    if !self.take(b'>') {
                        break;
                    }
                }
            }
        }
    }

    fn skip_while(&mut self, accepts: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&accepts) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    fn peek(&self) -> Option<u8> {
        self.bytes[..self.limit].get(self.at).copied()
    }
}

/// What attributes start with in HTML, JSX, Vue (`@click`, `#slot`, `:prop`) and Angular (`[x]`, `(x)`, `*x`).
const fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | b'@' | b'#' | b'[' | b'(' | b'*' | b'$')
}
