//! The command line: arguments in, text and exit codes out. One file per command.

mod baseline;
mod check;
mod completions;
mod config;
mod explain;
mod explain_rule;
mod find;
mod fix;
mod init;
mod lint;
mod location;
mod man;
mod output;
mod parallel;
mod project;
mod report;
mod statistics;
mod survey;
mod texts;
mod unused;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::messages::Locale;
use crate::text::Encoding;
use crate::workspace;

/// How a command ended; the numbers are part of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Done, nothing to report.
    #[default]
    Clean = 0,
    /// Done, and there is something to mend or a term is not known.
    Findings = 1,
    /// The work could not be done, or not all of it.
    Failure = 2,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// A glossary in the margin of every editor: explains the terms of a text, in the editor and on the command line.
#[derive(Debug, Parser)]
#[command(name = "glossator", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Examples:
  glossator explain perplexité          what a term means
  glossator find docs/                  every term of a glossary in your texts
  glossator lint docs/                  forms to avoid, mixed forms, letter case
  glossator check                       whether your glossary is well written

Without a glossary of your own (a file named *.glossary.md in your project), the FAQ about large language models that comes
with glossator answers, in French.")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The units of positions, as the protocol names them.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Positions {
    #[value(name = "utf-8")]
    Utf8,
    #[default]
    #[value(name = "utf-16")]
    Utf16,
    #[value(name = "utf-32")]
    Utf32,
}

impl From<Positions> for Encoding {
    fn from(positions: Positions) -> Self {
        match positions {
            Positions::Utf8 => Self::Utf8,
            Positions::Utf16 => Self::Utf16,
            Positions::Utf32 => Self::Utf32,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer an editor (language server on standard input and output).
    #[command(after_help = "Your editor starts this itself. The log goes to standard error; GLOSSATOR_LOG sets how much it says:
error, warn (default), info, debug or trace.")]
    Serve {
        /// Accepted because editors pass it; standard input and output are used in any case.
        #[arg(long)]
        stdio: bool,
        /// What an editor that does not say so counts positions in. The protocol means utf-16; ALE, for one, counts bytes.
        #[arg(long, value_name = "UNIT", value_enum, default_value_t)]
        positions: Positions,
    },
    /// Tell what your texts should write otherwise: forms to avoid, mixed forms, letter case.
    #[command(after_help = "Examples:
  glossator lint                        all texts here and below
  glossator lint docs/ --fail-on information
  glossator lint --rule forbidden-form,deprecated-form
  glossator lint --brief                one line a finding
  glossator lint --format sarif > glossator.sarif
  glossator lint --diff docs/           what --fix would change; --fix writes it
  glossator lint --explain letter-case  what a rule is about
  glossator lint --stdin-filename docs/a.md - < draft.md
  glossator lint --baseline glossator.baseline.json --write-baseline
                                        take up the linter in an old project: what there is now is written down,
  glossator lint --baseline glossator.baseline.json
                                        and only what is new is told
  glossator lint --changed-since origin/main
                                        only lines that changed since the branch left main
  glossator lint --statistics           how often instead of where
  glossator lint --watch                stay, and tell what is new or mended

A comment silences findings: <!-- glossator-ignore --> its line or the block that it ends, <!-- glossator-ignore-next --> the next
line, <!-- glossator-off --> to <!-- glossator-on --> a region; ids of rules or terms may follow. Files named in .glossatorignore or
.gitignore are left out unless you name them. Exit codes: 0 nothing at or above --fail-on, 1 something, 2 something could not be done.")]
    Lint(lint::LintArguments),
    /// List every place where your texts use a term of the glossary.
    #[command(after_help = "Examples:
  glossator find                        in all texts here and below
  glossator find these.md --term perplexite
  glossator find src/ --identifiers     in program code too: fineTuningJob, FINE_TUNING
  glossator find docs/ --format jsonl   one JSON object a line, for other programs")]
    Find(find::FindArguments),
    /// Print what the glossary says about a term.
    #[command(after_help = "Examples:
  glossator explain perplexité
  glossator explain \"fine tuning\" LLM   several terms; any spelling, inflection or language of the glossary
  glossator explain --why these.md:3:16 why this place is marked, or why it is not")]
    Explain(explain::ExplainArguments),
    /// Check the glossary itself: its syntax, its references, and the examples written in it.
    #[command(after_help = "Examples:
  glossator check                       every *.glossary.md of the project
  glossator check team.glossary.md      one glossary
  glossator check --texts docs/         and which of their terms no text uses")]
    Check(check::CheckArguments),
    /// Picture a project on one page: its glossary with its uses, mixed forms, unused terms.
    #[command(after_help = "Examples:
  glossator report --output report.html   one page, to be opened in any browser; nothing on it comes from the network
  glossator report docs/ --format json    its data, for other programs")]
    Report(survey::ReportArguments),
    /// Print the configuration that holds for a file, and where each part comes from.
    #[command(after_help = "Examples:
  glossator config                      for the working folder
  glossator config docs/a.md            for one file
  glossator config --schema             the JSON Schema of glossator.toml")]
    Config(config::ConfigArguments),
    /// Write a commented glossator.toml and a small glossary to start from; never over an existing file.
    #[command(after_help = "Examples:
  glossator init                        writes glossator.toml and glossary/starter.glossary.md here")]
    Init,
    /// Print a completion script for your shell.
    #[command(after_help = "Examples:
  glossator completions bash > ~/.local/share/bash-completion/completions/glossator
  glossator completions fish > ~/.config/fish/completions/glossator.fish")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write those of all commands.
    #[command(after_help = "Examples:
  glossator man | man -l -              read it here
  glossator man --output ~/.local/share/man/man1
                                        install all pages: man glossator-lint")]
    Man(man::ManArguments),
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// One JSON object a line.
    Jsonl,
}

/// What a command knows of its surroundings.
struct Surroundings {
    /// The language of messages.
    locale: Locale,
    /// The working folder.
    folder: PathBuf,
}

impl Surroundings {
    fn of_process() -> Self {
        Self { locale: workspace::locale(), folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")) }
    }
}

/// Runs the command that the process was started with.
pub fn run(arguments: Arguments) -> ExitCode {
    let surroundings = Surroundings::of_process();
    match arguments.command {
        Command::Serve { stdio: _, positions } => crate::server::serve(positions.into()),
        Command::Lint(arguments) => lint::run(&arguments, &surroundings).into(),
        Command::Report(arguments) => survey::run(&arguments, &surroundings).into(),
        Command::Config(arguments) => config::run(&arguments, &surroundings).into(),
        Command::Init => init::run(&surroundings).into(),
        Command::Find(arguments) => find::run(&arguments, &surroundings).into(),
        Command::Explain(arguments) => explain::run(&arguments, &surroundings).into(),
        Command::Check(arguments) => check::run(&arguments, &surroundings).into(),
        Command::Completions { shell } => completions::run(shell).into(),
        Command::Man(arguments) => man::run(&arguments, &surroundings).into(),
    }
}
