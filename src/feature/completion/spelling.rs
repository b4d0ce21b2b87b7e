//! A form as it is written in place of what was typed: in the same number and with the same capitals.

use crate::glossary::Form;
use crate::inflection::{Care, is_link, is_plural_of, plural};
use crate::matcher::prefixes::{self, Hit};
use crate::words::{self, fold};

/// A form, spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The whole of it.
    pub text: String,
    /// What of it is still to be typed.
    pub rest: String,
    /// The words were typed in the plural.
    pub plural: bool,
}

/// The form of `hit` where the folded words `typed` were typed.
pub fn spell(form: &Form, hit: &Hit, typed: &[&str]) -> Spelled {
    let surface = form.surfaces[hit.phrase.surface as usize].as_str();
    let spans = prefixes::words_of(surface);
    let first = hit.position as usize;
    let mut words: Vec<String> = spans.iter().map(|span| surface[span.range()].to_owned()).collect();
    let mut plurals = Vec::new();
    for (number, typed_word) in typed.iter().enumerate() {
        let Some(word) = words.get_mut(first + number) else { continue };
        let read = prefixes::read(word, form, prefixes::role(spans.len()), typed_word, number + 1 < typed.len());
        if let Some(read) = read.filter(|read| read.inflected) {
            if is_plural_of(&read.word, word) {
                plurals.push(first + number);
            }
            *word = read.word;
        }
    }
    agree(&mut words, &plurals, form);
    let (mut text, mut rest) = (String::new(), None);
    let mut at = 0;
    for (number, (span, word)) in spans.iter().zip(&words).enumerate() {
        text.push_str(&surface[at..span.start]);
        at = span.end;
        if number + 1 == first + typed.len() {
            rest = Some(text.len() + typed_length(word, typed.last().copied().unwrap_or_default()));
        }
        text.push_str(word);
    }
    text.push_str(&surface[at..]);
    let rest = rest.and_then(|rest| text.get(rest..)).unwrap_or_default().to_owned();
    Spelled { text, rest, plural: !plurals.is_empty() }
}

/// Puts the words that go with a French noun or adjective in the plural into the plural too: those around it up to a word such as "de".
fn agree(words: &mut [String], plurals: &[usize], form: &Form) {
    if form.language.as_ref().is_none_or(|language| language.primary() != "fr") {
        return;
    }
    for &number in plurals {
        let start = words[..number].iter().rposition(|word| is_link(word)).map_or(0, |at| at + 1);
        let end = words[number..].iter().position(|word| is_link(word)).map_or(words.len(), |at| number + at);
        for (at, word) in words.iter_mut().enumerate().take(end).skip(start) {
            // Also one that was typed in the singular: half a plural is none.
            if !plurals.contains(&at)
                && word.chars().all(char::is_lowercase)
                && let Some(plural) = plural(std::slice::from_ref(word), form.language.as_ref(), Care::Likely)
            {
                *word = plural;
            }
        }
    }
}

/// The form in the plural, where there is one.
pub fn in_plural(form: &Form) -> String {
    plural(&form.surfaces, form.language.as_ref(), Care::Likely).unwrap_or_else(|| form.text.clone())
}

/// `text` with the capitals that were typed: a first one, or nothing but capitals.
pub fn with_capitals(text: &str, typed: &str) -> String {
    let letters = || typed.chars().filter(|letter| letter.is_alphabetic());
    let has_own = text.chars().any(char::is_uppercase);
    if !has_own && letters().count() > 1 && letters().all(char::is_uppercase) {
        return text.to_uppercase();
    }
    if letters().next().is_some_and(char::is_uppercase) { words::capitalised(text) } else { text.to_owned() }
}

/// How many bytes of `word` have the fold `typed`, or of the beginning of `word` that is as long where there was a slip.
fn typed_length(word: &str, typed: &str) -> usize {
    let mut folded = 0;
    for (at, letter) in word.char_indices() {
        if folded >= typed.len() {
            return at;
        }
        folded += fold(letter.encode_utf8(&mut [0; 4])).len();
    }
    word.len()
}
