//! From a tree of settings to a [`Config`]: first what the description does not allow is sifted out, then the rest is taken.

use super::shape::{KEYS, Key, Kind, OF_EDITORS, Shape};
use super::value::{self, Data, Entry, Value};
use super::{Config, Features, Files, Glob, Occurrences, Override, Rule, RuleSettings, levels};
use crate::language::Language;
use crate::messages::{ConfigMessage, Message, Wanted};
use crate::nearest::nearest;
use crate::span::Span;

/// Something wrong in settings. What it concerns was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the file; `None` for editor settings.
    pub span: Option<Span>,
    /// The key it is about, with dots (`rules.term`); empty where the file as a whole is meant.
    pub key: String,
    /// What, and what was expected.
    pub message: Message,
}

/// Reads the text of a `glossator.toml`; problems come by place.
pub fn from_toml(text: &str) -> (Config, Vec<Problem>) {
    let (value, errors) = value::from_toml(text);
    let unreadable = |(span, reason)| Problem { span: Some(span), key: String::new(), message: ConfigMessage::NotToml { reason }.into() };
    let mut problems: Vec<Problem> = errors.into_iter().map(unreadable).collect();
    let config = sift_table(value, KEYS, "", &mut problems).map(|entries| take(&entries)).unwrap_or_default();
    problems.sort_by_key(|problem| problem.span);
    (config, problems)
}

/// Where the glossary `path` is named in the text of a `glossator.toml`, in bytes.
pub fn glossary_span(toml: &str, path: &str) -> Option<Span> {
    let Data::Table(entries) = value::from_toml(toml).0.data else { return None };
    let named = entries.into_iter().find(|entry| entry.key == "glossaries")?;
    let Data::List(values) = named.value.data else { return None };
    values.iter().find(|value| text(value) == Some(path)).and_then(|value| value.span)
}

/// Reads an editor's settings, with or without the outer `glossator`.
pub fn from_editor(settings: &serde_json::Value) -> (Config, Vec<Problem>) {
    let settings = settings.get("glossator").filter(|inner| inner.is_object()).unwrap_or(settings);
    let mut problems = Vec::new();
    let mut value = value::from_json(settings);
    if settings.is_null() {
        return Default::default();
    }
    if let Data::Table(entries) = &mut value.data {
        entries.retain(|entry| !OF_EDITORS.contains(&entry.key.as_str()));
    }
    let config = sift_table(value, KEYS, "", &mut problems).map(|entries| take(&entries)).unwrap_or_default();
    (config, problems)
}

/// `value` without what `shape` does not allow.
fn sift(value: Value, shape: &Shape, key: &str, problems: &mut Vec<Problem>) -> Option<Value> {
    let span = value.span;
    let data = match (shape, value.data) {
        (Shape::Switch, data @ Data::Switch(_)) => data,
        (Shape::Word(words) | Shape::Either(words, _), Data::Text(word)) => {
            if !words.contains(&word.as_str()) {
                problems.push(unknown_value(span, key, &word, words));
                return None;
            }
            Data::Text(word)
        }
        (Shape::Text(kind), Data::Text(text)) => {
            if let Some(message) = wrong_text(*kind, &text) {
                problems.push(Problem { span, key: key.to_owned(), message: message.into() });
                return None;
            }
            Data::Text(text)
        }
        (Shape::List(shape), Data::List(values)) => {
            Data::List(values.into_iter().filter_map(|value| sift(value, shape, key, problems)).collect())
        }
        (Shape::Table(keys) | Shape::Either(_, keys), data @ Data::Table(_)) => {
            Data::Table(sift_table(Value { span, data }, keys, key, problems)?)
        }
        (Shape::ByGlob(shape), Data::Table(entries)) => {
            Data::Table(entries.into_iter().filter_map(|entry| sift_by_glob(entry, shape, key, problems)).collect())
        }
        _ => {
            problems.push(Problem { span, key: key.to_owned(), message: wrong_kind(key, shape).into() });
            return None;
        }
    };
    Some(Value { span, data })
}

fn sift_table(value: Value, keys: &[Key], path: &str, problems: &mut Vec<Problem>) -> Option<Vec<Entry>> {
    let Data::Table(entries) = value.data else {
        let message = ConfigMessage::WrongKind { key: path.to_owned(), wanted: Wanted::Table };
        problems.push(Problem { span: value.span, key: path.to_owned(), message: message.into() });
        return None;
    };
    let mut good = Vec::new();
    for entry in entries {
        let full = joined(path, &entry.key);
        let Some(known) = keys.iter().find(|known| known.name == entry.key) else {
            problems.push(unknown_key(&entry, &full, keys));
            continue;
        };
        good.extend(sift(entry.value, &known.shape, &full, problems).map(|value| Entry { value, ..entry }));
    }
    Some(good)
}

fn sift_by_glob(entry: Entry, shape: &Shape, path: &str, problems: &mut Vec<Problem>) -> Option<Entry> {
    let full = joined(path, &entry.key);
    if let Some(message) = wrong_text(Kind::Glob, &entry.key) {
        problems.push(Problem { span: entry.key_span, key: full, message: message.into() });
        return None;
    }
    sift(entry.value, shape, &full, problems).map(|value| Entry { value, key: entry.key, key_span: entry.key_span })
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn unknown_key(entry: &Entry, full: &str, keys: &[Key]) -> Problem {
    let names = || keys.iter().map(|key| key.name);
    let nearest = nearest(&entry.key, names(), 1).into_iter().map(str::to_owned).collect();
    let known = names().map(str::to_owned).collect();
    Problem {
        span: entry.key_span,
        key: full.to_owned(),
        message: ConfigMessage::UnknownKey { key: full.to_owned(), nearest, known }.into(),
    }
}

fn unknown_value(span: Option<Span>, key: &str, value: &str, words: &[&str]) -> Problem {
    let nearest = nearest(value, words.iter().copied(), 1).into_iter().map(str::to_owned).collect();
    let known = words.iter().map(|word| (*word).to_owned()).collect();
    let message = ConfigMessage::UnknownValue { key: key.to_owned(), value: value.to_owned(), nearest, known };
    Problem { span, key: key.to_owned(), message: message.into() }
}

fn wrong_kind(key: &str, shape: &Shape) -> ConfigMessage {
    let wanted = match shape {
        Shape::Switch => Wanted::Switch,
        Shape::Word(words) => Wanted::OneOf(words.iter().map(|word| (*word).to_owned()).collect()),
        Shape::Text(_) => Wanted::Text,
        Shape::List(_) => Wanted::List,
        Shape::Table(_) | Shape::ByGlob(_) => Wanted::Table,
        Shape::Either(words, _) => Wanted::OneOfOrTable(words.iter().map(|word| (*word).to_owned()).collect()),
    };
    ConfigMessage::WrongKind { key: key.to_owned(), wanted }
}

fn wrong_text(kind: Kind, text: &str) -> Option<ConfigMessage> {
    match kind {
        Kind::Path => leaves_folder(text).then(|| ConfigMessage::OutsideFolder { path: text.to_owned() }),
        Kind::Language => Language::parse(text).is_none().then(|| ConfigMessage::NotALanguage { tag: text.to_owned() }),
        Kind::Any => None,
        Kind::Glob => Glob::new(text).err().map(|reason| ConfigMessage::NotAGlob { pattern: text.to_owned(), reason }),
    }
}

/// Whether a path is absolute or goes up out of the folder it is relative to. Symbolic links are not looked at.
fn leaves_folder(path: &str) -> bool {
    let mut depth = 0_i32;
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    for part in path.split(['/', '\\']) {
        depth += match part {
            ".." => -1,
            "." | "" => 0,
            _ => 1,
        };
        if depth < 0 {
            return true;
        }
    }
    has_drive || path.starts_with(['/', '\\'])
}

/// The configuration in a sifted tree.
fn take(entries: &[Entry]) -> Config {
    let mut config = Config::default();
    for Entry { key, value, .. } in entries {
        match (key.as_str(), &value.data) {
            ("glossaries", _) => config.glossaries = Some(texts(value).map(str::to_owned).collect()),
            ("languages", _) => config.languages = Some(texts(value).filter_map(Language::parse).collect()),
            ("embedded", Data::Switch(on)) => config.embedded = Some(*on),
            ("ignored-terms", _) => config.ignored_terms = Some(texts(value).map(str::to_owned).collect()),
            ("files", Data::Table(entries)) => config.files = take_files(entries),
            ("features", Data::Table(entries)) => config.features = take_features(entries),
            ("rules", Data::Table(entries)) => config.rules = take_rules(entries),
            ("overrides", Data::List(values)) => config.overrides = values.iter().map(take_override).collect(),
            _ => {}
        }
    }
    config
}

fn take_files(entries: &[Entry]) -> Files {
    let mut files = Files::default();
    for Entry { key, value, .. } in entries {
        match (key.as_str(), &value.data) {
            ("include", _) => files.include = Some(globs(value)),
            ("exclude", _) => files.exclude = Some(globs(value)),
            ("formats", Data::Table(entries)) => {
                let format = |entry: &Entry| Some((Glob::new(&entry.key).ok()?, levels::format(text(&entry.value)?)?));
                files.formats = Some(entries.iter().filter_map(format).collect());
            }
            _ => {}
        }
    }
    files
}

fn take_features(entries: &[Entry]) -> Features {
    let switch = |name: &str| match entries.iter().find(|entry| entry.key == name)?.value.data {
        Data::Switch(on) => Some(on),
        _ => None,
    };
    Features { inlay_hints: switch("inlay-hints"), semantic_tokens: switch("semantic-tokens") }
}

fn take_rules(entries: &[Entry]) -> RuleSettings {
    let mut rules = RuleSettings::default();
    for Entry { key, value, .. } in entries {
        let Some(rule) = Rule::parse(key) else { continue };
        match &value.data {
            Data::Text(word) => {
                if let Some(level) = levels::level(word) {
                    rules.set(rule, level);
                }
            }
            Data::Table(entries) => take_options(rule, entries, &mut rules),
            _ => {}
        }
    }
    rules
}

/// The options of one rule; the description lets each have its own only.
fn take_options(rule: Rule, entries: &[Entry], rules: &mut RuleSettings) {
    let of_key = |name: &str| entries.iter().find(|entry| entry.key == name).map(|entry| &entry.value);
    if let Some(level) = of_key("severity").and_then(text).and_then(levels::level) {
        rules.set(rule, level);
    }
    if let Some(list) = rule.list_option().and_then(of_key) {
        rules.set_list(rule, texts(list).map(str::to_owned).collect());
    }
    match of_key("occurrences").and_then(text) {
        Some("first") => rules.occurrences = Some(Occurrences::First),
        Some("all") => rules.occurrences = Some(Occurrences::All),
        Some("off") => rules.set(Rule::Term, None),
        _ => {}
    }
}

fn take_override(value: &Value) -> Override {
    let Data::Table(entries) = &value.data else { return Override::default() };
    let of_key = |name: &str| entries.iter().find(|entry| entry.key == name).map(|entry| &entry.value);
    let rules = match of_key("rules").map(|value| &value.data) {
        Some(Data::Table(entries)) => take_rules(entries),
        _ => RuleSettings::default(),
    };
    Override { files: of_key("files").map(globs).unwrap_or_default(), rules }
}

fn text(value: &Value) -> Option<&str> {
    match &value.data {
        Data::Text(text) => Some(text),
        _ => None,
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let values = match &value.data {
        Data::List(values) => values.as_slice(),
        _ => &[],
    };
    values.iter().filter_map(text)
}

fn globs(value: &Value) -> Vec<Glob> {
    texts(value).filter_map(|pattern| Glob::new(pattern).ok()).collect()
}
