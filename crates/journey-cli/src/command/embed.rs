//! `journey embed`: puts diagrams into pages of documentation, and keeps them fresh.

pub(super) mod drawing;
mod input;
mod outcome;
pub(super) mod pages;
pub(super) mod source;

use std::path::PathBuf;

use journey_mermaid::Request;
use journey_mermaid::embed::{Filled, Mistake, Page, Scope};
use rayon::prelude::*;

use crate::asked;
use crate::failure::Failure;
use crate::output::data_to_standard_output;
use crate::plugins;
use crate::report::diff::unified_diff;
use crate::rewrite::rewrite;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::STANDARD_INPUT;
use drawing::{Drawing, STANDARD_VIEW};
use outcome::Outcome;
use pages::{PageFile, Pages};

/// Put diagrams into Markdown pages, and keep them fresh
///
/// A page asks for a diagram with two markers, each on a line of its own. What is between them is replaced; all else stays
/// as it is, byte for byte:
///
///   <!-- journey:begin src="maps/shop.journey" view="map" -->
///   <!-- journey:end -->
///
/// In MDX they are {/* journey:begin ... */} and {/* journey:end */}. `src` starts at the folder of the page and may end
/// with #ID. Beside `view`, markers take target, theme, persona, stages, lanes, direction and title, as `journey render`
/// does, table="no" and notes="no". Markers in code are text. Files are drawn only if they lie in the page's repository.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, verbatim_doc_comment)]
pub(crate) struct Embed {
    /// Pages, and folders with pages (.md, .mdx, .markdown), or - for one page on standard input [default: the current
    /// folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing: name the diagrams that are not fresh, and fail if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing: print what would change, as a unified diff
    #[arg(long)]
    diff: bool,
    /// Write nothing: list what pages ask for, as PAGE:LINE, src and view with tabs between them
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    list: bool,
    /// Print the page on standard input with its markers filled and its ```journey fences drawn: for tools that build a
    /// site
    #[arg(long, conflicts_with_all = ["check", "diff", "list"])]
    expand: bool,
    /// The Mermaid that will draw them where a marker names none: gitlab, github, latest, or a version
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,
    /// The colours where a marker names none: calm, dark or none
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// The page that standard input stands for; asks for standard input by itself
    #[arg(long, value_name = "PAGE", visible_alias = "stdin-path")]
    stdin_filepath: Option<PathBuf>,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey embed                         Bring all pages below the current folder up to date
  journey embed README.md docs          The same for a page and a folder
  journey embed --check                 Fail if a diagram is not what its journey says now
  journey embed --diff README.md        Show what would change
  journey embed --list                  List all diagrams in pages
  journey embed --expand --stdin-filepath docs/a.md - < docs/a.md
                                        Print a page for a site

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  every diagram is fresh now; with --diff alone, also where something would change
  1  with --check: a diagram is not fresh
  2  something could not be done: a marker with a mistake, a missing file or id, a page that must not be written";

/// Fills pages, or says what it would do.
pub(super) fn run(arguments: &Embed, terminal: &Terminal) -> Result<Status, Failure> {
    let standard = arguments.standard()?;
    if let Some(note) = asked::newer_than_known(&standard) {
        terminal.note(note);
    }
    let plugins = plugins::registry();
    if arguments.wants_input()? {
        return input::run(arguments, &standard, &plugins, terminal);
    }
    let Pages { pages, failures } = Pages::find(&arguments.named(), arguments.writes())?;
    let read: Vec<(&PageFile, Page<'_>)> =
        pages.par_iter().map(|page| (page, Page::read(&page.text, page.flavour, Scope::Markers))).collect();
    if arguments.list {
        return list(&read, failures, terminal);
    }
    let asked = read.iter().flat_map(|(page, read)| read.wanted().map(|wanted| (&page.home, wanted)));
    let drawing = Drawing::load(&plugins, &standard, asked)?;
    if !drawing.tell(terminal) {
        for failure in &failures {
            terminal.tell(failure);
        }
        return Ok(Status::CouldNotRun);
    }
    tell_html_in_mdx(&read, terminal);
    let filled: Vec<Result<Filled, Vec<Mistake>>> =
        read.par_iter().map(|(page, read)| read.fill(|wanted| drawing.draw(&page.home, wanted))).collect();
    let mut outcome = Outcome::after(failures);
    for ((page, read), filled) in read.iter().zip(filled) {
        outcome.count(read);
        match filled {
            Ok(filled) => match arguments.put(page, read, &filled, terminal) {
                Ok(shown) => {
                    outcome.shown.push_str(&shown);
                    outcome.stale += filled.stale.len();
                }
                Err(failure) => outcome.failures.push(failure),
            },
            Err(mistakes) => outcome.failures.extend(mistakes.into_iter().map(|mistake| page.failure(mistake))),
        }
    }
    outcome.tell(arguments, terminal)
}

impl Embed {
    /// What counts where a marker says nothing else.
    fn standard(&self) -> Result<Request, Failure> {
        standard([("target", self.target.as_deref()), ("theme", self.theme.as_deref())])
    }

    /// What was named, or the current folder.
    fn named(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() { vec![PathBuf::from(".")] } else { self.paths.clone() }
    }

    /// Whether pages are rewritten.
    fn writes(&self) -> bool {
        !self.check && !self.diff && !self.list
    }

    /// Rewrites a page that was filled; or gives what is to be printed about it, where nothing is to be written.
    fn put(&self, page: &PageFile, read: &Page<'_>, filled: &Filled, terminal: &Terminal) -> Result<String, Failure> {
        if self.diff {
            return Ok(unified_diff(&page.shown, &page.text, &filled.text, terminal.out_has_colors()));
        }
        if self.check {
            return Ok(stale(page, read, filled));
        }
        if filled.text != page.text {
            rewrite(&page.original(), &filled.text)?;
        }
        Ok(String::new())
    }

    fn wants_input(&self) -> Result<bool, Failure> {
        let names_input = self.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT);
        if !names_input && self.stdin_filepath.is_none() && !self.expand {
            return Ok(false);
        }
        if self.paths.len() > usize::from(names_input) {
            return Err(Failure::new("a page on standard input is read by itself, without other pages")
                .help("Give it with `journey embed --expand - < PAGE`."));
        }
        if self.check || self.diff || self.list {
            return Err(Failure::new(
                "a page on standard input is printed, so --check, --diff and --list mean nothing",
            )
            .help("Name the page itself."));
        }
        Ok(true)
    }
}

/// What counts where a page says nothing else.
///
/// # Errors
/// Where a value is none that can be.
pub(super) fn standard<'v>(
    values: impl IntoIterator<Item = (&'static str, Option<&'v str>)>,
) -> Result<Request, Failure> {
    let mut request = Request::default();
    for (name, value) in values {
        if let Some(value) = value {
            request.set(name, value).map_err(|error| Failure::new(error.message).help(error.help))?;
        }
    }
    Ok(request)
}

/// Says which pages of MDX have comments that only some sites can read.
fn tell_html_in_mdx(read: &[(&PageFile, Page<'_>)], terminal: &Terminal) {
    for (page, read) in read {
        if let Some(line) = read.html_in_mdx() {
            terminal.note(format!(
                "{}:{line}: MDX has no HTML comments, so some sites cannot read this page; {{/* journey:begin ... */}} and \
                 {{/* journey:end */}} work on all",
                page.shown
            ));
        }
    }
}

/// Lists what pages ask for.
fn list(read: &[(&PageFile, Page<'_>)], mut failures: Vec<Failure>, terminal: &Terminal) -> Result<Status, Failure> {
    data_to_standard_output(|out| {
        for (page, read) in read {
            for wanted in read.wanted() {
                let (src, view) = (wanted.get("src").unwrap_or_default(), wanted.get("view").unwrap_or(STANDARD_VIEW));
                writeln!(out, "{}\t{src}\t{view}", page.place(wanted))?;
            }
        }
        Ok(())
    })?;
    let mistakes =
        read.iter().flat_map(|(page, read)| read.mistakes().iter().map(|mistake| page.failure(mistake.clone())));
    failures.extend(mistakes);
    for failure in &failures {
        terminal.tell(failure);
    }
    Ok(if failures.is_empty() { Status::Clean } else { Status::CouldNotRun })
}

/// The diagrams of a page that are not fresh, a line each.
fn stale(page: &PageFile, read: &Page<'_>, filled: &Filled) -> String {
    let stale = read.wanted().filter(|wanted| filled.stale.contains(&wanted.line));
    stale
        .map(|wanted| {
            let (src, view) = (wanted.get("src").unwrap_or_default(), wanted.get("view").unwrap_or(STANDARD_VIEW));
            format!("{}: the view `{view}` of {src} is not fresh\n", page.place(wanted))
        })
        .collect()
}
