//! Renaming a form in its glossary and in every text.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::*;

use super::convert;
use super::own::OwnGlossary;
use super::scene::Scene;
use super::snapshot::Snapshot;
use crate::document::{Document, Manner};
use crate::feature::rename::{self, Obstacle, Renaming};
use crate::glossary::{self, Form, Glossary};
use crate::index::TermKey;
use crate::lint::Fix;
use crate::matcher::TermRef;
use crate::messages::{IndexMessage, Locale, Message};
use crate::prose::Format;
use crate::text::{Encoding, Text};
use crate::workspace::{self, Source};

/// A form that is pointed at, wherever that is.
struct Pointed {
    /// Its words in the document.
    range: Range,
    term: TermKey,
    form: Form,
    /// What its glossary writes, without marks.
    placeholder: String,
}

/// The file of a glossary as it is: in the editor that has it open, else on the disk.
struct GlossaryFile {
    uri: Url,
    document: Document,
    version: Option<i32>,
    glossary: Arc<Glossary>,
}

/// The edits of one file, and the version they are for where it is open.
type FileEdits = (Url, Option<i32>, Vec<TextEdit>);

/// An error that says why something was refused (LSP 3.17: `RequestFailed`).
pub fn refused(message: impl Into<Message>, locale: Locale) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: message.into().say(locale).into(), data: None }
}

/// The words of the form at a place, and what to edit; fails where there is none, or none that can be renamed.
pub fn prepare(snapshot: &Snapshot, offset: usize) -> Result<PrepareRenameResponse> {
    let pointed = pointed(snapshot, offset).map_err(|message| refused(message, snapshot.locale))?;
    Ok(PrepareRenameResponse::RangeWithPlaceholder { range: pointed.range, placeholder: pointed.placeholder })
}

/// The edits that give the form at a place another name. `versioned`: the client takes versions of documents.
pub fn rename(
    snapshot: &Snapshot,
    offset: usize,
    name: &str,
    scene: &Scene,
    versioned: bool,
    cancelled: &AtomicBool,
) -> Result<Option<WorkspaceEdit>> {
    let refuse = |message: Message| refused(message, snapshot.locale);
    let pointed = pointed(snapshot, offset).map_err(|message| refuse(message.into()))?;
    let files = edits(snapshot, &pointed, name, scene, cancelled).map_err(refuse)?;
    Ok(Some(workspace_edit(files, versioned)))
}

fn pointed(snapshot: &Snapshot, offset: usize) -> std::result::Result<Pointed, IndexMessage> {
    let (span, term, form, source) = match snapshot.own() {
        Some(own) => {
            let named = rename::in_glossary(&own.glossary, offset)?;
            let term = &own.glossary.terms[named.term];
            (named.span, own.key(&term.id), term.forms[named.form].clone(), snapshot.text().to_string())
        }
        None => {
            let named = rename::in_text(&snapshot.document, offset)?;
            let form = snapshot.document.matcher().term(named.term).forms[named.form].clone();
            let source = snapshot.serving.source(named.term.glossary).ok_or(IndexMessage::NoForm)?;
            (named.span, snapshot.key(named.term).ok_or(IndexMessage::NoForm)?, form, source.text.to_string())
        }
    };
    if !workspace::may_be_written(&term.glossary) {
        let path = name_of(&term.glossary, snapshot);
        return Err(if source == workspace::EMBEDDED { IndexMessage::Embedded } else { IndexMessage::ReadOnly { path } });
    }
    let placeholder = rename::placeholder(&source, &form)?;
    Ok(Pointed { range: convert::range(snapshot.text(), span, snapshot.encoding), term, form, placeholder })
}

/// What messages call a glossary.
fn name_of(glossary: &Path, snapshot: &Snapshot) -> String {
    let source = snapshot.serving.glossaries.sources().iter().find(|source| source.file() == glossary);
    source.map_or_else(|| workspace::shown(glossary), |source| source.name.clone())
}

fn edits(
    snapshot: &Snapshot,
    pointed: &Pointed,
    name: &str,
    scene: &Scene,
    cancelled: &AtomicBool,
) -> std::result::Result<Vec<FileEdits>, Message> {
    let key = &pointed.term;
    let file = glossary_file(key, snapshot, scene)?;
    let source = file.document.text().to_string();
    let changed = || IndexMessage::GlossaryChanged { path: name_of(&key.glossary, snapshot) };
    let term = file.glossary.terms.iter().position(|term| term.id == key.term).ok_or_else(changed)?;
    let is_same = |form: &Form| {
        (&form.surfaces, &form.language, form.status) == (&pointed.form.surfaces, &pointed.form.language, pointed.form.status)
    };
    let form = file.glossary.terms[term].forms.iter().position(is_same).ok_or_else(changed)?;
    let renaming = rename::renaming(&source, &file.glossary, term, form, name)?;
    if let Some(clash) = clash(&renaming, key, &file.glossary, snapshot) {
        return Err(clash.into());
    }
    let mut in_glossary = renaming.edits.clone();
    if let Some(reference) = reference_in(&file, key, snapshot) {
        in_glossary.extend(rename::example_edits(&file.document, reference, &file.glossary.terms[term], &renaming));
    }
    let mut files = vec![(file.uri, file.version, text_edits(&in_glossary, file.document.text(), snapshot.encoding))];
    for text in &scene.texts {
        let Some(reference) = text.reference(key) else { continue };
        let name = || text.serving.path.as_deref().map_or_else(|| text.uri.to_string(), |path| scene.name_of(path));
        let edits = rename::edits(&text.document, reference, &renaming).map_err(|obstacle| at(obstacle, name(), text.text()))?;
        files.push((text.uri.clone(), Some(text.text().version()), text_edits(&edits, text.text(), text.encoding)));
    }
    for path in scene.closed_files(key) {
        if cancelled.load(Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        // Read again rather than trusted to the index: edits must fit what is there.
        let Some((document, reference)) = scene.ways.of(&path).and_then(|way| Some((way.read(&path)?, way.reference(key)?))) else {
            continue;
        };
        let edits = rename::edits(&document, reference, &renaming);
        let edits = edits.map_err(|obstacle| at(obstacle, scene.name_of(&path), document.text()))?;
        if let Ok(uri) = Url::from_file_path(&path) {
            files.push((uri, None, text_edits(&edits, document.text(), snapshot.encoding)));
        }
    }
    files.retain(|(_, _, edits)| !edits.is_empty());
    Ok(files)
}

/// The glossary of a term, from the editor that has it open, else from the disk.
fn glossary_file(key: &TermKey, snapshot: &Snapshot, scene: &Scene) -> std::result::Result<GlossaryFile, Message> {
    if let Some(open) = scene.glossaries.iter().find(|it| it.serving.path.as_deref() == Some(&*key.glossary)) {
        let (uri, document, version) = (open.uri.clone(), open.document.clone(), Some(open.text().version()));
        let glossary = open.own().map(|own: OwnGlossary| own.glossary).unwrap_or_default();
        return Ok(GlossaryFile { uri, document, version, glossary });
    }
    let path: &Path = &key.glossary;
    let text = workspace::read_plain_text(path, &workspace::shown(path))?;
    let uri = Url::from_file_path(path).map_err(|()| Message::NotFound { path: workspace::shown(path) })?;
    let manner = Manner { format: Format::Markdown, ..Manner::default() };
    let matcher = snapshot.serving.glossaries.serving(Some(path)).map(|group| snapshot.serving.glossaries.matcher(group));
    let document = Document::new(Text::new(&text, 0), manner, matcher.unwrap_or_else(|| snapshot.document.matcher().clone()));
    Ok(GlossaryFile { uri, document, version: None, glossary: Arc::new(glossary::read(&text).0) })
}

/// The term in the matcher that the glossary's own file is read with.
fn reference_in(file: &GlossaryFile, key: &TermKey, snapshot: &Snapshot) -> Option<TermRef> {
    let glossaries = &snapshot.serving.glossaries;
    let group = glossaries.serving(Some(&key.glossary))?;
    let is_it = |number| glossaries.source(group, number).is_some_and(|source| source.file() == &*key.glossary);
    file.document.matcher().reference(&key.term, is_it)
}

/// A form of another term in the glossaries that serve texts together with this one.
fn clash(renaming: &Renaming, key: &TermKey, own: &Glossary, snapshot: &Snapshot) -> Option<IndexMessage> {
    let sources = snapshot.serving.glossaries.sources();
    let scopes: Vec<_> = sources.iter().filter(|source| source.file() == &*key.glossary).map(|source| &source.scope).collect();
    let is_beside = |source: &&Source| {
        scopes.iter().any(|scope| match (scope, &source.scope) {
            (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
            (one, other) => one.is_none() && other.is_none(),
        })
    };
    let beside = sources.iter().filter(|source| source.file() != &*key.glossary).filter(is_beside);
    let name = name_of(&key.glossary, snapshot);
    let all = std::iter::once((name.as_str(), own)).chain(beside.map(|source| (source.name.as_str(), source.glossary.as_ref())));
    rename::clash(renaming, all)
}

fn at(obstacle: Obstacle, path: String, text: &Text) -> Message {
    let point = text.point_of(obstacle.span.start, Encoding::Utf32);
    let (line, column) = (point.line as usize + 1, point.character as usize + 1);
    Message::At { path, line, column, message: Box::new(obstacle.message.into()) }
}

fn text_edits(edits: &[Fix], text: &Text, encoding: Encoding) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit { range: convert::range(text, edit.span, encoding), new_text: edit.replacement.clone() }).collect()
}

fn workspace_edit(files: Vec<FileEdits>, versioned: bool) -> WorkspaceEdit {
    if !versioned {
        let changes: HashMap<Url, Vec<TextEdit>> = files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let edit = |(uri, version, edits): FileEdits| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    let edits = files.into_iter().map(edit).collect();
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits)), ..WorkspaceEdit::default() }
}
