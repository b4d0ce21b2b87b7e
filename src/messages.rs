//! Every sentence the tool says to a person, in French and in English.
//!
//! A message is data until it is shown: the core says *what* ([`Message`]), the shells say it in the reader's language
//! ([`Message::say`]). French sentences use typographic apostrophes, guillemets and no-break spaces as a French writer would.

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
}

/// One sentence with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// A term block has no id.
    TermWithoutId,
}

impl Message {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        let (english, french) = match self {
            Self::TermWithoutId => (
                "a term block needs an id: expected `**term some-id**`".to_owned(),
                "un bloc de terme a besoin d’un identifiant : attendu `**terme un-identifiant**`".to_owned(),
            ),
        };
        match locale {
            Locale::English => english,
            Locale::French => french,
        }
    }
}
