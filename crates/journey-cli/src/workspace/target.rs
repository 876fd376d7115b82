//! What was named on the command line: files, folders, standard input.

use std::path::{Path, PathBuf};

use journey_model::configuration::FILE_NAME;
use journey_workspace::{Decoded, absolute, reason, shown};

use super::read::read_standard_input;
use crate::failure::Failure;

/// The name of standard input on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// What standard input is called in reports where nobody named it.
pub(crate) const STANDARD_INPUT_SHOWN: &str = "<stdin>";

/// What to load.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// Files, absolute.
    pub(super) files: Vec<PathBuf>,
    /// Folders, absolute.
    pub(super) folders: Vec<PathBuf>,
    /// What standard input holds.
    pub(super) input: Option<Input>,
    /// What was named and cannot be loaded.
    pub(super) failures: Vec<Failure>,
}

/// What standard input holds.
#[derive(Debug)]
pub(super) struct Input {
    /// The path that it stands for, absolute, where one was given.
    pub(super) path: Option<PathBuf>,
    /// What it holds.
    pub(super) decoded: Decoded,
}

impl Targets {
    /// Looks up what was named. Standard input stands for the file `input_path`, if there is one. The current folder
    /// is `current`, absolute.
    pub(super) fn find(named: &[PathBuf], input_path: Option<&Path>, current: &Path) -> Self {
        let mut targets = Self::default();
        for name in named {
            if name.as_os_str() == STANDARD_INPUT {
                if targets.input.is_none() {
                    targets.read_input(input_path);
                }
            } else {
                targets.add(name, current);
            }
        }
        targets
    }

    fn add(&mut self, name: &Path, current: &Path) {
        let name_shown = name.display();
        let found = absolute(name).and_then(|path| path.metadata().map(|about| (path, about.is_dir())));
        match found {
            Ok((path, true)) => self.folders.push(path),
            Ok((path, false)) if path.file_name().is_some_and(|file| file == FILE_NAME) => {
                let folder = path.parent().map_or_else(String::new, |parent| shown(parent, current));
                self.failures.push(
                    Failure::new(format!("{name_shown} holds settings, not journeys"))
                        .about(shown(&path, current))
                        .help(format!(
                            "Check its folder, `journey check {folder}`: that tells what is wrong here too."
                        )),
                );
            }
            Ok((path, false)) => self.files.push(path),
            Err(error) => {
                let path = absolute(name).map_or_else(|_| name_shown.to_string(), |path| shown(&path, current));
                let failure = Failure::new(format!("cannot read {name_shown}: {}", reason(&error))).about(&path);
                self.failures.push(match error.kind() {
                    // A link to nothing is there, in a way.
                    std::io::ErrorKind::NotFound if name.is_symlink() => {
                        Failure::new(format!("{name_shown} is a link to a file that is not there"))
                            .about(path)
                            .help("Mend the link, or remove it.")
                    }
                    std::io::ErrorKind::NotFound => {
                        failure.help(format!("Paths start at the current folder, {}.", current.display()))
                    }
                    _ => failure,
                });
            }
        }
    }

    fn read_input(&mut self, input_path: Option<&Path>) {
        let path = match input_path.map(absolute).transpose() {
            Ok(path) => path,
            Err(error) => {
                self.failures.push(Failure::new(format!("--stdin-filepath leads nowhere: {}", reason(&error))));
                return;
            }
        };
        match read_standard_input() {
            Ok(decoded) => self.input = Some(Input { path, decoded }),
            Err(failure) => self.failures.push(failure),
        }
    }
}
