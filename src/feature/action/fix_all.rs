//! Mends all that a machine can mend in a file, as one edit.

use super::{Action, Change, Kind};
use crate::lint::{Finding, Fix};
use crate::messages::ActionMessage;

pub(super) fn action(findings: &[Finding]) -> Option<Action> {
    let mut fixes: Vec<Fix> = findings.iter().filter_map(|finding| finding.fix.clone()).collect();
    fixes.sort_by_key(|fix| fix.span);
    // Of two that overlap the first is made; the other one is found again afterwards, if it still is one.
    let mut end = 0;
    fixes.retain(|fix| {
        let is_free = fix.span.start >= end;
        end = if is_free { fix.span.end } else { end };
        is_free
    });
    let title = ActionMessage::FixAll { places: fixes.len() }.into();
    (!fixes.is_empty()).then(|| Action {
        title,
        kind: Kind::FixAll,
        findings: Vec::new(),
        is_preferred: false,
        change: Change::Text(fixes),
    })
}
