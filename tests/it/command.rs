//! The command line, as a shell sees it: the real binary, its output and its exit code.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const TEXT: &str = include_str!("../fixtures/memoire.md");

/// A scratch folder with files, in which commands run in English without colours.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        folder
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().canonicalize().unwrap()
    }

    pub fn command(&self, locale: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        command.env("LC_ALL", locale).env_remove("CLICOLOR_FORCE").env("XDG_CACHE_HOME", self.path().join(".cache"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command("C.UTF-8", arguments).output().unwrap())
    }

    pub fn run_in_french(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command("fr_FR.UTF-8", arguments).output().unwrap())
    }
}

#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub fn records(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn find_gives_exact_places() {
    let folder = Folder::with(&[("docs/memoire.md", TEXT.as_bytes())]);
    let ran = folder.run(&["find", "--format", "jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let records = records(&ran.out);
    for record in &records {
        let (start, end) = (record["start"].as_u64().unwrap() as usize, record["end"].as_u64().unwrap() as usize);
        assert_eq!(record["text"], TEXT[start..end], "byte offsets");
        let line = TEXT[..start].matches('\n').count() + 1;
        let column = TEXT[..start].rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!((record["line"].as_u64(), record["column"].as_u64()), (Some(line as u64), Some(column as u64)));
    }
    let after_emoji = records.iter().find(|record| record["line"] == 5 && record["term"] == "perplexite").unwrap();
    let (term, entry, form) = (&after_emoji["term"], &after_emoji["entry"], &after_emoji["form"]);
    assert_eq!((term, form), (&json!("perplexite"), &json!("perplexité")));
    assert_eq!(entry, "quels-sont-les-metriques-de-performance-pour-les-llm");
    assert_eq!((&after_emoji["status"], &after_emoji["language"]), (&json!("preferred"), &json!("fr")));
    let deprecated = records.iter().find(|record| record["text"] == "fine tuning").unwrap();
    assert_eq!((&deprecated["status"], &deprecated["language"]), (&json!("deprecated"), &json!("en")));
    let line = ran.out.lines().next().unwrap();
    let keys = ["path", "start", "end", "line", "column", "end_line", "end_column", "text", "term", "entry", "form", "status", "language"];
    let places: Vec<Option<usize>> = keys.iter().map(|key| line.find(&format!("\"{key}\":"))).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "the documented fields in their order: {line}");
}

#[test]
fn find_shows_a_concordance() {
    let folder = Folder::with(&[("memoire.md", TEXT.as_bytes())]);
    let ran = folder.run(&["find", "--term", "perplexite"]);
    insta::assert_snapshot!(ran.out, @r#"
    memoire.md:3:16                    On mesure la **perplexité** d'un LLM sur des textes qu'il…  perplexite
    memoire.md:5:46  …ne tuning, à données égales, la perplexité de BERT a baissé ; celle de GPT…  perplexite
    "#);
    insta::assert_snapshot!(ran.err, @r#"2 marks of 1 term in 1 file"#);
}

#[test]
fn find_with_one_term_that_does_not_exist() {
    let ran = Folder::with(&[]).run(&["find", "--term", "perplexity"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("`perplexite`"), "names the nearest id: {}", ran.err);
}

#[test]
fn find_goes_on_after_what_it_cannot_read() {
    let folder = Folder::with(&[("a.md", b"LLM"), ("b.md", b"perplexit\xE9"), ("c.md", b"BERT"), ("image.png", b"LLM")]);
    let ran = folder.run(&["find", "--format", "jsonl", "."]);
    assert_eq!(ran.code, 2);
    assert_eq!(records(&ran.out).iter().map(|it| it["term"].clone()).collect::<Vec<_>>(), ["llm", "bert"]);
    assert_eq!(ran.err, "error: b.md:1:10: not UTF-8 here; save the file as UTF-8\n");
    let ran = folder.run(&["find", "absent.md", "image.png", "a.md"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("absent.md: no such file or folder") && ran.err.contains("image.png: unknown format"), "{}", ran.err);
    assert!(ran.out.contains("a.md:1:1"));
}

#[test]
fn find_reads_odd_texts() {
    let long = format!("{} LLM", "mot ".repeat(2_500_000));
    let folder = Folder::with(&[
        ("nul.md", b"un \0LLM\0 et un\0LLM"),
        ("long.md", long.as_bytes()),
        ("vide.md", b""),
        ("bom.md", "\u{FEFF}LLM".as_bytes()),
    ]);
    let ran = folder.run(&["find", "--format", "jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let places: Vec<String> = records(&ran.out).iter().map(|it| format!("{}:{}", it["path"].as_str().unwrap(), it["start"])).collect();
    assert_eq!(places, ["bom.md:3", "long.md:10000001", "nul.md:4", "nul.md:15"]);
}

#[test]
fn the_nearest_glossary_answers_and_the_embedded_one_elsewhere() {
    let glossary =
        b"---\nglossary: 1\nlanguage: fr\n---\n### Levain ?\n\n> **terme levain** \xC2\xB7 fr : **levain**\n\nUne p\xC3\xA2te.\n";
    let folder = Folder::with(&[
        ("pain/glossary/pain.glossary.md", glossary),
        ("pain/a.md", b"Le levain et le LLM"),
        ("b.md", b"Le levain et le LLM"),
    ]);
    let terms = |out: &str| {
        records(out).iter().map(|it| format!("{} {}", it["path"].as_str().unwrap(), it["term"].as_str().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(terms(&folder.run(&["find", "--format", "jsonl"]).out), ["b.md llm", "pain/a.md levain"]);
}

#[test]
fn bad_glossaries_are_named_and_the_rest_answers() {
    let good = "### Levain ?\n\n> **terme levain** · fr : **levain**\n\nUne pâte.\n";
    let broken = "### A\n\n> **terme** · fr : x\n\n### B\n\n> **terme b** · fr : **bon**\n";
    let folder = Folder::with(&[
        ("latin1.glossary.md", b"### perplexit\xE9"),
        ("dossier.glossary.md/x.md", b"levain"),
        ("bon.glossary.md", good.as_bytes()),
        ("casse.glossary.md", broken.as_bytes()),
        ("autre/double.glossary.md", good.as_bytes()),
        ("a.md", "levain, bon".as_bytes()),
    ]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    insta::assert_snapshot!(ran.out, @r#"
    bon.glossary.md:3:11: warning: the term `levain` is also defined in autre/double.glossary.md, line 3: the nearer glossary answers
    casse.glossary.md:3:3: error: a term block needs an id: expected `**term some-id**`
    "#);
    insta::assert_snapshot!(ran.err, @r#"
    error: dossier.glossary.md: this is a folder; expected a file
    error: latin1.glossary.md:1:14: not UTF-8 here; save the file as UTF-8
    autre/double.glossary.md: 1 entry, 1 term, 1 form, 0 self-tests: no problem
    bon.glossary.md: 1 entry, 1 term, 1 form, 0 self-tests: 1 problem
    casse.glossary.md: 2 entries, 1 term, 1 form, 0 self-tests: 1 problem
    "#);
    let ran = folder.run_in_french(&["find", "a.md"]);
    assert_eq!(ran.code, 2, "a dropped part is never a clean run");
    assert!(ran.out.contains("levain") && ran.out.contains("bon"), "{}", ran.out);
    insta::assert_snapshot!(ran.err, @r#"
    erreur : casse.glossary.md : une partie de ce glossaire n’a pas pu être lue ; `glossator check` dit où
    erreur : dossier.glossary.md : c’est un dossier ; il faut un fichier
    erreur : latin1.glossary.md:1:14: ce n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8
    2 marques de 2 termes dans 1 fichier
    "#);
}

#[test]
fn check_runs_the_self_tests() {
    let glossary = "### Poids\n\n> **terme poids** · fr : **poids du modèle**\n> exemple : « Le poids du modèle. », « Le modèle pèse. »\n> contre-exemple : « Le poids du modèle. »\n\nUn nombre.\n";
    let folder = Folder::with(&[("x.glossary.md", glossary.as_bytes())]);
    let ran = folder.run_in_french(&["check", "x.glossary.md"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out, @r#"
    x.glossary.md:4:40: attention : exemple de `poids` : rien n’est marqué ici ; il faut une marque de ce terme
    x.glossary.md:5:22: attention : contre-exemple de `poids` : « poids du modèle » est marqué, mais ne doit pas l’être par ce terme
    "#);
    insta::assert_snapshot!(ran.err, @r#"x.glossary.md : 1 entrée, 1 terme, 1 forme, 3 auto-tests : 2 problèmes"#);
}

#[test]
fn check_tells_stale_answers_as_notes() {
    let glossary = "### A\n\n> [!WARNING]\n> revu : 2020-01-01 · périmé depuis : 2021\n\nUne pâte.\n";
    let ran = Folder::with(&[("x.glossary.md", glossary.as_bytes())]).run(&["check"]);
    assert!(ran.code == 0 && ran.out.starts_with("x.glossary.md:3:1: note: ") && ran.out.contains("2021"), "{ran:?}");
}

#[test]
fn the_shipped_glossary_checks_where_there_is_no_other() {
    let ran = Folder::with(&[]).run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains("28 entries, 96 terms") && ran.err.contains("no problem"), "{}", ran.err);
}

#[test]
fn explain_prints_the_item_under_its_question() {
    let folder = Folder::with(&[]);
    let ran = folder.run_in_french(&["explain", "perplexite"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.out, @r#"
    perplexité
    Quels sont les métriques de performance pour les LLM ?

      Perplexité : C'est une mesure de la capacité du modèle à prédire un ensemble
      de données. Une perplexité plus basse indique une meilleure performance du
      modèle.

      À écrire : fr perplexité · en perplexity

      Voir aussi : métrique de performance

      Source : FAQ « Questions fréquemment posées à propos des LLM »
    "#);
    let of_plural = folder.run_in_french(&["explain", "Perplexités"]);
    assert_eq!(of_plural.out, ran.out, "any inflection and letter case");
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "wrapped to 80 columns where there is no terminal");
}

#[test]
fn explain_suggests_the_nearest_terms() {
    let ran = Folder::with(&[]).run_in_french(&["explain", "perplxité", "LLM"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("«\u{A0}perplxité\u{A0}»") && ran.err.contains("«\u{A0}perplexité\u{A0}»"), "{}", ran.err);
    assert!(ran.out.contains("Large Language Model"), "the other term is explained all the same");
}

#[test]
fn wrong_use_exits_2_and_help_0() {
    let folder = Folder::with(&[]);
    for arguments in [&["trouve"][..], &["find", "--format", "xml"], &["explain"], &[]] {
        assert_eq!(folder.run(arguments).code, 2, "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["find", "--help"], &["--version"]] {
        assert_eq!(folder.run(arguments).code, 0, "{arguments:?}");
    }
    let help = folder.run(&["find", "--help"]).out;
    assert!(help.contains("Examples:") && help.contains("glossator find docs/"), "{help}");
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = Folder::with(&[]).run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("explain"), "{shell}");
    }
}

#[test]
fn a_manual_page_for_every_command() {
    let folder = Folder::with(&[("file", b"")]);
    assert_eq!(folder.run(&["man", "--output", "share/man1"]).code, 0);
    let page = |name: &str| std::fs::read_to_string(folder.path().join("share/man1").join(name)).unwrap();
    let main = page("glossator.1");
    assert_eq!(folder.run(&["man"]).out, main);
    let commands = main.lines().filter_map(|line| line.strip_prefix("glossator\\-")?.strip_suffix("(1)"));
    let commands: Vec<&str> = commands.collect();
    assert!(commands.contains(&"serve") && commands.contains(&"man"), "{commands:?}");
    for command in commands {
        let page = page(&format!("glossator-{command}.1"));
        assert!(page.contains(&format!("\\fBglossator {command}\\fR")) && page.contains("SEE ALSO"), "{page}");
    }
    let lint = page("glossator-lint.1");
    // Examples keep their columns: what is indented is not filled, and the fill is back behind it.
    assert!(lint.contains(".SS Examples\n.nf\nglossator lint   ") && lint.contains("\n.fi\n.PP\nA comment silences"), "{lint}");
    let french = folder.run_in_french(&["man"]).out;
    assert!(french.contains(".SH NOM") && french.contains(".SH COMMANDES"), "{french}");
    let ran = folder.run(&["man", "--output", "file"]);
    assert!(ran.code == 2 && ran.err.contains("file/glossator.1: cannot be written"), "{}", ran.err);
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let folder = Folder::with(&[("a.md", "LLM ".repeat(100_000).as_bytes())]);
    let mut child = folder.command("C", &["find"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = child.wait_with_output().unwrap();
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = Folder::with(&[("a.md", b"LLM")]);
    assert!(!folder.run(&["find"]).out.contains('\u{1B}'));
    let forced = Ran::of(folder.command("C", &["find"]).env("CLICOLOR_FORCE", "1").output().unwrap());
    assert!(forced.out.contains('\u{1B}'));
    let none = Ran::of(folder.command("C", &["find"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap());
    assert!(!none.out.contains('\u{1B}'), "NO_COLOR counts above all");
}

#[test]
fn identifiers_are_found_in_code() {
    let folder = Folder::with(&[
        ("main.rs", b"let fineTuningJob = LLMClient::new(\"perplexity\");\n"),
        ("a.md", b"Le LLM dans `llm_client` et fineTuningJob.\n"),
        ("image.bin", b"LLM\0llm_client"),
    ]);
    let find = |arguments: &[&str]| {
        let ran = folder.run(&[&["find", "--format=jsonl"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let shown = |mark: &Value| format!("{} {}", mark["path"].as_str().unwrap(), mark["text"].as_str().unwrap());
        records(&ran.out).iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(find(&[]), ["a.md LLM"]);
    let all = ["a.md LLM", "a.md llm", "a.md fineTuning", "main.rs fineTuning", "main.rs LLM", "main.rs perplexity"];
    assert_eq!(find(&["--identifiers"]), all);
    assert_eq!(find(&["--identifiers", "--term", "llm", "main.rs"]), ["main.rs LLM"]);
}
