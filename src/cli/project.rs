//! The configurations that hold for the paths of a command, and the glossaries that they ask for.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::output::{self, absolute, named};
use super::{Outcome, Surroundings};
use crate::messages::Message;
use crate::text::Place;
use crate::workspace::{self, Chosen, Configs, Glossaries, Layer, Notice, Project, Projects, Selection, Source};

/// Every project met so far. Each configuration is read once, and its problems are told once.
pub(super) struct Met<'a> {
    surroundings: &'a Surroundings,
    configs: Configs,
    /// By the folder of a text.
    known: HashMap<PathBuf, Arc<Project>>,
    /// The glossaries of folders that were walked already, by absolute path.
    walked: HashMap<PathBuf, Vec<PathBuf>>,
    /// A failure where something could not be read.
    pub outcome: Outcome,
}

impl<'a> Met<'a> {
    pub fn new(surroundings: &'a Surroundings) -> Self {
        let (configs, known, walked) = (Configs::default(), HashMap::new(), HashMap::new());
        Self { surroundings, configs, known, walked, outcome: Outcome::Clean }
    }

    /// The project of a file, whether it exists or not.
    pub fn of_file(&mut self, file: &Path) -> Arc<Project> {
        let path = absolute(file, self.surroundings);
        let folder = path.parent().unwrap_or(&path);
        if let Some(known) = self.known.get(folder) {
            return Arc::clone(known);
        }
        self.look_in(folder);
        let project = Arc::new(self.projects().of(Some(folder)));
        self.known.insert(folder.to_owned(), Arc::clone(&project));
        project
    }

    fn look_in(&mut self, folder: &Path) {
        let surroundings = self.surroundings;
        for Notice { message, .. } in self.configs.look_in(folder, |file| named(file, surroundings)) {
            self.fail(&message);
        }
    }

    /// Nobody but the files says anything on the command line.
    fn projects(&self) -> Projects {
        // From the repository's root, so that a folder named by a language means the same wherever the program is called.
        let working = &self.surroundings.folder;
        let folder = workspace::repository(working).unwrap_or(working).to_owned();
        let here = Layer { folder, config: Arc::default() };
        self.configs.projects(vec![here], Arc::default())
    }

    /// Tells of something that could not be done.
    pub fn fail(&mut self, failure: &Message) {
        match failure {
            Message::At { path, line, column, message } => {
                output::tell_problem(path, Place { line: *line, column: *column }, message, self.surroundings.locale);
            }
            _ => output::tell_failure(failure, self.surroundings.locale),
        }
        self.outcome = Outcome::Failure;
    }

    /// The glossaries that serve the texts at `paths` and of every project met: those that the configuration names or else those of the
    /// project, and the embedded one. What cannot be read, or not as a whole, is told of; the rest serves.
    pub fn glossaries(&mut self, paths: &[PathBuf]) -> Glossaries {
        let mut sources = Vec::new();
        for (file, chosen) in self.select(paths).files {
            match output::load_glossary(&file, self.surroundings) {
                Ok(mut source) => {
                    if source.errors() > 0 {
                        self.fail(&Message::GlossaryHasErrors { path: source.name.clone(), errors: source.errors() });
                    }
                    if let Chosen::Named(folder) = chosen {
                        source.scope = Some(folder);
                    }
                    sources.push(source);
                }
                Err(failure) => self.fail(&failure),
            }
        }
        let embedded = self.projects().embedded();
        // The first is of texts that are in no folder, which a command has none of.
        let is_refused = embedded.len() > 1 && embedded.iter().skip(1).all(|(_, answer)| *answer == Some(false));
        if !is_refused {
            sources.insert(0, Source::embedded());
        }
        Glossaries::new(sources, &embedded)
    }

    /// Remembers the glossaries of folders that were walked, so that they are not walked again.
    pub fn walked(&mut self, folders: Vec<(PathBuf, Vec<PathBuf>)>) {
        for (folder, glossaries) in folders {
            let glossaries = glossaries.iter().map(|file| absolute(file, self.surroundings)).collect();
            self.walked.insert(absolute(&folder, self.surroundings), glossaries);
        }
    }

    fn glossaries_below(&self, root: &Path) -> Vec<PathBuf> {
        self.walked.get(root).cloned().unwrap_or_else(|| workspace::glossary_files(root))
    }

    /// The glossary files that could serve `paths` and the projects met, as absolute paths.
    pub fn glossary_files(&mut self, paths: &[PathBuf]) -> Vec<PathBuf> {
        self.select(paths).files.into_keys().collect()
    }

    fn select(&mut self, paths: &[PathBuf]) -> Selection {
        let mut roots: BTreeSet<PathBuf> = paths.iter().map(|path| root_of(&absolute(path, self.surroundings))).collect();
        for root in &roots {
            self.look_in(root);
        }
        roots.extend(self.configs.folders().map(Path::to_owned));
        let below = roots.iter().flat_map(|root| self.glossaries_below(root));
        let above = roots.iter().flat_map(|root| glossaries_above(root, &self.surroundings.folder));
        let found: BTreeSet<PathBuf> = below.chain(above).collect();
        for file in &found {
            self.of_file(file);
        }
        let selection = Selection::new(&found, &self.projects(), &self.configs, |file| named(file, self.surroundings));
        for refused in &selection.refused {
            self.fail(refused);
        }
        selection
    }
}

/// The glossaries that serve a folder from above: up to its repository, else to the working folder, so that a text has the same ones
/// however it is named.
fn glossaries_above(root: &Path, working: &Path) -> Vec<PathBuf> {
    let top = workspace::repository(root).unwrap_or(working);
    let above = root.ancestors().skip(1).take_while(|folder| folder.starts_with(top));
    above.flat_map(workspace::glossary_files_of).collect()
}

fn root_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    workspace::project_root(folder).unwrap_or_else(|| folder.to_owned())
}
