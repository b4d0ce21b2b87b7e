//! The rules that lint a text, and how loud each is.

use crate::glossary::Severity;

/// A rule, by which a finding can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A glossary explains this term.
    Term,
    /// A form that another one is better than.
    DeprecatedForm,
    /// A form that must not be written.
    ForbiddenForm,
    /// A form in another letter case than its own.
    LetterCase,
    /// Two forms of one term in one text.
    InconsistentForm,
    /// A form of another language than the text's.
    ForeignForm,
    /// An acronym that nothing explains.
    UndefinedAcronym,
    /// The first use of an acronym does not say what it stands for.
    AcronymFirstUse,
    /// The first use of a term is no link to the glossary.
    TermFirstUse,
    /// No text uses a term of the glossary.
    UnusedTerm,
    /// A suppression comment names what does not exist.
    UnknownSuppression,
    /// A suppression comment suppresses nothing.
    UnusedSuppression,
}

impl Rule {
    /// Every rule; a rule's number is its place here.
    pub const ALL: [Self; 12] = [
        Self::Term,
        Self::DeprecatedForm,
        Self::ForbiddenForm,
        Self::LetterCase,
        Self::InconsistentForm,
        Self::ForeignForm,
        Self::UndefinedAcronym,
        Self::AcronymFirstUse,
        Self::TermFirstUse,
        Self::UnusedTerm,
        Self::UnknownSuppression,
        Self::UnusedSuppression,
    ];

    /// The id that people write in settings.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::DeprecatedForm => "deprecated-form",
            Self::ForbiddenForm => "forbidden-form",
            Self::LetterCase => "letter-case",
            Self::InconsistentForm => "inconsistent-form",
            Self::ForeignForm => "foreign-form",
            Self::UndefinedAcronym => "undefined-acronym",
            Self::AcronymFirstUse => "acronym-first-use",
            Self::TermFirstUse => "term-first-use",
            Self::UnusedTerm => "unused-term",
            Self::UnknownSuppression => "unknown-suppression",
            Self::UnusedSuppression => "unused-suppression",
        }
    }

    /// The rule with this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }

    /// How loud it is where nobody says how loud.
    pub const fn default_severity(self) -> Severity {
        match self {
            Self::ForbiddenForm | Self::UnknownSuppression => Severity::Warning,
            _ => Severity::Information,
        }
    }

    /// Whether it speaks only where somebody asks for it.
    pub const fn is_off_by_default(self) -> bool {
        matches!(self, Self::ForeignForm | Self::UndefinedAcronym | Self::AcronymFirstUse | Self::TermFirstUse | Self::UnusedTerm)
    }

    /// The name of its option that is a list of texts, if it has one: see [`Rules::list`].
    pub const fn list_option(self) -> Option<&'static str> {
        match self {
            Self::UndefinedAcronym | Self::AcronymFirstUse => Some("ignore"),
            Self::TermFirstUse => Some("targets"),
            _ => None,
        }
    }
}

/// Where rule `term` speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Occurrences {
    /// At the first mark of each term in a text.
    #[default]
    First,
    /// At every mark.
    All,
}

/// What holds for one text: each rule with its severity, if it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    severities: [Option<Severity>; Rule::ALL.len()],
    lists: [Vec<String>; Rule::ALL.len()],
    /// Where rule `term` speaks.
    pub occurrences: Occurrences,
    /// The terms, by id, that no rule speaks of.
    pub ignored_terms: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        let severities = Rule::ALL.map(|rule| Some(rule.default_severity()).filter(|_| !rule.is_off_by_default()));
        Self { severities, lists: Default::default(), occurrences: Occurrences::First, ignored_terms: Vec::new() }
    }
}

impl Rules {
    /// How loud `rule` is; `None` where it is off.
    pub fn severity(&self, rule: Rule) -> Option<Severity> {
        self.severities[rule as usize]
    }

    /// Makes `rule` as loud as `severity`, or switches it off.
    pub fn set(&mut self, rule: Rule, severity: Option<Severity>) {
        self.severities[rule as usize] = severity;
    }

    /// What stands in the rule's [list option](Rule::list_option).
    pub fn list(&self, rule: Rule) -> &[String] {
        &self.lists[rule as usize]
    }

    /// Sets the rule's list option.
    pub fn set_list(&mut self, rule: Rule, list: Vec<String>) {
        self.lists[rule as usize] = list;
    }
}
