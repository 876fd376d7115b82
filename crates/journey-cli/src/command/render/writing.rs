//! Writes what was rendered to where it was asked for.

use std::path::Path;

use journey_workspace::reason;
use rayon::prelude::*;

use super::format::Format;
use super::place::{Place, file_names};
use super::{Job, Made, Wanted};
use crate::failure::Failure;
use crate::output::{data_to_standard_output, refuse_sources, to_derived_file};
use crate::terminal::Terminal;

impl Job<'_> {
    pub(super) fn write(
        &self,
        wanted: &[Wanted<'_>],
        made: Vec<Result<Made, Failure>>,
        failures: &mut Vec<Failure>,
        terminal: &Terminal,
    ) {
        let Place::Folder(folder) = &self.place else {
            let mut text = String::new();
            let mut is_whole = true;
            let several = made.len() > 1;
            for (made, wanted) in made.into_iter().zip(wanted) {
                match made {
                    Ok(made) => {
                        self.refuse_page(&made, wanted).unwrap_or_else(|failure| {
                            failures.push(failure);
                            is_whole = false;
                        });
                        if several {
                            text.push_str(&self.heading(wanted, text.is_empty()));
                        }
                        text.push_str(&made.text);
                        tell_notes(made.notes, terminal);
                    }
                    Err(failure) => {
                        failures.push(failure);
                        is_whole = false;
                    }
                }
            }
            if is_whole && let Err(failure) = self.write_one(&text) {
                failures.push(failure);
            }
            return;
        };
        if let Err(error) = std::fs::create_dir_all(folder) {
            let message = format!("the folder {} cannot be made: {}", folder.display(), reason(&error));
            failures.push(Failure::new(message).help("Name another folder behind --output."));
            return;
        }
        let extension = self.format.extension();
        let names = file_names(wanted.iter().map(|wanted| (wanted.name(), self.view_in_name(wanted))));
        // Of each that is written, whether it has notes.
        let results: Vec<Result<bool, Failure>> = names
            .par_iter()
            .zip(made)
            .map(|(name, made)| {
                let made = made?;
                // A table is no diagram, so it does not get the name of one.
                let extension = if made.is_page { Format::Markdown.extension() } else { extension };
                to_derived_file(&folder.join(format!("{name}.{extension}")), &made.text)?;
                Ok(!made.notes.is_empty())
            })
            .collect();
        let written = results.iter().flatten().count();
        let with_notes = results.iter().flatten().filter(|has_notes| **has_notes).count();
        // A folder that cannot be written to is one failure, not one for each file.
        for failure in results.into_iter().filter_map(Result::err) {
            if !failures
                .iter()
                .any(|known| known.help == failure.help && known.path.is_some() && known.path == failure.path)
            {
                failures.push(failure);
            }
        }
        if written == 0 && !failures.is_empty() {
            // What failed says it all.
            return;
        }
        let files = if written == 1 { "1 file".to_owned() } else { format!("{written} files") };
        terminal.note(format!("{files} written to {}", folder.display()));
        if with_notes > 0 {
            // A line for each would bury what failed.
            let which =
                if with_notes == 1 { "One of them leaves".to_owned() } else { format!("{with_notes} of them leave") };
            terminal.note(format!(
                "{which} something out or show it in another way; --format markdown writes on each page what that is"
            ));
        }
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

fn tell_notes(notes: Vec<String>, terminal: &Terminal) {
    for note in notes {
        terminal.note(note);
    }
}
