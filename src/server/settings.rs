//! The client's settings, however it sends them.

use serde_json::Value;

use crate::config::{self, Config, Problem};
use crate::messages::Message;

/// The settings as they were sent, and what they mean.
#[derive(Debug, Default)]
pub struct Settings {
    /// `initializationOptions`: what holds where nothing else was said.
    base: Value,
    /// What the user was told of already.
    problems: Vec<Message>,
    config: Config,
}

impl Settings {
    /// Takes `initializationOptions` and answers with the problems in them.
    pub fn start(&mut self, options: Option<Value>) -> Vec<Message> {
        self.base = without_name(options.unwrap_or_default());
        self.apply(Value::Null)
    }

    /// Takes settings that were sent later, in place of all that were before except the first. Answers with the problems that were not there
    /// before.
    pub fn apply(&mut self, tree: Value) -> Vec<Message> {
        let (config, problems) = config::from_editor(&over(self.base.clone(), without_name(tree)));
        self.config = config;
        let in_setting = |it: Problem| Message::InSetting { key: format!("glossator.{}", it.key), message: Box::new(it.message) };
        let problems: Vec<Message> = problems.into_iter().map(in_setting).collect();
        let news = problems.iter().filter(|problem| !self.problems.contains(problem)).cloned().collect();
        self.problems = problems;
        news
    }

    /// What they mean.
    pub fn config(&self) -> &Config {
        &self.config
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
        settings.apply(json!({"embedded": true}));
        assert_eq!(
            settings.config(),
            &Config { glossaries: Some(vec!["a.glossary.md".into()]), embedded: Some(true), ..Config::default() }
        );
        settings.apply(json!({}));
        assert_eq!(settings.config(), &Config { glossaries: Some(vec!["a.glossary.md".into()]), ..Config::default() });
    }

    #[test]
    fn problems_are_told_once() {
        let mut settings = Settings::default();
        assert_eq!(settings.start(Some(json!({"embedded": "yes"}))).len(), 1);
        assert_eq!(settings.apply(json!({"embedded": "yes"})), []);
        assert_eq!(settings.apply(json!({"embedded": "yes", "glossaries": ["a", 1]})).len(), 1);
        assert_eq!(settings.apply(json!({"embedded": true, "glossaries": []})), []);
        assert_eq!(settings.apply(json!({"embedded": []})).len(), 1, "told again after it was right");
    }
}
