//! The keywords that open a declaration.

use std::fmt;

/// A keyword of the language: the first word of a declaration, such as `stage` in `stage discover "Discover"`.
///
/// The set is closed today, so that a `match` over it is checked for completeness. A plugin can already add keys and
/// values to the schema. When plugins may add keywords of their own, this type
/// gains one variant that carries a number, given out by the schema that knows the keyword's name;
/// it stays `Copy`, small and hashable, and [`Keyword::from_name`] keeps knowing the built-in ones only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Keyword {
    /// Somebody the journey is made for.
    Persona,
    /// The way a contact happens: an app, a shop, a call.
    Channel,
    /// A person, team, system or partner that does part of the service.
    Actor,
    /// Where we know something from.
    Source,
    /// What is measured.
    Metric,
    /// A customer's way through the service.
    Journey,
    /// A part of a journey.
    Stage,
    /// One contact between customer and service.
    Touchpoint,
    /// Something that hurts.
    Pain,
    /// Something that does good.
    Gain,
    /// Something that could be made better.
    Opportunity,
}

impl Keyword {
    /// Every keyword, in the order in which the language reference explains them.
    pub const ALL: [Self; 11] = [
        Self::Persona,
        Self::Channel,
        Self::Actor,
        Self::Source,
        Self::Metric,
        Self::Journey,
        Self::Stage,
        Self::Touchpoint,
        Self::Pain,
        Self::Gain,
        Self::Opportunity,
    ];

    /// The keyword as it is written in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persona => "persona",
            Self::Channel => "channel",
            Self::Actor => "actor",
            Self::Source => "source",
            Self::Metric => "metric",
            Self::Journey => "journey",
            Self::Stage => "stage",
            Self::Touchpoint => "touchpoint",
            Self::Pain => "pain",
            Self::Gain => "gain",
            Self::Opportunity => "opportunity",
        }
    }

    /// The word for several of them, as in "2 journeys".
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Persona => "personas",
            Self::Channel => "channels",
            Self::Actor => "actors",
            Self::Source => "sources",
            Self::Metric => "metrics",
            Self::Journey => "journeys",
            Self::Stage => "stages",
            Self::Touchpoint => "touchpoints",
            Self::Pain => "pains",
            Self::Gain => "gains",
            Self::Opportunity => "opportunities",
        }
    }

    /// The keyword with its article, as in "an actor" or "a stage".
    pub const fn with_article(self) -> &'static str {
        match self {
            Self::Persona => "a persona",
            Self::Channel => "a channel",
            Self::Actor => "an actor",
            Self::Source => "a source",
            Self::Metric => "a metric",
            Self::Journey => "a journey",
            Self::Stage => "a stage",
            Self::Touchpoint => "a touchpoint",
            Self::Pain => "a pain",
            Self::Gain => "a gain",
            Self::Opportunity => "an opportunity",
        }
    }

    /// The keyword that is written exactly so, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "persona" => Self::Persona,
            "channel" => Self::Channel,
            "actor" => Self::Actor,
            "source" => Self::Source,
            "metric" => Self::Metric,
            "journey" => Self::Journey,
            "stage" => Self::Stage,
            "touchpoint" => Self::Touchpoint,
            "pain" => Self::Pain,
            "gain" => Self::Gain,
            "opportunity" => Self::Opportunity,
            _ => return None,
        })
    }

    /// The keyword's place in [`Keyword::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_keyword() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::from_name(keyword.name()), Some(keyword));
            assert_eq!(Keyword::ALL[keyword.index()], keyword);
            assert!(keyword.with_article().ends_with(keyword.name()));
        }
        assert_eq!(Keyword::from_name("Persona"), None);
        assert_eq!(Keyword::from_name("personas"), None);
    }
}
