//! All texts of the workspace at one moment: the open documents, and the index of the others.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::lsp_types::{Location, Range, Url};

use super::convert;
use super::snapshot::Snapshot;
use super::state::Shared;
use crate::feature::definition;
use crate::index::{self, At, Count, TermKey};
use crate::workspace::Ways;

/// The texts, and how to read them.
pub struct Scene {
    shared: Arc<Shared>,
    /// The open documents that are no glossaries, by path; those in no file come last.
    pub texts: Vec<Snapshot>,
    /// The open glossaries.
    pub glossaries: Vec<Snapshot>,
    /// How the other texts are read.
    pub ways: Ways,
}

impl Scene {
    /// As it is now.
    pub fn of(shared: &Arc<Shared>) -> Self {
        let (open, ways) = {
            let state = shared.lock();
            (state.snapshots(), state.ways())
        };
        let (glossaries, mut texts): (Vec<_>, Vec<_>) = open.into_iter().partition(Snapshot::is_glossary);
        texts.sort_by_cached_key(|text| (text.serving.path.is_none(), text.serving.path.clone(), text.uri.clone()));
        Self { shared: Arc::clone(shared), texts, glossaries, ways }
    }

    /// Every place of the terms, by path and place, and the places that explain them where `with_declaration` says so. Stops early where nobody
    /// waits any more.
    pub fn locations(&self, keys: &[TermKey], declarations: &[Location], cancelled: &AtomicBool) -> Vec<Location> {
        let mut found: Vec<(Option<PathBuf>, Location)> = Vec::new();
        for text in &self.texts {
            if cancelled.load(Ordering::Relaxed) {
                return Vec::new();
            }
            let wanted = |term| text.key(term).filter(|key| keys.contains(key));
            let places = index::uses(&text.document, wanted, text.encoding).into_iter().flat_map(|(_, places)| places);
            let path = text.serving.path.as_deref().map(Path::to_owned);
            found.extend(places.map(|at| (path.clone(), Location::new(text.uri.clone(), range(at)))));
        }
        let open = self.open_paths();
        let index = self.shared.indexing.lock();
        for (path, places) in keys.iter().flat_map(|key| index.uses(key)).filter(|(path, _)| !open.contains(path)) {
            if let Ok(uri) = Url::from_file_path(path) {
                found.extend(places.iter().map(|&at| (Some(path.to_owned()), Location::new(uri.clone(), range(at)))));
            }
        }
        drop(index);
        found.extend(declarations.iter().map(|location| (location.uri.to_file_path().ok(), location.clone())));
        found.sort_by(|(one, one_at), (other, other_at)| {
            let key = |path: &Option<PathBuf>, at: &Location| (path.is_none(), path.clone(), at.uri.clone(), at.range.start, at.range.end);
            key(one, one_at).cmp(&key(other, other_at))
        });
        // Two terms of one entry may share a mark.
        found.dedup();
        found.into_iter().map(|(_, location)| location).collect()
    }

    /// How often a term stands in the texts.
    pub fn count(&self, key: &TermKey) -> Count {
        let mut count = self.shared.indexing.lock().count(key, self.open_paths().into_iter());
        for text in &self.texts {
            let wanted = |term| text.key(term).filter(|own| own == key);
            count.add(index::uses(&text.document, wanted, text.encoding).iter().map(|(_, places)| places.len()).sum());
        }
        count
    }

    /// The files with a term that are not open, by path.
    pub fn closed_files(&self, key: &TermKey) -> Vec<PathBuf> {
        let open = self.open_paths();
        let index = self.shared.indexing.lock();
        index.uses(key).map(|(path, _)| path).filter(|path| !open.contains(path)).map(Path::to_owned).collect()
    }

    /// Where a term is explained, as `asking` sees it: its entry's heading, or the item.
    pub fn declaration(&self, key: &TermKey, asking: &Snapshot) -> Option<Location> {
        let open = self.glossaries.iter().find(|it| it.serving.path.as_deref() == Some(&*key.glossary));
        if let Some(open) = open {
            let own = open.own()?;
            let term = own.glossary.terms.iter().find(|term| term.id == key.term)?;
            let (_, selection) = definition::explanation(term, own.glossary.entry(term));
            return Some(Location::new(open.uri.clone(), convert::range(open.text(), selection, open.encoding)));
        }
        let source = asking.serving.glossaries.sources().iter().find(|source| source.file() == &*key.glossary)?;
        let term = source.glossary.terms.iter().find(|term| term.id == key.term)?;
        let (_, selection) = definition::explanation(term, source.glossary.entry(term));
        let uri = Url::from_file_path(source.path.as_deref()?).ok()?;
        Some(Location::new(uri, convert::range(&source.text, selection, asking.encoding)))
    }

    fn open_paths(&self) -> HashSet<&Path> {
        self.texts.iter().filter_map(|text| text.serving.path.as_deref()).collect()
    }
}

fn range((start, end): At) -> Range {
    Range::new(convert::position(start), convert::position(end))
}
