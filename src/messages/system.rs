//! What the system says when it refuses something, in the user's language.

use std::io::{self, ErrorKind};

use super::Locale;

/// Why the system refused to read, write or run something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemError {
    /// For a reason that has a name.
    Kind(ErrorKind),
    /// A pipe or a device stands where a file was expected.
    NotAFile,
    /// For another reason, as the system words it.
    Raw(String),
}

impl From<&io::Error> for SystemError {
    fn from(error: &io::Error) -> Self {
        if sentences(error.kind()).is_some() { Self::Kind(error.kind()) } else { Self::Raw(error.to_string()) }
    }
}

impl From<io::Error> for SystemError {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
    }
}

impl SystemError {
    /// The reason in `locale`, to stand behind a colon.
    pub fn say(&self, locale: Locale) -> String {
        let (english, french) = match self {
            Self::NotAFile => ("not a regular file", "ce n’est pas un fichier ordinaire"),
            Self::Kind(kind) => match sentences(*kind) {
                Some(sentences) => sentences,
                None => return kind.to_string(),
            },
            Self::Raw(text) => return text.clone(),
        };
        locale.choose(english, french).to_owned()
    }
}

fn sentences(kind: ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::NotFound => ("no such file or folder", "aucun fichier ni dossier de ce nom"),
        ErrorKind::PermissionDenied => ("permission denied", "droits insuffisants"),
        ErrorKind::AlreadyExists => ("exists already", "existe déjà"),
        ErrorKind::IsADirectory => ("this is a folder", "c’est un dossier"),
        ErrorKind::NotADirectory => ("a part of the path is no folder", "un élément du chemin n’est pas un dossier"),
        ErrorKind::DirectoryNotEmpty => ("the folder is not empty", "le dossier n’est pas vide"),
        ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", "le système de fichiers est en lecture seule"),
        ErrorKind::StorageFull => ("no space left on the device", "il n’y a plus de place sur le disque"),
        ErrorKind::QuotaExceeded => ("the disk quota is used up", "le quota de disque est épuisé"),
        ErrorKind::FileTooLarge => ("the file is too large", "le fichier est trop grand"),
        ErrorKind::InvalidFilename => ("the file name is invalid or too long", "le nom du fichier est invalide ou trop long"),
        ErrorKind::InvalidInput => ("the path is invalid", "le chemin est invalide"),
        ErrorKind::InvalidData => ("the data is invalid", "les données sont invalides"),
        ErrorKind::UnexpectedEof => ("the file ends too early", "le fichier se termine trop tôt"),
        ErrorKind::ResourceBusy => ("the file is in use", "le fichier est en cours d’utilisation"),
        ErrorKind::ExecutableFileBusy => ("the program is running", "le programme est en cours d’exécution"),
        ErrorKind::CrossesDevices => ("the two places are on different devices", "les deux emplacements sont sur des disques différents"),
        ErrorKind::StaleNetworkFileHandle => ("the network share does not answer", "le partage réseau ne répond plus"),
        ErrorKind::TimedOut => ("it took too long", "le délai est dépassé"),
        ErrorKind::Interrupted => ("interrupted", "opération interrompue"),
        ErrorKind::BrokenPipe => ("nobody reads on", "plus personne ne lit"),
        ErrorKind::OutOfMemory => ("out of memory", "mémoire insuffisante"),
        ErrorKind::Unsupported => ("not supported here", "opération impossible ici"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons() {
        for (error, english, french) in [
            (ErrorKind::NotFound.into(), "no such file or folder", "aucun fichier ni dossier de ce nom"),
            (ErrorKind::PermissionDenied.into(), "permission denied", "droits insuffisants"),
            (io::Error::from_raw_os_error(28), "no space left on the device", "il n’y a plus de place sur le disque"),
            (
                io::Error::from_raw_os_error(40),
                "Too many levels of symbolic links (os error 40)",
                "Too many levels of symbolic links (os error 40)",
            ),
            (io::Error::other("raw"), "raw", "raw"),
        ] {
            let error = SystemError::from(error);
            assert_eq!((error.say(Locale::English).as_str(), error.say(Locale::French).as_str()), (english, french));
        }
    }
}
