//! JSON: one document, or one object a line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Located, Report};
use crate::cli::location::Location;
use crate::config::level_name;

/// A finding as programs read it.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    location: &'a Location,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    term: Option<&'a str>,
    /// What to write in place of `text`; `null` where nothing is certain, or where the fix reaches farther.
    replacement: Option<&'a str>,
    fix: Option<Fix<'a>>,
}

/// An edit, which may reach over the article before the words. UTF-8 byte offsets, the end exclusive.
#[derive(Serialize)]
struct Fix<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    /// Goes up when a field goes or means something else; fields may be added.
    version: u32,
    tool: Tool,
    findings: Vec<Record<'a>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary<'a> {
    texts: usize,
    findings: usize,
    rules: BTreeMap<&'static str, usize>,
    failures: &'a [String],
}

fn record(finding: &Located) -> Record<'_> {
    let (here, fix) = (&finding.location, finding.fix.as_ref());
    Record {
        location: here,
        rule: finding.rule.id(),
        severity: level_name(Some(finding.severity)),
        message: &finding.message,
        term: finding.term.as_deref(),
        replacement: fix.filter(|(place, _)| (place.start, place.end) == (here.start, here.end)).map(|(_, text)| text.as_str()),
        fix: fix.map(|(place, text)| Fix { start: place.start, end: place.end, text }),
    }
}

/// The finding in one line.
pub(super) fn line(finding: &Located) -> String {
    serde_json::to_string(&record(finding)).unwrap_or_default() + "\n"
}

pub(super) fn document(report: &Report) -> String {
    let mut rules = BTreeMap::new();
    for finding in &report.findings {
        *rules.entry(finding.rule.id()).or_default() += finding.count;
    }
    let document = Document {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        findings: report.findings.iter().map(record).collect(),
        summary: Summary { texts: report.texts.len(), findings: rules.values().sum(), rules, failures: &report.failures },
    };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
