//! The XML of Checkstyle, which many tools read (<https://github.com/checkstyle/checkstyle>, `XMLLogger`).

use std::fmt::Write as _;

use super::Report;
use super::xml::escaped;
use crate::glossary::Severity;

pub(super) fn document(report: &Report) -> String {
    let mut document = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (path, findings) in report.by_text() {
        let _ = writeln!(document, "  <file name=\"{}\">", escaped(path));
        for finding in findings {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "info",
            };
            let (line, column, message) = (finding.location.line, finding.location.column, escaped(&finding.message));
            let _ = writeln!(
                document,
                "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"glossator.{}\"/>",
                finding.rule.id()
            );
        }
        document.push_str("  </file>\n");
    }
    document.push_str("</checkstyle>\n");
    document
}
