//! The glossaries that the server answers from.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use super::home::Home;
use crate::config::Features;
use crate::matcher::Matcher;
use crate::span::Span;
use crate::text::Encoding;
use crate::workspace::{self, Glossaries, Project, Source};

/// The glossaries as one document sees them.
#[derive(Clone, Debug)]
pub struct Serving {
    /// All of them.
    pub glossaries: Arc<Glossaries>,
    /// The document's file, if it is in one.
    pub path: Option<Arc<Path>>,
    /// Whether the document is one of the texts. One that the configuration leaves out is not: nothing is shown in it unasked, but whoever points
    /// at a word gets an answer.
    pub is_text: bool,
    /// What its reader wants to see; nothing unasked in what is no text.
    pub features: Features,
    /// Where it belongs, as the glossaries see it.
    home: Option<Arc<Path>>,
}

impl Serving {
    /// For the document at `uri` of this project.
    pub fn of(glossaries: &Arc<Glossaries>, project: &Project, uri: &Url, home: &Home) -> Self {
        Self { path: uri.to_file_path().ok().map(Arc::from), ..Self::at(glossaries, project, home) }
    }

    /// For a text that would be at home here, if there were one.
    pub fn at(glossaries: &Arc<Glossaries>, project: &Project, home: &Home) -> Self {
        let is_text = !matches!(home, Home::At(place) if !project.wants(place));
        let features = if is_text { project.features() } else { Features::default() };
        Self { glossaries: Arc::clone(glossaries), path: None, is_text, features, home: home.path().map(Arc::from) }
    }

    /// For a document that is nowhere, without glossaries.
    #[cfg(test)]
    pub fn nothing() -> Self {
        Self { glossaries: Arc::default(), path: None, is_text: true, features: Features::default(), home: None }
    }

    /// Where the document belongs, as [`Glossaries::serving`] takes it.
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// What finds their terms.
    pub fn matcher(&self) -> Arc<Matcher> {
        let group = self.glossaries.serving(self.home.as_deref());
        group.map_or_else(|| Arc::new(Matcher::new(Vec::new())), |group| self.glossaries.matcher(group))
    }

    /// Where a glossary of the matcher, by its number there, comes from.
    pub fn source(&self, glossary: u32) -> Option<&Source> {
        self.glossaries.source(self.glossaries.serving(self.home.as_deref())?, glossary)
    }

    /// A link to a place of a glossary, as editors and browsers understand it: `file:///…#L12`.
    pub fn link(&self, glossary: u32, span: Span) -> Option<String> {
        let source = self.source(glossary)?;
        let uri = Url::from_file_path(source.path.as_deref()?).ok()?;
        // A parenthesis in a path would end the target of a Markdown link.
        let uri = uri.as_str().replace('(', "%28").replace(')', "%29");
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
