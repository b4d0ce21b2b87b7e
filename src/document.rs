//! One version of an open text, with what the glossaries say about it.

use std::sync::{Arc, OnceLock};

use crate::language::{self, Language};
use crate::matcher::company::{self, Mark, Verdict};
use crate::matcher::{Matcher, Occurrence, Veto};
use crate::prose::{self, Format};
use crate::span::Span;
use crate::text::{Edit, Encoding, Text};

/// How a text is to be read.
#[derive(Clone, Debug)]
pub struct Manner {
    /// Its file format.
    pub format: Format,
    /// Its language where a setting or the file name tells; else the front matter decides, else it is guessed.
    pub language: Option<Language>,
}

/// What the glossaries say about one text. Spans are bytes of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The language it was taken to be in.
    pub language: Option<Language>,
    /// Every verified match, overlapping ones too: by start, longest first, nearest form first.
    pub occurrences: Vec<Occurrence>,
    /// What became of each occurrence.
    pub verdicts: Vec<Verdict>,
    /// The `not near` words.
    pub vetoes: Vec<Veto>,
    /// What is shown to the writer, in order, no two overlapping.
    pub marks: Vec<Mark>,
    /// The comments of the text, without their delimiters, in order: the place of suppressions.
    pub comments: Vec<Span>,
}

/// Reads a whole text.
pub fn read(source: &str, manner: &Manner, matcher: &Matcher) -> Reading {
    let prose = prose::read(source, manner.format);
    let language = manner
        .language
        .clone()
        .or_else(|| prose.front_matter.and_then(|span| front_matter_language(&source[span.range()])))
        .or_else(|| language::guess(&prose.text));
    let found = matcher.find(&prose.text);
    let verdicts = company::verdicts(matcher, &found, language.as_ref());
    let mut marks = company::marks(&found, &verdicts);
    for mark in &mut marks {
        mark.occurrence.span = prose.source_span(mark.occurrence.span);
    }
    let mut occurrences = found.occurrences;
    for occurrence in &mut occurrences {
        occurrence.span = prose.source_span(occurrence.span);
    }
    Reading { language, occurrences, verdicts, vetoes: found.vetoes, marks, comments: prose.comments }
}

impl Reading {
    /// The occurrences that a cursor at `offset` touches (the end of a word included): the longest first, of equally long ones the nearest
    /// form first, one for each term.
    pub fn at(&self, offset: usize) -> Vec<&Occurrence> {
        let mut touched: Vec<&Occurrence> = self.occurrences.iter().filter(|it| it.span.touches(offset)).collect();
        // A cursor between two words belongs to the one that starts there.
        if touched.iter().any(|it| it.span.start == offset) {
            touched.retain(|it| it.span.end != offset);
        }
        touched.sort_by_key(|it| (usize::MAX - it.span.len(), it.distance));
        let mut seen = std::collections::HashSet::new();
        touched.retain(|it| seen.insert(it.term));
        touched
    }
}

/// The `lang`, `language` or `langue` of front matter; both `key: value` and TOML's `key = "value"` are read.
pub fn front_matter_language(front_matter: &str) -> Option<Language> {
    front_matter.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        let is_language = ["lang", "language", "langue", "locale"].contains(&key.trim());
        is_language.then(|| Language::parse(&value.trim().trim_matches(['"', '\'']).replace('_', "-"))).flatten()
    })
}

/// A text that is being edited, and its reading. Clones are cheap and stay as they are.
///
/// An edit changes the text at once and costs no more than that; the reading is made when somebody first asks for it, once for all
/// clones of a version.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    manner: Manner,
    matcher: Arc<Matcher>,
    reading: Arc<OnceLock<Reading>>,
}

impl Document {
    /// A document of `text`.
    pub fn new(text: Text, manner: Manner, matcher: Arc<Matcher>) -> Self {
        Self { text, manner, matcher, reading: Arc::default() }
    }

    /// Applies `edits` in their order; afterwards the document is the same as one made of the new text. Ranges are clamped: see
    /// [`Text::apply`].
    pub fn edit(&mut self, edits: &[Edit], version: i32, encoding: Encoding) {
        self.text.apply(edits, version, encoding);
        self.reading = Arc::default();
    }

    /// Takes other glossaries.
    pub fn set_matcher(&mut self, matcher: Arc<Matcher>) {
        self.matcher = matcher;
        self.reading = Arc::default();
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// How it is read.
    pub fn manner(&self) -> &Manner {
        &self.manner
    }

    /// The glossaries it is read with.
    pub fn matcher(&self) -> &Arc<Matcher> {
        &self.matcher
    }

    /// What they say. May take long the first time: see [`Document::is_read`].
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| read(&self.text.to_string(), &self.manner, &self.matcher))
    }

    /// Whether [`Document::reading`] answers at once.
    pub fn is_read(&self) -> bool {
        self.reading.get().is_some()
    }
}

/// The format of a file by its name, and its language where the name tells (`guide.fr.md`, `docs/fr/guide.md`). `None` for formats
/// whose prose cannot be found.
pub fn manner_of_path(path: &str) -> Option<Manner> {
    let lower = path.to_lowercase();
    let name = lower.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = name.rsplit_once('.')?;
    let format = match extension {
        "md" | "markdown" => Format::Markdown,
        "mdx" => Format::Mdx,
        "txt" | "text" => Format::Plain,
        _ => return None,
    };
    let by_name = stem.rsplit_once('.').and_then(|(_, tag)| known_language(tag));
    let by_folder = || lower.rsplit(['/', '\\']).skip(1).find_map(known_language);
    Some(Manner { format, language: by_name.or_else(by_folder) })
}

/// The format that an editor's language id names.
pub fn format_of_language_id(id: &str) -> Option<Format> {
    match id {
        "markdown" | "quarto" | "rmd" | "vimwiki" | "pandoc" => Some(Format::Markdown),
        "mdx" => Some(Format::Mdx),
        "plaintext" | "text" | "" => Some(Format::Plain),
        _ => None,
    }
}

/// Only languages that are also folder or file names in practice: `it` and `as` are words.
fn known_language(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    const KNOWN: &[&str] = &["fr", "en", "de", "es", "pt", "nl", "ja", "zh", "ko", "ru", "uk", "pl", "ar", "vi"];
    KNOWN.contains(&primary).then(|| Language::parse(&tag.replace('_', "-"))).flatten()
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod manner_tests {
    use super::*;

    #[test]
    fn manners_of_paths() {
        let show = |manner: Manner| format!("{:?} {}", manner.format, manner.language.map(|it| it.to_string()).unwrap_or("-".into()));
        for (path, expected) in [
            ("guide.md", Some("Markdown -")),
            ("guide.fr.md", Some("Markdown fr")),
            ("docs/fr/guide.mdx", Some("Mdx fr")),
            ("docs/pt-br/guide.txt", Some("Plain pt-br")),
            ("docs/fr/guide.en.md", Some("Markdown en")),
            ("NOTES.TXT", Some("Plain -")),
            ("c:\\docs\\fr\\a.md", Some("Markdown fr")),
            ("main.rs", None),
            ("fr", None),
            ("", None),
        ] {
            assert_eq!(manner_of_path(path).map(show).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn languages_of_front_matter() {
        for (front_matter, expected) in [
            ("title: x\nlang: fr-FR", Some("fr-fr")),
            ("language = \"en\"", Some("en")),
            ("langue : 'fr'", Some("fr")),
            ("slang: fr", None),
            ("", None),
        ] {
            assert_eq!(front_matter_language(front_matter).as_ref().map(Language::tag), expected, "{front_matter}");
        }
    }
}
