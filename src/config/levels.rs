//! The words for how loud a rule is, and for formats.

use crate::glossary::Severity;
use crate::prose::Format;

/// How loud a rule is; `None`: off.
pub type Level = Option<Severity>;

/// Every level with its word.
pub(super) const LEVELS: [(&str, Level); 5] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("information", Some(Severity::Information)),
    ("hint", Some(Severity::Hint)),
    ("off", None),
];

/// Every format with its word.
pub(super) const FORMATS: [(&str, Format); 3] = [("markdown", Format::Markdown), ("mdx", Format::Mdx), ("plain", Format::Plain)];

/// The level that a word means.
pub fn level(word: &str) -> Option<Level> {
    LEVELS.iter().find(|(known, _)| *known == word).map(|(_, level)| *level)
}

/// The word for a level.
pub fn level_name(level: Level) -> &'static str {
    LEVELS.iter().find(|(_, known)| *known == level).map_or("off", |(word, _)| word)
}

pub(super) fn format(word: &str) -> Option<Format> {
    FORMATS.iter().find(|(known, _)| *known == word).map(|(_, format)| *format)
}

/// The word for a format that a setting may name.
pub fn format_name(format: Format) -> Option<&'static str> {
    FORMATS.iter().find(|(_, known)| *known == format).map(|(word, _)| *word)
}
