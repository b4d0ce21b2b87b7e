//! A language client over the pipes of the real program. Every wait has a deadline, nothing sleeps, and a test that leaves a message
//! unread fails.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// The server with its client's ends of the pipes. Dropped, it is shut down and checked as [`Server::finish`] says.
pub struct Server {
    child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    log: Receiver<String>,
    /// The replies to each request that was sent.
    replies: HashMap<i64, Vec<Value>>,
    /// Notifications and requests of the server, and errors that belong to no request.
    unread: VecDeque<Value>,
    /// Every notification and request of the server so far, the log apart.
    pub heard: Vec<Value>,
    /// What the client answers to `workspace/configuration`, for each item.
    pub settings: Value,
    /// What it answers for items with this `scopeUri` instead.
    pub folder_settings: HashMap<String, Value>,
    /// What the server registered.
    pub registrations: Vec<Value>,
    /// How often the server asked for diagnostics to be pulled again; `None`: such a request is a message like any other.
    pub refreshes: Option<usize>,
    /// How often the server asked for code lenses to be asked for again.
    pub lens_refreshes: usize,
    may_panic: bool,
    is_over: bool,
}

/// An error reply.
#[derive(Debug, PartialEq, Eq)]
pub struct Error {
    pub code: i64,
    pub message: String,
}

/// How a server ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub log: String,
}

/// The program with piped ends, its log at the level the tests know.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command
        .arg("serve")
        .env_remove("GLOSSATOR_LOG")
        .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"))
        .env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A message as it goes over the wire.
pub fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// What a program wrote until it ended by itself.
pub fn output_of(child: Child) -> Output {
    let process = child.id();
    let (sender, output) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = output.recv_timeout(DEADLINE) else {
        let _ = Command::new("kill").arg(process.to_string()).status();
        panic!("the program is still there");
    };
    output.unwrap()
}

impl Server {
    /// A server that was greeted by a client with these capabilities.
    pub fn start(capabilities: Value) -> Self {
        Self::start_with(json!({"processId": null, "rootUri": null, "capabilities": capabilities})).0
    }

    /// A server that was greeted with these parameters, and its answer. The client keeps the data of diagnostics unless it says otherwise.
    pub fn start_with(mut params: Value) -> (Self, Value) {
        let keeps = &mut params["capabilities"]["textDocument"]["publishDiagnostics"]["dataSupport"];
        if keeps.is_null() {
            *keeps = json!(true);
        }
        let mut server = Self::spawn(&mut program());
        let answer = server.request("initialize", params).unwrap();
        server.notify("initialized", json!({}));
        (server, answer)
    }

    /// A server that was not greeted yet.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let (messages, incoming) = mpsc::channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = read_message(&mut stdout) {
                if messages.send(message).is_err() {
                    return;
                }
            }
        });
        let (written, log) = mpsc::channel();
        let mut stderr = child.stderr.take().unwrap();
        thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            let _ = written.send(String::from_utf8_lossy(&text).into_owned());
        });
        let stdin = child.stdin.take();
        let (replies, unread) = (HashMap::new(), VecDeque::new());
        let (settings, folder_settings, registrations, refreshes) = (Value::Null, HashMap::new(), Vec::new(), None);
        Self {
            child,
            stdin,
            incoming,
            log,
            replies,
            unread,
            heard: Vec::new(),
            settings,
            folder_settings,
            registrations,
            refreshes,
            lens_refreshes: 0,
            may_panic: false,
            is_over: false,
        }
    }

    /// Sends a request and waits for its reply.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Error> {
        let id = self.send_request(method, params);
        self.reply_to(id)
    }

    /// Sends a request and answers with its id.
    pub fn send_request(&mut self, method: &str, params: Value) -> i64 {
        let id = i64::try_from(self.replies.len()).unwrap();
        self.replies.insert(id, Vec::new());
        self.send(with_params(json!({"jsonrpc": "2.0", "id": id, "method": method}), params));
        id
    }

    /// Waits for the reply to a request.
    pub fn reply_to(&mut self, id: i64) -> Result<Value, Error> {
        let reply = self.wait(DEADLINE, &format!("a reply to request {id}"), |server| server.replies.get(&id)?.first().cloned());
        result_of(&reply)
    }

    /// Sends a notification; without `params` where they are null.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(with_params(json!({"jsonrpc": "2.0", "method": method}), params));
    }

    /// Answers a request of the server.
    pub fn answer(&mut self, request: &Value, result: Value) {
        self.send(json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
    }

    /// Opens a document in version 1.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Edits a document; `changes` are the protocol's content changes.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    /// Tells that a document was saved.
    pub fn save(&mut self, uri: &str) {
        self.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// What the server takes the document's text to be, or null.
    pub fn text(&mut self, uri: &str) -> Value {
        self.request("glossator/text", json!({"uri": uri})).unwrap()["text"].clone()
    }

    /// Waits for a notification of the server and answers with its parameters.
    pub fn wait_for_notification(&mut self, method: &str, deadline: Duration) -> Value {
        self.wait_for_message(method, deadline)["params"].clone()
    }

    /// Waits for a request or notification of the server.
    pub fn wait_for_message(&mut self, method: &str, deadline: Duration) -> Value {
        self.wait(deadline, method, |server| {
            let index = server.unread.iter().position(|message| message["method"] == method)?;
            server.unread.remove(index)
        })
    }

    /// Waits until `seen` is true of the server, taking in its messages.
    pub fn wait_until(&mut self, what: &str, seen: impl Fn(&Self) -> bool) {
        self.wait(DEADLINE, what, |server| seen(server).then_some(()));
    }

    /// Waits until the server has looked at every change of files that it was told of.
    pub fn settle(&mut self) {
        self.request("glossator/settled", Value::Null).unwrap();
    }

    /// Waits for the error that answers what could not be read.
    pub fn wait_for_stray_error(&mut self) -> Error {
        let error = self.wait(DEADLINE, "an error without id", |server| {
            let index = server.unread.iter().position(|message| message.get("method").is_none())?;
            server.unread.remove(index)
        });
        result_of(&error).unwrap_err()
    }

    /// The messages that nobody waited for.
    pub fn unread(&self) -> impl Iterator<Item = &Value> {
        self.unread.iter()
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        self.stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Closes the server's standard input.
    pub fn close_input(&mut self) {
        self.stdin = None;
    }

    /// This test makes the server panic.
    pub fn expect_panic(&mut self) {
        self.may_panic = true;
    }

    /// Answers the requests of the server that nobody waited for as a client that does what it is asked, and reads its notifications.
    pub fn obey(&mut self) -> Vec<Value> {
        let messages = self.take_unread();
        for message in &messages {
            let result = match message["method"].as_str() {
                Some("workspace/applyEdit") => json!({"applied": true}),
                Some("window/showDocument") => json!({"success": true}),
                _ => Value::Null,
            };
            if message.get("id").is_some() && message.get("method").is_some() {
                self.answer(message, result);
            }
        }
        messages
    }

    /// The memory of the server that is in use, in bytes.
    #[cfg(target_os = "linux")]
    pub fn resident(&self) -> u64 {
        let sizes = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = sizes.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() * 1024
    }

    /// The notifications and requests of the server that nobody waited for.
    pub fn take_unread(&mut self) -> Vec<Value> {
        self.unread.drain(..).collect()
    }

    /// Ends the session as the protocol says; what the server still tells does not matter, everything else is checked as [`Server::finish`] does.
    pub fn shutdown_quietly(mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        self.is_over = true;
        let ended = self.end();
        self.unread.clear();
        self.check(&ended);
        assert_eq!(ended.code, Some(0), "{}", ended.log);
    }

    /// Ends the session as the protocol says and checks it as [`Server::finish`] does.
    pub fn shutdown(mut self) {
        self.part();
    }

    /// Waits for the server to end by itself. Fails where a message was left unread, a request did not get exactly one reply, or the
    /// log holds a panic that the test did not announce.
    pub fn finish(&mut self) -> Ended {
        self.is_over = true;
        let ended = self.end();
        self.check(&ended);
        ended
    }

    fn check(&self, ended: &Ended) {
        assert!(self.unread.is_empty(), "left unread: {:?}\nlog:\n{}", self.unread, ended.log);
        for (id, replies) in &self.replies {
            assert_eq!(replies.len(), 1, "replies to request {id}: {replies:?}\nlog:\n{}", ended.log);
        }
        assert!(self.may_panic || !ended.log.contains("panic"), "{}", ended.log);
    }

    /// Like [`Server::finish`], without the checks.
    pub fn end(&mut self) -> Ended {
        self.is_over = true;
        let until = Instant::now() + DEADLINE;
        while self.receive(until) {}
        let Ok(log) = self.log.recv_timeout(until.saturating_duration_since(Instant::now())) else {
            let _ = self.child.kill();
            panic!("the server is still there; its log:\n{}", self.log.recv().unwrap());
        };
        Ended { code: self.child.wait().unwrap().code(), log }
    }

    fn part(&mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        let ended = self.finish();
        assert_eq!(ended.code, Some(0), "{}", ended.log);
    }

    fn send(&mut self, message: Value) {
        self.write(&frame(&message));
    }

    fn wait<T>(&mut self, deadline: Duration, what: &str, mut found: impl FnMut(&mut Self) -> Option<T>) -> T {
        let until = Instant::now() + deadline;
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            assert!(self.receive(until), "no {what} in {deadline:?}; unread: {:?}", self.unread);
        }
    }

    /// Answers the requests of the server that every client answers without asking anybody.
    fn answers_itself(&mut self, message: &Value) -> bool {
        let result = match message["method"].as_str() {
            Some("client/registerCapability") => {
                self.registrations.extend(message["params"]["registrations"].as_array().unwrap().clone());
                Value::Null
            }
            Some("workspace/configuration") => {
                let items = message["params"]["items"].as_array().unwrap();
                assert!(items.iter().all(|item| item["section"] == "glossator"), "{message}");
                let of_folder = |item: &Value| self.folder_settings.get(item["scopeUri"].as_str()?);
                items.iter().map(|item| of_folder(item).unwrap_or(&self.settings).clone()).collect()
            }
            Some("workspace/diagnostic/refresh") if self.refreshes.is_some() => {
                self.refreshes = self.refreshes.map(|count| count + 1);
                Value::Null
            }
            Some("workspace/codeLens/refresh") => {
                self.lens_refreshes += 1;
                Value::Null
            }
            _ => return false,
        };
        // Not after the end of input; and the server may have left while it was asking.
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(&frame(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result})));
        }
        true
    }

    /// Takes in one message; false where none comes any more, or none in time.
    fn receive(&mut self, until: Instant) -> bool {
        let message = match self.incoming.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return false,
        };
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        let is_reply = message.get("method").is_none();
        match message["id"].as_i64() {
            // A reply to nothing that this sent is left unread.
            Some(id) if is_reply && self.replies.contains_key(&id) => self.replies.entry(id).or_default().push(message),
            _ if message["method"] == "window/logMessage" => {}
            _ => {
                if !is_reply {
                    self.heard.push(message.clone());
                }
                if !self.answers_itself(&message) {
                    self.unread.push_back(message);
                }
            }
        }
        true
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.child.kill();
            if let Ok(log) = self.log.recv_timeout(DEADLINE) {
                let _ = writeln!(std::io::stderr(), "the server's log:\n{log}");
            }
        } else if !self.is_over {
            self.part();
        }
    }
}

fn with_params(mut message: Value, params: Value) -> Value {
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

fn result_of(reply: &Value) -> Result<Value, Error> {
    let Some(error) = reply.get("error") else { return Ok(reply["result"].clone()) };
    Err(Error { code: error["code"].as_i64().unwrap(), message: error["message"].as_str().unwrap().to_owned() })
}

/// The next message, or `None` at the end. Anything else on standard output is a failure of the server.
fn read_message(stdout: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    if stdout.read_line(&mut header).ok()? == 0 {
        return None;
    }
    let length = header.strip_prefix("Content-Length: ").and_then(|length| length.trim_end().parse().ok());
    let mut body = vec![0; length.unwrap_or_else(|| panic!("not a header: {header:?}"))];
    stdout.read_line(&mut header).ok()?;
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
