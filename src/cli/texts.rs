//! The texts that a command works on, each read once.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::output::absolute;
use super::project::Met;
use super::{Outcome, Surroundings};
use crate::config::{Rule, Rules};
use crate::document::{self, Manner, Reading};
use crate::matcher::Matcher;
use crate::messages::Message;
use crate::prose::Format;
use crate::workspace::{self, Glossaries, Project, Source};

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

/// Which files are texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kinds {
    /// Those whose format is known.
    Prose,
    /// Those with text in them; where no format is known there is no prose.
    Any,
}

impl Texts {
    /// The texts at `paths`, or below the working folder where there are none. Fails where standard input cannot be read.
    pub fn gather(paths: &[PathBuf], stdin_name: Option<&Path>, surroundings: &Surroundings) -> Result<Self, Message> {
        Self::gather_kinds(Kinds::Prose, paths, stdin_name, surroundings)
    }

    /// Like [`Texts::gather`], with files of all formats, program code for one. Those that hold no text are left out unless they are named.
    pub fn gather_any(paths: &[PathBuf], stdin_name: Option<&Path>, surroundings: &Surroundings) -> Result<Self, Message> {
        Self::gather_kinds(Kinds::Any, paths, stdin_name, surroundings)
    }

    fn gather_kinds(kinds: Kinds, paths: &[PathBuf], stdin_name: Option<&Path>, surroundings: &Surroundings) -> Result<Self, Message> {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        let mut projects = Met::new(surroundings);
        let mut files = Vec::new();
        let mut named: Vec<PathBuf> = paths.iter().filter(|path| path.as_os_str() != STDIN).cloned().collect();
        let has_stdin = named.len() < paths.len();
        let found = workspace::named_files(&named);
        for path in &found.missing {
            projects.fail(&Message::NotFound { path: workspace::shown(path) });
        }
        if has_stdin {
            files.push(stdin_text(kinds, stdin_name, &mut projects, surroundings)?);
            named.push(stdin_name.map_or_else(|| here[0].clone(), Path::to_owned));
        }
        let mut is_named_text = HashSet::new();
        for (path, is_named) in found.files {
            let (absolute, project) = (absolute(&path, surroundings), projects.of_file(&path));
            if is_text(kinds, &project, &absolute, is_named) {
                is_named_text.extend(is_named.then(|| path.clone()));
                files.push(TextFile { path, absolute, project, content: None });
            } else if is_named {
                projects.fail(&Message::UnknownFormat { path: workspace::shown(&path) });
            }
        }
        let walks = !found.glossaries.is_empty();
        projects.walked(found.glossaries);
        let glossaries = projects.glossaries(&named);
        let sources: HashSet<&PathBuf> = glossaries.sources().iter().filter_map(|source| source.path.as_ref()).collect();
        files.retain(|file| file.content.is_some() || is_named_text.contains(&file.path) || !sources.contains(&file.absolute));
        let glossary_projects = sources.into_iter().map(|path| (path.clone(), projects.of_file(path))).collect();
        Ok(Self { files, glossary_projects, walks, glossaries, outcome: projects.outcome })
    }

    /// Reads a text and what the glossaries say about it.
    pub fn read(&self, file: &TextFile) -> Result<ReadText, Message> {
        let name = file.name();
        let source = match &file.content {
            Some(content) => content.clone(),
            None => workspace::read_text(&file.path, &name)?,
        };
        Ok(file.read(name, source, self.matcher(file)))
    }

    /// What finds the terms of the glossaries that serve a text.
    pub fn matcher(&self, file: &TextFile) -> Arc<Matcher> {
        match self.glossaries.serving(Some(&file.absolute)) {
            Some(group) => self.glossaries.matcher(group),
            None => Arc::new(Matcher::new(Vec::new())),
        }
    }

    /// The glossaries that are files, each with the rules that hold for it where somebody asks for the rules `asked`.
    pub fn glossary_files(&self, asked: &[Rule]) -> Vec<(&Source, Rules)> {
        let rules = |source: &Source| {
            let path = source.path.as_ref()?;
            let project = self.glossary_projects.get(path)?;
            Some(project.rules_asked_for(path, asked))
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
        self.project.rules_asked_for(&self.absolute, asked)
    }

    /// Reads `source` as the text of this file.
    pub fn read(&self, name: String, source: String, matcher: Arc<Matcher>) -> ReadText {
        let manner = self.manner();
        let reading = document::read(&source, &manner, &matcher);
        ReadText { name, source, reading, format: manner.format, matcher }
    }

    /// Where it is, seen from the file system's root.
    pub fn absolute(&self) -> &Path {
        &self.absolute
    }

    /// As messages call it.
    pub fn name(&self) -> String {
        workspace::shown(&self.path)
    }

    /// Whether the configuration and `.glossatorignore` let it be a text, whoever named it.
    pub fn is_wanted(&self) -> bool {
        self.project.wants(&self.absolute) && !workspace::is_ignored(&self.absolute)
    }

    /// Whether it is what standard input held.
    pub fn is_standard_input(&self) -> bool {
        self.content.is_some()
    }

    /// How it is read. Only standard input may be without a name: it is read as Markdown.
    pub fn manner(&self) -> Manner {
        let is_nameless = self.content.is_some() && self.absolute.extension().is_none();
        let told = (is_nameless && !self.project.has_format(&self.absolute)).then_some(Format::Markdown);
        self.project.manner(&self.absolute, told)
    }
}

/// Whether a file is a text: its name or the configuration tells its format, and the configuration does not leave it out. Whoever names a
/// file wants it.
fn is_text(kinds: Kinds, project: &Project, file: &Path, is_named: bool) -> bool {
    let has_text = || project.has_format(file) || (kinds == Kinds::Any && (is_named || workspace::holds_text(file)));
    (is_named || project.wants(file)) && has_text()
}

fn stdin_text(kinds: Kinds, name: Option<&Path>, projects: &mut Met, surroundings: &Surroundings) -> Result<TextFile, Message> {
    let path = name.map_or_else(|| PathBuf::from("<stdin>"), Path::to_owned);
    let absolute = absolute(&path, surroundings);
    let project = projects.of_file(&absolute);
    if name.is_some() && !is_text(kinds, &project, &absolute, true) {
        return Err(Message::UnknownFormat { path: workspace::shown(&path) });
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Message::Unreadable { path: workspace::shown(&path), reason: error.into() })?;
    let content = workspace::text_of(bytes, &workspace::shown(&path))?;
    Ok(TextFile { path, absolute, project, content: Some(content) })
}
