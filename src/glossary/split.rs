//! A large file cut into stretches that are read one by one, and side by side.
//!
//! A stretch begins at a `### ` at the start of a line. There, CommonMark closes every list and quote; only a code fence or an HTML block at
//! the top level can go on. So each stretch is read as if none did, and where one ends inside such a block after all, the work is thrown
//! away. Even in one thread it is quicker than reading the whole at once: the parser's tree stays small.

use std::ops::Range;
use std::thread;

use super::chunk::{self, Chunk};

/// About as many bytes make a stretch.
pub(super) const STRETCH: usize = 1 << 18;
/// How many stretches are worth starting a thread.
const WORTH_A_THREAD: usize = 2;

/// The stretches of `text` from byte `start` on, each about `length` bytes long, read by at most `threads` threads; `None` where it must be
/// read in one.
pub(super) fn read_chunks(text: &str, start: usize, length: usize, threads: usize) -> Option<Vec<Chunk<'_>>> {
    let count = text.len().saturating_sub(start) / length.max(1);
    // A link definition works for the whole file, so that what is a link in one stretch may depend on another.
    if count < 2 || text.contains("]:") {
        return None;
    }
    let ranges = ranges(text, start, length, count);
    let chunks = read_ranges(text, &ranges, threads.min(ranges.len() / WORTH_A_THREAD))?;
    let (_, before_the_last) = chunks.split_last()?;
    let fits = !before_the_last.iter().any(|chunk| chunk.open_ended);
    fits.then_some(chunks)
}

/// `None` where the system has no thread to give.
fn read_ranges<'a>(text: &'a str, ranges: &[Range<usize>], threads: usize) -> Option<Vec<Chunk<'a>>> {
    let read_run = |run: &[Range<usize>]| -> Vec<Chunk<'a>> { run.iter().map(|range| chunk::read(text, range.clone())).collect() };
    if threads < 2 {
        return Some(read_run(ranges));
    }
    thread::scope(|scope| {
        let runs = ranges.chunks(ranges.len().div_ceil(threads));
        let readers: Vec<_> = runs.map(|run| thread::Builder::new().spawn_scoped(scope, move || read_run(run)).ok()).collect();
        let mut chunks = Vec::with_capacity(ranges.len());
        for reader in readers {
            chunks.extend(reader?.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        Some(chunks)
    })
}

/// At most `count` stretches, about `length` bytes each.
fn ranges(text: &str, start: usize, length: usize, count: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(count);
    let mut from = start;
    while let Some(to) = next_cut(text, from + length) {
        ranges.push(from..to);
        from = to;
    }
    ranges.push(from..text.len());
    ranges
}

/// The next `### ` after byte `from` with a blank line before it, and before that a line that does not look like the end of a code or HTML
/// block: a stretch that ends with one is taken for one that ends inside it.
fn next_cut(text: &str, from: usize) -> Option<usize> {
    let from = (from..text.len()).find(|&at| text.is_char_boundary(at))?;
    let heading = |(at, _): (usize, &str)| {
        let before = text.get(..from + at)?;
        let line_before = before.strip_suffix('\r').unwrap_or(before).strip_suffix('\n')?.trim_end();
        let last_line = line_before.rsplit('\n').next().unwrap_or_default().trim_start();
        let may_end_block = last_line.starts_with(['`', '~', '<']) || last_line.ends_with('>');
        (!may_end_block).then_some(from + at + 1)
    };
    text.get(from..)?.match_indices("\n### ").find_map(heading)
}
