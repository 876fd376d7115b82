//! The pages that were named, by themselves or with their folders, and what stands in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use journey_mermaid::Flavour;
use journey_mermaid::embed::{Mistake, Wanted};
use journey_workspace::{Decoded, Encoding, ReadError, absolute, list_pages, read_file, reason, shown};

use super::source::Home;
use crate::failure::Failure;
use crate::rewrite::{Original, require_plain_file};
use crate::workspace::read_failure;

/// The pages to work on.
#[derive(Default)]
pub(super) struct Pages {
    /// The pages, in the order of their paths.
    pub(super) pages: Vec<PageFile>,
    /// What was named and cannot be worked on.
    pub(super) failures: Vec<Failure>,
}

/// A page.
pub(super) struct PageFile {
    /// Its absolute path.
    path: PathBuf,
    /// Its path as people see it.
    pub(super) shown: String,
    pub(super) home: Home,
    pub(super) flavour: Flavour,
    pub(super) text: String,
}

/// What pages are called.
const EXTENSIONS: [&str; 3] = ["md", "mdx", "markdown"];

impl Pages {
    /// Finds and reads what was named: files, and all pages below folders.
    ///
    /// # Errors
    /// Where there is no current folder.
    pub(super) fn find(named: &[PathBuf], writes: bool) -> Result<Self, Failure> {
        let current = current_folder()?;
        let mut found = Self::default();
        let mut paths = BTreeSet::new();
        for name in named {
            let there = absolute(name).and_then(|path| path.metadata().map(|about| (path, about.is_dir())));
            match there {
                Ok((folder, true)) => {
                    let listing = list_pages(&folder, &EXTENSIONS);
                    paths.extend(listing.files);
                    found.failures.extend(listing.unlisted.iter().map(|unlisted| {
                        let path = shown(&unlisted.path, &current);
                        Failure::new(unlisted.message(&path)).about(path)
                    }));
                }
                Ok((path, false)) => match refusal(name, &path) {
                    Some(refusal) => found.failures.push(refusal),
                    None => drop(paths.insert(path)),
                },
                Err(error) => found.failures.push(missing(name, &error, &current)),
            }
        }
        for path in paths {
            match PageFile::read(path, &current, writes) {
                Ok(page) => found.pages.push(page),
                Err(failure) => found.failures.push(failure),
            }
        }
        Ok(found)
    }
}

impl PageFile {
    fn read(path: PathBuf, current: &Path, writes: bool) -> Result<Self, Failure> {
        let shown = shown(&path, current);
        if writes {
            // Before it is read: a pipe would be waited for.
            require_plain_file(&path, &shown)?;
        }
        let decoded = read_file(&path).map_err(|error| match error {
            ReadError::TooLarge(_) => Failure::new(error.message(&shown)),
            error => read_failure(&error, &shown),
        })?;
        Self::of(path, shown, decoded, current)
    }

    /// A page with that text.
    ///
    /// # Errors
    /// Where it is not written in UTF-8.
    pub(super) fn of(path: PathBuf, shown: String, decoded: Decoded, current: &Path) -> Result<Self, Failure> {
        if decoded.encoding != Encoding::Utf8 {
            let message = format!("{shown} is not written in UTF-8, so it was left as it is");
            return Err(Failure::new(message).about(shown).help(
                "Save it as UTF-8: editors ask for the encoding in \"Save as\", or show it at the bottom of the window.",
            ));
        }
        let folder = path.parent().unwrap_or(&path).to_owned();
        let flavour = flavour_of(&path);
        Ok(Self { home: Home::new(folder, current), flavour, path, shown, text: decoded.text })
    }

    /// The page as it was read, for writing over it.
    pub(super) fn original(&self) -> Original<'_> {
        Original {
            path: &self.path,
            shown: &self.shown,
            root: self.home.limit(),
            encoding: &Encoding::Utf8,
            text: &self.text,
        }
    }

    /// A mistake in it, for people.
    pub(super) fn failure(&self, mistake: Mistake) -> Failure {
        let Mistake { line, reason } = mistake;
        let failure = Failure::new(format!("{}:{line}: {}", self.shown, reason.message)).about(&self.shown);
        match reason.help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }

    /// Where something in it is asked for: `path:line`.
    pub(super) fn place(&self, wanted: &Wanted) -> String {
        format!("{}:{}", self.shown, wanted.line)
    }
}

/// Why a file is not filled, where its name is not one of a page: with Markdown in it, a file in another language would
/// be broken. `name` is how people named it.
fn refusal(name: &Path, path: &Path) -> Option<Failure> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.display().to_string();
    let help = match &*extension {
        page if EXTENSIONS.contains(&page) => return None,
        "journey" => {
            return Some(
                Failure::new(format!("{name} holds journeys and is no page"))
                    .help("Name the page that is to show it: a Markdown file with a marker that names this file."),
            );
        }
        "rst" | "rest" => {
            "In reStructuredText, Sphinx shows a journey with the directive `journey` of the extension journey_sphinx; \
             elsewhere show a picture: write it with `journey render FILE -o map.svg`, and name it in the page with \
             `.. image:: map.svg`."
                .to_owned()
        }
        "adoc" | "asciidoc" | "asc" => {
            "In AsciiDoc, show a picture: write it with `journey render FILE -o map.svg`, and name it in the page with \
             `image::map.svg[]`."
                .to_owned()
        }
        "html" | "htm" | "xhtml" => {
            "In HTML, show a picture: write it with `journey render FILE -o map.svg`, and name it in the page with \
             `<img src=\"map.svg\" alt=\"...\">`."
                .to_owned()
        }
        _ => {
            let typed = if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.clone() };
            format!(
                "Pages end with .md, .mdx or .markdown. If this is one under another name, `journey embed --stdin-filepath \
                 {typed} < {typed}` prints it with its diagrams."
            )
        }
    };
    Some(Failure::new(format!("{name} is not a Markdown page, so it stays as it is")).help(help))
}

/// In which Markdown a file is written, by its name.
pub(in crate::command) fn flavour_of(path: &Path) -> Flavour {
    if has_extension(path, "mdx") { Flavour::Mdx } else { Flavour::Markdown }
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// The current folder, absolute.
pub(in crate::command) fn current_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder cannot be used: {}", reason(&error))))
}

fn missing(name: &Path, error: &std::io::Error, current: &Path) -> Failure {
    let failure = Failure::new(format!("cannot read {}: {}", name.display(), reason(error)));
    match error.kind() {
        std::io::ErrorKind::NotFound if name.is_symlink() => {
            Failure::new(format!("{} is a link to a file that is not there", name.display()))
                .help("Mend the link, or remove it.")
        }
        std::io::ErrorKind::NotFound => {
            failure.help(format!("Paths start at the current folder, {}.", current.display()))
        }
        _ => failure,
    }
}
