//! Which terms no text of the workspace uses, kept up to date in the background for the diagnostics of its glossaries.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tower_lsp::Client;

use super::publish;
use super::scene::Scene;
use super::state::{Shared, State};
use super::work;
use crate::config::Rule;
use crate::glossary::{Glossary, Problem, Severity, Term};
use crate::lint::UsedTerms;
use crate::workspace::{self, Glossaries};

/// The least time from one count to the next: who types makes an occasion with every key.
const PAUSE: Duration = Duration::from_millis(200);
/// The most, however long the last count took.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The terms that the texts use, at a moment at which the index had all of them.
#[derive(Debug)]
pub struct Counted {
    /// Differs where other terms are used nowhere.
    pub number: u64,
    used: UsedTerms,
    /// Those that the texts were read with.
    glossaries: Arc<Glossaries>,
    /// The glossaries with the ids of their terms that no text uses.
    unused: Vec<(PathBuf, Vec<String>)>,
}

impl Counted {
    fn new(number: u64, used: UsedTerms, glossaries: Arc<Glossaries>) -> Self {
        let unused = glossaries.sources().iter().filter_map(|source| {
            let problems = used.unused(&source.glossary, Severity::Information);
            let ids = problems.iter().map(|problem| source.text.slice(problem.span)).collect();
            Some((source.path.clone()?, ids))
        });
        Self { number, unused: unused.collect(), used, glossaries }
    }

    /// The terms of the glossary at `path`, as its text is now, that no text uses. A term that was written or changed since the texts were read is
    /// not among them.
    pub fn unused(&self, path: &Path, glossary: &Glossary, severity: Severity) -> Vec<Problem> {
        let Some(source) = self.glossaries.sources().iter().find(|source| source.path.as_deref() == Some(path)) else { return Vec::new() };
        let known: HashMap<&str, u64> = source.glossary.terms.iter().map(|term| (term.id.as_str(), marking(term))).collect();
        let mut used = self.used.clone();
        let changed = glossary.terms.iter().filter(|term| known.get(term.id.as_str()) != Some(&marking(term)));
        changed.for_each(|term| used.note(&term.id));
        used.unused(glossary, severity)
    }
}

fn marking(term: &Term) -> u64 {
    let mut hasher = DefaultHasher::new();
    term.hash_marking(&mut hasher);
    hasher.finish()
}

/// Counts whenever a text may use other terms than before. While the index is not complete, the last complete count holds.
pub fn keep_counted(client: Client, shared: Arc<Shared>) {
    tokio::spawn(async move {
        let (mut changes, mut rounds) = (shared.changes.watch(), shared.indexing.watch());
        loop {
            let documents = changes.borrow_and_update().documents;
            rounds.borrow_and_update();
            let started = Instant::now();
            update(&client, &shared).await;
            sleep((started.elapsed() * 4).clamp(PAUSE, LONGEST_PAUSE)).await;
            // Neither can fail while this task has what they watch.
            tokio::select! {
                _ = changes.wait_for(|seen| seen.documents != documents) => {}
                _ = rounds.changed() => {}
            }
        }
    });
}

/// Counts, and brings up to date what is shown where that is news.
pub async fn update(client: &Client, shared: &Arc<Shared>) {
    if count(shared).await {
        publish::uses_changed(client, shared);
        shared.changes.note_workspace();
    }
}

/// Counts if somebody asks for it and the index is complete; tells whether other terms than before are used nowhere.
async fn count(shared: &Arc<Shared>) -> bool {
    let round = shared.indexing.complete_round();
    let (before, glossaries, is_asked_for) = {
        let state = shared.lock();
        (state.counted.clone(), Arc::clone(state.glossaries()), is_asked_for(&state))
    };
    if !is_asked_for {
        return shared.lock().counted.take().is_some();
    }
    if round.is_none() {
        return false;
    }
    let (scene, number) = (Scene::of(shared), before.as_ref().map_or(0, |before| before.number));
    let counted = work::blocking(move |_| Counted::new(number, scene.used(), glossaries)).await;
    // Meanwhile the index may have had half of what there is.
    let Some(mut counted) = counted.ok().filter(|_| shared.indexing.complete_round() == round) else { return false };
    let is_news = before.is_none_or(|before| before.unused != counted.unused);
    counted.number += u64::from(is_news);
    shared.lock().counted = Some(Arc::new(counted));
    is_news
}

/// Whether rule `unused-term` is on for a glossary of the workspace.
fn is_asked_for(state: &State) -> bool {
    let paths = state.glossaries().sources().iter().filter_map(|source| source.path.as_deref());
    let is_on = |path: &Path| state.projects().of(Some(path)).rules(path).severity(Rule::UnusedTerm).is_some();
    paths.filter(|path| !workspace::is_embedded_file(path)).any(is_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;
    use crate::text::Text;
    use crate::workspace::Source;

    const GLOSSARY: &str = "### Pain\n\n> **terme pain** · fr : pain\n\n### Four\n\n> **terme four** · fr : four\n";

    fn counted(used: &[&str]) -> Counted {
        let source = Source {
            path: Some("/w/x.glossary.md".into()),
            name: "x".into(),
            scope: Some("/w".into()),
            text: Text::new(GLOSSARY, 0),
            glossary: Arc::new(glossary::read(GLOSSARY).0),
            problems: Vec::new(),
        };
        let mut terms = UsedTerms::default();
        used.iter().for_each(|id| terms.note(id));
        Counted::new(1, terms, Arc::new(Glossaries::new(vec![source], &[])))
    }

    #[test]
    fn what_was_not_counted_is_not_called_unused() {
        for (name, path, used, text, expected) in [
            ("nothing is used", "/w/x.glossary.md", vec![], GLOSSARY.to_owned(), vec!["pain", "four"]),
            ("one is", "/w/x.glossary.md", vec!["four"], GLOSSARY.to_owned(), vec!["pain"]),
            ("elsewhere in the text", "/w/x.glossary.md", vec!["four"], format!("# Titre\n\n{GLOSSARY}"), vec!["pain"]),
            ("another form since", "/w/x.glossary.md", vec!["four"], GLOSSARY.replace(": pain", ": pains, miche"), vec![]),
            ("another id since", "/w/x.glossary.md", vec!["four"], GLOSSARY.replace("terme pain", "terme miche"), vec![]),
            ("another glossary", "/w/y.glossary.md", vec![], GLOSSARY.to_owned(), vec![]),
        ] {
            let problems = counted(&used).unused(Path::new(path), &glossary::read(&text).0, Severity::Hint);
            let ids: Vec<&str> = problems.iter().map(|problem| &text[problem.span.range()]).collect();
            assert_eq!(ids, expected, "{name}");
        }
    }

    #[test]
    fn what_tells_counts_apart() {
        let unused = |used: &[&str]| counted(used).unused;
        assert_eq!(unused(&["four"]), [(PathBuf::from("/w/x.glossary.md"), vec!["pain".to_owned()])]);
        assert_eq!(unused(&["four"]), unused(&["four", "of another glossary"]));
    }
}
