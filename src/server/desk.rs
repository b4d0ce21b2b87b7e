//! A document with the files beside it that an action may change, and the edits for them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;

use super::convert::range;
use super::snapshot::Snapshot;
use super::state::State;
use crate::config::{self, Setting};
use crate::feature::action::Change;
use crate::feature::action::add_entry::{self, NewEntry, Words};
use crate::glossary;
use crate::lint::Fix;
use crate::messages::{ActionMessage, Message};
use crate::span::Span;
use crate::text::{Edit, Encoding, Text};
use crate::workspace::{self, Source, config_file};

/// All that actions on one document need.
pub struct Desk {
    /// The document.
    pub snapshot: Snapshot,
    folders: Vec<PathBuf>,
    /// What the configuration of the document says of the embedded glossary.
    embedded: Option<bool>,
    /// The files that are open, as the client calls them.
    open: HashMap<PathBuf, (Url, Text)>,
}

/// An edit, and the place that the user wants to see afterwards.
pub struct Made {
    /// The edit.
    pub edit: WorkspaceEdit,
    /// Where the answer of a new entry is to be written, after the edit.
    pub place: Option<Place>,
}

/// Where an answer is to be written.
pub struct Place {
    /// The glossary.
    pub uri: Url,
    /// Where in it.
    pub range: Range,
    /// The configuration says from then on that the embedded glossary answers, which would have stopped.
    pub keeps_embedded: bool,
}

/// A file that can be changed.
struct File {
    uri: Url,
    text: Text,
    /// `None` where it is not open.
    version: Option<i32>,
    is_new: bool,
}

impl Desk {
    /// The document with what is open and where the workspace is.
    pub fn new(state: &State, snapshot: Snapshot) -> Self {
        let open = state.documents().filter_map(|document| {
            let path = document.uri.to_file_path().ok()?;
            Some((path, (document.uri.clone(), document.text().clone())))
        });
        let embedded = state.projects().of(snapshot.serving.home()).embedded();
        Self { snapshot, folders: state.folders.clone(), embedded, open: open.collect() }
    }

    /// Does `work` off the server's one thread; see [`Snapshot::blocking`].
    pub async fn blocking<T: Send + 'static>(self, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T> {
        self.snapshot.clone().blocking(move |_, _| work(&self)).await
    }

    /// The edit that makes a change, and where to look afterwards; `None` where it cannot be made, or not by this client.
    pub fn made(&self, change: &Change) -> Option<Made> {
        match change {
            Change::Text(fixes) => {
                let file = File {
                    uri: self.snapshot.uri.clone(),
                    text: self.snapshot.text().clone(),
                    version: Some(self.snapshot.text().version()),
                    is_new: false,
                };
                Some(Made { edit: self.edit(&[(&file, fixes)])?, place: None })
            }
            Change::Setting(setting) => {
                let file = self.config()?;
                let (span, replacement) = config::set(&file.text.to_string(), setting)?;
                Some(Made { edit: self.edit(&[(&file, &[Fix { span, replacement }])])?, place: None })
            }
            Change::Entry(words) => {
                let (file, before) = self.glossary(words)?;
                let entry = add_entry::entry(&before, words, self.snapshot.locale)?;
                let place = self.place(&file, &before, &entry);
                let whole = || Fix { span: Span::default(), replacement: before + &entry.fix.replacement };
                let fix = if file.is_new { whole() } else { entry.fix.clone() };
                let setting = self.embedded_kept(&file);
                let setting = setting.as_ref().map(|(config, fix)| (config, std::slice::from_ref(fix)));
                let files: Vec<(&File, &[Fix])> = std::iter::once((&file, std::slice::from_ref(&fix))).chain(setting).collect();
                Some(Made { edit: self.edit(&files)?, place: Some(place) })
            }
        }
    }

    /// Where a new entry will be, without the cost of making sure that it can be made; `None` where no glossary can take it.
    pub fn place_of_entry(&self, words: &Words) -> Option<Place> {
        let (file, before) = self.glossary(words)?;
        let loaded = self.nearest().map(|source| &source.glossary).cloned();
        let glossary = loaded.unwrap_or_else(|| glossary::read(&before).0.into());
        Some(self.place(&file, &before, &add_entry::draft(&before, &glossary, words, self.snapshot.locale)))
    }

    fn place(&self, file: &File, before: &str, entry: &NewEntry) -> Place {
        let mut after = if file.is_new { Text::new(before, 0) } else { file.text.clone() };
        let end = after.point_of(after.len(), Encoding::Utf8);
        after.apply(&[Edit { range: Some((end, end)), text: entry.fix.replacement.clone() }], 0, Encoding::Utf8);
        let range = range(&after, entry.answer, self.snapshot.encoding);
        Place { uri: file.uri.clone(), range, keeps_embedded: self.embedded_kept(file).is_some() }
    }

    /// What makes the embedded glossary go on answering where it would stop because the glossary in `file` is the first one of its own; `None` where
    /// it does not answer now, or somebody has said whether it should.
    fn embedded_kept(&self, file: &File) -> Option<(File, Fix)> {
        if !file.is_new || self.embedded.is_some() || !self.serving().any(Source::is_embedded) {
            return None;
        }
        let config = self.config()?;
        let comment = Message::from(ActionMessage::EmbeddedKept).say(self.snapshot.locale);
        let (span, replacement) = config::set(&config.text.to_string(), &Setting::Embedded { comment })?;
        Some((config, Fix { span, replacement }))
    }

    /// The folder of the workspace that the document is in; the first for a document in no file.
    fn folder(&self) -> Option<&Path> {
        let Some(path) = self.snapshot.serving.path.as_deref() else { return self.folders.first().map(PathBuf::as_path) };
        let containing = self.folders.iter().filter(|folder| path.starts_with(folder));
        containing.max_by_key(|folder| folder.components().count()).map(PathBuf::as_path)
    }

    /// The configuration that holds for the document, which may be still to be made.
    fn config(&self) -> Option<File> {
        let folder = self.folder()?;
        let start = self.snapshot.serving.path.as_deref().and_then(Path::parent).unwrap_or(folder);
        match config_file::find(start) {
            Some(path) => self.file(&path),
            None => self.new_file(&folder.join(config::FILE_NAME)),
        }
    }

    /// The glossary that takes a new entry, and its text, also if it is still to be made.
    fn glossary(&self, words: &Words) -> Option<(File, String)> {
        if let Some(source) = self.nearest() {
            let file = self.file(source.path.as_deref()?)?;
            let text = file.text.to_string();
            return Some((file, text));
        }
        // Where the glossaries that serve cannot be written, another one would only hide that.
        if self.serving().any(|source| !source.is_embedded()) {
            return None;
        }
        let folder = self.folder()?;
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let file = self.new_file(&folder.join("glossary").join(format!("{}.glossary.md", glossary::slug(&name))))?;
        let text = if file.is_new { add_entry::file(&name, words, self.snapshot.locale) } else { file.text.to_string() };
        Some((file, text))
    }

    /// The nearest glossary that can be written.
    fn nearest(&self) -> Option<&Source> {
        // One that is open and was never saved is as good as a file.
        let can_be = |path: &Path| workspace::is_writable(path) || (self.open.contains_key(path) && !path.exists());
        self.serving().find(|source| source.path.as_deref().is_some_and(|path| self.is_ours(path) && can_be(path)))
    }

    /// The glossaries that serve the document, the nearest first.
    fn serving(&self) -> impl Iterator<Item = &Source> {
        (0..).map_while(|number| self.snapshot.serving.source(number))
    }

    /// Whether a file is in the workspace, also when links are followed.
    fn is_ours(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| workspace::is_inside(folder, path))
    }

    fn file(&self, path: &Path) -> Option<File> {
        if !self.is_ours(path) {
            return None;
        }
        if let Some((uri, text)) = self.open.get(path) {
            return Some(File { uri: uri.clone(), version: Some(text.version()), text: text.clone(), is_new: false });
        }
        let text = workspace::read_text(path, "").ok()?;
        Some(File { uri: Url::from_file_path(path).ok()?, text: Text::new(&text, 0), version: None, is_new: false })
    }

    /// A file that does not exist yet, neither on the disk nor in the editor; `None` if the client cannot make it.
    fn new_file(&self, path: &Path) -> Option<File> {
        if self.open.contains_key(path) {
            return self.file(path);
        }
        let can_make = self.snapshot.acting.versioned_edits && self.snapshot.acting.creates_files;
        let is_free = can_make && self.is_ours(path) && !path.exists();
        Some(File { uri: Url::from_file_path(path).ok().filter(|_| is_free)?, text: Text::default(), version: None, is_new: true })
    }

    fn edit(&self, files: &[(&File, &[Fix])]) -> Option<WorkspaceEdit> {
        let edits = |(file, fixes): &(&File, &[Fix])| -> Vec<TextEdit> {
            let place = |fix: &Fix| range(&file.text, fix.span, self.snapshot.encoding);
            fixes.iter().map(|fix| TextEdit { range: place(fix), new_text: fix.replacement.clone() }).collect()
        };
        let makes_files = files.iter().any(|(file, _)| file.is_new);
        if !self.snapshot.acting.versioned_edits {
            let changes = files.iter().map(|of_file| (of_file.0.uri.clone(), edits(of_file))).collect();
            return (!makes_files).then(|| WorkspaceEdit::new(changes));
        }
        let document_edit = |of_file: &(&File, &[Fix])| {
            let (file, _) = of_file;
            let text_document = OptionalVersionedTextDocumentIdentifier { uri: file.uri.clone(), version: file.version };
            TextDocumentEdit { text_document, edits: edits(of_file).into_iter().map(OneOf::Left).collect() }
        };
        let changes = if makes_files {
            let create = |file: &File| {
                let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
                let create = CreateFile { uri: file.uri.clone(), options: Some(options), annotation_id: None };
                file.is_new.then_some(DocumentChangeOperation::Op(ResourceOp::Create(create)))
            };
            let operations =
                |of_file: &(&File, &[Fix])| create(of_file.0).into_iter().chain([DocumentChangeOperation::Edit(document_edit(of_file))]);
            DocumentChanges::Operations(files.iter().flat_map(operations).collect())
        } else {
            DocumentChanges::Edits(files.iter().map(document_edit).collect())
        };
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }
}
