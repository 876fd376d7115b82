//! `journey new`: a project to start from, or one more map.

mod created;
mod neighbours;
mod template;

use std::io;
use std::path::{Path, PathBuf};

use journey_model::configuration::FILE_NAME;
use journey_model::value::words;
use journey_workspace::{absolute, reason, shown};

use crate::failure::Failure;
use crate::output::{data_to_standard_output, to_standard_output};
use crate::plugins;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::today::today;
use created::{Created, in_shell};
use neighbours::Neighbours;
use template::{Named, Template};

/// Start a project, or add a map to one
///
/// Makes a folder with settings (journey.toml) and a first map that explains itself, or puts both in a folder that is
/// there. Nothing is ever overwritten. With --file it makes one map, which uses the personas that its project has.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct New {
    /// The folder of the project; it is made where it is not there [default: the current folder]
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Make only this map, in the project that it lies in; .journey is added where it is missing
    #[arg(long, value_name = "NAME.journey", conflicts_with = "folder")]
    file: Option<PathBuf>,
    /// What people call the project, or with --file the journey [default: made from the name of the folder or file]
    #[arg(long, value_name = "LABEL", value_parser = read_label)]
    name: Option<String>,
    /// What the map starts with [default: first; with --file: blank]
    #[arg(long, value_enum)]
    template: Option<Template>,
    /// With --file: print the map instead of making the file, for editors that fill new files
    #[arg(long, requires = "file")]
    stdout: bool,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey new                           Make the current folder a project, with a first map to read
  journey new checkout                  The same in a new folder
  journey new --template service-blueprint clinic
                                        Start from a service blueprint
  journey new --file returns.journey    Add a map to the project around the current folder
  journey new --file returns.journey --stdout
                                        Print it, to fill a new file in an editor

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  everything was made
  2  something could not be made: it is there already, the folder is read-only, a wrong option";

/// The name of the first map of a project.
const FIRST_MAP: &str = "first-map.journey";
/// What a project is called whose folder has no name, such as the root of a disk.
const NAMELESS: &str = "Journeys";

/// Makes it.
pub(super) fn run(arguments: &New, terminal: &Terminal) -> Result<Status, Failure> {
    match &arguments.file {
        Some(file) => add_map(arguments, file, terminal),
        None => start_project(arguments, terminal),
    }
}

fn start_project(arguments: &New, terminal: &Terminal) -> Result<Status, Failure> {
    let named = arguments.folder.as_deref().unwrap_or(Path::new("."));
    let folder = resolved(named)?;
    let current = current_folder()?;
    let folder_shown = shown(&folder, &current);
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(format!("{folder_shown} is a file, so it cannot hold a project"))
            .about(folder_shown)
            .help("Name a folder. To add one map to a project, use `journey new --file NAME.journey`."));
    }
    let mut created = Created::new();
    let settings = folder.join(FILE_NAME);
    created.refuse(&settings, &current).map_err(|failure| {
        failure.help("This folder is a project already. To add a map to it, use `journey new --file NAME.journey`.")
    })?;
    let plugins = plugins::registry();
    let neighbours = Neighbours::below(&folder, &plugins);
    let label = arguments.name.clone().unwrap_or_else(|| label_of(&folder));
    let map = folder.join(FIRST_MAP);
    // Whoever has maps already wants settings for them, and nothing between them.
    let template = arguments.template.or_else(|| neighbours.files.is_empty().then_some(Template::First));
    let mut made = Vec::new();
    if let Some(template) = template {
        created.refuse(&map, &current)?;
        let text = template.text(&Named::after(&label, &label), &neighbours, today());
        made.push((map.as_path(), text));
    }
    // Asked before, because from now on it is a project of its own.
    let around = neighbours.project_around(&folder);
    created.folder(&folder, &current)?;
    created.file(&settings, &template::settings(&label), &current)?;
    for (path, text) in &made {
        created.file(path, text, &current)?;
    }
    created.keep();
    if let Some(around) = around {
        let around = if around == current { "the current folder".to_owned() } else { shown(&around, &current) };
        terminal.note(format!(
            "{folder_shown} lies inside of the project in {around} and is a project of its own now: neither sees the \
             other's names. To add a map to that project instead, use `journey new --file NAME.journey`"
        ));
    }
    let inside = |name: &str| in_shell(&shown(&folder.join(name), &current));
    let check = if folder == current {
        "journey check".to_owned()
    } else {
        format!("journey check {}", in_shell(&folder_shown))
    };
    let lines = if made.is_empty() {
        let count = neighbours.files.len();
        let there = if count == 1 { "the map there is".to_owned() } else { format!("the {count} maps there are") };
        vec![
            format!("Made {}: {there} one project now.", shown(&settings, &current)),
            String::new(),
            format!("  {check}"),
            format!("  journey new --file {}", inside("NAME.journey")),
        ]
    } else {
        let place = if folder == current { String::new() } else { format!(" in {folder_shown}") };
        vec![
            format!("Made {FILE_NAME} and {FIRST_MAP}{place}. Next:"),
            String::new(),
            format!("  Open {} in your editor: read it, then make it yours", shown(&map, &current)),
            format!("  {check}"),
            format!("  {}", render_line(&inside(FIRST_MAP))),
        ]
    };
    tell(&lines, terminal)
}

fn add_map(arguments: &New, named: &Path, terminal: &Terminal) -> Result<Status, Failure> {
    let current = current_folder()?;
    let path = map_path(named)?;
    let mut created = Created::new();
    if !arguments.stdout {
        created.refuse(&path, &current)?;
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let plugins = plugins::registry();
    let neighbours = Neighbours::around(&path, &plugins);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let label = arguments.name.clone().unwrap_or_else(|| words(&stem));
    let template = arguments.template.unwrap_or(Template::Blank);
    if arguments.name.is_some() && template != Template::Blank {
        return Err(Failure::new("this template brings a journey that has its name already")
            .help("Leave out `--name`, or `--template`: a blank map is called as you say."));
    }
    let text = template.text(&Named::after(&label, &stem), &neighbours, today());
    if arguments.stdout {
        data_to_standard_output(|out| out.write_all(text.as_bytes()))?;
        return Ok(Status::Clean);
    }
    created.folder(&folder, &current)?;
    created.file(&path, &text, &current)?;
    created.keep();
    let path_shown = shown(&path, &current);
    let lines = [
        format!("Made {path_shown}. Next:"),
        String::new(),
        format!("  Open {path_shown} in your editor, and write what happens"),
        format!("  journey check {}", in_shell(&path_shown)),
        format!("  {}", render_line(&in_shell(&path_shown))),
    ];
    tell(&lines, terminal)
}

fn tell(lines: &[String], terminal: &Terminal) -> Result<Status, Failure> {
    to_standard_output(terminal, |out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
    Ok(Status::Clean)
}

/// What draws a map, where this program can draw.
fn render_line(map: &str) -> String {
    let picture = if cfg!(feature = "pictures") { "map.svg" } else { "map.mmd" };
    format!("journey render {map} --view map -o {picture}")
}

/// The file that was named, absolute and with its extension.
fn map_path(named: &Path) -> Result<PathBuf, Failure> {
    let ends_in_separator = named.to_string_lossy().ends_with(std::path::is_separator);
    let name = named.file_name().filter(|_| !ends_in_separator);
    let no_name = || {
        Failure::new(format!("--file needs the name of a map, and {} has none", named.display()))
            .help("Name it as `journey new --file maps/returns.journey`.")
    };
    let mut name = name.ok_or_else(no_name)?.to_owned();
    let has_extension = Path::new(&name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("journey"));
    if name.eq_ignore_ascii_case(".journey") {
        return Err(no_name());
    }
    if !has_extension {
        name.push(".journey");
    }
    resolved(&named.with_file_name(name))
}

/// The absolute path of what was named, which need not be there.
fn resolved(named: &Path) -> Result<PathBuf, Failure> {
    match absolute(named) {
        Ok(path) => Ok(path),
        Err(error) if named.as_os_str().is_empty() => {
            Err(Failure::new(format!("the folder needs a name: {}", reason(&error))))
        }
        Err(error) => Err(Failure::new(format!("cannot find {}: {}", named.display(), reason(&error)))
            .about(named.display().to_string())),
    }
}

fn current_folder() -> Result<PathBuf, Failure> {
    let found: io::Result<PathBuf> = std::env::current_dir();
    found.map_err(|error| Failure::new(format!("the current folder cannot be used: {}", reason(&error))))
}

/// What a project in this folder is called.
fn label_of(folder: &Path) -> String {
    let name = folder.file_name().map(|name| words(&name.to_string_lossy()));
    name.filter(|label| !label.trim().is_empty()).unwrap_or_else(|| NAMELESS.to_owned())
}

fn read_label(written: &str) -> Result<String, String> {
    let label = written.trim();
    if label.is_empty() { Err("write at least one letter".to_owned()) } else { Ok(label.to_owned()) }
}
