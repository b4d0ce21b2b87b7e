//! The server's commands: what an editor can ask for by name.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;

use super::ask::ask;
use super::convert;
use super::desk::{self, Desk};
use super::glossaries::Serving;
use super::home::Home;
use super::overview;
use super::scene::Scene;
use super::{Backend, show};
use crate::feature::action::{Change, add_entry};
use crate::feature::{hover, lookup};
use crate::matcher::TermRef;
use crate::messages::{ActionMessage, Locale, Message};
use crate::text::Encoding;
use crate::workspace::{Glossaries, Source};

/// Explains a term.
const EXPLAIN: &str = "glossator.explain";
/// Counts what the glossaries and a document hold.
const STATISTICS: &str = "glossator.statistics";
/// The glossaries by section and entry.
const OUTLINE: &str = "glossator.outline";
/// Reads the workspace again.
const REINDEX: &str = "glossator.reindex";
/// Makes an entry of a selection.
pub const ADD: &str = "glossator.addToGlossary";
/// Shows a place.
pub const OPEN: &str = "glossator.open";

/// All of them.
pub const COMMANDS: [&str; 6] = [EXPLAIN, STATISTICS, OUTLINE, REINDEX, ADD, OPEN];

#[derive(Deserialize)]
#[serde(untagged)]
enum Explained {
    Place { uri: Url, position: Position },
    Term { term: String },
    Word(String),
}

#[derive(Deserialize)]
struct Document {
    uri: Option<Url>,
}

#[derive(Deserialize)]
struct Place {
    uri: Url,
    range: Range,
    #[serde(default, rename = "keepsEmbedded")]
    keeps_embedded: bool,
}

/// The argument with which [`OPEN`] shows where an answer is to be written, and tells what else was done.
pub fn open_argument(place: &desk::Place) -> Value {
    let mut argument = json!({"uri": place.uri, "range": place.range});
    if place.keeps_embedded {
        argument["keepsEmbedded"] = json!(true);
    }
    argument
}

/// Does what a command asks for. Without an argument, as a palette calls it, it does what makes sense and says so.
pub async fn execute(backend: &Backend, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let call =
        Call { backend, locale: backend.shared.lock().agreed.locale, name: params.command, argument: params.arguments.into_iter().next() };
    match call.name.as_str() {
        EXPLAIN => call.explain().await,
        STATISTICS => call.statistics().await,
        OUTLINE => call.outline().await,
        REINDEX => {
            backend.shared.look_everywhere();
            Ok(call.say(ActionMessage::Reindexing))
        }
        ADD => call.add().await,
        OPEN => call.open(),
        _ => Err(invalid(ActionMessage::UnknownCommand { name: call.name }, call.locale)),
    }
}

/// What serves the texts of the workspace.
struct Workspace {
    glossaries: Arc<Glossaries>,
    /// How the places are served where texts are or may be, each way once: in the folders of the workspace, the first one first, those of the open
    /// texts, and those that glossaries are for.
    servings: Vec<Serving>,
    folders: Vec<PathBuf>,
    /// Where the open texts are.
    texts: Vec<Option<PathBuf>>,
    encoding: Encoding,
}

impl Workspace {
    /// The glossaries that serve its texts.
    fn sources(&self) -> Vec<&Source> {
        self.glossaries.serving_any(&self.folders, self.texts.iter().map(Option::as_deref))
    }
}

struct Call<'a> {
    backend: &'a Backend,
    locale: Locale,
    name: String,
    argument: Option<Value>,
}

impl Call<'_> {
    async fn explain(&self) -> Result<Option<Value>> {
        let argument = self.argument::<Explained>();
        let expected = |_| invalid(ActionMessage::ExplainNeedsThis { name: self.name.clone() }, self.locale);
        match argument.map_err(expected)? {
            None => Ok(self.say(ActionMessage::ExplainNeedsTerm)),
            Some(Explained::Place { uri, position }) => {
                let params = TextDocumentPositionParams { text_document: TextDocumentIdentifier { uri }, position };
                let Some((snapshot, byte)) = self.backend.place(&params).await else { return Ok(None) };
                let explained = snapshot.read(move |snapshot| {
                    let reference = snapshot.document.parts().at(byte).first()?.term;
                    Some(explained(&snapshot.serving, reference, snapshot.encoding, snapshot.locale))
                });
                explained.await
            }
            Some(Explained::Term { term } | Explained::Word(term)) => {
                let Workspace { servings, encoding, .. } = self.workspace().await;
                let found = |serving: &Serving| {
                    let reference = lookup::terms(&serving.matcher(), &term).first().copied()?;
                    Some(explained(serving, reference, encoding, self.locale))
                };
                if let Some(explained) = servings.iter().find_map(found) {
                    return Ok(Some(explained));
                }
                let mut nearest: Vec<String> = servings.iter().flat_map(|it| lookup::suggestions(&it.matcher(), &term, 3)).collect();
                nearest.truncate(3);
                Ok(self.say(Message::UnknownTerm { word: term, nearest }))
            }
        }
    }

    async fn statistics(&self) -> Result<Option<Value>> {
        let uri = self.argument()?.and_then(|Document { uri }| uri);
        let snapshot = match &uri {
            Some(uri) => self.backend.snapshot(uri).await,
            None => None,
        };
        let statistics = match snapshot {
            Some(snapshot) => snapshot.read(overview::statistics_of).await?,
            None => {
                let workspace = self.workspace().await;
                overview::statistics(&workspace.sources())
            }
        };
        if self.argument.is_none() {
            self.say(overview::sum(&statistics));
        }
        Ok(Some(json!(statistics)))
    }

    async fn outline(&self) -> Result<Option<Value>> {
        let workspace = self.workspace().await;
        let shared = &self.backend.shared;
        let scene = shared.indexing.is_complete().then(|| Scene::of(shared));
        let outline = move || overview::outline(&workspace.sources(), scene.as_ref(), &workspace.folders, workspace.encoding);
        let outline = tokio::task::spawn_blocking(outline).await;
        outline.map(Some).map_err(|error| Error { message: error.to_string().into(), ..Error::internal_error() })
    }

    async fn add(&self) -> Result<Option<Value>> {
        let Some(Place { uri, range, .. }) = self.argument()? else { return Ok(self.say(ActionMessage::AddNeedsSelection)) };
        let Some(snapshot) = self.backend.snapshot(&uri).await else { return Ok(self.say(ActionMessage::CannotAdd)) };
        let acting = snapshot.acting;
        let desk = Desk::new(&self.backend.shared.lock(), snapshot);
        let made = desk.blocking(move |desk| {
            let selection = super::actions::selection(desk, range);
            let words = Some(selection).filter(|_| !desk.snapshot.serving.may_be_glossary() && acting.applies_edits);
            let words = words.and_then(|selection| add_entry::selected(&desk.snapshot.document, selection))?;
            desk.made(&Change::Entry(words))
        });
        let Some(made) = made.await? else { return Ok(self.say(ActionMessage::CannotAdd)) };
        let (client, locale) = (self.backend.client.clone(), self.locale);
        ask("workspace/applyEdit", async move {
            let applied = client.apply_edit(made.edit).await?.applied;
            match made.place {
                Some(place) if applied => {
                    show::place(&client, acting, locale, place.uri, place.range);
                    if place.keeps_embedded {
                        show::message(&client, MessageType::INFO, locale, ActionMessage::EmbeddedKept);
                    }
                }
                _ => show::message(&client, MessageType::WARNING, locale, ActionMessage::NotApplied),
            }
            Ok(())
        });
        Ok(None)
    }

    /// Only files: another address might start another program.
    fn open(&self) -> Result<Option<Value>> {
        let place: Option<Place> = self.argument()?;
        let Some(Place { uri, range, keeps_embedded }) = place.filter(|place| place.uri.scheme() == "file") else {
            return Ok(self.say(ActionMessage::OpenNeedsPlace));
        };
        let acting = self.backend.shared.lock().agreed.acting;
        show::place(&self.backend.client, acting, self.locale, uri, range);
        Ok(if keeps_embedded { self.say(ActionMessage::EmbeddedKept) } else { None })
    }

    /// What serves the workspace, once the glossaries are loaded.
    async fn workspace(&self) -> Workspace {
        self.backend.shared.loaded().await;
        let state = self.backend.shared.lock();
        let (glossaries, folders) = (Arc::clone(state.glossaries()), state.folders.clone());
        let text_in = |folder: &Path| Some(folder.join("text.md"));
        let open = state.snapshots().into_iter().map(|open| open.serving).filter(|it| it.is_text && !it.may_be_glossary());
        let texts: Vec<Option<PathBuf>> = open.map(|serving| serving.home().map(Path::to_owned)).collect();
        let mut places: Vec<Option<PathBuf>> = folders.iter().map(|folder| text_in(folder)).collect();
        if places.is_empty() {
            places.push(None);
        }
        places.extend(texts.iter().cloned());
        places.extend(glossaries.folders().map(text_in));
        let serving = |place: &Option<PathBuf>| {
            let home = place.clone().map_or(Home::Nowhere, Home::At);
            Serving::at(&glossaries, &state.projects().of(home.path()), &home)
        };
        let mut seen = HashSet::new();
        let is_new = |serving: &Serving| seen.insert(Arc::as_ptr(&serving.matcher()));
        let servings = places.iter().map(serving).filter(is_new).collect();
        Workspace { glossaries, servings, folders, texts, encoding: state.agreed.encoding }
    }

    fn argument<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        let Some(argument) = &self.argument else { return Ok(None) };
        let wrong = |error: serde_json::Error| ActionMessage::WrongArgument { name: self.name.clone(), reason: error.to_string() };
        T::deserialize(argument).map(Some).map_err(|error| invalid(wrong(error), self.locale))
    }

    /// Tells the user; there is no other answer.
    fn say(&self, message: impl Into<Message>) -> Option<Value> {
        show::message(&self.backend.client, MessageType::INFO, self.locale, message);
        None
    }
}

fn invalid(message: ActionMessage, locale: Locale) -> Error {
    Error::invalid_params(Message::from(message).say(locale))
}

fn explained(serving: &Serving, reference: TermRef, encoding: Encoding, locale: Locale) -> Value {
    let matcher = serving.matcher();
    let (glossary, term) = (matcher.glossary(reference), matcher.term(reference));
    let link = |glossary, span| serving.link(glossary, span);
    let span = term.item.as_ref().map_or(glossary.entry(term).heading_span, |item| item.span);
    let location = serving.source(reference.glossary).and_then(|source| {
        let uri = Url::from_file_path(source.path.as_deref()?).ok()?;
        Some(Location::new(uri, convert::range(&source.text, span, encoding)))
    });
    let markdown = hover::answer(&matcher, reference, locale, &link);
    json!({"term": term.id, "headword": hover::headword(glossary, term), "markdown": markdown, "location": location})
}
