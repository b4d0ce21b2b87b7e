//! An open document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;
use tower_lsp::lsp_types::{DidChangeTextDocumentParams, TextDocumentItem, Url};

use super::capabilities::Agreed;
use super::convert;
use super::counting::Counted;
use super::glossaries::Serving;
use super::home::Home;
use super::snapshot::{Linting, Snapshot};
use crate::config::Rules;
use crate::document::{self, Manner};
use crate::prose::Format;
use crate::text::{Edit, Encoding, Point, Text};
use crate::workspace::{Glossaries, Projects};

/// An open document.
pub struct Document {
    /// As the client wrote it when it opened the document.
    pub uri: Url,
    /// The name of the diagnostics that were pushed last.
    pub shown: Option<u64>,
    /// The format that the editor says it has, if the editor knows one of ours.
    told: Option<Format>,
    serving: Serving,
    document: document::Document,
    linting: Arc<Linting>,
    changed: watch::Sender<()>,
}

impl Document {
    /// Opens a document, and answers with what tells of its changes too.
    pub fn open(item: TextDocumentItem, glossaries: &Arc<Glossaries>, projects: &Projects) -> (Self, watch::Receiver<()>) {
        let (changed, receiver) = watch::channel(());
        let told = document::format_of_language_id(&item.language_id);
        let (serving, manner, rules) = holding(&item.uri, told, glossaries, projects);
        let document = document::Document::new(Text::new(&item.text, item.version), manner, serving.matcher());
        let linting = Linting::new(document.matcher(), rules, document.manner().format);
        (Self { uri: item.uri, shown: None, told, serving, document, linting, changed }, receiver)
    }

    /// Applies the edits of one notification.
    pub fn change(&mut self, params: DidChangeTextDocumentParams, encoding: Encoding) {
        let (uri, version) = (params.text_document.uri, params.text_document.version);
        let before = self.document.text().version();
        if version <= before {
            tracing::warn!("version {version} came after version {before}: {uri}");
        }
        let edits: Vec<Edit> = params.content_changes.into_iter().map(convert::edit).collect();
        log_odd(self.document.text(), &edits, encoding, &uri);
        self.document.edit(&edits, version, encoding);
        self.touch();
    }

    /// Goes by these glossaries and configurations from now on, and tells whether they say something else of the document.
    pub fn serve(&mut self, glossaries: &Arc<Glossaries>, projects: &Projects) -> bool {
        let (serving, manner, rules) = holding(&self.uri, self.told, glossaries, projects);
        let matcher = serving.matcher();
        let is_same_reading = Arc::ptr_eq(self.document.matcher(), &matcher) && *self.document.manner() == manner;
        let is_same = is_same_reading
            && *self.linting.rules() == rules
            && (self.serving.is_text, self.serving.features) == (serving.is_text, serving.features);
        if !is_same_reading {
            self.document = document::Document::new(self.document.text().clone(), manner, Arc::clone(&matcher));
        }
        if !is_same {
            self.linting = Linting::new(&matcher, rules, self.document.manner().format);
        }
        self.serving = serving;
        !is_same
    }

    /// The document as it is now.
    pub fn snapshot(&self, agreed: Agreed, counted: Option<&Arc<Counted>>) -> Snapshot {
        Snapshot {
            uri: self.uri.clone(),
            document: self.document.clone(),
            serving: self.serving.clone(),
            linting: Arc::clone(&self.linting),
            counted: counted.cloned(),
            encoding: agreed.encoding,
            locale: agreed.locale,
            acting: agreed.acting,
        }
    }

    /// Says that what there is to say about the document may have changed.
    pub fn touch(&self) {
        self.changed.send_replace(());
    }

    /// The text.
    pub fn text(&self) -> &Text {
        self.document.text()
    }

    /// Its file, if it is in one.
    pub fn path(&self) -> Option<&Path> {
        self.serving.path.as_deref()
    }

    /// The folder of its file.
    pub fn folder(&self) -> Option<PathBuf> {
        self.path()?.parent().map(Path::to_owned)
    }

    /// Whether it is a glossary, by its name or because it answers as one.
    pub fn is_glossary(&self) -> bool {
        self.serving.may_be_glossary()
    }

    /// Its file and its text, if it is a glossary.
    pub fn buffer(&self) -> Option<(PathBuf, Text)> {
        let path = self.path().filter(|_| self.is_glossary())?;
        Some((path.to_owned(), self.document.text().clone()))
    }
}

/// A version of a document with what serves and holds for it now, whether or not it is still open.
pub fn served(mut snapshot: Snapshot, glossaries: &Arc<Glossaries>, projects: &Projects) -> Snapshot {
    let told = Some(snapshot.document.manner().format).filter(|format| *format != Format::Unknown);
    let (serving, manner, rules) = holding(&snapshot.uri, told, glossaries, projects);
    snapshot.document = document::Document::new(snapshot.text().clone(), manner, serving.matcher());
    snapshot.linting = Linting::new(snapshot.document.matcher(), rules, snapshot.document.manner().format);
    snapshot.serving = serving;
    snapshot
}

/// What serves and what holds for the document at `uri`, whose format the editor has told.
fn holding(uri: &Url, told: Option<Format>, glossaries: &Arc<Glossaries>, projects: &Projects) -> (Serving, Manner, Rules) {
    let folders: Vec<&Path> = projects.folders.iter().map(|layer| layer.folder.as_path()).collect();
    let home = Home::of(uri, &folders);
    let project = projects.of(home.path());
    // A document without a place may have a name that tells its format.
    let place = home.path().unwrap_or(Path::new(uri.path()));
    (Serving::of(glossaries, &project, uri, &home), project.manner(place, told), project.rules(place))
}

/// Logs the edits whose places do not exist and will be moved, where somebody reads such a log.
fn log_odd(text: &Text, edits: &[Edit], encoding: Encoding, uri: &Url) {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return;
    }
    let mut text = text.clone();
    for edit in edits {
        if let Some((start, end)) = edit.range
            && !(start <= end && [start, end].iter().all(|point| is_place(&text, *point, encoding)))
        {
            tracing::debug!("an edit from {start:?} to {end:?} of {uri} is put where the text has places");
        }
        text.apply(std::slice::from_ref(edit), text.version(), encoding);
    }
}

/// Whether there is such a place, between two characters.
fn is_place(text: &Text, point: Point, encoding: Encoding) -> bool {
    text.checked_byte_of(point, encoding).is_some_and(|byte| text.point_of(byte, encoding) == point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let text = Text::new("é😀\r\nb", 1);
        for (line, character, encoding, expected) in [
            (0, 3, Encoding::Utf16, true),
            (0, 2, Encoding::Utf16, false),
            (0, 4, Encoding::Utf16, false),
            (0, 1, Encoding::Utf8, false),
            (1, 1, Encoding::Utf32, true),
            (2, 0, Encoding::Utf32, false),
        ] {
            assert_eq!(is_place(&text, Point::new(line, character), encoding), expected, "{line}:{character} {encoding:?}");
        }
    }
}
