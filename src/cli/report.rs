//! The findings of many texts in the formats that people and programs read; each format in its own file.
//!
//! Some formats have a line or more for each finding and are written while texts are still being read ([`Format::writes_each`]); the others are one
//! document ([`document`]).

mod checkstyle;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod rdjson;
mod sarif;
#[cfg(test)]
pub(super) mod tests;
pub(super) mod uri;
mod xml;

use clap::ValueEnum;

use super::location::Location;
use crate::config::Rule;
use crate::glossary::Severity;
use crate::messages::Locale;
use crate::text::Lines;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Human,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// The diagnostic format of reviewdog.
    Rdjson,
    /// The XML of Checkstyle.
    Checkstyle,
    /// The XML of JUnit: a test for each finding.
    Junit,
    /// The code quality report of GitLab.
    Gitlab,
}

/// How findings are shown to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// With the line of the text and the reason.
    #[default]
    Full,
    /// One line a finding.
    Brief,
}

/// A finding with all that reports say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    pub location: Location,
    pub rule: Rule,
    pub severity: Severity,
    /// What is wrong, and below its first line why.
    pub message: String,
    /// The id of the term that it is about.
    pub term: Option<String>,
    /// What a machine may write, and where.
    pub fix: Option<(Location, String)>,
    /// What it is known by in its text when lines move; empty where nobody needs it.
    pub fingerprint: String,
    /// How many findings it stands for: the last one of very many stands for those that were left out too.
    pub count: usize,
}

/// What a run of `lint` found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// By text, then by place.
    pub findings: Vec<Located>,
    /// The names of the texts that were looked at, in order.
    pub texts: Vec<String>,
    /// The texts that could not be looked at, in words.
    pub failures: Vec<String>,
    /// Whether nothing was left undone.
    pub is_complete: bool,
    /// From which severity on findings make the run fail.
    pub fail_on: Option<Severity>,
}

impl Format {
    /// Whether it writes each finding by itself, by [`one`].
    pub fn writes_each(self) -> bool {
        matches!(self, Self::Human | Self::Jsonl | Self::Github)
    }
}

impl Located {
    /// What is wrong.
    pub fn what(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// Why; may be several lines or none.
    pub fn why(&self) -> &str {
        self.message.split_once('\n').map_or("", |(_, why)| why)
    }

    /// What it is known by among all texts.
    pub fn identity(&self) -> String {
        crate::workspace::content_name(&format!("{}\0{}", self.location.path, self.fingerprint))
    }
}

impl Report {
    /// The findings text by text, for the texts that have some.
    fn by_text(&self) -> impl Iterator<Item = (&str, &[Located])> {
        let chunks = self.findings.chunk_by(|one, other| one.location.path == other.location.path);
        chunks.map(|findings| (findings[0].location.path.as_str(), findings))
    }

    /// Whether a finding makes the run fail.
    pub fn fails(&self, finding: &Located) -> bool {
        self.fail_on.is_some_and(|least| finding.severity <= least)
    }
}

/// A finding in a format that writes each by itself; `source` is its text.
pub(super) fn one(
    finding: &Located,
    format: Format,
    style: Style,
    link: Option<&str>,
    (source, lines): (&str, &Lines),
    locale: Locale,
) -> String {
    match (format, style) {
        (Format::Github, _) => github::annotation(finding),
        (Format::Human, Style::Brief) => human::brief(finding, link, locale),
        (Format::Human, Style::Full) => human::render(finding, link, source, lines, locale),
        _ => json::line(finding),
    }
}

/// All findings in a format that is one document; nothing in the others.
pub(super) fn document(report: &Report, format: Format, locale: Locale) -> String {
    match format {
        Format::Human | Format::Jsonl | Format::Github => String::new(),
        Format::Json => json::document(report),
        Format::Sarif => sarif::document(report, locale),
        Format::Rdjson => rdjson::document(report),
        Format::Checkstyle => checkstyle::document(report),
        Format::Junit => junit::document(report, locale),
        Format::Gitlab => gitlab::document(report),
    }
}
