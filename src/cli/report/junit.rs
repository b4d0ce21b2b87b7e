//! The XML of JUnit (<https://github.com/testmoapp/junitxml>): each text is a suite, each finding a test. One that makes the run fail (`--fail-on`) is a
//! failure, another one is skipped with its message; a text without findings is one test that passes, and what could not be done is an error.

use std::fmt::Write as _;

use super::xml::escaped;
use super::{Located, Report};
use crate::config::level_name;
use crate::messages::{Locale, Message, ReportMessage};

#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

pub(super) fn document(report: &Report, locale: Locale) -> String {
    let say = |message: ReportMessage| Message::from(message).say(locale);
    let (nothing, unread) = (say(ReportMessage::NothingFound), say(ReportMessage::CouldNotBeRead));
    let mut found = report.by_text().peekable();
    let mut suites = String::new();
    let mut all = Counts::default();
    for text in &report.texts {
        let findings = found.next_if(|(path, _)| *path == text.as_str()).map_or(&[][..], |(_, findings)| findings);
        let failures = findings.iter().filter(|finding| report.fails(finding)).count();
        let counts = Counts { tests: findings.len().max(1), failures, errors: 0, skipped: findings.len() - failures };
        let mut cases: String = findings.iter().map(|finding| case(finding, report.fails(finding))).collect();
        if findings.is_empty() {
            let _ = writeln!(cases, "    <testcase name=\"{}\" classname=\"{}\"/>", escaped(&nothing), escaped(text));
        }
        suites += &suite(text, counts, &cases);
        all = all.and(counts);
    }
    if !report.failures.is_empty() {
        let case = |failure: &String| {
            let failure = escaped(failure);
            format!("    <testcase name=\"{failure}\" classname=\"glossator\"><error message=\"{failure}\"/></testcase>\n")
        };
        let number = report.failures.len();
        let counts = Counts { tests: number, errors: number, ..Counts::default() };
        suites += &suite(&unread, counts, &report.failures.iter().map(case).collect::<String>());
        all = all.and(counts);
    }
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"glossator\" {all}>\n{suites}</testsuites>\n")
}

fn suite(name: &str, counts: Counts, cases: &str) -> String {
    format!("  <testsuite name=\"{}\" {counts}>\n{cases}  </testsuite>\n", escaped(name))
}

fn case(finding: &Located, fails: bool) -> String {
    let at = &finding.location;
    let name = escaped(&format!("{}:{}:{}", finding.rule.id(), at.line, at.column));
    let (path, what) = (escaped(&at.path), escaped(finding.what()));
    let result = if fails {
        let full = escaped(&format!("{}:{}:{}: {}", at.path, at.line, at.column, finding.message));
        format!("<failure message=\"{what}\" type=\"{}\">{full}</failure>", level_name(Some(finding.severity)))
    } else {
        format!("<skipped message=\"{what}\"/>")
    };
    format!("    <testcase name=\"{name}\" classname=\"{path}\" file=\"{path}\" line=\"{}\">{result}</testcase>\n", at.line)
}

impl Counts {
    fn and(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            errors: self.errors + other.errors,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { tests, failures, errors, skipped } = self;
        write!(formatter, "tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"")
    }
}
