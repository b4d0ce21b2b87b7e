//! What a workspace has, found by walking its folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{is_config, is_glossary, walk};

/// What was found in the folders.
#[derive(Debug, Default)]
pub(super) struct Finds {
    /// The folders that were searched, if any were.
    pub folders: Option<Vec<PathBuf>>,
    pub glossaries: BTreeSet<PathBuf>,
    /// The folders of configuration files and those of repositories.
    pub bounds: BTreeSet<PathBuf>,
}

impl Finds {
    /// Walks the folders.
    pub(super) fn new(folders: Vec<PathBuf>) -> Self {
        let mut finds = Self::default();
        for folder in &folders {
            let walked = walk(folder);
            finds.bounds.extend(walked.repositories);
            for file in walked.files {
                if is_glossary(&file) {
                    finds.glossaries.insert(file);
                } else if is_config(&file) {
                    finds.bounds.extend(file.parent().map(Path::to_owned));
                }
            }
        }
        finds.folders = Some(folders);
        finds
    }
}
