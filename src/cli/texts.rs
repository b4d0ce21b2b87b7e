//! The texts that a command works on, each read once.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::output::absolute;
use super::project::{Project, Projects};
use super::{Outcome, Surroundings};
use crate::config::{Rule, Rules};
use crate::document::{self, Manner, Reading};
use crate::matcher::Matcher;
use crate::messages::Message;
use crate::prose::Format;
use crate::workspace::{self, Glossaries, Source};

/// What standard input is called on the command line.
const STDIN: &str = "-";

/// A text that a command works on.
pub(super) struct TextFile {
    /// As the user named it or as it was found.
    pub path: PathBuf,
    /// Seen from the file system's root.
    absolute: PathBuf,
    project: Arc<Project>,
    /// What standard input held, where the text is that.
    pub content: Option<String>,
}

/// The texts with the glossaries that serve them.
pub(super) struct Texts {
    /// Sorted; what standard input holds comes first.
    pub files: Vec<TextFile>,
    pub glossaries: Glossaries,
    /// The projects of the glossaries that are files, by their path.
    glossary_projects: HashMap<PathBuf, Arc<Project>>,
    /// Whether a whole folder was named.
    pub walks: bool,
    /// A failure where something could not be read.
    pub outcome: Outcome,
}

/// A text that was read.
pub(super) struct ReadText {
    /// As messages call it.
    pub name: String,
    pub source: String,
    pub reading: Reading,
    pub format: Format,
    pub matcher: Arc<Matcher>,
}

impl Texts {
    /// The texts at `paths`, or below the working folder where there are none. Fails where standard input cannot be read.
    pub fn gather(paths: &[PathBuf], stdin_name: Option<&Path>, surroundings: &Surroundings) -> Result<Self, Message> {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        let mut projects = Projects::new(surroundings);
        let mut files = Vec::new();
        let mut named: Vec<PathBuf> = paths.iter().filter(|path| path.as_os_str() != STDIN).cloned().collect();
        let has_stdin = named.len() < paths.len();
        let found = workspace::named_files(&named);
        for path in &found.missing {
            projects.fail(&Message::NotFound { path: workspace::shown(path) });
        }
        if has_stdin {
            files.push(stdin_text(stdin_name, &mut projects, surroundings)?);
            named.push(stdin_name.map_or_else(|| here[0].clone(), Path::to_owned));
        }
        let mut is_named_text = HashSet::new();
        for (path, is_named) in found.files {
            let (absolute, project) = (absolute(&path, surroundings), projects.of_file(&path));
            if is_text(&project, &absolute, is_named) {
                is_named_text.extend(is_named.then(|| path.clone()));
                files.push(TextFile { path, absolute, project, content: None });
            } else if is_named {
                projects.fail(&Message::UnknownFormat { path: workspace::shown(&path) });
            }
        }
        let walks = !found.glossaries.is_empty();
        projects.walked(found.glossaries);
        let sources = projects.glossaries(&named);
        let glossaries: HashSet<&PathBuf> = sources.iter().filter_map(|source| source.path.as_ref()).collect();
        files.retain(|file| file.content.is_some() || is_named_text.contains(&file.path) || !glossaries.contains(&file.absolute));
        let glossary_projects = glossaries.into_iter().map(|path| (path.clone(), projects.of_file(path))).collect();
        Ok(Self { files, glossaries: Glossaries::new(sources), glossary_projects, walks, outcome: projects.outcome })
    }

    /// Reads a text and what the glossaries say about it.
    pub fn read(&self, file: &TextFile) -> Result<ReadText, Message> {
        let name = workspace::shown(&file.path);
        let source = match &file.content {
            Some(content) => content.clone(),
            None => workspace::read_text(&file.path, &name)?,
        };
        let matcher = match self.glossaries.serving(Some(&file.absolute)) {
            Some(group) => self.glossaries.matcher(group),
            None => Arc::new(Matcher::new(Vec::new())),
        };
        Ok(file.read(name, source, matcher))
    }

    /// The glossaries that are files, each with the rules that hold for it where somebody asks for the rules `asked`.
    pub fn glossary_files(&self, asked: &[Rule]) -> Vec<(&Source, Rules)> {
        let rules = |source: &Source| {
            let path = source.path.as_ref()?;
            let project = self.glossary_projects.get(path)?;
            Some(project.config.rules_asked_for(&project.relative(path), asked))
        };
        self.glossaries.sources().iter().filter_map(|source| Some((source, rules(source)?))).collect()
    }

    /// Whether a text is one of the glossaries, which its own rules do not speak of.
    pub fn is_glossary(&self, file: &TextFile) -> bool {
        self.glossaries.sources().iter().any(|source| source.path.as_ref() == Some(&file.absolute))
    }
}

impl TextFile {
    /// The rules that hold for it where somebody asks for the rules `asked`.
    pub fn rules(&self, asked: &[Rule]) -> Rules {
        self.project.config.rules_asked_for(&self.project.relative(&self.absolute), asked)
    }

    /// Reads `source` as the text of this file.
    pub fn read(&self, name: String, source: String, matcher: Arc<Matcher>) -> ReadText {
        let reading = read(&source, self, &matcher);
        ReadText { name, source, reading, format: self.manner().format, matcher }
    }

    fn manner(&self) -> Manner {
        let named = document::manner_of_path(&self.path.to_string_lossy());
        let set = self.project.config.format_of(&self.project.relative(&self.absolute));
        let language = named.as_ref().and_then(|manner| manner.language.clone());
        // Only standard input may have a name without a known format: it is read as Markdown.
        Manner { format: set.or(named.map(|manner| manner.format)).unwrap_or(Format::Markdown), language }
    }
}

fn read(source: &str, file: &TextFile, matcher: &Matcher) -> Reading {
    let manner = file.manner();
    let reading = document::read(source, &manner, matcher);
    let language = match manner.language {
        Some(_) => return reading,
        None => file.project.config.language_among(reading.language.as_ref()),
    };
    if language == reading.language { reading } else { document::read(source, &Manner { language, ..manner }, matcher) }
}

/// Whether a file is a text: its name or the configuration tells its format, and the configuration does not leave it out. Whoever names a
/// file wants it.
fn is_text(project: &Project, file: &Path, is_named: bool) -> bool {
    let path = project.relative(file);
    let has_format = project.config.format_of(&path).is_some() || document::manner_of_path(&path).is_some();
    has_format && (is_named || project.config.wants(&path))
}

fn stdin_text(name: Option<&Path>, projects: &mut Projects, surroundings: &Surroundings) -> Result<TextFile, Message> {
    let path = name.map_or_else(|| PathBuf::from("<stdin>"), Path::to_owned);
    let absolute = absolute(&path, surroundings);
    let project = projects.of_file(&absolute);
    if name.is_some() && !is_text(&project, &absolute, true) {
        return Err(Message::UnknownFormat { path: workspace::shown(&path) });
    }
    let mut bytes = Vec::new();
    let failed = |reason: String| Message::Unreadable { path: workspace::shown(&path), reason };
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| failed(error.to_string()))?;
    let content = workspace::text_of(bytes, &workspace::shown(&path))?;
    Ok(TextFile { path, absolute, project, content: Some(content) })
}
