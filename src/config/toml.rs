//! A configuration written out as TOML, each line with where it comes from.

use super::{Config, Glob, Occurrences, Rule, RuleSettings, level_name, levels};

/// The configuration that holds where `set` is what somebody set, as a TOML text. `origin` says where that comes from and `default` is the
/// word for what nobody set; both stand in comments behind the lines.
pub fn to_toml(set: &Config, path: &str, origin: &str, default: &str) -> String {
    let mut lines: Vec<(String, bool)> = Vec::new();
    if let Some(glossaries) = &set.glossaries {
        lines.push((format!("glossaries = {}", list(glossaries.iter().map(String::as_str))), true));
    }
    if let Some(languages) = &set.languages {
        lines.push((format!("languages = {}", list(languages.iter().map(|language| language.tag()))), true));
    }
    if let Some(embedded) = set.embedded {
        lines.push((format!("embedded = {embedded}"), true));
    }
    if let Some(ids) = &set.ignored_terms {
        lines.push((format!("ignored-terms = {}", list(ids.iter().map(String::as_str))), true));
    }
    for (name, globs) in [("include", &set.files.include), ("exclude", &set.files.exclude)] {
        if let Some(globs) = globs {
            lines.push((format!("files.{name} = {}", list(globs.iter().map(Glob::pattern))), true));
        }
    }
    for (glob, format) in set.files.formats.iter().flatten() {
        if let Some(name) = levels::format_name(*format) {
            lines.push((format!("files.formats.{} = {}", quoted(glob.pattern()), quoted(name)), true));
        }
    }
    for (name, switch) in [("inlay-hints", set.features.inlay_hints), ("semantic-tokens", set.features.semantic_tokens)] {
        lines.extend(switch.map(|on| (format!("features.{name} = {on}"), true)));
    }
    lines.extend(rules(set, path));
    let width = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or_default();
    lines.iter().map(|(line, is_set)| format!("{line:width$}  # {}\n", if *is_set { origin } else { default })).collect()
}

/// The rules as they hold for the file at `path`, and whether somebody set them.
fn rules(set: &Config, path: &str) -> Vec<(String, bool)> {
    let holding = set.rules_for(path);
    let fits = |it: &&super::Override| it.files.iter().any(|glob| glob.matches(path));
    let settings: Vec<&RuleSettings> = std::iter::once(&set.rules).chain(set.overrides.iter().filter(fits).map(|it| &it.rules)).collect();
    let mut lines = Vec::new();
    for rule in Rule::ALL {
        let is_set = settings.iter().any(|it| it.level(rule).is_some());
        let has_options = rule == Rule::Term || rule.list_option().is_some();
        let key = if has_options { format!("{}.severity", rule.id()) } else { rule.id().to_owned() };
        lines.push((format!("rules.{key} = {}", quoted(level_name(holding.severity(rule)))), is_set));
        if rule == Rule::Term {
            let occurrences = match holding.occurrences {
                Occurrences::First => "first",
                Occurrences::All => "all",
            };
            lines.push((format!("rules.term.occurrences = {}", quoted(occurrences)), settings.iter().any(|it| it.occurrences.is_some())));
        }
        if let Some(option) = rule.list_option() {
            let is_set = settings.iter().any(|it| it.list(rule).is_some());
            lines.push((format!("rules.{}.{option} = {}", rule.id(), list(holding.list(rule).iter().map(String::as_str))), is_set));
        }
    }
    lines
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// A basic string; JSON's escapes are TOML's, but for U+007F.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7F}', "\\u007F")
}
