//! Writing files so that whoever looks, or a machine that stops in the middle, finds the old file or the new one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::messages::{LintMessage, Message, RuleMessage};

/// Writes `content` to `path` in one step: beside it first, then renamed. An existing file keeps its permissions, and a symbolic link goes on
/// pointing at the file that is written.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    replace_after(path, content, |_| Ok(()))
}

/// Writes `content` to `path` as [`replace`] does, and makes its folder where need be.
pub fn replace_or_create(path: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    replace(path, content)
}

/// Writes `new` in place of the text `old` of a file, as [`replace`] does. Fails, and leaves the file as it is, where that holds neither `old` nor
/// `new` any more, is write-protected or cannot be written; the message calls it `name`.
pub fn replace_text(path: &Path, name: &str, old: &str, new: &str) -> Result<(), Message> {
    let mut has_changed = false;
    let check = |target: &Path| {
        let now = std::fs::read(target)?;
        has_changed = now != old.as_bytes() && now != new.as_bytes();
        if has_changed { Err(io::Error::other("changed meanwhile")) } else { Ok(()) }
    };
    replace_after(path, new.as_bytes(), check).map_err(|error| match has_changed {
        true => RuleMessage::ChangedMeanwhile { path: name.to_owned() }.into(),
        false => LintMessage::NotWritten { path: name.to_owned(), reason: error.into() }.into(),
    })
}

/// Writes `content`, and asks `check` about the file as late as can be: no system renames only if nothing changed.
fn replace_after(path: &Path, content: &[u8], check: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let target = match std::fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let partial = beside(&target)?;
    let written = write_beside(&target, &partial, content).and_then(|()| check(&target)).and_then(|()| std::fs::rename(&partial, &target));
    if written.is_err() {
        // What is left of it helps nobody; the error that matters is the first one.
        let _ = std::fs::remove_file(&partial);
    }
    written
}

/// Writes a file that does not exist yet, and its folder where need be. An existing one, be it a link to nowhere, is left as it is:
/// [`io::ErrorKind::AlreadyExists`].
pub fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let partial = beside(path)?;
    // A link, unlike a renaming, fails where somebody else was faster. Some file systems have none.
    let put_in_place = || match std::fs::hard_link(&partial, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => std::fs::rename(&partial, path),
        linked => linked,
    };
    let written = write_beside(path, &partial, content).and_then(|()| put_in_place());
    // After a renaming there is nothing left of it.
    let _ = std::fs::remove_file(&partial);
    written
}

fn write_beside(target: &Path, partial: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(partial)?;
    file.write_all(content)?;
    match std::fs::metadata(target) {
        // Not to be written by whoever may not write it.
        Ok(there) if there.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        Ok(there) => file.set_permissions(there.permissions())?,
        Err(_) => {}
    }
    file.sync_all()
}

/// A name in the same folder that nobody else uses.
fn beside(target: &Path) -> io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    Ok(target.with_file_name(format!(".{name}.{}-{count}.partial", std::process::id())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert!(replace(&folder.path().join("absent/a.md"), b"x").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "newer").unwrap();
        let refused = replace_text(&path, "a.md", "old", "new").unwrap_err();
        assert_eq!(refused, RuleMessage::ChangedMeanwhile { path: "a.md".into() }.into());
        assert_eq!(std::fs::read(&path).unwrap(), b"newer");
        replace_text(&path, "a.md", "old", "newer").unwrap();
        assert!(replace_text(&folder.path().join("gone.md"), "gone.md", "old", "new").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_there_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.toml");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
        assert!(create(Path::new("/"), b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (path, elsewhere) = (folder.path().join("a"), folder.path().join("elsewhere"));
        std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
        assert_eq!(create(&path, b"x").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert!(!elsewhere.exists());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
        std::fs::write(&path, "one").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, b"two").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
        assert_eq!(replace(&path, b"three").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
    }
}
