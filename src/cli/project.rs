//! The configurations that hold for the paths of a command, and the glossaries that they ask for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::output::{self, absolute, named};
use super::{Outcome, Surroundings};
use crate::config::{Config, Problem};
use crate::messages::Message;
use crate::text::{Lines, Text};
use crate::workspace::{self, Source, config_file};

/// The texts that one `glossator.toml` speaks of, or those that none does.
#[derive(Debug, Default)]
pub(super) struct Project {
    /// The folder of the file; `None` where there is none.
    pub folder: Option<PathBuf>,
    /// What the file says.
    pub config: Config,
}

impl Project {
    /// How its configuration calls a file: relative to its folder, parted by `/`.
    pub fn relative(&self, file: &Path) -> String {
        let path = self.folder.as_deref().and_then(|folder| file.strip_prefix(folder).ok()).unwrap_or(file);
        path.components().map(|component| component.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// Every project met so far. Each configuration is read once, and its problems are told once.
pub(super) struct Projects<'a> {
    surroundings: &'a Surroundings,
    /// The first one is that of the texts without a configuration.
    list: Vec<Arc<Project>>,
    /// By the folder of a text, and by the file of a configuration.
    known: HashMap<PathBuf, usize>,
    /// The glossaries of folders that were walked already, by absolute path.
    walked: HashMap<PathBuf, Vec<PathBuf>>,
    /// A failure where something could not be read.
    pub outcome: Outcome,
}

impl<'a> Projects<'a> {
    pub fn new(surroundings: &'a Surroundings) -> Self {
        Self { surroundings, list: vec![Arc::default()], known: HashMap::new(), walked: HashMap::new(), outcome: Outcome::Clean }
    }

    /// The project of a file, whether it exists or not.
    pub fn of_file(&mut self, file: &Path) -> Arc<Project> {
        let path = absolute(file, self.surroundings);
        self.of_folder(path.parent().unwrap_or(&path))
    }

    fn of_folder(&mut self, folder: &Path) -> Arc<Project> {
        if let Some(known) = self.known.get(folder).and_then(|&number| self.list.get(number)) {
            return Arc::clone(known);
        }
        let number = config_file::find(folder).map_or(0, |file| self.of_config(file));
        self.known.insert(folder.to_owned(), number);
        self.list.get(number).map(Arc::clone).unwrap_or_default()
    }

    fn of_config(&mut self, file: PathBuf) -> usize {
        if let Some(&known) = self.known.get(&file) {
            return known;
        }
        let name = named(&file, self.surroundings);
        let config = match config_file::read(&file, &name) {
            Ok((config, problems, text)) => {
                self.tell(&name, &text, &problems);
                config
            }
            Err(failure) => {
                self.fail(&failure);
                Config::default()
            }
        };
        let number = self.list.len();
        self.list.push(Arc::new(Project { folder: file.parent().map(Path::to_owned), config }));
        self.known.insert(file, number);
        number
    }

    fn tell(&mut self, name: &str, text: &str, problems: &[Problem]) {
        let lines = Lines::new(text);
        for problem in problems {
            let place = lines.place(problem.span.map_or(0, |span| span.start));
            output::tell_problem(name, place, &problem.message, self.surroundings.locale);
            self.outcome = Outcome::Failure;
        }
    }

    /// Tells of something that could not be done.
    pub fn fail(&mut self, failure: &Message) {
        output::tell_failure(failure, self.surroundings.locale);
        self.outcome = Outcome::Failure;
    }

    /// The glossaries that serve the texts at `paths` and of every project met: those that the configuration names or else those of the
    /// project, and the embedded one. What cannot be read, or not as a whole, is told of; the rest serves.
    pub fn glossaries(&mut self, paths: &[PathBuf]) -> Vec<Source> {
        let mut sources = Vec::new();
        for file in self.glossary_files(paths) {
            match output::load_glossary(&file, self.surroundings) {
                Ok(mut source) => {
                    if source.errors() > 0 {
                        self.fail(&Message::GlossaryHasErrors { path: source.name.clone(), errors: source.errors() });
                    }
                    let project = self.of_file(&file);
                    if project.config.glossaries.is_some() {
                        source.scope.clone_from(&project.folder);
                    }
                    sources.push(source);
                }
                Err(failure) => self.fail(&failure),
            }
        }
        let asked = |project: &&Arc<Project>| project.config.embedded.is_some();
        for project in self.list.iter().filter(asked) {
            let source = if project.config.embedded == Some(true) { Source::embedded() } else { silence() };
            sources.push(Source { scope: project.folder.clone(), ..source });
        }
        let is_refused = self.list.len() > 1 && self.list.iter().skip(1).all(|project| project.config.embedded == Some(false));
        if !is_refused {
            sources.insert(0, Source::embedded());
        }
        sources
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
        let mut roots: Vec<PathBuf> = paths.iter().map(|path| root_of(&absolute(path, self.surroundings))).collect();
        for root in roots.clone() {
            self.of_folder(&root);
        }
        roots.extend(self.list.iter().filter_map(|project| project.folder.clone()));
        roots.sort_unstable();
        roots.dedup();
        let found: Vec<PathBuf> = roots.iter().flat_map(|root| self.glossaries_below(root)).collect();
        // Where a configuration names glossaries, no others are used.
        let mut files: Vec<PathBuf> = found.into_iter().filter(|file| self.of_file(file).config.glossaries.is_none()).collect();
        for project in &self.list {
            let folder = project.folder.clone().unwrap_or_default();
            let named = project.config.glossaries.iter().flatten().map(|path| absolute(&folder.join(path), self.surroundings));
            files.extend(named);
        }
        files.sort_unstable();
        files.dedup();
        files
    }
}

/// A glossary that says nothing: where it serves, the embedded one does not.
fn silence() -> Source {
    Source { path: None, name: String::new(), scope: None, text: Text::default(), glossary: Arc::default(), problems: Vec::new() }
}

fn root_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    workspace::project_root(folder).unwrap_or_else(|| folder.to_owned())
}
