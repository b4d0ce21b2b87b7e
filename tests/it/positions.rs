//! What a position means, as agreed at the start.

use serde_json::{Value, json};

use crate::harness::Server;

const URI: &str = "untitled:Untitled-1";

/// The byte that the server takes a position to be.
fn byte_at(server: &mut Server, line: u32, character: u32) -> Value {
    let params = json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}});
    server.request("glossator/place", params).unwrap()
}

#[test]
fn encodings() {
    for (offers, agreed, end) in [
        (json!(null), "utf-16", 5),
        (json!(["utf-8", "utf-16"]), "utf-8", 8),
        (json!(["utf-16", "utf-8"]), "utf-16", 5),
        (json!(["utf-32"]), "utf-32", 4),
    ] {
        let capabilities = json!({"general": {"positionEncodings": offers}, "textDocument": {"diagnostic": {}}});
        let (mut server, answer) = Server::start_with(json!({"capabilities": capabilities}));
        assert_eq!(answer["capabilities"]["positionEncoding"], agreed);
        server.open(URI, "markdown", "\r\né😀xy");
        assert_eq!(byte_at(&mut server, 1, end), 10, "{agreed}");
        assert_eq!(byte_at(&mut server, 1, end + 1), Value::Null, "{agreed}");
        server.change(
            URI,
            2,
            json!([{"range": {"start": {"line": 1, "character": end}, "end": {"line": 9, "character": 9}}, "text": "!"}]),
        );
        assert_eq!(server.text(URI), "\r\né😀xy!", "{agreed}");
    }
}

#[test]
fn places_that_do_not_exist() {
    let mut server = Server::start(json!({"textDocument": {"diagnostic": {}}}));
    assert_eq!(byte_at(&mut server, 0, 0), Value::Null, "the document is not open");
    server.open(URI, "markdown", "ab\r\n😀");
    for (line, character, byte) in [
        (0, 2, json!(2)),
        (0, 3, Value::Null),
        (1, 1, json!(4)),
        (1, 2, json!(8)),
        (1, 3, Value::Null),
        (2, 0, Value::Null),
        (u32::MAX, u32::MAX, Value::Null),
    ] {
        assert_eq!(byte_at(&mut server, line, character), byte, "{line}:{character}");
    }
}

#[test]
fn one_document_by_two_names() {
    let mut server = Server::start(json!({"textDocument": {"diagnostic": {}}}));
    server.open("file:///c%3A/th%C3%A8se.md", "markdown", "a");
    server.change("file:///C:/thèse.md", 2, json!([{"text": "b"}]));
    assert_eq!(server.text("file:///c:/thèse.md"), "b");
    server.close("file:///C%3A/thèse.md");
    assert_eq!(server.text("file:///c%3A/th%C3%A8se.md"), Value::Null);
}
