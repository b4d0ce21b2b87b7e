//! `glossator completions`: scripts for shells.

use super::output::print;
use super::{Outcome, Surroundings, arguments};

pub(super) fn run(shell: clap_complete::Shell, surroundings: &Surroundings) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(surroundings.locale), "glossator", &mut script);
    print(&String::from_utf8_lossy(&script))
}
