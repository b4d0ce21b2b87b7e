//! `glossator config`: the configuration that holds, or the schema of all there is.

use std::path::PathBuf;

use super::output::{self, absolute, named};
use super::project::Met;
use super::{Outcome, Surroundings};
use crate::config::{self, FILE_NAME};
use crate::messages::{LintMessage, Message};

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
    let file = arguments.file.clone().unwrap_or_else(|| PathBuf::from("*"));
    let file = absolute(&file, surroundings);
    let mut projects = Met::new(surroundings);
    let project = projects.of_file(&file);
    let default = Message::from(LintMessage::DefaultSetting).say(surroundings.locale);
    let layer = project.file.clone().unwrap_or_default();
    let origin = named(&layer.folder.join(FILE_NAME), surroundings);
    let written = config::to_toml(&layer.config, &layer.relative(&file), &origin, &default);
    output::worst(projects.outcome, output::print(&written))
}
