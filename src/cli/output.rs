//! Standard output and standard error of commands, and the glossaries that every command starts with.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};

use super::project::Met;
use super::{Outcome, Surroundings};
use crate::glossary::{Problem, Severity};
use crate::messages::{Locale, Message};
use crate::text::{Lines, Place};
use crate::workspace::{self, Glossaries, Source};

/// Names in results: bold.
pub const BOLD: Style = Style::new().bold();
/// What is beside the point.
pub const DIM: Style = Style::new().dimmed();
/// The place of a result.
pub const PLACE: Style = AnsiColor::Cyan.on_default();

/// Writes results. A reader that has seen enough (`| head`) is no failure; colours go only to terminals, and not where `NO_COLOR` is set.
pub fn print(results: &str) -> Outcome {
    write(anstream::AutoStream::auto(io::stdout().lock()), results)
}

/// Writes results that are no text for a terminal: a page, or data with any bytes in it.
pub fn print_verbatim(results: &str) -> Outcome {
    write(io::stdout().lock(), results)
}

fn write(mut out: impl Write, results: &str) -> Outcome {
    match out.write_all(results.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Outcome::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Clean,
        Err(_) => Outcome::Failure,
    }
}

/// Writes results as [`print`] does; fails where nobody reads them.
pub fn try_print(results: &str) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    out.write_all(results.as_bytes())?;
    out.flush()
}

/// Whether places in results may be links: where colours go, and to a terminal that is known to take links for what they are
/// (<https://github.com/Alhadis/OSC8-Adoption>). `FORCE_HYPERLINK` decides where it is set.
pub fn shows_links() -> bool {
    let has_colours = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    has_colours && takes_links(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

fn takes_links(variable: impl Fn(&str) -> Option<String>) -> bool {
    if let Some(forced) = variable("FORCE_HYPERLINK") {
        return forced != "0";
    }
    let is_one_of = |name: &str, known: &[&str]| variable(name).is_some_and(|value| known.iter().any(|it| value.contains(it)));
    let has_vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok()).is_some_and(|version| version >= 5_000);
    has_vte
        || ["WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID"].iter().any(|name| variable(name).is_some())
        || is_one_of("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "zed"])
        || is_one_of("TERM", &["kitty", "alacritty", "foot", "ghostty", "wezterm"])
}

/// Tells the user something that is not a result. If standard error is gone there is nobody to tell.
pub fn tell(label: &Message, message: &str, locale: Locale) {
    let style = match label {
        Message::LabelError => AnsiColor::Red.on_default().bold(),
        Message::LabelWarning => AnsiColor::Yellow.on_default().bold(),
        _ => AnsiColor::Blue.on_default().bold(),
    };
    let mut err = anstream::AutoStream::auto(io::stderr().lock());
    let colon = if locale == Locale::French { "\u{A0}:" } else { ":" };
    let _ = writeln!(err, "{style}{}{colon}{style:#} {message}", label.say(locale));
}

/// Tells of a problem that kept a part of the work from being done.
pub fn tell_failure(message: &Message, locale: Locale) {
    tell(&Message::LabelError, &message.say(locale), locale);
}

/// Tells of a problem at a place of a file, as a line that editors and people can follow.
pub fn tell_problem(name: &str, place: Place, message: &Message, locale: Locale) {
    let style = AnsiColor::Red.on_default().bold();
    let mut err = anstream::AutoStream::auto(io::stderr().lock());
    let colon = if locale == Locale::French { "\u{A0}:" } else { ":" };
    let label = Message::LabelError.say(locale);
    let (line, column) = (place.line, place.column);
    let _ = writeln!(err, "{PLACE}{name}:{line}:{column}:{PLACE:#} {style}{label}{colon}{style:#} {}", message.say(locale));
}

/// A line of text for standard error, without a label.
pub fn remark(message: &str) {
    let mut err = anstream::AutoStream::auto(io::stderr().lock());
    let _ = writeln!(err, "{message}");
}

/// The word for how bad something is, and its colour.
pub fn label(severity: Severity) -> (Message, Style) {
    match severity {
        Severity::Error => (Message::LabelError, AnsiColor::Red.on_default().bold()),
        Severity::Warning => (Message::LabelWarning, AnsiColor::Yellow.on_default().bold()),
        Severity::Information | Severity::Hint => (Message::LabelInformation, AnsiColor::Blue.on_default().bold()),
    }
}

/// A problem of a glossary as a line that editors and people can follow: `path:line:column: error: message`.
pub fn problem_line(source: &Source, lines: &Lines, problem: &Problem, locale: Locale) -> String {
    let place = lines.place(problem.span.start);
    let (label, style) = label(problem.severity);
    let colon = if locale == Locale::French { "\u{A0}:" } else { ":" };
    format!(
        "{PLACE}{}:{}:{}:{PLACE:#} {style}{}{colon}{style:#} {}\n",
        source.name,
        place.line,
        place.column,
        label.say(locale),
        problem.message.say(locale)
    )
}

/// The glossaries that serve the texts at `paths`, as their configuration says: see [`Met::glossaries`].
pub fn load_glossaries(paths: &[PathBuf], surroundings: &Surroundings) -> (Glossaries, Outcome) {
    let mut projects = Met::new(surroundings);
    let glossaries = projects.glossaries(paths);
    (glossaries, projects.outcome)
}

/// Reads a glossary; messages name it as the user would, relative where it is below the working folder.
pub fn load_glossary(file: &Path, surroundings: &Surroundings) -> Result<Source, Message> {
    let path = absolute(file, surroundings);
    let name = named(&path, surroundings);
    Source::load(&path, name)
}

/// An absolute path as messages show it: relative where it is below the working folder.
pub fn named(path: &Path, surroundings: &Surroundings) -> String {
    workspace::shown(path.strip_prefix(&surroundings.folder).unwrap_or(path))
}

/// `path` seen from the file system's root, without `.` and `..`.
pub fn absolute(path: &Path, surroundings: &Surroundings) -> PathBuf {
    workspace::clean(&surroundings.folder.join(path))
}

/// The worse of two outcomes.
pub fn worst(one: Outcome, other: Outcome) -> Outcome {
    one.max(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_with_links() {
        for (variables, expected) in [
            (&[][..], false),
            (&[("TERM", "xterm-256color")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "7200")], true),
            (&[("VTE_VERSION", "4600")], false),
            (&[("TERM_PROGRAM", "Apple_Terminal")], false),
            (&[("TERM_PROGRAM", "vscode")], true),
            (&[("TERM", "foot"), ("FORCE_HYPERLINK", "0")], false),
            (&[("FORCE_HYPERLINK", "1")], true),
        ] {
            let variable = |name: &str| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(takes_links(variable), expected, "{variables:?}");
        }
    }
}
