//! The glossary that the binary carries, and the file that an editor opens to show it.

use std::io;
use std::path::{Path, PathBuf};

use super::{content_name, write};

/// The glossary that the binary carries.
pub const EMBEDDED: &str = include_str!("../../glossary/llm.fr.glossary.md");

/// Its file name.
pub const EMBEDDED_NAME: &str = "llm.fr.glossary.md";

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
}
