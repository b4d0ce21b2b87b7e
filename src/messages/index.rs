//! What is said of the uses of terms in a workspace, and why a form cannot be renamed, each sentence beside its translation.

use super::{Locale, plural, pluriel};

/// The uses of terms, and renaming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexMessage {
    /// The title of the progress while texts are read.
    Reading,
    /// How often the terms of an entry are used.
    Used {
        /// Marks.
        uses: usize,
        /// Texts.
        files: usize,
    },
    /// The terms of an entry are used nowhere.
    NeverUsed,
    /// The user stopped the reading of the texts, so that nobody knows how often.
    NotCounted,
    // Why not to rename.
    /// No form stands at the place.
    NoForm,
    /// The place is in a glossary and is something else than a form.
    NotAForm,
    /// The form is one of the glossary that the program brings.
    Embedded,
    /// The glossary's file must not be written.
    ReadOnly {
        /// The file.
        path: String,
    },
    /// The glossary is not as it was.
    GlossaryChanged {
        /// The file.
        path: String,
    },
    /// The new name is empty.
    EmptyName,
    /// What was given is not one form as the glossary's format has them.
    NotOneForm {
        /// What was given.
        name: String,
    },
    /// Only a part of the form stands inside its marks.
    PartlyMarked {
        /// The form, as the glossary writes it.
        form: String,
    },
    /// Another term has the form.
    OtherTerm {
        /// The form.
        form: String,
        /// The other term's id.
        term: String,
        /// Its glossary's file.
        path: String,
    },
    /// The term has the form already.
    SameTerm {
        /// The form.
        form: String,
    },
    /// An inflection whose counterpart is not known.
    UnknownInflection {
        /// As written in the text.
        written: String,
        /// What was given.
        name: String,
    },
    /// A word before the form depends on its sound or gender.
    UnknownElision {
        /// The form as written in the text, with the word before.
        written: String,
    },
    /// The user stopped the reading of the texts.
    NotRead,
}

impl IndexMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        use IndexMessage::*;
        match self {
            Reading => "Reading the texts".to_owned(),
            Used { uses, files } => format!("{uses} use{} in {files} file{}", plural(*uses), plural(*files)),
            NeverUsed => "never used".to_owned(),
            NotCounted => "uses not counted".to_owned(),
            NoForm => "no term is marked here: expected a marked word of a text, or a form in a glossary".to_owned(),
            NotAForm => "this is not a form: expected one of those that a term block lists, as behind `fr :`".to_owned(),
            Embedded => "this form is one of the glossary that comes with Glossator, which cannot be changed".to_owned(),
            ReadOnly { path } => format!("{path}: the glossary is read-only, so its form cannot be renamed"),
            GlossaryChanged { path } => format!("{path}: the glossary has changed and has no such form any more; ask again"),
            EmptyName => "a form needs at least one letter or digit".to_owned(),
            NotOneForm { name } => format!(
                "“{name}” is not one form: expected words without comma, ` · `, arrow or open marks, with `(x)` for letters that may be missing"
            ),
            PartlyMarked { form } => {
                format!("“{form}”: only a part of this form stands inside its marks; rename it in the glossary’s text")
            }
            OtherTerm { form, term, path } => format!("“{form}” is a form of the term `{term}` already ({path})"),
            SameTerm { form } => format!("“{form}” is another form of this term already"),
            UnknownInflection { written, name } => format!(
                "no rule says how “{written}” is to be written with “{name}”: give the plural too, as in `word(s)`, or change this place first"
            ),
            UnknownElision { written } => {
                format!("no rule says which word goes before the new form in “{written}”: change this place first")
            }
            NotRead => "the reading of the texts was stopped, so that not all places are known; ask again to have them read".to_owned(),
        }
    }

    fn french(&self) -> String {
        use IndexMessage::*;
        match self {
            Reading => "Lecture des textes".to_owned(),
            Used { uses, files } => format!("{uses} emploi{} dans {files} fichier{}", pluriel(*uses), pluriel(*files)),
            NeverUsed => "jamais employé".to_owned(),
            NotCounted => "emplois non comptés".to_owned(),
            NoForm => "aucun terme n’est marqué ici : il faut un mot marqué d’un texte, ou une forme dans un glossaire".to_owned(),
            NotAForm => {
                "ce n’est pas une forme : il faut une de celles qu’un bloc de terme énumère, par exemple derrière `fr :`".to_owned()
            }
            Embedded => "cette forme est celle du glossaire fourni avec Glossator, qui ne peut pas être modifié".to_owned(),
            ReadOnly { path } => format!("{path} : ce glossaire est en lecture seule ; sa forme ne peut pas être renommée"),
            GlossaryChanged { path } => format!("{path} : ce glossaire a changé et n’a plus cette forme ; recommencez"),
            EmptyName => "une forme a besoin d’au moins une lettre ou un chiffre".to_owned(),
            NotOneForm { name } => format!(
                "« {name} » n’est pas une forme : il faut des mots sans virgule, ` · `, flèche ni marque ouverte, avec `(x)` pour des lettres facultatives"
            ),
            PartlyMarked { form } => {
                format!("« {form} » : une partie seulement de cette forme est entre ses marques ; renommez-la dans le texte du glossaire")
            }
            OtherTerm { form, term, path } => format!("« {form} » est déjà une forme du terme `{term}` ({path})"),
            SameTerm { form } => format!("« {form} » est déjà une autre forme de ce terme"),
            UnknownInflection { written, name } => format!(
                "aucune règle ne dit comment écrire « {written} » avec « {name} » : donnez aussi le pluriel, comme dans `mot(s)`, ou changez d’abord cet endroit"
            ),
            UnknownElision { written } => {
                format!("aucune règle ne dit quel mot va devant la nouvelle forme dans « {written} » : changez d’abord cet endroit")
            }
            NotRead => {
                "la lecture des textes a été arrêtée : certains emplacements ne sont pas connus ; recommencez pour la reprendre".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (uses, files, english, french) in
            [(1, 1, "1 use in 1 file", "1 emploi dans 1 fichier"), (12, 4, "12 uses in 4 files", "12 emplois dans 4 fichiers")]
        {
            let message = IndexMessage::Used { uses, files };
            assert_eq!((message.say(Locale::English).as_str(), message.say(Locale::French).as_str()), (english, french));
        }
    }
}
