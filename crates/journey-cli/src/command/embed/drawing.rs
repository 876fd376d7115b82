//! Draws what pages ask for: finds the journeys, loads each project once, and writes diagrams as Markdown.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use journey_mermaid::embed::{Reason, Wanted};
use journey_mermaid::{Request, RequestError, markdown};
use journey_model::{Configuration, DeclarationId, File, FileId, Keyword, Project, nearest};
use journey_plugin::{Environment, Registry, View};
use journey_workspace::{Decoded, Encoding, LoadedFile, shown};
use rayon::prelude::*;

use super::pages::current_folder;
use super::source::{Home, Source};
use crate::command::check::{diagnostics, tell_settings_problems};
use crate::failure::{Failure, contained};
use crate::report::Counts;
use crate::terminal::Terminal;
use crate::today::today;
use crate::workspace::{LoadedProject, Workspace};

/// The view of whoever names none.
pub(super) const STANDARD_VIEW: &str = "journey";

/// Everything that pages ask for, loaded.
pub(in crate::command) struct Drawing<'r> {
    plugins: &'r Registry,
    /// What counts where a page says nothing else.
    standard: &'r Request,
    workspace: Workspace,
    /// The current folder, which paths are seen from.
    current: PathBuf,
    /// The files that are asked for, by their absolute paths.
    files: BTreeMap<PathBuf, (Arc<LoadedProject>, FileId)>,
    /// Where the files are that pages name, by their folder and what they write.
    located: BTreeMap<(PathBuf, String), Result<PathBuf, Reason>>,
}

impl<'r> Drawing<'r> {
    /// Loads the projects of everything that is asked for.
    ///
    /// # Errors
    /// Where there is no current folder.
    pub(in crate::command) fn load<'w>(
        plugins: &'r Registry,
        standard: &'r Request,
        asked: impl Iterator<Item = (&'w Home, &'w Wanted)>,
    ) -> Result<Self, Failure> {
        let mut located = BTreeMap::new();
        for (home, wanted) in asked.filter(|(_, wanted)| wanted.text.is_none()) {
            let Source { path, .. } = home.split(wanted.get("src").unwrap_or_default());
            located.entry((home.folder.clone(), path.to_owned())).or_insert_with(|| home.locate(path, plugins));
        }
        let mut named: Vec<PathBuf> = located.values().filter_map(|place| place.as_ref().ok().cloned()).collect();
        named.sort();
        named.dedup();
        let workspace = if named.is_empty() { Workspace::default() } else { Workspace::load(&named, None, plugins)? };
        let files = workspace.projects.iter().flat_map(|project| {
            project.asked_for().map(move |(id, file)| (file.path.clone(), (Arc::clone(project), id)))
        });
        let files = files.collect();
        Ok(Self { plugins, standard, workspace, current: current_folder()?, files, located })
    }

    /// Tells what else is to be known about what was loaded; `false` where that keeps it from being drawn: mistakes in the
    /// settings of a project.
    pub(in crate::command) fn tell(&self, terminal: &Terminal) -> bool {
        if !tell_settings_problems(&self.workspace, terminal) {
            return false;
        }
        for warning in &self.workspace.warnings {
            terminal.warn(warning);
        }
        let files: Vec<_> = self.files.values().collect();
        let warnings: Vec<Option<String>> = files
            .par_iter()
            .map(|(loaded, id)| {
                let (encoding, environment) = (&loaded.file(*id).encoding, loaded.environment(today()));
                let path = &*loaded.project.file(*id).path;
                let errors = self.errors(&loaded.project, *id, encoding, environment)?;
                Some(format!("{path} has {errors}, so something may be missing; `journey check {path}` tells more"))
            })
            .collect();
        for warning in warnings.into_iter().flatten() {
            terminal.warn(warning);
        }
        true
    }

    /// How many errors a file has: "2 errors"; `None` where it has none.
    fn errors(
        &self,
        project: &Project,
        file: FileId,
        encoding: &Encoding,
        environment: Environment<'_>,
    ) -> Option<String> {
        match diagnostics(project, file, encoding, environment, self.plugins)
            .ok()
            .map(|found| Counts::of(&found).errors)?
        {
            0 => None,
            1 => Some("1 error".to_owned()),
            several => Some(format!("{several} errors")),
        }
    }

    /// The Markdown of what a page in a folder asks for.
    ///
    /// # Errors
    /// Where there is no such journey or view, or something else that is asked for is not there.
    pub(in crate::command) fn draw(&self, home: &Home, wanted: &Wanted) -> Result<String, Reason> {
        let view = self.view(wanted.get("view").unwrap_or(STANDARD_VIEW))?;
        let mut request = self.standard.clone();
        for (name, value) in wanted.drawing().filter(|(name, _)| *name != "view") {
            request.set(name, value).map_err(asked_wrong)?;
        }
        let src = wanted.get("src").unwrap_or_default();
        match &wanted.text {
            Some(text) => {
                let (project, file) = self.project_of(text);
                let id = src.strip_prefix('#').filter(|id| !id.is_empty());
                let journey = find_journey(&project, file, id, "the fence", |_| String::new())?;
                self.render(view, &project, journey, &request, wanted)
            }
            None => {
                let source = home.split(src);
                let (loaded, file) = self.loaded(home, source.path)?;
                let project = &loaded.project;
                let journey =
                    find_journey(project, file, source.id, source.path, |file| home.path_to(&loaded.file(file).path))?;
                self.render(view, project, journey, &request, wanted)
            }
        }
    }

    fn render(
        &self,
        view: &dyn View,
        project: &Project,
        journey: DeclarationId,
        request: &Request,
        wanted: &Wanted,
    ) -> Result<String, Reason> {
        let options = request.options(project, journey).map_err(asked_wrong)?;
        let drawn = contained("drawing a journey for a page", || {
            let rendered = view.render(project, journey, &options);
            markdown(&rendered, wanted.flavour, wanted.parts())
        });
        drawn.map_err(|failure| Reason { message: failure.message, help: failure.help })
    }

    fn view(&self, id: &str) -> Result<&'r dyn View, Reason> {
        self.plugins.view(id).ok_or_else(|| {
            let views: Vec<&str> = self.plugins.views().map(|view| view.description().id).collect();
            Reason::new(format!("there is no view `{id}`")).help(offered("view", id, &views))
        })
    }

    /// The file that a page names, in its project.
    fn loaded(&self, home: &Home, path: &str) -> Result<(&LoadedProject, FileId), Reason> {
        let place = match self.located.get(&(home.folder.clone(), path.to_owned())) {
            Some(place) => place.clone()?,
            None => home.locate(path, self.plugins)?,
        };
        if let Some((project, file)) = self.files.get(&place) {
            return Ok((project, *file));
        }
        let name = shown(&place, &self.current);
        let failure = self.workspace.failures.iter().find(|failure| failure.path.as_ref() == Some(&name));
        Err(failure.map_or_else(
            || Reason::new(format!("cannot read {path}")),
            |failure| Reason { message: failure.message.clone(), help: failure.help.clone() },
        ))
    }

    /// The project of a text that stands in a page: it has no other file.
    fn project_of(&self, text: &str) -> (Project, FileId) {
        let schema = self.plugins.schema();
        let loaded = LoadedFile::new(&Decoded { text: text.to_owned(), encoding: Encoding::Utf8 }, &schema);
        let file = File { path: "page.journey".into(), model: Arc::new(loaded.model) };
        let project = Project::new(vec![file], schema, Configuration::default());
        let (id, _) = project.files().next().expect("it was made of a file");
        (project, id)
    }

    /// Tells of errors in the journey that stands in a fence of the page `shown`.
    pub(in crate::command) fn tell_about_text(&self, shown: &str, wanted: &Wanted, terminal: &Terminal) {
        let Some(text) = &wanted.text else { return };
        let (project, file) = self.project_of(text);
        if let Some(errors) = self.errors(&project, file, &Encoding::Utf8, Environment::of(today())) {
            let line = wanted.line;
            terminal.warn(format!("{shown}:{line}: the journey here has {errors}, so something may be missing"));
        }
    }
}

/// The journey of a file with an id, or the first one. `named` is what the page calls the file, and `path_to` what it would
/// call another one.
fn find_journey(
    project: &Project,
    file: FileId,
    id: Option<&str>,
    named: &str,
    path_to: impl Fn(FileId) -> String,
) -> Result<DeclarationId, Reason> {
    let journeys: Vec<_> = project.declarations_of(Keyword::Journey).collect();
    let here: Vec<_> = journeys.iter().filter(|(journey, _)| journey.file == file).collect();
    let found = here.iter().find(|(_, journey)| id.is_none_or(|id| journey.id() == id));
    if let Some((journey, _)) = found {
        return Ok(*journey);
    }
    let Some(id) = id else {
        return Err(Reason::new(format!("{named} has no journey"))
            .help("A journey starts with a line such as `journey weekly_shop \"Weekly shop\" {`."));
    };
    let reason = Reason::new(format!("{named} has no journey `{id}`"));
    if let Some((elsewhere, _)) = journeys.iter().find(|(_, journey)| journey.id() == id) {
        return Err(reason.help(format!("It is in {}.", path_to(elsewhere.file))));
    }
    let ids: Vec<&str> = here.iter().map(|(_, journey)| journey.id()).filter(|id| !id.is_empty()).collect();
    Err(reason.help(offered("journey", id, &ids)))
}

fn asked_wrong(error: RequestError) -> Reason {
    Reason::new(error.message).help(error.help)
}

/// What there is instead of `written`: the nearest, and all.
fn offered(what: &str, written: &str, names: &[&str]) -> String {
    let near = nearest(written, names.iter().copied());
    let meant = near.map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default();
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => format!("No {what} there has an id."),
        [only] => format!("{meant}The only {what} is {only}."),
        [several @ .., last] => format!("{meant}The {what}s are {} and {last}.", several.join(", ")),
    }
}
