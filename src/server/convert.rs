//! Between the protocol's types and the core's.

use serde_json::json;
use tower_lsp::lsp_types::*;

use super::snapshot::Snapshot;
use crate::feature;
use crate::glossary::{Severity, answer};
use crate::lint::Finding;
use crate::matcher::Matcher;
use crate::messages::Locale;
use crate::span::Span;
use crate::text::{Edit, Encoding, Point, Text};

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

/// The protocol's range for bytes of a text.
pub fn range(text: &Text, span: Span, encoding: Encoding) -> Range {
    Range::new(position(text.point_of(span.start, encoding)), position(text.point_of(span.end, encoding)))
}

/// The bytes of a text for the protocol's range; what does not exist of it is left out.
pub fn span(text: &Text, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (text.byte_of(point(range.start), encoding), text.byte_of(point(range.end), encoding));
    Span::new(start.min(end), start.max(end))
}

/// The protocol's position for the core's point.
pub fn position(point: Point) -> Position {
    Position::new(point.line, point.character)
}

/// The protocol's diagnostic for a finding; `range` is where it stands.
pub fn diagnostic(finding: Finding, range: Range, matcher: &Matcher, locale: Locale) -> Diagnostic {
    let data = finding.term.map(|reference| {
        let term = matcher.term(reference);
        let form = finding.form.and_then(|form| term.forms.get(form as usize)).map(|form| &form.text);
        json!({"entry": matcher.glossary(reference).entry(term).id, "term": term.id, "form": form})
    });
    Diagnostic {
        range,
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.id().to_owned())),
        source: Some("glossator".to_owned()),
        message: finding.message.say(locale),
        data,
        ..Diagnostic::default()
    }
}

/// The protocol's severity for the core's.
pub const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// The answer at a place of a document.
pub fn hover(snapshot: &Snapshot, offset: usize, plain: bool) -> Option<Hover> {
    let link = |glossary, span| snapshot.serving.link(glossary, span);
    let in_glossary =
        snapshot.own().and_then(|own| feature::hover::own_hover(&snapshot.document, own.as_own(), offset, snapshot.locale, &link));
    let hover = in_glossary.or_else(|| feature::hover::hover(&snapshot.document, offset, snapshot.locale, &link))?;
    Some(Hover {
        contents: HoverContents::Markup(markup(hover.markdown, plain)),
        range: Some(range(snapshot.text(), hover.span, snapshot.encoding)),
    })
}

/// Markdown, or what is left of it for clients that do not show it.
pub fn markup(markdown: String, plain: bool) -> MarkupContent {
    let (kind, value) = if plain { (MarkupKind::PlainText, plain_text(&markdown)) } else { (MarkupKind::Markdown, markdown) };
    MarkupContent { kind, value }
}

/// Markdown for clients that do not show it.
fn plain_text(markdown: &str) -> String {
    let paragraphs = answer::paragraphs(markdown);
    let lines: Vec<String> = paragraphs.iter().map(|paragraph| format!("{}{}", paragraph.first, paragraph.text)).collect();
    lines.join("\n\n")
}

/// The places in glossaries that explain a place of a document.
pub fn definition(snapshot: &Snapshot, offset: usize, links: bool) -> Option<GotoDefinitionResponse> {
    let own = snapshot.own().and_then(|own| feature::definition::own_target(&own.glossary, offset));
    let in_document = own.iter().map(|target| LocationLink {
        origin_selection_range: Some(range(snapshot.text(), target.origin, snapshot.encoding)),
        target_uri: snapshot.uri.clone(),
        target_range: range(snapshot.text(), target.whole, snapshot.encoding),
        target_selection_range: range(snapshot.text(), target.selection, snapshot.encoding),
    });
    let targets = if own.is_some() { Vec::new() } else { feature::definition::targets(&snapshot.document, offset) };
    let located = targets.iter().filter_map(|target| {
        let source = snapshot.serving.source(target.term.glossary)?;
        Some(LocationLink {
            origin_selection_range: Some(range(snapshot.text(), target.origin, snapshot.encoding)),
            target_uri: Url::from_file_path(source.path.as_deref()?).ok()?,
            target_range: range(&source.text, target.whole, snapshot.encoding),
            target_selection_range: range(&source.text, target.selection, snapshot.encoding),
        })
    });
    let located: Vec<LocationLink> = in_document.chain(located).collect();
    match (located.is_empty(), links) {
        (true, _) => None,
        (false, true) => Some(GotoDefinitionResponse::Link(located)),
        (false, false) => {
            let locations = located.into_iter().map(|link| Location::new(link.target_uri, link.target_selection_range));
            Some(GotoDefinitionResponse::Array(locations.collect()))
        }
    }
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
