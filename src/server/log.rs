//! The log, on standard error: standard output belongs to the protocol.

use std::panic;

use tracing_subscriber::EnvFilter;

const VARIABLE: &str = "GLOSSATOR_LOG";
const DEFAULT: &str = "warn";

/// Starts the log at the level that `GLOSSATOR_LOG` says (`debug`, `glossator=trace,tower_lsp=info`…; by default `warn`), and has panics
/// written to it: the server lives on after one, and a line in the log is all that remains.
pub fn start() {
    let wish = std::env::var(VARIABLE).unwrap_or_default();
    let wish = if wish.is_empty() { DEFAULT } else { wish.as_str() };
    let filter = EnvFilter::try_new(wish);
    let problem = filter.as_ref().err().map(ToString::to_string);
    let filter = filter.unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    // A log that cannot be written is no reason to stop: tracing would say so on standard error, which is what failed, and panic.
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false).log_internal_errors(false);
    // The only error is that a log was started before, which then serves as well.
    let _ = log.try_init();
    if let Some(problem) = problem {
        tracing::warn!("{VARIABLE}={wish} is not understood ({problem}); using {DEFAULT}");
    }
    panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
}
