//! From the first byte to the exit code.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::runtime;
use tokio::sync::watch;
use tower_lsp::{LspService, Server};

use super::Backend;
use super::frames::Frames;
use super::guard::Guard;
use super::log;
use super::pipes::{Input, Output};
use crate::text::Encoding;

/// How long answers that are under way may take once the client has left: as long as the first load of the glossaries may hold them up. Only a
/// handler that is stuck makes anybody wait so long.
const GRACE: Duration = Duration::from_secs(2);
/// How often the client's process is looked for.
const PARENT_CHECK: Duration = Duration::from_secs(1);
/// How many messages may be under way at once. It must be above what an editor ever has in flight, or `$/cancelRequest` waits in the
/// queue as well.
const CONCURRENCY: usize = 256;

/// Why the server leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The client said so.
    Exit,
    /// Standard input ended.
    EndOfInput,
    /// Nobody reads standard output any more.
    BrokenOutput,
}

/// Whether and why the server is about to leave; clones speak of the same server.
#[derive(Clone)]
pub struct Lifecycle {
    was_shut_down: Arc<AtomicBool>,
    reason: watch::Sender<Option<Reason>>,
}

impl Lifecycle {
    fn new() -> Self {
        Self { was_shut_down: Arc::default(), reason: watch::Sender::new(None) }
    }

    /// The client asked to shut down.
    pub fn note_shutdown(&self) {
        self.was_shut_down.store(true, Ordering::Relaxed);
    }

    /// Begins to leave. Later reasons do not count.
    pub fn leave(&self, reason: Reason) {
        self.reason.send_if_modified(|first| first.is_none() && first.replace(reason).is_none());
    }

    /// Whether [`Lifecycle::leave`] was called.
    pub fn is_leaving(&self) -> bool {
        self.reason.borrow().is_some()
    }

    /// Leaves the process when the client's process is gone. Editors that crash may leave the pipes open in other children of theirs, and
    /// tower-lsp does not look at `processId` (<https://github.com/ebkalderon/tower-lsp/issues/328>).
    #[allow(clippy::exit, reason = "nobody is left to answer, and the other threads may be stuck in a read")]
    pub fn watch_parent(&self, process: Option<u32>) {
        let Some(process) = process else { return };
        if !is_alive(process) {
            // The number is that of another machine or container.
            tracing::info!("no process {process} to watch");
            return;
        }
        let watch = move || {
            while is_alive(process) {
                thread::sleep(PARENT_CHECK);
            }
            tracing::info!("process {process} is gone, leaving");
            std::process::exit(1);
        };
        if let Err(error) = thread::Builder::new().name("parent".to_owned()).spawn(watch) {
            tracing::warn!("cannot watch process {process}: {error}");
        }
    }

    /// Returns when there is nothing left to wait for.
    async fn over(&self) {
        let mut reason = self.reason.subscribe();
        let reason = reason.wait_for(Option::is_some).await.map(|reason| *reason);
        if !matches!(reason, Ok(Some(Reason::BrokenOutput))) {
            tokio::time::sleep(GRACE).await;
        }
    }

    /// 0 only after `shutdown` (LSP 3.17, "Exit Notification"); an input that ends counts as `exit`.
    fn exit_code(&self) -> ExitCode {
        let reason = *self.reason.borrow();
        match reason {
            Some(Reason::Exit | Reason::EndOfInput) if self.was_shut_down.load(Ordering::Relaxed) => ExitCode::SUCCESS,
            Some(_) => ExitCode::FAILURE,
            None => {
                tracing::error!("the session ended early: a message could not be read or answered");
                ExitCode::FAILURE
            }
        }
    }
}

/// Serves one client over standard input and output until it leaves; answers with the exit code of the process. `positions` is what a client
/// counts in that does not say so.
pub fn serve(positions: Encoding) -> ExitCode {
    log::start();
    // One thread: tower-lsp polls every handler on one task, and more threads only add hops. Long work has the blocking pool.
    match runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => {
            let code = runtime.block_on(run(positions));
            // Not a drop: that would wait for the thread that reads standard input, which nothing can wake.
            runtime.shutdown_background();
            code
        }
        Err(error) => {
            tracing::error!("cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(positions: Encoding) -> ExitCode {
    let lifecycle = Lifecycle::new();
    let service = LspService::build(|client| Backend::new(client, lifecycle.clone(), positions));
    let service = service.custom_method("window/workDoneProgress/cancel", Backend::stop_progress);
    #[cfg(debug_assertions)]
    let service = super::debug::add_methods(service);
    let (service, socket) = service.finish();
    let input = Frames::new(Input::new(tokio::io::stdin(), lifecycle.clone()));
    let output = Output::new(tokio::io::stdout(), lifecycle.clone());
    let server = Server::new(input, output, socket).concurrency_level(CONCURRENCY);
    tokio::select! {
        // The hook has logged a panic already.
        _ = AssertUnwindSafe(server.serve(Guard::new(service, lifecycle.clone()))).catch_unwind() => {}
        () = lifecycle.over() => {}
    }
    lifecycle.exit_code()
}

/// Whether there is such a process. One that we may not signal (`EPERM`) is alive.
#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    let Ok(process @ 1..) = libc::pid_t::try_from(process) else { return false };
    // SAFETY: signal 0 only asks whether the process exists; no memory is involved.
    let answer = unsafe { libc::kill(process, 0) };
    answer == 0 || std::io::Error::last_os_error().raw_os_error() != Some(libc::ESRCH)
}

/// Elsewhere the end of standard input must do: on Windows a pipe ends with the process that holds its other end.
#[cfg(not(unix))]
const fn is_alive(_: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_reason_counts() {
        for (name, shut_down, reasons, code) in [
            ("shutdown, exit", true, vec![Reason::Exit], ExitCode::SUCCESS),
            ("exit alone", false, vec![Reason::Exit], ExitCode::FAILURE),
            ("shutdown, end of input", true, vec![Reason::EndOfInput], ExitCode::SUCCESS),
            ("end of input", false, vec![Reason::EndOfInput], ExitCode::FAILURE),
            ("broken output", true, vec![Reason::BrokenOutput, Reason::Exit], ExitCode::FAILURE),
            ("nobody left", true, vec![], ExitCode::FAILURE),
        ] {
            let lifecycle = Lifecycle::new();
            if shut_down {
                lifecycle.note_shutdown();
            }
            reasons.iter().for_each(|reason| lifecycle.leave(*reason));
            assert_eq!(lifecycle.is_leaving(), !reasons.is_empty(), "{name}");
            assert_eq!(format!("{:?}", lifecycle.exit_code()), format!("{code:?}"), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn processes() {
        assert!(is_alive(std::process::id()));
        assert!(is_alive(1), "a process of somebody else");
        assert!(!is_alive(0), "the whole process group");
        assert!(!is_alive(u32::MAX));
    }
}
