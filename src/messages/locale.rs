//! The languages in which the tool speaks.

/// The language in which the tool speaks to its user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English, also for any language the tool does not speak.
    #[default]
    English,
    /// French.
    French,
}

impl Locale {
    /// From a BCP 47 tag (`fr-FR`) or a POSIX locale name (`fr_FR.UTF-8`).
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("fr") { Self::French } else { Self::English }
    }

    /// A message in this language.
    pub(super) fn say<T>(self, message: &T, english: fn(&T) -> String, french: fn(&T) -> String) -> String {
        self.choose(english, french)(message)
    }

    /// What is said in this language.
    pub(super) fn choose<T>(self, english: T, french: T) -> T {
        match self {
            Self::English => english,
            Self::French => french,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        for (tag, expected) in [
            ("fr", Locale::French),
            ("fr-CA", Locale::French),
            ("fr_FR.UTF-8", Locale::French),
            ("C", Locale::English),
            ("", Locale::English),
            ("frr", Locale::English),
        ] {
            assert_eq!(Locale::from_tag(tag), expected, "{tag}");
        }
    }
}
