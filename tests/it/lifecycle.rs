//! How the server comes, goes, and stays when something breaks.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server, frame, output_of, program};

const METHOD_NOT_FOUND: i64 = -32601;
const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

fn start() -> Server {
    Server::start(json!({"textDocument": {"diagnostic": {}}}))
}

#[test]
fn it_says_who_it_is() {
    let (server, answer) = Server::start_with(json!({"capabilities": {}}));
    assert_eq!(answer["serverInfo"], json!({"name": "glossator", "version": env!("CARGO_PKG_VERSION")}));
    assert_eq!(answer["capabilities"]["textDocumentSync"], json!({"openClose": true, "change": 2, "save": true}));
    server.shutdown();
}

#[test]
fn shutdown_and_exit_leave_with_0_though_input_stays_open() {
    start().shutdown();
}

#[test]
fn shutdown_may_have_parameters() {
    for params in [json!({}), json!([])] {
        let mut server = start();
        assert_eq!(server.request("shutdown", params), Ok(Value::Null));
        server.notify("exit", Value::Null);
        assert_eq!(server.finish().code, Some(0));
    }
}

#[test]
fn exit_without_shutdown_leaves_with_1() {
    let mut server = start();
    server.notify("exit", Value::Null);
    assert_eq!(server.finish().code, Some(1));
}

#[test]
fn exit_answers_what_is_under_way_and_reads_no_further() {
    let mut server = start();
    server.open("file:///a.md", "markdown", "text");
    server.settle();
    let text = server.send_request("glossator/text", json!({"uri": "file:///a.md"}));
    server.send_request("shutdown", Value::Null);
    let rest = ["exit", "glossator/panicNotification"].map(|method| frame(&json!({"jsonrpc": "2.0", "method": method})));
    server.write(&rest.concat());
    assert_eq!(server.finish().code, Some(0));
    assert_eq!(server.reply_to(text).unwrap()["text"], "text");
}

#[test]
fn exit_is_quick_though_input_stays_open() {
    let quickest = (0..5).map(|_| {
        let server = start();
        let parting = Instant::now();
        server.shutdown();
        parting.elapsed()
    });
    assert!(quickest.min() < Some(Duration::from_millis(150)), "the grace is for what is stuck");
}

#[test]
fn exit_does_not_wait_for_a_stuck_handler() {
    let mut server = start();
    server.send_request("glossator/stuck", Value::Null);
    server.send_request("shutdown", Value::Null);
    server.notify("exit", Value::Null);
    assert_eq!(server.end().code, Some(0));
}

#[test]
fn exit_before_initialize_leaves_with_1() {
    let mut server = Server::spawn(&mut program());
    server.notify("exit", Value::Null);
    assert_eq!(server.finish().code, Some(1));
}

#[test]
fn the_end_of_input_is_the_end() {
    let mut server = start();
    server.close_input();
    assert_eq!(server.finish().code, Some(1));

    let mut server = start();
    server.request("shutdown", Value::Null).unwrap();
    server.close_input();
    assert_eq!(server.finish().code, Some(0));
}

#[test]
fn the_end_of_input_is_the_end_though_a_handler_is_stuck() {
    let mut server = start();
    server.send_request("glossator/stuck", Value::Null);
    server.close_input();
    assert_eq!(server.end().code, Some(1));
}

#[cfg(unix)]
#[test]
fn it_leaves_with_its_parent() {
    let mut parent = Command::new("sleep").arg("60").stdout(Stdio::null()).spawn().unwrap();
    let (mut server, _) = Server::start_with(json!({"processId": parent.id(), "capabilities": {}}));
    assert_eq!(server.text("file:///a.md"), Value::Null);
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(server.finish().code, Some(1));
}

#[cfg(unix)]
#[test]
fn a_parent_of_another_machine_is_not_missed() {
    let (mut server, _) = Server::start_with(json!({"processId": i32::MAX, "capabilities": {}}));
    assert_eq!(server.text("file:///a.md"), Value::Null);
}

#[test]
fn a_panic_is_answered_and_forgotten() {
    let mut server = start();
    server.expect_panic();
    server.open("file:///a.md", "markdown", "text");
    for (params, message) in [(json!({}), "panic: asked for"), (json!({"uri": "file:///a.md"}), "asked for, in the pool")] {
        let error = server.request("glossator/panic", params).unwrap_err();
        assert_eq!(error.code, INTERNAL_ERROR);
        assert!(error.message.contains(message), "{error:?}");
    }
    server.notify("glossator/panicNotification", Value::Null);
    assert_eq!(server.text("file:///a.md"), "text");
    server.request("shutdown", Value::Null).unwrap();
    server.notify("exit", Value::Null);
    let ended = server.finish();
    assert_eq!(ended.code, Some(0));
    for line in ["glossator/panic failed", "glossator/panicNotification failed", "src/server/debug.rs"] {
        assert!(ended.log.contains(line), "{line} in\n{}", ended.log);
    }
}

#[test]
fn unknown_methods() {
    let mut server = start();
    assert_eq!(server.request("textDocument/nonsense", json!({})).unwrap_err().code, METHOD_NOT_FOUND);
    server.notify("textDocument/nonsense", json!({}));
    server.notify("$/nonsense", json!({}));
    server.notify("$/setTrace", json!({"value": "off"}));
    server.notify("$/cancelRequest", json!({"id": 4711}));
    assert_eq!(server.text("file:///a.md"), Value::Null);
}

#[test]
fn requests_before_initialize_are_refused() {
    let mut server = Server::spawn(&mut program());
    server.open("file:///a.md", "markdown", "too early");
    assert_eq!(server.request("glossator/text", json!({"uri": "file:///a.md"})).unwrap_err().code, NOT_INITIALIZED);
    server.request("initialize", json!({"capabilities": {}})).unwrap();
    server.notify("initialized", Value::Null);
    assert_eq!(server.text("file:///a.md"), Value::Null);
}

#[test]
fn a_request_can_be_cancelled() {
    let mut server = start();
    let stuck: Vec<i64> = (0..100).map(|_| server.send_request("glossator/stuck", Value::Null)).collect();
    for id in stuck {
        server.notify("$/cancelRequest", json!({"id": id}));
        assert_eq!(server.reply_to(id).unwrap_err().code, CANCELLED);
    }
}

#[test]
fn documents_that_are_not_open() {
    let mut server = start();
    server.change("file:///a.md", 2, json!([{"text": "never opened"}]));
    server.close("file:///a.md");
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": "file:///a.md"}}));
    assert_eq!(server.text("file:///a.md"), Value::Null);
    server.request("shutdown", Value::Null).unwrap();
    server.notify("exit", Value::Null);
    let log = server.finish().log;
    assert!(log.contains("edited without being open: file:///a.md") && log.contains("closed without being open"), "{log}");
}

#[test]
fn what_cannot_be_read_ends_the_session_and_is_logged() {
    for (name, bytes, reason) in [
        ("no header", b"hello\r\n\r\n".as_slice(), "failed to parse headers"),
        ("another header only", b"Content-Type: x; charset=utf-8\r\n\r\n", "missing required `Content-Length`"),
        ("a length that is none", b"Content-Length: x\r\n\r\n{}", "unable to parse content length"),
    ] {
        let mut server = start();
        server.write(bytes);
        assert!(server.wait_for_stray_error().code < 0, "{name}");
        let ended = server.finish();
        assert_eq!(ended.code, Some(1), "{name}");
        assert!(ended.log.contains(reason) && ended.log.contains("the session ended early"), "{name}:\n{}", ended.log);
    }
}

#[test]
fn half_a_message_at_the_end_of_input() {
    let mut server = start();
    server.write(b"Content-Length: 100\r\n\r\n{\"jsonrpc\"");
    server.close_input();
    server.wait_for_stray_error();
    assert_eq!(server.finish().code, Some(1));
}

#[test]
fn nothing_is_written_to_nobody() {
    let output = output_of(program().stdin(Stdio::null()).spawn().unwrap());
    assert_eq!((output.status.code(), output.stdout, output.stderr), (Some(1), vec![], vec![]));
}

#[test]
fn a_session_can_be_piped_in() {
    let mut server = Server::spawn(&mut program());
    let greeting = server.send_request("initialize", json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    server.notify("initialized", json!({}));
    server.open("file:///a.md", "markdown", "at once");
    let text = server.send_request("glossator/text", json!({"uri": "file:///a.md"}));
    server.send_request("shutdown", Value::Null);
    server.notify("exit", Value::Null);
    server.close_input();
    assert_eq!(server.reply_to(greeting).unwrap()["serverInfo"]["name"], "glossator");
    assert_eq!(server.finish().code, Some(0));
    assert_eq!(server.reply_to(text).unwrap()["text"], "at once");
}

/// The first bytes of a session, and then `count` requests.
fn session(count: usize) -> Vec<u8> {
    let greeting = [
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
    ];
    let request = |id| json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/nonsense"});
    greeting.into_iter().chain((1..=count).map(request)).flat_map(|message| frame(&message)).collect()
}

#[test]
fn a_client_that_does_not_listen_is_left_quietly() {
    let mut child = program().spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // The pipe breaks while we write, or not, as it happens.
    let _ = stdin.write_all(&session(10));
    let output = output_of(child);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
}

#[test]
fn a_client_that_does_not_read_the_log_is_served() {
    let mut child = program().env("GLOSSATOR_LOG", "trace").spawn().unwrap();
    drop(child.stderr.take());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(&session(1)).unwrap();
    stdin.write_all(&frame(&json!({"jsonrpc": "2.0", "id": 2, "method": "glossator/panic", "params": {}}))).unwrap();
    stdin.write_all(&frame(&json!({"jsonrpc": "2.0", "id": 3, "method": "shutdown"}))).unwrap();
    stdin.write_all(&frame(&json!({"jsonrpc": "2.0", "method": "exit"}))).unwrap();
    let output = output_of(child);
    let answers = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{answers}");
    assert!(answers.contains("asked for"), "{answers}");
}

#[test]
fn the_log_has_a_level() {
    for (wish, expected, unexpected) in [
        ("debug", "shutdown request received", "is not understood"),
        ("glossator=loud", "GLOSSATOR_LOG=glossator=loud is not understood", "shutdown request received"),
        ("", "edited without being open", "shutdown request received"),
        ("off", "", "edited without being open"),
    ] {
        let mut server = Server::spawn(program().env("GLOSSATOR_LOG", wish));
        server.request("initialize", json!({"capabilities": {}})).unwrap();
        server.change("file:///a.md", 1, json!([]));
        server.request("shutdown", Value::Null).unwrap();
        server.notify("exit", Value::Null);
        let log = server.finish().log;
        assert!(log.contains(expected) && !log.contains(unexpected), "{wish}:\n{log}");
        assert!(!log.contains('\u{1b}'), "{wish}:\n{log}");
    }
}

#[test]
fn edits_of_places_that_do_not_exist_are_made_and_logged() {
    let mut server = Server::spawn(program().env("GLOSSATOR_LOG", "glossator=debug"));
    server.request("initialize", json!({"capabilities": {"textDocument": {"diagnostic": {}}}})).unwrap();
    server.notify("initialized", json!({}));
    server.open("file:///a.md", "markdown", "ab");
    let edit = |from: u32, to: u32, text: &str| json!({"range": {"start": {"line": 0, "character": from}, "end": {"line": 0, "character": to}}, "text": text});
    server.change("file:///a.md", 2, json!([edit(2, 2, "c"), edit(3, 3, "d")]));
    server.change("file:///a.md", 3, json!([edit(1, 0, ""), edit(9, 9, "!")]));
    assert_eq!(server.text("file:///a.md"), "bcd!");
    server.request("shutdown", Value::Null).unwrap();
    server.notify("exit", Value::Null);
    let log = server.finish().log;
    assert_eq!(log.matches("is put where the text has places").count(), 2, "{log}");
}

#[test]
fn an_answer_that_comes_late_does_no_harm() {
    let capabilities = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    let mut server = Server::start(capabilities);
    server.open("file:///a.md", "markdown", "text");
    server.notify("glossator/reloaded", Value::Null);
    let refresh = server.wait_for_message("workspace/diagnostic/refresh", DEADLINE);
    assert_eq!(server.text("file:///a.md"), "text", "the server waits for its client");
    server.answer(&refresh, Value::Null);
    server.answer(&refresh, Value::Null);
    assert_eq!(server.text("file:///a.md"), "text");
}

#[test]
fn a_wrong_command_is_explained() {
    let output = output_of(program().arg("--loudly").spawn().unwrap());
    assert_eq!((output.status.code(), output.stdout), (Some(2), vec![]));
    assert!(String::from_utf8_lossy(&output.stderr).to_lowercase().contains("usage"));
}
