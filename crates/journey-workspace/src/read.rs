//! Reads a file as text, and says in plain words why one cannot be read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::decode::{Decoded, decode};
use crate::refusal::reason;

/// The first size that is too large, in bytes: places in a text are counted in 32 bits.
const LIMIT: u64 = u32::MAX as u64;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is a link to a file that is not there.
    LinkToNothing,
    /// It is not there (any more).
    Gone,
    /// It has 4 GiB or more: so many bytes at least.
    TooLarge(u64),
    /// The system refuses, for this reason: a part of a sentence, to stand behind a colon.
    Refused(String),
}

impl ReadError {
    /// What is wrong: one sentence without its full stop. `shown` is what people call the file.
    pub fn message(&self, shown: &str) -> String {
        match self {
            Self::LinkToNothing => format!("{shown} is a link to a file that is not there"),
            Self::Gone => format!("{shown} was here a moment ago and is gone"),
            Self::TooLarge(bytes) => {
                let size = *bytes as f64 / f64::from(1 << 30);
                format!("{shown} is too large: {size:.1} GiB, and a file must be smaller than 4 GiB")
            }
            Self::Refused(reason) => format!("cannot read {shown}: {reason}"),
        }
    }

    fn of(error: &io::Error, path: &Path) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound if path.is_symlink() => Self::LinkToNothing,
            io::ErrorKind::NotFound => Self::Gone,
            _ => Self::Refused(reason(error)),
        }
    }
}

/// The text of a file that was found a moment ago.
///
/// # Errors
/// Where it has vanished, is too large, or the system refuses. Wrong encodings are no error: see [`Decoded`].
pub fn read_file(path: &Path) -> Result<Decoded, ReadError> {
    let failed = |error: &io::Error| ReadError::of(error, path);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let length = file.metadata().map_err(|error| failed(&error))?.len();
    if length >= LIMIT {
        return Err(ReadError::TooLarge(length));
    }
    // A little more than there is: the end is then seen without another round.
    read(file, usize::try_from(length).unwrap_or(0) + 1)
}

/// The text of something that is no file, such as standard input.
///
/// # Errors
/// As for [`read_file`].
pub fn read_text(source: impl Read) -> Result<Decoded, ReadError> {
    read(source, 0)
}

fn read(source: impl Read, capacity: usize) -> Result<Decoded, ReadError> {
    let mut bytes = Vec::with_capacity(capacity);
    // It may grow while it is read, and pipes have no length.
    source.take(LIMIT).read_to_end(&mut bytes).map_err(|error| ReadError::Refused(reason(&error)))?;
    if bytes.len() as u64 >= LIMIT {
        return Err(ReadError::TooLarge(LIMIT));
    }
    let decoded = decode(bytes);
    let length = decoded.text.len() as u64;
    if length >= LIMIT { Err(ReadError::TooLarge(length)) } else { Ok(decoded) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_vanished_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_file(&folder.path().join("a.journey")).unwrap_err();
        assert_eq!(error.message("a.journey"), "a.journey was here a moment ago and is gone");
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_before_it_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(5 << 30).unwrap();
        let error = read_file(file.path()).unwrap_err();
        let told = "big.journey is too large: 5.0 GiB, and a file must be smaller than 4 GiB";
        assert_eq!(error.message("big.journey"), told);
    }

    #[test]
    fn a_folder_is_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_file(folder.path()).unwrap_err();
        assert_eq!(error.message("maps"), "cannot read maps: it is a folder");
    }

    #[test]
    fn what_is_no_file_is_read_to_its_end() {
        let decoded = read_text("\u{FEFF}a\r\n".as_bytes()).unwrap();
        assert_eq!(decoded.text, "\u{FEFF}a\r\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_and_a_link_to_itself_are_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journey");
        std::os::unix::fs::symlink("nowhere.journey", &path).unwrap();
        let error = read_file(&path).unwrap_err();
        assert_eq!(error.message("a.journey"), "a.journey is a link to a file that is not there");
        let round = folder.path().join("round.journey");
        std::os::unix::fs::symlink("round.journey", &round).unwrap();
        let error = read_file(&round).unwrap_err();
        assert!(matches!(&error, ReadError::Refused(reason) if !reason.is_empty()), "{error:?}");
    }
}
