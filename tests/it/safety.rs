//! Glossaries from anywhere: what they say is shown, and does nothing.

use std::process::Command;

use serde_json::json;

use crate::actions::{Desk, able};

const GLOSSARY: &str = "---
langue: fr
source: '[x](command:glossary)'
---
### [Levain](command:heading) <img src=https://example.org/heading.png>

> **terme levain** · fr : **levain**
> source : [livre](command:source) ![](https://example.org/source.png)

> [!WARNING]
> périmé depuis : 2024-01
> Voir [ici](command:banner) <b>donc</b>.

Une [pâte](command:answer) ![vivante](https://example.org/answer.png), <img src=https://example.org/html.png> [lue](https://example.org/page).
";

#[test]
fn a_hover_runs_and_fetches_nothing() {
    let mut desk = Desk::new(able(), &[("pain.glossary.md", GLOSSARY)]);
    desk.open("notes.md", "Le levain.\n");
    let place = json!({"textDocument": {"uri": desk.uri("notes.md")}, "position": {"line": 0, "character": 4}});
    let hover = desk.server.request("textDocument/hover", place).unwrap();
    let markdown = hover["contents"]["value"].as_str().unwrap();
    assert!(
        markdown.contains("Une pâte vivante, &lt;img src=https://example.org/html.png> [lue](https://example.org/page)."),
        "{markdown}"
    );
    assert!(markdown.contains("Voir ici &lt;b>donc&lt;/b>."), "{markdown}");
    for nasty in ["](command:", "![", "<b", " <img"] {
        assert!(!markdown.replace("\\[", "").replace("\\]", "").contains(nasty), "{nasty} in {markdown}");
    }
}

#[cfg(unix)]
#[test]
fn init_writes_into_its_folder_only() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(outside.path(), folder.path().join("glossary")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    let output = command.arg("init").current_dir(folder.path()).env("LC_ALL", "C").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("leads out of this folder"), "{output:?}");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    assert!(folder.path().join("glossator.toml").is_file());
}
