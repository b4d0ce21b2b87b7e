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
    /// Anything.
    Any,
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
        Shape::List(&Shape::Text(Kind::Any)),
        "The terms, by their id, that no rule speaks of. A hover still explains them.",
    ),
    key("files", Shape::Table(FILES), "Which files are texts."),
    key("features", Shape::Table(FEATURES), "What editors show only where it is switched on."),
    key("rules", Shape::Table(RULES), "How loud each rule is."),
    key("overrides", Shape::List(&Shape::Table(OVERRIDE)), "Other rules for some files. The last entry that fits counts."),
];

const GLOBS: Shape = Shape::List(&Shape::Text(Kind::Glob));

const FILES: &[Key] = &[
    key("include", GLOBS, "Only these files, as patterns such as \"docs/**\"."),
    key("exclude", GLOBS, "Not these files, as patterns such as \"docs/old/**\"."),
    key("formats", Shape::ByGlob(&Shape::Word(FORMAT_WORDS)), "The format of files by pattern, such as { \"*.txt\" = \"markdown\" }."),
];

const FEATURES: &[Key] = &[
    key(
        "inlay-hints",
        Shape::Switch,
        "Whether what an acronym stands for is shown behind its first use in a text. Off where nothing is said.",
    ),
    key("semantic-tokens", Shape::Switch, "Whether terms are coloured in texts. Off where nothing is said."),
];

const OVERRIDE: &[Key] =
    &[key("files", GLOBS, "The files it is for, as patterns."), key("rules", Shape::Table(RULES), "How loud each rule is in these files.")];

const RULES: &[Key] = &[
    key("term", Shape::Either(LEVEL_WORDS, TERM), "A glossary explains this term."),
    key("deprecated-form", RULE, "A form that the glossary advises against."),
    key("forbidden-form", RULE, "A form that must not be written."),
    key("letter-case", RULE, "A name or an acronym in another letter case than its own."),
    key("inconsistent-form", RULE, "Two forms of one term in one text."),
    key("foreign-form", RULE, "A form of another language than the text's, where the glossary has one of the text's. Off by default."),
    key(
        "undefined-acronym",
        Shape::Either(LEVEL_WORDS, ACRONYM),
        "An acronym that neither a glossary nor the text itself explains. Off by default.",
    ),
    key(
        "acronym-first-use",
        Shape::Either(LEVEL_WORDS, ACRONYM),
        "The first use of an acronym in a text does not say what it stands for. Off by default.",
    ),
    key(
        "term-first-use",
        Shape::Either(LEVEL_WORDS, LINK),
        "The first use of a term in a text is no link to the glossary. Off by default.",
    ),
    key("unused-term", RULE, "A term of the glossary that no text uses, told when folders are linted. Off by default."),
    key("unknown-suppression", RULE, "A suppression comment that names neither a rule nor a term."),
    key("unused-suppression", RULE, "A suppression comment that suppresses nothing."),
];

const SEVERITY: Key = key("severity", Shape::Word(LEVEL_WORDS), "How loud the rule is.");

/// A rule without options of its own.
const RULE: Shape = Shape::Either(LEVEL_WORDS, &[SEVERITY]);

const TERM: &[Key] = &[
    SEVERITY,
    key("occurrences", Shape::Word(OCCURRENCE_WORDS), "Whether it speaks at the first mark of each term in a text, at all, or not at all."),
];

const TEXTS: Shape = Shape::List(&Shape::Text(Kind::Any));

const ACRONYM: &[Key] = &[SEVERITY, key("ignore", TEXTS, "Acronyms that every reader of these texts knows, such as \"NASA\".")];

const LINK: &[Key] = &[
    SEVERITY,
    key("targets", TEXTS, "Files that are the glossary for readers, such as \"terms.html\". A file named *.glossary.md always is."),
];

/// The keys that editors' own settings have under `glossator`, which say nothing to the server.
pub(super) const OF_EDITORS: &[&str] = &["codeLanguages", "enable", "path", "server", "trace"];

#[cfg(test)]
mod tests {
    use super::super::{Rule, levels};
    use super::*;

    #[test]
    fn words_are_those_that_are_read() {
        let names: Vec<&str> = RULES.iter().map(|key| key.name).collect();
        assert_eq!(names, Rule::ALL.map(Rule::id));
        for (rule, key) in Rule::ALL.into_iter().zip(RULES) {
            let Shape::Either(_, options) = key.shape else { panic!("{}", key.name) };
            let list = options.iter().find(|option| matches!(option.shape, Shape::List(_))).map(|option| option.name);
            assert_eq!(list, rule.list_option(), "{}", key.name);
            assert_eq!(key.says.ends_with("Off by default."), rule.is_off_by_default(), "{}", key.name);
        }
        assert_eq!(LEVEL_WORDS, levels::LEVELS.map(|(word, _)| word));
        assert_eq!(FORMAT_WORDS, levels::FORMATS.map(|(word, _)| word));
    }
}
