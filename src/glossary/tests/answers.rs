//! What is left of the Markdown when blocks and banners are taken out.

use super::*;

fn answers(text: &str) -> Vec<String> {
    let (glossary, _) = read(text);
    glossary.entries.into_iter().map(|entry| entry.answer).collect()
}

#[test]
fn answers_are_untouched() {
    for (name, text, expected) in [
        ("plain", "### Q\n\nA.\n\n\nB.  \nC\n\n", "A.\n\n\nB.  \nC"),
        ("none", "### Q\n", ""),
        ("a block above", "### Q\n\n> **term x** · en : x\n\nA.\n", "A."),
        ("two blocks above", "### Q\n> **term x** · en : x\n\n\n> **term y** · en : y\n\n\nA.\n", "A."),
        ("blocks without a blank line between", "### Q\n\n> **term x** · en : x\n> **term y** · en : y\n\nA.\n", "A."),
        ("only blocks", "### Q\n\n> **term x** · en : x\n\n", ""),
        ("a banner above", "### Q\n\n> [!NOTE]\n> reviewed: 2026\n\nA.\n", "A."),
        ("an alert", "### Q\n\n> [!NOTE]\n> Mind the gap.\n\nA.\n", "> [!NOTE]\n> Mind the gap.\n\nA."),
        ("a quote between", "### Q\n\n> Quote.\n\n> **term x** · en : x\n\nA.\n", "> Quote.\n\nA."),
        ("a comment between", "### Q\n\n<!-- c -->\n\n> **term x** · en : x\n\nA.\n", "<!-- c -->\n\nA."),
        ("indented code first", "### Q\n\n    code\n", "    code"),
        ("in a loose list", "### Q\n\n- a\n\n  > **term x** · en : x\n\n- b\n", "- a\n\n- b"),
        ("in a tight list", "### Q\n\n- a\n  > **term x** · en : x\n- b\n", "- a\n- b"),
        ("two in an item", "### Q\n\n- a\n\n  > **term x** · en : x\n\n  > **term y** · en : y\n\n  more\n- b\n", "- a\n\n  more\n- b"),
        ("right behind the marker", "### Q\n\n- > **term x** · en : x\n\n  text\n- b\n", "- text\n- b"),
        ("behind the marker, nothing else", "### Q\n\n- > **term x** · en : x\n- b\n", "- \n- b"),
        ("behind the marker, then a paragraph", "### Q\n\n- > **term x** · en : x\n\nB.\n", "- \n\nB."),
        (
            "CRLF",
            "### Q\r\n\r\n> **term x** · en : x\r\n\r\nA.\r\n\r\n- a\r\n\r\n  > **term y** · en : y\r\n\r\n- b\r\n",
            "A.\r\n\r\n- a\r\n\r\n- b",
        ),
        ("a misplaced block", "### Q\n\nA.\n\n> **term x** · en : x\n\nB.\n", "A.\n\nB."),
        ("a block in a quotation", "### Q\n\nA.\n\n> B.\n>\n> > **term x** · en : x\n>\n> C.\n", "A.\n\n> B.\n>\n>\n> C."),
        ("an answer glued to a block", "### Q\n\n> **term x** · en : x\nA.\nB.\n", "A.\nB."),
        ("an answer glued to a banner", "### Q\n\n> [!NOTE]\n> revu : 2026\nA.\nB.\n", "A.\nB."),
        ("a deeper heading", "### Q\n\n#### H\n\nA.\n", "#### H\n\nA."),
    ] {
        assert_eq!(answers(text), [expected], "{name}");
    }
}

#[test]
fn an_answer_ends_at_a_heading_of_its_level_or_above() {
    assert_eq!(answers("### A\na\n#### aa\n### B\nb\n\n## S\ns\n\n### C\nc\n# T\nt\n"), ["a\n#### aa", "b", "c"]);
}

#[test]
fn items() {
    for (name, list, markdown, span) in [
        ("one line", "- a\n\n  > **term x** · en : x\n", "a", "- a"),
        (
            "two paragraphs",
            "* a **b**\n  c\n\n  > **term x** · en : x\n\n  d\n\n      code\n",
            "a **b**\nc\n\nd\n\n    code",
            "* a **b**\n  c",
        ),
        ("tight", "- a\n  b\n  > **term x** · en : x\n", "a\nb", "- a\n  b"),
        ("numbered", "10. a\n\n    > **term x** · en : x\n\n    b\n", "a\n\nb", "10. a"),
        ("wide marker", "-   a\n\n    > **term x** · en : x\n\n    b\n", "a\n\nb", "-   a"),
        ("tabs", "-\ta\n\n\t> **term x** · en : x\n\n\t\tb\n", "a\n\n\tb", "-\ta"),
        ("a lazy line", "- a\nb\n\n  > **term x** · en : x\n", "a\nb", "- a\nb"),
        ("the block first", "- > **term x** · en : x\n\n  a\n  b\n", "a\nb", "- > **term x** · en : x\n\n  a\n  b"),
        ("an empty first line", "-\n  a\n\n  > **term x** · en : x\n", "a", "-\n  a"),
        ("indented code first", "-     a\n\n  > **term x** · en : x\n", "    a", "-     a"),
        ("a nested list stays", "- a\n\n  > **term x** · en : x\n\n  - b\n    c\n", "a\n\n- b\n  c", "- a"),
        ("nested", "- o\n\n  - a\n\n    > **term x** · en : x\n\n    b\n", "a\n\nb", "- a"),
        ("nested on one line", "- 1. a\n\n     > **term x** · en : x\n\n     b\n", "a\n\nb", "1. a"),
        ("nothing but the block", "- > **term x** · en : x\n", "", "- > **term x** · en : x"),
        ("a comment first", "- <!-- c -->\n  a\n\n  > **term x** · en : x\n", "<!-- c -->\na", "- <!-- c -->\n  a"),
        ("CRLF", "- a\r\n  b\r\n\r\n  > **term x** · en : x\r\n\r\n  c\r\n", "a\r\nb\r\n\r\nc", "- a\r\n  b"),
    ] {
        let text = format!("### Q\n\n{list}\nEnd.\n");
        assert_eq!(problems(&text), Vec::<String>::new(), "{name}");
        let (glossary, _) = read(&text);
        let item = glossary.terms[0].item.as_ref().expect(name);
        assert_eq!((item.markdown.as_str(), &text[item.span.range()]), (markdown, span), "{name}");
    }
}

#[test]
fn a_block_binds_to_the_innermost_item() {
    let text = "### Q\n\n> **term w** · en : w\n\n- a\n  - b\n\n    > **term b** · en : b\n\n  > **term a** · en : a\n\n- c\n";
    let (glossary, problems) = read(text);
    assert_eq!(problems, []);
    let bound: Vec<_> =
        glossary.terms.iter().map(|term| (term.id.as_str(), term.item.as_ref().map(|item| item.markdown.as_str()))).collect();
    assert_eq!(bound, [("w", None), ("b", Some("b")), ("a", Some("a\n- b"))]);
}
