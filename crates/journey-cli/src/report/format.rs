//! The formats that `journey check` can say its findings in.

use std::io::{self, Write};

use clap::ValueEnum;

use super::outcome::Outcome;
use super::{github, gitlab, json, junit, sarif};

/// How findings are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the source lines, for people
    #[default]
    Human,
    /// One JSON object, for programs
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines
    Github,
    /// A Code Quality report, which GitLab shows in merge requests
    Gitlab,
    /// Test results in JUnit's XML, for Jenkins, GitLab and others
    Junit,
}

/// A format for programs: all of them but [`Format::Human`].
pub(crate) type Writer = fn(&mut dyn Write, &Outcome<'_>) -> io::Result<()>;

impl Format {
    /// What writes the format; `None` for people's, which needs to know the terminal.
    pub(crate) fn writer(self) -> Option<Writer> {
        match self {
            Self::Human => None,
            Self::Json => Some(json::write),
            Self::Sarif => Some(sarif::write),
            Self::Github => Some(github::write),
            Self::Gitlab => Some(gitlab::write),
            Self::Junit => Some(junit::write),
        }
    }
}
