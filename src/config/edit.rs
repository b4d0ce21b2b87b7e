//! A setting written into a `glossator.toml`, all the rest of which stays as it is, byte for byte.
//!
//! A file can say the same in many ways (tables, inline tables, dotted keys), and what may be inserted where depends on which. So every place
//! that may fit is tried, and the first after which the file says what it should, and nothing else differs, is taken.

use super::toml::quoted;
use super::value::{self, Data, Entry, Value};
use super::{Config, Rule, from_toml};
use crate::span::Span;

/// What is to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A rule is switched off.
    RuleOff(Rule),
    /// No rule speaks of the term with this id.
    IgnoredTerm(String),
    /// The embedded glossary answers beside others, with a comment above that says so.
    Embedded {
        /// The comment, on one line.
        comment: String,
    },
}

/// The edit that makes `text` set something: what it replaces, and by what. `None` where the file is set so already, cannot be read, or says things
/// in a way that no edit here fits.
pub fn set(text: &str, setting: &Setting) -> Option<(Span, String)> {
    let before = from_toml(text);
    let wanted = wanted(&before.0, setting)?;
    let is_right = |(span, replacement): &(Span, String)| {
        let edited = format!("{}{replacement}{}", &text[..span.start], &text[span.end..]);
        let (config, problems) = from_toml(&edited);
        let keys = |problems: &[super::Problem]| problems.iter().map(|problem| problem.key.clone()).collect::<Vec<_>>();
        config == wanted && keys(&problems) == keys(&before.1)
    };
    let (Value { data: Data::Table(root), .. }, errors) = value::from_toml(text) else { return None };
    if !errors.is_empty() {
        return None;
    }
    let places = match setting {
        Setting::RuleOff(rule) => of_rule(text, &root, *rule),
        Setting::IgnoredTerm(id) => of_term(text, &root, id),
        Setting::Embedded { comment } => above_tables(text, &root, &format!("# {comment}{}embedded = true", line_break(text))),
    };
    places.into_iter().find(is_right)
}

/// The configuration as it is to be; `None` where it is so already.
fn wanted(before: &Config, setting: &Setting) -> Option<Config> {
    let mut wanted = before.clone();
    match setting {
        Setting::RuleOff(rule) => wanted.rules.set(*rule, None),
        Setting::IgnoredTerm(id) => {
            let ids = wanted.ignored_terms.get_or_insert_default();
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Setting::Embedded { .. } => wanted.embedded = Some(true),
    }
    (wanted != *before).then_some(wanted)
}

fn of_rule(text: &str, root: &[Entry], rule: Rule) -> Vec<(Span, String)> {
    let line_break = line_break(text);
    let line = format!("{} = \"off\"", rule.id());
    let mut places = Vec::new();
    let rules = find(root, "rules");
    let setting = rules.and_then(|rules| find(table(rules), rule.id()));
    match setting.map(|setting| (&setting.data, setting.span)) {
        Some((Data::Text(_), Some(span))) => places.push((span, "\"off\"".to_owned())),
        Some((Data::Table(entries), Some(span))) => {
            places.extend(find(entries, "severity").and_then(|severity| severity.span).map(|span| (span, "\"off\"".to_owned())));
            places.extend(behind_header(text, &format!("rules.{}", rule.id())).map(|at| (at, format!("severity = \"off\"{line_break}"))));
            places.push(in_braces(text, span, entries, "severity = \"off\""));
        }
        _ => {}
    }
    places.extend(behind_header(text, "rules").map(|at| (at, format!("{line}{line_break}"))));
    if let Some(Value { data: Data::Table(entries), span: Some(span) }) = rules {
        places.push(in_braces(text, *span, entries, &line));
        // A dotted key among dotted keys: `rules.term = "hint"`.
        places.extend(
            entries
                .iter()
                .filter_map(|entry| line_behind(text, entry.value.span?))
                .map(|at| inserted_line(text, at, &format!("rules.{line}"))),
        );
    }
    places.push(at_end(text, &format!("[rules]{line_break}{line}{line_break}")));
    places
}

fn of_term(text: &str, root: &[Entry], id: &str) -> Vec<(Span, String)> {
    let id = quoted(id);
    if let Some(Value { data: Data::List(values), span: Some(span) }) = find(root, "ignored-terms") {
        return vec![in_brackets(text, *span, values, &id)];
    }
    above_tables(text, root, &format!("ignored-terms = [{id}]"))
}

/// Behind the last key above the first table, or first of all: below a header it would be a key of that table.
fn above_tables(text: &str, root: &[Entry], line: &str) -> Vec<(Span, String)> {
    let line_break = line_break(text);
    let ends = root.iter().rev().filter_map(|entry| line_behind(text, entry.value.span?));
    let mut places: Vec<_> = ends.map(|at| inserted_line(text, at, line)).collect();
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let gap = if text.trim().is_empty() { "" } else { line_break };
    places.push((Span::new(start, start), format!("{line}{line_break}{gap}")));
    places
}

fn find<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Value> {
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

fn table(value: &Value) -> &[Entry] {
    match &value.data {
        Data::Table(entries) => entries,
        _ => &[],
    }
}

/// The start of the line behind `[header]`, spaces and comments allowed.
fn behind_header(text: &str, header: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        start += line.len();
        let content = line.split('#').next().unwrap_or_default().trim();
        let inside = content.strip_prefix('[').and_then(|content| content.strip_suffix(']'));
        if line.ends_with('\n') && inside.is_some_and(|inside| inside.split('.').map(str::trim).eq(header.split('.'))) {
            return Some(Span::new(start, start));
        }
    }
    None
}

/// Before the brace that ends an inline table.
fn in_braces(text: &str, span: Span, entries: &[Entry], pair: &str) -> (Span, String) {
    let last = entries.iter().filter_map(|entry| entry.value.span).map(|value| value.end).filter(|end| *end <= span.end).max();
    let at = last.unwrap_or_else(|| (span.start + 1).min(text.len()));
    let pair = if last.is_some() { format!(", {pair}") } else { format!(" {pair} ") };
    (Span::new(at, at), pair)
}

/// Behind the last value of an array, in the manner of the array: on a line of its own if the values are.
fn in_brackets(text: &str, span: Span, values: &[Value], value: &str) -> (Span, String) {
    let Some(last) = values.last().and_then(|value| value.span) else {
        let at = span.start + 1;
        return (Span::new(at, at), value.to_owned());
    };
    let line_start = text[..last.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line_start..last.start];
    let line_end = line_behind(text, last).filter(|end| *end < span.end && before.trim().is_empty() && line_start > span.start);
    let Some(line_end) = line_end else { return (Span::new(last.end, last.end), format!(", {value}")) };
    // What stands behind the last value, a comment perhaps, stays with it.
    let behind = &text[last.end..line_end];
    let (comma, own) = if behind.trim_start().starts_with(',') { ("", ",") } else { (",", "") };
    (Span::new(last.end, line_end), format!("{comma}{behind}{before}{value}{own}{}", line_break(text)))
}

/// The start of the line behind the one in which a value ends, or the text's end.
fn line_behind(text: &str, value: Span) -> Option<usize> {
    let rest = text.get(value.end..)?;
    Some(rest.find('\n').map_or(text.len(), |length| value.end + length + 1))
}

/// A line put in at `at`, a line's start or the text's end.
fn inserted_line(text: &str, at: usize, line: &str) -> (Span, String) {
    let line_break = line_break(text);
    let is_line_start = at == 0 || text[..at].ends_with('\n');
    let before = if is_line_start { "" } else { line_break };
    (Span::new(at, at), format!("{before}{line}{line_break}"))
}

fn at_end(text: &str, lines: &str) -> (Span, String) {
    let line_break = line_break(text);
    let before = match text.trim_start_matches('\u{FEFF}') {
        "" => String::new(),
        content if content.ends_with('\n') => line_break.to_owned(),
        _ => line_break.repeat(2),
    };
    (Span::new(text.len(), text.len()), format!("{before}{lines}"))
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with the edit made, and proof that it can be made once only.
    fn edited(text: &str, setting: &Setting) -> Option<String> {
        let (span, replacement) = set(text, setting)?;
        let edited = format!("{}{replacement}{}", &text[..span.start], &text[span.end..]);
        assert_eq!(set(&edited, setting), None, "{edited}");
        Some(edited)
    }

    #[test]
    fn rules() {
        for (name, before, after) in [
            ("no file", "", Some("[rules]\ndeprecated-form = \"off\"\n")),
            ("other keys", "embedded = true # oui\n", Some("embedded = true # oui\n\n[rules]\ndeprecated-form = \"off\"\n")),
            ("no line break at the end", "embedded = true", Some("embedded = true\n\n[rules]\ndeprecated-form = \"off\"\n")),
            (
                "its table",
                "[rules] # ici\nletter-case = \"hint\"\n\n[files]\n",
                Some("[rules] # ici\ndeprecated-form = \"off\"\nletter-case = \"hint\"\n\n[files]\n"),
            ),
            ("the key is there", "[rules]\ndeprecated-form='warning' # non\n", Some("[rules]\ndeprecated-form=\"off\" # non\n")),
            (
                "inline table",
                "rules = { letter-case = \"hint\" }\n",
                Some("rules = { letter-case = \"hint\", deprecated-form = \"off\" }\n"),
            ),
            ("empty inline table", "rules = {}\n", Some("rules = { deprecated-form = \"off\" }\n")),
            ("dotted keys", "rules.term = \"hint\"\n[files]\n", Some("rules.term = \"hint\"\nrules.deprecated-form = \"off\"\n[files]\n")),
            (
                "a table below",
                "[rules.term]\nseverity = \"hint\"\n",
                Some("[rules.term]\nseverity = \"hint\"\n\n[rules]\ndeprecated-form = \"off\"\n"),
            ),
            (
                "Windows",
                "[rules]\r\nletter-case = \"hint\"\r\n",
                Some("[rules]\r\ndeprecated-form = \"off\"\r\nletter-case = \"hint\"\r\n"),
            ),
            ("a header in a string", "x = '''\n[rules]\n'''\n", Some("x = '''\n[rules]\n'''\n\n[rules]\ndeprecated-form = \"off\"\n")),
            ("an unknown key is none of our business", "[rules]\nx = 1\n", Some("[rules]\ndeprecated-form = \"off\"\nx = 1\n")),
            ("off already", "[rules]\ndeprecated-form = \"off\"\n", None),
            ("no TOML", "[rules\n", None),
            ("no table", "rules = 3\n", None),
        ] {
            assert_eq!(edited(before, &Setting::RuleOff(Rule::DeprecatedForm)).as_deref(), after, "{name}");
        }
    }

    #[test]
    fn the_rule_with_a_table_of_its_own() {
        for (before, after) in [
            ("[rules.term]\nseverity = \"hint\"\n", "[rules.term]\nseverity = \"off\"\n"),
            ("[rules.term]\noccurrences = \"all\"\n", "[rules.term]\nseverity = \"off\"\noccurrences = \"all\"\n"),
            ("rules.term = { occurrences = \"all\" }\n", "rules.term = { occurrences = \"all\", severity = \"off\" }\n"),
            ("[rules]\nterm = \"hint\"\n", "[rules]\nterm = \"off\"\n"),
        ] {
            assert_eq!(edited(before, &Setting::RuleOff(Rule::Term)).as_deref(), Some(after));
        }
    }

    #[test]
    fn terms() {
        for (name, before, after) in [
            ("no file", "", Some("ignored-terms = [\"llm\"]\n")),
            ("above tables", "# Lint\n[rules]\n", Some("ignored-terms = [\"llm\"]\n\n# Lint\n[rules]\n")),
            ("behind keys", "embedded = true\n\n[rules]\n", Some("embedded = true\nignored-terms = [\"llm\"]\n\n[rules]\n")),
            ("an array", "ignored-terms = [\"ia\"]", Some("ignored-terms = [\"ia\", \"llm\"]")),
            ("an array with a comma at its end", "ignored-terms = [\"ia\",]", Some("ignored-terms = [\"ia\", \"llm\",]")),
            ("an empty array", "ignored-terms = [ ]\n", Some("ignored-terms = [\"llm\" ]\n")),
            ("an array over lines", "ignored-terms = [\n  \"ia\", # oui\n]\n", Some("ignored-terms = [\n  \"ia\", # oui\n  \"llm\",\n]\n")),
            (
                "the same without the last comma",
                "ignored-terms = [\n\t\"ia\" # oui\n]\n",
                Some("ignored-terms = [\n\t\"ia\", # oui\n\t\"llm\"\n]\n"),
            ),
            ("there already", "ignored-terms = [\"llm\"]", None),
            ("no array", "ignored-terms = \"ia\"", None),
        ] {
            assert_eq!(edited(before, &Setting::IgnoredTerm("llm".to_owned())).as_deref(), after, "{name}");
        }
        let odd = edited("", &Setting::IgnoredTerm("a\"b\\c".to_owned()));
        assert_eq!(odd.as_deref(), Some("ignored-terms = [\"a\\\"b\\\\c\"]\n"));
    }

    #[test]
    fn embedded() {
        for (name, before, after) in [
            ("no file", "", Some("# é\nembedded = true\n")),
            (
                "behind keys",
                "languages = [\"fr\"]\r\n\r\n[rules]\r\n",
                Some("languages = [\"fr\"]\r\n# é\r\nembedded = true\r\n\r\n[rules]\r\n"),
            ),
            ("above tables", "[rules] # oui", Some("# é\nembedded = true\n\n[rules] # oui")),
            ("there already", "embedded = true", None),
        ] {
            assert_eq!(edited(before, &Setting::Embedded { comment: "é".to_owned() }).as_deref(), after, "{name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_else_changes(parts in proptest::collection::vec(0_usize..20, 0..12)) {
            let tokens = ["[rules]\n", "[rules.term]\n", "term = \"hint\"\n", "letter-case = 'off'", "\n", "rules.term = \"off\"\n", "é = 1\n", "# é\n", "\r\n",
                "rules = {", "}", "severity = \"hint\"", ", ", "ignored-terms = [", "\"llm\"", "]", "'é'", "[[overrides]]\n", "[files]\n", "\u{feff}"];
            let text: String = parts.iter().filter_map(|&part| tokens.get(part).copied()).collect();
            for setting in [Setting::RuleOff(Rule::Term), Setting::RuleOff(Rule::LetterCase), Setting::IgnoredTerm("ia".to_owned()), Setting::Embedded { comment: "é".to_owned() }] {
                let Some((span, replacement)) = set(&text, &setting) else { continue };
                let edited = format!("{}{replacement}{}", &text[..span.start], &text[span.end..]);
                prop_assert_eq!(Some(from_toml(&edited).0), wanted(&from_toml(&text).0, &setting), "{}", edited);
                prop_assert_eq!(set(&edited, &setting), None);
            }
        }
    }
}
