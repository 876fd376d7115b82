//! `check --format gitlab`: a Code Quality report, which GitLab compares with that of the target branch.
//!
//! An array of findings. GitLab shows message, severity, path and line, and takes two findings with one fingerprint for
//! the same. It stops reading at the first that lacks a description, a fingerprint, a severity or a place, so what
//! could not be done stands at the file or folder that it is about, and at `.` where it is about none.

use std::io::{self, Write};

use journey_plugin::Severity;
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::outcome::{Located, Obstacle, ObstacleKind, Outcome, Span, sentences};

/// A finding.
#[derive(Debug, Serialize)]
struct Entry<'o> {
    /// What is wrong and what to do.
    description: String,
    /// The rule.
    check_name: &'o str,
    /// The same as long as the finding is the same, wherever its line moves.
    fingerprint: String,
    /// `info`, `minor`, `major`, `critical` or `blocker`.
    severity: &'static str,
    location: Location,
}

/// Where it is.
#[derive(Debug, Serialize)]
struct Location {
    /// The file, relative to the current folder, which has to be the root of the repository.
    path: String,
    lines: Lines,
}

/// Lines of a file, from 1.
#[derive(Debug, Serialize)]
struct Lines {
    /// The first one.
    begin: u32,
    /// The last one.
    end: u32,
}

/// Writes what was found, files in the order of their paths.
pub(super) fn write(out: &mut dyn Write, outcome: &Outcome<'_>) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let mut entries = Vec::new();
    for checked in outcome.files {
        let located = Located::new(checked);
        for diagnostic in located.diagnostics() {
            let path = located.path(diagnostic.place.file);
            let (line, marked) = located.marked_line(diagnostic.place);
            entries.push(Entry {
                description: sentences(&diagnostic.message, &diagnostic.help),
                check_name: diagnostic.code,
                fingerprint: fingerprints.next(diagnostic.code, path, &line, &marked),
                severity: severity(diagnostic.severity),
                location: location(path, Some(located.span(diagnostic.place))),
            });
        }
    }
    entries.extend(outcome.obstacles().iter().map(|obstacle| of_obstacle(obstacle, &mut fingerprints)));
    serde_json::to_writer(&mut *out, &entries)?;
    out.write_all(b"\n")
}

/// GitLab has five words. `critical` is left for projects' own use of other tools, and `blocker` is what keeps the rest of
/// the report from being whole.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info | Severity::Hint => "info",
    }
}

fn of_obstacle<'o>(obstacle: &Obstacle, fingerprints: &mut Fingerprints) -> Entry<'o> {
    let path = obstacle.path.as_deref().unwrap_or(".");
    let check_name = obstacle.kind.id();
    Entry {
        description: sentences(&obstacle.message, &obstacle.help),
        check_name,
        fingerprint: fingerprints.next(check_name, path, &obstacle.message, &obstacle.marked),
        severity: if obstacle.kind == ObstacleKind::Warning { "minor" } else { "blocker" },
        location: location(path, obstacle.span),
    }
}

fn location(path: &str, span: Option<Span>) -> Location {
    let lines = span.map_or(Lines { begin: 1, end: 1 }, |span| Lines { begin: span.start.line, end: span.last_line() });
    Location { path: path.to_owned(), lines }
}
