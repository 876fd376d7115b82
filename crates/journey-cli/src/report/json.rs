//! `check --format json`: what was found, for other programs.
//!
//! Version 1 is one object on one line. Keys are never removed and never change their meaning within a version; a
//! later program may add some, so readers should pass over keys that they do not know.

use std::io::{self, Write};

use journey_plugin::{Applicability, Diagnostic, Fix, Place};
use serde::Serialize;

use super::file_text::{FileText, Position};
use super::outcome::{Obstacle, ObstacleKind};
use super::{CheckedFile, Counts, Outcome, Texts};

/// What a check found.
#[derive(Debug, Serialize)]
struct Output<'o> {
    /// The version of this format: 1.
    version: u32,
    /// How many files were checked.
    files: usize,
    /// What was found: files in the order of their paths, findings in the order of the text.
    diagnostics: Vec<JsonDiagnostic<'o>>,
    /// How many findings of each severity there are.
    summary: Summary,
    /// What could not be checked, or only in part: mistakes in settings, files that cannot be read.
    obstacles: Vec<JsonObstacle>,
}

/// Something that kept the check from being whole.
#[derive(Debug, Serialize)]
struct JsonObstacle {
    /// `settings` and `failure`: the check ends with 2; `warning`: something around what was asked for.
    kind: &'static str,
    /// The file or folder that it is about, where it is about one.
    file: Option<String>,
    /// What is wrong.
    message: String,
    /// What to do; may be empty.
    help: String,
}

/// A finding.
#[derive(Debug, Serialize)]
struct JsonDiagnostic<'o> {
    /// The file, relative to the current folder where that is possible, with `/` between folders; `<stdin>` for
    /// standard input without a name.
    file: &'o str,
    /// The id of the rule that found it, such as `unknown-name`.
    code: &'o str,
    /// `error`, `warning`, `info` or `hint`.
    severity: &'static str,
    /// What is wrong: one sentence, without its full stop.
    message: &'o str,
    /// Why it matters and what to do.
    help: &'o str,
    /// Where it is; empty (start equals end) where something is missing.
    range: JsonRange,
    /// Other places that have to do with it.
    related: Vec<JsonRelated<'o>>,
    /// Ways to mend it, the best first.
    fixes: Vec<JsonFix<'o>>,
}

/// A part of a file.
#[derive(Debug, Serialize)]
struct JsonRange {
    /// Its first character.
    start: JsonPosition,
    /// The character behind it.
    end: JsonPosition,
}

/// A place in a file.
#[derive(Debug, Serialize)]
struct JsonPosition {
    /// The line, from 1. Lines end with LF, CRLF or CR.
    line: u32,
    /// The column, from 1, in characters (Unicode scalar values), not counting a byte-order mark.
    column: u32,
    /// The byte of the file, from 0, counting a byte-order mark.
    offset: u32,
}

/// A place that has to do with a finding.
#[derive(Debug, Serialize)]
struct JsonRelated<'o> {
    /// Its file.
    file: &'o str,
    /// Where it is.
    range: JsonRange,
    /// What it is.
    message: &'o str,
}

/// A way to mend a finding.
#[derive(Debug, Serialize)]
struct JsonFix<'o> {
    /// What it does, as an order.
    title: &'o str,
    /// `safe` where it can be made without asking, `suggestion` where a person should choose.
    applicability: &'static str,
    /// What to change, all at once; the ranges are those of the file as it was checked and do not overlap.
    edits: Vec<JsonEdit<'o>>,
}

/// A change of a file.
#[derive(Debug, Serialize)]
struct JsonEdit<'o> {
    /// The file.
    file: &'o str,
    /// What is replaced; empty to insert.
    range: JsonRange,
    /// What stands there instead.
    replacement: &'o str,
}

/// How many findings of each severity there are.
#[derive(Debug, Serialize)]
struct Summary {
    /// Errors.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// Infos.
    infos: usize,
    /// Hints.
    hints: usize,
}

/// Writes what was found.
pub(super) fn write(out: &mut dyn Write, outcome: &Outcome<'_>) -> io::Result<()> {
    let checked = outcome.files;
    let texts: Vec<Texts> = checked.iter().map(Texts::of).collect();
    let diagnostics = checked.iter().zip(&texts).flat_map(|(file, texts)| {
        file.diagnostics.iter().map(move |diagnostic| Converter { file, texts }.diagnostic(diagnostic))
    });
    let Counts { errors, warnings, infos, hints } = outcome.counts;
    let output = Output {
        version: 1,
        files: checked.len(),
        diagnostics: diagnostics.collect(),
        summary: Summary { errors, warnings, infos, hints },
        obstacles: outcome.obstacles().into_iter().map(obstacle).collect(),
    };
    serde_json::to_writer(&mut *out, &output)?;
    out.write_all(b"\n")
}

fn obstacle(obstacle: Obstacle) -> JsonObstacle {
    let kind = match obstacle.kind {
        ObstacleKind::Settings => "settings",
        ObstacleKind::Failure => "failure",
        ObstacleKind::Warning => "warning",
    };
    JsonObstacle { kind, file: obstacle.path, message: obstacle.message, help: obstacle.help }
}

struct Converter<'o> {
    file: &'o CheckedFile<'o>,
    texts: &'o Texts,
}

impl<'o> Converter<'o> {
    fn diagnostic(&self, diagnostic: &'o Diagnostic) -> JsonDiagnostic<'o> {
        let (file, range) = self.place(diagnostic.place);
        let related = diagnostic.related.iter().map(|(place, message)| {
            let (file, range) = self.place(*place);
            JsonRelated { file, range, message }
        });
        JsonDiagnostic {
            file,
            code: diagnostic.code,
            severity: diagnostic.severity.name(),
            message: &diagnostic.message,
            help: &diagnostic.help,
            range,
            related: related.collect(),
            fixes: diagnostic.fixes.iter().map(|fix| self.fix(fix)).collect(),
        }
    }

    fn fix(&self, fix: &'o Fix) -> JsonFix<'o> {
        let edits = fix.edits.iter().map(|edit| {
            let (file, range) = self.place(edit.place);
            JsonEdit { file, range, replacement: &edit.replacement }
        });
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Suggestion => "suggestion",
        };
        JsonFix { title: &fix.title, applicability, edits: edits.collect() }
    }

    fn place(&self, place: Place) -> (&'o str, JsonRange) {
        let text = self.texts.get(place.file);
        let range = JsonRange { start: position(text, place.range.start), end: position(text, place.range.end) };
        (&self.file.project.project.file(place.file).path, range)
    }
}

fn position(text: &FileText, offset: u32) -> JsonPosition {
    let Position { line, column, offset } = text.position(offset);
    JsonPosition { line, column, offset }
}
