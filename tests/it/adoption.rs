//! What lets a project take up `lint` in an afternoon: formats, baselines, changed lines, watching.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::command::{Folder, Ran, records};
use crate::lint::{bakery, places};

const NASTY: &str = "à b/c & \"d\", <e>%.md";

fn write(folder: &Folder, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

#[test]
fn every_format_is_written_by_the_program() {
    let folder = bakery(&[(NASTY, "🤗 Un levin\n"), ("b.md", "Du pain.\n")]);
    for (format, begins) in [
        ("human", NASTY),
        ("json", "{"),
        ("jsonl", "{\"path\":"),
        ("sarif", "{"),
        ("github", "::warning file=à b/c & \"d\"%2C <e>%25.md,line=1,endLine=1,col=6,endColumn=11,"),
        ("rdjson", "{"),
        ("checkstyle", "<?xml "),
        ("junit", "<?xml "),
        ("gitlab", "["),
    ] {
        let ran = folder.run(&["lint", "--format", format]);
        assert!(ran.code == 1 && ran.out.starts_with(begins), "{format}: {ran:?}");
        assert_eq!(ran.err.is_empty(), format != "human", "{format}: {}", ran.err);
    }
    let sarif: Value = serde_json::from_str(&folder.run(&["lint", "--format", "sarif"]).out).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 7, "UTF-16");
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "levain");
    let rdjson: Value = serde_json::from_str(&folder.run(&["lint", "--format", "rdjson"]).out).unwrap();
    assert_eq!(rdjson["diagnostics"][0]["location"]["range"]["start"]["column"], 9, "UTF-8");
    let junit = folder.run(&["lint", "--format", "junit", "--fail-on", "error"]);
    assert!(junit.code == 0 && junit.out.contains("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\""), "{}", junit.out);
}

#[test]
fn what_could_not_be_read_is_in_the_reports() {
    let folder = Folder::with(&[("a.md", b"perplexit\xE9")]);
    let sarif: Value = serde_json::from_str(&folder.run(&["lint", "--format", "sarif"]).out).unwrap();
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let junit = folder.run(&["lint", "--format", "junit"]);
    assert!(junit.code == 2 && junit.out.contains("<error message=\"a.md:1:10: not UTF-8 here"), "{junit:?}");
    let json: Value = serde_json::from_str(&folder.run(&["lint", "--format", "json"]).out).unwrap();
    assert_eq!(json["summary"]["failures"][0], "a.md:1:10: not UTF-8 here; save the file as UTF-8");
}

#[test]
fn brief_and_links() {
    let folder = bakery(&[("a b.md", "Un levin\n")]);
    assert_eq!(folder.run(&["lint", "--brief"]).out, "a b.md:1:4: warning[forbidden-form]: “levin” must not be written: write “levain”\n");
    let run = |variables: &[(&str, &str)]| {
        let mut command = folder.command("C.UTF-8", &["lint", "--brief"]);
        Ran::of(command.envs(variables.iter().copied()).output().unwrap()).out
    };
    let linked = run(&[("CLICOLOR_FORCE", "1"), ("FORCE_HYPERLINK", "1")]);
    let link = format!("\u{1B}]8;;file://{}/a%20b.md\u{1B}\\", folder.path().display());
    assert!(linked.contains(&link) && linked.contains("\u{1B}]8;;\u{1B}\\"), "{linked:?}");
    for variables in [&[("FORCE_HYPERLINK", "1")][..], &[("NO_COLOR", "1"), ("FORCE_HYPERLINK", "1")], &[("TERM", "xterm-kitty")]] {
        assert!(!run(variables).contains('\u{1B}'), "{variables:?}: no links in a pipe");
    }
}

#[test]
fn words_over_several_lines() {
    let glossary = "### Autolyse\n\n> **terme autolyse** · fr : **autolyse**, ~~repos initial~~ !\n\nUn repos.\n";
    let folder = Folder::with(&[("pain.glossary.md", glossary.as_bytes()), ("a.md", b"- Le repos\n  initial dure.\n")]);
    insta::assert_snapshot!(folder.run(&["lint"]).out, @r#"
    a.md:1:6: warning[forbidden-form]: “repos initial” must not be written: write “autolyse”
     1 | - Le repos
       |      ^^^^^
     2 |   initial dure.
       |   ^^^^^^^
       = why: Un repos.
    "#);
}

#[test]
fn options_that_do_not_go_together() {
    let folder = bakery(&[("a.md", "Un levin.")]);
    for (arguments, told) in [
        (&["lint", "--brief", "--format", "json"][..], "`--brief` goes with `--format human` alone"),
        (&["lint", "--watch", "--format", "junit"], "`--watch` goes with `--format human` alone"),
        (&["lint", "--statistics", "--format", "sarif"], "`--statistics` goes with `--format human` and `--format json` alone"),
        (&["lint", "--watch", "-"], "`--watch` needs files or folders"),
        (&["lint", "--watch", "--changed-since", "HEAD"], "cannot be used with"),
        (&["lint", "--changed-since", "HEAD", "--stdin-filename", "a.md", "-"], "cannot be used with"),
        (&["lint", "--write-baseline"], "--baseline <FILE>"),
        (&["lint", "--baseline", "b.json", "--write-baseline", "--changed-since", "HEAD"], "cannot be used with"),
    ] {
        let ran = folder.run(arguments);
        assert!(ran.code == 2 && ran.out.is_empty() && ran.err.contains(told), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn most_findings_are_a_limit_for_the_eyes() {
    let folder = bakery(&[("a.md", "Un levin, un chef."), ("b.md", "Un levin.")]);
    let ran = folder.run(&["lint", "--brief", "--max-findings", "1"]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1));
    assert_eq!(ran.err, "2 more findings not shown (`--max-findings`)\n3 findings: deprecated-form 1, forbidden-form 2; 2 files read\n");
    let json: Value = serde_json::from_str(&folder.run(&["lint", "--format", "json", "--max-findings", "2"]).out).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 2);
    let junit = folder.run(&["lint", "--format", "junit", "--max-findings", "1"]);
    assert!(junit.out.contains("a.md") && !junit.out.contains("b.md"), "no test that passes for what is not shown: {}", junit.out);
    assert_eq!(folder.run(&["lint", "--max-findings", "0"]).code, 1, "what is not shown still counts");
}

#[test]
fn a_baseline_holds_back_what_there_was() {
    let folder = bakery(&[("docs/a.md", "Un levin ici.\n\nUn chef et un chef.\n"), ("b.md", "Un levin."), ("glossator.toml", "")]);
    let baseline = ["lint", "--baseline", "ci/baseline.json"];
    let missing = folder.run(&baseline);
    assert_eq!((missing.code, missing.err.as_str()), (2, "error: ci/baseline.json: no such baseline; `--write-baseline` makes one\n"));
    std::fs::create_dir(folder.path().join("ci")).unwrap();
    let written = folder.run(&[&baseline[..], &["--write-baseline"]].concat());
    assert_eq!((written.code, written.out.as_str(), written.err.as_str()), (0, "", "ci/baseline.json: written, 4 findings\n"));
    let file = std::fs::read_to_string(folder.path().join("ci/baseline.json")).unwrap();
    assert!(file.contains("\"../docs/a.md\": [") && file.lines().filter(|line| line.contains("fingerprint")).count() == 4, "{file}");
    let clean = folder.run(&[&baseline[..], &["--fail-on", "information"]].concat());
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
    assert_eq!(clean.err, "4 findings in the baseline not shown\nnothing found; 2 files read\n");

    // Lines move, other blanks, a new one; and the file is asked from elsewhere.
    write(&folder, "docs/a.md", "Un titre.\n\nUn chef  et\tun chef.\n\n  Un levin ici.\n\nUn levin là.\n");
    let mut elsewhere = folder.command("C.UTF-8", &["lint", "--format", "jsonl", "--baseline", "../ci/baseline.json"]);
    let ran = Ran::of(elsewhere.current_dir(folder.path().join("docs")).output().unwrap());
    assert_eq!((ran.code, places(&ran)), (1, vec!["a.md:7 forbidden-form".to_owned()]), "{ran:?}");
    let again = folder.run(&[&baseline[..], &["--write-baseline", "docs"]].concat());
    assert_eq!(again.err, "ci/baseline.json: written, 5 findings\n", "what was not looked at is kept");

    // Mended ones are told, those of texts that are gone too.
    write(&folder, "docs/a.md", "Un levin ici.\n\nUn chef et un maître.\n");
    std::fs::remove_file(folder.path().join("b.md")).unwrap();
    let stale = folder.run(&baseline);
    assert_eq!((stale.code, stale.out.lines().count()), (0, 4), "what is mended is no fault, what stood beside it is looked at anew");
    insta::assert_snapshot!(stale.err, @r#"
    1 finding in the baseline not shown
    ../b.md: [forbidden-form] “levin” is not found any more
    ../docs/a.md: [deprecated-form] “chef” is not found any more
    ../docs/a.md: [deprecated-form] “chef” is not found any more
    ../docs/a.md: [forbidden-form] “levin” is not found any more
    ci/baseline.json: 4 entries fit nothing any more; `--write-baseline` drops what is stale
    1 finding: deprecated-form 1; 1 file read
    "#);
    let by_rule = folder.run(&[&baseline[..], &["--rule", "letter-case"]].concat());
    assert!(!by_rule.err.contains("../docs/a.md"), "rules that were not asked for are not stale: {}", by_rule.err);
    write(&folder, "ci/baseline.json", "{\"version\": 1}");
    let broken = folder.run_in_french(&baseline);
    assert!(broken.code == 2 && broken.err.contains("ci/baseline.json:1:14\u{A0}: il faut un état de référence"), "{}", broken.err);
}

#[test]
fn a_baseline_knows_more_findings_than_are_shown() {
    let folder = bakery(&[("a.md", &"Un levin.\n\n".repeat(1_005))]);
    let baseline = ["lint", "--baseline", "b.json"];
    assert_eq!(folder.run(&[&baseline[..], &["--write-baseline"]].concat()).err, "b.json: written, 1005 findings\n");
    assert_eq!(folder.run(&baseline).code, 0);
    write(&folder, "a.md", &"Un levin.\n\n".repeat(1_004));
    assert_eq!(folder.run(&baseline).code, 0, "none comes up from behind the limit");
    write(&folder, "a.md", &"Un levin.\n\n".repeat(1_006));
    assert_eq!(places(&folder.run(&["lint", "--baseline", "b.json", "--format", "jsonl"])), ["a.md:2011 forbidden-form"]);
}

#[test]
fn a_baseline_is_not_written_of_half_the_texts() {
    let folder = Folder::with(&[("a.md", b"perplexit\xE9")]);
    let ran = folder.run(&["lint", "--baseline", "b.json", "--write-baseline"]);
    assert!(ran.code == 2 && ran.err.contains("b.json: not written"), "{}", ran.err);
    assert!(!folder.path().join("b.json").exists());
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn only_lines_that_changed() {
    let folder = bakery(&[
        ("same.md", "Un levin.\n"),
        (NASTY, "Un levin.\n\nUn four.\n\nUn levin.\n"),
        ("old name.md", "Un levin.\n\nDu pain, de la farine, du sel.\n\nDe l’eau.\n\nDu temps.\n"),
        (".gitignore", "ignored.md\n"),
        ("ignored.md", "Un levin.\n"),
    ]);
    let root = folder.path();
    git(&root, &["init", "-q", "-b", "main"]);
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "a"]);
    git(&root, &["tag", "first"]);
    // Settings that change how git writes a diff.
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("diff.external", "false"),
        ("diff.relative", "true"),
        ("diff.interHunkContext", "50"),
    ] {
        git(&root, &["config", key, value]);
    }
    write(&folder, NASTY, "Un levin.\n\nUn four et un levin.\n\nUn levin.\n");
    git(&root, &["mv", "old name.md", "new name.md"]);
    write(&folder, "new name.md", "Un levin.\n\nDu pain, de la farine, du sel.\n\nDe l’eau.\n\nDu temps.\n\nUn levin.\n");
    write(&folder, "fresh.md", "Un levin.\n");
    let since = |revision: &str| folder.run(&["lint", "--format", "jsonl", "--changed-since", revision]);
    let expected = ["fresh.md:1 forbidden-form", "new name.md:9 forbidden-form", &format!("{NASTY}:3 forbidden-form")];
    for revision in ["first", "HEAD", "main~0"] {
        let ran = since(revision);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""));
        assert_eq!(places(&ran), expected, "{revision}");
    }
    let named = folder.run(&["lint", "--format", "jsonl", "--changed-since", "HEAD", "ignored.md", "same.md"]);
    assert_eq!(places(&named), ["ignored.md:1 forbidden-form"], "git does not track it: all of it is new");
    let mut below = folder.command("C.UTF-8", &["lint", "--format", "jsonl", "--changed-since", "HEAD"]);
    let ran = Ran::of(below.current_dir(root.join("à b")).output().unwrap());
    assert_eq!(places(&ran), [format!("{}:3 forbidden-form", &NASTY[5..])], "{ran:?}");

    // What others do on the branch meanwhile is no change here.
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "b"]);
    git(&root, &["checkout", "-qb", "theirs", "first"]);
    write(&folder, "same.md", "Un levain.\n");
    git(&root, &["commit", "-qam", "c"]);
    git(&root, &["checkout", "-q", "main"]);
    assert_eq!(places(&since("theirs")), expected);

    for revision in ["absent", "--output=x", "-p", "", "HEAD:same.md", "HEAD --output=x"] {
        let ran = folder.run(&["lint", &format!("--changed-since={revision}")]);
        let told = format!(
            "error: `{revision}` is not a revision of this git repository; expected a branch, a tag or a commit that was fetched\n"
        );
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", told.as_str()));
    }
    assert!(!root.join("x").exists());
}

#[test]
fn changed_lines_need_git_and_a_repository() {
    let folder = bakery(&[("a.md", "Un levin.")]);
    let run = |key: &str, value: &str| {
        let mut command = folder.command("C.UTF-8", &["lint", "--changed-since", "HEAD"]);
        Ran::of(command.env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap()).env(key, value).output().unwrap())
    };
    let none = run("X", "");
    assert!(none.code == 2 && none.out.is_empty() && none.err.contains("not in a git repository"), "{none:?}");
    assert_eq!(none.err.lines().count(), 1);
    let no_git = run("PATH", "");
    assert!(no_git.code == 2 && no_git.out.is_empty() && no_git.err.contains("git, which cannot be run"), "{no_git:?}");
}

#[test]
fn files_can_be_ignored() {
    let folder = bakery(&[
        ("glossator.toml", ""),
        (".glossatorignore", "/old/\n*.tmp.md\n!keep.tmp.md\n"),
        ("old/a.md", "Un levin."),
        ("new/old/a.md", "Un levin."),
        ("new/b.tmp.md", "Un levin."),
        ("new/keep.tmp.md", "Un levin."),
        ("new/.glossatorignore", "c.md"),
        ("new/c.md", "Un levin."),
    ]);
    let ran = folder.run(&["lint", "--format", "jsonl"]);
    assert_eq!(places(&ran), ["new/keep.tmp.md:1 forbidden-form", "new/old/a.md:1 forbidden-form"]);
    assert_eq!(
        places(&folder.run(&["lint", "--format", "jsonl", "old/a.md"])),
        ["old/a.md:1 forbidden-form"],
        "whoever names a file wants it"
    );
    let forced = folder.run(&[
        "lint",
        "--format",
        "jsonl",
        "--force-exclude",
        "old/a.md",
        "new/c.md",
        "new/keep.tmp.md",
        "new/b.tmp.md",
        "new/old/a.md",
    ]);
    assert_eq!(places(&forced), places(&ran), "a hook names every file");
    write(&folder, "glossator.toml", "files.exclude = [\"new\"]");
    assert_eq!(places(&folder.run(&["lint", "--format", "jsonl", "--force-exclude", "new/keep.tmp.md"])), Vec::<String>::new());
}

#[test]
fn statistics() {
    let folder = bakery(&[("a.md", "Un levin, un chef, un levain, un lot."), ("b.md", "Un levin."), ("c.md", "Du pain.")]);
    let ran = folder.run(&["lint", "--statistics"]);
    assert_eq!(ran.code, 1, "findings are findings");
    insta::assert_snapshot!(ran.out, @r#"
    findings by rule
      forbidden-form   2
      deprecated-form  1

    findings by file
      a.md  2
      b.md  1

    findings by term
      levain  3

    uses of terms
      levain  4
      lot     1
    "#);
    let json: Value = serde_json::from_str(&folder.run(&["lint", "--statistics", "--format", "json"]).out).unwrap();
    let expected = json!({
        "texts": 3, "rules": {"deprecated-form": 1, "forbidden-form": 2}, "files": {"a.md": 2, "b.md": 1}, "terms": {"levain": 3},
        "uses": {"levain": 4, "lot": 1},
    });
    assert_eq!(json, expected);
}

#[test]
fn watching_tells_what_changes() {
    let folder = bakery(&[("a.md", "Un levin.\n"), ("b.md", "Un lot.\n")]);
    let mut command = folder.command("C.UTF-8", &["lint", "--watch", "--brief"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, receiver) = mpsc::channel();
    let outputs: [Box<dyn std::io::Read + Send>; 2] = [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
    for output in outputs {
        let sender = sender.clone();
        std::thread::spawn(move || BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    }
    let expect = |expected: &[&str]| {
        let mut lines: Vec<String> = expected.iter().map(|_| receiver.recv_timeout(Duration::from_secs(30)).unwrap()).collect();
        lines.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(lines, expected);
    };
    const LEVIN: &str = "warning[forbidden-form]: “levin” must not be written: write “levain”";
    expect(&[&format!("a.md:1:4: {LEVIN}"), "1 finding: forbidden-form 1; 2 files read", "watching 2 texts; Ctrl-C ends it"]);
    write(&folder, "b.md", "Un lot, un levin.\n");
    expect(&[&format!("b.md:1:12: {LEVIN}"), "1 new, 0 mended, 2 left"]);
    write(&folder, "c.md", "Encore un levin.\n");
    expect(&[&format!("c.md:1:11: {LEVIN}"), "1 new, 0 mended, 3 left"]);
    std::fs::remove_file(folder.path().join("c.md")).unwrap();
    let mended = "mended: “levin” must not be written: write “levain”";
    expect(&[&format!("c.md:1:11: {mended}"), "0 new, 1 mended, 2 left"]);
    // A move of lines is no change; the rules hold for the texts that did not change too.
    write(&folder, "a.md", "Du pain.\n\nUn levin.\n");
    write(&folder, "glossator.toml", "[[overrides]]\nfiles = [\"b.md\"]\nrules = { forbidden-form = \"off\" }\n");
    expect(&[&format!("b.md:1:12: {mended}"), "0 new, 1 mended, 1 left"]);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn records_are_the_same_in_json_and_jsonl() {
    let folder = bakery(&[("a.md", "Un levin.\n\nUn chef.")]);
    let json: Value = serde_json::from_str(&folder.run(&["lint", "--format", "json"]).out).unwrap();
    assert_eq!(*json["findings"].as_array().unwrap(), records(&folder.run(&["lint", "--format", "jsonl"]).out));
}

#[test]
fn a_text_has_the_same_glossaries_however_it_is_named() {
    let ignored = "---\nlangue: fr\n---\n### La farine\n\n> **terme mouture** · fr : **mouture**, ~~farine~~\n\nDu blé.\n";
    let folder = bakery(&[
        ("docs/a.md", "Un levin, de la farine.\n"),
        ("docs/glossator.toml", "[rules]\nletter-case = \"error\"\n"),
        ("sub/x.md", "Un levin, de la farine.\n"),
        ("old.glossary.md", ignored),
        (".gitignore", "old.glossary.md\n"),
    ]);
    let found = |named: &str| places(&folder.run(&["lint", "--format", "jsonl", named]));
    for named in ["docs/a.md", "docs", "sub/x.md", "sub"] {
        assert_eq!(found(named).len(), 1, "{named} outside a repository");
    }
    git(&folder.path(), &["init", "-q"]);
    for named in ["docs/a.md", "docs", "sub/x.md", "sub"] {
        assert_eq!(found(named).len(), 1, "{named}");
    }
}

#[test]
fn a_text_has_the_same_language_wherever_the_program_is_called() {
    let folder = bakery(&[("docs/pl/v.md", "Le levin est là, et le pain est dans le four.\n")]);
    git(&folder.path(), &["init", "-q"]);
    for (below, named) in [("", "docs/pl/v.md"), ("docs/pl", "v.md")] {
        let mut command = folder.command("C.UTF-8", &["explain", "--why", &format!("{named}:1:4")]);
        let ran = Ran::of(command.current_dir(folder.path().join(below)).output().unwrap());
        assert!(ran.out.contains("language of the text: pl"), "from `{below}`: {ran:?}");
    }
}
