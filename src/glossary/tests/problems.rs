//! Every problem, its place and its sentence.

use super::*;

/// Each case's name, and below it its problems.
fn listed<const CASES: usize>(cases: [(&str, String); CASES]) -> String {
    let mut list = String::new();
    for (name, text) in cases {
        let problems = super::problems(&text);
        let lines = if problems.is_empty() { "none".to_owned() } else { problems.join("\n    ") };
        list += &format!("{name}\n    {lines}\n");
    }
    list
}

/// Whole files.
#[test]
fn of_files() {
    let cases = [
        ("unclosed front matter", "---\nlanguage: fr\n\n### Q\n"),
        ("a line of the front matter", "---\nlanguage fr\n---\n"),
        ("an unknown key", "---\nlangage: fr\n  nested: x\nauthor: A\n- b\n---\n"),
        ("another version", "---\nglossary: 2\n---\n"),
        ("no language", "---\nlanguage: \"français\"\n---\n"),
        ("a key twice", "---\ntitle: a\ntitre: b\n---\n"),
        ("an empty heading", "### \n"),
        ("two explicit ids", "### A {#x}\n\n### B {#x}\n"),
        ("two terms of one id", "### A\n\n> **term x** · en : a\n\n### B\n\n- b\n\n  > **term x** · en : b\n"),
        ("before any heading", "> **term x** · en : a\n\n# T\n\n## S\n\n> **term y** · en : a\n"),
        ("after the answer", "### A\n\na\n\n> **term x** · en : a\n"),
        ("under a deeper heading", "### A\n\n#### B\n\n> **term x** · en : a\n"),
        ("in a list before any heading", "- a\n\n  > **term x** · en : a\n"),
        ("in a quotation", "### A\n\n> b\n>\n> > **term x** · en : a\n"),
        ("in the text of a quotation", "### A\n\n> b\n> **term x** · en : a\n"),
        ("in a list in a quotation", "### A\n\n> - b\n>\n>   > **term x** · en : a\n"),
        ("without a quote", "### A\n\n**terme x** · en : a\n\n- b\n\n  **term y** · en : b\n"),
        ("a banner after the answer", "### A\n\na\n\n> [!NOTE]\n> reviewed: 2020\n"),
        ("a second banner", "### A\n\n> [!NOTE]\n> reviewed: 2020\n\n> [!NOTE]\n> reviewed: 2021\n"),
        ("a banner that no term shows", "### A\n\n- a\n\n  > [!NOTE]\n  > reviewed: 2020\n"),
        ("an answer glued to a block", "### A\n\n> **term x** · en : a\nAnswer.\nMore · more.\n"),
        ("an answer glued to a banner", "### A\n\n> [!NOTE]\n> reviewed: 2020\nAnswer.\n"),
    ];
    insta::assert_snapshot!(listed(cases.map(|(name, text)| (name, text.to_owned()))), @r#"
    unclosed front matter
        1:1-1:4 warning: the front matter has no end: expected a line `---` after its last `key: value`
    a line of the front matter
        2:1-2:12 warning: expected `key: value`, such as `language: fr`
    an unknown key
        2:1-2:8 information: `langage` is not read: the keys are `glossary`, `language`, `title`, `source` and `license`
        4:1-4:7 information: `author` is not read: the keys are `glossary`, `language`, `title`, `source` and `license`
    another version
        2:11-2:12 warning: `2` is not a known version of the format: expected `glossary: 1`; read as version 1
    no language
        2:12-2:20 warning: `français` is not a language tag: expected one such as `fr`, `en` or `pt-BR`
    a key twice
        3:1-3:6 warning: `titre` is already said on line 2; that one counts
    an empty heading
        1:1-1:4 warning: an entry needs a question or a headword after `###`
    two explicit ids
        3:9-3:10 error: the id `x` already names the heading on line 1; this heading is named after its text
    two terms of one id
        9:12-9:13 error: the term `x` is already defined on line 3; this block is not read
    before any heading
        1:3-1:13 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
        7:3-7:13 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    after the answer
        5:3-5:13 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    under a deeper heading
        5:3-5:13 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    in a list before any heading
        3:5-3:15 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    in a quotation
        5:5-5:24 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    in the text of a quotation
        4:3-4:22 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    in a list in a quotation
        5:7-5:26 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    without a quote
        3:1-3:21 error: this term block is not read: expected `> ` before each of its lines
        7:3-7:22 error: this term block is not read: expected `> ` before each of its lines
    a banner after the answer
        5:1-6:17 error: this banner is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    a second banner
        6:1-7:17 error: there is already a banner on line 3; this one is not read
    a banner that no term shows
        5:3-6:19 warning: no term shows this banner: expected a term block in the same list item
    an answer glued to a block
        4:1-4:8 warning: expected a blank line between the block and the answer, or `> ` before this line
    an answer glued to a banner
        5:1-5:8 warning: expected a blank line between the block and the answer, or `> ` before this line
    "#);
}

/// Blocks, whose first line is line 3; their text starts at column 3.
#[test]
fn of_blocks() {
    let cases = [
        ("no id", "**terme** · fr : a"),
        ("an id of two words", "**terme mon id** · fr : a"),
        ("not bold", "terme x · fr : a"),
        ("a line of dashes below", "**terme x** · fr : a\n---"),
        ("bold over the fields", "**terme x · fr : a**"),
        ("no dot", "**terme x** fr : a"),
        ("a dash for a dot", "**terme x** - fr : a"),
        ("no form", "**terme x** · voir : x"),
        ("no form but marks off", "**terme x** · marks : off"),
        ("an unknown field", "**terme x** · fr : a\nevter : b\nnotably : c\nd"),
        ("no field", "**terme x** · fr : a · b\n\nc"),
        ("something else in the block", "**terme x** · fr : a\n- b\n\n```\nc\n```"),
        ("an empty field", "**terme x** · fr : a · en : · voir :"),
        ("marks", "**terme x** · fr : a · marks : no"),
        ("an open quotation", "**terme x** · fr : a · exemple : « b, c"),
        ("an unknown reference", "**terme transformer** · fr : a · voir : tranformer, y"),
        ("a banner with a wrong date", "[!NOTE]\nrevu : 2026-13 · périmé depuis : 22/11/2026\nrevu : 2026-02-30"),
        ("a banner with a slip", "[!NOTE]\nreviewd: 2026\nNote: this."),
        ("a banner with a field and a slip", "[!NOTE]\nrevu : 2026\nremplacer par : x"),
        ("a banner that says a thing twice", "[!NOTE]\nrevu : 2026\nreviewed : 2025"),
        ("a banner with an empty field", "[!NOTE]\nrevu :"),
        ("a banner with an unknown reference", "[!NOTE]\nrevu : 2026\nremplacé par : `y`"),
    ];
    insta::assert_snapshot!(listed(cases.map(|(name, block)| (name, with_block(block)))), @r#"
    no id
        3:3-3:12 error: a term block needs an id: expected `**term some-id**`
    an id of two words
        3:11-3:17 error: `mon id` is not an id: expected one word and, after the closing `**`, ` · ` and the fields
    not bold
        3:3-3:19 error: this term block is not read: expected its beginning in bold, `**term id**`
    a line of dashes below
        3:3-3:23 error: this term block is not read: expected it right under a `###` heading, before the answer, or in a list item of the answer
    bold over the fields
        3:11-3:21 error: `x · fr : a` is not an id: expected one word and, after the closing `**`, ` · ` and the fields
    no dot
        3:15-3:17 warning: expected ` · ` before this field
    a dash for a dot
        3:17-3:19 warning: expected ` · ` before this field
    no form
        3:11-3:12 warning: the term `x` has no form: expected a field such as `fr : …` or `en : …`
    no form but marks off
        none
    an unknown field
        4:3-4:8 warning: `evter` is not a field: did you mean `éviter`?
        5:3-5:10 warning: `notably` is not a field: expected a language such as `fr`, or `avoid`, `except`, `not near`, `see`, `source`, `example`, `counter-example`, `marks`
    no field
        3:26-3:27 error: expected a field here, such as `fr : …`, `en : …` or `see : …`; this is not read
        5:3-5:4 error: expected a field here, such as `fr : …`, `en : …` or `see : …`; this is not read
    something else in the block
        4:3-4:6 error: expected a field here, such as `fr : …`, `en : …` or `see : …`; this is not read
        6:3-8:6 error: expected a field here, such as `fr : …`, `en : …` or `see : …`; this is not read
    an empty field
        3:26-3:28 warning: expected something after the colon
        3:33-3:37 warning: expected something after the colon
    marks
        3:34-3:36 warning: `no` is not read: expected `off`, `weak` or `on`
    an open quotation
        3:36-3:37 warning: this quotation mark is never closed
    an unknown reference
        3:43-3:53 warning: there is no term `tranformer`: did you mean `transformer`?
        3:55-3:56 warning: there is no term `y`
    a banner with a wrong date
        4:10-4:17 warning: `2026-13` is not a date: expected `2026`, `2026-11` or `2026-11-22`
        4:36-4:46 warning: `22/11/2026` is not a date: expected `2026`, `2026-11` or `2026-11-22`
        5:10-5:20 warning: `2026-02-30` is not a date: expected `2026`, `2026-11` or `2026-11-22`
    a banner with a slip
        4:3-4:10 warning: `reviewd` is not a field: did you mean `reviewed`?
    a banner with a field and a slip
        5:3-5:16 warning: `remplacer par` is not a field: did you mean `remplacé par`?
    a banner that says a thing twice
        5:3-5:11 warning: `reviewed` is already said on line 4; that one counts
    a banner with an empty field
        4:3-4:7 warning: expected something after the colon
    a banner with an unknown reference
        5:19-5:20 warning: there is no term `y`
    "#);
}

/// Forms; the field starts at column 16 of line 3.
#[test]
fn of_forms() {
    let cases = [
        ("empty forms", "fr : a,, b,\nen : ,c"),
        ("nothing to find", "fr : ++, (s), `?`"),
        ("only a sign", "fr : a, ?, ~~!~~"),
        ("open marks", "fr : **a, b, ~~c, `d, e"),
        ("open parenthesis", "fr : a(s, b(s), c("),
        ("closing parenthesis", "fr : as), b"),
        ("nested", "fr : a(b(c)), **d(e(f**"),
        ("open parenthesis in code", "fr : `a(s`"),
        ("empty parentheses", "en : print()"),
        ("too many", "fr : (a)(b)(c)(d)(e)(f)(g)(h)(i)x, (a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)"),
        ("a mark on a part", "fr : **grand** modèle, ~~a~~ b, `a` b"),
        ("bold and struck", "fr : ~~**a**~~"),
        ("bold to avoid", "fr : x · éviter : **a**"),
        ("forbidden but not struck", "fr : a !, **b** !"),
        ("replaced but not struck", "fr : a → b"),
        ("replaced by nothing", "fr : ~~a~~ →, ~~b~~ → (c"),
        ("the same form twice", "fr : a, b(s), a\nfr : bs"),
        ("the same form in two languages", "fr : **a**\nen : a"),
        ("two statuses", "fr : **a**, ~~a~~\navoid : a(s) !"),
    ];
    insta::assert_snapshot!(listed(cases.map(|(name, field)| (name, with_fields(field)))), @r#"
    empty forms
        3:22-3:23 warning: there is nothing before or after this comma
        3:26-3:27 warning: there is nothing before or after this comma
        4:7-4:8 warning: there is nothing before or after this comma
    nothing to find
        3:21-3:23 error: `++` has no letter and no digit outside optional parentheses; this form is not read
        3:25-3:28 error: `(s)` has no letter and no digit outside optional parentheses; this form is not read
        3:30-3:33 error: expected a form here
    only a sign
        3:24-3:25 error: expected a form here
        3:27-3:32 error: expected a form here
    open marks
        3:21-3:23 error: the mark ** is never closed; this form is not read
        3:29-3:31 error: the mark ~~ is never closed; this form is not read
        3:34-3:35 error: the mark ` is never closed; this form is not read
    open parenthesis
        3:22-3:23 error: `(` is never closed; this form is not read (`\(` is the sign itself)
        3:33-3:34 error: `(` is never closed; this form is not read (`\(` is the sign itself)
    closing parenthesis
        3:23-3:24 error: `)` closes nothing; this form is not read (`\)` is the sign itself)
    nested
        3:24-3:25 error: parentheses do not nest; this form is not read: write it as two
        3:35-3:36 error: parentheses do not nest; this form is not read: write it as two
    open parenthesis in code
        3:23-3:24 error: `(` is never closed; this form is not read (`\(` is the sign itself)
    empty parentheses
        3:26-3:28 warning: `()` means nothing; expected optional letters in it, or `\(\)` for the signs themselves
    too many
        3:21-3:49 error: this form stands for more than 256 spellings and is not read: write it as several
    a mark on a part
        3:21-3:37 warning: the mark covers a part of the form and does not count: expected it around the whole form
        3:39-3:46 warning: the mark covers a part of the form and does not count: expected it around the whole form
        3:48-3:53 warning: the mark covers a part of the form and does not count: expected it around the whole form
        3:48-3:53 information: `a b` is already written on line 3
    bold and struck
        3:21-3:30 warning: a form is either preferred (`**…**`) or deprecated (`~~…~~`); read as deprecated
    bold to avoid
        3:34-3:39 warning: a form to avoid cannot be the preferred one (`**…**`); read as deprecated
    forbidden but not struck
        3:23-3:24 warning: `!` forbids a struck form: expected `~~…~~ !`, or `\!` for the sign itself; not counted
        3:32-3:33 warning: `!` forbids a struck form: expected `~~…~~ !`, or `\!` for the sign itself; not counted
    replaced but not struck
        3:21-3:22 warning: only a struck form is replaced: expected `~~…~~ → …`; the arrow is not counted
    replaced by nothing
        3:21-3:26 warning: expected the form to write instead after `→`
        3:38-3:39 error: `(` is never closed; this form is not read (`\(` is the sign itself)
    the same form twice
        3:30-3:31 information: `a` is already written on line 3
        4:8-4:10 information: `bs` is already written on line 3
    the same form in two languages
        none
    two statuses
        3:28-3:33 warning: `a` is deprecated here and preferred on line 3: expected one of the two
        4:11-4:17 warning: `a` is forbidden here and preferred on line 3: expected one of the two
    "#);
}

#[test]
fn a_broken_block_does_not_prevent_the_others() {
    let text = "### A\n\n> **term** · en : (((\n\n> **term b** · en : (, b · bogus : x · see : b\n\nA.\n\n### B\n\n> **term c** · en : c\n";
    let (glossary, problems) = read(text);
    assert!(problems.len() >= 3);
    assert_eq!(
        glossary.terms.iter().map(|term| (term.id.as_str(), forms_of(term))).collect::<Vec<_>>(),
        [("b", vec!["en admitted folded b".to_owned()]), ("c", vec!["en admitted folded c".to_owned()])]
    );
    assert_eq!(glossary.entries[0].answer, "A.");
}

#[test]
fn every_message_speaks_french() {
    let text = with_fields("fr : a((, **b, ++, c !, d → e, ~~**f**~~, g, g\nevter : x\nvoir : y · marks : no");
    for problem in read(&text).1 {
        let (english, french) = (problem.message.say(Locale::English), problem.message.say(Locale::French));
        assert_ne!(english, french);
        assert!(!french.contains(" :") || french.contains("` :") || french.contains("fr :"), "a plain space before a colon: {french}");
        assert!(!french.contains('\''), "a straight apostrophe: {french}");
    }
}
