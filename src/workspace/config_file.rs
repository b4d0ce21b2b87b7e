//! `glossator.toml` on the disk.

use std::path::{Path, PathBuf};

use super::read_text;
use crate::config::{self, Config, FILE_NAME, Problem};
use crate::messages::Message;

/// The nearest `glossator.toml` for a text in `folder`, an absolute path: in it or above, up to the project's root (the folder with `.git`).
pub fn find(folder: &Path) -> Option<PathBuf> {
    for ancestor in folder.ancestors() {
        let file = ancestor.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if ancestor.join(".git").exists() {
            return None;
        }
    }
    None
}

/// The configuration in a file with what is wrong with it, and the text that this speaks of. Fails with a message for the user, which
/// calls the file `name`.
pub fn read(file: &Path, name: &str) -> Result<(Config, Vec<Problem>, String), Message> {
    let text = read_text(file, name)?;
    let (config, problems) = config::from_toml(&text);
    Ok((config, problems, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::create;

    #[test]
    fn the_nearest_file_of_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("a/b/c")).unwrap();
        std::fs::create_dir_all(root.join("a/repository/.git")).unwrap();
        assert_eq!(create(&root.join("a").join(FILE_NAME), "embedded = true").ok(), Some(()));
        assert_eq!(find(&root.join("a/b/c")), Some(root.join("a/glossator.toml")));
        assert_eq!(find(&root.join("a/repository")), None, "another project");
        assert_eq!(read(&root.join("a").join(FILE_NAME), "x").unwrap().0.embedded, Some(true));
    }
}
