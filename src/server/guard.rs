//! What stands between the wire and tower-lsp.

use std::any::Any;
use std::future::{Future, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_util::FutureExt;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use super::frames;
use super::lifecycle::{Lifecycle, Reason};
use super::mend::mend;

/// A service that notices `shutdown` and `exit`, which tower-lsp keeps to itself, and that answers a panic with an error, where tower-lsp
/// would unwind the whole server.
pub struct Guard<S> {
    inner: S,
    lifecycle: Lifecycle,
}

impl<S> Guard<S> {
    /// Around `inner`.
    pub const fn new(inner: S, lifecycle: Lifecycle) -> Self {
        Self { inner, lifecycle }
    }
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match request.method() {
            "shutdown" => self.lifecycle.note_shutdown(),
            // Not for tower-lsp, which would cancel what is under way and read on: the input ends here, and what was asked is answered.
            "exit" => self.lifecycle.leave(Reason::Exit),
            _ => {}
        }
        if self.lifecycle.is_leaving() {
            return Box::pin(ready(Ok(None)));
        }
        if let Some(complaint) = frames::complaint(&request) {
            return Box::pin(ready(Ok(Some(complaint))));
        }
        let (method, id) = (request.method().to_owned(), request.id().cloned());
        if let Some(id) = id.clone().filter(|_| method.starts_with("$/")) {
            // tower-lsp leaves such requests without an answer; LSP 3.17, "$ Notifications and Requests", wants this one.
            return Box::pin(ready(Ok(Some(Response::from_error(id, Error::method_not_found())))));
        }
        let is_greeting = method == "initialize";
        let answer = catch_unwind(AssertUnwindSafe(|| self.inner.call(mend(request))));
        let mut answer: Self::Future = Box::pin(guarded(answer, method, id));
        // Whoever does not wait for the answer to `initialize` (a script that pipes its session in) would be refused: tower-lsp starts
        // the handler only after it has looked at the messages behind. So the handler runs now.
        if is_greeting && let Poll::Ready(answer) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Box::pin(ready(answer));
        }
        answer
    }
}

type Panic = Box<dyn Any + Send>;

/// The answer, or an error in place of a panic; internal errors are logged with the method.
async fn guarded<E>(
    answer: Result<impl Future<Output = Result<Option<Response>, E>>, Panic>,
    method: String,
    id: Option<Id>,
) -> Result<Option<Response>, E> {
    let outcome = match answer {
        Ok(answer) => AssertUnwindSafe(answer).catch_unwind().await,
        Err(panic) => Err(panic),
    };
    let answer = outcome.unwrap_or_else(|panic| {
        let error = Error { message: format!("panic: {}", sentence(&*panic)).into(), ..Error::internal_error() };
        if id.is_none() {
            tracing::error!("{method} failed: {error}");
        }
        Ok(id.map(|id| Response::from_error(id, error)))
    });
    let error = answer.as_ref().ok().and_then(Option::as_ref).and_then(Response::error);
    if let Some(error) = error.filter(|error| error.code == ErrorCode::InternalError) {
        tracing::error!("{method} failed: {error}");
    }
    answer
}

/// What a panic said.
fn sentence(panic: &(dyn Any + Send)) -> &str {
    let owned = || panic.downcast_ref::<String>().map(String::as_str);
    panic.downcast_ref::<&str>().copied().or_else(owned).unwrap_or("without a message")
}
