//! `check --format sarif`: a SARIF 2.1.0 log of one run, for code scanning and editors.
//!
//! Rules and results are as the standard wants them; what it leaves open is decided here. Columns count UTF-16 code
//! units, which is declared, and which is what viewers that do not look at the declaration take for granted. What could
//! not be done is a notification of the invocation, because no rule found it.

mod log;
mod uri;

use std::collections::BTreeMap;
use std::io::{self, Write};

use journey_plugin::{Applicability, Diagnostic, Fix, Place, RuleDescription, Severity};
use journey_workspace::WRONG_ENCODING;

use super::fingerprint::Fingerprints;
use super::outcome::{Located, Obstacle, ObstacleKind, Outcome, Span, sentences};
use log::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Configuration, Descriptor, DescriptorReference, Driver,
    FixProperties, Invocation, Level, Location, Log, Message, Notification, PhysicalLocation, Region, Replacement,
    ResultProperties, Run, SarifFix, SarifResult, Text, Tool,
};

/// What relative paths start at: the folder that the check was started in.
const ROOT: &str = "%SRCROOT%";
/// The name of [`super::fingerprint`] in results. Not `primaryLocationLineHash`, which is computed in another way by
/// those who upload to GitHub, and which GitHub warns about where it is not what it expects.
const FINGERPRINT: &str = "journeyFinding/v1";

/// Writes what was found, files in the order of their paths.
pub(super) fn write(out: &mut dyn Write, outcome: &Outcome<'_>) -> io::Result<()> {
    let rules = rules(outcome);
    let located: Vec<Located<'_>> = outcome.files.iter().map(Located::new).collect();
    let mut results = Results { rules: &rules, fingerprints: Fingerprints::default() };
    let results = located
        .iter()
        .flat_map(|located| located.diagnostics().iter().map(move |diagnostic| (located, diagnostic)))
        .map(|(located, diagnostic)| results.result(located, diagnostic))
        .collect();
    let root = std::env::current_dir().ok().map(|folder| uri::of_folder(&folder));
    let base = ArtifactLocation {
        uri: root,
        uri_base_id: None,
        description: Some(Text::plain("The folder that the check was started in.")),
    };
    let version = env!("CARGO_PKG_VERSION");
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: Driver { name: "journey", version, semantic_version: version, rules: &rules } },
            invocations: [invocation(outcome)],
            original_uri_base_ids: BTreeMap::from([(ROOT, base)]),
            column_kind: "utf16CodeUnits",
            newline_sequences: ["\r\n", "\n", "\r"],
            default_encoding: "UTF-8",
            default_source_language: "journey",
            results,
        }],
    };
    serde_json::to_writer(&mut *out, &log)?;
    out.write_all(b"\n")
}

/// All rules, whether they found something or not: who reads the log can tell what was looked for.
fn rules(outcome: &Outcome<'_>) -> Vec<Descriptor<'static>> {
    let mut rules: Vec<Descriptor<'static>> =
        outcome.plugins.rules().map(|rule| descriptor(rule.description())).collect();
    // What no rule can find, because rules see text.
    rules.push(Descriptor {
        id: WRONG_ENCODING,
        short_description: Text::plain("A file that is not written in UTF-8"),
        full_description: Text::plain(
            "Finds a file that is not written in UTF-8, or bytes in it that are no characters.",
        ),
        help: Text::plain("Journeys are written in UTF-8. Save the file as UTF-8 in your editor."),
        default_configuration: Configuration { level: Level::Error },
    });
    rules
}

fn descriptor(rule: &RuleDescription) -> Descriptor<'static> {
    let page = rule.documentation.trim();
    Descriptor {
        id: rule.id,
        short_description: Text::plain(rule.summary),
        full_description: Text::plain(first_paragraph(page).unwrap_or_else(|| rule.summary.to_owned())),
        help: Text { text: page.to_owned().into(), markdown: Some(page) },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

/// The first paragraph of a page that is no heading, in one line.
fn first_paragraph(page: &str) -> Option<String> {
    let lines = page.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    (!paragraph.is_empty()).then(|| paragraph.join(" "))
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info | Severity::Hint => Level::Note,
    }
}

/// Makes results, one after the other.
struct Results<'r> {
    rules: &'r [Descriptor<'static>],
    fingerprints: Fingerprints,
}

impl Results<'_> {
    fn result<'o>(&mut self, located: &Located<'o>, diagnostic: &'o Diagnostic) -> SarifResult<'o> {
        let (line, marked) = located.marked_line(diagnostic.place);
        let path = located.path(diagnostic.place.file);
        let fingerprint = self.fingerprints.next(diagnostic.code, path, &line, &marked);
        let related = diagnostic.related.iter().enumerate().map(|(index, (place, what))| Location {
            // 0 is the place of the finding itself, which is not counted here.
            id: Some(index + 1),
            message: Some(Message::new(what)),
            ..place_of(located, *place)
        });
        SarifResult {
            rule_id: diagnostic.code,
            rule_index: self.rules.iter().position(|rule| rule.id == diagnostic.code),
            level: level(diagnostic.severity),
            message: Message::new(&sentences(&diagnostic.message, &diagnostic.help)),
            locations: [place_of(located, diagnostic.place)],
            related_locations: related.collect(),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
            fixes: diagnostic.fixes.iter().map(|fix| sarif_fix(located, fix)).collect(),
            properties: ResultProperties { severity: diagnostic.severity.name() },
        }
    }
}

fn place_of(located: &Located<'_>, place: Place) -> Location {
    let region = Some(region(located.span(place)));
    let artifact_location = artifact(located.path(place.file));
    Location { id: None, message: None, physical_location: Some(PhysicalLocation { artifact_location, region }) }
}

fn artifact(path: &str) -> ArtifactLocation {
    let (uri, is_relative) = uri::of_path(path);
    ArtifactLocation { uri: Some(uri), uri_base_id: is_relative.then_some(ROOT), description: None }
}

fn region(Span { start, end, utf16_columns, has_offsets }: Span) -> Region {
    Region {
        start_line: start.line,
        start_column: utf16_columns.0,
        end_line: end.line,
        end_column: utf16_columns.1,
        byte_offset: has_offsets.then_some(start.offset),
        byte_length: has_offsets.then(|| end.offset.saturating_sub(start.offset)),
    }
}

fn sarif_fix<'o>(located: &Located<'_>, fix: &'o Fix) -> SarifFix<'o> {
    let mut changes: Vec<ArtifactChange<'o>> = Vec::new();
    for edit in &fix.edits {
        let artifact_location = artifact(located.path(edit.place.file));
        let replacement = Replacement {
            deleted_region: region(located.span(edit.place)),
            inserted_content: ArtifactContent { text: &edit.replacement },
        };
        match changes.iter_mut().find(|change| change.artifact_location == artifact_location) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(ArtifactChange { artifact_location, replacements: vec![replacement] }),
        }
    }
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Suggestion => "suggestion",
    };
    SarifFix {
        description: Message::new(&fix.title),
        artifact_changes: changes,
        properties: FixProperties { applicability },
    }
}

fn invocation(outcome: &Outcome<'_>) -> Invocation {
    let obstacles = outcome.obstacles();
    let (settings, others): (Vec<_>, Vec<_>) =
        obstacles.iter().partition(|obstacle| obstacle.kind == ObstacleKind::Settings);
    let notifications = |obstacles: Vec<&Obstacle>| obstacles.into_iter().map(notification).collect();
    Invocation {
        execution_successful: outcome.is_complete(),
        tool_configuration_notifications: notifications(settings),
        tool_execution_notifications: notifications(others),
    }
}

fn notification(obstacle: &Obstacle) -> Notification {
    let location = obstacle.path.as_deref().map(|path| Location {
        id: None,
        message: None,
        physical_location: Some(PhysicalLocation {
            artifact_location: artifact(path),
            region: obstacle.span.map(region),
        }),
    });
    Notification {
        descriptor: DescriptorReference { id: obstacle.kind.id() },
        level: if obstacle.kind == ObstacleKind::Warning { Level::Warning } else { Level::Error },
        message: Message::new(&sentences(&obstacle.message, &obstacle.help)),
        locations: location.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_is_what_the_rule_does() {
        let page = "## What it does\nFinds a key,\nand offers another.\n\n## Why it matters\nIt does.";
        assert_eq!(first_paragraph(page).as_deref(), Some("Finds a key, and offers another."));
        assert_eq!(first_paragraph("## What it does\n"), None);
    }

    #[test]
    fn messages_are_escaped_as_the_standard_wants_it() {
        let text = |text: &str| serde_json::to_value(Message::new(text)).unwrap()["text"].clone();
        assert_eq!(text("`{` has no `}`: {0}"), "`{{` has no `}}`: {{0}}");
        assert_eq!(text("a list [1] (2) stays"), "a list [1] (2) stays");
        assert_eq!(text("no [link](javascript:x)"), "no [link] (javascript:x)");
    }
}
