//! What the glossaries hold, for statistics and outlines.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use super::convert::range;
use super::snapshot::Snapshot;
use crate::feature::hover::headword;
use crate::glossary::Term;
use crate::messages::ActionMessage;
use crate::text::Encoding;
use crate::workspace::{self, Glossaries, Source};

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

/// Every glossary that answers somewhere, each once: the one that comes with the program only where no other does.
pub fn all(glossaries: &Glossaries) -> Vec<&Source> {
    let has_others = glossaries.sources().iter().any(|source| !source.is_embedded());
    let mut seen = HashSet::new();
    let answers = |source: &&Source| (source.scope.is_some() || !has_others) && seen.insert(source.path.clone());
    glossaries.sources().iter().filter(answers).collect()
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

/// The glossaries by section and entry. Entries above the first section are in one without a title.
pub fn outline(glossaries: &Glossaries, folders: &[PathBuf], encoding: Encoding) -> Value {
    let glossaries: Vec<Value> = all(glossaries).into_iter().map(|source| outline_of(source, folders, encoding)).collect();
    json!({"glossaries": glossaries})
}

fn outline_of(source: &Source, folders: &[PathBuf], encoding: Encoding) -> Value {
    let glossary = &source.glossary;
    let mut terms: Vec<Vec<Value>> = vec![Vec::new(); glossary.entries.len()];
    // How often they are used is not known before the workspace's texts were read.
    let outlined = |term: &Term| json!({"id": term.id, "headword": headword(glossary, term), "uses": null, "files": null});
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
