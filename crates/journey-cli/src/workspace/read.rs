//! Reads files, and says in plain words why one cannot be read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::decode::{Decoded, decode};
use crate::failure::{Failure, reason};

/// The first size that is too large, in bytes: places in a text are counted in 32 bits.
const LIMIT: u64 = u32::MAX as u64;

/// The text of a file. `shown` is its path as people see it.
pub(super) fn read_file(path: &Path, shown: &str) -> Result<Decoded, Failure> {
    let failed = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => {
            Failure::new(format!("{shown} is a link to a file that is not there")).help("Mend the link, or remove it.")
        }
        io::ErrorKind::NotFound => Failure::new(format!("{shown} was here a moment ago and is gone"))
            .help("Somebody moved or deleted it while it was being checked. Run the command again."),
        _ => Failure::new(format!("cannot read {shown}: {}", reason(error))),
    };
    let file = File::open(path).map_err(|error| failed(&error))?;
    let length = file.metadata().map_err(|error| failed(&error))?.len();
    if length >= LIMIT {
        return Err(too_large(shown, length));
    }
    // A little more than there is: the end is then seen without another round.
    let capacity = usize::try_from(length).unwrap_or(0) + 1;
    read(file, shown, capacity).unwrap_or_else(|error| Err(failed(&error)))
}

/// The text of standard input.
pub(super) fn read_standard_input(shown: &str) -> Result<Decoded, Failure> {
    let failed = |error: &io::Error| Failure::new(format!("cannot read standard input: {}", reason(error)));
    read(io::stdin().lock(), shown, 0).unwrap_or_else(|error| Err(failed(&error)))
}

fn read(source: impl Read, shown: &str, capacity: usize) -> io::Result<Result<Decoded, Failure>> {
    let mut bytes = Vec::with_capacity(capacity);
    // It may grow while it is read, and pipes have no length.
    source.take(LIMIT).read_to_end(&mut bytes)?;
    if bytes.len() as u64 >= LIMIT {
        return Ok(Err(too_large(shown, LIMIT)));
    }
    let decoded = decode(bytes);
    let length = decoded.text.len() as u64;
    Ok(if length >= LIMIT { Err(too_large(shown, length)) } else { Ok(decoded) })
}

fn too_large(shown: &str, length: u64) -> Failure {
    let size = length as f64 / f64::from(1 << 30);
    Failure::new(format!("{shown} is too large: {size:.1} GiB, and a file must be smaller than 4 GiB"))
        .help("Is it really a file of journeys? If so, cut it in several: all files of a project see each other.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_vanished_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let failure = read_file(&folder.path().join("a.journey"), "a.journey").unwrap_err();
        assert_eq!(failure.message, "a.journey was here a moment ago and is gone");
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_before_it_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(5 << 30).unwrap();
        let failure = read_file(file.path(), "big.journey").unwrap_err();
        assert_eq!(failure.message, "big.journey is too large: 5.0 GiB, and a file must be smaller than 4 GiB");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journey");
        std::os::unix::fs::symlink("nowhere.journey", &path).unwrap();
        let failure = read_file(&path, "a.journey").unwrap_err();
        assert_eq!(failure.message, "a.journey is a link to a file that is not there");
    }
}
