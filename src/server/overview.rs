//! What the glossaries hold, for statistics and outlines.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::convert::range;
use super::scene::Scene;
use super::snapshot::Snapshot;
use crate::feature::hover::headword;
use crate::glossary::Term;
use crate::index::{Count, TermKey};
use crate::messages::ActionMessage;
use crate::text::Encoding;
use crate::workspace::{self, Source};

/// What glossaries and a document hold.
#[derive(Debug, Serialize)]
pub struct Statistics {
    glossaries: Vec<Counts>,
    document: Option<Marks>,
}

#[derive(Debug, Serialize)]
struct Counts {
    title: String,
    uri: Option<Url>,
    entries: usize,
    terms: usize,
    forms: usize,
}

#[derive(Debug, Serialize)]
struct Marks {
    uri: Url,
    marks: usize,
    terms: usize,
}

/// What these glossaries hold.
pub fn statistics(sources: &[&Source]) -> Statistics {
    let counts = |source: &&Source| Counts {
        title: title(source),
        uri: uri(source),
        entries: source.glossary.entries.len(),
        terms: source.glossary.terms.len(),
        forms: source.glossary.terms.iter().map(|term| term.forms.len()).sum(),
    };
    Statistics { glossaries: sources.iter().map(counts).collect(), document: None }
}

/// What a document holds, and the glossaries that serve it.
pub fn statistics_of(snapshot: &Snapshot) -> Statistics {
    let sources: Vec<&Source> = (0..).map_while(|number| snapshot.serving.source(number)).collect();
    let marks = || snapshot.document.parts().iter().flat_map(|(_, part)| &part.marks);
    let terms: HashSet<_> = marks().map(|mark| mark.occurrence.term).collect();
    let document = Marks { uri: snapshot.uri.clone(), marks: marks().count(), terms: terms.len() };
    Statistics { document: Some(document), ..statistics(&sources) }
}

/// The glossaries taken together, as a sentence.
pub fn sum(statistics: &Statistics) -> ActionMessage {
    let sum = |count: fn(&Counts) -> usize| statistics.glossaries.iter().map(count).sum();
    ActionMessage::Statistics {
        glossaries: statistics.glossaries.len(),
        entries: sum(|it| it.entries),
        terms: sum(|it| it.terms),
        forms: sum(|it| it.forms),
    }
}

/// The glossaries by section and entry. Entries above the first section are in one without a title. The terms are counted in the texts of the
/// scene; there is none while these are not all read.
pub fn outline(sources: &[&Source], scene: Option<&Scene>, folders: &[PathBuf], encoding: Encoding) -> Value {
    let keys = sources.iter().flat_map(|source| source.glossary.terms.iter().map(|term| key(source, term)));
    let counts = scene.map(|scene| scene.counts(keys));
    let glossaries: Vec<Value> = sources.iter().map(|source| outline_of(source, counts.as_ref(), folders, encoding)).collect();
    json!({"glossaries": glossaries})
}

fn key(source: &Source, term: &Term) -> TermKey {
    TermKey { glossary: Arc::from(source.file()), term: term.id.clone() }
}

fn outline_of(source: &Source, counts: Option<&HashMap<TermKey, Count>>, folders: &[PathBuf], encoding: Encoding) -> Value {
    let glossary = &source.glossary;
    let mut terms: Vec<Vec<Value>> = vec![Vec::new(); glossary.entries.len()];
    let outlined = |term: &Term| {
        let count = counts.and_then(|counts| counts.get(&key(source, term)));
        let (uses, files) = (count.map(|count| count.uses), count.map(|count| count.files));
        json!({"id": term.id, "headword": headword(glossary, term), "uses": uses, "files": files})
    };
    for term in &glossary.terms {
        if let Some(terms) = terms.get_mut(term.entry) {
            terms.push(outlined(term));
        }
    }
    let uri = uri(source);
    let mut sections: Vec<(Option<usize>, Vec<Value>)> = Vec::new();
    for (entry, terms) in glossary.entries.iter().zip(terms) {
        let range = range(&source.text, entry.heading_span, encoding);
        let entry_value = json!({"heading": entry.heading, "uri": uri, "range": range, "terms": terms});
        match sections.last_mut().filter(|(section, _)| *section == entry.section) {
            Some((_, entries)) => entries.push(entry_value),
            None => sections.push((entry.section, vec![entry_value])),
        }
    }
    let section_title =
        |section: Option<usize>| section.and_then(|section| glossary.sections.get(section)).map_or("", |it| it.title.as_str());
    let sections: Vec<Value> =
        sections.into_iter().map(|(section, entries)| json!({"title": section_title(section), "entries": entries})).collect();
    let is_writable = |path: &Path| workspace::is_writable(path) && folders.iter().any(|folder| workspace::is_inside(folder, path));
    json!({"title": title(source), "uri": uri, "writable": source.path.as_deref().is_some_and(is_writable), "sections": sections})
}

fn title(source: &Source) -> String {
    if source.glossary.title.is_empty() { source.name.clone() } else { source.glossary.title.clone() }
}

fn uri(source: &Source) -> Option<Url> {
    source.path.as_deref().and_then(|path| Url::from_file_path(path).ok())
}
