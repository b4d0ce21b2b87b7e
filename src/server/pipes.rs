//! Standard input and output, watched for their ends: tower-lsp says neither.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::lifecycle::{Lifecycle, Reason};

/// An input whose end is noticed, and that ends when the server leaves.
pub struct Input<R> {
    inner: R,
    lifecycle: Lifecycle,
}

impl<R> Input<R> {
    /// Around `inner`.
    pub const fn new(inner: R, lifecycle: Lifecycle) -> Self {
        Self { inner, lifecycle }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Input<R> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.lifecycle.is_leaving() {
            // After `exit` some clients keep our input open, and tower-lsp would read on.
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let read = std::task::ready!(Pin::new(&mut self.inner).poll_read(context, buffer));
        if let Err(error) = &read {
            tracing::warn!("reading standard input failed: {error}");
        }
        if buffer.filled().len() == before {
            self.lifecycle.leave(Reason::EndOfInput);
        }
        Poll::Ready(Ok(()))
    }
}

/// An output whose closing is noticed.
pub struct Output<W> {
    inner: W,
    lifecycle: Lifecycle,
}

impl<W> Output<W> {
    /// Around `inner`.
    pub const fn new(inner: W, lifecycle: Lifecycle) -> Self {
        Self { inner, lifecycle }
    }

    /// What was written, or the end: an error here makes tower-lsp 0.20 panic (`entered unreachable code`), so it never comes to know.
    fn or_leave<T>(&self, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        let Poll::Ready(Err(error)) = written else { return written };
        tracing::debug!("writing standard output failed: {error}");
        self.lifecycle.leave(Reason::BrokenOutput);
        Poll::Pending
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Output<W> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.or_leave(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(context);
        self.or_leave(flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.inner).poll_shutdown(context);
        self.or_leave(shut)
    }
}
