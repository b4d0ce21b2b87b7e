//! Workspaces of several folders, each with its own glossaries and settings; files that are renamed or are not what they seem.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

const PUSH: &str = "textDocument/publishDiagnostics";
const SHOW: &str = "window/showMessage";

/// A glossary of one term.
pub fn glossary(term: &str, answer: &str) -> String {
    format!("### {term} ?\n\n> **terme {term}** · fr : **{term}**\n\n{answer}\n")
}

/// Folders on the disk, and a server that has some of them open.
pub struct Space {
    root: tempfile::TempDir,
    pub server: Server,
}

impl Space {
    /// With these files, these links (with their targets) and these folders of the workspace.
    pub fn new(files: &[(&str, &str)], links: &[(&str, &str)], folders: &[&str], mut params: Value) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::create_dir_all(root.path().join(name).parent().unwrap()).unwrap();
            fs::write(root.path().join(name), text).unwrap();
        }
        for (name, target) in links {
            #[cfg(unix)]
            std::os::unix::fs::symlink(target, root.path().join(name)).unwrap();
        }
        let folder = |name: &&str| json!({"uri": format!("file://{}", root.path().join(name).display()), "name": name});
        params["locale"] = json!("en");
        params["workspaceFolders"] = folders.iter().map(folder).collect();
        if params["capabilities"].is_null() {
            params["capabilities"] = json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}});
        }
        let mut space = Self { root, server: Server::start_with(params).0 };
        space.server.refreshes = Some(0);
        space
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A name with a scheme stays as it is.
    pub fn uri(&self, name: &str) -> String {
        if name.contains(':') { name.to_owned() } else { format!("file://{}", self.path(name).display()) }
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    pub fn tell_changed(&mut self, name: &str) {
        self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": self.uri(name), "type": 2}]}));
    }

    /// The words that are marked in a document, once everything was looked at.
    fn marked(&mut self, name: &str, text: &str) -> Vec<String> {
        self.marked_as(name, "markdown", text)
    }

    fn marked_as(&mut self, name: &str, language: &str, text: &str) -> Vec<String> {
        self.server.settle();
        let uri = self.uri(name);
        self.server.open(&uri, language, text);
        self.server.settle();
        // Whatever was pushed before the folder of the document was looked at.
        let id = self.server.send_request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
        let report = self.server.reply_to(id).unwrap();
        let mut push = self.server.wait_for_notification(PUSH, DEADLINE);
        while push["diagnostics"] != report["items"] {
            push = self.server.wait_for_notification(PUSH, DEADLINE);
        }
        assert_eq!(push["uri"], uri);
        let mut terms: Vec<String> =
            push["diagnostics"].as_array().unwrap().iter().map(|it| it["data"]["term"].as_str().unwrap().to_owned()).collect();
        terms.sort();
        terms
    }

    fn hover(&mut self, name: &str, character: u32) -> String {
        let params = json!({"textDocument": {"uri": self.uri(name)}, "position": {"line": 0, "character": character}});
        let hover = self.server.request("textDocument/hover", params).unwrap();
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    fn change_folders(&mut self, added: &[&str], removed: &[&str]) {
        let folders = |names: &[&str]| names.iter().map(|name| json!({"uri": self.uri(name), "name": name})).collect::<Value>();
        let event = json!({"added": folders(added), "removed": folders(removed)});
        self.server.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    }
}

/// Every word that the tests have glossaries for.
const TEXT: &str = "Le levain, la mie et le LLM.";

#[test]
fn two_folders_with_their_own_glossaries_and_configurations() {
    let (levain, mie) = (glossary("levain", "A"), glossary("mie", "B"));
    let config = "glossaries = [\"terms.md\"]\nembedded = true\n[files]\nexclude = [\"old\"]\nformats = { \"*.txt\" = \"markdown\" }\n";
    let files = [
        ("a/x.glossary.md", levain.as_str()),
        ("b/terms.md", &mie),
        ("b/unused.glossary.md", &levain),
        ("b/glossator.toml", config),
        ("b/docs/glossator.toml", "glossaries = []\nembedded = false\n"),
    ];
    let mut space = Space::new(&files, &[], &["a", "b"], json!({}));
    for (name, language, text, expected) in [
        ("a/notes.md", "markdown", TEXT, vec!["levain"]),
        ("b/notes.md", "markdown", TEXT, vec!["llm", "mie"]),
        ("b/docs/notes.md", "markdown", TEXT, vec!["mie"]),
        ("c/notes.md", "markdown", TEXT, vec!["llm"]),
        ("a/code.txt", "plaintext", "Le `levain`.", vec!["levain"]),
        ("b/code.txt", "plaintext", "La `mie`.", vec![]),
        ("b/plain.txt", "plaintext", "La mie.", vec!["mie"]),
        ("b/old/notes.md", "markdown", TEXT, vec![]),
    ] {
        assert_eq!(space.marked_as(name, language, text), expected, "{name}");
    }
    assert!(space.hover("b/old/notes.md", 15).contains("\n\nB"), "whoever points at a word wants to know");
    let params = json!({"textDocument": {"uri": space.uri("b/old/notes.md")}, "position": {"line": 0, "character": 15}});
    let definition = space.server.request("textDocument/definition", params).unwrap();
    assert_eq!(definition[0]["uri"], space.uri("b/terms.md"));
}

#[test]
fn a_changed_configuration_holds_for_what_is_open() {
    let levain = glossary("levain", "A");
    let mut space = Space::new(&[("w/x.glossary.md", &levain)], &[], &["w"], json!({}));
    assert_eq!(space.marked_as("w/a.txt", "plaintext", "Le `levain`."), ["levain"]);
    for (config, expected) in [
        ("[files]\nformats = { \"*.txt\" = \"markdown\" }\n", 0),
        ("[files]\nformats = { \"*.txt\" = \"plain\" }\n", 1),
        ("[files]\nexclude = [\"a.*\"]\n", 0),
        ("", 1),
        ("[files]\ninclude = [\"docs\"]\n", 0),
    ] {
        space.write("w/glossator.toml", config);
        space.tell_changed("w/glossator.toml");
        let push = space.server.wait_for_notification(PUSH, DEADLINE);
        assert_eq!(push["diagnostics"].as_array().unwrap().len(), expected, "{config}");
    }
}

#[test]
fn the_languages_of_texts_are_those_of_their_folder() {
    let glossary =
        "### Pain ?\n\n> **terme pain** · fr : **pain** ?\n\nDe la mie.\n\n### Levain ?\n\n> **terme levain** · fr : **levain**\n\nA\n";
    let files = [("w/x.glossary.md", glossary), ("w/fr/deep/x.md", ""), ("w/textes/glossator.toml", "languages = [\"fr\"]")];
    let several = ("w/plusieurs/glossator.toml", "languages = [\"fr\", \"de\"]");
    let mut space = Space::new(&[&files[..], &[several]].concat(), &[], &["w"], json!({}));
    let english = "The pain of this levain is that it was not from the north, and you have to be with it.";
    for (name, expected) in [
        ("w/notes.md", vec!["levain"]),
        ("w/notes.fr.md", vec!["levain", "pain"]),
        ("w/fr/deep/notes.md", vec!["levain", "pain"]),
        ("w/textes/notes.md", vec!["levain", "pain"]),
        ("w/textes/notes.en.md", vec!["levain"]),
        ("w/plusieurs/notes.md", vec!["levain", "pain"]),
    ] {
        assert_eq!(space.marked(name, english), expected, "{name}");
    }
}

#[test]
fn the_command_line_asks_the_same_questions() {
    let levain = glossary("levain", "A");
    let config = "languages = [\"fr\"]\n[files]\nformats = { \"*.texte\" = \"markdown\" }\n";
    let files = [("w/x.glossary.md", levain.as_str()), ("w/glossator.toml", config), ("w/a.texte", "Le levain.")];
    let space = Space::new(&files, &[], &["w"], json!({}));
    let why = std::process::Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(["explain", "--why", "a.texte:1:5"])
        .current_dir(space.path("w"))
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&why.stdout), String::from_utf8_lossy(&why.stderr));
    assert!(why.status.success() && out.contains("setting") && out.contains("levain"), "{out}{err}");
}

#[test]
fn each_folder_has_the_settings_that_the_client_gives_for_it() {
    let levain = glossary("levain", "A");
    let capabilities = json!({"workspace": {"configuration": true}, "textDocument": {"hover": {"contentFormat": ["markdown"]}}});
    let files =
        [("a/x.glossary.md", levain.as_str()), ("b/x.glossary.md", &levain), ("b/docs/glossator.toml", "[rules]\nterm = \"hint\"\n")];
    let mut space = Space::new(&files, &[], &["a"], json!({"capabilities": capabilities}));
    space.server.settings = json!({"embedded": true});
    for (folder, settings) in [("a", json!({"embedded": false})), ("b", json!({"rules": {"term": "off"}}))] {
        let uri = space.uri(folder);
        space.server.folder_settings.insert(uri, settings);
    }
    // The first answer may have been given before the client knew what to answer.
    space.server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    space.change_folders(&["b"], &[]);
    let expected =
        [("a/notes.md", vec!["levain"]), ("b/notes.md", vec![]), ("b/docs/notes.md", vec!["levain"]), ("c/notes.md", vec!["llm"])];
    let strings = |terms: Vec<&str>| terms.into_iter().map(str::to_owned).collect();
    let expected: HashMap<String, Vec<String>> = expected.into_iter().map(|(name, terms)| (space.uri(name), strings(terms))).collect();
    let mut pushed: HashMap<String, Vec<String>> = HashMap::new();
    for uri in expected.keys() {
        space.server.open(uri, "markdown", TEXT);
    }
    while pushed != expected {
        let push = space.server.wait_for_notification(PUSH, DEADLINE);
        let terms = push["diagnostics"].as_array().unwrap().iter().map(|it| it["data"]["term"].as_str().unwrap().to_owned());
        pushed.insert(push["uri"].as_str().unwrap().to_owned(), terms.collect());
    }
}

#[test]
fn folders_join_and_leave_with_what_they_say() {
    let (levain, mie) = (glossary("levain", "A"), glossary("mie", "B"));
    let files = [("a/x.glossary.md", levain.as_str()), ("b/x.glossary.md", &mie), ("b/glossator.toml", "embedded = true\n")];
    let mut space = Space::new(&files, &[], &["a"], json!({}));
    assert_eq!(space.marked("b/notes.md", TEXT), ["llm"], "not of the workspace, but the configuration above it holds");
    assert_eq!(space.marked("untitled:Untitled-1", TEXT), ["levain"], "in the only folder");
    space.change_folders(&["b"], &[]);
    let mut pushes = [PUSH; 2].map(|push| space.server.wait_for_notification(push, DEADLINE));
    pushes.sort_by_key(|push| push["uri"].as_str().unwrap().to_owned());
    let terms = |push: &Value| push["diagnostics"].as_array().unwrap().iter().map(|it| it["data"]["term"].clone()).collect::<Vec<_>>();
    assert_eq!(pushes.each_ref().map(terms), [vec![json!("mie"), json!("llm")], vec![json!("llm")]], "an untitled text could be of both");
    space.change_folders(&[], &["a"]);
    let push = space.server.wait_for_notification(PUSH, DEADLINE);
    assert_eq!((push["uri"].as_str(), terms(&push)), (Some("untitled:Untitled-1"), vec![json!("mie"), json!("llm")]));
}

#[test]
fn documents_of_every_scheme_are_answered() {
    let levain = glossary("levain", "A");
    let files = [("w/docs/x.glossary.md", levain.as_str()), ("w/docs/glossator.toml", "[files]\nexclude = [\"old.ipynb\"]\n")];
    for (folders, expected) in [(vec!["w"], ["levain", "levain", "llm"]), (vec!["w", "v"], ["levain", "levain", "llm"])] {
        let mut space = Space::new(&[&files[..], &[("v/x.md", "")]].concat(), &[], &folders, json!({}));
        let cell = format!("vscode-notebook-cell:{}#W0sZmlsZQ%3D%3D", space.path("w/docs/nb.ipynb").display());
        let unsaved = format!("untitled:{}", space.path("w/docs/new.md").display());
        let shown = format!("git:{}?%7B%7D", space.path("w/docs/a.md").display());
        for (uri, term) in [cell, unsaved, shown].iter().zip(expected) {
            assert_eq!(space.marked(uri, TEXT), [term], "{uri}");
            let character = if term == "llm" { 25 } else { 4 };
            assert!(!space.hover(uri, character).is_empty(), "{uri}");
        }
        let excluded = format!("vscode-notebook-cell:{}#X", space.path("w/docs/old.ipynb").display());
        assert_eq!(space.marked(&excluded, TEXT), Vec::<String>::new());
        assert_eq!(space.marked("untitled:Untitled-2", TEXT), ["llm"], "the glossary serves the texts of its folder");
        assert_eq!(space.marked("x-unheard-of://host/a", TEXT), ["llm"]);
        assert_eq!(space.marked_as("untitled:script", "python", TEXT), Vec::<String>::new(), "a language without prose");
    }
}

#[test]
fn what_the_user_renames_in_the_editor_is_not_missed() {
    let files = [("w/docs/a.glossary.md", glossary("levain", "A")), ("w/b.glossary.md", glossary("mie", "B"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let operations = json!({"didRename": true, "didDelete": true, "didCreate": true});
    let capabilities = json!({"workspace": {"fileOperations": operations}, "textDocument": {"hover": {"contentFormat": ["markdown"]}}});
    let mut space = Space::new(&files, &[], &["w"], json!({"capabilities": capabilities}));
    assert_eq!(space.marked("w/docs/notes.md", TEXT), ["levain", "mie"]);
    let terms = |push: &Value| push["diagnostics"].as_array().unwrap().len();
    for (old, new, marks) in [("w/b.glossary.md", "w/b.md", 1), ("w/docs", "w/old", 0), ("w/old/a.glossary.md", "w/a.glossary.md", 1)] {
        fs::rename(space.path(old), space.path(new)).unwrap();
        let files = json!({"files": [{"oldUri": space.uri(old), "newUri": space.uri(new)}]});
        space.server.notify("workspace/didRenameFiles", files);
        // Where nothing else serves, the shipped glossary does, and it has one of the words.
        let push = space.server.wait_for_notification(PUSH, DEADLINE);
        assert_eq!(terms(&push), marks.max(1), "{old}: {push}");
    }
    fs::remove_file(space.path("w/a.glossary.md")).unwrap();
    space.server.notify("workspace/didDeleteFiles", json!({"files": [{"uri": space.uri("w/a.glossary.md")}]}));
    let told = space.server.wait_for_notification(SHOW, DEADLINE);
    assert!(told["message"].as_str().unwrap().starts_with("a.glossary.md"), "its last version answers: {told}");
    space.write("w/a.glossary.md", &glossary("mie", "C"));
    space.server.notify("workspace/didCreateFiles", json!({"files": [{"uri": space.uri("w/a.glossary.md")}]}));
    space.server.wait_for_notification(PUSH, DEADLINE);
    space.server.settle();
    assert!(space.hover("w/docs/notes.md", 15).contains('C'));
    let told = space.server.wait_for_notification(SHOW, DEADLINE);
    assert_eq!(told["type"], 3, "it answers again: {told}");
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_links_out_of_the_workspace() {
    let (levain, secret) = (glossary("levain", "A"), glossary("mie", "SECRET"));
    let files = [
        ("w/x.glossary.md", levain.as_str()),
        ("w/b/glossator.toml", "glossaries = [\n  \"terms.md\",\n  \"out/secret.md\",\n]\n"),
        ("w/b/terms.md", &levain),
        ("secret.md", &secret),
    ];
    let links = [("w/b/out", "../.."), ("w/loop", "."), ("w/y.glossary.md", "../secret.md"), ("w/z.glossary.md", "z.glossary.md")];
    let mut space = Space::new(&files, &links, &["w"], json!({}));
    let mut told: Vec<String> =
        (0..3).map(|_| space.server.wait_for_notification(SHOW, DEADLINE)["message"].as_str().unwrap().to_owned()).collect();
    told.sort();
    assert!(told[0].starts_with("b/glossator.toml:3:3: “out/secret.md” leads out of the workspace, to "), "{told:?}");
    assert!(told[1].starts_with("y.glossary.md: this symbolic link leads out of the workspace"), "{told:?}");
    assert!(told[2].starts_with("z.glossary.md: "), "a link to itself cannot be read: {told:?}");
    for name in ["w/notes.md", "w/b/notes.md"] {
        assert_eq!(space.marked(name, TEXT), ["levain"], "{name}");
    }
    space.tell_changed("w/b/glossator.toml");
    space.server.settle();

    let find = std::process::Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(["find", "b"])
        .current_dir(space.path("w"))
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&find.stderr);
    assert_eq!(find.status.code(), Some(2), "{err}");
    assert!(err.contains("b/glossator.toml:3:3: error: “out/secret.md” leads out of the workspace"), "{err}");
}
