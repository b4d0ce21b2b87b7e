//! `glossator man`: manual pages, made of the same description of the arguments as `--help`.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Arguments, Outcome, Surroundings, output};
use crate::messages::{LintMessage, Locale};
use crate::workspace;

#[derive(Debug, clap::Args)]
pub(super) struct ManArguments {
    /// A folder to write all pages to, one a command: glossator.1, glossator-lint.1…
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &ManArguments, surroundings: &Surroundings) -> Outcome {
    let locale = surroundings.locale;
    let pages = pages(Arguments::command(), locale);
    let Some(folder) = &arguments.output else {
        return pages.first().map_or(Outcome::Failure, |(_, main)| output::print_verbatim(main));
    };
    let mut outcome = Outcome::Clean;
    for (name, page) in pages {
        let file = folder.join(name);
        if let Err(error) = workspace::write::replace_or_create(&file, page.as_bytes()) {
            let failure = LintMessage::NotWritten { path: workspace::shown(&file), reason: error.into() };
            output::tell_failure(&failure.into(), locale);
            outcome = Outcome::Failure;
        }
    }
    outcome
}

/// Every page with the name of its file, the main one first.
fn pages(command: clap::Command, locale: Locale) -> Vec<(String, String)> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let commands = command.get_subcommands().filter(|it| !it.is_hide_set()).cloned();
    std::iter::once(command.clone()).chain(commands).map(|it| (format!("{}.1", title(&it)), page(it, &command, locale))).collect()
}

/// `glossator` or `glossator-lint`.
fn title(command: &clap::Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

/// The page of `command`, which is `main` or one of its commands.
fn page(command: clap::Command, main: &clap::Command, locale: Locale) -> String {
    let is_main = command.get_name() == main.get_name();
    let after_help = command.get_after_long_help().or_else(|| command.get_after_help()).map(ToString::to_string);
    let heading = title(&command).to_uppercase();
    let has_commands = command.has_subcommands();
    let source = format!("{} {}", main.get_name(), main.get_version().unwrap_or_default());
    let man = Man::new(command).title(heading).source(source);
    let mut page = Vec::new();
    // Into memory, which takes all.
    let _ = man.render_title(&mut page);
    let _ = man.render_name_section(&mut page);
    let _ = man.render_synopsis_section(&mut page);
    let _ = man.render_description_section(&mut page);
    let _ = man.render_options_section(&mut page);
    if has_commands {
        let _ = man.render_subcommands_section(&mut page);
    }
    let mut page = String::from_utf8_lossy(&page).into_owned();
    page.push_str(&after_help.map_or_else(String::new, |text| examples(&text)));
    if !is_main {
        page.push_str(&see_also(main));
    }
    in_language(&page, locale)
}

/// What stands below the options in `--help`: prose, which a manual page fills, and indented lines, which it must leave as they are.
fn examples(text: &str) -> String {
    let mut roff = Roff::default();
    let mut is_indented = false;
    roff.control("SH", ["NOTES"]);
    for line in text.lines() {
        if line.starts_with(' ') != is_indented {
            is_indented = !is_indented;
            roff.control(if is_indented { "nf" } else { "fi" }, []);
        }
        match line.strip_suffix(':') {
            Some(heading) if !is_indented => roff.control("SS", [heading]),
            _ if line.is_empty() => roff.control("PP", []),
            _ => roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]),
        };
    }
    if is_indented {
        roff.control("fi", []);
    }
    roff.render()
}

fn see_also(main: &clap::Command) -> String {
    let mut roff = Roff::default();
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(format!("{}(1)", main.get_name()))]);
    roff.render()
}

/// The headings of sections, which clap_mangen writes in English.
fn in_language(page: &str, locale: Locale) -> String {
    let translated = |line: &str| match (locale, line) {
        (Locale::French, ".SH NAME") => ".SH NOM".to_owned(),
        (Locale::French, ".SH SUBCOMMANDS") => ".SH COMMANDES".to_owned(),
        (Locale::French, ".SH \"SEE ALSO\"") => ".SH \"VOIR AUSSI\"".to_owned(),
        _ => line.to_owned(),
    };
    page.lines().map(|line| translated(line) + "\n").collect()
}
