//! Languages of forms and texts.

use std::fmt;

/// A language by its BCP 47 tag, normalised to lower case (`fr`, `en`, `pt-br`). Comparison for matching looks at the primary
/// subtag only: see [`Language::same`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

impl Language {
    /// Reads a BCP 47 tag, or `None` where `tag` is not shaped like one: a primary subtag of two or three letters, then
    /// subtags of one to eight letters or digits (RFC 5646 §2.1, without the registry).
    pub fn parse(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let primary_fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let rest_fits =
            subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        (primary_fits && rest_fits).then(|| Self(tag.to_ascii_lowercase().into()))
    }

    /// French.
    pub fn french() -> Self {
        Self("fr".into())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The whole tag, in lower case.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `pt` of `pt-br`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether a text in one may use a form of the other: same primary subtag.
    pub fn same(&self, other: &Self) -> bool {
        self.primary() == other.primary()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (tag, expected) in [
            ("fr", Some("fr")),
            ("FR-CA", Some("fr-ca")),
            ("pt-BR", Some("pt-br")),
            ("zh-Hant-TW", Some("zh-hant-tw")),
            ("f", None),
            ("voir", None),
            ("fr_CA", None),
            ("fr-", None),
            ("", None),
        ] {
            assert_eq!(Language::parse(tag).as_ref().map(Language::tag), expected, "{tag}");
        }
    }
}
