//! The walls between the parts of the program, read off its source.

use std::fs;
use std::path::{Path, PathBuf};

/// What is written where: the words, and the files (as beginnings of paths under `src/`) that may write them.
const WALLS: &[(&[&str], &[&str])] = &[
    (&["tower_lsp"], &["server"]),
    (&["tokio"], &["server"]),
    (&["std::fs"], &["workspace"]),
    (&["std::env"], &["main.rs", "workspace", "cli", "server"]),
    (&["println!", "print!"], &["cli"]),
    (&["process::exit"], &["server/lifecycle.rs"]),
];

#[test]
fn words_stay_behind_their_walls() {
    for (file, code) in sources() {
        for (words, places) in WALLS {
            let is_inside = places.iter().any(|place| file.starts_with(place));
            let word = words.iter().find(|word| names(&code, word));
            assert!(is_inside || word.is_none(), "src/{file} says `{}`, which is for {places:?}", word.unwrap());
        }
    }
}

#[test]
fn modules_use_only_modules_above_them() {
    let sources = sources();
    let (_, root) = sources.iter().find(|(file, _)| file == "lib.rs").unwrap();
    let modules: Vec<&str> = root.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(modules.len() > 3, "{modules:?}");
    for (file, code) in &sources {
        let module = file.split(['/', '.']).next().unwrap();
        let Some(own) = modules.iter().position(|name| *name == module) else {
            assert!(["lib", "main"].contains(&module), "src/lib.rs does not declare the module of src/{file}");
            continue;
        };
        for used in used_modules(code) {
            let place = modules.iter().position(|name| *name == used);
            assert!(place.is_some_and(|place| place <= own), "src/{file} uses crate::{used}, which stands below it in lib.rs");
        }
    }
}

/// Every source file: its path under `src/`, and its code without comments.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<PathBuf> = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push((name, without_comments(&fs::read_to_string(&path).unwrap())));
        }
    }
    sources.sort();
    sources
}

/// The code with its lines cut at `//`. That cuts an address in a string short as well, which does no harm here.
fn without_comments(source: &str) -> String {
    source.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// Whether the code says `word`, not as a part of a longer one.
fn names(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(start, _)| !code[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
}

/// The `x` of every `crate::x` and `crate::{x, …}`.
fn used_modules(code: &str) -> Vec<&str> {
    let first_word = |path: &'_ str| path.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::len);
    let mut used = Vec::new();
    for (start, name) in code.match_indices("crate::") {
        let path = &code[start + name.len()..];
        let Some(group) = path.strip_prefix('{') else {
            used.push(&path[..first_word(path).unwrap_or(0)]);
            continue;
        };
        let mut depth = 0;
        for part in group.split_inclusive([',', '{', '}']) {
            if depth == 0 {
                let part = part.trim_start();
                used.push(&part[..first_word(part).unwrap_or(0)]);
            }
            depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
            if depth < 0 {
                break;
            }
        }
    }
    used.retain(|module| !module.is_empty());
    used
}

#[test]
fn uses_are_found() {
    let code = "use crate::a;\nuse crate::{b::{x, y}, c, d::Z};\nlet e = crate::e::f(); struct F(pub(crate) u8);";
    assert_eq!(used_modules(code), ["a", "b", "c", "d", "e"]);
    assert!(names("use std::fs;", "std::fs") && !names("eprintln!()", "println!") && names("println!()", "println!"));
    assert_eq!(without_comments("a // crate::x\n/// crate::y\nb"), "a \n\nb\n");
}
