//! Tables of positions, and edits against a plain `String`.

use proptest::prelude::*;

use super::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// What every function is held to: slow, from the definition alone, and without a rope.
mod oracle {
    use super::{Edit, Encoding, Point};

    /// The first byte of each line and the end of its content.
    pub fn lines(text: &str) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut characters = text.char_indices().peekable();
        while let Some((index, character)) = characters.next() {
            if character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n') {
                characters.next();
                lines.push((start, index));
                start = index + 2;
            } else if character == '\r' || character == '\n' {
                lines.push((start, index));
                start = index + 1;
            }
        }
        lines.push((start, text.len()));
        lines
    }

    fn width(character: char, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }

    /// The byte and whether the point exists.
    pub fn byte_of(text: &str, point: Point, encoding: Encoding) -> (usize, bool) {
        let Some((start, end)) = lines(text).get(point.line as usize).copied() else { return (text.len(), false) };
        let mut left = point.character as usize;
        for (index, character) in text[start..end].char_indices() {
            if left < width(character, encoding) {
                return (start + index, true);
            }
            left -= width(character, encoding);
        }
        (end, left == 0)
    }

    pub fn point_of(text: &str, byte: usize, encoding: Encoding) -> Point {
        let lines = lines(text);
        let line = lines.iter().rposition(|(start, _)| *start <= byte).unwrap();
        let (start, end) = lines[line];
        let inside = text[start..end].char_indices().take_while(|(index, character)| start + index + character.len_utf8() <= byte);
        Point::new(line as u32, inside.map(|(_, character)| width(character, encoding) as u32).sum())
    }

    pub fn apply(text: &mut String, edits: &[Edit], encoding: Encoding) {
        for edit in edits {
            let Some((from, to)) = edit.range else {
                text.clone_from(&edit.text);
                continue;
            };
            let (from, to) = (byte_of(text, from, encoding).0, byte_of(text, to, encoding).0);
            text.replace_range(from.min(to)..from.max(to), &edit.text);
        }
    }
}

#[test]
fn positions() {
    // The text, the byte, and its character in UTF-8, UTF-16 and UTF-32, all on the line given.
    for (name, text, byte, line, characters) in [
        ("empty text", "", 0, 0, [0, 0, 0]),
        ("accents", "très tôt", 7, 0, [7, 6, 6]),
        ("combining mark", "e\u{301}t", 3, 0, [3, 2, 2]),
        ("emoji", "a😀b", 5, 0, [5, 3, 2]),
        ("family of emoji", "👩‍👧x", 11, 0, [11, 5, 3]),
        ("end of text", "ab", 2, 0, [2, 2, 2]),
        ("second line", "a\nbc", 3, 1, [1, 1, 1]),
        ("after CRLF", "a\r\nbc", 4, 1, [1, 1, 1]),
        ("before CRLF", "a\r\nbc", 1, 0, [1, 1, 1]),
        ("after CR", "a\rbc", 3, 1, [1, 1, 1]),
        ("last empty line", "a\n", 2, 1, [0, 0, 0]),
        ("CR CR LF is two lines", "\r\r\nx", 3, 2, [0, 0, 0]),
        ("LF CR is two lines", "\n\rx", 2, 2, [0, 0, 0]),
        ("U+2028 is inside a line", "a\u{2028}b", 4, 0, [4, 2, 2]),
        ("U+2029 is inside a line", "a\u{2029}b", 4, 0, [4, 2, 2]),
        ("U+0085 is inside a line", "a\u{85}b", 3, 0, [3, 2, 2]),
        ("VT and FF are inside a line", "a\u{b}b\u{c}c", 4, 0, [4, 4, 4]),
    ] {
        let text = Text::new(text, 1);
        for (encoding, character) in ENCODINGS.into_iter().zip(characters) {
            let point = Point::new(line, character);
            assert_eq!(text.point_of(byte, encoding), point, "{name}, {encoding:?}");
            assert_eq!(text.byte_of(point, encoding), byte, "{name}, {encoding:?}");
            assert_eq!(text.checked_byte_of(point, encoding), Some(byte), "{name}, {encoding:?}");
        }
    }
}

#[test]
fn points_that_do_not_exist() {
    use Encoding::{Utf8, Utf16, Utf32};
    let huge = u32::MAX;
    // The text, the point, where it is clamped to, and whether it exists at all.
    for (name, text, (line, character), encoding, byte, exists) in [
        ("end of line", "ab\ncd", (0, 2), Utf16, 2, true),
        ("past the line", "ab\ncd", (0, 3), Utf16, 2, false),
        ("CR belongs to the break", "ab\r\ncd", (0, 3), Utf16, 2, false),
        ("lone CR too", "ab\rcd", (0, 3), Utf16, 2, false),
        ("far past the line", "ab\ncd", (1, huge), Utf8, 5, false),
        ("past the text", "ab\ncd", (2, 0), Utf32, 5, false),
        ("far past the text", "ab\ncd", (huge, huge), Utf16, 5, false),
        ("empty text", "", (0, 1), Utf16, 0, false),
        ("last empty line", "ab\n", (1, 0), Utf16, 3, true),
        ("inside a surrogate pair", "a😀b", (0, 2), Utf16, 1, true),
        ("inside a UTF-8 sequence", "a😀b", (0, 4), Utf8, 1, true),
        ("before U+2028", "a\u{2028}b", (0, 1), Utf16, 1, true),
    ] {
        let text = Text::new(text, 1);
        let point = Point::new(line, character);
        assert_eq!(text.byte_of(point, encoding), byte, "{name}");
        assert_eq!(text.checked_byte_of(point, encoding), exists.then_some(byte), "{name}");
    }
    let text = Text::new("a\r\né", 1);
    for (name, byte, point) in
        [("between CR and LF", 2, Point::new(0, 1)), ("inside a character", 4, Point::new(1, 0)), ("past the end", 99, Point::new(1, 1))]
    {
        assert_eq!(text.point_of(byte, Utf16), point, "{name}");
    }
}

#[test]
fn edits() {
    let edit = |from: (u32, u32), to: (u32, u32), text: &str| Edit {
        range: Some((Point::new(from.0, from.1), Point::new(to.0, to.1))),
        text: text.to_owned(),
    };
    let whole = |text: &str| Edit { range: None, text: text.to_owned() };
    let change = |old: (usize, usize), new: (usize, usize)| Change { old: Span::new(old.0, old.1), new: Span::new(new.0, new.1) };
    for (name, before, edits, after, changes) in [
        ("insert", "ac", vec![edit((0, 1), (0, 1), "b")], "abc", vec![change((1, 1), (1, 2))]),
        ("replace behind an emoji", "😀x", vec![edit((0, 2), (0, 3), "é")], "😀é", vec![change((4, 5), (4, 6))]),
        ("delete a line", "a\nb\nc", vec![edit((1, 0), (2, 0), "")], "a\nc", vec![change((2, 4), (2, 2))]),
        ("swapped", "abcd", vec![edit((0, 3), (0, 1), "-")], "a-d", vec![change((1, 3), (1, 2))]),
        ("past the end", "ab", vec![edit((7, 0), (9, 9), "c")], "abc", vec![change((2, 2), (2, 3))]),
        ("LF after CR makes one break", "a\rb", vec![edit((1, 0), (1, 0), "\n")], "a\r\nb", vec![change((2, 2), (2, 3))]),
        (
            "each edit speaks of the text after the one before",
            "",
            vec![edit((0, 0), (0, 0), "ac"), edit((0, 1), (0, 1), "b")],
            "abc",
            vec![change((0, 0), (0, 2)), change((1, 1), (1, 2))],
        ),
        (
            "what stands before a whole text is left out",
            "old",
            vec![whole("one"), edit((0, 0), (0, 0), "x"), whole("two"), edit((0, 3), (0, 3), "!")],
            "two!",
            vec![change((0, 3), (0, 3)), change((3, 3), (3, 4))],
        ),
        ("no edit", "same", vec![], "same", vec![]),
    ] {
        let mut text = Text::new(before, 1);
        assert_eq!(text.apply(&edits, 2, Encoding::Utf16), changes, "{name}");
        assert_eq!(text.to_string(), after, "{name}");
        assert_eq!((text.version(), text.len()), (2, after.len()), "{name}");
    }
}

#[test]
fn slices() {
    let text = Text::new("aé\nb", 1);
    for (start, end, slice) in [(0, 1, "a"), (1, 3, "é"), (0, 99, "aé\nb"), (2, 4, "é\n"), (0, 2, "a"), (3, 1, ""), (50, 60, "")] {
        assert_eq!(text.slice(Span { start, end }), slice, "{start}..{end}");
    }
}

#[test]
fn lines_of_a_fixed_text() {
    let text = "été\r\n😀x\rz\u{2028}\n";
    let lines = Lines::new(text);
    assert_eq!(lines.count(), 4);
    for (byte, line, column) in
        [(0, 1, 1), (2, 1, 2), (5, 1, 4), (7, 2, 1), (8, 2, 1), (11, 2, 2), (13, 3, 1), (17, 3, 3), (18, 4, 1), (99, 4, 1)]
    {
        assert_eq!(lines.place(byte), Place { line, column }, "{byte}");
    }
    for (line, content) in [(1, "été"), (2, "😀x"), (3, "z\u{2028}"), (4, ""), (5, ""), (0, "été")] {
        assert_eq!(&text[lines.line_span(line).range()], content, "{line}");
    }
    for length in [0, 1, 127, 128, 129, 256, 1000] {
        let line = "é".repeat(length);
        assert_eq!(Lines::new(&line).place(line.len()), Place { line: 1, column: length + 1 });
    }
}

/// Short texts full of what goes wrong: breaks of all kinds side by side, wide characters, and enough of them to fill several rope leaves.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec!["a", "é", "😀", "\u{301}", "\r", "\n", "\r\n", "\u{2028}", "\u{85}", "\u{c}", " mot", "漢"]);
    prop_oneof![
        4 => prop::collection::vec(piece.clone(), 0..12).prop_map(|pieces| pieces.concat()),
        1 => (prop::collection::vec(piece, 0..40), 1..60_usize).prop_map(|(pieces, times)| pieces.concat().repeat(times)),
    ]
}

fn points() -> impl Strategy<Value = Point> {
    (prop_oneof![9 => 0..8_u32, 1 => any::<u32>()], prop_oneof![9 => 0..12_u32, 1 => any::<u32>()])
        .prop_map(|(line, character)| Point::new(line, character))
}

fn batches() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let range = prop_oneof![9 => (points(), points()).prop_map(Some), 1 => Just(None)];
    let edit = (range, texts()).prop_map(|(range, text)| Edit { range, text });
    prop::collection::vec(prop::collection::vec(edit, 0..6), 1..5)
}

fn places() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..400_usize, 0..40_usize), 0..20)
}

fn encodings() -> impl Strategy<Value = Encoding> {
    prop::sample::select(&ENCODINGS)
}

proptest! {
    #[test]
    fn edits_equal_those_of_a_string(start in texts(), batches in batches(), encoding in encodings()) {
        let mut text = Text::new(&start, 0);
        let mut plain = start;
        for (version, edits) in batches.iter().enumerate() {
            let mut replayed = plain.clone();
            let first = edits.iter().rposition(|edit| edit.range.is_none()).unwrap_or(0);
            let changes = text.apply(edits, version as i32, encoding);
            oracle::apply(&mut plain, edits, encoding);
            prop_assert_eq!(text.to_string(), plain.as_str());
            prop_assert_eq!(text.line_count(), oracle::lines(&plain).len());
            // The changes alone lead from the old text to the new one.
            for (change, edit) in changes.iter().zip(edits.iter().skip(first)) {
                replayed.replace_range(change.old.range(), &edit.text);
                prop_assert_eq!(&replayed[change.new.range()], edit.text.as_str());
            }
            prop_assert_eq!(replayed, plain.as_str());
        }
    }

    #[test]
    fn positions_equal_those_of_a_string(plain in texts(), point in points(), encoding in encodings()) {
        let text = Text::new(&plain, 0);
        let (byte, exists) = oracle::byte_of(&plain, point, encoding);
        prop_assert_eq!(text.byte_of(point, encoding), byte);
        prop_assert_eq!(text.checked_byte_of(point, encoding), exists.then_some(byte));
    }

    #[test]
    fn every_byte_has_its_point_and_place(plain in texts(), encoding in encodings()) {
        let text = Text::new(&plain, 0);
        let lines = Lines::new(&plain);
        let step = 1 + plain.len() / 200;
        for byte in (0..plain.len() + 3).step_by(step) {
            let point = text.point_of(byte, encoding);
            prop_assert_eq!(point, oracle::point_of(&plain, byte, encoding), "byte {}", byte);
            prop_assert!(text.byte_of(point, encoding) <= byte);
            prop_assert_eq!(text.point_of(text.byte_of(point, encoding), encoding), point);
            let place = lines.place(byte);
            let is_between_break = plain.as_bytes().get(byte) == Some(&b'\n') && byte > 0 && plain.as_bytes()[byte - 1] == b'\r';
            if !is_between_break {
                let expected = oracle::point_of(&plain, byte, Encoding::Utf32);
                prop_assert_eq!((place.line, place.column), (expected.line as usize + 1, expected.character as usize + 1));
            }
        }
        for (number, (start, end)) in oracle::lines(&plain).into_iter().enumerate() {
            prop_assert_eq!(lines.line_span(number + 1), Span::new(start, end));
        }
    }

    #[test]
    fn many_points_equal_single_ones(plain in texts(), mut places in places(), sorted in any::<bool>()) {
        if sorted {
            places.sort_unstable();
        }
        let text = Text::new(&plain, 0);
        let spans: Vec<Span> = places.into_iter().map(|(start, length)| Span::new(start, start + length)).collect();
        let single = |span: &Span| (text.point_of(span.start, Encoding::Utf16), text.point_of(span.end, Encoding::Utf16));
        prop_assert_eq!(text.points_of(&spans, Encoding::Utf16), spans.iter().map(single).collect::<Vec<_>>());
    }
}
