//! Between the protocol's types and the core's.

use tower_lsp::lsp_types::{Diagnostic, Position, TextDocumentContentChangeEvent, Url};

use super::snapshot::Snapshot;
use crate::text::{Edit, Point};

/// What a document is looked up by: its URI without the differences that mean nothing.
///
/// Clients write the same file as `file:///c%3A/x.md` and `file:///C:/x.md` (<https://github.com/marimo-team/marimo-lsp/pull/441>).
/// Bytes, not text: file names need not be Unicode.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(Box<[u8]>);

impl Key {
    /// The percent-decoded URI with its drive letter, if any, in lower case.
    pub fn of(uri: &Url) -> Self {
        let mut bytes = percent_decoded(uri.as_str());
        if let Some([b'/', drive, b':', ..]) = bytes.strip_prefix(b"file://").filter(|_| uri.scheme() == "file") {
            let lower = drive.to_ascii_lowercase();
            bytes["file:///".len()] = lower;
        }
        Self(bytes.into())
    }
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = match after {
            [high, low, ..] if *first == b'%' => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        match digits {
            Some((high, low)) => {
                decoded.push(high * 16 + low);
                rest = &rest[3..];
            }
            None => {
                decoded.push(*first);
                rest = after;
            }
        }
    }
    decoded
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The core's point for the protocol's.
pub const fn point(position: Position) -> Point {
    Point::new(position.line, position.character)
}

/// The core's edit for the protocol's. The deprecated `rangeLength` is not looked at.
pub fn edit(change: TextDocumentContentChangeEvent) -> Edit {
    Edit { range: change.range.map(|range| (point(range.start), point(range.end))), text: change.text }
}

/// Everything there is to say about a document, sorted.
pub const fn diagnostics(_: &Snapshot) -> Vec<Diagnostic> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        let key = |uri: &str| Key::of(&Url::parse(uri).unwrap());
        for (one, other, same) in [
            ("file:///c%3A/notes/a.md", "file:///C:/notes/a.md", true),
            ("file:///c%3a/notes/a.md", "file:///c:/notes/a.md", true),
            ("file:///tmp/th%C3%A8se.md", "file:///tmp/thèse.md", true),
            ("file:///tmp/a%20b.md", "file:///tmp/a b.md", true),
            ("file:///tmp/%E9.md", "file:///tmp/%E8.md", false),
            ("file:///tmp/A.md", "file:///tmp/a.md", false),
            ("file:///tmp/100%25.md", "file:///tmp/100.md", false),
            ("untitled:Untitled-1", "untitled:Untitled-1", true),
            ("untitled:Untitled-1", "untitled:Untitled-2", false),
            ("git:/C:/a.md", "git:/c:/a.md", false),
        ] {
            assert_eq!(key(one) == key(other), same, "{one} {other}");
        }
    }

    #[test]
    fn percent_signs() {
        for (text, decoded) in [("%41%zz%4", "A%zz%4"), ("%", "%"), ("%2541", "%41"), ("", ""), ("%+1", "%+1")] {
            assert_eq!(percent_decoded(text), decoded.as_bytes(), "{text}");
        }
    }
}
