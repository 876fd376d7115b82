//! The files that pages name with `src`: where they are, and why one is not drawn.

use std::fs;
use std::path::{Component, Path, PathBuf};

use journey_mermaid::embed::Reason;
use journey_model::nearest;
use journey_plugin::Registry;
use journey_workspace::{Boundary, Layout, absolute, folder_entries, reason, shown, without_dots};

/// A folder with a page in it.
#[derive(Clone, Debug)]
pub(in crate::command) struct Home {
    /// Absolute.
    pub(in crate::command) folder: PathBuf,
    /// The same without links.
    real: PathBuf,
    /// What is outside of this is not read.
    boundary: Boundary,
}

/// What a `src` says: the path of a file, and the id behind the `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source<'s> {
    pub(super) path: &'s str,
    pub(super) id: Option<&'s str>,
}

/// What files of journeys are called.
const EXTENSION: &str = "journey";

impl Home {
    /// A folder. Files of its repository may be drawn there; where there is none, those below `fallback`, if the folder
    /// is there too, else its own.
    pub(in crate::command) fn new(folder: PathBuf, fallback: &Path) -> Self {
        let mut boundary = Boundary::around(&folder);
        if !boundary.is_repository() {
            let started = Boundary::around(fallback);
            if started.contains(boundary.folder()) {
                boundary = started;
            }
        }
        Self { real: real(&folder), folder, boundary }
    }

    /// The folder that nothing leads out of.
    pub(super) fn limit(&self) -> &Path {
        self.boundary.folder()
    }

    /// What a page here would call a file with that absolute path.
    pub(super) fn path_to(&self, file: &Path) -> String {
        shown(&real(file), &self.real)
    }

    /// Splits what stands in `src`. A `#` in the name of a file that exists belongs to the name.
    pub(super) fn split<'s>(&self, src: &'s str) -> Source<'s> {
        match src.rsplit_once('#') {
            Some((path, id)) if !(self.is_inside(src) && self.folder.join(src).exists()) => {
                Source { path, id: Some(id) }
            }
            _ => Source { path: src, id: None },
        }
    }

    /// The absolute path of a file that a page here names.
    ///
    /// # Errors
    /// Where there is no such file, or it is none that may be drawn.
    pub(super) fn locate(&self, path: &str, plugins: &Registry) -> Result<PathBuf, Reason> {
        let first = Path::new(path).components().next();
        if matches!(first, Some(Component::RootDir | Component::Prefix(_))) || path.contains("://") {
            return Err(Reason::new(format!("`{path}` does not start at the folder of the page")).help(
                "Write the path from the page's folder, such as ../maps/shop.journey, so that it means the same on every \
                 machine.",
            ));
        }
        // What is outside is not even looked at, so that nobody learns what is there.
        if !self.is_inside(path) {
            return Err(self.outside(path));
        }
        let named = self.folder.join(path);
        // A page that is not written yet may stand in a folder that is not there yet.
        let named = if self.folder.is_dir() { named } else { without_dots(&named) };
        let found = absolute(&named).and_then(|path| path.metadata().map(|about| (path, about)));
        let (file, about) = match found {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(self.missing(path, plugins)),
            Err(error) => return Err(Reason::new(format!("cannot read {path}: {}", reason(&error)))),
        };
        // A link may lead out as well.
        if !self.boundary.contains(&real(&file)) {
            return Err(self.outside(path));
        }
        if about.is_dir() {
            return Err(Reason::new(format!("`{path}` is a folder")).help("Name one of the files in it."));
        }
        let is_journey = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION));
        if !is_journey || !about.is_file() {
            return Err(Reason::new(format!("`{path}` is not a file of journeys"))
                .help("Files of journeys end with .journey, such as shop.journey."));
        }
        Ok(file)
    }

    /// Whether a path stays inside, as it is written. Links are another matter.
    fn is_inside(&self, path: &str) -> bool {
        self.boundary.contains(&without_dots(&self.real.join(path)))
    }

    fn outside(&self, path: &str) -> Reason {
        let (of, help) = if self.boundary.is_repository() {
            ("the repository", "Only files of the same repository are drawn: put a copy into it.".to_owned())
        } else {
            let folder = self.boundary.folder().display();
            (
                "the folder in which journey was started",
                format!("There is no repository around the page, so only files below {folder} are drawn."),
            )
        };
        Reason::new(format!("`{path}` leads out of {of}")).help(help)
    }

    /// Why there is no such file, and which one may be meant.
    fn missing(&self, path: &str, plugins: &Registry) -> Reason {
        let reason = Reason::new(format!("there is no file `{path}`"));
        if path.contains('\\') {
            return reason.help("Write / between folders, on Windows too.");
        }
        if let Some(there) = self.in_other_case(path) {
            return reason.help(format!(
                "Did you mean `{there}`? Capital and small letters are the same on some machines, and differ on others."
            ));
        }
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let beside = folder_entries(&self.folder.join(folder), usize::MAX).map(|entries| entries.files);
        let beside: Vec<String> = beside.into_iter().flatten().filter(|file| is_journey(file)).collect();
        if let Some(near) = nearest(name, beside.iter().map(String::as_str)) {
            return reason.help(format!("Did you mean `{prefix}{near}`?"));
        }
        if let Some(elsewhere) = self.elsewhere(name, plugins) {
            return reason.help(format!("Did you mean `{elsewhere}`?"));
        }
        if beside.is_empty() {
            return reason.help("Paths start at the folder of the page.");
        }
        let shown: Vec<String> = beside.iter().take(MOST_LISTED).map(|file| format!("`{prefix}{file}`")).collect();
        let more = if beside.len() > MOST_LISTED { " and more" } else { "" };
        reason.help(format!("Files there are {}{more}.", shown.join(", ")))
    }

    /// The file that has this path but for capital and small letters, as a page here would name it.
    fn in_other_case(&self, path: &str) -> Option<String> {
        let named = without_dots(&self.real.join(path));
        let start = self.boundary.folder();
        let mut found = start.to_owned();
        for part in named.strip_prefix(start).ok()?.components() {
            let wanted = part.as_os_str().to_str()?;
            let entries = fs::read_dir(&found).ok()?.flatten();
            let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
            let mut near: Vec<String> = names.filter(|name| name.to_lowercase() == wanted.to_lowercase()).collect();
            near.sort_unstable();
            // What is written that way counts before what is not.
            let position = near.iter().position(|name| name == wanted).unwrap_or(0);
            found.push(near.get(position)?);
        }
        (found.is_file() && self.boundary.contains(&real(&found))).then(|| self.path_to(&found))
    }

    /// A file of that name somewhere else in the repository, as a page here would name it.
    fn elsewhere(&self, name: &str, plugins: &Registry) -> Option<String> {
        if !self.boundary.is_repository() {
            return None;
        }
        let listing = Layout::new([], plugins.catalog()).list_folder(self.boundary.folder(), &()).ok()?;
        let found = listing.files.into_iter().find(|file| file.file_name().is_some_and(|found| found == name))?;
        Some(self.path_to(&found))
    }
}

/// How many files of a folder a message lists.
const MOST_LISTED: usize = 5;

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn is_journey(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        for inner in [".git", "docs", "maps"] {
            fs::create_dir(folder.path().join(inner)).unwrap();
        }
        fs::write(folder.path().join("maps/shop#2.journey"), "").unwrap();
        let home = Home::new(folder.path().join("docs"), Path::new("/nowhere"));
        (folder, home)
    }

    #[test]
    fn what_follows_the_last_hash_is_an_id_unless_the_file_is_called_so() {
        let (_folder, home) = home();
        for (src, path, id) in [
            ("a.journey", "a.journey", None),
            ("a.journey#b", "a.journey", Some("b")),
            ("a#b.journey#c", "a#b.journey", Some("c")),
            ("a.journey#", "a.journey", Some("")),
            ("../maps/shop#2.journey", "../maps/shop#2.journey", None),
            ("../maps/shop#2.journey#b", "../maps/shop#2.journey", Some("b")),
        ] {
            assert_eq!(home.split(src), Source { path, id });
        }
    }

    #[test]
    fn a_file_is_found_from_the_folder_of_the_page_or_the_nearest_is_offered() {
        let (folder, home) = home();
        let plugins = crate::plugins::registry();
        let found = home.locate("../maps/shop#2.journey", &plugins).unwrap();
        assert_eq!(found, folder.path().canonicalize().unwrap().join("maps/shop#2.journey"));
        let told = |path: &str| home.locate(path, &plugins).unwrap_err().to_string();
        for (path, told_so) in [
            ("../maps/shop2.journey", "Did you mean `../maps/shop#2.journey`?"),
            ("shop#2.journey", "Did you mean `../maps/shop#2.journey`?"),
            ("../Maps/Shop#2.Journey", "Did you mean `../maps/shop#2.journey`? Capital and small letters"),
            ("../maps/SHOP#2.journey", "Did you mean `../maps/shop#2.journey`? Capital and small letters"),
            ("../Docs/../MAPS/shop#2.journey", "Did you mean `../maps/shop#2.journey`? Capital and small letters"),
            ("other.journey", "there is no file `other.journey`. Paths start at the folder of the page."),
            ("..\\maps\\a.journey", "Write / between folders, on Windows too."),
            ("https://example.com/a.journey", "does not start at the folder of the page."),
            ("/etc/passwd", "does not start at the folder of the page."),
            ("../../a.journey", "`../../a.journey` leads out of the repository."),
            ("..", "`..` is a folder."),
        ] {
            assert!(told(path).contains(told_so), "{path}: {}", told(path));
        }
    }
}
