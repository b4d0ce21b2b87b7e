//! Messages that no client should send. After each the server is alive, or gone because the stream could not be read any further.
//!
//! `GLOSSATOR_MALFORMED=100000 cargo test --test it malformed` sends more of them; `GLOSSATOR_SEED=7` begins with others.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::conversations::number_of;
use crate::conversations::random::Random;
use crate::harness::{Server, frame, program};

const URI: &str = "file:///nowhere/a.md";

/// Every request that the server may answer, and every notification that it may take; and some of neither kind.
const METHODS: &[&str] = &[
    "callHierarchy/incomingCalls",
    "codeAction/resolve",
    "codeLens/resolve",
    "completionItem/resolve",
    "documentLink/resolve",
    "glossator/nonsense",
    "initialize",
    "initialized",
    "inlayHint/resolve",
    "notebookDocument/didOpen",
    "telemetry/event",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/diagnostic",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didOpen",
    "textDocument/didSave",
    "textDocument/documentHighlight",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/formatting",
    "textDocument/hover",
    "textDocument/inlayHint",
    "textDocument/prepareRename",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "textDocument/willSaveWaitUntil",
    "window/workDoneProgress/cancel",
    "workspace/diagnostic",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didCreateFiles",
    "workspace/didDeleteFiles",
    "workspace/didRenameFiles",
    "workspace/executeCommand",
    "workspace/symbol",
    "$/cancelRequest",
    "$/nonsense",
    "$/setTrace",
    "",
    "é\u{2028}😀",
];

/// Parameters with everything that any method may want.
fn plausible() -> Value {
    let place = json!({"line": 0, "character": 3});
    let range = json!({"start": place, "end": {"line": 0, "character": 6}});
    json!({
        "textDocument": {"uri": URI, "version": 2, "languageId": "markdown", "text": "Le LLM."},
        "position": place, "range": range, "newName": "x", "query": "l", "previousResultIds": [], "id": 1, "token": "t", "value": "off",
        "context": {"includeDeclaration": true, "diagnostics": [{"range": range, "message": "m", "data": {}}], "triggerKind": 1},
        "contentChanges": [{"range": range, "rangeLength": 3, "text": "IA"}], "settings": {"glossator": {"embedded": true}},
        "event": {"added": [{"uri": "file:///nowhere", "name": "n"}], "removed": []}, "changes": [{"uri": URI, "type": 2}],
        "files": [{"oldUri": URI, "newUri": "file:///nowhere/b.md"}], "command": "glossator.explain",
        "arguments": [{"uri": URI, "position": place, "range": range, "term": "llm"}], "title": "t", "label": "l",
        "data": {"uri": URI, "terms": ["llm"], "term": "llm"}, "capabilities": {}, "processId": null,
    })
}

/// Something that is hardly ever right.
fn junk(random: &mut Random) -> Value {
    match random.below(16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(u32::MAX),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(1e300),
        7 => json!(0.5),
        8 => json!(""),
        9 => json!("not a uri"),
        10 => json!("file://%FF%00/\u{0}"),
        11 => json!("é😀\u{2028}".repeat(50)),
        12 => json!([]),
        13 => json!({}),
        14 => json!([[[[[[[{"a": [null]}]]]]]]]),
        _ => json!({"line": -1, "character": 4_294_967_296_u64}),
    }
}

/// Changes one place of a value, anywhere in it: puts junk there, takes it away or doubles it.
fn spoil(value: &mut Value, random: &mut Random) {
    let goes_deeper = random.below(3) > 0;
    match value {
        Value::Object(map) if goes_deeper && !map.is_empty() => {
            let key = map.keys().nth(random.below(map.len())).unwrap().clone();
            if random.below(6) == 0 {
                map.remove(&key);
            } else {
                spoil(&mut map[&key], random);
            }
        }
        Value::Array(items) if goes_deeper && !items.is_empty() => {
            let number = random.below(items.len());
            match random.below(6) {
                0 => drop(items.remove(number)),
                1 => items.push(items[number].clone()),
                _ => spoil(&mut items[number], random),
            }
        }
        _ => *value = junk(random),
    }
}

/// A message that is JSON, names a method, and is otherwise spoilt; `id` is that of a request.
fn message(random: &mut Random, id: &str) -> Value {
    let mut params = plausible();
    for _ in 0..random.below(4) {
        spoil(&mut params, random);
    }
    let mut message = Map::from_iter([("jsonrpc".to_owned(), json!("2.0")), ("method".to_owned(), json!(random.pick(METHODS)))]);
    if random.below(3) > 0 {
        message.insert("id".to_owned(), json!(id));
    }
    match random.below(20) {
        0 => {}
        1 => drop(message.insert("params".to_owned(), junk(random))),
        2 => drop(message.insert("params".to_owned(), json!([params]))),
        _ => drop(message.insert("params".to_owned(), params)),
    }
    message.into()
}

fn capabilities() -> Value {
    let vscode: Value = serde_json::from_str(include_str!("../fixtures/clients/vscode.json")).unwrap();
    vscode["capabilities"].clone()
}

fn start() -> Server {
    let mut server = Server::start(capabilities());
    server.refreshes = Some(0);
    server.open(URI, "markdown", "Le LLM.");
    server
}

/// Fails unless the server still answers.
fn assert_alive(server: &mut Server, after: &str) {
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 4}});
    let hover = server.request("textDocument/hover", place);
    assert!(hover.is_ok(), "{hover:?} after {after}");
}

#[test]
fn wrong_parameters_are_answered_and_forgotten() {
    let (count, seed) = (number_of("GLOSSATOR_MALFORMED", 3000), number_of("GLOSSATOR_SEED", 1));
    let mut random = Random::new(seed * 0x9E37_79B9);
    let mut server = start();
    // What was asked and is not answered yet.
    let mut asked: BTreeMap<String, Value> = BTreeMap::new();
    let mut sent = Vec::new();
    for number in 0..count {
        let id = format!("m{number}");
        let message = message(&mut random, &id);
        server.write(&frame(&message));
        sent.push(message.to_string());
        if message.get("id").is_some() {
            asked.insert(id, message);
        }
        if number % 20 == 19 || number + 1 == count {
            assert_alive(&mut server, &sent.join("\n"));
            take_answers(&mut server, &mut asked);
            sent.clear();
        }
    }
    while !asked.is_empty() {
        server.wait_until(&format!("answers to {asked:#?}"), |server| server.unread().next().is_some());
        take_answers(&mut server, &mut asked);
    }
    server.shutdown_quietly();
}

/// Strikes out what was answered; fails where something is answered that was not asked, or was answered before.
fn take_answers(server: &mut Server, asked: &mut BTreeMap<String, Value>) {
    for answer in server.obey() {
        if let (None, Some(id)) = (answer.get("method"), answer["id"].as_str()) {
            assert!(answer.get("result").is_some() != answer.get("error").is_some(), "{answer}");
            assert!(asked.remove(id).is_some(), "{answer}");
        }
    }
}

/// How a server takes what it is sent.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    /// It says nothing to it and lives on.
    Ignored,
    /// It answers with a result or an error and lives on.
    Answered,
    /// It says what is wrong and leaves.
    Left,
}

#[test]
fn what_is_no_message() {
    use Outcome::{Answered, Ignored, Left};
    let json = |value: Value| frame(&value);
    let with_header = |header: &str| [header.as_bytes(), br#"{"jsonrpc":"2.0","id":"m","method":"nothing"}"#].concat();
    for (name, bytes, outcome) in [
        ("a reply to nothing", json(json!({"jsonrpc": "2.0", "id": 4711, "result": null})), Ignored),
        ("an error to nothing", json(json!({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": ""}})), Ignored),
        ("a reply without id", json(json!({"jsonrpc": "2.0", "result": null})), Ignored),
        ("initialized again", json(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}})), Ignored),
        ("nothing", b"Content-Length: 0\r\n\r\n".to_vec(), Ignored),
        ("no method", json(json!({"jsonrpc": "2.0", "id": "m"})), Answered),
        ("null as id", json(json!({"jsonrpc": "2.0", "id": null, "method": "textDocument/hover"})), Answered),
        ("a negative id", json(json!({"jsonrpc": "2.0", "id": -5, "method": "textDocument/nonsense"})), Answered),
        ("initialize again", json(json!({"jsonrpc": "2.0", "id": "m", "method": "initialize", "params": {"capabilities": {}}})), Answered),
        ("a header more", with_header("X-Y: z\r\nContent-Length: 45\r\n\r\n")[..].to_vec(), Answered),
        ("no version", json(json!({"id": "m", "method": "textDocument/hover"})), Answered),
        ("a method that is none", json(json!({"jsonrpc": "2.0", "id": "m", "method": 3})), Answered),
        ("an id that is none", json(json!({"jsonrpc": "2.0", "id": {"a": 1}, "method": "shutdown"})), Answered),
        ("half an id", json(json!({"jsonrpc": "2.0", "id": 1.5, "method": "shutdown"})), Answered),
        ("a number", json(json!(3)), Answered),
        ("a batch", json(json!([{"jsonrpc": "2.0", "id": "m", "method": "textDocument/hover"}])), Answered),
        ("bad JSON", b"Content-Length: 3\r\n\r\n{]}".to_vec(), Answered),
        ("invalid UTF-8", b"Content-Length: 1\r\n\r\n\xff".to_vec(), Answered),
        ("brackets without end", [b"Content-Length: 9000\r\n\r\n".to_vec(), b"[".repeat(9000)].concat(), Answered),
        ("a header in lower case", with_header("content-length: 45\r\n\r\n"), Answered),
        ("a header in upper case", with_header("CONTENT-LENGTH:45\r\n\r\n"), Answered),
        ("a length that is too short", with_header("Content-Length: 5\r\n\r\n"), Left),
        ("no length", b"Content-Type: x\r\n\r\n".to_vec(), Left),
        ("no header", b"hello\r\n\r\n".to_vec(), Left),
        ("a negative length", b"Content-Length: -1\r\n\r\n{}".to_vec(), Left),
        ("an endless length", b"Content-Length: 99999999999999999999999\r\n\r\n{}".to_vec(), Left),
    ] {
        let mut server = start();
        server.write(&bytes);
        match outcome {
            Ignored => assert_alive(&mut server, name),
            Answered => {
                let is_reply = |it: &Value| it.get("method").is_none();
                server.wait_until(&format!("answer to {name}"), |server| server.unread().any(is_reply));
                assert_alive(&mut server, name);
                assert_eq!(server.take_unread().into_iter().filter(is_reply).count(), 1, "{name}");
            }
            Left => {
                assert!(server.wait_for_stray_error().code < 0, "{name}");
                server.take_unread();
                let ended = server.end();
                assert_eq!(ended.code, Some(1), "{name}");
                assert!(ended.log.contains("the session ended early") && !ended.log.contains("panic"), "{name}: {}", ended.log);
                continue;
            }
        }
        assert_eq!(server.text(URI), "Le LLM.", "{name}");
        server.shutdown_quietly();
    }
}

#[test]
fn two_requests_of_one_id_are_answered_once_each() {
    let mut server = start();
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 4}});
    let request = frame(&json!({"jsonrpc": "2.0", "id": "twice", "method": "textDocument/hover", "params": place}));
    server.write(&request.repeat(2));
    server.wait_until("two answers", |server| server.unread().filter(|it| it["id"] == "twice").count() == 2);
    assert_alive(&mut server, "one id for two");
    server.take_unread();
    server.shutdown_quietly();
}

#[test]
fn nothing_is_served_before_the_greeting_and_after_the_parting() {
    let requests: Vec<&str> = METHODS.iter().copied().filter(|it| it.starts_with("textDocument/") && !it.contains("/did")).collect();
    let mut server = Server::spawn(&mut program());
    for method in &requests {
        assert_eq!(server.request(method, plausible()).unwrap_err().code, -32002, "{method} came too early");
    }
    server.request("initialize", json!({"capabilities": capabilities()})).unwrap();
    server.notify("initialized", json!({}));
    server.open(URI, "markdown", "Le LLM.");
    assert_alive(&mut server, "early requests");
    assert_eq!(server.request("initialize", json!({"capabilities": {}})).unwrap_err().code, -32600);
    server.request("shutdown", Value::Null).unwrap();
    for method in &requests {
        assert_eq!(server.request(method, plausible()).unwrap_err().code, -32600, "{method} came too late");
    }
    server.change(URI, 2, json!([{"text": "too late"}]));
    server.obey();
    server.notify("exit", Value::Null);
    assert_eq!(server.end().code, Some(0));
}
