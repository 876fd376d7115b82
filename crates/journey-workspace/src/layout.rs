//! Which project a file belongs to, and which files a project has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_model::configuration::RuleCatalog;

use crate::observer::{Cancelled, Observer};
use crate::settings::{Settings, SettingsFinder};
use crate::walk::{Listing, Only, Unlisted, Walk};

/// Which project a file belongs to, and which files a project has, where some folders are open.
///
/// A project starts in each folder that holds a `journey.toml`, and has every `.journey` file below that folder, up to
/// the next such folder. Files that are below none belong to the outermost open folder around them; those that are
/// below no open folder either, to a project of their own folder.
///
/// All paths are absolute, as [`crate::absolute`] makes them. Links are not resolved: a file belongs where its path
/// says.
///
/// A layout remembers the settings that it has read. Where a `journey.toml` has appeared, changed or vanished, make a
/// new one.
#[derive(Debug)]
pub struct Layout {
    folders: Vec<PathBuf>,
    settings: SettingsFinder,
}

/// A project and its files.
#[derive(Debug)]
pub struct ListedProject {
    /// Its root.
    pub root: PathBuf,
    /// The settings that count for it.
    pub settings: Option<Arc<Settings>>,
    /// Its files, absolute, sorted.
    pub files: Vec<PathBuf>,
}

/// Everything that is in the open folders.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The projects, sorted by root. One that has no file (yet) is among them.
    pub projects: Vec<ListedProject>,
    /// What could not be looked into, sorted by path.
    pub unlisted: Vec<Unlisted>,
}

impl Layout {
    /// A layout where these folders are open. `catalog` has all rules, which settings are read by.
    pub fn new(folders: impl IntoIterator<Item = PathBuf>, catalog: RuleCatalog) -> Self {
        let mut folders: Vec<PathBuf> = folders.into_iter().collect();
        folders.sort_unstable();
        folders.dedup();
        Self { folders, settings: SettingsFinder::new(catalog) }
    }

    /// The open folders, sorted.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The root of the project that a file belongs to. The file need not exist.
    pub fn root_of(&self, file: &Path) -> PathBuf {
        self.root_of_folder(file.parent().unwrap_or(file))
    }

    /// The root of the project that the files directly in a folder belong to.
    pub fn root_of_folder(&self, folder: &Path) -> PathBuf {
        if let Some(settings) = self.settings_of_folder(folder) {
            return settings.root.clone();
        }
        let around = self.folders.iter().filter(|open| folder.starts_with(open));
        around.min_by_key(|open| open.components().count()).map_or(folder, PathBuf::as_path).to_owned()
    }

    /// The settings that count in a folder, such as a project's root: of the nearest `journey.toml` upwards.
    pub fn settings_of_folder(&self, folder: &Path) -> Option<Arc<Settings>> {
        self.settings.of_folder(folder)
    }

    /// The settings in a folder as they would be with a `journey.toml` there, where `open` has the texts that count
    /// instead of those on the disk, by absolute paths: an editor's, which may not be saved.
    pub fn settings_with(&self, folder: &Path, open: &dyn Fn(&Path) -> Option<Arc<str>>) -> Settings {
        self.settings.with_open(folder, open)
    }

    /// Whether a file of settings at or below a path was asked for: if something happens to it, make a new layout. What
    /// is extended and not there (yet) was asked for too.
    pub fn has_asked_for(&self, path: &Path) -> bool {
        self.settings.has_asked_for(path)
    }

    /// The path by which the layout knows a file. A file below an open folder that is reached another way, past a link,
    /// has the path through that folder; every other has the path that it is asked for with.
    pub fn known_path(&self, path: &Path) -> PathBuf {
        if self.folders.iter().any(|folder| path.starts_with(folder)) {
            return path.to_owned();
        }
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return path.to_owned() };
        // The file itself may be a link, or not be there any more.
        let Ok(real) = parent.canonicalize() else { return path.to_owned() };
        let known = self.folders.iter().find_map(|folder| {
            let below = real.strip_prefix(folder.canonicalize().ok()?).ok()?.to_owned();
            Some(folder.join(below).join(name))
        });
        known.unwrap_or_else(|| path.to_owned())
    }

    /// Every project in the open folders: those that the folders belong to, and those below the folders. Where a
    /// folder is part of a project, all of that project is listed.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn discover(&self, observer: &dyn Observer) -> Result<Discovery, Cancelled> {
        let mut projects = BTreeMap::new();
        let mut unlisted = BTreeSet::new();
        let mut found = 0;
        let mut roots: Vec<PathBuf> = self.folders.iter().map(|folder| self.root_of_folder(folder)).collect();
        while let Some(root) = roots.pop() {
            if projects.contains_key(&root) {
                continue;
            }
            let listing = self.list(&root, &Continued { observer, found })?;
            found += listing.files.len();
            roots.extend(listing.inner_roots.into_iter().filter(|inner| self.is_open(inner)));
            unlisted.extend(listing.unlisted);
            let settings = self.settings_of_folder(&root);
            projects.insert(root.clone(), ListedProject { root, settings, files: listing.files });
        }
        Ok(Discovery { projects: projects.into_values().collect(), unlisted: unlisted.into_iter().collect() })
    }

    /// The files of the project with that root, and where projects start below it.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn list(&self, root: &Path, observer: &dyn Observer) -> Result<Listing, Cancelled> {
        self.walk(&self.starts(root), false, None, observer)
    }

    /// Those files of the project with that root that are now at or below some paths, and where projects start there.
    /// Only the folders on the way are looked into.
    ///
    /// When something has happened to paths (created, changed, deleted, moved; files or folders), what was known at
    /// and below them is to be forgotten, and what this gives is to be read.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn list_again<'p>(
        &self,
        root: &Path,
        paths: impl IntoIterator<Item = &'p Path>,
        observer: &dyn Observer,
    ) -> Result<Listing, Cancelled> {
        self.walk(&self.starts(root), false, Some(Only::new(paths)), observer)
    }

    /// The files below a folder, whatever project they belong to.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn list_folder(&self, folder: &Path, observer: &dyn Observer) -> Result<Listing, Cancelled> {
        self.walk(&[folder], true, None, observer)
    }

    fn walk(
        &self,
        starts: &[&Path],
        enters_projects: bool,
        only: Option<Only>,
        observer: &dyn Observer,
    ) -> Result<Listing, Cancelled> {
        let walk = Walk { settings: &self.settings, enters_projects, only };
        let mut listing = Listing::default();
        for start in starts {
            walk.list(start, observer, &mut listing)?;
            listing.sort();
        }
        Ok(listing)
    }

    /// Where to start for the files of a project. Somebody who opens a folder wants to see it, even where git ignores
    /// it.
    fn starts<'s>(&'s self, root: &'s Path) -> Vec<&'s Path> {
        let open = self.folders.iter().map(PathBuf::as_path);
        let inside = open.filter(|folder| *folder != root && folder.starts_with(root));
        std::iter::once(root).chain(inside.filter(|folder| self.root_of_folder(folder) == root)).collect()
    }

    fn is_open(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

/// Counts on from the files of the projects before.
struct Continued<'o> {
    observer: &'o dyn Observer,
    found: usize,
}

impl Observer for Continued<'_> {
    fn is_cancelled(&self) -> bool {
        self.observer.is_cancelled()
    }

    fn progress(&self, files: usize) {
        self.observer.progress(self.found + files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use proptest::prelude::*;

    fn layout(folder: &Folder, open: &[&str]) -> Layout {
        Layout::new(open.iter().map(|path| folder.path(path)), RuleCatalog::default())
    }

    /// The root of a file, as it is called in the folder.
    fn root(folder: &Folder, layout: &Layout, file: &str) -> String {
        folder.names([layout.root_of(&folder.path(file))]).remove(0)
    }

    fn listed(folder: &Folder, layout: &Layout, root: &str) -> Vec<String> {
        folder.names(layout.list(&folder.path(root), &()).unwrap().files)
    }

    fn listed_again(folder: &Folder, layout: &Layout, root: &str, paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path(path)).collect();
        let listing = layout.list_again(&folder.path(root), paths.iter().map(PathBuf::as_path), &()).unwrap();
        folder.names(listing.files)
    }

    /// What is in the open folders: `root: file, file`.
    fn discovered(folder: &Folder, layout: &Layout) -> Vec<String> {
        let projects = layout.discover(&()).unwrap().projects;
        let told = projects.iter().map(|project| {
            format!("{}: {}", folder.names([&project.root])[0], folder.names(&project.files).join(", "))
        });
        told.collect()
    }

    #[test]
    fn the_nearest_settings_upwards_are_the_root() {
        let folder = Folder::new().with(&["journey.toml", "maps/journey.toml", "maps/deep/a.journey"]);
        let layout = layout(&folder, &["maps/deep"]);
        assert_eq!(root(&folder, &layout, "maps/deep/a.journey"), "maps");
        assert_eq!(root(&folder, &layout, "a.journey"), "");
        assert_eq!(root(&folder, &layout, "not/there/a.journey"), "");
    }

    #[test]
    fn without_settings_the_outermost_open_folder_is_the_root() {
        let folder = Folder::new().with(&["maps/deep/a.journey", "mapsalike/a.journey"]);
        let layout = layout(&folder, &["maps/deep", "maps"]);
        assert_eq!(root(&folder, &layout, "maps/deep/a.journey"), "maps");
        assert_eq!(root(&folder, &layout, "maps/deep/deeper/a.journey"), "maps");
        assert_eq!(root(&folder, &layout, "mapsalike/a.journey"), "mapsalike");
    }

    #[test]
    fn without_an_open_folder_the_own_folder_is_the_root() {
        let folder = Folder::new().with(&["maps/deep/a.journey"]);
        let layout = layout(&folder, &["other"]);
        assert_eq!(root(&folder, &layout, "maps/deep/a.journey"), "maps/deep");
        assert_eq!(root(&folder, &layout, "maps/a.journey"), "maps");
        assert_eq!(listed(&folder, &layout, "maps"), ["maps/deep/a.journey"]);
    }

    #[test]
    fn a_folder_that_is_called_like_the_settings_starts_no_project() {
        let folder = Folder::new().with(&["maps/journey.toml/a.journey", "maps/b.journey"]);
        let layout = layout(&folder, &[""]);
        assert_eq!(discovered(&folder, &layout), [": maps/b.journey, maps/journey.toml/a.journey"]);
    }

    #[test]
    fn every_folder_with_settings_is_a_project_and_the_rest_is_one_too() {
        let folder = Folder::new().with(&[
            "a.journey",
            "b/b.journey",
            "b/shop/journey.toml",
            "b/shop/c.journey",
            "b/shop/inner/journey.toml",
            "b/shop/inner/d.journey",
            "b/shop/more/e.journey",
            "empty/journey.toml",
        ]);
        let layout = layout(&folder, &[""]);
        assert_eq!(
            discovered(&folder, &layout),
            [
                ": a.journey, b/b.journey",
                "b/shop: b/shop/c.journey, b/shop/more/e.journey",
                "b/shop/inner: b/shop/inner/d.journey",
                "empty: ",
            ]
        );
        let listing = layout.list(&folder.path(""), &()).unwrap();
        assert_eq!(folder.names(listing.inner_roots), ["b/shop", "empty"]);
        // Where only one file is looked for, nothing else is looked into.
        let listing = layout.list_again(&folder.path(""), [folder.path("a.journey").as_path()], &()).unwrap();
        assert_eq!((listing.files.len(), listing.inner_roots.len()), (1, 0));
        let listing = layout.list_folder(&folder.path("b"), &()).unwrap();
        assert_eq!(listing.files.len(), 4);
    }

    #[test]
    fn a_folder_without_journeys_is_a_project_without_files() {
        let folder = Folder::new().with(&["notes/todo.txt"]);
        assert_eq!(discovered(&folder, &layout(&folder, &["notes"])), ["notes: "]);
        assert!(layout(&folder, &[]).discover(&()).unwrap().projects.is_empty());
    }

    #[test]
    fn an_open_folder_inside_a_project_brings_all_of_that_project_and_none_of_its_neighbours() {
        let folder = Folder::new().with(&[
            "journey.toml",
            "people.journey",
            "maps/a.journey",
            "maps/own/journey.toml",
            "maps/own/b.journey",
            "other/journey.toml",
            "other/c.journey",
        ]);
        let layout = layout(&folder, &["maps"]);
        let expected = [": maps/a.journey, people.journey", "maps/own: maps/own/b.journey"];
        assert_eq!(discovered(&folder, &layout), expected);
    }

    #[test]
    fn open_folders_that_overlap_list_each_file_once() {
        let folder =
            Folder::new().with(&["a.journey", "maps/b.journey", "maps/own/journey.toml", "maps/own/c.journey"]);
        let layout = layout(&folder, &["maps/own", "maps", "", "maps"]);
        let expected = [": a.journey, maps/b.journey", "maps/own: maps/own/c.journey"];
        assert_eq!(discovered(&folder, &layout), expected);
    }

    #[test]
    fn what_is_hidden_and_what_git_ignores_is_left_out() {
        let folder = Folder::new()
            .with(&["a.journey", ".hidden.journey", ".trash/b.journey", "target/c.journey", "maps/target/d.journey"])
            .with(&["maps/draft.journey", "maps/e.journey", "maps/readme.md", "maps/journey", "local/f.journey"])
            .with_file(".gitignore", "target/\n")
            .with_file("maps/.gitignore", "draft*\n")
            .with_file(".ignore", "local\n");
        let layout = layout(&folder, &[""]);
        assert_eq!(discovered(&folder, &layout), [": a.journey, maps/e.journey"]);
        // A project of its own that git ignores is only there for who asks for it.
        let folder = folder.with(&["target/journey.toml"]);
        let layout = self::layout(&folder, &[""]);
        assert_eq!(discovered(&folder, &layout), [": a.journey, maps/e.journey"]);
        assert_eq!(root(&folder, &layout, "target/c.journey"), "target");
        assert_eq!(listed(&folder, &layout, "target"), ["target/c.journey"]);
    }

    #[test]
    fn an_open_folder_that_git_ignores_is_listed() {
        let folder = Folder::new()
            .with(&["journey.toml", "a.journey", "build/b.journey", "build/build/c.journey", "build/own/journey.toml"])
            .with(&["build/own/d.journey"])
            .with_file(".gitignore", "/build\n");
        assert_eq!(discovered(&folder, &layout(&folder, &[""])), [": a.journey"]);
        let layout = layout(&folder, &["build"]);
        let all = ["a.journey", "build/b.journey", "build/build/c.journey"];
        assert_eq!(
            discovered(&folder, &layout),
            [format!(": {}", all.join(", ")), "build/own: build/own/d.journey".into()]
        );
        assert_eq!(listed_again(&folder, &layout, "", &["build", "a.journey"]), all);
    }

    #[test]
    fn what_settings_exclude_is_left_out_in_the_projects_inside_too() {
        let folder = Folder::new()
            .with(&["a.journey", "drafts/b.journey", "drafts/own/journey.toml", "drafts/own/c.journey"])
            .with(&["maps/d.journey", "maps/old.journey", "maps/mine.journey"])
            .with_file("journey.toml", "exclude = [\"drafts/**\", \"old.journey\"]\n")
            .with_file("maps/journey.toml", "exclude = [\"mine*\"]\n");
        let layout = layout(&folder, &[""]);
        assert_eq!(discovered(&folder, &layout), [": a.journey", "maps: maps/d.journey"]);
        let listing = layout.list_folder(&folder.path(""), &()).unwrap();
        assert_eq!(folder.names(listing.files), ["a.journey", "maps/d.journey"]);
        assert!(listing.left_some_out);
        assert!(listed(&folder, &layout, "drafts/own").is_empty());
    }

    #[test]
    fn names_may_have_spaces_and_any_letters() {
        let names = ["Ünïcode 早餐/Müsli und Brot.journey", "a b/c d.JOURNEY", "emoji 😀/[x]{y}!.Journey"];
        let folder = Folder::new().with(&names);
        let layout = layout(&folder, &[""]);
        let mut listing = listed(&folder, &layout, "");
        for name in names {
            assert_eq!(listed_again(&folder, &layout, "", &[name]), [name]);
            listing.retain(|listed| listed != name);
        }
        assert!(listing.is_empty(), "{listing:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_count_and_links_to_folders_are_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = Folder::new().with(&["maps/a.journey", "elsewhere/b.txt", "elsewhere/c.journey"]);
        symlink(folder.path("elsewhere/b.txt"), folder.path("maps/b.journey")).unwrap();
        symlink(folder.path("elsewhere"), folder.path("maps/linked")).unwrap();
        symlink(folder.path("maps"), folder.path("maps/round")).unwrap();
        symlink("self.journey", folder.path("maps/self.journey")).unwrap();
        symlink(folder.path("elsewhere"), folder.path("maps/folder.journey")).unwrap();
        symlink("journey.toml", folder.path("elsewhere/journey.toml")).unwrap();
        let layout = layout(&folder, &["maps"]);
        // The one that leads to itself is told when it is read.
        let found = ["maps/a.journey", "maps/b.journey", "maps/self.journey"];
        assert_eq!(listed(&folder, &layout, "maps"), found);
        let asked = ["maps/a.journey", "maps/linked/c.journey", "maps/round/a.journey", "maps/round/round/a.journey"];
        assert_eq!(listed_again(&folder, &layout, "maps", &asked), ["maps/a.journey"]);
        assert_eq!(root(&folder, &layout, "elsewhere/c.journey"), "elsewhere");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_a_link_is_known_by_its_own_path() {
        let folder =
            Folder::new().with(&["real/maps/a.journey", "real/maps/own/journey.toml", "real/maps/own/b.journey"]);
        std::os::unix::fs::symlink(folder.path("real/maps"), folder.path("maps")).unwrap();
        let layout = layout(&folder, &["maps"]);
        let expected = ["maps: maps/a.journey", "maps/own: maps/own/b.journey"];
        assert_eq!(discovered(&folder, &layout), expected);
        assert_eq!(listed_again(&folder, &layout, "maps", &["maps/a.journey"]), ["maps/a.journey"]);
        let known = |path: &str| folder.names([layout.known_path(&folder.path(path))]).remove(0);
        assert_eq!(known("real/maps/own/b.journey"), "maps/own/b.journey");
        assert_eq!(known("maps/own/b.journey"), "maps/own/b.journey");
        assert_eq!(known("real/maps/gone.journey"), "maps/gone.journey");
        assert_eq!(known("real/maps/gone/a.journey"), "real/maps/gone/a.journey");
        assert_eq!(known("real/other.journey"), "real/other.journey");
    }

    #[test]
    fn a_folder_that_cannot_be_looked_into_is_told_and_the_rest_is_listed() {
        let folder = Folder::new().with(&["maps/a.journey"]);
        let layout = layout(&folder, &["maps", "gone"]);
        let discovery = layout.discover(&()).unwrap();
        assert_eq!(folder.names(&discovery.projects[1].files), ["maps/a.journey"]);
        assert_eq!(folder.names(discovery.unlisted.iter().map(|unlisted| &unlisted.path)), ["gone"]);
        let told = "cannot look into gone: there is no such file or folder";
        assert_eq!(discovery.unlisted[0].message("gone"), told);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_nobody_may_read_is_told_and_the_rest_is_listed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new().with(&["a.journey", "locked/b.journey"]);
        fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o000)).unwrap();
        // An administrator may read everything.
        let locked = fs::read_dir(folder.path("locked")).is_err();
        let listing = layout(&folder, &[""]).list(&folder.path(""), &()).unwrap();
        fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o700)).unwrap();
        let expected = if locked { vec!["a.journey"] } else { vec!["a.journey", "locked/b.journey"] };
        assert_eq!(
            (folder.names(listing.files), listing.unlisted.len()),
            (expected.into_iter().map(str::to_owned).collect(), usize::from(locked),)
        );
    }

    #[test]
    fn files_that_appear_change_and_vanish_are_listed_again() {
        let folder = Folder::new()
            .with(&["maps/a.journey", "maps/readme.md", "target/c.journey"])
            .with_file(".gitignore", "target\n");
        let layout = layout(&folder, &[""]);
        let again = |paths: &[&str]| listed_again(&folder, &layout, "", paths);
        assert_eq!(again(&["maps/a.journey"]), ["maps/a.journey"]);
        assert!(
            again(&["maps/new.journey", "maps/readme.md", "target/c.journey", "nowhere/at/all.journey"]).is_empty()
        );
        assert!(again(&[]).is_empty());
        fs::write(folder.path("maps/new.journey"), "").unwrap();
        fs::remove_file(folder.path("maps/a.journey")).unwrap();
        assert_eq!(again(&["maps/new.journey", "maps/a.journey"]), ["maps/new.journey"]);
        fs::rename(folder.path("maps"), folder.path("moved")).unwrap();
        assert_eq!(again(&["maps", "moved"]), ["moved/new.journey"]);
        fs::write(folder.path("moved/journey.toml"), "").unwrap();
        let layout = self::layout(&folder, &[""]);
        let listing = layout.list_again(&folder.path(""), [folder.path("moved").as_path()], &()).unwrap();
        assert!(listing.files.is_empty());
        assert_eq!(folder.names(listing.inner_roots), ["moved"]);
    }

    /// Calls it off after some files.
    struct Impatient {
        patience: usize,
        most: AtomicUsize,
    }

    impl Impatient {
        fn new(patience: usize) -> Self {
            Self { patience, most: AtomicUsize::new(0) }
        }
    }

    impl Observer for Impatient {
        fn is_cancelled(&self) -> bool {
            self.most.load(Ordering::Relaxed) >= self.patience
        }

        fn progress(&self, files: usize) {
            self.most.fetch_max(files, Ordering::Relaxed);
        }
    }

    #[test]
    fn progress_counts_on_over_all_projects() {
        let folder = Folder::new().with(&["a.journey", "b.journey", "maps/journey.toml", "maps/c.journey"]);
        let observer = Impatient::new(usize::MAX);
        layout(&folder, &[""]).discover(&observer).unwrap();
        assert_eq!(observer.most.into_inner(), 3);
    }

    #[test]
    fn listing_can_be_called_off() {
        let names: Vec<String> = (0..200).map(|number| format!("{}/{number}.journey", number % 20)).collect();
        let folder = Folder::new().with(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let layout = layout(&folder, &[""]);
        let observer = Impatient::new(10);
        assert_eq!(layout.discover(&observer).err(), Some(Cancelled));
        assert!(observer.most.into_inner() < 200);
        assert_eq!(layout.list(&folder.path(""), &Impatient::new(0)), Err(Cancelled));
        assert_eq!(layout.discover(&()).unwrap().projects[0].files.len(), 200);
    }

    /// Paths, and what is in those files: folders and files that are hidden, ignored, excluded, or neither.
    fn trees() -> impl Strategy<Value = Vec<(String, String)>> {
        let folders = || proptest::collection::vec(prop::sample::select(vec!["a", "b", ".c", "d e"]), 0..4);
        let pattern =
            prop::sample::select(vec!["a", "b/", "/a", "*.journey", "!x.journey", "a/**", "d e", "**/b/x.journey"]);
        let file = prop_oneof![
            4 => prop::sample::select(vec!["x.journey", "y.journey", ".z.journey"]).prop_map(|name| (name, String::new())),
            1 => Just(("journey.toml", String::new())),
            1 => pattern.clone().prop_map(|pattern| ("journey.toml", format!("exclude = [\"{pattern}\"]\n"))),
            1 => pattern.prop_map(|pattern| (".gitignore", format!("{pattern}\n"))),
        ];
        let paths = (folders(), file).prop_map(|(mut folders, (name, content))| {
            folders.push(name);
            (folders.join("/"), content)
        });
        proptest::collection::vec(paths, 0..16)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

        #[test]
        fn every_file_is_in_one_project_and_is_found_alone_as_it_is_among_all(
            tree in trees(),
            open in prop::sample::subsequence(vec!["", "a", "a/b", "b", ".c", "d e/a"], 0..4),
        ) {
            let folder = tree.iter().fold(Folder::new(), |folder, (path, content)| folder.with_file(path, content));
            for path in &open {
                fs::create_dir_all(folder.path(path)).unwrap();
            }
            let layout = layout(&folder, &open);
            let discovery = layout.discover(&()).unwrap();
            prop_assert_eq!(&discovery.unlisted, &[]);
            let mut listed = BTreeSet::new();
            for project in &discovery.projects {
                for file in &project.files {
                    prop_assert_eq!(&layout.root_of(file), &project.root);
                    prop_assert!(listed.insert(file.clone()), "{} is listed twice", file.display());
                }
            }
            for (path, _) in &tree {
                let file = folder.path(path);
                let root = layout.root_of(&file);
                if !discovery.projects.iter().any(|project| project.root == root) {
                    prop_assert!(!listed.contains(&file));
                    continue;
                }
                let again = layout.list_again(&root, [file.as_path()], &()).unwrap();
                prop_assert_eq!(!again.files.is_empty(), listed.contains(&file), "{}", path);
                let above = file.parent().unwrap();
                let again = layout.list_again(&root, [above], &()).unwrap().files;
                let expected: Vec<PathBuf> = discovery.projects.iter().filter(|project| project.root == root)
                    .flat_map(|project| project.files.iter().filter(|listed| listed.starts_with(above)).cloned()).collect();
                prop_assert_eq!(again, expected);
            }
        }
    }
}
