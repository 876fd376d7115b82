//! Writes what was made: to standard output, or to a file that is never seen half written.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use journey_model::configuration::FILE_NAME;
use journey_workspace::reason;
use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::terminal::Terminal;

/// Writes what people read to standard output, with colours only where they are wanted. A reader that has seen enough
/// (`| head`) is no failure.
pub(crate) fn to_standard_output(
    terminal: &Terminal,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    write_all(terminal.out(), write)
}

/// Writes what programs read, or what is to become a file, to standard output: every byte as it is, those that a terminal
/// would take for colours too.
pub(crate) fn data_to_standard_output(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    write_all(io::BufWriter::with_capacity(1 << 16, io::stdout().lock()), write)
}

fn write_all(mut out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("the output could not be written: {}", reason(&error))))
        }
        _ => Ok(()),
    }
}

/// Refuses to write a report over what people write.
pub(crate) fn refuse_sources(path: &Path) -> Result<(), Failure> {
    let is_source = |path: &Path| {
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("journey") || extension == "toml")
            || path.file_name().is_some_and(|name| name == FILE_NAME)
    };
    // A link is written through.
    if is_source(path) || fs::canonicalize(path).is_ok_and(|place| is_source(&place)) {
        return Err(Failure::new(format!("{} would be overwritten with what is printed", path.display()))
            .help("Name another file behind --output."));
    }
    Ok(())
}

/// As [`to_file`], for what is made from sources and can be made again: leaves a file alone that
/// has this text already, so that nobody builds anew what depends on it, and does not wait for the disk.
pub(crate) fn to_derived_file(path: &Path, text: &str) -> Result<(), Failure> {
    // What cannot be read is told when it cannot be written either.
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    write(path, text, Durability::UpToTheSystem)
}

/// Writes a file in one step: whoever opens it sees the old text or the new one. Where the path leads to something
/// that is not a file, such as a pipe, it is written to as usual.
pub(crate) fn to_file(path: &Path, text: &str) -> Result<(), Failure> {
    write(path, text, Durability::OnTheDisk)
}

/// When a file counts as written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// When it would be there after a power failure.
    OnTheDisk,
    /// When every other program sees it.
    UpToTheSystem,
}

fn write(path: &Path, text: &str, durability: Durability) -> Result<(), Failure> {
    let failed = |error: &io::Error| {
        let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let failure = Failure::new(format!("cannot write {}: {}", path.display(), reason(error))).about(folder);
        match error.kind() {
            io::ErrorKind::NotFound => failure.help("Make the folder first, or name another one."),
            _ => failure,
        }
    };
    // A link stays a link: what it leads to is replaced.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&place) {
        Ok(there) if there.is_file() => replace(&place, text, Some(there.permissions()), durability),
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => fs::write(&place, text),
        Err(_) => replace(&place, text, None, durability),
    }
    .map_err(|error| failed(&error))
}

fn replace(path: &Path, text: &str, permissions: Option<fs::Permissions>, durability: Durability) -> io::Result<()> {
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let staged = stage_unsynced(path, text, permissions)?;
    if durability == Durability::OnTheDisk {
        staged.as_file().sync_all()?;
    }
    persist(staged, path)
}

/// Writes a file beside `path`, to take its place later; until then it goes away by itself.
pub(crate) fn stage(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<NamedTempFile> {
    let staged = stage_unsynced(path, text, permissions)?;
    staged.as_file().sync_all()?;
    Ok(staged)
}

fn stage_unsynced(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".journey-");
    // Temporary files are private; this one will be as readable as any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        #[cfg(unix)]
        keep_owner(path, file.as_file())?;
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file)
}

/// Gives a new file the owner and the group of the one whose place it will take. Who may not do that would lock others
/// out of a file that they share.
#[cfg(unix)]
fn keep_owner(path: &Path, new: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (there, ours) = (fs::metadata(path)?, new.metadata()?);
    let owner = (there.uid() != ours.uid()).then_some(there.uid());
    let group = (there.gid() != ours.gid()).then_some(there.gid());
    if owner.is_none() && group.is_none() {
        return Ok(());
    }
    fchown(new, owner, group).map_err(|_| {
        io::Error::other("it belongs to somebody else, and only they can replace it without taking it over")
    })
}

/// Puts a file that was written beside `path` in its place.
pub(crate) fn persist(staged: NamedTempFile, path: &Path) -> io::Result<()> {
    staged.persist(path).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.mmd");
        to_file(&path, "one\n").unwrap();
        to_file(&path, "two\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("shop.mmd"), folder.path().join("link.mmd"));
        to_file(&path, "one\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o600, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        // Whoever may give files away gives this one to somebody else.
        let _ = std::os::unix::fs::chown(&path, Some(1000), Some(2000));
        let owner = |path: &Path| fs::metadata(path).map(|about| (about.uid(), about.gid())).unwrap();
        let before = owner(&path);
        std::os::unix::fs::symlink(&path, &link).unwrap();
        to_file(&link, "two\n").unwrap();
        assert_eq!(owner(&path), before);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let failure = to_file(&folder.path().join("no").join("shop.mmd"), "").unwrap_err();
        assert!(failure.message.ends_with("there is no such file or folder"), "{failure}");
        let failure = to_file(folder.path(), "").unwrap_err();
        assert!(failure.message.ends_with("it is a folder"), "{failure}");
    }
}
