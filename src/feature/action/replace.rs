//! Writes the form that a finding asks for: the very fix that `lint --fix` makes.

use super::{Action, Change, Kind};
use crate::lint::Finding;
use crate::messages::ActionMessage;

/// One for each finding that a machine can mend; obvious if it is alone.
pub(super) fn actions(here: &[(usize, &Finding)]) -> Vec<Action> {
    let mends = here.iter().filter_map(|&(number, finding)| Some((number, finding.fix.clone()?)));
    let mends: Vec<_> = mends.collect();
    let is_preferred = mends.len() == 1;
    let action = |(number, fix): (usize, crate::lint::Fix)| Action {
        title: ActionMessage::Replace { replacement: fix.replacement.clone() }.into(),
        kind: Kind::QuickFix,
        findings: vec![number],
        is_preferred,
        change: Change::Text(vec![fix]),
    };
    mends.into_iter().map(action).collect()
}
