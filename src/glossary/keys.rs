//! The names of fields, in French and in English.

use super::glyph::Glyph;
use crate::language::Language;
use crate::words::fold;
use std::ops::Range;

/// What a field of a term block says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Forms of a language.
    Forms(Language),
    Avoid,
    Except,
    NotNear,
    See,
    Source,
    Example,
    CounterExample,
    Marks,
}

/// Every name as an author writes it, for "did you mean".
pub(super) const NAMES: [&str; 17] = [
    "fr",
    "en",
    "avoid",
    "éviter",
    "except",
    "sauf",
    "not near",
    "pas près de",
    "see",
    "voir",
    "source",
    "example",
    "exemple",
    "counter-example",
    "contre-exemple",
    "marks",
    "marques",
];

/// No key is longer, in characters; a colon further on belongs to a sentence.
const LONGEST: usize = 40;

/// A key and its colon, or what looks like one.
pub(super) struct KeyAt {
    /// The characters of the name.
    pub(super) name: Range<usize>,
    /// The first character of the value.
    pub(super) value: usize,
    /// `None` for a name that is not known.
    pub(super) key: Option<Key>,
}

/// The key with which `range` begins: a known name and a colon, or a few words, a colon and a space.
pub(super) fn key_at(glyphs: &[Glyph], range: Range<usize>) -> Option<KeyAt> {
    let start = (range.start..range.end).find(|&at| !glyphs[at].is_space())?;
    let end = range.end.min(start + LONGEST);
    let colon = (start..end).find(|&at| !is_of_name(&glyphs[at]))?;
    if colon == start || !glyphs[colon].is(':') {
        return None;
    }
    let last = (start..colon).rfind(|&at| !glyphs[at].is_space())?;
    let name = start..last + 1;
    let text: String = glyphs[name.clone()].iter().map(|glyph| glyph.letter).collect();
    let key = known(&text);
    let spaced = colon + 1 >= range.end || glyphs[colon + 1].is_space();
    if key.is_none() && (!spaced || text.split_whitespace().count() > 3) {
        return None;
    }
    Some(KeyAt { name, value: colon + 1, key })
}

fn is_of_name(glyph: &Glyph) -> bool {
    let inside = glyph.letter.is_alphanumeric() || matches!(glyph.letter, '-' | '_' | '\'' | '’' | '\u{300}'..'\u{370}');
    !glyph.code && !glyph.literal && (inside || (glyph.is_space() && !glyph.is_break()))
}

/// The key of that name. Letter case and accents do not count, nor whether words are joined by spaces or hyphens.
fn known(name: &str) -> Option<Key> {
    // Most keys are `fr` and `en`, and no other key is as short.
    if name.len() == 2 {
        return Language::parse(name).map(Key::Forms);
    }
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).collect();
    let key = match words.as_slice() {
        ["avoid" | "eviter"] => Key::Avoid,
        ["except" | "sauf"] => Key::Except,
        ["not", "near"] | ["pas", "pres", "de"] => Key::NotNear,
        ["see" | "voir"] => Key::See,
        ["source"] => Key::Source,
        ["example" | "exemple"] => Key::Example,
        ["counter" | "contre", "example" | "exemple"] => Key::CounterExample,
        ["marks" | "marques"] => Key::Marks,
        _ => Key::Forms(Language::parse(name)?),
    };
    Some(key)
}
