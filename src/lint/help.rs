//! What each rule is about, for those who meet one of its findings: what it reports and why, an example, options.

mod english;
mod french;

use super::Rule;
use crate::messages::Locale;

/// About one rule. Markdown, one line each, but for the examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    /// What it reports.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// Of the glossary in which the example holds.
    pub glossary: &'static str,
    /// A text with a finding.
    pub bad: &'static str,
    /// The text without.
    pub good: &'static str,
    /// Its options beside `severity`: name and meaning.
    pub option: Option<(&'static str, &'static str)>,
}

impl Rule {
    /// What the rule is about.
    pub fn help(self, locale: Locale) -> Help {
        match locale {
            Locale::English => english::help(self),
            Locale::French => french::help(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::findings_in;
    use super::*;
    use crate::lint::{Finding, Rules};

    #[test]
    fn examples_are_what_they_say() {
        for (rule, locale) in Rule::ALL.into_iter().flat_map(|rule| [(rule, Locale::English), (rule, Locale::French)]) {
            let help = rule.help(locale);
            let mut rules = Rules::default();
            rules.set(rule, Some(rule.default_severity()));
            let language = if locale == Locale::French { "fr" } else { "en" };
            let glossary = format!("---\nlanguage: {language}\n---\n### E\n\n{}\n\nA.\n", help.glossary);
            let found = |text: &str| -> Vec<Finding> {
                let found = findings_in(&glossary, text, language, &rules);
                found.into_iter().filter(|finding| finding.rule == rule).collect()
            };
            // What no text uses is not said of a text; `term` points out what is good.
            if rule != Rule::UnusedTerm {
                assert_eq!(found(help.bad).len(), 1, "{} {locale:?}", rule.id());
                assert_eq!(found(help.good).len(), usize::from(rule == Rule::Term), "{} {locale:?}", rule.id());
            }
            assert_eq!(help.option.map(|(name, _)| name), rule.list_option().or((rule == Rule::Term).then_some("occurrences")));
            assert!(!help.what.is_empty() && !help.why.is_empty());
        }
    }
}
