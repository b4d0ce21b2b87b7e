//! Glossaries and settings that change while the server runs.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{DEADLINE, Server};

const PUSH: &str = "textDocument/publishDiagnostics";
const SHOW: &str = "window/showMessage";
const WARNING: i64 = 2;
const INFORMATION: i64 = 3;

/// A glossary of one term.
fn glossary(term: &str, answer: &str) -> String {
    format!("### {term} ?\n\n> **terme {term}** · fr : **{term}**\n\n{answer}\n")
}

/// A glossary whose second term block has no id.
const HALF_WRITTEN: &str = "### levain ?\n\n> **terme levain** · fr : **levain**\n\nÀ moitié.\n\n### mie ?\n\n> **terme** · fr : **mie**\n";

/// A workspace on the disk, and a server that has it open.
struct Desk {
    folder: tempfile::TempDir,
    server: Server,
}

/// A client that pushes nothing itself and watches nothing.
fn simple() -> Value {
    json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}})
}

/// A client with everything.
fn modern() -> Value {
    json!({
        "textDocument": {"hover": {"contentFormat": ["markdown"]}, "diagnostic": {}},
        "workspace": {
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "didChangeConfiguration": {"dynamicRegistration": true},
            "configuration": true,
            "diagnostics": {"refreshSupport": true},
        },
    })
}

impl Desk {
    fn new(capabilities: Value, files: &[(&str, &str)]) -> Self {
        Self::with(files, json!({"capabilities": capabilities}))
    }

    /// With more parameters of `initialize`, with `settings` that the client answers when asked, and with an open text that has every word the
    /// tests ask for.
    fn with(files: &[(&str, &str)], mut params: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            fs::write(folder.path().join(name), text).unwrap();
        }
        params["locale"] = json!("fr");
        params["workspaceFolders"] = json!([{"uri": format!("file://{}", folder.path().display()), "name": "w"}]);
        let settings = params["settings"].take();
        let mut desk = Self { folder, server: Server::start_with(params).0 };
        desk.server.settings = settings;
        desk.server.refreshes = Some(0);
        desk.server.open(&desk.uri("notes.md"), "markdown", "Le levain, la mie et le LLM.");
        desk.server.settle();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The client's watchers tell that a file changed.
    fn tell_changed(&mut self, name: &str) {
        self.server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": self.uri(name), "type": 2}]}));
    }

    fn hover_at(&mut self, name: &str, character: u32) -> String {
        let params = json!({"textDocument": {"uri": self.uri(name)}, "position": {"line": 0, "character": character}});
        let hover = self.server.request("textDocument/hover", params).unwrap();
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether the hover of "levain" shows this.
    #[track_caller]
    fn assert_levain(&mut self, answer: &str) {
        let hover = self.hover_at("notes.md", 4);
        assert!(hover.contains(answer), "expected {answer:?} in {hover:?}");
    }

    /// Waits for the next set of diagnostics of the notes, and answers with their terms.
    fn pushed(&mut self) -> Vec<String> {
        let push = self.server.wait_for_notification(PUSH, DEADLINE);
        assert_eq!(push["uri"], self.uri("notes.md"));
        let items = push["diagnostics"].as_array().unwrap().iter();
        items.map(|item| item["data"]["term"].as_str().unwrap().to_owned()).collect()
    }

    /// Waits for the next message to the user.
    #[track_caller]
    fn assert_told(&mut self, kind: i64, begin: &str, end: &str) {
        let told = self.server.wait_for_notification(SHOW, DEADLINE);
        let message = told["message"].as_str().unwrap();
        assert!(told["type"] == kind && message.starts_with(begin) && message.ends_with(end), "{told}");
    }
}

const KEPT: &str = "La dernière version valable de ce glossaire continue de répondre.";

#[test]
fn an_edited_glossary_is_read_again_and_what_is_shown_follows() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    assert_eq!(desk.pushed(), ["levain"]);
    desk.assert_levain("Une pâte.");
    desk.write("a.glossary.md", glossary("mie", "Le dedans."));
    desk.tell_changed("a.glossary.md");
    assert_eq!(desk.pushed(), ["mie"]);
    assert_eq!(desk.hover_at("notes.md", 4), "");
    desk.tell_changed("a.glossary.md");
    desk.tell_changed("notes.md");
    desk.server.settle();
}

#[test]
fn a_client_that_pulls_is_asked_to_pull_again_once() {
    let mut desk = Desk::new(modern(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    desk.assert_levain("Une pâte.");
    let refreshes = desk.server.refreshes.map(|count| count + 1);
    desk.write("a.glossary.md", glossary("levain", "Une pâte vivante."));
    desk.tell_changed("a.glossary.md");
    desk.server.wait_until("a request to pull again", |server| server.refreshes >= refreshes);
    desk.assert_levain("Une pâte vivante.");
    desk.tell_changed("a.glossary.md");
    desk.server.save(&desk.uri("notes.md"));
    desk.server.settle();
    desk.assert_levain("Une pâte vivante.");
    assert_eq!(desk.server.refreshes, refreshes, "nothing changed");
}

#[test]
fn a_client_that_does_not_watch_is_served_when_it_saves_or_opens() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    desk.pushed();
    desk.write("a.glossary.md", glossary("levain", "Une pâte vivante."));
    desk.server.save(&desk.uri("notes.md"));
    desk.pushed();
    desk.assert_levain("Une pâte vivante.");
    desk.write("a.glossary.md", glossary("levain", "Une pâte vivante et capricieuse."));
    desk.server.open("untitled:Untitled-1", "markdown", "");
    assert_eq!(desk.server.wait_for_notification(PUSH, DEADLINE)["uri"], "untitled:Untitled-1");
    desk.pushed();
    desk.assert_levain("capricieuse");
}

#[test]
fn watchers_are_registered_where_the_client_has_them() {
    let mut desk = Desk::new(modern(), &[]);
    desk.server.wait_until("registrations", |server| server.registrations.len() == 2);
    let globs = ["**/*.glossary.md", "**/glossator.toml", "**/*.{md,markdown,mdx,txt,text}", "**/.gitignore"];
    let globs: Value = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
    assert_eq!(desk.server.registrations[0]["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(desk.server.registrations[0]["registerOptions"]["watchers"], globs);
    assert_eq!(desk.server.registrations[1]["method"], "workspace/didChangeConfiguration");
    drop(desk);

    let mut desk = Desk::new(simple(), &[]);
    desk.pushed();
    desk.server.settle();
    assert_eq!(desk.server.registrations, [] as [Value; 0]);
}

#[test]
fn a_half_written_glossary_keeps_its_last_good_version() {
    let good = glossary("levain", "Une pâte.");
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &good)]);
    desk.pushed();
    for (name, text, begin) in [
        ("a broken block", HALF_WRITTEN.as_bytes(), "a.glossary.md:9:"),
        ("nothing", b"", "a.glossary.md:1:1: il ne reste rien"),
        ("Latin-1", b"### levain ?\n\nUne p\xE2te.\n", "a.glossary.md:3:6: ce n\u{2019}est pas de l\u{2019}UTF-8"),
    ] {
        desk.write("a.glossary.md", text);
        desk.tell_changed("a.glossary.md");
        desk.assert_told(WARNING, begin, KEPT);
        desk.assert_levain("Une pâte.");
        desk.tell_changed("a.glossary.md");
        desk.server.save(&desk.uri("notes.md"));
        desk.server.settle();
        assert!(!name.is_empty(), "told once: a second message would be left unread");
    }
    desk.write("a.glossary.md", &good);
    desk.tell_changed("a.glossary.md");
    desk.assert_told(INFORMATION, "a.glossary.md", "il répond de nouveau");
    desk.write("a.glossary.md", glossary("levain", "Une pâte vivante."));
    desk.tell_changed("a.glossary.md");
    desk.pushed();
    desk.assert_levain("Une pâte vivante.");
}

#[test]
fn a_deleted_glossary_keeps_answering_until_it_is_back() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    desk.pushed();
    fs::remove_file(desk.path("a.glossary.md")).unwrap();
    desk.tell_changed("a.glossary.md");
    desk.assert_told(WARNING, "a.glossary.md", "jusqu\u{2019}au redémarrage de l\u{2019}éditeur");
    desk.assert_levain("Une pâte.");
    fs::create_dir(desk.path("a.glossary.md")).unwrap();
    desk.server.save(&desk.uri("notes.md"));
    desk.assert_told(WARNING, "a.glossary.md", KEPT);
    fs::remove_dir(desk.path("a.glossary.md")).unwrap();
    desk.write("a.glossary.md", glossary("levain", "De retour."));
    desk.server.save(&desk.uri("notes.md"));
    desk.assert_told(INFORMATION, "a.glossary.md", "il répond de nouveau");
    desk.pushed();
    desk.assert_levain("De retour.");
}

#[test]
fn a_renamed_glossary_answers_under_its_new_name() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    desk.pushed();
    fs::rename(desk.path("a.glossary.md"), desk.path("b.glossary.md")).unwrap();
    let changes = json!([{"uri": desk.uri("a.glossary.md"), "type": 3}, {"uri": desk.uri("b.glossary.md"), "type": 1}]);
    desk.server.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    desk.server.settle();
    let hover = desk.hover_at("notes.md", 4);
    assert!(hover.contains("b.glossary.md#L") && !hover.contains("a.glossary.md"), "{hover}");
}

#[test]
fn a_new_glossary_is_found() {
    let mut desk = Desk::new(simple(), &[]);
    assert_eq!(desk.pushed(), ["llm"], "the shipped glossary");
    desk.write("a.glossary.md", glossary("levain", "Une pâte."));
    desk.tell_changed("a.glossary.md");
    assert_eq!(desk.pushed(), ["levain"]);
    fs::create_dir(desk.path("deep")).unwrap();
    desk.write("deep/b.glossary.md", glossary("mie", "Le dedans."));
    desk.server.save(&desk.uri("deep/b.glossary.md"));
    desk.server.settle();
    desk.server.open(&desk.uri("deep/notes.md"), "markdown", "mie");
    desk.server.wait_for_notification(PUSH, DEADLINE);
    assert!(desk.hover_at("deep/notes.md", 1).contains("Le dedans."), "the glossary of the folder");
}

#[test]
fn an_open_glossary_is_read_from_its_buffer() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Du disque."))]);
    let uri = desk.uri("a.glossary.md");
    desk.pushed();
    desk.server.open(&uri, "markdown", &glossary("levain", "Du tampon."));
    assert_eq!(desk.server.wait_for_notification(PUSH, DEADLINE), json!({"uri": uri, "version": 1, "diagnostics": []}));
    desk.pushed();
    desk.assert_levain("Du tampon.");
    desk.server.change(&uri, 2, json!([{"text": HALF_WRITTEN}]));
    let push = desk.server.wait_for_notification(PUSH, DEADLINE);
    assert_eq!((&push["uri"], &push["diagnostics"][0]["code"]), (&json!(uri), &json!("term-without-id")));
    desk.server.settle();
    desk.assert_levain("Du tampon.");
    desk.server.change(&uri, 3, json!([{"text": glossary("mie", "Du tampon.")}]));
    let mut pushes = [desk.server.wait_for_notification(PUSH, DEADLINE), desk.server.wait_for_notification(PUSH, DEADLINE)];
    pushes.sort_by_key(|push| push["uri"] != uri);
    assert_eq!(pushes[0], json!({"uri": uri, "version": 3, "diagnostics": []}));
    assert_eq!(pushes[1]["diagnostics"][0]["data"]["term"], "mie", "what is being typed is nobody's fault: no message");
    desk.server.close(&uri);
    assert_eq!(desk.pushed(), ["levain"]);
    desk.assert_levain("Du disque.");
}

#[test]
fn a_glossary_that_is_saved_half_written_is_told_of() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    let uri = desk.uri("a.glossary.md");
    desk.pushed();
    desk.server.open(&uri, "markdown", &glossary("levain", "Une pâte."));
    desk.server.wait_for_notification(PUSH, DEADLINE);
    desk.server.change(&uri, 2, json!([{"text": HALF_WRITTEN}]));
    assert_eq!(desk.server.wait_for_notification(PUSH, DEADLINE)["diagnostics"][0]["code"], "term-without-id");
    desk.write("a.glossary.md", HALF_WRITTEN);
    desk.server.save(&uri);
    desk.assert_told(WARNING, "a.glossary.md:9:", KEPT);
    desk.assert_levain("Une pâte.");
}

#[test]
fn a_glossary_that_was_never_saved_answers_while_it_is_open() {
    let mut desk = Desk::new(simple(), &[]);
    let uri = desk.uri("new.glossary.md");
    assert_eq!(desk.pushed(), ["llm"]);
    desk.server.open(&uri, "markdown", &glossary("levain", "Pas encore enregistré."));
    assert_eq!(desk.server.wait_for_notification(PUSH, DEADLINE)["uri"], uri);
    assert_eq!(desk.pushed(), ["levain"]);
    desk.server.close(&uri);
    assert_eq!(desk.pushed(), ["llm"]);
}

#[test]
fn settings_of_initialize() {
    let files = [("a.glossary.md", glossary("levain", "Trouvé.")), ("b.glossary.md", glossary("mie", "Nommé."))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    for (options, expected) in [
        (json!(null), vec!["levain", "mie"]),
        (json!({"glossaries": ["b.glossary.md"]}), vec!["mie"]),
        (json!({"glossator": {"glossaries": ["b.glossary.md"], "embedded": true}}), vec!["mie", "llm"]),
        (json!({"glossaries": []}), vec!["llm"]),
        (json!({"glossaries": [], "embedded": false}), vec![]),
    ] {
        let mut desk = Desk::with(&files, json!({"capabilities": simple(), "initializationOptions": options}));
        assert_eq!(desk.pushed(), expected, "{options}");
    }
}

#[test]
fn wrong_settings_are_told_once() {
    let options = json!({"embedded": "jamais", "glossaries": ["absent.glossary.md"]});
    let mut desk = Desk::with(&[], json!({"capabilities": simple(), "initializationOptions": options}));
    let mut told = [SHOW; 2].map(|show| desk.server.wait_for_notification(show, DEADLINE)["message"].as_str().unwrap().to_owned());
    told.sort();
    assert!(told[0].starts_with("absent.glossary.md\u{a0}: aucun fichier"), "{told:?}");
    assert!(told[1].contains("`glossator.embedded`"), "{told:?}");
    desk.pushed();
    desk.server.notify("workspace/didChangeConfiguration", json!({"settings": options}));
    desk.server.settle();
}

#[test]
fn settings_that_are_sent() {
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    assert_eq!(desk.pushed(), ["levain"]);
    desk.server.notify("workspace/didChangeConfiguration", json!({"settings": {"glossator": {"embedded": true}}}));
    assert_eq!(desk.pushed(), ["levain", "llm"]);
    desk.server.notify("workspace/didChangeConfiguration", Value::Null);
    assert_eq!(desk.pushed(), ["levain"]);
}

#[test]
fn settings_that_are_asked_for() {
    let capabilities = json!({"workspace": {"configuration": true}});
    let mut desk = Desk::new(capabilities, &[("a.glossary.md", &glossary("levain", "Une pâte."))]);
    assert_eq!(desk.pushed(), ["levain"]);
    desk.server.notify("workspace/didChangeConfiguration", json!({"settings": {"glossator": {"glossaries": []}}}));
    assert_eq!(desk.pushed(), ["llm"], "what it sent, where it answers null");
    desk.server.settings = json!({"embedded": true});
    desk.server.notify("workspace/didChangeConfiguration", json!({"settings": {"glossator": {"embedded": false}}}));
    assert_eq!(desk.pushed(), ["levain", "llm"], "what the client answers counts, not what it sent");
}

#[test]
fn settings_are_asked_for_at_the_start() {
    let mut desk = Desk::with(
        &[("a.glossary.md", &glossary("levain", "Une pâte."))],
        json!({"capabilities": modern(), "settings": {"glossaries": []}, "initializationOptions": {"embedded": false}}),
    );
    desk.server.wait_until("a request to pull again", |server| server.refreshes > Some(0));
    assert_eq!(desk.hover_at("notes.md", 4), "");
}

#[test]
fn a_changed_configuration_file_is_a_reason_to_search_everywhere() {
    let mut desk = Desk::new(simple(), &[]);
    assert_eq!(desk.pushed(), ["llm"]);
    desk.write("a.glossary.md", glossary("levain", "Une pâte."));
    desk.tell_changed("glossator.toml");
    assert_eq!(desk.pushed(), ["levain"]);
}

#[test]
fn folders_join_and_leave_the_workspace() {
    let mut desk = Desk::new(simple(), &[]);
    assert_eq!(desk.pushed(), ["llm"]);
    let other = tempfile::tempdir().unwrap();
    let uri = format!("file://{}", other.path().display());
    fs::write(other.path().join("b.glossary.md"), glossary("mie", "Le dedans.")).unwrap();
    let notes = format!("{uri}/notes.md");
    desk.server.open(&notes, "markdown", "mie");
    assert_eq!(desk.server.wait_for_notification(PUSH, DEADLINE)["diagnostics"], json!([]));
    for (event, expected) in [
        (json!({"added": [{"uri": uri, "name": "b"}], "removed": []}), 1),
        (json!({"added": [], "removed": [{"uri": uri, "name": "b"}]}), 0),
    ] {
        desk.server.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
        assert_eq!(desk.server.wait_for_notification(PUSH, DEADLINE)["diagnostics"].as_array().unwrap().len(), expected);
    }
}

#[test]
fn a_burst_of_reloads_does_not_disturb_the_edits() {
    let mut desk = Desk::new(modern(), &[("a.glossary.md", &glossary("levain", "Version 0."))]);
    let uri = desk.uri("burst.md");
    desk.server.open(&uri, "markdown", "");
    let mut expected = String::new();
    let mut texts = Vec::new();
    for version in 1..=200 {
        desk.write("a.new", glossary("levain", &format!("Version {version}.")));
        fs::rename(desk.path("a.new"), desk.path("a.glossary.md")).unwrap();
        desk.tell_changed("a.glossary.md");
        let insert =
            json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": format!("{version} ")}]);
        desk.server.change(&uri, version + 1, insert);
        expected.insert_str(0, &format!("{version} "));
        texts.push((desk.server.send_request("glossator/text", json!({"uri": uri})), expected.clone()));
    }
    for (request, text) in texts {
        assert_eq!(desk.server.reply_to(request).unwrap()["text"], text);
    }
    desk.server.settle();
    desk.assert_levain("Version 200.");
    assert!(desk.server.refreshes < Some(100), "{:?} refreshes for 200 changes", desk.server.refreshes);
}

#[test]
fn rules_of_settings_and_of_configuration_files() {
    let levain = glossary("levain", "Une pâte.");
    let mut desk = Desk::new(simple(), &[("a.glossary.md", &levain)]);
    assert_eq!(desk.pushed(), ["levain"]);
    desk.server.notify("workspace/didChangeConfiguration", json!({"settings": {"glossator": {"rules": {"term": "off"}}}}));
    assert_eq!(desk.pushed(), Vec::<String>::new(), "what the editor says");
    desk.write("glossator.toml", "[rules.term]\nseverity = \"warning\"\n");
    desk.tell_changed("glossator.toml");
    assert_eq!(desk.pushed(), ["levain"], "a file is nearer than the editor");
    desk.write("glossator.toml", "[rules.term\n");
    desk.tell_changed("glossator.toml");
    let told = desk.server.wait_for_notification(SHOW, DEADLINE);
    assert!(told["message"].as_str().unwrap().starts_with("glossator.toml:1:"), "{told}");
    desk.server.settle();
    desk.write("glossator.toml", "[[overrides]]\nfiles = [\"*.md\"]\nrules = { term = \"off\" }\n[rules]\nterm = \"hint\"\n");
    desk.tell_changed("glossator.toml");
    assert_eq!(desk.pushed(), Vec::<String>::new(), "overrides count, and the broken version changed nothing");
}
