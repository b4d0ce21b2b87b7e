//! Every format over the same findings: nasty names, emoji before the words, words over several lines.

use super::*;
use crate::span::Span;

/// A finding of `words` in a text named `path` that is `source`.
pub(in crate::cli) fn found(path: &str, source: &str, words: &str) -> Located {
    let start = source.find(words).unwrap();
    let location = Location::new(path, source, &Lines::new(source), Span::new(start, start + words.len()));
    Located {
        location,
        rule: Rule::ForbiddenForm,
        severity: Severity::Warning,
        message: format!("“{words}” must not be written\nBecause: 100% <sure>, \"really\" & so on."),
        term: None,
        fix: None,
        fingerprint: "0123456789abcdef".to_owned(),
        count: 1,
    }
}

const NASTY: &str = "docs/a b, c: é 🤗 100%/<x> & \"y\".md";
const SOURCE: &str = "Un 🤗 levin\nde\u{A0}la\r\nmaison.\tFin & fin.\n";

fn report() -> Report {
    let mut fixable = found(NASTY, SOURCE, "levin");
    fixable.term = Some("levain".to_owned());
    fixable.fix = Some((fixable.location.clone(), "levain".to_owned()));
    let several_lines =
        Located { severity: Severity::Error, rule: Rule::LetterCase, ..found(NASTY, SOURCE, "levin\nde\u{A0}la\r\nmaison") };
    let other = Located { severity: Severity::Hint, count: 3, ..found("z.md", "x", "x") };
    Report {
        findings: vec![fixable, several_lines, other],
        texts: vec!["clean.md".to_owned(), NASTY.to_owned(), "z.md".to_owned()],
        failures: vec!["bad <name>.md: not UTF-8".to_owned()],
        is_complete: false,
        fail_on: Some(Severity::Warning),
    }
}

/// The findings of one text in a format that writes each by itself.
fn each(format: Format, style: Style) -> String {
    let lines = Lines::new(SOURCE);
    let write = |finding: &Located| {
        let (source, lines) = if finding.location.path == NASTY { (SOURCE, &lines) } else { ("x", &Lines::new("x")) };
        let link = (format == Format::Human).then_some("file:///w/a%20b.md");
        one(finding, format, style, link, (source, lines), Locale::English)
    };
    report().findings.iter().map(write).collect()
}

/// Colours and links taken out, and the links by themselves.
fn plain(rendered: &str) -> String {
    anstream::adapter::strip_str(rendered).to_string()
}

#[test]
fn human() {
    let rendered = each(Format::Human, Style::Full);
    insta::assert_snapshot!(plain(&rendered));
    assert!(rendered.contains("\u{1B}]8;;file:///w/a%20b.md\u{1B}\\"), "{rendered:?}");
    insta::assert_snapshot!("brief", plain(&each(Format::Human, Style::Brief)));
}

#[test]
fn formats_of_lines() {
    insta::assert_snapshot!("jsonl", each(Format::Jsonl, Style::Full));
    insta::assert_snapshot!("github", each(Format::Github, Style::Full));
}

#[test]
fn formats_of_one_document() {
    let normal = |format| document(&report(), format, Locale::English).replace(env!("CARGO_PKG_VERSION"), "[version]");
    insta::assert_snapshot!("json", normal(Format::Json));
    insta::assert_snapshot!("sarif", normal(Format::Sarif));
    insta::assert_snapshot!("rdjson", normal(Format::Rdjson));
    insta::assert_snapshot!("checkstyle", normal(Format::Checkstyle));
    insta::assert_snapshot!("junit", normal(Format::Junit));
    insta::assert_snapshot!("gitlab", normal(Format::Gitlab));
}

#[test]
fn every_severity_has_its_word() {
    for (format, words) in [
        (Format::Github, ["::error ", "::warning ", "::notice ", "::notice "]),
        (Format::Rdjson, ["\"ERROR\"", "\"WARNING\"", "\"INFO\"", "\"INFO\""]),
        (Format::Checkstyle, ["\"error\"", "\"warning\"", "\"info\"", "\"info\""]),
        (Format::Gitlab, ["\"critical\"", "\"major\"", "\"minor\"", "\"info\""]),
        (Format::Jsonl, ["\"error\"", "\"warning\"", "\"information\"", "\"hint\""]),
    ] {
        for (severity, word) in [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint].into_iter().zip(words) {
            let finding = Located { severity, ..found("a.md", "x", "x") };
            let written = match format.writes_each() {
                true => one(&finding, format, Style::Full, None, ("x", &Lines::new("x")), Locale::English),
                false => document(&Report { findings: vec![finding], ..Report::default() }, format, Locale::English),
            };
            assert!(written.contains(word), "{format:?} {severity:?}: {written}");
        }
    }
}

#[test]
fn nothing_found() {
    let report = Report { texts: vec!["a.md".to_owned()], is_complete: true, ..Report::default() };
    let empty = |format| document(&report, format, Locale::French);
    assert_eq!(empty(Format::Gitlab), "[]\n");
    assert!(empty(Format::Junit).contains("<testcase name=\"rien à signaler\" classname=\"a.md\"/>"));
    assert!(empty(Format::Sarif).contains("\"results\": []"), "GitHub closes its alerts by an empty list");
}
