//! `journey render`: writes journeys as diagrams, pages, pictures or data.

mod data;
mod errors;
mod format;
mod place;
mod writing;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use journey_json::Scope;
use journey_mermaid::{Flavour, Request, RequestError};
use journey_model::{DeclarationId, FileId};
use journey_plugin::{Language, Registry, View, ViewContext};
use rayon::iter::Either;
use rayon::prelude::*;

use super::check::tell_settings_problems;
use crate::asked::{self, Asker};
use crate::failure::{Failure, contained};
use crate::plugins;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::watch::{ToldOn, waiting_line, watch};
use crate::workspace::{LoadedProject, STANDARD_INPUT, Workspace};
use errors::warn_of_errors;
use format::{Format, written};
use place::Place;

/// Write journeys as diagrams, pages, pictures or data
///
/// Mistakes in a file do not stop it: what can be shown is shown, and what had to be left out is told on standard
/// error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Render {
    /// Files, folders, or - for standard input; #ID behind a file chooses one of its journeys
    #[arg(value_name = "FILE[#ID]", required = true)]
    journeys: Vec<PathBuf>,
    /// What to show; several with commas between them, or all
    #[arg(long = "view", value_name = "VIEW", value_delimiter = ',', default_value = "journey")]
    views: Vec<String>,
    /// The Mermaid that will draw it: gitlab, github, latest or a version such as 11.4 [default: github]
    #[arg(long)]
    target: Option<String>,
    /// The colours: calm, dark, or none for those of the page [default: calm]
    #[arg(long)]
    theme: Option<String>,
    /// Whose journey to show; several with commas between them [default: all]
    #[arg(long)]
    persona: Option<String>,
    /// Which stages to show, from one to another [default: all]
    #[arg(long, value_name = "FROM..TO")]
    stages: Option<String>,
    /// Which facts to show, such as does,thinks,emotion [default: those of the view]
    #[arg(long)]
    lanes: Option<String>,
    /// Which way the page is read: ltr or rtl [default: ltr]
    #[arg(long)]
    direction: Option<String>,
    /// The heading [default: the journey's label]
    #[arg(long)]
    title: Option<String>,
    /// What to write [default: what the extension of --output says, else mermaid]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write, or the folder to write a file for each journey and view to, instead of standard output
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    /// Write again whenever something changes, until Ctrl-C
    #[arg(long, requires = "output")]
    watch: bool,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey render shop.journey                   Print the first journey as a Mermaid diagram
  journey render shop.journey#next_year         The same for another journey of the file
  journey render shop.journey --view map        The journey map; `blueprint`, `emotion` and more are views, too
  journey render shop.journey -o shop.svg       Draw a picture
  journey render shop.journey --format txt      Draw it here
  journey render shop.journey --view report --format markdown
                                                Everything about it, as a page
  journey render maps --view all -o pictures/ --format svg
                                                A picture for each journey and view below a folder
  journey render shop.journey --target gitlab   For GitLab's Mermaid
  journey render shop.journey -o shop.mmd --watch
                                                Write it whenever you save

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  everything was written
  2  something could not be written: a missing file, an unknown journey, view or persona, a wrong option, a mistake in
     journey.toml";

/// Renders.
pub(super) fn run(arguments: &Render, terminal: &Terminal) -> Result<Status, Failure> {
    let plugins = Arc::new(plugins::registry());
    let job = Job::of(arguments, &plugins)?;
    let files: Vec<PathBuf> = job.asked.iter().map(|(file, _)| file.clone()).collect();
    if files.iter().any(|file| file.as_os_str() == STANDARD_INPUT) {
        if arguments.watch {
            return Err(Failure::new("standard input cannot be watched").help("Name the file itself."));
        }
        terminal.say_that_input_is_awaited();
    }
    if job.format == Format::Json
        && let Some(note) = arguments.told_to_data()
    {
        terminal.note(note);
    }
    if let Some(note) = asked::newer_than_known(&job.request) {
        terminal.note(note);
    }
    if !arguments.watch {
        return job.render(&Workspace::load(&files, None, &plugins)?, terminal);
    }
    watch(&files, None, &plugins, (terminal, ToldOn::Error), |workspace| {
        let status = job.render(&workspace, terminal)?;
        let done = if status == Status::Clean { "written" } else { "tried" };
        terminal.write_error(&waiting_line(&workspace, done));
        Ok(())
    })
}

/// What is to be written, before anything is read.
struct Job<'a> {
    plugins: &'a Registry,
    /// Files and folders, each with the journey that was asked for.
    asked: Vec<(PathBuf, Option<String>)>,
    views: Vec<&'a dyn View>,
    /// Whether `all` was written for them.
    all_views: bool,
    request: Request,
    format: Format,
    place: Place<'a>,
}

/// One rendering that was asked for.
struct Wanted<'w> {
    project: &'w LoadedProject,
    file: FileId,
    journey: DeclarationId,
    view: &'w dyn View,
    context: SharedContext<'w>,
}

/// What the views of one journey read of it: made by the first of them, gone with the last.
type SharedContext<'w> = Arc<OnceLock<Result<ViewContext<'w>, RequestError>>>;

/// What was made of it.
struct Made {
    text: String,
    /// Whether it is Markdown that stands in for a diagram.
    is_page: bool,
    notes: Vec<String>,
}

impl Render {
    /// What is to be said of the options that choose what a view shows, where there is no view.
    fn told_to_data(&self) -> Option<String> {
        let options = self.options().into_iter().filter(|(_, value)| value.is_some());
        let view = (self.views != ["journey"]).then_some("view");
        let given = view.into_iter().chain(options.map(|(name, _)| name));
        let given: Vec<String> = given.map(|name| format!("--{name}")).collect();
        let (last, others) = given.split_last()?;
        let (all, verb) = match others {
            [] => (last.clone(), "changes"),
            others => (format!("{} and {last}", others.join(", ")), "change"),
        };
        Some(format!("data has everything, so {all} {verb} nothing in it; #ID behind a file chooses one journey"))
    }

    /// What chooses what views show, by the names of options and attributes.
    fn options(&self) -> [(&'static str, Option<&str>); 7] {
        [
            ("target", self.target.as_deref()),
            ("theme", self.theme.as_deref()),
            ("persona", self.persona.as_deref()),
            ("stages", self.stages.as_deref()),
            ("lanes", self.lanes.as_deref()),
            ("direction", self.direction.as_deref()),
            ("title", self.title.as_deref()),
        ]
    }
}

impl<'a> Job<'a> {
    fn of(arguments: &'a Render, plugins: &'a Registry) -> Result<Self, Failure> {
        let mut views: Vec<&dyn View> = match arguments.views.as_slice() {
            [all] if all == "all" => plugins.views().collect(),
            named => named
                .iter()
                .map(|id| asked::view(plugins, id.trim(), Asker::CommandLine))
                .collect::<Result<Vec<_>, _>>()?,
        };
        let mut request = Request::default();
        for (key, value) in arguments.options() {
            if let Some(value) = value {
                request.set(key, value)?;
            }
        }
        let asked: Vec<_> = arguments.journeys.iter().map(|named| asked::split(named)).collect();
        let several = asked.len() > 1 || asked.iter().any(|(file, _)| file.is_dir()) || views.len() > 1;
        let place = Place::of(arguments.output.as_deref(), several);
        let by_extension = match place {
            Place::File(path) if arguments.format.is_none() => Format::of(path)?,
            _ => None,
        };
        let format = arguments.format.or(by_extension).unwrap_or_default();
        if format == Format::Json {
            // It has no views, so one stands for all that were named.
            views.truncate(1);
        }
        let all_views = arguments.views.iter().any(|id| id == "all");
        let job = Self { plugins, asked, views, all_views, request, format, place };
        let is_one_place = !matches!(place, Place::Folder(_)) && !job.wants_project();
        if let Some((folder, _)) = job.asked.iter().find(|(file, _)| file.is_dir() && is_one_place) {
            return Err(Failure::new(format!("{} is a folder", folder.display()))
                .help("Name one of the files in it; or name a folder with --output, to write all its journeys to."));
        }
        Ok(job)
    }

    fn render(&self, workspace: &Workspace, terminal: &Terminal) -> Result<Status, Failure> {
        let mut failures: Vec<Failure> = workspace.failures.clone();
        if !tell_settings_problems(workspace, terminal) {
            return Ok(Status::CouldNotRun);
        }
        for warning in &workspace.warnings {
            terminal.warn(warning);
        }
        if self.wants_project() {
            return self.write_project(workspace, failures, terminal);
        }
        let wanted = self.wanted(workspace, &mut failures, terminal);
        if let (Some(first), true) = (failures.first(), wanted.is_empty()) {
            for failure in failures.iter().skip(1) {
                terminal.tell(failure);
            }
            return Err(first.clone());
        }
        if let (Place::StandardOutput | Place::File(_), true) = (&self.place, wanted.len() > 1 && !self.joins()) {
            let what = if self.views.len() > 1 { "views" } else { "journeys" };
            return Err(Failure::new(format!("there are {} diagrams, and one place for them", wanted.len())).help(format!(
                "Name a folder with --output, such as `--output diagrams/`; or take fewer {what}, or --format markdown.",
            )));
        }
        let made = wanted.into_par_iter().with_max_len(1).map(|mut wanted| {
            let context = std::mem::take(&mut wanted.context);
            match self.make(&wanted, &context, terminal).transpose() {
                Some(made) => Either::Left((wanted, made)),
                None => Either::Right(wanted.view.description().id),
            }
        });
        let (made, texts): (Vec<_>, BTreeSet<&str>) = made.partition_map(|either| either);
        let (wanted, made): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        failures.extend(self.write(&wanted, made, terminal));
        if !texts.is_empty() {
            let texts = texts.into_iter().collect::<Vec<_>>().join(", ");
            terminal
                .note(format!("left out, because there is no picture of a text: {texts}; --format markdown writes it"));
        }
        let files: Vec<(&LoadedProject, FileId)> = wanted.iter().map(|one| (one.project, one.file)).collect();
        warn_of_errors(&files, self.plugins, terminal)?;
        for failure in &failures {
            terminal.tell(failure);
        }
        Ok(if failures.is_empty() { Status::Clean } else { Status::CouldNotRun })
    }

    /// Whether several renderings can stand in one file.
    fn joins(&self) -> bool {
        matches!(self.format, Format::Markdown | Format::Txt)
    }

    /// What to render, in the order in which it was named.
    fn wanted<'w>(
        &'w self,
        workspace: &'w Workspace,
        failures: &mut Vec<Failure>,
        terminal: &Terminal,
    ) -> Vec<Wanted<'w>> {
        let mut wanted = Vec::new();
        let all = workspace.projects.iter().flat_map(|project| project.asked_for().map(move |file| (project, file)));
        for (project, (file, loaded)) in all {
            let ids: Vec<Option<&str>> = self
                .asked
                .iter()
                .filter(|(named, _)| place::is_or_is_below(&loaded.path, named))
                .map(|(_, id)| id.as_deref())
                .collect();
            match self.journeys(project, file, &ids, terminal) {
                Ok(journeys) => wanted.extend(journeys.into_iter().flat_map(|journey| {
                    let context = SharedContext::default();
                    let view = move |view: &&'w dyn View| Wanted {
                        project,
                        file,
                        journey,
                        view: *view,
                        context: Arc::clone(&context),
                    };
                    self.views.iter().map(view)
                })),
                Err(failure) => failures.push(failure),
            }
        }
        wanted
    }

    /// The journeys of a file that were asked for by id, or by naming the file.
    fn journeys(
        &self,
        loaded: &LoadedProject,
        file: FileId,
        ids: &[Option<&str>],
        terminal: &Terminal,
    ) -> Result<Vec<DeclarationId>, Failure> {
        let project = &loaded.project;
        let path = &*project.file(file).path;
        let here = asked::journeys(project, file);
        let mut chosen: Vec<DeclarationId> = Vec::new();
        for id in ids.iter().flatten() {
            let named = asked::journeys_named(project, file, id, Asker::CommandLine)?;
            if named.len() > 1 {
                terminal.warn(format!("{path} has {} journeys `{id}`; this is the first", named.len()));
            }
            chosen.extend(named.first().filter(|journey| !chosen.contains(journey)));
        }
        if ids.iter().all(Option::is_some) && !ids.is_empty() {
            return Ok(chosen);
        }
        match here.as_slice() {
            // Files of a folder may hold personas alone.
            [] if matches!(self.place, Place::Folder(_)) => {}
            [] => {
                let failure = Failure::new(format!("{path} has no journey"));
                // Then it may have one that cannot be read.
                let encoding = loaded.file(file).encoding.problem();
                return Err(failure.help(match encoding {
                    Some(_) => "It is not written in UTF-8: it may be no text at all. If it is, save it as UTF-8.",
                    None => "Name a file with a line such as `journey weekly_shop \"Weekly shop\" {`.",
                }));
            }
            [(_, first), _, ..] if !matches!(self.place, Place::Folder(_)) => {
                let (count, list) = (here.len(), asked::list(path, &here));
                terminal.note(format!("{path} has {count} journeys; this is `{}`. Each has a name:{list}", first.id()));
                chosen.extend(here.first().map(|(id, _)| *id));
            }
            all => chosen.extend(all.iter().map(|(id, _)| *id)),
        }
        Ok(chosen)
    }

    /// `None` where there is nothing to write: a picture of what is a text.
    fn make<'w>(
        &self,
        wanted: &Wanted<'w>,
        context: &SharedContext<'w>,
        terminal: &Terminal,
    ) -> Result<Option<Made>, Failure> {
        let project = &wanted.project.project;
        let path = &*project.file(wanted.file).path;
        let journey = project.declaration(wanted.journey);
        let about =
            |failure: Failure| Failure { message: format!("{path}#{}: {}", journey.id(), failure.message), ..failure };
        let context = context.get_or_init(|| {
            let options = self.request.options(project, wanted.journey)?;
            Ok(ViewContext::new(project, wanted.journey, options))
        });
        let context = context.as_ref().map_err(|error| about(error.clone().into()))?;
        contained(&format!("rendering {path}"), || {
            if self.format == Format::Json {
                let document = journey_json::document(project, Scope::Journey(wanted.journey));
                let text = serde_json::to_string_pretty(&document).expect("a document of plain data is JSON") + "\n";
                return Ok(Some(Made { text, is_page: false, notes: Vec::new() }));
            }
            let rendered = wanted.view.render(context);
            if self.all_views && self.format == Format::Svg && rendered.language == Language::Markdown {
                // Nobody asked for a picture of this one.
                return Ok(None);
            }
            let name = format!("journey-{}-{}", journey.id(), wanted.view.description().id);
            let text =
                written(&rendered, self.format, self.flavour(), terminal.out_text_width(), &name, &journey.label())?;
            let is_page = self.format == Format::Mermaid && rendered.language == Language::Markdown;
            // A page has them already.
            let is_told = self.format == Format::Markdown;
            let told = rendered.fallback.into_iter().chain(rendered.notes).filter(|_| !is_told);
            let notes = told.collect();
            Ok(Some(Made { text, is_page, notes }))
        })
        .and_then(|made| made)
        .map_err(about)
    }

    fn flavour(&self) -> Flavour {
        let is_mdx = matches!(self.place, Place::File(path) if path.extension().is_some_and(|it| it == "mdx"));
        if is_mdx { Flavour::Mdx } else { Flavour::Markdown }
    }
}
