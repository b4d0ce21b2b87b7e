//! A house glossary of two hundred rules over texts in which linters are known to err. Each case is a trap, and draws what must be found.

use crate::command::{Folder, records};

const HOUSE: &str = include_str!("../fixtures/house/house.glossary.md");

/// The text with what `lint` finds in it drawn in.
fn drawn(name: &str, text: &str) -> String {
    let folder = Folder::with(&[("house.glossary.md", HOUSE.as_bytes()), (name, text.as_bytes())]);
    let ran = folder.run(&["lint", name, "--format", "jsonl", "--rule", "deprecated-form,forbidden-form,letter-case"]);
    let mut drawn = text.to_owned();
    for record in records(&ran.out).iter().rev() {
        drawn.insert(record["end"].as_u64().unwrap() as usize, '›');
        drawn.insert(record["start"].as_u64().unwrap() as usize, '‹');
    }
    drawn
}

fn check(file: &str, cases: &[(&str, &str)]) {
    for (trap, expected) in cases {
        assert_eq!(drawn(file, &expected.replace(['‹', '›'], "")), *expected, "{trap}");
    }
}

#[test]
fn the_glossary_is_well_written_and_large() {
    let folder = Folder::with(&[("house.glossary.md", HOUSE.as_bytes())]);
    let ran = folder.run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(HOUSE.matches("> **term").count() >= 200);
}

#[test]
fn french() {
    check(
        "a.fr.md",
        &[
            ("accents make another word", "On prétokenise, puis le ‹tokenizer› tokenise."),
            ("a word inside another", "La librairie et le bibliothécaire, un antispam, des clefferies, une ‹clef›."),
            ("NFD", "Un ‹e\u{301}ve\u{301}nement› et un évènement."),
            ("NFD where the good form is NFC", "Un e\u{301}ve\u{300}nement."),
            ("an accent that decides", "Un ‹événement›, un évènement, des ‹événements›."),
            ("no-break space", "Le ‹machine\u{A0}learning›, le ‹deep\u{202F}learning›."),
            ("two spaces", "Le ‹machine  learning›."),
            ("over a line wrap", "Le ‹machine\nlearning› est là."),
            ("over a line wrap in a quoted item", "> - Le ‹machine\n>   learning› est là."),
            ("not over a blank line", "Le machine\n\nlearning."),
            ("not over a full stop", "Une machine. Learning est un mot, data, set."),
            ("soft hyphen", "Le ‹frame\u{AD}work›."),
            ("zero-width space", "Le ‹frame\u{200B}work›."),
            ("inside a code fence", "```\nle framework\n```\n\nLe ‹framework›."),
            ("inside indented code and a code span", "    le framework\n\nLe `framework`."),
            ("inside a fence in a list", "- Un :\n\n  ```sh\n  framework\n  ```\n\n  Le ‹framework›."),
            ("inside attributes", "<a title=\"framework\" href=\"framework\">le ‹framework›</a> <img alt=\"framework\">"),
            ("link text and target", "Le [‹framework›](framework.md \"framework\"), voir <https://framework.example/framework>."),
            ("a picture's text", "![framework](framework.png)"),
            ("front matter", "---\ntags: framework\n---\nLe ‹framework›."),
            ("math", "Soit $framework$ un ‹framework›."),
            ("the same text in a comment and in prose", "<!-- Le framework. -->\n\nLe ‹framework›. <!-- framework -->"),
            ("in HTML", "<div>\n<p>Le ‹framework›.</p>\n<script>framework</script>\n</div>"),
            ("in a table", "| a | b |\n|---|---|\n| le ‹framework› | `framework` |"),
            ("elision", "L’‹événement› d’un ‹événement›, qu'un ‹événement›."),
            ("plural", "Les ‹frameworks›, des ‹data sets›, les ‹clefs›."),
            ("emphasis around", "Le *‹machine learning›*."),
            ("emphasis between words", "Le **‹machine** learning›."),
            ("a part of an identifier", "Le framework_x, x.framework.y, mon-framework-js, @framework, #framework-2."),
            ("a title in English", "Le livre *Natural Language Processing with Transformers* et la bibliothèque 🤗 *Datasets*."),
            ("a sentence's start is no title", "‹Framework› choisi. ‹Natural language processing› dit-on."),
            ("what is to be avoided in English only", "Le back end, le run-time."),
            ("a name in another case", "Sur ‹Github›, GitHub et github.com, avec ‹Javascript›."),
            ("an address", "Voir github.com/Github, www.Github.com et moi@Github.com."),
            ("forbidden", "Une ‹liste blanche›, des ‹listes blanches›."),
            ("a part of a longer word", "Une liste blanchâtre, un pluginiste."),
            ("a hyphen for a space", "Le ‹machine-learning›."),
            ("a footnote", "Texte[^1].\n\n[^1]: Le ‹framework›."),
            ("an entity", "Le ‹machine&nbsp;learning›."),
            ("CRLF", "Le ‹machine\r\nlearning›.\r\n"),
            ("an emoji before", "👩‍💻 Le ‹framework› 🎉 ‹framework›."),
            ("Cyrillic letters that look the same", "Le frаmework."),
        ],
    );
}

#[test]
fn english() {
    check(
        "a.en.md",
        &[
            ("words to avoid in French are good here", "The framework has a plugin, a browser, feedback and a dataset online."),
            ("an English form to avoid", "The ‹file name› and the ‹file-name› are a filename."),
            ("possessive", "The ‹back end›'s state."),
            ("plural", "Two ‹code bases›, ‹back ends›."),
            ("over a line wrap", "We do it ‹in order\nto› win."),
            ("letter case of a sentence", "‹In order to› win. ‹IN ORDER TO› WIN."),
            ("words that only adjoin", "Put it in order. To win, file, name it."),
            ("inside a longer word", "The prefile names, file namespaces."),
            ("a heading", "# The ‹back end›\n\nText"),
            ("a reference definition", "[back end]: https://example.org/back-end \"back end\"\n\nThe [‹back end›][]."),
            ("a code block with the same words", "~~~\nback end\n~~~\n\nThe ‹back end›."),
            ("a smart apostrophe", "It’s the ‹back end›’s."),
            ("forbidden", "A ‹black list›."),
            ("names", "‹Github›, ‹NodeJS› and Node.js, ‹MacOS› and macOS, C++ and C."),
            ("a file's name", "See Github.md, Dockerfile and README.md."),
        ],
    );
}

#[test]
fn fixes_leave_a_text_without_findings_to_fix() {
    let text = "L’‹événement› sur ‹Github›, une ‹clef›, du ‹spam›, le ‹machine learning›, un ‹framework›.\n".replace(['‹', '›'], "");
    let folder = Folder::with(&[("house.glossary.md", HOUSE.as_bytes()), ("a.fr.md", text.as_bytes())]);
    folder.run(&["lint", "--fix"]);
    let fixed = std::fs::read_to_string(folder.path().join("a.fr.md")).unwrap();
    assert_eq!(fixed, "L’évènement sur GitHub, une clé, du pourriel, l’apprentissage automatique, un cadriciel.\n");
}
