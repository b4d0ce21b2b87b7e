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
pub use levels::{Level, level, level_name};
pub use read::{Problem, from_editor, from_toml};
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

/// How loud rules are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSettings {
    levels: [Option<Level>; Rule::ALL.len()],
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

    fn apply_to(&self, rules: &mut Rules) {
        for rule in Rule::ALL {
            if let Some(level) = self.level(rule) {
                rules.set(rule, level);
            }
        }
        rules.occurrences = self.occurrences.unwrap_or(rules.occurrences);
    }

    /// These settings, and those of `farther` where nothing is set here.
    fn over(&self, farther: &Self) -> Self {
        let levels = Rule::ALL.map(|rule| self.level(rule).or(farther.level(rule)));
        Self { levels, occurrences: self.occurrences.or(farther.occurrences) }
    }

    /// These settings without those that `nearer` sets.
    fn without(&self, nearer: &Self) -> Self {
        let levels = Rule::ALL.map(|rule| self.level(rule).filter(|_| nearer.level(rule).is_none()));
        Self { levels, occurrences: self.occurrences.filter(|_| nearer.occurrences.is_none()) }
    }
}

impl Config {
    /// One configuration of several, the nearest first: each setting is the nearest one's that has it. The overrides of a farther one hold
    /// where a nearer one says nothing of the rule.
    pub fn layered(nearest_first: impl IntoIterator<Item = Self>) -> Self {
        nearest_first.into_iter().reduce(Self::over).unwrap_or_default()
    }

    fn over(self, farther: Self) -> Self {
        let rules = self.rules.over(&farther.rules);
        let remaining = farther.overrides.into_iter().map(|it| Override { rules: it.rules.without(&self.rules), ..it });
        Self {
            glossaries: self.glossaries.or(farther.glossaries),
            languages: self.languages.or(farther.languages),
            embedded: self.embedded.or(farther.embedded),
            ignored_terms: self.ignored_terms.or(farther.ignored_terms),
            files: Files {
                include: self.files.include.or(farther.files.include),
                exclude: self.files.exclude.or(farther.files.exclude),
                formats: self.files.formats.or(farther.files.formats),
            },
            rules,
            overrides: remaining.chain(self.overrides).collect(),
        }
    }

    /// The rules that hold for the file at `path`, relative to the configuration's folder and parted by `/`.
    pub fn rules_for(&self, path: &str) -> Rules {
        let mut rules = Rules::default();
        self.rules.apply_to(&mut rules);
        for it in self.overrides.iter().filter(|it| it.files.iter().any(|glob| glob.matches(path))) {
            it.rules.apply_to(&mut rules);
        }
        rules.ignored_terms = self.ignored_terms.clone().unwrap_or_default();
        rules
    }

    /// How loud `rule` is in the file at `path`; `None` where it is off.
    pub fn rule_for(&self, path: &str, rule: Rule) -> Option<Severity> {
        self.rules_for(path).severity(rule)
    }

    /// Whether the file at `path` is one of the texts.
    pub fn wants(&self, path: &str) -> bool {
        let fits = |globs: &Vec<Glob>| globs.iter().any(|glob| glob.matches(path));
        self.files.include.as_ref().is_none_or(fits) && !self.files.exclude.as_ref().is_some_and(fits)
    }

    /// The format that is set for the file at `path`.
    pub fn format_of(&self, path: &str) -> Option<Format> {
        self.files.formats.iter().flatten().find(|(glob, _)| glob.matches(path)).map(|(_, format)| *format)
    }

    /// The language to read a text in that seems to be in `seeming`: that one, unless the texts are said to be in others; then the first of
    /// those. Where several are possible, a text whose language does not show stays without one.
    pub fn language_among(&self, seeming: Option<&Language>) -> Option<Language> {
        let Some(languages) = self.languages.as_ref().filter(|languages| !languages.is_empty()) else { return seeming.cloned() };
        match seeming {
            Some(seeming) if languages.iter().any(|it| it.same(seeming)) => Some(seeming.clone()),
            None if languages.len() > 1 => None,
            _ => languages.first().cloned(),
        }
    }
}
