//! `glossator.toml` on the disk.

use std::path::{Path, PathBuf};

use crate::config::FILE_NAME;

/// The nearest `glossator.toml` for a text in `folder`, an absolute path: in it or above, up to the project's root (the folder with `.git`).
pub fn find(folder: &Path) -> Option<PathBuf> {
    for ancestor in folder.ancestors() {
        let file = ancestor.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if super::is_repository(ancestor) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    use crate::workspace::write::create;

    #[test]
    fn the_nearest_file_of_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("a/b/c")).unwrap();
        std::fs::create_dir_all(root.join("a/repository/.git")).unwrap();
        assert_eq!(create(&root.join("a").join(FILE_NAME), b"embedded = true").ok(), Some(()));
        assert_eq!(find(&root.join("a/b/c")), Some(root.join("a/glossator.toml")));
        assert_eq!(find(&root.join("a/repository")), None, "another project");
        assert_eq!(create(&root.join("a").join(FILE_NAME), b"").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(root.join("a").join(FILE_NAME)).unwrap(), "embedded = true", "left as it was");
    }
}
