//! Stable names of what is said about a glossary, for programs that sort messages by kind.

use super::{ActionMessage, FormatMessage, Message, RuleMessage};

impl Message {
    /// The kind of problem that it says of a glossary; `problem` for all that is said of other things.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Format(message) => message.code(),
            Self::Clash { .. } => "clashing-form",
            Self::DefinedTwice { .. } => "defined-twice",
            Self::ExampleNotMarked { .. } => "failing-example",
            Self::CounterExampleMarked { .. } => "failing-counter-example",
            Self::Action(ActionMessage::StaleAnswer { .. }) => "stale-answer",
            Self::Rule(RuleMessage::UnusedTerm { .. }) => "unused-term",
            _ => "problem",
        }
    }

    /// The other place that it speaks of: its line, counted from 1, and the glossary that it is in, if that is another.
    pub fn other_place(&self) -> Option<(usize, Option<&str>)> {
        match self {
            Self::DefinedTwice { path, line, .. } => Some((*line, Some(path))),
            Self::Clash { line, .. }
            | Self::Format(
                FormatMessage::RepeatedKey { line, .. }
                | FormatMessage::DuplicateEntryId { line, .. }
                | FormatMessage::DuplicateTermId { line, .. }
                | FormatMessage::SecondBanner { line },
            ) => Some((*line, None)),
            _ => None,
        }
    }
}

impl FormatMessage {
    const fn code(&self) -> &'static str {
        match self {
            Self::FrontMatterUnclosed => "front-matter-unclosed",
            Self::FrontMatterLine => "front-matter-line",
            Self::FrontMatterKey { .. } => "front-matter-key",
            Self::FormatVersion { .. } => "format-version",
            Self::LanguageTag { .. } => "language-tag",
            Self::RepeatedKey { .. } => "repeated-key",
            Self::EmptyHeading => "empty-heading",
            Self::DuplicateEntryId { .. } => "duplicate-entry-id",
            Self::TermWithoutId => "term-without-id",
            Self::TermIdWithSpace { .. } => "term-id-with-space",
            Self::DuplicateTermId { .. } => "duplicate-term-id",
            Self::MisplacedTermBlock => "misplaced-term-block",
            Self::MisplacedBanner => "misplaced-banner",
            Self::TermNotBold => "term-not-bold",
            Self::UnquotedTermBlock => "unquoted-term-block",
            Self::SecondBanner { .. } => "second-banner",
            Self::BannerWithoutTerm => "banner-without-term",
            Self::AnswerGluedToBlock => "answer-glued-to-block",
            Self::TermWithoutForms { .. } => "term-without-forms",
            Self::MissingSeparator => "missing-separator",
            Self::ExpectedField => "expected-field",
            Self::UnknownField { .. } => "unknown-field",
            Self::EmptyField => "empty-field",
            Self::NothingBetweenCommas => "nothing-between-commas",
            Self::MarksValue { .. } => "marks-value",
            Self::UnclosedQuote => "unclosed-quote",
            Self::ReviewDate { .. } => "review-date",
            Self::UnknownReference { .. } => "unknown-reference",
            Self::FormWithoutLetters { .. } => "form-without-letters",
            Self::UnclosedMark { .. } => "unclosed-mark",
            Self::UnclosedGroup => "unclosed-group",
            Self::UnopenedGroup => "unopened-group",
            Self::NestedGroup => "nested-group",
            Self::EmptyGroup => "empty-group",
            Self::TooManySurfaces { .. } => "too-many-surfaces",
            Self::PartlyMarked => "partly-marked",
            Self::StruckAndPreferred => "struck-and-preferred",
            Self::PreferredButAvoided => "preferred-but-avoided",
            Self::ForbiddenWithoutStrike => "forbidden-without-strike",
            Self::ReplacedWithoutStrike => "replaced-without-strike",
            Self::ReplacementMissing => "replacement-missing",
            Self::RepeatedForm { .. } => "repeated-form",
            Self::ContradictoryForm { .. } => "contradictory-form",
        }
    }
}
