//! The words of the page that `report` writes, each beside its translation.

use super::{Locale, SystemError, list, plural, pluriel};

/// Words and phrases of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyMessage {
    /// Over the page: the glossaries' titles.
    Title(Vec<String>),
    /// The BCP 47 tag of the page.
    Tag,
    /// The field that searches.
    Search,
    /// Where a search finds nothing.
    NothingFound,
    /// A count above [`SurveyMessage::Terms`] and its like.
    Number(usize),
    /// So many terms.
    Terms(usize),
    /// So many uses.
    Uses(usize),
    /// So many texts.
    Texts(usize),
    /// So many terms that nobody uses.
    Unused(usize),
    /// So many terms in mixed forms.
    Mixed(usize),
    /// So many acronyms without an explanation.
    Acronyms(usize),
    /// Uses by section.
    BySection,
    /// Uses by folder.
    ByFolder,
    /// The texts of the top folder.
    TopFolder,
    /// The terms used most.
    MostUsed,
    /// The glossary.
    Glossary,
    /// Mixed forms.
    MixedHeading,
    /// What to do about them.
    MixedHelp,
    /// Terms that no text uses.
    UnusedHeading,
    /// What to do about them.
    UnusedHelp,
    /// Acronyms without an explanation.
    AcronymsHeading,
    /// What to do about them.
    AcronymsHelp,
    /// The texts.
    TextsHeading,
    /// There is nothing to tell.
    None,
    /// A term is used so often, in so many texts.
    UsedIn {
        /// Marks.
        uses: usize,
        /// Texts.
        files: usize,
    },
    /// A term is used nowhere.
    NeverUsed,
    /// A term is not marked in texts.
    NotMarked,
    /// The answer of an entry, to be opened.
    Answer,
    /// Column: a term.
    Term,
    /// Column: forms.
    Forms,
    /// Column: a text.
    Text,
    /// Column: an acronym.
    Acronym,
    /// Column: marks.
    UsesColumn,
    /// Column: different terms.
    TermsColumn,
    /// A page or its data was written.
    Written {
        /// The file.
        path: String,
    },
    /// A page or its data could not be written.
    NotWritten {
        /// The file.
        path: String,
        /// What the system says.
        reason: SystemError,
    },
}

use SurveyMessage::*;

impl SurveyMessage {
    /// The words in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        let fixed = match self {
            Title(titles) if titles.is_empty() => "Glossary",
            Title(titles) => return list(titles, "", "", "and"),
            Tag => "en",
            Search => "Search the glossary",
            NothingFound => "No entry has these words.",
            Number(count) => return grouped(*count, ','),
            Terms(count) => return format!("term{}", plural(*count)),
            Uses(count) => return format!("use{}", plural(*count)),
            Texts(count) => return format!("text{}", plural(*count)),
            Unused(_) => "never used",
            Mixed(_) => "in mixed forms",
            Acronyms(count) => return format!("unexplained acronym{}", plural(*count)),
            BySection => "Uses by section",
            ByFolder => "Uses by folder",
            TopFolder => "all texts",
            MostUsed => "Used most",
            Glossary => "The glossary",
            MixedHeading => "Mixed forms",
            MixedHelp => "Some texts write these terms in several ways. Choose one and say so in the glossary.",
            UnusedHeading => "Terms that no text uses",
            UnusedHelp => "They may be there for readers, or they may be out of date.",
            AcronymsHeading => "Acronyms without an explanation",
            AcronymsHelp => "Neither a glossary nor the text explains them.",
            TextsHeading => "The texts",
            None => "None.",
            UsedIn { uses, files } => {
                let (of, of_files) = (grouped(*uses, ','), grouped(*files, ','));
                return format!("{of} use{} in {of_files} text{}", plural(*uses), plural(*files));
            }
            NeverUsed => "never used",
            NotMarked => "not marked in texts",
            Answer => "Answer",
            Term => "Term",
            Forms => "Forms",
            Text => "Text",
            Acronym => "Acronym",
            UsesColumn => "Uses",
            TermsColumn => "Terms",
            Written { path } => return format!("{path}: written"),
            NotWritten { path, reason } => return format!("{path}: cannot be written: {}", reason.say(Locale::English)),
        };
        fixed.to_owned()
    }

    fn french(&self) -> String {
        let fixed = match self {
            Title(titles) if titles.is_empty() => "Glossaire",
            Title(titles) => return list(titles, "", "", "et"),
            Tag => "fr",
            Search => "Chercher dans le glossaire",
            NothingFound => "Aucune entrée ne contient ces mots.",
            Number(count) => return grouped(*count, '\u{202F}'),
            Terms(count) => return format!("terme{}", pluriel(*count)),
            Uses(count) => return format!("emploi{}", pluriel(*count)),
            Texts(count) => return format!("texte{}", pluriel(*count)),
            Unused(count) => return format!("jamais employé{}", pluriel(*count)),
            Mixed(_) => "aux formes mêlées",
            Acronyms(count) => return format!("sigle{0} sans explication", pluriel(*count)),
            BySection => "Emplois par section",
            ByFolder => "Emplois par dossier",
            TopFolder => "tous les textes",
            MostUsed => "Les plus employés",
            Glossary => "Le glossaire",
            MixedHeading => "Formes mêlées",
            MixedHelp => "Des textes écrivent ces termes de plusieurs façons. Choisir une forme, et le dire dans le glossaire.",
            UnusedHeading => "Termes qu’aucun texte n’emploie",
            UnusedHelp => "Ils servent peut-être à qui lit le glossaire, ou n’ont plus lieu d’être.",
            AcronymsHeading => "Sigles sans explication",
            AcronymsHelp => "Ni le glossaire ni le texte ne les expliquent.",
            TextsHeading => "Les textes",
            None => "Aucun.",
            UsedIn { uses, files } => {
                let (of, of_files) = (grouped(*uses, '\u{202F}'), grouped(*files, '\u{202F}'));
                return format!("{of} emploi{} dans {of_files} texte{}", pluriel(*uses), pluriel(*files));
            }
            NeverUsed => "jamais employé",
            NotMarked => "non marqué dans les textes",
            Answer => "Réponse",
            Term => "Terme",
            Forms => "Formes",
            Text => "Texte",
            Acronym => "Sigle",
            UsesColumn => "Emplois",
            TermsColumn => "Termes",
            Written { path } => return format!("{path} : écrit"),
            NotWritten { path, reason } => return format!("{path} : écriture impossible : {}", reason.say(Locale::French)),
        };
        fixed.to_owned()
    }
}

/// A number in groups of three digits.
fn grouped(number: usize, separator: char) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (number, english, french) in
            [(0, "0", "0"), (999, "999", "999"), (1_000, "1,000", "1\u{202F}000"), (1_234_567, "1,234,567", "1\u{202F}234\u{202F}567")]
        {
            assert_eq!((Number(number).say(Locale::English).as_str(), Number(number).say(Locale::French).as_str()), (english, french));
        }
        assert_eq!(UsedIn { uses: 1, files: 1 }.say(Locale::French), "1 emploi dans 1 texte");
        assert_eq!(UsedIn { uses: 12, files: 4 }.say(Locale::English), "12 uses in 4 texts");
    }
}
