//! Which lines of a working tree changed since a revision, as git says it.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::messages::{Message, ReportMessage};

/// What changed in a working tree since a revision.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    root: PathBuf,
    /// Every file that git knows, below the root.
    tracked: HashSet<Vec<u8>>,
    /// The lines of each that are not as they were, from 1.
    lines: HashMap<Vec<u8>, Vec<RangeInclusive<usize>>>,
}

impl Changes {
    /// Asks git what changed in the repository of `folder` since it parted from `revision` (so that what others did there meanwhile is not taken for
    /// a change here). Fails with a message for the user where there is no git, no repository or no such revision.
    pub fn since(revision: &str, folder: &Path) -> Result<Self, Message> {
        let unknown = || Message::from(ReportMessage::UnknownRevision { revision: revision.to_owned() });
        let git = |folder: &Path, arguments: &[&str]| run(folder, arguments);
        let output = git(folder, &["rev-parse", "--show-toplevel"])?;
        if text(&output.stderr).contains("not a git repository") {
            return Err(ReportMessage::NoRepository { folder: super::shown(folder) }.into());
        }
        // Another failure has another reason, such as a repository of somebody whom git was not told to trust.
        let output = succeeded(output)?;
        let root = folder.join(path_of(output.trim_ascii_end()));
        // Nothing that starts with a hyphen is a revision, and git would take it for an option.
        if revision.starts_with('-') || revision.is_empty() {
            return Err(unknown());
        }
        let output = git(&root, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        let commit = text(&output.stdout);
        if !output.status.success() || commit.is_empty() {
            return Err(unknown());
        }
        // A clone without its whole history may not know where they parted: then more lines count as changed.
        let parted = git(&root, &["merge-base", &commit, "HEAD"])?;
        let base = if parted.status.success() { text(&parted.stdout) } else { commit };
        // The user's settings must not change the form of the answer.
        let settings =
            ["-c", "core.quotePath=false", "-c", "diff.relative=false", "-c", "diff.interHunkContext=0", "-c", "diff.noprefix=false"];
        let options =
            ["--unified=0", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/"];
        let diff = succeeded(git(&root, &[&settings[..], &["diff"], &options, &[&base, "--"]].concat())?)?;
        let tracked = succeeded(git(&root, &["ls-files", "-z", "--full-name"])?)?;
        let tracked = tracked.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect();
        Ok(Self { root: root.canonicalize().unwrap_or(root), tracked, lines: changed_lines(&diff) })
    }

    /// What changed in the file at `path`, an absolute path. A file that git does not track is new as a whole.
    pub fn of(&self, path: &Path) -> Changed<'_> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = path.strip_prefix(&self.root).ok().map(bytes_of).filter(|name| self.tracked.contains(name));
        name.map_or(Changed::All, |name| Changed::Lines(self.lines.get(&name).map_or(&[], Vec::as_slice)))
    }
}

/// What changed in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed<'a> {
    /// All of it.
    All,
    /// These lines, from 1.
    Lines(&'a [RangeInclusive<usize>]),
}

impl Changed<'_> {
    /// Whether one of `lines` (from 1) changed.
    pub fn touches(self, lines: RangeInclusive<usize>) -> bool {
        match self {
            Self::All => true,
            Self::Lines(changed) => changed.iter().any(|it| it.start() <= lines.end() && lines.start() <= it.end()),
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, Message> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env_remove("GIT_EXTERNAL_DIFF").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command.output().map_err(|error: io::Error| ReportMessage::NoGit { reason: error.into() }.into())
}

fn succeeded(output: Output) -> Result<Vec<u8>, Message> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = text(&output.stderr);
    let reason = told.lines().find(|line| line.starts_with("fatal:")).or(told.lines().next()).unwrap_or_default().to_owned();
    Err(ReportMessage::GitFailed { reason }.into())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> &Path {
    Path::new(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Git parts names by `/` on every system.
#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}

/// The lines that a diff without context adds or changes, by the new name of each file. What a hunk holds is skipped by its counts, so that no line of
/// a file is taken for a line of the diff.
fn changed_lines(diff: &[u8]) -> HashMap<Vec<u8>, Vec<RangeInclusive<usize>>> {
    let mut changed: HashMap<Vec<u8>, Vec<RangeInclusive<usize>>> = HashMap::new();
    let mut name = None;
    let mut skip = 0;
    for line in diff.split(|byte| *byte == b'\n') {
        if line.starts_with(b"\\") {
            continue;
        }
        if skip > 0 {
            skip -= 1;
        } else if let Some(new) = line.strip_prefix(b"+++ ") {
            name = new_name(new);
        } else if let Some((removed, start, added)) = hunk(line) {
            skip = removed + added;
            if let (Some(name), true) = (&name, added > 0) {
                changed.entry(name.clone()).or_default().push(start..=start + added - 1);
            }
        }
    }
    changed
}

/// The numbers of `@@ -12,3 +14,2 @@`: how many lines go, and where how many come.
fn hunk(line: &[u8]) -> Option<(usize, usize, usize)> {
    let header = std::str::from_utf8(line.split(|byte| *byte == b'@').nth(2)?).ok()?;
    let (old, new) = line.starts_with(b"@@ -").then(|| header.trim().strip_prefix('-')?.split_once(" +")).flatten()?;
    let numbers = |range: &str| -> Option<(usize, usize)> {
        let (start, count) = range.split_once(',').unwrap_or((range, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let ((_, removed), (start, added)) = (numbers(old)?, numbers(new)?);
    Some((removed, start, added))
}

/// The name in `b/name`; `None` for `/dev/null`. Git ends a name with spaces in it with a tab, and puts one with quotes, backslashes or control
/// characters in quotes as C does.
fn new_name(written: &[u8]) -> Option<Vec<u8>> {
    let written = written.strip_suffix(b"\t").unwrap_or(written);
    let name = match written.strip_prefix(b"\"").and_then(|quoted| quoted.strip_suffix(b"\"")) {
        Some(quoted) => unquoted(quoted),
        None => written.to_vec(),
    };
    name.strip_prefix(b"b/").map(<[u8]>::to_vec)
}

fn unquoted(quoted: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(quoted.len());
    let mut bytes = quoted.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            name.push(byte);
            continue;
        }
        let Some(escape) = bytes.next() else { break };
        name.push(match escape {
            b'a' => 7,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 11,
            b'f' => 12,
            b'r' => b'\r',
            b'0'..=b'7' => {
                let more = [bytes.next_if(u8::is_ascii_digit), bytes.next_if(u8::is_ascii_digit)];
                more.into_iter().flatten().fold(escape - b'0', |value, digit| value.wrapping_mul(8).wrapping_add(digit - b'0'))
            }
            other => other,
        });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_diff() {
        let diff = "diff --git a/a b.md b/a b.md\n--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1 +1,2 @@ # T\n-x\n+++ b/no.md\n+@@ -1 +9 @@\n@@ -5,2 +6,0 @@\n--- a\n-b\n\
            @@ -9,0 +8 @@\n+z\n\\ No newline at end of file\n\
            diff --git a/old.md b/new.md\nsimilarity index 90%\nrename from old.md\nrename to new.md\n--- a/old.md\n+++ b/new.md\n@@ -3 +3 @@\n-a\n\\ No newline at end of file\n+b\n\
            diff --git \"a/q\\\"\\303\\251.md\" \"b/q\\\"\\303\\251.md\"\n--- /dev/null\n+++ \"b/q\\\"\\303\\251\\n\\\\.md\"\n@@ -0,0 +1 @@\n+a\n\
            diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n";
        let mut found: Vec<_> =
            changed_lines(diff.as_bytes()).into_iter().map(|(name, lines)| (String::from_utf8(name).unwrap(), lines)).collect();
        found.sort_by_key(|(name, _)| name.clone());
        let expected = [("a b.md", vec![1..=2, 8..=8]), ("new.md", vec![3..=3]), ("q\"é\n\\.md", vec![1..=1])];
        assert_eq!(found, expected.map(|(name, lines)| (name.to_owned(), lines)));
    }
}
