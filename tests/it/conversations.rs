//! Random conversations of clients of many kinds that keep to the protocol, in any order, with positions out of range and cancelled requests.
//! Afterwards the server has the client's texts, says of them what a fresh server says, and has answered everything once.
//!
//! `GLOSSATOR_CONVERSATIONS=5000 cargo test --test it conversations` has more of them; `GLOSSATOR_SEED=7` begins with another one.

mod client_text;
mod material;
#[path = "../bench/random.rs"]
pub mod random;
mod verdict;
mod workspace_edit;

use std::fs;
use std::path::Path;
use std::thread;

use serde_json::{Value, json};

use crate::clients::{Checker, PROFILES, greeting, is_yes};
use crate::harness::{Error, Server};
use client_text::Unit;
use material::{DOCUMENT_REQUESTS, GLOSSARIES, PLACE_REQUESTS, WORDS};
use random::Random;
use workspace_edit::Texts;

/// What error replies a request that keeps to the protocol may get: cancelled, refused with a reason, and modified meanwhile.
const ALLOWED_ERRORS: &[i64] = &[-32800, -32803, -32802, -32801, -32602];

/// A client in the middle of a conversation. Its workspace is the folder `w`, and sometimes `v`.
struct Client<'a> {
    name: &'static str,
    profile: &'static str,
    server: Server,
    checker: Checker<'a>,
    unit: Unit,
    random: Random,
    root: &'a Path,
    has_second: bool,
    open: Texts,
    /// Requests that nobody waits for, with their methods.
    asked: Vec<(i64, &'static str)>,
    transcript: Vec<String>,
}

fn uri(root: &Path, name: &str) -> String {
    format!("file://{}/{name}", root.display())
}

/// What is sent first to a workspace of one or two folders.
fn first_message(root: &Path, profile: &str, has_second: bool) -> Value {
    let folders = [root.join("w"), root.join("v")];
    let folders: Vec<&Path> = folders.iter().map(std::path::PathBuf::as_path).take(1 + usize::from(has_second)).collect();
    greeting(profile, &folders)
}

fn served(params: &Value, settings: &Value) -> (Server, Value) {
    let mut server = Server::spawn(&mut crate::harness::program());
    server.settings = settings.clone();
    server.refreshes = Some(0);
    let answer = server.request("initialize", params.clone()).unwrap();
    server.notify("initialized", json!({}));
    if !settings.is_null() {
        configure(&mut server);
    }
    (server, answer)
}

fn configure(server: &mut Server) {
    let settings = json!({"settings": {"glossator": server.settings}});
    server.notify("workspace/didChangeConfiguration", settings);
}

impl<'a> Client<'a> {
    fn new(root: &'a Path, (name, profile): (&'static str, &'static str), params: &'a Value, seed: u64) -> Self {
        for folder in ["w", "v"] {
            fs::create_dir(root.join(folder)).unwrap();
        }
        fs::write(root.join("w/x.glossary.md"), GLOSSARIES[0]).unwrap();
        fs::write(root.join("v/y.glossary.md"), GLOSSARIES[2]).unwrap();
        fs::write(root.join("w/disk.md"), "Le levain du LLM.\n").unwrap();
        let (server, answer) = served(params, &Value::Null);
        let mut checker = Checker::new(&params["capabilities"]);
        checker.greeting(&answer);
        let unit = Unit::named(answer["capabilities"]["positionEncoding"].as_str());
        let (open, asked, transcript) = (Texts::new(), Vec::new(), vec![format!("{name}, seed {seed}")]);
        let random = Random::new(seed * 0x9E37_79B9);
        Self { name, profile, server, checker, unit, random, root, has_second: false, open, asked, transcript }
    }

    fn step(&mut self) {
        self.obey();
        match self.random.below(24) {
            0..=1 => self.open_one(),
            2..=8 => self.edit(),
            9..=13 => self.ask(),
            14 => self.cancel(),
            15 => self.close(),
            16 => self.save(),
            17 => self.rewrite_glossary(),
            18 => self.configure(),
            19 => self.change_folders(),
            20 => self.rename(),
            21..=22 => self.act(),
            _ => self.ask_workspace(),
        }
    }

    fn some_text(&mut self) -> String {
        let count = self.random.below(12);
        (0..count).map(|_| self.random.pick(WORDS)).collect()
    }

    fn open_one(&mut self) {
        let name = self.random.pick(&["w/a.md", "w/b.md", "v/c.md", "w/notes.txt", "w/main.rs", "w/x.glossary.md", "v/y.glossary.md"]);
        let uri = match self.random.below(6) {
            0 => "untitled:Untitled-1".to_owned(),
            1 => "vscode-notebook-cell:/w/n.ipynb#W0".to_owned(),
            _ => uri(self.root, name),
        };
        if self.open.contains_key(&uri) {
            return;
        }
        let text = if name.ends_with("glossary.md") { GLOSSARIES[0].to_owned() } else { self.some_text() };
        self.transcript.push(format!("open {uri} {text:?}"));
        let language = if uri.ends_with(".rs") { "rust" } else { "markdown" };
        self.server.open(&uri, language, &text);
        self.open.insert(uri, (text, 1));
    }

    /// One of the open documents.
    fn document(&mut self) -> Option<String> {
        let uris: Vec<&String> = self.open.keys().collect();
        (!uris.is_empty()).then(|| uris[self.random.below(uris.len())].clone())
    }

    /// A place, often one that does not exist.
    fn place(&mut self) -> (u32, u32) {
        let far = |random: &mut Random, near: usize| match random.below(12) {
            0 => u32::MAX,
            1 => 100,
            _ => random.below(near) as u32,
        };
        (far(&mut self.random, 4), far(&mut self.random, 20))
    }

    fn edit(&mut self) {
        let Some(uri) = self.document() else { return };
        let count = 1 + self.random.below(3);
        let mut changes = Vec::new();
        for _ in 0..count {
            let (from, to, insert) = (self.place(), self.place(), self.some_text());
            let (text, _) = self.open.get_mut(&uri).unwrap();
            if self.random.below(15) == 0 {
                text.clone_from(&insert);
                changes.push(json!({"text": insert}));
            } else {
                client_text::edit(text, (from, to), &insert, self.unit);
                let position = |(line, character)| json!({"line": line, "character": character});
                changes.push(json!({"range": {"start": position(from), "end": position(to)}, "text": insert}));
            }
        }
        let (_, version) = self.open.get_mut(&uri).unwrap();
        *version += 1;
        self.transcript.push(format!("change {uri} {changes:?}"));
        self.server.change(&uri, *version, changes.into());
    }

    fn ask(&mut self) {
        let Some(uri) = self.document() else { return };
        let ((line, character), (end, _)) = (self.place(), self.place());
        let position = json!({"line": line, "character": character});
        let range = json!({"start": position, "end": {"line": end, "character": 0}});
        let method = match self.random.below(2) {
            0 => self.random.pick(PLACE_REQUESTS),
            _ => self.random.pick(DOCUMENT_REQUESTS),
        };
        self.transcript.push(format!("{method} {uri} {range}"));
        let params = json!({
            "textDocument": {"uri": uri}, "position": position, "range": range, "newName": "levure",
            "context": {"includeDeclaration": true, "diagnostics": []},
        });
        self.asked.push((self.server.send_request(method, params), method));
    }

    fn ask_workspace(&mut self) {
        let (method, params) = match self.random.below(3) {
            0 => ("workspace/symbol", json!({"query": "lev"})),
            1 => ("workspace/executeCommand", json!({"command": "glossator.reindex", "arguments": []})),
            _ => ("workspace/executeCommand", json!({"command": "glossator.statistics", "arguments": []})),
        };
        self.transcript.push(format!("{method} {params}"));
        self.asked.push((self.server.send_request(method, params), method));
    }

    fn cancel(&mut self) {
        if let Some((id, _)) = self.asked.last() {
            self.transcript.push(format!("cancel {id}"));
            self.server.notify("$/cancelRequest", json!({"id": id}));
        }
    }

    fn close(&mut self) {
        let Some(uri) = self.document() else { return };
        self.transcript.push(format!("close {uri}"));
        self.server.close(&uri);
        self.open.remove(&uri);
    }

    fn save(&mut self) {
        let Some(uri) = self.document() else { return };
        if let Some(path) = uri.strip_prefix("file://") {
            self.transcript.push(format!("save {uri}"));
            fs::write(path, &self.open[&uri].0).unwrap();
            self.server.save(&uri);
        }
    }

    /// Whole, half-written or gone.
    fn rewrite_glossary(&mut self) {
        let text = self.random.pick(&GLOSSARIES[..2]);
        let path = self.root.join("w/x.glossary.md");
        let kind = match self.random.below(4) {
            0 => fs::write(&path, &text[..text.len() / 2]).map(|()| 2),
            1 if path.exists() => fs::remove_file(&path).map(|()| 3),
            _ => fs::write(&path, text).map(|()| 2),
        };
        self.tell_changed(kind.unwrap());
    }

    fn tell_changed(&mut self, kind: u8) {
        self.transcript.push(format!("glossary changed {kind}"));
        let changes = json!([{"uri": uri(self.root, "w/x.glossary.md"), "type": kind}]);
        self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    fn configure(&mut self) {
        let occurrences = self.random.pick(&["first", "all", "off"]);
        self.server.settings = json!({"rules": {"term": {"occurrences": occurrences}}});
        self.transcript.push(format!("settings {}", self.server.settings));
        configure(&mut self.server);
    }

    /// The second folder joins the workspace, or leaves it.
    fn change_folders(&mut self) {
        if !self.checker.can("/workspace/workspaceFolders") {
            return;
        }
        self.has_second = !self.has_second;
        let (second, none) = (json!([{"uri": uri(self.root, "v"), "name": "v"}]), json!([]));
        let (added, removed) = if self.has_second { (second, none) } else { (none, second) };
        self.transcript.push(format!("folders +{added} -{removed}"));
        self.server.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": added, "removed": removed}}));
    }

    /// Waits for the answer, as a user does, and takes the edit.
    fn rename(&mut self) {
        let Some(uri) = self.document() else { return };
        let (line, character) = self.place();
        let position = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": uri}, "position": position, "newName": self.random.pick(&["levure", "pains", "é x"])});
        self.transcript.push(format!("rename {params}"));
        if let Some(edit) = self.answer("textDocument/rename", params) {
            self.apply(&edit).unwrap_or_else(|problem| panic!("{problem}\n{}", self.transcript.join("\n")));
        }
    }

    /// Chooses one of the actions at a place, as a user does, with the diagnostics that stand there.
    fn act(&mut self) {
        let Some(uri) = self.document() else { return };
        let document = json!({"textDocument": {"uri": uri}});
        let diagnostics = self.answer("textDocument/diagnostic", document).map_or(json!([]), |report| report["items"].clone());
        let anywhere = || json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 20}});
        let count = diagnostics.as_array().unwrap().len();
        let range = if count == 0 { anywhere() } else { diagnostics[self.random.below(count)]["range"].clone() };
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": diagnostics}});
        let Some(actions) = self.answer("textDocument/codeAction", params) else { return };
        let actions = actions.as_array().unwrap();
        if actions.is_empty() {
            return;
        }
        let mut action = actions[self.random.below(actions.len())].clone();
        self.transcript.push(format!("action {action}"));
        if action["edit"].is_null() && action["command"].is_null() {
            action = self.answer("codeAction/resolve", action).unwrap_or_default();
        }
        if action["edit"].is_object() {
            self.apply(&action["edit"]).unwrap_or_else(|problem| panic!("{problem}\n{}", self.transcript.join("\n")));
        }
        let command = if action["command"].is_string() { &action } else { &action["command"] };
        if command["command"].is_string() {
            let params = json!({"command": command["command"], "arguments": command["arguments"]});
            self.answer("workspace/executeCommand", params);
        }
    }

    /// What a request is answered with, unless it is refused or null.
    fn answer(&mut self, method: &'static str, params: Value) -> Option<Value> {
        let id = self.server.send_request(method, params);
        let result = self.reply_to(id, method);
        self.obey();
        result.filter(is_yes)
    }

    fn reply_to(&mut self, id: i64, method: &str) -> Option<Value> {
        match self.server.reply_to(id) {
            Ok(result) => {
                self.checker.reply(method, &result);
                Some(result)
            }
            Err(Error { code, message }) => {
                assert!(ALLOWED_ERRORS.contains(&code), "{method}: {code} {message}\n{}", self.transcript.join("\n"));
                None
            }
        }
    }

    /// Does what the server asks for.
    fn obey(&mut self) {
        for message in self.server.take_unread() {
            let result = match message["method"].as_str() {
                // One that comes late may be for a version that was.
                Some("workspace/applyEdit") => json!({"applied": self.apply(&message["params"]["edit"]).is_ok()}),
                Some("window/showDocument") => json!({"success": true}),
                _ => Value::Null,
            };
            if message.get("id").is_some() {
                self.server.answer(&message, result);
            }
        }
    }

    fn apply(&mut self, edit: &Value) -> Result<(), String> {
        self.transcript.push(format!("edit {edit}"));
        let applied = workspace_edit::apply(edit, &mut self.open, self.unit)?;
        for (uri, version, changes) in applied.changes {
            self.server.change(&uri, version, changes);
        }
        let files: Vec<Value> = applied.files.iter().map(|uri| json!({"uri": uri, "type": 2})).collect();
        if !files.is_empty() {
            self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": files}));
        }
        Ok(())
    }
}

/// The number in an environment variable.
pub fn number_of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn converse(seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let profile = PROFILES[seed as usize % PROFILES.len()];
    let params = first_message(folder.path(), profile.1, false);
    let mut client = Client::new(folder.path(), profile, &params, seed);
    let steps = 5 + client.random.below(60);
    for _ in 0..steps {
        client.step();
    }
    client.check();
}

#[test]
fn conversations() {
    let (count, first) = (number_of("GLOSSATOR_CONVERSATIONS", 40), number_of("GLOSSATOR_SEED", 1));
    // Clients and servers mostly wait for each other.
    thread::scope(|scope| {
        for worker in 0..4 {
            scope.spawn(move || (first..first + count).skip(worker).step_by(4).for_each(converse));
        }
    });
}
