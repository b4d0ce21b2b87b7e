//! What is wrong with the arguments that were given, in French. clap says it in English and gives the parts.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::output;
use crate::glossary::Severity;
use crate::messages::Locale;

/// What `error` says.
pub(super) fn in_french(error: &clap::Error) -> String {
    let (label, style) = output::label(Severity::Error);
    let mut text = format!("{style}{}\u{A0}:{style:#} {}\n", label.say(Locale::French), reason(error));
    if let Some(meant) = nearest(error) {
        text += &format!("\nVouliez-vous dire {meant}\u{A0}?\n");
    }
    for way_out in ways_out(error) {
        text += &format!("\n{way_out}\n");
    }
    let usage = error.get(ContextKind::Usage).map(|usage| anstream::adapter::strip_str(&usage.to_string()).to_string());
    if let Some(usage) = &usage {
        text += &format!("\nUtilisation\u{A0}: {}\n", usage.trim_start_matches("Usage:").trim());
    }
    text + "\nPour en savoir plus\u{A0}: --help\n"
}

fn reason(error: &clap::Error) -> String {
    let one = |kind: ContextKind| error.get(kind).map(shown).unwrap_or_default();
    let argument = one(ContextKind::InvalidArg);
    let value = error.get(ContextKind::InvalidValue).map(ToString::to_string).filter(|value| !value.is_empty());
    match (error.kind(), value) {
        (ErrorKind::InvalidSubcommand, _) => format!("il n’y a pas de commande {}", one(ContextKind::InvalidSubcommand)),
        (ErrorKind::UnknownArgument, _) => format!("il n’y a pas d’argument {argument} à cet endroit"),
        (ErrorKind::InvalidValue, None) => format!("{argument} demande une valeur{}", valid(error)),
        (ErrorKind::InvalidValue, Some(value)) => format!("«\u{A0}{value}\u{A0}» n’est pas une valeur de {argument}{}", valid(error)),
        (ErrorKind::ValueValidation, value) => {
            let value = value.unwrap_or_default();
            format!("«\u{A0}{value}\u{A0}» n’est pas une valeur de {argument}{}", expected(error))
        }
        (ErrorKind::MissingRequiredArgument, _) => format!("il manque {argument}"),
        (ErrorKind::MissingSubcommand, _) => "il manque une commande".to_owned(),
        (ErrorKind::ArgumentConflict, _) => match one(ContextKind::PriorArg) {
            prior if prior == argument => format!("{argument} ne peut être donné qu’une fois"),
            prior if prior.is_empty() => format!("{argument} ne va avec aucun autre argument"),
            prior => format!("{argument} ne va pas avec {prior}"),
        },
        (ErrorKind::TooManyValues, Some(value)) => format!("{argument} ne prend pas de valeur, et «\u{A0}{value}\u{A0}» est donné"),
        (ErrorKind::InvalidUtf8, _) => "un argument n’est pas de l’UTF-8".to_owned(),
        // Kinds that no argument of this program can meet.
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}

/// What the value may be.
fn valid(error: &clap::Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => format!("\u{A0}: {}", values.join(", ")),
        _ => String::new(),
    }
}

/// What a value that could not be read should have been.
fn expected(error: &clap::Error) -> &'static str {
    let is_number = std::error::Error::source(error).is_some_and(|source| source.is::<std::num::ParseIntError>());
    if is_number { "\u{A0}: il faut un nombre entier" } else { "" }
}

/// What else could be written, which clap has as sentences only.
fn ways_out(error: &clap::Error) -> Vec<String> {
    let Some(ContextValue::StyledStrs(tips)) = error.get(ContextKind::Suggested) else { return Vec::new() };
    let plain = tips.iter().map(|tip| anstream::adapter::strip_str(&tip.ansi().to_string()).to_string());
    let quoted = plain.filter_map(|tip| {
        if let Some((_, written)) = tip.split_once("' as a value, use '") {
            return Some(format!("Pour que ce soit une valeur, écrivez «\u{A0}{}\u{A0}».", written.strip_suffix('\'')?));
        }
        Some(format!("«\u{A0}{}\u{A0}» existe.", tip.strip_prefix('\'')?.strip_suffix("' exists")?))
    });
    quoted.collect()
}

/// What was meant, as it seems.
fn nearest(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| error.get(kind)).map(shown).filter(|meant| !meant.is_empty())
}

/// Words as they are shown; those of several arguments in a row.
fn shown(value: &ContextValue) -> String {
    let quoted = |word: &String| format!("«\u{A0}{word}\u{A0}»");
    match value {
        ContextValue::String(word) => quoted(word),
        ContextValue::Strings(words) => words.iter().map(quoted).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
