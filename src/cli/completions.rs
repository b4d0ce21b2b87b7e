//! `glossator completions`: scripts for shells.

use clap::CommandFactory;

use super::output::print;
use super::{Arguments, Outcome};

pub(super) fn run(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "glossator", &mut script);
    print(&String::from_utf8_lossy(&script))
}
