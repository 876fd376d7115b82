//! Rewrites files that people wrote: only what was read is replaced, only where it belongs, and nothing is ever half done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use journey_workspace::{Encoding, ReadError, reason};

use crate::failure::Failure;
use crate::output::{persist, stage};

/// A file as it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Original<'f> {
    /// Its absolute path.
    pub(crate) path: &'f Path,
    /// Its path as people see it.
    pub(crate) shown: &'f str,
    /// The folder of its project, absolute.
    pub(crate) root: &'f Path,
    /// How its bytes became the text.
    pub(crate) encoding: &'f Encoding,
    /// What it held.
    pub(crate) text: &'f str,
}

/// Whether the file could be rewritten, as far as that can be told before. For changes of several files that belong
/// together: none of them is begun where one could not be made.
///
/// # Errors
/// As [`rewrite`], except for what happens meanwhile.
pub(crate) fn require_rewritable(original: &Original<'_>) -> Result<(), Failure> {
    original.require_utf_8()?;
    original.writable(&original.place()?).map(drop)
}

/// Puts `text` in the place of what a file held, in one step. A link stays a link: what it leads to is rewritten.
///
/// # Errors
/// Where the file is not written in UTF-8, has changed or gone since it was read, is read-only, is no plain file, or is
/// a link that leads out of its project, and where the system refuses. The file is then as it was.
pub(crate) fn rewrite(original: &Original<'_>, text: &str) -> Result<(), Failure> {
    original.require_utf_8()?;
    require_plain_file(original.path, original.shown)?;
    let place = original.place()?;
    let permissions = original.writable(&place)?;
    let staged = stage(&place, text, Some(permissions)).map_err(|error| original.folder_refuses(&error))?;
    // As late as can be, so that what an editor saves meanwhile is not lost.
    let there = fs::read(&place).map_err(|error| original.refused(&error))?;
    if there == text.as_bytes() {
        // The same file under another name came first.
        return Ok(());
    }
    if there != original.text.as_bytes() {
        let message = format!("{} was changed by somebody else meanwhile, so it was left as it is", original.shown);
        return Err(Failure::new(message).help("Run the command again."));
    }
    persist(staged, &place).map_err(|error| original.folder_refuses(&error))
}

/// Refuses what is there and is no plain file, such as a pipe.
pub(crate) fn require_plain_file(path: &Path, shown: &str) -> Result<(), Failure> {
    // What is not there, or cannot be looked at, is told by whoever reads it.
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        let message = format!("{shown} cannot be rewritten: it is no plain file");
        return Err(Failure::new(message).help("Name `-` to read standard input and print the result."));
    }
    Ok(())
}

impl Original<'_> {
    /// Refuses a text that was guessed from the bytes of the file.
    pub(crate) fn require_utf_8(&self) -> Result<(), Failure> {
        let encoding = match self.encoding {
            Encoding::Utf8 => return Ok(()),
            Encoding::BrokenUtf8(_) => "is not written in UTF-8",
            Encoding::Utf16 => "is written in UTF-16, and journeys are written in UTF-8",
        };
        Err(Failure::new(format!("{} {encoding}, so it was left as it is", self.shown)).help(
            "Save it as UTF-8: editors ask for the encoding in \"Save as\", or show it at the bottom of the window.",
        ))
    }

    /// The file itself, links followed, if it lies in the project.
    fn place(&self) -> Result<PathBuf, Failure> {
        let place = fs::canonicalize(self.path).map_err(|error| self.refused(&error))?;
        let root = fs::canonicalize(self.root).map_err(|error| self.refused(&error))?;
        if place.starts_with(&root) {
            return Ok(place);
        }
        let message = format!("{} is a link that leads out of its project, to {}", self.shown, place.display());
        Err(Failure::new(message).help("It was left as it is. To rewrite that file, name it instead of the link."))
    }

    /// Its permissions, if they allow it to be written.
    fn writable(&self, place: &Path) -> Result<fs::Permissions, Failure> {
        let about = fs::metadata(place).map_err(|error| self.refused(&error))?;
        // Replacing a file asks for no permission on the file itself, so that is asked here.
        let refusal = if about.permissions().readonly() {
            Some("it is read-only".to_owned())
        } else {
            fs::OpenOptions::new().append(true).open(place).err().map(|error| reason(&error))
        };
        match refusal {
            None => Ok(about.permissions()),
            Some(refusal) => Err(Failure::new(format!("{} cannot be rewritten: {refusal}", self.shown))
                .help("It was left as it is. Make it writable, or leave it out.")),
        }
    }

    fn refused(&self, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::NotFound {
            return Failure::new(ReadError::Gone.message(self.shown))
                .help("Somebody moved or deleted it meanwhile. Run the command again.");
        }
        Failure::new(format!("{} cannot be rewritten: {}", self.shown, reason(error)))
    }

    /// Why no file can be made beside this one.
    fn folder_refuses(&self, error: &io::Error) -> Failure {
        let failure = self.refused(error);
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                failure.help("Its folder must be writable too: the new text is written beside the old one first.")
            }
            _ => failure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Shop {
        folder: tempfile::TempDir,
    }

    impl Shop {
        fn new(text: &str) -> Self {
            let shop = Self { folder: tempfile::tempdir().unwrap() };
            fs::create_dir(shop.folder.path().join("maps")).unwrap();
            fs::write(shop.path("maps/shop.journey"), text).unwrap();
            shop
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn text(&self) -> String {
            fs::read_to_string(self.path("maps/shop.journey")).unwrap()
        }

        /// Rewrites a file in the project `maps` that was read as `read`.
        fn rewrite(&self, name: &str, read: &str, text: &str) -> Result<(), String> {
            let (path, root) = (self.path(name), self.path("maps"));
            let original =
                Original { path: &path, shown: "shop.journey", root: &root, encoding: &Encoding::Utf8, text: read };
            let result = rewrite(&original, text).map_err(|failure| failure.message);
            assert_eq!(fs::read_dir(&root).unwrap().filter(is_temporary).count(), 0);
            result
        }
    }

    fn is_temporary(entry: &io::Result<fs::DirEntry>) -> bool {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".journey-")
    }

    #[test]
    fn what_was_read_is_replaced() {
        let shop = Shop::new("old");
        assert_eq!(shop.rewrite("maps/shop.journey", "old", "new"), Ok(()));
        assert_eq!(shop.text(), "new");
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_stays() {
        let shop = Shop::new("theirs");
        let told = "shop.journey was changed by somebody else meanwhile, so it was left as it is";
        assert_eq!(shop.rewrite("maps/shop.journey", "old", "new"), Err(told.to_owned()));
        assert_eq!(shop.text(), "theirs");
    }

    #[test]
    fn a_file_that_is_gone_is_not_made_again() {
        let shop = Shop::new("old");
        fs::remove_file(shop.path("maps/shop.journey")).unwrap();
        let told = "shop.journey was here a moment ago and is gone";
        assert_eq!(shop.rewrite("maps/shop.journey", "old", "new"), Err(told.to_owned()));
        assert!(!shop.path("maps/shop.journey").exists());
    }

    #[test]
    fn a_read_only_file_stays_as_it_is() {
        let shop = Shop::new("old");
        let mut permissions = fs::metadata(shop.path("maps/shop.journey")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(shop.path("maps/shop.journey"), permissions).unwrap();
        let told = "shop.journey cannot be rewritten: it is read-only";
        assert_eq!(shop.rewrite("maps/shop.journey", "old", "new"), Err(told.to_owned()));
        assert_eq!(shop.text(), "old");
    }

    #[test]
    fn a_text_that_was_guessed_is_not_written_back() {
        let shop = Shop::new("old");
        let (path, root) = (shop.path("maps/shop.journey"), shop.path("maps"));
        let latin_1 = journey_workspace::decode(b"caf\xE9".to_vec());
        for encoding in [Encoding::Utf16, latin_1.encoding] {
            let original =
                Original { path: &path, shown: "shop.journey", root: &root, encoding: &encoding, text: "old" };
            let failure = rewrite(&original, "new").unwrap_err();
            assert!(failure.message.ends_with("so it was left as it is"), "{failure}");
        }
        assert_eq!(shop.text(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_inside_the_project_stays_and_what_it_leads_to_is_rewritten_once() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let shop = Shop::new("old");
        symlink("shop.journey", shop.path("maps/link.journey")).unwrap();
        fs::set_permissions(shop.path("maps/shop.journey"), fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(shop.rewrite("maps/link.journey", "old", "new"), Ok(()));
        assert!(shop.path("maps/link.journey").is_symlink());
        assert_eq!(shop.rewrite("maps/shop.journey", "old", "new"), Ok(()));
        assert_eq!(shop.text(), "new");
        assert_eq!(fs::metadata(shop.path("maps/shop.journey")).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_that_leads_out_of_the_project() {
        use std::os::unix::fs::symlink;
        let shop = Shop::new("old");
        fs::create_dir(shop.path("other")).unwrap();
        fs::write(shop.path("other/bank.journey"), "old").unwrap();
        symlink("../other/bank.journey", shop.path("maps/link.journey")).unwrap();
        symlink("../other", shop.path("maps/folder")).unwrap();
        for name in ["maps/link.journey", "maps/folder/bank.journey"] {
            let told = shop.rewrite(name, "old", "new").unwrap_err();
            assert!(told.starts_with("shop.journey is a link that leads out of its project, to "), "{told}");
            assert!(told.ends_with("other/bank.journey"), "{told}");
        }
        assert_eq!(fs::read_to_string(shop.path("other/bank.journey")).unwrap(), "old");
    }

    #[test]
    fn a_folder_is_no_file_to_rewrite() {
        let shop = Shop::new("old");
        fs::create_dir(shop.path("maps/folder.journey")).unwrap();
        let told = "shop.journey cannot be rewritten: it is no plain file";
        assert_eq!(shop.rewrite("maps/folder.journey", "old", "new"), Err(told.to_owned()));
    }
}
