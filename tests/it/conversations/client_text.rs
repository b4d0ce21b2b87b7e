//! A text as its client sees it: a plain string, edited the slow and obvious way.

/// How many units a character counts in positions.
#[derive(Clone, Copy, Debug)]
pub struct Unit(pub fn(char) -> usize);

impl Unit {
    /// The one with this name in the protocol; UTF-16 where there is none.
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("utf-8") => Self(char::len_utf8),
            Some("utf-32") => Self(|_| 1),
            _ => Self(char::len_utf16),
        }
    }
}

/// The byte that a position means, put where the text has places: LSP 3.17, "Position".
fn byte_of(text: &str, line: u32, character: u32, unit: Unit) -> usize {
    let mut start = 0;
    for _ in 0..line {
        match end_of_line(&text[start..]) {
            Some((_, next)) => start += next,
            None => return text.len(),
        }
    }
    let length = end_of_line(&text[start..]).map_or(text.len() - start, |(end, _)| end);
    let mut units = 0;
    for (at, letter) in text[start..start + length].char_indices() {
        if units + unit.0(letter) > character as usize {
            return start + at;
        }
        units += unit.0(letter);
    }
    start + length
}

/// Where the first line ends, and where the next one begins.
fn end_of_line(text: &str) -> Option<(usize, usize)> {
    let end = text.find(['\n', '\r'])?;
    Some((end, end + if text[end..].starts_with("\r\n") { 2 } else { 1 }))
}

/// Replaces what stands between two positions, in whichever order they come.
pub fn edit(text: &mut String, (from, to): ((u32, u32), (u32, u32)), insert: &str, unit: Unit) {
    let (from, to) = (byte_of(text, from.0, from.1, unit), byte_of(text, to.0, to.1, unit));
    text.replace_range(from.min(to)..from.max(to), insert);
}

#[test]
fn edits() {
    for (name, before, range, insert, after) in [
        ("utf-16", "ab\r\ncd", ((0, 1), (1, 1)), "-", "a-d"),
        ("utf-16", "é😀x", ((0, 2), (0, 3)), "", "éx"),
        ("utf-16", "é😀x", ((0, 3), (0, 1)), "y", "éyx"),
        ("utf-8", "é😀x", ((0, 2), (0, 6)), "", "éx"),
        ("utf-8", "é😀x", ((0, 1), (0, 5)), "y", "y😀x"),
        ("utf-32", "é😀x", ((0, 1), (0, 2)), "", "éx"),
        ("utf-16", "a\rb", ((0, 9), (9, 9)), "!", "a!"),
        ("utf-16", "", ((3, 3), (4, 4)), "z", "z"),
    ] {
        let mut text = before.to_owned();
        edit(&mut text, range, insert, Unit::named(Some(name)));
        assert_eq!(text, after, "{name} {before:?} {range:?}");
    }
}
