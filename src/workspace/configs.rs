//! The `glossator.toml` files of a workspace over time: read again when they change, the last good version of each kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::library::Notice;
use super::project::{Layer, Projects};
use super::{config_file, read_text};
use crate::config::{self, Config, FILE_NAME};
use crate::glossary::Severity;
use crate::messages::Message;
use crate::text::Lines;

/// Every configuration file that some text needed, by its folder.
#[derive(Debug, Default)]
pub struct Configs {
    /// The text that was read last, good or not; `None` where it could not be read.
    texts: BTreeMap<PathBuf, Option<String>>,
    /// The last good version of each. Shared with those who look up what holds, so that looking costs no copy.
    configs: Arc<BTreeMap<PathBuf, Arc<Config>>>,
    looked_at: Arc<BTreeMap<PathBuf, Option<PathBuf>>>,
}

impl Configs {
    /// Looks for the configurations of texts in `folders` and forgets those of others. Reads what changed. What is wrong comes as notices, once for
    /// each version of a file; a file that is no TOML at all, or cannot be read, changes nothing. One that was deleted is forgotten.
    pub fn refresh<'a>(&mut self, folders: impl IntoIterator<Item = &'a Path>, name_of: impl Fn(&Path) -> String) -> Vec<Notice> {
        self.looked_at = Arc::new(folders.into_iter().map(|folder| (folder.to_owned(), folder_of_config(folder))).collect());
        let folders: BTreeSet<PathBuf> = self.looked_at.values().flatten().cloned().collect();
        self.texts.retain(|folder, _| folders.contains(folder));
        Arc::make_mut(&mut self.configs).retain(|folder, _| folders.contains(folder));
        folders.iter().flat_map(|folder| self.look_at(folder, &name_of)).collect()
    }

    /// Looks for the configuration of texts in one more folder; what is wrong comes as notices.
    pub fn look_in(&mut self, folder: &Path, name_of: impl Fn(&Path) -> String) -> Vec<Notice> {
        if self.looked_at.contains_key(folder) {
            return Vec::new();
        }
        let config = folder_of_config(folder);
        Arc::make_mut(&mut self.looked_at).insert(folder.to_owned(), config.clone());
        let is_new = |folder: &PathBuf| !self.texts.contains_key(folder);
        config.filter(is_new).map(|folder| self.look_at(&folder, &name_of)).unwrap_or_default()
    }

    /// The folders of the configuration files.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.texts.keys().map(PathBuf::as_path)
    }

    /// What holds where, with what an editor says of the workspace's folders and of all else.
    pub fn projects(&self, folders: Vec<Layer>, elsewhere: Arc<Config>) -> Projects {
        Projects { looked_at: Arc::clone(&self.looked_at), configs: Arc::clone(&self.configs), folders, elsewhere }
    }

    /// The text of the configuration file in a folder, as it was read last.
    pub(super) fn text(&self, folder: &Path) -> Option<&str> {
        self.texts.get(folder)?.as_deref()
    }

    fn look_at(&mut self, folder: &Path, name_of: impl Fn(&Path) -> String) -> Vec<Notice> {
        let file = folder.join(FILE_NAME);
        let name = name_of(&file);
        let text = read_text(&file, &name);
        let before = self.texts.insert(folder.to_owned(), text.as_ref().ok().cloned());
        if before.is_some_and(|before| before.as_ref() == text.as_ref().ok()) {
            return Vec::new();
        }
        let text = match text {
            Ok(text) => text,
            Err(message) => return vec![Notice { severity: Severity::Warning, message }],
        };
        let (config, problems) = config::from_toml(&text);
        if problems.iter().all(|problem| !problem.key.is_empty()) {
            Arc::make_mut(&mut self.configs).insert(folder.to_owned(), Arc::new(config));
        }
        let lines = Lines::new(&text);
        let notice = |problem: config::Problem| {
            let place = lines.place(problem.span.map_or(0, |span| span.start));
            let message = Message::At { path: name.clone(), line: place.line, column: place.column, message: Box::new(problem.message) };
            Notice { severity: Severity::Warning, message }
        };
        problems.into_iter().map(notice).collect()
    }
}

/// The folder of the `glossator.toml` that holds for texts in `folder`.
fn folder_of_config(folder: &Path) -> Option<PathBuf> {
    config_file::find(folder).and_then(|file| file.parent().map(Path::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Locale;

    #[test]
    fn the_last_good_version_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(config::FILE_NAME);
        let mut configs = Configs::default();
        let mut look = |text: Option<&str>| {
            match text {
                Some(text) => std::fs::write(&file, text).unwrap(),
                None => std::fs::remove_file(&file).unwrap(),
            }
            let notices = configs.refresh([folder.path()], |_| "glossator.toml".to_owned());
            let said: Vec<String> = notices.iter().map(|notice| notice.message.say(Locale::English)).collect();
            let projects = configs.projects(Vec::new(), Arc::default());
            (projects.configs.get(folder.path()).map(|config| config.embedded), said)
        };
        assert_eq!(look(Some("embedded = true")), (Some(Some(true)), vec![]));
        let (embedded, said) = look(Some("embedded = "));
        assert_eq!(embedded, Some(Some(true)), "the last good one");
        assert!(said.iter().all(|said| said.starts_with("glossator.toml:1:12: ")), "{said:?}");
        assert_eq!(look(Some("embedded = ")).1, Vec::<String>::new(), "told once");
        let (embedded, said) = look(Some("embeded = true\nlanguages = [\"fr\"]"));
        assert_eq!((embedded, said.len()), (Some(None), 1), "what is understood holds");
        assert_eq!(look(None), (None, vec![]));
    }
}
