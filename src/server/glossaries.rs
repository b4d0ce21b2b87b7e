//! The glossaries that the server answers from.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::matcher::Matcher;
use crate::span::Span;
use crate::text::Encoding;
use crate::workspace::{self, Glossaries, Source};

/// The glossaries as one document sees them.
#[derive(Clone, Debug)]
pub struct Serving {
    /// All of them.
    pub glossaries: Arc<Glossaries>,
    /// The document's file, if it is in one.
    pub path: Option<Arc<Path>>,
}

impl Serving {
    /// For the document at `uri`.
    pub fn of(glossaries: &Arc<Glossaries>, uri: &Url) -> Self {
        let path = uri.to_file_path().ok().map(Arc::from);
        Self { glossaries: Arc::clone(glossaries), path }
    }

    /// What finds their terms.
    pub fn matcher(&self) -> Arc<Matcher> {
        let group = self.glossaries.serving(self.path.as_deref());
        group.map_or_else(|| Arc::new(Matcher::new(Vec::new())), |group| self.glossaries.matcher(group))
    }

    /// Where a glossary of the matcher, by its number there, comes from.
    pub fn source(&self, glossary: u32) -> Option<&Source> {
        self.glossaries.source(self.glossaries.serving(self.path.as_deref())?, glossary)
    }

    /// A link to a place of a glossary, as editors and browsers understand it: `file:///…#L12`.
    pub fn link(&self, glossary: u32, span: Span) -> Option<String> {
        let source = self.source(glossary)?;
        let uri = Url::from_file_path(source.path.as_deref()?).ok()?;
        let line = source.text.point_of(span.start, Encoding::Utf8).line + 1;
        Some(format!("{uri}#L{line}"))
    }

    /// Whether the document is a glossary, by its name or because it answers as one.
    pub fn may_be_glossary(&self) -> bool {
        self.path.as_deref().is_some_and(workspace::is_glossary) || self.is_glossary()
    }

    /// Whether the document is one of the glossaries, whose text is exempt from marks.
    pub fn is_glossary(&self) -> bool {
        self.path.as_deref().is_some_and(|path| self.glossaries.has(path))
    }
}
