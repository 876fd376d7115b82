//! What a rule reports: a finding, where it is, why it matters, what to do.

use std::fmt;

use journey_model::syntax::TextRange;
use journey_model::{FileId, RuleSeverity};

/// A finding about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The id of the rule that found it, such as `unknown-name`.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong: one sentence, without its full stop.
    pub message: String,
    /// Why it matters and what to do: one or two sentences.
    pub help: String,
    /// Where it is.
    pub place: Place,
    /// Other places that have to do with it, each with what it is.
    pub related: Vec<(Place, String)>,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// How editors may show it.
    pub tag: Option<Tag>,
}

/// A range of a file of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The range in its text, in bytes. Empty where something is missing.
    pub range: TextRange,
}

impl Place {
    /// What of `shown` is about the innermost place around `offset` (bytes) of a file: the smallest that touches it.
    pub fn innermost<T>(
        shown: &[T],
        place: impl Fn(&T) -> Self,
        file: FileId,
        offset: u32,
    ) -> impl Iterator<Item = &T> {
        let around = move |one: &T| {
            let Self { file: own, range } = place(one);
            (own == file && range.touches(offset)).then(|| range.len())
        };
        let smallest = shown.iter().filter_map(&around).min();
        shown.iter().filter(move |one| smallest.is_some() && around(one) == smallest)
    }
}

/// How serious a finding is, the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The text does not say what its writer means; other tools cannot use it.
    Error,
    /// It works, and it is very likely not what is wanted.
    Warning,
    /// Worth knowing.
    Info,
    /// A suggestion.
    Hint,
}

impl Severity {
    /// The word for it, as in `journey.toml` and in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
        }
    }

    /// What a setting asks for; `None` for a rule that is switched off.
    pub fn from_setting(setting: RuleSeverity) -> Option<Self> {
        match setting {
            RuleSeverity::Error => Some(Self::Error),
            RuleSeverity::Warning => Some(Self::Warning),
            RuleSeverity::Info => Some(Self::Info),
            RuleSeverity::Hint => Some(Self::Hint),
            RuleSeverity::Off => None,
        }
    }

    /// The same as a setting.
    pub fn as_setting(self) -> RuleSeverity {
        match self {
            Self::Error => RuleSeverity::Error,
            Self::Warning => RuleSeverity::Warning,
            Self::Info => RuleSeverity::Info,
            Self::Hint => RuleSeverity::Hint,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// How editors may show a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// The place could go without anything else changing; editors fade it.
    Unnecessary,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "Change to `maya`".
    pub title: String,
    /// Whether it can be made without asking.
    pub applicability: Applicability,
    /// The edits; they do not overlap.
    pub edits: Vec<TextEdit>,
}

/// Whether a fix can be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applicability {
    /// It says what the writer meant.
    Safe,
    /// It may say something else: a person should choose it.
    Suggestion,
}

/// Replaces a range of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub place: Place,
    /// What stands there instead.
    pub replacement: String,
}

impl Diagnostic {
    /// A finding with a message and a help line. [`crate::Report`] sets code and severity.
    pub fn new(place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: "",
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
            place,
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    /// The same with another place that has to do with it.
    #[must_use]
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// The same with a fix of one edit.
    #[must_use]
    pub fn fix(
        self,
        title: impl Into<String>,
        applicability: Applicability,
        place: Place,
        replacement: impl Into<String>,
    ) -> Self {
        let edits = vec![TextEdit { place, replacement: replacement.into() }];
        self.fix_with(Fix { title: title.into(), applicability, edits })
    }

    /// The same with a fix.
    #[must_use]
    pub fn fix_with(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// The same with a tag.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }
}
