//! What a check came to, in the form that every format for programs is made of.

use annotate_snippets::Renderer;
use journey_model::FileId;
use journey_model::syntax::{SourceText, TextRange};
use journey_plugin::{Diagnostic, Place, Registry, Severity};
use journey_workspace::Encoding;

use super::file_text::{FileText, Position};
use super::human::draw_file;
use super::{CheckedFile, Counts, Format, Texts, summary_line};
use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::workspace::settings::ShownSettings;

/// What a check came to.
pub(crate) struct Outcome<'c> {
    /// The files that were checked, in the order of their paths.
    pub(crate) files: &'c [CheckedFile<'c>],
    /// How many findings of each severity they have.
    pub(crate) counts: Counts,
    /// What was checked, with its settings.
    pub(crate) workspace: &'c Workspace,
    /// What could not be done.
    pub(crate) failures: &'c [Failure],
    /// The rules that were asked.
    pub(crate) plugins: &'c Registry,
    /// The least serious findings that make the check fail.
    pub(crate) fails_from: Severity,
}

/// A part of a file as other programs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its first character.
    pub(super) start: Position,
    /// The character behind it.
    pub(super) end: Position,
    /// The columns of both in UTF-16 code units.
    pub(super) utf16_columns: (u32, u32),
    /// Whether the offsets are those of the file.
    pub(super) has_offsets: bool,
}

/// Something that kept the check from being whole, or may have: no finding in a journey.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    /// What it is about.
    pub(super) kind: ObstacleKind,
    /// The file or folder that it is about, as people see it.
    pub(super) path: Option<String>,
    /// Where in the file.
    pub(super) span: Option<Span>,
    /// What stands there.
    pub(super) marked: String,
    /// What is wrong.
    pub(super) message: String,
    /// What to do; may be empty.
    pub(super) help: String,
}

/// What an obstacle is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObstacleKind {
    /// `journey.toml`: the check ends with 2.
    Settings,
    /// Something that was asked for could not be done: the check ends with 2.
    Failure,
    /// Something around it could not be done; the check goes on.
    Warning,
}

impl ObstacleKind {
    /// Its name where a format wants one, as findings have the name of their rule.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Failure => "not-checked",
            Self::Warning => "check-warning",
        }
    }
}

impl Span {
    /// The span of a range of a text.
    pub(super) fn new(text: &FileText, range: TextRange) -> Self {
        let (start, end) = (range.start, range.end.max(range.start));
        Self {
            start: text.position(start),
            end: text.position(end),
            utf16_columns: (text.utf16_column(start), text.utf16_column(end)),
            has_offsets: text.has_offsets(),
        }
    }

    /// The last line that has a part of it: what reaches to the start of a line does not mean that line.
    pub(super) fn last_line(&self) -> u32 {
        let ends_before_line = self.end.column == 1 && self.end.line > self.start.line;
        self.end.line - u32::from(ends_before_line)
    }
}

impl Outcome<'_> {
    /// The whole report as one text, as people get it where nothing shows colours.
    pub(crate) fn text(&self, format: Format) -> String {
        let Some(write) = format.writer() else {
            let drawn = self.files.iter().map(|checked| draw_file(checked, &Renderer::plain()));
            let line = summary_line(self.counts, self.files.len(), self.is_complete(), false);
            return drawn.chain([line, "\n".to_owned()]).collect();
        };
        let mut bytes = Vec::new();
        write(&mut bytes, self).expect("nothing can go wrong with writing to memory");
        String::from_utf8(bytes).expect("every format is UTF-8")
    }

    /// Whether everything was checked that was asked for.
    pub(super) fn is_complete(&self) -> bool {
        self.obstacles().iter().all(|obstacle| obstacle.kind == ObstacleKind::Warning)
    }

    /// Everything that kept the check from being whole, settings first, warnings last.
    pub(super) fn obstacles(&self) -> Vec<Obstacle> {
        let settings = self.workspace.projects.iter().filter_map(|project| project.settings.as_ref());
        let mut obstacles: Vec<Obstacle> = settings.flat_map(settings_obstacles).collect();
        obstacles.extend(self.failures.iter().map(|failure| of_failure(failure, ObstacleKind::Failure)));
        let warnings = self.workspace.warnings.iter().map(|warning| Failure::new(warning.as_str()));
        obstacles.extend(warnings.map(|warning| of_failure(&warning, ObstacleKind::Warning)));
        obstacles
    }
}

fn settings_obstacles(shown: &ShownSettings) -> Vec<Obstacle> {
    let unreadable = shown.unreadable().map(|failure| of_failure(&failure, ObstacleKind::Settings));
    let to_u32 = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let problems = shown.files().flat_map(|(file, path)| {
        let text = FileText::new(SourceText::new(&file.text), Encoding::Utf8);
        file.problems.iter().map(move |problem| Obstacle {
            kind: ObstacleKind::Settings,
            path: Some(path.to_owned()),
            span: Some(Span::new(&text, TextRange::new(to_u32(problem.range.start), to_u32(problem.range.end)))),
            marked: file.text.get(problem.range.clone()).unwrap_or_default().to_owned(),
            message: problem.message.clone(),
            help: problem.help.clone(),
        })
    });
    unreadable.into_iter().chain(problems).collect()
}

fn of_failure(failure: &Failure, kind: ObstacleKind) -> Obstacle {
    Obstacle {
        kind,
        path: failure.path.clone(),
        span: None,
        marked: String::new(),
        message: failure.message.clone(),
        help: failure.help.clone().unwrap_or_default(),
    }
}

/// A checked file with the texts that its findings point into.
pub(super) struct Located<'c> {
    checked: &'c CheckedFile<'c>,
    texts: Texts,
}

impl<'c> Located<'c> {
    /// Makes the texts that the findings of a file point into.
    pub(super) fn new(checked: &'c CheckedFile<'c>) -> Self {
        Self { checked, texts: Texts::of(checked) }
    }

    /// What was found in the file.
    pub(super) fn diagnostics(&self) -> &'c [Diagnostic] {
        &self.checked.diagnostics
    }

    /// A file's path as people see it.
    pub(super) fn path(&self, file: FileId) -> &'c str {
        &self.checked.project.project.file(file).path
    }

    /// Where a place of a finding is.
    pub(super) fn span(&self, place: Place) -> Span {
        Span::new(self.texts.get(place.file), place.range)
    }

    /// The line that a place of a finding starts in, and what is marked in that line.
    pub(super) fn marked_line(&self, place: Place) -> (std::rc::Rc<str>, String) {
        let text = self.texts.get(place.file);
        let (line, start) = text.place_in_line(place.range.start);
        let (last_line, end) = text.place_in_line(place.range.end.max(place.range.start));
        let whole = text.line(line);
        let end = if last_line == line { end } else { whole.len() };
        let marked = whole.get(start..end.max(start)).unwrap_or_default().to_owned();
        (whole, marked)
    }
}

/// A message and its help as one text: what, why, what to do.
pub(super) fn sentences(message: &str, help: &str) -> String {
    let stop = if message.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    let gap = if help.is_empty() { "" } else { " " };
    format!("{message}{stop}{gap}{help}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_and_help_are_one_text_of_whole_sentences() {
        assert_eq!(
            sentences("`gaol` is not a key", "Did you mean `goal`?"),
            "`gaol` is not a key. Did you mean `goal`?"
        );
        assert_eq!(sentences("cannot read a.journey", ""), "cannot read a.journey.");
        assert_eq!(sentences("Who?", "Somebody."), "Who? Somebody.");
    }

    #[test]
    fn what_reaches_to_the_start_of_a_line_ends_in_the_line_before() {
        let text = FileText::new(SourceText::new("a\r\nb\r\nc"), Encoding::Utf8);
        let last_line = |start, end| Span::new(&text, TextRange::new(start, end)).last_line();
        assert_eq!([last_line(0, 3), last_line(0, 4), last_line(3, 3), last_line(0, 7)], [1, 2, 2, 3]);
    }
}
