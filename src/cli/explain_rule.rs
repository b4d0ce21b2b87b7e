//! `lint --explain RULE`: what a rule is about.

use std::fmt::Write as _;

use super::Outcome;
use super::output::{self, BOLD, DIM};
use crate::config::{Rule, level_name};
use crate::messages::{Locale, RuleMessage};
use crate::nearest::nearest;

pub(super) fn run(name: &str, locale: Locale) -> Outcome {
    let Some(rule) = Rule::parse(name) else {
        let ids = Rule::ALL.map(Rule::id);
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let near = nearest(name, ids.into_iter(), 3);
        let name = name.to_owned();
        let message = if near.is_empty() {
            RuleMessage::NoRule { name, known: owned(&ids) }
        } else {
            RuleMessage::UnknownRule { name, nearest: owned(&near) }
        };
        output::tell_failure(&message.into(), locale);
        return Outcome::Failure;
    };
    output::print(&render(rule, locale))
}

/// The labels of the parts.
struct Labels {
    why: &'static str,
    glossary: &'static str,
    bad: &'static str,
    good: &'static str,
    options: &'static str,
    severity: &'static str,
    default: &'static str,
}

const ENGLISH: Labels = Labels {
    why: "Why",
    glossary: "With this in the glossary",
    bad: "Instead of",
    good: "write",
    options: "Options in glossator.toml",
    severity: "`\"error\"`, `\"warning\"`, `\"information\"`, `\"hint\"` or `\"off\"`.",
    default: "Default:",
};

const FRENCH: Labels = Labels {
    why: "Pourquoi",
    glossary: "Avec ceci dans le glossaire",
    bad: "Au lieu de",
    good: "écrire",
    options: "Options dans glossator.toml",
    severity: "`\"error\"`, `\"warning\"`, `\"information\"`, `\"hint\"` ou `\"off\"`.",
    default: "Par défaut :",
};

fn render(rule: Rule, locale: Locale) -> String {
    let labels = if locale == Locale::French { &FRENCH } else { &ENGLISH };
    let help = rule.help(locale);
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(20, 100);
    let wrap = |text: &str, indent: &str| {
        textwrap::fill(text, textwrap::Options::new(width).initial_indent(indent).subsequent_indent(indent)) + "\n"
    };
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let mut rendered = format!("{BOLD}{}{BOLD:#}\n\n{}\n", rule.id(), wrap(help.what, ""));
    let _ = write!(rendered, "{BOLD}{}{BOLD:#}\n{}\n", labels.why, wrap(help.why, "  "));
    let _ = write!(rendered, "{DIM}{}{DIM:#}\n{}\n", labels.glossary, indented(help.glossary));
    if help.bad != help.good {
        let _ = write!(rendered, "{DIM}{}{DIM:#}\n{}\n{DIM}{}{DIM:#}\n", labels.bad, indented(help.bad), labels.good);
    }
    let _ = writeln!(rendered, "{}", indented(help.good));
    let default = level_name(Some(rule.default_severity()).filter(|_| !rule.is_off_by_default()));
    let _ = writeln!(rendered, "{BOLD}{}{BOLD:#}", labels.options);
    rendered += &wrap(&format!("rules.{}.severity: {} {} `\"{default}\"`.", rule.id(), labels.severity, labels.default), "  ");
    if let Some((name, meaning)) = help.option {
        rendered += &wrap(&format!("rules.{}.{name}: {meaning}", rule.id()), "  ");
    }
    rendered
}
