//! All texts of the workspace at one moment: the open documents, and the index of the others.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::lsp_types::{Location, Range, Url};

use super::convert;
use super::snapshot::Snapshot;
use super::state::Shared;
use crate::feature::definition;
use crate::index::{self, At, Count, TermKey};
use crate::lint::UsedTerms;
use crate::workspace::{Wanted, Ways};

/// The texts, and how to read them.
pub struct Scene {
    shared: Arc<Shared>,
    /// The open documents that are no glossaries, by path; those in no file come last.
    pub texts: Vec<Snapshot>,
    /// The open glossaries.
    pub glossaries: Vec<Snapshot>,
    /// How the other texts are read.
    pub ways: Ways,
    wanted: Wanted,
}

impl Scene {
    /// As it is now.
    pub fn of(shared: &Arc<Shared>) -> Self {
        let (open, ways, wanted) = {
            let state = shared.lock();
            (state.snapshots(), state.ways(), state.wanted())
        };
        let (glossaries, mut texts): (Vec<_>, Vec<_>) = open.into_iter().partition(|it| it.serving.may_be_glossary());
        texts.sort_by_cached_key(|text| order(text.uri.clone()));
        Self { shared: Arc::clone(shared), texts, glossaries, ways, wanted }
    }

    /// Every place of the terms, and `declarations`, by path and place. Stops early where nobody waits any more.
    pub fn locations(&self, keys: &[TermKey], declarations: &[Location], cancelled: &AtomicBool) -> Vec<Location> {
        let mut files: BTreeMap<FileOrder, Vec<Range>> = BTreeMap::new();
        for text in &self.texts {
            if cancelled.load(Ordering::Relaxed) {
                return Vec::new();
            }
            let wanted = |term| text.key(term).filter(|key| keys.contains(key));
            let places = index::uses(&text.document, wanted, text.encoding).into_iter().flat_map(|(_, places)| places);
            files.entry(order(text.uri.clone())).or_default().extend(places.map(range));
        }
        let open = self.open_paths();
        let index = self.shared.indexing.lock();
        for (path, places) in keys.iter().flat_map(|key| index.uses(key)).filter(|(path, _)| !open.contains(path)) {
            if let Ok(uri) = Url::from_file_path(path) {
                files.entry(order(uri)).or_default().extend(places.iter().copied().map(range));
            }
        }
        drop(index);
        for Location { uri, range } in declarations {
            files.entry(order(uri.clone())).or_default().push(*range);
        }
        let in_order = |((_, _, uri), mut ranges): (FileOrder, Vec<Range>)| {
            ranges.sort_unstable_by_key(|range| (range.start, range.end));
            // Two terms of one entry may share a mark.
            ranges.dedup();
            ranges.into_iter().map(move |range| Location::new(uri.clone(), range))
        };
        files.into_iter().flat_map(in_order).collect()
    }

    /// What messages call a file.
    pub fn name_of(&self, path: &Path) -> String {
        self.wanted.name_of(path)
    }

    /// How often a term stands in the texts.
    pub fn count(&self, key: &TermKey) -> Count {
        self.counts([key.clone()]).remove(key).unwrap_or_default()
    }

    /// How often each of these terms stands in the texts.
    pub fn counts(&self, keys: impl IntoIterator<Item = TermKey>) -> HashMap<TermKey, Count> {
        let open = self.open_paths();
        let index = self.shared.indexing.lock();
        let of_closed = |key: TermKey| (key.clone(), index.count(&key, open.iter().copied()));
        let mut counts: HashMap<TermKey, Count> = keys.into_iter().map(of_closed).collect();
        drop(index);
        for text in &self.texts {
            let wanted = |term| text.key(term).filter(|key| counts.contains_key(key));
            for (key, places) in index::uses(&text.document, wanted, text.encoding) {
                counts.entry(key).or_default().add(places.len());
            }
        }
        counts
    }

    /// The terms that stand in any text.
    pub fn used(&self) -> UsedTerms {
        let open: Vec<&Path> = self.open_paths().into_iter().collect();
        let mut used = UsedTerms::default();
        self.shared.indexing.lock().used(&open).for_each(|key| used.note(&key.term));
        for text in &self.texts {
            let parts = text.document.parts();
            parts.iter().for_each(|(_, part)| used.add(&part.marks, text.document.matcher()));
        }
        used
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

/// By path; what is in no file comes last.
type FileOrder = (bool, Option<PathBuf>, Url);

fn order(uri: Url) -> FileOrder {
    let path = uri.to_file_path().ok();
    (path.is_none(), path, uri)
}

fn range((start, end): At) -> Range {
    Range::new(convert::position(start), convert::position(end))
}
