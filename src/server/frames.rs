//! Messages on the wire, before tower-lsp sees them: it ends the session at the first one that it cannot read, even where the next one begins
//! is known.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde_json::{Value, json};
use tokio::io::{AsyncRead, ReadBuf};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// The request that stands for a message that could not be read. Its parameters are the code and the message of the error that answers it.
const UNREADABLE: &str = "glossator/unreadable";
/// How long a header may be, in bytes.
const LONGEST_HEADER: usize = 4096;
/// How much is read at once, in bytes.
const CHUNK: usize = 8192;

/// An input of which tower-lsp can read every message. Names of header fields may be written in any letter case, as in HTTP (LSP 3.17, "Header
/// Part"). A stream whose messages cannot be told apart is passed on as it is.
pub struct Frames<R> {
    inner: R,
    /// What was read and not understood yet.
    raw: Vec<u8>,
    /// What may be passed on, and how much of it was.
    ready: Vec<u8>,
    passed: usize,
    is_broken: bool,
}

impl<R> Frames<R> {
    /// Around `inner`.
    pub const fn new(inner: R) -> Self {
        Self { inner, raw: Vec::new(), ready: Vec::new(), passed: 0, is_broken: false }
    }

    /// Makes the next message ready; false where there is no whole one yet.
    fn next(&mut self) -> bool {
        match if self.is_broken { Front::Broken } else { front(&self.raw) } {
            Front::Partial => return false,
            Front::Whole { header, length } => {
                let body = readable(&self.raw[header..header + length]);
                self.ready = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
                self.ready.extend_from_slice(&body);
                self.raw.drain(..header + length);
            }
            Front::Broken => {
                self.is_broken = true;
                self.ready = std::mem::take(&mut self.raw);
            }
        }
        self.passed = 0;
        !self.ready.is_empty()
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Frames<R> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        while self.passed == self.ready.len() && !self.next() {
            let mut chunk = [0; CHUNK];
            let mut chunk = ReadBuf::new(&mut chunk);
            ready!(Pin::new(&mut self.inner).poll_read(context, &mut chunk))?;
            self.raw.extend_from_slice(chunk.filled());
            if chunk.filled().is_empty() {
                // The end; half a message is tower-lsp's to complain of.
                if self.raw.is_empty() {
                    return Poll::Ready(Ok(()));
                }
                self.is_broken = true;
            }
        }
        let rest = &self.ready[self.passed..];
        let count = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..count]);
        self.passed += count;
        Poll::Ready(Ok(()))
    }
}

/// What a stream begins with.
#[derive(Debug, PartialEq, Eq)]
enum Front {
    /// Less than a message.
    Partial,
    /// A message: the lengths of its header and of its body in bytes.
    Whole { header: usize, length: usize },
    /// Nothing that tells where the next message begins.
    Broken,
}

fn front(raw: &[u8]) -> Front {
    let Some(end) = raw.windows(4).take(LONGEST_HEADER).position(|window| window == b"\r\n\r\n") else {
        return if raw.len() > LONGEST_HEADER { Front::Broken } else { Front::Partial };
    };
    let (header, mut length) = (end + 4, None);
    for line in String::from_utf8_lossy(&raw[..end]).split("\r\n") {
        let Some((name, value)) = line.split_once(':') else { return Front::Broken };
        if name.eq_ignore_ascii_case("Content-Length") {
            length = value.trim().parse().ok();
        }
    }
    let Some(length) = length else { return Front::Broken };
    let is_whole = raw.len().checked_sub(header).is_some_and(|there| there >= length);
    if is_whole { Front::Whole { header, length } } else { Front::Partial }
}

/// The body of a message, or of a request in its place that is answered with what is wrong.
fn readable(body: &[u8]) -> Vec<u8> {
    let is_message = |text: &str| serde_json::from_str::<Request>(text).is_ok() || serde_json::from_str::<Response>(text).is_ok();
    let (code, reason, id) = match std::str::from_utf8(body) {
        Ok(text) if is_message(text) || text.is_empty() => return body.to_vec(),
        Ok(text) => match serde_json::from_str::<Value>(text) {
            Ok(message) => (ErrorCode::InvalidRequest, "expected a JSON-RPC 2.0 message".to_owned(), id_of(&message)),
            Err(error) => (ErrorCode::ParseError, error.to_string(), Value::Null),
        },
        Err(error) => (ErrorCode::ParseError, error.to_string(), Value::Null),
    };
    tracing::warn!("a message could not be read: {reason}");
    let params = json!({"code": code.code(), "message": format!("this message could not be read: {reason}")});
    json!({"jsonrpc": "2.0", "id": id, "method": UNREADABLE, "params": params}).to_string().into_bytes()
}

/// The id by which the client knows its message, or null.
fn id_of(message: &Value) -> Value {
    let id = &message["id"];
    if id.is_string() || id.is_i64() { id.clone() } else { Value::Null }
}

/// The answer to a request that stands for an unreadable message; `None` for any other request.
pub fn complaint(request: &Request) -> Option<Response> {
    let params = request.params().filter(|_| request.method() == UNREADABLE)?;
    let message = params["message"].as_str().unwrap_or_default().to_owned().into();
    let code = ErrorCode::from(params["code"].as_i64().unwrap_or_default());
    Some(Response::from_error(request.id().cloned().unwrap_or(Id::Null), Error { code, message, data: None }))
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    const GOOD: &str = r#"{"jsonrpc":"2.0","method":"a"}"#;

    /// What comes out, each message on a line.
    fn read(bytes: &[u8]) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut out = String::new();
        runtime.block_on(Frames::new(bytes).read_to_string(&mut out)).unwrap();
        out.replace("\r\n\r\n", " ").replace("Content-Length: 30 {", "\n{")
    }

    #[test]
    fn messages_are_told_apart() {
        let long = format!("Content-Length: 30\r\n\r\n{GOOD}").repeat(1000);
        assert_eq!(read(long.as_bytes()), format!("\n{GOOD}").repeat(1000));
        for (name, bytes, expected) in [
            ("nothing", String::new(), String::new()),
            ("lower case", format!("content-length:30\r\n\r\n{GOOD}"), format!("\n{GOOD}")),
            ("other fields", format!("X: y\r\nContent-Length: 30\r\nZ:\r\n\r\n{GOOD}"), format!("\n{GOOD}")),
            ("no length", "X: y\r\n\r\n{}".to_owned(), "X: y {}".to_owned()),
            ("no field", format!("hello\r\n\r\n{GOOD}"), format!("hello {GOOD}")),
            ("a negative length", "Content-Length: -1\r\n\r\n{}".to_owned(), "Content-Length: -1 {}".to_owned()),
            ("half a message", "Content-Length: 30\r\n\r\n{".to_owned(), "\n{".to_owned()),
            ("half a header", "Content-Len".to_owned(), "Content-Len".to_owned()),
            ("no header's end", "x".repeat(5000), "x".repeat(5000)),
        ] {
            assert_eq!(read(bytes.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_answered() {
        for (body, code, id) in [
            (&b"{]}"[..], -32700, json!(null)),
            (b"\xff", -32700, json!(null)),
            (b"3", -32600, json!(null)),
            (b"[]", -32600, json!(null)),
            (br#"{"jsonrpc":"2.0","id":7,"method":3}"#, -32600, json!(7)),
            (br#"{"id":"x","method":"a"}"#, -32600, json!("x")),
            (br#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, -32600, json!(null)),
        ] {
            let request: Request = serde_json::from_slice(&readable(body)).unwrap();
            let answer = serde_json::to_value(complaint(&request).unwrap()).unwrap();
            assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(code), &id), "{body:?}");
        }
        let request: Request = serde_json::from_str(GOOD).unwrap();
        assert!(complaint(&request).is_none());
        for body in [GOOD, "", r#"{"jsonrpc":"2.0","id":1,"result":null}"#] {
            assert_eq!(readable(body.as_bytes()), body.as_bytes());
        }
    }
}
