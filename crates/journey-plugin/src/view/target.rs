//! Which Mermaid will draw a diagram.

use std::fmt;

/// A version of Mermaid. What came later than it is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// As the 11 in 11.17.
    pub major: u16,
    /// As the 17 in 11.17.
    pub minor: u16,
}

impl Target {
    /// The oldest that diagrams are written for.
    pub const OLDEST: Self = Self::new(10, 7);
    /// What GitLab draws with (seen in 2025).
    pub const GITLAB: Self = Self::new(10, 7);
    /// What GitHub draws with (seen in September 2026).
    pub const GITHUB: Self = Self::new(11, 17);
    /// The newest that was tried.
    pub const LATEST: Self = Self::new(12, 3);
    /// The versions that have a name.
    pub const NAMES: [(&'static str, Self); 3] =
        [("gitlab", Self::GITLAB), ("github", Self::GITHUB), ("latest", Self::LATEST)];

    /// That version.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }

    /// Reads `gitlab`, `github`, `latest`, `11.4`, `11.4.1` or `11`, which means 11.0.
    ///
    /// # Errors
    /// Where it is none of these, or older than [`Target::OLDEST`]. Versions newer than [`Target::LATEST`] are taken.
    pub fn parse(written: &str) -> Result<Self, TargetError> {
        if let Some((_, target)) = Self::NAMES.iter().find(|(name, _)| *name == written) {
            return Ok(*target);
        }
        let mut numbers = written.strip_prefix('v').unwrap_or(written).split('.').map(|number| {
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            number.parse::<u16>().ok().filter(|_| digits)
        });
        let target = match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
            (Some(Some(major)), None, None, None) => Self::new(major, 0),
            (Some(Some(major)), Some(Some(minor)), None | Some(Some(_)), None) => Self::new(major, minor),
            _ => return Err(TargetError::Unknown(written.to_owned())),
        };
        if target < Self::OLDEST { Err(TargetError::TooOld(target)) } else { Ok(target) }
    }
}

/// GitHub's: the most readers see diagrams there.
impl Default for Target {
    fn default() -> Self {
        Self::GITHUB
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

/// Why something is no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Neither a name nor a version.
    #[error("there is no target `{0}`; it is `gitlab`, `github`, `latest` or a version of Mermaid such as `11.4`")]
    Unknown(String),
    /// A version before [`Target::OLDEST`].
    #[error("Mermaid {0} is too old; diagrams are written for {oldest} and later", oldest = Target::OLDEST)]
    TooOld(Target),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_versions_are_targets() {
        assert_eq!(Target::parse("gitlab"), Ok(Target::new(10, 7)));
        assert_eq!(Target::parse("latest"), Ok(Target::LATEST));
        assert_eq!(Target::parse("11.4"), Ok(Target::new(11, 4)));
        assert_eq!(Target::parse("v11.4.1"), Ok(Target::new(11, 4)));
        assert_eq!(Target::parse("11"), Ok(Target::new(11, 0)));
        assert_eq!(Target::parse("99.1"), Ok(Target::new(99, 1)));
    }

    #[test]
    fn what_is_no_target_says_what_is_one() {
        assert_eq!(Target::parse("9.4"), Err(TargetError::TooOld(Target::new(9, 4))));
        for written in ["", "gitlabs", "11.x", "11.", ".4", "+11.4", "11.4.1.2", "-1", "70000.1"] {
            assert_eq!(Target::parse(written), Err(TargetError::Unknown(written.to_owned())), "{written}");
        }
        assert!(Target::new(11, 4) < Target::new(11, 17) && Target::new(10, 9) < Target::new(11, 0));
    }
}
