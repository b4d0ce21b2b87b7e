//! A baseline: the findings that a project has when it takes up the linter, which are not shown until they are mended.
//!
//! A finding is known by its text, its rule and its [fingerprint](fingerprints), so that it stays the same when lines move. The file is JSON with one
//! finding a line, sorted, so that a version control shows what changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::report::Located;
use crate::lint::Finding;
use crate::messages::{Message, ReportMessage};
use crate::workspace;

/// The version of the file's shape.
const VERSION: u64 = 1;

/// How many characters on each side of the words a finding is known by.
const CONTEXT: usize = 32;

/// What a finding of a text is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub rule: String,
    /// For those who read the file.
    pub words: String,
    pub fingerprint: String,
}

impl Entry {
    /// What `finding` is known by.
    pub fn of(finding: &Located) -> Self {
        let (rule, words) = (finding.rule.id().to_owned(), normal(&finding.location.text));
        Self { rule, words, fingerprint: finding.fingerprint.clone() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u64,
    findings: BTreeMap<String, Vec<Entry>>,
}

/// The entries of texts by path, relative to the folder of the baseline and parted by `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Baseline(BTreeMap<String, BTreeSet<Entry>>);

impl Baseline {
    /// Reads the file at `path`, which messages call `name`.
    pub fn read(path: &Path, name: &str) -> Result<Self, Message> {
        if !path.exists() {
            return Err(ReportMessage::NoBaseline { path: name.to_owned() }.into());
        }
        Self::parse(&workspace::read_text(path, name)?, name)
    }

    fn parse(text: &str, name: &str) -> Result<Self, Message> {
        let document: Document = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_owned();
            ReportMessage::BrokenBaseline { path: name.to_owned(), line: error.line(), column: error.column(), reason }
        })?;
        if document.version != VERSION {
            return Err(ReportMessage::UnknownBaseline { path: name.to_owned(), version: document.version }.into());
        }
        Ok(Self(document.findings.into_iter().map(|(path, entries)| (path, entries.into_iter().collect())).collect()))
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let texts: Vec<String> = self.0.iter().filter(|(_, entries)| !entries.is_empty()).map(text_of).collect();
        let findings = if texts.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n  }}", texts.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {findings}\n}}\n")
    }

    /// How many findings it holds.
    pub fn count(&self) -> usize {
        self.0.values().map(BTreeSet::len).sum()
    }

    pub fn has(&self, path: &str, entry: &Entry) -> bool {
        self.0.get(path).is_some_and(|entries| entries.contains(entry))
    }

    /// What a look at some texts says of it: `seen` are the entries found in each text that was looked at, `asked` tells of a rule whether it was
    /// looked for, and `exists` whether a text is still there. The first is the baseline as it should be written now, the second what is stale in
    /// this one, by text.
    pub fn renewed(
        &self,
        seen: &BTreeMap<String, BTreeSet<Entry>>,
        asked: impl Fn(&str) -> bool,
        exists: impl Fn(&str) -> bool,
    ) -> (Self, Vec<(&str, &Entry)>) {
        let mut renewed = seen.clone();
        let mut stale = Vec::new();
        for (path, entries) in &self.0 {
            let there = seen.get(path);
            let is_gone = there.is_none() && !exists(path);
            for entry in entries {
                match there {
                    Some(there) if there.contains(entry) => {}
                    Some(_) if asked(&entry.rule) => stale.push((path.as_str(), entry)),
                    None if is_gone => stale.push((path.as_str(), entry)),
                    // Nobody looked: it may still be there.
                    _ => _ = renewed.entry(path.clone()).or_default().insert(entry.clone()),
                }
            }
        }
        (Self(renewed), stale)
    }
}

fn text_of((path, entries): (&String, &BTreeSet<Entry>)) -> String {
    let json = |it: &str| serde_json::Value::from(it).to_string();
    let line = |entry: &Entry| {
        let Entry { rule, words, fingerprint } = entry;
        format!("      {{ \"rule\": {}, \"words\": {}, \"fingerprint\": {} }}", json(rule), json(words), json(fingerprint))
    };
    format!("    {}: [\n{}\n    ]", json(path), entries.iter().map(line).collect::<Vec<_>>().join(",\n"))
}

/// What each of `findings`, which are those of one text in order, is known by when lines move: the rule, the term, the words, what stands beside
/// them on their line, and the how-manieth of those that are alike in all this.
pub(super) fn fingerprints<'a>(source: &str, findings: impl Iterator<Item = (&'a Finding, Option<&'a str>)>) -> Vec<String> {
    let mut alike: HashMap<String, usize> = HashMap::new();
    let print = |(finding, term): (&Finding, Option<&str>)| {
        let before = source.get(..finding.span.start).unwrap_or_default();
        let after = source.get(finding.span.end..).unwrap_or_default();
        let before = before
            .chars()
            .rev()
            .take_while(|it| !is_line_break(*it))
            .take(CONTEXT)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<String>();
        let after: String = after.chars().take_while(|it| !is_line_break(*it)).take(CONTEXT).collect();
        let words = source.get(finding.span.range()).unwrap_or_default();
        let parts = [finding.rule.id(), term.unwrap_or_default(), &normal(words), &normal(&before), &normal(&after)];
        let key = parts.join("\0");
        let number = alike.entry(key.clone()).or_default();
        *number += 1;
        workspace::content_name(&format!("{key}\0{number}"))
    };
    findings.map(print).collect()
}

const fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `path` as seen from `folder`, parted by `/`; both are absolute and without `..`.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    let common = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|it| it.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The folder that the paths of the baseline at `path` start from.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(rule: &str, words: &str) -> Entry {
        Entry { rule: rule.into(), words: words.into(), fingerprint: format!("f-{words}") }
    }

    fn baseline(texts: &[(&str, &[Entry])]) -> Baseline {
        Baseline(texts.iter().map(|(path, entries)| ((*path).to_owned(), entries.iter().cloned().collect())).collect())
    }

    #[test]
    fn is_read_as_it_was_written() {
        let written = baseline(&[
            ("b \"é\".md", &[entry("r", "z"), entry("q", "🤗\n<&>"), entry("r", "a")]),
            ("a.md", &[]),
            ("a/a.md", &[entry("r", "x")]),
        ]);
        insta::assert_snapshot!(written.write(), @r#"
        {
          "version": 1,
          "findings": {
            "a/a.md": [
              { "rule": "r", "words": "x", "fingerprint": "f-x" }
            ],
            "b \"é\".md": [
              { "rule": "q", "words": "🤗\n<&>", "fingerprint": "f-🤗\n<&>" },
              { "rule": "r", "words": "a", "fingerprint": "f-a" },
              { "rule": "r", "words": "z", "fingerprint": "f-z" }
            ]
          }
        }
        "#);
        let read = Baseline::parse(&written.write(), "x").unwrap();
        assert_eq!((read.count(), read.write()), (4, written.write()));
        assert_eq!(Baseline::parse(&Baseline::default().write(), "x"), Ok(Baseline::default()));
    }

    #[test]
    fn what_is_no_baseline() {
        for (text, expected) in [
            ("", "b.json:1:0: expected a baseline, as `--write-baseline` writes it: EOF while parsing a value"),
            ("{\"version\": 2, \"findings\": {}}", "b.json: expected a baseline of version 1, found version 2"),
            (
                "{\"version\": 1,\n \"findings\": []}",
                "b.json:2:13: expected a baseline, as `--write-baseline` writes it: invalid type: sequence, expected a map",
            ),
        ] {
            let said = Baseline::parse(text, "b.json").unwrap_err().say(crate::messages::Locale::English);
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn renewal_forgets_only_what_was_looked_for() {
        let old = baseline(&[
            ("seen.md", &[entry("asked", "there"), entry("asked", "mended"), entry("other", "unknown")]),
            ("unseen.md", &[entry("asked", "unseen")]),
            ("gone.md", &[entry("other", "gone")]),
        ]);
        let seen = baseline(&[("seen.md", &[entry("asked", "there"), entry("asked", "new")])]);
        let (renewed, stale) = old.renewed(&seen.0, |rule| rule == "asked", |path| path != "gone.md");
        let expected = baseline(&[
            ("seen.md", &[entry("asked", "there"), entry("asked", "new"), entry("other", "unknown")]),
            ("unseen.md", &[entry("asked", "unseen")]),
        ]);
        assert_eq!(renewed, expected);
        assert_eq!(stale, [("gone.md", &entry("other", "gone")), ("seen.md", &entry("asked", "mended"))]);
    }

    #[test]
    fn paths_from_a_folder() {
        for (path, folder, expected) in [
            ("/w/a.md", "/w", "a.md"),
            ("/w/d/é a.md", "/w", "d/é a.md"),
            ("/w/a.md", "/w/ci", "../a.md"),
            ("/x/a.md", "/w/ci", "../../x/a.md"),
        ] {
            assert_eq!(relative(Path::new(path), Path::new(folder)), expected);
        }
    }
}
