//! One version of an open text, with what the glossaries say about it.

mod blocks;
mod chunk;

use std::sync::{Arc, OnceLock};

pub use blocks::{Block, Extent};
pub use chunk::{Chunk, Dirty, Part, PartBlock, Parts};

use crate::language::Language;
use crate::matcher::company::{Mark, Verdict};
use crate::matcher::{Matcher, Occurrence, Veto};
use crate::prose::Format;
use crate::prose::chunks::{self, Chunks};
use crate::span::Span;
use crate::text::{Edit, Encoding, Text};

/// How a text is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Its file format.
    pub format: Format,
    /// Its language where a setting or the file name tells; else the front matter decides, else it is guessed.
    pub language: Option<Language>,
    /// The languages that it may be in, where a setting says them: see [`language::among`](crate::language::among).
    pub languages: Vec<Language>,
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
    Parts::read(Chunks::new(chunks::lines(source), manner.format, true), manner, matcher).whole()
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
/// An edit changes the text at once and costs no more than that; the reading follows when somebody asks for it, once for all clones of a
/// version, and reads only the chunks that changed.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    manner: Manner,
    matcher: Arc<Matcher>,
    parts: Arc<OnceLock<Arc<Parts>>>,
    /// An earlier reading with the same glossaries, and what was changed since.
    before: Option<(Arc<Parts>, Dirty)>,
}

impl Document {
    /// A document of `text`.
    pub fn new(text: Text, manner: Manner, matcher: Arc<Matcher>) -> Self {
        Self { text, manner, matcher, parts: Arc::default(), before: None }
    }

    /// Applies `edits` in their order; afterwards the document is the same as one made of the new text. Ranges are clamped: see
    /// [`Text::apply`].
    pub fn edit(&mut self, edits: &[Edit], version: i32, encoding: Encoding) {
        let changes = self.text.apply(edits, version, encoding);
        let changes = changes.iter().map(|change| Dirty { old: change.old, new: change.new });
        let (parts, dirty) = match (self.parts.get(), self.before.take()) {
            (Some(parts), _) => (Some(Arc::clone(parts)), None),
            (None, Some((parts, dirty))) => (Some(parts), Some(dirty)),
            (None, None) => (None, None),
        };
        self.before = parts.zip(dirty.into_iter().chain(changes).reduce(Dirty::then));
        self.parts = Arc::default();
    }

    /// Takes other glossaries.
    pub fn set_matcher(&mut self, matcher: Arc<Matcher>) {
        self.matcher = matcher;
        self.parts = Arc::default();
        self.before = None;
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

    /// What they say. May take long the first time after an edit: see [`Document::is_read`].
    pub fn parts(&self) -> &Arc<Parts> {
        self.parts.get_or_init(|| {
            let chunks_from = |start| Chunks::new(self.text.lines_from(start), self.manner.format, start == 0);
            Arc::new(match &self.before {
                Some((parts, dirty)) => parts.after(*dirty, chunks_from, &self.manner, &self.matcher),
                None => Parts::read(chunks_from(0), &self.manner, &self.matcher),
            })
        })
    }

    /// Whether [`Document::parts`] answers at once.
    pub fn is_read(&self) -> bool {
        self.parts.get().is_some()
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
    Some(Manner { format, language: by_name.or_else(by_folder), languages: Vec::new() })
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
