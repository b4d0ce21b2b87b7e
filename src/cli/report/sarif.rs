//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>): columns count UTF-16 units, and an end is exclusive.

use serde_json::{Value, json};

use super::uri::escaped;
use super::{Located, Report};
use crate::cli::location::Location;
use crate::config::Rule;
use crate::glossary::Severity;
use crate::messages::Locale;

pub(super) fn document(report: &Report, locale: Locale) -> String {
    let failure = |text: &String| json!({ "level": "error", "message": { "text": text } });
    let run = json!({
        "tool": { "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": Rule::ALL.iter().map(|rule| description(*rule, locale)).collect::<Vec<_>>(),
        } },
        "language": if locale == Locale::French { "fr" } else { "en" },
        "columnKind": "utf16CodeUnits",
        "invocations": [{
            "executionSuccessful": report.is_complete,
            "toolExecutionNotifications": report.failures.iter().map(failure).collect::<Vec<_>>(),
        }],
        "results": report.findings.iter().map(result).collect::<Vec<_>>(),
    });
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{document:#}\n")
}

fn description(rule: Rule, locale: Locale) -> Value {
    let help = rule.help(locale);
    let text = format!("{}\n\n{}", help.what, help.why);
    json!({
        "id": rule.id(),
        "shortDescription": { "text": help.what },
        "help": { "text": text, "markdown": format!("{text}\n\n`glossator lint --explain {}`", rule.id()) },
        "defaultConfiguration": { "level": level(rule.default_severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn result(finding: &Located) -> Value {
    let at = &finding.location;
    let mut result = json!({
        "ruleId": finding.rule.id(),
        "ruleIndex": finding.rule as usize,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact(&at.path),
            "region": region(at, Some(&at.text)),
        } }],
        "partialFingerprints": { "glossator/v1": finding.identity() },
    });
    if let Some(term) = &finding.term {
        result["properties"] = json!({ "term": term });
    }
    if let Some((at, replacement)) = &finding.fix {
        let change = json!({ "deletedRegion": region(at, None), "insertedContent": { "text": replacement } });
        result["fixes"] = json!([{
            "description": { "text": finding.what() },
            "artifactChanges": [{ "artifactLocation": artifact(&at.path), "replacements": [change] }],
        }]);
    }
    result
}

fn region(at: &Location, snippet: Option<&str>) -> Value {
    let (column, end_column) = at.utf16_columns;
    let mut region = json!({ "startLine": at.line, "startColumn": column, "endLine": at.end_line, "endColumn": end_column });
    if let Some(text) = snippet {
        region["snippet"] = json!({ "text": text });
    }
    region
}

/// Relative paths are relative to where the texts are looked at from; a path that leaves that folder has no base.
fn artifact(path: &str) -> Value {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    match path.strip_prefix('/') {
        Some(below) => json!({ "uri": format!("file:///{}", escaped(below)) }),
        None if path.starts_with("../") => json!({ "uri": escaped(&path) }),
        None => json!({ "uri": escaped(&path), "uriBaseId": "%SRCROOT%" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (path, expected) in [
            ("docs/a.md", json!({"uri": "docs/a.md", "uriBaseId": "%SRCROOT%"})),
            ("C: é/<a> & \"b\".md", json!({"uri": "C%3A%20%C3%A9/%3Ca%3E%20%26%20%22b%22.md", "uriBaseId": "%SRCROOT%"})),
            ("/tmp/a b.md", json!({"uri": "file:///tmp/a%20b.md"})),
            ("../a.md", json!({"uri": "../a.md"})),
        ] {
            assert_eq!(artifact(path), expected, "{path}");
        }
    }
}
