//! `glossator init`: a configuration and a glossary to start from. What exists is never touched.

use std::io;
use std::path::Path;

use super::output;
use super::{Outcome, Surroundings};
use crate::config::FILE_NAME;
use crate::messages::{ActionMessage, LintMessage, Locale, Message};
use crate::workspace;

const GLOSSARY: &str = "glossary/starter.glossary.md";

pub(super) fn run(surroundings: &Surroundings) -> Outcome {
    let (config, glossary) = match surroundings.locale {
        Locale::French => (include_str!("init/glossator.fr.toml"), include_str!("init/starter.fr.glossary.md")),
        Locale::English => (include_str!("init/glossator.en.toml"), include_str!("init/starter.en.glossary.md")),
    };
    let mut outcome = Outcome::Failure;
    for (name, text) in [(FILE_NAME, config), (GLOSSARY, glossary)] {
        match write(&surroundings.folder, name, text) {
            Ok(message) => {
                output::remark(&message.say(surroundings.locale));
                outcome = Outcome::Clean;
            }
            Err(message) => output::tell_failure(&message, surroundings.locale),
        }
    }
    outcome
}

fn write(folder: &Path, name: &str, text: &str) -> Result<Message, Message> {
    let (path, file) = (name.to_owned(), folder.join(name));
    if !workspace::is_inside(folder, &file) {
        return Err(ActionMessage::OutsideFolder { path }.into());
    }
    match workspace::write::create(&file, text.as_bytes()) {
        Ok(()) => Ok(LintMessage::Written { path }.into()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(LintMessage::Exists { path }.into()),
        Err(error) => Err(LintMessage::NotWritten { path, reason: error.into() }.into()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{config, glossary};

    #[test]
    fn what_it_writes_is_right_also_with_the_comments_taken_away() {
        for text in [include_str!("init/glossator.fr.toml"), include_str!("init/glossator.en.toml")] {
            assert_eq!(config::from_toml(text), (config::Config::default(), vec![]));
            let uncommented: String = text.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n").collect();
            let (config, problems) = config::from_toml(&uncommented);
            assert_eq!(problems, []);
            assert!(config.glossaries.is_some() && config.files.formats.is_some() && config.overrides.len() == 1, "{uncommented}");
        }
        for text in [include_str!("init/starter.fr.glossary.md"), include_str!("init/starter.en.glossary.md")] {
            assert_eq!(glossary::read(text).1, []);
        }
    }
}
