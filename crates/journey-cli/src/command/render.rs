//! `journey render`: writes a journey as a diagram.

use std::path::{Path, PathBuf};

use journey_model::{DeclarationId, FileId, Keyword, Project, nearest};
use journey_plugin::{Options, Registry, View};

use super::check::{diagnostics, tell_settings_problems};
use crate::failure::{Failure, contained};
use crate::output::{data_to_standard_output, refuse_sources, to_file};
use crate::plugins;
use crate::report::Counts;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::today::today;
use crate::workspace::{STANDARD_INPUT, Workspace};

/// Write a journey as a diagram
///
/// Mistakes in the file do not stop it: what can be shown is shown, and what had to be left out is told on standard
/// error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Render {
    /// The file, or - for standard input; #ID behind it chooses a journey that is not the first in it
    #[arg(value_name = "FILE[#ID]")]
    journey: PathBuf,
    /// What to show
    #[arg(long, value_name = "VIEW", default_value = "journey")]
    view: String,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey render shop.journey                   Print the first journey as a Mermaid diagram
  journey render shop.journey#next_year         The same for another journey of the file
  journey render shop.journey -o shop.mmd       Write it to a file";

/// Renders.
pub(super) fn run(arguments: &Render, terminal: &Terminal) -> Result<Status, Failure> {
    let plugins = plugins::registry();
    let view = find_view(&plugins, &arguments.view)?;
    let (file, wanted) = split(&arguments.journey);
    if file.as_os_str() == STANDARD_INPUT {
        terminal.say_that_input_is_awaited();
    } else if file.is_dir() {
        return Err(Failure::new(format!("{} is a folder", file.display())).help("Name one of the files in it."));
    }
    let workspace = Workspace::load(&[file], None, &plugins)?;
    if let Some(failure) = workspace.failures.first() {
        return Err(failure.clone());
    }
    if !tell_settings_problems(&workspace, terminal) {
        return Ok(Status::CouldNotRun);
    }
    for warning in &workspace.warnings {
        terminal.warn(warning);
    }
    let (loaded, id) = workspace
        .projects
        .iter()
        .find_map(|project| project.asked_for().next().map(|(id, _)| (project, id)))
        .ok_or_else(|| Failure::new("there is nothing to render"))?;
    let project = &loaded.project;
    let path = &*project.file(id).path;
    let journey = find_journey(project, id, wanted.as_deref(), terminal)?;
    let rendered = contained(&format!("rendering {path}"), || view.render(project, journey, &Options::default()))?;
    match &arguments.output {
        Some(output) if output.as_os_str() != STANDARD_INPUT => {
            refuse_sources(output)?;
            to_file(output, &rendered.text)?;
        }
        _ => data_to_standard_output(|out| out.write_all(rendered.text.as_bytes()))?,
    }
    for note in rendered.notes {
        terminal.note(note);
    }
    let errors =
        Counts::of(&diagnostics(project, id, &loaded.file(id).encoding, loaded.environment(today()), &plugins)?).errors;
    if errors > 0 {
        let count = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
        terminal.warn(format!("{path} has {count}, so something may be missing; `journey check {path}` tells more"));
    }
    Ok(Status::Clean)
}

/// The file and the journey's id. A `#` in the name of a file that exists belongs to the name.
fn split(named: &Path) -> (PathBuf, Option<String>) {
    let parts = named.to_str().and_then(|text| text.rsplit_once('#'));
    match parts {
        Some((file, id)) if !named.exists() => (PathBuf::from(file), Some(id.to_owned())),
        _ => (named.to_owned(), None),
    }
}

fn find_view<'r>(plugins: &'r Registry, id: &str) -> Result<&'r dyn View, Failure> {
    plugins.view(id).ok_or_else(|| {
        let views: Vec<_> = plugins.views().map(View::description).collect();
        let meant = nearest(id, views.iter().map(|view| view.id));
        let list = views.iter().map(|view| format!("\n  {}: {}", view.id, view.summary));
        let list = format!("The views are:{}", list.collect::<String>());
        Failure::new(format!("there is no view `{id}`")).help(did_you_mean(meant, &list))
    })
}

fn find_journey(
    project: &Project,
    file: FileId,
    wanted: Option<&str>,
    terminal: &Terminal,
) -> Result<DeclarationId, Failure> {
    let path = &*project.file(file).path;
    let journeys: Vec<_> = project.declarations_of(Keyword::Journey).collect();
    let here: Vec<_> = journeys.iter().filter(|(id, _)| id.file == file).collect();
    let list: String =
        here.iter().map(|(_, journey)| format!("\n  {path}#{}: {}", journey.id(), journey.label())).collect();
    let Some(wanted) = wanted else {
        return match here.as_slice() {
            [] => Err(Failure::new(format!("{path} has no journey"))
                .help("Name a file with a line such as `journey weekly_shop \"Weekly shop\" {`.")),
            [(id, _)] => Ok(*id),
            [(id, first), ..] => {
                let count = here.len();
                terminal.note(format!("{path} has {count} journeys; this is `{}`. Each has a name:{list}", first.id()));
                Ok(*id)
            }
        };
    };
    let mut named = here.iter().filter(|(_, journey)| journey.id() == wanted);
    if let Some((id, _)) = named.next() {
        let others = named.count();
        if others > 0 {
            terminal.warn(format!("{path} has {} journeys `{wanted}`; this is the first", others + 1));
        }
        return Ok(*id);
    }
    let failure = Failure::new(format!("{path} has no journey `{wanted}`"));
    if let Some((elsewhere, _)) = journeys.iter().find(|(_, journey)| journey.id() == wanted) {
        return Err(failure.help(format!("It is in {}.", project.file(elsewhere.file).path)));
    }
    let ids: Vec<&str> = here.iter().map(|(_, journey)| journey.id()).collect();
    Err(match ids.as_slice() {
        [] => failure.help("There is no journey at all in this file."),
        _ => failure.help(did_you_mean(nearest(wanted, ids.iter().copied()), &format!("The journeys are:{list}"))),
    })
}

fn did_you_mean(meant: Option<&str>, list: &str) -> String {
    meant.map_or_else(|| list.to_owned(), |meant| format!("Did you mean `{meant}`? {list}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_last_hash_is_an_id_unless_the_file_is_called_so() {
        let split = |text: &str| split(Path::new(text));
        assert_eq!(split("shop.journey"), ("shop.journey".into(), None));
        assert_eq!(split("shop.journey#next"), ("shop.journey".into(), Some("next".into())));
        assert_eq!(split("a#b/shop.journey#next"), ("a#b/shop.journey".into(), Some("next".into())));
        assert_eq!(split("-#next"), ("-".into(), Some("next".into())));
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("shop#2.journey");
        std::fs::write(&odd, "").unwrap();
        assert_eq!(super::split(&odd), (odd.clone(), None));
    }
}
