//! `lint --fix`, `--diff`, `--explain` and unused terms, as a shell sees them.

use std::io::Write;
use std::process::Stdio;

use crate::command::{Folder, Ran, records};

const GLOSSARY: &str = "---
language: fr
---
### Modèle

> **terme modele** · fr : **modèle**, ~~algo~~, ~~modele de langue~~ → modèle
> **terme reseau** · fr : **réseau**, ~~entrelacs~~

Une machine. Elle calcule.
";

fn folder(files: &[(&str, &str)]) -> Folder {
    let mut all = vec![("a.glossary.md", GLOSSARY.as_bytes())];
    all.extend(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    Folder::with(&all)
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn what_is_certain_is_written_and_the_rest_is_told() {
    let before = "\u{FEFF}# Un algo\r\n\r\nL'algo de base, des algos *forts*.\r\n\r\n`algo`";
    let folder = folder(&[("a.fr.md", before), ("b.fr.md", "Un modèle.\n")]);
    let ran = folder.run(&["lint", "--fix", "--fail-on", "information", "--format", "jsonl"]);
    assert_eq!(read(&folder, "a.fr.md"), "\u{FEFF}# Un modèle\r\n\r\nLe modèle de base, des algos *forts*.\r\n\r\n`algo`");
    assert_eq!(read(&folder, "b.fr.md"), "Un modèle.\n");
    let left: Vec<String> = records(&ran.out).iter().map(|it| format!("{}:{}", it["line"], it["column"])).collect();
    assert_eq!((ran.code, left), (1, vec!["3:24".to_owned()]), "what agrees with a gender that nobody knows is left");
    assert_eq!(ran.err, "2 findings fixed in 1 file\n");
    let again = folder.run(&["lint", "--fix"]);
    assert!(!again.err.contains("fixed"), "{}", again.err);
}

#[test]
fn a_difference_writes_nothing() {
    let text = "Un.\n\nUn algo.\n";
    let folder = folder(&[("docs/a.fr.md", text)]);
    let ran = folder.run_in_french(&["lint", "--diff", "--fail-on", "information"]);
    assert_eq!(ran.out, "--- a/docs/a.fr.md\n+++ b/docs/a.fr.md\n@@ -1,3 +1,3 @@\n Un.\n \n-Un algo.\n+Un modèle.\n");
    assert_eq!((ran.code, read(&folder, "docs/a.fr.md").as_str()), (1, text), "as without --fix");
    assert!(ran.err.starts_with("1 remarque corrigeable dans 1 fichier\n"), "{}", ran.err);
    assert_eq!(folder.run(&["lint", "--diff"]).code, 0);
    assert_eq!(folder.run(&["lint", "--diff", "--fix"]).code, 2);
}

#[cfg(unix)]
#[test]
fn permissions_links_and_protected_files() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("a.fr.md", "Un algo."), ("b.fr.md", "Un algo.")]);
    let mode = |name: &str, mode| std::fs::set_permissions(folder.path().join(name), PermissionsExt::from_mode(mode)).unwrap();
    mode("a.fr.md", 0o640);
    mode("b.fr.md", 0o444);
    symlink("a.fr.md", folder.path().join("link.fr.md")).unwrap();
    let ran = folder.run(&["lint", "--fix", "link.fr.md", "b.fr.md"]);
    assert!(ran.code == 2 && ran.err.contains("b.fr.md: cannot be written"), "{ran:?}");
    assert!(ran.out.contains("b.fr.md:1:4: ") && !ran.err.contains("nothing found"), "what could not be written is left: {ran:?}");
    assert!(ran.err.contains("1 finding fixed in 1 file"), "{ran:?}");
    assert_eq!((read(&folder, "a.fr.md").as_str(), read(&folder, "b.fr.md").as_str()), ("Un modèle.", "Un algo."));
    assert_eq!(std::fs::metadata(folder.path().join("a.fr.md")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::symlink_metadata(folder.path().join("link.fr.md")).unwrap().is_symlink());
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder(&[]);
    let mut command = folder.command("C.UTF-8", &["lint", "--fix", "--stdin-filename", "a.fr.md", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("Un algo, un *algo*.".as_bytes()).unwrap();
    assert_eq!(Ran::of(child.wait_with_output().unwrap()).out, "Un modèle, un *modèle*.");
}

#[test]
fn a_glossary_on_standard_input_comes_back() {
    let folder = folder(&[]);
    let mut command = folder.command("C.UTF-8", &["lint", "--fix", "--stdin-filename", "a.glossary.md", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(GLOSSARY.as_bytes()).unwrap();
    assert_eq!(Ran::of(child.wait_with_output().unwrap()).out, GLOSSARY);
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_fixed_once() {
    let folder = folder(&[("a.fr.md", "Un algo.")]);
    (0..4).for_each(|number| std::os::unix::fs::symlink("a.fr.md", folder.path().join(format!("{number}.fr.md"))).unwrap());
    let ran = folder.run(&["lint", "--fix"]);
    assert_eq!((ran.code, read(&folder, "a.fr.md").as_str()), (0, "Un modèle."), "{}", ran.err);
    let hidden =
        std::fs::read_dir(folder.path()).unwrap().filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().contains("glossator"));
    assert_eq!(hidden.count(), 0);
}

#[test]
fn only_rules_that_were_asked_for_are_fixed() {
    let folder = folder(&[("a.fr.md", "Un algo.")]);
    assert_eq!(folder.run(&["lint", "--fix", "--rule", "letter-case"]).code, 0);
    assert_eq!(read(&folder, "a.fr.md"), "Un algo.");
}

#[test]
fn places_count_no_byte_order_mark() {
    let folder = folder(&[("a.fr.md", "\u{FEFF}Un algo.")]);
    let ran = folder.run(&["lint"]);
    assert!(ran.out.contains("a.fr.md:1:4: ") && ran.out.contains("\n 1 | Un algo.\n   |    ^^^^\n"), "{}", ran.out);
    let record = &records(&folder.run(&["lint", "--format", "jsonl"]).out)[0];
    assert_eq!((record["start"].as_u64(), record["column"].as_u64()), (Some(6), Some(4)), "bytes are those of the file");
}

#[test]
fn a_replacement_stands_for_the_text_of_its_finding() {
    let folder = folder(&[("a.fr.md", "Un algo, l'algo.")]);
    let found = records(&folder.run(&["lint", "--format", "jsonl"]).out);
    assert_eq!((found[0]["replacement"].as_str(), found[1]["replacement"].as_str()), (Some("modèle"), None));
}

#[test]
fn rules_are_explained() {
    let folder = Folder::with(&[]);
    for rule in ["term", "undefined-acronym", "unused-term"] {
        let (english, french) = (folder.run(&["lint", "--explain", rule]), folder.run_in_french(&["lint", "--explain", rule]));
        assert!(english.code == 0 && english.out.contains("Why\n") && english.out.contains("Default:"), "{}", english.out);
        assert!(french.code == 0 && french.out.contains("Pourquoi\n") && french.out.contains(&format!("rules.{rule}.severity")));
    }
    insta::assert_snapshot!(folder.run(&["lint", "--explain", "acronym-first-use"]).out, @r#"
    acronym-first-use

    The first use of an acronym in a text does not say what it stands for, though
    the glossary or the text later does. Headings do not count as uses.

    Why
      From the first use on the reader knows what is meant.

    With this in the glossary
        > **term llm** · en : **LLM**, large language model

    Instead of
        An LLM writes.

    write
        A large language model (LLM) writes.

    Options in glossator.toml
      rules.acronym-first-use.severity: `"error"`, `"warning"`, `"information"`,
      `"hint"` or `"off"`. Default: `"off"`.
      rules.acronym-first-use.ignore: Acronyms that every reader of these texts
      knows: `["NASA"]`.
    "#);
    let unknown = folder.run(&["lint", "--explain", "acronym"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    let far = folder.run(&["lint", "--explain", "nope"]);
    assert!(far.code == 2 && far.err.contains("`nope` is not a rule; expected one of `") && !far.err.contains("nearest"), "{}", far.err);
    let near = folder.run_in_french(&["lint", "--explain", "letter-cse"]);
    assert!(near.code == 2 && near.err.contains("`letter-case`"), "{}", near.err);
}

#[test]
fn rules_that_are_off_by_default() {
    let folder = folder(&[("a.fr.md", "Un modèle RLHF, un réseau RNN.")]);
    assert_eq!(folder.run(&["lint", "--fail-on", "hint"]).code, 0, "off");
    let asked = folder.run(&["lint", "--format", "jsonl", "--rule", "undefined-acronym"]);
    assert_eq!(records(&asked.out).len(), 2);
    let config = "[rules]\nundefined-acronym = { severity = \"error\", ignore = [\"RNN\"] }\n[[overrides]]\nfiles = [\"b.fr.md\"]\nrules = { undefined-acronym = \"off\" }";
    std::fs::write(folder.path().join("glossator.toml"), config).unwrap();
    std::fs::write(folder.path().join("b.fr.md"), "Un RLHF.").unwrap();
    let set = folder.run(&["lint", "--format", "jsonl"]);
    let found: Vec<String> = records(&set.out).iter().map(|it| format!("{} {} {}", it["path"], it["text"], it["severity"])).collect();
    assert_eq!((set.code, found), (1, vec![r#""a.fr.md" "RLHF" "error""#.to_owned()]));
}

#[test]
fn unused_terms_are_told_in_the_glossary() {
    let folder = folder(&[("a.fr.md", "Des modèles."), ("b.fr.md", "Rien.")]);
    let config = "[rules]\nunused-term = \"warning\"";
    std::fs::write(folder.path().join("glossator.toml"), config).unwrap();
    let ran = folder.run(&["lint", "--format", "jsonl"]);
    let found: Vec<String> = records(&ran.out).iter().map(|it| format!("{}:{} {}", it["path"], it["line"], it["text"])).collect();
    assert_eq!((ran.code, found), (1, vec![r#""a.glossary.md":7 "reseau""#.to_owned()]));
    assert_eq!(folder.run(&["lint", "a.fr.md", "b.fr.md"]).code, 0, "who names files does not know the others");
    let check = folder.run(&["check", "--texts", "."]);
    assert!(check.code == 0 && check.out.contains("a.glossary.md:7:11: note: no text uses the term `reseau`"), "{}", check.out);
    assert!(!folder.run(&["check"]).out.contains("no text uses"));
    let absent = folder.run(&["check", "--texts", "absent"]);
    assert_eq!((absent.code, absent.out.as_str()), (2, ""), "nobody knows what absent texts use");
}

#[test]
fn a_short_text_of_no_known_language_is_mended_with_the_words_own() {
    let glossary = "---\nglossary: 1\nlanguage: fr\n---\n### Le logiciel\n\n> **terme logiciel** · fr : **logiciel**, ~~application~~, ~~programme~~\n\nIl tourne.\n";
    for (text, fixed) in [("Ouvrez une application.\n", None), ("Ouvrez un programme.\n", Some("+Ouvrez un logiciel.\n"))] {
        let folder = Folder::with(&[("g.glossary.md", glossary.as_bytes()), ("a.md", text.as_bytes())]);
        let ran = folder.run(&["lint", "--diff", "a.md"]);
        match fixed {
            Some(line) => assert!(ran.out.contains(line), "{ran:?}"),
            None => assert_eq!(ran.out, "", "{text}"),
        }
    }
}
