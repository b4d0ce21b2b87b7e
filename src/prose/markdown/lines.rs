//! A look at each line before the parser's: what its container prefix is, and whether it is in a fenced code block.

/// How many containers may start on one line. The parser asks each open one on each line, so more would cost time without end.
const MOST_CONTAINERS: usize = 100;

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
    /// The columns at which the contents of the open list items start, from the outermost one on.
    lists: Vec<usize>,
    after_blank: bool,
    /// Whether the last line is a list marker with nothing behind it.
    starts_empty_item: bool,
    /// How many `>` the last line with content starts with.
    pub(super) quotes: usize,
    /// Whether the last line with content starts in no list item and no quote.
    pub(super) is_top_level: bool,
    /// Whether the last line with content starts so far to the right that no block but code starts there.
    pub(super) is_indented: bool,
    /// Whether the markers of more containers follow on the last line with content.
    pub(super) is_too_deep: bool,
    /// Whether the last line belongs to a fenced code block that a line before it has opened.
    pub(super) goes_on_in_fence: bool,
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

    /// What the line at the start of `line` is, coming after those given before.
    pub(super) fn read(&mut self, line: &[u8]) -> Line {
        let (quotes, content) = quote_prefix(line);
        self.goes_on_in_fence = false;
        if let Some(fence) = &self.fence {
            let content = if fence.quotes > 0 { content } else { 0 };
            if quotes >= fence.quotes && self.is_in_fence(&line[content..]) {
                self.goes_on_in_fence = true;
                return Line::Code;
            }
            self.fence = None;
        }
        let (columns, blanks) = indentation(&line[content..]);
        let mut at = content + blanks;
        let after_empty_item = std::mem::take(&mut self.starts_empty_item);
        if is_line_end(&line[at..]) {
            self.after_blank = true;
            if after_empty_item {
                // An item starts with at most one blank line (<https://spec.commonmark.org/0.31.2/#example-280>).
                self.lists.pop();
            }
            return Line::Blank;
        }
        let after_blank = std::mem::take(&mut self.after_blank);
        // A less indented line that follows text may be its lazy continuation.
        while after_blank && self.lists.last().is_some_and(|&column| column > columns) {
            self.lists.pop();
        }
        self.quotes = quotes;
        self.is_too_deep = false;
        self.is_top_level = quotes == 0 && columns < self.lists.first().copied().unwrap_or(4);
        self.is_indented = columns >= self.lists.last().unwrap_or(&0) + 4;
        if self.has_indented_code && self.is_indented {
            return Line::Content(at);
        }
        let mut column = columns;
        let mut containers = quotes;
        while let Some(marker) = container_marker(&line[at..]) {
            self.is_too_deep = containers == MOST_CONTAINERS;
            if self.is_too_deep {
                return Line::Content(at);
            }
            let is_quote = line[at] == b'>';
            let (columns, blanks) = indentation(&line[at + marker..]);
            at += marker + blanks;
            if is_quote {
                self.quotes += 1;
            } else {
                let padding = if (1..5).contains(&columns) && !is_line_end(&line[at..]) { columns } else { 1 };
                self.open_item(column, column + marker + padding);
                self.starts_empty_item = is_line_end(&line[at..]);
            }
            column += marker + columns;
            containers += 1;
            self.is_top_level = false;
        }
        self.fence = fence(&line[at..]).map(|(byte, length)| {
            // Behind the prefix of a quote in a list item, columns start anew.
            let column = if self.quotes == quotes { self.list_column(column) } else { 0 };
            Fence { byte, length, quotes: self.quotes, column }
        });
        if self.fence.is_some() { Line::Code } else { Line::Content(at) }
    }

    /// A list item whose marker is at `column` and whose content is at `content`.
    fn open_item(&mut self, column: usize, content: usize) {
        while self.lists.last().is_some_and(|&list| list > column) {
            self.lists.pop();
        }
        self.lists.push(content);
    }

    /// The column at which the innermost list item around a line at `column` starts.
    fn list_column(&self, column: usize) -> usize {
        let inside = self.lists.partition_point(|&list| list <= column);
        self.lists[..inside].last().copied().unwrap_or(0)
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
        // A closing fence indented by four or more is code (<https://spec.commonmark.org/0.31.2/#example-137>).
        if length >= open.length && columns < open.column + 4 && is_line_end(&rest[length + indentation(&rest[length..]).1..]) {
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
        let (_, blanks) = indentation(&line[at..]);
        if line.get(at + blanks) != Some(&b'>') || quotes == MOST_CONTAINERS {
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

fn container_marker(rest: &[u8]) -> Option<usize> {
    if rest.first() == Some(&b'>') { Some(1) } else { list_marker(rest) }
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
    if length < 3 {
        return None;
    }
    let is_code_span = byte == b'`' && rest[length..].iter().find(|byte| matches!(byte, b'`' | b'\n' | b'\r')) == Some(&b'`');
    (!is_code_span).then_some((byte, length))
}

/// Where the line around `at` ends, without its line end.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|rest| memchr::memchr2(b'\n', b'\r', rest)).map_or(bytes.len().max(at), |length| at + length)
}

/// Where the line behind the line end at `end` starts.
pub(super) fn next_line(bytes: &[u8], end: usize) -> usize {
    match bytes[end..] {
        [] => end,
        [b'\r', b'\n', ..] => end + 2,
        _ => end + 1,
    }
}

/// The end of the last line, from the one around `at` on, that no blank one is before, and no fence: blocks go before what stands in lines
/// (<https://spec.commonmark.org/0.31.2/#precedence>).
pub(super) fn paragraph_end(bytes: &[u8], at: usize) -> usize {
    let mut end = line_end(bytes, at);
    loop {
        let next = next_line(bytes, end);
        let (_, content) = quote_prefix(&bytes[next..]);
        let line = &bytes[next + content..];
        if line.is_empty() || is_blank(line) || fence(&line[indentation(line).1..]).is_some() {
            return end;
        }
        end = line_end(bytes, next);
    }
}

/// The start of the first line behind `at` that is at column 0 and follows a blank one.
pub(super) fn part_end(bytes: &[u8], at: usize) -> usize {
    let mut line = next_line(bytes, line_end(bytes, at));
    while line < bytes.len() {
        let next = next_line(bytes, line_end(bytes, line));
        let is_boundary = is_blank(&bytes[line..]) && bytes.get(next).is_some_and(|byte| !byte.is_ascii_whitespace());
        line = next;
        if is_boundary {
            return line;
        }
    }
    bytes.len()
}

fn is_blank(line: &[u8]) -> bool {
    is_line_end(&line[line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..])
}
