//! What is asked about all texts of a workspace: references, renaming, lenses, and the index behind them.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

pub const GLOSSARY: &str = "\
# Pain

### Levain ?

> **terme levain** · fr : **levain**, pâte(s) mère(s)
> voir : four

Une pâte vivante.

### Four ?

> **terme four** · fr : **four**

Il chauffe.
";

/// A workspace on the disk, and a server that has it open.
pub struct Desk {
    folder: tempfile::TempDir,
    pub server: Server,
}

/// A client with everything.
pub fn modern() -> Value {
    json!({
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "definition": {"linkSupport": true},
            "rename": {"prepareSupport": true},
            "diagnostic": {},
        },
        "workspace": {
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "workspaceEdit": {"documentChanges": true},
            "fileOperations": {"didCreate": true, "didRename": true, "didDelete": true},
            "codeLens": {"refreshSupport": true},
        },
        "experimental": {"showReferences": true},
    })
}

/// A client that can do next to nothing, and pulls so that it is pushed nothing.
pub fn small() -> Value {
    json!({"textDocument": {"diagnostic": {}}})
}

impl Desk {
    pub fn new(capabilities: Value, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pain.glossary.md"), GLOSSARY).unwrap();
        for (name, text) in files {
            fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            fs::write(folder.path().join(name), text).unwrap();
        }
        let root = json!([{"uri": format!("file://{}", folder.path().display()), "name": "w"}]);
        let params = json!({"locale": "fr", "workspaceFolders": root, "capabilities": capabilities});
        Self { server: Server::start_with(params).0, folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub fn open(&mut self, name: &str, text: &str) {
        self.server.open(&self.uri(name), "markdown", text);
    }

    pub fn open_glossary(&mut self) {
        self.open("pain.glossary.md", GLOSSARY);
    }

    /// The parameters of a request about the place of the `|` in `text`, which is the document's text or begins it.
    pub fn at(&self, name: &str, text: &str) -> Value {
        let before = &text[..text.find('|').unwrap()];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap().encode_utf16().count();
        json!({"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}})
    }

    /// The references as `file:line:start-end`.
    fn references(&mut self, place: Value, declaration: bool) -> Vec<String> {
        let mut params = place;
        params["context"] = json!({"includeDeclaration": declaration});
        let locations = self.server.request("textDocument/references", params).unwrap();
        self.shown(&locations)
    }

    fn shown(&self, locations: &Value) -> Vec<String> {
        let root = format!("{}/", self.uri("").trim_end_matches('/'));
        let shown = |location: &Value| {
            let (start, end) = (&location["range"]["start"], &location["range"]["end"]);
            let name = location["uri"].as_str().unwrap();
            format!("{}:{}:{}-{}", name.strip_prefix(&root).unwrap_or(name), start["line"], start["character"], end["character"])
        };
        locations.as_array().unwrap().iter().map(shown).collect()
    }

    fn tell(&mut self, name: &str, kind: u8) {
        self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": self.uri(name), "type": kind}]}));
    }

    /// What the lenses of the glossary say, with their commands.
    fn lenses(&mut self) -> Vec<(String, Value)> {
        let params = json!({"textDocument": {"uri": self.uri("pain.glossary.md")}});
        let lenses = self.server.request("textDocument/codeLens", params).unwrap();
        let resolved = |lens: &Value| {
            let lens = self.server.request("codeLens/resolve", lens.clone()).unwrap();
            (lens["command"]["title"].as_str().unwrap().to_owned(), lens["command"].clone())
        };
        lenses.as_array().unwrap().iter().map(resolved).collect()
    }
}

#[test]
fn references_are_found_in_open_texts_and_on_the_disk() {
    let mut desk = Desk::new(
        modern(),
        &[
            ("a.md", "Ceci changera."),
            ("docs/b.md", "# Four\n\nDeux pâtes mères.\n\n`levain`"),
            ("docs/c.txt", "é Levain"),
            ("docs/code.rs", "// levain"),
            ("out/d.md", "levain"),
            (".hidden/e.md", "levain"),
            ("old/f.md", "levain"),
            (".gitignore", "out/\n"),
            ("glossator.toml", "[files]\nexclude = [\"old/**\"]\n"),
        ],
    );
    desk.open("a.md", "Le levain.");
    let expected = ["a.md:0:3-9", "docs/b.md:2:5-16", "docs/c.txt:0:2-8"];
    let place = desk.at("a.md", "Le lev|ain.");
    assert_eq!(desk.references(place.clone(), false), expected);
    let with_entry = ["a.md:0:3-9", "docs/b.md:2:5-16", "docs/c.txt:0:2-8", "pain.glossary.md:2:0-12"];
    assert_eq!(desk.references(place, true), with_entry);
    desk.open_glossary();
    for cursor in ["**lev|ain**", "### Lev|ain ?", "terme lev|ain", "pâte(s) m|ère(s)"] {
        let place = desk.at("pain.glossary.md", &GLOSSARY.replacen(&cursor.replace('|', ""), cursor, 1));
        assert_eq!(desk.references(place, false), expected, "{cursor}");
    }
    let place = desk.at("pain.glossary.md", &GLOSSARY.replace("voir : four", "voir : fo|ur"));
    assert_eq!(desk.references(place, true), ["docs/b.md:0:2-6", "pain.glossary.md:9:0-10"]);
    let nothing = desk.at("a.md", "L|e");
    let answer = desk.server.request(
        "textDocument/references",
        json!({"textDocument": nothing["textDocument"], "position": nothing["position"], "context": {"includeDeclaration": true}}),
    );
    assert_eq!(answer, Ok(Value::Null));
}

#[test]
fn the_index_follows_files_and_glossaries() {
    let mut desk = Desk::new(modern(), &[("a.md", "Le levain."), ("b.md", "Rien.")]);
    desk.open("a.md", "Le levain.");
    let place = desk.at("a.md", "Le lev|ain.");
    let expect = |desk: &mut Desk, expected: &[&str], what: &str| assert_eq!(desk.references(place.clone(), false), expected, "{what}");
    expect(&mut desk, &["a.md:0:3-9"], "at first");
    fs::write(desk.path("b.md"), "Du levain.").unwrap();
    desk.tell("b.md", 2);
    expect(&mut desk, &["a.md:0:3-9", "b.md:0:3-9"], "a change that was watched");
    desk.open("b.md", "Du levain.");
    desk.server.change(&desk.uri("b.md"), 2, json!([{"text": "Le bon levain."}]));
    expect(&mut desk, &["a.md:0:3-9", "b.md:0:7-13"], "an edit");
    fs::write(desk.path("b.md"), "Le bon levain.").unwrap();
    let b = desk.uri("b.md");
    desk.server.save(&b);
    desk.server.change(&b, 3, json!([{"text": "Rien."}]));
    expect(&mut desk, &["a.md:0:3-9"], "an edit after saving");
    desk.server.close(&b);
    expect(&mut desk, &["a.md:0:3-9", "b.md:0:7-13"], "an edit that was thrown away");
    fs::create_dir(desk.path("x")).unwrap();
    fs::rename(desk.path("b.md"), desk.path("x/c.md")).unwrap();
    let files = json!({"files": [{"oldUri": b, "newUri": desk.uri("x/c.md")}]});
    desk.server.notify("workspace/didRenameFiles", files);
    expect(&mut desk, &["a.md:0:3-9", "x/c.md:0:7-13"], "a file that was renamed");
    fs::rename(desk.path("x"), desk.path("y")).unwrap();
    let files = json!({"files": [{"oldUri": desk.uri("x"), "newUri": desk.uri("y")}]});
    desk.server.notify("workspace/didRenameFiles", files);
    expect(&mut desk, &["a.md:0:3-9", "y/c.md:0:7-13"], "a folder that was renamed");
    fs::write(desk.path(".gitignore"), "y/").unwrap();
    desk.tell(".gitignore", 1);
    expect(&mut desk, &["a.md:0:3-9"], "a folder that is ignored now");
    fs::remove_file(desk.path(".gitignore")).unwrap();
    desk.tell(".gitignore", 3);
    expect(&mut desk, &["a.md:0:3-9", "y/c.md:0:7-13"], "and not any more");
    fs::remove_dir_all(desk.path("y")).unwrap();
    desk.tell("y/c.md", 3);
    expect(&mut desk, &["a.md:0:3-9"], "a file that was deleted");
    fs::write(desk.path("d.md"), "Le ferment.").unwrap();
    desk.tell("d.md", 1);
    desk.open("pain.glossary.md", &GLOSSARY.replace("**levain**", "**levain**, ferment"));
    desk.server.settle();
    expect(&mut desk, &["a.md:0:3-9", "d.md:0:3-10"], "another form, not saved yet");
    fs::write(desk.path("glossator.toml"), "[files]\nexclude = [\"d.md\"]\n").unwrap();
    desk.tell("glossator.toml", 1);
    desk.server.settle();
    expect(&mut desk, &["a.md:0:3-9"], "left out by the configuration");
}

#[test]
fn changes_that_nobody_tells_of_are_looked_for() {
    let mut desk = Desk::new(small(), &[("a.md", "Le levain.")]);
    desk.open("a.md", "Le levain.");
    let place = desk.at("a.md", "Le lev|ain.");
    assert_eq!(desk.references(place.clone(), false), ["a.md:0:3-9"]);
    fs::write(desk.path("b.md"), "Du levain.").unwrap();
    assert_eq!(desk.references(place, false), ["a.md:0:3-9", "b.md:0:3-9"]);
}

/// A workspace that takes a while to read.
fn large(capabilities: Value) -> Desk {
    let text = format!("Le levain.\n\n{}", "Il lève dans la pâte, et la nuit passe sans que personne le voie. ".repeat(2_000));
    let names: Vec<String> = (0..120).map(|number| format!("texts/{number:03}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    Desk::new(capabilities, &files)
}

fn with_progress() -> Value {
    let mut capabilities = modern();
    capabilities["window"] = json!({"workDoneProgress": true});
    capabilities
}

/// Answers the request for a place to show progress, and waits for the beginning.
fn shown_progress(server: &mut Server) -> Value {
    let create = server.wait_for_message("window/workDoneProgress/create", DEADLINE);
    server.answer(&create, Value::Null);
    let begin = server.wait_for_notification("$/progress", DEADLINE);
    assert_eq!(begin["token"], create["params"]["token"]);
    assert_eq!(begin["value"], json!({"kind": "begin", "title": "Lecture des textes", "cancellable": true, "percentage": 0}));
    begin["token"].clone()
}

/// Waits for the end of the progress, and answers with how far it came, in percent.
fn end_of_progress(server: &mut Server) -> u64 {
    let mut percentage = 0;
    loop {
        let progress = server.wait_for_notification("$/progress", DEADLINE);
        let value = &progress["value"];
        if value["kind"] == "end" {
            return percentage;
        }
        let now = value["percentage"].as_u64().unwrap();
        assert!(value["kind"] == "report" && now >= percentage, "{value}");
        percentage = now;
    }
}

#[test]
fn reading_many_texts_is_shown() {
    let mut desk = large(with_progress());
    shown_progress(&mut desk.server);
    assert_eq!(end_of_progress(&mut desk.server), 100);
    desk.open("a.md", "Le levain.");
    let place = desk.at("a.md", "Le lev|ain.");
    assert_eq!(desk.references(place, false).len(), 120 + 1);
}

#[test]
fn reading_can_be_stopped_and_is_taken_up_again() {
    let mut desk = large(with_progress());
    desk.open("a.md", "Le levain.");
    let place = desk.at("a.md", "Le lev|ain.");
    let token = shown_progress(&mut desk.server);
    let mut params = place.clone();
    params["newName"] = json!("ferment");
    let rename = desk.server.send_request("textDocument/rename", params);
    desk.server.notify("window/workDoneProgress/cancel", json!({"token": "another"}));
    desk.server.notify("window/workDoneProgress/cancel", json!({"token": token}));
    assert!(end_of_progress(&mut desk.server) < 100);
    let refused = desk.server.reply_to(rename).unwrap_err();
    assert!(refused.message.starts_with("la lecture des textes a été arrêtée"), "{refused:?}");
    desk.open_glossary();
    let lenses = desk.lenses();
    assert_eq!(lenses[0].0, "emplois non comptés");
    let references = desk.server.send_request("textDocument/references", {
        let mut params = place;
        params["context"] = json!({"includeDeclaration": false});
        params
    });
    shown_progress(&mut desk.server);
    assert_eq!(end_of_progress(&mut desk.server), 100);
    assert_eq!(desk.server.reply_to(references).unwrap().as_array().unwrap().len(), 120 + 1);
}

#[test]
fn lenses_count_and_open_the_uses() {
    let mut desk = Desk::new(modern(), &[("a.md", "Levain, levain."), ("docs/b.md", "Des pâtes mères.")]);
    desk.open_glossary();
    let lenses = desk.lenses();
    let titles: Vec<&str> = lenses.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["3 emplois dans 2 fichiers", "jamais employé"]);
    let command = &lenses[0].1;
    assert_eq!((&command["command"], &command["arguments"][0]), (&json!("glossator.showReferences"), &json!(desk.uri("pain.glossary.md"))));
    assert_eq!(command["arguments"][1], json!({"line": 2, "character": 0}));
    assert_eq!(desk.shown(&command["arguments"][2]), ["a.md:0:0-6", "a.md:0:8-14", "docs/b.md:0:4-15"]);
    assert_eq!(lenses[1].1["command"], "glossator.explain");
    let refreshes = desk.server.lens_refreshes;
    fs::write(desk.path("c.md"), "Le four.").unwrap();
    desk.tell("c.md", 1);
    desk.server.wait_until("lenses to be asked for again", |server| server.lens_refreshes > refreshes);
    assert_eq!(desk.lenses()[1].0, "1 emploi dans 1 fichier");
    desk.open("c.md", "Un four, deux fours.");
    assert_eq!(desk.lenses()[1].0, "2 emplois dans 1 fichier");
}

#[test]
fn lenses_explain_for_clients_that_cannot_show_references() {
    let mut desk = Desk::new(small(), &[("a.md", "Levain, levain.")]);
    desk.open_glossary();
    let lenses = desk.lenses();
    assert_eq!(
        lenses[0].1,
        json!({"title": "2 emplois dans 1 fichier", "command": "glossator.explain", "arguments": [{"term": "levain"}]})
    );
    let of_a_text = desk.server.request("textDocument/codeLens", json!({"textDocument": {"uri": desk.uri("a.md")}}));
    assert_eq!(of_a_text, Ok(Value::Null));
}

#[test]
fn a_glossary_answers_about_itself() {
    let mut desk = Desk::new(modern(), &[]);
    desk.open_glossary();
    desk.server.settle();
    let see = desk.at("pain.glossary.md", &GLOSSARY.replace("voir : four", "voir : fo|ur"));
    let links = desk.server.request("textDocument/definition", see.clone()).unwrap();
    assert_eq!(
        (&links[0]["targetUri"], &links[0]["targetSelectionRange"]["start"]["line"]),
        (&json!(desk.uri("pain.glossary.md")), &json!(9))
    );
    let hover = desk.server.request("textDocument/hover", see.clone()).unwrap();
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Il chauffe."), "{hover}");
    let highlights = desk.server.request("textDocument/documentHighlight", see).unwrap();
    let shown: Vec<String> = highlights
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{}:{} {}", it["range"]["start"]["line"], it["range"]["start"]["character"], it["kind"]))
        .collect();
    assert_eq!(shown, ["5:9 2", "9:4 2", "11:10 3", "11:26 3"]);
}
