//! A run over all texts: what each look gave, added up.

use std::collections::{BTreeMap, BTreeSet};

use super::{Linting, Look};
use crate::cli::baseline::Entry;
use crate::cli::report::Report;
use crate::cli::statistics::Statistics;
use crate::cli::{Outcome, output};
use crate::config::Rule;
use crate::lint::UsedTerms;

/// What was found so far.
#[derive(Default)]
pub(super) struct Run {
    pub outcome: Outcome,
    pub report: Report,
    pub statistics: Statistics,
    pub counts: [usize; Rule::ALL.len()],
    /// How many findings were shown.
    pub shown: usize,
    /// How many were not, because enough were.
    pub not_shown: usize,
    pub held_back: usize,
    pub used: UsedTerms,
    /// Of each text.
    pub fixes: Vec<usize>,
    /// By the path in the baseline.
    pub entries: BTreeMap<String, BTreeSet<Entry>>,
}

impl Run {
    /// Shows what a look gives, as far as each finding is shown by itself, and counts it.
    pub fn take(&mut self, look: Option<Look>, linting: &Linting) {
        let Some(mut look) = look else { return };
        if let Some(failure) = look.failure.as_ref().or(look.not_written.as_ref()) {
            output::tell_failure(failure, linting.surroundings.locale);
            self.report.failures.push(failure.say(linting.surroundings.locale));
            self.outcome = Outcome::Failure;
        }
        if look.failure.is_some() {
            return;
        }
        self.used.extend(std::mem::take(&mut look.used));
        self.fixes.push(look.fixes);
        self.statistics.add(&look.findings, &look.uses);
        self.held_back += look.held_back;
        self.entries.extend(look.entries.take());
        for finding in &look.findings {
            self.counts[finding.rule as usize] += finding.count;
            if self.report.fails(finding) {
                self.outcome = output::worst(self.outcome, Outcome::Findings);
            }
        }
        let arguments = linting.arguments;
        if arguments.statistics || arguments.write_baseline {
            return;
        }
        if let Some(output) = &look.output {
            self.outcome = output::worst(self.outcome, output::print(output));
            return;
        }
        let room = arguments.max_findings.map_or(usize::MAX, |most| most.saturating_sub(self.shown));
        let hidden: usize = look.findings.iter().skip(room).map(|finding| finding.count).sum();
        self.not_shown += hidden;
        look.findings.truncate(room);
        look.rendered.truncate(room);
        self.shown += look.findings.len();
        if !look.rendered.is_empty() {
            self.outcome = output::worst(self.outcome, output::print(&look.rendered.concat()));
        }
        if !arguments.format.writes_each() {
            // A text whose findings are not shown is not shown without findings either.
            let is_shown = hidden == 0 || !look.findings.is_empty();
            self.report.texts.extend(is_shown.then_some(look.name));
            self.report.findings.append(&mut look.findings);
        }
    }
}
