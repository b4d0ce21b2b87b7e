//! Front matter and headings.

use super::*;

fn head(text: &str) -> [String; 4] {
    let (glossary, _) = read(text);
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "-".into());
    [
        glossary.language.map_or("-".into(), |language| language.to_string()),
        glossary.title,
        or_none(glossary.source),
        or_none(glossary.license),
    ]
}

#[test]
fn front_matter() {
    for (name, text, expected) in [
        ("english", "---\nglossary: 1\nlanguage: en\ntitle: T\nsource: S\nlicense: L\n---\n", ["en", "T", "S", "L"]),
        ("french", "---\nglossaire : 1\nlangue\u{a0}: fr-CA\ntitre : T\nsource : S\nlicence : L\n---\n", ["fr-ca", "T", "S", "L"]),
        ("quoted", "---\ntitle: \"T: t\"\nsource: 'S'\n---\n", ["-", "T: t", "S", "-"]),
        ("colons in the value", "---\nsource: https://a.org\n---\n", ["-", "", "https://a.org", "-"]),
        ("byte order mark", "\u{feff}---\nlanguage: fr\n---\n# T\n", ["fr", "T", "-", "-"]),
        ("CRLF", "---\r\nlanguage: fr\r\ntitle: T\r\n---\r\n### Q\r\n", ["fr", "T", "-", "-"]),
        ("comments and blank lines", "---\n# a comment\n\nlanguage: fr\n---\n", ["fr", "", "-", "-"]),
        ("empty values", "---\ntitle:\nsource: \n---\n# H\n", ["-", "H", "-", "-"]),
        ("closed by dots", "---\nlanguage: fr\n...\n# T\n", ["fr", "T", "-", "-"]),
        ("the front matter's title goes first", "---\ntitle: T\n---\n# H\n", ["-", "T", "-", "-"]),
        ("the first heading is the title", "# H *h* `c`\n\n# I\n", ["-", "H h c", "-", "-"]),
        ("a setext title", "H\n===\n", ["-", "H", "-", "-"]),
        ("none", "### Q\n", ["-", "", "-", "-"]),
        ("not at the start", "\n---\nlanguage: fr\n---\n", ["-", "", "-", "-"]),
        ("a thematic break", "---\n\nText\n\n### Q\n", ["-", "", "-", "-"]),
        ("not closed", "---\nlanguage: fr\n\n# T\n\n### Q\n", ["fr", "T", "-", "-"]),
        ("nothing at all", "", ["-", "", "-", "-"]),
    ] {
        assert_eq!(head(text), expected, "{name}");
    }
}

#[test]
fn sections_and_entries() {
    let text = "# T\n\n### Before\n\n## One\n\n### A *b* `c`\n\n#### Deeper\n\n## Two ##\n\nThe second\nQuestion\n--------\n\n### B {#own}\n\n### A b c\n\n# End\n\n### C\n";
    let (glossary, problems) = read(text);
    assert_eq!(problems, []);
    let sections: Vec<(&str, &str)> =
        glossary.sections.iter().map(|section| (section.title.as_str(), &text[section.span.range()])).collect();
    assert_eq!(sections, [("One", "## One"), ("Two", "## Two ##"), ("The second Question", "The second\nQuestion\n--------")]);
    let entries: Vec<_> = glossary
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.section, entry.heading.as_str(), &text[entry.heading_span.range()]))
        .collect();
    assert_eq!(
        entries,
        [
            ("before", None, "Before", "### Before"),
            ("a-b-c", Some(0), "A b c", "### A *b* `c`"),
            ("own", Some(2), "B", "### B {#own}"),
            ("a-b-c-2", Some(2), "A b c", "### A b c"),
            ("c", None, "C", "### C"),
        ]
    );
    assert_eq!(&text[glossary.entries[1].span.range()], "### A *b* `c`\n\n#### Deeper");
}

#[test]
fn only_headings_of_the_page_count() {
    let (glossary, _) = read("### A\n\n```\n### x\n> **term x** · fr : x\n```\n\n- ### y\n\n> ### z\n\n    ### w\n\n<!--\n### v\n-->\n");
    assert_eq!(glossary.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(glossary.terms, []);
    assert!(glossary.entries[0].answer.starts_with("```\n### x\n> **term x** · fr : x\n```\n"));
}

#[test]
fn explicit_ids_are_kept_wherever_they_stand() {
    for (name, text, expected) in [
        ("before the namesake", "### A {#a}\n### A\n", ["a", "a-2"]),
        ("behind the namesake", "### A\n### B {#a}\n", ["a-2", "a"]),
        ("twice", "### A {#a}\n### B {#a}\n", ["a", "b"]),
        ("as written", "### A {#É_1}\n### B {#x .class}\n", ["É_1", "x"]),
        ("in code it is none", "### `{#a}`\n### B {#b} c\n", ["a", "b-b-c"]),
    ] {
        let (glossary, _) = read(text);
        assert_eq!(glossary.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), expected, "{name}");
    }
}
