//! What every reading promises, on texts made of bits of all that the readers look at.

use proptest::prelude::*;

use crate::prose::{BREAK, Format, OBJECT, Prose, read};

use Format::{Markdown, Mdx, Plain};

/// What every reading promises.
pub(super) fn check_laws(source: &str, prose: &Prose) -> Result<(), String> {
    let text = &prose.text;
    let mut end = 0;
    let mut source_end = 0;
    let check_gap = |gap: &str| match gap.chars().all(|character| character == BREAK || character == OBJECT) {
        true => Ok(()),
        false => Err(format!("{gap:?} has no piece")),
    };
    for piece in &prose.pieces {
        let rendered = text.get(piece.rendered.range()).ok_or_else(|| format!("{piece:?} cuts a rendered character"))?;
        let from = source.get(piece.source.range()).ok_or_else(|| format!("{piece:?} cuts a character of the source"))?;
        if piece.rendered.start < end || piece.source.start < source_end || rendered.is_empty() {
            return Err(format!("{piece:?} is empty or not behind the one before"));
        }
        check_gap(&text[end..piece.rendered.start])?;
        // A lone carriage return is a line break too, of the same length.
        if rendered.len() == from.len() && rendered != from && rendered != from.replace('\r', "\n") {
            return Err(format!("{piece:?} is {rendered:?} for {from:?}"));
        }
        end = piece.rendered.end;
        source_end = piece.source.end;
    }
    check_gap(&text[end..])?;
    let breaks = [format!("{BREAK}{BREAK}"), format!("\n{BREAK}"), format!("{BREAK}\n")];
    if !source.contains(BREAK)
        && !source.contains('&')
        && (text.starts_with(BREAK) || text.ends_with(BREAK) || breaks.iter().any(|two| text.contains(two)))
    {
        return Err(format!("idle separators in {text:?}"));
    }
    match prose.comments.iter().all(|comment| source.get(comment.range()).is_some()) && prose.comments.is_sorted() {
        true => Ok(()),
        false => Err(format!("comments {:?}", prose.comments)),
    }
}

/// Texts of bits of all that the readers look at, whole and broken.
fn texts(with_long_blocks: bool) -> impl Strategy<Value = String> {
    let fragments = [
        "a",
        "modèle ",
        "l’IA",
        " ",
        "  ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{A0}",
        "\u{2029}",
        "\u{FFFC}",
        "\0",
        "𝕏",
        "e\u{301}",
        "- ",
        "1. ",
        "> ",
        "    ",
        "# ",
        "```",
        "~~~\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "](",
        ")",
        "![",
        "[[",
        "]]",
        "[^a]",
        "[^a]: ",
        "[a]: b\n",
        "|",
        "|-|\n",
        "$",
        "$$",
        "\\",
        "&",
        "&eacute;",
        "&acE;",
        "&#10;",
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<p>",
        "</p>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<script>",
        "</script>",
        "<br>",
        "<Tip>",
        "</Tip>",
        "<Foo a={",
        "<p a={1} b=\"",
        "{",
        "}",
        "{{",
        "}}",
        "{/*",
        "*/}",
        "{#a}",
        "{%",
        "\"",
        "'",
        "=",
        "@a",
        "a@b.fr",
        "https://x.y/",
        "www.",
        "://",
        ":::",
        "::: tip ",
        "---\n",
        "+++\n",
        "[!NOTE]",
        "import a from 'b'",
        "[[toc]]",
        "\u{FEFF}",
        "<?",
        "<!x",
        "<![CDATA[",
    ];
    let fragments: Vec<_> = fragments.into_iter().filter(|fragment| with_long_blocks || !has_long_blocks(fragment)).collect();
    prop::collection::vec(prop_oneof![4 => prop::sample::select(fragments).prop_map(str::to_owned), 1 => "\\PC{0,3}"], 0..40)
        .prop_map(|parts| parts.concat())
}

/// The places where a text may be cut: behind a blank line, before a line at column 0.
fn cuts(source: &str) -> Vec<usize> {
    let mut at = 0;
    let mut blank = false;
    let mut cuts = Vec::new();
    for line in source.split_inclusive('\n') {
        if blank && !line.starts_with([' ', '\t', '\n', '\r']) {
            cuts.push(at);
        }
        blank = line.trim_matches([' ', '\t', '\n', '\r']).is_empty();
        at += line.len();
    }
    cuts
}

/// Whether what is in `source` may go on over such a place: the chunks of a document know these.
fn has_long_blocks(source: &str) -> bool {
    ["```", "~~~", "<pre", "<script", "<!", "<?", "{/*", "---", "+++", "\u{FEFF}"].iter().any(|start| source.contains(start))
}

/// The readings of the parts of a text, as one.
fn read_in_parts(source: &str, format: Format) -> String {
    let mut ends = cuts(source);
    ends.push(source.len());
    let starts = [0].into_iter().chain(ends.iter().copied());
    let texts = starts.zip(&ends).map(|(start, &end)| read(&source[start..end], format).text);
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(&BREAK.to_string())
}

#[test]
fn what_starts_in_a_list_or_a_tag_ends_with_its_part() {
    let sources = [
        "- <pre>\n\na <Tip a={1}>b</Tip>\n\n</pre>",
        "- {/* a\n\nb <Tip a={1}>c\n\n*/}",
        "> ```\n\na <Tip a={1}>b</Tip>",
        "- a\n\n  ```\n  b\n\nc <Tip a={1} />\n\n<Tip b={1}",
        "<Foo a={`\n\nb`} c={1} /> d\n\n{`\n\n}",
        "a `b\n\nc` {{ d\n\ne }}",
        "a\n\t[^a]: b\n\n[^a]: c",
    ];
    for source in sources {
        for format in [Markdown, Mdx] {
            assert_eq!(read_in_parts(source, format), read(source, format).text, "{source:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_reading_is_lawful(source in texts(true)) {
        for format in [Plain, Markdown, Mdx] {
            let prose = read(&source, format);
            if let Err(broken) = check_laws(&source, &prose) {
                prop_assert!(false, "{format:?}: {broken}");
            }
        }
    }

    #[test]
    fn parts_are_read_alike_alone_and_together(source in texts(false)) {
        for format in [Markdown, Mdx] {
            if has_long_blocks(&source) {
                continue;
            }
            prop_assert_eq!(read_in_parts(&source, format), read(&source, format).text);
        }
    }
}
