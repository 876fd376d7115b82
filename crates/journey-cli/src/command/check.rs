//! `journey check`: says what is wrong with journeys, and where.

use std::path::PathBuf;

use clap::ValueEnum;
use journey_model::syntax::{SourceText, TextRange};
use journey_model::{FileId, Project};
use journey_plugin::{Diagnostic, Place, Registry, Severity};
use journey_workspace::{Encoding, EncodingProblem, WRONG_ENCODING};
use rayon::prelude::*;

use crate::failure::{Failure, contained};
use crate::output::{refuse_sources, to_file, to_standard_output};
use crate::plugins;
use crate::report::excerpt::Mark;
use crate::report::file_text::FileText;
use crate::report::human::{Finding, draw, draw_file};
use crate::report::{CheckedFile, Counts, Format, Outcome, summary_line};
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::settings::ShownSettings;
use crate::workspace::{LoadedFile, LoadedProject, STANDARD_INPUT, Workspace};

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
    /// The file that standard input stands for
    ///
    /// It is checked as if it had that content, in the project that it belongs to. The file need not exist.
    #[arg(long, value_name = "FILE")]
    stdin_path: Option<PathBuf>,
    /// How to print findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the report to a file, and show here what people read
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Findings that make the check fail, beside errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
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
  journey check - --stdin-path shop.journey < draft.txt
                                        Check a text as if it stood in shop.journey

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  nothing at error level was found, or there was nothing to check
  1  something at error level was found (with --deny warnings: or a warning)
  2  something could not be checked: a missing file, a wrong option, a mistake in journey.toml";

/// Checks and reports.
pub(super) fn run(arguments: &Check, terminal: &Terminal) -> Result<Status, Failure> {
    let input = arguments.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT);
    if arguments.stdin_path.is_some() && !input {
        return Err(Failure::new(
            "--stdin-path says what standard input stands for, but standard input is not checked",
        )
        .help("Add `-` to the paths."));
    }
    let output = arguments.output.as_deref().filter(|path| path.as_os_str() != STANDARD_INPUT);
    output.map_or(Ok(()), refuse_sources)?;
    if input {
        terminal.say_that_input_is_awaited();
    }
    let plugins = plugins::registry();
    let current_folder = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &current_folder } else { arguments.paths.as_slice() };
    let mut workspace = Workspace::load(paths, arguments.stdin_path.as_deref(), &plugins)?;
    let mut failures = std::mem::take(&mut workspace.failures);
    let checked = check(&workspace, &plugins, &mut failures);
    let files = checked.len();
    let mut counts = Counts::default();
    for file in &checked {
        counts += Counts::of(&file.diagnostics);
    }
    let fails_from = if arguments.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    let outcome =
        Outcome { files: &checked, counts, workspace: &workspace, failures: &failures, plugins: &plugins, fails_from };
    let writer = arguments.format.writer().filter(|_| output.is_none());
    let written = match writer {
        None => {
            let renderer = terminal.out_renderer();
            let drawn: Vec<String> = checked.par_iter().map(|file| draw_file(file, &renderer)).collect();
            to_standard_output(terminal, |out| drawn.iter().try_for_each(|text| out.write_all(text.as_bytes())))
        }
        Some(write) => to_standard_output(terminal, |out| write(out, &outcome)),
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
    if writer.is_none() {
        let line = summary_line(counts, files, complete, terminal.out_has_colors());
        to_standard_output(terminal, |out| writeln!(out, "{line}"))?;
    }
    // The process ends now: giving millions of small pieces of memory back one by one would only take time.
    std::mem::forget(checked);
    std::mem::forget(workspace);
    let fails = counts.errors > 0 || fails_from == Severity::Warning && counts.warnings > 0;
    Ok(if !complete {
        Status::CouldNotRun
    } else if fails {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// What is found in the files that were asked for, in the order of their paths.
fn check<'w>(workspace: &'w Workspace, plugins: &Registry, failures: &mut Vec<Failure>) -> Vec<CheckedFile<'w>> {
    let mut files: Vec<(&LoadedProject, FileId, &LoadedFile)> = workspace
        .projects
        .iter()
        .flat_map(|project| project.asked_for().map(move |(id, file)| (project, id, file)))
        .collect();
    files.sort_by(|(_, _, one), (_, _, other)| one.path.cmp(&other.path));
    let results: Vec<Result<CheckedFile<'w>, Failure>> = files
        .into_par_iter()
        .with_max_len(1)
        .map(|(project, id, file)| {
            let diagnostics = diagnostics(&project.project, id, &file.encoding, plugins)?;
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
    plugins: &Registry,
) -> Result<Vec<Diagnostic>, Failure> {
    let mut found = Vec::from_iter(encoding_diagnostic(id, encoding));
    // Every other finding in a file of another encoding would be about our guess.
    if *encoding != Encoding::Utf16 {
        let path = &project.file(id).path;
        let checked = contained(&format!("checking {path}"), || plugins.check(project, id));
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
    let mut fine = true;
    let renderer = terminal.error_renderer();
    for settings in workspace.projects.iter().filter_map(|project| project.settings.as_ref()) {
        if let Some(failure) = settings.unreadable() {
            terminal.tell(&failure);
            fine = false;
        }
        for drawing in draw_settings_problems(settings, &renderer) {
            terminal.write_error(&format!("{drawing}\n\n"));
            fine = false;
        }
    }
    fine
}

fn draw_settings_problems(shown: &ShownSettings, renderer: &annotate_snippets::Renderer) -> Vec<String> {
    let settings = &shown.settings;
    let text = FileText::new(SourceText::new(&settings.text), Encoding::Utf8);
    let to_u32 = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let problems = settings.problems.iter().map(|problem| {
        let range = TextRange::new(to_u32(problem.range.start), to_u32(problem.range.end));
        let finding = Finding {
            severity: Severity::Error,
            code: None,
            message: &problem.message,
            help: &problem.help,
            fixes: Vec::new(),
            mark: Mark { path: &shown.path, text: &text, range },
            related: Vec::new(),
        };
        draw(&finding, renderer)
    });
    problems.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plugin::{FileContext, Manifest, Plugin, Reach, Report, Rule, RuleDescription};

    struct Broken;

    static MANIFEST: Manifest = Manifest { id: "broken", version: "1", documentation: "Panics." };
    static DESCRIPTION: RuleDescription =
        RuleDescription { id: "panics", summary: "", documentation: "", severity: Severity::Error, reach: Reach::File };

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

        fn check(&self, context: &FileContext<'_>, _: &mut Report) {
            assert!(context.file().model.declarations().next().is_none(), "it has a declaration");
        }
    }

    #[test]
    fn a_bug_in_a_rule_costs_the_file_and_not_the_run() {
        let plugins = Registry::new(vec![Box::new(Broken)]).unwrap();
        let check = |text| {
            let project = Project::of_text("shop.journey", text);
            let (id, _) = project.files().next().unwrap();
            diagnostics(&project, id, &Encoding::Utf8, &plugins)
        };
        let failure = check("persona maya").unwrap_err();
        assert!(failure.message.contains("has a bug: it has a declaration"), "{failure}");
        assert!(failure.message.ends_with("while checking shop.journey"), "{failure}");
        assert_eq!(check("// nothing"), Ok(Vec::new()));
    }
}
