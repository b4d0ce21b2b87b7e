//! Annotations of GitHub Actions, by workflow commands
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>). GitHub shows ten of each level for a step.

use super::Located;
use crate::glossary::Severity;

pub(super) fn annotation(finding: &Located) -> String {
    let at = &finding.location;
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    // GitHub refuses columns where the annotation has several lines.
    let columns = if at.line == at.end_line { format!(",col={},endColumn={}", at.column, at.end_column) } else { String::new() };
    let place = format!("file={},line={},endLine={}{columns}", property(&at.path), at.line, at.end_line);
    format!("::{command} {place},title={}::{}\n", property(&format!("glossator: {}", finding.rule.id())), data(&finding.message))
}

/// Escaped as the toolkit does it
/// (<https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
