//! The data of a whole project: what `--format json` writes where no journey is chosen.

use journey_json::Scope;
use journey_model::FileId;

use super::Job;
use super::errors::warn_of_errors;
use super::format::Format;
use super::place::Place;
use crate::failure::{Failure, contained};
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::{LoadedProject, Workspace};

impl Job<'_> {
    /// Whether the data of a whole project is asked for. In a folder each journey gets a file of its own.
    pub(super) fn wants_project(&self) -> bool {
        let is_chosen = self.asked.iter().any(|(_, id)| id.is_some());
        self.format == Format::Json && !is_chosen && !matches!(self.place, Place::Folder(_))
    }

    /// Writes the project that everything lies in that was named, be there a journey in it or not.
    pub(super) fn write_project(
        &self,
        workspace: &Workspace,
        mut failures: Vec<Failure>,
        terminal: &Terminal,
    ) -> Result<Status, Failure> {
        let projects = workspace.projects.iter().map(|project| &**project);
        let projects: Vec<&LoadedProject> = projects.filter(|project| project.asked_for().next().is_some()).collect();
        let project = match projects.as_slice() {
            [project] => *project,
            [] => {
                let nothing = || {
                    Failure::new("there is no file of journeys to write as data")
                        .help("Name a `.journey` file, or a folder that has some.")
                };
                let mut failures = failures.into_iter();
                let first = failures.next().unwrap_or_else(nothing);
                failures.for_each(|failure| terminal.tell(&failure));
                return Err(first);
            }
            several => {
                let roots = several.iter().map(|project| format!("\n  {}", project.root.display()));
                let message = format!("there are {} projects, and one place for their data", several.len());
                return Err(Failure::new(message).help(format!(
                    "Name one of them, or a folder with --output, to write all journeys to:{}",
                    roots.collect::<String>()
                )));
            }
        };
        let document = contained(&format!("writing the data of {}", project.root.display()), || {
            let document = journey_json::document(&project.project, Scope::Project);
            serde_json::to_string_pretty(&document).expect("a document of plain data is JSON") + "\n"
        })?;
        failures.extend(self.write_one(&document).err());
        let files: Vec<(&LoadedProject, FileId)> = project.asked_for().map(|(file, _)| (project, file)).collect();
        warn_of_errors(&files, self.plugins, terminal)?;
        for failure in &failures {
            terminal.tell(failure);
        }
        Ok(if failures.is_empty() { Status::Clean } else { Status::CouldNotRun })
    }
}
