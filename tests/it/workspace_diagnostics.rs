//! Diagnostics of the whole workspace, pulled.

use std::fs;

use serde_json::{Value, json};

use crate::harness::Server;
use crate::workspace::Space;

/// A glossary whose first term has a form to avoid.
const GLOSSARY: &str = "### Levain ?\n\n> **terme levain** · fr : **levain**, ~~levin~~\n\nUne pâte.\n";

fn able() -> Value {
    json!({"capabilities": {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}})
}

fn space() -> Space {
    let files = [
        ("w/x.glossary.md", GLOSSARY),
        ("w/a.md", "Un levin."),
        ("w/clean.md", "Un levain."),
        ("w/docs/b.txt", "Deux levins."),
        ("w/old/c.md", "Un levin."),
        ("w/glossator.toml", "[files]\nexclude = [\"old\"]\n"),
        ("w/.gitignore", "ignored\n"),
        ("w/ignored/d.md", "Un levin."),
        ("w/code.rs", "// Un levin."),
    ];
    Space::new(&files, &[], &["w"], able())
}

fn ask(space: &mut Space, known: &[Value], token: Option<&str>) -> i64 {
    let known: Vec<Value> = known.iter().map(|it| json!({"uri": it["uri"], "value": it["resultId"]})).collect();
    let mut params = json!({"identifier": "glossator", "previousResultIds": known});
    if let Some(token) = token {
        params["partialResultToken"] = json!(token);
    }
    space.server.send_request("workspace/diagnostic", params)
}

fn items(report: &Value) -> Vec<Value> {
    let mut items = report["items"].as_array().unwrap().clone();
    items.sort_by_key(|item| item["uri"].as_str().unwrap().to_owned());
    items
}

/// The reports by the ends of their names: the kind, or for whole ones the rules.
fn shown(items: &[Value]) -> Vec<String> {
    let rules = |item: &Value| {
        let rules = item["items"].as_array()?.iter().map(|it| it["code"].as_str().unwrap());
        Some(rules.collect::<Vec<_>>().join(","))
    };
    let show = |item: &Value| {
        let name = item["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        format!("{name}: {}", rules(item).unwrap_or("unchanged".to_owned()))
    };
    items.iter().map(show).collect()
}

fn pull(space: &mut Space, known: &[Value]) -> Vec<Value> {
    let id = ask(space, known, None);
    items(&space.server.reply_to(id).unwrap())
}

#[test]
fn the_capability_follows_the_client() {
    for (capabilities, expected) in [
        (able()["capabilities"].clone(), json!(true)),
        (json!({"textDocument": {"diagnostic": {}}}), json!(false)),
        (json!({}), Value::Null),
    ] {
        let (_server, answer) = Server::start_with(json!({"capabilities": capabilities}));
        assert_eq!(answer["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], expected);
    }
}

#[test]
fn open_documents_and_texts_on_the_disk() {
    let mut space = space();
    space.write("w/huge.md", &format!("Un levin.{}", " ".repeat(16 << 20)));
    space.server.open(&space.uri("w/a.md"), "markdown", "Un levain, un levin.");
    space.server.open("untitled:Untitled-1", "markdown", "Un levin.");
    let first = pull(&mut space, &[]);
    assert_eq!(shown(&first), ["a.md: term,deprecated-form", "b.txt: deprecated-form", "untitled:Untitled-1: deprecated-form"]);
    assert_eq!((&first[0]["version"], &first[1]["version"]), (&json!(1), &Value::Null));
    let params = json!({"textDocument": {"uri": space.uri("w/a.md")}});
    let own = space.server.request("textDocument/diagnostic", params).unwrap();
    assert_eq!(own["resultId"], first[0]["resultId"], "the same report has the same name");

    // Without news there is no answer at once; a change of a document that is open makes one.
    let id = ask(&mut space, &first, None);
    space.server.change(&space.uri("w/a.md"), 2, json!([{"text": "Un pain."}]));
    let second = items(&space.server.reply_to(id).unwrap());
    assert_eq!(shown(&second), ["a.md: ", "b.txt: unchanged", "untitled:Untitled-1: unchanged"]);
    assert_eq!(second[0]["version"], 2);

    // A closed document is again as it is on the disk, and one that is nowhere has nothing to say.
    space.server.close(&space.uri("w/a.md"));
    space.server.close("untitled:Untitled-1");
    let third = pull(&mut space, &second);
    assert_eq!(shown(&third), ["a.md: deprecated-form", "b.txt: unchanged", "untitled:Untitled-1: "]);
}

#[test]
fn files_that_change_come_and_go() {
    let mut space = space();
    let first = pull(&mut space, &[]);
    assert_eq!(shown(&first), ["a.md: deprecated-form", "b.txt: deprecated-form"]);
    space.write("w/clean.md", "Un levin, un levain et un levin.");
    fs::remove_file(space.path("w/docs/b.txt")).unwrap();
    let id = ask(&mut space, &first, None);
    space.server.notify("workspace/didDeleteFiles", json!({"files": [{"uri": space.uri("w/docs/b.txt")}]}));
    let second = items(&space.server.reply_to(id).unwrap());
    assert_eq!(shown(&second), ["a.md: unchanged", "clean.md: deprecated-form,deprecated-form", "b.txt: "]);

    // Another configuration and another glossary say something else of the same files.
    space.write("w/glossator.toml", "[rules]\ndeprecated-form = \"off\"\n");
    space.tell_changed("w/glossator.toml");
    space.server.settle();
    let third = pull(&mut space, &second);
    assert!(shown(&third).contains(&"a.md: ".to_owned()) && shown(&third).contains(&"b.txt: unchanged".to_owned()), "{:?}", shown(&third));
    space.write("w/x.glossary.md", &GLOSSARY.replace("~~levin~~", "~~levin~~ !"));
    space.tell_changed("w/x.glossary.md");
    space.server.settle();
    let fourth = pull(&mut space, &third);
    assert!(shown(&fourth).contains(&"a.md: forbidden-form".to_owned()), "{:?}", shown(&fourth));
}

#[test]
fn an_answer_in_parts_is_whole_and_one_without_news_says_so() {
    let mut space = space();
    let id = ask(&mut space, &[], Some("t"));
    assert_eq!(space.server.reply_to(id).unwrap(), json!({"items": []}));
    let mut parts = Vec::new();
    while parts.len() < 2 {
        let part = space.server.wait_for_notification("$/progress", crate::harness::DEADLINE);
        assert_eq!(part["token"], "t");
        parts.extend(part["value"]["items"].as_array().unwrap().clone());
    }
    parts.sort_by_key(|item| item["uri"].as_str().unwrap().to_owned());
    assert_eq!(shown(&parts), ["a.md: deprecated-form", "b.txt: deprecated-form"]);
    let again = pull(&mut space, &parts);
    assert_eq!(shown(&again), ["a.md: unchanged", "b.txt: unchanged"], "held back for a while, then answered");
}

#[test]
fn who_waits_is_answered_at_the_end_and_can_be_called_off() {
    let mut space = space();
    let first = pull(&mut space, &[]);
    let cancelled = ask(&mut space, &first, None);
    space.server.notify("$/cancelRequest", json!({"id": cancelled}));
    assert_eq!(space.server.reply_to(cancelled).unwrap_err().code, -32800);
    ask(&mut space, &first, None);
    space.server.shutdown();
}
