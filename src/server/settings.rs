//! The client's settings, however it sends them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::config::{self, Config};
use crate::messages::Message;

/// The settings as they were sent, and what they mean.
#[derive(Debug, Default)]
pub struct Settings {
    /// `initializationOptions`: what holds where nothing else was said.
    base: Value,
    /// What was sent last.
    latest: Value,
    /// How often the client was asked, and which of those questions was answered last.
    asked: u64,
    answered: u64,
    /// What the user was told of already.
    problems: Vec<Message>,
    config: Arc<Config>,
    /// For folders of the workspace of which the client said something.
    folders: HashMap<PathBuf, Arc<Config>>,
}

impl Settings {
    /// Takes `initializationOptions` and answers with the problems in them.
    pub fn start(&mut self, options: Option<Value>) -> Vec<Message> {
        self.base = without_name(options.unwrap_or_default());
        self.apply(Value::Null, Vec::new())
    }

    /// Takes settings that were sent later, in place of all that were before except the first: those for all and those for some folders, where
    /// null says nothing. Answers with the problems that were not there before.
    pub fn apply(&mut self, tree: Value, folders: Vec<(PathBuf, Value)>) -> Vec<Message> {
        self.latest.clone_from(&tree);
        let mut problems: Vec<Message> = Vec::new();
        let mut read = |tree| {
            let (config, found) = config::from_editor(&over(self.base.clone(), without_name(tree)));
            for it in found {
                let problem = Message::InSetting { key: format!("glossator.{}", it.key), message: Box::new(it.message) };
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
            Arc::new(config)
        };
        self.config = read(tree);
        self.folders = folders.into_iter().filter(|(_, tree)| !tree.is_null()).map(|(folder, tree)| (folder, read(tree))).collect();
        let news = problems.iter().filter(|problem| !self.problems.contains(problem)).cloned().collect();
        self.problems = problems;
        news
    }

    /// Numbers a question to the client.
    pub fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// To be called with the answer to a question: whether no later one was answered before it.
    pub fn is_answer_to_latest(&mut self, number: u64) -> bool {
        let is_latest = number > self.answered;
        self.answered = self.answered.max(number);
        is_latest
    }

    /// What was sent last, but for that of folders.
    pub fn latest(&self) -> &Value {
        &self.latest
    }

    /// What they mean outside of the folders of the workspace.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// What they mean in a folder of the workspace.
    pub fn of_folder(&self, folder: &Path) -> Arc<Config> {
        Arc::clone(self.folders.get(folder).unwrap_or(&self.config))
    }
}

/// The tree under `glossator`: editors send it with or without its name.
fn without_name(mut tree: Value) -> Value {
    tree.get_mut("glossator").map(Value::take).unwrap_or(tree)
}

/// `later` laid over `base`: where both have a key, its value there holds, and null says nothing.
fn over(base: Value, later: Value) -> Value {
    match (base, later) {
        (base, Value::Null) => base,
        (Value::Object(mut base), Value::Object(later)) => {
            for (key, value) in later {
                let before = base.remove(&key).unwrap_or_default();
                base.insert(key, over(before, value));
            }
            Value::Object(base)
        }
        (_, later) => later,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn trees() {
        for (name, base, later, expected) in [
            ("nothing", json!(null), json!(null), json!(null)),
            ("only the first", json!({"embedded": true}), json!(null), json!({"embedded": true})),
            ("with the name", json!({"glossator": {"embedded": true}}), json!({}), json!({"embedded": true})),
            ("later ones hold", json!({"embedded": true}), json!({"glossator": {"embedded": false}}), json!({"embedded": false})),
            ("beside each other", json!({"rules": {"a": 1}}), json!({"rules": {"b": 2}}), json!({"rules": {"a": 1, "b": 2}})),
            ("null says nothing", json!({"embedded": true}), json!({"embedded": null}), json!({"embedded": true})),
        ] {
            assert_eq!(over(without_name(base), without_name(later)), expected, "{name}");
        }
    }

    #[test]
    fn later_settings_replace_each_other_but_not_the_first() {
        let mut settings = Settings::default();
        settings.start(Some(json!({"glossaries": ["a.glossary.md"]})));
        settings.apply(json!({"embedded": true}), Vec::new());
        assert_eq!(
            **settings.config(),
            Config { glossaries: Some(vec!["a.glossary.md".into()]), embedded: Some(true), ..Config::default() }
        );
        settings.apply(json!({}), Vec::new());
        assert_eq!(**settings.config(), Config { glossaries: Some(vec!["a.glossary.md".into()]), ..Config::default() });
    }

    #[test]
    fn problems_are_told_once() {
        let mut settings = Settings::default();
        assert_eq!(settings.start(Some(json!({"embedded": "yes"}))).len(), 1);
        assert_eq!(settings.apply(json!({"embedded": "yes"}), Vec::new()), []);
        assert_eq!(settings.apply(json!({"embedded": "yes", "glossaries": ["a", 1]}), Vec::new()).len(), 1);
        assert_eq!(settings.apply(json!({"embedded": true, "glossaries": []}), Vec::new()), []);
        assert_eq!(settings.apply(json!({"embedded": []}), Vec::new()).len(), 1, "told again after it was right");
    }

    #[test]
    fn answers_may_overtake_each_other() {
        let mut settings = Settings::default();
        let [first, second, third] = [(); 3].map(|()| settings.ask());
        assert!(settings.is_answer_to_latest(first));
        assert!(settings.is_answer_to_latest(third));
        assert!(!settings.is_answer_to_latest(second));
    }

    #[test]
    fn folders_have_settings_of_their_own() {
        let mut settings = Settings::default();
        settings.start(Some(json!({"glossaries": ["a.glossary.md"]})));
        let folders =
            vec![("/w".into(), json!({"embedded": "yes"})), ("/v".into(), json!({"embedded": false})), ("/u".into(), json!(null))];
        let problems = settings.apply(json!({"embedded": true}), folders);
        assert_eq!(problems.len(), 1);
        for (folder, expected) in [("/w", None), ("/v", Some(false)), ("/u", Some(true)), ("/elsewhere", Some(true))] {
            let config = settings.of_folder(Path::new(folder));
            assert_eq!((config.embedded, config.glossaries.is_some()), (expected, true), "{folder}");
        }
    }
}
