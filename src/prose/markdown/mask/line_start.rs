//! What only the start of a line can start.

use super::super::lines::line_end;
use super::{Effect, Masker};

impl<'s> Masker<'s> {
    /// Skips `<pre>`, `<script>`, `<style>`, `<textarea>` and comments that start a line: blank lines do not end them
    /// (<https://spec.commonmark.org/0.31.2/#html-blocks>).
    pub(super) fn skip_raw_block(&mut self) {
        const BLOCKS: [(&str, &str); 5] =
            [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")];
        let rest = &self.source[self.at..];
        let is_start = |start: &str| {
            let is_comment = start == "<!--";
            let is_same = rest.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
            is_same && (is_comment || rest[start.len()..].starts_with([' ', '\t', '\n', '\r', '>']))
        };
        if let Some((start, end)) = BLOCKS.into_iter().find(|(start, _)| is_start(start))
            && self.may_look()
        {
            self.at = self.find(self.at + start.len(), end, true).unwrap_or(self.at + 1);
        }
    }

    /// `::: name title`, `:::name[title]{attributes}`: the marker goes, the title is a block.
    pub(super) fn container(&mut self) {
        let text = self.rest_of_line();
        let name = without_attributes(text.trim_start_matches(':').trim_ascii_start());
        let title = name.trim_start_matches(|character: char| character.is_alphanumeric() || matches!(character, '-' | '_'));
        let title = without_attributes(title).trim_ascii_start();
        self.line.is_title = true;
        self.add(self.at, self.at + text.len() - title.len(), Effect::Break);
    }

    /// `[[toc]]` and its like, alone on a line, and `[[autodoc]]`, which has a paragraph.
    pub(super) fn line_macro(&mut self) {
        const MACROS: [&str; 5] = ["[[toc]]", "[[_toc_]]", "[toc]", "[_toc_]", "[[open-in-colab]]"];
        let text = self.rest_of_line();
        if text.starts_with("[[autodoc]]") {
            let end = self.paragraph_end();
            self.add(self.at, end, Effect::Break);
        } else if MACROS.iter().any(|name| name.eq_ignore_ascii_case(text)) {
            self.add(self.at, self.at + text.len(), Effect::Break);
        }
    }

    /// `import …` and `export …` of MDX, to the next blank line.
    pub(super) fn module_code(&mut self) {
        let end = self.paragraph_end();
        if is_module_code(&self.source[self.at..end]) {
            self.add(self.at, end, Effect::Break);
        }
    }

    /// The current line from `at` on, without its end and the blanks before it.
    fn rest_of_line(&self) -> &'s str {
        self.source[self.at..line_end(self.bytes, self.at)].trim_ascii_end()
    }
}

/// `text` without the `{…}` that it starts with.
fn without_attributes(text: &str) -> &str {
    text.strip_prefix('{').and_then(|text| text.split_once('}')).map_or(text, |(_, rest)| rest)
}

/// Whether a paragraph of MDX is JavaScript.
fn is_module_code(paragraph: &str) -> bool {
    const DECLARATIONS: [&str; 11] =
        ["const ", "let ", "var ", "function ", "default ", "class ", "async ", "{", "*", "type ", "interface "];
    if let Some(rest) = paragraph.strip_prefix("import") {
        return rest.starts_with([' ', '{', '"', '\'', '*']) && rest.contains(['"', '\'']) && !rest.contains('’');
    }
    paragraph.strip_prefix("export ").is_some_and(|rest| DECLARATIONS.iter().any(|declaration| rest.starts_with(declaration)))
}
