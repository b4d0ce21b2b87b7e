//! A path in a glossary or a configuration does not reach outside of the workspace: whoever wrote it may be a stranger.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::command::Ran;
use crate::harness::{DEADLINE, Server};

const INSIDE: &str = "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUne pâte.\n";
const SECRET: &str = "### Secret ?\n\n> **terme secret** · fr : **secret**\n\nCe que nul ne doit lire.\n";

/// A file of the workspace: its name, and its text or what it is a link to.
type File<'a> = (&'a str, Result<&'a str, &'a str>);

/// Ways out of the workspace `w`, beside which stands `secret.glossary.md`. `{root}` is the folder that holds both.
const WAYS: &[(&str, &[File])] = &[
    ("a path with dots", &[("glossator.toml", Ok("glossaries = [\"in.glossary.md\", \"../secret.glossary.md\"]\n"))]),
    ("dots in the middle", &[("glossator.toml", Ok("glossaries = [\"in.glossary.md\", \"docs/../../secret.glossary.md\"]\n"))]),
    ("an absolute path", &[("glossator.toml", Ok("glossaries = [\"in.glossary.md\", \"{root}/secret.glossary.md\"]\n"))]),
    ("an address", &[("glossator.toml", Ok("glossaries = [\"in.glossary.md\", \"file://{root}/secret.glossary.md\"]\n"))]),
    ("a link that is found", &[("link.glossary.md", Err("../secret.glossary.md"))]),
    (
        "a link that is named",
        &[("glossator.toml", Ok("glossaries = [\"in.glossary.md\", \"link.md\"]\n")), ("link.md", Err("{root}/secret.glossary.md"))],
    ),
    ("a folder that is a link", &[("docs", Err(".."))]),
    (
        "a folder that is a link, in a path",
        &[("glossator.toml", Ok("glossaries = [\"in.glossary.md\", \"up/secret.glossary.md\"]\n")), ("up", Err(".."))],
    ),
    ("a link to a link", &[("one.glossary.md", Err("two")), ("two", Err("../secret.glossary.md"))]),
    ("a term of elsewhere", &[("see.glossary.md", Ok("### A ?\n\n> **terme a** · fr : **alpha** · voir : ../secret.glossary.md\n"))]),
];

fn workspace(files: &[File]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let resolved = |text: &str| text.replace("{root}", root.path().to_str().unwrap());
    fs::write(root.path().join("secret.glossary.md"), SECRET).unwrap();
    let folder = root.path().join("w");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("in.glossary.md"), INSIDE).unwrap();
    fs::write(folder.join("a.md"), "Le levain est un secret.\n").unwrap();
    for (name, content) in files {
        match content {
            Ok(text) => fs::write(folder.join(name), resolved(text)).unwrap(),
            Err(target) => symlink(resolved(target), folder.join(name)).unwrap(),
        }
    }
    root
}

fn hover(server: &mut Server, uri: &str, character: u32) -> Value {
    server.request("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": character}})).unwrap()
}

#[test]
fn the_server_reads_nothing_outside() {
    for (name, files) in WAYS {
        let root = workspace(files);
        let folder = format!("file://{}/w", root.path().display());
        let (mut server, _) = Server::start_with(json!({
            "rootUri": folder, "workspaceFolders": [{"uri": folder, "name": "w"}],
            "capabilities": {"textDocument": {"diagnostic": {}}, "workspace": {"symbol": {}}},
        }));
        let uri = format!("{folder}/a.md");
        server.open(&uri, "markdown", "Le levain est un secret.\n");
        server.settle();
        assert!(hover(&mut server, &uri, 4).is_object(), "{name}: the other glossary is read");
        assert_eq!(hover(&mut server, &uri, 19), Value::Null, "{name}");
        server.shutdown_quietly();
    }
}

#[test]
fn the_editors_settings_reach_no_farther() {
    let root = workspace(&[]);
    let folder = format!("file://{}/w", root.path().display());
    let (mut server, _) = Server::start_with(json!({
        "rootUri": folder, "workspaceFolders": [{"uri": folder, "name": "w"}], "locale": "en",
        "initializationOptions": {"glossaries": ["in.glossary.md", "../secret.glossary.md"]},
        "capabilities": {"textDocument": {"diagnostic": {}}},
    }));
    let message = server.wait_for_notification("window/showMessage", DEADLINE)["message"].clone();
    assert!(message.as_str().unwrap().contains("leads out of"), "{message}");
    let uri = format!("{folder}/a.md");
    server.open(&uri, "markdown", "Le levain est un secret.\n");
    server.settle();
    assert!(hover(&mut server, &uri, 4).is_object());
    assert_eq!(hover(&mut server, &uri, 19), Value::Null);
    server.shutdown_quietly();
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    Ran::of(command.args(arguments).current_dir(folder).env("LC_ALL", "C").output().unwrap())
}

#[test]
fn the_command_line_reads_nothing_outside() {
    for (name, files) in WAYS {
        let root = workspace(files);
        for arguments in
            [&["find", "--format", "jsonl", "."][..], &["lint", "--rule", "term", "--format", "jsonl", "."], &["explain", "secret"]]
        {
            let ran = run(&root.path().join("w"), arguments);
            // The path may be named, the content not.
            assert!(!ran.out.contains("nul ne doit"), "{name}: {ran:?}");
            assert!(!ran.out.contains("\"secret\""), "{name}: {ran:?}");
        }
    }
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let root = workspace(&[]);
    let folder = root.path().join("w");
    let pipe = folder.join("pipe.glossary.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::create_dir(folder.join("folder.glossary.md")).unwrap();
    symlink("pipe.glossary.md", folder.join("link.glossary.md")).unwrap();
    symlink("/dev/zero", folder.join("zero.glossary.md")).unwrap();
    let uri = format!("file://{}", folder.display());
    let (mut server, _) = Server::start_with(json!({"rootUri": uri, "capabilities": {"textDocument": {"diagnostic": {}}}}));
    let text = format!("{uri}/a.md");
    server.open(&text, "markdown", "Le levain.\n");
    assert!(hover(&mut server, &text, 4).is_object());
    server.shutdown_quietly();
    fs::remove_file(folder.join("link.glossary.md")).unwrap();
    fs::remove_file(folder.join("zero.glossary.md")).unwrap();
    fs::remove_dir(folder.join("folder.glossary.md")).unwrap();
    assert_eq!(run(&folder, &["explain", "levain"]).code, 0);
}
