//! A text as its client sees it: a plain string, edited the slow and obvious way.

/// The byte that a position of UTF-16 units means, put where the text has places: LSP 3.17, "Position".
fn byte_of(text: &str, line: u32, character: u32) -> usize {
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
        if units + letter.len_utf16() as u32 > character {
            return start + at;
        }
        units += letter.len_utf16() as u32;
    }
    start + length
}

/// Where the first line ends, and where the next one begins.
fn end_of_line(text: &str) -> Option<(usize, usize)> {
    let end = text.find(['\n', '\r'])?;
    Some((end, end + if text[end..].starts_with("\r\n") { 2 } else { 1 }))
}

/// Replaces what stands between two positions, in whichever order they come.
pub fn edit(text: &mut String, (from, to): ((u32, u32), (u32, u32)), insert: &str) {
    let (from, to) = (byte_of(text, from.0, from.1), byte_of(text, to.0, to.1));
    text.replace_range(from.min(to)..from.max(to), insert);
}

#[test]
fn edits() {
    for (before, range, insert, after) in [
        ("ab\r\ncd", ((0, 1), (1, 1)), "-", "a-d"),
        ("é😀x", ((0, 2), (0, 3)), "", "éx"),
        ("é😀x", ((0, 3), (0, 1)), "y", "éyx"),
        ("a\rb", ((0, 9), (9, 9)), "!", "a!"),
        ("", ((3, 3), (4, 4)), "z", "z"),
    ] {
        let mut text = before.to_owned();
        edit(&mut text, range, insert);
        assert_eq!(text, after, "{before:?} {range:?}");
    }
}
