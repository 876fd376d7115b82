//! `journey check`: says what is wrong with journeys, and where.

mod fix;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use journey_model::syntax::{SourceText, TextRange};
use journey_model::value::Date;
use journey_model::{FileId, Project};
use journey_plugin::{Diagnostic, Environment, Place, Registry, Severity};
use journey_workspace::{Encoding, EncodingProblem, SettingsFile, WRONG_ENCODING};
use rayon::prelude::*;

use crate::failure::{Failure, contained};
use crate::output::{data_to_standard_output, refuse_sources, to_file, to_standard_output};
use crate::plugins;
use crate::report::diff::unified_diff;
use crate::report::excerpt::Mark;
use crate::report::file_text::FileText;
use crate::report::human::{Finding, draw, draw_file};
use crate::report::{CheckedFile, Counts, Format, Outcome, summary_line};
use crate::rule_names;
use crate::status::Status;
use crate::terminal::Terminal;
use crate::today::{read_date, today};
use crate::watch::{ToldOn, waiting_line, watch};
use crate::workspace::settings::ShownSettings;
use crate::workspace::{LoadedFile, LoadedProject, STANDARD_INPUT, Workspace};
use fix::{Fixing, How};

/// Say what is wrong with journeys, and where
///
/// Checks files and all .journey files below folders. Hidden files, files that git ignores and files that `exclude` in
/// journey.toml names are left out, unless they are named here. All files of a project see each other: those below the
/// folder that holds journey.toml; without one, those below the folder named here.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// Files and folders, or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The file that standard input stands for; asks for standard input by itself
    ///
    /// It is checked as if it had that content, in the project that it belongs to. The file need not exist.
    #[arg(long, value_name = "FILE", alias = "stdin-path")]
    stdin_filepath: Option<PathBuf>,
    /// Make all fixes that are safe, then tell what is left
    ///
    /// Changes only the files that are checked. A fix that would also change another file, or one that cannot be
    /// written, is not made; nor is one that does not take its finding away.
    #[arg(long)]
    fix: bool,
    /// With --fix: make the first suggestion too where a finding has no safe fix
    ///
    /// A suggestion may say something else than was meant, so look at what changed. One that only removes what somebody
    /// wrote is never made.
    #[arg(long, requires = "fix")]
    suggestions: bool,
    /// With --fix: write nothing, print what would change as a unified diff, and fail if anything would
    #[arg(long, requires = "fix", conflicts_with_all = ["format", "output"])]
    diff: bool,
    /// Tell only what this rule finds, or the rules of this group or plugin; can be given several times
    ///
    /// A rule that journey.toml switches off is asked too, with the severity that it has where nothing is set.
    #[arg(long = "rule", value_name = "ID")]
    rules: Vec<String>,
    /// Check again whenever something changes, until Ctrl-C
    ///
    /// New and removed files, journey.toml and files that journeys name count too. It ends with 0.
    #[arg(long, conflicts_with = "fix")]
    watch: bool,
    /// How to print findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the report to a file, and show here what people read
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Findings that make the check fail, beside errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
    /// The day on which to look, such as 2026-11-20 [default: the current day]
    ///
    /// Some findings depend on it: a review or a source can be too old.
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    today: Option<Date>,
}

/// What makes a check fail beside errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings too
    Warnings,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey check                         Check every journey below the current folder
  journey check maps shop.journey       Check a folder and a file
  journey check --deny warnings         Fail on warnings too, for instance before a merge
  journey check --format json           Print findings for a program
  journey check --format sarif -o journey.sarif
                                        Write a report for code scanning, and show findings here
  journey check --stdin-filepath shop.journey < draft.txt
                                        Check a text as if it stood in shop.journey
  journey check --fix --diff            Show what --fix would change
  journey check --rule unused-name      Look for one thing only
  journey check --watch                 Check again whenever you save

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  nothing at error level was found, or there was nothing to check
  1  something at error level was found (with --deny warnings: or a warning), or is left after --fix;
     with --diff also where something would change
  2  something could not be checked or fixed: a missing file, one that must not be written, a wrong option, a mistake in
     journey.toml";

/// Checks and reports.
pub(super) fn run(arguments: &Check, terminal: &Terminal) -> Result<Status, Failure> {
    arguments.output().map_or(Ok(()), refuse_sources)?;
    let paths = arguments.paths();
    if paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT) {
        if arguments.fix && !arguments.diff {
            return Err(Failure::new("standard input cannot be rewritten")
                .help("Add --diff to print what would change, or name the file itself."));
        }
        if arguments.watch {
            return Err(Failure::new("standard input cannot be watched").help("Name the file itself."));
        }
        terminal.say_that_input_is_awaited();
    }
    let plugins = Arc::new(rule_names::only(plugins::registry(), &arguments.rules)?);
    if arguments.watch {
        let told = (terminal, ToldOn::Output);
        return watch(&paths, arguments.stdin_filepath.as_deref(), &plugins, told, |workspace| {
            let line = waiting_line(&workspace, "checked");
            report(arguments, workspace, &plugins, None, terminal)?;
            if arguments.format == Format::Human {
                return to_standard_output(terminal, |out| out.write_all(line.as_bytes()));
            }
            terminal.write_error(&line);
            Ok(())
        });
    }
    check_once(arguments, &paths, &plugins, terminal)
}

/// Checks what there is now, and reports.
fn check_once(
    arguments: &Check,
    paths: &[PathBuf],
    plugins: &Arc<Registry>,
    terminal: &Terminal,
) -> Result<Status, Failure> {
    let load = || Workspace::load(paths, arguments.stdin_filepath.as_deref(), plugins);
    let mut workspace = load()?;
    let mut fixed = None;
    if arguments.fix {
        let how = arguments.how_to_fix();
        let mut fixing = Fixing::of(&workspace, plugins, how);
        if arguments.diff {
            return show_diff(arguments, &workspace, fixing, terminal);
        }
        fixing.write();
        let (line, failures) = (fixing.line(how), std::mem::take(&mut fixing.failures));
        // What is told from here on is what stands in the files now.
        workspace = load()?;
        workspace.failures.extend(failures);
        fixed = Some(line);
    }
    report(arguments, workspace, plugins, fixed.as_deref(), terminal)
}

/// Checks what was loaded, and says what is wrong. `fixed` says what was fixed before.
fn report(
    arguments: &Check,
    mut workspace: Workspace,
    plugins: &Registry,
    fixed: Option<&str>,
    terminal: &Terminal,
) -> Result<Status, Failure> {
    let mut failures = std::mem::take(&mut workspace.failures);
    let checked = check(&workspace, plugins, arguments.today.unwrap_or_else(today), &mut failures);
    let files = checked.len();
    let mut counts = Counts::default();
    for file in &checked {
        counts += Counts::of(&file.diagnostics);
    }
    let fails_from = if arguments.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    let outcome = Outcome { files: &checked, counts, workspace: &workspace, failures: &failures, plugins, fails_from };
    let output = arguments.output();
    let writer = arguments.format.writer().filter(|_| output.is_none());
    let written = match writer {
        None => {
            let renderer = terminal.out_renderer();
            let drawn: Vec<String> = checked.par_iter().map(|file| draw_file(file, &renderer)).collect();
            to_standard_output(terminal, |out| drawn.iter().try_for_each(|text| out.write_all(text.as_bytes())))
        }
        Some(write) => data_to_standard_output(|out| write(out, &outcome)),
    };
    let filed = output.map_or(Ok(()), |path| to_file(path, &outcome.text(arguments.format)));
    let settings_are_fine = tell_settings_problems(&workspace, terminal);
    for warning in &workspace.warnings {
        terminal.warn(warning);
    }
    for failure in &failures {
        terminal.tell(failure);
    }
    // What could not be done belongs above the line that sums up.
    written?;
    filed?;
    let complete = failures.is_empty() && settings_are_fine;
    if let Some(line) = fixed {
        if writer.is_none() {
            to_standard_output(terminal, |out| writeln!(out, "{line}"))?;
        } else {
            terminal.write_error(&format!("{line}\n"));
        }
    }
    if writer.is_none() {
        let line = summary_line(counts, files, complete, terminal.out_has_colors());
        to_standard_output(terminal, |out| writeln!(out, "{line}"))?;
    }
    if !arguments.watch {
        // The process ends now: giving millions of small pieces of memory back one by one would only take time.
        std::mem::forget(checked);
        std::mem::forget(workspace);
    }
    Ok(arguments.status(counts, complete))
}

impl Check {
    /// What was named, standard input included.
    fn paths(&self) -> Vec<PathBuf> {
        let mut paths = self.paths.clone();
        if self.stdin_filepath.is_some() {
            paths.push(PathBuf::from(STANDARD_INPUT));
        }
        if paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        paths
    }

    /// The file that the report goes to.
    fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != STANDARD_INPUT)
    }

    fn how_to_fix(&self) -> How {
        How { suggestions: self.suggestions, writes: !self.diff, today: self.today.unwrap_or_else(today) }
    }

    /// What a run ends with that found this much, and did all that was asked for where it is `complete`.
    fn status(&self, counts: Counts, complete: bool) -> Status {
        if !complete {
            Status::CouldNotRun
        } else if counts.errors > 0 || self.deny == Some(Deny::Warnings) && counts.warnings > 0 {
            Status::Findings
        } else {
            Status::Clean
        }
    }
}

/// Prints what `--fix` would change. The diff goes on to other programs, so all else is told on standard error.
fn show_diff(
    arguments: &Check,
    workspace: &Workspace,
    fixing: Fixing<'_>,
    terminal: &Terminal,
) -> Result<Status, Failure> {
    let colors = terminal.out_has_colors();
    let shown = data_to_standard_output(|out| {
        fixing.changes.iter().try_for_each(|change| {
            out.write_all(unified_diff(change.shown, &change.before, &change.after, colors).as_bytes())
        })
    });
    let settings_are_fine = tell_settings_problems(workspace, terminal);
    for warning in &workspace.warnings {
        terminal.warn(warning);
    }
    for failure in workspace.failures.iter().chain(&fixing.failures) {
        terminal.tell(failure);
    }
    shown?;
    let complete = settings_are_fine && workspace.failures.is_empty() && fixing.failures.is_empty();
    let left = summary_line(fixing.left, fixing.files, complete, false);
    terminal.write_error(&format!("{}\nAfter that: {left}\n", fixing.line(arguments.how_to_fix())));
    let status = arguments.status(fixing.left, complete);
    Ok(if fixing.changes.is_empty() { status } else { status.max(Status::Findings) })
}

/// What is found in the files that were asked for, in the order of their paths.
fn check<'w>(
    workspace: &'w Workspace,
    plugins: &Registry,
    today: Date,
    failures: &mut Vec<Failure>,
) -> Vec<CheckedFile<'w>> {
    let mut files: Vec<(&LoadedProject, FileId, &LoadedFile)> = workspace
        .projects
        .iter()
        .flat_map(|project| project.asked_for().map(move |(id, file)| (&**project, id, file)))
        .collect();
    files.sort_by(|(_, _, one), (_, _, other)| one.path.cmp(&other.path));
    let results: Vec<Result<CheckedFile<'w>, Failure>> = files
        .into_par_iter()
        .with_max_len(1)
        .map(|(project, id, file)| {
            let diagnostics = diagnostics(&project.project, id, &file.encoding, project.environment(today), plugins)?;
            Ok(CheckedFile { project, file: id, diagnostics })
        })
        .collect();
    let mut checked = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(file) => checked.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    checked
}

/// What is found in a file. What the file's encoding hides from the rules is told first.
pub(super) fn diagnostics(
    project: &Project,
    id: FileId,
    encoding: &Encoding,
    environment: Environment<'_>,
    plugins: &Registry,
) -> Result<Vec<Diagnostic>, Failure> {
    let mut found = Vec::from_iter(encoding_diagnostic(id, encoding));
    // Every other finding in a file of another encoding would be about our guess.
    if *encoding != Encoding::Utf16 {
        let path = &project.file(id).path;
        let checked = contained(&format!("checking {path}"), || plugins.check(project, id, environment));
        found.extend(checked.map_err(|failure| failure.about(&**path))?);
        found.sort_by_key(|diagnostic| diagnostic.place.range.start);
    }
    Ok(found)
}

fn encoding_diagnostic(file: FileId, encoding: &Encoding) -> Option<Diagnostic> {
    let EncodingProblem { range, message, help, .. } = encoding.problem()?;
    let diagnostic = Diagnostic::new(Place { file, range }, message, help);
    Some(Diagnostic { code: WRONG_ENCODING, severity: Severity::Error, ..diagnostic })
}

/// Tells what is wrong with the settings of the projects; `true` where nothing is.
pub(super) fn tell_settings_problems(workspace: &Workspace, terminal: &Terminal) -> bool {
    tell_problems_of(workspace.projects.iter().filter_map(|project| project.settings.as_ref()), terminal)
}

/// Tells what is wrong with settings; `true` where nothing is.
pub(super) fn tell_problems_of<'s>(settings: impl Iterator<Item = &'s ShownSettings>, terminal: &Terminal) -> bool {
    let mut fine = true;
    let mut told = BTreeSet::new();
    let renderer = terminal.error_renderer();
    for settings in settings {
        if let Some(failure) = settings.unreadable() {
            terminal.tell(&failure);
            fine = false;
        }
        for (file, path) in settings.files() {
            // Several projects may extend one file.
            if !file.problems.is_empty() && told.insert(path) {
                for drawing in draw_settings_problems(file, path, &renderer) {
                    terminal.write_error(&format!("{drawing}\n\n"));
                }
            }
            fine &= file.problems.is_empty();
        }
    }
    fine
}

fn draw_settings_problems(file: &SettingsFile, path: &str, renderer: &annotate_snippets::Renderer) -> Vec<String> {
    let text = FileText::new(SourceText::new(&file.text), Encoding::Utf8);
    let to_u32 = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let problems = file.problems.iter().map(|problem| {
        let range = TextRange::new(to_u32(problem.range.start), to_u32(problem.range.end));
        let finding = Finding {
            severity: Severity::Error,
            code: None,
            message: &problem.message,
            help: &problem.help,
            fixes: Vec::new(),
            mark: Mark { path, text: &text, range },
            related: Vec::new(),
        };
        draw(&finding, renderer)
    });
    problems.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plugin::{Group, Manifest, Plugin, Reach, Report, Rule, RuleContext, RuleDescription};

    struct Broken;

    static MANIFEST: Manifest = Manifest { id: "broken", version: "1", documentation: "Panics." };
    static DESCRIPTION: RuleDescription = RuleDescription {
        id: "panics",
        summary: "",
        documentation: "",
        group: &Group { id: "broken", summary: "" },
        severity: Severity::Error,
        reach: Reach::File,
        fixes: None,
        options: &[],
    };

    impl Plugin for Broken {
        fn manifest(&self) -> &Manifest {
            &MANIFEST
        }

        fn rules(&self) -> &[&dyn Rule] {
            &[&Broken]
        }
    }

    impl Rule for Broken {
        fn description(&self) -> &RuleDescription {
            &DESCRIPTION
        }

        fn check(&self, context: &RuleContext<'_>, _: &mut Report) {
            assert!(context.file().model.declarations().next().is_none(), "it has a declaration");
        }
    }

    #[test]
    fn a_bug_in_a_rule_costs_the_file_and_not_the_run() {
        let plugins = Registry::new(vec![Box::new(Broken)]).unwrap();
        let check = |text| {
            let project = Project::of_text("shop.journey", text);
            let (id, _) = project.files().next().unwrap();
            diagnostics(&project, id, &Encoding::Utf8, Environment::of(today()), &plugins)
        };
        let failure = check("persona maya").unwrap_err();
        assert!(failure.message.contains("has a bug: it has a declaration"), "{failure}");
        assert!(failure.message.ends_with("while checking shop.journey"), "{failure}");
        assert_eq!(check("// nothing"), Ok(Vec::new()));
    }
}
