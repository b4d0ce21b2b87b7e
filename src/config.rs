//! Settings: `glossator.toml` and editor settings, read by one description of their keys to one [`Config`].
//!
//! What is wrong is a [`Problem`]; the rest is read all the same.

mod edit;
mod glob;
mod levels;
mod read;
mod rules;
mod schema;
mod shape;
#[cfg(test)]
mod tests;
mod toml;
mod value;

pub use edit::{Setting, set};
pub use glob::Glob;
pub use levels::{Level, format_name, level, level_name};
pub use read::{Problem, from_editor, from_toml, glossary_span};
pub use rules::{Occurrences, Rule, Rules};
pub use schema::schema;
pub use toml::to_toml;

use crate::glossary::Severity;
use crate::language::Language;
use crate::prose::Format;

/// The name of the file.
pub const FILE_NAME: &str = "glossator.toml";

/// What somebody set; what nobody set is `None`. Paths and globs are relative to the folder of the file, parted by `/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The glossaries to use instead of those found in the folders.
    pub glossaries: Option<Vec<String>>,
    /// The languages that the texts are written in.
    pub languages: Option<Vec<Language>>,
    /// Whether the glossary that comes with the program answers too; where nobody says, it does where no other glossary does.
    pub embedded: Option<bool>,
    /// The terms, by id, that no rule speaks of.
    pub ignored_terms: Option<Vec<String>>,
    /// Which files are texts.
    pub files: Files,
    /// What editors show only where somebody wants it.
    pub features: Features,
    /// How loud the rules are.
    pub rules: RuleSettings,
    /// Other rules for some files; the last one that fits counts.
    pub overrides: Vec<Override>,
}

/// Which files are texts, and of which format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// Only these.
    pub include: Option<Vec<Glob>>,
    /// Not these.
    pub exclude: Option<Vec<Glob>>,
    /// The format of files whose name does not tell it; the first one that fits counts.
    pub formats: Option<Vec<(Glob, Format)>>,
}

/// What editors show only where somebody wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// What acronyms stand for, as inlay hints.
    pub inlay_hints: Option<bool>,
    /// Terms in texts, as semantic tokens.
    pub semantic_tokens: Option<bool>,
}

/// How loud rules are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSettings {
    levels: [Option<Level>; Rule::ALL.len()],
    lists: [Option<Vec<String>>; Rule::ALL.len()],
    /// Where rule `term` speaks.
    pub occurrences: Option<Occurrences>,
}

/// Rules for some files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    /// For which.
    pub files: Vec<Glob>,
    /// What holds for them.
    pub rules: RuleSettings,
}

impl RuleSettings {
    /// What is set for `rule`.
    pub fn level(&self, rule: Rule) -> Option<Level> {
        self.levels[rule as usize]
    }

    /// Sets `rule`.
    pub fn set(&mut self, rule: Rule, level: Level) {
        self.levels[rule as usize] = Some(level);
    }

    /// What is set as the rule's [list option](Rule::list_option).
    pub fn list(&self, rule: Rule) -> Option<&[String]> {
        self.lists[rule as usize].as_deref()
    }

    /// Sets the rule's list option.
    pub fn set_list(&mut self, rule: Rule, list: Vec<String>) {
        self.lists[rule as usize] = Some(list);
    }

    fn apply_to(&self, rules: &mut Rules) {
        for rule in Rule::ALL {
            if let Some(level) = self.level(rule) {
                rules.set(rule, level);
            }
            if let Some(list) = self.list(rule) {
                rules.set_list(rule, list.to_vec());
            }
        }
        rules.occurrences = self.occurrences.unwrap_or(rules.occurrences);
    }
}

impl Config {
    /// The rules that hold for the file at `path`, relative to the configuration's folder and parted by `/`.
    pub fn rules_for(&self, path: &str) -> Rules {
        let mut rules = Rules::default();
        self.apply_rules(path, &mut rules);
        rules
    }

    /// Sets in `rules` what is set here for the file at `path`. Of several configurations, the nearest comes last.
    pub fn apply_rules(&self, path: &str, rules: &mut Rules) {
        self.rules.apply_to(rules);
        for it in self.overrides.iter().filter(|it| it.files.iter().any(|glob| glob.matches(path))) {
            it.rules.apply_to(rules);
        }
        if let Some(ids) = &self.ignored_terms {
            rules.ignored_terms.clone_from(ids);
        }
    }

    /// How loud `rule` is in the file at `path`; `None` where it is off.
    pub fn rule_for(&self, path: &str, rule: Rule) -> Option<Severity> {
        self.rules_for(path).severity(rule)
    }

    /// The format that is set for the file at `path`.
    pub fn format_of(&self, path: &str) -> Option<Format> {
        self.files.formats.iter().flatten().find(|(glob, _)| glob.matches(path)).map(|(_, format)| *format)
    }
}
