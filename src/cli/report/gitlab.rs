//! The code quality report of GitLab (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use serde_json::{Value, json};

use super::Report;
use crate::glossary::Severity;

pub(super) fn document(report: &Report) -> String {
    let issues: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Information => "minor",
                Severity::Hint => "info",
            };
            let at = &finding.location;
            json!({
                "description": finding.what(),
                "check_name": finding.rule.id(),
                "fingerprint": finding.identity(),
                "severity": severity,
                "location": { "path": at.path, "lines": { "begin": at.line, "end": at.end_line } },
            })
        })
        .collect();
    format!("{:#}\n", Value::from(issues))
}
