//! The server beside clients of many kinds: what each is sent is what it announced. `tests/fixtures/clients` has what they announce.

mod checker;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Server, program};
pub use checker::{Checker, is_yes};

/// The clients, by name.
pub const PROFILES: [(&str, &str); 6] = [
    ("eglot", include_str!("../fixtures/clients/eglot.json")),
    ("helix", include_str!("../fixtures/clients/helix.json")),
    ("lsp-mode", include_str!("../fixtures/clients/lsp-mode.json")),
    ("neovim", include_str!("../fixtures/clients/neovim.json")),
    ("nothing", include_str!("../fixtures/clients/nothing.json")),
    ("vscode", include_str!("../fixtures/clients/vscode.json")),
];

const GLOSSARY: &str = "---\nlangue: fr\nsource: https://example.org/pains\n---\n# Pains\n\n## Bases\n\n### Qu’est-ce que le levain ?\n\n\
    > **terme levain** · fr : **levain naturel**, ~~pâte aigre~~ · en : sourdough\n> voir : llm\n\nUne *pâte* vivante, voir [ici](#x).\n\n\
    ### Et le LLM ?\n\n> **terme llm** · fr : **grand modèle de langage** · en : **LLM**\n> éviter : ~~gros modèle~~\n> voir : levain\n\nUn modèle.\n";
const TEXT: &str = "# Titre\n\nLe LLM aime le levain naturel, pas la pâte aigre ni le gros modèle.\n\nUn lev";
/// Places in [`TEXT`]; its words before them are ASCII, so that a character is one in every encoding.
const LLM: (u32, u32) = (2, 4);
const AVOIDED: (u32, u32) = (2, 41);
const TYPED: (u32, u32) = (4, 6);
/// From so many texts on the server shows how far it is with reading them.
const TEXTS: usize = 110;

/// A provider in the answer to `initialize`, and the requests that it offers. The last ones are offered only if `resolveProvider` (or
/// `prepareProvider`, `range`) says so.
const PROVIDERS: &[(&str, &[&str], &str, &str)] = &[
    ("hoverProvider", &["textDocument/hover"], "", ""),
    ("definitionProvider", &["textDocument/definition"], "", ""),
    ("referencesProvider", &["textDocument/references"], "", ""),
    ("documentHighlightProvider", &["textDocument/documentHighlight"], "", ""),
    ("completionProvider", &["textDocument/completion"], "/resolveProvider", "completionItem/resolve"),
    ("documentSymbolProvider", &["textDocument/documentSymbol"], "", ""),
    ("workspaceSymbolProvider", &["workspace/symbol"], "/resolveProvider", "workspaceSymbol/resolve"),
    ("codeActionProvider", &["textDocument/codeAction"], "/resolveProvider", "codeAction/resolve"),
    ("codeLensProvider", &["textDocument/codeLens"], "/resolveProvider", "codeLens/resolve"),
    ("documentLinkProvider", &["textDocument/documentLink"], "/resolveProvider", "documentLink/resolve"),
    ("foldingRangeProvider", &["textDocument/foldingRange"], "", ""),
    ("inlayHintProvider", &["textDocument/inlayHint"], "/resolveProvider", "inlayHint/resolve"),
    ("semanticTokensProvider", &["textDocument/semanticTokens/full"], "/range", "textDocument/semanticTokens/range"),
    ("renameProvider", &["textDocument/rename"], "/prepareProvider", "textDocument/prepareRename"),
    ("diagnosticProvider", &["textDocument/diagnostic"], "/workspaceDiagnostics", "workspace/diagnostic"),
];

/// What a client of this kind sends first, about a workspace with these folders.
pub fn greeting(profile: &str, folders: &[&Path]) -> Value {
    let mut params: Value = serde_json::from_str(profile).unwrap();
    let uri = |folder: &Path| format!("file://{}", folder.display());
    params["processId"] = Value::Null;
    params["rootUri"] = folders.first().map(|folder| uri(folder)).into();
    if params["capabilities"]["workspace"]["workspaceFolders"] == true {
        params["workspaceFolders"] = folders.iter().map(|folder| json!({"uri": uri(folder), "name": "w"})).collect();
    }
    params
}

struct Session<'a> {
    server: Server,
    checker: Checker<'a>,
    offered: Value,
    text: String,
    glossary: String,
}

impl<'a> Session<'a> {
    fn start(folder: &Path, params: &'a Value) -> Self {
        let mut server = Server::spawn(&mut program());
        let mut checker = Checker::new(&params["capabilities"]);
        let answer = server.request("initialize", params.clone()).unwrap();
        checker.greeting(&answer);
        server.notify("initialized", json!({}));
        let [text, glossary] = ["a.md", "pains.glossary.md"].map(|name| format!("file://{}/{name}", folder.display()));
        server.open(&text, "markdown", TEXT);
        server.open(&glossary, "markdown", GLOSSARY);
        server.settle();
        Self { server, checker, offered: answer["capabilities"].clone(), text, glossary }
    }

    /// What a request needs, whatever it is.
    fn params(&self, uri: &str, place: (u32, u32)) -> Value {
        let position = json!({"line": place.0, "character": place.1});
        let end = json!({"line": place.0, "character": place.1 + 1});
        json!({
            "textDocument": {"uri": uri}, "position": position, "range": {"start": position, "end": end}, "newName": "gros modèle de langue",
            "context": {"includeDeclaration": true, "diagnostics": [], "triggerKind": 1}, "query": "lev", "previousResultIds": [],
        })
    }

    /// The answer to a request, checked; fails where it is empty although it was offered and there is something to say.
    fn ask(&mut self, method: &str, params: Value, is_offered: bool, must_answer: bool) -> Value {
        let answer = self.server.request(method, params);
        match answer {
            Ok(result) => {
                self.checker.reply(method, &result);
                let is_empty = result.is_null() || result.as_array().is_some_and(Vec::is_empty);
                if is_offered && must_answer && is_empty {
                    self.checker.found.push(format!("nothing for {method}"));
                }
                result
            }
            Err(error) => {
                if is_offered {
                    self.checker.found.push(format!("{method} was offered: {} {}", error.code, error.message));
                }
                Value::Null
            }
        }
    }

    /// The requests that speak of a document, each where there is something to say.
    fn ask_everything(&mut self) {
        for &(provider, methods, option, optional) in PROVIDERS {
            let offer = self.offered[provider].clone();
            let is_offered = is_yes(&offer);
            for method in methods {
                let (uri, place) = match provider {
                    "documentSymbolProvider" | "documentLinkProvider" | "foldingRangeProvider" | "codeLensProvider" => {
                        (&self.glossary, (0, 0))
                    }
                    "completionProvider" => (&self.text, TYPED),
                    "codeActionProvider" => (&self.text, AVOIDED),
                    _ => (&self.text, LLM),
                };
                let uri = uri.clone();
                let params = self.params(&uri, place);
                // Hints and colours are there only where the user wants them.
                let is_wish = ["inlayHintProvider", "semanticTokensProvider"].contains(&provider);
                let result = self.ask(method, params, is_offered, !is_wish);
                let resolves = offer.pointer(option).is_some_and(is_yes);
                if optional.ends_with("/resolve") {
                    self.resolve(optional, &result, resolves);
                } else if !option.is_empty() {
                    let params = self.params(&uri, place);
                    self.ask(optional, params, resolves, false);
                }
            }
        }
    }

    /// The items of a list, each asked for once more. What was there before stays, but for what the client lets come later.
    fn resolve(&mut self, method: &str, list: &Value, is_offered: bool) {
        let items = list["items"].as_array().or(list.as_array()).into_iter().flatten();
        for item in items.take(5) {
            if !is_offered || item["command"].is_string() {
                continue;
            }
            let resolved = self.ask(method, item.clone(), true, true);
            for (key, value) in item.as_object().into_iter().flatten() {
                if resolved[key] != *value {
                    self.checker.found.push(format!("{method} changed {key}"));
                }
            }
            for key in resolved.as_object().into_iter().flat_map(|it| it.keys()).filter(|key| item[key.as_str()].is_null()) {
                self.may_come_later(method, key);
            }
        }
    }

    fn may_come_later(&mut self, method: &str, key: &str) {
        let (always, pointer): (&[&str], &str) = match method {
            "completionItem/resolve" => (&["documentation", "detail"], "/textDocument/completion/completionItem/resolveSupport/properties"),
            "codeAction/resolve" => (&[], "/textDocument/codeAction/resolveSupport/properties"),
            "codeLens/resolve" => (&["command"], "/textDocument/codeLens/resolveSupport/properties"),
            "documentLink/resolve" => (&["target", "tooltip"], ""),
            _ => (&[], "/textDocument/inlayHint/resolveSupport/properties"),
        };
        if !always.contains(&key) && !self.checker.lists(pointer, &json!(key)) {
            self.checker.found.push(format!("{key} comes with {method}"));
        }
    }

    /// The commands that are offered, as a palette sends them and with an argument.
    fn command(&mut self) {
        let commands = self.offered["executeCommandProvider"]["commands"].as_array().cloned().unwrap_or_default();
        let range = json!({"start": {"line": 2, "character": 17}, "end": {"line": 2, "character": 21}});
        let argument = json!({"uri": self.text, "position": range["start"], "range": range});
        for command in &commands {
            for arguments in [json!([]), json!([argument])] {
                self.ask("workspace/executeCommand", json!({"command": command, "arguments": arguments}), true, false);
                self.server.obey();
            }
        }
    }

    /// Files and settings change, and folders come and go.
    fn stir(&mut self, folder: &Path) {
        fs::write(folder.join("pains.glossary.md"), GLOSSARY.replace("levain", "levure")).unwrap();
        self.server.close(&self.glossary);
        self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": self.glossary, "type": 2}]}));
        self.server.save(&self.text);
        for occurrences in ["all", "first"] {
            self.server.settings = json!({"rules": {"term": {"occurrences": occurrences}}});
            let settings = json!({"settings": {"glossator": self.server.settings}});
            self.server.notify("workspace/didChangeConfiguration", settings);
            self.server.settle();
        }
        self.server.open(&self.glossary, "markdown", GLOSSARY);
        self.server.settle();
    }

    /// What the server used that the client did not announce, and what it offered and did not do.
    fn end(mut self, client: &Value) -> Vec<String> {
        self.server.close(&self.text);
        self.server.close(&self.glossary);
        self.server.settle();
        self.server.obey();
        for message in std::mem::take(&mut self.server.heard) {
            self.checker.message(&message);
            let pulls = is_yes(&client["textDocument"]["diagnostic"]);
            if pulls && message["method"] == "textDocument/publishDiagnostics" {
                self.checker.found.push(format!("diagnostics are pushed to who pulls: {message}"));
            }
        }
        self.checker.found.sort();
        self.checker.found.dedup();
        self.server.shutdown_quietly();
        self.checker.found
    }
}

#[test]
fn no_client_is_sent_what_it_did_not_announce() {
    let mut found = Vec::new();
    for (name, profile) in PROFILES {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pains.glossary.md"), GLOSSARY).unwrap();
        for number in 0..TEXTS {
            fs::write(folder.path().join(format!("{number}.md")), "Le levain naturel et le LLM.\n").unwrap();
        }
        let mut params = greeting(profile, &[folder.path()]);
        params["initializationOptions"] = json!({"features": {"inlay-hints": true, "semantic-tokens": true}});
        let mut session = Session::start(folder.path(), &params);
        session.ask_everything();
        session.server.obey();
        session.command();
        session.stir(folder.path());
        session.ask_everything();
        found.extend(session.end(&params["capabilities"]).into_iter().map(|it| format!("{name}: {it}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}
