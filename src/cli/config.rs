//! `glossator config`: the configuration that holds, or the schema of all there is.

use std::path::{Path, PathBuf};

use super::output::{self, absolute, named};
use super::project::Met;
use super::{Outcome, Surroundings};
use crate::config::{self, FILE_NAME};
use crate::messages::{LintMessage, Message, ReportMessage};
use crate::workspace::{self, Glossaries, Project};

#[derive(Debug, clap::Args)]
pub(super) struct ConfigArguments {
    /// The file for which it holds, whether it exists or not; any in the working folder where none is named.
    file: Option<PathBuf>,
    /// Print the JSON Schema of `glossator.toml` instead.
    #[arg(long, conflicts_with = "file")]
    schema: bool,
}

pub(super) fn run(arguments: &ConfigArguments, surroundings: &Surroundings) -> Outcome {
    if arguments.schema {
        return output::print(&format!("{:#}\n", config::schema()));
    }
    let asked = arguments.file.as_deref();
    let file = absolute(asked.unwrap_or(Path::new("*")), surroundings);
    let mut projects = Met::new(surroundings);
    let project = projects.of_file(&file);
    let glossaries = projects.glossaries(std::slice::from_ref(&file));
    let say = |message: Message| message.say(surroundings.locale);
    let mut notes: Vec<String> = asked.map(|_| say(kind(&file, &project).into())).into_iter().collect();
    notes.push(say(ReportMessage::ServedBy { glossaries: serving(&glossaries, &file) }.into()));
    let notes: String = notes.iter().map(|note| format!("# {note}\n")).collect();
    let layer = project.file.clone().unwrap_or_default();
    let origin = named(&layer.folder.join(FILE_NAME), surroundings);
    let default = say(LintMessage::DefaultSetting.into());
    let written = config::to_toml(&layer.config, &layer.relative(&file), &origin, &default);
    output::worst(projects.outcome, output::print(&(notes + &written)))
}

/// What commands over folders take the file for.
fn kind(file: &Path, project: &Project) -> ReportMessage {
    match config::format_name(project.manner(file, None).format) {
        None => ReportMessage::NoText,
        Some(_) if !project.wants(file) || workspace::is_ignored(file) => ReportMessage::LeftOut,
        Some(format) => ReportMessage::IsText { format },
    }
}

/// The names of the glossaries that serve a text, the nearest first.
fn serving(glossaries: &Glossaries, file: &Path) -> Vec<String> {
    let Some(group) = glossaries.serving(Some(file)) else { return Vec::new() };
    (0..).map_while(|number| glossaries.source(group, number)).map(|source| source.name.clone()).filter(|name| !name.is_empty()).collect()
}
