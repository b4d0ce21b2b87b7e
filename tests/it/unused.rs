//! Rule `unused-term` in an editor: what `lint` says of a glossary, kept up to date while texts are written.

use std::process::Command;

use serde_json::{Value, json};

use crate::harness::DEADLINE;
use crate::workspace::Space;

const PUSH: &str = "textDocument/publishDiagnostics";
const GLOSSARY: &str =
    "### Pain\n\n> **terme pain** · fr : **pain**\n\nIl nourrit.\n\n### Four\n\n> **terme four** · fr : **four**\n\nIl cuit.\n";

fn space(config: &str, capabilities: Value) -> Space {
    let files = [
        ("w/x.glossary.md", GLOSSARY),
        ("w/old.glossary.md", "### Meule\n\n> **terme meule** · fr : **meule**\n\nElle moud.\n"),
        ("w/a.md", "Du pain."),
        ("w/glossator.toml", config),
    ];
    Space::new(&files, &[], &["w"], json!({"capabilities": capabilities}))
}

const CONFIG: &str =
    "[rules]\nunused-term = \"warning\"\n[[overrides]]\nfiles = [\"old.glossary.md\"]\nrules = { unused-term = \"off\" }\n";

fn open(space: &mut Space, name: &str, text: &str) {
    let uri = space.uri(name);
    space.server.open(&uri, "markdown", text);
}

/// Waits until the glossary is shown with this many findings, and answers with them.
fn shown(space: &mut Space, expected: usize) -> Vec<Value> {
    let uri = space.uri("w/x.glossary.md");
    loop {
        let push = space.server.wait_for_notification(PUSH, DEADLINE);
        if push["uri"] == uri && push["diagnostics"].as_array().unwrap().len() == expected {
            return push["diagnostics"].as_array().unwrap().clone();
        }
    }
}

/// How often the glossary was shown.
fn pushes(space: &Space) -> usize {
    let uri = space.uri("w/x.glossary.md");
    space.server.heard.iter().filter(|message| message["method"] == PUSH && message["params"]["uri"] == uri).count()
}

#[test]
fn it_comes_and_goes_with_the_uses_and_is_what_lint_says() {
    let mut space = space(CONFIG, json!({}));
    open(&mut space, "w/x.glossary.md", GLOSSARY);
    open(&mut space, "w/old.glossary.md", "### Meule\n\n> **terme meule** · fr : **meule**\n\nElle moud.\n");
    let found = shown(&mut space, 1);
    let program = env!("CARGO_BIN_EXE_glossator");
    let mut lint = Command::new(program);
    let lint = lint.args(["lint", "--format", "jsonl"]).current_dir(space.path("w")).env("LC_ALL", "en_US.UTF-8").output().unwrap();
    let said: Value = serde_json::from_slice(&lint.stdout).expect("one line");
    let range = &found[0]["range"];
    assert_eq!((&said["path"], &said["rule"], &said["severity"]), (&json!("x.glossary.md"), &found[0]["code"], &json!("warning")));
    assert_eq!((&said["message"], &found[0]["severity"]), (&found[0]["message"], &json!(2)));
    assert_eq!(said["line"].as_u64().map(|line| line - 1), range["start"]["line"].as_u64());
    assert_eq!(said["column"].as_u64().map(|column| column - 1), range["start"]["character"].as_u64());

    open(&mut space, "w/new.md", "Un four.");
    assert_eq!(shown(&mut space, 0), [] as [Value; 0]);
    let before = pushes(&space);
    let (text, uri) = (space.uri("w/new.md"), space.uri("w/a.md"));
    space.server.change(&text, 2, json!([{"text": "Un four, deux fours."}]));
    open(&mut space, "w/a.md", "Du pain et du pain.");
    space.server.change(&text, 3, json!([{"text": "Un feu."}]));
    assert_eq!(shown(&mut space, 1), found);
    assert_eq!(pushes(&space), before + 1, "shown again only where that is news");
    space.server.change(&uri, 2, json!([{"text": "Rien."}]));
    assert_eq!(shown(&mut space, 2)[1], found[0], "the buffer counts, not the file");
    let old = space.uri("w/old.glossary.md");
    assert!(
        space.server.heard.iter().all(|it| it["params"]["uri"] != old || it["params"]["diagnostics"] == json!([])),
        "switched off there"
    );
    space.server.take_unread();
}

#[test]
fn it_is_off_unless_asked_for_and_glossaries_that_are_edited_are_not_accused() {
    let mut space = space("", json!({}));
    open(&mut space, "w/x.glossary.md", GLOSSARY);
    assert_eq!(shown(&mut space, 0), [] as [Value; 0]);
    space.write("w/glossator.toml", CONFIG);
    space.tell_changed("w/glossator.toml");
    assert_eq!(shown(&mut space, 1).len(), 1);
    // Nobody has looked yet whether the texts use the new one; then nobody does.
    let uri = space.uri("w/x.glossary.md");
    let edited = format!("{GLOSSARY}\n### Miche\n\n> **terme miche** · fr : **miche**\n\nUn pain.\n");
    open(&mut space, "w/new.md", "Une miche.");
    space.server.change(&uri, 2, json!([{"text": edited}]));
    space.server.change(&uri, 3, json!([{"text": edited.replace("**miche**", "**miche**, **boule**")}]));
    let text = space.uri("w/new.md");
    space.server.request("glossator/counted", Value::Null).unwrap();
    let most = |it: &Value| it["params"]["uri"] != uri || it["params"]["diagnostics"].as_array().unwrap().len() < 2;
    assert!(space.server.heard.iter().filter(|it| it["method"] == PUSH).all(most));
    space.server.change(&text, 2, json!([{"text": "Rien."}]));
    assert_eq!(shown(&mut space, 2).len(), 2);
    space.server.take_unread();
}

#[test]
fn clients_that_pull_are_asked_to_and_closed_glossaries_are_told_of() {
    let capabilities = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    let mut space = space(CONFIG, capabilities);
    open(&mut space, "w/x.glossary.md", GLOSSARY);
    space.server.request("glossator/counted", Value::Null).unwrap();
    space.server.wait_until("a refresh", |server| server.refreshes > Some(0));
    let params = json!({"textDocument": {"uri": space.uri("w/x.glossary.md")}});
    let open_report = space.server.request("textDocument/diagnostic", params).unwrap();
    assert_eq!(open_report["items"][0]["code"], "unused-term");
    let uri = space.uri("w/x.glossary.md");
    space.server.close(&uri);
    let of_glossary = |space: &mut Space| {
        space.server.request("glossator/counted", Value::Null).unwrap();
        let report = space.server.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
        let items = report["items"].as_array().unwrap();
        items.iter().find(|item| item["uri"] == uri).map(|item| item["items"].as_array().unwrap().len())
    };
    assert_eq!(of_glossary(&mut space), Some(1));
    open(&mut space, "w/new.md", "Un four.");
    assert_eq!(of_glossary(&mut space), None);
    let text = space.uri("w/new.md");
    space.server.change(&text, 2, json!([{"text": "Rien."}]));
    assert_eq!(of_glossary(&mut space), Some(1));
}
