//! Which files are there: below the folders of a workspace, and below what a user names.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{WalkBuilder, WalkState};

use super::{Projects, is_glossary, is_repository, scope};

/// The file that says, as `.gitignore` does, which files are none of ours.
pub const IGNORE_NAME: &str = ".glossatorignore";

/// The glossary files at or below `root`, sorted; `.gitignore` and `.glossatorignore` are obeyed and hidden folders are left out. A folder with such a name is in
/// the list: reading it says what is wrong.
pub fn glossary_files(root: &Path) -> Vec<PathBuf> {
    glossaries_in(walk(root))
}

/// Those of them that serve `root` itself, in it or in its folder of glossaries. Nothing deeper is looked at.
pub fn glossary_files_of(root: &Path) -> Vec<PathBuf> {
    let mut files = glossaries_in(walk_with(WalkBuilder::new(root).max_depth(Some(2))));
    files.retain(|path| scope(path).as_deref() == Some(root));
    files
}

fn glossaries_in(walked: Walked) -> Vec<PathBuf> {
    let mut files = walked.files;
    files.retain(|path| is_glossary(path));
    files.sort_unstable();
    files
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
    walk_with(&mut WalkBuilder::new(root))
}

fn walk_with(builder: &mut WalkBuilder) -> Walked {
    let walked = Mutex::new(Walked::default());
    let lock = || walked.lock().unwrap_or_else(PoisonError::into_inner);
    let is_folder = |entry: &ignore::DirEntry| match entry.file_type() {
        Some(kind) if kind.is_symlink() => entry.path().is_dir(),
        kind => kind.is_some_and(|kind| kind.is_dir()),
    };
    builder.require_git(false).add_custom_ignore_filename(IGNORE_NAME).build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            let is_folder = is_folder(&entry);
            if is_folder && is_repository(entry.path()) {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Layer, shown};
    use super::*;

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
