//! The `glossator.toml` files of a workspace over time: read again when they change, the last good version of each kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::library::Notice;
use super::{config_file, read_text};
use crate::config::{self, Config};
use crate::glossary::Severity;
use crate::messages::Message;
use crate::text::Lines;

/// Every configuration file that some text needed, by its folder.
#[derive(Debug, Default)]
pub struct Configs {
    known: BTreeMap<PathBuf, Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The text that was read last, good or not; `None` where it could not be read.
    text: Option<String>,
    /// The last good version.
    config: Arc<Config>,
}

impl Configs {
    /// Looks for the configurations of texts in `folders`, and reads those that changed. What is wrong comes as notices, once for each version of
    /// a file; a file that is no TOML at all, or cannot be read, changes nothing. One that was deleted is forgotten.
    pub fn refresh<'a>(&mut self, folders: impl Iterator<Item = &'a Path>, name_of: impl Fn(&Path) -> String) -> Vec<Notice> {
        let mut files: Vec<PathBuf> = folders.filter_map(config_file::find).collect();
        files.sort_unstable();
        files.dedup();
        self.known.retain(|folder, _| files.iter().any(|file| file.parent() == Some(folder)));
        files.iter().flat_map(|file| self.look_at(file, &name_of(file))).collect()
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

    /// The configurations with their folders, the deepest first.
    pub fn all(&self) -> Vec<(PathBuf, Arc<Config>)> {
        let mut all: Vec<(PathBuf, Arc<Config>)> =
            self.known.iter().map(|(folder, kept)| (folder.clone(), Arc::clone(&kept.config))).collect();
        all.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.components().count()));
        all
    }
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
            let notices = configs.refresh([folder.path()].into_iter(), |_| "glossator.toml".to_owned());
            let said: Vec<String> = notices.iter().map(|notice| notice.message.say(Locale::English)).collect();
            (configs.all().first().map(|(_, config)| config.embedded), said)
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
