//! A text written over an older one, whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::messages::{LintMessage, Message, RuleMessage};

/// Writes `new` in place of the text `old` of a file: beside it and renamed, with its permissions, so that whoever looks sees one text or the
/// other. A symbolic link stays, and what it leads to is written. Fails, and leaves the file as it is, where that holds neither
/// `old` nor `new` any more, is write-protected or cannot be written; the message calls it `name`.
pub fn replace_text(path: &Path, name: &str, old: &str, new: &str) -> Result<(), Message> {
    let failed = |error: io::Error| Message::from(LintMessage::NotWritten { path: name.to_owned(), reason: error.to_string() });
    let target = fs::canonicalize(path).map_err(failed)?;
    let permissions = fs::metadata(&target).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(failed(io::ErrorKind::PermissionDenied.into()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let file_name = target.file_name().unwrap_or_default().to_string_lossy();
    // Two names may lead to one file, and both be at work.
    static WRITES: AtomicUsize = AtomicUsize::new(0);
    let number = WRITES.fetch_add(1, Ordering::Relaxed);
    let partial = folder.join(format!(".{file_name}.{}-{number}.glossator", std::process::id()));
    let written = write(&partial, new, permissions).map_err(failed).and_then(|()| {
        // As late as can be; no system renames only if nothing changed.
        let now = fs::read(&target).map_err(failed)?;
        if now != old.as_bytes() && now != new.as_bytes() {
            return Err(RuleMessage::ChangedMeanwhile { path: name.to_owned() }.into());
        }
        fs::rename(&partial, &target).map_err(failed)
    });
    if written.is_err() {
        // Nothing more can be done about one that stays.
        let _ = fs::remove_file(&partial);
    }
    written
}

fn write(path: &Path, text: &str, permissions: fs::Permissions) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(permissions)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_changed_meanwhile_is_left_alone() {
        let (folder, path) = folder_with("newer");
        let refused = replace_text(&path, "a.md", "old", "new").unwrap_err();
        assert_eq!(refused, RuleMessage::ChangedMeanwhile { path: "a.md".into() }.into());
        assert_eq!(fs::read_to_string(&path).unwrap(), "newer");
        assert_eq!(names(folder.path()), ["a.md"], "nothing is left beside it");
        replace_text(&path, "a.md", "old", "newer").unwrap();
        assert!(replace_text(&folder.path().join("gone.md"), "gone.md", "old", "new").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, path) = folder_with("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o751)).unwrap();
        let link = folder.path().join("link.md");
        symlink("a.md", &link).unwrap();
        replace_text(&link, "link.md", "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o751);
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(replace_text(&path, "a.md", "new", "newest").is_err(), "write-protected");
        assert_eq!(names(folder.path()), ["a.md", "link.md"]);
    }
}
