//! What is wrong with the files of a workspace, each sentence beside its translation.

use super::Locale;

/// A file that is not what it seems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpaceMessage {
    /// A path in settings leads out of the workspace through a symbolic link.
    GlossaryLeadsOut {
        /// As written.
        path: String,
        /// Where it leads.
        target: String,
    },
    /// A glossary that was found is a symbolic link out of the workspace.
    LinkLeadsOut {
        /// The file.
        path: String,
        /// Where it leads.
        target: String,
    },
}

use SpaceMessage::*;

impl SpaceMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        locale.say(self, Self::english, Self::french)
    }

    fn english(&self) -> String {
        match self {
            GlossaryLeadsOut { path, target } => {
                format!("“{path}” leads out of the workspace, to {target}, and is not read; expected a file of the workspace")
            }
            LinkLeadsOut { path, target } => {
                format!(
                    "{path}: this symbolic link leads out of the workspace, to {target}, and is not read; expected a file of the workspace"
                )
            }
        }
    }

    fn french(&self) -> String {
        match self {
            GlossaryLeadsOut { path, target } => {
                format!(
                    "« {path} » sort de l’espace de travail, vers {target}, et n’est pas lu ; il faut un fichier de l’espace de travail"
                )
            }
            LinkLeadsOut { path, target } => {
                format!(
                    "{path} : ce lien symbolique sort de l’espace de travail, vers {target}, et n’est pas lu ; il faut un fichier de l’espace de travail"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_path_and_its_target() {
        let (path, target) = ("docs/x.md".to_owned(), "/etc/y".to_owned());
        for message in [GlossaryLeadsOut { path: path.clone(), target: target.clone() }, LinkLeadsOut { path, target }] {
            for locale in [Locale::English, Locale::French] {
                let said = message.say(locale);
                assert!(said.contains("docs/x.md") && said.contains("/etc/y"), "{said}");
                assert!(![" ;", " :", "« ", " »"].iter().any(|it| said.contains(it)), "breaking spaces: {said}");
            }
        }
    }
}
