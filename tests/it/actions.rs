//! Code actions over real pipes: their edits are applied as a client would, on the disk's texts and on open ones.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

const GLOSSARY: &str = "---\nlangue: fr\n---\n## Pain\n\n### Le levain\n\n> **terme levain** · fr : **levain** · éviter : chef\n> source : <https://example.org/levain>\n\nUne pâte.\n";
const PUSH: &str = "textDocument/publishDiagnostics";

/// A client with everything.
pub fn able() -> Value {
    json!({
        "textDocument": {
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
                "dataSupport": true, "resolveSupport": {"properties": ["edit"]}, "isPreferredSupport": true,
            },
            "diagnostic": {},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
        },
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]}},
        "window": {"showDocument": {"support": true}},
    })
}

/// The same without asking for edits later.
fn hasty() -> Value {
    let mut able = able();
    able["textDocument"]["codeAction"].as_object_mut().unwrap().remove("resolveSupport");
    able
}

/// A workspace on the disk, and a server that has it open.
pub struct Desk {
    folder: tempfile::TempDir,
    pub server: Server,
    /// The open documents.
    texts: HashMap<String, String>,
}

impl Desk {
    pub fn new(capabilities: Value, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new().prefix("boulangerie").tempdir().unwrap();
        for (name, text) in files {
            fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            fs::write(folder.path().join(name), text).unwrap();
        }
        let folders = json!([{"uri": format!("file://{}", folder.path().display()), "name": "w"}]);
        let params = json!({"locale": "fr", "workspaceFolders": folders, "capabilities": capabilities});
        Self { server: Server::start_with(params).0, folder, texts: HashMap::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.server.open(&uri, "markdown", text);
        self.texts.insert(uri, text.to_owned());
        self.server.settle();
    }

    /// The actions for `characters` of line `line`; the diagnostics are those that meet the range if the client pulls.
    fn actions(&mut self, name: &str, line: u32, characters: (u32, u32), context: Value) -> Vec<Value> {
        let params = json!({"textDocument": {"uri": self.uri(name)}, "range": on_line(line, characters), "context": context});
        let answer = self.server.request("textDocument/codeAction", params).unwrap();
        answer.as_array().cloned().unwrap_or_default()
    }

    fn all(&mut self, name: &str, line: u32, characters: (u32, u32)) -> Vec<Value> {
        self.actions(name, line, characters, json!({"diagnostics": []}))
    }

    fn pull(&mut self, name: &str) -> Vec<Value> {
        let params = json!({"textDocument": {"uri": self.uri(name)}});
        self.server.request("textDocument/diagnostic", params).unwrap()["items"].as_array().unwrap().clone()
    }

    fn resolve(&mut self, action: &Value) -> Value {
        assert_eq!(action["edit"], Value::Null, "{action}");
        self.server.request("codeAction/resolve", action.clone()).unwrap()
    }

    /// Makes an edit as a client does: in an open document, of the version that the edit says, else in the file.
    pub fn apply(&mut self, edit: &Value) -> Vec<(String, String)> {
        let mut changed = Vec::new();
        for change in edit["documentChanges"].as_array().unwrap() {
            if change["kind"] == "create" {
                let path = PathBuf::from(change["uri"].as_str().unwrap().strip_prefix("file://").unwrap());
                assert!(!path.exists() && path.starts_with(self.folder.path()));
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "").unwrap();
                continue;
            }
            let uri = change["textDocument"]["uri"].as_str().unwrap();
            let file = PathBuf::from(uri.strip_prefix("file://").unwrap());
            let open = self.texts.get(uri).cloned();
            assert_eq!(change["textDocument"]["version"], open.as_ref().map_or(Value::Null, |_| json!(1)), "{change}");
            let text = edited(&open.unwrap_or_else(|| fs::read_to_string(&file).unwrap()), &change["edits"]);
            fs::write(&file, &text).unwrap();
            changed.push((file.strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned(), text));
        }
        changed
    }
}

pub fn on_line(line: u32, characters: (u32, u32)) -> Value {
    json!({"start": {"line": line, "character": characters.0}, "end": {"line": line, "character": characters.1}})
}

/// `text` after edits that do not overlap. Every character of the tests is one UTF-16 unit.
pub fn edited(text: &str, edits: &Value) -> String {
    let byte = |position: &Value| {
        let line: usize = text.split_inclusive('\n').take(position["line"].as_u64().unwrap() as usize).map(str::len).sum();
        let rest = text[line..].char_indices().map(|(at, _)| at).chain([text.len() - line]);
        line + rest.take(position["character"].as_u64().unwrap() as usize + 1).last().unwrap()
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| (byte(&edit["range"]["start"]), byte(&edit["range"]["end"]), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut made = text.to_owned();
    edits.iter().rev().for_each(|&(start, end, new)| made.replace_range(start..end, new));
    made
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

fn titled(actions: &[Value], start: &str) -> Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(start));
    found.unwrap_or_else(|| panic!("no {start}: {:?}", titles(actions))).clone()
}

#[test]
fn a_form_is_replaced_when_the_user_chooses_it() {
    let mut desk = Desk::new(able(), &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Un levain.\n\nLe vieux chef, les chefs.\n");
    let diagnostics = desk.pull("notes.md");
    let about: Vec<&Value> = diagnostics.iter().filter(|it| it["range"]["start"] == json!({"line": 2, "character": 9})).collect();
    let actions = desk.actions("notes.md", 2, (9, 9), json!({"diagnostics": about}));
    let replace = titled(&actions, "Écrire");
    assert_eq!((&replace["kind"], &replace["isPreferred"], &replace["diagnostics"]), (&json!("quickfix"), &json!(true), &json!(about)));
    assert_eq!(actions.iter().filter(|action| action["isPreferred"] == true).count(), 1);
    let resolved = desk.resolve(&replace);
    assert_eq!(resolved["title"], replace["title"]);
    assert_eq!(desk.apply(&resolved["edit"])[0].1, "Un levain.\n\nLe vieux levain, les chefs.\n");

    let all = desk.actions("notes.md", 0, (0, 0), json!({"diagnostics": [], "only": ["source.fixAll"]}));
    assert_eq!((all.len(), &all[0]["kind"]), (1, &json!("source.fixAll.glossator")));
    let resolved = desk.resolve(&all[0]);
    assert_eq!(desk.apply(&resolved["edit"])[0].1, "Un levain.\n\nLe vieux levain, les levains.\n");
}

#[test]
fn an_offer_for_an_older_text_is_refused() {
    let mut desk = Desk::new(able(), &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Le vieux chef.\n");
    let replace = titled(&desk.all("notes.md", 0, (9, 9)), "Écrire");
    let uri = desk.uri("notes.md");
    desk.server.change(&uri, 2, json!([{"text": "Un très vieux chef.\n"}]));
    let error = desk.server.request("codeAction/resolve", replace).unwrap_err();
    assert_eq!(error.code, -32801);
    assert!(error.message.contains("a changé"), "{}", error.message);
    let foreign = json!({"title": "d’ailleurs", "data": {"x": 1}});
    assert_eq!(desk.server.request("codeAction/resolve", foreign.clone()), Ok(foreign));
}

#[test]
fn kinds_and_diagnostics_choose() {
    let mut desk = Desk::new(hasty(), &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Le vieux chef et la farine.\n");
    let kinds = |actions: Vec<Value>| actions.iter().map(|action| action["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let told = |code: &str, columns, source: Value| json!({"range": on_line(0, columns), "message": "x", "code": code, "source": source});
    for (name, context, expected) in [
        ("quick fixes", json!({"diagnostics": [], "only": ["quickfix"]}), vec!["quickfix"; 4]),
        ("all of source", json!({"diagnostics": [], "only": ["source"]}), vec!["source.fixAll.glossator"]),
        ("another kind", json!({"diagnostics": [], "only": ["source.organizeImports", "refactor.inline"]}), vec![]),
        ("no part of a word", json!({"diagnostics": [], "only": ["source.fix"]}), vec![]),
        (
            "Neovim 0.7: columns in bytes",
            json!({"diagnostics": [told("deprecated-form", (10, 14), json!("glossator"))], "only": ["quickfix"]}),
            vec!["quickfix"; 4],
        ),
        (
            "ALE: another rule, no source",
            json!({"diagnostics": [told("term", (9, 13), json!(null))], "only": ["quickfix"]}),
            vec!["quickfix"; 4],
        ),
        ("another's rule of that name", json!({"diagnostics": [told("term", (9, 13), json!("other"))], "only": ["quickfix"]}), vec![]),
        ("somebody else's problem", json!({"diagnostics": [{"range": on_line(0, (9, 13)), "message": "x"}], "only": ["quickfix"]}), vec![]),
    ] {
        assert_eq!(kinds(desk.actions("notes.md", 0, (9, 9), context)), expected, "{name}");
    }
    let selected = kinds(desk.actions("notes.md", 0, (20, 26), json!({"diagnostics": [], "only": ["refactor"]})));
    assert_eq!(selected, ["refactor.extract"]);
}

#[test]
fn a_client_that_makes_every_action_gets_the_one_that_mends() {
    let kinds = json!({"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}});
    let kate = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": kinds}, "diagnostic": {}}});
    let mut desk = Desk::new(kate, &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Le vieux chef et le levain.\n");
    for (code, columns, expected) in [("deprecated-form", (9, 13), vec!["Écrire « levain »"]), ("term", (20, 26), vec![])] {
        let told = json!({"range": on_line(0, columns), "message": "x", "code": code, "source": "glossator"});
        let offered = desk.actions("notes.md", 0, columns, json!({"diagnostics": [told]}));
        assert_eq!(titles(&offered).iter().map(|title| title.replace('\u{A0}', " ")).collect::<Vec<_>>(), expected, "{code}");
    }
    assert!(desk.all("notes.md", 0, (9, 13)).len() > 2, "whoever asks about no diagnostic chooses from all");
}

#[test]
fn ignoring_here_and_everywhere() {
    let mut desk = Desk::new(hasty(), &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "- Le vieux chef.\n- Un autre chef.\n");
    let actions = desk.all("notes.md", 0, (11, 11));
    let here = titled(&actions, "Ignorer `levain` ici");
    let changed = desk.apply(&here["edit"]);
    assert_eq!(changed[0].1, "- Le vieux chef. <!-- glossator-ignore levain -->\n- Un autre chef.\n");

    let rule = titled(&actions, "Désactiver la règle `deprecated-form`");
    assert_eq!(rule["edit"]["documentChanges"][0]["kind"], "create");
    assert_eq!(desk.apply(&rule["edit"]), [("glossator.toml".to_owned(), "[rules]\ndeprecated-form = \"off\"\n".to_owned())]);
    let uri = desk.uri("glossator.toml");
    desk.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 1}]}));
    desk.server.settle();
    let codes = |desk: &mut Desk| desk.pull("notes.md").iter().map(|it| it["code"].clone()).collect::<Vec<_>>();
    assert_eq!(codes(&mut desk), ["term"]);

    let term = titled(&desk.all("notes.md", 0, (11, 11)), "Ignorer le terme `levain` partout");
    let changed = desk.apply(&term["edit"]);
    assert_eq!(changed[0].1, "ignored-terms = [\"levain\"]\n\n[rules]\ndeprecated-form = \"off\"\n");
    desk.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
    desk.server.settle();
    assert_eq!(codes(&mut desk), Vec::<Value>::new());
    assert_ne!(
        desk.server
            .request("textDocument/hover", json!({"textDocument": {"uri": desk.uri("notes.md")}, "position": {"line": 0, "character": 11}}))
            .unwrap(),
        Value::Null
    );
}

#[test]
fn a_selection_joins_the_nearest_glossary() {
    for capabilities in [able(), hasty()] {
        let mut desk = Desk::new(capabilities, &[("glossary/pain.glossary.md", GLOSSARY), ("docs/x.glossary.md", GLOSSARY)]);
        desk.open("notes.md", "Le taux d'hydratation.\n");
        let mut action = titled(&desk.all("notes.md", 0, (3, 21)), "Ajouter «\u{a0}taux d'hydratation\u{a0}»");
        assert_eq!(action["kind"], "refactor.extract");
        if action["edit"].is_null() {
            action = desk.resolve(&action);
        }
        let changed = desk.apply(&action["edit"]);
        let entry = "\n### Taux d'hydratation\n\n> **terme taux-d-hydratation** · fr : **taux d'hydratation**\n\nÀ rédiger.\n";
        assert_eq!(changed, [("glossary/pain.glossary.md".to_owned(), format!("{GLOSSARY}{entry}"))]);
        assert_eq!(action["command"]["command"], "glossator.open");
        let place = &action["command"]["arguments"][0];
        let line = changed[0].1.lines().nth(place["range"]["start"]["line"].as_u64().unwrap() as usize);
        assert_eq!((line, &place["range"]["end"]["character"]), (Some("À rédiger."), &json!(10)));
        let open = json!({"command": "glossator.open", "arguments": [place]});
        desk.server.request("workspace/executeCommand", open).unwrap();
        let shown = desk.server.wait_for_message("window/showDocument", DEADLINE);
        assert_eq!(
            (&shown["params"]["uri"], &shown["params"]["selection"]),
            (&json!(desk.uri("glossary/pain.glossary.md")), &place["range"])
        );
        desk.server.answer(&shown, json!({"success": true}));
    }
}

#[test]
fn the_first_entry_makes_the_first_glossary() {
    let mut desk = Desk::new(able(), &[]);
    desk.open("notes.md", "Le taux d'hydratation.\n");
    let action = titled(&desk.all("notes.md", 0, (3, 21)), "Ajouter");
    let resolved = desk.resolve(&action);
    let changed = desk.apply(&resolved["edit"]);
    let (name, text) = &changed[0];
    assert!(name.starts_with("glossary/boulangerie") && name.ends_with(".glossary.md"), "{name}");
    assert!(text.contains("langue: fr") && text.ends_with("**taux d'hydratation**\n\nÀ rédiger.\n"), "{text}");
    let line = action["command"]["arguments"][0]["range"]["start"]["line"].as_u64().unwrap() as usize;
    assert_eq!(text.lines().nth(line), Some("À rédiger."));

    let mut able = able();
    able["workspace"]["workspaceEdit"]["resourceOperations"] = json!([]);
    let mut desk = Desk::new(able, &[]);
    desk.open("notes.md", "Le taux d'hydratation.\n");
    assert_eq!(desk.all("notes.md", 0, (3, 21)), Vec::<Value>::new(), "a client that creates no files");
}

#[test]
fn the_first_glossary_does_not_silence_the_faq() {
    const KEPT: &str = "# La FAQ livrée avec Glossator continue de répondre à côté des glossaires de ce projet.\nembedded = true\n";
    for (name, config, expected) in [
        ("no configuration", None, Some(KEPT.to_owned())),
        ("one that says nothing of it", Some("[rules]  # oui\n"), Some(format!("{KEPT}\n[rules]  # oui\n"))),
        ("one that wants it anyway", Some("embedded = true\n"), None),
        ("one that cannot be read", Some("[rules\n"), None),
    ] {
        let files: Vec<(&str, &str)> = config.map(|config| ("glossator.toml", config)).into_iter().collect();
        let mut desk = Desk::new(able(), &files);
        desk.open("notes.md", "Un levain, un LLM.\n");
        let action = titled(&desk.all("notes.md", 0, (3, 9)), "Ajouter");
        let resolved = desk.resolve(&action);
        let mut changed = desk.apply(&resolved["edit"]).into_iter();
        assert!(changed.next().unwrap().0.starts_with("glossary/"), "{name}");
        let argument = &action["command"]["arguments"][0];
        assert_eq!(
            (changed.next(), !argument["keepsEmbedded"].is_null()),
            (expected.clone().map(|text| ("glossator.toml".to_owned(), text)), expected.is_some()),
            "{name}"
        );
        if expected.is_none() {
            desk.server.take_unread();
            continue;
        }
        let command = json!({"command": "glossator.open", "arguments": [argument]});
        desk.server.send_request("workspace/executeCommand", command);
        let told = desk.server.wait_for_notification("window/showMessage", DEADLINE);
        assert_eq!(told["message"], "La FAQ livrée avec Glossator continue de répondre à côté des glossaires de ce projet.");
        let glossary = resolved["edit"]["documentChanges"][1]["textDocument"]["uri"].clone();
        let config = desk.uri("glossator.toml");
        desk.server
            .notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": glossary, "type": 1}, {"uri": config, "type": 1}]}));
        desk.server.settle();
        let marked: Vec<String> = desk.pull("notes.md").iter().map(|it| it["data"]["term"].as_str().unwrap().to_owned()).collect();
        assert_eq!(marked, ["levain", "llm"], "{name}");
        desk.server.obey();
    }
}

#[test]
fn an_entry_in_the_language_of_its_text() {
    let mut english = able();
    english["general"] = json!({"positionEncodings": ["utf-8"]});
    let mut desk = Desk::new(english, &[]);
    desk.open("notes.en.md", "The hydration rate of the dough.\n");
    let action = titled(&desk.all("notes.en.md", 0, (4, 18)), "Ajouter");
    let resolved = desk.resolve(&action);
    let (_, text) = &desk.apply(&resolved["edit"])[0];
    assert!(text.starts_with("---\nglossary: 1\nlanguage: en\n---\n"), "{text}");
    assert!(text.ends_with("> **term hydration-rate** · en : **hydration rate**\n\nTo be written.\n"), "{text}");
    let range = &action["command"]["arguments"][0]["range"];
    let line = text.lines().nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap();
    assert_eq!((line, &range["end"]["character"]), ("To be written.", &json!(line.len())));
}

#[test]
fn an_open_glossary_takes_the_entry_in_its_buffer() {
    let mut desk = Desk::new(hasty(), &[("pain.glossary.md", GLOSSARY)]);
    let unsaved = format!("{GLOSSARY}\n### Mie\n\n> **terme mie** · fr : **mie**\n\nTendre.\n");
    desk.open("pain.glossary.md", &unsaved);
    desk.open("notes.md", "Le taux d'hydratation.\n");
    let action = titled(&desk.all("notes.md", 0, (3, 21)), "Ajouter");
    assert!(desk.apply(&action["edit"])[0].1.starts_with(&format!("{unsaved}\n### Taux")));

    let mut desk = Desk::new(hasty(), &[]);
    desk.open("jamais.glossary.md", GLOSSARY);
    desk.open("notes.md", "Le taux d'hydratation.\n");
    let action = titled(&desk.all("notes.md", 0, (3, 21)), "Ajouter");
    assert_eq!(action["edit"]["documentChanges"][0]["textDocument"], json!({"uri": desk.uri("jamais.glossary.md"), "version": 1}));
}

#[test]
fn the_glossary_of_the_program_is_left_alone() {
    let mut desk = Desk::new(able(), &[]);
    desk.open("notes.md", "Un LLM.\n");
    let place = json!({"textDocument": {"uri": desk.uri("notes.md")}, "position": {"line": 0, "character": 4}});
    let definition = desk.server.request("textDocument/definition", place).unwrap();
    let uri = definition[0]["uri"].as_str().unwrap();
    let text = fs::read_to_string(uri.strip_prefix("file://").unwrap()).unwrap();
    desk.server.open(uri, "markdown", &text);
    let pulled = desk.server.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
    assert_eq!(pulled["items"], json!([]));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_workspace_is_written() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("pain.glossary.md"), GLOSSARY).unwrap();
    fs::write(outside.path().join("glossator.toml"), "").unwrap();
    let link = |desk: &Desk, name: &str| std::os::unix::fs::symlink(outside.path().join(name), desk.path(name)).unwrap();

    let mut desk = Desk::new(hasty(), &[("mie.glossary.md", GLOSSARY)]);
    link(&desk, "glossator.toml");
    desk.open("notes.md", "Le vieux chef et la farine.\n");
    let actions = desk.all("notes.md", 0, (9, 13));
    titled(&actions, "Écrire");
    titled(&actions, "Ignorer `levain` ici");
    assert!(titles(&actions).iter().all(|title| !title.contains("partout")), "{:?}", titles(&actions));

    let mut desk = Desk::new(hasty(), &[]);
    link(&desk, "pain.glossary.md");
    desk.open("notes.md", "Le vieux chef et la farine.\n");
    let linked = desk.uri("pain.glossary.md");
    let actions = desk.all("notes.md", 0, (20, 26));
    assert!(actions.iter().all(|action| !action["edit"].to_string().contains(&linked)), "{actions:?}");
    // The user is told of the link, sooner or later.
    desk.server.shutdown_quietly();
}

#[test]
fn small_clients_get_what_they_can_take() {
    let mut literal = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}});
    let mut desk = Desk::new(literal.clone(), &[("pain.glossary.md", GLOSSARY), ("glossator.toml", "")]);
    desk.open("notes.md", "Le vieux chef.\n");
    let push = desk.server.wait_for_notification(PUSH, DEADLINE);
    for diagnostic in push["diagnostics"].as_array().unwrap() {
        for key in ["relatedInformation", "tags", "codeDescription"] {
            assert_eq!(diagnostic[key], Value::Null, "{key}");
        }
    }
    let actions = desk.all("notes.md", 0, (9, 9));
    let replace = titled(&actions, "Écrire");
    let uri = desk.uri("notes.md");
    assert_eq!(replace["edit"], json!({"changes": {&uri: [{"range": on_line(0, (9, 13)), "newText": "levain"}]}}));
    assert!(actions.iter().all(|action| action["isPreferred"].is_null() && action["edit"]["documentChanges"].is_null()));
    assert_ne!(titled(&actions, "Ignorer le terme")["edit"]["changes"][desk.uri("glossator.toml")], Value::Null);

    literal["textDocument"]["codeAction"] = json!({});
    literal["workspace"] = json!({"applyEdit": true});
    let mut desk = Desk::new(literal, &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Le vieux chef et la farine.\n");
    desk.server.wait_for_notification(PUSH, DEADLINE);
    assert_eq!(desk.all("notes.md", 0, (9, 9)), Vec::<Value>::new());
    let commands = desk.all("notes.md", 0, (20, 26));
    let argument = json!([{"uri": desk.uri("notes.md"), "range": on_line(0, (20, 26))}]);
    assert_eq!(
        commands,
        [json!({"title": "Ajouter «\u{a0}farine\u{a0}» au glossaire", "command": "glossator.addToGlossary", "arguments": argument})]
    );
}

#[test]
fn nothing_is_offered_to_a_client_that_does_not_ask() {
    let (_server, answer) = Server::start_with(json!({"capabilities": {}}));
    assert_eq!(answer["capabilities"]["codeActionProvider"], Value::Null);
    let (_server, answer) = Server::start_with(json!({"capabilities": able()}));
    assert_eq!(answer["capabilities"]["codeActionProvider"]["resolveProvider"], true);
}

#[test]
fn a_glossary_is_checked_while_it_is_written() {
    let mut desk = Desk::new(
        able(),
        &[("pain.glossary.md", GLOSSARY), ("docs/mie.glossary.md", "### Mie\n\n> **terme mie** · fr : **mie**\n\nTendre.\n")],
    );
    let broken = "### Le levain\n\n> **terme levain** · fr : **levain**\n> voir : levains\n> exemple : « Un gâteau. »\n\nUne pâte.\n\n### Mie\n\n> **terme mie** · fr : **mie**, levain\n\n> [!WARNING]\n> périmé depuis : 2024-01\n\nTendre.\n\n### Rien\n\n> **terme** · fr : x\n\nRien.\n";
    desk.open("pain.glossary.md", broken);
    let diagnostics = desk.pull("pain.glossary.md");
    let shown: Vec<String> = diagnostics
        .iter()
        .map(|it| {
            assert_eq!(it["source"], "glossator");
            format!(
                "{}:{} {} {}",
                it["range"]["start"]["line"],
                it["range"]["start"]["character"],
                it["severity"],
                it["code"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "3:9 2 unknown-reference",
            "4:14 2 failing-example",
            "10:10 2 defined-twice",
            "10:32 2 clashing-form",
            "12:0 3 stale-answer",
            "19:2 1 term-without-id"
        ]
    );
    let other = |number: usize| {
        let other = &diagnostics[number]["relatedInformation"][0];
        (other["location"]["uri"].as_str().unwrap().rsplit('/').next().unwrap(), other["location"]["range"].clone(), &other["message"])
    };
    assert_eq!(other(2), ("mie.glossary.md", on_line(2, (0, 30)), &json!("> **terme mie** · fr : **mie**")));
    assert_eq!(other(3), ("pain.glossary.md", on_line(2, (0, 36)), &json!("> **terme levain** · fr : **levain**")));
    let slip = &diagnostics[0];
    let actions = desk.actions("pain.glossary.md", 3, (10, 10), json!({"diagnostics": [slip]}));
    assert_eq!(
        (titles(&actions), &actions[0]["isPreferred"], &actions[0]["diagnostics"]),
        (vec!["Écrire `levain`"], &json!(true), &json!([slip]))
    );
    let resolved = desk.resolve(&actions[0]);
    assert!(desk.apply(&resolved["edit"])[0].1.contains("voir : levain\n"));
}

#[test]
fn diagnostics_lead_to_the_entry() {
    let mut desk = Desk::new(able(), &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Le vieux chef et le levain.\n");
    let diagnostics = desk.pull("notes.md");
    let deprecated = diagnostics.iter().find(|it| it["code"] == "deprecated-form").unwrap();
    let location = json!({"uri": desk.uri("pain.glossary.md"), "range": on_line(5, (0, 13))});
    assert_eq!(deprecated["relatedInformation"], json!([{"location": location, "message": "Le levain"}]));
    assert_eq!(deprecated["codeDescription"], json!({"href": "https://example.org/levain"}));
    assert_eq!(deprecated["tags"], json!([2]));
    let explaining = diagnostics.iter().find(|it| it["code"] == "term").unwrap();
    assert_eq!((&explaining["tags"], &explaining["relatedInformation"]), (&Value::Null, &Value::Null));
}

#[test]
fn links_of_answers_hold_in_folders_with_parentheses() {
    let mut desk = Desk::new(able(), &[("levain (v2)/pain.glossary.md", GLOSSARY)]);
    desk.open("levain (v2)/notes.md", "Un levain.\n");
    let place = json!({"textDocument": {"uri": desk.uri("levain (v2)/notes.md")}, "position": {"line": 0, "character": 4}});
    let hover = desk.server.request("textDocument/hover", place).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("/levain%20%28v2%29/pain.glossary.md#L"), "{text}");
}
