//! What there is to say about a document, in the protocol's words. Nothing of it is written out before somebody needs it.

use std::hash::{DefaultHasher, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::lsp_types::*;

use super::convert;
use super::diagnostic_extras::Extras;
use super::glossary_diagnostics;
use super::snapshot::Snapshot;
use crate::document::Extent;
use crate::lint::{Finding, Report};
use crate::span::Span;

/// What there is to say about a part of a document. Lines count from the part's first one, so that it stays the same where lines come or go
/// before the part.
#[derive(Debug)]
pub struct Said {
    findings: Vec<Finding>,
    diagnostics: Vec<Diagnostic>,
    /// The line at which each starts, and the hash of all else.
    names: Vec<(u32, u64)>,
}

impl Said {
    /// Of the findings of the part behind `start`, whose spans are bytes of the part.
    pub fn of(snapshot: &Snapshot, start: Extent, findings: Vec<Finding>) -> Self {
        let spans: Vec<Span> = findings.iter().map(|finding| finding.span.shifted(start.bytes)).collect();
        let places = snapshot.text().points_of(&spans, snapshot.encoding);
        let (mut diagnostics, mut names) = (Vec::with_capacity(findings.len()), Vec::with_capacity(findings.len()));
        for (finding, place) in findings.iter().zip(places) {
            let (from, to) = (convert::position(place.0), convert::position(place.1));
            let range = Range::new(Position::new(0, from.character), Position::new(to.line - from.line, to.character));
            let extras = Extras::of(snapshot, finding);
            let diagnostic = extras.added_to(convert::diagnostic(finding.clone(), range, snapshot.document.matcher(), snapshot.locale));
            let diagnostic = Diagnostic { data: diagnostic.data.filter(|_| snapshot.acting.diagnostic_data), ..diagnostic };
            let line = from.line.saturating_sub(number(start.lines));
            names.push((line, content_hash(&diagnostic)));
            diagnostics.push(later(diagnostic, line));
        }
        Self { findings, diagnostics, names }
    }
}

impl AsRef<[Finding]> for Said {
    fn as_ref(&self) -> &[Finding] {
        &self.findings
    }
}

/// All there is to say about a document, sorted by place.
#[derive(Default)]
pub struct Diagnostics {
    report: Option<Report<Said>>,
    /// What is said of a glossary.
    own: Vec<Diagnostic>,
    name: u64,
}

impl Diagnostics {
    /// Of a document; nothing where nobody waits for it any more.
    pub fn of(snapshot: &Snapshot, cancelled: &AtomicBool) -> Self {
        let is_cancelled = || cancelled.load(Ordering::Relaxed);
        if is_cancelled() {
            return Self::default();
        }
        if snapshot.serving.may_be_glossary() {
            return Self::of_glossary(glossary_diagnostics::diagnostics(snapshot, is_cancelled));
        }
        if !snapshot.serving.is_text {
            return Self::default();
        }
        let parts = snapshot.document.parts();
        if is_cancelled() {
            return Self::default();
        }
        Self::from(snapshot.said(parts))
    }

    fn of_glossary(own: Vec<Diagnostic>) -> Self {
        let mut hasher = DefaultHasher::new();
        own.iter().for_each(|diagnostic| hasher.write_u64(content_hash(diagnostic)));
        Self { name: if own.is_empty() { 0 } else { hasher.finish() }, own, report: None }
    }

    /// Names the content: the same diagnostics have the same name, whatever the document was when they were made. Zero where there are none.
    pub fn name(&self) -> u64 {
        self.name
    }

    /// The name as clients are told it.
    pub fn id(&self) -> String {
        format!("{:016x}", self.name)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.name == Self::default().name
    }

    /// The diagnostics.
    pub fn items(&self) -> Vec<Diagnostic> {
        let said = self.report.iter().flat_map(Report::iter);
        said.flat_map(|(start, said)| said.diagnostics.iter().map(move |diagnostic| later(diagnostic.clone(), number(start.lines))))
            .chain(self.own.iter().cloned())
            .collect()
    }

    /// The answer to a client that pulls: what there is, or that it is what the client had (`previous` is the id of that).
    pub fn report(&self, previous: Option<String>) -> DocumentDiagnosticReportResult {
        let result_id = self.id();
        DocumentDiagnosticReportResult::Report(if previous.as_ref() == Some(&result_id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items: self.items() },
            })
        })
    }
}

impl From<Report<Said>> for Diagnostics {
    fn from(report: Report<Said>) -> Self {
        let mut hasher = DefaultHasher::new();
        let mut is_empty = true;
        for (start, said) in report.iter() {
            for (line, name) in &said.names {
                hasher.write_u32(number(start.lines).saturating_add(*line));
                hasher.write_u64(*name);
                is_empty = false;
            }
        }
        Self { report: Some(report), own: Vec::new(), name: if is_empty { 0 } else { hasher.finish() } }
    }
}

fn content_hash(diagnostic: &Diagnostic) -> u64 {
    let mut hasher = DefaultHasher::new();
    // As JSON, since the protocol's types cannot be hashed. Writing them cannot fail.
    hasher.write(&serde_json::to_vec(diagnostic).unwrap_or_default());
    hasher.finish()
}

/// The protocol counts no farther.
fn number(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// The same so many lines below.
fn later(mut diagnostic: Diagnostic, lines: u32) -> Diagnostic {
    for position in [&mut diagnostic.range.start, &mut diagnostic.range.end] {
        position.line = position.line.saturating_add(lines);
    }
    diagnostic
}

#[cfg(test)]
pub mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::acting::Acting;
    use super::super::glossaries::Serving;
    use super::super::snapshot::Linting;
    use super::*;
    use crate::config::Rules;
    use crate::document::{Document, Manner};
    use crate::glossary;
    use crate::matcher::Matcher;
    use crate::messages::Locale;
    use crate::prose::Format;
    use crate::text::{Edit, Encoding, Point, Text};

    const GLOSSARY: &str = "### E\n\n> **term llm** · fr : **LLM**, ~~llmm~~, ~~LLMs~~\n\n> **term lot** · fr : lot, fournée\n";

    /// A document of `text`, just opened.
    pub fn snapshot(text: &str) -> Snapshot {
        let matcher = Arc::new(Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]));
        Snapshot {
            uri: Url::parse("file:///a.md").unwrap(),
            document: Document::new(Text::new(text, 0), Manner { format: Format::Markdown, ..Manner::default() }, Arc::clone(&matcher)),
            linting: Linting::new(&matcher, Rules::default(), Format::Markdown),
            counted: None,
            serving: Serving::nothing(),
            encoding: Encoding::Utf16,
            locale: Locale::default(),
            acting: Acting { diagnostic_data: true, ..Acting::default() },
        }
    }

    /// Its diagnostics.
    pub fn of(snapshot: &Snapshot) -> Diagnostics {
        Diagnostics::of(snapshot, &AtomicBool::new(false))
    }

    #[test]
    fn reports() {
        let report =
            |text: &str, previous: Option<&str>| serde_json::to_value(of(&snapshot(text)).report(previous.map(str::to_owned))).unwrap();
        let first = report("Le llmm.", None);
        let id = first["resultId"].as_str().unwrap();
        assert_eq!((first["kind"].as_str(), first["items"][0]["range"]["start"]["character"].as_u64()), (Some("full"), Some(3)));
        assert_eq!(report("Le llmm !", Some(id)), serde_json::json!({"kind": "unchanged", "resultId": id}));
        assert_eq!(report("Le  llmm", Some(id))["kind"], "full");
        assert_eq!(report("", Some("of another server"))["kind"], "full");
    }

    fn text() -> impl Strategy<Value = String> {
        let pieces =
            ["LLM ", "llmm ", "LLMs ", "lot ", "fournée ", "é", "ab", "😀", "\n", "\n\n", "\r\n", "<!-- glossator-off -->\n\n", "mot "];
        let piece =
            prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => Just("mot lot mot ".repeat(400) + "\n\n")];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn diagnostics_of_an_edited_document_are_those_of_a_fresh_one(
            first in prop::collection::vec(text(), 0..50),
            edits in prop::collection::vec((0usize..500, 0u32..9, 0u32..20, text()), 1..10),
        ) {
            let mut edited = snapshot(&first.concat());
            let mut before = of(&edited);
            for (line, character, length, text) in edits {
                let line = (line % edited.text().line_count()) as u32;
                let range = (Point::new(line, character), Point::new(line, character + length.saturating_sub(12)));
                edited.document.edit(&[Edit { range: Some(range), text }], 1, Encoding::Utf16);
                let (now, fresh) = (of(&edited), of(&snapshot(&edited.text().to_string())));
                prop_assert_eq!(now.items(), fresh.items());
                prop_assert_eq!(now.name(), fresh.name());
                prop_assert_eq!(now.name() == before.name(), now.items() == before.items());
                before = now;
            }
        }
    }
}
