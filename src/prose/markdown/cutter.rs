//! Where Markdown may be cut: before a line at column 0 behind a blank line, outside of what goes on over blank lines. Column 0 closes lists
//! and quotes, so both sides are CommonMark of their own.

use super::lines::{Line, Lines};

/// Blocks at top level that blank lines do not end, and what ends them: kinds 1 to 5 of CommonMark's HTML blocks
/// (<https://spec.commonmark.org/0.31.2/#html-blocks>), and comments of JSX.
const RAW_BLOCKS: &[(&str, &str)] = &[
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<?", "?>"),
    ("<![CDATA[", "]]>"),
    ("<!", ">"),
    ("{/*", "*/"),
];

/// Looks at the lines of a text from the start of a chunk on.
#[derive(Debug)]
pub struct Cutter {
    lines: Lines,
    after_blank: bool,
    /// What ends the raw block that is open.
    raw: Option<&'static str>,
    front_matter: FrontMatter,
}

#[derive(Debug, PartialEq, Eq)]
enum FrontMatter {
    /// The next line may open it.
    Possible,
    /// It was opened by this fence on the line before.
    Opened(&'static str),
    /// It is open.
    Inside(&'static str),
    None,
}

impl Cutter {
    /// For Markdown or MDX; only the first chunk of a text may have front matter.
    pub fn new(mdx: bool, is_first: bool) -> Self {
        let front_matter = if is_first { FrontMatter::Possible } else { FrontMatter::None };
        Self { lines: Lines::new(!mdx), after_blank: false, raw: None, front_matter }
    }

    /// Whether a chunk may end before `line`, which is given with its line break and follows those given before.
    pub fn may_cut_before(&mut self, line: &str) -> bool {
        if self.is_front_matter(line) {
            return false;
        }
        let is_blank = line.trim_ascii().is_empty();
        if let Some(end) = self.raw {
            self.after_blank = false;
            if contains(line, end) {
                self.raw = None;
            }
            return false;
        }
        let kind = self.lines.read(line.as_bytes());
        let at_column_0 = !is_blank && !line.starts_with([' ', '\t']);
        let may_cut = self.after_blank && at_column_0 && !self.lines.goes_on_in_fence;
        self.after_blank = is_blank;
        if let Line::Content(at) = kind
            && self.lines.is_top_level
        {
            self.raw = raw_block(&line[at..]);
        }
        may_cut
    }

    fn is_front_matter(&mut self, line: &str) -> bool {
        let text = line.trim_ascii_end();
        let next = match self.front_matter {
            FrontMatter::Possible => match text.trim_start_matches('\u{FEFF}') {
                "---" => FrontMatter::Opened("---"),
                "+++" => FrontMatter::Opened("+++"),
                _ => FrontMatter::None,
            },
            FrontMatter::Opened(_) if text.is_empty() => FrontMatter::None,
            FrontMatter::Opened(fence) | FrontMatter::Inside(fence) => {
                if text == fence || (text == "..." && fence == "---") {
                    self.front_matter = FrontMatter::None;
                    return true;
                }
                FrontMatter::Inside(fence)
            }
            FrontMatter::None => return false,
        };
        self.front_matter = next;
        self.front_matter != FrontMatter::None
    }
}

/// What ends the raw block that `content` starts, unless it ends on the same line.
fn raw_block(content: &str) -> Option<&'static str> {
    let starts = |start: &str| {
        let is_tag = start.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
        let is_same = content.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
        is_same && (!is_tag || content[start.len()..].starts_with([' ', '\t', '\n', '\r', '>']))
    };
    let (start, end) = RAW_BLOCKS.iter().find(|(start, _)| starts(start))?;
    (!contains(&content[start.len()..], end)).then_some(end)
}

fn contains(line: &str, end: &str) -> bool {
    line.as_bytes().windows(end.len()).any(|window| window.eq_ignore_ascii_case(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, from 0, before which `text` may be cut.
    fn cuts(text: &str, is_first: bool) -> Vec<usize> {
        let mut cutter = Cutter::new(false, is_first);
        let lines = crate::prose::chunks::lines(text).enumerate();
        lines.filter(|(_, line)| cutter.may_cut_before(line)).map(|(number, _)| number).collect()
    }

    #[test]
    fn places() {
        for (name, text, expected) in [
            ("paragraphs", "a\n\nb\n\n\nc\n", &[2, 5][..]),
            ("no blank line", "a\nb\n", &[]),
            ("indented", "a\n\n  b\n", &[]),
            ("fence", "```\n\nb\n\n```\n\nc", &[6]),
            ("a longer fence", "````\n\n```\n\nb\n````\n\nc", &[7]),
            ("fence in a list ends with it", "- ```\n\nb\n", &[2]),
            ("fence in an item", "- a\n\n  ```\n\n  b\n  ```\n\nc\n\nd", &[7, 9]),
            ("comment", "<!--\n\nb\n\n-->\n\nc\n", &[6]),
            ("comment on a line", "<!-- a -->\n\nc\n", &[2]),
            ("script", "<SCRIPT>\n\nb\n</script>\n\nc\n", &[5]),
            ("no script", "<scripting>\n\nb\n", &[2]),
            ("JSX comment", "{/*\n\nb\n\n*/}\n\nc\n", &[6]),
            ("declaration", "<!DOCTYPE\n\nb>\n\nc\n", &[4]),
            ("in a list", "- <pre>\n\nb\n", &[2]),
            ("carriage returns", "a\r\rb\r\n\r\nc", &[2, 4]),
            ("front matter", "---\na: b\n\nc: d\n---\n\ne\n", &[6]),
            ("a thematic break", "---\n\na\n\n---\n\nb", &[2, 4, 6]),
        ] {
            assert_eq!(cuts(text, true), expected, "{name}");
        }
        assert_eq!(cuts("---\na\n\nb\n---\n\nc\n", false), [3, 6], "front matter stands only at a text's start");
    }
}
