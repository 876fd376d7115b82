//! Writes what was rendered to where it was asked for.

use std::path::Path;

use journey_workspace::reason;
use rayon::iter::Either;
use rayon::prelude::*;

use super::format::Format;
use super::place::{Place, file_names};
use super::{Job, Made, Wanted};
use crate::failure::Failure;
use crate::output::{data_to_standard_output, refuse_sources, to_derived_file};
use crate::terminal::Terminal;

impl Job<'_> {
    /// Writes what was made, in the order of `wanted`. What could not be made or written comes back.
    pub(super) fn write(
        &self,
        wanted: &[Wanted<'_>],
        made: Vec<Result<Made, Failure>>,
        terminal: &Terminal,
    ) -> Vec<Failure> {
        match self.place {
            Place::Folder(folder) => self.write_each(folder, wanted, made, terminal),
            Place::File(_) | Place::StandardOutput => self.write_together(wanted, made, terminal),
        }
    }

    /// Writes everything to one place, one below the other; nothing, where something of it is missing.
    fn write_together(
        &self,
        wanted: &[Wanted<'_>],
        made: Vec<Result<Made, Failure>>,
        terminal: &Terminal,
    ) -> Vec<Failure> {
        let has_headings = made.len() > 1;
        let mut text = String::new();
        let mut failures = Vec::new();
        for (made, wanted) in made.into_iter().zip(wanted) {
            match made {
                Ok(made) => {
                    failures.extend(self.refuse_page(&made, wanted).err());
                    if has_headings {
                        text.push_str(&self.heading(wanted, text.is_empty()));
                    }
                    text.push_str(&made.text);
                    tell_notes(made.notes, terminal);
                }
                Err(failure) => failures.push(failure),
            }
        }
        if failures.is_empty() {
            failures.extend(self.write_one(&text).err());
        }
        failures
    }

    /// Writes a file for each into a folder. One that fails does not keep the others from being written.
    fn write_each(
        &self,
        folder: &Path,
        wanted: &[Wanted<'_>],
        made: Vec<Result<Made, Failure>>,
        terminal: &Terminal,
    ) -> Vec<Failure> {
        if let Err(error) = std::fs::create_dir_all(folder) {
            let message = format!("the folder {} cannot be made: {}", folder.display(), reason(&error));
            return vec![Failure::new(message).help("Name another folder behind --output.")];
        }
        let names = file_names(wanted.iter().map(|wanted| (wanted.name(), self.view_in_name(wanted))));
        let (has_notes, failures): (Vec<bool>, Vec<Failure>) =
            names.par_iter().zip(made).partition_map(|(name, made)| match self.write_into(folder, name, made) {
                Ok(has_notes) => Either::Left(has_notes),
                Err(failure) => Either::Right(failure),
            });
        // Where nothing was written, what failed says it all.
        if failures.is_empty() || !has_notes.is_empty() {
            tell_written(folder, &has_notes, terminal);
        }
        each_once(failures)
    }

    /// Writes a file into a folder, and says whether there are notes on what is in it.
    fn write_into(&self, folder: &Path, name: &str, made: Result<Made, Failure>) -> Result<bool, Failure> {
        let made = made?;
        // A table is no diagram, so it does not get the name of one.
        let format = if made.is_page { Format::Markdown } else { self.format };
        to_derived_file(&folder.join(format!("{name}.{}", format.extension())), &made.text)?;
        Ok(!made.notes.is_empty())
    }

    pub(super) fn write_one(&self, text: &str) -> Result<(), Failure> {
        match self.place {
            Place::File(path) => {
                refuse_sources(path)?;
                to_derived_file(path, text)
            }
            _ => data_to_standard_output(|out| out.write_all(text.as_bytes())),
        }
    }

    /// Refuses to write a table into a file that is to hold a diagram.
    fn refuse_page(&self, made: &Made, wanted: &Wanted<'_>) -> Result<(), Failure> {
        if made.is_page && matches!(self.place, Place::File(_)) {
            let view = wanted.view.description().id;
            return Err(Failure::new(format!("the view `{view}` comes as Markdown here, which is no diagram"))
                .help("Name a file that ends in .md, or take another view, another --target, or fewer --stages."));
        }
        Ok(())
    }

    fn heading(&self, wanted: &Wanted<'_>, is_first: bool) -> String {
        let project = &wanted.project.project;
        let label = project.declaration(wanted.journey).label().into_owned();
        let view = wanted.view.description().id;
        let space = if is_first { "" } else { "\n" };
        match self.format {
            Format::Markdown => {
                format!("{space}## {}: {view}\n\n", journey_mermaid::escape::markdown::text(&label))
            }
            _ => format!("{space}{label}: {view}\n\n"),
        }
    }

    /// The view, where it tells files apart.
    fn view_in_name(&self, wanted: &Wanted<'_>) -> Option<String> {
        let is_usual =
            self.views.len() == 1 && wanted.view.description().id == "journey" || self.format == Format::Json;
        (!is_usual).then(|| wanted.view.description().id.to_owned())
    }
}

impl Wanted<'_> {
    /// Names for the file that it is written to, from the best to the longest.
    fn name(&self) -> [String; 2] {
        let project = &self.project.project;
        let id = project.declaration(self.journey).id();
        let path = Path::new(&*project.file(self.file).path);
        let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        [id.to_owned(), format!("{stem}-{id}")]
    }
}

/// Says how many files were written. `has_notes` says of each whether there are notes on what is in it: a line for each
/// note would bury what failed.
fn tell_written(folder: &Path, has_notes: &[bool], terminal: &Terminal) {
    let files = if has_notes.len() == 1 { "1 file".to_owned() } else { format!("{} files", has_notes.len()) };
    terminal.note(format!("{files} written to {}", folder.display()));
    let which = match has_notes.iter().filter(|has_notes| **has_notes).count() {
        0 => return,
        1 => "One of them leaves".to_owned(),
        several => format!("{several} of them leave"),
    };
    terminal.note(format!(
        "{which} something out or show it in another way; --format markdown writes on each page what that is"
    ));
}

/// A folder that cannot be written to is one failure, not one for each file.
fn each_once(failures: Vec<Failure>) -> Vec<Failure> {
    let mut told: Vec<Failure> = Vec::new();
    for failure in failures {
        let is_known =
            |known: &Failure| known.path.is_some() && known.path == failure.path && known.help == failure.help;
        if !told.iter().any(is_known) {
            told.push(failure);
        }
    }
    told
}

fn tell_notes(notes: Vec<String>, terminal: &Terminal) {
    for note in notes {
        terminal.note(note);
    }
}
