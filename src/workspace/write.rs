//! Files written whole: beside, then renamed. Whoever looks, or is killed in the middle, leaves the old file or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Who may write a file afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Nobody.
    ReadOnly,
    /// As the system does it.
    Usual,
}

/// Writes a file that does not exist yet, and its folder where need be. An existing one, be it a link to nowhere, is left as it is:
/// [`io::ErrorKind::AlreadyExists`].
pub fn create(file: &Path, text: &str) -> io::Result<()> {
    if file.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let beside = Beside::write(file, text, Access::Usual)?;
    // A link, unlike a renaming, fails where somebody else was faster. Some file systems have none.
    match fs::hard_link(&beside.path, file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(&beside.path, file),
        linked => linked,
    }
}

/// Writes a file, and its folder where need be, whether or not it is there.
pub(super) fn replace(file: &Path, text: &str, access: Access) -> io::Result<()> {
    let beside = Beside::write(file, text, access)?;
    fs::rename(&beside.path, file)
}

/// A file beside the one that is meant; it goes when this is dropped, unless it was renamed.
struct Beside {
    path: PathBuf,
}

impl Beside {
    fn write(file: &Path, text: &str, access: Access) -> io::Result<Self> {
        let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return Err(io::ErrorKind::InvalidInput.into()) };
        fs::create_dir_all(folder)?;
        let beside = Self { path: folder.join(format!(".{}.{}", name.to_string_lossy(), std::process::id())) };
        let mut written = fs::File::create(&beside.path)?;
        written.write_all(text.as_bytes())?;
        if access == Access::ReadOnly {
            let mut permissions = written.metadata()?.permissions();
            permissions.set_readonly(true);
            written.set_permissions(permissions)?;
        }
        written.sync_all()?;
        Ok(beside)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It is gone already where all went well.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_there_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b.toml");
        create(&file, "one").unwrap();
        assert_eq!(create(&file, "two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!((fs::read_to_string(&file).unwrap().as_str(), files(file.parent().unwrap())), ("one", vec!["b.toml".to_owned()]));
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        assert!(!permissions.readonly());
        replace(&file, "two", Access::ReadOnly).unwrap();
        permissions = fs::metadata(&file).unwrap().permissions();
        assert!(permissions.readonly());
        assert_eq!((fs::read_to_string(&file).unwrap().as_str(), files(file.parent().unwrap())), ("two", vec!["b.toml".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, elsewhere) = (folder.path().join("a"), folder.path().join("elsewhere"));
        std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
        assert_eq!(create(&file, "x").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert!(!elsewhere.exists());
    }

    #[test]
    fn a_file_that_cannot_be_put_in_place_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::create_dir(&file).unwrap();
        assert!(replace(&file, "x", Access::Usual).is_err());
        assert_eq!(files(folder.path()), ["a"]);
        assert!(create(Path::new("/"), "x").is_err());
    }
}
