//! A program that is killed while it writes leaves the old file or the new one, and what it leaves beside is nobody's text.
//!
//! `GLOSSATOR_KILLS=1000 cargo test --test it killed` does it more often.

#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::command::Folder;
use crate::conversations::number_of;
use crate::conversations::random::Random;
use crate::harness::{frame, program};

const GLOSSARY: &str = "### Levain ?\n\n> **terme levain** · fr : **pâte vivante**, ~~pâte aigre~~\n\nUne pâte vivante.\n";
const SENTENCE: &str = "La pâte aigre dort.\n\n";

fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    files.filter(|path| path.extension().is_some_and(|it| it == "partial")).collect()
}

/// Runs a program until `delay` has passed, or until it began to write a file in `folder` and `delay` is odd; then kills it. Answers whether it
/// was killed. This does wait for the clock: the moment is what is tried.
fn run_and_kill(command: &mut Command, input: &[u8], folder: &Path, delay: Duration) -> bool {
    let known = leftovers(folder).len();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // The program may be gone before it has read all, and its input stays open.
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(input);
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        let writes = delay.as_micros() % 2 == 1 && leftovers(folder).len() > known;
        if writes || started.elapsed() >= delay {
            child.kill().unwrap();
            break;
        }
        thread::yield_now();
    }
    child.wait().unwrap().signal() == Some(9)
}

/// Kills a program at many moments of its life, and checks the files each time. `prepare` puts the old ones there.
fn kill_often(folder: &Path, input: &[u8], command: impl Fn() -> Command, prepare: impl Fn(), check: impl Fn(&str)) {
    prepare();
    let started = Instant::now();
    // The first one ends by itself, or after a second.
    run_and_kill(&mut command(), input, folder, Duration::from_secs(1));
    let life = started.elapsed().as_micros() as usize;
    let mut random = Random::new(7);
    let mut killed = 0;
    for round in 0..number_of("GLOSSATOR_KILLS", 16) {
        prepare();
        let delay = Duration::from_micros(random.below(life + life / 10) as u64);
        killed += u32::from(run_and_kill(&mut command(), input, folder, delay));
        check(&format!("round {round}, killed after {delay:?}"));
    }
    assert!(killed > 0, "nobody was killed");
}

#[test]
fn a_report_is_the_old_one_or_the_new_one() {
    let texts: Vec<(String, String)> = (0..30).map(|number| (format!("{number}.md"), SENTENCE.repeat(20))).collect();
    let mut files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.push(("x.glossary.md", GLOSSARY.as_bytes()));
    let folder = Folder::with(&files);
    let page = folder.path().join("page.html");
    folder.run(&["report", "--output", "page.html"]);
    let new = fs::read(&page).unwrap();
    let old = b"old".as_slice();
    kill_often(
        &folder.path(),
        b"",
        || folder.command("C.UTF-8", &["report", "--output", "page.html"]),
        || fs::write(&page, old).unwrap(),
        |round| {
            let there = fs::read(&page).unwrap();
            assert!(there == old || there == new, "{} bytes in {round}", there.len());
        },
    );
    // What is left beside is in nobody's way.
    folder.run(&["report", "--output", "page.html"]);
    assert_eq!(fs::read(&page).unwrap(), new);
}

#[test]
fn a_text_that_is_fixed_is_the_old_one_or_the_new_one() {
    let old = SENTENCE.repeat(2000);
    let folder = Folder::with(&[("a.md", old.as_bytes()), ("b.md", old.as_bytes()), ("x.glossary.md", GLOSSARY.as_bytes())]);
    if folder.run(&["lint", "--fix", "."]).code == 2 {
        assert!(!folder.run(&["lint", "--help"]).out.contains("--fix"), "a fix that fails");
        return;
    }
    let names = ["a.md", "b.md"].map(|name| folder.path().join(name));
    let new = fs::read_to_string(&names[0]).unwrap();
    assert!(new != old && !new.contains("aigre"), "nothing was fixed");
    kill_often(
        &folder.path(),
        b"",
        || folder.command("C.UTF-8", &["lint", "--fix", "."]),
        || names.iter().for_each(|name| fs::write(name, &old).unwrap()),
        |round| {
            for name in &names {
                let there = fs::read_to_string(name).unwrap();
                assert!(there == old || there == new, "{} bytes of {name:?} in {round}", there.len());
            }
        },
    );
}

#[test]
fn the_glossary_in_the_cache_is_whole_or_absent() {
    let cache = tempfile::tempdir().unwrap();
    let folder = cache.path().join("glossator");
    let messages = [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
    ];
    let input: Vec<u8> = messages.iter().flat_map(frame).collect();
    let glossaries = || -> Vec<PathBuf> {
        let folders = fs::read_dir(&folder).into_iter().flatten().flatten();
        let files = folders.flat_map(|it| fs::read_dir(it.path()).into_iter().flatten().flatten());
        files.map(|file| file.path()).filter(|path| path.to_string_lossy().ends_with(".md")).collect()
    };
    let command = || {
        let mut command = program();
        command.env("XDG_CACHE_HOME", cache.path());
        command
    };
    run_and_kill(&mut command(), &input, &folder, Duration::from_secs(1));
    let written = glossaries();
    let whole = fs::read(written.first().expect("the server writes its glossary into the cache")).unwrap();
    let inner = written[0].parent().unwrap();
    kill_often(
        inner,
        &input,
        command,
        || drop(fs::remove_dir_all(&folder)),
        |round| {
            for path in glossaries() {
                assert_eq!(fs::read(&path).unwrap().len(), whole.len(), "{path:?} in {round}");
            }
        },
    );
}

#[test]
fn what_is_left_beside_is_nobodys_text() {
    let glossary = GLOSSARY.replace("levain", "levure").replace("pâte aigre", "dort");
    let folder = Folder::with(&[
        ("a.md", SENTENCE.as_bytes()),
        (".a.md.123-0.partial", SENTENCE.as_bytes()),
        ("x.glossary.md", GLOSSARY.as_bytes()),
        (".x.glossary.md.123-0.partial", glossary.as_bytes()),
        (".glossator.toml.123-0.partial", b"embedded = 3"),
    ]);
    let ran = folder.run(&["lint", "--format", "jsonl", "."]);
    assert!(ran.out.contains("a.md") && !ran.out.contains("partial") && !ran.out.contains("dort"), "{ran:?}");
    assert_eq!(folder.run(&["check"]).code, 0);
    assert_eq!(folder.run(&["explain", "levure"]).code, 1, "a half-written glossary explains nothing");
}
