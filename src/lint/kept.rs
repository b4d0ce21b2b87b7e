//! The findings that are shown: at most so many of each rule, the last saying how many more there are.

use super::{Finding, Rule};
use crate::messages::Message;

#[derive(Debug, Default)]
pub(super) struct Kept {
    findings: [Vec<Finding>; Rule::ALL.len()],
    counts: [usize; Rule::ALL.len()],
    most: usize,
}

impl Kept {
    /// Nothing yet, with room for `most` findings of each rule.
    pub fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Counts a finding of `rule` and keeps it while there is room. Findings of one rule come in order.
    pub fn add(&mut self, rule: Rule, finding: impl FnOnce() -> Option<Finding>) {
        self.counts[rule as usize] += 1;
        if !self.is_full(rule) {
            self.findings[rule as usize].extend(finding());
        }
    }

    /// Counts findings that there is no room for.
    pub fn count(&mut self, rule: Rule, more: usize) {
        self.counts[rule as usize] += more;
    }

    pub fn is_full(&self, rule: Rule) -> bool {
        self.findings[rule as usize].len() >= self.most
    }

    /// All of them, by place.
    pub fn finish(self) -> Vec<Finding> {
        let limited = |(mut findings, count): (Vec<Finding>, usize)| {
            let more = count.saturating_sub(findings.len());
            if let Some(last) = findings.last_mut().filter(|_| more > 0) {
                last.message = Message::AndMore { message: Box::new(last.message.clone()), more };
            }
            findings
        };
        let mut all: Vec<Finding> = self.findings.into_iter().zip(self.counts).flat_map(limited).collect();
        all.sort_by_key(|finding| (finding.span, finding.rule));
        all
    }
}
