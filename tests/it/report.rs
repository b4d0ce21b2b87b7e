//! `glossator report` through the binary.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const GLOSSARY: &str = "# Essai\n\n## Textes\n\n### Token ?\n\n> **terme token** · fr : **token**, jeton\n\nUn morceau.\n\n\
    ### Rare ?\n\n> **terme rare** · fr : **hapax**\n\nUne fois.\n";

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("x.glossary.md"), GLOSSARY).unwrap();
    fs::write(folder.path().join("docs/a.md"), "Un token, un token, deux jetons.\n").unwrap();
    fs::write(folder.path().join("b.md"), "Rien.\n").unwrap();
    folder
}

fn report(folder: &Path, arguments: &[&str], locale: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command.arg("report").args(arguments).current_dir(folder).env("LC_ALL", locale).output().unwrap()
}

#[test]
fn data_of_a_project() {
    let folder = project();
    let output = report(folder.path(), &["--format", "json"], "C");
    assert_eq!(output.status.code(), Some(0));
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    let term = &data["glossaries"][0]["sections"][0]["entries"][0]["terms"][0];
    assert_eq!((&term["headword"], &term["uses"], &term["files"][0]["path"]), (&"token".into(), &3.into(), &"docs/a.md".into()));
    assert_eq!(data["unused"], serde_json::json!(["rare"]));
    assert_eq!(data["mixed"][0]["forms"][1]["text"], "jeton");
    assert_eq!(data["files"].as_array().unwrap().len(), 2, "a glossary is not a user of its own words");
    assert_eq!(output.stdout, report(folder.path(), &["--format", "json"], "C").stdout, "the same on every run");
}

#[test]
fn the_page_is_written_in_the_readers_language() {
    let folder = project();
    for (locale, heading) in [("fr_FR.UTF-8", "Termes qu’aucun texte n’emploie"), ("C", "Terms that no text uses")] {
        let output = report(folder.path(), &["--output", "page.html"], locale);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
        let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
        assert!(page.contains(heading) && page.contains("hapax"), "{locale}");
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = project();
    for arguments in [["--output", "absent/page.html"], ["--format=json", "absent.md"]] {
        let output = report(folder.path(), &arguments, "C");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("absent"), "{arguments:?}");
    }
}
