//! `glossator lint --statistics`: how often instead of where.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use textwrap::core::display_width;

use super::output::{BOLD, DIM};
use super::report::Located;
use crate::messages::{Locale, Message, ReportMessage};

/// How many rows of a table people see.
const MOST_ROWS: usize = 20;

/// How often each thing was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Statistics {
    /// The texts that were looked at.
    pub texts: usize,
    /// Findings by the id of their rule.
    pub rules: BTreeMap<&'static str, usize>,
    /// Findings by the name of their file.
    pub files: BTreeMap<String, usize>,
    /// Findings by the id of the term that they are about.
    pub terms: BTreeMap<String, usize>,
    /// All marks of each term, well written or not.
    pub uses: BTreeMap<String, usize>,
}

impl Statistics {
    pub fn add(&mut self, findings: &[Located], uses: &BTreeMap<String, usize>) {
        self.texts += 1;
        for finding in findings {
            *self.rules.entry(finding.rule.id()).or_default() += finding.count;
            *self.files.entry(finding.location.path.clone()).or_default() += finding.count;
            if let Some(term) = &finding.term {
                *self.terms.entry(term.clone()).or_default() += finding.count;
            }
        }
        for (term, count) in uses {
            *self.uses.entry(term.clone()).or_default() += count;
        }
    }

    /// As one JSON document.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// As tables, the most frequent first.
    pub fn tables(&self, locale: Locale) -> String {
        let mut rendered = String::new();
        let rules: BTreeMap<String, usize> = self.rules.iter().map(|(rule, count)| ((*rule).to_owned(), *count)).collect();
        for (title, counts) in [
            (ReportMessage::ByRule, &rules),
            (ReportMessage::ByFile, &self.files),
            (ReportMessage::ByTerm, &self.terms),
            (ReportMessage::MostUsed, &self.uses),
        ] {
            if !counts.is_empty() {
                let separator = if rendered.is_empty() { "" } else { "\n" };
                rendered += &format!("{separator}{}", table(&Message::from(title).say(locale), counts, locale));
            }
        }
        rendered
    }
}

fn table(title: &str, counts: &BTreeMap<String, usize>, locale: Locale) -> String {
    let mut rows: Vec<(&str, usize)> = counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    let width = rows.iter().map(|(name, _)| display_width(name)).max().unwrap_or_default();
    let digits = rows.first().map_or(1, |(_, count)| count.to_string().len());
    let mut rendered = format!("{BOLD}{title}{BOLD:#}\n");
    for (name, count) in rows {
        let _ = writeln!(rendered, "  {name}{}  {count:>digits$}", " ".repeat(width - display_width(name)));
    }
    if more > 0 {
        let _ = writeln!(rendered, "  {DIM}{}{DIM:#}", Message::from(ReportMessage::AndMoreRows { rows: more }).say(locale));
    }
    rendered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_begin_with_the_most_frequent() {
        let uses = (0..MOST_ROWS + 2).map(|number| (format!("terme-{number:02}"), number % 3 + 9)).collect();
        let mut statistics = Statistics { rules: BTreeMap::from([("letter-case", 2), ("term", 11)]), ..Statistics::default() };
        statistics.add(&[], &uses);
        let tables = statistics.tables(Locale::French);
        let lines: Vec<&str> = tables.lines().map(str::trim_end).collect();
        assert_eq!(lines[1..4], ["  term         11", "  letter-case   2", ""]);
        assert_eq!(lines[5..7], ["  terme-02  11", "  terme-05  11"]);
        assert!(lines.len() == 5 + MOST_ROWS + 1 && lines[25].contains("et 2 de plus"), "{lines:?}");
        assert!(!tables.contains("fichier"), "no table without rows");
    }
}
