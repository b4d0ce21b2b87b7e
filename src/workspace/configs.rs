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
    known: BTreeMap<PathBuf, Kept>,
    looked_at: BTreeMap<PathBuf, Option<PathBuf>>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The text that was read last, good or not; `None` where it could not be read.
    text: Option<String>,
    /// The last good version.
    config: Arc<Config>,
}

impl Configs {
    /// Looks for the configurations of texts in `folders` and forgets those of others. Reads what changed. What is wrong comes as notices, once for
    /// each version of a file; a file that is no TOML at all, or cannot be read, changes nothing. One that was deleted is forgotten.
    pub fn refresh<'a>(&mut self, folders: impl IntoIterator<Item = &'a Path>, name_of: impl Fn(&Path) -> String) -> Vec<Notice> {
        self.looked_at = folders.into_iter().map(|folder| (folder.to_owned(), folder_of_config(folder))).collect();
        let files: BTreeSet<&PathBuf> = self.looked_at.values().flatten().collect();
        self.known.retain(|folder, _| files.contains(folder));
        let files: Vec<PathBuf> = files.into_iter().map(|folder| folder.join(FILE_NAME)).collect();
        files.iter().flat_map(|file| self.look_at(file, &name_of(file))).collect()
    }

    /// Looks for the configuration of texts in one more folder; what is wrong comes as notices.
    pub fn look_in(&mut self, folder: &Path, name_of: impl Fn(&Path) -> String) -> Vec<Notice> {
        if self.looked_at.contains_key(folder) {
            return Vec::new();
        }
        let config = folder_of_config(folder);
        self.looked_at.insert(folder.to_owned(), config.clone());
        let Some(config) = config.filter(|folder| !self.known.contains_key(folder)) else { return Vec::new() };
        let file = config.join(FILE_NAME);
        self.look_at(&file, &name_of(&file))
    }

    /// The folders of the configuration files.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.known.keys().map(PathBuf::as_path)
    }

    /// What holds where, with what an editor says of the workspace's folders and of all else.
    pub fn projects(&self, folders: Vec<Layer>, elsewhere: Arc<Config>) -> Projects {
        let configs = self.known.iter().map(|(folder, kept)| (folder.clone(), Arc::clone(&kept.config))).collect();
        Projects { looked_at: self.looked_at.clone(), configs, folders, elsewhere }
    }

    /// The text of the configuration file in a folder, as it was read last.
    pub(super) fn text(&self, folder: &Path) -> Option<&str> {
        self.known.get(folder)?.text.as_deref()
    }

    fn look_at(&mut self, file: &Path, name: &str) -> Vec<Notice> {
        let Some(folder) = file.parent() else { return Vec::new() };
        let text = read_text(file, name);
        let is_new = !self.known.contains_key(folder);
        let kept = self.known.entry(folder.to_owned()).or_default();
        if !is_new && kept.text.as_ref() == text.as_ref().ok() {
            return Vec::new();
        }
        kept.text = text.as_ref().ok().cloned();
        let text = match text {
            Ok(text) => text,
            Err(message) => return vec![Notice { severity: Severity::Warning, message }],
        };
        let (config, problems) = config::from_toml(&text);
        if problems.iter().all(|problem| !problem.key.is_empty()) {
            kept.config = Arc::new(config);
        }
        let lines = Lines::new(&text);
        let notice = |problem: config::Problem| {
            let place = lines.place(problem.span.map_or(0, |span| span.start));
            let message = Message::At { path: name.to_owned(), line: place.line, column: place.column, message: Box::new(problem.message) };
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
