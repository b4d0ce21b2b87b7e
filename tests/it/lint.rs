//! `lint`, `config` and `init`, as a shell sees them.

use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::command::{Folder, Ran, records};

const GLOSSARY: &str = "---
language: fr
---
### Qu'est-ce que le levain ?

> **terme levain** · fr : **levain**, ~~chef~~, ~~levin~~ !

Une pâte vivante. Elle lève.

### Lot

> **terme lot** · fr : **lot**, fournée

Le pain cuit ensemble.
";

pub fn bakery(files: &[(&str, &str)]) -> Folder {
    let mut all = vec![("pain.glossary.md", GLOSSARY.as_bytes())];
    all.extend(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    Folder::with(&all)
}

/// The findings as `path:line rule`.
pub fn places(ran: &Ran) -> Vec<String> {
    let place = |it: &serde_json::Value| format!("{}:{} {}", it["path"].as_str().unwrap(), it["line"], it["rule"].as_str().unwrap());
    records(&ran.out).iter().map(place).collect()
}

#[test]
fn carets_under_the_words() {
    let folder = bakery(&[("a.md", "# Pain\n\n🤗 Un *chef* du levin :\tun lot.\n")]);
    let ran = folder.run_in_french(&["lint"]);
    assert_eq!(ran.code, 1, "a forbidden form is a warning");
    insta::assert_snapshot!(ran.out, @r#"
    a.md:3:7: remarque[deprecated-form] : « chef » est à éviter : écrire « levain »
     3 | 🤗 Un *chef* du levin : un lot.
       |        ^^^^
       = pourquoi : Une pâte vivante.
    a.md:3:16: attention[forbidden-form] : « levin » ne s’écrit pas : écrire « levain »
     3 | 🤗 Un *chef* du levin : un lot.
       |                 ^^^^^
       = pourquoi : Une pâte vivante.
    "#);
    insta::assert_snapshot!(ran.err, @"2 remarques : deprecated-form 1, forbidden-form 1 ; 1 fichier lu");
    let english = folder.run(&["lint"]);
    assert!(english.out.contains("note[deprecated-form]: “chef” is a form to avoid: write “levain”"), "{}", english.out);
    assert!(english.out.contains("= why: Une pâte vivante."));
}

#[test]
fn jsonl_has_the_documented_fields() {
    let text = "Le levain.\n\nUn levin, <!-- glossator-ignore xyzzy -->";
    let ran = bakery(&[("a.md", text)]).run(&["lint", "--format", "jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let found = records(&ran.out);
    let (first, second) = (&found[0], &found[1]);
    let start = text.find("levin").unwrap();
    let expected = json!({
        "path": "a.md", "start": start, "end": start + 5, "line": 3, "column": 4, "end_line": 3, "end_column": 9, "text": "levin",
        "rule": "forbidden-form", "severity": "warning", "term": "levain", "replacement": "levain", "fix": {"start": 15, "end": 20, "text": "levain"},
        "message": "“levin” must not be written: write “levain”\nUne pâte vivante.",
    });
    assert_eq!(*first, expected);
    assert_eq!((&second["rule"], &second["term"], &second["replacement"]), (&json!("unknown-suppression"), &json!(null), &json!(null)));
    let keys =
        ["path", "start", "end", "line", "column", "end_line", "end_column", "text", "rule", "severity", "message", "term", "replacement"];
    let line = ran.out.lines().next().unwrap();
    let order: Vec<Option<usize>> = keys.iter().map(|key| line.find(&format!("\"{key}\":"))).collect();
    assert!(order.is_sorted() && order.iter().all(Option::is_some), "{line}");
}

#[test]
fn exit_codes() {
    let folder = bakery(&[("clean.md", "Un levain."), ("note.md", "Un chef."), ("warning.md", "Un levin.")]);
    for (arguments, code) in [
        (&["lint", "clean.md"][..], 0),
        (&["lint", "note.md"], 0),
        (&["lint", "note.md", "--fail-on", "information"], 1),
        (&["lint", "note.md", "--fail-on", "error"], 0),
        (&["lint", "warning.md"], 1),
        (&["lint", "warning.md", "--fail-on", "error"], 0),
        (&["lint", "warning.md", "--fail-on", "off"], 0),
        (&["lint", "warning.md", "--rule", "letter-case"], 0),
        (&["lint", "clean.md", "--rule", "term", "--fail-on", "information"], 1),
        (&["lint", "absent.md"], 2),
        (&["lint", "warning.md", "--rule", "xyzzy"], 2),
        (&["lint", "warning.md", "--fail-on", "loud"], 2),
    ] {
        assert_eq!(folder.run(arguments).code, code, "{arguments:?}");
    }
}

#[test]
fn the_term_rule_is_for_those_who_ask() {
    let folder = bakery(&[("a.md", "Un levain, une fournée, un lot, un levain. <!-- glossator-ignore levain -->")]);
    assert_eq!(places(&folder.run(&["lint", "--format", "jsonl"])), ["a.md:1 inconsistent-form"], "the comment is of use to editors");
    let asked = folder.run(&["lint", "--format", "jsonl", "--rule", "term,letter-case"]);
    assert_eq!(places(&asked), ["a.md:1 term"]);
}

#[test]
fn comments_silence_findings() {
    let text = "Un levin. <!-- glossator-ignore -->\n\n<!-- glossator-ignore-next forbidden-form -->\n\nUn levin, un chef.\n\n<!-- glossator-off -->\n\nUn levin.\n\n<!-- glossator-on -->\n\nUn levin.\n\n<!-- glossator-ignore-next lot -->\n\nUn four.\n";
    let ran = bakery(&[("a.md", text)]).run(&["lint", "--format", "jsonl"]);
    assert_eq!(places(&ran), ["a.md:5 deprecated-form", "a.md:13 forbidden-form", "a.md:15 unused-suppression"]);
}

#[test]
fn glossaries_are_exempt_from_their_own_rules() {
    let folder = bakery(&[
        ("terms.md", "### Four\n\n> **terme four** · fr : **four**, ~~fournil~~\n\nPas un fournil.\n"),
        ("a.md", "Un fournil, un levin."),
    ]);
    assert_eq!(folder.run(&["lint", "pain.glossary.md"]).code, 0);
    std::fs::write(folder.path().join("glossator.toml"), "glossaries = [\"terms.md\"]").unwrap();
    assert_eq!(places(&folder.run(&["lint", "--format", "jsonl"])), ["a.md:1 deprecated-form"], "only the named glossary serves");
}

fn with_stdin(folder: &Folder, arguments: &[&str], text: &str) -> Ran {
    let mut command = folder.command("C.UTF-8", arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Who refuses the arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn standard_input() {
    let folder = bakery(&[("glossator.toml", "[[overrides]]\nfiles = [\"docs\"]\nrules = { forbidden-form = \"off\" }")]);
    let text = "Un levin et `levin`.";
    assert_eq!(places(&with_stdin(&folder, &["lint", "--format", "jsonl", "-"], text)), ["<stdin>:1 forbidden-form"]);
    let plain = with_stdin(&folder, &["lint", "--format", "jsonl", "--stdin-filename", "a.txt", "-"], text);
    assert_eq!(places(&plain), ["a.txt:1 forbidden-form", "a.txt:1 forbidden-form"], "plain text has no code");
    let overridden = with_stdin(&folder, &["lint", "--format", "jsonl", "--stdin-filename", "docs/a.md", "-"], text);
    assert_eq!((overridden.code, overridden.out.as_str()), (0, ""));
    let unknown = with_stdin(&folder, &["lint", "--stdin-filename", "a.png", "-"], text);
    assert!(unknown.code == 2 && unknown.err.contains("a.png: unknown format"), "{unknown:?}");
    let found = with_stdin(&folder, &["find", "--format", "jsonl", "-"], "Un lot.");
    assert_eq!(records(&found.out)[0]["term"], "lot");
    assert_eq!(records(&found.out)[0]["path"], "<stdin>");
}

#[test]
fn broken_configuration_is_never_a_clean_run() {
    let config = "embedded = false\n[rules]\ndeprecated-from = \"error\"\nforbidden-form = \"off\"\n";
    let folder = bakery(&[("a.md", "Un levin."), ("docs/b.md", "Un lot."), ("glossator.toml", config)]);
    for command in ["lint", "find", "check", "config"] {
        let ran = folder.run(&[command]);
        assert_eq!(ran.code, 2, "{command}");
        let told = "glossator.toml:3:1: error: unknown key `rules.deprecated-from`; nearest: `deprecated-form`\n";
        assert_eq!(ran.err.matches(told).count(), 1, "{command}: {}", ran.err);
    }
    assert_eq!(places(&folder.run(&["lint", "--format", "jsonl"])), Vec::<String>::new(), "the rest holds");
    std::fs::write(folder.path().join("glossator.toml"), "rules = [").unwrap();
    let ran = folder.run_in_french(&["lint"]);
    assert!(ran.code == 2 && ran.err.contains("glossator.toml:1:") && ran.err.contains("TOML"), "{}", ran.err);
}

#[test]
fn configuration_chooses_files_formats_and_rules() {
    let config = "[files]\ninclude = [\"docs\", \"*.texte\"]\nexclude = [\"old\"]\nformats = { \"*.texte\" = \"markdown\" }\n\
        [rules]\nforbidden-form = \"error\"\n[[overrides]]\nfiles = [\"CHANGELOG.md\"]\nrules = { forbidden-form = \"off\", deprecated-form = \"warning\" }\n";
    let folder = bakery(&[
        ("glossator.toml", config),
        ("a.md", "Un levin."),
        ("b.texte", "Un levin et `levin`."),
        ("docs/c.md", "Un levin."),
        ("docs/old/d.md", "Un levin."),
        ("docs/CHANGELOG.md", "Un levin, un chef."),
        ("autre/glossator.toml", ""),
        ("autre/e.md", "Un levin."),
    ]);
    let ran = folder.run(&["lint", "--format", "jsonl"]);
    assert_eq!(
        places(&ran),
        ["autre/e.md:1 forbidden-form", "b.texte:1 forbidden-form", "docs/CHANGELOG.md:1 deprecated-form", "docs/c.md:1 forbidden-form"]
    );
    let severities: Vec<_> = records(&ran.out).iter().map(|it| it["severity"].clone()).collect();
    assert_eq!(severities, ["warning", "error", "warning", "error"], "the nearest file holds");
    assert_eq!(places(&folder.run(&["lint", "--format", "jsonl", "a.md"])), ["a.md:1 forbidden-form"], "whoever names a file wants it");
}

#[test]
fn the_embedded_glossary_comes_and_goes() {
    let terms = |folder: &Folder| -> Vec<String> {
        records(&folder.run(&["find", "--format", "jsonl"]).out).iter().map(|it| it["term"].as_str().unwrap().to_owned()).collect()
    };
    let text = ("a.md", "Un levain et BERT.");
    assert_eq!(terms(&bakery(&[text])), ["levain"]);
    assert_eq!(terms(&bakery(&[text, ("glossator.toml", "embedded = true")])), ["levain", "bert"]);
    let nothing = Folder::with(&[("a.md", b"BERT"), ("glossator.toml", b"embedded = false")]);
    assert_eq!(terms(&nothing), Vec::<String>::new());
    assert_eq!(nothing.run(&["explain", "BERT"]).code, 1);
}

#[test]
fn config_says_what_holds_and_from_where() {
    let folder = Folder::with(&[
        ("glossator.toml", b"[rules]\nletter-case = \"off\"\n[[overrides]]\nfiles = [\"b.md\"]\nrules = { term = \"hint\" }\n"),
        ("docs/x.md", b""),
    ]);
    let ran = folder.run(&["config", "docs/b.md"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out, @r#"
    # a text: markdown
    # served by llm.fr.glossary.md
    rules.term.severity = "hint"              # glossator.toml
    rules.term.occurrences = "first"          # default
    rules.deprecated-form = "information"     # default
    rules.forbidden-form = "warning"          # default
    rules.letter-case = "off"                 # glossator.toml
    rules.inconsistent-form = "information"   # default
    rules.foreign-form = "off"                # default
    rules.undefined-acronym.severity = "off"  # default
    rules.undefined-acronym.ignore = []       # default
    rules.acronym-first-use.severity = "off"  # default
    rules.acronym-first-use.ignore = []       # default
    rules.term-first-use.severity = "off"     # default
    rules.term-first-use.targets = []         # default
    rules.unused-term = "off"                 # default
    rules.unknown-suppression = "warning"     # default
    rules.unused-suppression = "information"  # default
    "#);
}

#[test]
fn config_says_who_serves() {
    let folder = bakery(&[
        ("glossator.toml", "files.exclude = [\"old\"]"),
        (".glossatorignore", "no.md\n"),
        ("autre/glossator.toml", "embedded = false\nglossaries = []"),
        ("seul/glossator.toml", "embedded = false"),
        ("seul/.git/HEAD", ""),
    ]);
    for (file, told) in [
        ("a.md", "# a text: markdown\n# served by pain.glossary.md\n"),
        ("old/a.md", "# a text that is left out unless it is named\n"),
        ("no.md", "# a text that is left out unless it is named\n"),
        ("a.png", "# no text: the format is unknown; `files.formats` can name one\n"),
        ("autre/a.md", "# a text: markdown\n# served by pain.glossary.md\n"),
        ("seul/a.md", "# a text: markdown\n# no glossary serves here\n"),
    ] {
        let ran = folder.run(&["config", file]);
        assert!(ran.code == 0 && ran.out.starts_with(told), "{file}: {ran:?}");
    }
}

#[test]
fn the_schema_is_the_one_that_is_shipped() {
    let printed = Folder::with(&[]).run(&["config", "--schema"]).out;
    assert_eq!(printed, include_str!("../../editors/glossator.schema.json"), "`glossator config --schema > editors/glossator.schema.json`");
}

#[test]
fn init_never_writes_over_a_file() {
    let folder = Folder::with(&[]);
    let ran = folder.run_in_french(&["init"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(std::fs::read_to_string(folder.path().join("glossator.toml")).unwrap().contains("Configuration de Glossator"));
    let check = folder.run(&["check"]);
    assert_eq!((check.code, check.out.as_str()), (0, ""), "{}", check.err);
    assert_eq!(folder.run(&["config"]).code, 0);
    std::fs::write(folder.path().join("glossator.toml"), "# mine").unwrap();
    let again = folder.run(&["init"]);
    assert_eq!(again.code, 2);
    assert!(
        again.err.contains("glossator.toml: exists already") && again.err.contains("starter.glossary.md: exists already"),
        "{}",
        again.err
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("glossator.toml")).unwrap(), "# mine");
    std::fs::remove_dir_all(folder.path().join("glossary")).unwrap();
    assert_eq!(folder.run(&["init"]).code, 0, "the glossary alone");
    assert_eq!(Folder::with(&[]).run(&["init"]).code, 0);
}
