//! A text as the stream of its vocabulary words.

use super::glue::{self, Gap};
use super::vocabulary::{SEPARATOR, SEPARATOR_CODE, SurfaceId, Vocabulary, code};
use crate::span::Span;
use crate::words;

/// A word that some form asks for, or a separator.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where; empty for a separator.
    pub span: Span,
    /// Which word of the text, counted from 0.
    pub word: u32,
    /// Its number, or [`SEPARATOR`].
    pub surface: SurfaceId,
}

/// What the automaton reads, and where it comes from.
#[derive(Debug, Default)]
pub struct Stream {
    /// The codes of the tokens' classes.
    pub codes: Vec<u8>,
    /// One for each code.
    pub tokens: Vec<Token>,
    /// How many words the text has.
    pub words: u32,
}

/// Reads `text`.
pub fn scan(text: &str, vocabulary: &Vocabulary) -> Stream {
    let mut stream = Stream::default();
    let mut buffer = String::new();
    // The end of the word before, while it is in the vocabulary: then what stands between matters.
    let mut joined_to: Option<usize> = None;
    for span in words::words(text) {
        let word = stream.words;
        stream.words += 1;
        let Some(surface) = vocabulary.look_up(&text[span.range()], &mut buffer) else {
            joined_to = None;
            continue;
        };
        match joined_to {
            None => stream.separate(word),
            Some(end) => stream.join(text, Span::new(end, span.start), word, vocabulary, &mut buffer),
        }
        stream.push(Token { span, word, surface }, vocabulary);
        joined_to = Some(span.end);
    }
    stream
}

impl Stream {
    fn push(&mut self, token: Token, vocabulary: &Vocabulary) {
        if let Some(class) = vocabulary.class_of(token.surface) {
            self.codes.extend_from_slice(&code(class));
            self.tokens.push(token);
        }
    }

    fn separate(&mut self, word: u32) {
        self.codes.extend_from_slice(&SEPARATOR_CODE);
        self.tokens.push(Token { span: Span::default(), word, surface: SEPARATOR });
    }

    fn join(&mut self, text: &str, between: Span, word: u32, vocabulary: &Vocabulary, buffer: &mut String) {
        match glue::gap(&text[between.range()]) {
            Gap::Space | Gap::Hyphen | Gap::Apostrophe => {}
            Gap::Apart => self.separate(word),
            Gap::Symbols => match vocabulary.look_up(&glue::symbols(&text[between.range()]), buffer) {
                Some(surface) => self.push(Token { span: between, word, surface }, vocabulary),
                None => self.separate(word),
            },
        }
    }
}
