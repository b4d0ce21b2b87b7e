//! A text as the stream of its vocabulary words.

use super::glue::{self, Gap};
use super::vocabulary::Vocabulary;
use crate::span::Span;
use crate::words;

/// A word that some form asks for, or symbols between two words that some form has there.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// Which word of the text, counted from 0; for symbols, the word after them.
    pub word: u32,
    /// Of its fold.
    pub digest: u64,
    /// Its class in the vocabulary.
    pub class: u32,
    /// Whether a form may go on from the token before to this one.
    pub joined: bool,
}

/// What the automaton reads, and where it comes from.
#[derive(Debug, Default)]
pub struct Stream {
    /// The vocabulary's words in the text.
    pub tokens: Vec<Token>,
    /// How many words the text has.
    pub words: u32,
}

/// Reads `text`.
pub fn scan(text: &str, vocabulary: &Vocabulary) -> Stream {
    let mut stream = Stream::default();
    // The end of the word before, while it is in the vocabulary: then what stands between matters.
    let mut last_end: Option<usize> = None;
    for found in words::digested_words(text) {
        let (word, span) = (stream.words, found.span);
        stream.words += 1;
        let class = if last_end.is_some() { vocabulary.look_up(found.digest) } else { vocabulary.look_up_first(found.digest) };
        let Some(class) = class else {
            last_end = None;
            continue;
        };
        let joined = last_end.is_some_and(|end| stream.join(text, Span::new(end, span.start), word, vocabulary));
        stream.tokens.push(Token { span, word, digest: found.digest, class, joined });
        last_end = Some(span.end);
    }
    stream
}

impl Stream {
    /// Whether a form may go on over `between`; symbols that some form has become a token.
    fn join(&mut self, text: &str, between: Span, word: u32, vocabulary: &Vocabulary) -> bool {
        let gap = &text[between.range()];
        match glue::gap(gap) {
            Gap::Space | Gap::Hyphen | Gap::Apostrophe => true,
            Gap::Apart => false,
            Gap::Symbols => {
                let digest = words::digest(&glue::symbols(gap));
                let Some(class) = vocabulary.look_up(digest) else { return false };
                self.tokens.push(Token { span: between, word, digest, class, joined: true });
                true
            }
        }
    }
}
