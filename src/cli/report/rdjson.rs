//! The Reviewdog Diagnostic Format (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>): columns count UTF-8 bytes, and an end is
//! exclusive.

use serde_json::{Value, json};

use super::{Located, Report};
use crate::cli::location::Location;
use crate::glossary::Severity;

pub(super) fn document(report: &Report) -> String {
    let diagnostics: Vec<Value> = report.findings.iter().map(diagnostic).collect();
    let document = json!({ "source": { "name": env!("CARGO_PKG_NAME") }, "diagnostics": diagnostics });
    format!("{document:#}\n")
}

fn diagnostic(finding: &Located) -> Value {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Information | Severity::Hint => "INFO",
    };
    let suggestion = |(at, text): &(Location, String)| json!({ "range": range(at), "text": text });
    let mut diagnostic = json!({
        "message": finding.message,
        "location": { "path": finding.location.path, "range": range(&finding.location) },
        "severity": severity,
        "code": { "value": finding.rule.id() },
    });
    if let Some(fix) = &finding.fix {
        diagnostic["suggestions"] = json!([suggestion(fix)]);
    }
    diagnostic
}

fn range(at: &Location) -> Value {
    let (column, end_column) = at.byte_columns;
    json!({ "start": { "line": at.line, "column": column }, "end": { "line": at.end_line, "column": end_column } })
}
