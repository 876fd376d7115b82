//! Files to models: reads, parses and lowers, on all cores.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use journey_model::{FileModel, Schema};
use rayon::prelude::*;

use crate::decode::{Decoded, Encoding};
use crate::observer::{Cancelled, Observer};
use crate::read::{ReadError, read_file};

/// What a file says.
#[derive(Debug)]
pub struct LoadedFile {
    /// What it declares and refers to; its tree and text are in there.
    pub model: FileModel,
    /// How its bytes became that text.
    pub encoding: Encoding,
}

/// What came of each file.
type Loads<T> = Vec<(PathBuf, Result<T, LoadError>)>;

/// Why a file could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// It could not be read.
    Read(ReadError),
    /// Journey has a bug, which is described so.
    Bug(String),
}

impl LoadError {
    /// What is wrong: one sentence without its full stop. `shown` is what people call the file.
    pub fn message(&self, shown: &str) -> String {
        match self {
            Self::Read(error) => error.message(shown),
            Self::Bug(bug) => format!("journey has a bug: {bug}, while reading {shown}"),
        }
    }
}

impl LoadedFile {
    /// Parses and lowers a text.
    pub fn new(decoded: &Decoded, schema: &Schema) -> Self {
        let model = FileModel::lower(&journey_model::syntax::parse(&decoded.text), schema);
        Self { model, encoding: decoded.encoding.clone() }
    }
}

/// Reads, parses and lowers a file.
///
/// # Errors
/// Where it cannot be read.
pub fn load_file(path: &Path, schema: &Schema) -> Result<LoadedFile, ReadError> {
    read_file(path).map(|decoded| LoadedFile::new(&decoded, schema))
}

/// Reads, parses and lowers files on all cores, and gives them in their order. Neither a file that cannot be read nor
/// a bug in Journey keeps the others from being loaded.
///
/// Somebody who has more urgent files among many loads those first, and the others in slices.
///
/// # Errors
/// Where the observer calls it off.
pub fn load_files(paths: &[PathBuf], schema: &Schema, observer: &dyn Observer) -> Result<Loads<LoadedFile>, Cancelled> {
    load_each(paths, observer, |path| load_file(path, schema))
}

fn load_each<T: Send>(
    paths: &[PathBuf],
    observer: &dyn Observer,
    load: impl Fn(&Path) -> Result<T, ReadError> + Sync,
) -> Result<Loads<T>, Cancelled> {
    let loaded = AtomicUsize::new(0);
    // Files differ in size, so each is a unit of work.
    let files = paths.par_iter().with_max_len(1).map(|path| {
        if observer.is_cancelled() {
            return Err(Cancelled);
        }
        // All that loading shares with anybody is immutable.
        let result = catch_unwind(AssertUnwindSafe(|| load(path)));
        let result = match result {
            Ok(result) => result.map_err(LoadError::Read),
            Err(panic) => Err(LoadError::Bug(panic_message(&*panic))),
        };
        observer.progress(loaded.fetch_add(1, Ordering::Relaxed) + 1);
        Ok((path.clone(), result))
    });
    files.collect()
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("something unexpected happened")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;
    use std::sync::atomic::AtomicBool;

    fn load(paths: &[PathBuf]) -> Loads<LoadedFile> {
        load_files(paths, Schema::standard(), &()).unwrap()
    }

    #[test]
    fn files_come_in_their_order_with_what_they_declare() {
        let names: Vec<String> = (0..50).map(|number| format!("m{number}.journey")).collect();
        let folder = names.iter().fold(Folder::new(), |folder, name| {
            folder.with_file(name, format!("persona {} \"Maya\"\n", name.trim_end_matches(".journey")))
        });
        let paths: Vec<PathBuf> = names.iter().rev().map(|name| folder.path(name)).collect();
        let loaded = load(&paths);
        assert_eq!(loaded.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(), paths);
        for (path, file) in loaded {
            let file = file.unwrap();
            let ids: Vec<String> = file.model.declarations().map(|declared| declared.id().to_string()).collect();
            assert_eq!(ids, [path.file_stem().unwrap().to_str().unwrap()]);
            assert_eq!(file.encoding, Encoding::Utf8);
        }
    }

    #[test]
    fn a_file_that_vanished_after_it_was_listed_costs_no_other() {
        let folder = Folder::new().with(&["a.journey", "b.journey", "c.journey"]);
        let listing = crate::Layout::new([folder.path("")], Default::default()).list(&folder.path(""), &()).unwrap();
        std::fs::remove_file(folder.path("b.journey")).unwrap();
        let loaded = load(&listing.files);
        let told: Vec<Option<LoadError>> = loaded.into_iter().map(|(_, file)| file.err()).collect();
        assert_eq!(told, [None, Some(LoadError::Read(ReadError::Gone)), None]);
    }

    #[test]
    fn what_is_not_utf_8_is_told_and_loaded_as_far_as_it_can_be() {
        let utf_16: Vec<u8> = "\u{FEFF}persona maya".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let folder = Folder::new()
            .with_file("mark.journey", "\u{FEFF}persona maya\r\n")
            .with_file("wide.journey", utf_16)
            .with_file("latin.journey", b"persona maya \"Zo\xEB\"");
        let paths = ["mark.journey", "wide.journey", "latin.journey"].map(|name| folder.path(name));
        let [mark, wide, latin] =
            load(&paths).into_iter().map(|(_, file)| file.unwrap()).collect::<Vec<_>>().try_into().unwrap();
        for file in [&mark, &wide, &latin] {
            assert_eq!(file.model.declarations().next().unwrap().id(), "maya");
        }
        assert_eq!((mark.encoding, wide.encoding), (Encoding::Utf8, Encoding::Utf16));
        let Encoding::BrokenUtf8(replaced) = &latin.encoding else { panic!("it is broken") };
        assert_eq!(replaced.iter().map(|place| (place.at, place.first_byte)).collect::<Vec<_>>(), [(16, 0xEB)]);
    }

    #[test]
    fn a_bug_costs_the_file_and_not_the_others() {
        let paths = ["a", "b", "c"].map(PathBuf::from);
        let loaded = load_each(&paths, &(), |path| {
            assert!(!path.ends_with("b"), "there is a mistake");
            Ok(())
        });
        let results: Vec<Result<(), LoadError>> = loaded.unwrap().into_iter().map(|(_, result)| result).collect();
        let bug = LoadError::Bug("there is a mistake".to_owned());
        assert_eq!(bug.message("b.journey"), "journey has a bug: there is a mistake, while reading b.journey");
        assert_eq!(results, [Ok(()), Err(bug), Ok(())]);
    }

    /// Calls it off when the first file is there.
    #[derive(Default)]
    struct Impatient {
        cancelled: AtomicBool,
        told: AtomicUsize,
    }

    impl Observer for Impatient {
        fn is_cancelled(&self) -> bool {
            self.cancelled.load(Ordering::Relaxed)
        }

        fn progress(&self, files: usize) {
            self.told.fetch_max(files, Ordering::Relaxed);
            self.cancelled.store(true, Ordering::Relaxed);
        }
    }

    #[test]
    fn loading_can_be_called_off_and_tells_how_far_it_is() {
        let paths: Vec<PathBuf> = (0..1000).map(|number| PathBuf::from(number.to_string())).collect();
        let loaded = AtomicUsize::new(0);
        let observer = Impatient::default();
        let result = load_each(&paths, &observer, |_| {
            loaded.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        assert_eq!(result, Err(Cancelled));
        let loaded = loaded.into_inner();
        assert!(loaded < 1000, "{loaded}");
        assert!((1..=loaded).contains(&observer.told.into_inner()));
    }
}
