//! What stands between two words, and whether a form's words may be joined by it.

use crate::prose::BREAK;
use crate::words::{is_apostrophe, is_hyphen, is_invisible};

/// The kinds of gap between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Spaces of any width, with at most one line break among them.
    Space,
    /// One hyphen, with at most a line break after it.
    Hyphen,
    /// One apostrophe.
    Apostrophe,
    /// Other characters: they join only the words of a form that has them too.
    Symbols,
    /// A blank line or another block, or a hyphen or apostrophe that stands as a dash or a quotation mark: never inside a form.
    Apart,
}

/// What kind of gap `between` is. It may be empty: some scripts part words without a gap, as if by a space.
pub fn gap(between: &str) -> Gap {
    if between == " " {
        return Gap::Space;
    }
    let line_breaks = line_breaks(between);
    if line_breaks > 1 || between.contains(BREAK) {
        return Gap::Apart;
    }
    let mut core = between.trim().chars().filter(|&character| !is_invisible(character));
    let Some(first) = core.next() else { return Gap::Space };
    let alone = core.next().is_none();
    let led_by_space = between.starts_with(char::is_whitespace);
    let followed_by_space = between.ends_with(char::is_whitespace);
    if alone && is_hyphen(first) {
        let at_line_end = followed_by_space && line_breaks == 1;
        return if !led_by_space && (!followed_by_space || at_line_end) { Gap::Hyphen } else { Gap::Apart };
    }
    if alone && is_apostrophe(first) {
        return if led_by_space { Gap::Apart } else { Gap::Apostrophe };
    }
    Gap::Symbols
}

fn line_breaks(between: &str) -> usize {
    let bytes = between.as_bytes();
    let feeds = bytes.iter().filter(|&&byte| byte == b'\n').count();
    let lone_returns = bytes.iter().enumerate().filter(|&(at, &byte)| byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')).count();
    feeds + lone_returns
}

/// The characters of a [`Gap::Symbols`] without its spaces, by which it is looked up in the vocabulary.
pub fn symbols(between: &str) -> String {
    between.chars().filter(|&character| !character.is_whitespace() && !is_invisible(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        for (between, expected) in [
            (" ", Gap::Space),
            ("\u{A0}", Gap::Space),
            ("\u{202F}", Gap::Space),
            ("  ", Gap::Space),
            ("", Gap::Space),
            ("\n", Gap::Space),
            (" \r\n", Gap::Space),
            ("\n\n", Gap::Apart),
            ("\r\r", Gap::Apart),
            ("-", Gap::Hyphen),
            ("\u{2011}", Gap::Hyphen),
            ("-\n", Gap::Hyphen),
            (" - ", Gap::Apart),
            ("- ", Gap::Apart),
            (" -", Gap::Apart),
            ("'", Gap::Apostrophe),
            ("’", Gap::Apostrophe),
            ("’ ", Gap::Apostrophe),
            (" '", Gap::Apart),
            ("''", Gap::Symbols),
            (".", Gap::Symbols),
            (", ", Gap::Symbols),
            (" – ", Gap::Symbols),
            ("\u{2029}", Gap::Apart),
            (" \u{FFFC} ", Gap::Symbols),
        ] {
            assert_eq!(gap(between), expected, "{between:?}");
        }
    }
}
