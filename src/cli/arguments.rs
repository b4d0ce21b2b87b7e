//! The arguments in the user's language: what `--help` says, and what is wrong with those that were given.
//!
//! The English is what stands beside the arguments in the code; clap says the rest of it. In French all is said here: texts in [`french`], mistakes
//! in [`mistake`].

mod french;
mod mistake;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::Arguments;
use crate::messages::Locale;

/// The arguments, described in the user's language: for `--help`, manual pages and completions alike.
pub(super) fn command(locale: Locale) -> Command {
    let command = Arguments::command();
    match locale {
        Locale::English => command,
        Locale::French => in_french(command),
    }
}

/// What `given`, the name of the program first, means. Fails with what there is to show instead, which may be the help that was asked for.
pub(super) fn read(given: impl IntoIterator<Item = OsString>, locale: Locale) -> Result<Arguments, Answer> {
    let matches = command(locale).try_get_matches_from(given).and_then(|matches| Arguments::from_arg_matches(&matches));
    matches.map_err(|error| Answer { error, locale })
}

/// What is shown where nothing is done: help, the version, or a mistake.
#[derive(Debug)]
pub(super) struct Answer {
    error: clap::Error,
    locale: Locale,
}

impl Answer {
    /// As it is shown, with the control sequences of its colours.
    pub(super) fn text(&self) -> String {
        match self.locale {
            Locale::French if !self.is_help() => mistake::in_french(&self.error),
            _ => self.error.render().ansi().to_string(),
        }
    }

    /// Whether it is for standard output.
    pub(super) fn was_asked_for(&self) -> bool {
        !self.error.use_stderr()
    }

    fn is_help(&self) -> bool {
        let help = [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
        help.contains(&self.error.kind())
    }
}

/// Says in French what clap would say in English.
fn in_french(command: Command) -> Command {
    // With it come the command `help` and the long names by which errors call commands.
    let mut command = command;
    command.build();
    translated(command)
}

fn translated(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let commands: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let mut command = command
        .help_template("{about-with-newline}\nUtilisation\u{A0}: {usage}\n\n{all-args}{after-help}")
        .subcommand_value_name("COMMANDE")
        .subcommand_help_heading("Commandes\u{A0}")
        .mut_args(|argument| argument_in_french(argument, &name));
    command = french::about(&name).map_or(command.clone(), |about| command.about(about));
    if command.get_after_help().is_some()
        && let Some(text) = french::after_help(&name)
    {
        command = command.after_help(text);
    }
    commands.iter().fold(command, |command, name| command.mut_subcommand(name, translated))
}

fn argument_in_french(argument: Arg, command: &str) -> Arg {
    let heading = if argument.is_positional() { "Arguments\u{A0}" } else { "Options\u{A0}" };
    let mut argument = argument.help_heading(heading);
    let names = argument.get_value_names().unwrap_or_default();
    if argument.get_action().takes_values() && !names.is_empty() {
        let names: Vec<&'static str> = names.iter().map(|name| french::value_name(name)).collect();
        argument = argument.value_names(names);
    }
    let Some(help) = french::argument(command, argument.get_id().as_str()) else { return argument };
    let help = format!("{help}{}", values(&argument));
    if argument.get_long_help().is_some() {
        // clap's own `--help` has a second text, which says how the two differ.
        argument = argument.long_help(help.clone());
    }
    argument.help(help).hide_default_value(true).hide_possible_values(true)
}

/// What the values of an argument may be, and which it has where none is given.
fn values(argument: &Arg) -> String {
    let mut values = String::new();
    let possible: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if !possible.is_empty() && matches!(argument.get_action(), ArgAction::Set | ArgAction::Append) {
        values += &format!(" [valeurs\u{A0}: {}]", possible.join(", "));
    }
    if let [default, ..] = argument.get_default_values()
        && argument.get_action().takes_values()
    {
        values += &format!(" [par défaut\u{A0}: {}]", default.to_string_lossy());
    }
    values
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn said(given: &[&str], locale: Locale) -> String {
        let given = std::iter::once("glossator").chain(given.iter().copied()).map(OsString::from);
        let answer = read(given, locale).unwrap_err();
        anstream::adapter::strip_str(&answer.text()).to_string()
    }

    fn kind(given: &[&str]) -> ErrorKind {
        let given = std::iter::once("glossator").chain(given.iter().copied()).map(OsString::from);
        read(given, Locale::English).unwrap_err().error.kind()
    }

    /// Every text of a command and its commands, by where it stands.
    fn texts(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
        let path = format!("{path} {}", command.get_name());
        let text = |text: Option<&clap::builder::StyledStr>| text.map(ToString::to_string).unwrap_or_default();
        found.push((path.clone(), text(command.get_about())));
        if command.get_after_help().is_some() {
            found.push((format!("{path}, examples"), text(command.get_after_help())));
        }
        for argument in command.get_arguments() {
            found.push((format!("{path} {}", argument.get_id()), text(argument.get_help())));
        }
        command.get_subcommands().for_each(|it| texts(it, &path, found));
    }

    #[test]
    fn every_text_is_said_in_french() {
        let (mut english, mut french) = (Vec::new(), Vec::new());
        let mut command = super::command(Locale::English);
        command.build();
        texts(&command, "", &mut english);
        texts(&super::command(Locale::French), "", &mut french);
        assert!(english.len() > 50, "{english:?}");
        assert_eq!(english.len(), french.len());
        for ((place, english), (_, french)) in english.iter().zip(&french) {
            assert!(!french.is_empty() && english != french, "{place}: {french}");
        }
    }

    #[test]
    fn help_in_french() {
        insta::assert_snapshot!("help", said(&["--help"], Locale::French));
        insta::assert_snapshot!("help_of_lint", said(&["lint", "--help"], Locale::French));
        assert_eq!(said(&["help", "lint"], Locale::French), said(&["lint", "--help"], Locale::French));
        assert_eq!(said(&["--version"], Locale::French), said(&["--version"], Locale::English));
        for words in ["Usage:", "Options:", "Arguments:", "Commands:", "default:", "Print"] {
            for command in ["lint", "find", "explain", "check", "report", "config", "init", "completions", "man", "serve"] {
                let help = said(&[command, "--help"], Locale::French);
                assert!(!help.contains(words), "{command}: {help}");
            }
        }
    }

    #[test]
    fn mistakes() {
        let cases = [
            &["trouve"][..],
            &["fnid"],
            &["lint", "--brif"],
            &["lint", "-x"],
            &["--brief", "lint"],
            &["lint", "--format", "xml"],
            &["lint", "--format", "sarf"],
            &["lint", "--format"],
            &["lint", "--max-findings", "many"],
            &["lint", "--write-baseline"],
            &["lint", "--fix", "--diff"],
            &["lint", "--brief", "--brief"],
            &["lint", "--explain", "term", "--brief"],
            &["lint", "--brief=yes"],
            &["lint", "--rule", "letter-cas"],
            &["explain"],
            &["config", "a.md", "b.md"],
            &["completions", "tcsh"],
        ];
        let all: Vec<String> =
            cases.iter().map(|given| format!("$ glossator {}\n{}", given.join(" "), said(given, Locale::French))).collect();
        insta::assert_snapshot!("mistakes", all.join("\n"));
        let kinds: HashSet<_> = cases.iter().map(|given| kind(given)).collect();
        let possible = [
            ErrorKind::InvalidValue,
            ErrorKind::UnknownArgument,
            ErrorKind::InvalidSubcommand,
            ErrorKind::ValueValidation,
            ErrorKind::TooManyValues,
            ErrorKind::ArgumentConflict,
            ErrorKind::MissingRequiredArgument,
        ];
        assert_eq!(kinds, HashSet::from(possible));
        assert!(said(&["trouve"], Locale::English).starts_with("error: unrecognized subcommand 'trouve'"));
    }
}
