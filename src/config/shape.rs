//! The one description of the keys: reading, the schema and the complaints follow it.

/// What may stand in a place.
pub(super) enum Shape {
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Text of a kind.
    Text(Kind),
    /// Any number of these.
    List(&'static Shape),
    /// These keys and no others, none of them needed.
    Table(&'static [Key]),
    /// Any keys that are globs, each with one of these.
    ByGlob(&'static Shape),
    /// Words or a table.
    Either(&'static [&'static str], &'static [Key]),
}

/// What a text must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A path that stays in the folder.
    Path,
    /// A BCP 47 tag.
    Language,
    /// A pattern for paths.
    Glob,
    /// The id of a term, which a glossary may or may not have.
    TermId,
}

/// A key with its meaning.
pub(super) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    /// For editors that show the schema.
    pub says: &'static str,
}

const fn key(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, says }
}

pub(super) const LEVEL_WORDS: &[&str] = &["error", "warning", "information", "hint", "off"];
pub(super) const FORMAT_WORDS: &[&str] = &["markdown", "mdx", "plain"];
pub(super) const OCCURRENCE_WORDS: &[&str] = &["first", "all", "off"];

/// All keys.
pub(super) const KEYS: &[Key] = &[
    key(
        "glossaries",
        Shape::List(&Shape::Text(Kind::Path)),
        "The glossary files to use, relative to this file's folder. Where none are named, every *.glossary.md of the project is used.",
    ),
    key("languages", Shape::List(&Shape::Text(Kind::Language)), "The languages that the texts are written in, such as \"fr\" and \"en\"."),
    key(
        "embedded",
        Shape::Switch,
        "Whether the glossary that comes with Glossator answers: true, always; false, never. Where nothing is said, where no other glossary does.",
    ),
    key(
        "ignored-terms",
        Shape::List(&Shape::Text(Kind::TermId)),
        "The terms, by their id, that no rule speaks of. A hover still explains them.",
    ),
    key("files", Shape::Table(FILES), "Which files are texts."),
    key("rules", Shape::Table(RULES), "How loud each rule is."),
    key("overrides", Shape::List(&Shape::Table(OVERRIDE)), "Other rules for some files. The last entry that fits counts."),
];

const GLOBS: Shape = Shape::List(&Shape::Text(Kind::Glob));

const FILES: &[Key] = &[
    key("include", GLOBS, "Only these files, as patterns such as \"docs/**\"."),
    key("exclude", GLOBS, "Not these files, as patterns such as \"docs/old/**\"."),
    key("formats", Shape::ByGlob(&Shape::Word(FORMAT_WORDS)), "The format of files by pattern, such as { \"*.txt\" = \"markdown\" }."),
];

const OVERRIDE: &[Key] =
    &[key("files", GLOBS, "The files it is for, as patterns."), key("rules", Shape::Table(RULES), "How loud each rule is in these files.")];

const RULES: &[Key] = &[
    key("term", Shape::Either(LEVEL_WORDS, TERM), "A glossary explains this term."),
    key("deprecated-form", Shape::Word(LEVEL_WORDS), "A form that the glossary advises against."),
    key("forbidden-form", Shape::Word(LEVEL_WORDS), "A form that must not be written."),
    key("letter-case", Shape::Word(LEVEL_WORDS), "A name or an acronym in another letter case than its own."),
    key("inconsistent-form", Shape::Word(LEVEL_WORDS), "Two forms of one term in one text."),
    key("unknown-suppression", Shape::Word(LEVEL_WORDS), "A suppression comment that names neither a rule nor a term."),
    key("unused-suppression", Shape::Word(LEVEL_WORDS), "A suppression comment that suppresses nothing."),
];

const TERM: &[Key] = &[
    key("severity", Shape::Word(LEVEL_WORDS), "How loud the rule is."),
    key("occurrences", Shape::Word(OCCURRENCE_WORDS), "Whether it speaks at the first mark of each term in a text, at all, or not at all."),
];

/// The keys that editors' own settings have under `glossator`, which say nothing to the server.
pub(super) const OF_EDITORS: &[&str] = &["trace", "server", "path", "enable"];

#[cfg(test)]
mod tests {
    use super::super::{Rule, levels};
    use super::*;

    #[test]
    fn words_are_those_that_are_read() {
        let names: Vec<&str> = RULES.iter().map(|key| key.name).collect();
        assert_eq!(names, Rule::ALL.map(Rule::id));
        assert_eq!(LEVEL_WORDS, levels::LEVELS.map(|(word, _)| word));
        assert_eq!(FORMAT_WORDS, levels::FORMATS.map(|(word, _)| word));
    }
}
