//! Where a document belongs: which configuration and which glossaries are its own.

use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::Url;

/// Where a document belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// In a file, or in a place where there may be a file: the patterns of the configuration choose.
    At(PathBuf),
    /// Nowhere yet, in the only folder of the workspace: it is always one of the texts.
    In(PathBuf),
    /// Nowhere: what the editor says of texts outside the workspace holds, and the glossaries of such texts serve.
    Nowhere,
}

impl Home {
    /// That of the document at `uri` in a workspace of these folders.
    ///
    /// A file is at home where it is. An `untitled:` document or a notebook's cell is where its path says, as far as that is in the workspace
    /// (VS Code names the file that will be saved, or the notebook, there); else in the workspace's folder if there is only one. Documents of all
    /// other schemes are shown, not written, and belong nowhere.
    pub fn of(uri: &Url, folders: &[&Path]) -> Self {
        if uri.scheme() == "file" {
            return uri.to_file_path().map_or(Self::Nowhere, Self::At);
        }
        if !["untitled", "vscode-notebook-cell"].contains(&uri.scheme()) {
            return Self::Nowhere;
        }
        let as_file = Url::parse(&format!("file://{}", uri.path())).ok().and_then(|url| url.to_file_path().ok());
        let name = uri.path().rsplit('/').next().unwrap_or_default();
        match (as_file.filter(|path| folders.iter().any(|folder| path.starts_with(folder))), folders) {
            (Some(path), _) => Self::At(path),
            (None, [folder]) => Self::In(folder.join(if name.is_empty() { uri.scheme() } else { name })),
            (None, _) => Self::Nowhere,
        }
    }

    /// The path by which its configuration and its glossaries are looked up.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::At(path) | Self::In(path) => Some(path),
            Self::Nowhere => None,
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn homes() {
        let at = |path: &str| Home::At(path.into());
        let inside = |path: &str| Home::In(path.into());
        for (uri, folders, expected) in [
            ("file:///w/a%20b.md", vec![], at("/w/a b.md")),
            ("file:///elsewhere/a.md", vec!["/w"], at("/elsewhere/a.md")),
            ("untitled:Untitled-1", vec!["/w"], inside("/w/Untitled-1")),
            ("untitled:Untitled-1", vec!["/w", "/v"], Home::Nowhere),
            ("untitled:Untitled-1", vec![], Home::Nowhere),
            ("untitled:", vec!["/w"], inside("/w/untitled")),
            ("untitled:/v/docs/new.md", vec!["/w", "/v"], at("/v/docs/new.md")),
            ("untitled:/elsewhere/new.md", vec!["/w", "/v"], Home::Nowhere),
            ("vscode-notebook-cell:/w/nb.ipynb#W0sZmlsZQ%3D%3D", vec!["/w", "/v"], at("/w/nb.ipynb")),
            ("vscode-notebook-cell://ssh-remote/w/nb.ipynb#X", vec!["/w"], at("/w/nb.ipynb")),
            ("vscode-notebook-cell:Untitled-1.ipynb#X", vec!["/w"], inside("/w/Untitled-1.ipynb")),
            ("git:/w/a.md?x", vec!["/w"], Home::Nowhere),
            ("whatever:x", vec!["/w"], Home::Nowhere),
        ] {
            let folders: Vec<&Path> = folders.iter().map(Path::new).collect();
            assert_eq!(Home::of(&Url::parse(uri).unwrap(), &folders), expected, "{uri} {folders:?}");
        }
    }
}
