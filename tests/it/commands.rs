//! The server's commands over real pipes.

use std::fs;

use serde_json::{Value, json};

use crate::actions::{Desk, able, edited, on_line};
use crate::harness::{DEADLINE, Server};

const GLOSSARY: &str = "---\nlangue: fr\n---\n# Le pain\n\n### Levain\n\n> **terme levain** · fr : **levain**, pâte mère\n\nUne [pâte](command:x).\n\n## Cuisson\n\n### Mie\n\n> **terme mie** · fr : **mie**\n\nTendre.\n";
const SHOW: &str = "window/showMessage";
const PUSH: &str = "textDocument/publishDiagnostics";

fn desk(capabilities: Value) -> Desk {
    let files = [("glossary/pain.glossary.md", GLOSSARY), ("notes.md", "Du levain.\n"), ("other.md", "Le levain.\n")];
    let mut desk = Desk::new(capabilities, &files);
    desk.open("notes.md", "Le levain et la farine. Du levain.\n");
    desk
}

fn execute(server: &mut Server, command: &str, argument: Value) -> Value {
    let arguments = if argument.is_null() { json!([]) } else { json!([argument]) };
    server.request("workspace/executeCommand", json!({"command": command, "arguments": arguments})).unwrap()
}

fn message(server: &mut Server) -> String {
    server.wait_for_notification(SHOW, DEADLINE)["message"].as_str().unwrap().to_owned()
}

#[test]
fn they_are_announced() {
    let (_server, answer) = Server::start_with(json!({"capabilities": {}}));
    let commands = &answer["capabilities"]["executeCommandProvider"]["commands"];
    let names = ["explain", "statistics", "outline", "reindex", "addToGlossary", "open"].map(|name| format!("glossator.{name}"));
    assert_eq!(*commands, json!(names));
}

#[test]
fn explain() {
    let mut desk = desk(able());
    let uri = desk.uri("notes.md");
    let here = json!({"uri": uri, "position": {"line": 0, "character": 5}});
    for argument in [json!({"term": "Pâtes mères"}), json!({"term": "levain"}), json!("levain"), here] {
        let explained = execute(&mut desk.server, "glossator.explain", argument);
        assert_eq!((&explained["term"], &explained["headword"]), (&json!("levain"), &json!("levain")));
        let markdown = explained["markdown"].as_str().unwrap();
        assert!(markdown.contains("Une pâte.") && !markdown.contains("command:"), "{markdown}");
        let location = json!({"uri": desk.uri("glossary/pain.glossary.md"), "range": on_line(5, (0, 10))});
        assert_eq!(explained["location"], location);
    }
    assert_eq!(execute(&mut desk.server, "glossator.explain", json!({"term": "levin"})), Value::Null);
    let said = message(&mut desk.server);
    assert!(said.contains("levin") && said.contains("levain"), "{said}");
    let elsewhere = json!({"uri": uri, "position": {"line": 0, "character": 20}});
    assert_eq!(execute(&mut desk.server, "glossator.explain", elsewhere), Value::Null);
    assert_eq!(execute(&mut desk.server, "glossator.explain", Value::Null), Value::Null);
    assert!(message(&mut desk.server).contains("quel terme"));
}

#[test]
fn statistics_and_outline() {
    let mut desk = desk(able());
    let uri = desk.uri("notes.md");
    let glossary = desk.uri("glossary/pain.glossary.md");
    let counts = json!([{"title": "Le pain", "uri": glossary, "entries": 2, "terms": 2, "forms": 3}]);
    let of_document = execute(&mut desk.server, "glossator.statistics", json!({"uri": uri}));
    assert_eq!(of_document, json!({"glossaries": counts, "document": {"uri": uri, "marks": 2, "terms": 1}}));
    assert_eq!(execute(&mut desk.server, "glossator.statistics", Value::Null), json!({"glossaries": counts, "document": null}));
    assert_eq!(message(&mut desk.server), "1 glossaire\u{a0}: 2 entrées, 2 termes, 3 formes");
    let entry = |heading: &str, line: u32, width: u32, id: &str, (uses, files): (u32, u32)| {
        let term = json!({"id": id, "headword": id, "uses": uses, "files": files});
        json!({"heading": heading, "uri": glossary, "range": on_line(line, (0, width)), "terms": [term]})
    };
    let sections = json!([
        {"title": "", "entries": [entry("Levain", 5, 10, "levain", (3, 2))]},
        {"title": "Cuisson", "entries": [entry("Mie", 13, 7, "mie", (0, 0))]},
    ]);
    let outline = counted_outline(&mut desk);
    assert_eq!(outline, json!({"glossaries": [{"title": "Le pain", "uri": glossary, "writable": true, "sections": sections}]}));

    desk.server.change(&uri, 2, json!([{"text": "La farine."}]));
    let levain = &counted_outline(&mut desk)["glossaries"][0]["sections"][0]["entries"][0]["terms"][0];
    assert_eq!((&levain["uses"], &levain["files"]), (&json!(1), &json!(1)), "the open text counts, not its file");
}

/// The outline once the texts are read, which a request for references waits for.
fn counted_outline(desk: &mut Desk) -> Value {
    let context = json!({"includeDeclaration": false});
    let params = json!({"textDocument": {"uri": desk.uri("notes.md")}, "position": {"line": 0, "character": 4}, "context": context});
    desk.server.request("textDocument/references", params).unwrap();
    execute(&mut desk.server, "glossator.outline", Value::Null)
}

#[test]
fn every_glossary_that_serves_somewhere_is_listed() {
    const BOTH: [&str; 2] = ["pain", "llm"];
    for (name, file, config, open, expected) in [
        ("the workspace's own", "glossary/pain.glossary.md", "", "notes.md", &BOTH[..1]),
        ("the embedded one too", "glossary/pain.glossary.md", "embedded = true", "notes.md", &BOTH),
        ("beside a glossary for one folder", "pain/pain.glossary.md", "", "pain/notes.md", &BOTH),
        ("not where it is unwanted", "pain/pain.glossary.md", "embedded = false", "pain/notes.md", &BOTH[..1]),
    ] {
        let mut desk = Desk::new(able(), &[(file, GLOSSARY), ("glossator.toml", config)]);
        desk.open(open, "Le levain.\n");
        for command in ["glossator.outline", "glossator.statistics"] {
            let glossaries = execute(&mut desk.server, command, json!({}))["glossaries"].clone();
            let uris = glossaries.as_array().unwrap().iter().map(|glossary| glossary["uri"].as_str().unwrap());
            let names: Vec<&str> = uris.map(|uri| if uri.ends_with("pain.glossary.md") { "pain" } else { "llm" }).collect();
            assert_eq!(names, expected, "{name}: {command}");
        }
        for (term, glossary) in [("levain", "pain"), ("perplexité", "llm")] {
            let explained = execute(&mut desk.server, "glossator.explain", json!({"term": term}));
            assert_eq!(!explained.is_null(), expected.contains(&glossary), "{name}: {term}");
            if explained.is_null() {
                desk.server.wait_for_notification("window/showMessage", DEADLINE);
            }
        }
    }
}

#[test]
fn nothing_is_said_of_the_embedded_glossary() {
    for (name, config) in [("it answers", "embedded = true"), ("it does not", "embedded = false")] {
        for pulls in [true, false] {
            let mut capabilities = able();
            if !pulls {
                capabilities["textDocument"].as_object_mut().unwrap().remove("diagnostic");
            }
            let mut asking = Desk::new(able(), &[]);
            let place = execute(&mut asking.server, "glossator.explain", json!({"term": "perplexité"}))["location"].clone();
            let uri = place["uri"].as_str().unwrap();
            let text = fs::read_to_string(uri.strip_prefix("file://").unwrap()).unwrap();
            let mut desk = Desk::new(capabilities, &[("glossary/pain.glossary.md", GLOSSARY), ("glossator.toml", config)]);
            desk.server.open(uri, "markdown", &text);
            let items = if pulls {
                desk.server.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap()["items"].clone()
            } else {
                desk.server.wait_for_notification(PUSH, DEADLINE)["diagnostics"].clone()
            };
            assert_eq!(items, json!([]), "{name}, pulls: {pulls}");
        }
    }
}

#[test]
fn reindexing_finds_what_nobody_told_of() {
    let mut desk = desk(able());
    fs::write(desk.path("farine.glossary.md"), "### Farine\n\n> **terme farine** · fr : **farine**\n\nMoulue.\n").unwrap();
    assert_eq!(execute(&mut desk.server, "glossator.reindex", Value::Null), Value::Null);
    assert!(message(&mut desk.server).contains("relu"));
    desk.server.settle();
    assert_eq!(execute(&mut desk.server, "glossator.explain", json!({"term": "farine"}))["term"], "farine");
}

#[test]
fn adding_to_the_glossary() {
    let mut desk = desk(able());
    let argument = json!({"uri": desk.uri("notes.md"), "range": on_line(0, (16, 22))});
    for is_applied in [true, false] {
        assert_eq!(execute(&mut desk.server, "glossator.addToGlossary", argument.clone()), Value::Null);
        let asked = desk.server.wait_for_message("workspace/applyEdit", DEADLINE);
        let change = &asked["params"]["edit"]["documentChanges"][0];
        let glossary = desk.uri("glossary/pain.glossary.md");
        assert_eq!(change["textDocument"]["uri"], json!(glossary));
        let text = edited(GLOSSARY, &change["edits"]);
        assert!(text.ends_with("### Farine\n\n> **terme farine** · fr : **farine**\n\nÀ rédiger.\n"), "{text}");
        desk.server.answer(&asked, json!({"applied": is_applied}));
        if is_applied {
            let shown = desk.server.wait_for_message("window/showDocument", DEADLINE);
            assert_eq!(shown["params"]["uri"], json!(glossary));
            let line = shown["params"]["selection"]["start"]["line"].as_u64().unwrap() as usize;
            assert_eq!(text.lines().nth(line), Some("À rédiger."));
            desk.server.answer(&shown, json!({"success": true}));
        } else {
            assert!(message(&mut desk.server).contains("n’a pas fait"));
        }
    }
    for (argument, said) in [
        (Value::Null, "sélectionnez"),
        (json!({"uri": desk.uri("notes.md"), "range": on_line(0, (3, 9))}), "ajout impossible"),
        (json!({"uri": desk.uri("other.md"), "range": on_line(0, (3, 9))}), "ajout impossible"),
        (json!({"uri": desk.uri("notes.md"), "range": on_line(u32::MAX, (3, 9))}), "ajout impossible"),
    ] {
        assert_eq!(execute(&mut desk.server, "glossator.addToGlossary", argument), Value::Null);
        let message = message(&mut desk.server);
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn clients_that_can_do_less_are_told() {
    let mut desk = desk(json!({}));
    desk.server.wait_for_notification(PUSH, DEADLINE);
    let argument = json!({"uri": desk.uri("notes.md"), "range": on_line(0, (16, 22))});
    assert_eq!(execute(&mut desk.server, "glossator.addToGlossary", argument), Value::Null);
    assert!(message(&mut desk.server).contains("ajout impossible"));
    let argument = json!({"uri": desk.uri("notes.md"), "range": on_line(4, (0, 2))});
    assert_eq!(execute(&mut desk.server, "glossator.open", argument), Value::Null);
    let said = message(&mut desk.server);
    assert!(said.contains("notes.md") && said.ends_with("ligne 5"), "{said}");
}

#[test]
fn wrong_calls() {
    let mut desk = desk(able());
    for argument in [Value::Null, json!({"uri": "https://example.org", "range": on_line(0, (0, 0))})] {
        assert_eq!(execute(&mut desk.server, "glossator.open", argument), Value::Null);
        assert!(message(&mut desk.server).contains("ouvrir quoi"));
    }
    for (command, argument) in [
        ("glossator.nothing", json!({})),
        ("glossator.explain", json!({"terme": "x"})),
        ("glossator.explain", json!(3)),
        ("glossator.open", json!({"uri": "no address", "range": on_line(0, (0, 0))})),
    ] {
        let error = desk.server.request("workspace/executeCommand", json!({"command": command, "arguments": [argument]})).unwrap_err();
        assert_eq!(error.code, -32602, "{command}");
        assert!(error.message.contains(command), "{}", error.message);
        if command.ends_with("explain") {
            assert!(error.message.contains("il faut un terme") && !error.message.contains("variant"), "{}", error.message);
        }
    }
}
