//! Random conversations of a client that keeps to the protocol, in any order, with positions out of range and cancelled requests. Afterwards
//! the server has the client's texts, says of them what a fresh server says, and has answered everything once.
//!
//! `GLOSSATOR_CONVERSATIONS=5000 cargo test --test it conversations` has more of them; `GLOSSATOR_SEED=7` begins with another one.

mod client_text;
#[path = "../bench/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Error, Server};
use random::Random;

/// What error replies a request that keeps to the protocol may get: cancelled, refused with a reason, and modified meanwhile.
const ALLOWED_ERRORS: &[i64] = &[-32601, -32800, -32803, -32802, -32801, -32602];

const WORDS: &[&str] = &[
    "Le LLM ",
    "levain ",
    "la pâte mère ",
    "les pates meres",
    "lev",
    "L'IA ",
    "😀",
    "é",
    "\n",
    "\r\n",
    "\n\n",
    "```\n",
    "`levain`",
    "# ",
    "- ",
    "> ",
    "<!-- glossator-ignore -->",
    "<!-- glossator-off -->\n",
    "**",
    "\u{2028}",
    "levainMere_x ",
    "mot ",
    ".",
];

const GLOSSARIES: &[&str] = &[
    "# G\n\n## S\n\n### Levain ?\n\n> **terme levain** · fr : **levain**, pâte(s) mère(s)\n> éviter : ~~chef~~\n> voir : llm\n\nUne pâte.\n\n\
     ### LLM ?\n\n> **terme llm** · fr : **grand modèle de langage** · en : **LLM**\n\nUn modèle.\n",
    "# G\n\n### Levain ?\n\n> **terme levain** · fr : **pâte mère** · voir : absent\n> éviter : ~~levain~~\n\nAutre chose.\n",
];

/// Requests about a place.
const PLACE_REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/completion",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
];

/// Requests about a document or a range of it.
const DOCUMENT_REQUESTS: &[&str] = &[
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
];

/// What a client of the newest kind can do.
fn capabilities() -> Value {
    let symbols = json!({"hierarchicalDocumentSymbolSupport": true});
    let actions = json!({
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}},
        "resolveSupport": {"properties": ["edit"]}, "dataSupport": true, "isPreferredSupport": true,
    });
    let tokens = json!({"requests": {"full": true, "range": true}, "tokenTypes": ["type"], "tokenModifiers": [], "formats": ["relative"]});
    json!({
        "textDocument": {
            "diagnostic": {}, "hover": {"contentFormat": ["markdown"]}, "definition": {"linkSupport": true},
            "completion": {"completionItem": {"snippetSupport": true}}, "references": {}, "documentHighlight": {},
            "rename": {"prepareSupport": true}, "documentSymbol": symbols, "foldingRange": {}, "documentLink": {}, "codeLens": {},
            "inlayHint": {}, "codeAction": actions, "semanticTokens": tokens,
        },
        "workspace": {
            "configuration": true, "workspaceFolders": true, "symbol": {}, "executeCommand": {},
            "didChangeConfiguration": {"dynamicRegistration": true}, "didChangeWatchedFiles": {"dynamicRegistration": true},
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
        },
    })
}

/// A client in the middle of a conversation.
struct Client<'a> {
    server: Server,
    random: Random,
    folder: &'a Path,
    /// The open documents: text and version, by URI.
    open: BTreeMap<String, (String, i32)>,
    asked: Vec<i64>,
    transcript: Vec<String>,
}

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

fn greeting(folder: &Path) -> Value {
    let root = format!("file://{}", folder.display());
    json!({
        "processId": null, "rootUri": root, "locale": "fr", "capabilities": capabilities(),
        "workspaceFolders": [{"uri": root, "name": "w"}],
    })
}

fn served(folder: &Path, settings: &Value) -> Server {
    let mut server = Server::spawn(&mut crate::harness::program());
    server.settings = settings.clone();
    server.refreshes = Some(0);
    server.request("initialize", greeting(folder)).unwrap();
    server.notify("initialized", json!({}));
    server
}

impl<'a> Client<'a> {
    fn new(folder: &'a Path, seed: u64) -> Self {
        fs::write(folder.join("x.glossary.md"), GLOSSARIES[0]).unwrap();
        fs::write(folder.join("disk.md"), "Le levain du LLM.\n").unwrap();
        let server = served(folder, &Value::Null);
        Self { server, random: Random::new(seed), folder, open: BTreeMap::new(), asked: Vec::new(), transcript: Vec::new() }
    }

    fn step(&mut self) {
        match self.random.below(20) {
            0..=1 => self.open_one(),
            2..=8 => self.edit(),
            9..=13 => self.ask(),
            14 => self.cancel(),
            15 => self.close(),
            16 => self.save(),
            17 => self.rewrite_glossary(),
            18 => self.configure(),
            _ => self.ask_workspace(),
        }
    }

    fn some_text(&mut self) -> String {
        let count = self.random.below(12);
        (0..count).map(|_| self.random.pick(WORDS)).collect()
    }

    fn open_one(&mut self) {
        let name = self.random.pick(&["a.md", "b.md", "notes.txt", "main.rs", "x.glossary.md"]);
        let uri = match self.random.below(6) {
            0 => "untitled:Untitled-1".to_owned(),
            1 => "vscode-notebook-cell:/w/n.ipynb#W0".to_owned(),
            _ => uri(self.folder, name),
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
                client_text::edit(text, (from, to), &insert);
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
        self.asked.push(self.server.send_request(method, params));
    }

    fn ask_workspace(&mut self) {
        let (method, params) = match self.random.below(3) {
            0 => ("workspace/symbol", json!({"query": "lev"})),
            1 => ("workspace/executeCommand", json!({"command": "glossator.reindex", "arguments": []})),
            _ => ("workspace/executeCommand", json!({"command": "glossator.statistics", "arguments": []})),
        };
        self.transcript.push(format!("{method} {params}"));
        self.asked.push(self.server.send_request(method, params));
    }

    fn cancel(&mut self) {
        if let Some(id) = self.asked.last() {
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
        let text = self.random.pick(GLOSSARIES);
        let path = self.folder.join("x.glossary.md");
        let kind = match self.random.below(4) {
            0 => fs::write(&path, &text[..text.len() / 2]).map(|()| 2),
            1 if path.exists() => fs::remove_file(&path).map(|()| 3),
            _ => fs::write(&path, text).map(|()| 2),
        };
        self.tell_changed(kind.unwrap());
    }

    fn tell_changed(&mut self, kind: u8) {
        self.transcript.push(format!("glossary changed {kind}"));
        let changes = json!([{"uri": uri(self.folder, "x.glossary.md"), "type": kind}]);
        self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    fn configure(&mut self) {
        let occurrences = self.random.pick(&["first", "all", "off"]);
        self.server.settings = json!({"rules": {"term": {"occurrences": occurrences}}});
        self.transcript.push(format!("settings {}", self.server.settings));
        self.server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    }

    /// What must be true at the end of any conversation.
    fn check(mut self) {
        for id in std::mem::take(&mut self.asked) {
            if let Err(Error { code, message }) = self.server.reply_to(id) {
                assert!(ALLOWED_ERRORS.contains(&code), "request {id}: {code} {message}\n{}", self.transcript.join("\n"));
            }
        }
        // The last good version of a glossary is remembered only by who has seen it: what is compared is whole on both sides.
        let glossary = uri(self.folder, "x.glossary.md");
        if self.open.remove(&glossary).is_some() {
            self.server.close(&glossary);
        }
        fs::write(self.folder.join("x.glossary.md"), GLOSSARIES[1]).unwrap();
        self.tell_changed(2);
        self.server.settle();
        let mut fresh = served(self.folder, &self.server.settings);
        for (uri, (text, _)) in &self.open {
            assert_eq!(self.server.text(uri), json!(text), "{uri}\n{}", self.transcript.join("\n"));
            fresh.open(uri, if uri.ends_with(".rs") { "rust" } else { "markdown" }, text);
        }
        fresh.settle();
        for uri in self.open.keys() {
            let items = |server: &mut Server| {
                let report = server.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
                report["items"].clone()
            };
            assert_eq!(items(&mut self.server), items(&mut fresh), "{uri}\n{}", self.transcript.join("\n"));
        }
        for uri in self.open.keys() {
            self.server.close(uri);
        }
        for server in [self.server, fresh] {
            let mut server = server;
            let left: Vec<Value> = server.take_unread();
            let allowed = |message: &Value| {
                message.get("id").is_none()
                    && message["method"].as_str().is_some_and(|it| ["window/showMessage", "$/progress"].contains(&it))
            };
            assert!(left.iter().all(allowed), "{left:?}\n{}", self.transcript.join("\n"));
            server.shutdown_quietly();
        }
    }
}

fn number_of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn conversations() {
    let (count, first) = (number_of("GLOSSATOR_CONVERSATIONS", 40), number_of("GLOSSATOR_SEED", 1));
    for seed in first..first + count {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::new(folder.path(), seed * 0x9E37_79B9);
        let steps = 5 + client.random.below(60);
        client.transcript.push(format!("seed {seed}"));
        for _ in 0..steps {
            client.step();
        }
        client.check();
    }
}
