//! Lanes: the kinds of facts that a journey map can show, each a row of it.

/// A kind of fact about a touchpoint (or, for goals, a stage). The names are the language's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// What the customer wants to reach in the stage.
    Goal,
    /// The physical evidence that the customer gets to see.
    Evidence,
    /// What the customer does.
    Does,
    /// Where it happens.
    Channel,
    /// Who else takes part.
    Actor,
    /// What the customer thinks.
    Thinks,
    /// How it feels, in words.
    Feels,
    /// What the customer says.
    Says,
    /// What is promised.
    Expects,
    /// What is delivered.
    Gets,
    /// How it feels, from -2 to +2.
    Emotion,
    /// What decides here: the moment of truth.
    Moment,
    /// How long it takes.
    Duration,
    /// Where it leads to.
    Next,
    /// What happens in the customer's sight.
    Frontstage,
    /// What happens out of the customer's sight.
    Backstage,
    /// What supports those who act.
    Support,
    /// What hurts.
    Pain,
    /// What pleases.
    Gain,
    /// What could be made better.
    Opportunity,
    /// What is measured.
    Measure,
}

impl Lane {
    /// All, in the order in which a map shows them, each with the name that people write.
    pub const NAMES: [(&'static str, Self); 21] = [
        ("goal", Self::Goal),
        ("evidence", Self::Evidence),
        ("does", Self::Does),
        ("channel", Self::Channel),
        ("actor", Self::Actor),
        ("thinks", Self::Thinks),
        ("feels", Self::Feels),
        ("says", Self::Says),
        ("expects", Self::Expects),
        ("gets", Self::Gets),
        ("emotion", Self::Emotion),
        ("moment", Self::Moment),
        ("duration", Self::Duration),
        ("next", Self::Next),
        ("frontstage", Self::Frontstage),
        ("backstage", Self::Backstage),
        ("support", Self::Support),
        ("pain", Self::Pain),
        ("gain", Self::Gain),
        ("opportunity", Self::Opportunity),
        ("measure", Self::Measure),
    ];

    /// The lane with that name, which may be written as a plural, as in `pains`.
    pub fn named(name: &str) -> Option<Self> {
        let find = |name: &str| Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, lane)| *lane);
        find(name)
            .or_else(|| find(name.strip_suffix('s')?))
            .or_else(|| find(&format!("{}y", name.strip_suffix("ies")?)))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, lane)| *lane == self).map(|(name, _)| *name).expect("every lane has a name")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_known_in_the_singular_and_in_the_plural() {
        assert_eq!(Lane::named("pain"), Some(Lane::Pain));
        assert_eq!(Lane::named("pains"), Some(Lane::Pain));
        assert_eq!(Lane::named("opportunities"), Some(Lane::Opportunity));
        assert_eq!(Lane::named("does"), Some(Lane::Does));
        assert_eq!(Lane::named(""), None);
        for (name, lane) in Lane::NAMES {
            assert_eq!((lane.name(), Lane::named(name)), (name, Some(lane)));
        }
    }
}
