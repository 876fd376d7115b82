//! Draws what pages ask for: finds the journeys, loads each project once, and writes diagrams as Markdown.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use journey_mermaid::embed::{Reason, Wanted};
use journey_mermaid::{Request, markdown};
use journey_model::{Configuration, DeclarationId, File, FileId, Project};
use journey_plugin::{Environment, Registry, View, ViewContext};
use journey_workspace::{Decoded, Encoding, LoadedFile, shown};
use rayon::prelude::*;

use super::pages::current_folder;
use super::source::{Home, Source};
use crate::asked::{self, Asker};
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
        let path_to = |_| String::new();
        let page = Asker::Page { file: "", path_to: &path_to };
        let view = asked::view(self.plugins, wanted.get("view").unwrap_or(STANDARD_VIEW), page)?;
        let mut request = self.standard.clone();
        for (name, value) in wanted.drawing().filter(|(name, _)| *name != "view") {
            request.set(name, value).map_err(Failure::from)?;
        }
        let src = wanted.get("src").unwrap_or_default();
        match &wanted.text {
            Some(text) => {
                let (project, file) = self.project_of(text);
                let page = Asker::Page { file: "the fence", path_to: &|_| String::new() };
                let journey = journey_of(&project, file, src.strip_prefix('#'), page)?;
                self.render(view, &project, journey, &request, wanted)
            }
            None => {
                let source = home.split(src);
                let (loaded, file) = self.loaded(home, source.path)?;
                let project = &loaded.project;
                let path_to = |file: FileId| home.path_to(&loaded.file(file).path);
                let page = Asker::Page { file: source.path, path_to: &path_to };
                let journey = journey_of(project, file, source.id, page)?;
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
        let options = request.options(project, journey).map_err(Failure::from)?;
        let drawn = contained("drawing a journey for a page", || {
            let rendered = view.render(&ViewContext::new(project, journey, options));
            markdown(&rendered, wanted.flavour, wanted.parts())
        });
        drawn.map_err(Reason::from)
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
        Err(failure.map_or_else(|| Reason::new(format!("cannot read {path}")), |failure| Reason::from(failure.clone())))
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

/// The journey of a file that a page names with an id, or the first one.
fn journey_of(project: &Project, file: FileId, id: Option<&str>, page: Asker<'_>) -> Result<DeclarationId, Reason> {
    let found = match id {
        Some(id) => asked::journeys_named(project, file, id, page)?.into_iter().next(),
        None => asked::journeys(project, file).into_iter().next().map(|(journey, _)| journey),
    };
    found.ok_or_else(|| {
        let called = if let Asker::Page { file, .. } = page { file } else { &project.file(file).path };
        Reason::new(format!("{called} has no journey"))
            .help("A journey starts with a line such as `journey weekly_shop \"Weekly shop\" {`.")
    })
}
