//! Any text is read, quickly.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Pieces of the format and of what surrounds it, whole and broken.
const FRAGMENTS: &[&str] = &[
    "---\n",
    "glossary: 1\n",
    "langue : fr\n",
    "\u{feff}",
    "# T\n",
    "## S\n",
    "### Q\n",
    "### Q {#id}\n",
    "#### H\n",
    "\n",
    "\n\n",
    "\r\n",
    "> ",
    ">",
    ">> ",
    "  > ",
    "- ",
    "  ",
    "\t",
    "1. ",
    "**term x**",
    "**terme é**",
    "**term**",
    "**terme a b**",
    " · ",
    "·",
    "fr : ",
    "en:",
    "éviter : ",
    "avoid:",
    "sauf : ",
    "pas près de : ",
    "voir : ",
    "source : ",
    "exemple : ",
    "contre-exemple : ",
    "marks : off",
    "bogus : ",
    "a",
    "é",
    "e\u{301}",
    "モデル",
    "🤗",
    "IA",
    "**",
    "~~",
    "`",
    "``",
    "*",
    "_",
    "(",
    ")",
    "|",
    "\\(",
    "\\",
    " ?",
    " !",
    "?",
    "!",
    ", ",
    ",",
    " → ",
    " -> ",
    "«\u{a0}",
    "\u{a0}»",
    "“",
    "”",
    "\"",
    "<br>",
    "<!-- c -->",
    "&amp;",
    "&nbsp;",
    "[x](y)",
    "[!WARNING]",
    "[!NOTE] ",
    "revu : ",
    "périmé depuis : 2022",
    "2026-02-30",
    "remplacé par : x",
    "```\n",
    "    ",
    "Texte",
    "===\n",
    "\0",
    "\u{2029}",
    "\u{202f}",
];

fn any_text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![8 => proptest::sample::select(FRAGMENTS).prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    proptest::collection::vec(fragment, 0..60).prop_map(|fragments| fragments.concat())
}

/// A text whose pieces are more often in their places.
fn likely_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| format!("### Q\n\n> **term x** · fr : {}\n", text.replace('\n', "\n> ")))
}

fn check(text: &str) {
    let (glossary, problems) = read(text);
    let in_stretches = reader::read_in_stretches(text, 50, 1);
    assert_eq!((&glossary, &problems), (&in_stretches.0, &in_stretches.1), "in stretches");
    let mut spans: Vec<Span> = problems.iter().map(|problem| problem.span).collect();
    assert!(spans.is_sorted_by_key(|span| span.start), "problems in order");
    spans.extend(glossary.sections.iter().map(|section| section.span));
    for entry in &glossary.entries {
        spans.extend([entry.span, entry.heading_span]);
        spans.extend(entry.review.iter().flat_map(|review| [Some(review.span), review.replaced_by.as_ref().map(|id| id.span)]).flatten());
        assert!(entry.section.is_none_or(|section| section < glossary.sections.len()));
        assert!(entry.span.contains(entry.heading_span));
    }
    for term in &glossary.terms {
        assert!(term.entry < glossary.entries.len());
        assert!(glossary.entries[term.entry].span.contains(term.span), "a block is in its entry");
        assert!(term.span.contains(term.id_span));
        spans.extend([term.span, term.id_span]);
        spans.extend(term.item.iter().map(|item| item.span));
        spans.extend(term.forms.iter().map(|form| form.span));
        for form in &term.forms {
            assert_eq!(form.surfaces.first(), Some(&form.text));
            assert!(form.text.chars().any(char::is_alphanumeric));
            assert!(term.span.contains(form.span), "a form is in its block");
            assert!(form.span.contains(form.inside), "the words of a form are in it");
            spans.extend([Some(form.inside), form.replacement_span].into_iter().flatten());
        }
        spans.extend(&term.key_spans);
        let phrases = [&term.exceptions, &term.not_near, &term.see, &term.examples, &term.counter_examples];
        spans.extend(phrases.into_iter().flatten().map(|phrase| phrase.span));
    }
    for span in spans {
        assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} is no range of the text");
    }
    for problem in &problems {
        assert!(!problem.message.say(Locale::French).is_empty());
    }
    let ids: std::collections::HashSet<_> = glossary.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), glossary.entries.len(), "entry ids are unique");
    let ids: std::collections::HashSet<_> = glossary.terms.iter().map(|term| &term.id).collect();
    assert_eq!(ids.len(), glossary.terms.len(), "term ids are unique");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any_text()) {
        check(&text);
    }

    #[test]
    fn any_file_is_read(texts in proptest::collection::vec(any_text(), 1..6)) {
        check(&texts.join("\n\n### Q\n"));
    }

    #[test]
    fn any_block_is_read(text in likely_text()) {
        check(&text);
    }
}

/// Texts that would take for ever with a square in the wrong place.
#[test]
fn hostile_texts_take_no_time() {
    let many = |piece: &str| piece.repeat(100_000 / piece.len());
    let in_form = |piece: &str| with_fields(&format!("fr : {}", many(piece)));
    let in_field = |piece: &str| with_fields(&format!("exemple : {}", many(piece)));
    let texts = [
        ("parentheses", in_form("(")),
        ("pairs of parentheses", in_form("(a)")),
        ("pairs of parentheses in forms", in_form("(a)(b)(c)x,")),
        ("closing parentheses", in_form(")")),
        ("stars", in_form("**")),
        ("stars and letters", in_form("**a ")),
        ("nested emphasis", in_form("*a ")),
        ("tildes", in_form("~~a ")),
        ("backticks", in_form("` ")),
        ("backticks of every length", in_form(&(1..300).map(|length| "`".repeat(length) + " ").collect::<String>())),
        ("brackets", in_form("[")),
        ("commas", in_form(",")),
        ("the same form", in_form("a, ")),
        ("arrows", in_form("→")),
        ("signs", in_form(" ?")),
        ("guillemets", in_field("« ")),
        ("quotes", in_field("\"a ")),
        ("quotes and dots", in_field("« · ")),
        ("lines", in_field("« \n")),
        ("breaks", in_form("<br>")),
        ("fields", in_form("a · fr : ")),
        ("unknown fields", in_form("a\nbogus : ")),
        ("sources", in_form("a\nsource : ")),
        ("lazy lines", with_fields("fr : a") + &many("a\n")),
        ("headers", with_block(&many("**term x**\n"))),
        ("blocks", format!("### Q\n\n{}", many("> **term x** · fr : a\n\n"))),
        ("alerts", with_block(&many("[!NOTE]\n"))),
        ("quotes in quotes", format!("### Q\n\n{}", many("> "))),
        ("lists in lists", format!("### Q\n\n{}", (0..300).map(|depth| " ".repeat(depth * 2) + "- a\n").collect::<String>())),
        ("namesakes", many("### a\n")),
        ("namesakes with ids", many("### a {#a}\n")),
        ("blank lines", format!("### Q\n\n> **term x** · fr : a\n{}- a\n", many("\n"))),
        ("front matter", format!("---\n{}", many("a: b\n"))),
        ("open front matter", format!("---\n{}", many("a\n"))),
        ("dangling references", (0..3000).map(|n| format!("### a\n\n> **term x{n}** · en : a{n} · see : y{n}\n\n")).collect()),
        ("banners without terms", format!("### Q\n\n{}", many("- a\n\n  > [!NOTE]\n  > revu : 2026\n\n"))),
    ];
    for (name, text) in texts {
        let start = Instant::now();
        check(&text);
        // A debug build on a busy machine takes some tenths of a second; a square takes minutes.
        assert!(start.elapsed() < Duration::from_secs(10), "{name}: {:?}", start.elapsed());
    }
}

/// A large file is read in stretches; what is read does not depend on where they begin.
#[test]
fn stretches() {
    let filler =
        |name: &str| (0..20).map(|n| format!("### {name} {n}\n\n> **term {name}{n}** · en : {name}{n}\n\nA.\n\n")).collect::<String>();
    for (name, text, in_stretches) in [
        ("entries", filler("a"), true),
        ("sections", format!("## S\n\n{}## T\n\n{}# U\n\n{}", filler("a"), filler("b"), filler("c")), true),
        ("lists", format!("{}- a\n\n  ```\n{}", filler("a"), filler("b")), true),
        ("term ids in two stretches", filler("a") + &filler("a"), true),
        ("front matter", format!("---\nlanguage: fr\n---\n\n# T\n\n{}", filler("a")), true),
        ("CRLF", filler("a").replace('\n', "\r\n"), true),
        ("code", format!("{}```\n\n{}\n```\n\n{}", filler("a"), filler("b"), filler("c")), false),
        ("a comment", format!("{}<!--\n\n{}\n-->\n\n{}", filler("a"), filler("b"), filler("c")), false),
        ("link definitions", format!("{}[a0]: b\n", filler("[a0]")), false),
    ] {
        let front = crate::glossary::front::read(&text, &mut report::Report::new(&text)).body;
        let stretches = split::read_chunks(&text, front, 200, 3).map_or(0, |chunks| chunks.len());
        assert_eq!(stretches > 3, in_stretches, "{name}: {stretches} stretches");
        assert_eq!(reader::read_in_stretches(&text, 200, 3), read(&text), "{name}");
    }
}

/// What proptest found once.
#[test]
fn found_by_chance() {
    for text in [
        "### Q\n\n> **term x** · fr : 1. > \n",
        "### Q\n\n> **term x** · fr : 1. ---\n>     > \n",
        "### Q\n\n> **term x** · fr : *a\n> **term y**\n> [!NOTE]*\n> revu : 2026\n",
    ] {
        check(text);
    }
}

/// The terms of one item share it: their number must not multiply its text.
#[test]
fn terms_of_one_item_share_it() {
    let blocks: String = (0..1000).map(|number| format!("  > **term t{number}** · en : a{number}\n\n")).collect();
    let (glossary, _) = read(&format!("### Q\n\n- {}\n\n{blocks}", "word ".repeat(20_000)));
    let items: Vec<_> = glossary.terms.iter().filter_map(|term| term.item.as_ref()).collect();
    assert_eq!(items.len(), 1000);
    assert!(items.iter().all(|item| std::sync::Arc::ptr_eq(item, items[0])));
}
