//! A handle: a team or a person, such as `@growth`.

use std::fmt;

use smol_str::SmolStr;

use super::ValueError;
use super::error::quoted;
use super::id::{is_id, slug};

/// A team or a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle {
    /// The name without the `@`.
    pub name: SmolStr,
}

impl Handle {
    /// Reads `@` followed at once by a name that has the form of an id.
    ///
    /// # Errors
    /// Anything else, with the handle that was probably meant where there is one.
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        match written.strip_prefix('@') {
            Some(name) if is_id(name) => Ok(Self { name: name.into() }),
            _ => Err(explain(written)),
        }
    }
}

/// As it is written in a file.
impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "@{}", self.name)
    }
}

fn explain(written: &str) -> ValueError {
    let error = ValueError::new(
        format!("{} is not the handle of a team or person", quoted(written)),
        "Write `@` and at once a name of letters, digits, `_` and `-`, such as `@growth`.",
    );
    let bare = written.trim().trim_matches('"').trim_start_matches('@').trim();
    if is_id(bare) {
        error.meaning(format!("@{bare}"))
    } else if bare.chars().any(char::is_alphanumeric) {
        error.meaning(format!("@{}", slug(bare)))
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn handles_are_read() {
        assert_eq!(Handle::parse("@growth").unwrap().name, "growth");
        assert_eq!(Handle::parse("@team-7").unwrap().to_string(), "@team-7");
        assert_eq!(Handle::parse("@müller").unwrap().name, "müller");
    }

    #[test]
    fn other_values_are_refused_with_what_was_meant() {
        let meant = |written| Handle::parse(written).unwrap_err().correction;
        assert_eq!(meant("growth").as_deref(), Some("@growth"));
        assert_eq!(meant("\"Growth team\"").as_deref(), Some("@growth_team"));
        assert_eq!(meant("@ growth").as_deref(), Some("@growth"));
        assert_eq!(meant("@"), None);
        assert_eq!(meant(""), None);
    }

    proptest! {
        #[test]
        fn a_correction_can_be_read(written in any::<String>()) {
            if let Err(error) = Handle::parse(&written)
                && let Some(correction) = error.correction
            {
                prop_assert!(Handle::parse(&correction).is_ok(), "{correction}");
            }
        }
    }
}
