//! The disk: finds glossaries and texts, reads them, and puts the embedded glossary where an editor can open it.
//!
//! The only module that touches files.

pub mod config_file;
mod configs;
mod embedded;
mod finds;
pub mod git;
mod glossaries;
mod inventory;
mod library;
mod project;
mod selection;
mod volume;
mod walk;
pub mod write;

use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub use configs::Configs;
pub use embedded::{EMBEDDED, EMBEDDED_NAME, embedded_file, is_embedded_file};
pub use glossaries::{Glossaries, Group};
pub use inventory::{Inventory, Plan, Way, Ways};
pub use library::{Library, Notice, Occasion, Wanted};
pub use project::{Layer, Project, Projects};
pub use selection::{Chosen, Selection};
pub use volume::Stamp;
pub use walk::{IGNORE_NAME, Named, Walked, glossary_files, glossary_files_of, is_ignored, named_files, texts, walk};

use crate::glossary::{self, Glossary, Problem, Severity};
use crate::messages::{Locale, Message, SystemError};
use crate::text::{Lines, Text};

/// The language of the user, as the environment says it (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set).
pub fn locale() -> Locale {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    Locale::from_tag(set.as_deref().unwrap_or_default())
}

/// A glossary and where it comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its file; `None` for the embedded one while it has not been written anywhere.
    pub path: Option<PathBuf>,
    /// What messages call it: the path as found, or the embedded one's file name.
    pub name: String,
    /// The folder whose texts it serves; the empty path serves every text. `None`: it serves where it is asked to, else where no other does.
    pub scope: Option<PathBuf>,
    /// Its text.
    pub text: Text,
    /// What was read.
    pub glossary: Arc<Glossary>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

impl Source {
    fn new(path: Option<PathBuf>, name: String, text: &str) -> Self {
        let (glossary, problems) = glossary::read(text);
        let scope = path.as_deref().and_then(scope);
        Self { path, name, scope, text: Text::new(text, 0), glossary: Arc::new(glossary), problems }
    }

    /// The embedded glossary.
    pub fn embedded() -> Self {
        Self::new(None, EMBEDDED_NAME.to_owned(), EMBEDDED)
    }

    /// The glossary in the file `path`, an absolute path; `name` is what messages call it.
    pub fn load(path: &Path, name: String) -> Result<Self, Message> {
        let text = read_text(path, &name)?;
        Ok(Self::new(Some(path.to_owned()), name, &text))
    }

    /// Whether it is the one that comes with the program: it has no folder of its own.
    pub fn is_embedded(&self) -> bool {
        self.scope.is_none()
    }

    /// What tells it from the others: its path, or the embedded one's name.
    pub fn file(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(&self.name))
    }

    /// How many parts of it had to be dropped.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }
}

/// The folder that a glossary file serves: its own, or the parent of a folder named `glossary` or `glossaries`.
fn scope(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let named = folder.file_name().is_some_and(|name| name == "glossary" || name == "glossaries");
    if named { folder.parent().map(Path::to_owned) } else { Some(folder.to_owned()) }
}

/// The nearest folder at or above `path` that looks like a project's: it holds `glossator.toml` or `.git`.
pub fn project_root(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join("glossator.toml").is_file() || is_repository(folder)).map(Path::to_owned)
}

/// The root of the repository that `folder` is in.
pub fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| is_repository(above))
}

/// Whether a folder is the root of a repository.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// Whether a file is a glossary by its name.
pub fn is_glossary(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".glossary.md"))
}

/// Whether a file is a configuration by its name.
pub fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == crate::config::FILE_NAME)
}

/// Whether the file at `path` may be written, as far as its permissions tell. One that was never saved may; the embedded glossary may not, whether
/// it has a file or not.
pub fn may_be_written(path: &Path) -> bool {
    path != Path::new(EMBEDDED_NAME) && std::fs::metadata(path).map_or(true, |data| !data.permissions().readonly())
}

/// Whether a file seems to hold text: no zero byte stands in its first kilobytes, which is how git tells.
pub fn holds_text(path: &Path) -> bool {
    let mut first = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| io::Read::take(file, 8_000).read_to_end(&mut first));
    read.is_ok() && !first.contains(&0)
}

/// The text of a file. Fails with a message for the user, which calls the file `name`.
pub fn read_text(path: &Path, name: &str) -> Result<String, Message> {
    let name = name.to_owned();
    if path.is_dir() {
        return Err(Message::IsAFolder { path: name });
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Message::NotFound { path: name.clone() },
        _ => Message::Unreadable { path: name.clone(), reason: error.into() },
    })?;
    text_of(bytes, &name)
}

/// Like [`read_text`] for a file that nobody named: one that is a pipe or a device, which might never end, is not read.
pub fn read_plain_text(path: &Path, name: &str) -> Result<String, Message> {
    if std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return Err(Message::Unreadable { path: name.to_owned(), reason: SystemError::NotAFile });
    }
    read_text(path, name)
}

/// The text in the bytes of a file. Fails with a message for the user, which calls the file `name`.
pub fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Message> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        let place = Lines::new(&before).place(valid);
        Message::NotUtf8 { path: name.to_owned(), line: place.line, column: place.column }
    })
}

/// Whether a file, which need not exist, is in `folder`, also when symbolic links are followed.
pub fn is_inside(folder: &Path, path: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    let there = path.ancestors().find_map(|ancestor| ancestor.canonicalize().ok().map(|real| (ancestor, real)));
    // What does not exist yet may not go up again.
    let is_plain = |(ancestor, _): &(&Path, PathBuf)| {
        path.strip_prefix(ancestor).is_ok_and(|rest| rest.components().all(|part| matches!(part, std::path::Component::Normal(_))))
    };
    there.filter(is_plain).is_some_and(|(_, real)| real.starts_with(folder))
}

/// Whether a file is there and may be written.
pub fn is_writable(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|data| data.is_file() && !data.permissions().readonly())
}

/// A path without `.` and `..`.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// A path as messages show it: without a leading `./`.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned()
}

/// A short name for a content: FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>), stable between builds.
pub fn content_name(content: &str) -> String {
    let hash = content.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes() {
        for (path, expected) in [
            ("/w/a.glossary.md", "/w"),
            ("/w/glossary/a.glossary.md", "/w"),
            ("/w/glossaries/a.glossary.md", "/w"),
            ("/w/docs/x.glossary.md", "/w/docs"),
        ] {
            assert_eq!(scope(Path::new(path)).as_deref(), Some(Path::new(expected)), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_inside_of_a_folder() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = folder.path();
        std::fs::create_dir(root.join("docs")).unwrap();
        std::fs::write(outside.path().join("secret.md"), "").unwrap();
        std::os::unix::fs::symlink(outside.path(), root.join("out")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.md"), root.join("secret.md")).unwrap();
        for (path, expected) in [
            ("new.md", true),
            ("docs/new.md", true),
            ("docs/a/b/new.md", true),
            ("docs/../new.md", true),
            ("none/../../new.md", false),
            ("../new.md", false),
            ("out/new.md", false),
            ("out/secret.md", false),
            ("secret.md", false),
        ] {
            assert_eq!(is_inside(root, &root.join(path)), expected, "{path}");
        }
    }

    #[test]
    fn unreadable_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.glossary.md");
        std::fs::write(&path, b"# Titre\n\nperplexit\xE9").unwrap();
        assert_eq!(read_text(&path, "x"), Err(Message::NotUtf8 { path: "x".into(), line: 3, column: 10 }));
        std::fs::create_dir(folder.path().join("dossier.glossary.md")).unwrap();
        assert!(matches!(read_text(&folder.path().join("dossier.glossary.md"), "x"), Err(Message::IsAFolder { .. })));
        assert!(matches!(read_text(&folder.path().join("absent.md"), "x"), Err(Message::NotFound { .. })));
        assert_eq!(glossary_files(folder.path()).len(), 2, "the folder is named too");
    }
}
