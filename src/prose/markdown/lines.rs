//! A look at each line before the parser's: what its container prefix is, and whether it is in a fenced code block.

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    /// A fence, or code in it.
    Code,
    /// Anything else; its content starts at this byte of it, behind quote prefixes and list markers.
    Content(usize),
}

/// The containers that are open, as far as fenced code needs them: a fence in a list item or a quote ends with it.
#[derive(Debug, Default)]
pub(super) struct Lines {
    fence: Option<Fence>,
    /// The columns at which the contents of the open list items start.
    lists: Vec<usize>,
    after_blank: bool,
    /// How many `>` the last line with content starts with.
    pub(super) quotes: usize,
    /// Whether four blanks make code.
    has_indented_code: bool,
}

#[derive(Debug)]
struct Fence {
    byte: u8,
    length: usize,
    quotes: usize,
    /// A line that is indented less is outside the list item that the fence is in.
    column: usize,
}

impl Lines {
    pub(super) fn new(has_indented_code: bool) -> Self {
        Self { has_indented_code, ..Self::default() }
    }

    /// What `line` is, coming after those given before.
    pub(super) fn read(&mut self, line: &[u8]) -> Line {
        let (quotes, content) = quote_prefix(line);
        if let Some(fence) = &self.fence {
            let content = if fence.quotes > 0 { content } else { 0 };
            if quotes >= fence.quotes && self.is_in_fence(&line[content..]) {
                return Line::Code;
            }
            self.fence = None;
        }
        let (columns, blanks) = indentation(&line[content..]);
        let mut at = content + blanks;
        if is_line_end(&line[at..]) {
            self.after_blank = true;
            return Line::Blank;
        }
        let after_blank = std::mem::take(&mut self.after_blank);
        // A less indented line that follows text may be its lazy continuation.
        while after_blank && self.lists.last().is_some_and(|&column| column > columns) {
            self.lists.pop();
        }
        self.quotes = quotes;
        let mut column = columns;
        if self.has_indented_code && column >= self.lists.last().unwrap_or(&0) + 4 {
            return Line::Content(at);
        }
        while let Some(marker) = list_marker(&line[at..]) {
            let (columns, blanks) = indentation(&line[at + marker..]);
            at += marker + blanks;
            column += marker + if (1..5).contains(&columns) && !is_line_end(&line[at..]) { columns } else { 1 };
            self.lists.push(column);
        }
        self.fence = fence(&line[at..]).map(|(byte, length)| Fence { byte, length, quotes, column: self.lists_column(column) });
        if self.fence.is_some() { Line::Code } else { Line::Content(at) }
    }

    /// The column at which the innermost list item around a line at `column` starts.
    fn lists_column(&self, column: usize) -> usize {
        self.lists.iter().rev().find(|&&list| list <= column).copied().unwrap_or(0)
    }

    /// Whether a line, without its quote prefix, belongs to the open fence; closes the fence with its last line.
    fn is_in_fence(&mut self, line: &[u8]) -> bool {
        let Some(open) = &self.fence else { return false };
        let (columns, blanks) = indentation(line);
        let rest = &line[blanks..];
        if is_line_end(rest) {
            return true;
        }
        if columns < open.column {
            return false;
        }
        let length = rest.iter().take_while(|byte| **byte == open.byte).count();
        if length >= open.length && is_line_end(&rest[length + indentation(&rest[length..]).1..]) {
            self.fence = None;
        }
        true
    }
}

/// The number of `>` that `line` starts with, and where the content behind them starts, with its indentation.
pub(super) fn quote_prefix(line: &[u8]) -> (usize, usize) {
    let mut quotes = 0;
    let mut at = 0;
    loop {
        let (columns, blanks) = indentation(&line[at..]);
        if line.get(at + blanks) != Some(&b'>') || columns > 3 {
            return (quotes, at);
        }
        quotes += 1;
        at += blanks + 1;
        at += usize::from(line.get(at) == Some(&b' '));
    }
}

/// The columns of the blanks that `line` starts with, and their bytes.
fn indentation(line: &[u8]) -> (usize, usize) {
    let mut columns = 0;
    for (bytes, byte) in line.iter().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => return (columns, bytes),
        }
    }
    (columns, line.len())
}

pub(super) fn is_line_end(rest: &[u8]) -> bool {
    matches!(rest.first(), None | Some(b'\n' | b'\r'))
}

/// The length of the list marker at the start of `rest`, without the blank behind it.
fn list_marker(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let length = match rest.get(digits)? {
        b'-' | b'+' | b'*' if digits == 0 => 1,
        b'.' | b')' if digits > 0 => digits + 1,
        _ => return None,
    };
    matches!(rest.get(length), None | Some(b' ' | b'\t' | b'\n' | b'\r')).then_some(length)
}

/// The byte and length of the fence that `rest` opens.
fn fence(rest: &[u8]) -> Option<(u8, usize)> {
    let byte = *rest.first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.iter().take_while(|other| **other == byte).count();
    let is_code_span = byte == b'`' && rest[length..].contains(&b'`');
    (length >= 3 && !is_code_span).then_some((byte, length))
}
