//! Where terms are used: references, highlights, and what stands above the entries of a glossary.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};
use tower_lsp::lsp_types::*;

use super::convert;
use super::own::OwnGlossary;
use super::scene::Scene;
use super::snapshot::Snapshot;
use crate::feature::highlight::{self, Role};
use crate::feature::lens;
use crate::feature::subject::{self, Which};
use crate::index::{Count, TermKey};
use crate::messages::IndexMessage;

/// Every place of the terms at a place of a document; with the places that explain them if they are wanted.
pub fn references(
    snapshot: &Snapshot,
    offset: usize,
    scene: &Scene,
    with_declaration: bool,
    cancelled: &AtomicBool,
) -> Option<Vec<Location>> {
    let keys = keys(snapshot, offset)?;
    let declarations = keys.iter().filter(|_| with_declaration).filter_map(|key| scene.declaration(key, snapshot));
    let declarations: Vec<Location> = declarations.collect();
    Some(scene.locations(&keys, &declarations, cancelled))
}

/// The terms at a place, as the workspace knows them.
fn keys(snapshot: &Snapshot, offset: usize) -> Option<Vec<TermKey>> {
    let own = snapshot.own();
    let subject = subject::at(&snapshot.document, own.as_ref().map(OwnGlossary::as_own), offset)?;
    let key = |which: Which| match which {
        Which::Own(id) => own.as_ref().map(|own| own.key(&id)),
        Which::Serving(term) => snapshot.key(term),
    };
    Some(subject.terms.into_iter().filter_map(key).collect())
}

/// The places of the terms at a place, in the same document.
pub fn highlights(snapshot: &Snapshot, offset: usize) -> Option<Vec<DocumentHighlight>> {
    let own = snapshot.own();
    let found = highlight::highlights(&snapshot.document, own.as_ref().map(OwnGlossary::as_own), offset);
    let kind = |role: Role| if role == Role::Definition { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
    let highlight = |it: highlight::Highlight| DocumentHighlight {
        range: convert::range(snapshot.text(), it.span, snapshot.encoding),
        kind: Some(kind(it.role)),
    };
    (!found.is_empty()).then(|| found.into_iter().map(highlight).collect())
}

/// One line above each entry of a glossary; what it says is worked out when it is shown.
pub fn lenses(snapshot: &Snapshot) -> Option<Vec<CodeLens>> {
    let own = snapshot.own()?;
    let lens = |lens: lens::Lens| CodeLens {
        range: convert::range(snapshot.text(), lens.span, snapshot.encoding),
        command: None,
        data: Some(json!({"uri": snapshot.uri, "terms": lens.terms})),
    };
    Some(lens::lenses(&own.glossary).into_iter().map(lens).collect())
}

/// What a lens was made for: the glossary and the ids of the terms.
pub fn lens_of(data: Option<&Value>) -> Option<(Url, Vec<String>)> {
    let data = data?;
    Some((serde_json::from_value(data["uri"].clone()).ok()?, serde_json::from_value(data["terms"].clone()).ok()?))
}

/// What a lens says and does. `is_counted`: the index is complete; `shows_references`: the client's own command can show them.
pub fn lens_command(
    snapshot: &Snapshot,
    lens: (&[String], Range),
    scene: &Scene,
    is_counted: bool,
    shows_references: bool,
    cancelled: &AtomicBool,
) -> Option<Command> {
    let (terms, range) = lens;
    let path = snapshot.serving.path.as_ref()?;
    let keys: Vec<TermKey> = terms.iter().map(|term| TermKey { glossary: Arc::clone(path), term: term.clone() }).collect();
    let (count, locations) = match keys.as_slice() {
        [key] if !shows_references => (scene.count(key), Vec::new()),
        keys => {
            let locations = scene.locations(keys, &[], cancelled);
            let files = locations.chunk_by(|one, other| one.uri == other.uri).count();
            (Count { uses: locations.len(), files }, locations)
        }
    };
    let title = match count {
        _ if !is_counted => IndexMessage::NotCounted,
        Count { uses: 0, .. } => IndexMessage::NeverUsed,
        Count { uses, files } => IndexMessage::Used { uses, files },
    };
    let title = title.say(snapshot.locale);
    Some(if shows_references && !locations.is_empty() {
        let arguments = vec![json!(snapshot.uri), json!(range.start), json!(locations)];
        Command { title, command: "glossator.showReferences".to_owned(), arguments: Some(arguments) }
    } else {
        let arguments = terms.first().map(|term| vec![json!({"term": term})]);
        Command { title, command: "glossator.explain".to_owned(), arguments }
    })
}
