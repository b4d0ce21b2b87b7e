//! Where the reader puts what is wrong, and the line numbers that messages mention.

use std::cell::OnceCell;

use super::{Problem, Severity};
use crate::messages::FormatMessage;
use crate::span::Span;

/// The problems found so far in one text.
pub(super) struct Report<'a> {
    text: &'a str,
    problems: Vec<Problem>,
    errors: usize,
    /// The byte at which each line starts; made when a message first mentions a line.
    line_starts: OnceCell<Vec<usize>>,
}

impl<'a> Report<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, problems: Vec::new(), errors: 0, line_starts: OnceCell::new() }
    }

    /// A block, a term or a form was dropped.
    pub(super) fn error(&mut self, span: Span, message: FormatMessage) {
        self.errors += 1;
        self.problems.push(Problem { span, severity: Severity::Error, message: message.into() });
    }

    /// A field or a mark was passed over, or is not likely what was meant.
    pub(super) fn warning(&mut self, span: Span, message: FormatMessage) {
        self.problems.push(Problem { span, severity: Severity::Warning, message: message.into() });
    }

    /// Worth knowing; nothing was lost.
    pub(super) fn information(&mut self, span: Span, message: FormatMessage) {
        self.problems.push(Problem { span, severity: Severity::Information, message: message.into() });
    }

    /// Adds the problems that another reader found in the same text.
    pub(super) fn absorb(&mut self, other: Self) {
        self.errors += other.errors;
        self.problems.extend(other.problems);
    }

    /// How many parts were dropped so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// The line, from 1, on which the byte `offset` stands.
    pub(super) fn line(&self, offset: usize) -> usize {
        let starts = self.line_starts.get_or_init(|| {
            let after_breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(after_breaks).collect()
        });
        starts.partition_point(|&start| start <= offset)
    }

    /// Every problem, in the order of the text.
    pub(super) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        problems
    }
}
