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
pub fn load_files(
    paths: &[PathBuf],
    schema: &Schema,
    observer: &dyn Observer,
) -> Result<Vec<(PathBuf, Result<LoadedFile, LoadError>)>, Cancelled> {
    load_each(paths, observer, |path| load_file(path, schema))
}

fn load_each<T: Send>(
    paths: &[PathBuf],
    observer: &dyn Observer,
    load: impl Fn(&Path) -> Result<T, ReadError> + Sync,
) -> Result<Vec<(PathBuf, Result<T, LoadError>)>, Cancelled> {
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
