//! Diagnostics pushed and pulled. What they say is tested elsewhere.

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

const URI: &str = "file:///a.md";
const PUSH: &str = "textDocument/publishDiagnostics";

#[test]
fn a_client_that_does_not_pull_is_told_once() {
    let (mut server, answer) = Server::start_with(json!({"capabilities": {}}));
    assert_eq!(answer["capabilities"]["diagnosticProvider"], Value::Null);
    server.open(URI, "markdown", "text");
    assert_eq!(server.wait_for_notification(PUSH, DEADLINE), json!({"uri": URI, "version": 1, "diagnostics": []}));
    server.change(URI, 2, json!([{"text": "nothing to say of this either"}]));
    server.notify("glossator/reloaded", Value::Null);
    assert_eq!(server.text(URI), "nothing to say of this either");
    server.close(URI);
    server.open(URI, "markdown", "again");
    assert_eq!(server.wait_for_notification(PUSH, DEADLINE)["version"], 1);
}

#[test]
fn a_client_that_pulls_is_left_alone() {
    let (mut server, answer) = Server::start_with(json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    assert_eq!(answer["capabilities"]["diagnosticProvider"]["identifier"], "glossator");
    server.open(URI, "markdown", "text");
    let mut pull = |previous: Value| {
        let params = json!({"textDocument": {"uri": URI}, "previousResultId": previous});
        server.request("textDocument/diagnostic", params).unwrap()
    };
    let first = pull(Value::Null);
    assert_eq!((&first["kind"], &first["items"]), (&json!("full"), &json!([])));
    assert_eq!(pull(first["resultId"].clone()), json!({"kind": "unchanged", "resultId": first["resultId"]}));
    server.change(URI, 2, json!([{"text": "as good"}]));
    server.notify("glossator/reloaded", Value::Null);
    assert_eq!(server.text(URI), "as good");
}
