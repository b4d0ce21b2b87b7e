//! What the README shows is what the program prints.

use std::process::Command;

const README: &str = include_str!("../../README.md");

/// The output of a command in the fixtures' folder, in French, as an indented block of the README.
fn shown(arguments: &[&str], folder: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    let output = command.args(arguments).current_dir(folder).env("LC_ALL", "fr_FR.UTF-8").env_remove("CLICOLOR_FORCE").output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

#[test]
fn the_outputs_are_real() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    for arguments in [
        &["find", "memoire.md"][..],
        &["lint", "--rule", "deprecated-form", "memoire.md"],
        &["explain", "perplexité"],
        &["explain", "perplxité"],
    ] {
        let shown = shown(arguments, fixtures);
        assert!(README.contains(&shown), "the README does not show the output of {arguments:?}:\n{shown}");
    }
}

#[test]
fn the_text_is_the_one_that_is_shipped() {
    let text = include_str!("../fixtures/memoire.md");
    for paragraph in text.split("\n\n").skip(1) {
        assert!(README.contains(&format!("> {}", paragraph.trim_end())), "{paragraph}");
    }
}

#[test]
fn the_commands_it_names_exist() {
    for command in ["lint", "find", "explain", "check", "config", "init", "completions", "man", "serve"] {
        assert!(README.contains(&format!("    glossator {command}")), "{command}");
        let help = Command::new(env!("CARGO_BIN_EXE_glossator")).args([command, "--help"]).output().unwrap();
        assert!(help.status.success(), "{command}");
    }
}

#[test]
fn the_glossary_it_shows_is_well_written() {
    let glossary = README.split("```markdown\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("atelier.glossary.md");
    std::fs::write(&file, glossary).unwrap();
    let checked = Command::new(env!("CARGO_BIN_EXE_glossator")).arg("check").arg(&file).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}
