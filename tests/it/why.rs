//! `explain --why`: for any place of a text, why it is marked or is not.

use std::process::Command;

const GLOSSARY: &str = "\
---
glossary: 1
language: fr
---
### Entrée

> **terme llm** · fr : **LLM**, grand modèle de langage
> éviter : ~~grand-modèle-de-langage~~

> **terme modele** · fr : modèle de langage

> **terme poids** · fr : **poids** ?
> sauf : poids lourd
> pas près de : octet

> **terme gan** · en : **`GAN`** ?

> **terme loss** · en : **loss** ?

> **terme pytorch** · en : **PyTorch**

> **terme silence** · fr : **silence**
> marques : off
";

const TEXT: &str = "\
---
langue: fr
---
Un LLM a des poids ; des poids lourds, un poids lourd et `LLM`.
Un grand modèle de langage, un grand-modèle-de-langage, un grandiose.
IA-32, mon_LLM, LLM-2, ./LLM, a.LLM, LLM(), pytorch-x, gan, silence, loss.
Voir [x](LLM).

<!-- LLM -->
";

/// The answer for `place` of `text` in the given locale, without its first line, the name of the place.
fn why(name: &str, text: &str, place: &str, locale: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.glossary.md"), GLOSSARY).unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command.args(["explain", "--why", &format!("{name}:{place}")]).current_dir(folder.path());
    command.env("LC_ALL", locale).env_remove("CLICOLOR_FORCE").env("XDG_CACHE_HOME", folder.path().join(".cache"));
    let output = command.output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(if text.contains("error:") { 2 } else { 0 }), "{text}");
    text.split_once('\n').filter(|_| output.status.success()).map(|(_, rest)| rest.trim_end().to_owned()).unwrap_or(text)
}

/// The answer in English for the start of `words` in `line` of [`TEXT`], without the line about the language.
fn why_words(line: usize, words: &str) -> String {
    let at = TEXT.lines().nth(line - 1).unwrap().split(words).next().unwrap().chars().count();
    let answer = why("texte.md", TEXT, &format!("{line}:{}", at + 1), "C.UTF-8");
    answer.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn marks_and_refusals() {
    for (name, line, words, expected) in [
        ("marked", 4, "LLM", "`llm`, form “LLM” (preferred, fr, as written)\n  marked"),
        ("company with its witness", 4, "poids ;", "`poids`, form “poids” (preferred, fr, as written)\n  marked in company of “LLM” (4:4)"),
        (
            "exception",
            4,
            "poids lourd et",
            "`poids`, form “poids” (preferred, fr)\n  not marked: the exception “poids lourd” silences it (4:43)",
        ),
        ("covered", 5, "modèle de langage, un", "not marked: “grand modèle de langage” covers it (5:4)"),
        (
            "nearer form",
            5,
            "grand-m",
            "form “grand modèle de langage” (admitted, fr, other joints or letter case)\n  not marked: a form of `llm` is nearer",
        ),
        ("marks off", 6, "silence", "not marked: the term has `marks : off`"),
        ("another language", 6, "loss", "not marked: an ordinary word of another language"),
        ("exact form", 6, "gan,", "`gan`, form “GAN” (preferred, en)\n  not marked: an exact form"),
    ] {
        let answer = why_words(line, words);
        assert!(answer.contains(expected), "{name}: {answer}");
    }
}

#[test]
fn boundaries() {
    for (words, expected) in [
        ("LLM, LLM-2", "a part of an identifier"),
        ("LLM-2", "a number follows the hyphen"),
        ("LLM, a", "a part of a path"),
        ("LLM, LLM()", "a part of a name or number with dots"),
        ("LLM()", "a function call"),
        ("pytorch-x", "in another letter case it counts only where nothing but space and punctuation touches it"),
    ] {
        let answer = why_words(6, words);
        assert!(answer.contains(expected), "{words}: {answer}");
    }
}

#[test]
fn places_that_are_no_term() {
    for (line, words, expected) in [
        (4, "`LLM`", "code, pictures, formulas, addresses and markup are never marked"),
        (4, "LLM`.", "addresses and markup are never marked"),
        (9, "LLM -->", "comments are never marked"),
        (7, "LLM)", "addresses and markup are never marked"),
        (2, "langue", "front matter is never marked"),
        (6, "32", "nothing is marked: no form has this word"),
        (5, "grandiose", "nothing is marked: no form has this word"),
        (4, "; des", "no word here"),
        (4, "a des", "nothing is marked: no form has this word"),
        (5, "langage, un g", "marked"),
    ] {
        let answer = why_words(line, words);
        assert!(answer.contains(expected), "{words}: {answer}");
    }
    assert!(why("a.txt", "un grand sac", "1:4", "C").contains("it is a word of “grand modèle de langage”"));
    assert!(why("a.txt", "un silense", "1:4", "C").contains("nearest: “silence”"));
}

#[test]
fn company_and_vetoes() {
    let alone = why("a.txt", "le poids du sac", "1:4", "C");
    assert!(alone.contains("no unambiguous term stands within 250 words"), "{alone}");
    let vetoed = why("a.txt", "le LLM a un poids en octets", "1:13", "C");
    assert!(vetoed.contains("not marked: “octets” stands near (1:22)"), "{vetoed}");
}

#[test]
fn the_language_and_who_told_it() {
    for (name, text, expected) in [
        ("a.fr.txt", "LLM", "language of the text: fr (by a setting or the file’s name)"),
        ("a.md", "---\nlang: de\n---\nLLM", "language of the text: de (by its front matter)"),
        ("a.txt", "The LLM is trained with the data that we have.", "language of the text: en (by its words)"),
        ("a.txt", "LLM", "language of the text: not known"),
    ] {
        let answer = why(name, text, "1:1", "C");
        assert!(answer.starts_with(expected), "{answer}");
    }
}

#[test]
fn in_french() {
    let answer = why("a.md", TEXT, "4:14", "fr_FR.UTF-8");
    let expected = "langue du texte\u{a0}: fr (d’après son en-tête)\n\
        `poids`, forme «\u{a0}poids\u{a0}» (préférée, fr, telle quelle)\n\
        \u{20} marqué en compagnie de «\u{a0}LLM\u{a0}» (4:4)\u{a0}: la forme est ambiguë ou dans une autre casse";
    assert_eq!(answer, expected);
}

#[test]
fn what_is_no_place() {
    assert!(why("a.txt", "LLM", "1:9", "C").contains("error: a.txt:1:9: the file has no such place"));
    assert!(why("a.txt", "LLM", "2:1", "C").contains("the file has no such place"));
    assert!(why("a.txt", "LLM", "x", "C").contains("expected FILE:LINE:COLUMN"));
}
