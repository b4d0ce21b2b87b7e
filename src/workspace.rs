//! The disk: finds glossaries and texts, reads them, and puts the embedded glossary where an editor can open it.
//!
//! The only module that touches files.

pub mod config_file;
mod configs;
mod finds;
pub mod git;
mod glossaries;
mod inventory;
mod library;
mod project;
mod selection;
mod volume;
pub mod write;

use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{WalkBuilder, WalkState};

pub use configs::Configs;
pub use glossaries::{Glossaries, Group};
pub use inventory::{Inventory, Plan, Way, Ways};
pub use library::{Library, Notice, Occasion, Wanted};
pub use project::{Layer, Project, Projects};
pub use selection::{Chosen, Selection};
pub use volume::Stamp;

use crate::glossary::{self, Glossary, Problem, Severity};
use crate::messages::{Locale, Message, SystemError};
use crate::text::{Lines, Text};

/// The language of the user, as the environment says it (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set).
pub fn locale() -> Locale {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    Locale::from_tag(set.as_deref().unwrap_or_default())
}

/// The glossary that the binary carries.
pub const EMBEDDED: &str = include_str!("../glossary/llm.fr.glossary.md");

/// Its file name.
pub const EMBEDDED_NAME: &str = "llm.fr.glossary.md";

/// The file that says, as `.gitignore` does, which files are none of ours.
pub const IGNORE_NAME: &str = ".glossatorignore";

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
    path.ancestors().find(|folder| folder.join("glossator.toml").is_file() || folder.join(".git").exists()).map(Path::to_owned)
}

/// The glossary files at or below `root`, sorted; `.gitignore` and `.glossatorignore` are obeyed and hidden folders are left out. A folder with such a name is in
/// the list: reading it says what is wrong.
pub fn glossary_files(root: &Path) -> Vec<PathBuf> {
    let mut files = walk(root).files;
    files.retain(|path| is_glossary(path));
    files.sort_unstable();
    files
}

/// Whether a file is a glossary by its name.
pub fn is_glossary(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".glossary.md"))
}

/// Whether a file is a configuration by its name.
pub fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == crate::config::FILE_NAME)
}

/// What is at or below a folder and not ignored. Symbolic links are not followed, so that they cannot lead in circles.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// Every file, in no order, and folders that are named like glossaries; of symbolic links only glossaries.
    pub files: Vec<PathBuf>,
    /// The folders of repositories: no configuration from above holds in them.
    pub repositories: Vec<PathBuf>,
}

/// Walks a folder, on all processors.
pub fn walk(root: &Path) -> Walked {
    let walked = Mutex::new(Walked::default());
    let lock = || walked.lock().unwrap_or_else(PoisonError::into_inner);
    let is_folder = |entry: &ignore::DirEntry| match entry.file_type() {
        Some(kind) if kind.is_symlink() => entry.path().is_dir(),
        kind => kind.is_some_and(|kind| kind.is_dir()),
    };
    WalkBuilder::new(root).require_git(false).add_custom_ignore_filename(IGNORE_NAME).build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            let is_folder = is_folder(&entry);
            if is_folder && entry.path().join(".git").exists() {
                lock().repositories.push(entry.path().to_owned());
            }
            let kind = entry.file_type();
            let is_file = kind.is_some_and(|kind| kind.is_file());
            // Pipes and devices are no glossaries, whatever their names.
            if is_file || (is_glossary(entry.path()) && kind.is_some_and(|kind| kind.is_dir() || kind.is_symlink())) {
                lock().files.push(entry.into_path());
            }
            WalkState::Continue
        })
    });
    walked.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The files on the disk that are texts of the workspace, sorted: those at or below its folders whose format is known and that the
/// configuration wants.
pub fn texts(projects: &Projects) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = projects.folders.iter().flat_map(|layer| walk(&layer.folder).files).collect();
    files.retain(|file| {
        let project = projects.of(Some(file));
        project.has_format(file) && project.wants(file)
    });
    files.sort_unstable();
    files.dedup();
    files
}

/// Whether the nearest `.glossatorignore` that speaks of the file at `path`, an absolute path, leaves it out.
pub fn is_ignored(path: &Path) -> bool {
    let verdict = |folder: &Path| {
        let file = folder.join(IGNORE_NAME);
        let rules = file.is_file().then(|| ignore::gitignore::Gitignore::new(&file).0)?;
        let found = rules.matched_path_or_any_parents(path.strip_prefix(folder).ok()?, false);
        (!found.is_none()).then(|| found.is_ignore())
    };
    path.ancestors().skip(1).find_map(verdict).unwrap_or(false)
}

/// What a user named on the command line.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Every file, sorted, each once, and whether it was named itself (else a folder above it was).
    pub files: Vec<(PathBuf, bool)>,
    /// For each folder that was named, as named, the glossaries in it.
    pub glossaries: Vec<(PathBuf, Vec<PathBuf>)>,
    /// What does not exist.
    pub missing: Vec<PathBuf>,
}

/// The files at or below `paths`; glossaries count as texts only where they are named themselves. Every folder is walked once.
pub fn named_files(paths: &[PathBuf]) -> Named {
    let mut named = Named::default();
    for path in paths {
        if path.is_dir() {
            let (glossaries, files): (Vec<PathBuf>, Vec<PathBuf>) = walk(path).files.into_iter().partition(|file| is_glossary(file));
            named.files.extend(files.into_iter().map(|file| (file, false)));
            named.glossaries.push((path.clone(), glossaries));
        } else if path.exists() {
            named.files.push((path.clone(), true));
        } else {
            named.missing.push(path.clone());
        }
    }
    // A file that was named and found counts as named.
    named.files.sort_unstable_by(|(one, one_named), (other, other_named)| one.cmp(other).then(other_named.cmp(one_named)));
    named.files.dedup_by(|(one, _), (other, _)| one == other);
    named
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

/// Writes the embedded glossary, read-only, into the user's cache folder, unless it is there already, and tells where. The folder is named
/// after its content, so that another version never changes a file that is open.
pub fn embedded_file() -> io::Result<PathBuf> {
    use etcetera::BaseStrategy;
    let base = etcetera::choose_base_strategy().map_err(io::Error::other)?;
    write_embedded(&base.cache_dir())
}

/// Whether a file is where [`embedded_file`] of this or another version writes: nobody's work, even where it answers nowhere.
pub fn is_embedded_file(path: &Path) -> bool {
    let mut names = path.iter().rev().map(|name| name.to_string_lossy());
    let is_content_name = |name: &str| name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    names.next().is_some_and(|name| name == EMBEDDED_NAME)
        && names.next().is_some_and(|name| is_content_name(&name))
        && names.next().is_some_and(|name| name == "glossator")
}

fn write_embedded(cache: &Path) -> io::Result<PathBuf> {
    let folder = cache.join("glossator").join(content_name(EMBEDDED));
    let path = folder.join(EMBEDDED_NAME);
    if std::fs::read(&path).is_ok_and(|there| there == EMBEDDED.as_bytes()) {
        return Ok(path);
    }
    std::fs::create_dir_all(&folder)?;
    // A damaged one is read-only too, and would not let itself be replaced.
    let _ = std::fs::remove_file(&path);
    write::replace(&path, EMBEDDED.as_bytes())?;
    let mut permissions = std::fs::metadata(&path)?.permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions)?;
    Ok(path)
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
    fn where_the_embedded_glossary_is_written() {
        let cache = tempfile::tempdir().unwrap();
        assert!(is_embedded_file(&write_embedded(cache.path()).unwrap()));
        for path in ["/w/glossator/glossary/llm.fr.glossary.md", "/c/glossator/0123456789abcdef/x.glossary.md", "llm.fr.glossary.md", ""] {
            assert!(!is_embedded_file(Path::new(path)), "{path}");
        }
    }

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

    #[test]
    fn embedded_glossary_is_written_once_and_read_only() {
        let cache = tempfile::tempdir().unwrap();
        let path = write_embedded(cache.path()).unwrap();
        let written = std::fs::metadata(&path).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), EMBEDDED);
        assert!(written.permissions().readonly());
        assert_eq!(write_embedded(cache.path()).unwrap(), path);
        assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), written.modified().unwrap(), "not written again");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no partial file left");
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

    #[cfg(unix)]
    #[test]
    fn texts_of_a_workspace() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        let names = ["a.md", "docs/b.txt", "docs/c.rs", ".hidden/d.md", "old/e.md", "ignored/f.md", "docs/g.glossary.md"];
        for name in names {
            std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            std::fs::write(path(name), "x").unwrap();
        }
        std::fs::write(path(".gitignore"), "ignored").unwrap();
        for (link, target) in [("link.md", "a.md"), ("loop.md", "loop.md"), ("nothing.md", "missing"), ("docs/up", "..")] {
            std::os::unix::fs::symlink(target, path(link)).unwrap();
        }
        let config = Arc::new(crate::config::from_toml("files.exclude = [\"old\"]").0);
        let layer = |folder: &str| Layer { folder: path(folder), config: Arc::clone(&config) };
        let projects = Projects { folders: vec![layer(""), layer("docs")], ..Projects::default() };
        let found: Vec<String> = texts(&projects).iter().map(|file| shown(file.strip_prefix(root.path()).unwrap())).collect();
        assert_eq!(found, ["a.md", "docs/b.txt", "docs/g.glossary.md"], "each once, and no links");
        let named = named_files(&[path(""), path("link.md")]);
        let links: Vec<String> = named.files.iter().filter(|(_, is_named)| *is_named).map(|(file, _)| shown(file)).collect();
        assert_eq!(links, [shown(&path("link.md"))], "whoever names a link means it");
        assert_eq!(named.files.len(), 5, "but none is found: {named:?}");
    }
}
