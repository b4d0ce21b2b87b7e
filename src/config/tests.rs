//! Settings read from both sources.

use serde_json::json;

use super::*;
use crate::messages::Locale;
use crate::text::Lines;

/// The example of the manual.
const WHOLE: &str = r#"
glossaries = ["docs/terms.glossary.md"]
languages = ["fr", "en"]
embedded = true
ignored-terms = ["levain"]

[files]
include = ["docs/**"]
exclude = ["docs/old/**"]
formats = { "*.txt" = "markdown" }

[features]
inlay-hints = true
semantic-tokens = false

[rules]
deprecated-form = "warning"
inconsistent-form = "off"

undefined-acronym = { severity = "warning", ignore = ["NASA"] }
letter-case = { severity = "information" }

[rules.term]
severity = "hint"
occurrences = "all"

[[overrides]]
files = ["CHANGELOG.md"]
rules = { letter-case = "off", deprecated-form = "error", undefined-acronym = { ignore = ["ESA"] } }
"#;

#[test]
fn everything_is_read() {
    let (config, problems) = from_toml(WHOLE);
    assert_eq!(problems, []);
    assert_eq!(config.glossaries, Some(vec!["docs/terms.glossary.md".to_owned()]));
    assert_eq!(config.languages, Some(vec![Language::french(), Language::english()]));
    assert_eq!(config.embedded, Some(true));
    assert_eq!(config.features, Features { inlay_hints: Some(true), semantic_tokens: Some(false) });
    assert_eq!(config.rules_for("a.md").ignored_terms, ["levain"]);
    let patterns = |globs: &Option<Vec<Glob>>| globs.iter().flatten().map(|glob| glob.pattern().to_owned()).collect::<Vec<_>>();
    assert_eq!((patterns(&config.files.include), patterns(&config.files.exclude)), (vec!["docs/**".into()], vec!["docs/old/**".into()]));
    assert_eq!((config.format_of("docs/a.txt"), config.format_of("docs/a.md")), (Some(Format::Markdown), None));
    for (path, rule, expected) in [
        ("a.md", Rule::DeprecatedForm, Some(Severity::Warning)),
        ("a.md", Rule::InconsistentForm, None),
        ("a.md", Rule::Term, Some(Severity::Hint)),
        ("a.md", Rule::ForbiddenForm, Some(Severity::Warning)),
        ("a.md", Rule::LetterCase, Some(Severity::Information)),
        ("docs/CHANGELOG.md", Rule::LetterCase, None),
        ("docs/CHANGELOG.md", Rule::DeprecatedForm, Some(Severity::Error)),
        ("docs/CHANGELOG.md", Rule::UndefinedAcronym, Some(Severity::Warning)),
        ("a.md", Rule::AcronymFirstUse, None),
    ] {
        assert_eq!(config.rule_for(path, rule), expected, "{path} {}", rule.id());
    }
    assert_eq!(config.rules_for("a.md").occurrences, Occurrences::All);
    assert_eq!(config.rules_for("a.md").list(Rule::UndefinedAcronym), ["NASA"]);
    assert_eq!(config.rules_for("CHANGELOG.md").list(Rule::UndefinedAcronym), ["ESA"]);
}

#[test]
fn editors_say_the_same() {
    let settings = json!({
        "glossaries": ["docs/terms.glossary.md"], "languages": ["fr", "en"], "embedded": true,
        "ignored-terms": ["levain"],
        "files": {"include": ["docs/**"], "exclude": ["docs/old/**"], "formats": {"*.txt": "markdown"}},
        "features": {"inlay-hints": true, "semantic-tokens": false},
        "rules": {"deprecated-form": "warning", "inconsistent-form": "off", "letter-case": {"severity": "information"},
            "undefined-acronym": {"severity": "warning", "ignore": ["NASA"]}, "term": {"severity": "hint", "occurrences": "all"}},
        "overrides": [{"files": ["CHANGELOG.md"],
            "rules": {"letter-case": "off", "deprecated-form": "error", "undefined-acronym": {"ignore": ["ESA"]}}}],
    });
    let expected = (from_toml(WHOLE).0, vec![]);
    assert_eq!(from_editor(&settings), expected);
    assert_eq!(from_editor(&json!({"glossator": settings})), expected);
    let unset = json!({"glossator": {"embedded": null, "trace": {"server": "off"}}});
    for nothing in [json!(null), json!({}), unset] {
        assert_eq!(from_editor(&nothing), (Config::default(), vec![]), "{nothing}");
    }
    assert_eq!(from_editor(&json!({"rules": {"term": "loud"}})).1[0].key, "rules.term");
    assert_eq!(from_editor(&json!("loud")).1.len(), 1);
}

#[test]
fn problems_name_place_and_remedy() {
    for (text, place, english, french) in [
        ("glosaries = []", (1, 1), "unknown key `glosaries`; nearest: `glossaries`", "clé inconnue `glosaries`"),
        ("[rules]\ndeprecated-from = \"off\"", (2, 1), "nearest: `deprecated-form`", "`deprecated-form`"),
        ("[rules]\nterm = \"warn\"", (2, 8), "`rules.term` cannot be “warn”", "ne peut pas valoir"),
        ("[rules.term]\noccurrences = \"frist\"", (2, 15), "nearest: “first”", "« first »"),
        ("[rules.term]\nxyz = 1", (2, 1), "expected `severity` or `occurrences`", "il faut `severity` ou `occurrences`"),
        ("[rules.letter-case]\nignore = []", (2, 1), "expected `severity`", "il faut `severity`"),
        ("[rules]\nundefined-acronym = { ignore = 3 }", (2, 32), "expected a list", "il faut une liste"),
        ("embedded = \"yes\"", (1, 12), "expected `true` or `false`", "il faut `true` ou `false`"),
        ("glossaries = \"a\"", (1, 14), "expected a list", "il faut une liste"),
        ("glossaries = [1]", (1, 15), "expected text", "il faut un texte"),
        ("glossaries = [\"../a.md\"]", (1, 15), "leads out of this file’s folder", "sort du dossier"),
        ("glossaries = [\"a/../../b\"]", (1, 15), "leads out", "sort du dossier"),
        ("glossaries = [\"/etc/passwd\"]", (1, 15), "leads out", "sort du dossier"),
        ("languages = [\"french\"]", (1, 14), "“french” is not a language tag", "code de langue"),
        ("files.include = [\"[\"]", (1, 18), "not a pattern for paths", "motif de chemins"),
        ("[files]\nformats = { \"*.txt\" = \"word\" }", (2, 23), "expected “markdown”, “mdx” or “plain”", "« markdown »"),
        ("[[overrides]]\nfile = []", (2, 1), "nearest: `files`", "`files`"),
        ("features.inlay-hint = true", (1, 10), "nearest: `inlay-hints`", "`inlay-hints`"),
        ("rules = 3", (1, 9), "expected a table", "il faut une table"),
        ("é = 1 ]", (1, 1), "not TOML", "TOML"),
    ] {
        let (_, problems) = from_toml(text);
        let first = problems.first().expect(text);
        let place_of = Lines::new(text).place(first.span.unwrap().start);
        let said = |locale| first.message.say(locale).replace(['\u{A0}', '\u{202F}'], " ");
        assert!(said(Locale::English).contains(english), "{text}: {}", said(Locale::English));
        assert!(said(Locale::French).contains(french), "{text}: {}", said(Locale::French));
        assert_eq!((place_of.line, place_of.column), place, "{text}");
    }
}

#[test]
fn what_is_right_beside_a_mistake_is_read() {
    let (config, problems) = from_toml("embeded = 1\nlanguages = [\"fr\", \"??\"]\n[rules]\nletter-case = \"off\"\nterm = 3\n");
    assert_eq!(problems.len(), 3);
    assert_eq!(config.languages, Some(vec![Language::french()]));
    assert_eq!(config.rule_for("a.md", Rule::LetterCase), None);
    assert_eq!(config.rule_for("a.md", Rule::Term), Some(Severity::Information));
}

#[test]
fn glossaries_have_places() {
    let text = "languages = []\nglossaries = [\"a.md\", 'b.md']\n";
    for (path, expected) in [("b.md", Some("'b.md'")), ("a.md", Some("\"a.md\"")), ("c.md", None)] {
        assert_eq!(glossary_span(text, path).map(|span| &text[span.range()]), expected, "{path}");
    }
    assert_eq!(glossary_span("glossaries = [", "a.md"), None);
}

#[test]
fn written_out_it_reads_the_same() {
    let (config, _) = from_toml(WHOLE);
    let (again, problems) = from_toml(&to_toml(&config, "a.md", "glossator.toml", "default"));
    assert_eq!(problems, []);
    assert_eq!(again.rules_for("a.md"), config.rules_for("a.md"));
    assert_eq!((again.files, again.glossaries, again.languages), (config.files, config.glossaries, config.languages));
    assert_eq!(again.features, config.features);
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "([a-z.\\[\\]{}=\"\n -]|rules|files|term|overrides|true|é){0,40}") {
        let (_, problems) = from_toml(&text);
        for problem in problems {
            let span = problem.span.unwrap();
            proptest::prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        }
    }
}
