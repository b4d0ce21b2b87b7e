//! The binary: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    glossator::cli::run(glossator::cli::Arguments::parse())
}
