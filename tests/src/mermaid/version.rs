//! The versions of Mermaid that can judge.

use journey_plugin::Target;

/// A version of Mermaid that `tests/mermaid/package.json` installs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MermaidVersion {
    /// 10.7, as GitLab has it.
    V10_7,
    /// The last 10.
    V10_9,
    /// The first with `kanban`.
    V11_4,
    /// 11.17, as GitHub has it.
    V11_17,
    /// The newest.
    V12_3,
}

impl MermaidVersion {
    /// All, the oldest first.
    pub const ALL: [Self; 5] = [Self::V10_7, Self::V10_9, Self::V11_4, Self::V11_17, Self::V12_3];

    /// As `draw.mjs` calls it: `10.7`.
    pub fn name(self) -> &'static str {
        match self {
            Self::V10_7 => "10.7",
            Self::V10_9 => "10.9",
            Self::V11_4 => "11.4",
            Self::V11_17 => "11.17",
            Self::V12_3 => "12.3",
        }
    }

    /// The target of diagrams for it.
    pub fn target(self) -> Target {
        let (major, minor) = match self {
            Self::V10_7 => (10, 7),
            Self::V10_9 => (10, 9),
            Self::V11_4 => (11, 4),
            Self::V11_17 => (11, 17),
            Self::V12_3 => (12, 3),
        };
        Target::new(major, minor)
    }
}
